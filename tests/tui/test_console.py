"""The operator's console: tabs, lists that keep their place, and that it tells the same as the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from textual.pilot import Pilot

from phone.air.messages import Attach, Down, SmsDeliver, SmsDeliverReport, SmsSubmit, Up, UssdEnd, UssdRequest
from phone.air.pdu import Deliver, StatusReport, Submit, decode_for_phone, decode_submit
from phone.air.text import Text
from phone.holder import Holder
from phone.trace import TraceEvent
from phone.world import TRACE_LIMIT
from tests.phone.worlds import new_world
from tests.tui.driving import answered, page, play, running, screen_rows, until
from tui.app import PhoneApp
from tui.console.air import AirPage
from tui.console.ledger import LedgerPage
from tui.console.subscribers import subscriptions
from tui.ledger_words import LedgerWords
from tui.lines import Line, plain, width_of
from tui.pace import Pace
from tui.pages.air import air_details, air_head, air_row, tells
from tui.pages.catalogue import offer_details, offer_head, offer_row, offers
from tui.pages.clock import deed_row, world_deeds
from tui.pages.columns import bar, cell, figures
from tui.pages.entries import burning_lines, entry_row
from tui.pages.raw import octets_of, raw_lines
from tui.pages.subscribers import subscription_details, subscription_head, subscription_row
from tui.pages.tries import Face
from tui.screens.pick import PickScreen
from tui.session import Session
from tui.tabs import TABS
from tui.widgets.listing import Listing
from tui.words import Words

AT_MS = 1773298940000
WIDE = (120, 40)
ATTACH = Attach()


def event(seq: int, message: Up | Down = ATTACH, *, phone: str = "Анна", entries: tuple[int, ...] = ()) -> TraceEvent:
    up = isinstance(message, Attach | UssdRequest | SmsDeliverReport | SmsSubmit)
    return TraceEvent(
        seq,
        AT_MS,
        phone,
        "79160000001",
        "up" if up else "down",
        message,
        "delivered",
        None,
        entries,
    )


async def ordered(app: PhoneApp, pilot: Pilot[None]) -> None:
    """50 MB are ordered, and their SMS has come."""
    app.phone_screen.action_dial("*707*31#")
    await answered(app, pilot, "Готово: 50 МБ")
    await until(pilot, lambda: app.phone_screen.world.ledger.head == 12)


def said(told: TraceEvent) -> str:
    return str(getattr(told.message, "text", ""))


def shown(app: PhoneApp) -> str:
    return "\n".join(screen_rows(app))


class TestLadder:
    """One row a message."""

    def test_a_code_with_its_way_its_length_and_what_it_wrote(self, words: Words) -> None:
        row = air_row(event(1, UssdRequest("*707*31#")), (), words, 81)
        assert plain(row).split() == ["10:02:20", "Анна", "*707*31#", "├───", "USSD", "─▸│", "GSM-7", "8/182", "│"]

    def test_an_answer_comes_the_other_way(self, words: Words) -> None:
        row = air_row(event(1, UssdEnd(1, Text("Готово"))), (), words, 81)
        assert plain(row).split()[2:6] == ["Готово", "│◂──", "USSD", "──┤"]

    def test_a_lost_message_breaks_off(self, words: Words) -> None:
        lost = evolve(event(1, UssdEnd(1, Text("Готово"))), outcome="lost")
        assert "╳─ USSD" in plain(air_row(lost, (), words, 81))

    @pytest.mark.parametrize("width", [40, 66, 81, 121])
    def test_every_row_is_as_wide_as_its_place(self, words: Words, width: int) -> None:
        messages = (Attach(), UssdRequest("1" * 300), SmsDeliver(1, "MTS-Bonus", Text("日本\n" * 20), AT_MS))
        rows: list[Line] = [air_row(event(1, message), (), words, max(width, 67)) for message in messages]
        assert {width_of(row) for row in [*rows, air_head(words, max(width, 67))]} == {max(width, 67)}

    def test_details_say_why_it_is_no_gsm_7(self, words: Words) -> None:
        told = "\n".join(map(plain, air_details(event(1, UssdEnd(1, Text("OK, Анна"))), (), (), words, 80)))
        assert "UCS-2, 8 из 80 знаков; не GSM-7 из-за «А», знак 5" in told

    @pytest.mark.parametrize(
        ("message", "decoded"),
        [
            (SmsSubmit(3, "4555", "bal"), decode_submit),
            (SmsSubmit(3, "79160000002", "привет", part=2, parts=3, report=True), decode_submit),
            (SmsDeliver(1, "MTS-Bonus", Text("Готово"), AT_MS, reference=300, part=1, parts=2), decode_for_phone),
        ],
    )
    def test_the_pdu_is_that_of_the_message(
        self, words: Words, message: SmsSubmit | SmsDeliver, decoded: Callable[[bytes], Submit | Deliver | StatusReport]
    ) -> None:
        told = event(1, message)
        octets = octets_of(told, words.texts.zone)
        assert octets is not None
        back = decoded(octets)
        assert isinstance(back, Submit | Deliver)
        assert back.body.text == str(message.text)
        assert (back.body.concatenation is None) == (message.parts == 1)
        assert octets.hex().upper() in "".join(map(plain, raw_lines(told, words, 60))).replace(" ", "")

    def test_what_is_no_short_message_has_no_pdu(self, words: Words) -> None:
        assert octets_of(event(1, UssdRequest("*100#")), words.texts.zone) is None

    def test_reports_and_registrations_only_stand_there(self, words: Words) -> None:
        assert not tells(event(1, SmsDeliverReport(1)), words)
        assert not tells(event(1), words)
        assert tells(event(1, UssdRequest("1")), words)


class TestColumns:
    """Cells of exact width."""

    def test_texts_are_cut_with_a_mark_and_filled(self) -> None:
        assert cell("Готово", 4).text == "Гот…"
        assert cell("日本語", 4).text == "日 …"
        assert cell("a\nb", 5).text == "a b  "
        assert figures("150", 5).text == "  150"

    def test_a_bar_is_in_proportion_and_hides_nothing(self) -> None:
        assert bar(50, 100, 10) == "▇" * 5
        assert bar(1, 1_000_000, 10) == "▇"
        assert bar(0, 100, 10) == ""
        assert bar(300, 100, 10) == "▇" * 10
        assert bar(5, 0, 10) == ""


@pytest.mark.parametrize("locale", ["ru", "en", "translit"])
@pytest.mark.parametrize("width", [81, 86, 121])
def test_no_row_of_any_page_is_wider_than_its_place(locale: str, width: int) -> None:
    world = new_world("rich", locale=locale)
    phone = Holder(world, "Анна")
    phone.ussd("*707*61#")
    phone.sms("4555", "GIFT 9160000002 100")
    world.settle()
    world.set_air("Анна", "ussd_duplicated")
    purses = world.ledger.configuration.purses
    words = Words(world.texts, locale, purses)
    told, book = LedgerWords.of(world, locale), world.ledger.book
    session = Session(world, words, Pace.still(), Face(tries={}), ["Анна"])
    known = list(subscriptions(session))
    jumps = {
        name: f"{words.day(world.now_ms)} {words.clock(world.now_ms)}" for name in ("hour", "day", "month", "next")
    }
    desk = world.network.desk
    lines = [
        *(entry_row(entry, book, words, told, width) for entry in world.ledger.entries()),
        *(air_row(each, session.entries_of(each), words, width) for each in world.trace),
        *burning_lines(book, "79160000001", world.now_ms, words, told, width),
        subscription_head(words, width),
        *(subscription_row(one, words, width) for one in known),
        *(
            line
            for one in known
            for line in subscription_details(
                one, book, world.ledger.configuration, desk.directory.by_msisdn[one.msisdn], world.now_ms, words, width
            )
        ),
        *(deed_row(deed, width) for deed in world_deeds("wall", jumps, known, words)),
        offer_head(words, width),
        *(
            line
            for offer in offers(world.ledger.configuration.catalogue, world.plan.dialplan)
            for line in (offer_row(offer, purses, words, width), *offer_details(offer, purses, words, width))
        ),
    ]
    assert [plain(line) for line in lines if width_of(line) > width] == []


class TestTabs:
    """Five pages, built when they are shown."""

    def test_pages_are_built_when_they_are_shown_first(self) -> None:
        async def test() -> None:
            async with running((80, 24)) as (app, pilot):
                console = app.phone_screen.console
                assert console.page is None
                await pilot.resize_terminal(*WIDE)
                await until(pilot, lambda: console.page is not None)
                assert [tab for tab in TABS if app.phone_screen.query(f"#page-{tab}")] == ["air"]

        play(test())

    def test_every_tab_by_the_keyboard_of_the_console_and_back_to_the_phone(self) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                await ordered(app, pilot)
                await pilot.press("ctrl+o")
                for number, told in enumerate(
                    ("эфир", "что записано", "пакеты, погода", "ход времени", "минуты"), start=1
                ):
                    await pilot.press(str(number))
                    await until(pilot, lambda told=told: told in shown(app))  # type: ignore[misc]
                assert "5" not in "".join(row.text for row in app.phone_screen.phone.lcd.frame.body[-1:])
                await pilot.press("escape", "7")
                await until(pilot, lambda: "7" in "".join(row.text for row in app.phone_screen.phone.lcd.frame.body))

        play(test())

    def test_a_click_on_a_title_shows_its_page(self) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                await pilot.click("#tabs", offset=(10, 0))
                await until(pilot, lambda: app.phone_screen.console.tab == "ledger" and "что записано" in shown(app))

        play(test())


class TestPlaces:
    """A list follows what happens and never loses its place."""

    def test_it_follows_until_another_row_is_chosen(self) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                listing = page(app, AirPage).listing
                await ordered(app, pilot)
                await until(pilot, lambda: "Осталось 1090" in shown(app))
                listing.choose(2)
                app.phone_screen.action_dial("*111*455*11#")
                await answered(app, pilot, "30 минут")
                assert listing.at == 2
                listing.choose(listing.count)
                app.phone_screen.action_dial("*100#")
                await answered(app, pilot, "Баланс")
                await until(
                    pilot, lambda: isinstance(listing.chosen, TraceEvent) and said(listing.chosen).startswith("Баланс")
                )

        play(test())

    def test_who_scrolls_up_keeps_that(self) -> None:
        async def test() -> None:
            async with running((120, 30)) as (app, pilot):
                listing = page(app, AirPage).listing
                for _ in range(9):
                    app.phone_screen.action_dial("*100#")
                    app.phone_screen.world.settle()
                await until(pilot, lambda: listing.max_scroll_y > 4)
                await pilot.press("pageup")
                await until(pilot, lambda: not listing.is_vertical_scroll_end)
                seen = listing.scroll_offset.y
                app.phone_screen.action_dial("*100#")
                await answered(app, pilot, "Баланс")
                assert listing.scroll_offset.y == seen

        play(test())

    def test_row_and_entries_agree_with_the_trace_after_ten_thousand_rows_a_filter_and_a_resize(self) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                screen = app.phone_screen
                await ordered(app, pilot)
                people = list(screen.world.people)
                first = screen.world.trace[-1].seq + 1
                for seq in range(first, first + TRACE_LIMIT + 100):
                    wrote = (seq % 12 + 1,) if seq % 7 == 0 else ()
                    screen.world.trace.append(event(seq, UssdRequest("1"), phone=people[seq % 3], entries=wrote))
                    if seq % 1000 == 0:
                        screen.redraw(everything=True)
                screen.redraw(everything=True)
                air = page(app, AirPage)
                events: dict[int, TraceEvent] = {each.seq: each for each in air.listing.things}
                assert len(events) == first + TRACE_LIMIT + 99
                air.filter(people[1])
                await pilot.resize_terminal(160, 45)
                for row in (0, 1234, air.listing.count - 1):
                    air.listing.choose(row)
                    chosen: TraceEvent = air.listing.thing(row)
                    assert air.listing.chosen is chosen
                    assert chosen.phone == people[1]
                    assert chosen == [each for each in events.values() if each.phone == people[1]][row]
                    await until(pilot, lambda chosen=chosen: _told(air) == set(chosen.entries))  # type: ignore[misc]

        play(test())

    def test_the_oldest_things_leave_and_the_chosen_one_stays(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tui.widgets.listing.THINGS_MAX", 100)

        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                listing: Listing[TraceEvent] = page(app, AirPage).listing
                listing.begin(event(seq) for seq in range(95))
                listing.choose(40)
                for seq in range(95, 120):
                    listing.append([event(seq)])
                await pilot.pause()
                assert listing.count <= 100
                assert listing.chosen == event(40)

        play(test())


def _told(air: AirPage) -> set[int]:
    """The numbers of the entries that the details show as the message's own."""
    lines = [plain(line) for line in air.details.lines]
    if any("записано до этого" in line for line in lines):
        return set()
    return {int(line.split()[0][1:]) for line in lines if line.startswith("#")}


