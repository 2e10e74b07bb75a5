"""Each fact's dialogs watch the fixtures that carry it: when one of its values is another, a dialog of the fact fails.

Which values carry a fact say the fixtures themselves (`"facts": ["F58"]`): a code that names a fact is taken away, a reward gets
another price and size, a purse another name. What has values of its own for each of its facts stands in `carried.json`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from ledger.loading import Fixtures
from phone.dialog.files import read_file
from phone.dialog.model import Case, Dialog
from phone.dialog.play import play
from tests.phone.mutants import DIALOGS

NUMBER = re.compile(r"\b[FP]\d\d\b")
CARRIED: Mapping[str, Sequence[str]] = json.loads(Path(__file__).with_name("carried.json").read_text(encoding="utf-8"))
SPOKEN_OF = ("editions", "dialog", "tries", "face")
"""Fixtures that name facts without carrying them: what an edition is made of, words for what people do, hints."""


@frozen
class Carrier:
    """A record of the fixtures that names facts, and what may be changed of it."""

    path: str
    record: Mapping[str, Any]

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(self.record["facts"])

    @property
    def changes(self) -> tuple[str, ...]:
        """Settings that change what it carries, where its file alone says which value that is."""
        match self.path.partition(".")[0]:
            case "dialplan" if not self.path.endswith(".other"):
                return (f"{self.path}=null",)
            case "catalog":
                return tuple(f"{self.path}.{name}={self.record[name] + 1}" for name in ("price_points", "amount"))
            case "purses" if self.path != "purses.points" and not self.record.get("uses"):
                return (f'{self.path}.phrase="points"',)
        return ()


@cache
def carriers() -> tuple[Carrier, ...]:
    fixtures = Fixtures()
    names = [path.stem for path in sorted(fixtures.folder.glob("*.json")) if path.stem not in SPOKEN_OF]
    return tuple(found for name in names for found in _carriers(fixtures.tree(name), name))


def _carriers(node: Any, path: str) -> Iterator[Carrier]:
    if not isinstance(node, Mapping):
        return
    if node.get("facts"):
        yield Carrier(path, node)
    for key, value in node.items():
        yield from _carriers(value, f"{path}.{key}")


@cache
def changes() -> Mapping[str, tuple[str, ...]]:
    """Fact → settings that change a value which carries it, those of its own first."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for fact, own in CARRIED.items():
        found[fact] |= dict.fromkeys(own)
    for carrier in carriers():
        for fact in carrier.facts:
            found[fact] |= dict.fromkeys(carrier.changes)
    return {fact: tuple(settings) for fact, settings in sorted(found.items())}


@cache
def told() -> Mapping[str, tuple[tuple[Path, Dialog, Case], ...]]:
    """Fact → the cases that name it, those of the usual edition first."""
    found: dict[str, list[tuple[Path, Dialog, Case]]] = defaultdict(list)
    for path in DIALOGS:
        (dialog,) = read_file(path).dialogs
        for case in dialog.cases:
            for fact in dict.fromkeys(NUMBER.findall(case.title)):
                found[fact].append((path, dialog, case))
    return {fact: tuple(sorted(cases, key=lambda one: bool(one[1].header.edition))) for fact, cases in found.items()}


def fails(fact: str, setting: str) -> bool:
    """Whether a dialog of a fact is told otherwise when the fixtures have another value."""
    for path, dialog, case in told()[fact]:
        changed = evolve(dialog, header=evolve(dialog.header, settings=(*dialog.header.settings, setting)))
        if any(play(changed, case, locale, path.parent).differences for locale in dialog.header.locales[:1]):
            return True
    return False


def of_fact(first: int | None) -> list[Any]:
    return [
        pytest.param(fact, setting, id=f"{fact}-{setting}")
        for fact, settings in changes().items()
        for setting in settings[:first]
    ]


@pytest.mark.parametrize(("fact", "setting"), of_fact(1))
def test_a_dialog_of_the_fact_fails_when_its_fixture_has_another_value(fact: str, setting: str) -> None:
    assert fails(fact, setting)


@pytest.mark.slow
@pytest.mark.parametrize(("fact", "setting"), of_fact(None))
def test_a_dialog_of_the_fact_fails_for_each_value_that_carries_it(fact: str, setting: str) -> None:
    assert fails(fact, setting)


def test_every_fact_of_a_dialog_has_a_value_that_carries_it() -> None:
    assert set(told()) - set(changes()) == set()
    assert set(changes()) - set(told()) == set()


def test_every_record_that_names_a_fact_is_changed() -> None:
    settings = {setting for own in changes().values() for setting in own}
    watched = [
        carrier.path
        for carrier in carriers()
        if any(one.startswith((f"{carrier.path}.", f"{carrier.path}=")) for one in settings)
    ]
    assert [carrier.path for carrier in carriers() if carrier.path not in watched] == []
