"""A number or a code being typed."""

from __future__ import annotations

from typing import Final

from attrs import evolve, field, frozen

from phone.air.mmi import acts_without_send
from phone.handset.mobile.dialling import DIAL_LIMIT
from phone.handset.ui.field import Field
from phone.handset.ui.frame import Row, Run
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import follow, wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View, key_of
from phone.handset.ui.screens.dial import Dial, told
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.numbers import NumberOptions
from phone.handset.ui.screens.sims import asked
from phone.handset.ui.screens.speed_dials import offered

PLUS: Final = "+"
STARS: Final = "*+pw"
"""The signs on the key of the star: itself, international, a pause and a wait (3GPP TS 22.101, annex A)."""

STAR_MS: Final = 1_000
"""How long the key of the star changes what it has written."""


@frozen
class Dialling(Screen):
    """The string so far; it stays when the phone refuses to dial it, to be corrected."""

    field: Field = field(factory=Field)
    star_until_ms: int | None = None
    """Until when another `*` changes the one before into `+`, `p`, `w` and back."""

    @classmethod
    def begun(cls, character: str, at_ms: int | None = None) -> Dialling:
        """The screen after its first character, pressed at a moment or typed."""
        return cls(Field.of(character), at_ms + STAR_MS if at_ms is not None and character == "*" else None)

    @property
    def writes(self) -> bool:
        """It is what the screen is for."""
        return True

    def press(self, key: Key, scene: Scene) -> Turn:
        """Digits insert, C and the right soft key delete, arrows move, the green key dials; down from the end: what else."""
        if key == "*":
            return self._star(scene)
        if key in KEYPAD:
            return self.inserted(key, scene)
        if key in {"clear", "soft_right"}:
            shorter = self.field.delete()
            return Turn((evolve(self, field=shorter),) if shorter.text else ())
        if key == "down" and self.field.cursor == len(self.field.text):
            options = NumberOptions(self.field.text)
            return Turn((self, options)) if options.count(scene) else Turn((self,), sound="error")
        if key in {"left", "right", "up", "down"}:
            columns = scene.columns
            step = {"left": -1, "right": 1, "up": -columns, "down": columns}[key]
            moved = self.field.move(step) if abs(step) == 1 else self._moved_to_row(step)
            return Turn((evolve(self, field=moved),))
        if key in {"call", "ok", "soft_left"}:
            return self._dial(scene)
        return Turn((self,))

    def hold(self, key: Key, scene: Scene) -> Turn:
        """`0` becomes `+`, C deletes all, `#` alone silences the phone."""
        before = self.field.text[: self.field.cursor]
        if key == "0" and before.endswith("0"):
            return Turn((evolve(self, field=self.field.delete().insert(PLUS)),))
        if key == "clear":
            return Turn(())
        if key == "#" and self.field.text == "#":
            scene.settings.toggle_silence(scene.stock.file.silent_profile)
            return Turn((Notice.now(f"profile.{scene.settings.profile}", scene),))
        if self.field.text == key and key.isdecimal() and key != "0":
            return self._call_quickly(key, scene)
        return Turn((self,), sound=None)

    def _call_quickly(self, key: Key, scene: Scene) -> Turn:
        """A digit alone, held: the voice mail, or whom the key calls; one that calls nobody is offered to be assigned."""
        book = scene.mobile.phonebook
        contact = book.quick(key)
        if key != "1" and contact is None:
            return Turn((offered(key),))
        number = book.voice_mail if contact is None else contact.number
        if not number:
            return Turn((Notice.now("no_voice_mail", scene),), sound="error")
        return asked(Dial(number), self, scene)

    def _star(self, scene: Scene) -> Turn:
        """A star; pressed again within a second it becomes the next of the signs that its key bears."""
        before = self.field.text[: self.field.cursor]
        soon = self.star_until_ms is not None and scene.at_ms < self.star_until_ms
        if not (soon and before and before[-1] in STARS):
            armed = evolve(self, star_until_ms=scene.at_ms + STAR_MS)
            return armed.inserted("*", scene)
        sign = STARS[(STARS.index(before[-1]) + 1) % len(STARS)]
        return Turn((evolve(self, field=self.field.delete().insert(sign), star_until_ms=scene.at_ms + STAR_MS),))

    def type(self, character: str, scene: Scene) -> Turn:
        """Digits, `*`, `#`, `№`, `+`, `p` and `w`; other letters have no place in a number."""
        symbol = character if character in STARS else key_of(character)
        return self.inserted(symbol, scene) if symbol else Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The string, cut at the edge, the part with the cursor in view; above it whether it is too long."""
        warning = wrap(scene.word("dialling.too_long"), scene.columns) if self.field.full else ()
        text, columns = self.field.text, scene.columns
        height = scene.lines - len(warning)
        rows = [text[start : start + columns] for start in range(0, len(text) + 1, columns)]
        line, column = divmod(self.field.cursor, columns)
        top = follow(0, line, height)
        shown = [
            Row(row.ljust(columns), (Run(column, column + 1, "cursor"),) if index == line else ())
            for index, row in enumerate(rows)
        ][top : top + height]
        body = (*(scene.row(part, "inv") for part in warning), *shown)
        return View(body, scene.word("soft.call"), scene.word("soft.clear"))

    def inserted(self, character: str, scene: Scene) -> Turn:
        """After one character more; a code that acts on its last key does so."""
        if len(self.field.text) >= DIAL_LIMIT:
            return Turn((evolve(self, field=self.field.refuse()),), sound="error")
        longer = self.field.insert(character)
        if not acts_without_send(longer.text):
            return Turn((evolve(self, field=longer),))
        return Turn((told(longer.text, scene),))

    def _moved_to_row(self, step: int) -> Field:
        return evolve(self.field, cursor=max(0, min(len(self.field.text), self.field.cursor + step)))

    def _dial(self, scene: Scene) -> Turn:
        if self.field.full:
            return Turn((self, Notice.now("too_long", scene)), sound="error")
        return asked(Dial(self.field.text), self, scene)
