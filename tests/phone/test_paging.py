"""A text too long for one USSD message goes out in pages, and all of it arrives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone.air.text import LIMITS, Span, Text, measure
from phone.network.paging import MORE_KEY, pages

MORE = f"{MORE_KEY} Далее"
MORE_LATIN = f"{MORE_KEY} More"

words = st.text(st.sampled_from("аяЖ1zA€{😀"), min_size=1, max_size=120)
gaps = st.sampled_from([" ", "\n", "  ", "\n\n", " \n"])
sentences = st.lists(st.tuples(words, gaps), min_size=1, max_size=25).map(
    lambda rows: "".join(word + gap for word, gap in rows).strip()
)
latin = st.text(st.sampled_from("abcXYZ 10\n€{}"), min_size=1, max_size=900).map(lambda text: text.strip() or "x")
anything = st.text(max_size=500)


def fits(text: str) -> bool:
    found = measure(text, "ussd")
    return found.units <= found.limit


def blanks_gone(text: str) -> str:
    return "".join(text.split())


def bare(found: tuple[Text, ...], more: str) -> list[str]:
    """The pages without the line that leads on."""
    assert all(page.value.endswith(f"\n{more}") for page in found[:-1])
    return [page.value.removesuffix(f"\n{more}") for page in found[:-1]] + [found[-1].value]


@given(sentences | latin | anything, st.sampled_from([MORE, MORE_LATIN]))
def test_every_page_fits_and_together_they_lose_nothing(text: str, more: str) -> None:
    found = pages(Text(text, "some.key"), more)
    assert all(fits(page.value) for page in found)
    assert all(page.key == "some.key" for page in found)
    assert blanks_gone("".join(bare(found, more))) == blanks_gone(text)


@given(sentences | latin)
def test_no_page_is_empty_and_the_last_one_says_nothing_of_more(text: str) -> None:
    found = bare(pages(Text(text), MORE), MORE)
    assert all(page.strip() for page in found)
    assert not found[-1].endswith(f"\n{MORE}")


@given(sentences)
def test_words_that_fit_are_not_cut(text: str) -> None:
    longest = max(map(len, text.split()))
    found = bare(pages(Text(text), MORE), MORE)
    if longest <= 30:
        assert [word for page in found for word in page.split()] == text.split()


@given(st.lists(st.tuples(words, gaps), min_size=1, max_size=25))
def test_the_places_of_values_go_with_their_characters(rows: list[tuple[str, str]]) -> None:
    spans, value = [], ""
    for number, (word, gap) in enumerate(rows):
        spans.append(Span(str(number), len(value), len(value) + len(word)))
        value += word + gap
    text = Text(value.rstrip(), "some.key", tuple(spans))
    told: dict[str, str] = {}
    for page in pages(text, MORE):
        for span in page.spans:
            assert 0 <= span.start < span.end <= len(page.value)
            told[span.name] = told.get(span.name, "") + page.value[span.start : span.end]
    assert told == {str(number): word for number, (word, _) in enumerate(rows)}


@pytest.mark.parametrize(("letter", "coding"), [("я", "ucs2"), ("z", "gsm7")])
def test_a_text_that_just_fits_is_one_page_and_one_character_more_makes_two(letter: str, coding: str) -> None:
    limit = LIMITS["ussd", "ucs2" if coding == "ucs2" else "gsm7"]
    assert len(pages(Text(letter * limit), MORE_LATIN)) == 1
    found = pages(Text(letter * (limit + 1)), MORE_LATIN)
    assert len(found) == 2
    assert measure(found[0].value, "ussd").units == limit


def test_a_page_ends_at_a_lines_end_where_it_can() -> None:
    lines = [f"{number} строка меню номер {number}" for number in range(1, 9)]
    found = bare(pages(Text("\n".join(lines)), MORE), MORE)
    assert [line for page in found for line in page.splitlines()] == lines
    assert len(found) > 1


def test_an_empty_text_is_one_empty_page() -> None:
    assert pages(Text(""), MORE) == (Text(""),)
