"""Books for tests: opened at a known moment, and looked at from outside, through their journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from attrs import fields_dict, frozen

from ledger.book import Book
from ledger.calendar import DAY_MS, NEVER
from ledger.commands import Command, Configure, OpeningLot, OpenPool, OpenSim
from ledger.configuration import Configuration
from ledger.entries import Entry, Refusal
from ledger.journal.memory import MemoryJournal
from ledger.ledger import Ledger
from ledger.loading import Fixtures, setting_layer

MOSCOW = ZoneInfo("Europe/Moscow")

ANNA, VERA = "79160000001", "79160000003"


def at(written: str, milliseconds: int = 0) -> int:
    """Epoch milliseconds of a date and time on Moscow's clocks."""
    return int(datetime.fromisoformat(written).replace(tzinfo=MOSCOW).timestamp()) * 1000 + milliseconds


def moscow(at_ms: int) -> str:
    """A moment on Moscow's clocks."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(MOSCOW).isoformat(sep=" ", timespec="milliseconds")


NOW_MS = at("2026-03-12 10:02")


@cache
def configuration(*settings: str) -> Configuration:
    """The bundled configuration with single values changed."""
    fixtures = Fixtures()
    for setting in settings:
        fixtures = Fixtures((*fixtures.layers, setting_layer(setting, fixtures)))
    return Configuration.load(fixtures)


def lot(amount: int, days: float | None = None, purse: str = "points") -> OpeningLot:
    """A lot that burns some days after the books open, or never."""
    return OpeningLot(purse, amount, NEVER if days is None else NOW_MS + round(days * DAY_MS))


def books(
    *points: OpeningLot, member: bool = True, held: tuple[OpeningLot, ...] = (), settings: tuple[str, ...] = ()
) -> Ledger:
    """Anna with some points, and Vera, who takes no part and has 10,000."""
    made = configuration(*settings)
    ledger = Ledger(made, MemoryJournal())
    commands: list[Command] = [
        Configure(made.digest, made.canonical),
        OpenPool(pool="anna", member=member, lots=points),
        OpenPool(pool="vera", member=False, lots=(lot(10_000, 300),)),
        OpenSim(msisdn=ANNA, pool="anna", lots=held),
        OpenSim(msisdn=VERA, pool="vera", lots=()),
    ]
    for command in commands:
        ledger.execute(command, NOW_MS)
    ledger.commit({})
    return ledger


def done(outcome: Entry | Refusal) -> Entry:
    """The entry of a command that was carried out."""
    assert isinstance(outcome, Entry), outcome
    return outcome


def refused(outcome: Entry | Refusal) -> Refusal:
    """The refusal of a command that was not."""
    assert isinstance(outcome, Refusal), outcome
    return outcome


def facts(book: Book) -> dict[str, Any]:
    """Everything a book knows, field by field; of its heaps only what still stands."""
    known = {name: getattr(book, name) for name in fields_dict(Book)}
    known["lots"] = {sequence: repr(lot) for sequence, lot in book.lots.items()}
    known["order"] = {account: tuple(order) for account, order in book.order.items() if order}
    known["marks"] = {subject: dict(values) for subject, values in book.marks.items() if values}
    known["totals"] = {place: amount for place, amount in book.totals.items() if amount}
    known["expiring"] = sorted(row for row in book.expiring if row[1] in book.lots)
    known["deadlines"] = sorted({row for row in book.deadlines if book.mark(*row[1:]) == row[0]})
    return {name: dict(value) if isinstance(value, dict) else value for name, value in known.items()}


def replayed(entries: Iterable[Entry]) -> Book:
    """A new book to which the entries were applied."""
    book = Book()
    for entry in entries:
        book.apply(entry)
    return book


@frozen
class Seen:
    """A lot as the postings alone tell of it."""

    account: str
    sequence: int
    left: int
    expires_at_ms: int


def lots_by_postings(entries: Iterable[Entry]) -> dict[int, Seen]:
    """Number → lot, by adding up postings and nothing else."""
    left: dict[int, int] = defaultdict(int)
    opened: dict[int, tuple[str, int]] = {}
    for entry in entries:
        for posting in entry.postings:
            if posting.lot is not None:
                left[posting.lot] += posting.amount
                if posting.expires_at_ms is not None:
                    opened[posting.lot] = posting.account, posting.expires_at_ms
    return {number: Seen(opened[number][0], number, left[number], opened[number][1]) for number in opened}
