"""The options that every verb takes, and the world that they choose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from attrs import frozen

from tui.wish import Wish

if TYPE_CHECKING:
    from phone.world import World
    from tui.recording import Reel
    from tui.settings import Settings, SettingsFile

F = TypeVar("F", bound=Callable[..., Any])

REFUSED, BAD_INPUT, FAULT = 1, 2, 3

REEL: Final = "tui.options.reel"
"""Where a command finds what it records, in click's context."""


@frozen
class Choices:
    """What the common options chose."""

    world: str | None
    who: str | None
    edition: str | None
    locale: str
    now: str | None
    fixtures: Path | None
    settings: tuple[str, ...]
    save: Path | None
    json: bool
    record: Path | None = None
    air: tuple[str, ...] = ()

    def open(self, wish: Wish | None = None) -> tuple[World, str, int]:
        """The world, the person whose phone is used, and the slot of the SIM.

        Args:
            wish: what is to be otherwise than chosen, from who closes the world; without one it is closed with the command.

        Raises:
            ClickException: the input is wrong; each mistake is one line.
        """
        from ledger.journal.port import JournalError  # noqa: PLC0415  (--version needs none of the house)
        from ledger.loading import FixtureError  # noqa: PLC0415
        from phone.opening import load_world  # noqa: PLC0415

        if wish is None:
            self.check_record()
        try:
            world = load_world(
                self.world,
                edition=(wish and wish.edition) or self.edition,
                folder=self.fixtures,
                settings=self.settings,
                locale=self.locale,
                now=self.now,
                save=None if wish is not None and not wish.save else self.save,
            )
        except (FixtureError, JournalError) as error:
            raise BadInputError(str(error)) from error
        if wish is None:
            click.get_current_context().call_on_close(world.close)
            self._record(world)
        try:
            name, slot = seat(world, self.who)
        except ValueError as error:
            raise BadInputError(f"--as: {error}") from error
        try:
            for weather in self.air:
                who, _, state = weather.rpartition("=")
                world.set_air(world.person(who).name if who else name, state)
        except ValueError as error:
            raise BadInputError(f"--air: {error}") from error
        return world, name, slot

    def check_record(self) -> None:
        """Make sure that a recording can be written where it is wanted, before anything is done.

        Raises:
            ClickException: it cannot.
        """
        if self.record is None:
            return
        from tui.recording import free_for_recording  # noqa: PLC0415

        try:
            free_for_recording(self.record)
        except ValueError as error:
            raise BadInputError(f"--record: {error}") from error

    def _record(self, world: World) -> None:
        """Record what happens from now on until the command ends."""
        path = self.record
        if path is None:
            return
        from tui.recording import Reel, cause_of, told  # noqa: PLC0415

        reel = Reel(world)
        reel.start(path)
        click.get_current_context().meta[REEL] = reel

        def write() -> None:
            try:
                recording = reel.write(path)
            except (OSError, ValueError) as error:
                raise BadInputError(f"--record: {path}: {cause_of(error)}") from error
            click.echo(told(path, recording), err=True)

        click.get_current_context().call_on_close(write)


def look(name: str) -> None:
    """Have somebody's display looked at here in what the command records, if it does."""
    reel: Reel | None = click.get_current_context().meta.get(REEL)
    if reel is not None:
        reel.look("screen", name)


def remembered() -> tuple[Settings, SettingsFile]:
    """What the phone's user has chosen the last time, and where it is kept.

    Raises:
        ClickException: the settings cannot be read.
    """
    from tui.settings import SettingsError, SettingsFile, settings_path  # noqa: PLC0415

    store = SettingsFile(settings_path())
    try:
        return store.load(), store
    except SettingsError as error:
        raise BadInputError(str(error)) from error


class BadInputError(click.ClickException):
    """Wrong usage or bad input, told in plain lines."""

    exit_code = BAD_INPUT

    def show(self, file: Any = None) -> None:
        """Print the lines to standard error."""
        click.echo(self.message, file=file, err=True)


def seat(world: World, who: str | None) -> tuple[str, int]:
    """The person that `--as` names, and the slot from 0: `Анна`, `anna`, a number, `2`, `Анна/2` for slot 2.

    Raises:
        ValueError: nobody is called so, or the phone has no such slot.
    """
    if who is None:
        return next(iter(world.people)), 0
    name, slash, slot = who.partition("/")
    person = world.person(name)
    place = int(slot) - 1 if slot.isdecimal() else -1 if slash else _slot_of(person.msisdns, name)
    if not 0 <= place < len(person.msisdns):
        raise ValueError(f'"{who}": {person.name} has {len(person.msisdns)} SIM; expected /1 to /{len(person.msisdns)}')
    return person.name, place


def _slot_of(msisdns: tuple[str, ...], written: str) -> int:
    from phone.network.directory import msisdn_of  # noqa: PLC0415

    number = msisdn_of(written)
    return msisdns.index(number) if number in msisdns else 0


def common(command: F) -> F:
    """The options that every verb takes."""
    options = [
        click.option(
            "--world", metavar="NAME|FILE", help="The world: demo (unless the save has another), rich, or a JSON file."
        ),
        click.option(
            "--as", "who", metavar="WHO", help="Whose phone: name, alias, number or place; Анна/2 is her second SIM."
        ),
        click.option("--edition", metavar="NAME", help="The edition of the programme (consolidated, a2)."),
        click.option("--locale", type=click.Choice(["ru", "en", "translit"]), default="ru", help="The language."),
        click.option("--now", metavar="DATETIME", help="When the world begins, such as '2026-03-12 10:02'."),
        click.option("--fixtures", type=click.Path(path_type=Path), metavar="DIR", help="JSON files that patch ours."),
        click.option(
            "--set", "settings", multiple=True, metavar="PATH=VALUE", help="Change one value of the fixtures."
        ),
        click.option(
            "--save",
            envvar="ZVONILKA_SAVE",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Keep the world in FILE, and go on from there the next time.",
        ),
        click.option(
            "--air",
            multiple=True,
            metavar="[WHO=]STATE",
            help="The weather around a phone: off, weak, busy, late, malformed and others of air.json.",
        ),
        click.option(
            "--record",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Write what happens as a dialog, which zvonilka run plays.",
        ),
        click.option("--json", is_flag=True, help="Print every event as one JSON object a line."),
    ]
    for option in reversed(options):
        command = option(command)
    return command
