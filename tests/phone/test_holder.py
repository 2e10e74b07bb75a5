"""Who holds a phone: what people do with a phone, and what comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.loading import FixtureError
from phone.air.messages import CallAnnouncement, SmsDeliver, UssdAsk, UssdEnd, UssdReleased
from phone.holder import Answer, Holder, NoAnswerError, spoken
from phone.opening import load_world
from phone.trace import TraceEvent
from tests.phone.worlds import ANNA, BORIS, VERA, Life, key_of


def test_a_dialogue_from_the_first_word_to_the_last() -> None:
    phone = Holder(load_world(), ANNA)
    answer = phone.ussd("*111#")
    assert isinstance(answer, Answer)
    assert (answer.open, answer.refused, answer.released) == (True, None, None)
    assert phone.reply("2").open
    answer = phone.reply("2")
    assert (answer.open, key_of(answer.text)) == (False, "points.balance_burning")


def test_the_answer_comes_after_the_time_that_the_air_takes() -> None:
    world = load_world()
    start_ms = world.now_ms
    Holder(world, ANNA).ussd("*100#")
    assert world.now_ms == start_ms + world.ether.file.fine.ussd_ms


def test_the_phone_shows_what_its_driver_was_told() -> None:
    phone = Holder(load_world(), ANNA)
    answer = phone.ussd("*111*455*0#")
    words = "".join(row.text.strip() for row in phone.frame.body).replace(" ", "")
    assert answer.text.value.replace(" ", "") in words


def test_keys_and_typing_do_what_dialling_does() -> None:
    world = load_world()
    phone = Holder(world, ANNA)
    before = phone.frame
    assert phone.type("*111*455*0№") != before
    phone.press("call")
    world.settle()
    assert [key_of(text) for event in world.trace if (text := spoken(event)) is not None] == ["points.balance_burning"]


def test_a_reply_without_a_question_is_refused() -> None:
    phone = Holder(load_world(), ANNA)
    with pytest.raises(NoAnswerError, match="asks nothing"):
        phone.reply("1")
    phone.ussd("*100#")
    with pytest.raises(NoAnswerError, match="asks nothing"):
        phone.reply("1")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("*111*455*0", "would place a call; a code ends in #"),
        ("+79160000002", "would place a call"),
        ("", "neither a number nor a code"),
        ("*#06#", "shows its IMEI by itself"),
        ("*21*79160000002#", "service"),
        (f"*{'7' * 300}#", "longer than the 160 characters"),
    ],
)
def test_what_is_no_ussd_is_refused_with_the_reason_and_sends_nothing(code: str, why: str) -> None:
    life = Life.of(ANNA)
    with pytest.raises(NoAnswerError, match=why) as caught:
        life.ussd(code)
    assert len(str(caught.value)) < 160
    assert life.messages() == []


def test_who_cancels_may_dial_again() -> None:
    phone = Holder(load_world(), ANNA)
    phone.ussd("*111#")
    with pytest.raises(NoAnswerError, match="another dialogue is open"):
        phone.ussd("*100#")
    phone.cancel()
    assert key_of(phone.ussd("*100#").text) == "money.balance"


def test_a_phone_without_coverage_says_so_itself() -> None:
    life = Life.of(ANNA)
    life.world.phones[ANNA].mobile.lose_coverage(0)
    with pytest.raises(NoAnswerError, match="no coverage"):
        life.ussd("*100#")
    assert life.messages() == []


def test_a_network_that_owes_its_answer_is_given_up_and_the_phone_is_free_again() -> None:
    life = Life.of(ANNA)
    code = life.world.plan.dialplan.code_of("hold")
    life.ussd("*100#")
    start_ms = life.world.now_ms
    assert life.ussd(code).released == "timeout"
    assert life.world.now_ms == start_ms + 60_000 + life.world.ether.file.fine.ussd_ms
    assert key_of(life.ussd("*100#").text) == "money.balance"


def test_a_second_slot_is_another_subscriber() -> None:
    world = load_world()
    assert Holder(world, ANNA).ussd("*111*0887#").text.value.endswith("000-00-01")
    assert Holder(world, ANNA, slot=1).ussd("*111*0887#").text.value.endswith("000-00-06")


def test_two_people_in_one_world() -> None:
    world = load_world()
    Holder(world, VERA).ussd("*111*455*1#")
    assert Holder(world, BORIS).ussd("*111*455*0#").refused is None
    world.settle()
    inboxes = {name: len(world.phones[name].mobile.store.inbox) for name in world.people}
    assert {name for name, count in inboxes.items() if count} == {VERA}


def test_what_an_event_says_to_a_person() -> None:
    world = load_world()
    told: list[TraceEvent] = []
    world.listen(told.append)
    phone = Holder(world, VERA)
    phone.ussd("*111*455*1#")
    world.settle()
    world.command(VERA, lambda handset, at_ms: handset.mobile.dial("*111*455*0", at_ms))
    world.settle()
    saying = (UssdAsk, UssdEnd, SmsDeliver, CallAnnouncement)
    assert [spoken(event) is not None for event in told] == [isinstance(event.message, saying) for event in told]
    assert {type(event.message) for event in told if spoken(event)} == {UssdEnd, SmsDeliver, CallAnnouncement}
    assert not any(spoken(event) for event in told if isinstance(event.message, UssdReleased))


@pytest.mark.parametrize("edition", ["consolidated", "a1", "a2", "a3", "a4", "a5"])
def test_D01_every_edition_opens_every_world(edition: str) -> None:
    for world in ("demo", "rich"):
        assert Holder(load_world(world, edition=edition), ANNA).ussd("*100#").refused is None


def test_D01_an_edition_has_its_own_codes() -> None:
    answer = Holder(load_world(edition="a2"), ANNA).ussd("*707*31#")
    assert answer.refused is not None
    assert answer.refused.rule == "code.unknown"
    with pytest.raises(
        FixtureError, match=r'found no edition "a22", expected one of consolidated, .*did you mean "a2"'
    ):
        load_world(edition="a22")


def test_layers_are_laid_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "catalog.json").write_text('{"707:31": {"price_points": 200}, "707:11": {"price_points": 80}}')
    world = load_world(folder=tmp_path, settings=("catalog.707:31.price_points=300", "catalog.707:31.price_points=301"))
    catalogue = world.ledger.configuration.catalogue
    assert [catalogue[reward].price_points for reward in ("707:31", "707:11", "707:12")] == [301, 80, 110]


def test_mistakes_of_all_settings_are_told_at_once() -> None:
    with pytest.raises(FixtureError) as caught:
        load_world(settings=("rules.ussd.timeout_s", "rules.usd.timeout_s=5", "rules.ussd.timeout_s=6"))
    assert len(caught.value.problems) == 2
