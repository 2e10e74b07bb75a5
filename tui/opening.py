"""The main screen for a world: the words, the pace and the fixture of the face put together."""

from __future__ import annotations

from ledger.loading import nearest
from phone.world import World
from tui.pace import Pace
from tui.pages.tries import in_force, read_face
from tui.screens.phone import PhoneScreen
from tui.widgets.console import TABS
from tui.words import Words


def phone_screen(
    world: World, name: str | None, *, locale: str, flash_ms: int, wall: bool, start_console_tab: str
) -> PhoneScreen:
    """The screen; see `tui.app.phone_app` for what the arguments mean.

    Raises:
        FixtureError: the face's fixture has a mistake.
        ValueError: there is no such subscriber or tab; names the nearest.
    """
    if start_console_tab not in TABS:
        hint = nearest(start_console_tab, TABS)
        raise ValueError(f'there is no tab "{start_console_tab}"; expected one of {", ".join(TABS)}{hint}')
    person = next(iter(world.people)) if name is None else world.person(name).name
    words = Words(world.texts, locale, world.ledger.configuration.purses)
    pace = Pace() if wall else Pace.still()
    face = in_force(read_face(world.fixtures), world.plan)
    return PhoneScreen(world, person, pace, words, face, flash_ms=flash_ms, tab=start_console_tab)
