"""The tests of the tests: every mistake in an expectation of a bundled dialog is told, and an update takes it back byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.phone.mutants import DIALOGS, FOLDER, cases_of, verdict

EVERY = 211
"""One of so many mutants is played by default: a prime number, so that all kinds and all files have their turn."""


def name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


def test_a_mutant_of_a_bundled_dialog_fails_and_an_update_mends_it() -> None:
    played = 0
    wrong: list[str] = []
    for path in DIALOGS:
        for case, mutants in cases_of(path.read_text(encoding="utf-8")):
            chosen = [mutant for place, mutant in enumerate(mutants, start=played) if place % EVERY == 0]
            played += len(mutants)
            wrong += [f"{name(path)}: {found}" for mutant in chosen if (found := verdict(case, mutant))]
    assert wrong == []
    assert played > 10_000


@pytest.mark.slow
@pytest.mark.parametrize("path", DIALOGS, ids=name)
def test_every_mutant_of_a_bundled_dialog_fails_and_an_update_mends_it(path: Path) -> None:
    cases = cases_of(path.read_text(encoding="utf-8"))
    found = [verdict(case, mutant) for case, mutants in cases for mutant in mutants]
    assert [wrong for wrong in found if wrong] == []
    assert len(found) > 20
