"""`zvonilka talk`: actions typed or piped, one a line; what it prints is a dialog."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.options import BadInputError, Choices, common, look
from tui.verbs import Verb

if TYPE_CHECKING:
    from phone.dialog.talking import Talk
    from phone.world import World

TALK_HELP = "a code that ends in #, a reply (2), sms NUMBER TEXT, call NUMBER, keys 0, answer, hangup, cancel, power off, \
clock +1d, wait 61s, air off, taxi 340, shop branded 900 and other life (a verb alone tells what it brings); NAME: before it for somebody else's phone; # begins a comment"


@click.command(cls=Verb)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@common
def talk(file: Path | None, **given: Any) -> None:
    """Carry out actions from FILE or standard input, one a line, and print the dialog.

    A line is a code (*100#), a reply to the network (2), sms NUMBER TEXT, call NUMBER, keys DIGITS, answer, hangup, cancel,
    power on|off, clock +1d, clock DATETIME, wait 61s, air STATE, or life outside the phone (taxi 340, shop branded 900,
    promo 2, invite Вера …; a verb alone tells what it brings); `Борис: …` acts on his phone, # begins a comment.
    """
    choices = Choices(**given)
    typed = file is None and sys.stdin.isatty()
    lines = () if typed else _lines(file)
    world, name, slot = choices.open()
    from phone.dialog.talking import Talk  # noqa: PLC0415

    world.settle()
    if choices.json:
        _tell_json(world, name)
    talk = Talk(world, name, slot, _nothing if choices.json else click.echo, echo=not typed, looked=look)
    if not choices.json and not typed:
        _header(world, choices)
    try:
        if typed:
            _converse(talk)
        else:
            _carry_out(talk, lines)
        talk.close()
    except KeyboardInterrupt:
        click.echo()


def _lines(file: Path | None) -> tuple[str, ...]:
    """All lines at once: a mistake in the bytes is told before anything is done."""
    try:
        data = sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
        return tuple(data.decode("utf-8-sig").splitlines())
    except OSError as error:
        raise BadInputError(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{file or 'standard input'}: not UTF-8 at byte {error.start}") from error


def _carry_out(talk: Talk, lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines, start=1):
        try:
            talk.line(line)
        except ValueError as error:
            raise BadInputError(f"line {number}: {error}") from error


def _converse(talk: Talk) -> None:
    """A prompt that reads like the dialog; a mistake is told and changes nothing."""
    click.echo(f"# {TALK_HELP}")
    for line in _typed(talk):
        try:
            talk.line(line)
        except ValueError as error:
            click.echo(f"# {error}")


def _typed(talk: Talk) -> Iterator[str]:
    while True:
        try:
            yield input(f"{talk.name} > ")
        except EOFError:
            click.echo()
            return


def _header(world: World, choices: Choices) -> None:
    from ledger.calendar import local  # noqa: PLC0415

    given = {"world": choices.world or "demo", "edition": choices.edition, "locale": choices.locale}
    for key, value in given.items():
        if value:
            click.echo(f"{key}: {value}")
    click.echo(f"date: {local(world.now_ms, world.texts.zone):%Y-%m-%d %H:%M:%S}".removesuffix(":00") + "\n")


def _tell_json(world: World, name: str) -> None:
    from tui.printing import Report  # noqa: PLC0415

    world.listen(Report(world, name, as_json=True, write=click.echo))


def _nothing(_line: str) -> None:
    """Where a dialog goes that nobody reads."""
