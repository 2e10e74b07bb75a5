"""Supplementary services: registered, asked for, erased, and what they do to calls; PINs, which the card keeps."""

from __future__ import annotations

import pytest

from ledger.calendar import SECOND_MS
from phone.air.messages import ServiceStatus, SupplementaryRequest, SupplementaryResult
from phone.air.mmi import SERVICES
from phone.handset.mobile.service import ServiceRequest
from phone.holder import Holder
from tests.phone.handsets import NOON_MS, Hand
from tests.phone.worlds import ANNA, BORIS, DINA, GLEB, VERA, Life

NUMBERS = {BORIS: "79160000002", VERA: "79160000003", GLEB: "79210000004", DINA: "79030000005"}


def ask(life: Life, code: str, name: str = BORIS) -> str:
    """Dial a code on a phone and read its display."""
    phone = Holder(life.world, name)
    phone.press("end")
    phone.type(code)
    phone.press("call")
    life.world.settle()
    return " ".join(" ".join(row.text for row in phone.frame.body).split())


def lives() -> Life:
    return Life.of(ANNA)


def rings(life: Life) -> list[str]:
    return [name for name, phone in life.world.phones.items() if phone.mobile.calls.ringing is not None]


class TestForwarding:
    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("*21*79160000003#", "Данные приняты Переадресация: все Включена +7 916 000-00-03"),
            ("**21*79160000003#", "Данные приняты Переадресация: все Включена +7 916 000-00-03"),
            ("**67*89160000003#", "Данные приняты Переадресация: занято Включена +7 916 000-00-03"),
            (
                "**61*9160000003**15#",
                "Данные приняты Переадресация: нет ответа Включена +7 916 000-00-03 Через 15 секунд",
            ),
            ("**62*+79160000003*11#", "Данные приняты Переадресация: недоступен Включена +7 916 000-00-03"),
            ("*#21#", "Переадресация: все Выключена"),
            ("##21#", "Данные удалены Переадресация: все Выключена"),
            ("*21#", "Не выполнено"),
            ("#67#", "Не выполнено"),
            ("**61*79160000003**31#", "Неверные данные"),
            ("**21*79160000002#", "Неверные данные"),
            ("**21*1#", "Неверные данные"),
            ("**21#", "Неверные данные"),
        ],
    )
    def test_the_phone_says_what_became_of_it(self, code: str, said: str) -> None:
        assert ask(lives(), code) == said

    def test_it_is_switched_off_and_on_without_its_number(self) -> None:
        life = lives()
        ask(life, "**21*79160000003#")
        assert ask(life, "#21#") == "Услуга выключена Переадресация: все Выключена +7 916 000-00-03"
        assert ask(life, "*#21#") == "Переадресация: все Выключена +7 916 000-00-03"
        assert ask(life, "*21#") == "Услуга включена Переадресация: все Включена +7 916 000-00-03"

    def test_all_and_all_conditional(self) -> None:
        life = lives()
        ask(life, "**002*79160000003#")
        services = life.world.network.switch.supplementary.services[NUMBERS[BORIS]]
        assert set(services.forwards) == {"21", "67", "61", "62"}
        ask(life, "##004#")
        assert set(services.forwards) == {"21"}
        ask(life, "##002#")
        assert services.forwards == {}

    def test_all_calls_go_elsewhere_without_ringing(self) -> None:
        life = lives()
        ask(life, "*21*79160000003#")
        life.phone.call(NUMBERS[BORIS])
        assert rings(life) == [VERA]
        assert life.world.phones[VERA].mobile.calls.ringing.number == life.msisdn  # type: ignore[union-attr]

    def test_what_is_not_answered_goes_elsewhere_after_its_seconds(self) -> None:
        life = lives()
        ask(life, "**61*79160000003**10#")
        life.phone.call(NUMBERS[BORIS])
        assert rings(life) == [BORIS]
        life.world.advance(12 * SECOND_MS)
        assert rings(life) == [VERA]
        assert life.world.phones[BORIS].mobile.calls.log.unseen == 1

    @pytest.mark.parametrize("rejects", [True, False])
    def test_what_finds_the_phone_busy_or_is_rejected_goes_elsewhere(self, rejects: bool) -> None:
        life = lives()
        ask(life, "*67*79160000003#")
        if not rejects:
            ask(life, "#43#")
            Holder(life.world, BORIS).press("end")
            Holder(life.world, GLEB).call(NUMBERS[BORIS])
            Holder(life.world, BORIS).answer()
        life.phone.call(NUMBERS[BORIS])
        if rejects:
            Holder(life.world, BORIS).press("soft_right")
            life.world.settle()
        assert rings(life) == [VERA]

    def test_what_does_not_reach_the_phone_goes_elsewhere(self) -> None:
        life = lives()
        ask(life, "*62*79030000005#")
        life.world.command(BORIS, lambda phone, _: phone.mobile.switch_off())
        life.phone.call(NUMBERS[BORIS])
        assert rings(life) == [DINA]

    def test_a_circle_ends(self) -> None:
        life = lives()
        ask(life, "*21*79160000003#")
        ask(life, "*21*79160000002#", VERA)
        assert life.phone.call(NUMBERS[BORIS]).cause == "unreachable"

    def test_to_a_number_that_nobody_has(self) -> None:
        life = lives()
        ask(life, "*21*79990000000#")
        call = life.phone.call(NUMBERS[BORIS])
        assert [text.key for text in call.announcements] == ["refusal.call.not_in_service"]


