"""The journal as CSV: one row a posting."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from ledger.calendar import NEVER, local
from ledger.entries import Entry

COLUMNS: Final = ("entry", "at", "at_ms", "kind", "account", "unit", "amount", "lot", "expires_at_ms", "key")
"""`at` is the zone's clock in ISO 8601; `lot` and `expires_at_ms` are empty where a posting has none or its lot no date."""


def csv_lines(entries: Iterable[Entry], zone: ZoneInfo) -> Iterator[str]:
    """The lines of the table, each with its line feed, the names of the columns first."""
    yield csv_line(COLUMNS)
    for entry in entries:
        at = local(entry.at_ms, zone).isoformat(timespec="seconds")
        for posting in entry.postings:
            until = "" if posting.expires_at_ms in (None, NEVER) else posting.expires_at_ms
            lot = "" if posting.lot is None else posting.lot
            told = (entry.seq, at, entry.at_ms, entry.kind, posting.account, posting.unit, posting.amount, lot, until)
            yield csv_line((*told, entry.key or ""))


def csv_line(values: Iterable[Any]) -> str:
    """Values as one line of CSV with its line feed."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()
