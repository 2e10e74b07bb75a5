"""Power, PIN, SIM cards, airplane mode, locked keys: when a phone is on the network, and what its keys do then."""

from __future__ import annotations

import pytest

from phone.air.messages import Attach, CallIncoming, CallSetup, Detach, UssdRequest
from phone.handset.mobile.pin import FIRST_PIN, FIRST_PUK, PUK_TRIES
from phone.handset.ui.keys import HOLD_MS, Key
from phone.handset.ui.screens.locked import UNLOCKING_MS
from phone.handset.ui.screens.menu import LOCKING_MS
from phone.handset.ui.screens.power import GREETING_MS
from tests.phone.handsets import CARD, SECOND_CARD, Hand

BOTH = (CARD, SECOND_CARD)


def dark(hand: Hand) -> bool:
    return not "".join(row.text for row in hand.frame.rows).strip() and not hand.frame.backlight


def asked(hand: Hand) -> bool:
    return hand.handset.mobile.slots[0].pin.asked


class TestPower:
    @pytest.mark.parametrize("key", ["end", "power"])
    def test_a_long_press_switches_off_and_on(self, key: Key) -> None:
        hand = Hand.on().hold(key)
        assert dark(hand)
        assert hand.sent == [Detach()]
        assert "Привет" in hand.hold(key).body
        assert hand.sent[1:] == [Attach()]
        assert "МТС" in hand.wait(GREETING_MS).body

    def test_a_phone_that_is_off_hears_no_other_key(self) -> None:
        hand = Hand.on().hold("end")
        hand.sent.clear()
        hand.press("1", "call", "end", "volume_up").type("*100#").hold("0")
        assert dark(hand)
        assert hand.sent == []

    def test_a_key_goes_through_the_greeting(self) -> None:
        assert Hand.on().hold("end", "power").press("1").body == "1"

    def test_a_dialogue_and_a_call_end_with_the_power(self) -> None:
        hand = Hand.on().type("*100#").press("call").hold("power")
        assert dark(hand)
        assert isinstance(hand.sent[-1], Detach)
        assert not hand.handset.mobile.slots[0].ussd.running

    def test_a_press_is_no_long_press(self) -> None:
        hand = Hand.on()
        hand.handset.key_down("end", hand.at_ms)
        hand.wait(HOLD_MS - 1)
        hand.handset.key_up()
        assert "МТС" in hand.wait(HOLD_MS).body


class TestBattery:
    def test_a_battery_nearly_empty_is_told_once(self) -> None:
        hand = Hand.on()
        hand.handset.set_battery(40, hand.at_ms)
        assert hand.frame.status.text.endswith("▮▮▯")
        assert hand.frame.sound is None
        hand.handset.set_battery(10, hand.at_ms)
        assert str(hand.frame.sound) == "low_battery"
        assert hand.body == "Батарея разряжена"
        assert hand.frame.status.text.endswith("▮▯▯")
        hand.wait(3_000).handset.set_battery(9, hand.at_ms)
        assert "МТС" in hand.body


class TestPin:
    def test_a_card_asks_and_registers_with_the_right_pin(self) -> None:
        hand = Hand.on().ask_pin().hold("power", "power").wait(GREETING_MS)
        assert "Введите PIN" in hand.body
        assert hand.sent == [Detach()]
        hand.press("1", "2", "ok")
        assert "Осталось 2 попытки" in hand.body
        hand.wait(3_000).type(FIRST_PIN)
        assert "****" in hand.body
        assert FIRST_PIN not in hand.body
        assert hand.press("ok").sent[1:] == [Attach()]
        assert "МТС" in hand.body

    @pytest.mark.parametrize("keys", [("soft_right",), ("end",)])
    def test_who_will_not_tell_it_is_left_off_the_network(self, keys: tuple[Key, ...]) -> None:
        hand = Hand.on().ask_pin().hold("power", "power").wait(GREETING_MS).press(*keys)
        assert "SIM ждёт PIN" in hand.body
        assert "SIM ждёт PIN" in hand.type("*100#").press("call").body
        assert hand.sent == [Detach()]

    def test_three_wrong_pins_ask_for_the_puk(self) -> None:
        hand = Hand.on().ask_pin().hold("power", "power").wait(GREETING_MS)
        for _ in range(3):
            hand.type("9999").press("ok").wait(3_000)
        assert "Введите PUK" in hand.body
        hand.type(FIRST_PUK).press("ok").type("4321").press("ok").type("4321").press("ok")
        assert hand.sent[1:] == [Attach()]
        assert hand.handset.mobile.slots[0].pin.pin == "4321"

    def test_ten_wrong_puks_end_a_card(self) -> None:
        hand = Hand.on().ask_pin()
        hand.handset.mobile.slots[0].pin.tries = 0
        hand.hold("power", "power").wait(GREETING_MS)
        for _ in range(PUK_TRIES):
            hand.type("11111111").press("ok").type("4321").press("ok").type("4321").press("ok").wait(3_000)
        assert "SIM ждёт" not in hand.press("end").body
        assert "Нет сети" not in hand.body
        assert "SIM заблокирована" in hand.body

    def test_the_settings_turn_the_question_on_and_off(self) -> None:
        hand = Hand.on().menu("pin_request").type("1111").press("ok")
        assert not asked(hand)
        hand.wait(3_000).type(FIRST_PIN).press("ok")
        assert asked(hand)
        assert "МТС" in hand.press("end").body, "the card that has just been given its PIN stays on the network"
        hand.menu("pin_request").type(FIRST_PIN).press("ok")
        assert not asked(hand)

    def test_the_settings_change_it(self) -> None:
        hand = (
            Hand.on().menu("change_pin").type(FIRST_PIN).press("ok").type("2468").press("ok").type("2468").press("ok")
        )
        assert "PIN изменён" in hand.body
        assert hand.handset.mobile.slots[0].pin.pin == "2468"


