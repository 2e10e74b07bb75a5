"""PINs and passwords in what somebody did, for others to read: each is another number of as many digits, the same one each time.

Where a secret is typed is not guessed from keys: what was done is lived again, and the phone itself says what it has taken.
The PINs, the PUK and the barring password with which a card comes are no secrets, and stay, so that what they opened still opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from phone.dialog.model import Action
from phone.dialog.record.moves import Move, Pressed
from phone.dialog.record.take import Take
from phone.handset.mobile.pin import FIRST_PIN, FIRST_PUK
from phone.handset.ui.keys import KEYPAD
from phone.handset.ui.screen import Screen
from phone.handset.ui.screens.dialling import Dialling
from phone.handset.ui.screens.pin import DigitsScreen
from phone.world import World

_PIN: Final = re.compile(r"([*#+]{1,3}0[45]2?\*)([\d*]*)(#?)")
"""Codes that change a PIN (3GPP TS 22.030, 6.6): all that follows is secret."""
_PASSWORD: Final = re.compile(r"([*#+]{1,3}03\*\d*\*)([\d*]*)(#?)")
"""Codes that change the password of barring (22.030, 6.5.4): behind the service."""
_BARRING: Final = re.compile(r"([*#+]{1,3}(?:33[0-3]?|35[13]?)\*)(\d*)((?:\*\d*)?#?)")
"""Codes that bar calls (22.030, annex B): the first field."""

# Before each, whatever stars and hashes were typed: two stars in a second are a plus.

DROPPED: Final = "0"
"""What stands for a digit that was taken back."""
LOG_IN: Final = "site_login"
WRONG: Final = "xxxx"
"""What stands for a password that the operator has not sent."""
CONFIRMING: Final = frozenset({"ok", "soft_left"})
"""The keys that hand a secret over."""


@define
class Secrets:
    """The secrets that were met, and what stands for them.

    Attributes:
        known: numbers that are no secrets.
        masks: secret → the number in its place.
    """

    known: frozenset[str]
    masks: dict[str, str] = field(factory=dict)

    def mask(self, secret: str) -> str:
        """Another number for a secret; it itself if it is none."""
        if secret in self.known or not secret:
            return secret
        if secret not in self.masks:
            taken = {*self.known, *self.masks.values()}
            numbers = (f"{number:0{len(secret)}}" for number in range(1, 10 ** len(secret)))
            self.masks[secret] = next((number for number in numbers if number not in taken), "0" * len(secret))
        return self.masks[secret]

    def in_code(self, code: str) -> str:
        """A code, or the beginning of one, with its secrets masked; what has none as it is."""
        for pattern in (_PIN, _PASSWORD, _BARRING):
            if found := pattern.fullmatch(code):
                return f"{found[1]}{'*'.join(map(self.mask, found[2].split('*')))}{found[3]}"
        return code


@define
class Typed:
    """What is being typed on a phone, and by which moves.

    Attributes:
        secret: whether the phone asked for a secret.
        signs: (character, number of the move that put it there), in the order of the text.
        dropped: the numbers of moves whose character was taken back.
    """

    secret: bool
    signs: list[tuple[str, int]] = field(factory=list)
    dropped: list[int] = field(factory=list)

    def follow(self, before: str, after: str, place: int) -> None:
        """A move has made one text of another: something was put in, taken out, or changed."""
        start = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), None)
        start = min(len(before), len(after)) if start is None else start
        ends = zip(reversed(before[start:]), reversed(after[start:]), strict=False)
        same = next((at for at, (old, new) in enumerate(ends) if old != new), None)
        same = min(len(before), len(after)) - start if same is None else same
        removed = self.signs[start : len(before) - same]
        self.dropped += [number for _, number in removed]
        self.signs[start : len(before) - same] = [(sign, place) for sign in after[start : len(after) - same]]

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(sign for sign, _ in self.signs)


@define
class Masking:
    """Masks moves while they are lived again.

    Attributes:
        take: the world in which they are.
        moves: the moves, masked as far as their secrets are complete.
        secrets: what stands for what.
        typed: name → what is being typed on that phone.
    """

    take: Take
    moves: list[Move]
    secrets: Secrets
    typed: dict[str, Typed] = field(factory=dict)

    def live(self) -> tuple[Move, ...]:
        """All moves, in which no secret can be read."""
        for place, move in enumerate(tuple(self.moves)):
            before = self._field(move.name)
            self.take.move(move)
            self._follow(place, move, before, self._field(move.name))
            self.moves[place] = self._with_masked_text(self.moves[place])
        for name in tuple(self.typed):
            self._finish(name)
        return tuple(self.moves)

    def _field(self, name: str) -> Field | None:
        phone = self.take.world.phones.get(name)
        return None if phone is None else Field.of(phone.interface.stack[-1])

    def _follow(self, place: int, move: Move, before: Field | None, after: Field | None) -> None:
        """Note what a move has changed of what is being typed."""
        sign = _sign(move)
        confirmed = before is not None and before.secret and sign in CONFIRMING
        if before is not None and after is not None and before.step == after.step and not confirmed:
            self._of(move.name, after).follow(before.text, after.text, place)
            return
        if before is not None and not before.secret and sign in KEYPAD:
            self._of(move.name, before).signs.append((str(sign), place))  # a code that acts on its last key
        self._finish(move.name)
        if after is not None and after.text:
            self._of(move.name, after).follow("", after.text, place)

    def _of(self, name: str, where: Field) -> Typed:
        return self.typed.setdefault(name, Typed(where.secret))

    def _finish(self, name: str) -> None:
        """What was typed is complete, or was given up: it is masked if it is a secret, or a code with one."""
        typed = self.typed.pop(name, None)
        if typed is None:
            return
        text = typed.text
        masked = self.secrets.mask(text) if typed.secret else self.secrets.in_code(text)
        if masked == text and not typed.secret:
            return
        for (_, place), sign in zip(typed.signs, masked, strict=True):
            self.moves[place] = _signed(self.moves[place], sign)
        for place in typed.dropped:
            if (_sign(self.moves[place]) or "").isdecimal():
                self.moves[place] = _signed(self.moves[place], DROPPED)

    def _with_masked_text(self, move: Move) -> Move:
        """A move whose text has a secret: a code that changes one, or a password that nobody was told."""
        what, code = move.what, self.secrets.in_code
        if not isinstance(what, Action):
            return move
        if what.verb in ("say", "call"):
            return evolve(move, what=evolve(what, text=code(what.text), to=code(what.to)))
        if what.verb == LOG_IN and what.text not in self._told_passwords():
            return evolve(move, what=evolve(what, text=WRONG))
        return move

    def _told_passwords(self) -> Iterator[str]:
        for heard in self.take.heard:
            for span in heard.text.spans:
                if span.name == "password":
                    yield heard.text.value[span.start : span.end]


@frozen
class Field:
    """Where something is typed that may be a secret: what stands there, and for which step it is asked."""

    text: str
    secret: bool
    step: object

    @classmethod
    def of(cls, screen: Screen) -> Field | None:
        """The field of a screen; None if it has none of the kind."""
        if isinstance(screen, DigitsScreen):
            return cls(screen.typed, secret=True, step=(type(screen), screen.given))
        return cls(screen.field.text, secret=False, step=Dialling) if isinstance(screen, Dialling) else None


def masked(moves: Sequence[Move], world: World) -> tuple[Move, ...]:
    """Moves in which no secret can be read.

    Args:
        moves: what was done.
        world: as it was opened; it is lived through.
    """
    barring = world.network.switch.supplementary.password
    secrets = Secrets(frozenset({FIRST_PIN, FIRST_PUK, barring}))
    return Masking(Take.begin(world, settles=False), list(moves), secrets).live()


def _sign(move: Move) -> str | None:
    """The key or character of a move."""
    what = move.what
    return what.key if isinstance(what, Pressed) else what if isinstance(what, str) else None


def _signed(move: Move, sign: str) -> Move:
    what = move.what
    key = next((key for key in KEYPAD if key == sign), None)
    return evolve(move, what=evolve(what, key=key) if isinstance(what, Pressed) and key is not None else sign)
