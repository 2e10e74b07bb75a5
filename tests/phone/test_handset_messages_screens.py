"""The screens of messages as text, in both languages and on both displays."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from syrupy.assertion import SnapshotAssertion

from phone.air.messages import MmsDeliver, SmsStatusReport, SmsSubmitReport
from phone.air.text import Text
from phone.saving.rooms import handset_rooms
from tests.phone.handsets import CARD, NOON_MS, SECOND_CARD, Hand, marks_of, sms

BORIS = "+79160000002"
LETTER = "Перезвони на +7 (916) 000-00-03 или набери *111*455#. Код 4821, до 31.03.2026"
SAID = Text("Недостаточно средств: SMS стоит 1,50 р. Пополните счёт и пошлите сообщение ещё раз.")

Scenario = Callable[[Hand], Hand]


def written(hand: Hand) -> Hand:
    """A text that waits for its number."""
    return hand.menu("write").type("Привет!").press("soft_left", "1")


def knowing(hand: Hand) -> Hand:
    """A phone with somebody in its phonebook."""
    hand.handset.mobile.phonebook.add("Борис", BORIS)
    return hand


def sent(hand: Hand, to: str = BORIS) -> Hand:
    """A message that has just been given to its centre."""
    return written(hand).type(to).press("ok")


def awaited(hand: Hand) -> Hand:
    """A sent message that has asked for a report."""
    hand.handset.settings.reports = True
    return sent(hand).hear(SmsSubmitReport(1))


def delivered(hand: Hand, outcome: str = "delivered") -> Hand:
    """A sent message and its report."""
    return awaited(hand).hear(SmsStatusReport(9, 1, BORIS, NOON_MS, NOON_MS, outcome))  # type: ignore[arg-type]


def unsent(hand: Hand) -> Hand:
    """A message that the centre did not take."""
    return sent(hand).hear(SmsSubmitReport(1, "balance", text=SAID))


def mms(hand: Hand) -> Hand:
    """A form that is filled."""
    hand.menu("write_mms").press("1").type("Отпуск").press("ok", "2").type("Мы на море").press("ok", "3")
    return hand.press("down", "down", "down", "ok")


SCENARIOS: Mapping[str, Scenario] = {
    "menu": lambda hand: hand.menu("write").press("soft_right"),
    "write": lambda hand: hand.menu("write"),
    "write_text": lambda hand: hand.menu("write").type("Привет! Как дела? Я уже еду."),
    "write_options": lambda hand: hand.menu("write").type("Привет!").press("soft_left"),
    "write_empty": lambda hand: hand.menu("write").press("call"),
    "write_template": lambda hand: hand.menu("write").press("soft_left", "3"),
    "recipient": written,
    "recipient_names": lambda hand: written(knowing(hand)).press("ok"),
    "recipient_named": lambda hand: written(knowing(hand)).press("ok", "ok"),
    "recipient_typed": lambda hand: written(hand).type("+7916"),
    "recipient_bad": lambda hand: written(hand).type("*100#").press("ok"),
    "sending": lambda hand: sent(hand).wait(250),
    "sent": lambda hand: sent(hand).hear(SmsSubmitReport(1)),
    "failed": unsent,
    "failed_scrolled": lambda hand: unsent(hand).press("down", "down"),
    "failed_no_coverage": lambda hand: sent(hand.act(lambda mobile, at_ms: mobile.set_airplane(at_ms, on=True))),
    "draft_saved": lambda hand: hand.menu("write").type("Привет!").press("end"),
    "drafts": lambda hand: hand.menu("write").type("Привет! Как дела?").press("end", "end").menu("drafts"),
    "drafts_empty": lambda hand: hand.menu("drafts"),
    "draft_options": lambda hand: (
        hand.menu("write").type("Привет!").press("end", "end").menu("drafts").press("ok", "soft_left")
    ),
    "draft_delete": lambda hand: (
        hand.menu("write").type("Привет!").press("end", "end").menu("drafts").press("ok", "soft_left", "5")
    ),
    "outbox": lambda hand: sent(unsent(hand).press("ok", "end"), "4555").press("end").menu("outbox"),
    "outbox_read": lambda hand: unsent(hand).press("ok", "end").menu("outbox").press("ok"),
    "outbox_options": lambda hand: unsent(hand).press("ok", "end").menu("outbox").press("ok", "ok"),
    "sent_list": lambda hand: delivered(hand).press("end").menu("sent"),
    "sent_read": lambda hand: delivered(hand).press("end").menu("sent").press("ok"),
    "sent_expired": lambda hand: delivered(hand, "expired").press("end").menu("sent").press("ok"),
    "sent_awaited": lambda hand: awaited(hand).press("end").menu("sent").press("ok"),
    "sent_options": lambda hand: delivered(hand).press("end").menu("sent").press("ok", "ok"),
    "report": delivered,
    "report_expired": lambda hand: delivered(hand, "expired"),
    "reply": lambda hand: hand.hear(sms("Где ты?", sender=BORIS)).press("ok", "ok", "1"),
    "no_reply": lambda hand: hand.hear(sms("Где ты?")).press("ok", "ok", "1"),
    "no_call": lambda hand: hand.hear(sms("Где ты?")).press("ok", "call"),
    "received_options": lambda hand: hand.hear(sms(LETTER, sender=BORIS)).press("ok", "ok"),
    "numbers": lambda hand: hand.hear(sms(LETTER, sender=BORIS)).press("ok", "ok", "4"),
    "number_used": lambda hand: hand.hear(sms(LETTER, sender=BORIS)).press("ok", "ok", "4", "2"),
    "delete": lambda hand: hand.hear(sms(LETTER, sender=BORIS)).press("ok", "ok", "5"),
    "delete_read": lambda hand: hand.menu("delete_read"),
    "templates": lambda hand: hand.menu("templates"),
    "template_new": lambda hand: hand.menu("templates").press("up", "ok").type("Буду в семь"),
    "template_saved": lambda hand: hand.menu("templates").press("up", "ok").type("Буду в семь").press("ok"),
    "template_options": lambda hand: (
        hand.menu("templates").press("up", "ok").type("Буду в семь").press("ok", "ok", "down", "ok")
    ),
    "mms": lambda hand: hand.menu("write_mms"),
    "mms_subject": lambda hand: hand.menu("write_mms").press("1").type("Отпуск"),
    "mms_text": lambda hand: hand.menu("write_mms").press("2").type("Мы на море"),
    "mms_picture": lambda hand: hand.menu("write_mms").press("3"),
    "mms_no_picture": lambda hand: hand.menu("write_mms").press("3", "up"),
    "mms_filled": mms,
    "mms_read": lambda hand: hand.hear(MmsDeliver(4, BORIS, "Отпуск", Text("Мы на море"), "sea", NOON_MS)).press("ok"),
    "message_settings": lambda hand: hand.menu("message_settings"),
    "reports": lambda hand: hand.menu("reports"),
    "validity": lambda hand: hand.menu("validity"),
    "prediction": lambda hand: hand.menu("prediction"),
}
"""Ways to a screen, from a phone that is on."""

SIZES = ((20, 8), (14, 6))

CONTENT = ("templates", "write_template", "template_options", "mms_filled", "drafts")
"""Screens on which the end of a text of the owner's own, or of a template, may be left out."""


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["20x8", "14x6"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_screen(name: str, size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    hand = SCENARIOS[name](Hand.on(language, size))
    assert str(hand.frame) == snapshot


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", SIZES, ids=["20x8", "14x6"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_no_word_of_the_phone_is_cut(name: str, size: tuple[int, int], language: str) -> None:
    """Soft keys keep clear of each other and of the marks; only a text of somebody's own ends in an ellipsis."""
    hand = SCENARIOS[name](Hand.on(language, size))
    softkeys = hand.frame.softkeys
    ends = [run.end for run in softkeys.runs if run.start == 0]
    starts = [run.start for run in softkeys.runs if run.start]
    assert max(ends, default=0) < min(starts, default=size[0] + 1)
    assert not marks_of(hand.frame) & {place for run in softkeys.runs for place in range(run.start, run.end)}
    lines = [row.text.strip() for row in (*hand.frame.body, softkeys)]
    cut = [line for line in lines if "…" in line[1:] and line not in {"Отправка…", "Sending…"}]
    assert not cut or name in CONTENT


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_save_holds_the_screen(name: str) -> None:
    hand, other = SCENARIOS[name](Hand.on()), Hand.on()
    for kept, room in zip(handset_rooms(hand.handset), handset_rooms(other.handset), strict=True):
        room.read(kept.write())
    other.handset.mobile.store.inbox = hand.handset.mobile.store.inbox
    assert other.handset.interface.stack == hand.handset.interface.stack
    assert other.handset.frame(hand.at_ms) == hand.frame


def test_two_cards_are_asked_for(snapshot: SnapshotAssertion) -> None:
    assert str(sent(Hand.on(cards=(CARD, SECOND_CARD))).frame) == snapshot
