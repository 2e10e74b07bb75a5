"""A machine that does to the books whatever comes to mind, with a naive model beside them that says how it should be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ledger.book import account_of
from ledger.calendar import add_months
from ledger.charging import affordable
from ledger.commands import (
    Charge,
    Command,
    Earn,
    FillProfile,
    Give,
    Invite,
    Join,
    Leave,
    Link,
    OpeningLot,
    PayBill,
    Promote,
    Redeem,
    TopUp,
    Unlink,
)
from ledger.decide import decide
from ledger.entries import Entry, Refusal
from ledger.forecast import forecast
from ledger.ledger import KeyReusedError
from ledger.purses import Reach, Use
from ledger.verify import verify
from tests.ledger.duel import (
    ANNA,
    BORIS,
    DINA,
    MEMBERS,
    MOSCOW,
    SECOND,
    SIMS,
    SMALL,
    ZOYA,
    Duel,
    at,
    equal,
    image,
    read,
)
from tests.ledger.naive import FOREVER

DAY = 86_400_000

BEGINNINGS = ("2026-03-12 10:02", "2028-02-28 23:59", "2028-02-29 12:00", "2026-12-31 23:59", "2027-01-31 00:00")
"""An ordinary day, and days at which months, years and leap years break."""


def patches(gift_expiry: str, daily: int, fee_day: int, months: int, pooling: bool, kopecks: int) -> dict[str, Any]:
    """The small values, and one choice of each rule."""
    return {
        **SMALL,
        "tariff": {**SMALL["tariff"], "monthly_fee": {"day": fee_day}, "sms": {"kopecks": kopecks}},
        "rules": {
            "points": {"gift_expiry": gift_expiry},
            "gift": {"daily": daily},
            "rewards": {"internet_cooldown_months": months},
            "pooling": {"allowed": pooling},
        },
    }


choices = st.sampled_from(
    (
        patches("fresh", daily=1, fee_day=1, months=3, pooling=True, kopecks=200),
        patches("inherit", daily=20, fee_day=31, months=3, pooling=True, kopecks=250),
        patches("fresh", daily=20, fee_day=29, months=0, pooling=True, kopecks=200),
        patches("inherit", daily=2, fee_day=1, months=0, pooling=False, kopecks=250),
        patches("inherit", daily=1, fee_day=31, months=1, pooling=True, kopecks=200),
    )
)

sims = st.sampled_from((*SIMS, *MEMBERS, *MEMBERS))
members = st.sampled_from((*MEMBERS, SECOND))
numbers = st.sampled_from((*SIMS, DINA))
channels = st.sampled_from(("ussd", "sms", "site", "app", "menu"))
amounts = st.sampled_from((0, 1, 2, 499, 2999, 3000, 3001)) | st.integers(1, 1200)
kopecks = st.sampled_from((0, 1, 99, 100, 101, 499, 500, 699, 700, 2999, 3000, 3001)) | st.integers(1, 5000)
units = st.sampled_from((0, 1, 3, 4, 5, 6, 7, 12, 13, 25, 26)) | st.integers(1, 400)
reaches = st.sampled_from(("on_net", "off_net"))
rewards = st.deferred(lambda: st.sampled_from((*sorted(read("{}")[1]["catalog"]), "707:99")))
useful = st.sampled_from(
    ("707:31", "site:mgts-bill-100", "site:bit", "707:11", "707:21", "707:41", "707:51", "account:discount-100")
)
devices = st.sampled_from(("site:tablet", "site:smartphone", "site:headphones"))
parts = st.lists(st.sampled_from(("birth_date", "details")), max_size=3).map(tuple)
sources = st.sampled_from(("shop_logo", "shop_plain", "taxi", "card", "partner_shop", "home_tv", "circus"))

spending = (
    st.builds(Redeem, sims, useful, st.just("site"))
    | st.builds(Redeem, members, rewards, st.sampled_from(("site", "app")))
    | st.builds(Redeem, sims, rewards, channels)
    | st.builds(Redeem, members, devices, st.just("app"), st.sampled_from((0, 1, 2499, 2500, 2501, 2999, 3000, 3001)))
)
using = (
    st.builds(Charge, sims, st.sampled_from(("call", "sms", "mms", "data")), units, reaches)
    | st.builds(Charge, members, st.sampled_from(("call", "sms", "data")), st.integers(1, 12), reaches)
    | st.builds(TopUp, sims, kopecks)
    | st.builds(PayBill, sims, st.sampled_from(("mgts", "phone", "")), kopecks)
)
earning = (
    st.builds(Earn, sims, sources, kopecks)
    | st.builds(Promote, members, st.sampled_from(("1", "2", "3", "4", "5")))
    | st.builds(FillProfile, sims, parts)
    | st.builds(Earn, members, st.just("taxi"), st.sampled_from((1_000, 100_000)))
)


class Machine(RuleBasedStateMachine):
    """Every rule says something to both sides; `Duel` compares what they say and have."""

    duel: Duel

    @initialize(
        beginning=st.sampled_from(BEGINNINGS),
        values=choices,
        points=st.lists(st.tuples(st.sampled_from((1, 600, 1500, 3001)), st.integers(1, 366)), min_size=3, max_size=5),
        money=st.lists(st.sampled_from((0, 151, 2999, 3000, 9000, 20_000)), min_size=len(SIMS), max_size=len(SIMS)),
    )
    def open(
        self,
        beginning: str,
        values: dict[str, Any],
        points: list[tuple[int, int]],
        money: list[int],
    ) -> None:
        now_ms = at(beginning)
        self.duel = Duel.start(now_ms, values, empty=True)
        self.keys: dict[str, Command] = {}
        for index, msisdn in enumerate(SIMS):
            held = [OpeningLot("main", money[index], FOREVER)] if money[index] else []
            held += [OpeningLot("discount", 333, now_ms + 9 * DAY), OpeningLot("sms", 3, now_ms + 9 * DAY)]
            lots = tuple(OpeningLot("points", amount, now_ms + days * DAY) for amount, days in points[index % 3 :])
            self.duel.open(msisdn, points=lots if msisdn in MEMBERS else (), held=tuple(held))

    # -- a busy hour

    @rule(commands=st.lists(spending, min_size=1, max_size=5))
    def spend(self, commands: list[Command]) -> None:
        self.do_all(commands)

    @rule(commands=st.lists(using, min_size=1, max_size=8))
    def use(self, commands: list[Command]) -> None:
        self.do_all(commands)

    @rule(commands=st.lists(earning, min_size=1, max_size=5))
    def earn(self, commands: list[Command]) -> None:
        self.do_all(commands)

    @rule(commands=st.lists(spending | using | earning, min_size=1, max_size=8))
    def live(self, commands: list[Command]) -> None:
        self.do_all(commands)

    def do_all(self, commands: list[Command]) -> None:
        for command in commands:
            self.duel.do(command)

    # -- taking part

    @rule(msisdn=sims, channel=channels, leaves=st.sampled_from((False, False, True)))
    def join(self, msisdn: str, channel: Any, leaves: bool) -> None:
        self.duel.do(Leave(msisdn) if leaves else Join(msisdn, channel))

    @rule(msisdn=sims, friend=numbers, channel=channels, again=st.booleans())
    def invite(self, msisdn: str, friend: str, channel: Any, again: bool) -> None:
        self.duel.do(Invite(msisdn, friend))
        if friend in SIMS:
            self.duel.do(Join(friend, channel))
            if again:
                self.do_all([Leave(friend), Invite(BORIS, friend), Join(friend, channel)])

    # -- gifts

    @rule(msisdn=sims, to=numbers, points=amounts)
    def give(self, msisdn: str, to: str, points: int) -> None:
        self.duel.do(Give(msisdn, to, points))

    @rule(msisdn=members, to=st.sampled_from((BORIS, ZOYA, ANNA)), more=st.sampled_from((-1, 0, 1)))
    def give_about_all(self, msisdn: str, to: str, more: int) -> None:
        self.duel.do(Give(msisdn, to, len(self.duel.naive.account(msisdn).points) + more))

    @rule(
        msisdn=st.sampled_from((BORIS, ZOYA)), days=st.sampled_from((9, 10, 11)), points=st.sampled_from((1, 300, 301))
    )
    def give_daily(self, msisdn: str, days: int, points: int) -> None:
        for _ in range(days):
            self.duel.do(Give(msisdn, ANNA, points))
            self.duel.advance(DAY)

    # -- two SIMs

    @rule(msisdn=sims, other=numbers)
    def link(self, msisdn: str, other: str) -> None:
        self.duel.do(Link(msisdn, other))

    @rule(one=st.sampled_from((0, 1)), joins=st.booleans())
    def link_own(self, one: int, joins: bool) -> None:
        mine, other = (ANNA, SECOND)[one], (SECOND, ANNA)[one]
        self.do_all([Join(SECOND, "sms"), Earn(SECOND, "taxi", 70_000)] if joins else [])
        self.duel.do(Link(mine, other))

    @rule(msisdn=st.sampled_from((ANNA, SECOND, BORIS)))
    def unlink(self, msisdn: str) -> None:
        self.duel.do(Unlink(msisdn))

    # -- the operator

    @rule(values=choices)
    def change_the_values(self, values: dict[str, Any]) -> None:
        self.duel.change(values)

    # -- time

    @rule(by_ms=st.sampled_from((1, 1000, DAY // 2, DAY - 1, DAY, 5 * DAY)))
    def wait(self, by_ms: int) -> None:
        self.pass_until(self.duel.now_ms + by_ms)

    @rule(
        what=st.sampled_from(("date", "date", "midnight", "month", "odd day", "year")),
        before_ms=st.sampled_from((0, 0, 1)),
    )
    def wait_for(self, what: str, before_ms: int) -> None:
        moments_ms = {
            "date": self.next_date(),
            "midnight": self.midnight(1),
            "month": self.midnight(32 - self.local().day, day=1),
            "odd day": self.odd_day(),
            "year": self.duel.naive.year_later(self.duel.now_ms),
        }
        moment_ms = moments_ms[what]
        self.pass_until(max(moment_ms - before_ms, self.duel.now_ms))

    def next_date(self) -> int:
        dates = [until for _, _, things in self.duel.naive.heaps() for until in things if until < FOREVER]
        return min(dates, default=self.duel.now_ms)

    def odd_day(self) -> int:
        """The next 29, 30 or 31 of a month, or 29 February if one is near."""
        day = self.local() + timedelta(days=1)
        while day.day < 29:
            day += timedelta(days=1)
        return round(day.timestamp()) * 1000

    def local(self) -> datetime:
        return datetime.fromtimestamp(self.duel.now_ms // 1000, MOSCOW)

    def midnight(self, days: int, day: int | None = None) -> int:
        date = (self.local() + timedelta(days=days)).replace(hour=0, minute=0, second=0)
        return round((date if day is None else date.replace(day=day)).timestamp()) * 1000

    def pass_until(self, at_ms: int) -> None:
        """Let time pass at once; other books, which take the same way in steps, come to the same journal."""
        slow, start_ms = self.duel.twin(), self.duel.now_ms
        for part in (1, 2, 3, 7, 7, 8):
            slow.run_due(start_ms + (at_ms - start_ms) * part // 8)
        slow.commit({})
        known = len(self.duel.auditor.entries)
        self.duel.until(at_ms)
        equal("the journal after waiting in steps", list(slow.entries()), self.duel.auditor.entries[known:])

    # -- keys

    @rule(name=st.sampled_from("abc"), msisdn=members, paid=st.sampled_from((0, 700, 1400)))
    def with_a_key(self, name: str, msisdn: str, paid: int) -> None:
        command = Earn(msisdn, "partner_shop", paid)
        if name not in self.keys:
            if isinstance(self.duel.do(command, name), Entry):
                self.keys[name] = command
        elif self.keys[name] != command:
            with pytest.raises(KeyReusedError):
                self.duel.ledger.execute(command, self.duel.now_ms, name)
        else:
            self.duel.again(command, name)

    @precondition(lambda self: self.keys)
    @rule()
    def once_more(self) -> None:
        for name, command in self.keys.items():
            self.duel.again(command, name)

    def teardown(self) -> None:
        """Every entry, decided again under the values then in force, comes out the same."""
        if hasattr(self, "duel"):
            equal("findings", verify(self.duel.ledger.journal, redecide=True).findings, ())

    # -- what always holds

    @invariant()
    def gift_limits_are_those_that_a_count_gives(self) -> None:
        for sender, receiver in ((ANNA, BORIS), (BORIS, ANNA), (SECOND, ZOYA)):
            for points in (1, 3000):
                self.duel.probe(Give(sender, receiver, points))

    @invariant()
    def replay_gives_the_same_books_and_the_forecast_is_what_burns(self) -> None:
        now_ms, ledger = self.duel.now_ms, self.duel.twin()
        equal("the books after replay", image(ledger.book), image(self.duel.book))
        equal("the books after a restart", image(self.duel.reopened().book), image(self.duel.book))
        until_ms = add_months(now_ms, 1, MOSCOW)
        foretold = {msisdn: forecast(ledger.book, msisdn, now_ms) for msisdn in self.duel.naive.sims}
        ledger.run_due(until_ms)
        ledger.commit({})
        burned = list(ledger.entries())
        for msisdn, purses in foretold.items():
            account = account_of(ledger.book.pool_of(msisdn), "points")
            gone = -sum(p.amount for e in burned if e.kind == "expired" for p in e.postings if p.account == account)
            points = purses["points"].until(until_ms) if "points" in purses else 0
            equal(f"points of {msisdn} that burn in a month", gone, points)
            equal("forecast", points, self.duel.naive.forecast(self.duel.naive.sims[msisdn].account, now_ms, until_ms))

    @invariant()
    def what_is_affordable_can_be_paid_and_no_more(self) -> None:
        book, configuration, now_ms = self.duel.book, self.duel.ledger.configuration, self.duel.now_ms
        asked: tuple[tuple[str, Use, Reach], ...] = (
            (ANNA, "call", "on_net"),
            (BORIS, "data", "off_net"),
            (ZOYA, "sms", "on_net"),
        )
        for msisdn, use, reach in asked:
            enough = affordable(book, configuration, msisdn, use, reach, now_ms)
            if enough:
                outcome = decide(book, configuration, Charge(msisdn, use, enough, reach), now_ms)
                equal(f"whether {enough} of {use} can be paid", type(outcome), Entry)
            outcome = decide(book, configuration, Charge(msisdn, use, enough + 1, reach), now_ms)
            equal(f"whether {enough + 1} of {use} can be paid", type(outcome), Refusal)


Machine.TestCase.settings = settings(max_examples=16, stateful_step_count=25, deadline=None)
TestMachine = Machine.TestCase


@pytest.mark.slow
def test_machine_deeply() -> None:
    run_state_machine_as_test(Machine, settings=settings(max_examples=200, stateful_step_count=50, deadline=None))