class TestCards:
    def test_airplane_mode_takes_every_card_off_the_network(self) -> None:
        hand = Hand.on(cards=BOTH).menu("airplane").press("up", "ok")
        assert hand.sent == [Detach(), Detach()]
        assert "Режим полёта" in hand.press("end").body
        assert "Режим полёта" in hand.type("*100#").press("call", "ok").body
        hand.press("end", "end").menu("airplane").press("down", "ok")
        assert hand.sent[2:] == [Attach(), Attach()]

    def test_a_card_pulled_and_put_back(self) -> None:
        hand = Hand.on(cards=BOTH).act(lambda mobile, at_ms: mobile.pull_sim(0, at_ms))
        assert hand.frame.status.text.startswith("1×  2▂▄▆")
        assert hand.sent == [Detach()]
        hand.type("*100#").press("call")
        assert hand.sent[1:] == [UssdRequest("*100#")], "the only card left is not asked for"
        assert hand.act(lambda mobile, _: mobile.insert_sim(0)).sent[2:] == [Attach()]

    def test_a_phone_without_cards_says_so(self) -> None:
        hand = Hand.on().act(lambda mobile, at_ms: mobile.pull_sim(0, at_ms))
        assert "Вставьте SIM" in hand.body
        assert "Вставьте SIM" in hand.type("*100#").press("call").body

    def test_with_two_cards_the_phone_asks_which(self) -> None:
        hand = Hand.on(cards=BOTH).type("*100#").press("call")
        assert "Какая SIM?" in hand.body
        assert hand.sent == []
        assert hand.press("soft_right").body == "*100#", "what was typed is not lost"
        hand.press("call", "2")
        assert hand.sent == [UssdRequest("*100#")]
        assert hand.handset.mobile.slots[1].ussd.running

    def test_the_setting_answers_the_question(self) -> None:
        hand = Hand.on(cards=BOTH).menu("sims").press("down", "down", "ok").press("end")
        hand.type("79160000002").press("call")
        assert hand.sent == [CallSetup("79160000002")]
        assert hand.handset.mobile.calls.live[0].slot == 1


class TestLock:
    def locked(self) -> Hand:
        return Hand.on().press("soft_left", "*")

    def test_menu_and_star_lock_and_unlock(self) -> None:
        hand = self.locked()
        assert "Клавиши закрыты" in hand.body
        assert "¬" in hand.frame.status.text
        assert "Нажмите" in hand.press("ok").body
        hand.wait(3_000).press("soft_left")
        assert "нажмите *" in hand.body
        assert "Клавиши" not in hand.press("*").body

    def test_the_settings_lock_too(self) -> None:
        hand = Hand.on().menu("lock_keys")
        assert "Клавиши закрыты" in hand.body
        assert "Клавиши" not in hand.press("soft_left", "*").body

    def test_too_late_a_star_does_neither(self) -> None:
        hand = Hand.on().press("soft_left").wait(LOCKING_MS + 1).press("*")
        assert "Меню" in hand.body
        hand = self.locked().press("soft_left").wait(UNLOCKING_MS + 1).press("*")
        assert "Клавиши" in hand.press("clear").body

    def test_only_an_emergency_number_calls(self) -> None:
        hand = self.locked().type("0890").press("call")
        assert hand.sent == []
        hand.wait(3_000).press("1", "1", "2", "call")
        assert hand.sent == [CallSetup("112")]
        assert "¬" in hand.press("end").frame.status.text

    def test_a_call_that_comes_is_answered_and_the_keys_stay_locked(self) -> None:
        hand = self.locked().hear(CallIncoming(-1, "79160000002")).press("call")
        assert hand.press("end", "end").handset.mobile.call is None
        assert "Клавиши закрыты" in hand.body


class TestHeldKeys:
    def test_zero_held_is_a_plus(self) -> None:
        assert Hand.on().hold("0").type("7916").body == "+7916"
        assert Hand.on().type("12").press("left").hold("0").body == "1+2"

    def test_clear_held_clears_all(self) -> None:
        assert "МТС" in Hand.on().type("*111*455").hold("clear").body

    def test_hash_held_silences_and_the_same_again_restores(self) -> None:
        hand = Hand.on().menu("profiles").press("up", "ok").press("end").hold("#")
        assert "Без звука" in hand.body
        assert hand.wait(3_000).frame.sound is None
        assert "z" in hand.frame.status.text
        assert hand.hear(CallIncoming(-1, "79160000002")).frame.sound is None
        hand.press("end").hold("#")
        assert hand.handset.settings.profile == "outdoor"

    def test_an_arrow_held_repeats(self) -> None:
        hand = Hand.on().type("12345").hold("left").press("0")
        assert hand.body == "123045"

    def test_a_volume_key_hushes_the_ring_and_else_changes_the_volume(self) -> None:
        hand = Hand.on().hear(CallIncoming(-1, "79160000002"))
        assert hand.frame.sound == "ring classic"
        assert hand.press("volume_down").frame.sound is None
        assert "Входящий" in hand.body
        assert "▮▮▮▮▯" in hand.press("end").press("volume_up").body
        assert "▮▮▮▮▮" in hand.press("volume_up", "volume_up").body
        assert "МТС" in hand.wait(3_000).body
