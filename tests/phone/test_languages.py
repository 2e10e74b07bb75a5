"""What `languages.json` has of the CLDR is what Babel has, and mistakes in it are told in one line each."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from ledger.loading import FixtureError, Fixtures, folder_layer
from phone.languages import Language

LANGUAGES = Fixtures().read("languages", dict[str, Language])
PATTERNS = {"ru": "dd.MM.yyyy", "en": "d MMM yyyy"}

each_language = pytest.mark.parametrize("name", sorted(LANGUAGES))


@each_language
def test_the_rules_and_names_are_those_of_the_cldr(name: str) -> None:
    language, locale = LANGUAGES[name], Locale(name)
    assert language.forms == {*locale.plural_form.tags, "other"}
    whole, short = get_month_names("wide", "stand-alone", name), get_month_names("abbreviated", "format", name)
    assert language.months == tuple(whole[month] for month in range(1, 13))
    assert language.short_months == tuple(short[month] for month in range(1, 13))


@given(st.integers(0, 10**9) | st.integers(0, 2000))
def test_the_last_two_digits_decide_on_the_plural_as_babel_has_it(count: int) -> None:
    assert {name: language.form(count) for name, language in LANGUAGES.items()} == {
        name: Locale(name).plural_form(count) for name in LANGUAGES
    }


@given(st.dates(date(1970, 1, 1)))
def test_days_are_written_as_babel_writes_them(day: date) -> None:
    for name, language in LANGUAGES.items():
        assert language.day(day) == format_date(day, PATTERNS[name], locale=name)
        assert language.month(day) == format_date(day, "LLLL y", locale=name)


@given(st.integers(-(10**12), 10**12))
def test_sums_are_written_as_babel_writes_them(kopecks: int) -> None:
    for name, language in LANGUAGES.items():
        assert language.money(kopecks) == format_decimal(Decimal(kopecks) / 100, "0.00", locale=name)


@pytest.mark.parametrize(
    ("patch", "told"),
    [
        ({"plural": {"few": "n is like 3"}}, "a plural rule of the CLDR"),
        ({"pattern": "{day}.{month}"}, "a pattern with {d}, {dd}, {mm}, {month}, {year}"),
        ({"months": ["январь"]}, "12 names"),
    ],
)
def test_a_mistake_in_a_language_is_one_line(tmp_path: Path, patch: dict[str, Any], told: str) -> None:
    (tmp_path / "languages.json").write_text(json.dumps({"ru": patch}), encoding="utf-8")
    with pytest.raises(FixtureError) as caught:
        Fixtures((folder_layer(tmp_path),)).read("languages", dict[str, Language])
    assert [told in str(problem) for problem in caught.value.problems] == [True]


def test_a_world_is_opened_without_the_data_of_any_locale() -> None:
    """They would take a tenth of the app's memory and a seventh of its start."""
    code = (
        "from phone.opening import load_world\n"
        "world = load_world(locale='en')\n"
        "world.texts.word('points.balance', 'ru', points=5)\n"
        "import babel.core, babel.localedata\n"
        "print(dict(babel.localedata._cache), babel.core._global_data)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("{} None\n", 0), done.stderr
