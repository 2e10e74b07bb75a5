"""Life outside the phone: what it brings, what is off and says so, and that dialogs, talk and Python mean the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.commands import Redeem
from ledger.entries import Entry, Refusal
from phone.dialog.talking import Talk
from phone.dialog.words import bundled_words
from phone.driver import World
from phone.network.partners import Event, event_of, events, happen, say_event, say_outcome, say_rate
from phone.texts import LANGUAGES
from tests.phone.worlds import ANNA, new_world

UNRATED = ("partner_shop", "other_card", "home_tv", "home_internet", "app_purchase", "top_up")
MSISDN = "79160000001"


def lived(name: str, given: str, *settings: str) -> tuple[Event, Entry | Refusal, str]:
    """What comes of an event in a new world, and what is said of it."""
    world = new_world("demo", *settings)
    event = event_of(world.ledger.configuration, name)
    assert event is not None
    outcome = world.happen(lambda network, at_ms: happen(network, MSISDN, event, given, at_ms))
    return event, outcome, say_outcome(world.network.desk, event, outcome, "ru").value


@pytest.mark.parametrize(
    ("name", "kopecks", "points"),
    [
        pytest.param("shop_logo", 5_000, 30, id="F21-logo"),
        pytest.param("shop_plain", 5_000, 3, id="F21-plain"),
        pytest.param("taxi", 25_050, 250, id="F22"),
        pytest.param("card", 8_990, 2, id="F23"),
    ],
)
def test_F21_F22_F23_a_payment_brings_what_its_rate_says(name: str, kopecks: int, points: int) -> None:
    event, outcome, said = lived(name, str(kopecks))
    assert event.on
    assert isinstance(outcome, Entry)
    assert (outcome.kind, outcome.details["points"]) == ("earned", points)
    assert said == f"Начислено: {bundled(points)}."


def bundled(points: int) -> str:
    return new_world().texts.phrase("points", points, "ru")


@pytest.mark.parametrize("name", UNRATED)
def test_F27_what_has_no_rate_says_so_before_and_after(name: str) -> None:
    world = new_world()
    event = event_of(world.ledger.configuration, name)
    assert event is not None
    assert (event.points, event.on, event.facts) == (None, False, ("F27",))
    assert say_rate(world.network.desk, event, "ru").value == "источник не даёт ставки: выключено"
    _, outcome, said = lived(name, "100000")
    if name == "top_up":
        assert isinstance(outcome, Entry), "money can be paid in, it only earns nothing"
        assert said == "Счёт пополнен на 1000 р."
    else:
        assert outcome == Refusal("earn.off", {"source": name})
        assert said.startswith("Источник называет этот способ без ставки")


@pytest.mark.parametrize("name", UNRATED)
def test_F27_an_edition_may_set_a_rate(name: str) -> None:
    rate = (f"earning.sources.{name}.points=2", f"earning.sources.{name}.per_kopecks=1000")
    _, outcome, said = lived(name, "100000", *rate)
    assert isinstance(outcome, Entry)
    assert outcome.details["points"] == 200
    assert said.endswith("Начислено: 200 баллов.")


def test_F27_a_way_that_is_switched_off_is_no_way_without_a_rate() -> None:
    event, outcome, said = lived("taxi", "5000", "earning.sources.taxi.points=0")
    assert (event.on, outcome, said) == (False, Refusal("earn.off", {"source": "taxi"}), "Этот способ выключен.")


def test_F25_a_friend_is_told_and_brings_points_when_joining() -> None:
    world = World.load("demo")
    anna, vera = world.phone(ANNA), world.phone("Вера")
    assert anna.invite("Вера").text == "Приглашение отправлено на +7 916 000-00-03."
    vera.inbox[0].expect("{*} приглашает вас в МТС Бонус.{*}")
    vera.ussd("*111*455*1#")
    assert [str(row) for row in world.ledger(ANNA).rows] == ["+ 50 points joined till 2027-03-12"]


def test_F50_a_bill_is_reduced_by_what_points_have_paid() -> None:
    world = World.load("rich")
    anna = world.phone(ANNA)
    assert anna.pay_bill("mgts", 350).text == "Сначала закажите за баллы рубли на этот счёт."
    anna.engine.execute(Redeem(MSISDN, "site:mgts-bill-100", "site"))
    paid = anna.pay_bill("mgts", 350)
    assert (paid.points, paid.refused) == (0, None)
    assert paid.text == "Оплачено баллами: 100 р. Остаётся заплатить: 250 р."
    assert "BILL mgts 350" in world.transcript()


def test_every_event_has_a_verb_words_and_a_rate_in_each_language() -> None:
    world = new_world()
    life = bundled_words().table.life
    for event in events(world.ledger.configuration):
        verb = life[event.name]
        assert (verb.source or verb.event) == event.name
        for language in LANGUAGES:
            assert say_event(world.network.desk, event, language) != event.name
            assert say_rate(world.network.desk, event, language).value


def test_a_way_of_a_users_own_goes_by_its_name() -> None:
    world = new_world("demo", 'earning.sources.circus={"points": 7}')
    event = event_of(world.ledger.configuration, "circus")
    assert event is not None
    assert say_event(world.network.desk, event, "ru") == "circus"
    assert say_rate(world.network.desk, event, "en").value == "7 points a receipt"


@given(st.sampled_from(("taxi", "card", "shop_plain", "home_tv", "top_up", "bill_mgts")), st.integers(-10, 10**7))
def test_no_amount_breaks_the_books(name: str, kopecks: int) -> None:
    world = SHARED
    event = event_of(world.ledger.configuration, name)
    assert event is not None
    head = world.ledger.head
    outcome = world.happen(lambda network, at_ms: happen(network, MSISDN, event, str(kopecks), at_ms))
    assert world.ledger.head == head + isinstance(outcome, Entry)
    assert say_outcome(world.network.desk, event, outcome, "en").value


SHARED = new_world()


def test_talk_tells_what_came_and_a_verb_alone_its_rate() -> None:
    written: list[str] = []
    talk = Talk(new_world(), ANNA, 0, written.append)
    talk.line("taxi 340")
    talk.line("ДОМ тв 500")
    assert written[:2] == ["Анна > TAXI 340", "# Начислено: 340 баллов."]
    assert written[2] == "Анна > HOME tv 500"
    assert written[3].endswith("(earn.off)")
    with pytest.raises(ValueError, match=r"\(TAXI: 1 point for 1 RUB\)"):
        talk.line("taxi")
    with pytest.raises(ValueError, match="HOME tv: the source gives no rate: off; HOME internet: "):
        talk.line("дом")


def test_python_writes_the_dialog_that_does_the_same() -> None:
    world = World.load("demo")
    anna = world.phone(ANNA)
    anna.taxi(340)
    anna.shop("19.90", branded=True)
    anna.use_data("25 MB")
    assert anna.home_internet(1).refused is not None
    assert anna.promotion("9").text == "Такой акции нет."
    acts = [line for line in world.transcript().splitlines() if " > " in line]
    assert acts == [
        "Анна > TAXI 340",
        "Анна > SHOP branded 19.90",
        "Анна > DATA 25 MB",
        "Анна > HOME internet 1",
        "Анна > PROMO 9",
    ]
    assert world.ledger(ANNA).rows[0].detail == "taxi"


@pytest.mark.parametrize("amount", ["", "much", "-5", "1.999", "5 USD"])
def test_what_is_no_amount_is_one_clear_line(amount: str) -> None:
    anna = World.load("demo").phone(ANNA)
    with pytest.raises(ValueError, match="amount") as told:
        anna.taxi(amount)
    assert len(str(told.value).splitlines()) == 1
