"""Names of people as the reader of the face reads them: Latin ones in English, as the world has them, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from phone.opening import load_world
from tui.console.subscribers import subscriptions
from tui.opening import phone_screen
from tui.pages.air import air_row
from tui.pages.card import header_lines
from tui.pages.clock import world_deeds
from tui.pages.subscribers import subscription_row
from tui.pages.tour import stops
from tui.palette import palette_offers
from tui.session import Session
from tui.tabs import TABS

NAMES = re.compile("Анна|Борис|Вера|Глеб|Дина")


def session_in(locale: str) -> Session:
    world = load_world("demo", locale=locale)
    session = phone_screen(world, None, locale=locale, flash_ms=0, wall=False, start_console_tab="air").session
    session.dial("*111*455*0#")
    world.settle()
    return session


def told(session: Session) -> Iterator[str]:
    """What card, air, console and palette say of people."""
    words = session.words
    known = tuple(subscriptions(session))
    lines = [
        *header_lines(session.holder(session.person), session.world.now_ms, "", words, 60),
        *(air_row(event, (), words, 90) for event in session.world.trace),
        *(subscription_row(one, words, 90) for one in known),
    ]
    yield from ("".join(piece.text for piece in line) for line in lines)
    yield from (deed.label for deed in world_deeds("calm", {}, known, words, session.person))
    yield from (offer.title for offer in palette_offers(session, TABS))


def test_who_reads_english_reads_latin_names() -> None:
    session = session_in("en")
    everything = "\n".join(told(session))
    assert not NAMES.search(everything)
    assert everything.count("Anna") > 5
    assert "Anna/2" in everything
    assert session.words.called(session.world.people["Борис"].msisdns[0]) == "Boris"


def test_names_change_with_the_language_and_the_world_keeps_its_own() -> None:
    session = session_in("ru")
    assert "Анна" in "\n".join(told(session))
    session.speak("en")
    assert not NAMES.search("\n".join(told(session)))
    assert next(iter(session.world.people)) == session.person == "Анна"


@pytest.mark.parametrize(("locale", "way"), [("ru", "4555: прогноз"), ("en", "4555: forecast")])
def test_F13_the_tour_writes_what_its_reader_can_write(locale: str, way: str) -> None:
    session = session_in(locale)
    ways = [stop.way for stop in stops(session.tour, session.words)]
    assert way in ways
    assert locale == "ru" or not any(re.search("[а-я]", one) for one in ways)