class TestSwitches:
    @pytest.mark.parametrize("service", ["43", "30", "31", "76"])
    def test_on_off_and_asked_for(self, service: str) -> None:
        life = lives()
        assert ask(life, f"*{service}#").startswith("Услуга включена")
        assert ask(life, f"*#{service}#").endswith("Включена")
        assert ask(life, f"#{service}#").startswith("Услуга выключена")
        assert ask(life, f"*#{service}#").endswith("Выключена")
        assert ask(life, f"**{service}#") == "Не выполнено"

    def test_each_sim_has_its_own(self) -> None:
        life = lives()
        ask(life, "#43#")
        assert ask(life, "*#43#", VERA).endswith("Включена")

    def test_the_number_of_who_answers_is_shown(self) -> None:
        life = lives()
        ask(life, "*76#", ANNA)
        ask(life, "*21*79160000003#")
        life.phone.press("end")
        life.phone.call(NUMBERS[BORIS])
        Holder(life.world, VERA).answer()
        assert life.phone.frame.body[0].text.strip() == VERA, "by name, since the phone knows it"

    @pytest.mark.parametrize("code", ["*77#", "*#300#"])
    def test_a_service_that_the_operator_does_not_have(self, code: str) -> None:
        assert ask(lives(), code) == "Не выполнено"

    def test_another_operators_services_are_not_ours(self) -> None:
        assert ask(lives(), "*#21#", DINA) == "Не выполнено"


class TestBarring:
    def test_outgoing_calls_but_not_emergencies(self) -> None:
        life = lives()
        assert ask(life, "*33*0000#").startswith("Услуга включена")
        barred = Holder(life.world, BORIS).call("79160000003")
        assert barred.cause == "barred"
        assert barred.refused is not None
        assert "Вызовы запрещены" in str(life.world.frame(BORIS))
        assert Holder(life.world, BORIS).call("112").announcements[0].key == "call.emergency"
        assert ask(life, "#33*0000#").startswith("Услуга выключена")
        assert Holder(life.world, BORIS).call("79160000003").state == "alerting"

    @pytest.mark.parametrize("code", ["331", "332"])
    def test_calls_abroad_only(self, code: str) -> None:
        life = lives()
        ask(life, f"*{code}*0000#")
        phone = Holder(life.world, BORIS)
        assert [phone.call(number).cause for number in ("+491234567", "810491234567")] == ["barred", "barred"]
        assert phone.call("+79160000003").state == "alerting"

    def test_incoming_calls(self) -> None:
        life = lives()
        ask(life, "*35*0000#")
        call = life.phone.call(NUMBERS[BORIS])
        assert ([text.key for text in call.announcements], call.cause) == (["refusal.call.barred_incoming"], "barred")
        ask(life, "#330*0000#")
        assert life.phone.call(NUMBERS[BORIS]).state == "alerting"

    def test_several_at_once_are_lifted_but_not_set(self) -> None:
        life = lives()
        assert ask(life, "*333*0000#") == "Не выполнено"
        ask(life, "*33*0000#")
        assert "Запрет исходящих Включена" in ask(life, "*#333#")
        ask(life, "#353*0000#")
        assert ask(life, "*#33#") == "Запрет исходящих Включена"
        ask(life, "#333*0000#")
        assert ask(life, "*#33#") == "Запрет исходящих Выключена"

    @pytest.mark.parametrize("code", ["*33*1111#", "*33#", "#330*#"])
    def test_without_the_password_nothing_happens(self, code: str) -> None:
        life = lives()
        assert ask(life, code) == "Неверный пароль"
        assert Holder(life.world, BORIS).call("79160000003").state == "alerting"

    def test_the_password_is_changed(self) -> None:
        life = lives()
        assert ask(life, "**03*330*0000*1234*1234#") == "Пароль изменён"
        assert ask(life, "*33*0000#") == "Неверный пароль"
        assert ask(life, "*33*1234#").startswith("Услуга включена")
        assert ask(life, "**03**1234*77*77#") == "Неверные данные"
        assert ask(life, "**03**1234*5555*6666#") == "Неверные данные"
        assert ask(life, "**03**0000*5555*5555#") == "Неверный пароль"

    def test_the_first_password_is_a_rule(self) -> None:
        assert ask(Life.of(ANNA, "demo", 'rules.calls.barring_password="4711"'), "*33*4711#").startswith("Услуга")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("form", ["*{}#", "#{}#", "*#{}#", "**{}#", "##{}#", "**{}*1*2*3*4#", "*{}****#"])
