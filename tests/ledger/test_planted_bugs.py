"""Bugs planted one at a time into the production code: the comparison with the naive model finds each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from attrs import frozen

from ledger import charging, gifts, marks, points, pools, redeeming
from ledger import ledger as ledgers
from ledger.book import BookError
from ledger.commands import (
    Charge,
    ChargeFee,
    Earn,
    Give,
    Join,
    Leave,
    Link,
    Promote,
    Redeem,
    TopUp,
    Unlink,
)
from ledger.journal import memory
from ledger.ledger import Ledger
from tests.ledger.duel import MismatchError
from tests.ledger.planting import (
    Plant,
    allows,
    balance_first,
    burns_late,
    burns_when_noticed,
    day_never_ends,
    deciding,
    drawn,
    encodes_no_marks,
    everyone_accrues,
    everything_is_blocked,
    forgets,
    gift_rules,
    greenwich,
    instead,
    inviter_is_member,
    keys_only_in_memory,
    later_by,
    leap_day_back,
    leaving_keeps_points,
    money_alone,
    month_never_ends,
    month_of_service,
    next_month_only,
    nobody_is_blocked,
    pooling_renews,
    purse_rules,
    refused_counts,
    region_before_membership,
    remainder_is_dropped,
    roubles_earn,
    snapshot_without_marks,
    sold_too_long,
    spans_both,
    started_roubles_earn,
    takes_what_there_is,
    turned,
    uncapped,
    under,
    without_marks,
)
from tests.ledger.runs import (
    RUNS,
    books_are_opened_again,
    devices_are_sold,
    fee_is_taken,
    friends_join,
    gifts_are_fresh,
    gifts_are_received,
    gifts_are_refused,
    gifts_inherit,
    gifts_meet_their_limits,
    internet_waits,
    keys_are_kept,
    least_goes_first,
    many_gifts,
    midnight_is_moscows,
    packages_pay_while_blocked,
    payments_earn,
    people_come_and_go,
    points_burn,
    points_of_a_leap_day_burn,
    promotions_are_fulfilled,
    remainders_are_carried,
    services_end,
    two_sims_part_and_meet,
    two_sims_share,
    use_is_paid,
)

DAY = 86_400_000


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.__name__)
def test_the_ledger_is_as_the_model(run: Callable[[], None]) -> None:
    run()


@frozen
class Bug:
    """A bug, how to plant it, and the run that finds it."""

    name: str
    plant: Plant
    run: Callable[[], None]


def limits() -> Iterator[Bug]:
    """Each limit of gifts off by one, to either side."""
    for name, right, run in (
        ("daily", 2, gifts_meet_their_limits),
        ("monthly", 10, many_gifts),
        ("sent_month", 3000, gifts_meet_their_limits),
        ("received_month", 3000, gifts_are_received),
    ):
        for wrong in (right - 1, right + 1):
            yield Bug(f"{name} {wrong}", instead(gifts, "_over_limit", gift_rules(**{name: wrong})), run)
    for name in (marks.GIFTS_OF_DAY, marks.GIFTS_OF_MONTH, marks.SENT_OF_MONTH, marks.RECEIVED_OF_MONTH):
        run = {marks.GIFTS_OF_MONTH: many_gifts, marks.RECEIVED_OF_MONTH: gifts_are_received}.get(
            name, gifts_meet_their_limits
        )
        yield Bug(f"{name} forgotten", forgets(name), run)


BUGS = (
    Bug("burns a millisecond late", instead(Ledger, "run_due", burns_late), points_burn),
    Bug("burns when noticed", instead(Ledger, "run_due", burns_when_noticed), points_burn),
    Bug("burns a millisecond early", instead(points, "add_years", later_by(-1)), points_burn),
    Bug(
        "a year of 365 days",
        instead(points, "add_years", lambda _: lambda at_ms, years, _: at_ms + years * 365 * DAY),
        points_burn,
    ),
    Bug("29 February becomes the 28th", instead(points, "add_years", leap_day_back), points_of_a_leap_day_burn),
    Bug("nobody is told", instead(points, "_remember_notice", lambda _: lambda *_: None), points_burn),
    Bug("last to burn, first out", drawn(lambda lot: (-lot.expires_at_ms, lot.sequence)), least_goes_first),
    Bug("last in, first out", drawn(lambda lot: -lot.sequence), least_goes_first),
    Bug("first in, first out", drawn(lambda lot: lot.sequence), least_goes_first),
    Bug("small lots first", drawn(lambda lot: lot.left), least_goes_first),
    *limits(),
    Bug("the month is not reset", instead(gifts, "counts", month_never_ends), gifts_meet_their_limits),
    Bug("the received month is not reset", instead(gifts, "counts", month_never_ends), gifts_are_received),
    Bug("the day is not reset", instead(gifts, "counts", day_never_ends), many_gifts),
    Bug("days of Greenwich", instead(gifts, "day_number", greenwich), midnight_is_moscows),
    Bug("a refused gift counts", deciding(Give, refused_counts), gifts_meet_their_limits),
    Bug("a fresh gift keeps its date", instead(gifts, "_given", under(turned)), gifts_are_fresh),
    Bug("an inherited gift gets a year", instead(gifts, "_given", under(turned)), gifts_inherit),
    Bug("a gift to oneself", instead(gifts, "_wrong_receiver", allows("gift.self")), gifts_are_refused),
    Bug(
        "a gift inside the pool",
        instead(gifts, "_wrong_receiver", allows("gift.self", but=lambda give: give.msisdn == give.to)),
        two_sims_share,
    ),
    Bug("a gift to a non-member", instead(gifts, "_wrong_receiver", allows("gift.member")), gifts_are_refused),
    Bug("a gift to another region", instead(gifts, "_wrong_receiver", allows("gift.region")), gifts_are_refused),
    Bug("a gift of nothing", instead(gifts, "_wrong_receiver", allows("gift.form")), gifts_are_refused),
    Bug("region before membership", instead(gifts, "_wrong_receiver", region_before_membership), gifts_are_refused),
    Bug("balance before limits", instead(gifts, "_over_limit", balance_first), gifts_are_refused),
    Bug("cooldown a day short", instead(redeeming, "add_months", later_by(-DAY)), internet_waits),
    Bug("cooldown a day long", instead(redeeming, "add_months", later_by(DAY)), internet_waits),
    Bug("cooldown a millisecond long", instead(redeeming, "start_of_day", later_by(1)), internet_waits),
    Bug("relinking counts twice", forgets(marks.SPLIT_FROM), two_sims_part_and_meet),
    Bug("cooldown forgotten", forgets(marks.INTERNET_AT), internet_waits),
    Bug("a month of service", instead(redeeming, "term_end", month_of_service), services_end),
    Bug("service a millisecond long", instead(redeeming, "term_end", later_by(1)), services_end),
    Bug("roubles for a device earn", deciding(Redeem, roubles_earn), devices_are_sold),
    Bug("a device at any split", instead(redeeming, "least_points", lambda _: lambda _: 0), devices_are_sold),
    Bug("on sale a millisecond too long", instead(redeeming, "sale_window", sold_too_long), devices_are_sold),
    Bug("a fee that is short is taken", deciding(ChargeFee, takes_what_there_is), fee_is_taken),
    Bug("a missed fee is not tried again", deciding(TopUp, without_marks(marks.FEE_DUE)), fee_is_taken),
    Bug("a missed fee blocks nothing", deciding(Charge, nobody_is_blocked), fee_is_taken),
    Bug("a missed fee blocks packages", deciding(Charge, everything_is_blocked), packages_pay_while_blocked),
    Bug("the fee waits for a longer month", instead(charging, "next_month_day", next_month_only), fee_is_taken),
    Bug(
        "a started minute is free", instead(charging, "started_steps", lambda _: lambda u, p: u // p.step), use_is_paid
    ),
    Bug("money before packages", deciding(Charge, partial(money_alone, instead_of=bool)), use_is_paid),
    Bug("package or money, never both", deciding(Charge, partial(money_alone, instead_of=spans_both)), use_is_paid),
    Bug("the main balance before the discount", deciding(Charge, purse_rules("main", rank=15)), use_is_paid),
    Bug("the discount earns", deciding(Charge, purse_rules("discount", accrues=True)), use_is_paid),
    Bug("the remainder is lost", instead(points, "accrue", remainder_is_dropped), remainders_are_carried),
    Bug("non-members collect", instead(points, "accrue", everyone_accrues), remainders_are_carried),
    Bug("leaving keeps the remainder", deciding(Leave, without_marks(marks.REMAINDER)), remainders_are_carried),
    Bug("leaving keeps points", deciding(Leave, leaving_keeps_points), people_come_and_go),
    Bug("welcome twice", forgets(marks.WELCOMED), people_come_and_go),
    Bug("the questionnaire pays twice", forgets(*marks.PROFILE.values()), people_come_and_go),
    Bug("a friend pays twice", forgets(marks.FRIEND_PAID), friends_join),
    Bug("a friend pays who left", deciding(Join, inviter_is_member), friends_join),
    Bug("a promotion twice", forgets(f"{marks.PROMOTION}1"), promotions_are_fulfilled),
    Bug("promotions without a cap", forgets(marks.PROMOTED), promotions_are_fulfilled),
    Bug("a cap of 501", deciding(Promote, under(uncapped)), promotions_are_fulfilled),
    Bug("started roubles earn", deciding(Earn, started_roubles_earn), payments_earn),
    Bug("pooling renews points", instead(points, "credit", pooling_renews), two_sims_share),
    Bug("pooling forgets limits", instead(pools, "mark_counts", lambda _: lambda *_: None), two_sims_share),
    Bug("pooling forgets the remainder", deciding(Link, without_marks(marks.REMAINDER)), two_sims_share),
    Bug("pooling forgets promotions", deciding(Link, without_marks(f"{marks.PROMOTION}1")), two_sims_share),
    Bug("an unlinked SIM stays", deciding(Unlink, without_marks(marks.POOL)), two_sims_share),
    Bug("a key is lost", instead(Ledger, "find", lambda _: lambda *_: None), keys_are_kept),
    Bug("a key is lost with a snapshot", instead(memory.MemoryJournal, "find", keys_only_in_memory), keys_are_kept),
    Bug("a snapshot loses marks", instead(ledgers, "decode_book", snapshot_without_marks), books_are_opened_again),
    Bug("the codec loses marks", instead(memory, "encode", encodes_no_marks), books_are_opened_again),
)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_found(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    bug.plant(monkeypatch)
    with pytest.raises((MismatchError, BookError)):
        bug.run()
