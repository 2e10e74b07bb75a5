"""Every look of a call, on both displays and in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from syrupy.assertion import SnapshotAssertion

from phone.air.messages import (
    CallAlerting,
    CallAnnouncement,
    CallConnected,
    CallHeld,
    CallIncoming,
    CallReleased,
    CallTone,
    ServiceStatus,
    SupplementaryResult,
)
from phone.air.text import Text
from tests.phone.handsets import CARD, NOON_MS, SECOND_CARD, Hand, marks_of

Scenario = Callable[[Hand], Hand]

MENU = "Консультант слушает. Какой у вас вопрос?\n1\u00a0— вступить в МТС Бонус.\n2\u00a0— выйти из МТС Бонус.\n0\u00a0— вернуться."


def called(hand: Hand) -> Hand:
    return hand.type("79160000002").press("call")


def up(hand: Hand) -> Hand:
    return called(hand).hear(CallConnected(0)).wait(83_000)


def two(hand: Hand) -> Hand:
    hand = up(hand).hear(CallIncoming(-1, "79160000003", waiting=True)).press("soft_left")
    return hand.hear(CallConnected(-1)).wait(5_000)


SCENARIOS: Mapping[str, Scenario] = {
    "calling": called,
    "alerting": lambda hand: called(hand).hear(CallAlerting(0)),
    "incoming": lambda hand: hand.hear(CallIncoming(-1, "79160000003")),
    "incoming_withheld": lambda hand: hand.hear(CallIncoming(-1, "")),
    "incoming_unknown": lambda hand: hand.hear(CallIncoming(-1, None)),
    "up": up,
    "up_for_an_hour": lambda hand: up(hand).wait(3_600_000),
    "tones": lambda hand: up(hand).type("12#").hear(CallTone(0, "7"), CallTone(0, "*")),
    "call_centre": lambda hand: (
        hand.type("0890").press("call").hear(CallConnected(0), CallAnnouncement(Text(MENU))).wait(3_000).type("0")
    ),
    "held": lambda hand: up(hand).press("soft_left", "1"),
    "options": lambda hand: up(hand).press("soft_left"),
    "options_of_two": lambda hand: two(hand).press("soft_left"),
    "options_of_two_below": lambda hand: two(hand).press("soft_left").press("up"),
    "options_of_held": lambda hand: up(hand).press("soft_left", "1", "soft_left"),
    "writing_tones": lambda hand: up(hand).press("soft_left", "2").type("12#"),
    "waiting_tones": lambda hand: hand.type("0890w12").press("call").hear(CallConnected(0)).wait(5_000),
    "muted": lambda hand: up(hand).press("soft_left", "3"),
    "volume": lambda hand: up(hand).press("soft_left", "4"),
    "names": lambda hand: up(hand).press("soft_left", "5"),
    "held_by_the_other": lambda hand: up(hand).hear(CallHeld(0, held=True)),
    "waiting": lambda hand: up(hand).hear(CallIncoming(-1, "79160000003", waiting=True)),
    "one_held": two,
    "ended_by_the_other": lambda hand: up(hand).hear(CallReleased("user")),
    "ended_here": lambda hand: up(hand).press("soft_right"),
    "out_of_money": lambda hand: up(hand).hear(CallReleased("balance")),
    "missed": lambda hand: hand.hear(CallIncoming(-1, "79160000003"), CallReleased("user", -1)),
    "missed_two": lambda hand: hand.hear(
        CallIncoming(-1, "79160000003"), CallReleased("user", -1), CallIncoming(-2, ""), CallReleased("user", -2)
    ),
    "missed_list": lambda hand: hand.hear(
        CallIncoming(-1, "79160000003"), CallReleased("user", -1), CallIncoming(-2, ""), CallReleased("user", -2)
    ).press("soft_right"),
    "service_requested": lambda hand: hand.type("*#21#").press("call"),
    "service": lambda hand: (
        hand.type("*#61#")
        .press("call")
        .hear(SupplementaryResult(1, "query", (ServiceStatus("61", active=True, number="79160000003", seconds=20),)))
    ),
    "service_refused": lambda hand: (
        hand.type("*33*1#").press("call").hear(SupplementaryResult(1, "activate", error="wrong_password"))
    ),
    "pin": lambda hand: hand.type("**04*1*1234*1234#"),
}
"""Ways to a screen, from a phone that is on."""

SIZES = ((20, 8), (14, 6))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["20x8", "14x6"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_screen(name: str, size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    assert str(SCENARIOS[name](Hand.on(language, size)).frame) == snapshot


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["20x8", "14x6"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_no_word_of_the_phone_is_cut(name: str, size: tuple[int, int], language: str) -> None:
    frame = SCENARIOS[name](Hand.on(language, size)).frame
    marks = marks_of(frame)
    assert not marks & {place for run in frame.softkeys.runs for place in range(run.start, run.end)}
    own = {"Вызов…", "Calling…", "Гудки…", "Ringing…", "Запрос…", "Requesting…"}
    lines = [row.text.strip() for row in (*frame.body, frame.softkeys)]
    assert [line for line in lines if line.endswith("…") and line not in own] == []
    assert "…" not in frame.softkeys.text


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "cause", ["user", "network", "timeout", "busy", "rejected", "unreachable", "balance", "barred"]
)
def test_how_a_call_ends(cause: str, language: str, snapshot: SnapshotAssertion) -> None:
    assert str(called(Hand.on(language)).hear(CallReleased(cause)).frame) == snapshot  # type: ignore[arg-type]


def test_the_timer_is_drawn_anew_each_second() -> None:
    hand = called(Hand.on()).wait(400).hear(CallConnected(0))
    assert hand.handset.next_redraw(hand.at_ms) == NOON_MS + 1400
    assert hand.wait(999).body == "79160000002 Разговор 00:00"
    assert hand.wait(1).body == "79160000002 Разговор 00:01"


def test_a_phone_with_two_sims_says_which_one_is_called() -> None:
    hand = Hand.on(cards=(CARD, SECOND_CARD)).hear(CallIncoming(-1, "79160000003"), card=SECOND_CARD)
    assert hand.body == "Входящий вызов +79160000003 SIM 2"


def test_a_call_rings_over_whatever_is_open_and_leaves_it_as_it_was() -> None:
    hand = Hand.on().type("12345").hear(CallIncoming(-1, "79160000003"))
    assert "Входящий вызов" in hand.body
    assert hand.frame.sound == "ring classic"
    assert hand.hear(CallReleased("user", -1)).body == "12345"
