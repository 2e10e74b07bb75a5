"""What calls cost: started minutes, in slices, never more than there is, whatever else the subscriber does meanwhile (D09)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendar import SECOND_MS
from ledger.commands import Charge, Join, TopUp
from ledger.entries import Entry
from phone.air.messages import Uplink
from phone.handset.handset import Handset
from phone.holder import Holder
from tests.phone.worlds import ANNA, BORIS, DINA, VERA, Life

MINUTE_MS = 60 * SECOND_MS
MSISDN = "79160000001"


def act(life: Life, command: TopUp | Join | Charge) -> None:
    """A command of the subscriber's comes through the one door."""
    door = life.world.network.desk.door

    def acted(_: Handset, at_ms: int) -> tuple[Uplink, ...]:
        door.execute(command, at_ms)
        return ()

    life.world.command(ANNA, acted)


def slices(life: Life) -> list[Entry]:
    return [
        entry for entry in life.entries("charged") if isinstance(entry.command, Charge) and entry.command.use == "call"
    ]


def units(life: Life) -> list[int]:
    return [entry.command.units for entry in slices(life) if isinstance(entry.command, Charge)]


def paid(life: Life) -> int:
    return sum(int(entry.details["kopecks"]) for entry in slices(life))


def begun(*settings: str, to: str = BORIS, world: str = "demo", now: str | None = None) -> Life:
    """Анна talks with somebody, from a round moment on."""
    life = Life.of(ANNA, world, *settings, now=now)
    life.phone.call(life.world.people[to].msisdns[0])
    life.world.command(to, lambda phone, _: phone.mobile.answer())
    return life


def hang_up(life: Life) -> None:
    life.world.command(ANNA, lambda phone, _: phone.mobile.leave_all())


def told(life: Life, name: str = ANNA) -> list[int | None]:
    """What somebody's phone was told of the costs of its calls, the newest first."""
    return [call.cost_kopecks for call in life.world.phones[name].mobile.calls.log.calls]


@pytest.mark.parametrize(
    ("lasts_ms", "minutes"), [(0, 1), (1, 1), (60_000, 1), (60_001, 2), (119_999, 2), (120_000, 2), (600_001, 11)]
)
@pytest.mark.parametrize(("to", "kopecks"), [(BORIS, 150), (DINA, 250)])
def test_D09_a_started_minute_is_paid(lasts_ms: int, minutes: int, to: str, kopecks: int) -> None:
    life = begun(to=to)
    life.world.advance(lasts_ms)
    hang_up(life)
    assert paid(life) == minutes * kopecks
    assert life.standing.kopecks == 15_000 - minutes * kopecks


def test_the_first_step_is_charged_on_the_answer() -> None:
    life = begun()
    assert units(life) == [60]


def test_a_slice_is_one_entry_whatever_the_step() -> None:
    life = begun("rules.calls.slice_s=300", "tariff.call_on_net.step=1", "tariff.call_on_net.kopecks=2")
    life.world.advance(20 * MINUTE_MS)
    hang_up(life)
    assert units(life) == [1, 300, 300, 300, 299]
    assert paid(life) == 1200 * 2


def test_F20_D09_slices_earn_what_the_whole_earns() -> None:
    life = begun()
    life.world.advance(7 * MINUTE_MS)
    hang_up(life)
    assert sum(int(entry.details["points"]) for entry in slices(life)) == 7 * 150 // 500


def test_a_call_whose_money_runs_out_is_released_and_nothing_is_owed() -> None:
    life = begun("rules.calls.slice_s=3600")
    life.world.advance(3 * 60 * MINUTE_MS)
    assert life.standing.kopecks == 0
    assert paid(life) == 15_000
    call = life.world.phones[ANNA].mobile.call
    assert call is not None
    assert (call.released, call.seconds(life.world.now_ms)) == ("balance", 100 * 60)
    assert [event.refusal.rule for event in life.heard if event.refusal] == ["charge.balance"]
    assert not life.world.phones[BORIS].mobile.in_call
    assert life.world.network.switch.calls == {}
    assert told(life) == [15_000]


def test_who_has_no_money_is_told_before_it_rings() -> None:
    life = Life.of(ANNA, "demo", "tariff.call_on_net.kopecks=15001")
    call = life.phone.call("79160000002")
    assert (call.cause, call.cost_kopecks) == ("balance", 0)
    assert call.refused is not None
    assert (call.refused.rule, call.refused.values) == ("charge.balance", {"price": 15_001, "left": 15_000, "short": 1})
    assert life.world.phones[BORIS].mobile.calls.log.of("missed") == ()


