"""The operator's calendar: years, months and days on Moscow's clocks, to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendar import DAY_MS, HOUR_MS, add_months, add_years, day_number, next_month_day
from tests.ledger.books import MOSCOW, at, moscow

BERLIN = ZoneInfo("Europe/Berlin")

moments = st.integers(at("2015-01-01 00:00"), at("2090-01-01 00:00"))


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        ("2026-03-12 10:02:03", 1, "2027-03-12 10:02:03"),
        ("2028-02-29 23:59:59", 1, "2029-03-01 23:59:59"),
        ("2028-02-29 00:00:00", 1, "2029-03-01 00:00:00"),
        ("2028-02-29 12:00:00", 4, "2032-02-29 12:00:00"),
        ("2096-02-29 12:00:00", 4, "2100-03-01 12:00:00"),
        ("2027-02-28 12:00:00", 1, "2028-02-28 12:00:00"),
        ("2027-12-31 23:59:59", 1, "2028-12-31 23:59:59"),
    ],
)
def test_F30_D11_a_year_later_is_the_same_date_and_29_february_becomes_1_march(
    day: str, years: int, later: str
) -> None:
    assert moscow(add_years(at(day, 789), years, MOSCOW)) == moscow(at(later, 789))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-03-12 10:02", 3, "2026-06-12 10:02"),
        ("2026-01-31 10:02", 1, "2026-02-28 10:02"),
        ("2028-01-31 10:02", 1, "2028-02-29 10:02"),
        ("2026-08-31 23:59", 3, "2026-11-30 23:59"),
        ("2026-11-30 00:00", 3, "2027-02-28 00:00"),
        ("2026-12-31 10:02", 1, "2027-01-31 10:02"),
        ("2026-12-15 10:02", 12, "2027-12-15 10:02"),
        ("2028-02-29 10:02", 12, "2029-02-28 10:02"),
        ("2026-02-28 10:02", 1, "2026-03-28 10:02"),
    ],
)
def test_D14_months_later_is_the_same_day_or_the_last_one_that_the_month_has(day: str, months: int, later: str) -> None:
    assert moscow(add_months(at(day, 1), months, MOSCOW)) == moscow(at(later, 1))


@given(moments, st.integers(1, 40))
def test_D11_moscows_clock_stands_at_the_same_time_after_months_and_years(at_ms: int, count: int) -> None:
    for later in (add_months(at_ms, count, MOSCOW), add_years(at_ms, count, MOSCOW)):
        assert later > at_ms
        assert (later - at_ms) % DAY_MS == 0, "Moscow has no summer time"
    assert 365 <= (add_years(at_ms, 1, MOSCOW) - at_ms) / DAY_MS <= 366
    assert 28 <= (add_months(at_ms, 1, MOSCOW) - at_ms) / DAY_MS <= 31
    assert add_months(at_ms, 0, MOSCOW) == at_ms


@given(moments, moments, st.integers(1, 24))
def test_a_later_moment_never_gets_a_date_that_is_a_day_earlier(one: int, other: int, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months, MOSCOW) < add_months(second, months, MOSCOW) + DAY_MS
    assert add_years(first, 1, MOSCOW) < add_years(second, 1, MOSCOW) + DAY_MS
    assert day_number(first, MOSCOW) <= day_number(second, MOSCOW)


@given(moments)
def test_a_day_is_that_of_moscows_clock(at_ms: int) -> None:
    assert str(day_number(at_ms, MOSCOW)) == moscow(at_ms)[:10].replace("-", "")


def test_the_last_millisecond_of_a_day_belongs_to_it() -> None:
    midnight = at("2026-04-01 00:00")
    assert (day_number(midnight - 1, MOSCOW), day_number(midnight, MOSCOW)) == (20260331, 20260401)


@pytest.mark.parametrize(
    ("now", "day", "midnight"),
    [
        ("2026-03-12 10:02", 1, "2026-04-01 00:00"),
        ("2026-03-12 10:02", 13, "2026-03-13 00:00"),
        ("2026-03-12 00:00", 12, "2026-04-12 00:00"),
        ("2026-01-31 00:00", 31, "2026-02-28 00:00"),
        ("2028-01-31 12:00", 30, "2028-02-29 00:00"),
        ("2026-12-31 23:59", 1, "2027-01-01 00:00"),
    ],
)
def test_D09_a_day_of_the_month_comes_at_midnight_and_in_a_shorter_month_on_its_last_day(
    now: str, day: int, midnight: str
) -> None:
    assert moscow(next_month_day(at(now), day, MOSCOW)) == moscow(at(midnight))


@given(moments, st.integers(1, 31))
def test_D09_the_next_day_of_a_month_is_later_and_at_most_a_month_away(at_ms: int, day: int) -> None:
    found = next_month_day(at_ms, day, MOSCOW)
    assert 0 < found - at_ms <= 31 * DAY_MS
    assert moscow(found)[11:23] == "00:00:00.000"


def test_another_zone_with_summer_time_keeps_its_wall_clock() -> None:
    winter = int(datetime(2026, 3, 1, 8, 30, tzinfo=UTC).timestamp()) * 1000
    summer = add_months(winter, 1, BERLIN)
    assert summer - winter == 31 * DAY_MS - HOUR_MS
    assert datetime.fromtimestamp(summer / 1000, BERLIN).strftime("%d.%m %H:%M") == "01.04 09:30"
