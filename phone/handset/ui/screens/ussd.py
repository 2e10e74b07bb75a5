"""The USSD dialogue of one SIM: waiting, question with a reply field, last word, and how it broke off."""

from __future__ import annotations

from typing import Final

from attrs import evolve, field, frozen

from phone.air.text import measure
from phone.handset.mobile.ussd import Asking, Ended, Incoming, Released, Requesting, UssdState
from phone.handset.ui.field import Field
from phone.handset.ui.frame import Row, Run
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import clamp, printable, wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.dialling import Dialling
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.spinner import next_step, spinner

PROMPT: Final = "> "


@frozen
class UssdScreen(Screen):
    """The dialogue of a slot as it was at `turn`; a new word of the network begins with an empty reply."""

    slot: int
    turn: int
    reply: Field = field(factory=Field)
    top: int = 0

    @property
    def writes(self) -> bool:
        """A reply, while the network asks; else the phone answers a digit as it does a key."""
        return True

    def press(self, key: Key, scene: Scene) -> Turn:
        """By what the network last said."""
        if key in {"up", "down"}:
            return self._scroll(1 if key == "down" else -1, scene)
        match self._state(scene):
            case Asking():
                return self._press_reply(key, scene)
            case Requesting():
                return self._leave(scene) if key in {"soft_right", "clear"} else Turn((self,))
            case _:
                return self._press_last_word(key, scene)

    def type(self, character: str, scene: Scene) -> Turn:
        """Any printable character goes into the reply."""
        if isinstance(self._state(scene), Asking) and character.isprintable():
            return self._insert(character)
        return super().type(character, scene)

    def draw(self, scene: Scene) -> View:
        """The text, and while the network asks, the reply in the last row."""
        state = self._state(scene)
        if isinstance(state, Requesting):
            blank = (scene.row(""),) * (scene.lines // 2 - 1)
            waiting = (
                scene.centred(scene.word("ussd.requesting")),
                scene.centred(spinner(state.since_ms, scene.at_ms)),
            )
            return View((*blank, *waiting), right=scene.word("soft.cancel"))
        rows, height = self._rows(scene), self._height(scene)
        shown = rows[self.top : self.top + height]
        above, below = self.top > 0, self.top + height < len(rows)
        if not isinstance(state, Asking):
            return View(shown, scene.word("soft.ok"), scene.word("soft.back"), above, below)
        text = (*shown, *(scene.row(""),) * (height - len(shown)))
        if self.reply.full:
            text = (*text[:-1], scene.row(scene.word("ussd.too_long"), "inv"))
        right = scene.word("soft.clear" if self.reply.text else "soft.cancel")
        return View((*text, _reply_row(self.reply, scene)), scene.word("soft.reply"), right, above, below)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """From the beginning of a new text; gone when the dialogue is closed."""
        dialogue = scene.mobile.slots[self.slot].ussd
        if dialogue.state is None:
            return ()
        return (self,) if dialogue.turn == self.turn else (UssdScreen(self.slot, dialogue.turn),)

    def next_redraw(self, scene: Scene) -> int | None:
        """The next step of the spinner."""
        match self._state(scene):
            case Requesting(since_ms=since_ms):
                return next_step(since_ms, scene.at_ms)
        return None

    def _state(self, scene: Scene) -> UssdState:
        return scene.mobile.slots[self.slot].ussd.state

    def _rows(self, scene: Scene) -> tuple[Row, ...]:
        return tuple(map(scene.row, wrap(_text(self._state(scene), scene), scene.columns)))

    def _height(self, scene: Scene) -> int:
        return scene.lines - isinstance(self._state(scene), Asking)

    def _scroll(self, by: int, scene: Scene) -> Turn:
        top = clamp(self.top + by, len(self._rows(scene)), self._height(scene))
        return Turn((evolve(self, top=top),))

    def _leave(self, scene: Scene) -> Turn:
        return Turn((), scene.mobile.cancel(self.slot))

    def _press_reply(self, key: Key, scene: Scene) -> Turn:
        if key in KEYPAD:
            return self._insert(key)
        if key in {"left", "right"}:
            return Turn((evolve(self, reply=self.reply.move(1 if key == "right" else -1)),))
        if key in {"soft_left", "ok", "call"}:
            return self._send(scene)
        if key in {"soft_right", "clear"}:
            if self.reply.text:
                return Turn((evolve(self, reply=self.reply.delete()),))
            return self._leave(scene) if key == "soft_right" else Turn((self,), sound="error")
        return Turn((self,))

    def _press_last_word(self, key: Key, scene: Scene) -> Turn:
        if key in {"ok", "soft_left", "soft_right", "clear"}:
            return self._leave(scene)
        if key in KEYPAD:
            return Turn((Dialling.begun(key),), scene.mobile.cancel(self.slot))
        return Turn((self,))

    def _insert(self, character: str) -> Turn:
        longer = self.reply.insert(character)
        length = measure(longer.text, "ussd")
        if length.units > length.limit:
            return Turn((evolve(self, reply=self.reply.refuse()),), sound="error")
        return Turn((evolve(self, reply=longer),))

    def _send(self, scene: Scene) -> Turn:
        refusal = "reply_too_long" if self.reply.full else "" if self.reply.text else "reply_empty"
        if refusal:
            return Turn((self, Notice.now(refusal, scene)), sound="error")
        return Turn((self,), scene.mobile.reply(self.reply.text, scene.at_ms, self.slot))


def _text(state: UssdState, scene: Scene) -> str:
    match state:
        case Asking(_, text) | Ended(text) | Incoming(text):
            return text.value
        case Released(cause):
            return scene.word(f"ussd.released.{cause}")
    return ""


def _reply_row(reply: Field, scene: Scene) -> Row:
    """The end of the reply up to the cursor, as much as the row holds."""
    room = scene.columns - len(PROMPT)
    start = max(0, reply.cursor - room + 1)
    shown = "".join(printable(character)[:1] or " " for character in reply.text[start : start + room])
    column = len(PROMPT) + reply.cursor - start
    return Row((PROMPT + shown.replace("\u00a0", " ")).ljust(scene.columns), (Run(column, column + 1, "cursor"),))
