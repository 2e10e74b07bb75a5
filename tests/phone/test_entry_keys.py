"""Writing on twelve keys: letters by taps, modes, symbols, moving, deleting, holding, numbers."""

from __future__ import annotations

import pytest
from cattrs import Converter

from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.entry.multitap import COMMIT_MS, TAPS
from phone.handset.ui.entry.pending import Letter, Table
from phone.handset.ui.entry.symbols import SYMBOLS
from phone.handset.ui.keys import KEYS, Key
from tests.phone.handsets import NOON_MS
from tests.phone.writing import LETTER, Writing

NUMBER = Limit(40)


@pytest.mark.parametrize(
    ("language", "pressed", "text"),
    [
        ("en", "22 2555", "bal"),
        ("en", "22 2 555", "bal"),
        ("en", "4 4443338", "gift"),
        ("ru", "326", "дар"),
        ("ru", "22555 556666 66", "бонус"),
        ("ru", "55556555222255 55533333", "прогноз"),
        ("ru", "33 333 22222", "её2"),
        ("ru", "55333 88886", "нёыр"),
        ("en", "7777 9999 77777 99999", "sz79"),
        ("en", "22 2222222", "bc"),
        ("en", "1 11 111 1111", ".,?!"),
        ("en", "200 20 2", "a0a a"),
        ("ru", "9 99 999 9999 99999", "ьэюя9"),
    ],
)
def test_letters_by_taps(language: str, pressed: str, text: str) -> None:
    assert Writing.on(language=language).press(pressed).editor.settled().text == text


def test_the_digit_is_the_last_character_of_its_key() -> None:
    for language in TAPS:
        for key, characters in TAPS[language].items():
            assert characters.index(key) == len(characters) - 1
            assert len(set(characters)) == len(characters)
    assert "".join(TAPS["ru"][key][:-1] for key in "23456789") == "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    assert "".join(TAPS["en"][key][:-1] for key in "23456789") == "abcdefghijklmnopqrstuvwxyz"


def test_a_letter_is_final_a_second_after_its_last_press() -> None:
    writing = Writing.on().press("2").wait(COMMIT_MS - 1).press("2")
    assert (writing.text, writing.editor.accepted) == ("b", "")
    assert writing.editor.next_due() == writing.at_ms + COMMIT_MS == NOON_MS + 2 * COMMIT_MS - 1
    writing.wait(COMMIT_MS)
    assert (writing.editor.accepted, writing.editor.pending, writing.editor.next_due()) == ("b", None, None)
    assert writing.press("2").text == "ba"


def test_a_press_at_the_very_deadline_begins_a_new_letter() -> None:
    writing = Writing.on().press("2")
    writing.at_ms += COMMIT_MS
    assert writing.press("2").text == "aa"


def test_run_due_before_its_time_changes_nothing() -> None:
    editor = Writing.on().press("2").editor
    assert editor.run_due(NOON_MS + COMMIT_MS - 1) is editor


def test_another_key_or_an_arrow_makes_a_letter_final_at_once() -> None:
    assert Writing.on().press("23").editor.accepted == "a"
    right = Writing.on().press("2").keys("right")
    assert (right.editor.accepted, right.editor.cursor) == ("a", 1)
    assert right.press("2").text == "aa"
    left = Writing.on().press("2").keys("left")
    assert (left.editor.accepted, left.editor.cursor) == ("a", 0)
    assert left.press("3").text == "da"


@pytest.mark.parametrize("key", ["call", "ok", "soft_left", "soft_right", "volume_up", "power", "end"])
def test_a_key_of_the_screen_makes_a_letter_final_and_changes_nothing_else(key: Key) -> None:
    writing = Writing.on().press("22")
    assert not writing.editor.owns(key)
    after = writing.keys(key).editor
    assert (after.accepted, after.cursor, after.next_due()) == ("b", 1, None)


def test_capitals_where_sentences_begin() -> None:
    writing = Writing.on(language="ru", mode="Abc").press("2 0 2 1 0 3 1 3 111 0 4 1111 4 11 4")
    assert writing.editor.settled().text == "А а. Д.Д? И!И,и"


