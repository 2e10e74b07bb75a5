"""Make docs/facts.md: every fact and price of the source, the dialogs that show it, and what is still missing.

    python docs/facts.py            # writes the page
    python docs/facts.py --check    # changes nothing; exit code 1 if the page is not as it would be written

Which facts there are is in facts.json: a line each in our words, and for a fact without a dialog why it has none (`waived`,
`shown` by a verb of the command line, `tests` that carry its number, or `awaits` what is not built yet). The dialogs are found by the numbers in
the titles of their cases. A fact without any of these is a fault, and so is a title with a number that is no fact.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from attrs import frozen
from cattrs import Converter
from click import Context

from phone.dialog.files import read_file
from phone.dialog.model import Case, LedgerCheck, ValueCheck
from tui.cli import zvonilka

FOLDER: Final = Path(__file__).parent
ROOT: Final = FOLDER.parent
PAGE: Final = FOLDER / "facts.md"
DIALOGS: Final = ROOT / "tests" / "dialogs"
LOCALES: Final = frozenset({"ru", "en"})
NUMBER: Final = re.compile(r"\b[FP]\d\d\b")
DECISION: Final = re.compile(r"\bD\d\d\b")
COUNTED: Final = ("points", "balance", "messages", "unread")
"""The values of somebody's account or inbox that a case may ask for instead of its ledger."""
SHOWN: Final = 3
"""Cases of a file that a row names; of the others it says how many."""

HEAD: Final = """\
# The facts of the source

The bonus programme is that of five articles. Each of their facts (`F..`) and prices (`P..`) is a row here, in our words, with the
dialogs that show it: `zvonilka run tests/dialogs` plays them all, in Russian and in English, and `pytest` runs them as tests.
For each fact a test changes the fixture that carries it, and its dialogs must fail.

This page is made by `python docs/facts.py`.
"""


@frozen(kw_only=True)
class Fact:
    """A row of facts.json.

    Attributes:
        says: what the source says.
        waived: why it cannot be built.
        shown: the verb of the command line that shows it, once there is one.
        awaits: what has to be built before.
        tests: tests that show it, as `FILE::NAME`, beside its dialogs or instead of them.
    """

    says: str
    waived: str = ""
    shown: str = ""
    awaits: str = ""
    tests: tuple[str, ...] = ()

    @property
    def excused(self) -> bool:
        """Whether it needs no dialog."""
        return bool(self.waived or self.shown or self.awaits or self.tests)


@frozen
class Told:
    """A case of a dialog, and the numbers in its title."""

    path: Path
    case: Case
    locales: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its English title without numbers."""
        english = self.case.title.partition(" / ")[0]
        return " ".join(NUMBER.sub("", DECISION.sub("", english)).split())


def facts() -> dict[str, Fact]:
    """Number → fact, in order."""
    converter = Converter(forbid_extra_keys=True)
    return converter.structure(json.loads((FOLDER / "facts.json").read_text(encoding="utf-8")), dict[str, Fact])


def told() -> tuple[Told, ...]:
    """All cases of the bundled dialogs, file by file."""
    found: list[Told] = []
    for path in sorted(DIALOGS.rglob("*.dialog")):
        for dialog in read_file(path).dialogs:
            found += [
                Told(path, case, dialog.header.locales, tuple(NUMBER.findall(case.title))) for case in dialog.cases
            ]
    return tuple(found)


def faults(rows: Mapping[str, Fact], cases: Sequence[Told]) -> Iterator[str]:
    """What is wrong with facts and dialogs, a line each."""
    for number, fact in rows.items():
        spoken = {locale for one in cases if number in one.numbers for locale in one.locales}
        if fact.excused and fact.awaits and spoken:
            yield f'{number} has a dialog; take "awaits" out of docs/facts.json'
        if not fact.excused and not spoken >= LOCALES:
            yield f"{number} has no dialog in {' and '.join(sorted(LOCALES - spoken))}: {fact.says}"
        for test in fact.tests:
            path, _, name = test.partition("::")
            if number not in name or not _has_test(ROOT / path, name):
                yield f"{number}: there is no test {test} that carries its number"
    for one in cases:
        where = f"{one.path.relative_to(ROOT).as_posix()}:{one.case.line}"
        yield from (f"{where}: {number} is no fact" for number in one.numbers if number not in rows)
        if not one.numbers and not DECISION.search(one.case.title):
            yield f"{where}: the title names no fact"
        if not any(_counts(step) for step in one.case.steps):
            yield f"{where}: no ledger, points, balance or inbox is looked at"


def _counts(step: object) -> bool:
    return isinstance(step, LedgerCheck) or (isinstance(step, ValueCheck) and step.field in COUNTED)


def _has_test(path: Path, name: str) -> bool:
    return path.is_file() and f"def {name}(" in path.read_text(encoding="utf-8")


def page(rows: Mapping[str, Fact], cases: Sequence[Told]) -> str:
    """The page."""
    lines = [HEAD]
    for title, letter in (("Facts", "F"), ("Prices", "P")):
        lines += [f"## {title}", "", "| No. | The source says | Dialogs | Status |", "|---|---|---|---|"]
        lines += [
            f"| {number} | {fact.says} | {_dialogs(number, cases)} | {_status(fact, spoken=_spoken(number, cases))} |"
            for number, fact in rows.items()
            if number.startswith(letter)
        ]
        lines.append("")
    return "\n".join(lines)


def _spoken(number: str, cases: Sequence[Told]) -> bool:
    return any(number in one.numbers for one in cases)


def _dialogs(number: str, cases: Sequence[Told]) -> str:
    mine = [one for one in cases if number in one.numbers]
    return "<br>".join(_file(path, list(group)) for path, group in groupby(mine, key=lambda one: one.path))


def _file(path: Path, cases: Sequence[Told]) -> str:
    link = f"[{path.stem}](../{path.relative_to(ROOT).as_posix()})"
    named = "; ".join(one.name.replace("|", r"\|") for one in cases[:SHOWN])
    more = f"; and {len(cases) - SHOWN} more" if len(cases) > SHOWN else ""
    return f"{link}: {named}{more}"


def _status(fact: Fact, *, spoken: bool) -> str:
    if fact.waived:
        return f"waived: {fact.waived}"
    if fact.shown:
        there = fact.shown in zvonilka.list_commands(Context(zvonilka))
        return f"{'shown by' if there else 'awaits'} `zvonilka {fact.shown}`"
    if fact.awaits:
        return f"awaits {fact.awaits}"
    tests = [f"test `{test.partition('::')[2]}`" for test in fact.tests]
    return ", ".join(["dialog"] * spoken + tests)


def main(arguments: list[str]) -> int:
    """Write the page, or check it.

    Args:
        arguments: `--check`, or nothing.
    """
    if arguments not in ([], ["--check"]):
        print(f'found "{" ".join(arguments)}"; expected --check or nothing', file=sys.stderr)
        return 2
    rows, cases = facts(), told()
    wrong = list(faults(rows, cases))
    text = page(rows, cases)
    if arguments and text != PAGE.read_text(encoding="utf-8"):
        wrong.append("docs/facts.md is not as it would be written: run python docs/facts.py")
    if not arguments:
        PAGE.write_text(text, encoding="utf-8")
        print(PAGE)
    for line in wrong:
        print(line, file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
