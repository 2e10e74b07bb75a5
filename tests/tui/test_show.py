"""A dialog played in the app: what is seen of it, the keys that steer it, hands on the phone, and the recording of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pyte
import pytest
from attrs import evolve
from click.testing import CliRunner
from textual.pilot import Pilot

from ledger.loading import bundled_folder
from phone.dialog.files import read_bytes, read_file
from phone.dialog.moves import Books, Card
from phone.dialog.running import jobs
from tests.tui.driving import PAUSES_MAX, lcd_text, play, running, screen_rows, tape_text, until
from tests.tui.terminal import terminal
from tui.app import PhoneApp
from tui.cast import Clock, record
from tui.cli import zvonilka
from tui.commands import touches
from tui.console.ledger import LedgerPage
from tui.pages.stage import card_lines, stage_hints, stage_lines
from tui.screens.account import AccountScreen
from tui.screens.differences import DifferencesScreen
from tui.screens.presenter import PresenterScreen
from tui.show import Show
from tui.stage import Playbill, stage_screen

DEMO = bundled_folder() / "demo.dialog"
STORY = """date: 2026-04-10 12:00
locale: ru, en
phones:
  Анна   +7 916 111-22-33  member points 120 till 2026-12-31
  Борис  +7 916 444-55-66  member points 0

mark:
  ru| Баланс
  en| Balance
say:
  ru| Сколько баллов?
  en| How many points?
Анна > *111*455*0#
Анна < USSD end: {*}120{*}
mark:
  ru| Подарок
  en| A gift
Анна > SMS 4555: GIFT 9164445566 100
Анна < SMS: {*}
Борис < SMS: {*}
clock +1 day
ledger Анна
  - 100 points gift to Борис
