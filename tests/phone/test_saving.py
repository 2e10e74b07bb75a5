"""A world that is kept and opened again goes on as if nobody had closed it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.configuration import Configuration
from ledger.journal.memory import MemoryJournal
from ledger.journal.port import JournalError
from ledger.loading import Fixtures, Layer
from phone.building import build_world
from phone.handset.ui.keys import KEYS
from phone.holder import Holder
from phone.inputs import INPUTS, Origin
from phone.opening import load_world
from phone.saving.codec import UnreadableError, decode, encode
from phone.saving.keeper import COUNT, FORMAT, Keeper, keep, story_of
from phone.world import World
from phone.worldfile import WorldFile, read_world
from tests.phone.worlds import ANNA, BORIS, VERA

NOW_MS = 1_773_298_920_000
NAMES = (ANNA, BORIS, VERA)


@cache
def demo() -> tuple[WorldFile, Fixtures]:
    """Calls are charged by the second, in slices of an hour, so that hanging up still has to pay."""
    patches = {"tariff": {"call_on_net": {"step": 1, "kopecks": 2}}, "rules": {"calls": {"slice_s": 3600}}}
    fixtures = Fixtures((Layer("test", patches),))
    return read_world("demo", fixtures, Configuration.load(fixtures).purses), fixtures


def opened(journal: MemoryJournal) -> World:
    file, fixtures = demo()
    world = build_world(file, fixtures, NOW_MS, "ru", journal, switched_on=False)
    world.origin = Origin("demo", NOW_MS)
    keep(world, journal)
    return world


def again(world: World) -> World:
    """The world, closed and opened again."""
    journal = world.ledger.journal
    assert isinstance(journal, MemoryJournal)
    world.close()
    return opened(journal)


Step = Callable[[World, str], object]

steps: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(KEYS).map(lambda key: lambda world, name: world.press(name, key)),
    st.sampled_from(["call", "ok", "soft_left", "end"]).map(lambda key: lambda world, name: world.press(name, key)),
    st.sampled_from(KEYS).map(lambda key: lambda world, name: world.hold(name, key)),
    st.sampled_from(["*111#", "*707*31#", "*100#", "0890", "79160000002", "*110*79160000003#"]).map(
        lambda code: lambda world, name: world.command(name, lambda phone, at_ms: phone.mobile.dial(code, at_ms))
    ),
    st.sampled_from(["1", "2", "0", "9160000002"]).map(
        lambda text: lambda world, name: world.command(name, lambda phone, at_ms: phone.mobile.reply(text, at_ms))
    ),
    st.sampled_from([("4555", "GIFT 9160000002"), ("4555", "bal"), ("79160000002", "я" * 100), ("7070", "31")]).map(
        lambda sms: (
            lambda world, name: world.command(
                name, lambda phone, at_ms: phone.mobile.send_sms(*sms, at_ms, report=True)
            )
        )
    ),
    st.just(lambda world, name: world.command(name, lambda phone, _: phone.mobile.answer())),
    st.just(
        lambda world, name: world.command(
            name, lambda phone, at_ms: phone.mobile.request_data("my_operator", "balance", "{}", at_ms)
        )
    ),
    st.sampled_from(["off", "fine", "weak", "sms_duplicated"]).map(
        lambda state: lambda world, name: world.set_air(name, state)
    ),
    st.sampled_from([1, 700, 3_000, 61_000, 86_400_000]).map(lambda ms: lambda world, _: world.advance(ms)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(steps, st.sampled_from(NAMES), st.booleans()), max_size=25))
def test_nothing_is_lost_by_closing_and_opening_at_any_moment(taken: list[tuple[Step, str, bool]]) -> None:
    once, twice = opened(MemoryJournal()), opened(MemoryJournal())
    for step, name, reopens in taken:
        step(once, name)
        step(twice, name)
        if reopens:
            twice = again(twice)
        assert [str(once.frame(each)) for each in NAMES] == [str(twice.frame(each)) for each in NAMES]
    once.advance(300_000)
    twice.advance(300_000)
    assert list(once.ledger.entries()) == list(twice.ledger.entries())
    assert [str(once.frame(each)) for each in NAMES] == [str(twice.frame(each)) for each in NAMES]
    assert kept_rooms(once) == kept_rooms(twice)
    assert [one.act for one in story_of(once)[1]] == [one.act for one in story_of(twice)[1]]


def kept_rooms(world: World) -> dict[str, bytes | None]:
    """What a save has of a world now, but for how it came so."""
    return {key: body for key, body in Keeper(world)().items() if not key.startswith(INPUTS) and key != COUNT}


def test_a_call_that_is_up_goes_on_to_cost_money() -> None:
    once, twice = opened(MemoryJournal()), opened(MemoryJournal())
    for world in (once, twice):
        world.command(BORIS, lambda phone, at_ms: phone.mobile.dial("79160000003", at_ms))
        world.advance(5_000)
        world.command(VERA, lambda phone, _: phone.mobile.answer())
        world.advance(10_000)
    twice = again(twice)
    for world in (once, twice):
        world.advance(50_000)
        world.press(BORIS, "end")
        world.settle()
    kopecks = [entry.details["kopecks"] for entry in once.ledger.entries() if entry.kind == "charged"]
    assert len(kopecks) > 1
    assert kopecks == [entry.details["kopecks"] for entry in twice.ledger.entries() if entry.kind == "charged"]


def test_only_what_has_changed_is_written() -> None:
    world = opened(MemoryJournal())
    world.settle()
    keeper = world.keeper
    assert keeper is not None
    assert keeper() == {}
    world.press(BORIS, "1")
    imei = world.phones[BORIS].imei
    world.phones[BORIS].type("2", world.now_ms)
    assert set(keeper()) == {f"handset/{imei}/screen"}


def test_a_message_has_a_key_of_its_own_and_goes_with_it() -> None:
    world = opened(MemoryJournal())
    Holder(world, ANNA).sms("4555", "bal")
    world.settle()
    key = f"handset/{world.phones[ANNA].imei}/message/1"
    assert key in world.ledger.journal.load_state()
    world.command(ANNA, lambda phone, _: phone.mobile.delete_message(1))
    assert key not in world.ledger.journal.load_state()


def test_a_file_brings_a_conversation_back(tmp_path: Path) -> None:
    save = tmp_path / "demo.save"
    world = load_world("demo", save=save)
    Holder(world, ANNA).ussd("*111#")
    Holder(world, BORIS).type("79160000003")
    shown = [str(world.frame(name)) for name in NAMES]
    world.close()
    world = load_world(save=save)
    assert [str(world.frame(name)) for name in NAMES] == shown
    assert "150" in Holder(world, ANNA).reply("1").text.value
    world.close()


def test_a_save_of_another_version_is_told_in_one_line() -> None:
    journal = MemoryJournal()
    opened(journal).close()
    journal.commit((), {FORMAT: encode(99, int)})
    with pytest.raises(JournalError, match="form 99"):
        opened(journal)
    journal.commit((), {FORMAT: encode(1, int), "network/ussd": b'{"sessions":7}'})
    with pytest.raises(JournalError, match="cannot be read"):
        opened(journal)


def test_a_field_that_nobody_knows_is_no_silence() -> None:
    with pytest.raises(UnreadableError):
        decode(b"[1", list[int])
    journal = MemoryJournal()
    opened(journal).close()
    journal.commit((), {"network/ussd": b'{"magic":7}'})
    with pytest.raises(JournalError, match="magic"):
        opened(journal)
