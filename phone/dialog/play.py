"""Playing a case of a dialog in a world of its own: what people do is done, what comes is judged, and all of it is noted.

Actions do not depend on what was expected, so a case goes on after a difference, and one play tells all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import define, field, frozen

from ledger.loading import FixtureError
from phone.dialog.accounting import judge_ledger
from phone.dialog.bench import Bench
from phone.dialog.books import Account
from phone.dialog.chronicle import Chronicle
from phone.dialog.compare import DiffLine, paired
from phone.dialog.cursor import Keyword
from phone.dialog.deeds import Stage
from phone.dialog.hearing import Heard, Hearing
from phone.dialog.looking import judge_screen
from phone.dialog.model import (
    Action,
    Anything,
    Case,
    Check,
    Cue,
    Deed,
    Dialog,
    LedgerCheck,
    Nothing,
    Passing,
    RefusedCheck,
    Reply,
    Screen,
    Step,
    ValueCheck,
)
from phone.dialog.problems import DialogError, Mistake
from phone.dialog.setting import open_world
from phone.dialog.syntax import lines_of
from phone.dialog.telling import fits, judge_missing, judge_reply, unlike
from phone.dialog.template import settled
from phone.dialog.valuing import judge_refused, judge_value
from phone.dialog.verdict import Claim, Difference, Verdict
from phone.dialog.words import bundled_words
from phone.dialog.writing import bars
from phone.inputs import Origin
from phone.world import World


@frozen
class Played:
    """What came of a case in one locale.

    Attributes:
        case: which one.
        locale: in which locale.
        differences: what was not as expected, in the order of the play.
        chronicle: what was really said.
        claims: how each check would have to be written.
        actions: line of a difference → the number and text of the action before it.
        steps: how many steps were played.
        passed_ms: how much time passed in the world.
    """

    case: Case
    locale: str
    differences: tuple[Difference, ...]
    chronicle: Chronicle
    claims: tuple[Claim, ...]
    actions: dict[int, tuple[int, str]]
    steps: int
    passed_ms: int

    @property
    def stuck(self) -> bool:
        """Whether something cannot be done at all, so that no update makes the case hold."""
        return any(difference.final for difference in self.differences)

    @property
    def transcript(self) -> str:
        """What was really said, as a dialog of its own."""
        return self.chronicle.text()


def play(dialog: Dialog, case: Case, locale: str, folder: Path | None = None) -> Played:
    """Play a case.

    Args:
        dialog: its file.
        case: one of its cases.
        locale: in which locale.
        folder: where the file lies, from which the paths of its header go on.

    Raises:
        DialogError: the world of the header cannot be opened.
    """
    player = Player.set_up(dialog, case, locale, folder)
    played = player.play()
    player.let_go()
    return played


def played_to(dialog: Dialog, line: int | None, locale: str, folder: Path | None = None) -> tuple[World, str]:
    """The world of the case in which a line stands, as it is before that line, and whose phone acted last.

    Raises:
        DialogError: the world of the header cannot be opened.
    """
    before = [case for case in dialog.cases if line is None or case.line <= line]
    case = before[-1] if before else dialog.cases[0]
    player = Player.set_up(dialog, case, locale, folder)
    world = player.bench.world
    name = next(iter(world.people))
    for place, step in enumerate(player.steps):
        if line is not None and step.line >= line and step in case.steps:
            break
        if not isinstance(step, Cue):
            player.take_step(place)
        name = step.name if isinstance(step, Action) else name
    return world, name


@define
class Player:
    """How far a case is played: from `set_up` step by step to `finish`."""

    case: Case
    bench: Bench
    steps: tuple[Step, ...]
    begun_ms: int
    base_seq: int
    """The last entry of the books that no ledger check looks at."""
    chronicle: Chronicle
    stage: Stage = field(init=False)
    queues: dict[str, list[Heard]] = field(factory=dict)
    """Name → what was told and not judged yet."""
    born: dict[int, int] = field(factory=dict)
    """Number of what was heard → the line after which it came."""
    judged: list[tuple[int, int]] = field(factory=list)
    """(number of what was heard, last line of the reply that expected it)."""
    partners: dict[int, Heard | None] = field(factory=dict)
    """Line of a reply → what was heard in its place, where that had to be sought."""
    accounts: dict[str, Account] = field(factory=dict)
    differences: list[Difference] = field(factory=list)
    claims: list[Claim] = field(factory=list)
    actions: dict[int, tuple[int, str]] = field(factory=dict)
    last_line: int = 0
    """The last line of the step that let time pass."""
    last_action: tuple[int, str] = (0, "")
    setting_up: bool = False
    handed_over_seq: int = 0
    """The last entry of the books when somebody took the phones."""

    @classmethod
    def set_up(cls, dialog: Dialog, case: Case, locale: str, folder: Path | None) -> Player:
        """A case before its first step.

        Raises:
            DialogError: the world of the header cannot be opened.
        """
        try:
            world = open_world(dialog.header, locale, folder)
        except FixtureError as error:
            raise DialogError(dialog.name, _misfits(dialog, error)) from error
        words = bundled_words()
        bench = Bench(dialog, lines_of(dialog.text), world, words, locale)
        chronicle = Chronicle(dialog, case, locale, bench.lines, bench.writer())
        header = tuple(line for line in chronicle.header() if line.strip())
        world.origin = Origin("", world.now_ms, locale, header=header, folder=str(folder or ""))
        player = cls(case, bench, (*dialog.start, *case.steps), world.now_ms, world.ledger.head, chronicle)
        player.last_line = dialog.start[-1].line if dialog.start else case.line if dialog.cases[0].line > 1 else 0
        player.stage = Stage.set_up(world, Hearing.begin(world, player.hear), words)
        player.stage.known = bench.known
        return player

    def play(self) -> Played:
        """Play the case from its first step to its last."""
        for place in range(len(self.steps)):
            self.take_step(place)
        return self.finish()

    def let_go(self) -> None:
        """Nothing is heard any more, so that the world goes with whoever played in it, and waits for no collector of garbage."""
        self.bench.world.fall_silent()
        self.stage.hearing.tell = _untold

    def take_step(self, place: int) -> None:
        """Play one step; whoever plays steps one by one plays each of them once and in their order."""
        step = self.steps[place]
        if isinstance(step, Cue):
            self.chronicle.add(self.bench.lines[step.line - 1 : self.end_of(step)])
        elif isinstance(step, Check):
            self.check(step, place)
        else:
            self.do(step, place)

    def finish(self) -> Played:
        """What came of the case, once all steps are played."""
        for name in tuple(self.queues):
            self.leftover(name)
        return self.so_far()

    def so_far(self) -> Played:
        """What has come of the steps that were played."""
        return Played(
            self.case,
            self.bench.locale,
            tuple(self.differences),
            self.chronicle,
            tuple(self.claims),
            self.actions,
            sum(not isinstance(step, Cue) for step in self.steps),
            self.bench.world.now_ms - self.begun_ms,
        )

    def hurries(self, place: int) -> bool:
        """Whether what is done next counts its time from the deed in a place itself."""
        following = next((step for step in self.steps[place + 1 :] if isinstance(step, Deed)), None)
        return isinstance(following, Passing) and following.exact

    def hands_on(self) -> None:
        """Somebody uses the phones by hand from now on: what comes of it is looked at by nobody."""
        self.setting_up = True
        self.handed_over_seq = self.bench.world.ledger.head

    def hands_off(self) -> None:
        """The case goes on; what the books wrote before somebody took the phones is still looked at if they wrote nothing since."""
        self.stage.settle()
        if self.bench.world.ledger.head > self.handed_over_seq:
            self._pass_over()
        self.setting_up = False

    # ---- what happens

    def hear(self, heard: Heard) -> None:
        """Something is told."""
        if self.setting_up:
            return
        self.queues.setdefault(heard.name, []).append(heard)
        self.born[heard.number] = self.last_line
        self.chronicle.heard(heard)

    def do(self, step: Deed, place: int) -> None:
        """Do what a step says, as often as it says."""
        if isinstance(step, Action):
            self.leftover(step.name)
        self.last_line = self.end_of(step)
        self.last_action = (step.line, self.bench.source(step.line).strip())
        self.chronicle.add(settled(line, self.bench.known) for line in self.bench.lines[step.line - 1 : self.last_line])
        self.setting_up = isinstance(step, Action) and step.setup
        try:
            for time in range(step.times if isinstance(step, Action) else 1):
                if time and isinstance(step, Action) and step.every is not None:
                    now_ms, zone = self.bench.world.now_ms, self.bench.world.texts.zone
                    self.stage.advance(step.every.after(now_ms, zone) - now_ms)
                self.stage.do(step, settles=not self.hurries(place))
        except ValueError as error:
            self.differ(Difference(step.line, f"it cannot be done: {error}", final=True))
        if self.setting_up:
            self._pass_over()

    def _pass_over(self) -> None:
        """What was set up is known to nobody: what comes next is looked at again."""
        self.setting_up = False
        self.base_seq = self.bench.world.ledger.head
        for account in self.accounts.values():
            account.skip_to(self.base_seq)

    def check(self, step: Check, place: int) -> None:
        """Judge what a step expects."""
        match step:
            case Reply():
                self.reply(step, place)
            case Nothing():
                self.nothing(step)
            case Anything():
                self.queues.pop(step.name, None)
            case Screen():
                self.take(judge_screen(self.bench, step))
            case LedgerCheck():
                self.take(judge_ledger(self.bench, step, self.account(step.name)))
            case ValueCheck():
                self.take(judge_value(self.bench, step, self.stage.slots.get(step.name, 0)))
            case RefusedCheck():
                self.take(judge_refused(self.bench, step, self.stage.refusals.get(step.name, [])))

    # ---- replies

    def reply(self, step: Reply, place: int) -> None:
        """A phone was told something."""
        queue = self.queues.get(step.name, [])
        if step.line not in self.partners and not (queue and fits(self.bench, step, queue[0]) is not None):
            self.seek(step, place)
        heard = self.partners.pop(step.line) if step.line in self.partners else queue.pop(0)
        verdict = judge_missing(self.bench, step) if heard is None else judge_reply(self.bench, step, heard)
        if heard is not None:
            self.judged.append((heard.number, self.end_of(step)))
        self.take(verdict)

    def seek(self, step: Reply, place: int) -> None:
        """Find out what was heard in the place of this reply and of those that follow it."""
        replies = list(self.replies_from(step, place))
        queue = self.queues.get(step.name, [])
        pairs = paired(len(replies), len(queue), lambda row, column: unlike(self.bench, replies[row], queue[column]))
        used = max((column for row, column in pairs if row is not None and column is not None), default=-1)
        for row, column in pairs:
            if row is not None:
                self.partners[replies[row].line] = None if column is None else queue[column]
            elif column is not None and column < used:
                self.unexpected(queue[column])
        self.queues[step.name] = queue[used + 1 :]

    def replies_from(self, step: Reply, place: int) -> Iterator[Reply]:
        """The replies to the same phone that are expected now, before anything else happens."""
        for other in self.steps[place:]:
            if isinstance(other, Reply) and other.name == step.name:
                yield other
            elif not isinstance(other, Check | Cue) or isinstance(other, Nothing | Anything):
                return

    def nothing(self, step: Nothing) -> None:
        """A phone is told nothing, now and while the time passes."""
        before = len(self.differences)
        self.leftover(step.name)
        if step.span is not None:
            self.last_line = step.line
            now_ms, zone = self.bench.world.now_ms, self.bench.world.texts.zone
            self.stage.advance(step.span.after(now_ms, zone) - now_ms)
            self.leftover(step.name)
        line = self.bench.source(step.line)
        if len(self.differences) == before:
            self.claims.append(Claim(step.line, "kept"))
            self.chronicle.add((line,))
        elif step.span is None:
            self.claims.append(Claim(step.line, "gone"))
        else:
            wait = self.bench.writer(step.line).word("steps", "wait")
            written = " ".join(_span_written(self.bench.dialog, step.line))
            self.claims.append(Claim(step.line, "changed", f"{wait} {written}"))

    def leftover(self, name: str) -> None:
        """Whatever somebody was told and nothing expected."""
        for heard in self.queues.pop(name, []):
            if self.bench.dialog.header.strict:
                self.unexpected(heard)

    def unexpected(self, heard: Heard) -> None:
        """Something was told that nothing expected."""
        after = max([self.born[heard.number], *(line for number, line in self.judged if number < heard.number)])
        lines = self.bench.writer().reply(heard)
        self.differ(
            Difference(max(1, after), f"{heard.name} was also told", tuple(DiffLine("+", one) for one in lines))
        )
        rows = tuple((0, text) for text in bars(heard.text.value))
        order = sum((claim.kind, claim.line) == ("new", after) for claim in self.claims)
        self.claims.append(Claim(after, "new", lines[0], rows, order=order))
        self.judged.append((heard.number, after))

    # ---- notes

    def take(self, verdict: Verdict) -> None:
        """Note what a check came to."""
        self.bench.known |= verdict.names
        self.claims.append(verdict.claim)
        if verdict.difference is not None:
            self.differ(verdict.difference)
        self.chronicle.add(verdict.actual)

    def differ(self, difference: Difference) -> None:
        """Note a difference, and the action before it."""
        self.differences.append(difference)
        self.actions.setdefault(difference.line, self.last_action)

    def account(self, name: str) -> Account:
        """Somebody's account, at the SIM that is in use, as far as it was looked at."""
        msisdn = self.bench.world.people[name].msisdns[self.stage.slots.get(name, 0)]
        account = self.accounts.get(msisdn)
        if account is None:
            account = self.accounts[msisdn] = Account(self.bench.world, msisdn)
            account.skip_to(self.base_seq)
        return account

    def end_of(self, step: Step) -> int:
        """The last line of a step: that of the last line below it that belongs to it."""
        end = step.line
        for number in range(step.line + 1, len(self.bench.lines) + 1):
            line = self.bench.lines[number - 1]
            if number in self.bench.dialog.forms and line[:1] in (" ", "\t"):
                end = number
            elif number in self.bench.dialog.forms:
                break
        return end


def _span_written(dialog: Dialog, line: int) -> list[str]:
    """The span of a line as it is written."""
    form = dialog.forms[line]
    return [piece.written if isinstance(piece, Keyword) else str(piece) for piece in form[-2:]]


def _untold(_heard: Heard) -> None:
    """Who listens no more."""


def _misfits(dialog: Dialog, error: FixtureError) -> Iterator[Mistake]:
    """The mistakes of a header's world, each at the header that brought it."""
    headers = {
        form[0].id: line
        for line, form in dialog.forms.items()
        if form and isinstance(form[0], Keyword) and form[0].section == "headers"
    }
    lines = lines_of(dialog.text)
    brought = {"--set": "set", "editions.json": "edition", "--now": "date", "phones:": "phones"}
    for problem in error.problems:
        known = next((header for start, header in brought.items() if problem.file.startswith(start)), "world")
        line = headers.get(known, headers.get("fixtures", 1))
        yield Mistake(line, 0, max(1, len(lines[line - 1])), str(problem), "", lines[line - 1])
