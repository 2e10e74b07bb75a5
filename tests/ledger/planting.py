"""Ways to plant a bug into the production code, and code with bugs to plant."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from ledger import calendar, decide, gifts, marks, points
from ledger.book import Book, Lot, account_of
from ledger.commands import (
    Charge,
    ChargeFee,
    Earn,
    Give,
    Join,
    Redeem,
)
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Mark, Refusal
from ledger.journal import memory
from ledger.ledger import Ledger
from tests.ledger.naive import FOREVER

Plant = Callable[[pytest.MonkeyPatch], None]

DAY = 86_400_000


def instead(owner: Any, name: str, made: Callable[[Any], Any]) -> Plant:
    """Plant `made(original)` for a name of a module or class."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(owner, name, made(getattr(owner, name)))

    return plant


def deciding(command: type, made: Callable[[Any], Any]) -> Plant:
    """Plant `made(original)` for the decision of a command."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setitem(decide.DECISIONS, command, made(decide.DECISIONS[command]))

    return plant


def forgets(*names: str) -> Plant:
    """Marks of these names are written and never read."""

    def made(mark: Any) -> Any:
        return lambda self, subject, name: None if name in names else mark(self, subject, name)

    return instead(Book, "mark", made)


def under(change: Callable[[Configuration], Configuration]) -> Callable[[Any], Any]:
    """A function of (book, configuration, …) that goes by other values."""
    return lambda original: lambda book, values, *rest: original(book, change(values), *rest)


def gift_rules(**changes: Any) -> Callable[[Any], Any]:
    return under(lambda values: evolve(values, rules=evolve(values.rules, gift=evolve(values.rules.gift, **changes))))


def without_marks(*names: str) -> Callable[[Any], Any]:
    """A decision whose entry leaves out marks."""

    def made(original: Any) -> Any:
        def decision(*arguments: Any) -> Entry | Refusal:
            outcome: Entry | Refusal = original(*arguments)
            if isinstance(outcome, Refusal):
                return outcome
            return evolve(outcome, marks=tuple(mark for mark in outcome.marks if mark.name not in names))

        return decision

    return made


def burns_late(_: Any) -> Any:
    def run_due(self: Ledger, at_ms: int) -> None:
        while (due := decide.next_due(self.book)) is not None and due[0] < at_ms:
            entry = decide.decide(self.book, self.configuration, due[1], max(due[0], self.book.at_ms))
            assert isinstance(entry, Entry)
            self._append(entry)

    return run_due


def burns_when_noticed(_: Any) -> Any:
    def run_due(self: Ledger, at_ms: int) -> None:
        while (due := decide.next_due(self.book)) is not None and due[0] <= at_ms:
            entry = decide.decide(self.book, self.configuration, due[1], at_ms)
            assert isinstance(entry, Entry)
            self._append(entry)

    return run_due


def drawn(by: Callable[[Lot], Any]) -> Plant:
    """Lots are drawn on in another order."""

    def made(draws: Any) -> Any:
        def wrong(self: Book, *arguments: Any) -> Any:
            other = copy(self)
            other.order = {
                account: sorted(order, key=lambda row: by(self.lots[row[1]])) for account, order in self.order.items()
            }
            return draws(other, *arguments)

        return wrong

    return instead(Book, "draws", made)


def leap_day_back(add_years: Any) -> Any:
    def made(at_ms: int, years: int, zone: ZoneInfo) -> int:
        later: int = add_years(at_ms, years, zone)
        return calendar.add_months(at_ms, 12 * years, zone) if later % DAY == at_ms % DAY else later

    return made


def periods_never_end(_: Any) -> Any:
    def counts(book: Book, _configuration: Configuration, pool: str, _at_ms: int) -> gifts.Counts:
        names = (marks.GIFTS_OF_DAY, marks.GIFTS_OF_MONTH, marks.SENT_OF_MONTH, marks.RECEIVED_OF_MONTH)
        return gifts.Counts(*(book.moment(pool, name) or 0 for name in names))

    return counts


def month_never_ends(counts: Any) -> Any:
    def made(book: Book, configuration: Configuration, pool: str, at_ms: int) -> gifts.Counts:
        right: gifts.Counts = counts(book, configuration, pool, at_ms)
        wrong: gifts.Counts = periods_never_end(None)(book, configuration, pool, at_ms)
        return evolve(wrong, gifts_of_day=right.gifts_of_day)

    return made


def day_never_ends(counts: Any) -> Any:
    def made(book: Book, configuration: Configuration, pool: str, at_ms: int) -> gifts.Counts:
        right: gifts.Counts = counts(book, configuration, pool, at_ms)
        return evolve(right, gifts_of_day=book.moment(pool, marks.GIFTS_OF_DAY) or 0)

    return made


def greenwich(_: Any) -> Any:
    def day_number(at_ms: int, _zone: ZoneInfo) -> int:
        return int(datetime.fromtimestamp(at_ms // 1000, UTC).strftime("%Y%m%d"))

    return day_number


def refused_counts(give: Any) -> Any:
    def made(book: Book, configuration: Configuration, command: Give, at_ms: int) -> Entry | Refusal:
        outcome: Entry | Refusal = give(book, configuration, command, at_ms)
        if isinstance(outcome, Refusal) and outcome.rule == "gift.sent_month":
            pool = book.pool_of(command.msisdn)
            draft = Draft(book, configuration, at_ms)
            now = gifts.counts(book, configuration, pool, at_ms)
            gifts.mark_counts(draft, pool, evolve(now, gifts_of_day=now.gifts_of_day + 1))
            book.marks[pool].update({mark.name: mark.value for mark in draft.marks if mark.value is not None})
        return outcome

    return made


def allows(rule: str, *, but: Callable[[Give], bool] = lambda _: False) -> Callable[[Any], Any]:
    """The check of the receiver lets one rule pass."""

    def made(check: Any) -> Any:
        def wrong(book: Book, configuration: Configuration, command: Give) -> Refusal | None:
            refusal: Refusal | None = check(book, configuration, command)
            return None if refusal is not None and refusal.rule == rule and not but(command) else refusal

        return wrong

    return made


def balance_first(over_limit: Any) -> Any:
    def made(book: Book, configuration: Configuration, command: Give, *counted: Any) -> Refusal | None:
        left = points.balance(book, book.pool_of(command.msisdn), counted[-1])
        if left < command.points:
            return Refusal("gift.balance", {"left": left})
        refusal: Refusal | None = over_limit(book, configuration, command, *counted)
        return refusal

    return made


def region_before_membership(check: Any) -> Any:
    def made(book: Book, configuration: Configuration, command: Give) -> Refusal | None:
        home, theirs = (book.mark(msisdn, marks.REGION) for msisdn in (command.msisdn, command.to))
        right: Refusal | None = check(book, configuration, command)
        return Refusal("gift.region") if theirs is not None and home != theirs else right

    return made


def later_by(by_ms: int) -> Callable[[Any], Any]:
    return lambda original: lambda *arguments: original(*arguments) + by_ms


def takes_what_there_is(charge_fee: Any) -> Any:
    def made(book: Book, values: Configuration, command: ChargeFee, at_ms: int) -> Entry:
        fee = values.tariff.monthly_fee
        kopecks = min(fee.kopecks, book.balance(account_of(command.msisdn, "main"), at_ms))
        values = evolve(values, tariff=evolve(values.tariff, monthly_fee=evolve(fee, kopecks=kopecks)))
        entry: Entry = charge_fee(book, values, command, at_ms)
        return entry

    return made


def everything_is_blocked(charge: Any) -> Any:
    def made(book: Book, configuration: Configuration, command: Charge, at_ms: int) -> Entry | Refusal:
        if book.mark(command.msisdn, marks.BLOCKED) is not None:
            return Refusal("charge.blocked")
        outcome: Entry | Refusal = charge(book, configuration, command, at_ms)
        return outcome

    return made


def nobody_is_blocked(charge: Any) -> Any:
    def made(book: Book, configuration: Configuration, command: Charge, at_ms: int) -> Entry | Refusal:
        free = evolve(book, marks={**book.marks, command.msisdn: {**book.marks[command.msisdn]}})
        free.marks[command.msisdn].pop(marks.BLOCKED, None)
        outcome: Entry | Refusal = charge(free, configuration, command, at_ms)
        return outcome

    return made


def money_alone(charge: Any, *, instead_of: Callable[[Entry], bool]) -> Any:
    """What money and packages paid together, or packages alone, money pays alone if there is enough of it."""

    def made(book: Book, values: Configuration, command: Charge, at_ms: int) -> Entry | Refusal:
        right: Entry | Refusal = charge(book, values, command, at_ms)
        if isinstance(right, Refusal) or not instead_of(right):
            return right
        money = {name: purse for name, purse in values.purses.items() if purse.unit in ("kopecks", "points")}
        outcome: Entry | Refusal = charge(book, evolve(values, purses=money), command, at_ms)
        return outcome if isinstance(outcome, Entry) else right

    return made


def spans_both(entry: Entry) -> bool:
    return {"used", "revenue"} <= {posting.account for posting in entry.postings}


def purse_rules(name: str, **changes: Any) -> Callable[[Any], Any]:
    return under(lambda values: evolve(values, purses={**values.purses, name: evolve(values.purses[name], **changes)}))


def everyone_accrues(accrue: Any) -> Any:
    def made(draft: Draft, msisdn: str, kopecks: int) -> int:
        if points.is_member(draft.book, msisdn):
            earned: int = accrue(draft, msisdn, kopecks)
            return earned
        pool = draft.book.pool_of(msisdn)
        draft.mark(pool, marks.REMAINDER, (draft.book.moment(pool, marks.REMAINDER) or 0) + kopecks)
        return 0

    return made


def remainder_is_dropped(_: Any) -> Any:
    def accrue(draft: Draft, msisdn: str, kopecks: int) -> int:
        whole = kopecks // draft.configuration.rules.accrual.kopecks_per_point
        if whole and points.is_member(draft.book, msisdn):
            points.credit(draft, draft.book.pool_of(msisdn), whole)
        return whole

    return accrue


def leaving_keeps_points(leave: Any) -> Any:
    def made(*arguments: Any) -> Entry | Refusal:
        outcome: Entry | Refusal = leave(*arguments)
        return evolve(outcome, postings=()) if isinstance(outcome, Entry) else outcome

    return made


def roubles_earn(redeem: Any) -> Any:
    def made(book: Book, configuration: Configuration, command: Redeem, at_ms: int) -> Entry | Refusal:
        outcome: Entry | Refusal = redeem(book, configuration, command, at_ms)
        if isinstance(outcome, Refusal) or not (paid := int(outcome.details["price_kopecks"])):
            return outcome
        pool = book.pool_of(command.msisdn)
        return evolve(outcome, marks=(*outcome.marks, Mark(pool, marks.REMAINDER, paid % 500)))

    return made


def started_roubles_earn(earn: Any) -> Any:
    def made(book: Book, configuration: Configuration, command: Earn, at_ms: int) -> Entry | Refusal:
        source = configuration.earning.sources.get(command.source)
        per = source.per_kopecks if source is not None and source.per_kopecks else 1
        outcome: Entry | Refusal = earn(book, configuration, evolve(command, kopecks=command.kopecks + per - 1), at_ms)
        return outcome

    return made


def pooling_renews(credit: Any) -> Any:
    def made(draft: Draft, pool: str, amount: int, *, source: str = "issued", expires_at_ms: int | None = None) -> None:
        credit(draft, pool, amount, source=source, expires_at_ms=None if source == "pooling" else expires_at_ms)

    return made


def inviter_is_member(join: Any) -> Any:
    def made(book: Book, configuration: Configuration, command: Join, at_ms: int) -> Entry | Refusal:
        inviter = book.mark(command.msisdn, marks.INVITED_BY)
        pool = "nobody" if inviter is None else book.pool_of(str(inviter))
        members = {**book.marks, pool: {marks.MEMBER_SINCE: at_ms, **book.marks.get(pool, {})}}
        outcome: Entry | Refusal = join(evolve(book, marks=members), configuration, command, at_ms)
        return outcome

    return made


def uncapped(values: Configuration) -> Configuration:
    promotions = evolve(values.earning.promotions, cap_points=501)
    return evolve(values, earning=evolve(values.earning, promotions=promotions))


def turned(values: Configuration) -> Configuration:
    """Gifts keep dates where they should not, and the other way round."""
    other: Any = "fresh" if values.rules.points.gift_expiry == "inherit" else "inherit"
    return evolve(values, rules=evolve(values.rules, points=evolve(values.rules.points, gift_expiry=other)))


def sold_too_long(window: Any) -> Any:
    def made(*arguments: Any) -> tuple[int, int]:
        starts_ms, ends_ms = window(*arguments)
        return starts_ms, ends_ms + 1

    return made


def month_of_service(_: Any) -> Any:
    def term_end(configuration: Configuration, reward: Any, at_ms: int) -> int:
        return FOREVER if reward.term_days == 0 else calendar.add_months(at_ms, 1, configuration.zone)

    return term_end


def next_month_only(next_month_day: Any) -> Any:
    """In a month without a 31st the fee waits for the first of the next."""

    def made(at_ms: int, day: int, zone: ZoneInfo) -> int:
        due_ms: int = next_month_day(at_ms, day, zone)
        return due_ms if calendar.local(due_ms, zone).day == day else due_ms + DAY

    return made


def snapshot_without_marks(decode_book: Any) -> Any:
    def made(body: bytes) -> Book:
        book: Book = decode_book(body)
        book.marks = {subject: {} for subject in book.marks}
        return book

    return made


def encodes_no_marks(encode: Any) -> Any:
    return lambda entry: encode(evolve(entry, marks=()))


def keys_only_in_memory(find: Any) -> Any:
    def made(self: memory.MemoryJournal, key: str) -> Entry | None:
        entry: Entry | None = find(self, key)
        return None if entry is None or (self._snapshot and entry.seq <= self._snapshot.seq) else entry

    return made