"""


def bill(text: str = STORY, locale: str = "ru", **more: object) -> Playbill:
    return evolve(Playbill(read_bytes(text.encode(), "some.dialog").dialogs[0], Path(), locale), **more)  # type: ignore[arg-type]


@asynccontextmanager
async def showing(
    one: Playbill, size: tuple[int, int] = (80, 24), tab: str = "air"
) -> AsyncIterator[tuple[PhoneApp, Pilot[None], Show, Clock]]:
    """The app with a show whose clock the test turns."""
    clock = Clock()
    show = Show(one.performance(), clock, live=False)
    show.performance.go(0)
    screen = stage_screen(show, one.locale, tab=tab)
    app = PhoneApp(lambda _: screen, theme="classic", locale=one.locale)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.started is not None and bool(lcd_text(app)))
        yield app, pilot, show, clock


async def on(app: PhoneApp, pilot: Pilot[None], show: Show, clock: Clock, by_ms: int = 60_000) -> None:
    """Let the show go on for a time, or until it stops."""
    until_ms = clock.at_ms + by_ms
    while (due_ms := show.performance.next_due()) is not None and due_ms <= until_ms:
        clock.at_ms = due_ms
        app.phone_screen.play_on()
    clock.at_ms = until_ms
    before, same = "", 0
    for _ in range(PAUSES_MAX):
        await pilot.pause()
        same = same + 1 if text_of(app) == before else 0
        before = text_of(app)
        if same == STILL:
            return


STILL = 3
"""A screen that was looked at so often and stayed as it was is drawn."""


def text_of(app: PhoneApp) -> str:
    return "\n".join(screen_rows(app))


class TestStage:
    """What is seen beside the phone."""

    def test_it_stops_at_a_mark_and_goes_on_by_space_and_by_arrow(self) -> None:
        async def test() -> None:
            async with showing(bill()) as (app, pilot, show, clock):
                await on(app, pilot, show, clock)
                assert "1  Баланс" in text_of(app)
                assert "пробел — дальше" in text_of(app)
                await pilot.press("space")
                await on(app, pilot, show, clock)
                assert "2  Подарок" in text_of(app)
                assert "У вас 120" in lcd_text(app)
                await pilot.press("right")
                await on(app, pilot, show, clock)
                assert (show.performance.state, show.performance.difference_count) == ("over", 0)
                assert "Борис" in text_of(app)

        play(test())

    def test_keys_light_up_and_the_world_answers_on_the_tape(self) -> None:
        async def test() -> None:
            async with showing(bill()) as (app, pilot, show, clock):
                await on(app, pilot, show, clock)
                await pilot.press("space")
                lit: list[str] = []
                while show.performance.state == "playing":
                    due_ms = show.performance.next_due()
                    assert due_ms is not None
                    clock.at_ms = due_ms
                    app.phone_screen.play_on()
                    lit += [cap.key for cap in app.phone_screen.phone.query("KeyCap") if cap.lit]  # type: ignore[attr-defined]
                await pilot.pause()
                assert "".join(lit) == "end*111*455*0#call"
                assert tape_text(app.phone_screen).count("*111*455*0#") == 1
                assert [struck.shown for struck in app.phone_screen.session.keys][-1] == "call"

        play(test())

    def test_the_console_goes_along_and_back(self) -> None:
        async def test() -> None:
            async with showing(bill(), (120, 40), "ledger") as (app, pilot, show, clock):
                await pilot.press("2")
                await pilot.press("space")
                await on(app, pilot, show, clock)
                page = app.phone_screen.console.page
                assert isinstance(page, LedgerPage)
                head = page.last_seq
                assert head == app.phone_screen.world.ledger.head
                await pilot.press("1")
                await pilot.pause()
                assert page.last_seq == app.phone_screen.world.ledger.head < head
                assert len(page.listing.things) == page.last_seq

        play(test())

    def test_a_card_lies_over_all_and_is_taken_away(self) -> None:
        async def test() -> None:
            async with showing(bill()) as (app, pilot, show, clock):
                await pilot.press("2", "space")
                while not isinstance(show.card, Card):
                    await on(app, pilot, show, clock, 500)
                await pilot.pause()
                assert "Проходит время" in text_of(app)
                await on(app, pilot, show, clock)
                assert "Выписка: Анна" in text_of(app)
                assert "−100 баллов" in text_of(app)
                await pilot.press("left")
                await pilot.pause()
                assert "Выписка: Анна" not in text_of(app)

        play(test())

    @pytest.mark.parametrize("size", [(160, 45), (24, 12)])
    def test_every_size_shows_it_to_its_end(self, size: tuple[int, int]) -> None:
        async def test() -> None:
            async with showing(bill(halts=False), size) as (app, pilot, show, clock):
                await on(app, pilot, show, clock, 600_000)
                assert show.performance.state == "over"
                assert app.failure is None

        play(test())

    def test_lines_fit_and_tell_what_differs(self) -> None:
        show = Show(bill(STORY.replace("120{*}", "121{*}"), halts=False).performance(), Clock())
        show.performance.go(0)
        show.performance.run_due(20_000)
        screen = stage_screen(show, "ru")
        for width in (20, 46, 84):
            words = screen.session.words
            rule, *rows = stage_lines(show, words, width, 4)
            assert any("≠ 1" in piece.text for piece in rule)
            assert all(sum(len(piece.text) for piece in row) <= width for row in rows)
            assert sum(len(piece.text) for piece in stage_hints(show, words, width)[0]) <= width
        assert next(told.text for told in show.differences()).startswith("some.dialog:14: ")

    def test_a_phone_alone_tells_it_below(self) -> None:
        async def test() -> None:
            async with showing(bill(), (60, 20)) as (app, pilot, show, clock):
                await on(app, pilot, show, clock)
                assert "1  Баланс" in text_of(app)
                show.obey("toggle")
                await on(app, pilot, show, clock, 1_500)
                assert "Сколько баллов?" in text_of(app)

        play(test())

    def test_marks_are_offered_where_there_are_some(self) -> None:
        without = STORY.replace("mark:\n  ru| Баланс\n  en| Balance\n", "")
        without = without.replace("mark:\n  ru| Подарок\n  en| A gift\n", "")
        for text, told in ((STORY, "1–2 к метке"), (without, "")):
            show = Show(bill(text).performance(), Clock())
            hints = "".join(piece.text for piece in stage_hints(show, stage_screen(show, "ru").session.words, 120)[0])
            assert (told in hints, "к метке" in hints) == (True, bool(told))
        with pytest.raises(ValueError, match='--from: found "1", but this dialog has no marks'):
            bill(without, mark="1").performance()

    def test_in_ones_hands_no_word_stands_for_two_things(self) -> None:
        show = Show(bill().performance(), Clock())
        show.take_over()
        words = stage_screen(show, "ru").session.words
        hints = "".join(piece.text for piece in stage_hints(show, words, 120)[0])
        assert hints.lower().count("показ") == 1

    def test_the_books_on_a_card_are_told_in_full(self) -> None:
        show = Show(bill(STORY + "Анна > TAXI 1500\nАнна > *707*31#\n", halts=False).performance(), Clock())
        show.performance.go(0)
        show.performance.run_due(10**9)
        session = stage_screen(show, "ru").session
        card = Books("Анна", 1, session.world.ledger.head)
        lines = ["".join(piece.text for piece in line) for line in card_lines(session, card, 40)]
        assert not any("…" in line for line in lines)
        assert all(len(line) <= 40 for line in lines)

    def test_cards_say_it_in_the_words_of_the_locale(self) -> None:
        for locale, subject, text, wanted in (
            ("ru", "life", "МАГАЗИН с логотипом 900", "Магазин с логотипом 900"),
            ("en", "air", "off", "no coverage"),
            ("ru", "told", "Теперь вы\nzvonilka   телефон", "zvonilka              телефон"),
        ):
            show = Show(bill(locale=locale).performance(), Clock())
            session = stage_screen(show, locale).session
            lines = card_lines(session, Card(subject, text, "Анна"), 52)  # type: ignore[arg-type]
            assert wanted in "\n".join("".join(piece.text for piece in line) for line in lines)


class TestHands:
    """Whoever touches a key has the phone."""

    def test_keys_of_the_show_are_its_own_in_capitals_too_and_a_report_takes_nothing_over(self) -> None:
        one = Show(bill().performance(), Clock(), live=False)
        assert [one.wish_of(key, key, writes=False) for key in ("r", "R", "К", "D")] == [
            "again", "again", "again", "differences",
        ]  # fmt: skip
        assert not touches("screen.report")
        assert touches("screen.check_screen")

    def test_a_key_takes_the_phone_over_and_space_gives_it_back(self) -> None:
        async def test() -> None:
            async with showing(bill()) as (app, pilot, show, clock):
                await on(app, pilot, show, clock)
                await pilot.press("asterisk", "1", "0", "0", "number_sign", "enter")
                assert show.by_hand
                app.phone_screen.world.settle()
                app.phone_screen.redraw()
                assert "Баланс: 0" in lcd_text(app)
                assert "в ваших руках" in text_of(app)
                await pilot.press("space")
                assert show.performance.state == "playing"
                await on(app, pilot, show, clock)
                assert (show.performance.state, show.performance.difference_count) == ("mark", 0)

        play(test())

    def test_a_click_on_a_key_takes_it_over_in_the_middle_of_a_code(self) -> None:
        async def test() -> None:
            async with showing(bill()) as (app, pilot, show, clock):
                await on(app, pilot, show, clock)
                await pilot.press("space")
                while "*111" not in lcd_text(app):
                    await on(app, pilot, show, clock, 100)
                await pilot.click("#key-7")
                await pilot.pause()
                assert show.by_hand
                assert "*1117" in lcd_text(app)
                assert app.phone_screen.world is show.world

        play(test())

    def test_space_is_a_letter_while_a_message_is_written(self) -> None:
        async def test() -> None:
            async with showing(bill()) as (app, pilot, show, _):
                await pilot.press("f2", "2", "1", "a", "space", "b")
                assert show.by_hand
                assert "a b" in lcd_text(app).lower()
                await pilot.press("end", "space")
                assert not show.by_hand

        play(test())

    def test_what_differs_is_a_key_away(self) -> None:
        async def test() -> None:
            async with showing(bill(STORY.replace("120{*}", "121{*}"), halts=False)) as (app, pilot, show, clock):
                await on(app, pilot, show, clock)
                assert "≠ 1" in text_of(app)
                await pilot.press("d")
                await until(pilot, lambda: isinstance(app.screen, DifferencesScreen))
                await pilot.pause()
                assert "some.dialog:14" in text_of(app)
                await pilot.press("escape")
                await pilot.press("r")
                assert (show.performance.state, show.performance.difference_count) == ("playing", 0)

        play(test())

    def test_who_changes_the_world_takes_over_and_who_looks_on_does_not(self) -> None:
        async def test() -> None:
            async with showing(bill(halts=False)) as (app, pilot, show, _):
                for action, state in (("screen.copy_reply", "playing"), ("screen.top_up", "yours")):
                    await app._act(action)
                    assert show.performance.state == state
                assert app.phone_screen.world is show.world
                await pilot.pause()

        play(test())

    def test_a_recording_ends_when_the_show_goes_to_another_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)

        async def test() -> None:
            async with showing(bill()) as (app, pilot, show, clock):
                await on(app, pilot, show, clock)
                await pilot.press("f8", "asterisk", "1", "0", "0", "number_sign", "enter")
                assert app.phone_screen.session.reel.count
                app.phone_screen.world.settle()
                await pilot.press("space", "2")
                assert not app.phone_screen.session.reel.runs
                assert app.phone_screen.session.reel.world is show.world
                await until(pilot, lambda: len(app._notifications) == 3)
                assert any("с другого места" in one.message for one in app._notifications)

        play(test())
        (path,) = tmp_path.glob("*.dialog")
        assert "\nАнна > *100#\n" in path.read_text(encoding="utf-8")
        assert not any(job.play().differences for job in jobs(read_file(path)))

    def test_the_account_is_visited_by_hand(self) -> None:
        async def test() -> None:
            async with showing(bill(halts=False), (120, 40)) as (app, pilot, show, _):
                await pilot.press("f12")
                await until(pilot, lambda: isinstance(app.screen, AccountScreen))
                await pilot.press("space", "1")
                assert show.by_hand
                app.screen.dismiss()
                await until(pilot, lambda: app.screen is app.phone_screen)
                await pilot.press("1")
                assert show.by_hand
                await pilot.press("end", "space", "1")
                assert app.phone_screen.session.visits == {}
                assert show.performance.state == "paused"

        play(test())

    def test_a_case_without_marks_waits_behind_its_title(self) -> None:
        async def test() -> None:
            text = "phones:\n  Анна  +7 916 111-22-33\n== одно\nАнна > *100#\n== другое\nАнна > *100#\n"
            async with showing(bill(text)) as (app, pilot, show, _):
                await pilot.press("2")
                await pilot.pause()
                assert "другое" in text_of(app)
                assert show.performance.state == "paused"

        play(test())

    def test_nothing_is_lost_with_a_show(self) -> None:
        async def test() -> None:
            async with showing(bill(halts=False)) as (app, pilot, show, clock):
                await on(app, pilot, show, clock)
                assert not app.phone_screen.session.unsaved

        play(test())


def test_the_presenters_view_plays_on() -> None:
    async def test() -> None:
        async with showing(bill(halts=False), (120, 44)) as (app, pilot, show, clock):
            await pilot.press("f5")
            await until(pilot, lambda: isinstance(app.screen, PresenterScreen))
            stage = app.screen
            assert isinstance(stage, PresenterScreen)
            while show.caption != "Сколько баллов?":
                due_ms = show.performance.next_due()
                assert due_ms is not None
                clock.at_ms = due_ms
                stage.play_on()
            await pilot.pause()
            assert "Сколько баллов?" in text_of(app)
            await pilot.press("space")
            assert show.performance.state == "paused"

    play(test())


def test_a_usual_phone_has_no_stage() -> None:
    async def test() -> None:
        async with running((120, 40)) as (app, pilot):
            await pilot.press("space", "right", "r")
            assert app.phone_screen.session.show is None
            assert not app.phone_screen.query_one("#stage").region

    play(test())


SHORT = """date: 2026-04-10 12:00
phones:
  Анна  +7 916 111-22-33  member balance 5.00
