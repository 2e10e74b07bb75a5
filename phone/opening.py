"""Opening a world by its name: a bundled one, a file of its own, or one that a save keeps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from attrs import evolve

from ledger.calendar import local, parse_local
from ledger.journal.port import Journal
from ledger.loading import FixtureError, Fixtures, Layer, Problem, read_json
from phone.building import build_world
from phone.editions import arranged
from phone.inputs import INPUTS, Origin
from phone.means import Means
from phone.saving.keeper import keep
from phone.tour.tour import Tour
from phone.world import World, kept_clock
from phone.worldfile import read_world

WORLD = "world"
"""The key under which a save has the name of its world."""


def load_world(
    name: str | None = None,
    *,
    edition: str | None = None,
    folder: Path | None = None,
    settings: Sequence[str] = (),
    locale: str = "ru",
    now: str | None = None,
    save: Path | None = None,
) -> World:
    """A world by the name of a bundled one, or from a JSON file; who opens it with `save` closes it.

    Args:
        name: `demo`, `rich`, another world of the fixtures, or a path that ends in `.json`; None for the one that the save
            has, else `demo`.
        edition: the edition of the programme (D01).
        folder: a folder of JSON files that patch the fixtures.
        settings: `path=value` patches.
        locale: `ru`, `en` or `translit`.
        now: the date and time at which the world begins, instead of the file's; a saved world goes on to it.
        save: a file in which the world is kept, and from which it goes on at its own clock if it is there.

    Raises:
        FixtureError: the world or the fixtures have mistakes, the date is none, or the save has another world.
        JournalError: the save cannot be used.
    """
    means = means_of(edition, folder, tuple(settings))
    told = Origin("", 0, locale, edition or "", str(folder.resolve()) if folder else "", tuple(settings))
    if save is None:
        return _opened(name or "demo", means, told, now, None)
    from ledger.journal.sqlite import SqliteJournal  # noqa: PLC0415  (a world without a save starts without SQLite)

    journal = SqliteJournal.open(save)
    try:
        kept = journal.load_state(without=INPUTS).get(WORLD, b"").decode()
        name = _same(kept, name, save)
        journal.commit((), {} if kept else {WORLD: name.encode()})
        try:
            return _opened(name, means, told, now, journal)
        except FixtureError:
            journal.commit((), {} if kept else {WORLD: None})
            raise
    except BaseException:
        journal.close()
        raise


def _same(kept: str, name: str | None, save: Path) -> str:
    """The name of the world: the one that a save has, if it has one, and nobody asks for another."""
    if kept and name not in (None, kept):
        raise FixtureError([Problem("--world", "", f'"{name}"', f'"{kept}", the world of {save}')])
    return kept or name or "demo"


def means_of(edition: str | None, folder: Path | None, settings: tuple[str, ...]) -> Means:
    """The means of the fixtures as they are arranged; our own are read once, a user's folder each time.

    Raises:
        FixtureError: the fixtures have mistakes.
    """
    return _bundled(edition, settings) if folder is None else Means.of(arranged(edition, folder, settings))


@lru_cache(maxsize=32)
def _bundled(edition: str | None, settings: tuple[str, ...]) -> Means:
    return Means.of(arranged(edition, None, settings))


def _opened(name: str, means: Means, told: Origin, now: str | None, journal: Journal | None) -> World:
    given, fixtures, configuration = name, means.fixtures, means.configuration
    if name.endswith(".json"):
        path = Path(name)
        fixtures = Fixtures((*fixtures.layers, Layer(path.name, {f"worlds/{path.name}": read_json(path)})))
        name = path.name
    elif Path(name).name != name:
        raise FixtureError([Problem("--world", "", f'"{name}"', "the name of a world, or a file that ends in .json")])
    file = read_world(name, fixtures, configuration.purses)
    try:
        begins_ms = parse_local(now or file.now, configuration.zone)
    except ValueError as error:
        raise FixtureError([Problem("--now", "", f'"{now}"', "a date such as 2026-03-12 10:02")]) from error
    kept_ms = None if journal is None else kept_clock(journal)
    if now and kept_ms is not None and begins_ms < kept_ms:
        clock = local(kept_ms, configuration.zone).strftime("%Y-%m-%d %H:%M:%S")
        raise FixtureError([Problem("--now", "", f'"{now}"', f"{clock} or later: time does not go back in a save")])
    world = build_world(file, fixtures, begins_ms, told.locale, journal, switched_on=journal is None, means=means)
    world.origin = evolve(
        told, world=str(Path(given).resolve()) if given.endswith(".json") else given, begun_ms=begins_ms
    )
    if journal is not None:
        keep(world, journal)
        Tour.begin(world)
    if now and kept_ms is not None:
        world.advance(begins_ms - world.now_ms)
    return world
