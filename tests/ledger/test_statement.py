"""The statement: what changed, entry by entry, and the balances around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendar import DAY_MS
from ledger.commands import Give, Invite, Join, Link, Redeem, TopUp, Unlink
from ledger.ledger import Ledger
from ledger.period import Period, ends_at, starts_at
from ledger.query import balances, book_at
from ledger.statement import Statement, statement
from tests.ledger.books import ANNA, MOSCOW, NOW_MS, VERA, at, done
from tests.ledger.stories import BORIS, SECOND, SIMS, Step, moments, opened, played, stories

EVER = Period(0, NOW_MS + 1000 * DAY_MS)


def told(ledger: Ledger, msisdn: str, period: Period = EVER) -> Statement:
    ledger.commit({})
    return statement(ledger.entries(), msisdn, period)


def changes(told: Statement) -> list[tuple[str, str, dict[str, int]]]:
    """(kind, who asked, purse → change) of each row."""
    return [
        (row.entry.kind, row.doer, {change.purse: change.amount for change in row.changes})
        for row in told.rows
        if row.entry.kind != "opened"
    ]


@given(stories, st.data())
def test_changes_add_up_to_the_difference_of_the_balances(story: list[Step], data: st.DataObject) -> None:
    ledger, now_ms = played(story)
    asked = moments(ledger, now_ms)
    from_ms, last_ms = sorted((data.draw(st.sampled_from(asked)), data.draw(st.sampled_from(asked))))
    for msisdn in SIMS:
        found = statement(ledger.entries(), msisdn, Period(from_ms, last_ms + 1))
        before = book_at(ledger.entries(), from_ms - 1)
        opening = balances(before, msisdn, from_ms - 1) if msisdn in before.marks else {}
        closing = balances(book_at(ledger.entries(), last_ms), msisdn, last_ms)
        running = Counter(opening)
        for row in found.rows:
            assert from_ms <= row.entry.at_ms <= last_ms
            for change in row.changes:
                running[change.purse] += change.amount
                assert running[change.purse] == change.after >= 0
        assert found.opening == opening
        assert found.closing == closing == dict(+running)


@given(stories)
def test_each_entry_of_a_sims_own_commands_is_in_its_statement(story: list[Step]) -> None:
    ledger, now_ms = played(story)
    for msisdn in SIMS:
        rows = statement(ledger.entries(), msisdn, Period(0, now_ms + 1)).rows
        asked = [entry.seq for entry in ledger.entries() if getattr(entry.command, "msisdn", None) == msisdn]
        assert set(asked) <= {row.entry.seq for row in rows}
        assert [row.entry.seq for row in rows] == sorted({row.entry.seq for row in rows})


def test_a_gift_is_told_to_both_sides() -> None:
    ledger = opened()
    done(ledger.execute(Give(ANNA, BORIS, 100), NOW_MS))
    assert changes(told(ledger, ANNA)) == [("given", "self", {"points": -100})]
    assert changes(told(ledger, BORIS)) == [("given", "other", {"points": 100})]
    assert changes(told(ledger, VERA)) == []


def test_F25_a_friends_joining_is_told_to_the_inviter() -> None:
    ledger = opened()
    done(ledger.execute(Invite(ANNA, VERA), NOW_MS))
    done(ledger.execute(Join(VERA, "ussd"), NOW_MS))
    assert changes(told(ledger, ANNA)) == [("invited", "self", {}), ("joined", "other", {"points": 50})]
    assert changes(told(ledger, VERA)) == [("invited", "other", {}), ("joined", "self", {})]


def test_F26_a_shared_points_account_counts_as_each_sims_own() -> None:
    ledger = opened()
    done(ledger.execute(Link(ANNA, SECOND), NOW_MS))
    done(ledger.execute(Redeem(SECOND, "707:11", "ussd"), NOW_MS))
    done(ledger.execute(TopUp(SECOND, 500), NOW_MS))
    done(ledger.execute(Unlink(SECOND), NOW_MS))
    assert changes(told(ledger, ANNA)) == [
        ("linked", "self", {}),
        ("redeemed", "pool", {"points": -75}),
        ("unlinked", "pool", {}),
    ]
    assert changes(told(ledger, SECOND)) == [
        ("linked", "pool", {"points": 5140}),
        ("redeemed", "self", {"points": -75, "minutes_on_net": 3000}),
        ("topped_up", "self", {"main": 500}),
        ("unlinked", "self", {"points": -5065}),
    ]


def test_a_period_is_half_open() -> None:
    ledger = opened()
    for days in (1, 2, 3):
        done(ledger.execute(TopUp(ANNA, days), NOW_MS + days * DAY_MS))
    found = told(ledger, ANNA, Period(NOW_MS + DAY_MS, NOW_MS + 3 * DAY_MS))
    assert changes(found) == [("topped_up", "self", {"main": 1}), ("topped_up", "self", {"main": 2})]
    assert (found.opening["main"], found.closing["main"]) == (15_000, 15_003)


def test_a_period_after_all_entries_has_the_same_balance_twice() -> None:
    found = told(opened(), ANNA, Period(NOW_MS + DAY_MS, NOW_MS + 2 * DAY_MS))
    assert found.rows == ()
    assert found.opening == found.closing == {"points": 5140, "main": 15_000, "sms": 25, "minutes_on_net": 600}


def test_a_number_that_the_books_do_not_know_has_nothing() -> None:
    found = told(opened(), "79030000005")
    assert (found.opening, found.rows, found.closing) == ({}, (), {})


def test_dates_of_a_period() -> None:
    assert starts_at("2026-03-31", MOSCOW) == at("2026-03-31")
    assert starts_at(" 2026-03-31 12:00 ", MOSCOW) == at("2026-03-31 12:00")
    assert ends_at("2026-03-31", MOSCOW) == at("2026-04-01")
    assert ends_at("2026-03-31 12:00", MOSCOW) == at("2026-03-31 12:00")
    period = Period(5, 7)
    assert [moment in period for moment in (4, 5, 6, 7)] == [False, True, True, False]
    assert period.last_ms == 6


@pytest.mark.parametrize("read", [starts_at, ends_at])
@pytest.mark.parametrize("written", ["yesterday", "", "2026-02-30", "31.03.2026", "0001-01-01 00:00", "10000-01-01"])
def test_what_is_no_date_is_told(read: Callable[[str, ZoneInfo], int], written: str) -> None:
    with pytest.raises(ValueError, match="expected a date such as 2026-03-12 10:02"):
        read(written, MOSCOW)


def test_the_ends_of_the_calendar_are_dates_or_are_told() -> None:
    assert starts_at("2999-12-31", MOSCOW) == at("2999-12-31")
    assert ends_at("2999-12-31", MOSCOW) == at("2999-12-31") + DAY_MS
    for read, written in ((ends_at, "3000-01-01"), (starts_at, "1979-12-31"), (starts_at, "9999-12-31")):
        with pytest.raises(ValueError, match="expected a date"):
            read(written, MOSCOW)
