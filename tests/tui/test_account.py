"""The personal account in the app: its plan, its slider, its state, and journeys by keyboard and mouse."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot
from textual.widgets import Button, Select

from ledger.commands import Earn
from ledger.entries import Refusal
from ledger.rules import Ability
from phone.dialog.record.recorder import recorded
from phone.entry_words import EntryWords
from phone.holder import Holder
from phone.network.site.entrance import enter
from phone.network.site.offers import Quote
from phone.network.site.questionnaire import Form
from phone.opening import load_world
from phone.world import World
from tests.tui.driving import lcd_text, play, screen_rows, until
from tests.tui.visiting import on_site
from tui.account.page import Answer, Field, FocusListing, SitePage, Told
from tui.account.plan import site_plan
from tui.account.visit import MENU, Place, Visit
from tui.app import PhoneApp
from tui.lines import plain, width_of
from tui.pages.account import burning_lines, happened_lines, offer_line
from tui.screens.account import PAGES, AccountScreen
from tui.screens.tour import TourScreen
from tui.widgets.range_slider import Rail, RangeSlider, rail_line
from tui.words import Words

ANNA, VERA = "Анна", "Вера"

# ---- without the app


@given(st.integers(1, 300), st.integers(1, 120))
def test_every_cell_of_a_rail_has_a_stop_and_the_ends_are_the_ends(stops: int, width: int) -> None:
    rail = Rail(stops, width)
    cells = [rail.cell(stop) for stop in range(stops)]
    assert cells == sorted(cells)
    assert cells[0] == 0
    assert max(cells) < width
    if stops > 1 and width > 1:
        assert (cells[-1], rail.stop(width - 1), rail.stop(10_000), rail.stop(-5)) == (
            width - 1,
            stops - 1,
            stops - 1,
            0,
        )
    if stops <= width:
        assert [rail.stop(cell) for cell in cells] == list(range(stops))


def test_a_rail_shows_what_its_handles_let_through() -> None:
    rail = Rail(5, 9)
    assert plain(rail_line(rail, (1, 3), 1)) == "──○━━━●──"
    assert plain(rail_line(rail, (0, 4), -1)) == "○━━━━━━━○"
    assert plain(rail_line(rail, (2,), 0)) == "━━━━●────"


@pytest.mark.parametrize("size", [(80, 24), (58, 14), (119, 40), (120, 24), (120, 30), (120, 40), (160, 45), (200, 60)])
def test_the_site_fills_what_the_phone_leaves(size: tuple[int, int]) -> None:
    parts = site_plan(*size, menu=True).parts
    assert ("phone" in parts) == (size[0] >= 116)
    cells = {
        (x, y)
        for place in parts.values()
        for x in range(place.x, place.x + place.width)
        for y in range(place.y, place.y + place.height)
    }
    assert len(cells) == sum(place.width * place.height for place in parts.values())
    assert max(x for x, _ in cells) == size[0] - 1
    assert max(y for _, y in cells) == size[1] - 1
    assert "place" in site_plan(*size, menu=False).parts
    assert set(site_plan(57, 40, menu=True).parts) == {"notice"}


def _visit(words: Words, person: str = ANNA, edition: str | None = None) -> Visit:
    world = load_world(edition=edition)
    world.settle()
    visit = Visit.begin(world, words, person)
    account = enter(world.network, visit.drafts.number)
    assert not isinstance(account, Refusal)
    visit.account = account
    return visit


def test_D01_the_menu_has_the_pages_of_the_edition(words: Words) -> None:
    assert _visit(words).menu == tuple(entry.place for entry in MENU)
    assert _visit(words, edition="a2").menu == ("overview", "catalogue", "language", "history", "help", "leave")
    assert _visit(words, edition="a5").menu == ("language", "help", "leave")
    assert set(PAGES) == {entry.place for entry in MENU} - {"leave"} | {"login", "reward"}


def test_F14_lots_burn_in_bars_as_long_as_they_are_many(words: Words) -> None:
    visit = _visit(words)
    months = EntryWords(words.texts, "ru", words.purses, {})
    rows = [plain(line) for line in burning_lines(visit.mine.burning(visit.world.now_ms), months, 60)]
    assert [row.split()[0] for row in rows] == ["март", "август", "декабрь"]
    assert [row.count("▇") for row in rows] == [24, 31, 37]


def test_F56_F54_a_row_of_the_catalogue_has_code_and_price_in_its_width(words: Words) -> None:
    visit = _visit(words)
    for width in (30, 55, 80):
        for offer in visit.offers():
            assert len(plain(offer_line(offer, words, width, 1240))) == width
    assert "*707*31#" in plain(offer_line(next(o for o in visit.offers() if o.reward == "707:31"), words, 60, 0))


def test_what_is_wrong_with_a_field_is_told_once_it_was_left_or_written(words: Words) -> None:
    visit = _visit(words)
    assert [visit.form_wrong("name", left=left) for left in (False, True)] == ["", "Напишите имя."]
    assert visit.number_wrong("") == ""
    assert visit.number_wrong("91600") == "Это не номер. Напишите, например, 9161234567."
    assert visit.number_wrong("9030000005") == "Это не номер абонента МТС."
    assert visit.number_wrong("+7 916 000-00-02") == ""


def test_what_is_done_on_the_site_is_recorded_as_a_dialog_that_holds(words: Words) -> None:
    visit = _visit(words)
    world, account = visit.world, visit.account
    visit.account = None
    assert visit.log_in("0") is not None
    visit.account = account
    visit.drafts.form = Form("Анна", "17.05.1990", "anna@example.ru", "moscow")
    visit.act("site_profile", lambda mine, at_ms: mine.profile(visit.drafts.form, at_ms), visit.form_text)
    visit.drafts.reward = "site:tune-kalinka"
    quote = visit.quote()
    assert isinstance(quote, Quote)
    visit.act("site_order", lambda mine, at_ms: mine.order(quote, at_ms), quote.reward)
    visit.act("site_give", lambda mine, at_ms: mine.give("9160000002", 5, at_ms), "9160000002 5")
    visit.act("site_language", lambda mine, at_ms: mine.speak("en", at_ms), to="en")
    world.settle()
    made = recorded(world)
    assert made.differs == 0
    assert [line for line in made.text.splitlines() if ">" in line] == [
        "Анна > SITE login 0",
        "Анна > SITE profile Анна, 17.05.1990, anna@example.ru, moscow",
        "Анна > SITE order site:tune-kalinka",
        "Анна > SITE give 9160000002 5",
        "Анна > SITE language en",
    ]


@pytest.mark.parametrize(("ability", "place"), [("rewards", "catalogue"), ("gift", "gift"), ("pooling", "sims")])
def test_who_comes_for_something_is_led_to_its_page(words: Words, ability: Ability, place: Place) -> None:
    visit = _visit(words)
    visit.want(ability)
    assert visit.place == place
    visit.log_out()
    visit.want(ability)
    assert visit.place == "login"
    Holder(visit.world, ANNA).ussd("*111*25#")
    visit.log_in(visit.world.network.desk.directory.by_msisdn["79160000001"].password)
    assert visit.place == place
    other = _visit(words, edition="a2")
    other.want("gift")
    assert other.place == "login"


# ---- in the app


async def write(pilot: Pilot[None], screen: AccountScreen, name: str, text: str) -> None:
    """Write into a field as somebody types, in the place of what stands there."""
    line = screen.query_one(f"#{name}", Field).line
    line.focus()
    await pilot.pause()
    line.value = text
    await until(pilot, lambda: screen.query_one(f"#{name}", Field).value == text)


def answer(screen: AccountScreen) -> str:
    return str(screen.query_one(Answer).render())


def beside(screen: AccountScreen, name: str) -> str:
    return str(screen.query_one(f"#{name} .beside", Told).render())


def go(screen: AccountScreen, place: Place) -> None:
    assert screen.page is not None
    screen.page.post_message(SitePage.Go(place))


async def pressed(pilot: Pilot[None], screen: AccountScreen, name: str) -> None:
    screen.query_one(f"#{name}", Button).press()
    await pilot.pause()


def points(world: World, person: str) -> int:
    found = world.standing(world.people[person].msisdns[0])
    assert found is not None
    return found.points


def test_F05_F08_F09_F14_somebody_logs_in_fills_in_the_form_and_joins() -> None:
    async def test() -> None:
        async with on_site((80, 24), name="vera") as (app, pilot, screen):
            world = app.phone_screen.world
            await write(pilot, screen, "number", "9030000005")
            await until(pilot, lambda: "не номер абонента" in beside(screen, "number"))
            await write(pilot, screen, "number", "8 916 000-00-03")
            await until(pilot, lambda: beside(screen, "number") == "")
            await pressed(pilot, screen, "login")
            await until(pilot, lambda: "*111*25#" in answer(screen))
            await pressed(pilot, screen, "dial")
            await until(pilot, lambda: "SMS" in answer(screen))
            world.settle()
            sms = world.phones[VERA].mobile.store.inbox[0].text.value
            screen.redraw(everything=True)
            await until(pilot, lambda: "SMS 1" in screen_rows(app)[-1])
            await write(pilot, screen, "password", "0")
            await pilot.press("enter")
            await until(pilot, lambda: "Осталось попыток: 2" in answer(screen))
            await write(
                pilot, screen, "password", next(word.strip(".") for word in sms.split() if word[:6].isdecimal())
            )
            await pilot.press("enter")
            await until(pilot, lambda: screen.visit.place == "overview" and screen.query("#join").first() is not None)
            go(screen, "profile")
            await until(pilot, lambda: bool(screen.query("#birth_date")))
            await write(pilot, screen, "name", "Вера")
            await write(pilot, screen, "birth_date", "13.03.2026")
            await until(pilot, lambda: "не наступила" in beside(screen, "birth_date"))
            await write(pilot, screen, "email", "vera")
            await until(pilot, lambda: "не e-mail" in beside(screen, "email"))
            await pressed(pilot, screen, "save")
            await until(pilot, lambda: "Поправьте" in answer(screen))
            await until(pilot, lambda: screen.focused is screen.query_one("#birth_date", Field).line)
            assert screen.query_one("#name", Field).value == "Вера"
            await write(pilot, screen, "birth_date", "28.02.1997")
            await write(pilot, screen, "email", "vera@example.ru")
            await until(pilot, lambda: beside(screen, "birth_date") == beside(screen, "email") == "")
            await pilot.press("enter")
            await until(pilot, lambda: "вступите" in answer(screen))
            go(screen, "join")
            await until(pilot, lambda: bool(screen.query("#join")))
            await pilot.press("enter")
            await until(pilot, lambda: "260 баллов" in answer(screen))
            assert points(world, VERA) == 260
            await until(pilot, lambda: "260 баллов" in screen_rows(app)[0])

    play(test())


def test_F54_F56_D23_a_reward_is_found_with_sliders_and_ordered_and_its_sms_is_seen() -> None:
    async def test() -> None:
        async with on_site((120, 40), "catalogue") as (app, pilot, screen):
            world = app.phone_screen.world
            screen.query_one("#section", Select).value = "internet"
            await until(pilot, lambda: screen.query_one("#offers", FocusListing).count == 5)
            slider = screen.query_one("#points", RangeSlider)
            slider.focus()
            await pilot.press("left", "left")
            await until(pilot, lambda: slider.values == (150, 250))
            await pilot.press("space", "right")
            await until(pilot, lambda: slider.values == (200, 250))
            await until(pilot, lambda: screen.query_one("#offers", FocusListing).count == 2)
            size = screen.query_one("#size", RangeSlider)
            await pilot.click("#size", offset=(0, 0))
            await pilot.mouse_down("#size", offset=(size.size.width - 1, 0))
            await pilot.hover("#size", offset=(size.rail.cell(1), 0))
            await pilot.mouse_up("#size", offset=(size.rail.cell(1), 0))
            await until(pilot, lambda: size.values == (50, 100))
            offers = screen.query_one("#offers", FocusListing)
            await until(pilot, lambda: [offer.reward for offer in offers.things] == ["707:32"])
            screen.query_one("#offers").focus()
            await pilot.press("enter")
            await until(pilot, lambda: screen.visit.place == "reward" and bool(screen.query("#order")))
            await until(pilot, lambda: any("*707*32#" in row for row in screen_rows(app)))
            await pilot.press("enter")
            await until(pilot, lambda: "Спишем 200 баллов" in str(screen.query_one("#asked", Told).render()))
            assert points(world, ANNA) == 1240
            await pilot.press("enter")
            await until(pilot, lambda: "100 МБ" in answer(screen))
            assert points(world, ANNA) == 1040
            world.settle()
            screen.redraw()
            await until(pilot, lambda: any("новое сообщение" in row for row in screen_rows(app)))
            await until(pilot, lambda: "уже был" in str(screen.query_one("#cost", Told).render()))
            await pilot.press("escape")
            await until(pilot, lambda: screen.visit.place == "catalogue")

    play(test())


@pytest.mark.slow
def test_F52_a_slider_beyond_the_balance_says_so_beside_it_and_orders_nothing() -> None:
    async def test() -> None:
        async with on_site((80, 24), "catalogue") as (app, pilot, screen):
            offer = next(offer for offer in screen.visit.offers() if offer.reward == "site:smartphone")
            screen.visit.look_at(offer)
            go(screen, "reward")
            await until(pilot, lambda: bool(screen.query("#share")))
            await until(pilot, lambda: "Не хватает баллов" in str(screen.query_one("#cost", Told).render()))
            assert screen.query_one("#order", Button).disabled
            screen.query_one("#share").focus()
            await pilot.press("home")
            await until(pilot, lambda: "цена 3000" in str(screen.query_one("#cost", Told).render()))
            world = app.phone_screen.world
            world.execute(Earn(world.people[ANNA].msisdns[0], "taxi", 300_000))
            screen.redraw(everything=True)
            await until(pilot, lambda: "5400,00" in str(screen.query_one("#cost", Told).render()))

    play(test())


def test_F40_a_gift_is_asked_for_before_it_is_given() -> None:
    async def test() -> None:
        async with on_site((80, 24), "gift") as (app, pilot, screen):
            await write(pilot, screen, "to", "9030000005")
            await until(pilot, lambda: "не номер абонента" in beside(screen, "to"))
            await write(pilot, screen, "to", "9160000002")
            await write(pilot, screen, "amount", "5000")
            await until(pilot, lambda: "Столько нет" in beside(screen, "amount"))
            await write(pilot, screen, "amount", "100")
            await pilot.press("enter")
            await until(pilot, lambda: "Подарить 100 баллов" in str(screen.query_one("#asked", Told).render()))
            await pressed(pilot, screen, "no")
            await until(pilot, lambda: not screen.query_one("#question").display)
            assert points(app.phone_screen.world, ANNA) == 1240
            await pressed(pilot, screen, "give")
            await pressed(pilot, screen, "confirm")
            await until(pilot, lambda: "Подарено" in answer(screen))
            assert points(app.phone_screen.world, ANNA) == 1140
            await until(pilot, lambda: "1140 баллов" in str(screen.query_one("#limits", Told).render()))

    play(test())


def burst(app: PhoneApp, *keys: str) -> None:
    """Keys that come faster than any of them is handled."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


