"""A dialog played for an audience: whatever the audience does, and what comes of it when nobody does anything."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.loading import Fixtures
from phone.dialog.files import read_bytes, read_file
from phone.dialog.model import Dialog
from phone.dialog.moves import Books, Card, Halt, Look, Move, Open, Pass, Perform, Press, Say, Type
from phone.dialog.performance import Performance
from phone.dialog.play import play
from phone.dialog.record.recorder import recorded
from phone.dialog.running import jobs
from phone.dialog.score import taps_of
from phone.dialog.tempo import read_tempo
from phone.handset.ui.keys import KEYPAD
from tests.phone.test_recording import SESSIONS, Step, lived, source_of

ALL = sorted((Path(__file__).parents[1] / "dialogs").rglob("*.dialog"))
DIALOGS = [path for path in ALL if path.stem in ("burn", "timeout")]
TEMPO = read_tempo(Fixtures())

PHONES = """date: 2026-04-10 12:00
phones:
  Анна   +7 916 111-22-33  member balance 50 points 120 till 2026-12-31
  Борис  +7 916 444-55-66  member points 0
"""


MARKED = """mark:
  ru| Баланс
  en| Balance
say:
  ru| Сколько баллов?
Анна > *111*455*0#
Анна < USSD end: {*}120{*}
mark: Подарок
Анна > SMS 4555: GIFT 9164445566 100
Анна < SMS: {*}
Борис < SMS: {*}
points Анна = 20
"""

TWO = (
    PHONES
    + """== a menu
Анна > *111#
Анна < USSD
  | {...}
Анна > 2
Анна < USSD
  | {...}
wait 61s
Анна < USSD error: {*}
== a call
Анна > CALL 0890
Анна < VOICE
  | {...}
