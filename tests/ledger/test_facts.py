"""Facts and prices of the source, each by its number: what the mission says, not what the fixtures say."""

from __future__ import annotations

from typing import get_args

import pytest

from ledger.calendar import DAY_MS
from ledger.catalog import Channel
from ledger.commands import Charge, Earn, FillProfile, Join, PayBill, Redeem, TopUp
from ledger.entries import Refusal
from ledger.query import standing
from tests.ledger.books import ANNA, NOW_MS, VERA, books, done, lot, refused

MB, MINUTE, ROUBLE = 1024 * 1024, 60, 100

PRICES: tuple[tuple[str, str, Channel, int, str, int], ...] = (
    ("P01", "707:31", "ussd", 150, "data", 50 * MB),
    ("P02", "707:32", "sms", 200, "data", 100 * MB),
    ("P03", "707:33", "ussd", 400, "data", 500 * MB),
    ("P04", "707:11", "ussd", 75, "minutes_on_net", 50 * MINUTE),
    ("P05", "707:12", "sms", 110, "minutes_on_net", 100 * MINUTE),
    ("P06", "707:13", "ussd", 230, "minutes_on_net", 300 * MINUTE),
    ("P07", "707:21", "ussd", 160, "minutes_off_net", 25 * MINUTE),
    ("P08", "707:22", "sms", 300, "minutes_off_net", 50 * MINUTE),
    ("P09", "707:23", "ussd", 520, "minutes_off_net", 100 * MINUTE),
    ("P10", "707:41", "ussd", 50, "sms", 25),
    ("P11", "707:42", "sms", 90, "sms", 50),
    ("P12", "707:43", "ussd", 150, "sms", 100),
    ("P13", "707:51", "ussd", 45, "mms", 10),
    ("P14", "707:52", "sms", 90, "mms", 25),
    ("P15", "707:53", "ussd", 120, "mms", 50),
    ("P16", "707:61", "ussd", 90_520, "phone_voucher", 50_000 * ROUBLE),
    ("P17", "455:11", "ussd", 65, "minutes_on_net", 30 * MINUTE),
    ("P18", "455:12", "ussd", 90, "minutes_on_net", 60 * MINUTE),
    ("P19", "455:22", "ussd", 90, "sms", 50),
    ("P20", "site:sms-100", "site", 270, "sms", 100),
    ("P21", "site:minutes-60", "site", 300, "minutes_on_net", 60 * MINUTE),
    ("P22", "site:anti-caller-id", "site", 80, "anti_caller_id", 1),
    ("P23", "account:discount-100", "site", 1000, "discount", 100 * ROUBLE),
)


@pytest.mark.parametrize(
    ("reward", "channel", "price", "purse", "amount"), [row[1:] for row in PRICES], ids=[row[0] for row in PRICES]
)
def test_price(reward: str, channel: Channel, price: int, purse: str, amount: int) -> None:
    ledger = books(lot(100_000, 300))
    done(ledger.execute(Redeem(ANNA, reward, channel), NOW_MS))
    now = standing(ledger.book, ledger.configuration, ANNA, NOW_MS)
    (held,) = now.packages
    assert (now.points, held.purse, held.amount) == (100_000 - price, purse, amount)
    assert held.expires_at_ms == NOW_MS + 30 * DAY_MS, "F32: 30 days of 24 hours"


def test_D17_the_sms_of_the_source_without_size_and_price_are_ours_and_say_so() -> None:
    invented = books().configuration.catalogue["455:22"].invented
    assert set(invented.fields) == {"amount", "price_points"}


def test_F01_joining_is_free_and_nothing_is_credited_for_what_was_spent_before() -> None:
    ledger = books(held=(lot(50_000, purse="main"),), member=False)
    done(ledger.execute(Charge(ANNA, "call", 600), NOW_MS))
    entry = done(ledger.execute(Join(ANNA, "ussd"), NOW_MS))
    assert entry.postings == ()
    assert ledger.book.balance("anna/points", NOW_MS) == 0


def test_F09_the_questionnaire_brings_points_once() -> None:
    ledger = books()
    assert done(ledger.execute(FillProfile(ANNA, ("birth_date",)), NOW_MS)).details["points"] == 100
    assert done(ledger.execute(FillProfile(ANNA, ("birth_date", "details")), NOW_MS)).details["points"] == 10
    assert refused(ledger.execute(FillProfile(ANNA, ("details",)), NOW_MS)).rule == "profile.done"


def test_F16_points_never_become_money() -> None:
    configuration = books().configuration
    assert not [name for name, reward in configuration.catalogue.items() if reward.purse in {"main", "points"}]