def test_keys_that_come_at_once_are_written_where_they_belong() -> None:
    async def test() -> None:
        async with on_site((80, 24), "gift") as (app, pilot, screen):
            screen.query_one("#to-input").focus()
            await pilot.pause()
            burst(app, *"916", "tab", *"100", "shift+tab", *"9160000002", "enter", "enter")
            await until(pilot, lambda: screen.query_one("#question").display)
            assert (screen.visit.drafts.to, screen.visit.drafts.amount) == ("9160000002", "100")

    play(test())


def test_nothing_is_wrong_with_a_form_that_is_only_looked_at() -> None:
    async def test() -> None:
        async with on_site((80, 24), "overview", VERA) as (_, pilot, screen):
            assert screen.focused is screen.query_one("#menu")
            await pilot.press("down")
            await until(pilot, lambda: screen.visit.place == "profile" and screen.page is not None)
            await pilot.pause()
            assert beside(screen, "name") == ""
            await pilot.press("enter", "tab")
            await until(pilot, lambda: beside(screen, "name") == "! Напишите имя.")

    play(test())


def test_what_joining_promised_is_gone_once_it_was_kept() -> None:
    async def test() -> None:
        async with on_site((80, 24), "join", VERA) as (_, pilot, screen):
            assert screen.query_one("#welcome").display
            await pressed(pilot, screen, "join")
            await until(pilot, lambda: "Начислено" in answer(screen))
            assert not screen.query_one("#welcome").display

    play(test())