Анна > KEYS 0 hold end
Анна < anything
clock +1 week
Борис < nothing
"""
)


def read(text: str) -> Dialog:
    return read_bytes(text.encode(), "some.dialog").dialogs[0]


def shown(text: str, *, halts: bool = False) -> list[tuple[int, Move]]:
    """(when, what) of all moves of a dialog with two phones."""
    return run(Performance.of(read(PHONES + text), "ru", halts=halts))


def run(performance: Performance, at_ms: int = 0) -> list[tuple[int, Move]]:
    performance.go(at_ms)
    made: list[tuple[int, Move]] = []
    while (due_ms := performance.next_due()) is not None:
        made += [(due_ms, move) for move in performance.run_due(due_ms)]
    return made


def run_to(performance: Performance, wanted: Move) -> None:
    """Have moves made until one was; a move at a time, so that nothing behind it is made."""
    while (due_ms := performance.next_due()) is not None:
        if wanted in performance.run_due(due_ms):
            return


def moves(text: str, *kinds: type) -> list[Move]:
    return [move for _, move in shown(text) if isinstance(move, kinds)]


@pytest.mark.parametrize(
    "path",
    [path if path in DIALOGS else pytest.param(path, marks=pytest.mark.slow) for path in ALL],
    ids=[path.stem for path in ALL],
)
def test_who_only_looks_on_changes_nothing(path: Path) -> None:
    source = read_file(path)
    for dialog in source.dialogs:
        for locale in dialog.header.locales:
            performance = Performance.of(dialog, locale, source.folder, halts=False)
            run(performance)
            assert performance.state == "over"
            assert performance.differences == ()
            for number, case in enumerate(dialog.cases):
                alone, watched = play(dialog, case, locale, source.folder), performance.played[number]
                assert watched.transcript == alone.transcript
                assert watched.claims == alone.claims
                assert watched.passed_ms == alone.passed_ms


def points(performance: Performance) -> int:
    standing = performance.world.standing("79161112233")
    assert standing is not None
    return standing.points


def redeemed(performance: Performance) -> int:
    """How many rewards the books have."""
    return sum(entry.kind == "redeemed" for entry in performance.world.ledger.entries())


CONTROLS = st.sampled_from(
    [
        "go",
        "pause",
        "forward",
        "back",
        "jump 0",
        "jump 1",
        "jump 9",
        "start_over",
        "take_over",
        "key 1",
        "key ok",
        "key end",
        "dial",
    ]
)
SPANS = st.integers(0, 9_000)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([PHONES + MARKED, TWO]), st.lists(st.tuples(SPANS, CONTROLS), max_size=14))
def test_whatever_the_audience_does_it_can_be_played_again(text: str, controls: list[tuple[int, str]]) -> None:
    dialog = read(text)
    performance = Performance.of(dialog, "ru")
    at_ms = 0
    for span_ms, control in controls:
        at_ms += span_ms
        performance.run_due(at_ms)
        obey(performance, control, at_ms)
        assert 0 <= performance.at <= len(performance.programme.parts)
        assert performance.world.frame(performance.looked_at).rows
    performance.start_over(at_ms)
    performance.halts = False
    run(performance, at_ms)
    assert performance.state == "over"
    expected = [play(dialog, case, "ru").transcript for case in dialog.cases]
    assert [performance.played[number].transcript for number in range(len(dialog.cases))] == expected


@settings(max_examples=10, deadline=None)
@given(SESSIONS)
def test_whatever_was_recorded_can_be_shown(session: list[tuple[Step, str, int, str]]) -> None:
    for dialog in source_of(lived(session)).dialogs:
        performance = Performance.of(dialog, "ru", halts=False)
        run(performance)
        assert performance.state == "over"
        assert performance.differences == ()
        expected = [play(dialog, case, "ru").transcript for case in dialog.cases]
        assert [one.transcript for one in performance.played.values()] == expected


def obey(performance: Performance, control: str, at_ms: int) -> None:
    verb, _, rest = control.partition(" ")
    match verb:
        case "jump":
            performance.jump(int(rest), at_ms)
        case "key":
            performance.take_over(at_ms)
            performance.world.press(performance.looked_at, rest)  # type: ignore[arg-type]
        case "dial":
            performance.take_over(at_ms)
            dial(performance, "*111#")
        case "back":
            performance.back()
        case _:
            getattr(performance, verb)(at_ms)


def dial(performance: Performance, code: str) -> None:
    for character in code:
        performance.world.type(performance.looked_at, character)
    performance.world.press(performance.looked_at, "call")
    performance.world.settle()


class TestTheatre:
    """What is seen is what somebody would do, and it leads where the deed leads."""

    def test_a_code_is_dialled_key_by_key_at_human_pace(self) -> None:
        made = shown("Анна > *100#\nАнна < USSD end: {*}\n")
        typed = [(at_ms, move.character) for at_ms, move in made if isinstance(move, Type)]
        assert "".join(character for _, character in typed) == "*100#"
        gaps = {later - sooner for (sooner, _), (later, _) in pairwise(typed)}
        assert gaps == {TEMPO.key_ms}

    @pytest.mark.parametrize(
        "action",
        ["*111*455#", "SMS 4555: bal", "SMS Борис: Привет!", "CALL 0890"],
        ids=["ussd", "sms", "friend", "call"],
    )
    def test_the_stand_in_does_what_the_world_does(self, action: str) -> None:
        performance = Performance.of(read(f"{PHONES}Анна > {action}\nАнна < anything\n"), "ru")
        performance.go(0)
        begun = len(performance.world.trace)
        sent: list[str] = []
        while (due_ms := performance.next_due()) is not None:
            seen = [str(event.message) for event in performance.world.trace][begun:]
            if not sent and any(isinstance(move, Perform) for move in performance.run_due(due_ms)):
                sent = seen
        assert sent
        assert sent == [str(event.message) for event in performance.world.trace][begun : begun + len(sent)]

    def test_a_letter_takes_as_many_presses_as_on_the_keys(self) -> None:
        assert taps_of("с") == ("6", 2)
        assert taps_of("S") == ("7", 4)
        assert taps_of("2") == ("2", 1)
        assert taps_of(" ") == ("0", 1)
        assert taps_of("№") == (None, 1)
        assert all(taps_of(key) == (key, 1) for key in KEYPAD)

    def test_a_long_text_does_not_bore(self) -> None:
        made = shown(f"Анна > SMS Борис: {'Слово ' * 60}\nАнна < anything\nБорис < anything\n")
        written = [at_ms for at_ms, move in made if isinstance(move, Type)]
        assert written[-1] - written[0] < TEMPO.text_ms_max + 4_000

    def test_who_is_told_something_is_looked_at_and_the_message_is_opened(self) -> None:
        text = "Анна > SMS Борис: Привет\nБорис < SMS: Привет\n"
        performance = Performance.of(read(PHONES + text), "ru")
        performance.go(0)
        opened = ""
        while (due_ms := performance.next_due()) is not None:
            if any(isinstance(move, Open) for move in performance.run_due(due_ms)):
                opened = "\n".join(row.text for row in performance.world.frame("Борис").rows)
        assert "Привет" in opened
        assert performance.looked_at == "Борис"
        assert performance.world.phones["Борис"].mobile.store.unread == 1

    def test_what_is_longer_than_the_display_is_moved_up_to_its_end(self) -> None:
        text = f"Анна > SMS Борис: {'Слово ' * 40}конец\nБорис < SMS: {{*}}\n"
        performance = Performance.of(read(PHONES + text), "ru")
        performance.go(0)
        seen = ""
        while (due_ms := performance.next_due()) is not None:
            performance.run_due(due_ms)
            seen += "\n".join(row.text for row in performance.world.frame("Борис").rows)
        assert "конец" in seen

    def test_a_wait_is_shortened_and_a_jump_is_a_card(self) -> None:
        made = shown("wait 61s\nclock +1 year\nАнна < anything\n")
        passing = sum(move.ms for _, move in made if isinstance(move, Pass))
        assert 50_000 < passing < 61_000
        assert [move.subject for _, move in made if isinstance(move, Card)] == ["clock"]
        assert made[-1][0] < TEMPO.wait_ms_max + TEMPO.card_ms + TEMPO.reading_ms_max

    def test_life_outside_the_phones_is_a_card_in_the_words_of_the_locale(self) -> None:
        cards = moves("Анна > TOPUP 100\n", Card)
        assert cards == [Card("life", "ПОПОЛНИТЬ 100", "Анна")]

    def test_what_was_set_up_is_not_shown(self) -> None:
        made = moves("Анна >> SMS 4555: GIFT 9164445566 10\nАнна > *100#\nАнна < USSD end: {*}\n", Type)
        assert "".join(move.character for move in made if isinstance(move, Type)) == "*100#"

    def test_the_books_show_what_came_since_the_last_look(self) -> None:
        text = "Анна > SMS 4555: GIFT 9164445566 10\nАнна < anything\nБорис < anything\nledger Анна\n  {...}\n"
        (books,) = moves(text, Books)
        assert isinstance(books, Books)
        assert books.name == "Анна"
        assert books.first == books.last

    def test_pauses_last_as_long_as_the_file_says_at_any_pace(self) -> None:
        made = shown("pace fast\npause 3s\nsay: Конец\n")
        assert next(at_ms for at_ms, move in made if isinstance(move, Say)) == 3_000

    def test_a_slow_pace_takes_longer(self) -> None:
        text = "pace {}\nАнна > *100#\nАнна < USSD end: {{*}}\n"
        slow, fast = (shown(text.format(pace))[-1][0] for pace in ("slow", "fast"))
        assert slow > 3 * fast


@pytest.fixture
def marked() -> Performance:
    return Performance.of(read(PHONES + MARKED), "ru")


class TestControls:
    """Going on, back, to a mark, and by hand."""

    def test_it_stops_at_marks_and_goes_on(self, marked: Performance) -> None:
        run(marked)
        assert (marked.state, marked.caption) == ("mark", "Баланс")
        made = run(marked, 1_000)
        assert Say("Сколько баллов?") in [move for _, move in made]
        assert (marked.state, marked.caption) == ("mark", "Подарок")
        assert Halt("Подарок") in [move for _, move in made]

    def test_marks_speak_the_language_of_the_locale(self) -> None:
        performance = Performance.of(read(PHONES.replace("phones", "locale: ru, en\nphones") + MARKED), "en")
        assert [mark.title for mark in performance.programme.marks] == ["Balance", "Подарок"]

    def test_a_jump_does_all_that_comes_before(self, marked: Performance) -> None:
        marked.jump(1, 0)
        assert (marked.state, marked.caption, marked.part.beat) == ("mark", "Подарок", 2)
        run(marked)
        assert (marked.state, marked.differences) == ("over", ())

    def test_forward_brings_a_beat_to_its_end_and_back_undoes_it(self, marked: Performance) -> None:
        run(marked)
        marked.go(0)
        marked.run_due(2_000)
        marked.pause(2_000)
        marked.forward(2_000)
        assert (marked.state, marked.part.beat) == ("paused", 2)
        marked.forward(2_000)
        assert marked.state == "over"
        assert points(marked) == 20
        marked.back()
        assert points(marked) == 120
        assert (marked.state, marked.part.beat) == ("paused", 2)
        marked.back()
        assert marked.part.beat == 1

    def test_back_tells_what_belongs_to_the_step_that_is_shown(self) -> None:
        told = (
            "say: Код\nАнна > *100#\nАнна < USSD end: {*}\nsay: Меню\nАнна > *111#\nАнна < USSD\n  | {...}\nАнна > 1\n"
        )
        performance = Performance.of(read(PHONES + told), "ru")
        run(performance)
        captions = []
        while performance.part.beat > 1:
            performance.back()
            captions.append((performance.part.beat, performance.caption))
        assert captions == [(3, "Меню"), (2, "Меню"), (1, "Код")]

    def test_who_takes_over_finds_what_was_typed(self, marked: Performance) -> None:
        run(marked)
        marked.go(0)
        typed = 0
        while typed < 4:
            due_ms = marked.next_due()
            assert due_ms is not None
            typed += sum(isinstance(move, Type) for move in marked.run_due(due_ms))
        marked.take_over(9_000)
        assert any("*111" in row.text for row in marked.world.frame("Анна").rows)
        assert marked.next_due() is None
        run(marked, 20_000)
        run(marked, 30_000)
        assert (marked.state, marked.differences) == ("over", ())

    @pytest.mark.parametrize("slices", [0, 3])
    def test_an_order_that_was_taken_over_under_way_is_booked_once(self, slices: int) -> None:
        performance = Performance.of(read(PHONES + "Анна > *707*51#\nАнна < USSD end: {*}\nАнна < SMS: {*}\n"), "ru")
        performance.go(0)
        run_to(performance, Press("Анна", "call"))
        for _ in range(slices):
            run_to(performance, Pass(TEMPO.slice_ms, awaited=True))
        performance.take_over(60_000)
        assert redeemed(performance) == 1
        run(performance, 70_000)
        assert (performance.state, performance.differences) == ("over", ())
        assert redeemed(performance) == 1

    def test_a_message_that_waits_for_coverage_is_written_once(self) -> None:
        text = "air Анна off\nАнна > SMS 4555: bal\nАнна < SMS error: {*}\n"
        performance = Performance.of(read(PHONES + text), "ru")
        performance.go(0)
        run_to(performance, Pass(TEMPO.slice_ms, awaited=True))
        performance.take_over(60_000)
        run(performance, 70_000)
        assert (performance.state, performance.differences) == ("over", ())
        assert len(performance.world.phones["Анна"].mobile.outbox) == 1

    def test_what_the_books_wrote_before_is_looked_at_when_nothing_was_done_by_hand(self) -> None:
        text = "Анна > *707*51#\nАнна < USSD end: {*}\nАнна < SMS: {*}\nledger Анна\n  - 45 points redeem 707:51\n  + 10 MMS redeem till 2026-05-10 12:00\n"
        performance = Performance.of(read(PHONES + text), "ru")
        performance.go(0)
        run_to(performance, Press("Анна", "call"))
        performance.take_over(60_000)
        run(performance, 70_000)
        assert (performance.state, performance.differences) == ("over", ())

    def test_what_is_done_by_hand_is_recorded_from_the_header_of_the_dialog(self, marked: Performance) -> None:
        run(marked)
        assert marked.world is marked.lasting
        marked.take_over(0)
        begin = len(marked.world.inputs)
        dial(marked, "*111*455*0#")
        recording = recorded(marked.world, begin=begin)
        assert recording.text.startswith(PHONES.rstrip())
        assert recording.steps == 1
        assert not any(job.play().differences for job in jobs(read_bytes(recording.text.encode(), "r.dialog")))

    def test_what_is_done_by_hand_stays_done_and_a_difference_stops_nothing(self, marked: Performance) -> None:
        marked.jump(1, 0)
        marked.take_over(0)
        dial(marked, "*707*51#")
        assert points(marked) < 120
        run(marked)
        assert marked.state == "over"
        assert marked.difference_count == len(marked.differences) > 0

    def test_a_menu_that_was_opened_by_hand_is_left(self, marked: Performance) -> None:
        run(marked)
        marked.take_over(0)
        dial(marked, "*111#")
        run(marked)
        run(marked)
        assert (marked.state, marked.differences) == ("over", ())

    def test_a_pause_keeps_what_is_left_of_the_time(self, marked: Performance) -> None:
        run(marked)
        marked.go(0)
        marked.run_due(500)
        due_ms = marked.next_due()
        assert due_ms is not None
        marked.pause(500)
        assert marked.next_due() is None
        marked.go(10_000)
        assert marked.next_due() == due_ms + 9_500


def test_several_cases_are_announced_and_played_one_after_the_other() -> None:
    text = "== одно\nАнна > *100#\nАнна < USSD end: {*}\n== другое\nАнна > *100#\nАнна < USSD end: ничего\n"
    performance = Performance.of(read(PHONES + text), "ru")
    made = run(performance)
    assert [move.text for _, move in made if isinstance(move, Card)] == ["одно", "другое"]
    assert [mark.title for mark in performance.programme.marks] == ["одно", "другое"]
    assert performance.difference_count == 1
    assert performance.act == 2


def test_keys_are_pressed_only_where_they_lead() -> None:
    made = moves("Анна > CALL 0890\nАнна < anything\nАнна > KEYS 0\nАнна < anything\nАнна > HANGUP\n", Press, Look)
    assert made == [Press("Анна", "end"), Press("Анна", "call"), Press("Анна", "0"), Press("Анна", "end")]
