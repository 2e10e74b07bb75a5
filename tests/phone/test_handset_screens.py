"""Every screen as text, in both languages and on both displays."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from syrupy.assertion import SnapshotAssertion

from phone.air.messages import (
    CallAnnouncement,
    CallConnected,
    CallIncoming,
    CallReleased,
    UssdAsk,
    UssdEnd,
    UssdReleased,
)
from phone.air.text import Text
from phone.handset.mobile.store import CAPACITY
from phone.handset.ui.screens.power import GREETING_MS
from tests.phone.handsets import CARD, IMEI, SECOND_CARD, Hand, marks_of, sms, texts

MENU = "МТС Бонус\n1 Баланс\n2 Потратить\n3 Подарить\n4 Прогноз\n5 Мои пакеты\n6 Пригласить друга\n0 Назад"
LETTER = "У вас 1240 баллов, из них 320 сгорят 31.03.2026. Получить: *111*455# или www.bonus.example/personal/catalogue"

Scenario = Callable[[Hand], Hand]

SCENARIOS: Mapping[str, Scenario] = {
    "idle": lambda hand: hand,
    "idle_one_message": lambda hand: hand.hear(sms("привет")),
    "idle_three_messages": lambda hand: hand.hear(*(sms("привет", number) for number in range(3))),
    "idle_memory_full": lambda hand: hand.hear(*(sms("x", number) for number in range(CAPACITY + 1))),
    "dialling": lambda hand: hand.type("*111*455*0#"),
    "dialling_in_the_middle": lambda hand: hand.type("*111*455*0#").press("left", "left", "left"),
    "dialling_long": lambda hand: hand.type("0123456789" * 15),
    "dialling_too_long": lambda hand: hand.type("*" + "1" * 299 + "#"),
    "refused_too_long": lambda hand: hand.type("*" + "1" * 299 + "#").press("call"),
    "refused_not_done": lambda hand: hand.type("0890").press("call").hear(CallConnected(0)).type("3").press("call"),
    "refused_not_allowed": lambda hand: hand.type("***").press("call"),
    "imei": lambda hand: hand.type("*#06#"),
    "requesting": lambda hand: hand.type("*100#").press("call").wait(500),
    "asking": lambda hand: hand.type("*111#").press("call").hear(UssdAsk(7, Text(MENU))),
    "asking_scrolled": lambda hand: hand.hear(UssdAsk(7, Text(MENU))).press("down", "3"),
    "asking_long_reply": lambda hand: (
        hand.hear(UssdAsk(7, Text("Кому?"))).type("+7 (916) 000-00-02 Борису").press("left")
    ),
    "asking_full": lambda hand: hand.hear(UssdAsk(7, Text("Кому?"))).type("я" * 81),
    "asking_empty": lambda hand: hand.hear(UssdAsk(7, Text("Кому?"))).press("ok"),
    "ended": lambda hand: hand.hear(UssdEnd(7, Text("У вас 1240 баллов. Ближайшее сгорание 31.03.2026."))),
    "ended_long": lambda hand: hand.hear(UssdEnd(7, Text(LETTER + " " + LETTER))).press("down", "down"),
    "call_calling": lambda hand: hand.type("0890").press("call"),
    "call_said": lambda hand: hand.type("*111*455").press("call").hear(CallAnnouncement(Text(LETTER))),
    "call_over": lambda hand: hand.type("0890").press("call").hear(CallReleased("busy")),
    "menu": lambda hand: hand.press("soft_left", "down"),
    "about": lambda hand: hand.menu("about"),
    "settings": lambda hand: hand.menu("settings").press("up"),
    "profiles": lambda hand: hand.menu("profiles"),
    "ringtones": lambda hand: hand.menu("ringtones").press("down"),
    "language": lambda hand: hand.menu("language"),
    "display": lambda hand: hand.menu("display"),
    "key_tones": lambda hand: hand.menu("key_tones"),
    "sims": lambda hand: hand.menu("sims").press("down"),
    "airplane": lambda hand: hand.menu("airplane"),
    "in_airplane_mode": lambda hand: hand.menu("airplane").press("up", "ok", "end"),
    "security": lambda hand: hand.menu("security"),
    "pin_request": lambda hand: hand.menu("pin_request").type("0000"),
    "pin_wrong": lambda hand: (
        hand.menu("change_pin").type("1111").press("ok").type("22").press("ok").type("22").press("ok")
    ),
    "greeting": lambda hand: hand.hold("power", "power"),
    "pin_asked": lambda hand: hand.ask_pin().hold("power", "power").wait(GREETING_MS),
    "off": lambda hand: hand.hold("power"),
    "locked": lambda hand: hand.press("soft_left", "*"),
    "locked_pressed": lambda hand: hand.press("soft_left", "*", "ok"),
    "unlocking": lambda hand: hand.press("soft_left", "*", "soft_left"),
    "silent": lambda hand: hand.hold("#").wait(3_000),
    "volume": lambda hand: hand.press("volume_up"),
    "no_card": lambda hand: hand.act(lambda mobile, at_ms: mobile.pull_sim(0, at_ms)),
    "ringing": lambda hand: hand.hear(CallIncoming(-1, "79160000002")),
    "inbox_empty": lambda hand: hand.menu("inbox"),
    "inbox": lambda hand: (
        hand.hear(
            *(sms("x", number, sender) for number, sender in enumerate(["MTS-Bonus", "4555", "+79160000002"] * 4))
        )
        .menu("inbox")
        .press("ok", "soft_right", "up", "up")
    ),
    "reading": lambda hand: hand.hear(sms(LETTER)).press("soft_right"),
    "reading_scrolled": lambda hand: hand.hear(sms(LETTER)).press("soft_right").press("down", times=20),
    "message_options": lambda hand: hand.hear(sms(LETTER)).press("soft_right", "soft_left"),
}
"""Ways to a screen, from a phone that is on."""

SIZES = ((20, 8), (14, 6))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["20x8", "14x6"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_screen(name: str, size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    assert str(SCENARIOS[name](Hand.on(language, size)).frame) == snapshot


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("cause", ["user", "network", "timeout", "busy", "unsupported", "malformed", "no_coverage"])
def test_how_a_dialogue_breaks_off(cause: str, language: str, snapshot: SnapshotAssertion) -> None:
    hand = Hand.on(language).type("*100#").press("call")
    assert str(hand.hear(UssdReleased(7, cause)).frame) == snapshot  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_answer(language: str, snapshot: SnapshotAssertion) -> None:
    assert str(Hand.on(language).type("*100#").press("call").wait(120_000).frame) == snapshot


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["20x8", "14x6"])
def test_no_coverage(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    hand = Hand.on(language, size)
    hand.handset.mobile.lose_coverage(0)
    assert str(hand.frame) == snapshot
    assert str(hand.type("*100#").press("call").frame) == snapshot


def test_two_sims(snapshot: SnapshotAssertion) -> None:
    assert str(Hand.on(cards=(CARD, SECOND_CARD)).menu("about").frame) == snapshot


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["20x8", "14x6"])
def test_which_sim(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    hand = Hand.on(language, size, (CARD, SECOND_CARD)).type("*100#").press("call")
    assert str(hand.frame) == snapshot
    assert str(hand.act(lambda mobile, at_ms: mobile.pull_sim(0, at_ms)).frame) == snapshot
    assert str(hand.press("end", "end").menu("sims").frame) == snapshot


def test_emoji_and_strange_characters(snapshot: SnapshotAssertion) -> None:
    hand = Hand.on().hear(sms("Ура 🎉🎉, й\u0306 и\u0306!\u2028漢字\tтаб\x07", sender="👍 MTS|"))
    assert str(hand.press("ok").frame) == snapshot
    assert str(hand.press("soft_right").menu("inbox").frame) == snapshot


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["20x8", "14x6"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_no_word_of_the_phone_is_cut(name: str, size: tuple[int, int], language: str) -> None:
    """Soft keys keep clear of each other and of the marks; no line of the phone's own ends in an ellipsis it does not have."""
    hand = SCENARIOS[name](Hand.on(language, size))
    softkeys = hand.frame.softkeys
    ends = [run.end for run in softkeys.runs if run.start == 0]
    starts = [run.start for run in softkeys.runs if run.start]
    assert max(ends, default=0) < min(starts, default=size[0] + 1)
    assert not marks_of(hand.frame) & {place for run in softkeys.runs for place in range(run.start, run.end)}
    lines = [row.text.rstrip() for row in (*hand.frame.body, softkeys)]
    own = {"Запрос…", "Requesting…", "Вызов…", "Calling…"}
    assert not [line for line in lines if line.endswith("…") and line.strip() not in own]
    assert "… " not in lines[0], "a title is not cut either"


