"""The ledger's entries as they are written: every posting with its account, its signed amount, its lot and the lot's end."""

from __future__ import annotations

from ledger.entries import Entry, Mark, Posting
from tui.lines import UNBROKEN, Line, Piece, width_of, wrap
from tui.pages.book_words import account_told, counted, detail_told, mark_told
from tui.pages.columns import cell
from tui.words import Words, grouped

BOOK_CELLS = 80
"""What the narrowest console has room for; figures are wrapped to it."""
ACCOUNT_CELLS = 26
AMOUNT_CELLS = 14
UNIT_CELLS = 9
BEGINNINGS = ("configured", "opened")
"""Entries with which a world begins: what they remember is in its file."""
LOT_CELLS = 9


def book_lines(entry: Entry, words: Words) -> tuple[Line, ...]:
    """A head, one row a posting, one a mark, and the sum of each unit; who opens an account needs no marks of it."""
    marks = () if entry.kind in BEGINNINGS else entry.marks
    return (
        *head_lines(entry, words),
        *(posting_line(posting, words) for posting in entry.postings),
        *(
            line
            for before, mark in zip((None, *marks), marks, strict=False)
            for line in mark_lines(mark, words, named=before is None or before.subject != mark.subject)
        ),
        *((sum_line(entry, words),) if entry.postings else ()),
    )


def head_lines(entry: Entry, words: Words) -> tuple[Line, ...]:
    """Number, kind, date and time, and the figures of the decision: in the same row if they fit."""
    told = (detail_told(name, value, words) for name, value in entry.details.items())
    figures = "   ".join(figure.replace(" ", UNBROKEN) for figure in told)
    head: Line = (
        Piece(f"#{entry.seq} {words.kind(entry)}", "accent"),
        Piece(f"  {words.day(entry.at_ms)} {words.clock(entry.at_ms)}", "muted"),
    )
    if not figures:
        return (head,)
    if width_of(head) + 3 + len(figures) <= BOOK_CELLS:
        return ((*head, Piece(f"   {figures}".replace(UNBROKEN, " "))),)
    return (head, *((Piece(f"  {row}", "muted"),) for row in wrap(figures, BOOK_CELLS - 2)))


def posting_line(posting: Posting, words: Words) -> Line:
    """Account, amount with its sign, unit, lot and its end."""
    held = "/" in posting.account
    account, unit = account_told(posting.account, words), counted(posting.unit, posting.amount, words)
    amount = ("+" if posting.amount > 0 else "") + grouped(posting.amount)
    lot = "" if posting.lot is None else words("books.lot", lot=posting.lot)
    until = "" if posting.expires_at_ms is None else words.until(posting.expires_at_ms)
    return (
        Piece("  "),
        cell(account, ACCOUNT_CELLS, "plain" if held else "muted"),
        Piece(f"{amount:>{AMOUNT_CELLS}} ", "muted" if not held else "credit" if posting.amount > 0 else "debit"),
        Piece(f"{unit:<{UNIT_CELLS}}", "muted"),
        Piece(f" {lot:<{LOT_CELLS}} {until}".rstrip(), "muted"),
    )


def mark_lines(mark: Mark, words: Words, *, named: bool = True) -> tuple[Line, ...]:
    """What is remembered from this entry on: beside its subject, or below it if it does not fit.

    Args:
        mark: what is remembered.
        words: the reader's language.
        named: whether the subject is told; the second mark of the same subject needs no name.
    """
    told = mark_told(mark, words)
    subject = f"  {words.called(mark.subject) if named else '':<{ACCOUNT_CELLS}} "
    if len(subject) + len(told) <= BOOK_CELLS:
        return ((Piece(subject), Piece(told, "muted")),)
    head: tuple[Line, ...] = ((Piece(subject.rstrip()),),) if named else ()
    return (*head, *((Piece(f"  {row}", "muted"),) for row in wrap(told, BOOK_CELLS - 2)))


def sum_line(entry: Entry, words: Words) -> Line:
    """The sum of each unit, which is zero."""
    units = dict.fromkeys(posting.unit for posting in entry.postings)
    sums = {unit: sum(posting.amount for posting in entry.postings if posting.unit == unit) for unit in units}
    text = " · ".join(f"{grouped(total)} {counted(unit, total, words)}" for unit, total in sums.items())
    return (Piece(f"  {'Σ':<{ACCOUNT_CELLS}}{'':{AMOUNT_CELLS - 1}}", "muted"), Piece(text, "muted"))
