"""The page of facts is as it would be written, and no fact is without a dialog."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve

SCRIPT = Path(__file__).parent.parent / "docs" / "facts.py"


@pytest.fixture(scope="module")
def facts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_facts", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_facts"] = module
    spec.loader.exec_module(module)
    return module


def test_every_fact_and_price_has_its_dialogs_and_the_page_says_so(
    facts: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    code = facts.main(["--check"])
    assert (code, capsys.readouterr().err) == (0, "")


def test_the_numbers_are_those_of_the_source(facts: ModuleType) -> None:
    numbers = [*range(1, 18), *range(20, 29), *range(30, 34), *range(40, 46), *range(50, 63)]
    expected = [f"F{number:02}" for number in numbers] + [f"P{number:02}" for number in range(1, 24)]
    assert list(json.loads(SCRIPT.with_suffix(".json").read_text(encoding="utf-8"))) == expected
    assert {number for number, fact in facts.facts().items() if fact.waived} == {"F28", "F55"}


def test_a_fact_that_loses_its_dialog_is_a_fault(facts: ModuleType) -> None:
    rows, cases = facts.facts(), facts.told()
    without = [one for one in cases if "F44" not in one.numbers]
    assert list(facts.faults(rows, without)) == [f"F44 has no dialog in en and ru: {rows['F44'].says}"]
    russian = [evolve(one, locales=("ru",)) for one in cases if "F44" in one.numbers]
    assert list(facts.faults(rows, [*without, *russian])) == [f"F44 has no dialog in en: {rows['F44'].says}"]


def test_what_awaits_something_has_no_dialog_yet(facts: ModuleType) -> None:
    rows, cases = facts.facts(), facts.told()
    assert facts.page({"F44": evolve(rows["F44"], shown="run")}, ()).count("shown by `zvonilka run`") == 1
    assert facts.page({"F44": evolve(rows["F44"], shown="sing")}, ()).count("awaits `zvonilka sing`") == 1
    awaited = {**rows, "F44": evolve(rows["F44"], awaits="its issue")}
    assert list(facts.faults(awaited, cases)) == ['F44 has a dialog; take "awaits" out of docs/facts.json']
    assert list(facts.faults(awaited, [one for one in cases if "F44" not in one.numbers])) == []


def test_a_number_that_is_no_fact_and_a_title_without_one_are_faults(facts: ModuleType) -> None:
    rows, (one, *_) = facts.facts(), facts.told()
    where = f"{one.path.relative_to(SCRIPT.parent.parent).as_posix()}:{one.case.line}"
    bare = evolve(one, case=evolve(one.case, title="no number", steps=()), numbers=())
    excused = {number: evolve(fact, waived="here") for number, fact in rows.items()}
    told = list(facts.faults(excused, [evolve(one, numbers=("F99",)), bare]))
    assert told == [
        f"{where}: F99 is no fact",
        f"{where}: the title names no fact",
        f"{where}: no ledger, points, balance or inbox is looked at",
    ]


def test_the_tests_that_show_a_fact_are_there(facts: ModuleType) -> None:
    rows = facts.facts()
    missing = {**rows, "F62": evolve(rows["F62"], tests=("tests/test_house.py::test_F62_nothing",))}
    assert list(facts.faults(missing, facts.told())) == [
        "F62: there is no test tests/test_house.py::test_F62_nothing that carries its number"
    ]


def test_what_is_no_option_is_told(facts: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert facts.main(["--chek"]) == 2
    assert 'found "--chek"' in capsys.readouterr().err
