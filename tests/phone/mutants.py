"""Mutants of dialogs: each has one mistake in one line that expects something, as a hand that slipped would make it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from attrs import frozen

from phone.dialog.files import read_bytes
from phone.dialog.model import Case, Dialog, LedgerCheck, RefusedCheck, Reply, Screen, Step, ValueCheck
from phone.dialog.problems import DialogError
from phone.dialog.running import accepted, jobs
from phone.dialog.template import ELASTIC, Place, parts_of
from tests.phone.test_dialog_syntax import without_lines

FOLDER: Final = Path(__file__).parent.parent / "dialogs"
DIALOGS: Final = sorted(FOLDER.rglob("*.dialog"))

Kind = Literal["head", "text", "display", "row", "total", "value"]
"""What a line expects: what was told and by whom, its text, a row of a display, a change in the books, what is there, a value."""

NAME: Final = "some.dialog"


@frozen
class Mutant:
    """A mistake.

    Attributes:
        what: it is, and in which line.
        lines: number of a line → the lines in its place.
        told: whether what is left of the lines says enough for an update to write them as they were.
    """

    what: str
    lines: Mapping[int, tuple[str, ...]]
    told: bool = True

    def of(self, text: str) -> str:
        """The text with the mistake in it."""
        written: list[str] = []
        for number, line in enumerate(text.split("\n"), start=1):
            written += self.lines.get(number, (line,))
        return "\n".join(written)


def read(text: str) -> Dialog:
    (dialog,) = read_bytes(text.encode(), NAME).dialogs
    return dialog


def cases_of(text: str) -> Iterator[tuple[str, tuple[Mutant, ...]]]:
    """Each case of a dialog as a dialog of its own, with every mutant of its expectations."""
    lines = text.split("\n")
    begins = [case.line for case in read(text).cases]
    for first, last in zip(begins, [*begins[1:], len(lines) + 1], strict=True):
        own = [*lines[: begins[0] - 1], *lines[first - 1 : last - 1]]
        (case,) = read("\n".join(own)).cases
        yield "\n".join(own), tuple(mutants_of(case, own))


def mutants_of(case: Case, lines: list[str]) -> Iterator[Mutant]:
    """Every mutant of the expectations of a case."""
    for place, step in enumerate(case.steps):
        for number, kind in expected(step):
            yield from (
                Mutant(f"{what} in line {number}", {number: (new,)})
                for what, new in changed(lines[number - 1], kind, number)
            )
        yield from _without_lines(step, lines)
        if isinstance(step, Reply):
            yield from _reply(case.steps, place, lines)


def _without_lines(step: Step, lines: list[str]) -> Iterator[Mutant]:
    """A step without one of its lines, where all of them must be there, and none stands for any others.

    A row of a ledger may be written in more than one way, so an update writes one that holds.
    """
    numbers = [number for number, kind in expected(step) if kind in ("text", "display", "row")]
    if (isinstance(step, Screen) and step.contains) or any(elastic(lines[number - 1]) for number in numbers):
        return
    for number in numbers:
        told = not isinstance(step, LedgerCheck) and "{" not in lines[number - 1]
        yield Mutant(f"line {number} deleted", {number: ()}, told)


def _reply(steps: tuple[Step, ...], place: int, lines: list[str]) -> Iterator[Mutant]:
    """A case without a reply, and with another one that nobody was told."""
    step = steps[place]
    assert isinstance(step, Reply)
    numbers = (step.line, *(bar.line for bar in step.bars))
    exact = not step.at and not step.wire and not any("{" in lines[number - 1] for number in numbers)
    whole = exact and bool(step.sender or step.kind not in ("sms", "sms_flash", "mms", "call"))
    yield Mutant(f"the reply of line {step.line} deleted", dict.fromkeys(numbers, ()), whole and _alone(steps, place))
    last = max(numbers)
    extra = f"{step.name} < SMS from 4555: ещё одно"
    yield Mutant(f"an SMS added behind line {last}", {last: (lines[last - 1], extra)})


def _alone(steps: tuple[Step, ...], place: int) -> bool:
    """Whether a reply can stand in its place only: none like it follows, and no other phone is told something beside it."""
    step = steps[place]
    assert isinstance(step, Reply)
    beside = [other for other in steps[max(0, place - 1) : place + 2] if isinstance(other, Reply)]
    later = (other for other in steps[place + 1 :] if isinstance(other, Reply) and other.name == step.name)
    same = any([bar.text for bar in other.bars] == [bar.text for bar in step.bars] for other in later)
    return not same and all(other.name == step.name for other in beside)


def expected(step: Step) -> Iterator[tuple[int, Kind]]:
    """The lines of a step that expect something, and of which kind they are."""
    match step:
        case Reply(bars=bars):
            yield step.line, "head"
            yield from ((bar.line, "text") for bar in bars if bar.line != step.line)
        case Screen(bars=bars):
            yield from ((bar.line, "display") for bar in bars)
        case LedgerCheck(rows=rows):
            yield from ((row.line, "total" if row.kind == "total" else "row") for row in rows)
        case ValueCheck() | RefusedCheck():
            yield step.line, "value"


def changed(line: str, kind: Kind, turn: int) -> Iterator[tuple[str, str]]:
    """A line with a letter, a number or a blank changed that stands in no place in braces; which number and blank, goes by turns."""
    free = _free(line, kind)
    letters = [place for place in free if line[place].isalpha()]
    for place in sorted({letters[0], letters[len(letters) // 2], letters[-1]}) if letters else ():
        yield f"no {line[place]!r} in column {place + 1}", line[:place] + line[place + 1 :]
    numbers = [number for number in re.finditer(r"\d+", line) if number.start() in free]
    if numbers:
        number = numbers[turn % len(numbers)]
        for step in (1, -1):
            other = int(number[0]) + step
            if other >= 0:
                written = str(other).zfill(len(number[0]))
                yield f"{number[0]}{step:+}", line[: number.start()] + written + line[number.end() :]
    if kind in ("text", "display"):
        yield "a blank at the end", f"{line} " if kind == "text" else f"{line[:-1]} |"
        for old, new, what in ((" ", "\u00a0", "a no-break space"), ("е", "ё", "ё for е"), ("ё", "е", "е for ё")):
            found = [place for place in free if line[place] == old]
            if found:
                place = found[turn % len(found)]
                yield what, line[:place] + new + line[place + 1 :]


def _free(line: str, kind: Kind) -> list[int]:
    """The columns in which a mistake is made: those of what is expected, without the places in braces."""
    begin = 0
    if kind in ("text", "display"):
        begin = line.index("|") + 2 if kind == "text" else line.index("|") + 1
    elif kind == "value":
        begin = line.index(".") + 1 if line.startswith(("refused", "отказ")) else line.index("=")
    inside = [found.span() for found in re.finditer(r"\{[^{}]*\}", line)]
    return [place for place in range(begin, len(line)) if not any(a <= place < b for a, b in inside)]


def verdict(text: str, mutant: Mutant) -> str:
    """What is wrong with the judgement of a mutant; empty if it fails, and an update writes it as it was."""
    wrong = mutant.of(text)
    try:
        holds, updated = played(wrong)
    except DialogError:
        return ""
    if holds:
        return "" if equivalent(text, wrong, mutant) else f"{mutant.what}: it holds"
    if updated == text:
        return ""
    if mutant.told:
        return f"{mutant.what}: an update writes something else"
    return "" if played(updated)[0] else f"{mutant.what}: an update does not mend it"


def played(text: str) -> tuple[bool, str]:
    """Whether a dialog holds, and its text after an update."""
    source = read_bytes(text.encode(), NAME)
    results = [(job, job.play()) for job in jobs(source)]
    return not any(result.differences for _, result in results), accepted(source, results).text


def equivalent(text: str, wrong: str, mutant: Mutant) -> bool:
    """Whether a mutant says nothing else: it reads the same (`1 point` is `1 points`), or a place takes what was changed."""
    if without_lines(read(text)) == without_lines(read(wrong)):
        return True
    lines = text.split("\n")
    return any(swallows(lines[number - 1]) for number in mutant.lines)


def elastic(line: str) -> bool:
    """Whether a line stands for any lines."""
    return line.rpartition("|")[2].strip() == ELASTIC


def swallows(line: str) -> bool:
    """Whether a line has a place that takes characters of any kind."""
    _, bar, text = line.partition("|")
    places = (part for part in parts_of(text.removeprefix(" ")) if isinstance(part, Place)) if bar else ()
    return any(place.kind in ("", "any") for place in places)
