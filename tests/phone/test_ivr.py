"""The call centre: what the machine and the consultant say, and what they do (F04, F17, D05, D06, D23)."""

from __future__ import annotations

import pytest

from ledger.calendar import SECOND_MS
from ledger.commands import Join
from phone.calling import PhoneCall
from phone.holder import Holder
from tests.phone.worlds import ANNA, DINA, LOCALES, VERA, Life, key_of

NUMBER = "0890"


def keys_of(call: PhoneCall) -> list[str]:
    return [key_of(text) for text in call.announcements]


@pytest.mark.parametrize("locale", LOCALES)
def test_F04_D05_the_consultant_joins_the_programme_and_the_details_follow_by_sms(locale: str) -> None:
    life = Life.of(VERA, locale=locale)
    call = life.phone.call(NUMBER, ["0", "1"])
    assert keys_of(call) == ["centre.main", "consultant.greeting", "join.done", "consultant.more"]
    assert life.standing.member
    (entry,) = life.entries("joined")
    assert entry.command == Join(life.msisdn, "call")
    assert (call.state, call.cost_kopecks) == ("active", 0)
    call.press("0")
    assert keys_of(call)[-1] == "centre.farewell"
    assert (call.state, call.cause) == ("released", "network")
    assert [key_of(text) for text in life.inbox()] == ["join.done.sms"]


def test_D05_joining_twice_is_a_friendly_notice() -> None:
    life = Life.of(ANNA)
    call = life.phone.call(NUMBER, ["0", "1"])
    assert keys_of(call)[2] == "join.already"
    assert (call.refused, life.entries("joined")) == (None, [])


def test_D20_the_consultant_lets_a_member_leave() -> None:
    life = Life.of(ANNA)
    call = life.phone.call(NUMBER, ["0", "2"])
    assert keys_of(call)[2] == "leave.done"
    assert (life.standing.member, life.standing.points) == (False, 0)
    assert keys_of(call.press("1", "2"))[-2:] == ["refusal.leave.not_member", "consultant.more"]


def test_F17_the_terms_are_clarified_with_the_figures_of_the_rules() -> None:
    call = Life.of(ANNA, "demo", "rules.accrual.kopecks_per_point=700").phone.call(NUMBER, ["0", "3"])
    text = call.announcements[-1].value
    assert "7,00 р." in text
    assert "1 год" in text
    assert "сайте оператора" in text


@pytest.mark.parametrize("key", ["1", "2"])
def test_the_tariff_is_told_with_its_real_figures(key: str) -> None:
    call = Life.of(ANNA, "demo", "tariff.call_on_net.kopecks=177", "tariff.data.kopecks=333").phone.call(NUMBER, [key])
    text = call.announcements[-1]
    assert "1,77" in text.value
    assert "3,33" in text.value
    assert {"on_net", "off_net", "sms", "mms", "data"} <= {span.name for span in text.spans}
    assert ("30,00" in text.value) == (key == "2"), "the monthly fee is one's own"


def test_a_wrong_key_repeats_with_a_hint() -> None:
    call = Life.of().phone.call(NUMBER, ["7"])
    first, again = call.announcements
    assert again.value == f"Такой клавиши нет.\n{first.value}"
    assert keys_of(call.press("*"))[-1] == "centre.wrong"


def test_0_goes_back_everywhere() -> None:
    call = Life.of().phone.call(NUMBER)
    main = call.announcements[0].value
    for way in (["1", "0"], ["2", "0"], ["0", "0"], ["0", "3", "0", "0"]):
        assert call.press(*way).announcements[-1].value == main


def test_silence_repeats_then_hangs_up() -> None:
    life = Life.of(ANNA, "demo", "rules.calls.silence_s=20", "rules.calls.silences=1")
    call = life.phone.call(NUMBER)
    call.wait(20 * SECOND_MS)
    life.world.settle()
    assert [text.value for text in call.announcements] == [call.announcements[0].value] * 2
    call.wait(20 * SECOND_MS)
    life.world.settle()
    assert keys_of(call)[-1] == "centre.farewell"
    assert (call.state, life.world.network.switch.calls) == ("released", {})


def test_silence_does_not_count_while_the_call_is_held() -> None:
    life = Life.of()
    call = life.phone.call(NUMBER)
    life.phone.press("soft_left", "1")
    call.wait(600 * SECOND_MS)
    assert (call.state, len(call.announcements)) == ("held", 1)
    life.phone.press("soft_left", "1")
    assert call.press("1").state == "active"


def test_a_hung_up_call_is_over_for_the_call_centre() -> None:
    life = Life.of()
    life.phone.call(NUMBER, ["0"]).hang_up()
    assert life.world.network.switch.calls == {}


def test_keys_follow_the_answer_as_they_were_dialled() -> None:
    life = Life.of(VERA)
    life.phone.call(f"{NUMBER}p0p1")
    life.world.advance(10 * SECOND_MS)
    assert life.standing.member


@pytest.mark.parametrize(
    ("edition", "answers", "other"), [("consolidated", "0890", "0809"), ("a1", "0890", "0809"), ("a3", "0809", "0890")]
)
def test_F04_D06_the_other_number_is_not_in_service(edition: str, answers: str, other: str) -> None:
    life = Life.of(VERA, edition=edition)
    call = life.phone.call(other)
    assert keys_of(call) == ["refusal.call.not_in_service"]
    assert life.phone.call(answers, ["0", "1"]).state == "active"
    assert life.standing.member


@pytest.mark.parametrize("edition", ["a2", "a4"])
def test_an_edition_that_names_no_call_centre_has_none(edition: str) -> None:
    life = Life.of(VERA, edition=edition)
    for number in ("0890", "0809"):
        assert keys_of(life.phone.call(number)) == ["refusal.call.not_in_service"]


def test_F17_edition_a5_clarifies_but_joins_nobody() -> None:
    life = Life.of(VERA, edition="a5")
    call = life.phone.call(NUMBER, ["0", "1"])
    assert keys_of(call) == ["centre.main", "consultant.greeting", "centre.wrong"]
    assert "вступить" not in call.announcements[1].value
    assert keys_of(call.press("3"))[-1] == "consultant.terms"


def test_the_number_is_a_rule() -> None:
    life = Life.of(ANNA, "demo", 'rules.callcentre=["0500","0501"]')
    assert [keys_of(life.phone.call(number))[0] for number in ("0500",)] == ["centre.main"]
    life.phone.press("end")
    assert keys_of(life.phone.call(NUMBER)) == ["refusal.call.not_in_service"]


def test_another_operators_subscriber_is_told_so() -> None:
    life = Life.of(DINA)
    assert keys_of(Holder(life.world, DINA).call(NUMBER)) == ["refusal.subscriber.foreign"]


def test_the_script_is_data() -> None:
    choice = 'callcentre.nodes.main.choices={"5":{"text":"centre.choice.own_tariff","node":"own_tariff"}}'
    call = Life.of(ANNA, "demo", choice).phone.call(NUMBER, ["5"])
    assert keys_of(call)[-1] == "centre.own_tariff"
    assert "5\u00a0— ваш тариф." in call.announcements[0].value
