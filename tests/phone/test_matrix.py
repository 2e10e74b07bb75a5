"""Every row of the mission in every edition and language: text and values, postings and coding; and absent where it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.phone import matrix
from tests.phone.matrix import SOURCE, Names
from tests.phone.rows import (
    CENTRES,
    CODES,
    EDITIONS,
    FIRST_WORDS,
    JOINING_CODES,
    JOINING_TEXTS,
    WORDS,
    sold_by_app,
)
from tests.phone.worlds import LOCALES

in_every_language = pytest.mark.parametrize("locale", LOCALES)
in_every_edition = pytest.mark.parametrize("edition", EDITIONS)


def named(rows: dict[str, tuple[str, set[str]]]) -> list[object]:
    return [pytest.param(row, fact, editions, id=f"{fact}-{row}") for row, (fact, editions) in rows.items()]


@in_every_language
@in_every_edition
@pytest.mark.parametrize(("code", "fact", "editions"), named(CODES))
def test_D01_D22_D23_a_code(code: str, fact: str, editions: set[str], edition: str, locale: str) -> None:
    matrix.check_code(SOURCE, edition, code, fact, edition in editions, locale)


@in_every_language
@in_every_edition
@pytest.mark.parametrize(
    ("number", "word", "fact", "editions"),
    [
        pytest.param(number, word, fact, editions, id=f"{fact}-{number}-{word}")
        for (number, word), (fact, editions) in WORDS.items()
    ],
)
def test_D01_D22_D23_F59_a_keyword(
    number: str, word: str, fact: str, editions: set[str], edition: str, locale: str
) -> None:
    matrix.check_word(SOURCE, edition, number, word, fact, edition in editions, locale)


@in_every_language
@in_every_edition
@pytest.mark.parametrize(("word", "fact", "editions"), named(FIRST_WORDS))
def test_F40_F41_D13_a_gift(word: str, fact: str, editions: set[str], edition: str, locale: str) -> None:
    matrix.check_gift(SOURCE, edition, word, edition in editions, locale)


@in_every_language
@in_every_edition
@pytest.mark.parametrize("code", JOINING_CODES)
def test_F02_F06_joining_by_code(code: str, edition: str, locale: str) -> None:
    matrix.check_joining(SOURCE, edition, "code", code, edition in CODES[code][1], locale)


@in_every_language
@in_every_edition
@pytest.mark.parametrize(("text", "fact", "editions"), named(JOINING_TEXTS))
def test_F03_D05_joining_by_sms(text: str, fact: str, editions: set[str], edition: str, locale: str) -> None:
    matrix.check_joining(SOURCE, edition, "text", text, edition in editions, locale)


@in_every_language
@in_every_edition
@pytest.mark.parametrize(("number", "fact", "editions"), named(CENTRES))
def test_F04_F17_D06_the_call_centre(number: str, fact: str, editions: set[str], edition: str, locale: str) -> None:
    matrix.check_centre(SOURCE, edition, number, edition in editions, locale)


@in_every_language
@pytest.mark.parametrize(
    ("edition", "reward"), [(edition, reward) for edition in EDITIONS for reward in sold_by_app(edition)]
)
def test_F15_F50_P01_P23_an_order_in_the_app(edition: str, reward: str, locale: str) -> None:
    matrix.check_app_order(SOURCE, edition, reward, locale)


@in_every_language
@in_every_edition
def test_F15_D02_the_app_sells_nothing_else(edition: str, locale: str) -> None:
    matrix.check_app_sells_no_other(SOURCE, edition, locale)


@pytest.mark.parametrize("check", matrix.LIMITS, ids=lambda check: str(check.__name__))
def test_F24_F42_F43_F45_F57_D21_a_limit(check: Callable[[Names], None]) -> None:
    check(SOURCE)
