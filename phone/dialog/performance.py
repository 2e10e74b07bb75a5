"""A dialog played for an audience: which move comes when, and what the audience may do about it.

Time is an argument here too, that of whoever looks on: `next_due` says when the next move is made, `run_due(at_ms)` makes it
and returns what was made, to be shown. The world's own time goes on by the steps alone, so an undisturbed performance ends in
the same world as a play without an audience.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Literal

from attrs import define, field

from phone.dialog.hands import Hands
from phone.dialog.model import Action, Cue, Dialog, OperatorAction, Reply, Step
from phone.dialog.moves import Halt, Look, Move, Perform, Say, Timed
from phone.dialog.play import Played, Player
from phone.dialog.programme import Part, Programme
from phone.dialog.scenes import scene_of
from phone.dialog.score import score, title_moves
from phone.dialog.standin import STANDS_IN, Pressed, StandIn
from phone.dialog.tempo import Tempo, read_tempo
from phone.dialog.verdict import Difference
from phone.world import World

State = Literal["playing", "paused", "mark", "yours", "over"]
"""Moves are made; they wait; they wait at a mark; somebody uses the phones by hand; there are no more."""


@define
class Performance:
    """A dialog in one locale, at one moment of its performance.

    Attributes:
        programme: what is played.
        folder: where the file lies, from which the paths of its header go on.
        pace: the name of a pace, which the file may change.
        halts: whether it stops at marks.
        state: whether moves are made, and why not.
        at: the number of the part that is played.
        act: counts how often another world was begun: the one before is of no use any more.
        looked_at: whose phone is looked at.
        caption: what the audience is told.
        played: what came of the cases that are over, by their places.
    """

    programme: Programme
    folder: Path | None = None
    pace: str = "normal"
    halts: bool = True
    state: State = field(default="paused", init=False)
    at: int = field(default=0, init=False)
    act: int = field(default=0, init=False)
    looked_at: str = field(default="", init=False)
    caption: str = field(default="", init=False)
    played: dict[int, Played] = field(factory=dict, init=False)
    _player: Player = field(init=False)
    _tempo: Tempo = field(init=False)
    _percent: int = field(default=100, init=False)
    _moves: deque[Timed] = field(factory=deque, init=False)
    _due_ms: int | None = field(default=None, init=False)
    """When the next move is made, while moves are made."""
    _left_ms: int = field(default=0, init=False)
    """How long the next move had to wait still when moves ceased to be made."""
    _begun: bool = field(default=False, init=False)
    """Whether a move of the part was made."""
    _halted: bool = field(default=False, init=False)
    """Whether the part has stopped the performance already."""
    _performed: bool = field(default=False, init=False)
    """Whether the step of the part is done."""
    _standin: StandIn | None = field(default=None, init=False)
    _hands: Hands | None = field(default=None, init=False)

    @classmethod
    def of(
        cls, dialog: Dialog, locale: str, folder: Path | None = None, *, pace: str = "normal", halts: bool = True
    ) -> Performance:
        """A performance before its first move; `go` begins it.

        Raises:
            DialogError: the world of the header cannot be opened.
        """
        made = cls(Programme.of(dialog, locale), folder, pace, halts)
        made._enter(0)
        return made

    # ---- what there is to see

    @property
    def world(self) -> World:
        """What the audience sees: the world, or while keys are pressed in it the one that stands in for it."""
        return self._player.bench.world if self._standin is None else self._standin.world

    @property
    def lasting(self) -> World:
        """The world in which steps are done: whatever keys are pressed for show, nothing of them is in it."""
        return self._player.bench.world

    @property
    def part(self) -> Part:
        """What is played now; once it is over, the last."""
        return self.programme.parts[min(self.at, len(self.programme.parts) - 1)]

    @property
    def title(self) -> str:
        """The title of the case."""
        return self.programme.dialog.cases[self.part.case].title

    @property
    def differences(self) -> tuple[tuple[Played, Difference], ...]:
        """All that was not as expected so far, with the play of its case."""
        now = self._player.so_far()
        plays = {**self.played, self.part.case: now} if self.state != "over" else self.played
        return tuple((play, one) for _, play in sorted(plays.items()) for one in play.differences)

    @property
    def difference_count(self) -> int:
        """How many these are."""
        before = sum(len(play.differences) for case, play in self.played.items() if case != self.part.case)
        return before + len(self._player.differences)

    # ---- time goes on

    def next_due(self) -> int | None:
        """When the next move is made; None while none are."""
        return self._due_ms if self.state == "playing" else None

    def run_due(self, at_ms: int) -> tuple[Move, ...]:
        """Make the moves that are due, each at its time, and tell them."""
        made: list[Move] = []
        while self.state == "playing" and self._due_ms is not None and self._due_ms <= at_ms:
            due_ms, timed = self._due_ms, self._moves.popleft()
            made.append(timed.move)
            self._begun = True
            self._make(timed.move)
            self._wind(due_ms)
        return tuple(made)

    # ---- what the audience may do

    def go(self, at_ms: int) -> None:
        """Go on; from the beginning if all is over. What somebody did by hand stays done, and is looked at by nobody."""
        if self.state == "yours":
            self._take_back()
        if self.state == "over":
            self._enter(0)
        if self.state != "playing":
            self.state = "playing"
            if self._moves:
                self._due_ms = at_ms + self._left_ms
            else:
                self._wind(at_ms)

    def pause(self, at_ms: int) -> None:
        """Make no move until somebody goes on."""
        if self.state == "playing":
            self._left_ms = max(0, (self._due_ms or at_ms) - at_ms)
            self.state = "paused"

    def forward(self, at_ms: int) -> None:
        """Bring the beat to its end at once; from a mark, go on."""
        if self.state in ("yours", "over"):
            return
        if self.state == "mark":
            self.go(at_ms)
            return
        playing, self.state, self._left_ms = self.state == "playing", "paused", 0
        end = self.programme.beat_end(self.at)
        while self.at < end:
            self._complete()
            if not self._step_on():
                return
        if playing:
            self.go(at_ms)

    def back(self) -> None:
        """Go to the beginning of the beat, from there to that of the beat before, and wait; its own caption is told already."""
        start = self.programme.beat_start(self.at)
        begun = self.at > start or (self._begun and self.state != "mark")
        self._enter(start if begun else self.programme.beat_before(self.at))
        self.caption = self.programme.told_first(self.at) or self.caption

    def jump(self, mark: int, at_ms: int) -> tuple[Move, ...]:
        """Go to a mark, counted from 0, and wait there, see `enter`; past the last one nothing happens."""
        known = 0 <= mark < len(self.programme.marks)
        return self.enter(self.programme.marks[mark].part, at_ms) if known else ()

    def enter(self, part: int, at_ms: int) -> tuple[Move, ...]:
        """Go to a part and wait there, and tell what there is to be seen: a mark, or the title of a case."""
        self._enter(part)
        if not self.halts or (self.part.step is not None and not isinstance(self.part.step, Cue)):
            return ()
        self.go(at_ms)
        made = self.run_due(at_ms)
        self.pause(at_ms)
        return made

    def start_over(self, at_ms: int) -> None:
        """Begin again."""
        self._enter(0)
        self.go(at_ms)

    def take_over(self, at_ms: int) -> None:
        """Somebody uses the phones by hand, as they are now: keys that were pressed for the show are pressed.

        Where these have sent something already, or there are no more to come, the step is done instead: it would happen
        twice if it began anew afterwards.
        """
        if self.state == "yours":
            return
        self.pause(at_ms)
        if self._is_under_way:
            self._complete()
        pressed = () if self._standin is None or self._performed else tuple(self._standin.pressed)
        self._standin = None
        self._player.hands_on()
        self._hands = Hands.on(self._player.bench.world, pressed)
        self.state = "yours"

    # ---- how it is done

    def _enter(self, number: int) -> None:
        """Begin a part: in a new world, in which all that comes before it in its case is done."""
        part = self.programme.parts[number]
        dialog, locale = self.programme.dialog, self.programme.locale
        self._player = Player.set_up(dialog, dialog.cases[part.case], locale, self.folder)
        self._tempo = read_tempo(self._player.bench.world.fixtures)
        self.act += 1
        self.played = {case: play for case, play in self.played.items() if case < part.case}
        self.caption = ""
        self.looked_at = next(iter(self._player.bench.world.people))
        self._percent = self._tempo.paces_percent[self.pace]
        self._standin = self._hands = None
        for before in self.programme.parts[self.programme.case_start(part.case) : number]:
            self._silently(before)
        self.at = number
        self.state, self._left_ms, self._halted = "paused", 0, False
        self._begin()

    def _silently(self, part: Part) -> None:
        """Do a step without its moves."""
        step = part.step
        if step is None:
            return
        if isinstance(step, OperatorAction | Reply) or (isinstance(step, Action) and not step.setup):
            self.looked_at = step.name
        if isinstance(step, Cue) and step.kind in ("say", "mark"):
            self.caption = step.told(self.programme.locale)
        self._player.take_step(part.place)
        self._change_pace(step)

    def _begin(self) -> None:
        """The moves of the part, if there is one."""
        self._begun, self._performed, self._standin = False, False, None
        if self.at >= len(self.programme.parts):
            self._moves.clear()
            return
        part = self.part
        if part.step is None:
            title = self.programme.dialog.cases[part.case].title
            self._moves = deque(title_moves(title, self._tempo, self._percent))
        else:
            scene = scene_of(self._player, part.step, self.looked_at)
            self._moves = deque(score(part.step, scene, self._tempo, self._percent))

    def _wind(self, from_ms: int) -> None:
        """Find the next move, and when it is made; go on to the parts that have some."""
        while self.state == "playing" and not self._moves:
            if not self._step_on():
                return
        self._due_ms = from_ms + self._moves[0].after_ms if self._moves else None

    def _step_on(self) -> bool:
        """Go to the next part; whether there is one."""
        ended = self.part.case
        self._halted = False
        self.at += 1
        if self.at >= len(self.programme.parts):
            self.played[ended] = self._player.finish()
            self._standin, self.state, self._due_ms = None, "over", None
            self._moves.clear()
            return False
        if self.part.case != ended:
            self.played[ended] = self._player.finish()
            number, state = self.at, self.state
            self._enter(number)
            self.state = state
        else:
            self._begin()
        return True

    def _make(self, move: Move) -> None:
        match move:
            case Perform():
                self._perform()
            case Look(name):
                self.looked_at = name
            case Say(text):
                self.caption = text
            case Halt(title):
                self.caption = title
                if self.halts and not self._halted:
                    self._halted = True
                    self.state, self._left_ms = "mark", 0
            case _ if isinstance(move, STANDS_IN):
                if self._standin is None:
                    self._standin = StandIn.of(self._player.bench.world)
                self._standin.make(move)

    def _perform(self) -> None:
        part = self.part
        assert part.step is not None, "a title has nothing to be done"
        self._standin = None
        self._performed = True
        self._player.take_step(part.place)
        self._change_pace(part.step)

    @property
    def _is_under_way(self) -> bool:
        """Whether the step was not done yet, but the keys that were pressed for it do what it does."""
        if self._standin is None or self._performed or not self._standin.pressed:
            return False
        return self._standin.sent or not any(isinstance(timed.move, Pressed) for timed in self._moves)

    def _complete(self) -> None:
        """What is left of the part is done at once, without what is only for show."""
        for timed in self._moves:
            if isinstance(timed.move, Perform | Look | Say):
                self._make(timed.move)
            elif isinstance(timed.move, Halt):
                self.caption = timed.move.title
        self._moves.clear()
        self._standin = None

    def _change_pace(self, step: Step) -> None:
        if isinstance(step, Cue) and step.kind == "pace":
            self._percent = self._tempo.paces_percent.get(step.text, self._percent)

    def _take_back(self) -> None:
        """The phones are the performance's again: a step that was not done begins anew."""
        if self._hands is not None:
            self._hands.off()
        self._hands = None
        self._player.hands_off()
        self._left_ms = 0
        self.state = "paused"
        if self.at >= len(self.programme.parts):
            self.state = "over"
        elif self._performed:
            self._moves.clear()
        else:
            self._begin()