class TestLedger:
    """Entries, lots, reasons, proof."""

    @pytest.mark.parametrize(
        ("letter", "told"),
        [
            ("и", "август 2026"),
            ("v", "Всё сходится"),
            *(
                pytest.param(*row, marks=pytest.mark.slow)
                for row in (("b", "август 2026"), ("w", "Партия"), ("p", "потрачено"))
            ),
        ],
    )
    def test_its_views_by_letter_on_either_layout(self, letter: str, told: str) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                await ordered(app, pilot)
                await pilot.press("ctrl+o", "2")
                await until(pilot, lambda: app.phone_screen.console.tab == "ledger")
                await pilot.press(letter)
                await until(pilot, lambda: told.lower() in shown(app).lower())

        play(test())

    def test_it_can_show_one_subscriber_only(self) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                await ordered(app, pilot)
                await app.phone_screen.action_tab("ledger")
                ledger = page(app, LedgerPage)
                await until(pilot, lambda: ledger.listing.count == 12)
                await pilot.press("ctrl+o", "f")
                await until(pilot, lambda: isinstance(app.screen, PickScreen))
                await pilot.press("down", "down", "enter")
                await until(pilot, lambda: ledger.person == "Борис")
                assert [entry.seq for entry in map(ledger.listing.thing, range(ledger.listing.count))] == [4, 8]

        play(test())


class TestWorld:
    """What can be done there is done."""

    def test_weather_money_and_time(self) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                screen, world = app.phone_screen, app.phone_screen.world
                await screen.action_tab("world")
                await until(pilot, lambda: "ход времени" in shown(app))
                screen.action_set_weather("Анна", "off")
                await until(pilot, lambda: "нет сети" in shown(app))
                assert world.ether.airs["Анна"] == "off"
                screen.action_top_up("79160000001")
                await until(pilot, lambda: "250,00 р." in shown(app))
                screen.action_time("x60")
                await until(pilot, lambda: "×60" in screen_rows(app)[0])
                before_ms = world.now_ms
                screen.action_advance("next")
                assert world.now_ms > before_ms

        play(test())

    def test_a_jump_over_a_month_burns_points(self) -> None:
        async def test() -> None:
            async with running(WIDE) as (app, pilot):
                await app.phone_screen.action_tab("ledger")
                app.phone_screen.action_advance("month")
                await until(pilot, lambda: "−320 баллов" in shown(app))
                kept = app.phone_screen.world.standing("79160000001")
                assert kept is not None
                assert f"{kept.points} балл" in shown(app)

        play(test())