VALUES: Mapping[str, int | str] = {
    "at": 1_773_298_920_000, "count": 50, "duration": "1:02:03", "who": "+79160000002", "tones": "12#", "seconds": 30, "left": 3, "bar": "▮▮▮▯▯", "slot": 2, "score": 999, "best": 999, "number": "+79160000002", "kopecks": 15000, "points": 1240, "digit": "2", "cost": 15000, "least": 4000, "price": 20000,
}  # fmt: skip
"""Values of the phone's texts, as long as they get."""


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_text_fits_the_narrow_display(language: str) -> None:
    for key in texts().files[language].texts:
        if key.startswith("handset."):
            words = texts().word(key, language, **VALUES)
            limit = 9 if ".soft." in key else 3 if key == "handset.operator" else 20
            longest = words if ".soft." in key or key == "handset.operator" else max(words.split(), key=len)
            assert len(longest) <= min(limit, 14), key
            assert ".menu." not in key or len(f"1 {words}") <= 14, key


def test_both_languages_have_the_same_texts() -> None:
    ru, en = ({key for key in texts().files[language].texts if key.startswith("handset.")} for language in ("ru", "en"))
    assert ru == en


def test_the_imei_is_shown_in_full() -> None:
    for size in SIZES:
        rows = Hand.on(size=size).type("*#06#").frame.body
        assert "".join(row.text.strip() for row in rows) == f"IMEI{IMEI}"
