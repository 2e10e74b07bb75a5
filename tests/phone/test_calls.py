"""Calls between subscribers: from the first ring to the last word, beside others, and to numbers that nobody has."""

from __future__ import annotations

import pytest

from ledger.calendar import SECOND_MS
from ledger.commands import Redeem
from ledger.entries import Entry
from phone.air.messages import CallDisconnect, CallTone, Uplink
from phone.calling import PhoneCall
from phone.handset.handset import Handset
from phone.handset.mobile.calllog import Logged
from phone.handset.mobile.mobile import Mobile
from phone.handset.ui.screens.idle import Idle
from phone.holder import Holder, NoAnswerError
from tests.phone.worlds import ANNA, BORIS, DINA, VERA, Life, key_of

MINUTE_MS = 60 * SECOND_MS


def number(life: Life, name: str) -> str:
    return life.world.people[name].msisdns[0]


def mobile(life: Life, name: str) -> Mobile:
    return life.world.phones[name].mobile


def of(life: Life, name: str) -> Holder:
    return Holder(life.world, name)


def talking(life: Life, to: str = BORIS) -> tuple[PhoneCall, PhoneCall]:
    """Анна calls somebody who answers."""
    call = life.phone.call(number(life, to))
    return call, of(life, to).answer()


def dial(life: Life, name: str, text: str) -> None:
    life.world.command(name, lambda phone, at_ms: phone.mobile.dial(text, at_ms))
    life.world.settle()


def states(life: Life, name: str) -> list[tuple[str | None, str]]:
    return [(call.number, "held" if call.held else call.stage) for call in mobile(life, name).calls.live]


def order(life: Life, name: str, reward: str) -> None:
    door = life.world.network.desk.door

    def ordered(_: Handset, at_ms: int) -> tuple[Uplink, ...]:
        assert isinstance(door.execute(Redeem(number(life, name), reward, "site"), at_ms), Entry)
        return ()

    life.world.command(name, ordered)


def none_is_left(life: Life) -> bool:
    return not life.world.network.switch.calls and not any(phone.mobile.in_call for phone in life.world.phones.values())


def test_a_call_rings_is_answered_and_ends_on_both_sides() -> None:
    life = Life.of()
    call = life.phone.call(number(life, BORIS))
    assert call.state == "alerting"
    assert life.world.phones[BORIS].interface.sound == "ring"
    assert life.world.frame(BORIS).backlight
    other = of(life, BORIS).answer()
    assert (call.state, other.state) == ("active", "active")
    life.world.advance(90 * SECOND_MS)
    other.hang_up()
    assert (call.state, call.cause, other.state) == ("released", "user", "released")
    assert none_is_left(life)
    assert mobile(life, BORIS).calls.log.of("missed") == ()


def test_the_green_and_the_red_key_take_and_end_a_call() -> None:
    life = Life.of()
    life.phone.type(number(life, BORIS))
    life.phone.press("call")
    life.world.settle()
    of(life, BORIS).press("call")
    life.world.settle()
    assert states(life, ANNA) == [("79160000002", "active")]
    of(life, BORIS).press("end")
    life.world.settle()
    assert none_is_left(life)
    assert life.world.phones[BORIS].interface.stack == (Idle(),)


@pytest.mark.parametrize("way", ["+79160000002", "89160000002", "9160000002"])
def test_a_number_is_understood_in_every_way_it_is_written(way: str) -> None:
    assert Life.of().phone.call(way).state == "alerting"


def test_who_rejects_is_not_at_home_for_the_caller() -> None:
    life = Life.of()
    call = life.phone.call(number(life, BORIS))
    of(life, BORIS).press("soft_right")
    life.world.settle()
    assert (call.cause, call.cost_kopecks) == ("rejected", 0)
    assert mobile(life, BORIS).calls.log.of("missed") == ()
    assert none_is_left(life)


def test_nobody_answers_in_time_and_the_call_is_missed() -> None:
    life = Life.of(ANNA, "demo", "rules.calls.no_answer_s=12")
    call = life.phone.call(number(life, BORIS))
    rang_at_ms = life.world.now_ms
    life.world.advance(12 * SECOND_MS + 1000)
    assert (call.cause, call.cost_kopecks) == ("timeout", 0)
    assert life.world.frame(BORIS).softkeys.text.endswith("Список")
    missed = mobile(life, BORIS).calls.log.of("missed")
    assert [(one.slot, one.number) for one in missed] == [(0, "79160000001")]
    assert abs(missed[0].at_ms - rang_at_ms) < 3 * SECOND_MS
    assert none_is_left(life)


