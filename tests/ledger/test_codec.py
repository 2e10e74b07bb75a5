"""The journal's codec: what is written is read back, the same bytes for the same values, and nothing else is taken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.book import Book
from ledger.calendar import DAY_MS
from ledger.codec import CodecError, decode, decode_book, encode, encode_book
from ledger.commands import Command, Configure, Join, OpenSim
from ledger.entries import Entry
from ledger.journal.memory import MemoryJournal
from ledger.ledger import Ledger
from tests.ledger.books import facts
from tests.ledger.journals import begun, commands, entries, lived
from tests.ledger.stories import Step, played, stories


@pytest.mark.parametrize("name", commands)
@given(data=st.data())
def test_every_command_is_read_back(name: str, data: st.DataObject) -> None:
    command: Command = data.draw(commands[name])
    entry = Entry(1, 0, "made", command)
    again = decode(encode(entry))
    assert again == entry
    assert type(again.command) is type(command)


@given(entries)
def test_every_entry_is_read_back_and_has_one_form(entry: Entry) -> None:
    body = encode(entry)
    assert decode(body) == entry
    assert encode(decode(body)) == body
    assert json.loads(body)[0] == entry.seq, "a person can read a save with any SQLite shell"


def test_a_command_that_was_kept_before_it_got_another_attribute_is_still_read() -> None:
    entry = Entry(1, 0, "opened", OpenSim("7916", "anna", ()))
    row: list[Any] = json.loads(encode(entry))
    row[4] = row[4][:3]
    assert decode(json.dumps(row).encode()) == entry


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"17",
        b"\xff",
        b"[1]",
        encode(Entry(1, 0, "joined", Join("7916", "ussd"))).replace(b"Join", b"Jump"),
        encode(Entry(1, 0, "joined", Join("7916", "ussd"))).replace(b'["7916","ussd"]', b'["7916"]'),
        encode(Entry(1, 0, "joined", Join("7916", "ussd"))).replace(b"[],[]", b"[1],[]"),
        encode(Entry(1, 0, "joined", Join("7916", "ussd"))) + b" 1",
        encode(Entry(1, 0, "configured", Configure("", ""))) + encode(Entry(2, 0, "configured", Configure("", ""))),
    ],
)
def test_what_is_no_entry_is_told_so(body: bytes) -> None:
    with pytest.raises(CodecError, match="no entry"):
        decode(body)


@given(stories)
def test_books_are_read_back_and_go_on_the_same(story: list[Step]) -> None:
    ledger, now_ms = played(story)
    again = decode_book(encode_book(ledger.book))
    assert facts(again) == facts(ledger.book)
    assert encode_book(again) == encode_book(ledger.book)
    assert [list(part) for part in (again.lots, again.order, again.marks)] == [
        list(part) for part in (ledger.book.lots, ledger.book.order, ledger.book.marks)
    ], "even the order in which they are asked is the same"
    twin = Ledger(ledger.configuration, MemoryJournal(), again)
    for books in (ledger, twin):
        books.run_due(now_ms + 400 * DAY_MS)
    assert facts(twin.book) == facts(ledger.book)


def test_the_books_of_a_replay_are_the_same_bytes() -> None:
    ledger = lived(begun(MemoryJournal()), 20)
    book = Book()
    for entry in ledger.entries():
        book.apply(entry)
    assert encode_book(book) == encode_book(ledger.book)


@pytest.mark.parametrize("body", [b"", b"[]", b'[1,2,3,["anna/points",[1,2]],{},[]]', b'[1,2,3,["anna/points"],{},[]]'])
def test_what_is_no_books_is_told_so(body: bytes) -> None:
    with pytest.raises(CodecError, match="no books"):
        decode_book(body)
