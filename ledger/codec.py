"""The journal's codec: entries and the books' state as compact JSON, each class as the row of its values.

Written by hand for the hot path, with msgspec as the writer and reader of JSON (docs/performance.md has the measurements);
the codec of fixtures, commands and exports stays cattrs. A class may get more attributes at its end if they have defaults: older rows are shorter and still read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heapify
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, get_args, get_type_hints

from attrs import fields, has
from msgspec.json import Decoder, Encoder

from ledger.book import Book, Lot
from ledger.calendar import NEVER
from ledger.commands import Command
from ledger.entries import Entry, Mark, Posting
from ledger.marks import DEADLINE
from ledger.purses import Unit

Row = tuple[Any, ...]

_bytes: Final = Encoder().encode
_value: Final = Decoder().decode


class CodecError(ValueError):
    """Bytes that are not what this version of the journal holds."""


def encode(entry: Entry) -> bytes:
    """An entry as bytes; equal entries give equal bytes."""
    name, command_row = _COMMAND_ROWS[type(entry.command)]
    postings: list[Any] = []
    for posting in entry.postings:
        postings += (posting.account, posting.unit, posting.amount, posting.lot, posting.expires_at_ms)
    marks: list[Any] = []
    for mark in entry.marks:
        marks += (mark.subject, mark.name, mark.value)
    return _bytes(
        (
            entry.seq,
            entry.at_ms,
            entry.kind,
            name,
            command_row(entry.command),
            postings,
            marks,
            entry.details,
            entry.key,
        )
    )


def decode(body: bytes) -> Entry:
    """The entry that `encode` made bytes of.

    Raises:
        CodecError: it did not make these.
    """
    try:
        seq, at_ms, kind, name, row, postings, marks, details, key = _value(body)
        return Entry(
            seq,
            at_ms,
            kind,
            _COMMANDS[name](row),
            tuple([Posting(*values) for values in _rows(postings, 5)]),
            tuple([Mark(*values) for values in _rows(marks, 3)]),
            details,
            key,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise CodecError(f"no entry of this version: {error}") from error


def encode_book(book: Book) -> bytes:
    """The state of the books as bytes; equal journals give equal bytes."""
    accounts: list[Any] = []
    for account, order in book.order.items():
        for unit, places in groupby(order, key=lambda place: book.lots[place[1]].unit):
            lots: list[int] = []
            for expires_at_ms, sequence in places:
                lot = book.lots[sequence]
                lots += (sequence, lot.left, lot.opened_at_ms, expires_at_ms, lot.origin)
            accounts += (account, unit, lots)
    totals = tuple((account, unit, amount) for (account, unit), amount in book.totals.items())
    return _bytes((book.seq, book.at_ms, book.next_lot, accounts, book.marks, totals))


def decode_book(body: bytes) -> Book:
    """The books that `encode_book` made bytes of.

    Raises:
        CodecError: it did not make these.
    """
    try:
        seq, at_ms, next_lot, accounts, marks, totals = _value(body)
        book = Book(seq, at_ms, next_lot, marks=marks)
        book.totals.update({(account, unit): amount for account, unit, amount in totals})
        for account, unit, lots in _rows(accounts, 3):
            _put(book, account, unit, lots)
    except (ValueError, TypeError) as error:
        raise CodecError(f"no books of this version: {error}") from error
    book.lots = dict(sorted(book.lots.items()))
    heapify(book.expiring)
    for subject, values in marks.items():
        for name, value in values.items():
            if DEADLINE in name and isinstance(value, int):
                book.deadlines.append((value, subject, name))
    heapify(book.deadlines)
    return book


def _put(book: Book, account: str, unit: Unit, lots: list[int]) -> None:
    """Put lots of one unit behind those that an account has in the books, in the order in which they are drawn."""
    order = list(zip(lots[3::5], lots[::5], strict=True))
    book.order.setdefault(account, []).extend(order)
    book.held[account] = book.held.get(account, 0) + sum(lots[1::5])
    book.expiring += [place for place in order if place[0] != NEVER]
    for sequence, left, opened_at_ms, expires_at_ms, origin in _rows(lots, 5):
        book.lots[sequence] = Lot(sequence, account, unit, left, opened_at_ms, expires_at_ms, origin)


def _rows(values: list[Any], width: int) -> Iterable[Row]:
    """The rows that stand one after another in a flat list; a ValueError if the last one is too short."""
    each = iter(values)
    return zip(*[each] * width, strict=True)


def _row_of(kind: type) -> Callable[[Any], Row]:
    """What makes the row of an instance's values."""
    names = [attribute.name for attribute in fields(kind)]
    get = attrgetter(*names)
    if len(names) == 1:
        return lambda instance: (get(instance),)
    nested = {place: _row_of(item) for place, item in _tuples(kind).items() if has(item)}
    if not nested:
        return get

    def row(instance: Any) -> Row:
        values = list(get(instance))
        for place, inner in nested.items():
            values[place] = tuple(map(inner, values[place]))
        return tuple(values)

    return row


def _instance_of(kind: type) -> Callable[[Iterable[Any]], Any]:
    """What makes an instance of the row of its values."""
    tuples = {place: _instance_of(item) if has(item) else None for place, item in _tuples(kind).items()}
    if not tuples:
        return lambda row: kind(*row)

    def instance(row: Iterable[Any]) -> Any:
        values = list(row)
        for place, inner in tuples.items():
            values[place] = tuple(values[place] if inner is None else map(inner, values[place]))
        return kind(*values)

    return instance


def _tuples(kind: type) -> dict[int, Any]:
    """The places of a class's attributes that are tuples, and the class of their items."""
    hints = get_type_hints(kind)
    arguments = [get_args(hints[attribute.name]) for attribute in fields(kind)]
    return {place: found[0] for place, found in enumerate(arguments) if found[1:] == (...,)}


_COMMAND_ROWS: Final = {kind: (kind.__name__, _row_of(kind)) for kind in get_args(Command)}
_COMMANDS: Final = {kind.__name__: _instance_of(kind) for kind in get_args(Command)}
