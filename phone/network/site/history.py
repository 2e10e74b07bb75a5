"""What the personal account tells of the past: each entry that concerns a SIM, sorted out by kind, and as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final, Literal
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from ledger.calendar import local
from ledger.export.table import csv_line
from ledger.purses import POINTS
from ledger.statement import Row
from phone.entry_words import EntryWords

Kind = Literal["all", "came", "went", "orders", "gifts"]
"""Everything; points that came; points that went; orders; gifts given and received."""

KINDS: Final[tuple[Kind, ...]] = ("all", "came", "went", "orders", "gifts")

Format = Literal["csv", "json"]

COLUMNS: Final = ("operation", "at", "kind", "what", "purse", "unit", "amount", "left")
"""`at` is the zone's clock in ISO 8601; amounts are in the purse's own unit, empty where nothing was changed."""


@frozen
class Line:
    """Something that happened to a SIM.

    Attributes:
        row: the entry, and what it changed.
        what: in words.
        changes: the amounts in words, each with its sign, points first.
    """

    row: Row
    what: str
    changes: tuple[str, ...]


def of_kind(rows: Iterable[Row], kind: Kind) -> tuple[Row, ...]:
    """The rows of a kind, in their order."""
    return tuple(row for row in rows if _is(row, kind))


def _is(row: Row, kind: Kind) -> bool:
    points = sum(change.amount for change in row.changes if change.purse == POINTS)
    match kind:
        case "came":
            return points > 0
        case "went":
            return points < 0
        case "orders":
            return row.entry.kind == "redeemed"
        case "gifts":
            return row.entry.kind == "given"
    return True


def line_of(row: Row, words: EntryWords) -> Line:
    """A row in words."""
    sim = str(getattr(row.entry.command, "msisdn", "")) if row.doer == "pool" else ""
    ordered = sorted(row.changes, key=lambda change: change.purse != POINTS)
    changes = tuple(words.change(change.purse, change.amount, change.unit) for change in ordered)
    return Line(evolve(row, changes=tuple(ordered)), words.what(row.entry, mine=row.doer != "other", sim=sim), changes)


def exported(found: Iterable[Line], form: Format, zone: ZoneInfo) -> str:
    """The same as a file: CSV with the names of the columns first, or a JSON list; one row a change, without what others have."""
    table = [dict(zip(COLUMNS, cells, strict=True)) for line in found for cells in _cells(line, zone)]
    if form == "json":
        return json.dumps(table, ensure_ascii=False, indent=1) + "\n"
    return "".join([csv_line(COLUMNS), *(csv_line(row.values()) for row in table)])


def _cells(line: Line, zone: ZoneInfo) -> Iterator[tuple[int | str, ...]]:
    entry = line.row.entry
    at = local(entry.at_ms, zone).isoformat(timespec="seconds")
    head = (entry.seq, at, entry.kind, line.what)
    for change in line.row.changes:
        yield (*head, change.purse, change.unit, change.amount, change.after)
    if not line.row.changes:
        yield (*head, "", "", "", "")
