"""Joining and spending: what the books decide, and what they refuse."""

from __future__ import annotations

import pytest

from ledger.book import account_of
from ledger.calendar import DAY_MS, NEVER
from ledger.catalog import Channel
from ledger.commands import Join, OpeningLot, Redeem
from ledger.entries import Refusal
from ledger.query import holdings, points, points_by_day, standing
from tests.ledger.books import (
    ANNA,
    NOW_MS,
    VERA,
    at,
    books,
    configuration,
    done,
    facts,
    lot,
    lots_by_postings,
    refused,
)

MEGABYTE = 1_048_576

PRICE_LIST: list[tuple[str, str, int, str, int, Channel]] = [
    ("P01", "707:31", 150, "data", 50 * MEGABYTE, "ussd"),
    ("P02", "707:32", 200, "data", 100 * MEGABYTE, "ussd"),
    ("P03", "707:33", 400, "data", 500 * MEGABYTE, "ussd"),
    ("P04", "707:11", 75, "minutes_on_net", 50 * 60, "ussd"),
    ("P05", "707:12", 110, "minutes_on_net", 100 * 60, "ussd"),
    ("P06", "707:13", 230, "minutes_on_net", 300 * 60, "ussd"),
    ("P07", "707:21", 160, "minutes_off_net", 25 * 60, "ussd"),
    ("P08", "707:22", 300, "minutes_off_net", 50 * 60, "ussd"),
    ("P09", "707:23", 520, "minutes_off_net", 100 * 60, "ussd"),
    ("P10", "707:41", 50, "sms", 25, "ussd"),
    ("P11", "707:42", 90, "sms", 50, "ussd"),
    ("P12", "707:43", 150, "sms", 100, "ussd"),
    ("P13", "707:51", 45, "mms", 10, "ussd"),
    ("P14", "707:52", 90, "mms", 25, "ussd"),
    ("P15", "707:53", 120, "mms", 50, "ussd"),
    ("P16", "707:61", 90_520, "phone_voucher", 5_000_000, "ussd"),
    ("P17", "455:11", 65, "minutes_on_net", 30 * 60, "ussd"),
    ("P18", "455:12", 90, "minutes_on_net", 60 * 60, "ussd"),
    ("P19", "455:22", 90, "sms", 50, "ussd"),
    ("P20", "site:sms-100", 270, "sms", 100, "site"),
    ("P21", "site:minutes-60", 300, "minutes_on_net", 60 * 60, "site"),
    ("P22", "site:anti-caller-id", 80, "anti_caller_id", 1, "site"),
    ("P23", "account:discount-100", 1000, "discount", 10_000, "site"),
]
"""The source's price list (mission, 2.7): fact, reward, points, purse, amount in the purse's unit, a channel."""


@pytest.mark.parametrize(
    ("reward", "price", "purse", "amount", "channel"), [row[1:] for row in PRICE_LIST], ids=[row[0] for row in PRICE_LIST]
)  # fmt: skip
def test_P01_P23_F32_D15_each_reward_costs_its_price_and_lasts_thirty_days(
    reward: str, price: int, purse: str, amount: int, channel: Channel
) -> None:
    ledger = books(lot(100_000, 200))
    entry = done(ledger.execute(Redeem(ANNA, reward, channel), NOW_MS + 5))
    assert points(ledger.book, ANNA, NOW_MS + 5) == 100_000 - price
    until_ms = NOW_MS + 5 + 30 * DAY_MS
    (holding,) = holdings(ledger.book, ledger.configuration, ANNA, NOW_MS + 5)
    assert (holding.purse, holding.amount, holding.expires_at_ms) == (purse, amount, until_ms)
    assert (entry.kind, entry.details["reward"], entry.details["price_points"]) == ("redeemed", reward, price)
    assert holdings(ledger.book, ledger.configuration, ANNA, until_ms - 1) == (holding,)
    assert holdings(ledger.book, ledger.configuration, ANNA, until_ms) == ()


@pytest.mark.parametrize("reward", ["site:sms-100", "site:minutes-60", "site:anti-caller-id", "account:discount-100"])
@pytest.mark.parametrize("channel", ["ussd", "sms"])
def test_P20_P23_D02_what_the_site_sells_has_no_code(reward: str, channel: Channel) -> None:
    ledger = books(lot(100_000, 200))
    assert refused(ledger.execute(Redeem(ANNA, reward, channel), NOW_MS)) == Refusal(
        "redeem.unknown", {"reward": reward}
    )