def test_a_missed_call_is_called_back_from_the_list() -> None:
    life = Life.of()
    life.phone.call(number(life, BORIS)).hang_up()
    assert mobile(life, BORIS).calls.log.unseen == 1
    of(life, BORIS).press("soft_right", "call")
    life.world.settle()
    assert states(life, ANNA) == [("79160000002", "ringing")]
    assert mobile(life, BORIS).calls.log.unseen == 0


def test_a_phone_that_is_off_is_unreachable() -> None:
    life = Life.of()
    life.world.command(BORIS, lambda phone, _: phone.mobile.switch_off())
    call = life.phone.call(number(life, BORIS))
    assert [key_of(text) for text in call.announcements] == ["call.unreachable"]
    assert (call.cause, call.cost_kopecks) == ("unreachable", 0)
    life.world.command(BORIS, lambda phone, _: phone.mobile.switch_on())
    assert life.phone.call(number(life, BORIS)).state == "alerting"


def test_a_phone_that_does_not_answer_the_air_is_unreachable_after_a_while() -> None:
    life = Life.of()
    mobile(life, BORIS).lose_coverage(0)
    call = life.phone.call(number(life, BORIS))
    life.world.advance(10 * SECOND_MS)
    life.world.settle()
    assert (call.state, call.cause) == ("released", "unreachable")
    assert none_is_left(life)


def test_coverage_lost_in_a_call_ends_it_for_the_other_side() -> None:
    life = Life.of()
    call, _ = talking(life)
    life.world.command(BORIS, lambda phone, _: phone.mobile.switch_off())
    life.world.settle()
    assert (call.state, call.cause) == ("released", "network")
    assert none_is_left(life)


def test_a_phone_that_vanished_and_came_back_has_no_call_any_more() -> None:
    life = Life.of()
    call, _ = talking(life)
    mobile(life, BORIS).lose_coverage(0)
    life.world.command(BORIS, lambda phone, _: phone.mobile.find_coverage(0))
    life.world.settle()
    assert (call.state, call.cost_kopecks) == ("released", 150)
    assert none_is_left(life)


def test_a_phone_in_a_call_is_busy_when_nothing_may_wait() -> None:
    life = Life.of(ANNA, "demo", "rules.calls.waiting=false")
    talking(life)
    assert of(life, VERA).call(number(life, BORIS)).cause == "busy"
    assert of(life, VERA).call(number(life, ANNA)).cause == "busy"
    assert of(life, VERA).call(number(life, VERA)).cause == "busy", "oneself"


def test_both_sims_of_a_phone_have_one_radio() -> None:
    life = Life.of()
    talking(life)
    second = life.world.people[ANNA].msisdns[1]
    assert of(life, VERA).call(second).cause == "busy"
    with pytest.raises(NoAnswerError, match="a call is going on"):
        Holder(life.world, ANNA, 1).call(number(life, VERA))


def test_another_operators_subscriber_is_reached_and_calls() -> None:
    life = Life.of()
    call, other = talking(life, DINA)
    assert (call.cost_kopecks, other.cost_kopecks) == (250, 0)
    call.hang_up()
    assert of(life, DINA).call(number(life, ANNA)).state == "alerting"


@pytest.mark.parametrize("dialled", ["79995554433", "+15551234567", "0001", "123456"])
def test_a_number_that_nobody_has_is_announced_and_costs_nothing(dialled: str) -> None:
    call = Life.of().phone.call(dialled)
    assert [key_of(text) for text in call.announcements] == ["refusal.call.not_in_service"]
    assert (call.state, call.cost_kopecks) == ("released", 0)
    assert call.refused is not None
    assert call.refused.rule == "call.not_in_service"


@pytest.mark.parametrize("dialled", ["112", "911"])
@pytest.mark.parametrize("name", [ANNA, DINA])
def test_an_emergency_number_answers_free_of_charge(dialled: str, name: str) -> None:
    life = Life.of(name, "demo", "tariff.monthly_fee.kopecks=9999999", now="2026-03-31 23:59")
    life.world.advance(2 * MINUTE_MS)
    head = life.world.ledger.head
    call = life.phone.call(dialled)
    assert [key_of(text) for text in call.announcements] == ["call.emergency"]
    assert (call.state, call.cause, life.world.ledger.head) == ("released", "network", head)


def test_F58_D04_a_service_code_without_its_hash_teaches() -> None:
    call = Life.of().phone.call("*707*31")
    assert [key_of(text) for text in call.announcements] == ["refusal.call.bare_code"]


