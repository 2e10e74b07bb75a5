"""Texts: plural forms, dates, money and numbers in three languages, and the places where values stand."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.loading import Fixtures, Layer
from phone.air.text import Span, Text, coding_of
from phone.texts import LANGUAGES, PLACE, TextFile, Texts, spaced
from tests.ledger.books import at

MOSCOW = ZoneInfo("Europe/Moscow")
TEN_MS = at("2026-03-12 10:02")


def loaded(texts: dict[str, str] | None = None, phrases: dict[str, dict[str, str]] | None = None) -> Texts:
    """The bundled texts with some Russian ones more."""
    patch = {"texts": texts or {}, "phrases": phrases or {}}
    return Texts.load(Fixtures((Layer("test", {"texts/more.ru": patch, "texts/more.en": patch}),)), MOSCOW)


TEXTS = loaded()


@pytest.mark.parametrize(
    ("count", "ru", "en"),
    [
        (0, "0 баллов", "0 points"),
        (1, "1 балл", "1 point"),
        (2, "2 балла", "2 points"),
        (4, "4 балла", "4 points"),
        (5, "5 баллов", "5 points"),
        (11, "11 баллов", "11 points"),
        (12, "12 баллов", "12 points"),
        (14, "14 баллов", "14 points"),
        (21, "21 балл", "21 points"),
        (22, "22 балла", "22 points"),
        (101, "101 балл", "101 points"),
        (111, "111 баллов", "111 points"),
        (1240, "1240 баллов", "1240 points"),
        (1091, "1091 балл", "1091 points"),
    ],
)
def test_F11_points_have_the_right_plural(count: int, ru: str, en: str) -> None:
    assert TEXTS.word("points.balance", "ru", points=count) == f"У вас {ru}."
    assert TEXTS.word("points.balance", "en", points=count) == f"You have {en}."
    assert TEXTS.phrase("points", count, "ru") == ru
    assert TEXTS.phrase("points", count, "translit") == TEXTS.transliterate(ru)


@pytest.mark.parametrize(
    ("form", "value", "ru", "en", "translit"),
    [
        ("", "как есть", "как есть", "как есть", "kak est"),
        ("", 1240, "1240", "1240", "1240"),
        (":date", TEN_MS, "12.03.2026", "12 Mar 2026", "12.03.2026"),
        (":time", TEN_MS, "10:02", "10:02", "10:02"),
        (":datetime", TEN_MS, "12.03.2026 10:02", "12 Mar 2026 10:02", "12.03.2026 10:02"),
        (":money", 15_000, "150,00", "150.00", "150,00"),
        (":money", 5, "0,05", "0.05", "0,05"),
        (":money", 123_456_789, "1234567,89", "1234567.89", "1234567,89"),
        (":msisdn", 79160000001, "+7 916 000-00-01", "+7 916 000-00-01", "+7 916 000-00-01"),
        (":msisdn", 4555, "4555", "4555", "4555"),
        (":sms", 25, "25 SMS", "25 SMS", "25 SMS"),
        (":text", "programme.name", "МТС Бонус", "MTS Bonus", "MTS Bonus"),
    ],
)
def test_each_form_of_a_place_in_each_language(form: str, value: int | str, ru: str, en: str, translit: str) -> None:
    texts = loaded({"test.place": f"[{{it{form}}}]"})
    for language, written in (("ru", ru), ("en", en), ("translit", translit)):
        found = texts.render("test.place", language, it=value)
        assert found == Text(f"[{written}]", "test.place", (Span("it", 1, 1 + len(written)),))


def test_a_date_is_that_of_the_operators_zone() -> None:
    midnight = at("2026-04-01 00:00")
    texts = loaded({"test.date": "{it:date}"})
    assert texts.word("test.date", "ru", it=midnight) == "01.04.2026"
    assert texts.word("test.date", "ru", it=midnight - 1) == "31.03.2026"
    assert texts.clock(midnight - 1) == "23:59"


def test_spans_tell_where_the_values_stand() -> None:
    for language in LANGUAGES:
        text = TEXTS.render("points.balance_burning", language, points=1240, date=TEN_MS, burning=21)
        parts = {span.name: text.value[span.start : span.end] for span in text.spans}
        assert set(parts) == {"points", "date", "burning"}
        assert parts["points"].startswith("1240 ")
        assert "21" in parts["burning"]
        assert parts["date"] in ("12.03.2026", "12 Mar 2026")


@pytest.mark.parametrize(
    ("ru", "latin"),
    [
        ("Съешь ещё этих мягких французских булок", "Sesh esche etikh myagkikh frantsuzskikh bulok"),
        ("«Щука» — №5…", '"Schuka" - N5...'),
        ("ЮЛА", "YuLA"),
        ("SMS 4555 *111*455*0#", "SMS 4555 *111*455*0#"),
    ],
)
def test_translit_writes_russian_in_latin_letters(ru: str, latin: str) -> None:
    assert TEXTS.transliterate(ru) == latin


@given(st.text(st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ «»—–№…₽.,1+")))
def test_D21_translit_needs_nothing_outside_gsm7(text: str) -> None:
    assert coding_of(TEXTS.transliterate(text)) == "gsm7"


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("ru", "translit"),
        ("en", "en"),
    ],
)
def test_every_text_of_the_operator_in_latin_letters_fits_gsm7(source: str, language: str) -> None:
    files = [Fixtures().read(name, TextFile) for name in Fixtures().names(f"texts/operator*.{source}")]
    templates = [text for file in files for text in file.texts.values()]
    templates += [form for file in files for forms in file.phrases.values() for form in forms.values()]
    words = [PLACE.sub("", template).replace("{n}", "") for template in templates]
    written = [TEXTS.transliterate(word) if language == "translit" else word for word in words]
    assert written
    assert [text for text in written if coding_of(text) != "gsm7"] == []


def test_a_text_that_does_not_exist_and_a_value_that_is_missing_are_faults() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        TEXTS.render("no.such", "ru")
    with pytest.raises(KeyError, match="points"):
        TEXTS.render("points.balance", "ru")
    with pytest.raises(KeyError, match="fr"):
        TEXTS.render("points.balance", "fr", points=1)
    assert (TEXTS.has("points.balance"), TEXTS.has("no.such")) == (True, False)


def test_files_add_up_and_a_layer_changes_one_text() -> None:
    fixtures = Fixtures((Layer("mine", {"texts/operator.ru": {"texts": {"operator.name": "ТОСТ"}}}),))
    changed = Texts.load(fixtures, MOSCOW)
    assert changed.word("operator.name", "ru") == "ТОСТ"
    assert changed.word("operator.name", "translit") == "TOST"
    assert changed.word("operator.name", "en") == TEXTS.word("operator.name", "en")
    assert changed.word("programme.name", "ru") == TEXTS.word("programme.name", "ru")


@pytest.mark.parametrize(
    ("msisdn", "written"),
    [("79160000001", "+7 916 000-00-01"), ("4555", "4555"), ("MTS-Bonus", "MTS-Bonus"), ("", ""), ("7916000000", "7916000000")],
)  # fmt: skip
def test_a_number_is_spaced_as_people_write_it(msisdn: str, written: str) -> None:
    assert spaced(msisdn) == written
