"""Texts on a narrow display: nothing is lost, nothing is wider than its cell."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone.handset.ui.field import Field
from phone.handset.ui.lines import UNKNOWN_GLYPH, clamp, follow, printable, shorten, wrap


@given(st.text(max_size=300), st.integers(1, 24))
def test_wrapping_keeps_every_character_but_spaces(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(len(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(printable(text).split())


@given(st.text(max_size=100))
def test_glyphs_are_one_cell_wide(text: str) -> None:
    for character in printable(text).replace("\n", ""):
        assert unicodedata.east_asian_width(character) not in {"W", "F"}
        assert character.isprintable() or character == "\u00a0"
        assert len(character.splitlines()) == 1
        assert not unicodedata.combining(character)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ("",)),
        ("один два", ("один", "два")),
        ("раз\n\nдва", ("раз", "", "два")),
        ("самолётостроение и", ("самол", "ётост", "роени", "е и")),
        ("да самолёт", ("да", "самол", "ёт")),
        ("пятьь  и ещё", ("пятьь", "и ещё")),
        ("1\u00a0240 р", ("1 240", "р")),
        ("а\r\nб\tв", ("а", "б в")),
        ("и\u0306од", ("йод",)),
        ("ок👍!", ("ок□!",)),
        ("Ａ漢", ("□□",)),
        ("a\u2028b", ("a", "b")),
    ],
)
def test_wrap(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 5) == lines


def test_shorten() -> None:
    assert shorten("79160000001", 8) == "7916000…"
    assert shorten("МТС", 3) == "МТС"
    assert shorten("a\nb", 5) == "a b"
    assert UNKNOWN_GLYPH in shorten("😀", 3)


@given(st.integers(-5, 30), st.integers(0, 20), st.integers(1, 8))
def test_a_window_stays_on_the_text(top: int, count: int, height: int) -> None:
    first = clamp(top, count, height)
    assert 0 <= first <= max(0, count - height)
    if count:
        index = max(0, top) % count
        assert follow(first, index, height) <= index < follow(first, index, height) + height


def test_editing() -> None:
    field = Field.of("124").move(-1).insert("3")
    assert (field.text, field.cursor) == ("1234", 3)
    assert field.delete() == Field("124", 2)
    assert Field("124", 0).delete() == Field("24", 0)
    assert Field("124", 3).move(1).cursor == 0
    assert Field("124", 0).move(-1).cursor == 3
    assert Field("12").refuse().full
    assert not Field.of("12").refuse().delete().full
