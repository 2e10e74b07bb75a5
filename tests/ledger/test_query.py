"""What the books were at a past moment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.book import Book
from ledger.calendar import DAY_MS
from ledger.commands import Redeem
from ledger.ledger import Ledger
from ledger.query import balances, belongings, book_at
from tests.ledger.books import ANNA, NOW_MS, VERA, books, done, facts, lot, lots_by_postings, replayed
from tests.ledger.stories import SIMS, Step, entries_of, moments, played, stories


def by_postings(ledger: Ledger, msisdn: str, pool: str, at_ms: int) -> dict[str, int]:
    """Purse → amount, by adding up the postings of the entries up to a moment and nothing else."""
    seen = lots_by_postings(entry for entry in ledger.entries() if entry.at_ms <= at_ms)
    held: dict[str, int] = {}
    for found in seen.values():
        owner, _, purse = found.account.rpartition("/")
        if owner in (msisdn, pool) and found.left:
            held[purse] = held.get(purse, 0) + found.left
    return held


@given(stories, st.data())
def test_the_past_is_the_prefix_of_the_journal(story: list[Step], data: st.DataObject) -> None:
    ledger, now_ms = played(story)
    at_ms = data.draw(st.sampled_from(moments(ledger, now_ms)))
    prefix = [entry for entry in entries_of(ledger) if entry.at_ms <= at_ms]
    book = book_at(ledger.entries(), at_ms)
    assert facts(book) == facts(replayed(prefix))
    for msisdn in SIMS:
        assert balances(book, msisdn, at_ms) == by_postings(ledger, msisdn, book.pool_of(msisdn), at_ms)


@given(stories)
def test_the_present_is_the_books_themselves(story: list[Step]) -> None:
    ledger, now_ms = played(story)
    assert facts(book_at(ledger.entries(), now_ms)) == facts(ledger.book)
    for msisdn in SIMS:
        assert balances(ledger.book, msisdn, now_ms) == balances(book_at(ledger.entries(), now_ms), msisdn, now_ms)


def test_a_moment_belongs_to_its_entry() -> None:
    ledger = books(lot(150, 20), lot(100, 40))
    later_ms = NOW_MS + DAY_MS
    ledger.execute(Redeem(ANNA, "707:31", "ussd"), later_ms)
    ledger.commit({})
    before, after = book_at(ledger.entries(), later_ms - 1), book_at(ledger.entries(), later_ms)
    assert balances(before, ANNA, later_ms - 1) == {"points": 250}
    assert balances(after, ANNA, later_ms) == {"points": 100, "data": 50 * 1_048_576}


def test_F30_a_lot_is_gone_at_its_date_and_there_a_millisecond_before() -> None:
    ledger = books(lot(150, 20))
    date_ms = NOW_MS + 20 * DAY_MS
    ledger.run_due(date_ms + DAY_MS)
    ledger.commit({})
    assert balances(book_at(ledger.entries(), date_ms - 1), ANNA, date_ms - 1) == {"points": 150}
    assert balances(book_at(ledger.entries(), date_ms), ANNA, date_ms) == {}


def test_nothing_is_before_the_first_entry() -> None:
    assert book_at(books(lot(1)).entries(), NOW_MS - 1) == Book()


def test_what_somebody_has_are_the_lots_of_sim_and_points_account() -> None:
    ledger = books(lot(150, 20), lot(75, 10), held=(lot(700, None, "main"), lot(5, 3, "sms")))
    owned = belongings(ledger.book, ANNA, NOW_MS)
    assert {purse: [lot.left for lot in lots] for purse, lots in owned.items()} == {
        "points": [75, 150],
        "main": [700],
        "sms": [5],
    }
    assert balances(ledger.book, VERA, NOW_MS) == {"points": 10_000}


def test_an_emptied_purse_is_left_out() -> None:
    ledger = books(lot(75, 20))
    done(ledger.execute(Redeem(ANNA, "707:11", "ussd"), NOW_MS))
    assert balances(ledger.book, ANNA, NOW_MS) == {"minutes_on_net": 3000}