def test_every_service_code_gets_a_result(service: str, form: str) -> None:
    life = lives()
    said = ask(life, form.format(service))
    assert said
    assert "Запрос" not in said
    assert life.world.phones[BORIS].mobile.service.state is not None


class TestTheRequestOnThePhone:
    def test_it_is_on_its_way_until_the_result(self) -> None:
        hand = Hand.on().type("*#43#").press("call")
        assert hand.sent == [SupplementaryRequest(1, "query", "43")]
        assert (hand.body, hand.softkeys) == ("Запрос…", "Отмена")
        hand.handset.mobile.dial("*#43#", NOON_MS)
        assert len(hand.sent) == 1, "one at a time"
        hand.hear(SupplementaryResult(1, "query", (ServiceStatus("43", active=True),)))
        assert (hand.body, hand.softkeys) == ("Второй вызов Включена", "ОК Назад")
        assert "МТС" in hand.press("ok").body

    def test_a_result_that_nobody_waits_for_is_not_heard(self) -> None:
        hand = Hand.on().type("*#43#").press("call", "soft_right")
        hand.hear(SupplementaryResult(1, "query", error="not_done"))
        assert hand.handset.mobile.service.state is None

    def test_the_phone_waits_two_minutes(self) -> None:
        hand = Hand.on().type("*#43#").press("call").wait(119_999)
        assert hand.body == "Запрос…"
        assert hand.wait(1).body == "Ответ не получен"

    def test_coverage_is_lost(self) -> None:
        hand = Hand.on().type("*#43#").press("call")
        hand.handset.mobile.lose_coverage(0)
        assert hand.body == "Нет сети"
        state = hand.handset.mobile.service.state
        assert isinstance(state, ServiceRequest)
        assert not state.running


class TestPin:
    def change(self, hand: Hand, code: str) -> str:
        body = hand.type(code).body
        hand.press("end")
        return body

    def test_it_is_changed_without_send(self) -> None:
        hand = Hand.on()
        assert self.change(hand, "**04*0000*1234*1234#") == "PIN изменён"
        assert hand.handset.mobile.slots[0].pin.pin == "1234"
        assert (hand.sent, hand.handset.mobile.dialled) == ([], ()), "nothing of it leaves or stays"

    def test_three_wrong_tries_need_the_puk(self) -> None:
        hand = Hand.on()
        wrong = "**04*9999*1234*1234#"
        assert [self.change(hand, wrong) for _ in range(4)] == [
            "Неверный PIN. Осталось 2 попытки",
            "Неверный PIN. Осталась 1 попытка",
            "PIN заблокирован. Нужен PUK",
            "PIN заблокирован. Нужен PUK",
        ]
        assert self.change(hand, "**04*0000*1234*1234#") == "PIN заблокирован. Нужен PUK"
        assert self.change(hand, "**05*00000000*1234*1234#") == "Неверный PUK. Осталось 9 попыток"
        assert self.change(hand, "**05*12345678*1234*1234#") == "PIN изменён"
        assert self.change(hand, "**04*1234*0000*0000#") == "PIN изменён"

    def test_ten_wrong_puks_are_the_end_of_the_card(self) -> None:
        hand = Hand.on()
        for _ in range(10):
            self.change(hand, "**05*1*1234*1234#")
        assert self.change(hand, "**05*12345678*1234*1234#") == "SIM заблокирована"

    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("**04*0000*1234*4321#", "PIN не совпадают"),
            ("**04*0000*12*12#", "В PIN от 4 до 8 цифр"),
            ("**042*0000*1234*1234#", "PIN изменён"),
            ("**052*12345678*1234*1234#", "PIN изменён"),
        ],
    )
    def test_other_outcomes(self, code: str, said: str) -> None:
        hand = Hand.on()
        assert self.change(hand, code) == said
        assert (hand.handset.mobile.slots[0].pin.pin, hand.handset.mobile.slots[0].pin.tries) == ("0000", 3)

    def test_an_unfinished_one_is_refused_with_send(self) -> None:
        assert Hand.on().type("**04*0000#").press("call").body == "В PIN от 4 до 8 цифр"
