"""Whatever subscribers do in whatever order: the books add up, and their journal tells all of it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from ledger.book import Book
from ledger.calendar import DAY_MS
from ledger.catalog import Channel
from ledger.commands import Charge, Command, Earn, Give, Join, Leave, OpeningLot, OpenPool, Promote, Redeem, TopUp
from ledger.entries import Entry, Refusal
from ledger.ledger import Ledger
from tests.ledger.books import ANNA, NOW_MS, VERA, books, configuration, facts, lot, lots_by_postings, replayed


@frozen
class Wait:
    """Time passes."""

    by_ms: int


@frozen
class OpenLots:
    """A points account gets lots: amounts, and milliseconds until they burn."""

    pool: str
    lots: tuple[tuple[int, int], ...]


Asked = Join | Leave | Redeem | Give | Earn | Promote | TopUp | Charge
Step = Asked | Wait | OpenLots

CHANNELS: list[Channel] = ["ussd", "sms", "site", "app", "menu"]
sims = st.sampled_from([ANNA, VERA])
channels = st.sampled_from(CHANNELS)
rewards = st.sampled_from([*sorted(configuration().catalogue), "no:such"])
spans_ms = st.sampled_from([0, 1, 1000, DAY_MS, 29 * DAY_MS, 30 * DAY_MS - 1, 30 * DAY_MS, 92 * DAY_MS, 365 * DAY_MS])
lots = st.tuples(st.integers(1, 400), spans_ms.map(lambda span_ms: span_ms + 1))
charges = st.one_of(
    st.builds(Charge, sims, st.just("call"), st.integers(1, 4000), st.sampled_from(["on_net", "off_net"])),
    st.builds(Charge, sims, st.sampled_from(["sms", "mms"]), st.integers(1, 60)),
    st.builds(Charge, sims, st.just("data"), st.integers(1, 80 * 1_048_576)),
)
steps: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.builds(Redeem, sims, rewards, channels),
        st.builds(Redeem, sims, rewards, channels),
        st.builds(Join, sims, channels),
        st.builds(Leave, sims),
        st.builds(Wait, spans_ms),
        st.builds(Give, sims, sims, st.integers(0, 500)),
        st.builds(TopUp, sims, st.integers(1, 20_000)),
        st.builds(Earn, sims, st.sampled_from(sorted(configuration().earning.sources)), st.integers(0, 50_000)),
        st.builds(Promote, sims, st.sampled_from(sorted(configuration().earning.promotions.offers))),
        charges,
        st.builds(OpenLots, st.sampled_from(["anna", "vera"]), st.lists(lots, max_size=3).map(tuple)),
    ),
    max_size=25,
)


def command_of(step: Asked | OpenLots, book: Book, at_ms: int) -> Command:
    if not isinstance(step, OpenLots):
        return step
    opening = tuple(OpeningLot("points", amount, at_ms + span_ms) for amount, span_ms in step.lots)
    member = book.mark(step.pool, "member_since_ms") is not None
    return OpenPool(step.pool, member, opening)


def opened() -> Ledger:
    held = (lot(25, 3, "sms"), lot(5_000, None, "main"), lot(900, 40, "minutes_on_net"))
    return books(lot(150, 20), lot(75, 20), lot(500, 100), lot(90_000, 700), held=held)


def played(story: list[Step]) -> Ledger:
    """The books after some steps, each committed."""
    ledger, at_ms = opened(), NOW_MS
    for step in story:
        if isinstance(step, Wait):
            at_ms += step.by_ms
            ledger.run_due(at_ms)
        else:
            ledger.execute(command_of(step, ledger.book, at_ms), at_ms)
        ledger.commit({})
    return ledger


def assert_in_balance(ledger: Ledger, at_ms: int) -> None:
    """The book is what the postings add up to, and nobody has less than nothing."""
    book, seen = ledger.book, lots_by_postings(ledger.entries())
    assert all(row.left >= 0 for row in seen.values())
    assert {number: kept.left for number, kept in book.lots.items()} == {
        number: row.left for number, row in seen.items() if row.left
    }
    for account in {row.account for row in seen.values()}:
        live = [row.left for row in seen.values() if row.account == account and row.expires_at_ms > at_ms]
        assert book.balance(account, at_ms) == sum(live)


@given(steps)
def test_every_entry_sums_to_zero_in_each_unit_and_numbers_have_no_gaps(story: list[Step]) -> None:
    entries = list(played(story).entries())
    held: dict[str, int] = defaultdict(int)
    for entry in entries:
        sums: dict[str, int] = defaultdict(int)
        for posting in entry.postings:
            sums[posting.unit] += posting.amount
            held[posting.unit] += posting.amount
        assert not any(sums.values()), entry
    assert not any(held.values())
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert all(before.at_ms <= after.at_ms for before, after in pairwise(entries))


@given(steps)
def test_no_lot_is_overdrawn_and_a_balance_is_the_sum_of_its_live_lots(story: list[Step]) -> None:
    ledger, at_ms = opened(), NOW_MS
    for step in story:
        if isinstance(step, Wait):
            at_ms += step.by_ms
        else:
            ledger.execute(command_of(step, ledger.book, at_ms), at_ms)
        ledger.commit({})
        assert_in_balance(ledger, at_ms)
    ledger.run_due(at_ms)
    assert all(kept.expires_at_ms > at_ms for kept in ledger.book.lots.values()), "what is gone is written off"


@given(steps)
def test_an_order_takes_the_lots_that_burn_first_and_a_refusal_changes_nothing(story: list[Step]) -> None:
    ledger, at_ms = opened(), NOW_MS
    for step in story:
        if isinstance(step, Wait):
            at_ms += step.by_ms
            continue
        ledger.run_due(at_ms)
        before = facts(ledger.book)
        waiting = sorted(
            (kept.expires_at_ms, kept.sequence, kept.left, kept.account) for kept in ledger.book.lots.values()
        )
        outcome = ledger.execute(command_of(step, ledger.book, at_ms), at_ms)
        if isinstance(outcome, Refusal):
            assert facts(ledger.book) == before
        elif isinstance(step, Redeem):
            assert_drawn_in_order(outcome, step, waiting)


def assert_drawn_in_order(entry: Entry, step: Redeem, waiting: list[tuple[int, int, int, str]]) -> None:
    account = "anna/points" if step.msisdn == ANNA else "vera/points"
    price = configuration().catalogue[step.reward].price_points
    expected: list[tuple[int, int]] = []
    for _, sequence, left, owner in waiting:
        if owner == account and price:
            part = min(left, price)
            expected.append((sequence, -part))
            price -= part
    assert [(row.lot, row.amount) for row in entry.postings if row.account == account] == expected
    assert price == 0


@given(steps)
def test_replaying_the_journal_makes_the_same_book(story: list[Step]) -> None:
    ledger = played(story)
    assert facts(replayed(ledger.entries())) == facts(ledger.book)


@given(steps, st.lists(st.integers(0, 4), max_size=8))
def test_waiting_in_pieces_writes_the_same_journal(story: list[Step], pieces: list[int]) -> None:
    split: list[Step] = []
    for step in story:
        if isinstance(step, Wait):
            parts = [step.by_ms // (part + 1) for part in pieces]
            cuts = sorted({part for part in parts if part < step.by_ms})
            edges = [0, *cuts, step.by_ms]
            split += [Wait(end - start) for start, end in pairwise(edges)]
        else:
            split.append(step)
    assert list(played(split).entries()) == list(played(story).entries())
