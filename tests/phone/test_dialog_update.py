"""Accepting what came: nothing but what differed is touched. (That every mutant of a bundled dialog is mended: `test_dialog_mutants.py`.)"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone.dialog.compare import renewed, rewritten
from phone.dialog.files import read_bytes, read_file
from phone.dialog.merging import DisagreementError, OldRow, merged
from phone.dialog.running import accepted, jobs
from phone.dialog.template import fit, literal


def played(text: str, locale: str | None = None) -> tuple[bool, str, tuple[str, ...]]:
    """Whether a dialog holds, its text after an update, and what the update said."""
    source = read_bytes(text.encode(), "some.dialog")
    results = [(job, job.play()) for job in jobs(source, locale)]
    done = accepted(source, results)
    return not any(result.differences for _, result in results), done.text, done.notes


# ---- what an update touches


FILE = Path(__file__).parent.parent / "dialogs" / "gift.dialog"
GIFT = FILE.read_text(encoding="utf-8").partition("\n== F41 the number")[0]
"""The header and the first case."""


def test_ends_of_lines_and_the_byte_order_mark_stay() -> None:
    text = "\ufeff" + GIFT.replace("\n", "\r\n")
    wrong = text.replace("Осталось 20", "Осталось 21").replace("- 100 points", "- 99 points").replace("{need}", "501")
    holds, updated, notes = played(wrong)
    assert (holds, updated.replace("price=500", "price={need}")) == (False, text)
    assert notes == ("3 steps rewritten",)


def test_comments_and_blank_lines_stay_where_they_are() -> None:
    text = (
        "phones:\n  Я +79161112233 points 5\n\n\n== x\n# one\n> *111#\n\n# two\n< USSD\n  # three\n  | МТС\n\n  | 2 Баланс\n"
        "  # four\n  | 2 МТС Бонус\n  | 3 Мои пакеты\n  | 4 Мой номер\n  | 5 Язык\n  | 0 Выход\n# five\n"
    )
    _, updated, _ = played(text)
    assert updated == text.replace("2 Баланс", "1 Баланс")


def test_an_update_of_an_update_changes_nothing_and_what_holds_is_not_touched() -> None:
    bare = "\n".join(
        line for line in GIFT.split("\n") if not line.startswith("  ") or "+7 916" in line.partition("|")[0]
    )
    bare = "\n".join(line for line in bare.split("\n") if "<" not in line and "refused" not in line)
    holds, once, _ = played(bare)
    assert not holds
    assert played(once) == (True, once, ())


def test_a_dialog_written_as_actions_alone_is_recorded_in_all_its_locales() -> None:
    text = "locale: ru, en\nphones:\n  Я +79161112233 points 5 till 2026-12-31\n== x\n> *111*0887#\n> *111*455*0#\nledger\n"
    _, updated, notes = played(text)
    assert notes == ("1 step rewritten, 2 steps added",)
    assert updated == (
        "locale: ru, en\nphones:\n  Я +79161112233 points 5 till 2026-12-31\n== x\n> *111*0887#\n"
        "Я < USSD end\n  ru| Ваш номер: +7 916 111-22-33\n  en| Your number: +7 916 111-22-33\n> *111*455*0#\n"
        "Я < USSD end\n  ru| У вас 5 баллов. 31.12.2026 сгорят 5 баллов.\n  en| You have 5 points. 5 points will burn on 31 Dec 2026.\n"
        "ledger\n  no changes\n"
    )


def test_lines_for_all_locales_are_parted_where_the_locales_do_not_agree() -> None:
    text = "locale: ru, en\nАнна > *111*0887#\nАнна < USSD end\n  | Ваш номер: {n:phone}\n"
    _, updated, _ = played(text)
    assert updated == text.replace(
        "  | Ваш номер: {n:phone}\n", "  ru| Ваш номер: {n:phone}\n  en| Your number: {n:phone}\n"
    )
    assert played(updated)[0]


def test_lines_for_all_locales_are_left_alone_if_not_all_were_played() -> None:
    text = "locale: ru, en\nАнна > *111*0887#\nАнна < USSD end\n  | Ваш номер: {n:phone}\n"
    _, updated, notes = played(text, "en")
    assert updated == text
    assert [note.partition(":")[0] for note in notes] == ["line 3 not written"]
    tagged = text.replace("  | Ваш", "  ru| Ваш")
    assert played(tagged, "en")[1] == f"{tagged}  en| Your number: +7 916 000-00-01\n"


def test_a_text_behind_its_head_stays_there_or_goes_below_it() -> None:
    text = "Анна > *111*0887#\nАнна < USSD end: Ваш номер: 5\nАнна > *111#\nАнна < USSD: МТС\n"
    assert played(text)[1] == (
        "Анна > *111*0887#\nАнна < USSD end: Ваш номер: +7 916 000-00-01\nАнна > *111#\nАнна < USSD\n"
        "  | МТС\n  | 1 Баланс\n  | 2 МТС Бонус\n  | 3 Мои пакеты\n  | 4 Мой номер\n  | 5 Язык\n  | 0 Выход\n"
    )


def test_places_that_are_lost_are_counted() -> None:
    text = "Анна > *111*6*1#\nАнна < USSD end: Язык {n:int} {m:money}.\n"
    _, updated, notes = played(text)
    assert updated == text.replace("Язык {n:int} {m:money}.", "Язык сообщений: русский.")
    assert notes == ("1 step rewritten", "line 2: 2 places in braces lost")


def test_the_fences_of_a_markdown_file_are_updated_in_their_places(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    text = "# Talk\n\n```dialog\nАнна > *111*0887#\nАнна < USSD end: x\n```\n\nand\n\n```dialog\nБорис > *111*0887#\n```\n```sh\nls\n```\n"
    path.write_text(text, encoding="utf-8")
    source = read_file(path)
    results = [(job, job.play()) for job in jobs(source)]
    assert [job.case.title for job, _ in results] == ["line 3", "line 10"]
    assert accepted(source, results).text == text.replace(": x\n", ": Ваш номер: +7 916 000-00-01\n").replace(
        "Борис > *111*0887#\n", "Борис > *111*0887#\nБорис < USSD end\n  | Ваш номер: +7 916 000-00-02\n"
    )


# ---- keeping places


@pytest.mark.parametrize(
    ("old", "line", "new"),
    [
        (
            "Недостаточно баллов: у вас {n:int}, нужно 500.",
            "Не хватает баллов. У вас 120, нужно 600.",
            "Не хватает баллов. У вас {n:int}, нужно 600.",
        ),
        ("У вас{n:int} баллов", "У вас 120 баллов", "У вас {n:int} баллов"),
        ("Операция {op:word}", "Операция 12.", "Операция {op:word}."),
        ("{*}121 баллов{*}", "У вас 120 баллов. Да", "{*}120 баллов{*}"),
        ("{*}120 баллов{*}", "До свидания!", "До свидания!"),
        ("до {:date} х", "до 12.03.2026 х ", "до {:date} х{U+0020}"),
        ("{a:int}{b:word} x", "5abc y", "{a:int}{b:word} y"),
        ("нет мест", "есть {скобки}", "есть {{скобки}}"),
        ("{n:int} балл", "балл", "балл"),
    ],
)
def test_places_stay_where_their_surroundings_still_stand(old: str, line: str, new: str) -> None:
    assert rewritten(old, line, {}) == new
    assert fit((new,), line, {}) is not None


WORDS = st.lists(
    st.sampled_from(["У", "вас", "5", "12", "баллов", "до", "{", "}", " ", ".", "\u00a0"]), max_size=8
).map("".join)
OLD = st.lists(st.one_of(WORDS.map(literal), st.sampled_from(["{n:int}", "{:word}", "{*}", "{m:money}"])), max_size=5)


@given(OLD.map("".join), WORDS)
def test_a_rewritten_line_is_like_what_came_and_rewriting_it_again_changes_nothing(old: str, line: str) -> None:
    if old.count("{n:int}") > 1 or old.count("{m:money}") > 1:
        return
    new = rewritten(old, line, {})
    assert fit((new,), line, {}) is not None
    assert rewritten(new, line, {}) == new


@given(
    st.lists(st.one_of(WORDS.map(literal), st.just("{...}"), st.just("{*}")), max_size=5), st.lists(WORDS, max_size=5)
)
def test_rewritten_lines_are_like_those_that_came(old: list[str], lines: list[str]) -> None:
    new = [one.text for one in renewed(old, lines, {})]
    assert fit(new, "\n".join(lines), {}) is not None
    assert [one.text for one in renewed(new, lines, {})] == new


# ---- putting locales together


ROWS = st.lists(st.sampled_from("abc"), max_size=3)


@given(
    st.lists(st.tuples(st.sampled_from(["", "ru", "en"]), st.sampled_from("abc")), max_size=4),
    st.fixed_dictionaries({"ru": ROWS, "en": ROWS}),
)
def test_each_locale_gets_the_lines_that_it_wants(old: list[tuple[str, str]], wanted: dict[str, list[str]]) -> None:
    rows = [OldRow(number, locale, text) for number, (locale, text) in enumerate(old, start=1)]
    asked = {}
    for locale, texts in wanted.items():
        own = iter([row.number for row in rows if row.locale in ("", locale)])
        asked[locale] = [(next(own, 0), text) for text in texts]
    new = merged(rows, asked, ("ru", "en"))
    written = [row for number in sorted(new) for row in new[number]]
    for locale, texts in wanted.items():
        assert [text for tag, text in written if tag in ("", locale)] == texts


def test_lines_of_a_locale_that_was_not_played_stay() -> None:
    rows = [OldRow(1, "ru", "а"), OldRow(2, "en", "a"), OldRow(3, "", "0")]
    new = merged(rows, {"ru": [(1, "б"), (3, "0")]}, ("ru", "en"))
    assert [row for number in sorted(new) for row in new[number]] == [("ru", "б"), ("en", "a"), ("", "0")]
    with pytest.raises(DisagreementError, match="en too"):
        merged(rows, {"ru": [(1, "а"), (3, "1")]}, ("ru", "en"))