def test_a_top_up_in_a_call_prolongs_it() -> None:
    life = begun("tariff.call_on_net.kopecks=15000")
    life.world.advance(30 * SECOND_MS)
    act(life, TopUp(MSISDN, 15_000))
    life.world.advance(10 * MINUTE_MS)
    call = life.world.phones[ANNA].mobile.call
    assert call is not None
    assert (call.released, call.seconds(life.world.now_ms)) == ("balance", 120)
    assert (paid(life), life.standing.kopecks) == (30_000, 0)


def test_a_command_finds_what_is_really_left() -> None:
    life = begun("rules.calls.slice_s=3600")
    life.world.advance(10 * MINUTE_MS - 1)
    act(life, Charge(MSISDN, "mms", 1))
    assert paid(life) == 10 * 150
    assert units(life) == [60, 540]
    life.world.advance(3 * 60 * MINUTE_MS)
    assert life.standing.kopecks == (15_000 - 650) % 150
    assert life.world.network.switch.calls == {}


def test_a_question_in_a_call_is_answered_from_settled_books() -> None:
    life = begun("rules.calls.slice_s=3600")
    life.world.advance(10 * MINUTE_MS - 1)
    assert "135,00" in life.phone.ussd("*100#").text.value


def test_F07_D09_minutes_before_joining_earn_nothing() -> None:
    life = Life.of(VERA, "demo", "rules.calls.slice_s=3600")
    life.phone.call("79160000002")
    Holder(life.world, BORIS).answer()
    life.world.advance(9 * MINUTE_MS)
    life.phone.ussd("*105#")
    joined = life.world.now_ms
    life.world.advance(10 * MINUTE_MS)
    life.world.command(VERA, lambda phone, _: phone.mobile.leave_all())
    assert sum(int(entry.details["points"]) for entry in slices(life) if entry.at_ms <= joined) == 0
    assert sum(int(entry.details["points"]) for entry in slices(life)) == 10 * 150 // 500


def test_D16_packages_pay_first_and_a_package_that_ends_pays_no_later_minute() -> None:
    life = Life.of(ANNA, "demo", "rules.calls.slice_s=3600")
    life.ussd("*707*11#")
    package = next(holding for holding in life.standing.packages if holding.purse == "minutes_on_net")
    life.world.advance(package.expires_at_ms - life.world.now_ms - 150 * SECOND_MS)
    before = life.standing.kopecks
    life.phone.call("79160000002")
    life.world.command(BORIS, lambda phone, _: phone.mobile.answer())
    answered_ms = life.world.now_ms
    life.world.advance(10 * MINUTE_MS)
    hang_up(life)
    by_package = -(-(package.expires_at_ms - answered_ms) // MINUTE_MS)
    assert before - life.standing.kopecks == (10 - by_package) * 150
    burned = [entry for entry in life.entries("expired") if entry.details["purse"] == "minutes_on_net"]
    assert [entry.details["amount"] for entry in burned] == [package.amount - by_package * 60]


def test_D09_the_monthly_fee_in_a_call_leaves_what_was_talked_paid() -> None:
    life = begun("rules.calls.slice_s=3600", "tariff.monthly_fee.kopecks=14000", now="2026-03-31 23:55")
    life.world.advance(60 * MINUTE_MS)
    assert life.standing.kopecks >= 0
    call = life.world.phones[ANNA].mobile.call
    assert call is not None
    assert call.released == "balance"
    seconds = call.seconds(life.world.now_ms)
    assert seconds is not None
    assert paid(life) == -(-seconds // 60) * 150


def test_two_calls_on_one_account_never_overdraw_it() -> None:
    life = begun("rules.calls.slice_s=3600")
    life.world.settle()
    life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("79030000005", at_ms))
    life.world.settle()
    Holder(life.world, DINA).answer()
    life.world.advance(5 * 60 * MINUTE_MS)
    assert life.world.network.switch.calls == {}
    assert 0 <= life.standing.kopecks < 150


def test_who_forwards_pays_for_the_second_half() -> None:
    life = Life.of()
    life.world.command(BORIS, lambda phone, at_ms: phone.mobile.dial("*21*79030000005#", at_ms))
    life.world.settle()
    life.phone.call("79160000002")
    Holder(life.world, DINA).answer()
    life.world.advance(61 * SECOND_MS)
    hang_up(life)
    life.world.settle()
    costs: dict[str, int] = {}
    for entry in slices(life):
        assert isinstance(entry.command, Charge)
        costs[entry.command.msisdn] = costs.get(entry.command.msisdn, 0) + int(entry.details["kopecks"])
    assert costs == {MSISDN: 300, "79160000002": 500}
    assert (told(life), told(life, DINA)) == ([300], [None])


def test_who_lets_two_talk_to_each_other_is_told_later_what_both_calls_came_to() -> None:
    life = begun()
    life.world.advance(61 * SECOND_MS)
    life.phone.call("79160000003")
    life.world.command(VERA, lambda phone, _: phone.mobile.answer())
    life.world.settle()
    life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("4", at_ms))
    life.world.settle()
    assert told(life) == [None, None]
    life.world.advance(60 * SECOND_MS)
    life.world.press(BORIS, "end")
    life.world.settle()
    assert told(life) == [450, 300]
    assert paid(life) == life.world.phones[ANNA].mobile.calls.log.cost_kopecks == 750
    assert (told(life, BORIS), told(life, VERA)) == ([None], [None])


