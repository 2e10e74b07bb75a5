"""In which ways a stretch of moves can be told as steps of a dialog: the most readable first, the most exact last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

from attrs import frozen

from ledger.calendar import DAY_MS, HOUR_MS
from phone.dialog.model import Action, Deed
from phone.dialog.record.moves import Move, Pressed
from phone.dialog.record.reference import Moment
from phone.dialog.record.spans import jumping, later, waited
from phone.dialog.strokes import Stroke, written
from phone.dialog.template import literal

STRETCH: Final = 20
"""So many keys that bring nothing from the network are a line."""
FAR: Final = 400
"""So many moves are looked at for the end of what was begun."""
ROUND_MS: Final = 100

Deeds = tuple[Deed, ...]
Gap = Callable[[int], int | None]
"""The time behind a move of which a number counts from the first of all; None for none worth telling."""


@frozen
class Attempt:
    """Some moves as deeds.

    Attributes:
        first: the number of the first move.
        last: the number of the one behind the last.
        deeds: what tells them.
        exact: whether their times are those of the moves, also that of the next one.
        keeps: how much of the time is to pass that did, because somebody talked meanwhile and paid for it: all, or that
            behind the last move.
        untold: whether dialogs cannot say it, so that it is only a comment.
    """

    first: int
    last: int
    deeds: Deeds
    exact: bool = False
    keeps: Literal["nothing", "last", "all"] = "nothing"
    untold: bool = False


@frozen
class Story:
    """What was done, and how the world was before each move.

    Attributes:
        moves: what was done.
        moments: one more than moves.
        cuts: the numbers of moves before which something is to be looked at.
        strict: whether every time is kept, also that of people who think.
    """

    moves: Sequence[Move]
    moments: Sequence[Moment]
    cuts: frozenset[int]
    strict: bool = False

    def attempts(self, first: int, now_ms: int) -> Iterator[Attempt]:
        """The ways to tell the moves from one on, in a world whose clock says `now_ms`."""
        move = self.moves[first]
        if not isinstance(move.what, Pressed | str):
            yield from self._ended(first, first + 1, (move.what,))
            yield from self._exact(first, first + 1, now_ms)
            return
        last = self._end(first)
        sent = self._sent(first, last)
        if sent:
            yield from self._ended(first, last, sent)
        if move.name in self.moments[first].idle:
            yield from self._to_rest(first)
        yield from self._ended(first, last, tuple(self._keys(first, last, _no_gap)))
        yield from self._ended(first, last, tuple(self._keys(first, last, self._due)))
        yield from self._ended(first, last, tuple(self._keys(first, last, self._whole_if_due)))
        yield from self._exact(first, last, now_ms)

    def _limit(self, first: int) -> int:
        """The first place behind a move where somebody else acts, or something is looked at."""
        name = self.moves[first].name
        for place in range(first + 1, len(self.moves)):
            move = self.moves[place]
            if move.name != name or not isinstance(move.what, Pressed | str) or place in self.cuts:
                return place
        return len(self.moves)

    def _end(self, first: int) -> int:
        """Where a stretch of keys ends: the network has answered, the phone is at rest again, or it is long enough."""
        limit = self._limit(first)
        for place in range(first + 1, limit):
            moment = self.moments[place]
            rests = self.moves[first].name in moment.idle
            if moment.quiet and (self._sent(first, place) or rests or place - first >= STRETCH):
                return place
        return limit

    def _to_rest(self, first: int) -> Iterator[Attempt]:
        """All that was sent until the phone is at rest again, as one thing."""
        name, limit = self.moves[first].name, min(self._limit(first), first + FAR)
        for place in range(first + 1, limit + 1):
            moment = self.moments[place]
            if moment.quiet and name in moment.idle and (sent := self._sent(first, place)):
                yield from self._ended(first, place, sent)
                yield from self._ended(first, place, (*sent, Action(0, name, "keys", "end")))
                return

    def _sent(self, first: int, last: int) -> tuple[Action, ...]:
        return tuple(action for place in range(first + 1, last + 1) for action in self.moments[place].sent)

    def _keys(self, first: int, last: int, gap: Gap) -> Iterator[Deed]:
        """Keys and characters, with some of the times between them."""
        name = self.moves[first].name
        gaps = [gap(place) if place + 1 < last else None for place in range(first, last)]
        for run in _runs([(self.moves[first + place].what, after_ms) for place, after_ms in enumerate(gaps)]):
            after_ms = run[-1][1]
            if isinstance(run[0][0], Pressed):
                yield Action(0, name, "keys", written(tuple(_strokes(run))))
            else:
                yield Action(0, name, "type", text=literal("".join(str(what) for what, _ in run)))
            if after_ms is not None:
                yield from later(after_ms)

    def _due(self, place: int) -> int | None:
        """The time until something happened by itself, rounded up if there is room."""
        stirred_ms, gap_ms = self.moments[place + 1].stirred_ms, self._whole(place)
        if stirred_ms is None:
            return None
        return min(gap_ms, -(-stirred_ms // ROUND_MS) * ROUND_MS)

    def _whole_if_due(self, place: int) -> int | None:
        return None if self.moments[place + 1].stirred_ms is None else self._whole(place)

    def _whole(self, place: int) -> int:
        return self.moments[place + 1].gap_ms

    def _ended(self, first: int, last: int, deeds: Deeds) -> Iterator[Attempt]:
        """Deeds, and behind them the time that passed, where that matters: it was long, or somebody talked meanwhile."""
        gap_ms = self._whole(last - 1)
        before, after = self.moments[first].talking, self.moments[last].talking
        if self.strict and (before or after):
            return
        if self.strict or before:
            yield Attempt(first, last, deeds, keeps="all")
        elif after:
            yield Attempt(first, last, deeds, keeps="last")
        elif gap_ms >= HOUR_MS:
            unit_ms = DAY_MS if gap_ms >= DAY_MS else HOUR_MS
            yield Attempt(first, last, (*deeds, jumping(gap_ms // unit_ms * unit_ms)))
        else:
            yield Attempt(first, last, deeds)

    def _exact(self, first: int, last: int, now_ms: int) -> Iterator[Attempt]:
        """Everything to the millisecond, also when the next move came; at last also at the very moment at which it was done."""
        move = self.moves[first]
        keys = isinstance(move.what, Pressed | str)
        acts = tuple(self._keys(first, last, self._whole)) if keys else (move.what,)
        deeds = (*acts, *later(self._whole(last - 1)))
        yield Attempt(first, last, deeds, exact=True)
        if now_ms < move.at_ms:
            yield Attempt(first, last, (*waited(move.at_ms - now_ms), *deeds), exact=True)


Timed = tuple[object, int | None]
"""A stroke or a character, and the time behind it."""


def _runs(timed: Sequence[Timed]) -> Iterator[list[Timed]]:
    """What stands in a line: so many strokes, or characters that were typed at once."""
    run: list[Timed] = []
    for one in timed:
        if run:
            same = isinstance(run[-1][0], Pressed) == isinstance(one[0], Pressed)
            full = len(run) >= STRETCH if isinstance(one[0], Pressed) else run[-1][1] not in (None, 0)
            if not same or full or (run[-1][1] or 0) >= DAY_MS:
                yield run
                run = []
        run.append(one)
    if run:
        yield run


def _strokes(run: Sequence[Timed]) -> Iterator[Stroke]:
    """The keys of a line; where some times are told, a key without one is pressed at the same moment as the next."""
    told = any(after_ms for _, after_ms in run[:-1])
    for place, (what, after_ms) in enumerate(run):
        assert isinstance(what, Pressed), "a line of keys has keys only"
        timed = place + 1 < len(run) and (after_ms or not told)
        yield Stroke(what.key, what.held_ms, after_ms if timed else None)


def _no_gap(_place: int) -> None:
    return None
