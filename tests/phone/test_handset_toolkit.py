"""The operator's menu on the SIM card: what it offers in each edition, and a gift from the first key to the answer."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from ledger.loading import FixtureError, Fixtures, Layer
from phone.air.toolkit import Toolkit, filled
from phone.check import problems
from phone.editions import arranged
from phone.handset.ui.keys import KEYPAD, Key
from phone.means import Means
from phone.network.dialplan import find_code
from phone.world import World
from tests.phone.handsets import path_to
from tests.phone.worlds import ANNA, BORIS, DINA, LOCALES, Life

EDITIONS = ("consolidated", "a1", "a2", "a3", "a4", "a5")


def flat(toolkit: Toolkit) -> Toolkit:
    return tuple(one for entry in toolkit for one in (entry, *flat(entry.entries)))


def digits(toolkit: Toolkit, *names: str) -> str:
    """The digits that lead to a line by the names on the way."""
    place = [entry.name for entry in toolkit].index(names[0])
    return KEYPAD[place] + (digits(toolkit[place].entries, *names[1:]) if names[1:] else "")


def go(world: World, name: str, *names: str) -> None:
    """From idle to a line of the card's menu."""
    world.press(name, "end")
    world.press(name, "soft_left")
    toolkit = world.phones[name].mobile.slots[0].toolkit
    for digit in (*path_to("operator"), *digits(toolkit, *names)):
        world.press(name, digit)


def body(world: World, name: str) -> str:
    return " ".join(" ".join(row.text for row in world.frame(name).body).split())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_line_leads_somewhere_in_its_edition(edition: str) -> None:
    means = Means.of(arranged(edition))
    assert means.toolkit
    for entry in flat(means.toolkit):
        assert sum(map(bool, (entry.ussd, entry.sms, entry.call, entry.entries))) == 1
        if entry.ussd:
            assert find_code(means.plan, filled(entry.ussd, {"msisdn": "79160000002"})) is not None
        assert set(entry.labels) == set(LOCALES)


def test_what_an_edition_lacks_is_not_offered() -> None:
    names = {edition: {entry.name for entry in flat(Means.of(arranged(edition)).toolkit)} for edition in EDITIONS}
    assert "gift" in names["consolidated"]
    assert "gift" not in names["a3"], "gifts only in the account"
    assert "forecast" not in names["a4"]
    assert {"707:31"} <= names["a5"]
    assert "707:31" not in names["a1"]
    assert [entry.call for entry in flat(Means.of(arranged("a3")).toolkit) if entry.call] == ["0809"]


def test_F40_a_gift_by_the_services_menu() -> None:
    life = Life.of(ANNA)
    world = life.world
    go(world, ANNA, "bonus", "gift")
    assert "Номер" in body(world, ANNA)
    for character in "9160000002":
        world.type(ANNA, character)
    world.press(ANNA, "ok")
    for digit in "100":
        world.type(ANNA, digit)
    world.press(ANNA, "ok")
    assert "Подарить баллы: 100? Номер 9160000002" in body(world, ANNA)
    world.press(ANNA, "soft_left")
    assert "Отправлено" in body(world, ANNA)
    world.settle()
    assert life.standing.points == 1140
    assert "дарит вам 100 баллов" in world.phones[BORIS].mobile.store.inbox[0].text.value


def test_back_leads_to_the_question_before_with_what_was_typed() -> None:
    world = Life.of(ANNA).world
    go(world, ANNA, "bonus", "gift")
    keys: tuple[Key, ...] = ("9", "1", "6", "ok", "5", "0", "ok", "soft_right")
    for key in keys:
        world.press(ANNA, key)
    assert "Сколько баллов" in body(world, ANNA)
    assert "50" in body(world, ANNA)
    keys = ("clear", "clear", "soft_right")
    for key in keys:
        world.press(ANNA, key)
    assert "Номер" in body(world, ANNA)
    assert "916" in body(world, ANNA)


def test_a_code_a_message_and_a_call() -> None:
    life = Life.of(ANNA)
    world = life.world
    go(world, ANNA, "bonus", "points")
    world.settle()
    assert "У вас 1240 баллов" in body(world, ANNA)
    go(world, ANNA, "bonus", "forecast")
    world.settle()
    assert "320" in life.inbox()[-1].value
    go(world, ANNA, "centre")
    assert world.phones[ANNA].mobile.calls.live


def test_a_reward_by_its_line() -> None:
    life = Life.of(ANNA)
    go(life.world, ANNA, "bonus", "spend", "internet", "707:31")
    life.world.settle()
    assert "50 МБ" in body(life.world, ANNA)
    assert life.standing.points == 1090


def test_another_operators_card_brings_no_menu() -> None:
    world = Life.of(DINA).world
    world.press(DINA, "soft_left")
    for digit in path_to("operator"):
        world.press(DINA, digit)
    assert "нет меню" in body(world, DINA)


def test_with_two_cards_the_phone_asks_whose_menu() -> None:
    world = Life.of(ANNA, "demo", "worlds/demo.people.Анна.sim=0").world
    world.press(ANNA, "soft_left")
    for digit in path_to("operator"):
        world.press(ANNA, digit)
    assert "Какая SIM?" in body(world, ANNA)
    world.press(ANNA, "2")
    assert "1 Деньги" in body(world, ANNA)


@pytest.mark.parametrize(
    ("patch", "mistake"),
    [
        ({"main": {"money": {"sms": "4555"}}}, "one of ussd, sms, call, menu, rewards"),
        ({"main": {"money": {"ussd": "*123#"}}}, "a code of the dial plan"),
        ({"main": {"bonus": {"menu": "bonsu"}}}, 'did you mean "bonus"'),
        ({"spend": {"sms": {"rewards": ["smss"]}}}, "a purse"),
        ({"main": {"wishes": {"ussd": "*100#"}}}, "toolkit.wishes"),
        ({"bonus": {"forecast": {"say": "predict"}}}, "a keyword"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    patch: dict[str, object], mistake: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import json

    folder = tmp_path_factory.mktemp("mine")
    (folder / "toolkit.json").write_text(json.dumps(patch), encoding="utf-8")
    found = [str(problem) for problem in problems(folder)]
    assert len(found) == 1, found
    assert mistake in found[0]


def test_a_broken_file_is_no_crash() -> None:
    with pytest.raises(FixtureError):
        Means.of(Fixtures((Layer("mine", {"toolkit": {"main": {"x": {}}}}),)))


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_its_screens(locale: str, snapshot: SnapshotAssertion) -> None:
    world = Life.of(ANNA, locale=locale).world
    for names in (("bonus",), ("bonus", "spend"), ("bonus", "spend", "minutes"), ("bonus", "gift"), ("bonus", "leave")):
        go(world, ANNA, *names)
        assert str(world.frame(ANNA)) == snapshot
