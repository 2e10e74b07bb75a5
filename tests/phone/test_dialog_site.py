"""The personal account in dialogs, in `talk` and from Python: what is typed, what is told, what is wrong."""

from __future__ import annotations

import json

import pytest

from phone.dialog.files import read_bytes
from phone.dialog.problems import DialogError
from phone.dialog.running import jobs
from phone.dialog.talking import Talk
from phone.dialog.visiting import PAGES, searched
from phone.dialog.words import bundled_words
from phone.driver import World
from tests.phone.worlds import ANNA, new_world

WRONG = {
    "SITE ballance": "there is no verb",
    "SITE": "there is no verb",
    "site join": "is .site. a verb",
    "SITE login": "something is missing",
    "SITE order": "expected a reward",
    "SITE order 707:31 two": "expected a reward",
    "SITE profile Анна, 1990": "has 4 fields",
    "SITE give Борис": "how many points",
    "SITE catalogue cars": "a section and limits",
    "SITE catalogue points 5": "a section and limits",
    "SITE language fr": "expected a language",
    "SITE history cars": "did not expect",
    "SITE join now": "did not expect",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_mistake_is_told_where_it_stands(line: str) -> None:
    with pytest.raises(DialogError, match=WRONG[line]) as caught:
        read_bytes(f"world: demo\n== x\nАнна > {line}\n".encode(), "bad.dialog")
    (mistake,) = caught.value.mistakes
    assert mistake.line == 3


def test_every_verb_of_the_site_has_its_page() -> None:
    assert {verb.page for verb in bundled_words().table.site.values()} == set(PAGES)


def test_F56_section_and_sliders_stand_in_any_order() -> None:
    assert searched("") == (None, None, None)
    assert searched("internet size 100-500 points 0-400") == ("internet", (0, 400), (100, 500))
    assert searched("points 5-9") == (None, (5, 9), None)


def test_talk_understands_the_site_in_both_languages_and_any_case_of_its_first_word() -> None:
    lines: list[str] = []
    talk = Talk(new_world(), ANNA, 0, lines.append)
    for typed in ("site balance", "сайт баланс", "САЙТ история подарки", "Вера: Site join", "site order 455:11"):
        talk.line(typed)
    assert [line for line in lines if ">" in line] == [
        "Анна > SITE balance",
        "Анна > SITE balance",
        "Анна > SITE history gifts",
        "Вера > SITE join",
        "Анна > SITE order 455:11",
    ]
    assert lines.count("Анна < SITE") == 4


def test_a_page_that_takes_what_was_heard_before_says_what_it_is_not() -> None:
    told = "Анна > *100#\nАнна < USSD end: Баланс: {n:any}\n"
    text = f"world: demo\n== x\n{told}Анна > SITE give Борис {{n}}\nАнна > SITE profile {{n}}\n"
    (played,) = [job.play() for job in jobs(read_bytes(text.encode(), "some.dialog"))]
    assert [difference.message for difference in played.differences] == [
        'it cannot be done: "р." is no number of points',
        'it cannot be done: "150,00 р." has not the four fields of the questionnaire',
    ]


def test_from_python_the_account_gives_values_and_a_transcript_that_plays_again() -> None:
    world = World.load("demo")
    vera, anna = world.site("Вера"), world.site()
    assert vera.log_in().text.startswith("Личный кабинет")
    assert vera.join().expect("{...}\nНачислено: {n:int} баллов.") == {"n": 150}
    assert vera.profile("Вера", "28.02.1997", "vera@example.ru", "Москва").refused is None
    assert [offer.reward for offer in anna.catalogue("tunes")] == ["site:tune-kalinka", "site:tune-moonlight"]
    assert anna.quote("site:smartphone") is None
    assert anna.order("site:tune-kalinka").refused is None
    refused = anna.give("Вера", 5000).refused
    assert refused is not None
    assert refused.rule == "gift.sent_month"
    assert anna.invite("@").refused is not None
    assert (anna.link("Анна/2").refused, world.site("Анна/2").unlink().refused) == (None, None)
    assert anna.language("en").text == "The language of messages: English."
    assert anna.balance().text.startswith("You have 1180 points")
    assert [row.what for row in anna.history("orders")] == ['Ordered for 60 points: the tune "Kalinka"']
    assert [row["amount"] for row in json.loads(anna.export("json", "orders"))] == [-60, 1]
    assert "0890" in anna.help().text
    foreign = world.site("Дина")
    assert (foreign.catalogue(), foreign.history(), foreign.quote("707:31")) == ((), (), None)
    (played,) = [job.play() for job in jobs(read_bytes(world.transcript().encode(), "again.dialog"))]
    assert played.differences == ()
