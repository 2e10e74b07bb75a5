"""The books from outside: keys that make a command happen once, commits, time, and entries that break an invariant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from attrs import define, evolve, field

from ledger.book import Book, BookError
from ledger.calendar import DAY_MS
from ledger.commands import Join, Redeem
from ledger.configuration import Configuration
from ledger.entries import Entry, Mark, Posting
from ledger.journal.memory import MemoryJournal
from ledger.ledger import KeyReusedError, Ledger
from ledger.loading import Fixtures, Layer
from ledger.verify import verify
from tests.ledger.books import ANNA, NOW_MS, VERA, books, configuration, done, facts, lot, refused, replayed

BUY = Redeem(ANNA, "707:11", "ussd")


def test_a_key_twice_is_one_entry_before_and_after_the_commit() -> None:
    ledger = books(lot(1000, 200))
    first = ledger.execute(BUY, NOW_MS, "order-1")
    assert ledger.execute(BUY, NOW_MS, "order-1") is first
    ledger.commit({})
    head = ledger.head
    assert ledger.execute(BUY, NOW_MS + DAY_MS, "order-1") == first
    assert (ledger.head, done(ledger.execute(BUY, NOW_MS + DAY_MS, "order-2")).seq) == (head, head + 1)
    assert ledger.book.balance("anna/points", NOW_MS + DAY_MS) == 1000 - 2 * 75


def test_a_key_with_another_command_is_a_fault_and_writes_nothing() -> None:
    ledger = books(lot(1000, 200))
    ledger.execute(BUY, NOW_MS, "order-1")
    before = facts(ledger.book)
    with pytest.raises(KeyReusedError, match="order-1"):
        ledger.execute(Redeem(ANNA, "707:12", "ussd"), NOW_MS, "order-1")
    with pytest.raises(KeyReusedError, match="order-1"):
        ledger.execute(Redeem(VERA, "707:11", "ussd"), NOW_MS, "order-1")
    assert facts(ledger.book) == before


def test_a_refused_command_does_not_use_up_its_key() -> None:
    ledger = books(lot(1000, 200))
    buy = Redeem(VERA, "707:11", "ussd")
    assert refused(ledger.execute(buy, NOW_MS, "order-1")).rule == "membership.required"
    ledger.execute(Join(VERA, "ussd"), NOW_MS)
    assert done(ledger.execute(buy, NOW_MS, "order-1")).key == "order-1"


def test_the_key_is_known_after_a_replay() -> None:
    ledger = books(lot(1000, 200))
    first = done(ledger.execute(BUY, NOW_MS, "order-1"))
    ledger.commit({})
    reopened = Ledger(configuration(), ledger.journal, replayed(ledger.entries()))
    assert reopened.execute(BUY, NOW_MS + 1, "order-1") == first
    assert facts(reopened.book) == facts(ledger.book)


@define
class CountingJournal(MemoryJournal):
    """Counts what each commit brings."""

    commits: list[tuple[int, dict[str, bytes | None]]] = field(factory=list)

    def commit(self, entries: Sequence[Entry], state: Mapping[str, bytes | None]) -> None:
        self.commits.append((len(entries), dict(state)))
        MemoryJournal.commit(self, entries, state)


def test_entries_reach_the_journal_with_the_commit_and_only_once() -> None:
    opened = books(lot(1000, 200))
    journal = CountingJournal()
    ledger = Ledger(configuration(), journal)
    for entry in opened.entries():
        ledger.execute(entry.command, entry.at_ms)
    assert list(ledger.entries()) == []
    ledger.commit({"clock": b"1"})
    ledger.execute(BUY, NOW_MS)
    ledger.commit({"clock": None})
    ledger.commit({})
    assert [count for count, _ in journal.commits] == [ledger.head - 1, 1, 0]
    assert [entry.seq for entry in ledger.entries()] == list(range(1, ledger.head + 1))
    assert [entry.seq for entry in ledger.entries(ledger.head)] == [ledger.head]
    assert journal.load_state() == {}


def test_the_memory_journal_keeps_state_by_key_until_it_is_deleted() -> None:
    journal = MemoryJournal()
    journal.commit((), {"a": b"1", "b": b"2"})
    journal.commit((), {"a": None, "b": b"3", "c": None})
    assert journal.load_state() == {"b": b"3"}


def test_time_does_not_go_back() -> None:
    ledger = books(lot(1000, 200))
    ledger.execute(BUY, NOW_MS + 10)
    with pytest.raises(BookError, match="back in time"):
        ledger.execute(BUY, NOW_MS + 9)


@pytest.mark.parametrize("cuts", [[5], [1, 2, 3, 4, 5], [0, 0, 5], [2, 5], [4, 4, 5]])
def test_what_burns_is_the_same_however_time_is_split(cuts: list[int]) -> None:
    def after(days: list[int]) -> tuple[list[Entry], object]:
        ledger = books(lot(30, 2), lot(20, 1), lot(10, 2), lot(5, 4.5), lot(7, 5))
        for day in days:
            ledger.run_due(NOW_MS + day * DAY_MS)
            ledger.commit({})
        return list(ledger.entries()), facts(ledger.book)

    assert after(cuts) == after([5])


def test_what_is_due_next_is_the_first_date_of_all() -> None:
    ledger = books(lot(30, 2), lot(20, 1), lot(9))
    due_ms = ledger.next_due()
    assert due_ms is not None
    assert due_ms <= NOW_MS + DAY_MS
    ledger.run_due(NOW_MS + 3 * DAY_MS)
    due_ms = ledger.next_due()
    assert due_ms is None or due_ms > NOW_MS + 3 * DAY_MS


def entry_after(book: Book, *postings: Posting, marks: tuple[Mark, ...] = ()) -> Entry:
    return Entry(book.seq + 1, book.at_ms, "made", BUY, postings, marks)


def test_a_book_takes_no_entry_that_breaks_an_invariant() -> None:
    ledger = books(lot(100, 200))
    book = ledger.book
    (number,) = [lot.sequence for lot in book.live("anna/points", NOW_MS)]
    before = facts(book)
    bad = [
        (evolve(entry_after(book), seq=book.seq + 2), "follows"),
        (evolve(entry_after(book), seq=book.seq), "follows"),
        (evolve(entry_after(book), at_ms=book.at_ms - 1), "back in time"),
        (entry_after(book, Posting("anna/points", "points", -5, number)), "sum to zero"),
        (
            entry_after(
                book, Posting("anna/points", "points", -5, number), Posting("redeemed", "kopecks", 5)
            ),
            "sum to zero",
        ),
    ]  # fmt: skip
    for entry, words in bad:
        with pytest.raises(BookError, match=words):
            book.apply(entry)
        assert facts(book) == before
    overdrawn = entry_after(book, Posting("anna/points", "points", -101, number), Posting("redeemed", "points", 101))
    with pytest.raises(BookError, match="overdraws"):
        book.apply(overdrawn)


@pytest.mark.parametrize("amount", [0, -5])
def test_a_book_opens_lots_in_sequence_and_with_something_in_them(amount: int) -> None:
    book = Book()
    opened = Posting("a/points", "points", amount, 1, NOW_MS)
    with pytest.raises(BookError, match="opens lot"):
        book.apply(Entry(1, NOW_MS, "made", BUY, (opened, Posting("opening", "points", -amount))))
    with pytest.raises(BookError, match="opens lot"):
        Book().apply(
            Entry(1, NOW_MS, "made", BUY, (Posting("a/points", "points", 5, 2, 9), Posting("opening", "points", -5)))
        )


def test_a_mark_is_set_changed_and_taken_away() -> None:
    book = Book()
    for number, value in enumerate((5, "six", None, None), start=1):
        book.apply(Entry(number, 0, "made", BUY, (), (Mark("anna", "colour", value),)))
        assert book.mark("anna", "colour") == value
        assert book.moment("anna", "colour") == (value if isinstance(value, int) else None)


def reopened(ledger: Ledger, *settings: str) -> Ledger:
    made = Ledger.open(configuration(*settings), ledger.journal)
    made.configure(NOW_MS + 40 * DAY_MS)
    made.run_due(NOW_MS + 80 * DAY_MS)
    made.commit({})
    return made


def test_new_values_are_in_force_before_what_is_due_is_done_by_them() -> None:
    dearer = reopened(books(held=(lot(50_000, purse="main"),)), "tariff.monthly_fee.kopecks=5000")
    kinds = [entry.kind for entry in dearer.entries()]
    assert kinds.count("configured") == 2
    assert max(place for place, kind in enumerate(kinds) if kind == "configured") < kinds.index("fee_charged")
    assert verify(dearer.journal, redecide=True).findings == ()


def test_a_fee_that_is_switched_on_later_comes() -> None:
    free = books(held=(lot(50_000, purse="main"),), settings=("tariff.monthly_fee.kopecks=0",))
    assert "fee_charged" in [entry.kind for entry in reopened(free).entries()]


def without(purse: str) -> Configuration:
    """The bundled configuration from which a purse and what it sold were taken."""
    catalogue = {name: None for name, reward in configuration().catalogue.items() if reward.purse == purse}
    return Configuration.load(Fixtures((Layer("test", {"purses": {purse: None}, "catalog": catalogue}),)))


@pytest.mark.parametrize("snapshot_every", [0, 1])
def test_what_is_held_in_a_purse_that_left_the_fixtures_burns_in_its_own_unit(snapshot_every: int) -> None:
    ledger = books(held=(lot(10, 5, "mms"), lot(3, 6, "mms")))
    journal = ledger.journal
    assert isinstance(journal, MemoryJournal)
    journal.snapshot_every = snapshot_every
    ledger.close()
    ledger = Ledger.open(without("mms"), journal)
    ledger.configure(NOW_MS + DAY_MS)
    burned = [entry for entry in ledger.run_due(NOW_MS + 7 * DAY_MS) if entry.kind == "expired"]
    assert [[(row.account, row.unit, row.amount) for row in entry.postings] for entry in burned] == [
        [(f"{ANNA}/mms", "messages", -amount), ("breakage", "messages", amount)] for amount in (10, 3)
    ]
    ledger.commit({})
    assert verify(journal, redecide=True).findings == ()
