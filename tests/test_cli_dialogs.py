"""`zvonilka run`, `fmt` and `open`: what they print, what they write, and with which exit code."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.cli import zvonilka

RIGHT = """\
date: 2026-03-01 12:00
phones:
  Анна  +7 916 111-22-33  points 120 till 2026-12-31

== one
Анна > *111*455*0#
Анна < USSD end
  | У вас 120 баллов. {*}

== two
Анна > *111*455*0#
Анна < USSD end
  | У вас {n:int} баллов. {*}
"""

WRONG = RIGHT.replace("120 баллов", "121 балл")

BROKEN = "== one\nАнна ? *100#\n"

BUNDLED = sorted((Path(__file__).parent / "dialogs").glob("*.dialog"))


def zvonilka_(*words: str | Path, typed: str | bytes = "") -> Result:
    result = CliRunner().invoke(zvonilka, [str(word) for word in words], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# ---- run


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_every_bundled_dialog_holds(path: Path) -> None:
    result = zvonilka_("run", path)
    assert result.exit_code == 0, result.stdout


@pytest.mark.parametrize("page", ["README.md", "docs/dialogs.md"])
def test_every_dialog_of_our_pages_holds(page: str) -> None:
    result = zvonilka_("run", Path(__file__).parent.parent / page)
    assert result.exit_code == 0, result.stdout


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (RIGHT, 0, "2 cases: 2 hold, 0 differ"),
        (WRONG, 4, "2 cases: 1 holds, 1 differs"),
        (BROKEN, 2, "a.dialog:"),
    ],
)
def test_the_exit_code_tells_how_it_went(tmp_path: Path, text: str, code: int, told: str) -> None:
    result = zvonilka_("run", put(tmp_path, "a.dialog", text))
    assert (result.exit_code, told in result.output) == (code, True)


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    broken = put(tmp_path, "a.dialog", BROKEN)
    put(tmp_path, "b.dialog", RIGHT)
    result = zvonilka_("run", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{broken}:2:6: what of Анна?")
    assert "2 cases: 2 hold" in result.stdout


def test_standard_input_and_fences_of_markdown_are_run(tmp_path: Path) -> None:
    assert zvonilka_("run", "-", typed=RIGHT).exit_code == 0
    assert "<stdin>:7" in zvonilka_("run", "-", typed=WRONG).stdout
    page = put(tmp_path, "page.md", f"# Asking\n\n```dialog\n{WRONG}```\n")
    assert f"{page}:10" in zvonilka_("run", page).stdout


def test_a_locale_is_picked() -> None:
    told = zvonilka_("run", BUNDLED[1], "--locale", "en").stdout
    assert ("[en]" in told, "[ru]" in told) == (True, False)


@pytest.mark.parametrize("words", [("nowhere.dialog",), (".",)])
def test_where_there_is_nothing_to_run_one_line_says_so(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = zvonilka_("run", *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_what_differed_is_shown_with_the_ways_to_go_on(tmp_path: Path) -> None:
    path = put(tmp_path, "a.dialog", WRONG)
    told = zvonilka_("run", path).stdout
    for piece in (
        "- У вас 121 балл.",
        "+ У вас 120 баллов.",
        f"zvonilka open {path}:7",
        f"zvonilka run --update {path}",
    ):
        assert piece in told


def test_an_update_makes_everything_hold(tmp_path: Path) -> None:
    path = put(tmp_path, "a.dialog", WRONG)
    assert zvonilka_("run", "--update", path).exit_code == 0
    assert path.read_text(encoding="utf-8") == RIGHT


def test_an_update_does_not_claim_that_what_nobody_can_do_holds(tmp_path: Path) -> None:
    text = RIGHT + "Анна > ANSWER\n"
    path = put(tmp_path, "a.dialog", text)
    result = zvonilka_("run", "--update", path)
    assert (result.exit_code, path.read_text(encoding="utf-8")) == (4, text)
    assert "it cannot be done: the phone does not ring" in result.stdout
    assert "accept it" not in result.stdout


def test_junit_xml_is_written(tmp_path: Path) -> None:
    path, out = put(tmp_path, "a.dialog", WRONG), tmp_path / "out.xml"
    zvonilka_("run", path, "--junit", out)
    cases = list(ET.parse(out).iter("testcase"))
    assert [case.find("failure") is not None for case in cases] == [True, False]


# ---- fmt

UNTIDY = RIGHT.replace("Анна > ", "Анна   >    ").replace("  | У", " |У").replace("\n\n== two", "\n\n\n\n== two")


def test_fmt_writes_good_form_and_says_so_once(tmp_path: Path) -> None:
    path = put(tmp_path, "a.dialog", UNTIDY)
    checked = zvonilka_("fmt", "--check", path)
    assert (checked.exit_code, path.read_text(encoding="utf-8")) == (4, UNTIDY)
    assert zvonilka_("fmt", path).exit_code == 0
    tidy = path.read_text(encoding="utf-8")
    assert "Анна > *111*455*0#" in tidy
    assert zvonilka_("fmt", "--check", path).exit_code == 0


def test_fmt_translates_the_words_of_dialogs_and_back() -> None:
    russian = zvonilka_("fmt", "-", "--words", "ru", typed=RIGHT).stdout
    assert "дата: 2026-03-01 12:00" in russian
    assert "Анна < USSD конец" in russian
    english = zvonilka_("fmt", "-", "--words", "en", typed=russian).stdout
    assert "Анна < USSD end" in english
    assert zvonilka_("run", "-", typed=russian).exit_code == 0


def test_fmt_of_what_cannot_be_read_says_where_and_writes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "a.dialog", BROKEN)
    result = zvonilka_("fmt", path)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, f"{path}:2:6: what of Анна?")
    assert path.read_text(encoding="utf-8") == BROKEN


# ---- what `talk` writes is a dialog

LINES = st.sampled_from(
    [
        "*111*455*0#",
        "*111*455#",
        "1",
        "2",
        "99",
        "0",
        "SMS 4555: БАЛЛЫ",
        "SMS 4555: GIFT 9164445566 10",
        "SMS +7 916 444-55-66: привет",
        "CALL 0890",
        "CANCEL",
        "*100#",
        "*999#",
    ]
)


@settings(max_examples=12)
@given(lines=st.lists(LINES, min_size=1, max_size=6), locale=st.sampled_from(["ru", "en"]))
def test_what_talk_prints_holds_when_it_is_run(lines: list[str], locale: str) -> None:
    talked = zvonilka_("talk", "--locale", locale, typed="\n".join(lines))
    ran = zvonilka_("run", "-", typed=talked.stdout)
    assert ran.exit_code == 0, f"{talked.stdout}\n{ran.stdout}\n{ran.stderr}"
    tidy = zvonilka_("fmt", "-", typed=talked.stdout)
    assert tidy.stdout.rstrip("\n") == talked.stdout.rstrip("\n")
