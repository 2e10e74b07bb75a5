"""The text form of a display: what is written is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone.handset.ui.frame import STYLES, Frame, Row, Run

GLYPHS = st.sampled_from(" |az09абвё№…▂▄▆▮=>_×□\\'\"-")


@st.composite
def rows(draw: st.DrawFn, columns: int) -> Row:
    text = draw(st.text(GLYPHS, min_size=columns, max_size=columns))
    places = st.tuples(st.integers(0, columns - 1), st.integers(1, columns), st.sampled_from(STYLES))
    runs = [Run(start, end, style) for start, end, style in draw(st.lists(places, max_size=3)) if start < end]
    return Row(text, tuple(runs))


@given(st.integers(1, 24).flatmap(lambda columns: st.lists(rows(columns), min_size=1, max_size=12)))
def test_parse_is_the_inverse_of_str(drawn: list[Row]) -> None:
    frame = Frame(tuple(drawn))
    assert Frame.parse(str(frame)) == frame
    assert str(Frame.parse(str(frame))) == str(frame)


def test_light_and_sound_are_not_part_of_the_text() -> None:
    row = Row("ab")
    assert Frame((row,), backlight=True, sound="key") == Frame.parse(str(Frame((row,))))


def test_a_row_that_looks_like_runs() -> None:
    frame = Frame((Row("| bold 1", (Run(0, 8, "inv"),)), Row("inv 3-9|")))
    assert Frame.parse(str(frame)) == frame


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1"),
        ("abc", "line 1: 'abc' is no row"),
        ("|abc|\n|ab|", "line 2: 2 columns, expected 3"),
        ("|abc| inv 2-5", "the run 'inv 2-5' leaves the row's 3 columns"),
        ("|abc| inv 2-2", "leaves the row's 3 columns"),
        ("|abc| shiny 1", "is no row"),
    ],
)
def test_a_mistake_names_its_line(text: str, told: str) -> None:
    with pytest.raises(ValueError, match="line") as caught:
        Frame.parse(text)
    assert told in str(caught.value)
