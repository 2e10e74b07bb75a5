"""The pytest plugin: items, marks, reports, updates, and the projects of others that it must leave alone."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pytest import Pytester  # noqa: PT013  (the type of a fixture)

import phone.dialog.plugin  # (what is there already is not imported anew by each inner session)
import phone.driver  # noqa: F401
import zvonilka_pytest

pytest_plugins = ["pytester"]

GOOD = """\
title: Баланс
date: 2026-03-01 12:00
locale: ru, en
tags: smoke
phones:
  Анна  +7 916 111-22-33  points 120 till 2026-12-31

== asking / спросить
Анна > *111*455*0#
Анна < USSD end
  ru| У вас 120 баллов. {*}
  en| You have 120 points. {*}

== by number / по номеру [slowly]
Анна > *111*455#
Анна < USSD
  | {...}
Анна > CANCEL
"""

WRONG = """\
date: 2026-03-01 12:00
phones:
  Анна  +7 916 111-22-33  points 120 till 2026-12-31

== one
Анна > *111*455*0#
Анна < USSD end
  | У вас 121 балл. {*}

== two
Анна > *111*455*0#
Анна < USSD end
  | У вас {n:int} баллов. {*}
"""

RIGHT = WRONG.replace("121 балл.", "120 баллов.")

QUIET = ("-p", "no:cacheprovider")


@pytest.fixture
def inner(pytester: Pytester, monkeypatch: pytest.MonkeyPatch) -> Pytester:
    """A project of a user, on a desk rather than a build server."""
    monkeypatch.delenv("CI", raising=False)
    pytester.makeini("[pytest]\naddopts = --strict-markers\n")
    return pytester


def put(inner: Pytester, name: str, text: str) -> Path:
    path = inner.path / name
    path.write_text(text, encoding="utf-8")
    return path


# ---- collecting


def test_each_case_is_an_item_for_each_locale(inner: Pytester) -> None:
    put(inner, "ask.dialog", GOOD)
    result = inner.runpytest_inprocess("-v", *QUIET)
    result.assert_outcomes(passed=4)
    names = re.findall(r"ask\.dialog::(.+?) PASSED", result.stdout.str())
    assert [name.rpartition("[")[2] for name in names] == ["ru]", "en]", "ru]", "en]"]


@pytest.mark.parametrize(
    ("options", "passed"),
    [(("-k", "спросить"), 2), (("-m", "slowly"), 2), (("-m", "smoke"), 4), (("--dialog-locale", "en"), 2)],
)
def test_cases_are_picked_by_words_tags_and_locale(inner: Pytester, options: tuple[str, ...], passed: int) -> None:
    put(inner, "ask.dialog", GOOD)
    assert inner.runpytest_inprocess(*options, *QUIET).parseoutcomes()["passed"] == passed


def test_a_broken_file_fails_alone(inner: Pytester) -> None:
    put(inner, "ask.dialog", GOOD)
    put(inner, "broken.dialog", "== one\nАнна ? *100#\n")
    result = inner.runpytest_inprocess(*QUIET)
    result.assert_outcomes(passed=4, failed=1)
    assert "broken.dialog:2" in result.stdout.str()


def test_fences_of_markdown_are_played_where_the_ini_names_them(inner: Pytester) -> None:
    inner.makeini("[pytest]\ndialog_docs = docs/*.md\n")
    (inner.path / "docs").mkdir()
    text = f"# How to ask\n\n```dialog\n{WRONG}```\n"
    put(inner, "docs/page.md", text)
    put(inner, "other.md", text)
    result = inner.runpytest_inprocess(*QUIET)
    result.assert_outcomes(passed=1, failed=1)
    assert "docs/page.md:10" in result.stdout.str()


# ---- telling


def test_a_failure_names_the_action_shows_both_and_says_how_to_go_on(inner: Pytester) -> None:
    put(inner, "ask.dialog", WRONG)
    result = inner.runpytest_inprocess("--junitxml=out.xml", *QUIET)
    result.assert_outcomes(passed=1, failed=1)
    told = result.stdout.str()
    assert "*111*455*0#" in told
    assert re.search(r"-.*У вас 121 балл", told)
    assert re.search(r"\+.*У вас 120 баллов", told)
    assert "zvonilka open ask.dialog:7" in told
    properties = {
        node.get("name"): node.get("value")
        for case in ET.parse(inner.path / "out.xml").iter("testcase")
        if case.find("failure") is not None
        for node in case.iter("property")
    }
    assert "У вас 120 баллов." in (properties["dialog"] or "")


# ---- updating


def test_an_update_writes_what_came_and_keeps_the_rest(inner: Pytester) -> None:
    path = put(inner, "ask.dialog", WRONG)
    result = inner.runpytest_inprocess("--dialog-update", *QUIET)
    result.assert_outcomes(passed=2)
    assert path.read_text(encoding="utf-8") == RIGHT
    assert "dialogs updated" in result.stdout.str()


def test_an_update_does_not_hide_what_nobody_can_do(inner: Pytester) -> None:
    path = put(inner, "ask.dialog", f"{WRONG}Анна > ANSWER\n")
    inner.runpytest_inprocess("--dialog-update", *QUIET).assert_outcomes(passed=1, failed=1)
    assert path.read_text(encoding="utf-8") == f"{RIGHT}Анна > ANSWER\n"


def test_an_update_leaves_what_holds_untouched(inner: Pytester) -> None:
    path = put(inner, "ask.dialog", RIGHT)
    before = path.stat().st_mtime_ns
    inner.runpytest_inprocess("--dialog-update", *QUIET).assert_outcomes(passed=2)
    assert (path.read_text(encoding="utf-8"), path.stat().st_mtime_ns) == (RIGHT, before)


def test_a_build_server_does_not_rewrite_unless_forced(inner: Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(inner, "ask.dialog", WRONG)
    monkeypatch.setenv("CI", "1")
    refused = inner.runpytest_inprocess("--dialog-update", *QUIET)
    assert (refused.ret, path.read_text(encoding="utf-8")) == (pytest.ExitCode.USAGE_ERROR, WRONG)
    assert "--dialog-force" in refused.stderr.str()
    inner.runpytest_inprocess("--dialog-update", "--dialog-force", *QUIET).assert_outcomes(passed=2)
    assert path.read_text(encoding="utf-8") == RIGHT


# ---- fixtures


def test_a_test_gets_a_world_and_a_phone(inner: Pytester) -> None:
    inner.makepyfile("""
        def test_one(phone, world):
            assert phone.ussd("*111*455*0#").expect("У вас {points:int} баллов.{*}") == {"points": 1240}
            assert world.phone("Анна").number == phone.number
    """)
    inner.runpytest_inprocess(*QUIET).assert_outcomes(passed=1)


def test_fixtures_of_the_project_win(inner: Pytester) -> None:
    inner.makeconftest("""
        import pytest
        @pytest.fixture
        def world(): return "flat"
        @pytest.fixture
        def phone(): return "on the wall"
    """)
    inner.makepyfile("def test_one(world, phone): assert (world, phone) == ('flat', 'on the wall')")
    inner.runpytest_inprocess(*QUIET).assert_outcomes(passed=1)


def test_what_every_test_of_the_project_gets_a_dialog_gets_too(inner: Pytester) -> None:
    put(inner, "ask.dialog", WRONG)
    inner.makeconftest("""
        import pytest
        @pytest.fixture(autouse=True)
        def noted(request, tmp_path):
            with open("names.txt", "a", encoding="utf-8") as file: file.write(request.node.name + "\\n")
    """)
    inner.runpytest_inprocess(*QUIET)
    assert (inner.path / "names.txt").read_text(encoding="utf-8").splitlines() == ["one[ru]", "two[ru]"]


# ---- the projects of others


@pytest.mark.parametrize("name", zvonilka_pytest.HOUSE)
def test_a_project_with_a_package_of_our_name_gets_one_clear_line(inner: Pytester, name: str) -> None:
    inner.mkpydir(name)
    put(inner, "ask.dialog", RIGHT)
    inner.makepyfile(f"""
        import {name}
        def test_theirs(): assert {name}.__file__.startswith({str(inner.path)!r})
    """)
    result = inner.runpytest_subprocess(*QUIET, "-p", "no:xdist")
    result.assert_outcomes(passed=1, failed=1)
    assert f"a package of its own called {name} ({inner.path / name})" in result.stdout.str()
    assert "zvonilka run" in result.stdout.str()
    assert "Traceback" not in result.stdout.str()


@pytest.mark.slow
def test_many_processes_write_the_same_bytes(inner: Pytester) -> None:
    pytest.importorskip("xdist")
    written = []
    for options in ((), ("-n", "2")):
        for number in range(8):
            put(inner, f"ask{number}.dialog", WRONG)
        inner.runpytest_subprocess("--dialog-update", *options, *QUIET).assert_outcomes(passed=16)
        written.append([(inner.path / f"ask{number}.dialog").read_bytes() for number in range(8)])
    assert written[0] == written[1] == [RIGHT.encode()] * 8


OTHERS = ("pytest-asyncio", "pytest-html", "pytest-randomly", "pytest-rerunfailures")
"""Plugins that many projects have, beside syrupy and xdist, which are here."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has what this one has, and the plugins of others."""
    folder = tmp_path_factory.mktemp("crowded")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    place = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    (Path(place) / "here.pth").write_text("\n".join(path for path in sys.path if path), encoding="utf-8")
    got = subprocess.run([python, "-m", "pip", "install", "-q", *OTHERS], capture_output=True, check=False)
    if got.returncode:
        pytest.skip("the plugins of others cannot be fetched")
    return python


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("-n", "2"), ("--reruns", "1"), ("--html=out.html",)])
def test_dialogs_live_beside_the_plugins_of_others(inner: Pytester, crowded: Path, options: tuple[str, ...]) -> None:
    for number in range(4):
        put(inner, f"ask{number}.dialog", RIGHT)
    put(inner, "wrong.dialog", WRONG)
    inner.makepyfile("""
        import asyncio, pytest
        @pytest.mark.asyncio
        async def test_theirs(): await asyncio.sleep(0)
        def test_snapshot(snapshot): assert snapshot is not None
        def test_ours(phone): assert phone.ussd("*111*455*0#").text
    """)
    ran = subprocess.run(
        [crowded, "-m", "pytest", *options, *QUIET], cwd=inner.path, capture_output=True, text=True, check=False
    )
    assert "1 failed, 12 passed" in ran.stdout, ran.stdout + ran.stderr
    assert ("2 rerun" in ran.stdout or "1 rerun" in ran.stdout) == ("--reruns" in options)
    assert "У вас 120 баллов." in ran.stdout
    if "--html=out.html" in options:
        assert "wrong.dialog" in (inner.path / "out.html").read_text(encoding="utf-8")
