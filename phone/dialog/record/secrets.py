"""PINs and passwords in what somebody did, for others to read: each is another number of as many digits, the same one each time.

The PIN and PUK with which every SIM card comes are no secret, and stay, so that what they opened still opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import define, evolve, field

from phone.dialog.model import Action
from phone.dialog.record.moves import Move, Stroke
from phone.dialog.record.take import Take
from phone.handset.mobile.pin import FIRST_PIN, FIRST_PUK
from phone.handset.ui.keys import KEYPAD
from phone.handset.ui.screens.pin import DigitsScreen
from phone.world import World

KNOWN: Final = frozenset({FIRST_PIN, FIRST_PUK})

_CODE: Final = re.compile(r"(?P<head>\*\*0[45]2?\*|\*03\*\d*\*)(?P<rest>[\d*]+)#?")
"""Codes that change a PIN (3GPP TS 22.030, 6.6) or the password of barring (6.5.4)."""


@define
class Secrets:
    """The secrets that were met, and what stands for them."""

    masks: dict[str, str] = field(factory=dict)

    def mask(self, secret: str) -> str:
        """Another number for a secret; it itself if it is none."""
        if secret in KNOWN or not secret.isdecimal():
            return secret
        if secret not in self.masks:
            taken = {*KNOWN, *self.masks.values()}
            numbers = (f"{number:0{len(secret)}}" for number in range(1, 10 ** len(secret)))
            self.masks[secret] = next((number for number in numbers if number not in taken), secret)
        return self.masks[secret]

    def in_code(self, code: str) -> str:
        """A code with its secrets masked."""
        found = _CODE.fullmatch(code)
        if found is None:
            return code
        rest = "*".join(self.mask(part) for part in found["rest"].split("*"))
        return f"{found['head']}{rest}{code[found.end('rest') :]}"


def masked(moves: Sequence[Move], world: World) -> tuple[Move, ...]:
    """Moves in which no secret can be read.

    Args:
        moves: what was done.
        world: as it was opened; it is lived through, to see where secrets are asked for.
    """
    secrets = Secrets()
    asked = _asked(moves, world)
    made = list(moves)
    for run in _runs(moves, asked):
        typed = _left(moves, run)
        for place, digit in zip(typed, secrets.mask("".join(str(_sign(moves[one])) for one in typed)), strict=True):
            made[place] = _signed(moves[place], digit)
    for run in _dialled(moves, asked):
        for place, sign in zip(run, secrets.in_code("".join(str(_sign(moves[one])) for one in run)), strict=True):
            made[place] = _signed(moves[place], sign)
    return tuple(_with_masked_text(move, secrets) for move in made)


def _asked(moves: Sequence[Move], world: World) -> list[bool]:
    """Whether each move typed into a field for secret digits."""
    take = Take.begin(world, settles=False)
    found: list[bool] = []
    for move in moves:
        take.stage.advance(max(0, move.at_ms - world.now_ms))
        phone = world.phones.get(move.name)
        found.append(phone is not None and isinstance(phone.interface.stack[-1], DigitsScreen))
        take.move(move)
    return found


def _runs(moves: Sequence[Move], asked: Sequence[bool]) -> Iterator[list[int]]:
    """The numbers of the moves of each secret: digits, and C which takes the last one back."""
    run: list[int] = []
    for place, move in enumerate(moves):
        digit = (_sign(move) or "").isdecimal()
        if asked[place] and (digit or _sign(move) == "clear"):
            run.append(place)
        else:
            yield run
            run = []
    yield run


def _left(moves: Sequence[Move], run: Sequence[int]) -> list[int]:
    """Those of the digits that were not taken back."""
    left: list[int] = []
    for place in run:
        if _sign(moves[place]) == "clear":
            left[-1:] = []
        else:
            left.append(place)
    return left


def _dialled(moves: Sequence[Move], asked: Sequence[bool]) -> Iterator[list[int]]:
    """The numbers of the moves of each string that was typed sign by sign on one phone."""
    run: list[int] = []
    for place, move in enumerate(moves):
        if asked[place] or _sign(move) not in KEYPAD or (run and moves[run[-1]].name != move.name):
            yield run
            run = []
        if not asked[place] and _sign(move) in KEYPAD:
            run.append(place)
    yield run


def _sign(move: Move) -> str | None:
    """The key or character of a move."""
    what = move.what
    return what.key if isinstance(what, Stroke) else what if isinstance(what, str) else None


def _signed(move: Move, sign: str) -> Move:
    what = move.what
    key = next((key for key in KEYPAD if key == sign), None)
    return evolve(move, what=evolve(what, key=key) if isinstance(what, Stroke) and key is not None else sign)


def _with_masked_text(move: Move, secrets: Secrets) -> Move:
    """A move whose code, if it is one that changes a PIN, is masked."""
    what = move.what
    if not isinstance(what, Action) or what.verb not in ("say", "call"):
        return move
    return evolve(move, what=evolve(what, text=secrets.in_code(what.text), to=secrets.in_code(what.to)))