def test_the_past_tells_all_that_changed_in_one_row_or_two() -> None:
    world = load_world()
    Holder(world, ANNA).ussd("*707*31#")
    account = enter(world.network, "79160000001")
    assert not isinstance(account, Refusal)
    words = Words(world.texts, "ru", world.ledger.configuration.purses)
    told = account.told(account.rows("", "")[0])  # type: ignore[index]
    for width in (40, 56, 70, 100):
        lines = happened_lines(told, words, width)
        assert "−150 баллов  +50 МБ" in plain(lines[-1])
        assert [width_of(line) for line in lines] == [width] * len(lines)
    assert len(happened_lines(told, words, 56)) > len(happened_lines(told, words, 100))


def test_the_past_is_filtered_and_written_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def test() -> None:
        async with on_site((80, 24), "history") as (_, pilot, screen):
            await until(pilot, lambda: screen.query_one("#happened", FocusListing).count > 0)
            await pressed(pilot, screen, "choice-4")
            await until(pilot, lambda: screen.query_one("#happened", FocusListing).count == 0)
            await write(pilot, screen, "since", "вчера")
            await until(pilot, lambda: "не дата" in beside(screen, "since"))
            await write(pilot, screen, "since", "12.03.2026")
            await pressed(pilot, screen, "choice-0")
            await pressed(pilot, screen, "json")
            await until(pilot, lambda: "Файл записан" in answer(screen))

    play(test())
    (written,) = tmp_path.iterdir()
    assert [row["amount"] for row in json.loads(written.read_text(encoding="utf-8"))] == [1240, 15000, 25]


