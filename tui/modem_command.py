"""`zvonilka modem`: a phone as the modem of a computer."""

from __future__ import annotations

import select
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from tui.options import BadInputError, Choices, common
from tui.verbs import Verb


@click.command(cls=Verb)
@click.option("--link", type=click.Path(path_type=Path), metavar="PATH", help="A link to the port, removed at the end.")
@common
def modem(link: Path | None, **given: Any) -> None:
    """Make the phone the modem of this computer, on a pseudo-terminal that it prints first, until Ctrl-C.

    gammu, smsd, gnokii and scripts open it like a serial line. What they do happens to the phone of --as, and what it says
    is printed as it comes.
    """
    choices = Choices(**given)
    world, name, slot = choices.open()
    from ledger.loading import FixtureError  # noqa: PLC0415  (--version needs none of the house)
    from tui.printing import Report  # noqa: PLC0415

    try:
        from phone.modem.pty import PortError  # noqa: PLC0415
        from tui.modem_port import ModemPort, serve  # noqa: PLC0415
    except ImportError as error:
        raise BadInputError(f"modem: there are no pseudo-terminals here ({error.name})") from error
    report = Report(world, name, choices.json, _print)

    def ready(port: ModemPort) -> None:
        _print(str(link or port.path))
        world.listen(report)

    try:
        serve(lambda: ModemPort(world, name, slot, link), ready)
    except PortError as error:
        raise BadInputError(f"modem: {error}") from error
    except FixtureError as error:
        raise BadInputError(str(error)) from error


def _print(line: str) -> None:
    """A line for whoever reads. Nobody has to: where a pipe is full, or its reader gone, the line is lost and the port goes on."""
    with suppress(BrokenPipeError):
        if select.select([], [sys.stdout], [], 0)[1]:
            click.echo(line)