mark: Деньги
Анна > *100#
Анна < USSD end: {*}
clock +1 day
"""


def test_F60_a_recording_is_asciicast_v3_and_draws_what_the_app_shows(tmp_path: Path) -> None:
    out, file = tmp_path / "out.cast", tmp_path / "some.dialog"
    file.write_text(SHORT, encoding="utf-8")
    done = CliRunner().invoke(zvonilka, ["play", str(file), "--cast", str(out), "--size", "80x24"])
    assert (done.exit_code, done.output) == (0, f"{out}\n")
    lines = out.read_text(encoding="utf-8").splitlines()
    header, *events = map(json.loads, lines)
    term = {"cols": 80, "rows": 24, "type": "xterm-256color"}
    assert header == {"version": 3, "term": term, "title": str(file)}
    assert all(len(event) == 3 and event[0] >= 0 and event[1] in "omx" for event in events)
    assert [event[2] for event in events if event[1] == "m"] == ["Деньги"]
    assert events[-1] == [0.0, "x", "0"]
    assert 5 < sum(event[0] for event in events) < 20
    screen = pyte.Screen(80, 24)
    stream = pyte.Stream(screen)
    seen = []
    for _, code, data in events:
        if code == "o":
            stream.feed(data)
            seen.append("\n".join(screen.display))
    assert any("Баланс: 5,00 р." in frame for frame in seen)
    assert "Проходит время" in seen[-1]
    again = asyncio.run(record(bill(SHORT, halts=False), size=(80, 24), theme="classic"))
    assert list(again.lines(str(file))) == lines


@pytest.mark.slow
def test_F60_the_tour_runs_in_a_terminal_and_is_left_like_any_phone(tmp_path: Path) -> None:
    with terminal((80, 24), "demo", "--locale", "ru", "--pace", "fast", folder=tmp_path) as shown:
        shown.until(lambda: any("пробел — дальше" in line for line in shown.lines))
        shown.send(" ")
        shown.until(lambda: any("2  Вступить в программу" in line for line in shown.lines))
        assert any("Баланс: 350,00 р." in line for line in shown.lines)
        shown.send("\x11")
        assert shown.process.wait(10) == 0


class TestDemo:
    """F60: the tour at the end."""

    def test_F60_the_tour_holds_in_both_languages(self) -> None:
        played = [job.play() for job in jobs(read_file(DEMO))]
        assert [(one.locale, one.differences) for one in played] == [("ru", ()), ("en", ())]

    @pytest.mark.parametrize("locale", ["ru", "en"])
    def test_F60_it_says_everything_in_the_language_of_its_guest(self, locale: str) -> None:
        show = Show(Playbill(read_file(DEMO).dialogs[0], Path(), locale, halts=False).performance(), Clock())
        assert len(show.performance.programme.marks) == 9
        cyrillic = [
            mark.title for mark in show.performance.programme.marks if any("а" <= one <= "я" for one in mark.title)
        ]
        assert bool(cyrillic) == (locale == "ru")
        show.performance.go(0)
        while (due_ms := show.performance.next_due()) is not None:
            show.performance.run_due(due_ms)
            assert len(show.caption) < 46 * 3
        assert show.performance.difference_count == 0

    def test_a_mark_is_found_by_number_and_by_title(self) -> None:
        dialog = read_file(DEMO).dialogs[0]
        by_number = Playbill(dialog, Path(), "en", mark="5").part
        assert Playbill(dialog, Path(), "en", mark="give").part == by_number
        with pytest.raises(ValueError, match=r'no mark "dance".*1 Meet the phone, 2 Join'):
            assert Playbill(dialog, Path(), "en", mark="dance").part


class TestCommand:
    """Bad input of every kind gives one line."""

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["play", "nowhere.dialog"], "nowhere.dialog: found no such file"),
            (["play", str(DEMO)], "the phone needs a terminal"),
            (["demo"], "the phone needs a terminal"),
            (
                ["demo", "--cast", "x.cast", "--size", "80"],
                '--size: found "80", expected columns and rows such as 120x40, from 10x4 to 400x200',
            ),
            (["demo", "--cast", "x.cast", "--size", "9999x9999"], "from 10x4 to 400x200"),
            (["demo", "--cast", "x.cast", "--size", "5x5"], "from 10x4 to 400x200"),
            (["--theme", "zzz", "demo", "--cast", "x.cast"], 'there is no theme "zzz"'),
            (
                ["demo", "--cast", "/nowhere/x.cast", "--from", "9"],
                "--cast: /nowhere/x.cast: there is no folder /nowhere",
            ),
            (["demo", "--cast", "x.svg"], "--cast: x.svg: a recording ends in .cast"),
            (["demo", "--cast", "x.cast", "--from", "dance"], 'there is no mark "dance"'),
        ],
    )
    def test_one_line(self, arguments: list[str], told: str) -> None:
        done = CliRunner().invoke(zvonilka, arguments)
        assert done.exit_code == 2
        assert told in done.output
        assert len(done.output.strip().splitlines()) == 1

    def test_a_recording_overwrites_nothing(self, tmp_path: Path) -> None:
        kept = tmp_path / "kept.cast"
        kept.write_text("mine", encoding="utf-8")
        done = CliRunner().invoke(zvonilka, ["demo", "--cast", str(kept)])
        assert done.exit_code == 2
        assert "is there already, and a recording overwrites nothing" in done.output
        assert kept.read_text(encoding="utf-8") == "mine"
