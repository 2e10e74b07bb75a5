"""Dialog files are read, written in good form, and refused with all mistakes at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from attrs import evolve, fields, has
from hypothesis import given, settings
from hypothesis import strategies as st

from phone.dialog.amounts import Span
from phone.dialog.layout import formatted
from phone.dialog.model import Action, Attribute, Bar, LedgerCheck, OperatorAction, Reply, Row, Wire
from phone.dialog.problems import DialogError
from phone.dialog.template import fit, literal, parts_of
from phone.dialog.words import LANGUAGES, bundled_words
from tests.phone.dialogs import dialogs, people, read


def without_lines(value: Any) -> Any:
    """A model without the numbers of its lines."""
    if has(type(value)):
        kept = [field.name for field in fields(type(value)) if field.name not in ("line", "text", "forms")]
        text = [] if type(value).__name__ == "Dialog" else [getattr(value, "text", "")]
        return [type(value).__name__, *text, *(without_lines(getattr(value, name)) for name in kept)]
    if isinstance(value, tuple | list):
        return [without_lines(one) for one in value]
    return value


def refusal(text: str) -> DialogError | None:
    """Why a text is no dialog, or None."""
    try:
        read(text)
    except DialogError as error:
        return error
    return None


def told(text: str) -> list[str]:
    """The first lines of the mistakes of a dialog."""
    with pytest.raises(DialogError) as caught:
        read(text, "bad.dialog")
    lines = str(caught.value).splitlines()
    return [line for line in lines if line.startswith("bad.dialog:")]


@given(dialogs())
@settings(max_examples=150)
def test_what_is_formatted_means_the_same_and_is_in_good_form_already(text: str) -> None:
    dialog = read(text)
    good = formatted(dialog)
    again = read(good)
    assert without_lines(again) == without_lines(dialog)
    assert formatted(again) == good
    assert ("\r" in good) <= ("\r" in text)


@given(dialogs(), st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_every_word_exists_in_both_languages(text: str, language: str) -> None:
    dialog = read(text)
    written = formatted(dialog, language)  # type: ignore[arg-type]
    assert without_lines(read(written)) == without_lines(dialog)
    assert formatted(read(written), language) == written  # type: ignore[arg-type]


@given(
    st.lists(st.one_of(dialogs().map(lambda text: text.partition("\n")[2]), st.text(max_size=30)), max_size=3).map(
        "\n".join
    )
)
@settings(max_examples=100)
def test_no_text_brings_anything_but_mistakes_with_their_places(text: str) -> None:
    error = refusal(text)
    if error is not None:
        lines = text.removeprefix("\ufeff").split("\n")
        places = [(1 <= one.line <= len(lines) + 1, 0 <= one.start < one.end) for one in error.mistakes]
        assert places == [(True, True)] * len(places) != []
        assert re.match(r"some\.dialog:\d+:\d+: ", str(error))


@given(st.lists(st.text(max_size=30).map(lambda line: line.replace("\n", "\r")), min_size=1, max_size=4))
def test_every_text_can_stand_behind_bars(lines: list[str]) -> None:
    text = "\n".join(lines)
    written = "\n".join(["Анна < SMS from 4555", *(f"  | {literal(line)}" for line in lines)])
    (step,) = read(written + "\n").cases[0].steps
    assert isinstance(step, Reply)
    assert fit([bar.text for bar in step.bars], text, {}) == {}
    assert [parts_of(bar.text) for bar in step.bars] == [(line,) if line else () for line in lines]


def test_the_forms_of_the_note() -> None:
    dialog = read(
        "phones:\n  Me +79161112233 member points 120\n== balance\n> *111*455*0№\n< USSD end: У вас {*}120 баллов{*}\n"
        "> SMS 4555:\n  | two\n  | lines\n"
    )
    (phone,) = dialog.header.phones
    assert (phone.name, phone.msisdn) == ("Me", "79161112233")
    assert phone.attributes == (Attribute("member"), Attribute("points", ("120", "")))
    say, reply, sms = dialog.cases[0].steps
    assert say == Action(4, "Me", "say", text="*111*455*0#")
    assert reply == Reply(5, "Me", "ussd_end", bars=(Bar(5, "", "У вас {*}120 баллов{*}"),), inline=True)
    assert sms == Action(6, "Me", "sms", "4555", "two\nlines")


def test_what_the_issue_adds_to_the_note() -> None:
    steps = (
        read(
            "Анна >> SMS 4555: ДАР 9160000002 10  x9 every 1 day\n"
            "Анна/2 > SHOP branded 1990.00\n"
            "operator > SMS Анна from BANK flash: Код 1\n"
            "Анна < USSD end (ucs2 57/80)\n"
            "ledger Анна\n  - 65 points redeem 455:11\n  = 1135 points, 30 min\n"
        )
        .cases[0]
        .steps
    )
    assert steps[0] == Action(
        1, "Анна", "sms", "4555", "ДАР 9160000002 10", setup=True, times=9, every=Span(ms=86_400_000)
    )
    assert steps[1] == Action(2, "Анна", "shop_logo", "1990.00", slot=1)
    assert steps[2] == OperatorAction(3, "sms", "Анна", "BANK", "Код 1", flash=True)
    assert steps[3] == Reply(4, "Анна", "ussd_end", wire=Wire("ucs2", 57, 80))
    rows = (
        Row(6, "change", "-", (("65", "points"),), "redeemed", "455:11"),
        Row(7, "total", "=", (("1135", "points"), ("30", "minutes"))),
    )
    assert steps[4] == LedgerCheck(5, "Анна", "", rows)


def test_a_file_without_cases_is_one_case_of_its_name() -> None:
    dialog = read("Анна > *100#\n", "some/where/money.dialog")
    assert [case.title for case in dialog.cases] == ["money"]
    assert dialog.start == ()


def test_all_mistakes_of_a_file_are_told_at_once_with_line_column_caret_and_hint() -> None:
    with pytest.raises(DialogError) as caught:
        read("datte: 2026\nAnn > *105#\nАнна < USSD\n  Бонус\n  | {n:in}\n", "bad.dialog")
    assert str(caught.value) == (
        'bad.dialog:1:1: unknown header "datte"\n'
        "    1 | datte: 2026\n"
        "      | ^^^^^\n"
        '      = did you mean "date"?\n'
        'bad.dialog:2:1: no phone "Ann" in the header\n'
        "    2 | Ann > *105#\n"
        "      | ^^^\n"
        "      = expected one of Анна, Борис\n"
        'bad.dialog:4:3: expected "| text"\n'
        "    4 |   Бонус\n"
        "      |   ^^^^^\n"
        '      = put "| " before every line the phone shows\n'
        'bad.dialog:5:5: there is no type "in"\n'
        "    5 |   | {n:in}\n"
        "      |     ^^^^^^\n"
        "      = expected one of int, digits, money, date, time, phone, word, any"
    )


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("title: a\ntitle: b\n", '2:1: "title" again'),
        ("date: 31.12.2026\n", "1:7: expected a date"),
        ("date: 2026-13-01\n", '1:7: there is no date "2026-13-01"'),
        ("locale: ru, de\n", '1:13: there is no locale "de"'),
        ("size: 9x9\n", "1:7: no phone has such a display"),
        ("set: rules.gift\n", "1:1: expected a path and a value"),
        ("world: mars\n", '1:1: there is no world "mars"'),
        ("phones:\n  Зоя\n", '2:3: the phone of "Зоя" has no number'),
        ("phones:\n  Зоя +7 495 123\n", '2:7: "+7 495 123" is no mobile number'),
        ("phones:\n  A +79161112233\n  B 89161112233\n", "3:3: two phones have this number"),
        ("phones:\n  ledger +79161112233\n", '2:3: "ledger" is a word of dialogs'),
        ("phones:\n  A +79161112233 pints 5\n", '2:18: unknown attribute "pints"'),
        ("phones:\n  A +79161112233 with 5 pints\n", '2:25: "pints" is no unit'),
        ("== a\n== a\n", '2:4: a case is called "a" already'),
        ("== a::b\n", '1:5: a title has no "::"'),
        ("==\n", "1:1: a case has a title"),
        ("Анна > *100#\ntitle: late\n", "2:1: a header stands before the first step"),
        ("  | text\n", "1:3: a line with a blank before it belongs to nothing"),
        ("Анна < USSD: one\n  | two\n", "2:3: the text stands behind the colon already"),
        ("> *100#\n", "1:1: whose phone?"),
        ("Анна gives\n", "1:6: what of Анна?"),
        ("Анн > *100#\n", '1:1: no phone "Анн" in the header'),
        ("Анна < SSM from 1\n", '1:8: unknown reply "SSM"'),
        ("Анна < USSD endless\n", '1:13: did not expect "endless" here'),
        ("Анна < USSD (utf8)\n", "1:14: expected coding, units or parts"),
        ("Анна > sms 4555: bal\n", '1:8: is "sms" a verb?'),
        ("Анна > KEYS ok opt\n", '1:16: there is no key "opt"'),
        ("Анна > TAXI much\n", "1:13: expected an amount of roubles"),
        ("Анна > SHOP 5\n", '1:8: there is no verb "SHOP 5"'),
        ("Анна >> *100# x3 every day\n", "1:24: expected a length of time"),
        ("Анна > \n", "1:7: an action is missing"),
        ("Анна < USSD\n  de| text\n", '2:3: there is no locale "de"'),
        ("Анна < USSD\n  | a { b\n", "2:7: a brace that is not closed"),
        ("Анна < USSD\n  | a } b\n", "2:7: a brace that closes nothing"),
        ("Анна < USSD\n  | {n:/(/}\n", '2:5: "{n:/(/}" is no regular expression'),
        ("Анна < USSD\n  | {sum}\n", "2:5: nothing has given {sum} a value before"),
        ("Анна screen\n  | open\n", '2:3: expected "|row|"'),
        ("Анна screen\n  |a| loud\n", '2:7: "loud" is no style'),
        ("ledger Анна\n  10 points\n", "2:3: expected a row"),
        ("ledger Анна\n  + 10 points gift to Зоя\n", '2:23: no phone "Зоя" in the header'),
        ("wait 5 parsecs\n", "1:6: expected a length of time"),
        ("clock 2026-02-30\n", '1:7: there is no date "2026-02-30"'),
        ("state Анна mood = good\n", '1:12: there is no state "mood"'),
        ("refused Анна no\n", "1:14: expected the name of a rule"),
        ("operator < SMS\n", '1:1: no phone "operator" in the header'),
        ("operator > CALL Анна\n", "1:21: who calls?"),
        ("screeen\n", '1:1: "screeen" begins no line'),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(text: str, mistake: str) -> None:
    lines = told(text)
    assert [line for line in lines if line.startswith(f"bad.dialog:{mistake}")], lines
    assert len(lines) == 1


def test_more_mistakes_than_ten_are_counted() -> None:
    lines = told("what\n" * 13)
    assert (len(lines), lines[-1]) == (11, "bad.dialog: 3 more mistakes")


def test_a_broken_phone_does_not_make_mistakes_of_its_steps() -> None:
    assert told("phones:\n  Зоя +79161112233 balans 5\n== a\nЗоя > *100#\n") == [
        'bad.dialog:2:20: unknown attribute "balans"'
    ]


def test_a_place_is_bound_in_the_locale_in_which_it_is_used() -> None:
    text = "locale: ru, en\nАнна < USSD\n  ru| {n:int}\n  en| some\nАнна < USSD\n  | {n}\n"
    assert told(text) == ["bad.dialog:6:5: nothing has given {n} a value before"]
    read(text.replace("some", "{n:int}"))


def test_the_words_of_both_languages_are_different_or_mean_the_same() -> None:
    words = bundled_words()
    for name, section in words.sections.items():
        for word_id, word in section.words.items():
            for language in LANGUAGES:
                for spelling in word.spellings(language):
                    found = section.find(spelling)
                    assert found is not None, (name, spelling)
                    assert (found.id, found.end) == (word_id, len(spelling)), (name, spelling)


def test_a_wire_suffix_with_only_parts_is_kept() -> None:
    (step,) = read("Анна < SMS from 4555 (2 parts)\n").cases[0].steps
    assert isinstance(step, Reply)
    assert step == evolve(step, wire=Wire(parts=2))
    assert people("")
