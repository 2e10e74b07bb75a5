"""USSD that the operator begins: notices and questions, what the display shows, and what the operator learns."""

from __future__ import annotations

import pytest

from phone.air.messages import UssdAsk, UssdEnd, UssdNotify, UssdNotifyAck, UssdRelease, UssdReleased, UssdReply
from tests.phone.worlds import ANNA, BORIS, Life

QUESTION = "Оцените связь от 1 до 5"
NOTICE = "Сегодня ночью связь может пропадать"


def shown(life: Life) -> str:
    return " ".join(row.text.strip() for row in life.phone.frame.body).strip()


def test_a_notice_is_shown_and_acknowledged() -> None:
    life = Life.of()
    begun = life.world.ussd_from_operator(ANNA, NOTICE, notify=True)
    life.world.settle()
    assert shown(life) == NOTICE
    assert [type(message) for message in life.messages()] == [UssdNotify, UssdNotifyAck]
    assert (begun.fate, begun.reply) == ("acknowledged", None)
    assert not life.world.network.gateway.sessions
    life.phone.press("ok")
    assert NOTICE not in shown(life), "the key closes it"
    assert life.ussd("*100#").text.value == "Баланс: 150,00 р."


def test_a_question_is_answered_on_the_keys_and_the_operator_has_the_reply() -> None:
    life = Life.of()
    begun = life.world.ussd_from_operator("+79160000001", QUESTION)
    life.world.settle()
    assert QUESTION in shown(life)
    assert begun.fate == "waiting"
    life.phone.press("5", "ok")
    life.world.settle()
    assert [type(message) for message in life.messages()] == [UssdAsk, UssdReply, UssdEnd]
    assert (begun.fate, begun.reply) == ("answered", "5")
    assert shown(life) == "Ваш ответ принят."
    assert not life.world.network.gateway.sessions


def test_a_question_that_nobody_answers_times_out() -> None:
    life = Life.of()
    begun = life.world.ussd_from_operator(ANNA, QUESTION)
    life.world.advance(70_000)
    assert begun.fate == "timeout"
    assert isinstance(life.messages()[-1], UssdReleased)
    assert shown(life) == "Время ответа истекло"


def test_a_question_that_is_closed_is_left() -> None:
    life = Life.of()
    begun = life.world.ussd_from_operator(ANNA, QUESTION)
    life.world.settle()
    life.phone.press("end")
    assert begun.fate == "left"
    assert isinstance(life.messages()[-1], UssdRelease)


@pytest.mark.parametrize("notify", [False, True])
class TestOutcomes:
    def test_busy_while_the_sim_has_a_dialogue(self, notify: bool) -> None:
        life = Life.of()
        asked = life.ussd("*111#")
        assert life.world.ussd_from_operator(ANNA, QUESTION, notify=notify).fate == "busy"
        life.world.settle()
        assert asked.text.value.split()[0] in shown(life), "the dialogue goes on"
        assert life.phone.reply("1").text.value == "Баланс: 150,00 р."

    def test_unsupported_by_an_old_phone(self, notify: bool) -> None:
        life = Life.of()
        life.world.phones[ANNA].mobile.slots[0].ussd.takes_network = False
        before = shown(life)
        begun = life.world.ussd_from_operator(ANNA, QUESTION, notify=notify)
        life.world.settle()
        assert (begun.fate, shown(life)) == ("unsupported", before)

    def test_unreachable_out_of_coverage(self, notify: bool) -> None:
        life = Life.of()
        life.world.set_air(ANNA, "off")
        assert life.world.ussd_from_operator(ANNA, QUESTION, notify=notify).fate == "unreachable"

    def test_lost_on_the_way_it_times_out(self, notify: bool) -> None:
        life = Life.of(ANNA, "demo", "air.states.weak.lost_per_mille=1000")
        life.world.set_air(ANNA, "weak")
        begun = life.world.ussd_from_operator(ANNA, QUESTION, notify=notify)
        life.world.advance(100_000)
        assert begun.fate == "timeout"
        assert {event.outcome for event in life.heard} == {"lost"}

    def test_to_nobody_or_too_long_is_refused(self, notify: bool) -> None:
        life = Life.of()
        with pytest.raises(ValueError, match="nobody has the number"):
            life.world.ussd_from_operator("+79990000000", QUESTION, notify=notify)
        with pytest.raises(ValueError, match="a USSD message 80"):
            life.world.ussd_from_operator(ANNA, "я" * 81, notify=notify)

    def test_the_other_phone_hears_nothing(self, notify: bool) -> None:
        life = Life.of()
        life.world.ussd_from_operator(BORIS, QUESTION, notify=notify)
        life.world.settle()
        assert life.messages() == []