def test_tones_go_both_ways() -> None:
    life = Life.of()
    call, other = talking(life)
    call.press("12#")
    other.press("9", "*")
    assert (other.heard, call.heard) == ("12#", "9*")
    with pytest.raises(ValueError, match="expected digits"):
        call.press("x")
    call.hang_up()
    with pytest.raises(ValueError, match="the call is released"):
        call.press("1")


def test_tones_of_a_dialled_number_follow_the_answer() -> None:
    life = Life.of()
    life.phone.call(f"{number(life, BORIS)}p12p3")
    other = of(life, BORIS).answer()
    heard = []
    for _ in range(3):
        life.world.advance(3 * SECOND_MS)
        heard.append(other.heard)
    assert heard == ["", "12", "123"], "three seconds from the answer, and from pause to pause"


class TestPresentation:
    def caller(self, life: Life, dialled: str) -> str | None:
        life.phone.call(dialled)
        ringing = mobile(life, BORIS).calls.ringing
        assert ringing is not None
        return ringing.number

    def test_the_number_is_shown(self) -> None:
        assert self.caller(Life.of(), "79160000002") == "79160000001"

    def test_for_one_call_it_is_withheld(self) -> None:
        life = Life.of()
        assert self.caller(life, "#31#79160000002") == ""
        assert "Номер скрыт" in str(life.world.frame(BORIS))

    def test_for_all_calls_it_is_withheld_but_for_one(self) -> None:
        life = Life.of()
        dial(life, ANNA, "*31#")
        assert self.caller(life, "79160000002") == ""
        life.phone.press("end")
        assert self.caller(life, "*31#79160000002") == "79160000001"

    def test_a_phone_without_the_service_is_told_nothing(self) -> None:
        life = Life.of()
        dial(life, BORIS, "#30#")
        assert self.caller(life, "79160000002") is None
        assert "Нет номера" in str(life.world.frame(BORIS))

    def test_P22_D19_the_anti_caller_id_of_the_catalogue_withholds_it(self) -> None:
        life = Life.of(ANNA, "rich")
        order(life, ANNA, "site:anti-caller-id")
        assert self.caller(life, "79160000002") == ""
        life.phone.press("end")
        life.world.advance(30 * 24 * 60 * MINUTE_MS)
        assert self.caller(life, "79160000002") == "79160000001"

    def test_F50_D19_the_tune_of_the_catalogue_is_heard_by_who_calls(self) -> None:
        life = Life.of(ANNA, "rich")
        order(life, BORIS, "site:tune-kalinka")
        call = life.phone.call("79160000002")
        assert [text.value for text in call.announcements] == ["Вместо гудков: мелодия «Калинка»."]
        assert call.state == "alerting"


