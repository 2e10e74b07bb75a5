"""Names of places: each takes its value before it is used, and what people say has only such."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from phone.dialog.model import (
    Action,
    Bar,
    Case,
    Dialog,
    LedgerCheck,
    OperatorAction,
    RefusedCheck,
    Reply,
    Screen,
    Step,
    ValueCheck,
)
from phone.dialog.problems import Mistake
from phone.dialog.template import Place, names_in, parts_of


@frozen
class Misplaced:
    """A place that has no value where it stands: its line, how it is written, what is wrong, what to do."""

    line: int
    written: str
    message: str
    hint: str


def unbound(dialog: Dialog) -> Iterator[Mistake]:
    """Every use of a name that has no value there, in any locale; each place once."""
    if "{" not in dialog.text:
        return
    lines = dialog.text.split("\n")
    found = (
        misplaced
        for case in dialog.cases
        for locale in dialog.header.locales
        for misplaced in _misplaced(dialog.start, case, locale)
    )
    for one in dict.fromkeys(found):
        text = lines[one.line - 1].removesuffix("\r")
        start = max(0, text.find(one.written))
        yield Mistake(one.line, start, start + len(one.written), one.message, one.hint, text)


def _misplaced(start: tuple[Step, ...], case: Case, locale: str) -> Iterator[Misplaced]:
    known: set[str] = set()
    for step in (*start, *case.steps):
        if isinstance(step, Action | OperatorAction):
            yield from _unsaid(step, known)
            continue
        for line, template in _templates(step, locale):
            for name, takes, _ in names_in(template) if "{" in template else ():
                if not takes and name not in known:
                    message = f"nothing has given {{{name}}} a value before"
                    yield Misplaced(line, f"{{{name}}}", message, f"first it is {{{name}:int}} or alike")
                known.add(name)


def _unsaid(step: Action | OperatorAction, known: set[str]) -> Iterator[Misplaced]:
    """What somebody says has values in its places, and takes none."""
    below = "\n" in step.text
    for offset, line in enumerate(step.text.split("\n")):
        for part in parts_of(line) if "{" in line else ():
            if isinstance(part, Place) and (part.pattern or part.name not in known):
                hint = "a place of an action repeats a value that a reply gave: {name}; a brace is written {{"
                yield Misplaced(step.line + offset + below, part.written, f"{part.written} has no value", hint)


def _templates(step: Step, locale: str) -> Iterator[tuple[int, str]]:
    """(line, template) of all that a step compares."""
    match step:
        case Reply(sender=sender, bars=bars):
            yield step.line, sender
            yield from ((bar.line, bar.text) for bar in bars_for(bars, locale))
        case Screen(bars=bars):
            yield from ((bar.line, bar.text) for bar in bars_for(bars, locale))
        case LedgerCheck(rows=rows):
            for row in rows:
                templates = (*(amount for amount, _ in row.amounts), row.detail, *(text for _, text in row.clauses))
                yield from ((row.line, template) for template in templates)
        case ValueCheck(template=template):
            yield step.line, template
        case RefusedCheck(values=values):
            yield from ((step.line, template) for _, template in values)


def bars_for(bars: tuple[Bar, ...], locale: str) -> tuple[Bar, ...]:
    """The lines that hold in a locale: those of all, and its own."""
    return tuple(bar for bar in bars if bar.locale in ("", locale))
