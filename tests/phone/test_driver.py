"""The front door for programs: worlds made and copied, replies taken apart, and conversations that play again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phone.dialog.files import read_bytes
from phone.dialog.record.recorder import recorded
from phone.dialog.running import jobs
from phone.driver import NoAnswer, World

ANNA = {"number": "+7 916 111-22-33", "points": 120, "till": "2026-12-31", "balance": "150.00"}
BORIS = "+7 916 444-55-66 member points 0"


def two(**options: str) -> World:
    return World.make({"Анна": ANNA, "Борис": BORIS}, now="2026-04-10 12:00", **options)


# ---- worlds


def test_a_world_is_made_of_people_as_they_are_given() -> None:
    world = two()
    assert world.phone().number == "79161112233"
    assert (world.ledger("Анна").points, str(world.ledger("Анна").balance)) == (120, "150")
    assert world.ledger("Борис").rows == ()


@pytest.mark.parametrize(
    ("people", "options", "told"),
    [
        ({"Анна": "+7 916"}, {}, "Анна"),
        ({"Анна": "+7 916 111-22-33 pints 3"}, {}, "pints"),
        ({"Анна": ANNA}, {"edition": "a9"}, "a9"),
        ({"Анна": ANNA}, {"settings": ["catalog.nothing.price_points=1"]}, "nothing"),
    ],
)
def test_what_is_wrong_with_a_world_is_told(people: dict[str, str], options: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        World.make(people, **options)


def test_an_unknown_world_or_person_is_told() -> None:
    with pytest.raises(ValueError, match="moon"):
        World.load("moon")
    with pytest.raises(ValueError, match="Зоя"):
        two().phone("Зоя")


def test_a_second_sim_has_its_own_number() -> None:
    world = World.load()
    assert world.phone("Анна/2").number != world.phone("Анна").number
    with pytest.raises(ValueError, match="Борис has 1 SIM"):
        world.phone("Борис/2")


def test_somebody_comes_later_and_is_given_something() -> None:
    world = two()
    zoya = world.add_phone("Зоя", "+7 916 777-88-99", member=True, points=5, balance=50)
    world.phone("Анна").sms("4555", "GIFT 9167778899 100").expect("Вы подарили 100 баллов{*}")
    assert (world.ledger("Зоя").points, len(zoya.inbox)) == (105, 1)
    with pytest.raises(ValueError, match="Зоя"):
        world.add_phone("Зоя", "+7 916 777-88-98")


def test_what_was_done_is_recorded_with_those_who_came_later() -> None:
    world = two()
    world.add_phone("Зоя", "+7 916 222-33-44", points=120)
    world.phone("Зоя").ussd("*111*455*0#")
    recording = recorded(world.engine)
    assert "\n  Зоя  +7 916 222-33-44 points 120\n\nЗоя > *111*455*0#\n" in recording.text
    assert not any(job.play().differences for job in jobs(read_bytes(recording.text.encode(), "r.dialog")))


def test_a_copy_goes_on_by_itself() -> None:
    world = two()
    world.phone("Анна").ussd("*111*455*0#")
    other = world.copy()
    other.phone("Анна").sms("4555", "GIFT 9164445566 100")
    other.advance(days=3)
    assert (other.ledger("Борис").points, world.ledger("Борис").points) == (100, 0)
    assert world.now.day == 10
    assert other.transcript().startswith(world.transcript().rstrip("\n"))


def test_time_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="time does not go back"):
        two().advance(days=-1)


# ---- replies


def test_a_template_that_does_not_fit_shows_both_texts() -> None:
    reply = two().phone("Анна").ussd("*111*455*0#")
    with pytest.raises(AssertionError) as caught:
        reply.expect("У вас {n:int} рублей.{*}")
    assert "- У вас {n:int} рублей.{*}" in str(caught.value)
    assert "+ У вас 120 баллов." in str(caught.value)


def test_a_reply_where_nothing_is_asked_is_no_answer_with_the_conversation() -> None:
    reply = two().phone("Анна").ussd("*111*455*0#")
    with pytest.raises(NoAnswer) as caught:
        reply.reply("1")
    assert "Анна > *111*455*0#" in str(caught.value)


def test_an_order_has_its_entries_and_a_refusal_its_rule() -> None:
    world = World.make({"Анна": {**ANNA, "points": 500}}, now="2026-04-10 12:00")
    anna = world.phone("Анна")
    assert len(anna.ussd("*707*31#").entries) == 1
    refused = anna.ussd("*707*31#").refused or anna.ussd("*707*31#").reply("1").refused
    assert refused is not None
    assert world.ledger().rows[0].amount == -150


@pytest.mark.parametrize("value", [World.load(), World.load().phone()])
def test_a_value_of_the_front_door_does_not_print_a_whole_world(value: object) -> None:
    assert len(repr(value)) < 200


# ---- the transcript

ACTS = st.sampled_from(
    [
        ("Анна", "ussd", "*111*455*0#"),
        ("Анна", "ussd", "*111*455#"),
        ("Борис", "ussd", "*111#"),
        ("Анна", "reply", "2"),
        ("Анна", "sms", "4555", "GIFT 9164445566 10"),
        ("Борис", "sms", "+7 916 111-22-33", "привет, {Анна}"),
        ("Анна", "call", "0890"),
        ("Анна", "call", "9164445566"),
        ("Борис", "answer"),
        ("Анна", "press", "end"),
        ("", "minutes", "61"),
        ("", "days", "40"),
    ]
)


@settings(max_examples=25)
@given(acts=st.lists(ACTS, max_size=7), locale=st.sampled_from(["ru", "en"]))
def test_a_transcript_holds_when_it_is_played(acts: list[tuple[str, ...]], locale: str) -> None:
    world = two(locale=locale)
    for who, verb, *words in acts:
        try:
            if who:
                getattr(world.phone(who), verb)(*words)
            else:
                world.advance(**{verb: int(words[0])})
        except NoAnswer:
            continue
    text = world.transcript()
    for job in jobs(read_bytes(text.encode(), "transcript"), None):
        played = job.play()
        assert not played.differences, f"{text}\n{played.differences[0].message}\n{played.transcript}"
