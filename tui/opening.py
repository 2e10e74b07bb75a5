"""The main screen for a world: the words, the pace and the fixture of the face put together."""

from __future__ import annotations

from pathlib import Path

from ledger.configuration import Configuration
from ledger.loading import Fixtures, nearest
from phone.texts import Texts
from phone.world import World
from tui.pace import Pace
from tui.pages.tries import read_face
from tui.screens.phone import PhoneScreen
from tui.session import Session
from tui.settings import DISPLAYS
from tui.show import Show
from tui.tabs import TABS
from tui.words import Words


def bundled_words(locale: str) -> Words:
    """The face's words without a world: what is told when none can be opened."""
    fixtures = Fixtures()
    configuration = Configuration.load(fixtures)
    return Words(Texts.load(fixtures, configuration.zone), locale, configuration.purses)


def phone_screen(
    world: World,
    name: str | None,
    *,
    locale: str,
    flash_ms: int,
    wall: bool,
    start_console_tab: str,
    display: str = DISPLAYS[0],
    show: Show | None = None,
    record: Path | None = None,
) -> PhoneScreen:
    """The screen; see `tui.app.phone_app` for what the arguments mean.

    `display` is the size of displays in a new world, `show` a dialog that is played in it, `record` where all that happens is
    to be written.

    Raises:
        FixtureError: the face's fixture has a mistake.
        ValueError: there is no such subscriber or tab; names the nearest.
    """
    if start_console_tab not in TABS:
        hint = nearest(start_console_tab, TABS)
        raise ValueError(f'there is no tab "{start_console_tab}"; expected one of {", ".join(TABS)}{hint}')
    person = next(iter(world.people)) if name is None else world.person(name).name
    names = list(world.people)
    beside = names[(names.index(person) + 1) % len(names)]
    session = Session(
        world=world,
        words=Words(world.texts, locale, world.ledger.configuration.purses),
        pace=Pace() if wall else Pace.still(),
        face=read_face(world.fixtures),
        seats=list(dict.fromkeys((person, beside))),
        flash_ms=flash_ms,
        show=show,
    )
    session.follow()
    if record is not None:
        session.reel.start(record)
    if display != DISPLAYS[0] and not session.saved:
        for each in world.people:
            session.set_display(each, display)
    return PhoneScreen(session, start_console_tab)