def test_nothing_is_lost_on_the_way_to_the_phone_and_back_and_the_clock_goes_on() -> None:
    async def test() -> None:
        async with on_site((120, 40), "gift") as (app, pilot, screen):
            await write(pilot, screen, "amount", "77")
            await pilot.press("ctrl+o")
            await pilot.press("*", "1", "0", "0", "#")
            await until(pilot, lambda: "*100#" in "".join(screen_rows(app)))
            await pilot.press("ctrl+o")
            await until(pilot, lambda: screen.focused is not None)
            await pilot.press("f12")
            await until(pilot, lambda: app.screen is app.phone_screen)
            assert "*100#" in lcd_text(app)
            app.phone_screen.world.advance(61_000)
            await pilot.press("f12")
            await until(pilot, lambda: isinstance(app.screen, AccountScreen) and bool(app.screen.query("#amount")))
            assert app.screen.query_one("#amount", Field).value == "77"
            for _ in range(2):
                await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.phone_screen)
            await pilot.press("tab", "f12")
            await until(pilot, lambda: isinstance(app.screen, AccountScreen) and bool(app.screen.query("#password")))
            assert app.screen.query_one("#number", Field).value == "+7 916 000-00-02"

    play(test())


@pytest.mark.slow
def test_the_menu_leads_through_all_pages_and_out() -> None:
    async def test() -> None:
        async with on_site((80, 24), "overview") as (_, pilot, screen):
            screen.query_one("#menu").focus()
            seen = [screen.visit.place]
            while len(seen) < len(MENU) - 1:
                await pilot.press("down")
                await until(
                    pilot, lambda: screen.visit.place != seen[-1] and type(screen.page) is PAGES[screen.visit.place]
                )
                seen.append(screen.visit.place)
            assert seen == [entry.place for entry in MENU][:-1]
            await pilot.press("down", "enter")
            await until(pilot, lambda: screen.visit.account is None and screen.visit.place == "login")

    play(test())


