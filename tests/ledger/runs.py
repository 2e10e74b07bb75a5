"""Short runs of the ledger beside the naive model, the same each time; each finds some bugs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ledger.commands import (
    Charge,
    Earn,
    FillProfile,
    Give,
    Invite,
    Join,
    Leave,
    Link,
    OpeningLot,
    Promote,
    Redeem,
    TopUp,
    Unlink,
)
from tests.ledger.duel import ANNA, BORIS, GLEB, SECOND, SMALL, VERA, ZOYA, Duel, at, equal, image

DAY = 86_400_000
MINUTE = 60_000
NOW_MS = at("2026-03-12 10:02")


def small(now_ms: int = NOW_MS, **rules: Any) -> Duel:
    """Seven subscribers and their books, with the small values and some rules changed."""
    return Duel.start(now_ms, {**SMALL, "rules": rules})


def points_burn() -> None:
    """F30, D11: half-open; and a year is a calendar one."""
    duel = small(at("2027-03-12 10:02", 5))
    duel.do(Earn(ANNA, "taxi", 700))
    opened_ms = duel.now_ms
    for moment_ms in (opened_ms + 180 * DAY - 1, opened_ms + 180 * DAY, opened_ms + 180 * DAY + 1):
        duel.until(moment_ms)
    for moment_ms in (at("2028-03-11 10:02", 5), at("2028-03-12 10:02", 4), at("2028-03-12 10:02", 5)):
        duel.until(moment_ms)


def points_of_a_leap_day_burn() -> None:
    duel = small(at("2028-02-29 12:00"))
    duel.do(Earn(ANNA, "taxi", 700))
    duel.until(at("2029-02-28 12:00"))
    duel.until(at("2029-03-01 12:00"))


def least_goes_first() -> None:
    """Lots that came in another order than that of their dates, in points and in packages."""
    duel = Duel.start(NOW_MS, SMALL, empty=True)
    dates = [(days * 5, duel.now_ms + days * DAY) for days in (30, 10, 20)]
    held = tuple(OpeningLot(purse, *date) for purse in ("minutes_on_net", "sms", "discount") for date in dates)
    duel.open(ANNA, points=tuple(OpeningLot("points", *date) for date in dates), held=held)
    duel.open(BORIS)
    duel.do(Give(ANNA, BORIS, 20))
    duel.do(Redeem(ANNA, "707:41", "sms"))
    for amount in (7, 80, 60):
        duel.do(Charge(ANNA, "call", amount))
        duel.do(Charge(ANNA, "sms", amount))
    duel.advance(40 * DAY)


def gifts_meet_their_limits() -> None:
    """F43–F45, D12: exactly the limit passes, one more does not; a new day and a new month begin from nothing."""
    duel = small(at("2026-03-01 00:00"), gift={"daily": 2})
    duel.do(Give(ANNA, BORIS, 3001))
    duel.do(Give(ANNA, BORIS, 2999))
    duel.do(Give(ANNA, BORIS, 2))
    duel.do(Give(ANNA, BORIS, 1))
    duel.do(Give(ANNA, ZOYA, 1))
    duel.advance(DAY)
    duel.do(Give(ANNA, BORIS, 1))
    duel.do(Give(ZOYA, BORIS, 1))
    duel.until(at("2026-03-31 23:59"))
    duel.do(Give(ANNA, BORIS, 1))
    duel.advance(MINUTE)
    duel.do(Give(ANNA, BORIS, 1000))


def many_gifts() -> None:
    """F44, D12: nine, ten and eleven gifts in a month, one of them refused on the way."""
    duel = small(at("2026-03-01 09:00"))
    for _ in range(11):
        duel.do(Give(BORIS, ANNA, 5000))
        duel.do(Give(BORIS, ANNA, 1))
        duel.do(Give(BORIS, ANNA, 1))
        duel.advance(DAY)
    duel.until(at("2026-04-01 02:00"))
    duel.do(Give(BORIS, ANNA, 1))


def gifts_are_received() -> None:
    """F43: 3000 from others in a month, whoever gives; what one gives does not count there."""
    duel = small()
    duel.do(Give(BORIS, ANNA, 1500))
    duel.do(Give(ANNA, BORIS, 100))
    duel.do(Give(ZOYA, ANNA, 1501))
    duel.do(Give(ZOYA, ANNA, 1500))
    duel.advance(DAY)
    duel.do(Give(BORIS, ANNA, 1))
    duel.until(at("2026-04-01 00:00"))
    duel.do(Give(BORIS, ANNA, 1))


def gifts_are_refused() -> None:
    """D12: the first failure of its order is named."""
    duel = small()
    duel.do(Give(ANNA, BORIS, 0))
    duel.do(Give(ANNA, ANNA, 1))
    duel.do(Give(ANNA, VERA, 1))
    duel.do(Give(ANNA, GLEB, 1))
    duel.do(Give(VERA, ANNA, 1))
    duel.do(Leave(GLEB))
    duel.do(Give(ANNA, GLEB, 1))
    duel.do(Give(ANNA, BORIS, 4001))
    duel.do(Earn(ANNA, "taxi", 100))
    duel.do(Redeem(ANNA, "707:61", "site"))
    duel.do(Give(ANNA, BORIS, 1002))
    duel.do(Give(ANNA, BORIS, 1001))
    duel.do(Give(ANNA, BORIS, 9000))


def midnight_is_moscows() -> None:
    duel = small(at("2026-04-01 00:30"))
    duel.do(Give(ANNA, BORIS, 1))
    duel.until(at("2026-04-01 03:30"))
    duel.do(Give(ANNA, BORIS, 1))
    duel.until(at("2026-04-02 00:30"))
    duel.do(Give(ANNA, BORIS, 1))


def gifts_are_fresh() -> None:
    duel = small(points={"gift_expiry": "fresh"})
    duel.do(Give(ANNA, BORIS, 10))


def gifts_inherit() -> None:
    duel = small(points={"gift_expiry": "inherit"})
    duel.do(Earn(ANNA, "shop_logo", 100))
    duel.do(Give(ANNA, BORIS, 2000))
    duel.advance(DAY)
    duel.do(Give(ANNA, ZOYA, 1000))
    duel.advance(DAY)
    duel.do(Redeem(ANNA, "site:partner-coupon", "site"))
    duel.do(Redeem(ANNA, "site:partner-coupon", "site"))
    duel.do(Give(ANNA, BORIS, 420))


def internet_waits() -> None:
    """F57, D14: again on the same day three months later; per SIM, over all channels."""
    duel = small(at("2026-11-30 10:02"))
    duel.do(Redeem(ANNA, "707:31", "ussd"))
    duel.do(Redeem(ANNA, "site:bit", "site"))
    duel.do(Redeem(BORIS, "site:bit", "site"))
    duel.until(at("2027-02-27 10:02"))
    duel.do(Redeem(ANNA, "site:bit", "site"))
    duel.until(at("2027-02-28 00:00") - 1)
    duel.do(Redeem(ANNA, "site:bit", "site"))
    duel.advance(1)
    duel.do(Redeem(ANNA, "site:bit", "site"))
    duel.until(at("2027-05-28 10:02"))
    duel.do(Redeem(ANNA, "707:32", "sms"))


def services_end() -> None:
    """F32, D15: 30 times 24 hours, half-open; one-off rewards stay."""
    duel = small(at("2026-02-10 10:02"))
    duel.do(Redeem(ANNA, "site:anti-caller-id", "site"))
    duel.do(Redeem(ANNA, "site:game-checkers", "app"))
    duel.do(Redeem(ANNA, "account:discount-100", "menu"))
    for moment_ms in (duel.now_ms + 30 * DAY - 1, duel.now_ms + 30 * DAY, duel.now_ms + 400 * DAY):
        duel.until(moment_ms)


def devices_are_sold() -> None:
    """F51, F52, D19: points and roubles by choice; some only in a window; roubles earn nothing."""
    duel = small()
    duel.do(Redeem(ANNA, "site:tablet", "site"))
    duel.until(at("2026-03-13 00:00"))
    for share in (2499, 3001, 0, 2501):
        duel.do(Redeem(ANNA, "site:tablet", "site", share))
    duel.do(Redeem(BORIS, "site:smartphone", "site", 1))
    duel.do(Redeem(BORIS, "site:headphones", "site", 2499))
    duel.do(Redeem(BORIS, "site:tablet", "ussd"))
    duel.do(Charge(BORIS, "data", 1))
    duel.do(Redeem(BORIS, "site:tablet", "site", 2500))
    duel.until(at("2027-01-01 00:00") - 1)
    duel.do(Earn(ZOYA, "taxi", 500_000))
    duel.do(Redeem(ZOYA, "site:tablet", "site"))
    duel.advance(1)
    duel.do(Redeem(ZOYA, "site:tablet", "site"))


def fee_is_taken() -> None:
    """D09: on its day at midnight; nothing if the balance is short, then use is blocked until a top-up pays it."""
    duel = Duel.start(at("2026-01-30 10:00"), {**SMALL, "tariff": {**SMALL["tariff"], "monthly_fee": {"day": 31}}})
    duel.until(at("2026-01-31 00:00") - 1)
    for date in ("2026-01-31 00:00", "2026-02-28 00:00", "2026-03-31 00:00", "2026-04-30 00:00"):
        duel.until(at(date))
    duel.do(Charge(ANNA, "sms", 1))
    duel.do(TopUp(ANNA, 1999))
    duel.do(Charge(ANNA, "sms", 1))
    duel.do(TopUp(ANNA, 1))
    duel.do(TopUp(ANNA, 199))
    duel.do(Charge(ANNA, "sms", 1))
    duel.do(TopUp(ANNA, 1))
    duel.do(Charge(ANNA, "sms", 1))


def packages_pay_while_blocked() -> None:
    """D09: only what costs money is blocked."""
    duel = small()
    duel.do(Redeem(ANNA, "707:41", "ussd"))
    duel.do(Charge(ANNA, "call", 6 * 66))
    duel.do(Redeem(ANNA, "account:discount-100", "site"))
    duel.until(at("2026-04-01 00:00"))
    for amount in (24, 2, 1):
        duel.do(Charge(ANNA, "sms", amount))


def use_is_paid() -> None:
    """F61, D16: packages, then the discount, then the main balance, in one use; only the last earns."""
    duel = small()
    duel.do(Redeem(ANNA, "account:discount-100", "site"))
    duel.do(Redeem(ANNA, "455:11", "ussd"))
    duel.do(Redeem(ANNA, "707:21", "ussd"))
    duel.do(Charge(ANNA, "call", 6 * 26 + 1, "off_net"))
    duel.do(Charge(ANNA, "call", 7, "on_net"))
    duel.do(Charge(ANNA, "call", 6 * 40, "on_net"))
    duel.do(Charge(ANNA, "call", 1, "on_net"))
    duel.do(Charge(ANNA, "call", 6 * 60, "on_net"))
    duel.do(Charge(ANNA, "data", 5))
    duel.do(Charge(ANNA, "mms", 100))


def remainders_are_carried() -> None:
    """F20, D09: 2 × 2.50 roubles earn one point; members only, from the moment they join."""
    duel = small()
    duel.do(Charge(ANNA, "data", 1))
    duel.do(Charge(ANNA, "data", 1))
    duel.do(Charge(VERA, "data", 1))
    duel.do(Join(VERA, "ussd"))
    duel.do(Charge(VERA, "data", 1))
    duel.do(Charge(VERA, "data", 1))
    duel.do(Charge(VERA, "mms", 3))
    duel.do(Leave(VERA))
    duel.do(Join(VERA, "ussd"))
    duel.do(Charge(VERA, "mms", 1))


def people_come_and_go() -> None:
    """F08, D07, D20: each welcome once for ever; points and remainder burn, packages stay."""
    duel = small()
    for _ in range(2):
        duel.do(Join(VERA, "site"))
        duel.do(Join(VERA, "site"))
        duel.do(FillProfile(VERA, ("birth_date",)))
        duel.do(FillProfile(VERA, ("details", "birth_date")))
        duel.do(FillProfile(VERA, ("details",)))
        duel.do(Redeem(VERA, "707:11", "ussd"))
        duel.do(Charge(VERA, "sms", 2))
        duel.do(Leave(VERA))
        duel.do(FillProfile(VERA, ("details",)))
        duel.do(Leave(VERA))
    duel.do(Leave(ANNA))


def friends_join() -> None:
    """F25, D10: 50 to the inviter, once per friend, if then a member."""
    duel = small()
    duel.do(Invite(ANNA, VERA))
    duel.do(Invite(ANNA, VERA))
    duel.do(Invite(BORIS, SECOND))
    for _ in range(2):
        duel.do(Join(VERA, "ussd"))
        duel.do(Leave(VERA))
    duel.do(Invite(BORIS, VERA))
    duel.do(Leave(BORIS))
    duel.do(Join(VERA, "ussd"))
    duel.do(Join(SECOND, "ussd"))


def both_are_told() -> None:
    """D11: of points that two accounts got in one entry, both hear before they burn."""
    duel = small()
    duel.do(Invite(ANNA, VERA))
    duel.do(Join(VERA, "site"))
    duel.advance(370 * DAY)


def promotions_are_fulfilled() -> None:
    """F24, D10: each once, up to 500 in all, however often one leaves."""
    duel = small()
    for promotion in ("1", "1", "2", "3", "4", "4"):
        duel.do(Promote(ANNA, promotion))
    duel.do(Leave(ANNA))
    duel.do(Join(ANNA, "ussd"))
    duel.do(Promote(ANNA, "1"))
    duel.do(Promote(BORIS, "4"))
    duel.do(Promote(BORIS, "3"))
    duel.do(Promote(BORIS, "1"))
    duel.do(Promote(BORIS, "2"))


def payments_earn() -> None:
    """F21–F23, D10: full roubles of one payment; off where the source gives no rate."""
    duel = small()
    for source in ("taxi", "card", "shop_logo", "shop_plain", "home_tv", "circus"):
        for paid in (0, 99, 100, 2999, 3000, 5999):
            duel.do(Earn(ANNA, source, paid))
    duel.do(Earn(VERA, "taxi", 1000))


def two_sims_part_and_meet() -> None:
    """D18, D20: limits and caps are remembered, and an account that comes back brings only what came since."""
    duel = small(gift={"daily": 9, "monthly": 6})
    duel.do(Link(ANNA, SECOND))
    duel.do(Promote(ANNA, "1"))
    for _ in range(2):
        duel.do(Give(ANNA, BORIS, 5))
        duel.do(Unlink(SECOND))
        duel.do(Join(SECOND, "ussd"))
        duel.do(Earn(SECOND, "taxi", 20_000))
        duel.do(Give(SECOND, BORIS, 5))
        duel.do(Link(ANNA, SECOND))
    for promotion in ("1", "2", "3", "4"):
        duel.do(Promote(SECOND, promotion))
    for _ in range(3):
        duel.do(Give(ANNA, BORIS, 5))


def two_sims_share() -> None:
    """F26, D18: points with their dates, membership, remainder, limits and caps; and then each their own."""
    duel = small(gift={"daily": 5})
    duel.do(Join(SECOND, "site"))
    duel.do(Charge(SECOND, "data", 1))
    duel.do(Charge(ANNA, "data", 1))
    duel.do(Earn(SECOND, "taxi", 200_000))
    duel.do(Promote(SECOND, "1"))
    duel.do(Give(SECOND, BORIS, 1500))
    duel.do(Give(ANNA, BORIS, 10))
    duel.do(Link(BORIS, ANNA))
    duel.do(Link(ANNA, ANNA))
    duel.advance(DAY)
    duel.do(Link(ANNA, SECOND))
    duel.do(Link(ANNA, SECOND))
    duel.do(Give(ANNA, SECOND, 1))
    duel.do(Give(SECOND, ZOYA, 1491))
    duel.do(Give(ANNA, ZOYA, 1490))
    duel.do(Promote(ANNA, "1"))
    duel.do(Redeem(SECOND, "707:31", "ussd"))
    duel.do(Redeem(ANNA, "707:31", "ussd"))
    duel.do(Unlink(SECOND))
    duel.do(Unlink(ANNA))
    duel.do(Give(ANNA, SECOND, 1))
    duel.do(Join(SECOND, "ussd"))


def keys_are_kept() -> None:
    """The same key with the same command writes nothing, also after a snapshot took the place of the entry."""
    duel = small()
    duel.do(Earn(ANNA, "taxi", 700), "first")
    duel.again(Earn(ANNA, "taxi", 700), "first")
    for _ in range(60):
        duel.do(Charge(BORIS, "call", 1))
    duel.ledger = duel.reopened()
    duel.again(Earn(ANNA, "taxi", 700), "first")


def books_are_opened_again() -> None:
    """Replay, and a snapshot with what follows it, give the books as they were; time in steps the same journal."""
    duel = small()
    for _ in range(30):
        duel.do(Earn(BORIS, "taxi", 100))
        duel.do(Charge(ANNA, "data", 1))
    equal("the books after replay", image(duel.twin().book), image(duel.book))
    equal("the books after a restart", image(duel.reopened().book), image(duel.book))
    duel.ledger = duel.reopened()
    duel.do(Charge(ANNA, "data", 1))
    duel.advance(200 * DAY)


RUNS: tuple[Callable[[], None], ...] = (
    points_burn,
    points_of_a_leap_day_burn,
    least_goes_first,
    gifts_meet_their_limits,
    many_gifts,
    gifts_are_received,
    gifts_are_refused,
    midnight_is_moscows,
    gifts_are_fresh,
    gifts_inherit,
    internet_waits,
    services_end,
    devices_are_sold,
    fee_is_taken,
    packages_pay_while_blocked,
    use_is_paid,
    remainders_are_carried,
    people_come_and_go,
    friends_join,
    both_are_told,
    promotions_are_fulfilled,
    payments_earn,
    two_sims_share,
    two_sims_part_and_meet,
    keys_are_kept,
    books_are_opened_again,
)
