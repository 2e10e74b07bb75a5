"""The tour in the app: rows that do what they say, marks that only deeds set, and the way to all of them."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from phone.opening import load_world
from phone.tour.tour import Tour
from tests.phone.touring import travelled
from tests.tui.driving import play, running, screen_rows, until
from tests.tui.touring import Key, steps
from tests.tui.touring_site import ROWS, visited
from tui.app import PhoneApp, phone_app
from tui.lines import plain, width_of
from tui.pages.tour import long_way, progress_line, short_way, stop_details, stop_row, stops
from tui.palette import palette_offers
from tui.screens.tour import TourScreen
from tui.shot import settled
from tui.tabs import TABS
from tui.widgets.listing import Listing
from tui.words import Words


def opened(app: PhoneApp) -> TourScreen:
    screen = app.screen
    assert isinstance(screen, TourScreen)
    return screen


async def tour_of(app: PhoneApp, pilot: Pilot[None]) -> TourScreen:
    app.phone_screen.action_tour()
    await until(pilot, lambda: isinstance(app.screen, TourScreen) and bool(app.screen.query(Listing)))
    await until(pilot, lambda: opened(app)._listing.count > 0)
    return opened(app)


def row_of(app: PhoneApp, name: str) -> int:
    shown = opened(app)._shown
    return next(place for place, stop in enumerate(shown) if stop.row is not None and stop.row.name == name)


async def tried(app: PhoneApp, pilot: Pilot[None], person: str, name: str, *keys: Key) -> None:
    """Choose a row on somebody's phone, press Enter, and then keys wherever they go."""
    app.phone_screen.look_at(person)
    screen = await tour_of(app, pilot)
    screen._listing.choose(row_of(app, name))
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(app.screen, TourScreen))
    app.phone_screen.world.settle()
    if name in ROWS:
        await visited(app, pilot, name)
    for key in keys:
        if isinstance(key, str):
            await pilot.press(key)
        else:
            key(app)
        app.phone_screen.world.settle()
    await until(pilot, lambda: app.screen is app.phone_screen)
    app.phone_screen.session.tour.look()


class TestRows:
    """Lines of exact width, and ways in words."""

    @pytest.mark.parametrize("locale", ["ru", "en", "translit"])
    @pytest.mark.parametrize("width", [52, 72, 81])
    def test_every_row_fits_and_tells_its_way(self, locale: str, width: int) -> None:
        tour = Tour.begin(load_world(locale=locale))
        words = Words(tour.world.texts, locale, tour.world.ledger.configuration.purses)
        listed = list(stops(tour, words))
        assert [stop.row for stop in listed if stop.row] == list(tour.rows)
        for stop in listed:
            assert width_of(stop_row(stop, words, width)) <= width
            if stop.row is not None:
                move = stop.row.move.filled("79160000002", "79210000004")
                told = "\n".join(map(plain, stop_details(stop, move, ("Вера",), words, width)))
                assert "{" not in told + stop.way
                assert all(str(int(fact[1:])) in told for fact in stop.row.facts)
                assert short_way(move, words)
                assert long_way(move, words)

    def test_what_is_left_has_no_headings_of_what_is_done(self, words: Words) -> None:
        tour = Tour.begin(load_world())
        for row in tour.rows:
            if row.section == "join":
                tour.done[row.name] = 0
        titles = [stop.title for stop in stops(tour, words, only_left=True) if stop.row is None]
        assert titles == ["узнать", "копить", "подарить", "потратить", "сроки", "прайс-лист"]
        assert plain(progress_line(tour, words, 60)).endswith("9 из 83")