class TestWaitingAndHold:
    """TS 22.030, 6.5.5.1: Анна talks with Борис, Вера calls."""

    def begun(self) -> tuple[Life, PhoneCall]:
        life = Life.of()
        talking(life)
        waiting = of(life, VERA).call(number(life, ANNA))
        assert waiting.state == "alerting"
        assert states(life, ANNA) == [("79160000002", "active"), ("79160000003", "ringing")]
        return life, waiting

    def test_0_rejects_the_call_that_waits(self) -> None:
        life, waiting = self.begun()
        dial(life, ANNA, "0")
        assert waiting.cause == "rejected"
        assert states(life, ANNA) == [("79160000002", "active")]

    def test_1_ends_the_active_call_and_takes_the_other(self) -> None:
        life, waiting = self.begun()
        dial(life, ANNA, "1")
        assert waiting.state == "active"
        assert states(life, ANNA) == [("79160000003", "active")]
        assert not mobile(life, BORIS).in_call

    def test_2_holds_the_active_call_and_takes_the_other_and_swaps(self) -> None:
        life, waiting = self.begun()
        dial(life, ANNA, "2")
        assert states(life, ANNA) == [("79160000002", "held"), ("79160000003", "active")]
        assert mobile(life, BORIS).calls.live[0].far_held
        assert "Ждите" in str(life.world.frame(BORIS))
        dial(life, ANNA, "2")
        assert states(life, ANNA) == [("79160000002", "active"), ("79160000003", "held")]
        assert not mobile(life, BORIS).calls.live[0].far_held
        waiting.press("5")
        assert all(not call.heard for call in mobile(life, ANNA).calls.live), "who is held is not heard"
        dial(life, ANNA, "0")
        assert waiting.cause == "user"
        assert states(life, ANNA) == [("79160000002", "active")]

    def test_3_joins_both_and_their_tones(self) -> None:
        life, _ = self.begun()
        dial(life, ANNA, "2")
        dial(life, ANNA, "3")
        assert states(life, ANNA) == [("79160000002", "active"), ("79160000003", "active")]
        life.world.command(ANNA, lambda phone, _: phone.mobile.tone("7"))
        life.world.settle()
        assert [mobile(life, name).calls.live[0].heard for name in (BORIS, VERA)] == ["7", "7"]
        dial(life, ANNA, "12")
        assert states(life, ANNA) == [("79160000002", "active")]
        assert not mobile(life, VERA).in_call

    def test_2X_holds_all_but_one_of_those_joined(self) -> None:
        life, _ = self.begun()
        dial(life, ANNA, "2")
        dial(life, ANNA, "3")
        dial(life, ANNA, "22")
        assert states(life, ANNA) == [("79160000002", "held"), ("79160000003", "active")]

    def test_4_connects_the_others_and_each_goes_on_paying_for_his_call(self) -> None:
        life, waiting = self.begun()
        dial(life, ANNA, "2")
        dial(life, ANNA, "4")
        assert not mobile(life, ANNA).in_call
        assert [call.far_held for name in (BORIS, VERA) for call in mobile(life, name).calls.live] == [False, False]
        waiting.press("8")
        assert mobile(life, BORIS).calls.live[0].heard == "8"
        life.world.advance(70 * SECOND_MS)
        of(life, BORIS).press("end")
        life.world.settle()
        assert none_is_left(life)
        kopecks = {entry.command.msisdn for entry in life.entries("charged")}  # type: ignore[union-attr]
        assert kopecks == {"79160000001", "79160000003"}

    def test_the_red_key_leaves_the_call_that_waits_ringing(self) -> None:
        life, waiting = self.begun()
        life.phone.press("end")
        life.world.settle()
        assert waiting.state == "alerting"
        assert states(life, ANNA) == [("79160000003", "ringing")]
        assert "Входящий вызов" in str(life.phone.frame)
        life.phone.press("end")
        life.world.settle()
        assert none_is_left(life)

    def test_a_number_in_a_call_holds_it_and_calls(self) -> None:
        life = Life.of()
        talking(life)
        life.phone.type(number(life, VERA))
        life.phone.press("call")
        life.world.settle()
        assert states(life, ANNA) == [("79160000002", "held"), ("79160000003", "alerting")]
        assert mobile(life, BORIS).calls.live[0].heard == "79160000003", "each key was a tone before"

    def test_a_third_caller_waits_no_more_than_one(self) -> None:
        life, _ = self.begun()
        assert of(life, DINA).call(number(life, ANNA)).cause == "busy"

    def test_the_soft_keys_answer_and_end_and_the_green_key_swaps(self) -> None:
        life, _ = self.begun()
        assert life.phone.frame.softkeys.text.split() == ["Ответить", "Отклонить"]
        life.phone.press("soft_left")
        life.world.settle()
        assert life.phone.frame.softkeys.text.split() == ["Опции", "Отбой"]
        life.phone.press("call")
        assert states(life, ANNA) == [("79160000002", "active"), ("79160000003", "held")]
        life.phone.press("soft_right")
        life.world.settle()
        assert states(life, ANNA) == [("79160000003", "held")]

    @pytest.mark.parametrize("code", ["3", "4", "5", "13", "27"])
    def test_a_code_without_its_calls_is_not_done(self, code: str) -> None:
        life = Life.of()
        talking(life)
        assert mobile(life, ANNA).judge(code) == "not_done"
        dial(life, ANNA, code)
        assert states(life, ANNA) == [("79160000002", "active")]


def test_a_word_about_a_call_that_is_over_changes_nothing() -> None:
    life = Life.of()
    _, other = talking(life)
    imsi = mobile(life, BORIS).slots[0].card.imsi
    other.hang_up()
    switch = life.world.network
    assert switch.receive(Uplink(imsi, CallDisconnect(other.number)), life.world.now_ms) == ()
    (down,) = switch.receive(Uplink(imsi, CallTone(other.number, "1")), life.world.now_ms)
    assert type(down.message).__name__ == "CallReleased"


def test_missed_calls_are_kept_newest_first() -> None:
    life = Life.of()
    of(life, VERA).call(number(life, BORIS)).hang_up()
    life.phone.call(number(life, BORIS)).hang_up()
    assert [missed.number for missed in mobile(life, BORIS).calls.log.of("missed")] == ["79160000001", "79160000003"]
    assert isinstance(mobile(life, BORIS).calls.log.of("missed")[0], Logged)