def test_a_call_that_cost_nothing_says_nothing_of_costs() -> None:
    life = begun("tariff.call_on_net.kopecks=0")
    life.world.advance(61 * SECOND_MS)
    hang_up(life)
    life.world.settle()
    assert told(life) == [None]


@given(
    st.integers(1, 20 * MINUTE_MS),
    st.integers(0, 20 * MINUTE_MS),
    st.sampled_from([1, 7, 60, 300, 3600]),
    st.sampled_from([(1, 3), (10, 20), (60, 150), (60, 4_000), (90, 0)]),
)
def test_splitting_the_time_changes_nothing(whole_ms: int, at_ms: int, slice_s: int, price: tuple[int, int]) -> None:
    step, kopecks = price
    settings = (
        f"rules.calls.slice_s={slice_s}",
        f"tariff.call_on_net.step={step}",
        f"tariff.call_on_net.kopecks={kopecks}",
    )
    once, twice = begun(*settings), begun(*settings)
    once.world.advance(whole_ms)
    first_ms = at_ms % whole_ms
    twice.world.advance(first_ms)
    twice.world.advance(whole_ms - first_ms)
    talked_ms = once.world.now_ms
    assert [entry.postings for entry in slices(once)] == [entry.postings for entry in slices(twice)]
    hang_up(once)
    hang_up(twice)
    assert paid(once) == paid(twice)
    assert once.world.now_ms == talked_ms
    begun_steps = -(-whole_ms // (step * SECOND_MS))
    affordable = 15_000 // kopecks if kopecks else begun_steps
    assert paid(once) == min(begun_steps, affordable) * kopecks
    assert once.world.frame(ANNA) == twice.world.frame(ANNA)


Interruption = Callable[[Life], None]

interruptions = st.sampled_from(
    [
        lambda life: act(life, TopUp(MSISDN, 700)),
        lambda life: act(life, Charge(MSISDN, "sms", 3)),
        lambda life: act(life, Charge(MSISDN, "mms", 1)),
        lambda life: act(life, Charge(MSISDN, "data", 5_000_000)),
        lambda life: life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("*707*11#", at_ms)),
        lambda life: life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("*100#", at_ms)),
    ]
)


@given(
    st.lists(st.tuples(st.integers(1, 5 * MINUTE_MS), interruptions), max_size=8),
    st.sampled_from([60, 300, 3600]),
    st.sampled_from([(1, 3), (60, 150), (60, 2_900), (47, 999)]),
)
def test_whatever_happens_meanwhile_every_started_step_is_paid_and_nothing_is_owed(
    happening: list[tuple[int, Interruption]], slice_s: int, price: tuple[int, int]
) -> None:
    step, kopecks = price
    life = begun(
        f"rules.calls.slice_s={slice_s}",
        f"tariff.call_on_net.step={step}",
        f"tariff.call_on_net.kopecks={kopecks}",
        now="2026-03-31 23:51",
    )
    answered_ms = life.world.now_ms
    for wait_ms, happens in happening:
        life.world.advance(wait_ms)
        happens(life)
        assert life.standing.kopecks >= 0
    life.world.advance(1)
    calls = life.world.network.switch.calls
    now_ms, running = life.world.now_ms, bool(calls)
    if not running:
        life.world.advance(900)  # the network's last word is as long on its way
    released = [event.at_ms for event in life.heard if type(event.message).__name__ == "CallReleased"]
    lasted_ms = (now_ms if running else released[0] - 900) - answered_ms
    hang_up(life)
    assert sum(units(life)) == -(-lasted_ms // (step * SECOND_MS)) * step
    assert life.world.network.switch.calls == {}