def test_hash_goes_round_the_modes_and_begins_capitals_anywhere() -> None:
    writing = Writing.on("hi", mode="Abc")
    assert writing.press("2 #").editor.mode == "abc"
    assert writing.press("2 #").editor.mode == "123"
    assert writing.press("2#").editor.mode == "Abc"
    assert writing.press("33 2").editor.text == "hiaa2Ea"
    assert writing.editor.accepted == "hiaa2E"


def test_holding_hash_changes_the_language_and_not_the_mode() -> None:
    writing = Writing.on("a", language="en", mode="Abc").hold("#")
    assert (writing.editor.language, writing.editor.mode) == ("ru", "Abc")
    assert writing.press("2").hold("#").press("2").text == "aаa"


@pytest.mark.parametrize(
    ("begun", "key", "text"),
    [("", "2", "2"), ("2", "2", "a2"), ("3", "2", "d2"), ("222", "2", "c2"), ("", "0", "0"), ("", "1", "1")],
)
def test_holding_a_digit_writes_it_instead_of_what_the_press_began(begun: str, key: Key, text: str) -> None:
    writing = Writing.on().press(begun).hold(key)
    assert (writing.text, writing.editor.pending) == (text, None)


def test_holding_without_a_press_does_the_same() -> None:
    assert Editor.of("", LETTER, language="en").hold("5", NOON_MS).text == "5"
    held = Writing.on().press("2").editor.hold("3", NOON_MS)
    assert (held.text, held.pending) == ("a3", None)


def test_digits_mode() -> None:
    writing = Writing.on(mode="123").press("2200*3")
    assert writing.text == "2200" + SYMBOLS[2]
    assert Writing.on(mode="123").hold("7").text == "7"


def test_insert_and_delete_anywhere() -> None:
    writing = Writing.on("hello").keys("left", "left", "clear")
    assert (writing.text, writing.editor.cursor) == ("helo", 2)
    assert writing.press("99").keys("right", "clear", "clear").text == "hlo"
    assert writing.keys("left", "left", "left").editor.cursor == 0
    assert writing.keys("clear").text == "lo"
    assert writing.hold("clear").text == ""
    assert not writing.editor.owns("clear")


def test_deleting_the_pending_letter() -> None:
    writing = Writing.on("x").press("22").keys("clear")
    assert (writing.text, writing.editor.pending, writing.editor.next_due()) == ("x", None, None)


def test_up_and_down_keep_the_column() -> None:
    writing = Writing.on("one two three four five six seven", size=(14, 6))
    assert [writing.editor.layout.line(number) for number in range(3)] == ["one two three ", "four five six ", "seven"]
    assert writing.keys("up").editor.cursor == 14 + 5
    assert writing.keys("up", "down", "down").editor.cursor == 28 + 5
    assert writing.keys("down").editor.cursor == 33
    assert writing.keys("up", "up", "up").editor.cursor == 0
    assert writing.keys("up").editor.cursor == 0


def test_the_symbol_table() -> None:
    writing = Writing.on("a").press("2*")
    assert writing.editor.choosing
    assert writing.text == "aa"
    assert all(writing.editor.owns(key) for key in ("ok", "soft_left", "soft_right", "clear", "up"))
    assert writing.keys("down", "right", "right", "ok").text == "aa" + SYMBOLS[9]
    assert not writing.editor.owns("ok")
    assert writing.press("**5").text == "aa" + SYMBOLS[9] + SYMBOLS[11]
    assert writing.press("*").keys("up", "left", "soft_left").text[-1] == SYMBOLS[-8]
    before = writing.text
    for leaving in ("clear", "soft_right", "call"):
        assert writing.press("*80").keys("right", leaving).text == before
        assert not writing.editor.choosing


def test_a_shortcut_held_too_long_is_still_a_shortcut() -> None:
    assert Writing.on("a").press("*").hold("4").text == "a" + SYMBOLS[3]


def test_every_symbol_can_be_chosen() -> None:
    for index, symbol in enumerate(SYMBOLS):
        assert Writing.on().press("*").keys("right", times=index).keys("ok").text == symbol


