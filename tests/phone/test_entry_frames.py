"""What an editor looks like: mode, counter, the pending stretch, the cursor, long texts, the symbol table."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from phone.handset.ui.entry.counter import Limit, count
from phone.handset.ui.entry.drawing import draw
from phone.handset.ui.frame import Run
from tests.phone.writing import LETTER, Writing

LONG = "Привет! Как дела? Встречаемся завтра в шесть часов вечера у метро, потом в кино и в кафе на углу."
SIZES = ((20, 8), (14, 6))


def scenes(size: tuple[int, int]) -> dict[str, Writing]:
    return {
        "empty": Writing.on(language="ru", mode="Abc", size=size),
        "a letter begun": Writing.on("ок", language="ru", size=size).press("22"),
        "a letter final": Writing.on("ок", language="ru", size=size).press("22 "),
        "the first letter begun": Writing.on(language="ru", mode="Abc", size=size).press("3"),
        "digits": Writing.on("call 112", mode="123", size=size),
        "a word": Writing.on("Привет! ", language="ru", mode="T9 Abc", predictive=True, size=size).press("326"),
        "a word in question": Writing.on("hi ", mode="T9 abc", predictive=True, size=size).press("99939"),
        "a long word": Writing.on("hi ", mode="T9 abc", predictive=True, size=size).press("9876543" * 4),
        "forced in the middle": Writing.on("hello Ы there", size=size),
        "two parts": Writing.on(LONG, language="ru", mode="Abc", size=size),
        "in the middle": Writing.on(LONG, language="ru", size=size).keys("up", "up", "up", "left"),
        "at the beginning": Writing.on(LONG, language="ru", size=size).keys("up", times=9),
        "full": Writing.on("a" * 153 * 10, size=size).press("2"),
        "boxes": Writing.on("漢 😀 e\u0301\nhi", size=size),
        "a number": Writing.on("+79160000002", Limit(40), kind="number", size=size).press("**"),
        "a reply": Writing.on("да", Limit(1, "ussd"), language="ru", kind="line", size=size),
        "symbols": Writing.on("a", size=size).press("*").keys("down", "right"),
    }


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_frames(size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    shown = (f"{name}\n{hand.frame}" for name, hand in scenes(size).items())
    assert "\n\n".join(shown) == snapshot


@pytest.mark.parametrize(
    ("text", "counter"),
    [
        ("", "160/1"),
        ("a" * 160, "0/1"),
        ("a" * 161, "145/2"),
        ("€", "158/1"),
        ("я", "69/1"),
        ("я" * 70, "0/1"),
        ("я" * 71, "63/2"),
        ("a" * 69 + "я", "0/1"),
        ("a" * 100 + "я", "33/2"),
    ],
)
def test_the_counter(text: str, counter: str) -> None:
    assert str(count(text, LETTER)) == counter
    assert Writing.on(text).status.endswith(f" {counter}")


def test_what_fits() -> None:
    assert Limit(2, "sms").fits("a" * 306)
    assert not Limit(2, "sms").fits("a" * 307)
    assert Limit(1, "ussd").fits("я" * 80)
    assert not Limit(1, "ussd").fits("я" * 81)
    assert Limit(3).fits("я€😀")
    assert not Limit(3).fits("abcd")


def test_the_counter_names_the_character_that_made_it_ucs2() -> None:
    writing = Writing.on("at 5")
    assert writing.status.split() == ["abc", "156/1"]
    writing.type("—6")
    assert writing.editor.count.forced_by == 4
    assert writing.status.split() == ["abc", "—", "64/1"]
    assert Run(4, 5, "bold") in writing.frame.body[1].runs
    writing.keys("left", "clear")
    assert writing.status.split() == ["abc", "155/1"]


def test_marks_of_a_text_that_goes_on() -> None:
    writing = Writing.on(LONG, language="ru", size=(14, 4))
    end = draw(writing.editor, "")
    assert (end.above, end.below) == (True, False)
    start = draw(writing.keys("up", times=20).editor, "")
    assert (start.above, start.below) == (False, True)


def test_the_window_moves_as_little_as_possible() -> None:
    writing = Writing.on(LONG, language="ru", size=(14, 4))
    bottom = writing.editor.top
    assert writing.keys("up", "up").editor.top == bottom
    assert writing.keys("up").editor.top == bottom - 1
