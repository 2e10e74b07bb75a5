"""The apps of the phone, by keys: what they show, what they order and earn, and what a bad answer looks like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from phone.air.apps import Balance, CatalogueList, Offered, Order, PromotionList, written
from phone.air.messages import DataReply, DataRequest, Downlink, NotServed
from phone.handset.mobile.data import ANSWER_MS
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.screens.idle import Idle
from phone.world import World
from tests.phone.handsets import Hand, path_to
from tests.phone.test_handset_random import Step, check
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


def press(world: World, *keys: Key, name: str = ANNA) -> None:
    for key in keys:
        world.press(name, key)


class TestMyOperator:
    def test_F15_bonuses_show_the_balance_and_what_burns(self) -> None:
        world = opened(Life.of(ANNA), "my_operator")
        choose(world, "Бонусы")
        assert "1240 баллов" in body(world)
        assert "31.03.2026 сгорят 320" in body(world)
        assert "На счёте 149,75 р." in body(world), "the question has been paid"

    def test_F15_a_reward_is_chosen_ordered_and_confirmed(self) -> None:
        life = Life.of(ANNA)
        world = opened(life, "my_operator")
        choose(world, "Бонусы")
        world.press(ANNA, "soft_left")
        assert "Загрузка" in body(world)
        world.settle()
        choose(world, "Интернет")
        choose(world, "50 МБ")
        assert "Цена 150 баллов Останется 1090" in body(world)
        world.press(ANNA, "soft_left")
        assert "Заказать? 50 МБ Спишется 150 баллов Останется 1090" in body(world)
        assert life.standing.points == 1240, "nothing is spent before it is confirmed"
        world.press(ANNA, "soft_left")
        world.settle()
        assert life.standing.points == 1090
        assert "1090 баллов" in body(world)
        assert any("50 МБ" in text.value for text in life.inbox()), "an SMS with the details (D23)"
        world.press(ANNA, "ok")
        assert "Интернет 1090" in body(world), "the corner knows what is left"

    def test_F52_a_device_for_points_and_roubles(self) -> None:
        life = Life.of(
            ANNA,
            "demo",
            "catalog.site:smartphone.kopecks_per_point=1",
            "catalog.site:smartphone.least_points=1000",
            "catalog.site:smartphone.price_points=3000",
        )
        world = opened(life, "my_operator")
        choose(world, "Бонусы")
        world.press(ANNA, "soft_left")
        world.settle()
        choose(world, "Техника")
        choose(world, "смартфон")
        assert "Цена 3000 баллов Баллами от 1000" in body(world)
        world.press(ANNA, "soft_left")
        assert "Сколько баллов" in body(world)
        assert "1240" in body(world), "those that are there"
        press(world, "clear", "clear", "clear", "clear", "9", "9", "9", "ok")
        assert "Баллами от 1000 до 3000" in body(world)
        press(world, "soft_left", "clear", "clear", "clear", "1", "2", "0", "0", "ok")
        assert "Заказать? смартфон Спишется 1200 баллов и 18,00 р. Останется 40" in body(world)
        press(world, "soft_right")
        assert "1200" in body(world), "no leads back to the number"
        kopecks = life.standing.kopecks
        press(world, "ok", "ok")
        world.settle()
        (entry,) = life.entries("redeemed")
        assert (entry.details["price_points"], entry.details["price_kopecks"]) == (1200, 1800)
        assert life.standing.points == 40
        assert life.standing.kopecks == kopecks - 1800 - 25, "and the request itself"
        assert "Теперь 40 баллов" in body(world)

    def test_with_two_cards_the_phone_asks_for_whom(self) -> None:
        world = opened(Life.of(ANNA, "demo", "worlds/demo.people.Анна.sim=0"), "my_operator")
        assert "Какая SIM?" in body(world)
        world.press(ANNA, "2")
        choose(world, "Счёт")
        assert "29,75" in body(world), "the second card has 30 roubles, and pays the question"
        world = opened(Life.of(ANNA, "demo", "worlds/demo.people.Анна.sim=0"), "points_plus")
        assert "Какая SIM?" in body(world)
        world.press(ANNA, "2")
        choose(world, "Акции")
        assert [exchange.slot for exchange in world.phones[ANNA].mobile.exchanges] == [1]

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
        press(world, "soft_right", "1", "ok")
        assert "Не хватает" in body(world)
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
        assert "✓" in world.frame(ANNA).body[1].text
        world.press(ANNA, "1")
        assert "Уже сделано" in body(world)
        world.press(ANNA, "soft_left")
        world.settle()
        assert life.standing.points == 1240 + points


@pytest.mark.parametrize(
    ("app", "reply"), [("my_operator", CatalogueList(())), ("points_plus", PromotionList((), 0, 500))]
)
def test_a_list_with_nothing_in_it_says_so(app: str, reply: object) -> None:
    """Some editions have nothing to order by the app."""
    hand = Hand.on().menu(app).press("1")
    if app == "my_operator":
        hand.hear(DataReply(1, written(Balance(member=True, points=9, kopecks=9)))).press("ok")
    hand.hear(DataReply(hand.handset.mobile.last_request, written(reply)))
    assert "Пусто" in hand.body
    assert hand.softkeys == "Назад"
    before = hand.handset.interface.stack
    assert hand.press("ok", "down", "1").handset.interface.stack == before


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


def ordered(life: Life) -> World:
    """An order of 50 MB on its way."""
    world = opened(life, "my_operator")
    choose(world, "Бонусы")
    world.press(life.name, "soft_left")
    world.settle()
    choose(world, "Интернет")
    choose(world, "50 МБ")
    press(world, "ok", "ok")
    assert "Загрузка" in body(world)
    return world


class TestTwice:
    """Nothing that costs points happens twice because somebody asks what became of it."""

    def test_an_order_whose_answer_is_lost_is_asked_for_again_and_done_once(self) -> None:
        life = Life.of(ANNA)
        world = ordered(life)
        for _ in range(2):
            world.ether.lose_all()
            world.advance(ANSWER_MS)
        assert "не отвечает Возможно, уже выполнено" in body(world)
        assert "Ещё раз" in world.frame(ANNA).softkeys.text
        world.press(ANNA, "soft_left")
        world.settle()
        assert "Готово" in body(world)
        assert len(life.entries("redeemed")) == 1
        assert life.standing.points == 1090

    def test_an_answer_that_nobody_understands_is_asked_for_again_under_its_number(self) -> None:
        life = Life.of(ANNA)
        world = ordered(life)
        world.ether.lose_all()
        mobile = world.phones[ANNA].mobile
        world.command(
            ANNA,
            lambda phone, at_ms: phone.receive(
                Downlink(phone.mobile.slots[0].card.imsi, DataReply(mobile.last_request, "?")), at_ms
            ),
        )
        assert "не понят" in body(world)
        world.press(ANNA, "ok")
        world.settle()
        assert "Готово" in body(world)
        assert len(life.entries("redeemed")) == 1

    def test_an_order_that_never_left_is_sent_when_there_is_coverage(self) -> None:
        life = Life.of(ANNA)
        world = opened(life, "my_operator")
        choose(world, "Бонусы")
        world.press(ANNA, "soft_left")
        world.settle()
        choose(world, "Интернет")
        choose(world, "50 МБ")
        world.set_air(ANNA, "off")
        press(world, "ok", "ok")
        assert body(world) == "Заказ Нет сети"
        world.set_air(ANNA, "fine")
        world.settle()
        world.press(ANNA, "ok")
        world.settle()
        assert len(life.entries("redeemed")) == 1

    def test_what_the_operator_has_not_served_is_ordered_anew_or_not_at_all(self) -> None:
        """It may have been carried out before its answer could not be paid."""
        hand = Hand.on().menu("my_operator").press("1")
        for said in (
            Balance(member=True, points=9, kopecks=9),
            CatalogueList((Offered("a", "devices", "лодка", 9, 9),)),
        ):
            hand.hear(DataReply(hand.handset.mobile.last_request, written(said))).press("ok")
        hand.press("1", "ok", "ok")
        assert hand.sent[-1] == DataRequest(3, "my_operator", "order", written(Order("a")))
        hand.hear(DataReply(3, cause="balance"))
        assert "Не хватает денег" in hand.body
        assert hand.softkeys == "Назад"
        hand.press("ok")
        assert hand.handset.mobile.last_request == 3
        assert not hand.handset.mobile.exchanges[0].waiting


def test_without_coverage_it_shows_what_was_known() -> None:
    life = Life.of(ANNA)
    world = opened(life, "my_operator")
    choose(world, "Бонусы")
    world.press(ANNA, "soft_right")
    world.set_air(ANNA, "off")
    world.advance(3_600_000)
    world.press(ANNA, "1")
    assert "Нет сети Было 12.03.2026 10:02: 1240 баллов" in body(world)
    world.press(ANNA, "soft_right")
    world.press(ANNA, "2")
    assert "Нет сети Было 12.03.2026 10:02: На счёте 149,75 р." in body(world)


def test_what_was_known_of_one_card_is_not_told_of_the_other() -> None:
    world = opened(Life.of(ANNA, "demo", "worlds/demo.people.Анна.sim=0"), "my_operator")
    press(world, "1")
    choose(world, "Счёт")
    world.set_air(ANNA, "off")
    press(world, "end", "soft_left", *path_to("my_operator"), "2", "2")
    assert "Нет сети" in body(world)
    assert "Было" not in body(world)


def test_waiting_is_drawn_and_nothing_falls_due_for_it() -> None:
    hand = Hand.on().menu("my_operator").press("1")
    assert hand.handset.next_redraw(hand.at_ms) == hand.at_ms + 250
    assert hand.handset.interface.redraw_at_ms is None


BODIES = (
    "{}", "[", '{"member":true,"points":5,"kopecks":7}', '{"member":false,"points":0,"kopecks":0,"burning_at_ms":5}',
    '{"rewards":[]}', '{"rewards":[{"reward":"a","section":"devices","said":"лодка","price_points":9,"least_points":2,"kopecks_per_point":5},'
    '{"reward":"b","section":"content","said":"' + "очень " * 40 + '","price_points":900000,"least_points":900000}]}',
    '{"done":true,"text":"' + "слово " * 60 + '","points":-3}', '{"promotions":[],"earned_points":0,"cap_points":0}',
    '{"promotions":[{"promotion":"1","said":"спеть","points":5,"done":false}],"earned_points":1,"cap_points":2}',
)  # fmt: skip
"""Replies of every kind; most are none to what was asked."""

CAUSES: tuple[NotServed, ...] = ("balance", "foreign")

steps: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(["ok", "soft_left", "soft_right", "up", "down", "1", "2", "9", "clear"]).map(
        lambda key: lambda hand: hand.press(key)
    ),
    st.sampled_from(BODIES).map(lambda said: lambda hand: hand.hear(DataReply(hand.handset.mobile.last_request, said))),
    st.sampled_from(CAUSES).map(
        lambda cause: lambda hand: hand.hear(DataReply(hand.handset.mobile.last_request, cause=cause))
    ),
    st.integers(0, 3 * ANSWER_MS).map(lambda by_ms: lambda hand: hand.wait(by_ms)),
    st.sampled_from(["my_operator", "points_plus"]).map(lambda app: lambda hand: hand.press("end", "end").menu(app)),
    st.just(lambda hand: hand.act(lambda mobile, at_ms: mobile.lose_coverage(0, at_ms) or ())),
    st.just(lambda hand: hand.act(lambda mobile, at_ms: mobile.find_coverage(0))),
    st.just(lambda hand: hand.act(lambda mobile, at_ms: mobile.pull_sim(0, at_ms))),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=30), st.sampled_from(["ru", "en"]), st.sampled_from([(20, 8), (14, 6)]))
def test_no_reply_breaks_an_app(taken: list[Step], language: str, size: tuple[int, int]) -> None:
    hand = Hand.on(language, size).menu("my_operator")
    for step in taken:
        step(hand)
        check(hand, *size)
    orders = [up for up in hand.sent if isinstance(up, DataRequest) and up.path in {"order", "fulfil"}]
    assert len({(up.reference, up.body) for up in orders}) == len({up.reference for up in orders})
    hand.press("end", "end")
    assert hand.handset.interface.stack[0] == Idle()


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
    press(world, "ok", "soft_right", "4", "3")
    assert str(world.frame(ANNA)) == snapshot(name="device")
    press(world, "ok")
    assert str(world.frame(ANNA)) == snapshot(name="points_to_pay")
    press(world, "ok")
    assert str(world.frame(ANNA)) == snapshot(name="sure_of_device")
    press(world, "ok")
    world.set_air(ANNA, "off")
    assert str(world.frame(ANNA)) == snapshot(name="unsure")
    press(world, "ok")
    assert str(world.frame(ANNA)) == snapshot(name="unsure")
    press(opened(life, "my_operator"), "1")
    assert str(world.frame(ANNA)) == snapshot(name="known")
    world.set_air(ANNA, "fine")
    world.settle()
    world = opened(life, "points_plus")
    world.press(ANNA, "1")
    world.settle()
    assert str(world.frame(ANNA)) == snapshot(name="promotions")
    world.press(ANNA, "1")
    assert str(world.frame(ANNA)) == snapshot(name="promotion")
