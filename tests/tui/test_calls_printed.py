"""Calls and supplementary services as the command line and the tape tell them: no message without its words."""

from __future__ import annotations

import json

import pytest

from phone.air.messages import CallCause, CallDown, CallUp, SupplementaryRequest, SupplementaryResult
from phone.holder import Holder
from phone.opening import load_world
from phone.trace import TraceEvent
from phone.world import World
from tui.pages.tape import tape_lines
from tui.printing import Report, event_json
from tui.words import Words


def eventful() -> tuple[World, list[TraceEvent]]:
    """Анна talks with Борис and Вера, connects them, asks for a service and calls the call centre; Борис pays for a call."""
    world = load_world("demo")
    world.settle()
    heard: list[TraceEvent] = []
    world.listen(heard.append)
    anna, boris, vera = (Holder(world, name) for name in ("Анна", "Борис", "Вера"))
    anna.call("79160000002")
    boris.answer().press("5")
    vera.call("79160000001")
    for code in ("2", "2", "4", "*21*79160000003#", "*33*1#"):
        world.command("Анна", lambda phone, at_ms, code=code: phone.mobile.dial(code, at_ms))  # type: ignore[misc]
        world.settle()
    boris.press("end")
    anna.call("0890", ["1"]).hang_up()
    world.settle()
    boris.call("79160000003")
    vera.answer()
    boris.press("end")
    world.settle()
    return world, heard


def test_every_message_of_a_call_is_one_flat_object() -> None:
    world, heard = eventful()
    rows = [json.loads(json.dumps(event_json(world, event))) for event in heard]
    states = {row["state"] for row in rows if row["event"] == "call"}
    assert states == {
        "setup", "incoming", "ringing", "alerting", "answer", "connected", "tone", "held", "retrieved", "transfer",
        "announcement", "disconnect", "released", "charge",
    }  # fmt: skip
    services = [row for row in rows if row["event"] == "service"]
    assert [row["state"] for row in services] == ["request", "done", "request", "refused"]
    assert services[1]["services"] == [{"service": "21", "active": True, "number": "79160000003"}]
    assert services[3]["cause"] == "wrong_password"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_tape_has_words_for_every_message_of_a_call(language: str) -> None:
    world, heard = eventful()
    words = Words(world.texts, language, world.ledger.configuration.purses)
    kinds = CallUp | CallDown | SupplementaryRequest | SupplementaryResult
    told = [event for event in heard if isinstance(event.message, kinds)]
    assert {type(event.message) for event in told} == set(kinds.__args__)
    assert all(tape_lines(event, (), words, 46) for event in told)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_cause_of_a_call_has_its_words(language: str) -> None:
    texts = load_world("demo").texts
    for cause in CallCause.__args__:  # type: ignore[attr-defined]
        assert texts.word(f"face.cause.{cause}", language)
        assert texts.word(f"handset.call.released.{cause}", language)


def test_a_conversation_is_printed_as_it_is_heard() -> None:
    world = load_world("demo")
    world.settle()
    lines: list[str] = []
    world.listen(Report(world, "Вера", as_json=False, write=lines.append))
    phone = Holder(world, "Вера")
    phone.call("0890", ["0"]).hang_up()
    phone.call("79160000002")
    world.advance(40_000)
    assert lines[1] == "> 0"
    assert lines[2].startswith("Консультант слушает")
    assert lines[3:] == ["Гудки…", "Нет ответа"]