def test_D02_a_reward_that_does_not_exist_is_refused_and_nothing_is_written() -> None:
    ledger = books(lot(1000, 200))
    before = facts(ledger.book)
    assert refused(ledger.execute(Redeem(ANNA, "707:99", "ussd"), NOW_MS)).rule == "redeem.unknown"
    assert facts(ledger.book) == before


def test_F02_D05_joining_makes_a_member_from_that_moment_and_brings_nothing_by_itself() -> None:
    ledger = books()
    entry = done(ledger.execute(Join(VERA, "ussd"), NOW_MS + 1))
    assert entry.kind == "joined"
    assert entry.postings == (), "F07: nothing is credited for what came before"
    standing_now = standing(ledger.book, ledger.configuration, VERA, NOW_MS + 1)
    assert (standing_now.member, standing_now.points) == (True, 10_000)


def test_D05_joining_twice_is_refused_and_nothing_is_written() -> None:
    ledger = books()
    done(ledger.execute(Join(VERA, "ussd"), NOW_MS))
    before = facts(ledger.book)
    assert refused(ledger.execute(Join(VERA, "sms"), NOW_MS + 1)) == Refusal("join.member")
    assert facts(ledger.book) == before


def test_F07_D22_who_takes_no_part_buys_nothing() -> None:
    ledger = books()
    before = facts(ledger.book)
    assert refused(ledger.execute(Redeem(VERA, "707:11", "ussd"), NOW_MS)).rule == "membership.required"
    assert facts(ledger.book) == before


@pytest.mark.parametrize(("left", "short"), [(149, 1), (0, 150), (1, 149)])
def test_too_few_points_are_told_with_price_left_and_short(left: int, short: int) -> None:
    ledger = books(*([lot(left, 200)] if left else []))
    refusal = refused(ledger.execute(Redeem(ANNA, "707:31", "ussd"), NOW_MS))
    assert refusal == Refusal("redeem.balance", {"price": 150, "left": left, "short": short})


def test_the_exact_price_is_enough_and_leaves_nothing() -> None:
    ledger = books(lot(100, 200), lot(50, 100))
    done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), NOW_MS))
    assert points(ledger.book, ANNA, NOW_MS) == 0
    assert list(ledger.book.live(account_of("anna", "points"), NOW_MS)) == []


def test_F30_the_points_that_burn_first_are_spent_first_and_of_equal_dates_the_older_lot() -> None:
    ledger = books(lot(100, 200), lot(60, 50), lot(70, 50), lot(500))
    numbers = [lot.sequence for lot in ledger.book.live("anna/points", NOW_MS)]
    entry = done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), NOW_MS))
    taken = [(row.lot, row.amount) for row in entry.postings if row.account == "anna/points"]
    assert taken == [(numbers[0], -60), (numbers[1], -70), (numbers[2], -20)]
    assert [lot.left for lot in ledger.book.live("anna/points", NOW_MS)] == [80, 500]


def test_F30_D11_points_are_there_until_the_millisecond_of_their_date_and_gone_at_it() -> None:
    until_ms = at("2026-03-31 12:00")
    ledger = books(OpeningLot("points", 150, until_ms), lot(10, 200))
    assert points(ledger.book, ANNA, until_ms - 1) == 160
    assert points(ledger.book, ANNA, until_ms) == 10
    assert refused(ledger.execute(Redeem(ANNA, "707:31", "ussd"), until_ms)).rule == "redeem.balance"
    ledger = books(OpeningLot("points", 150, until_ms), lot(10, 200))
    assert done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), until_ms - 1)).at_ms == until_ms - 1
    assert points(ledger.book, ANNA, until_ms) == 10


def test_F30_what_burns_goes_to_breakage_on_its_own_date_in_the_order_of_dates() -> None:
    ledger = books(lot(30, 2), lot(20, 1), lot(10, 2))
    ledger.run_due(NOW_MS + 5 * DAY_MS)
    ledger.commit({})
    burned = [entry for entry in ledger.entries() if entry.kind == "expired"]
    assert [(entry.at_ms - NOW_MS, entry.details["amount"]) for entry in burned] == [
        (DAY_MS, 20), (2 * DAY_MS, 30), (2 * DAY_MS, 10),
    ]  # fmt: skip
    assert [entry.postings[-1].account for entry in burned] == ["breakage"] * 3
    assert ledger.book.totals["breakage", "points"] == 60


