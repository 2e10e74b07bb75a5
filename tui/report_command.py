"""`zvonilka report`: what has happened in a saved world, in one file that shows the same anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tui.options import BadInputError, Choices, common
from tui.verbs import Verb


@click.command(cls=Verb)
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@common
def report(out: Path, **given: Any) -> None:
    """Write all that has happened in the world of --save FILE as OUT.dialog, a bug report that zvonilka run repeats.

    World, settings and changed fixtures stand in it, with versions and what the phones show at the end; PINs are masked. In
    the phone itself it is «Report a fault» of the palette.
    """
    choices = Choices(**given)
    if choices.save is None:
        raise BadInputError(
            "report: name the world that is to be reported, with --save FILE; in the phone use the palette"
        )
    if not choices.save.exists():
        raise BadInputError(f"--save: {choices.save}: no such file; expected one in which a world is kept")
    from tui.recording import Reel, cause_of, free_for_recording, told  # noqa: PLC0415

    try:
        path = free_for_recording(out)
        world, _, _ = choices.open()
        recording = Reel(world).report(path)
    except (OSError, ValueError) as error:
        raise BadInputError(f"report: {cause_of(error)}") from error
    click.echo(told(path, recording))
