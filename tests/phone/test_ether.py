"""The ether by itself: in which order things arrive, what the weather loses, and going on from what was kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone.air.messages import Attach, CallReleased, Downlink, Uplink, UssdRelease, UssdReleased
from phone.air.weather import Delays, Parcel, Weather
from phone.ether import Ether
from phone.worldfile import AirFile

IMSI = "250990000000001"
FINE = Delays(ussd_ms=900, sms_ms=3000, call_ms=400, mms_ms=5000, data_ms=700)
SLOW = {"slow": Weather(slower_ms=2000), "off": Weather(covered=False)}


def ether() -> Ether:
    return Ether(AirFile(fine=FINE, states=SLOW), seed=1)


def arrivals(air: Ether, at_ms: int) -> list[Parcel]:
    found = []
    while (parcel := air.take(at_ms)) is not None:
        found.append(parcel)
    return found


def test_a_phones_word_arrives_at_once_in_fine_weather_and_is_left_to_the_caller() -> None:
    air = ether()
    assert air.cross("Анна", Uplink(IMSI, Attach()), 60_000) == ((0, Uplink(IMSI, Attach())),)
    assert air.carry(Uplink(IMSI, Attach()), 0, at_ms=5)
    assert air.next_due() is None


def test_words_about_a_call_do_not_overtake_each_other_though_others_do() -> None:
    air = ether()
    first, second = Downlink(IMSI, CallReleased("busy", 1)), Downlink(IMSI, CallReleased("user", 2))
    assert not air.carry(first, 5000, at_ms=0)
    assert not air.carry(second, 400, at_ms=10)
    assert air.next_due() == 5000
    assert arrivals(air, 4999) == []
    assert arrivals(air, 5000) == [first, second]


def test_there_may_be_one_weather_more() -> None:
    air = ether()
    with pytest.raises(ValueError, match="did you mean"):
        air.change("Анна", "slo")
    air.learn("slo", Weather(covered=False))
    air.change("Анна", "slo")
    assert not air.is_covered("Анна")
    assert air.is_covered("Борис")
    assert air.cross("Анна", Uplink(IMSI, UssdRelease(1)), 60_000) == ()


def test_a_weather_more_is_kept() -> None:
    air, again = ether(), ether()
    air.learn("slo", Weather(covered=False))
    air.change("Анна", "slo")
    again.resume(air.under_way)
    assert not again.is_covered("Анна")
    again.change("Борис", "slo")


@given(st.lists(st.tuples(st.integers(0, 3000), st.booleans(), st.booleans(), st.integers(0, 500)), max_size=20))
def test_what_is_kept_arrives_as_it_would_have_arrived(sent: list[tuple[int, bool, bool, int]]) -> None:
    """Sent at growing moments, of a call or of USSD, up or down; kept and resumed half-way."""
    straight, kept, now_ms = ether(), ether(), 0
    for place, (delay_ms, up, call, apart_ms) in enumerate(sent):
        now_ms += apart_ms
        message = CallReleased("user", place) if call else UssdReleased(place, "timeout")
        parcel: Parcel = Uplink(IMSI, Attach()) if up else Downlink(IMSI, message)
        straight.carry(parcel, delay_ms, now_ms)
        kept.carry(parcel, delay_ms, now_ms)
        again = ether()
        again.resume(kept.under_way)
        kept = again
    assert kept.under_way == straight.under_way
    assert arrivals(kept, now_ms + 9000) == arrivals(straight, now_ms + 9000)