def test_F57_D14_internet_comes_again_on_the_same_day_three_months_later_and_not_a_millisecond_before() -> None:
    ledger = books(lot(5000))
    first_ms = at("2026-03-31 10:02", 7)
    done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), first_ms))
    again_ms = at("2026-06-30 00:00")
    for reward, channel in (("707:32", "sms"), ("707:31", "ussd"), ("707:33", "site")):
        outcome = ledger.execute(Redeem(ANNA, reward, channel), again_ms - 1)  # type: ignore[arg-type]
        assert refused(outcome) == Refusal("redeem.cooldown", {"until": again_ms}), "all channels together"
    done(ledger.execute(Redeem(ANNA, "707:11", "ussd"), again_ms - 1))
    assert done(ledger.execute(Redeem(ANNA, "707:33", "ussd"), again_ms)).kind == "redeemed"
    assert refused(ledger.execute(Redeem(ANNA, "707:31", "ussd"), again_ms + 1)).rule == "redeem.cooldown"


def test_D14_a_refused_order_starts_no_waiting_time() -> None:
    ledger = books(lot(160, 200))
    assert refused(ledger.execute(Redeem(ANNA, "707:33", "ussd"), NOW_MS)).rule == "redeem.balance"
    done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), NOW_MS + 1))


def test_D14_without_the_rule_internet_may_come_at_once() -> None:
    ledger = books(lot(1000, 200), settings=("rules.rewards.internet_cooldown_months=0",))
    for _ in range(3):
        done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), NOW_MS))


def test_the_price_in_the_fixtures_is_the_price() -> None:
    ledger = books(lot(1000, 200), settings=("catalog.707:31.price_points=151",))
    entry = done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), NOW_MS))
    assert entry.details["price_points"] == 151
    assert points(ledger.book, ANNA, NOW_MS) == 849


def test_the_term_in_the_fixtures_is_the_term() -> None:
    ledger = books(lot(1000, 200), settings=("rules.rewards.term_days=7",))
    done(ledger.execute(Redeem(ANNA, "707:11", "ussd"), NOW_MS))
    (holding,) = holdings(ledger.book, ledger.configuration, ANNA, NOW_MS)
    assert holding.expires_at_ms == NOW_MS + 7 * DAY_MS


def test_the_opening_shows_in_the_books_as_it_was_asked() -> None:
    ledger = books(lot(40, 10), lot(2), held=(OpeningLot("main", 15_000, NEVER), OpeningLot("sms", 25, NOW_MS + 9)))
    seen = lots_by_postings(ledger.entries())
    assert [(lot.account, lot.left, lot.expires_at_ms) for lot in seen.values() if lot.account != "vera/points"] == [
        ("anna/points", 40, NOW_MS + 10 * DAY_MS),
        ("anna/points", 2, NEVER),
        (f"{ANNA}/main", 15_000, NEVER),
        (f"{ANNA}/sms", 25, NOW_MS + 9),
    ]
    held = standing(ledger.book, ledger.configuration, ANNA, NOW_MS)
    assert (held.member, held.points, held.kopecks, held.burning) == (True, 42, 15_000, (40, NOW_MS + 10 * DAY_MS))
    assert ledger.configuration is configuration()


def test_what_burns_next_is_all_of_that_calendar_day() -> None:
    ledger = books(lot(150, 20), lot(240, 20 + 1 / 24), lot(7, 22), lot(5))
    held = standing(ledger.book, ledger.configuration, ANNA, NOW_MS)
    assert (held.points, held.burning) == (402, (390, NOW_MS + 20 * DAY_MS))
    days = points_by_day(ledger.book, ledger.configuration, ANNA, NOW_MS)
    assert [points for points, _ in days] == [390, 7, 5]
    assert standing(ledger.book, ledger.configuration, ANNA, NOW_MS + 22 * DAY_MS).burning is None


def test_D11_a_burn_notice_passes_over_points_without_a_date() -> None:
    ledger = books(lot(10, 20), lot(5))
    ledger.run_due(NOW_MS + 20 * DAY_MS)
    assert points(ledger.book, ANNA, NOW_MS + 20 * DAY_MS) == 5
