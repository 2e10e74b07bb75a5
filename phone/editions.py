"""Editions: named sets of values over the fixtures. Code never asks which one is in force (D01)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import frozen

from ledger.loading import FixtureError, Fixtures, Layer, Problem, folder_layer, nearest, setting_layer
from ledger.records import Record
from phone.removals import remove_again, without_ways

DEFAULT_EDITION = "consolidated"
LABEL = "edition "
"""What stands before an edition's name in the label of its layer."""


@frozen(kw_only=True)
class Edition(Record):
    """A title (a text's key) and merge patches by file name."""

    title: str
    patch: dict[str, Any]


def arranged(edition: str | None = None, folder: Path | None = None, settings: tuple[str, ...] = ()) -> Fixtures:
    """The bundled fixtures with a user's folder, an edition and single settings over them, in this order.

    The edition lies over the folder, so that what it takes out of the catalogue does not come back as the fragment that a
    user's file changes; who wants to change an edition patches `editions.json`. What the folder removes stays removed, even if
    the edition patches it, and codes, words and menu items that lead to a removed reward go with it.

    Raises:
        FixtureError: there is no such edition or folder, or a setting leads nowhere.
    """
    users = (folder_layer(folder),) if folder is not None else ()
    editions = Fixtures(users).read("editions", dict[str, Edition])
    name = edition or DEFAULT_EDITION
    if name not in editions:
        expected = f"one of {', '.join(editions)}{nearest(name, editions)}"
        raise FixtureError([Problem("editions.json", "", f'no edition "{name}"', expected)])
    fixtures = remove_again(Fixtures((*users, Layer(f"{LABEL}{name}", editions[name].patch))), users)
    base = len(fixtures.layers)
    problems: list[Problem] = []
    for setting in settings:
        try:
            fixtures = Fixtures((*fixtures.layers, setting_layer(setting, fixtures)))
        except FixtureError as error:
            problems.extend(error.problems)
    if problems:
        raise FixtureError(problems)
    return without_ways(fixtures, (*users, *fixtures.layers[base:]))


def edition_of(fixtures: Fixtures) -> str:
    """The name of the edition that lies over the fixtures."""
    names = (layer.label.removeprefix(LABEL) for layer in fixtures.layers if layer.label.startswith(LABEL))
    return next(names, DEFAULT_EDITION)
