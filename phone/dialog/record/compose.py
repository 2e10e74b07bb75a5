"""A dialog made of what happened: told as readably as it comes out the same, and checked by living both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from ledger.calendar import SECOND_MS
from phone.dialog.model import Action, Air, Deed, OperatorAction, Passing
from phone.dialog.record.attempts import Attempt, Story
from phone.dialog.record.reference import Moment
from phone.dialog.record.spans import waited
from phone.dialog.record.spans import written as written_time
from phone.dialog.record.take import State, Take
from phone.dialog.template import inside
from phone.dialog.writing import Writer, quoted

_TIME: Final = re.compile(r"\d{1,2}:\d\d")


@frozen
class Mark:
    """What somebody wanted to have looked at before a move: a display, or an account."""

    kind: str
    name: str


@define
class Composer:
    """Tells a story, step by step, in a world that goes along.

    Attributes:
        story: what is told.
        marks: number of a move → what is looked at before it.
        begin: the number of the move with which the recording begins; what was before only sets it up.
        take: the world in which each step is tried.
        writer: the words.
        lines: what is told so far.
        steps: how many things are done in what is recorded.
        differs: how many stretches could not be told so that it comes out the same.
    """

    story: Story
    marks: Mapping[int, Sequence[Mark]]
    begin: int
    take: Take
    writer: Writer
    lines: list[str] = field(factory=list)
    steps: int = 0
    differs: int = 0

    def compose(self) -> tuple[str, ...]:
        """The lines of the case."""
        place = 0
        if self.story.strict:
            self._wait_for_the_first()
        self._look_at(place)
        while place < len(self.story.moves):
            before = len(self.take.told)
            attempt = self._told(place)
            self._write(attempt, dict.fromkeys(name for name, *_ in self.take.told[before:]))
            place = attempt.last
            self._look_at(place)
        return tuple(self.lines)

    def _wait_for_the_first(self) -> None:
        for deed in waited(max(0, self.story.moments[0].at_ms - self.take.world.now_ms)):
            self.take.do(deed, settles=True)
            self.lines += self._written(deed)

    def _told(self, place: int) -> Attempt:
        """The first attempt after which the world is as it was; else the most exact one, and a note."""
        kept = self.take.keep()
        before = self.take.world.now_ms
        attempt: Attempt | None = None
        for attempt in self.story.attempts(place, before):
            moment = self.story.moments[attempt.last]
            if not (moment.quiet or attempt.exact):
                continue
            done = self._tried(attempt, moment)
            if done is not None:
                return done
            self.take = kept.again()
        assert attempt is not None, "there is always an exact attempt"
        self.differs += 1
        try:
            self._do(attempt.deeds)
        except ValueError:
            self.take = kept.again()
            return evolve(attempt, untold=True)
        return attempt

    def _tried(self, attempt: Attempt, moment: Moment) -> Attempt | None:
        """The attempt as it came out right, with a wait behind it if that takes one; None if it does not."""
        begun_ms = self.take.world.now_ms
        try:
            self._do(attempt.deeds)
        except ValueError:
            return None
        whole_ms = moment.at_ms - self.story.moves[attempt.first].at_ms
        kept_ms = moment.gap_ms if attempt.keeps == "last" else whole_ms
        left_ms = kept_ms - (self.take.world.now_ms - begun_ms)
        if attempt.keeps != "nothing" and left_ms < 0:
            return None
        if attempt.keeps != "nothing" and left_ms:
            self.take.stage.advance(left_ms)
            attempt = evolve(attempt, deeds=(*attempt.deeds, *waited(left_ms)))
        if self.take.look() == moment.look:
            return attempt
        if attempt.exact or attempt.keeps != "nothing":
            return None
        waited_ms = self._wait(moment.look, left_ms)
        return None if waited_ms is None else evolve(attempt, deeds=(*attempt.deeds, *waited(waited_ms)))

    def _wait(self, look: State, limit_ms: int) -> int | None:
        """How long it takes until a world looks so, in whole seconds if they do as well; None for longer than a limit."""
        world, begun_ms = self.take.world, self.take.world.now_ms
        while (due_ms := world.next_due()) is not None and due_ms - begun_ms <= limit_ms:
            self.take.stage.advance(max(0, due_ms - world.now_ms))
            if self.take.look() == look:
                waited_ms = world.now_ms - begun_ms
                rounded_ms = -(-waited_ms // SECOND_MS) * SECOND_MS
                if rounded_ms > limit_ms:
                    return waited_ms
                self.take.stage.advance(rounded_ms - waited_ms)
                return rounded_ms if self.take.look() == look else None
        return None

    def _do(self, deeds: Sequence[Deed]) -> None:
        for place, deed in enumerate(deeds):
            following = deeds[place + 1] if place + 1 < len(deeds) else None
            hurries = isinstance(following, Passing) and following.exact
            self.take.do(deed, settles=not hurries)

    # ---- writing

    def _write(self, attempt: Attempt, heard: Iterable[str]) -> None:
        """Write an attempt; what somebody heard of what only sets up is looked at by nobody."""
        setting_up = attempt.last <= self.begin
        if attempt.untold:
            self.lines += [f"# {line}" for deed in attempt.deeds for line in self._written(deed)]
            return
        if not setting_up:
            self.steps += sum(not isinstance(deed, Passing) for deed in attempt.deeds)
        for deed in attempt.deeds:
            lines = tuple(self._written(deed))
            if setting_up and isinstance(deed, Action):
                lines = (lines[0].replace(" >", " >>", 1), *lines[1:])
            self.lines += lines
        if setting_up and any(not isinstance(deed, Action) for deed in attempt.deeds):
            self.lines += [f"{name} < {self.writer.word('replies', 'anything')}" for name in heard]

    def _written(self, deed: Deed) -> Iterator[str]:
        match deed:
            case Action():
                yield from self.writer.action(deed)
            case Passing():
                yield written_time(deed, self.writer)
            case Air():
                late = f" {deed.span.ms // SECOND_MS}s" if deed.span is not None else ""
                yield f"{self.writer.word('steps', 'air')} {deed.name} {deed.state}{late}"
            case OperatorAction():
                yield from self._operator(deed)

    def _operator(self, deed: OperatorAction) -> Iterator[str]:
        word = self.writer.word
        parts = [f"{word('steps', 'operator')} > {word('said', deed.verb)}"]
        if deed.notify:
            parts.append(word("clauses", "notify"))
        parts.append(deed.name)
        if deed.sender:
            parts.append(f"{word('clauses', 'from')} {quoted(deed.sender)}")
        if deed.flash:
            parts.append(word("clauses", "flash"))
        yield from self.writer.below(f"{' '.join(parts)}:", deed.text)

    def _look_at(self, place: int) -> None:
        for mark in self.marks.get(place, ()):
            if mark.kind == "screen":
                frame = self.take.world.frame(mark.name)
                self.lines.append(f"{mark.name} {self.writer.word('steps', 'screen')}")
                self.lines += [f"  |{_TIME.sub('{:time}', inside(row.text))}|" for row in frame.rows]
            else:
                self.lines.append(f"{self.writer.word('steps', 'ledger')} {mark.name}")
                self.lines.append(f"  {self.writer.word('rows', 'none')}")