@pytest.mark.slow
def test_D21_the_site_speaks_the_language_that_is_chosen() -> None:
    async def test() -> None:
        async with on_site((80, 24), "language") as (app, pilot, screen):
            await pressed(pilot, screen, "choice-1")
            await until(pilot, lambda: "Personal account" in screen_rows(app)[0])
            await until(pilot, lambda: any("Questionnaire" in row for row in screen_rows(app)))

    play(test())


KEYS = (
    *("tab", "enter") * 3,
    *("shift+tab", "up", "down", "left", "right", "space", "home", "end", "pageup", "pagedown", "escape"),
    *("f12", "ctrl+o", "f6", "1", "9", "я", "@", "#", "backspace", "ctrl+y"),
)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(58, 14), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_keys_and_clicks_at_random_break_nothing(size: tuple[int, int]) -> None:
    chance = Random(size[0])

    async def test() -> None:
        async with on_site(size, "overview", world="rich") as (app, pilot, _):
            for _ in range(200):
                if chance.random() < 0.2:
                    await pilot.click(offset=(chance.randrange(size[0]), chance.randrange(size[1] - 1)))
                else:
                    await pilot.press(chance.choice(KEYS))
            world = app.phone_screen.world
            world.settle()
            assert points(world, ANNA) >= 0
            for entry in world.ledger.entries():
                for unit in {posting.unit for posting in entry.postings}:
                    assert sum(posting.amount for posting in entry.postings if posting.unit == unit) == 0

    play(test())


def test_recording_and_the_tour_can_be_had_from_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def test() -> None:
        async with on_site((80, 24), "join", "vera") as (app, pilot, screen):
            await pilot.press("f8")
            await until(pilot, lambda: screen.session.reel.runs)
            await pressed(pilot, screen, "join")
            await until(pilot, lambda: "Начислено" in answer(screen))
            app.phone_screen.world.settle()
            await pilot.press("f8")
            await until(pilot, lambda: not screen.session.reel.runs)
            await pilot.press("ctrl+t")
            await until(pilot, lambda: isinstance(app.screen, TourScreen))

    play(test())
    (written,) = tmp_path.iterdir()
    assert "Вера > SITE join" in written.read_text(encoding="utf-8")
