"""The forecast is what burns, and the totals are what moved."""

from __future__ import annotations

from collections import Counter
from timeit import repeat

from hypothesis import given
from hypothesis import strategies as st

from ledger.calendar import DAY_MS, add_months
from ledger.commands import Charge, Give, Link, OpeningLot, Redeem, TopUp
from ledger.entries import Entry, Posting
from ledger.flows import flows, totals
from ledger.forecast import Forecast, forecast
from ledger.ledger import Ledger
from ledger.period import Period
from ledger.query import balances
from tests.ledger.books import ANNA, MOSCOW, NOW_MS, at, books, done, lot
from tests.ledger.stories import BORIS, FEE_OFF, SECOND, SIMS, Step, entries_of, moments, opened, played, stories

horizons = st.sampled_from([1, DAY_MS - 1, DAY_MS, 9 * DAY_MS, 31 * DAY_MS, 155 * DAY_MS, 366 * DAY_MS, 900 * DAY_MS])


def burned(ledger: Ledger, msisdn: str, after_ms: int, until_ms: int) -> Counter[str]:
    """Purse → what the postings say has gone to `breakage` of a SIM's lots in some time."""
    found: Counter[str] = Counter()
    pool = ledger.book.pool_of(msisdn)
    for entry in ledger.entries():
        if after_ms < entry.at_ms <= until_ms and entry.kind == "expired":
            held, side = entry.postings
            owner, _, purse = held.account.rpartition("/")
            assert side.account == "breakage"
            if owner in (msisdn, pool):
                found[purse] -= held.amount
    return found


@given(stories, horizons)
def test_F13_the_forecast_is_what_then_burns(story: list[Step], horizon_ms: int) -> None:
    ledger, now_ms = played(story, FEE_OFF)
    until_ms = now_ms + horizon_ms
    foretold = {msisdn: forecast(ledger.book, msisdn, now_ms) for msisdn in SIMS}
    ledger.run_due(until_ms)
    ledger.commit({})
    for msisdn, by_purse in foretold.items():
        amounts = {purse: told.until(until_ms) for purse, told in by_purse.items()}
        assert Counter(amounts) == burned(ledger, msisdn, now_ms, until_ms)
        months = {purse: list(told.up_to(until_ms).by_month(MOSCOW)) for purse, told in by_purse.items()}
        assert {purse: sum(amount for _, amount in rows) for purse, rows in months.items()} == amounts
        for purse, rows in months.items():
            for begins_ms, amount in rows:
                ends_ms = min(add_months(begins_ms, 1, MOSCOW) - 1, until_ms)
                after_ms = max(begins_ms - 1, now_ms)
                assert amount == burned(ledger, msisdn, after_ms, ends_ms)[purse] > 0


def test_F13_now_is_before_the_horizon_and_its_end_belongs_to_it() -> None:
    told = Forecast((10, 20, 30), (1, 3, 7))
    assert [told.until(moment) for moment in (9, 10, 19, 20, 30, 31)] == [0, 1, 1, 3, 7, 7]
    assert told.between(10, 20) == 2
    assert told.up_to(20) == Forecast((10, 20), (1, 3))
    assert told.up_to(9).until(99) == 0


def test_a_month_begins_at_its_first_midnight_in_moscow() -> None:
    dates = [at("2026-03-31 23:59:59", 999), at("2026-04-01"), at("2026-04-30 12:00"), at("2027-04-01")]
    ledger = books(*(OpeningLot("points", 10**place, date) for place, date in enumerate(dates)))
    rows = list(forecast(ledger.book, ANNA, NOW_MS)["points"].by_month(MOSCOW))
    assert rows == [(at("2026-03-01"), 1), (at("2026-04-01"), 110), (at("2027-04-01"), 1000)]


def test_a_date_at_the_end_of_the_calendar_is_forecast_too() -> None:
    ledger = books(OpeningLot("points", 5, at("9999-12-31 12:00")))
    assert list(forecast(ledger.book, ANNA, NOW_MS)["points"].by_month(MOSCOW)) == [(at("9999-12-01"), 5)]


