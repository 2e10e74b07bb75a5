"""The operator's menu on the SIM card: what it offers in each edition, and a gift from the first key to the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from ledger.loading import FixtureError, Fixtures, Layer
from phone.air.toolkit import Toolkit, filled
from phone.check import problems
from phone.editions import arranged
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import wrap
from phone.means import Means
from phone.network.dialplan import find_code
from phone.opening import load_world
from phone.world import World
from tests.phone.handsets import path_to
from tests.phone.worlds import ANNA, BORIS, DINA, LOCALES, VERA, Life

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


def test_a_choice_of_the_operators_menu_that_is_not_there_is_not_offered() -> None:
    items = [{"key": "2", "text": "menu.points", "service": "points"}]
    means = Means.of(Fixtures((Layer("mine", {"menus": {"bonus": {"items": items}}}),)))
    assert not {"invite"} & {entry.name for entry in flat(means.toolkit)}


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
    assert "Подарить баллы: 100? Кому: Борис" in body(world, ANNA)
    world.press(ANNA, "soft_left")
    assert "Отправлено" in body(world, ANNA)
    world.settle()
    assert life.standing.points == 1140
    assert "дарит вам 100 баллов" in world.phones[BORIS].mobile.store.inbox[0].text.value


def test_a_gift_to_a_name_of_the_phonebook() -> None:
    life = Life.of(ANNA)
    world = life.world
    go(world, ANNA, "bonus", "gift")
    assert "Имена" in world.frame(ANNA).softkeys.text
    world.press(ANNA, "soft_left")
    assert "Борис" in body(world, ANNA)
    keys: tuple[Key, ...] = ("soft_right", "down", "2", "ok", "5", "0", "ok")
    for key in keys:
        world.press(ANNA, key)
    assert "Подарить баллы: 50? Кому: Борис" in body(world, ANNA)
    world.press(ANNA, "ok")
    world.settle()
    assert life.standing.points == 1190
    sent = world.phones[ANNA].mobile.outbox[0]
    assert (sent.to, sent.text) == ("4555", "GIFT 79160000002 50")


def test_F25_a_friend_is_invited_by_the_services_menu() -> None:
    life = Life.of(ANNA)
    world = life.world
    go(world, ANNA, "bonus", "invite")
    keys: tuple[Key, ...] = ("down", "2", "down", "ok")
    for key in keys:
        world.press(ANNA, key)
    world.settle()
    assert [entry.details["friend"] for entry in life.entries("invited")] == ["79160000003"]
    assert "+7 916 000-00-03" in body(world, ANNA)
    assert "+7 916 000-00-01" in world.phones[VERA].mobile.store.inbox[0].text.value


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
    assert "Заказать 50 МБ за 150 баллов?" in body(life.world, ANNA)
    assert life.standing.points == 1240
    life.world.press(ANNA, "ok")
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


@pytest.mark.parametrize(
    ("names", "left"), [(("bonus", "gift"), "МТС Бонус"), (("bonus", "spend", "minutes", "707:11"), "Потратить")]
)
def test_a_screen_whose_line_another_edition_lacks_closes(names: tuple[str, ...], left: str, tmp_path: Path) -> None:
    save = tmp_path / "phone.save"
    world = load_world("demo", save=save)
    world.settle()
    go(world, ANNA, *names)
    shown = world.frame(ANNA)
    world.close()
    again = load_world(save=save)
    assert again.frame(ANNA) == shown
    again.close()
    other = load_world(save=save, edition="a3")
    assert left in body(other, ANNA)
    other.close()


@pytest.mark.parametrize("key", ["ok", "down"])
def test_a_card_that_is_pulled_takes_its_screens_along(key: Key) -> None:
    world = Life.of(BORIS).world
    go(world, BORIS, "bonus", "gift")
    world.press(BORIS, key)
    world.command(BORIS, lambda phone, at_ms: phone.mobile.pull_sim(0, at_ms))
    assert "1 Книжка" in body(world, BORIS), "the phone's own menu"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_no_word_of_it_is_cut_on_the_narrow_display(edition: str, locale: str) -> None:
    means = Means.of(arranged(edition))
    for entry in flat(means.toolkit):
        assert len(entry.labels[locale]) <= 12 or entry.name in means.configuration.catalogue, entry.name
        values = dict.fromkeys(entry.places, "9" * 12)
        assert not entry.confirm or len(wrap(filled(entry.confirm[locale], values), 14)) <= 5, entry.name


@pytest.mark.parametrize("columns", [20, 14])
@pytest.mark.parametrize("locale", ["ru", "en"])
def test_its_screens(locale: str, columns: int, snapshot: SnapshotAssertion) -> None:
    world = Life.of(ANNA, locale=locale).world
    settings = world.phones[ANNA].settings
    settings.columns, settings.lines = columns, 8 if columns == 20 else 6
    for names in (
        ("bonus",), ("bonus", "spend"), ("bonus", "spend", "minutes"), ("bonus", "spend", "phone", "707:61"),
        ("bonus", "leave"), ("bonus", "gift"),
    ):  # fmt: skip
        go(world, ANNA, *names)
        assert str(world.frame(ANNA)) == snapshot
    world.press(ANNA, "ok")
    assert str(world.frame(ANNA)) == snapshot
