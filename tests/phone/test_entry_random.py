"""Any keys in any order: the text stays within its limit and its window, and what was accepted stays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from cattrs import Converter
from hypothesis import example, given
from hypothesis import strategies as st

from phone.air.text import measure
from phone.handset.ui.entry.counter import Limit, count
from phone.handset.ui.entry.drawing import draw
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.entry.layout import cell, lay_out
from phone.handset.ui.entry.multitap import COMMIT_MS, ENTRY_LANGUAGES, EntryLanguage
from phone.handset.ui.entry.pending import Letter, Word
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import KEYPAD, KEYS, Key
from phone.handset.ui.lines import wrap
from tests.phone.handsets import NOON_MS
from tests.phone.writing import Writing, lexicon, taps

LIMITS = (Limit(12), Limit(1, "sms"), Limit(2, "sms"), Limit(1, "ussd"), Limit(1_000))
SIZES = ((20, 8), (14, 6), (14, 3))
CONVERTER = Converter()

CHARACTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("abcжёя €😀\n\u0306.")
SOME_TEXT = st.text(CHARACTERS, max_size=60)
ACTIONS = st.lists(
    st.tuples(st.just("press"), st.sampled_from(KEYS) | st.sampled_from(KEYPAD))
    | st.tuples(st.just("hold"), st.sampled_from(KEYS))
    | st.tuples(st.just("type"), CHARACTERS)
    | st.tuples(st.just("wait"), st.sampled_from([0, 100, COMMIT_MS - 1, COMMIT_MS, 5_000])),
    max_size=40,
)


@st.composite
def writings(draw_one: Callable[..., object]) -> Writing:
    """An editor of any kind with a text that fits it."""
    limit = draw_one(st.sampled_from(LIMITS))
    kind = draw_one(st.sampled_from(["text", "text", "line", "number"]))
    text = draw_one(SOME_TEXT if kind == "text" else st.just("12"))
    settings: dict[str, object] = {
        "kind": kind,
        "size": draw_one(st.sampled_from(SIZES)),
        "language": draw_one(st.sampled_from(ENTRY_LANGUAGES)),
        "predictive": draw_one(st.booleans()),
    }
    assert isinstance(limit, Limit)
    assert isinstance(text, str)
    return Writing(Editor.of(text if limit.fits(text) else "", limit, **settings))  # type: ignore[arg-type]


def done(hand: Writing, action: tuple[str, object]) -> None:
    """One action, with what the editor owes to what was accepted before it."""
    before, (name, what) = hand.editor, action
    if name == "wait":
        hand.wait(int(str(what)))
        assert hand.text == before.text
        assert hand.editor.cursor == before.cursor
        return
    if name == "type":
        hand.type(str(what))
        kept = before.text[: max(0, before.cursor - 1)]
        assert hand.text.startswith(kept)
        assert hand.text.endswith(before.text[before.cursor :])
        assert len(hand.text) >= len(before.text)
        return
    key: Key = next(key for key in KEYS if key == what)
    if name == "hold":
        hand.editor = hand.editor.hold(key, hand.at_ms)
        begun = before.before if before.before is not None and before.pressed == key else before.draft
        if key != "clear" and before.owns_hold(key):
            assert hand.text.startswith(begun.text[: begun.cursor])
            assert hand.text.endswith(begun.text[begun.cursor :])
        return
    hand.keys(key)
    if key == "clear" and before.owns(key):
        assert len(hand.text) >= len(before.text) - 1
        return
    due = before.run_due(hand.at_ms)
    goes_on = (isinstance(due.pending, Letter) and due.pending.key == key) or (
        isinstance(due.pending, Word) and key in KEYPAD
    )
    assert hand.text.startswith(due.text[: due.draft.start if goes_on else due.cursor])
    assert hand.text.endswith(due.text[due.cursor :])
    assert len(hand.text) >= len(due.text)


def sound(editor: Editor) -> None:
    """What holds of every editor at every moment."""
    draft = editor.draft
    assert 0 <= draft.start <= draft.cursor <= len(draft.text)
    assert draft.limit.fits(draft.text)
    assert (draft.commit_at_ms is not None) == isinstance(draft.pending, Letter)
    assert editor.accepted == draft.text[: draft.start] + draft.text[draft.cursor :]
    assert editor.settled().text == editor.settled().accepted == editor.text
    drawing = draw(editor, "Нет места")
    assert len(drawing.rows) == editor.lines
    assert {len(row.text) for row in drawing.rows} == {editor.columns}
    assert all(0 <= run.start < run.end <= editor.columns for row in drawing.rows for run in row.runs)
    cursors = [run for row in drawing.rows for run in row.runs if run.style == "cursor"]
    assert len(cursors) == (0 if editor.choosing else 1)
    frame = Frame(drawing.rows)
    assert Frame.parse(str(frame)) == frame


@given(writings(), ACTIONS)
def test_any_keys_in_any_order(hand: Writing, actions: list[tuple[str, object]]) -> None:
    sound(hand.editor)
    for action in actions:
        done(hand, action)
        sound(hand.editor)


@given(writings(), ACTIONS, ACTIONS)
def test_a_save_at_any_moment_changes_nothing(
    hand: Writing, actions: list[tuple[str, object]], later: list[tuple[str, object]]
) -> None:
    for action in actions:
        done(hand, action)
    restored = Writing(CONVERTER.structure(CONVERTER.unstructure(hand.editor), Editor), hand.at_ms)
    assert restored.editor == hand.editor
    for action in later:
        done(hand, action)
        done(restored, action)
    assert restored.editor == hand.editor


@given(st.sampled_from(ENTRY_LANGUAGES), st.data())
def test_what_is_tapped_is_what_is_written(language: EntryLanguage, data: st.DataObject) -> None:
    words = lexicon().dictionaries[language].source.words
    text = data.draw(
        st.lists(st.sampled_from([word for word in words if word.isascii() == (language == "en")]))
        .map(" ".join)
        .filter(lambda text: len(text) < 500)
    )
    hand = Writing.on(limit=Limit(1_000), language=language)
    for presses, following in pairwise([*taps(text, language), []]):
        hand.keys(*presses)
        if presses[:1] == following[:1]:
            hand.wait(COMMIT_MS)
    assert hand.editor.settled().text == text


@given(SOME_TEXT, st.sampled_from(LIMITS))
@example("я" * 71, Limit(2, "sms"))
@example("a" * 152 + "€", Limit(2, "sms"))
@example("a" * 305, Limit(2, "sms"))
def test_the_counter_says_what_the_air_measures(text: str, limit: Limit) -> None:
    shown = count(text, limit)
    if limit.bearer is None:
        assert (shown.left, shown.parts) == (limit.most - len(text), None)
        return
    length = measure(text, limit.bearer)
    assert (shown.coding, shown.forced_by) == (length.coding, length.forced_by)
    if limit.bearer == "ussd":
        assert (shown.left, shown.parts) == (length.limit - length.units, None)
        return
    assert shown.parts == length.parts
    assert shown.left >= 0
    assert measure(text + " " * shown.left, "sms").parts == length.parts
    assert measure(text + " " * (shown.left + 1), "sms").parts == length.parts + 1


@given(st.text(CHARACTERS, max_size=120), st.integers(2, 24))
@example("слово словословосло", 20)
@example("a" * 20 + " b", 20)
def test_every_place_of_a_text_has_a_cell_of_its_own(text: str, columns: int) -> None:
    layout = lay_out(text, columns)
    places = [layout.place(index) for index in range(len(text) + 1)]
    assert len(set(places)) == len(places)
    assert places == sorted(places)
    assert all(column < columns for _, column in places)
    assert [layout.index(line, column) for line, column in places] == list(range(len(text) + 1))
    for character, (line, column) in zip(text, places, strict=False):
        assert layout.line(line)[column] == cell(character).replace("\n", " ").replace("\u00a0", " ")
    assert all(len(layout.line(number)) <= columns for number in range(len(layout.starts)))


@given(st.lists(st.text("абвг,", min_size=1, max_size=13), max_size=12), st.sampled_from([14, 20]))
def test_words_are_broken_as_in_every_other_text(words: list[str], columns: int) -> None:
    layout = lay_out(" ".join(words), columns)
    lines = [layout.line(number).rstrip() for number in range(len(layout.starts))]
    assert tuple(lines) == wrap(" ".join(words), columns - 1)


@given(writings(), ACTIONS)
def test_time_alone_takes_nothing_away(hand: Writing, actions: list[tuple[str, object]]) -> None:
    for action in actions:
        done(hand, action)
    later = hand.editor.run_due(NOON_MS + 10**9)
    assert (later.text, later.cursor, later.mode, later.full) == (
        hand.text,
        hand.editor.cursor,
        hand.editor.mode,
        hand.editor.full,
    )
    assert later.next_due() is None
    assert isinstance(later.pending, Letter) is False
