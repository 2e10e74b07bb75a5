"""Whatever people press on two phones, nothing raises, nobody owes money, and both sides agree on what is left of a call."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from phone.handset.ui.keys import Key
from tests.phone.worlds import ANNA, BORIS, DINA, VERA, Life

NAMES = (ANNA, BORIS, VERA, DINA)
NUMBERS = ("79160000001", "79160000002", "79160000003", "79030000005", "79160000006", "0890", "112", "0001")

names = st.sampled_from(NAMES)
keys: st.SearchStrategy[Key] = st.sampled_from(
    ["call", "end", "soft_left", "soft_right", "ok", "0", "1", "2", "3", "clear"]
)
presses = st.tuples(names, keys)
dials = st.tuples(
    names, st.sampled_from((*NUMBERS, "0", "1", "2", "3", "4", "12", "21", "#31#79160000002", "0890p0p1"))
)
services = st.tuples(
    names,
    st.sampled_from(
        ["*21*79160000003#", "*67*79160000002#", "**61*79030000005**5#", "*62*0890#", "##002#", "#43#", "*35*0000#"]
    ),
)
waits = st.one_of(st.integers(0, 2_000), st.integers(0, 90_000), st.integers(0, 7_200_000))
coverage = st.tuples(names, st.sampled_from(["lost", "found", "off"]))
Step = tuple[str, str] | int
steps: st.SearchStrategy[list[tuple[str, Step]]] = st.lists(
    st.one_of(
        st.tuples(st.just("press"), presses),
        st.tuples(st.just("press"), st.tuples(names, st.just("call"))),
        st.tuples(st.just("dial"), dials),
        st.tuples(st.just("dial"), services),
        st.tuples(st.just("wait"), waits),
        st.tuples(st.just("coverage"), coverage),
    ),
    max_size=25,
)


def take(life: Life, kind: str, step: Step) -> None:
    if isinstance(step, int):
        life.world.advance(step)
        return
    name, what = step
    if kind == "press":
        life.world.press(name, what)  # type: ignore[arg-type]
    elif kind == "dial":
        life.world.command(name, lambda phone, at_ms: phone.mobile.dial(what, at_ms))
    elif what == "lost":
        life.world.phones[name].mobile.lose_coverage(0, life.world.now_ms)
    elif what == "found":
        life.world.command(name, lambda phone, _: (*phone.mobile.switch_on(), *phone.mobile.find_coverage(0)))
    else:
        life.world.command(name, lambda phone, _: phone.mobile.switch_off())


def owes_nothing(life: Life) -> bool:
    world = life.world
    standings = [world.standing(msisdn) for person in world.people.values() for msisdn in person.msisdns]
    return all(standing is None or standing.kopecks >= 0 for standing in standings)


def sides(life: Life) -> set[tuple[str, int]]:
    """(IMSI, number) of every call as the network has it."""
    calls = life.world.network.switch.calls.values()
    return {(leg.imsi, leg.number) for call in calls for leg in (call.caller, call.callee) if leg is not None}


def phones(life: Life) -> set[tuple[str, int]]:
    """(IMSI, number) of every call as the phones have it."""
    return {
        (phone.mobile.slots[call.slot].card.imsi, call.id)
        for phone in life.world.phones.values()
        for call in phone.mobile.calls.live
    }


@settings(max_examples=150)
@given(steps, st.sampled_from([1, 60, 3600]))
def test_no_sequence_raises_or_drives_a_balance_negative(taken: list[tuple[str, Step]], slice_s: int) -> None:
    life = Life.of(ANNA, "demo", f"rules.calls.slice_s={slice_s}", "rules.calls.no_answer_s=20")
    for kind, step in taken:
        take(life, kind, step)
        assert owes_nothing(life)
        for name in NAMES:
            assert life.world.frame(name).columns == 20
    for name in NAMES:
        life.world.phones[name].mobile.lose_coverage(0, life.world.now_ms)
        life.world.command(name, lambda phone, _: (*phone.mobile.switch_on(), *phone.mobile.find_coverage(0)))
    life.world.advance(5_000)
    assert phones(life) <= sides(life), "a phone has no call that the network does not have"
    for _ in range(2):
        for name in NAMES:
            life.world.press(name, "end")
    life.world.advance(60_000)
    assert (sides(life), phones(life)) == (set(), set())
    assert life.world.network.switch.metering.running == []
    assert owes_nothing(life)


@settings(max_examples=60)
@given(steps, st.integers(0, 10_000))
def test_however_time_is_split_the_books_are_the_same(taken: list[tuple[str, Step]], at_ms: int) -> None:
    once, twice = Life.of(), Life.of()
    for kind, step in taken:
        take(once, kind, step)
        if isinstance(step, int):
            take(twice, kind, at_ms % (step + 1))
            take(twice, kind, step - at_ms % (step + 1))
        else:
            take(twice, kind, step)
    assert list(once.world.ledger.entries()) == list(twice.world.ledger.entries())
    assert [once.world.frame(name) for name in NAMES] == [twice.world.frame(name) for name in NAMES]
