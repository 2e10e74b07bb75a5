"""SMS at the two phones: class 0 on the display, and the sender's patience with the centre."""

from __future__ import annotations

import pytest

from phone.air.messages import (
    SmsDeliver,
    SmsSubmit,
    SmsSubmitReport,
)
from phone.air.text import Text, segments
from phone.handset.mobile.sending import ANSWER_MS
from phone.holder import Holder
from tests.phone.handsets import Hand
from tests.phone.messaging import charges, inbox, mobile, number, write
from tests.phone.worlds import ANNA, BORIS, Life

MINUTE_MS = 60_000


class TestFlash:
    """Class 0: shown at once, not stored."""

    def test_a_flash_is_shown_and_not_stored(self) -> None:
        life = Life.of(BORIS)
        write(life, ANNA, "срочно", flash=True)
        assert inbox(life, ANNA) == []
        assert "срочно" in str(life.world.frame(ANNA))
        Holder(life.world, ANNA).press("ok")
        assert "срочно" not in str(life.world.frame(ANNA))

    @pytest.mark.parametrize("typed", ["*111*4", "+7916"])
    def test_what_was_typed_is_there_afterwards(self, typed: str) -> None:
        hand = Hand.on().type(typed)
        before = hand.frame.body
        hand.hear(flash("Внимание")).hear(flash("Ещё раз", 2))
        assert "Внимание" in hand.body
        hand.press("ok")
        assert "Ещё раз" in hand.body
        hand.press("ok")
        assert hand.frame.body == before

    def test_a_flash_over_a_question_of_the_network(self) -> None:
        life = Life.of(ANNA)
        life.phone.ussd("*111#")
        life.phone.type("2")
        asked = life.phone.frame
        life.world.network.sms_from_operator(life.msisdn, "Счёт скоро закончится", life.world.now_ms, flash=True)
        life.world.settle()
        assert "Счёт скоро" in str(life.phone.frame)
        assert life.phone.press("ok").body == asked.body

    def test_a_long_flash_scrolls_and_comes_in_parts(self) -> None:
        text = " ".join(["слово"] * 40)
        hand = Hand.on()
        parts = segments(Text(text))
        for place, part in reversed(list(enumerate(parts, start=1))):
            hand.hear(SmsDeliver(place, "MTS", part, hand.at_ms, 7, place, len(parts), flash=True))
        assert "MTS" in hand.body
        hand.press("down", times=3)
        assert "MTS" not in hand.body
        assert hand.press("down", times=99).press("call").softkeys.startswith("ОК")
        hand.press("end")
        assert (hand.handset.mobile.store.flashes, hand.handset.mobile.store.inbox) == ((), ())


def flash(words: str, delivery: int = 1) -> SmsDeliver:
    return SmsDeliver(delivery, "MTS-Bonus", Text(words), Hand.on().at_ms, flash=True)


class TestSendingPhone:
    """The phone's own patience with the centre."""

    def test_what_nobody_answers_is_sent_once_more_and_then_given_up(self) -> None:
        hand = Hand.on()
        first = hand.handset.mobile.send_sms("4555", "я" * 100, hand.at_ms)
        hand.hear(SmsSubmitReport(1, part=1)).wait(ANSWER_MS)
        assert hand.sent == [first[1].message], "only the part that was not taken, under its reference"
        hand.wait(ANSWER_MS)
        (message,) = hand.handset.mobile.outbox
        assert (message.state, message.cause, hand.handset.mobile.next_due()) == ("failed", "no_answer", None)
        hand.hear(SmsSubmitReport(1, part=2))
        assert hand.handset.mobile.outbox[0].state == "sent", "the centre's word counts, however late"

    def test_a_message_is_sent_when_all_its_parts_are_taken(self) -> None:
        hand = Hand.on()
        hand.handset.mobile.send_sms("4555", "я" * 100, hand.at_ms)
        states = []
        for part in (2, 2, 1):
            hand.hear(SmsSubmitReport(1, part=part))
            states.append(hand.handset.mobile.outbox[0].state)
        assert states == ["sending", "sending", "sent"]

    def test_out_of_coverage_it_fails_at_once_and_without_it_later(self) -> None:
        hand = Hand.on()
        hand.handset.mobile.send_sms("4555", "раз", hand.at_ms)
        hand.handset.mobile.lose_coverage(0)
        hand.wait(ANSWER_MS)
        assert (hand.handset.mobile.outbox[0].cause, hand.sent) == ("no_coverage", [])
        assert hand.handset.mobile.send_sms("4555", "два", hand.at_ms) == ()
        assert hand.handset.mobile.outbox[0].cause == "no_coverage"

    def test_a_resent_message_is_charged_once(self) -> None:
        life = Life.of(BORIS)
        life.phone.sms(number(life, ANNA), "раз")
        life.world.ether.lose_all()  # the centre's word is lost
        life.world.advance(2 * MINUTE_MS)
        assert len([e for e in life.heard if isinstance(e.message, SmsSubmit)]) == 2
        assert len(charges(life)) == 1
        assert mobile(life, BORIS).outbox[0].state == "sent"
        assert len(inbox(life, ANNA)) == 1
