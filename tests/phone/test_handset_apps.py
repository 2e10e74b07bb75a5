"""The apps of the phone, by keys: what they show, what they order and earn, and what a bad answer looks like."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from phone.air.messages import DataReply
from phone.handset.mobile.data import ANSWER_MS
from phone.handset.ui.keys import KEYPAD
from phone.world import World
from tests.phone.handsets import Hand, path_to
from tests.phone.worlds import ANNA, DINA, VERA, Life


def body(world: World, name: str = ANNA) -> str:
    return " ".join(" ".join(row.text for row in world.frame(name).body).split())


def opened(life: Life, app: str) -> World:
    life.world.press(life.name, "end")
    life.world.press(life.name, "soft_left")
    for digit in path_to(app):
        life.world.press(life.name, digit)
    return life.world


def choose(world: World, text: str, name: str = ANNA) -> None:
    """The line of a list that begins with its number and has a text."""
    rows = [row.text for row in world.frame(name).body]
    number = next(row.split()[0] for row in rows if text in row and row[0].isdecimal())
    world.press(name, KEYPAD[int(number) - 1])
    world.settle()


class TestMyOperator:
    def test_F15_bonuses_show_the_balance_and_what_burns(self) -> None:
        world = opened(Life.of(ANNA), "my_operator")
        choose(world, "Бонусы")
        assert "1240 баллов" in body(world)
        assert "31.03.2026 сгорит 320" in body(world)

    def test_F15_a_reward_is_chosen_ordered_and_confirmed(self) -> None:
        life = Life.of(ANNA)
        world = opened(life, "my_operator")
        choose(world, "Бонусы")
        world.press(ANNA, "soft_left")
        assert "Загрузка" in body(world)
        world.settle()
        choose(world, "Интернет")
        choose(world, "150 50 МБ")
        assert "Цена 150 Останется 1090" in body(world)
        world.press(ANNA, "soft_left")
        assert "Заказать?" in body(world)
        assert life.standing.points == 1240, "nothing is spent before it is confirmed"
        world.press(ANNA, "soft_left")
        world.settle()
        assert life.standing.points == 1090
        assert "1090 баллов" in body(world)
        assert any("50 МБ" in text.value for text in life.inbox()), "an SMS with the details (D23)"
        world.press(ANNA, "ok")
        assert "Интернет" in body(world)

    def test_what_is_too_dear_says_by_how_much_and_is_refused(self) -> None:
        life = Life.of(ANNA)
        world = opened(life, "my_operator")
        choose(world, "Бонусы")
        world.press(ANNA, "soft_left")
        world.settle()
        choose(world, "Техника")
        world.press(ANNA, "up")
        world.press(ANNA, "ok")
        assert "Не хватает" in body(world)
        world.press(ANNA, "ok")
        world.press(ANNA, "ok")
        world.settle()
        assert life.standing.points == 1240

    def test_money_is_shown_and_the_question_costs_as_any_data(self) -> None:
        life = Life.of(VERA)
        world = opened(life, "my_operator")
        choose(world, "Счёт", VERA)
        assert "На счёте" in body(world, VERA)
        assert life.standing.kopecks < 20_000

    def test_who_has_not_joined_is_told_so(self) -> None:
        world = opened(Life.of(VERA), "my_operator")
        choose(world, "Бонусы", VERA)
        assert "не участник" in body(world, VERA)

    def test_another_operators_subscriber_is_told_so(self) -> None:
        world = opened(Life.of(DINA), "my_operator")
        choose(world, "Бонусы", DINA)
        assert "1240" not in body(world, DINA)
        assert "Ещё раз" in world.frame(DINA).softkeys.text


class TestPointsPlus:
    def test_F24_a_promotion_brings_its_points_once(self) -> None:
        life = Life.of(ANNA)
        world = opened(life, "points_plus")
        choose(world, "Акции")
        assert "0/500" in body(world)
        world.press(ANNA, "1")
        points = int(body(world).split("Даёт ")[1].split()[0])
        world.press(ANNA, "soft_left")
        world.settle()
        assert life.standing.points == 1240 + points
        world.press(ANNA, "ok")
        choose(world, "Акции")
        assert f"{points}/500" in body(world)
        world.press(ANNA, "1")
        assert "Уже сделано" in body(world)
        world.press(ANNA, "soft_left")
        world.settle()
        assert life.standing.points == 1240 + points


class TestBadAir:
    def test_no_coverage_and_another_try(self) -> None:
        life = Life.of(ANNA)
        world = opened(life, "my_operator")
        world.set_air(ANNA, "off")
        choose(world, "Бонусы")
        assert "Нет сети" in body(world)
        world.set_air(ANNA, "fine")
        world.settle()
        world.press(ANNA, "soft_left")
        world.settle()
        assert "1240 баллов" in body(world)

    def test_a_server_that_is_silent_and_one_that_talks_nonsense(self) -> None:
        hand = Hand.on().menu("my_operator").press("1")
        assert "Загрузка" in hand.body
        assert "не отвечает" in hand.wait(3 * ANSWER_MS).body
        hand.press("ok")
        hand.hear(DataReply(hand.handset.mobile.last_request, '{"points": "many"}'))
        assert "не понят" in hand.body

    def test_an_answer_that_comes_after_the_page_was_left_changes_nothing(self) -> None:
        hand = Hand.on().menu("my_operator").press("1", "soft_right")
        hand.hear(DataReply(hand.handset.mobile.last_request, "{}"))
        assert "Мой МТС" in hand.body


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("columns", [20, 14])
def test_its_screens(locale: str, columns: int, snapshot: SnapshotAssertion) -> None:
    life = Life.of(ANNA, locale=locale)
    settings = life.world.phones[ANNA].settings
    settings.columns, settings.lines = columns, 8 if columns == 20 else 6
    world = opened(life, "my_operator")
    assert str(world.frame(ANNA)) == snapshot(name="home")
    world.press(ANNA, "1")
    assert str(world.frame(ANNA)) == snapshot(name="loading")
    world.settle()
    assert str(world.frame(ANNA)) == snapshot(name="bonuses")
    world.press(ANNA, "ok")
    world.settle()
    assert str(world.frame(ANNA)) == snapshot(name="catalogue")
    world.press(ANNA, "1")
    assert str(world.frame(ANNA)) == snapshot(name="section")
    world.press(ANNA, "1")
    assert str(world.frame(ANNA)) == snapshot(name="reward")
    world.press(ANNA, "ok")
    assert str(world.frame(ANNA)) == snapshot(name="sure")
    world.press(ANNA, "ok")
    world.settle()
    assert str(world.frame(ANNA)) == snapshot(name="outcome")
    world = opened(life, "points_plus")
    world.press(ANNA, "1")
    world.settle()
    assert str(world.frame(ANNA)) == snapshot(name="promotions")
    world.press(ANNA, "1")
    assert str(world.frame(ANNA)) == snapshot(name="promotion")
