"""The command line: `zvonilka`, and its verbs. It imports Textual only when the phone is to be drawn.

Exit codes: 0 done, 1 the operator refused, 2 wrong usage or bad input, 3 internal fault.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import frozen

if TYPE_CHECKING:
    from phone.world import World

F = TypeVar("F", bound=Callable[..., Any])

REFUSED, BAD_INPUT, FAULT = 1, 2, 3


@frozen
class Choices:
    """What the common options chose."""

    world: str
    who: str | None
    edition: str | None
    locale: str
    now: str | None
    fixtures: Path | None
    settings: tuple[str, ...]
    json: bool

    def open(self) -> tuple[World, str, int]:
        """The world, the person whose phone is used, and the slot of the SIM.

        Raises:
            ClickException: the input is wrong; each mistake is one line.
        """
        from ledger.loading import FixtureError  # noqa: PLC0415  (--version needs none of the house)
        from phone.driver import load_world  # noqa: PLC0415

        try:
            world = load_world(
                self.world,
                edition=self.edition,
                folder=self.fixtures,
                settings=self.settings,
                locale=self.locale,
                now=self.now,
            )
            name, slot = seat(world, self.who)
        except FixtureError as error:
            raise BadInputError(str(error)) from error
        except ValueError as error:
            raise BadInputError(f"--as: {error}") from error
        return world, name, slot


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
        click.option("--world", default="demo", metavar="NAME|FILE", help="The world: demo, rich, or a JSON file."),
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
        click.option("--json", is_flag=True, help="Print every event as one JSON object a line."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group(
    invoke_without_command=True,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("zvonilka"), message="zvonilka %(version)s")
@common
@click.option("--theme", default="classic", metavar="NAME", help="The skin of the phone.")
@click.pass_context
def zvonilka(context: click.Context, /, theme: str, **given: Any) -> None:
    """A feature phone in your terminal, with a whole mobile operator behind it.

    Without a verb the phone itself comes up. Every verb works on a fresh world: what it prints, it prints again tomorrow.
    """
    if context.invoked_subcommand is not None:
        context.obj = {
            name: value
            for name, value in given.items()
            if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        }
        return
    choices = Choices(**given)
    world, name, _ = choices.open()
    if not sys.stdout.isatty():
        raise BadInputError("the phone needs a terminal; try: zvonilka ussd CODE, or zvonilka shot OUT.svg")
    from tui.app import phone_app  # noqa: PLC0415  (Textual only when something is drawn)

    phone_app(world, name=name, theme=theme, locale=choices.locale).run()


def _choices(context: click.Context, given: dict[str, Any]) -> Choices:
    """The options of a verb; those given before the verb count unless they are repeated after it."""
    before: dict[str, Any] = context.obj or {}
    after = {name for name in given if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE}
    return Choices(**given | {name: value for name, value in before.items() if name not in after})


@zvonilka.command()
@click.argument("code")
@click.argument("replies", nargs=-1)
@common
@click.pass_context
def ussd(context: click.Context, /, code: str, replies: tuple[str, ...], **given: Any) -> None:
    """Dial CODE, answer the network's questions with each REPLY, and print what it says."""
    from phone.air.mmi import normalise  # noqa: PLC0415
    from phone.driver import NoAnswerError, Phone  # noqa: PLC0415
    from tui.printing import Report  # noqa: PLC0415

    choices = _choices(context, given)
    world, name, slot = choices.open()
    report = Report(world, name, choices.json, click.echo)
    world.listen(report)
    phone = Phone(world, name, slot)
    try:
        answer = phone.ussd(normalise(code))
        for place, reply in enumerate(replies, start=1):
            if not answer.open:
                raise BadInputError(f"reply {place} ({reply!r}): the network asks nothing any more")
            answer = phone.reply(reply)
    except NoAnswerError as error:
        raise BadInputError(str(error)) from error
    if answer.open:
        phone.cancel()
    world.settle()
    context.exit(REFUSED if report.refused else 0)


@zvonilka.command()
@click.argument("number")
@click.argument("text", default="")
@common
@click.pass_context
def sms(context: click.Context, /, number: str, text: str, **given: Any) -> None:
    """Send one SMS to NUMBER (an empty one without TEXT) and print what comes back."""
    from phone.driver import Phone  # noqa: PLC0415
    from tui.printing import Report  # noqa: PLC0415

    choices = _choices(context, given)
    world, name, slot = choices.open()
    report = Report(world, name, choices.json, click.echo)
    world.listen(report)
    Phone(world, name, slot).sms(number, text)
    world.settle()
    context.exit(REFUSED if report.refused else 0)


@zvonilka.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("keys", nargs=-1)
@click.option("--size", default="80x24", metavar="WxH", help="The terminal's columns and rows.")
@click.option("--theme", default="classic", metavar="NAME", help="The skin of the phone.")
@common
@click.pass_context
def shot(context: click.Context, /, out: Path, keys: tuple[str, ...], size: str, theme: str, **given: Any) -> None:
    """Press each KEY (a key's name, or characters to type one by one) and save the picture as OUT.svg."""
    choices = _choices(context, given)
    columns, _, rows = size.partition("x")
    if not (columns.isdecimal() and rows.isdecimal() and int(columns) and int(rows)):
        raise BadInputError(f"--size: found {size!r}, expected columns and rows such as 120x40")
    world, name, _ = choices.open()
    from tui.app import save_shot  # noqa: PLC0415

    try:
        save_shot(world, out, name=name, keys=keys, size=(int(columns), int(rows)), theme=theme, locale=choices.locale)
    except (ValueError, OSError) as error:
        raise BadInputError(f"shot: {error}") from error
    click.echo(str(out))


@zvonilka.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def check(folder: Path | None) -> None:
    """Check the fixtures, with those of FOLDER over them: every mistake is one line."""
    from phone.check import problems  # noqa: PLC0415

    found = problems(folder)
    for problem in found:
        click.echo(str(problem), err=True)
    if found:
        sys.exit(BAD_INPUT)
    click.echo("the fixtures are in order")


def main() -> None:
    """Run the command line; a fault of the program is one line, and a traceback only for who asks for it."""
    try:
        zvonilka.main(standalone_mode=True)
    except Exception as error:
        if os.environ.get("ZVONILKA_DEBUG"):
            raise
        click.echo(f"internal fault: {type(error).__name__}: {error} (ZVONILKA_DEBUG=1 shows where)", err=True)
        sys.exit(FAULT)