def test_holding_star_opens_the_table_even_over_a_word() -> None:
    assert isinstance(Writing.on().hold("*").editor.pending, Table)
    writing = Writing.on(mode="T9 abc", predictive=True).press("225").hold("*")
    assert (writing.text, writing.editor.choosing) == ("bal", True)


def test_characters_from_a_keyboard_go_in_as_they_are() -> None:
    writing = Writing.on().press("2").type("Привет, Ёж №1!\n😀")
    assert writing.text == "aПривет, Ёж №1!\n😀"
    assert writing.type("\x1b\t").text == "aПривет, Ёж №1!\n😀"
    assert Writing.on("и", language="ru").type("\u0306").text == "й"
    assert Writing.on(kind="line").type("a\nb").text == "ab"


def test_a_number() -> None:
    writing = Writing.on(limit=NUMBER, kind="number").press("*111*4#")
    assert writing.text == "*111*4#"
    assert writing.hold("0").press("0").text == "*111*4#+0"
    assert Writing.on(limit=NUMBER, kind="number").press("8*** 1 **").text == "8p1+"
    typed = Writing.on(limit=NUMBER, kind="number").type("+7 916 №x*pw")
    assert typed.text == "+7916#*pw"
    assert typed.hold("clear").text == ""
    for key in ("up", "down", "ok", "call"):
        assert not typed.editor.owns(key)
    assert not typed.editor.owns_hold("#")
    assert not typed.editor.owns_hold("1")


def test_what_it_owns() -> None:
    text, line = Editor.of("a", LETTER), Editor.of("", LETTER, kind="line")
    assert {key for key in KEYS if text.owns(key)} == {*"0123456789*#", "left", "right", "up", "down", "clear"}
    assert {key for key in KEYS if line.owns(key)} == {*"0123456789*#", "left", "right"}
    assert {key for key in KEYS if text.owns_hold(key)} == {*"0123456789*#", "clear"}


def test_what_finds_no_room_is_told_and_the_text_stays() -> None:
    writing = Writing.on("a" * 160, Limit(1, "sms")).press("2")
    assert (writing.text, writing.editor.full, writing.editor.pending) == ("a" * 160, True, None)
    assert writing.keys("left").editor.full
    assert not writing.keys("clear").editor.full
    assert writing.hold("#").press("2").editor.full
    assert writing.hold("#").press("222").text == "a" * 158 + "ca"


def test_an_accent_that_makes_the_text_too_long_finds_no_room() -> None:
    writing = Writing.on("a" * 160, Limit(1, "sms")).type("\u0302")
    assert (writing.text, writing.editor.full) == ("a" * 160, True)


def test_a_text_that_is_too_long_from_the_start_is_kept_whole() -> None:
    writing = Writing.on("я" * 90, Limit(1, "sms"))
    assert (writing.text, writing.editor.full) == ("я" * 90, True)
    assert writing.press("5").text == "я" * 90
    for _ in range(20):
        assert writing.editor.full
        writing.keys("clear")
    assert (len(writing.text), writing.editor.full) == (70, False)


def test_an_editor_is_plain_data() -> None:
    converter = Converter()
    for writing in (
        Writing.on("ж", language="ru").press("22"),
        Writing.on(mode="T9 Abc", predictive=True).press("225*"),
        Writing.on().press("*3").keys("down"),
        Writing.on(limit=NUMBER, kind="number").press("*"),
    ):
        plain = converter.unstructure(writing.editor)
        assert converter.structure(plain, Editor) == writing.editor


def test_switching_prediction_and_size() -> None:
    editor = Writing.on("a").press("2").editor.predicting(on=True)
    assert (editor.mode, editor.pending, editor.text) == ("T9 Abc", None, "aa")
    assert editor.predicting(on=False).mode == "Abc"
    small = Editor.of("x" * 100, LETTER, size=(20, 8)).sized(14, 6)
    assert (small.columns, small.lines, small.top) == (14, 6, 3)


def test_a_pending_letter_knows_its_key_and_taps() -> None:
    pending: object = Writing.on(mode="Abc").press("222").editor.pending
    assert pending == Letter("2", 3, capital=True)
