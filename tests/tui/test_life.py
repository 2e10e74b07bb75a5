"""Life outside the phone in the app: rates before, a form that loses nothing, and what came of it."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from phone.dialog.record.recorder import recorded
from phone.network.partners import events
from tests.tui.driving import page, play, running, screen_rows, until
from tui.app import PhoneApp
from tui.console.world import WorldPage
from tui.lines import plain
from tui.pages.clock import deed_row
from tui.palette import palette_offers
from tui.screens.ask import AskScreen
from tui.screens.pick import PickScreen
from tui.tabs import TABS


def told(app: PhoneApp) -> list[str]:
    return [one.message for one in app._notifications]


async def lived(app: PhoneApp, pilot: Pilot[None], name: str, *keys: str) -> None:
    """Choose an event, answer what it asks, and wait until its form is closed."""
    app.phone_screen.action_live(name)
    await until(pilot, lambda: isinstance(app.screen, AskScreen | PickScreen) and app.screen.is_mounted)
    await pilot.press(*keys)
    await until(pilot, lambda: app.screen is app.phone_screen)


def test_every_event_stands_on_the_world_tab_with_its_rate_and_in_the_palette() -> None:
    async def scenario() -> None:
        async with running((120, 40)) as (app, _):
            await app.phone_screen.action_tab("world")
            known = events(app.phone_screen.world.ledger.configuration)
            rows = {deed.action: plain(deed_row(deed, 81)) for deed in page(app, WorldPage).listing.things}
            offers = {offer.action: offer.told for offer in palette_offers(app.phone_screen.session, TABS)}
            for event in known:
                action = f"screen.live({event.name!r})"
                assert offers[action] in rows[action]
                assert app.phone_screen.session.words.facts(event.facts) in rows[action]
            assert "источник не даёт ставки: выключено" in rows["screen.live('home_tv')"]

    play(scenario())


def test_F22_F24_F25_F27_forms_tell_the_rate_first_and_say_what_is_wrong_beside_the_line() -> None:
    async def scenario() -> None:
        async with running((120, 40)) as (app, pilot):
            world = app.phone_screen.world
            head = world.ledger.head
            app.phone_screen.action_live("taxi")
            await until(pilot, lambda: isinstance(app.screen, AskScreen) and bool(app.screen.query(Input)))
            assert any("Ставка: 1 балл за 1 р." in row for row in screen_rows(app))
            await pilot.press(*"3x", "enter")
            await until(pilot, lambda: any("Нужна сумма" in row for row in screen_rows(app)))
            assert app.screen.query_one(Input).value == "3x"
            await pilot.press("backspace", *"40", "enter")
            await until(pilot, lambda: app.screen is app.phone_screen)
            assert told(app) == ["Начислено: 340 баллов."]
            await lived(app, pilot, "home_tv", "5", "enter")
            assert told(app)[-1].startswith("Источник называет этот способ без ставки")
            await lived(app, pilot, "promotion", "down", "enter")
            await lived(app, pilot, "invite", "down", "enter")
            kinds = [entry.kind for entry in world.ledger.entries(head + 1)]
            assert [kind for kind in kinds if kind != "charged"] == ["earned", "promoted", "invited"]
            head = world.ledger.head
            await lived(app, pilot, "taxi", "9", "escape")
            assert world.ledger.head == head
            app.phone_screen.look_at("Дина")
            app.phone_screen.action_live("taxi")
            await until(pilot, lambda: told(app)[-1].startswith("Дина: номер другого оператора"))

    play(scenario())


def test_what_was_lived_is_recorded_as_a_dialog_that_plays() -> None:
    async def scenario() -> None:
        async with running((80, 24)) as (app, pilot):
            await lived(app, pilot, "taxi", *"340", "enter")
            await lived(app, pilot, "promotion", "enter")
            await lived(app, pilot, "invite", "down", "enter")
            world = app.phone_screen.world
            world.settle()
            recording = recorded(world)
            assert recording.differs == 0
            acts = [line.partition(" > ")[2] for line in recording.text.splitlines() if " > " in line]
            assert acts == ["TAXI 340.00", "PROMO 1", "INVITE 79160000003"]

    play(scenario())
