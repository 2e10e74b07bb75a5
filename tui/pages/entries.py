"""The ledger for the console: an entry in a row, what a subscriber's points burn to month by month, and its lots."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from ledger.book import Book
from ledger.calendar import NEVER
from ledger.entries import Entry
from ledger.forecast import forecast
from ledger.marks import POOL
from ledger.purses import POINTS
from ledger.query import belongings
from tui.ledger_words import LedgerWords
from tui.lines import Line, Piece, width_of
from tui.pages.books import BEGINNINGS
from tui.pages.columns import bar, cell, figures
from tui.pages.tape import deltas
from tui.words import Words

SEQ_CELLS = 7
WHEN_CELLS = 16
WHAT_CELLS_KEPT = 34
"""What an entry was is not cut below this for what it moved; the postings tell that."""
MONTH_CELLS = 16
AMOUNT_CELLS = 15


def entry_row(entry: Entry, book: Book, words: Words, told: LedgerWords, width: int) -> Line:
    """Number, date and time, what it was, and what it moved for subscribers."""
    when = f"{words.short_day(entry.at_ms)} {words.clock(entry.at_ms)}"
    moved = tuple(
        Piece(f"  {text}", "debit" if text.startswith("\N{MINUS SIGN}") else "credit") for text in deltas(entry, words)
    )
    room = width - SEQ_CELLS - WHEN_CELLS
    what = _what(entry, book, words, told)
    while moved and width_of(moved) > room - min(cell_len(what), WHAT_CELLS_KEPT):
        moved = moved[:-1]
    return (
        cell(f"#{entry.seq}", SEQ_CELLS, "accent"),
        cell(when, WHEN_CELLS, "muted"),
        cell(what, room - width_of(moved)),
        *moved,
    )


def _what(entry: Entry, book: Book, words: Words, told: LedgerWords) -> str:
    """What an entry was, and for whom."""
    who = _asker(entry)
    what = words.kind(entry) if entry.kind in BEGINNINGS else told.what(entry)
    return what if who is None else f"{told.owner(who, book)}: {what}"


def _asker(entry: Entry) -> str | None:
    """The SIM that an entry is about first."""
    asked: str | None = getattr(entry.command, "msisdn", None)
    if asked is not None:
        return asked
    owners = [posting.account.rpartition("/")[0] for posting in entry.postings if "/" in posting.account]
    return next(iter(owners), getattr(entry.command, "pool", None))


def concerns(entry: Entry, msisdn: str, pool: str) -> bool:
    """Whether an entry asks for, moves or marks anything of a SIM or of its points account."""
    mine = {msisdn, pool}
    command = entry.command
    named = {getattr(command, name, None) for name in ("msisdn", "to", "other", "friend", "pool")}
    return bool(
        mine & named
        or any(posting.account.rpartition("/")[0] in mine for posting in entry.postings)
        or any(mark.subject in mine or (mark.name == POOL and mark.value == pool) for mark in entry.marks)
    )


def burning_lines(book: Book, msisdn: str, at_ms: int, words: Words, told: LedgerWords, width: int) -> Iterator[Line]:
    """A bar a month of the points that burn, then every lot: what is left of it, since when, until when."""
    points = forecast(book, msisdn, at_ms).get(POINTS)
    months = [] if points is None else list(points.by_month(words.texts.zone))
    most = max((amount for _, amount in months), default=0)
    room = max(8, width - MONTH_CELLS - AMOUNT_CELLS)
    for begins_ms, amount in months:
        drawn = bar(amount, most, room)
        yield (
            cell(told.month(begins_ms), MONTH_CELLS),
            Piece(drawn, "accent"),
            Piece(" " * (room - len(drawn))),
            figures(words.amount(POINTS, amount), AMOUNT_CELLS, "strong"),
        )
    if not months:
        yield (Piece(words("books.no_burning"), "muted"),)
    yield ()
    for purse, lots in belongings(book, msisdn, at_ms).items():
        for lot in lots:
            until = words("never") if lot.expires_at_ms == NEVER else words.until(lot.expires_at_ms)
            since = f"{words('books.lot', lot=lot.sequence)}, #{lot.origin}"
            yield (
                figures(words.amount(purse, lot.left), 24, "strong"),
                Piece("  "),
                cell(until, 18),
                cell(since, max(0, width - 44), "muted"),
            )
