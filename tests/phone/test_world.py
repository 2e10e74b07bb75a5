"""The world: one clock, one pump, one commit for each input, and a trace of all that crossed the air."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from attrs import define, field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.calendar import DAY_MS
from ledger.configuration import Configuration
from ledger.entries import Entry
from ledger.journal.memory import MemoryJournal
from ledger.ledger import Ledger
from phone.air.messages import Attach, SmsDeliver, SmsDeliverReport, UssdEnd, UssdReleased, UssdRequest
from phone.building import build_world
from phone.editions import arranged
from phone.handset.handset import Handset
from phone.handset.ui.keys import KEYS, Key
from phone.holder import Holder
from phone.network.network import Network
from phone.opening import load_world
from phone.trace import TraceEvent
from phone.world import TRACE_LIMIT, World, WorldPoisonedError
from phone.worldfile import read_world
from tests.ledger.books import at
from tests.phone.worlds import ANNA, BORIS, DINA, GLEB, VERA, Life, new_world, rules_of


@define
class Witness(MemoryJournal):
    """A journal that remembers what each commit brought, may be told to fail, and looks around while it commits."""

    commits: list[tuple[int, ...]] = field(factory=list)
    failing: bool = False
    look: Callable[[], object] = field(default=lambda: None)
    seen: list[object] = field(factory=list)

    def commit(self, entries: Sequence[Entry], state: Mapping[str, bytes | None]) -> None:
        if self.failing and entries:
            raise OSError("the disk is full")
        if entries:
            self.seen.append(self.look())
            self.commits.append(tuple(entry.seq for entry in entries))
        MemoryJournal.commit(self, entries, state)


def world_on(journal: MemoryJournal) -> World:
    fixtures = arranged()
    configuration = Configuration.load(fixtures)
    file = read_world("demo", fixtures, configuration.purses)
    return build_world(file, fixtures, at("2026-03-12 10:02"), "ru", journal)


def dial(world: World, name: str, code: str) -> None:
    world.command(name, lambda phone, at_ms: phone.mobile.dial(code, at_ms))


# ---- the trace


def test_every_phone_that_is_switched_on_registers_its_sims() -> None:
    world = load_world()
    assert [(event.phone, event.sim) for event in world.trace] == [
        (name, msisdn) for name, person in world.people.items() for msisdn in person.msisdns
    ]
    assert all(event.message == Attach() for event in world.trace)


def test_the_trace_tells_each_message_where_and_when_it_arrived() -> None:
    life = Life.of(ANNA)
    start_ms = life.world.now_ms
    life.ussd("*707*31#")
    life.world.settle()
    (entry,) = life.entries("redeemed")
    kinds = [(type(event.message), event.direction, event.at_ms - start_ms, event.entries) for event in life.heard]
    assert kinds == [
        (UssdRequest, "up", 0, (entry.seq,)),
        (UssdEnd, "down", 700, ()),
        (SmsDeliver, "down", 1200, ()),
        (SmsDeliverReport, "up", 1200, ()),
        (SmsDeliver, "down", 1200, ()),
        (SmsDeliverReport, "up", 1200, ()),
    ]
    assert {(event.phone, event.sim, event.outcome) for event in life.heard} == {(ANNA, life.msisdn, "delivered")}


def test_the_trace_is_numbered_without_gaps_and_its_time_never_goes_back() -> None:
    life = Life.of(ANNA)
    for code in ("*111*455*0#", "*707*31#", "*998#"):
        life.ussd(code)
    life.sms("4555", "bal")
    events = list(life.world.trace)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert all(before.at_ms <= after.at_ms for before, after in pairwise(events))
    assert life.world.trace.maxlen == TRACE_LIMIT


def test_a_refusal_rides_with_the_message_that_tells_it() -> None:
    life = Life.of(VERA)
    life.ussd("*707*31#")
    (told,) = [event for event in life.heard if event.refusal is not None]
    assert isinstance(told.message, UssdEnd)
    assert rules_of(life) == ["membership.required"]


def test_a_listener_hears_every_event_until_it_is_ended_and_others_go_on() -> None:
    world = load_world()
    one: list[TraceEvent] = []
    other: list[TraceEvent] = []
    end = world.listen(one.append)
    world.listen(other.append)
    Holder(world, ANNA).ussd("*100#")
    heard = list(one)
    assert heard == list(world.trace)[-2:]
    end()
    Holder(world, ANNA).ussd("*100#")
    assert (one, other) == (heard, list(world.trace)[-4:])


def test_a_listener_may_end_itself_while_it_is_told_and_the_next_one_misses_nothing() -> None:
    world = load_world()
    heard: list[TraceEvent] = []
    told: list[int] = []
    ends: list[Callable[[], None]] = []

    def once(event: TraceEvent) -> None:
        told.append(event.seq)
        ends.pop()()

    ends.append(world.listen(once))
    world.listen(heard.append)
    Holder(world, ANNA).ussd("*100#")
    assert (len(told), heard) == (1, list(world.trace)[-2:])


# ---- time


def test_time_does_not_go_back() -> None:
    world = load_world()
    with pytest.raises(ValueError, match="-1"):
        world.advance(-1)


def test_an_advance_ends_exactly_where_it_was_asked_to() -> None:
    world = load_world()
    now_ms = world.now_ms
    dial(world, ANNA, "*100#")
    world.advance(699)
    assert (world.now_ms - now_ms, world.next_due()) == (699, now_ms + 700)
    assert world.trace[-1].kind == "UssdRequest"
    world.advance(1)
    assert world.trace[-1].kind == "UssdEnd"
    world.advance(0)
    assert world.now_ms == now_ms + 700


def test_at_one_moment_the_books_come_first_then_the_network_then_the_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    lots = '[{"purse": "points", "amount": 5, "until": "2026-03-12 10:02:15"}]'
    world = load_world(settings=("rules.ussd.timeout_s=15", f"worlds/demo.pools.gleb.lots={lots}"))
    world.press(BORIS, "1")
    dial(world, ANNA, "*111#")
    together_ms = world.now_ms + 15_000
    order: list[str] = []

    def watched(room: type, name: str) -> None:
        run_due: Callable[[Any, int], object] = room.run_due  # type: ignore[attr-defined]

        def spy(self: object, at_ms: int) -> object:
            if at_ms == together_ms:
                order.append(name)
            return run_due(self, at_ms)

        monkeypatch.setattr(room, "run_due", spy)

    for room, name in ((Handset, "phone"), (Network, "network"), (Ledger, "ledger")):
        watched(room, name)
    world.advance(20_000)
    assert order == ["ledger", "network", "phone"]


def test_settling_lets_time_pass_until_nothing_is_on_its_way_and_no_further() -> None:
    life = Life.of(ANNA)
    now_ms = life.world.now_ms
    life.world.settle()
    assert life.world.now_ms == now_ms
    life.phone.sms("4555", "bal")
    life.world.settle()
    assert life.world.now_ms == now_ms + 5000 + 1200
    assert len(life.inbox()) == 1


def test_settling_has_a_limit() -> None:
    life = Life.of(ANNA)
    now_ms = life.world.now_ms
    life.phone.sms("4555", "bal")
    life.world.settle(4999)
    assert now_ms + 1200 <= life.world.now_ms <= now_ms + 4999
    assert life.inbox() == []
    life.world.settle()
    assert len(life.inbox()) == 1


def test_F30_points_burn_by_themselves_at_their_millisecond() -> None:
    life = Life.of(ANNA)
    burns_ms = at("2026-03-31 12:00")
    life.world.advance(burns_ms - 1 - life.world.now_ms)
    assert (life.standing.points, life.entries("expired")) == (1240, [])
    life.world.advance(1)
    assert life.standing.points == 920
    (entry,) = life.entries("expired")
    assert (entry.at_ms, entry.details["amount"]) == (burns_ms, 320)


# ---- one input, one commit


def test_each_input_is_one_commit_with_all_that_it_wrote() -> None:
    journal = Witness()
    world = world_on(journal)
    opening = journal.commits[0]
    assert journal.commits == [tuple(range(1, len(opening) + 1))]
    dial(world, ANNA, "*707*31#")
    dial(world, VERA, "*105#")
    world.settle()
    assert journal.commits[1:] == [(len(opening) + 1,), (len(opening) + 2,)]


def test_nothing_is_told_to_anyone_before_it_is_kept() -> None:
    journal = Witness()
    world = world_on(journal)
    told: list[TraceEvent] = []
    world.listen(told.append)
    journal.look = lambda: len(told)
    dial(world, ANNA, "*707*31#")
    assert journal.seen[-1] == 0
    assert [type(event.message) for event in told] == [UssdRequest]


def test_a_commit_that_fails_closes_the_world_and_lets_no_answer_out() -> None:
    journal = Witness()
    world = world_on(journal)
    heard: list[TraceEvent] = []
    world.listen(heard.append)
    journal.failing = True
    with pytest.raises(OSError, match="the disk is full"):
        dial(world, ANNA, "*707*31#")
    journal.failing = False
    assert heard == []
    acts: list[Callable[[], None]] = [
        lambda: world.press(BORIS, "1"),
        lambda: world.type(BORIS, "1"),
        lambda: dial(world, BORIS, "*100#"),
        lambda: world.advance(40 * DAY_MS),
    ]
    for act in acts:
        with pytest.raises(WorldPoisonedError, match="open it again"):
            act()
    assert [entry.kind for entry in journal.entries() if entry.kind == "redeemed"] == []
    assert heard == []


def test_a_world_that_cannot_keep_its_opening_does_not_open() -> None:
    with pytest.raises(OSError, match="the disk is full"):
        world_on(Witness(failing=True))


# ---- people


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Анна", ANNA), ("анна", ANNA), (" АННА ", ANNA), ("anna", ANNA), ("Anna", ANNA), ("1", ANNA), ("3", VERA),
        ("79160000001", ANNA), ("+7 916 000-00-01", ANNA), ("8 (916) 000-00-01", ANNA), ("9160000001", ANNA),
        ("+79160000006", ANNA), ("89210000004", GLEB), ("dina", DINA), ("5", DINA),
    ],
)  # fmt: skip
def test_a_person_is_found_by_name_alias_number_or_place(who: str, name: str) -> None:
    assert load_world().person(who).name == name


@pytest.mark.parametrize(
    ("who", "hint"),
    [("Аня", '(did you mean "Анна"?)'), ("ana", '(did you mean "anna"?)'), ("Верa", '(did you mean "Вера"?)'),
     ("6", ""), ("0", ""), ("", ""), ("79169999999", ""), ("-1", "")],
)  # fmt: skip
def test_nobody_is_told_with_everyone_and_the_nearest(who: str, hint: str) -> None:
    with pytest.raises(ValueError, match="nobody is called") as caught:
        load_world().person(who)
    assert (
        str(caught.value)
        == f'nobody is called "{who}" here; expected one of Анна, Борис, Вера, Глеб, Дина{f" {hint}" if hint else ""}'
    )


def test_another_operators_subscriber_has_no_account_here() -> None:
    world = load_world()
    assert world.standing("79030000005") is None
    assert world.standing("79210000004") is not None
    with pytest.raises(KeyError):
        world.standing("79999999999")


@pytest.mark.parametrize(("locale", "spoken"), [("ru", "ru"), ("en", "en"), ("translit", "ru")])
def test_the_locale_is_the_language_of_phones_and_of_the_operator(locale: str, spoken: str) -> None:
    world = load_world(locale=locale)
    assert {phone.language for phone in world.phones.values()} == {spoken}
    assert {subscriber.language for subscriber in world.network.desk.directory.by_imsi.values()} == {locale}


# ---- whatever happens


@frozen
class Dial:
    name: str
    code: str


@frozen
class Answer:
    name: str
    text: str


@frozen
class Write:
    name: str
    text: str


@frozen
class Press:
    name: str
    key: Key


@frozen
class Wait:
    by_ms: int
    cuts: tuple[int, ...]
    """Thousandths of the way at which the waiting is cut in two."""


names = st.sampled_from([ANNA, BORIS, VERA, DINA])
codes = st.sampled_from(
    ["*111*455*0#", "*111*455*1#", "*707*31#", "*707*11#", "*111#", "*111*455#", "*998#", "*100*2#"]
)
waits = st.sampled_from(
    [0, 1, 250, 699, 700, 701, 1200, 5000, 6200, 14_999, 60_000, 61_000, 121_000, DAY_MS, 25 * DAY_MS]
)
stories = st.lists(
    st.one_of(
        st.builds(Dial, names, codes),
        st.builds(Answer, names, st.sampled_from(["1", "2", "0", "9", "99"])),
        st.builds(Write, names, st.sampled_from(["bal", "", "привет", "31" * 60])),
        st.builds(Press, names, st.sampled_from(KEYS)),
        st.builds(Wait, waits, st.lists(st.integers(0, 1000), max_size=4).map(tuple)),
        st.builds(Wait, waits, st.lists(st.integers(0, 1000), max_size=4).map(tuple)),
    ),
    max_size=16,
)
Step = Dial | Answer | Write | Press | Wait


def lived(story: list[Step], *, split: bool) -> World:
    world = new_world()
    for step in story:
        match step:
            case Dial(name, code):
                dial(world, name, code)
            case Answer(name, text):
                world.command(name, lambda phone, at_ms, text=text: phone.mobile.reply(text, at_ms))  # type: ignore[misc]
            case Write(name, text):
                Holder(world, name).sms("4555", text)
            case Press(name, key):
                world.press(name, key)
            case Wait(by_ms, cuts):
                edges = sorted({by_ms * cut // 1000 for cut in cuts}) if split else []
                for start, end in pairwise([0, *edges, by_ms]):
                    world.advance(end - start)
    return world


def everything(world: World) -> tuple[object, ...]:
    frames = {name: str(world.frame(name)) for name in world.people}
    inboxes = {name: phone.mobile.store.inbox for name, phone in world.phones.items()}
    return world.now_ms, list(world.ledger.entries()), list(world.trace), frames, inboxes, world.next_due()


@settings(max_examples=40)
@given(stories)
def test_an_advance_may_be_split_anywhere(story: list[Step]) -> None:
    assert everything(lived(story, split=True)) == everything(lived(story, split=False))


@settings(max_examples=15)
@given(stories)
def test_the_same_story_twice_is_the_same_world(story: list[Step]) -> None:
    assert everything(lived(story, split=False)) == everything(lived(story, split=False))


def test_a_copied_world_is_a_world_of_its_own() -> None:
    one, other = new_world(), new_world()
    assert everything(one) == everything(other) == everything(load_world())
    Holder(one, ANNA).ussd("*707*31#")
    assert everything(other) == everything(load_world())
    assert len(list(one.ledger.entries())) == len(list(other.ledger.entries())) + 1


def test_a_session_that_nobody_answers_leaves_no_trace_in_the_books() -> None:
    world = load_world()
    head = world.ledger.head
    dial(world, ANNA, "*111#")
    world.advance(200_000)
    assert isinstance(world.trace[-1].message, UssdReleased)
    assert world.ledger.head == head
