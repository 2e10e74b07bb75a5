"""Deadlines in order: what a heap tells is what asking everything tells, alone and in a world where anything may happen."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from weakref import ref

from hypothesis import example, given, settings
from hypothesis import strategies as st

from phone.deadlines import Deadlines, earliest
from phone.handset.ui.keys import KEYS
from phone.world import World
from tests.phone.worlds import ANNA, BORIS, VERA, new_world

MOMENTS = st.integers(0, 20)
CHANGES = st.lists(st.tuples(st.integers(0, 5), st.none() | MOMENTS), max_size=40)


def least(moments: Iterator[int | None]) -> int | None:
    return min((moment for moment in moments if moment is not None), default=None)


@given(st.lists(st.none() | MOMENTS))
def test_the_earliest_of_some_moments(moments: list[int | None]) -> None:
    assert earliest(*moments) == least(iter(moments))


@given(st.dictionaries(st.integers(0, 5), MOMENTS), CHANGES, MOMENTS)
@example({0: 5}, [(0, 7), (0, 5), (0, None), (0, 5)], 5)
def test_a_heap_tells_what_asking_all_tells(
    begun: dict[int, int], changes: list[tuple[int, int | None]], at: int
) -> None:
    """Whoever clears or moves a deadline away says nothing; whoever sets one notes it."""
    fields: dict[int, int | None] = dict(begun)
    deadlines = Deadlines.of(fields.get, fields)
    for key, moment in changes:
        fields[key] = moment
        if moment is not None:
            deadlines.note(key, moment)
        assert deadlines.first(fields.get) == least(iter(fields.values()))
    due = [key for key, moment in sorted(fields.items()) if moment is not None and moment <= at]
    assert deadlines.take(at, fields.get) == due
    assert deadlines.first(fields.get) == least(moment for moment in fields.values() if moment is None or moment > at)
    for key in due:
        deadlines.note(key, fields[key])
    assert deadlines.first(fields.get) == least(iter(fields.values()))


def asked(world: World) -> tuple[int | None, ...]:
    """What the world, the network's word, the sessions and the post would say if they asked everybody each time."""
    post, gateway = world.network.post, world.network.gateway
    words = (
        letter.next_attempt_at_ms
        for letter in post.letters.values()
        if not letter.hindered
        and letter.imsi in world.network.attached
        and letter.next_attempt_at_ms < letter.expires_at_ms
    )
    begun = [at_ms for at_ms, _ in gateway.outgoing]
    sessions = least(iter([*(session.expires_at_ms for session in gateway.sessions.values()), *begun]))
    letters = least(letter.due_ms for letter in post.letters.values())
    phones = least(phone.next_due() for phone in world.phones.values())
    arrival = least(at_ms for at_ms, *_ in world.ether.under_way.flying)
    rooms = (world.ledger.next_due(), sessions, letters, world.network.switch.next_due(), arrival, phones)
    return least(iter(rooms)), least(words), sessions, letters, phones


def told(world: World) -> tuple[int | None, ...]:
    network = world.network
    post, gateway = network.post, network.gateway
    return (
        world.next_due(),
        post.next_word(),
        gateway.next_due(),
        post.next_due(),
        world._waking.first(world._wakes.get),
    )


LONGEST_HOLD_MS = 200_000
"""A key that is held repeats itself: for a day that would be half a million times."""

NAMES = st.sampled_from([ANNA, BORIS, VERA])
STEPS = st.one_of(
    st.tuples(st.just("dial"), NAMES, st.sampled_from(["*111#", "*707*31#", "*998#", "*43#", "9160000002", "0890p0"])),
    st.tuples(st.just("reply"), NAMES, st.sampled_from(["1", "0", "9"])),
    st.tuples(st.just("write"), NAMES, st.sampled_from(["раз", "bal", "я" * 150])),
    st.tuples(st.just("press"), NAMES, st.sampled_from(KEYS)),
    st.tuples(st.just("down"), NAMES, st.sampled_from(KEYS)),
    st.tuples(st.just("up"), NAMES, st.just("")),
    st.tuples(st.just("air"), NAMES, st.sampled_from(["fine", "off", "weak", "late", "sms_lost", "sms_delayed"])),
    st.tuples(st.just("ask"), NAMES, st.sampled_from(["да?"])),
    st.tuples(st.just("wait"), NAMES, st.sampled_from(["0", "700", "5000", "30000", "61000", "130000", "90000000"])),
)


def write(world: World, name: str, what: str) -> None:
    to = "4555" if what == "bal" else world.people[ANNA].msisdns[0]
    world.command(name, lambda phone, at_ms: phone.mobile.send_sms(to, what, at_ms, report=True))


def wait(world: World, _: str, what: str) -> None:
    if int(what) > LONGEST_HOLD_MS:
        for each in world.phones:
            world.key_up(each)
    world.advance(int(what))


ACTS: dict[str, Callable[[World, str, str], object]] = {
    "dial": lambda world, name, what: world.command(name, lambda phone, at_ms: phone.mobile.dial(what, at_ms)),
    "reply": lambda world, name, what: world.command(name, lambda phone, at_ms: phone.mobile.reply(what, at_ms)),
    "write": write,
    "press": lambda world, name, what: world.press(name, next(key for key in KEYS if key == what)),
    "down": lambda world, name, what: world.key_down(name, next(key for key in KEYS if key == what)),
    "up": lambda world, name, _: world.key_up(name),
    "air": lambda world, name, what: world.set_air(name, what),
    "ask": lambda world, name, what: world.ussd_from_operator(name, what),
    "wait": wait,
}


@settings(max_examples=100)
@given(st.lists(STEPS, max_size=25))
def test_a_world_knows_what_is_due_next_as_if_it_asked_everybody(story: list[tuple[str, str, str]]) -> None:
    world = new_world()
    assert told(world) == asked(world)
    for kind, name, what in story:
        ACTS[kind](world, name, what)
        assert told(world) == asked(world)


def test_a_world_that_is_let_go_leaves_next_to_nothing_to_the_collector_of_garbage() -> None:
    """A thousand dialogs have a thousand worlds; whatever held itself would stay until the collector walks through all of them."""
    world = new_world("demo")
    gc.collect()
    gc.disable()
    try:
        phone = ref(world.phones[ANNA])
        network = ref(world.network)
        del world
        assert (phone(), network()) == (None, None)
    finally:
        gc.enable()