def test_lots_of_one_date_are_one_date_and_lots_without_one_are_none() -> None:
    ledger = books(lot(5, 9), lot(6, 9), lot(7))
    assert forecast(ledger.book, ANNA, NOW_MS) == {"points": Forecast((NOW_MS + 9 * DAY_MS,), (11,))}
    assert forecast(books(lot(7)).book, ANNA, NOW_MS) == {}


def test_a_question_costs_a_bisection_whatever_the_number_of_lots() -> None:
    def cost(lots: int) -> float:
        told = Forecast(tuple(range(lots)), tuple(range(lots)))
        return min(repeat(lambda: told.between(lots // 3, lots // 2), number=2000, repeat=7))

    assert cost(1_000_000) < 20 * cost(100)


# -- totals -----------------------------------------------------------------------------------------------------------


@given(stories, st.data())
def test_totals_are_what_the_accounts_of_both_sides_gained(story: list[Step], data: st.DataObject) -> None:
    ledger, now_ms = played(story)
    asked = moments(ledger, now_ms)
    from_ms, last_ms = sorted((data.draw(st.sampled_from(asked)), data.draw(st.sampled_from(asked))))
    held: Counter[tuple[str, str]] = Counter()
    sides: Counter[tuple[str, str]] = Counter()
    for entry in entries_of(ledger):
        for posting in entry.postings if from_ms <= entry.at_ms <= last_ms else ():
            owner, slash, purse = posting.account.rpartition("/")
            if slash:
                held[owner, purse] += posting.amount
            else:
                sides[posting.account, posting.unit] += posting.amount
    found = totals(ledger.entries(), Period(from_ms, last_ms + 1))
    for total in found:
        held[total.owner, total.purse] -= total.came - total.went
        sides[total.side, total.unit] += total.came - total.went
        assert min(total.came, total.went) >= 0 < max(total.came, total.went)
    assert not any(held.values())
    assert not any(sides.values())


def test_who_burned_gave_and_redeemed_how_much() -> None:
    ledger = opened(FEE_OFF)
    done(ledger.execute(Give(ANNA, BORIS, 100), NOW_MS))
    done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), NOW_MS))
    done(ledger.execute(Charge(ANNA, "mms", 1), NOW_MS))
    done(ledger.execute(TopUp(ANNA, 7), NOW_MS))
    ledger.run_due(NOW_MS + 19 * DAY_MS)
    ledger.commit({})
    found = {
        (total.purse, total.side): (total.came, total.went)
        for total in totals(ledger.entries(), Period(NOW_MS, NOW_MS + 20 * DAY_MS))
        if total.owner in (ANNA, "pool0") and total.side != "opening"
    }
    assert found == {
        ("points", "gifts"): (0, 100),
        ("points", "redeemed"): (0, 150),
        ("points", "issued"): (1, 0),
        ("points", "breakage"): (0, 390),
        ("data", "issued"): (50 * 1_048_576, 0),
        ("main", "revenue"): (0, 650),
        ("main", "top_up"): (7, 0),
        ("minutes_on_net", "breakage"): (0, 600),
    }


def test_F26_points_that_move_to_the_shared_account_are_nobodys_loss() -> None:
    ledger = opened()
    done(ledger.execute(Link(ANNA, SECOND), NOW_MS))
    ledger.commit({})
    moved = [total for total in totals(ledger.entries(), Period(0, NOW_MS + 1)) if total.side == "pooling"]
    assert sum(total.came - total.went for total in moved) == 0
    assert balances(ledger.book, SECOND, NOW_MS)["points"] == 5140


def test_each_posting_to_lots_is_balanced_by_the_next_of_the_operators_side() -> None:
    postings = (
        Posting("anna/points", "points", -3, 1),
        Posting("anna/points", "points", -2, 2),
        Posting("redeemed", "points", 5),
        Posting("7/sms", "messages", 4, 3, 99),
        Posting("issued", "messages", -4),
    )
    entry = Entry(1, 0, "redeemed", Redeem("7", "x", "ussd"), postings)
    assert [(flow.owner, flow.purse, flow.side, flow.amount) for flow in flows(entry)] == [
        ("anna", "points", "redeemed", -3),
        ("anna", "points", "redeemed", -2),
        ("7", "sms", "issued", 4),
    ]