class TestTour:
    """The page."""

    def test_it_opens_by_its_key_its_command_and_a_click_and_marks_nothing_by_itself(self) -> None:
        async def scenario() -> None:
            async with running((80, 24)) as (app, pilot):
                assert "screen.tour" in {offer.action for offer in palette_offers(app.phone_screen.session, TABS)}
                await pilot.press("ctrl+t")
                await until(pilot, lambda: isinstance(app.screen, TourScreen))
                await until(pilot, lambda: any("0 из 83" in row for row in screen_rows(app)))
                await pilot.press("escape")
                await until(pilot, lambda: app.screen is app.phone_screen)
                row = next(y for y, text in enumerate(screen_rows(app)) if "^T" in text)
                await pilot.click(offset=(screen_rows(app)[row].index("^T"), row))
                await until(pilot, lambda: isinstance(app.screen, TourScreen))

        play(scenario())

    def test_F11_beside_the_phone_it_stays_and_its_mark_comes(self) -> None:
        async def scenario() -> None:
            async with running((120, 40)) as (app, pilot):
                screen = await tour_of(app, pilot)
                await pilot.press("enter")
                app.phone_screen.world.settle()
                await until(pilot, lambda: any("1 из 83" in row for row in screen_rows(app)))
                assert app.screen is screen
                assert any("У вас 1240" in row for row in screen_rows(app)), "the phone is in sight"
                await pilot.press("tab")
                await until(pilot, lambda: len([stop for stop in screen._shown if stop.row]) == 82)

        play(scenario())

    def test_F06_where_there_is_no_room_it_gives_the_phone_back_and_takes_somebody_who_can(self) -> None:
        async def scenario() -> None:
            async with running((80, 24)) as (app, pilot):
                await tried(app, pilot, "Анна", "join_short")
                assert app.phone_screen.person == "Вера"
                assert set(app.phone_screen.world.tried) == {"join_short"}
                await tried(app, pilot, "Вера", "join_code")
                assert [one.message for one in app._notifications] == [
                    "Все уже участники. Сначала кто-нибудь должен выйти."
                ]

        play(scenario())

    def test_each_row_takes_a_phone_that_fits_and_leaves_no_call_behind(self) -> None:
        async def scenario() -> None:
            async with running((80, 24)) as (app, pilot):
                session = app.phone_screen.session
                taken = {}
                for name in ("refused", "menu", "spend_menu", "refused", "points_app"):
                    await tried(app, pilot, session.person, name)
                    taken[name] = session.person
                assert taken == {"refused": "Вера", "menu": "Вера", "spend_menu": "Анна", "points_app": "Анна"}
                await tried(app, pilot, "Борис", "call")
                assert app.phone_screen.world.phones["Борис"].mobile.calls.live
                assert [one.message for one in app._notifications][-1].startswith("Esc и Tab — телефон друга")
                await tried(app, pilot, "Борис", "points_word")
                assert not app.phone_screen.world.phones["Борис"].mobile.calls.live

        play(scenario())

    def test_F26_two_sims_are_asked_of_whom_has_two(self) -> None:
        async def scenario() -> None:
            async with running((80, 24), name="Борис") as (app, pilot):
                rows = {row.name: row for row in app.phone_screen.session.tour.rows}
                app.phone_screen.try_row(rows["pool"])
                await pilot.pause()
                assert app.phone_screen.person == "Анна"

        play(scenario())

    def test_F16_what_is_left_to_press_is_told_where_the_list_closes(self) -> None:
        async def scenario() -> None:
            async with running((60, 20)) as (app, pilot):
                await tried(app, pilot, "Анна", "terms")
                assert [one.message for one in app._notifications] == ["В разговоре нажмите: 0 3"]

        play(scenario())

    @pytest.mark.slow
    @pytest.mark.parametrize("locale", ["ru", "en"])
    @pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
    @pytest.mark.parametrize("theme", ["classic", "night", "contrast"])
    def test_the_page(self, picture: SnapshotAssertion, locale: str, size: tuple[int, int], theme: str) -> None:
        async def scenario() -> str:
            app = phone_app(load_world(locale=locale), theme=theme, locale=locale, flash_ms=0, wall=False)
            app.animation_level = "none"
            async with app.run_test(size=size) as pilot:
                await until(pilot, lambda: app.started is not None)
                app.phone_screen.action_dial("*111*455*0#")
                app.phone_screen.world.settle()
                await tour_of(app, pilot)
                await pilot.press("down")
                return await settled(app, pilot)

        import asyncio

        assert asyncio.run(scenario()) == picture

    @pytest.mark.slow
    def test_everything_can_be_tried_by_its_keys(self) -> None:
        async def scenario() -> None:
            world = travelled()
            app = phone_app(world.engine, name="Анна", flash_ms=0, wall=False)
            app.animation_level = "none"
            async with app.run_test(size=(80, 24)) as pilot:
                await until(pilot, lambda: app.started is not None)
                app.phone_screen.session.set_sim("Анна", 0)
                for step in steps(world):
                    if callable(step):
                        step()
                    else:
                        person, name, keys = step
                        await tried(app, pilot, person, name, *keys)
                tour = app.phone_screen.session.tour
                tour.look()
                assert [row.name for row in tour.left()] == []
                await tour_of(app, pilot)
                await until(pilot, lambda: any("Всё! 83 из 83" in row for row in screen_rows(app)))

        play(scenario())