@pytest.mark.parametrize(
    ("source", "kopecks", "points"),
    [
        ("shop_logo", 1, 30),
        ("shop_plain", 199_000, 3),
        ("taxi", 34_050, 340),
        ("card", 8_999, 2),
    ],
    ids=["F21-logo", "F21-plain", "F22-taxi", "F23-card"],
)
def test_D10_life_outside_the_phone_earns(source: str, kopecks: int, points: int) -> None:
    ledger = books()
    assert done(ledger.execute(Earn(ANNA, source, kopecks), NOW_MS)).details["points"] == points
    assert refused(ledger.execute(Earn(VERA, source, kopecks), NOW_MS)).rule == "membership.required"


def test_F22_F23_too_small_a_payment_earns_nothing_and_says_how_much_it_takes() -> None:
    ledger = books()
    assert refused(ledger.execute(Earn(ANNA, "taxi", 99), NOW_MS)) == Refusal("earn.small", {"least": 100})
    assert refused(ledger.execute(Earn(ANNA, "card", 2_999), NOW_MS)) == Refusal("earn.small", {"least": 3000})


def test_F21_a_receipt_of_nothing_earns_nothing() -> None:
    ledger = books()
    assert refused(ledger.execute(Earn(ANNA, "shop_logo", 0), NOW_MS)) == Refusal("earn.small", {"least": 1})
    assert refused(ledger.execute(Earn(ANNA, "shop_plain", -100), NOW_MS)) == Refusal("earn.small", {"least": 1})


@pytest.mark.parametrize("source", ["partner_shop", "other_card", "home_tv", "home_internet", "app_purchase", "top_up"])
def test_F27_what_the_source_names_without_a_rate_is_off_until_one_is_set(source: str) -> None:
    assert refused(books().execute(Earn(ANNA, source, 100_000), NOW_MS)).rule == "earn.off"
    paying = books(settings=(f"earning.sources.{source}.points=2", f"earning.sources.{source}.per_kopecks=1000"))
    assert done(paying.execute(Earn(ANNA, source, 100_000), NOW_MS)).details["points"] == 200


def test_F27_paying_money_in_is_no_charge_and_earns_nothing_by_itself() -> None:
    ledger = books()
    assert {posting.unit for posting in done(ledger.execute(TopUp(ANNA, 50_000), NOW_MS)).postings} == {"kopecks"}


def test_F33_the_discount_is_gone_after_thirty_days() -> None:
    ledger = books(lot(1000, 300))
    done(ledger.execute(Redeem(ANNA, "account:discount-100", "site"), NOW_MS))
    last_ms = NOW_MS + 30 * DAY_MS - 1
    assert ledger.book.balance(f"{ANNA}/discount", last_ms) == 100 * ROUBLE
    assert ledger.book.balance(f"{ANNA}/discount", last_ms + 1) == 0


def test_F51_some_rewards_are_on_sale_only_at_times() -> None:
    buy = Redeem(ANNA, "site:tablet", "site")
    ledger = books(lot(100_000, 300))
    assert done(ledger.execute(buy, NOW_MS)).kind == "redeemed"
    assert refused(ledger.execute(buy, NOW_MS + 90 * DAY_MS)).rule == "redeem.window"


def test_F53_F54_services_minutes_traffic_and_messages_are_in_every_place_that_lists_rewards() -> None:
    catalogue = books().configuration.catalogue
    for channel in ("site", "app", "menu"):
        assert channel in get_args(Channel)
        sections = {reward.section for reward in catalogue.values() if channel in reward.channels}
        assert {"minutes", "internet", "messages", "options"} <= sections


def test_F27_a_top_up_earns_where_an_edition_gives_a_rate() -> None:
    paying = books(settings=("earning.sources.top_up.points=1", "earning.sources.top_up.per_kopecks=1000"))
    assert done(paying.execute(TopUp(ANNA, 9_999), NOW_MS)).details["points"] == 9
    assert "points" not in done(paying.execute(TopUp(ANNA, 999), NOW_MS)).details
    assert "points" not in done(paying.execute(TopUp(VERA, 9_999), NOW_MS)).details


def test_F50_points_pay_of_a_bill_what_was_ordered_and_not_more() -> None:
    ledger = books(lot(3_000, 300))
    assert refused(ledger.execute(PayBill(ANNA, "mgts", 5_000), NOW_MS)) == Refusal("bill.unpaid", {"bill": "mgts"})
    done(ledger.execute(Redeem(ANNA, "site:mgts-bill-100", "site"), NOW_MS))
    first = done(ledger.execute(PayBill(ANNA, "mgts", 7_000), NOW_MS))
    assert (first.details["kopecks"], first.details["rest"]) == (7_000, 0)
    second = done(ledger.execute(PayBill(ANNA, "mgts", 7_000), NOW_MS))
    assert (second.details["kopecks"], second.details["rest"]) == (3_000, 4_000)
    assert refused(ledger.execute(PayBill(ANNA, "mgts", 100), NOW_MS)).rule == "bill.unpaid"
    assert refused(ledger.execute(PayBill(ANNA, "mgts", 0), NOW_MS)).rule == "bill.amount"
    assert refused(ledger.execute(PayBill(ANNA, "gas", 100), NOW_MS)).rule == "bill.unknown"
