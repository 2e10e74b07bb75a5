"""`zvonilka play` and `zvonilka demo`: a dialog is played for an audience, in the app or into a recording."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from tui.options import BadInputError, remembered
from tui.verbs import Verb

if TYPE_CHECKING:
    from phone.dialog.files import Source

F = TypeVar("F", bound=Callable[..., Any])

DEMO: Final = "demo.dialog"
"""The tour, among the fixtures."""

CAST: Final = ".cast"
"""How a recording of a terminal ends."""


def staging(command: F) -> F:
    """The options of both verbs."""
    options = [
        click.option(
            "--from", "mark", default="", metavar="MARK", help="Begin at a mark: its number, or some of its title."
        ),
        click.option(
            "--pace", type=click.Choice(["slow", "normal", "fast"]), default="normal", help="How fast keys are pressed."
        ),
        click.option("--present", is_flag=True, help="Open the presenter's view."),
        click.option("--theme", metavar="NAME", help="The look: classic, night, contrast, or one of Textual's."),
        click.option(
            "--cast",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="OUT.cast",
            help="Write a recording (asciicast v3) instead, at once.",
        ),
        click.option("--size", default="80x24", metavar="WxH", help="The recording's columns and rows."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command(cls=Verb)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--locale", type=click.Choice(["ru", "en", "translit"]), help="In which locale; the first of the file by default."
)
@staging
@click.pass_context
def play(context: click.Context, /, file: Path, locale: str | None, **given: Any) -> None:
    """Play the dialog FILE for an audience, key by key.

    Space pauses and goes on, also from a mark; the right and left arrows go a step on and back; 1 to 9 jump to a mark; R
    starts over; D shows what differed. Any key of the phone puts it into your hands, space gives it back.
    """
    from phone.dialog.files import read_bytes, read_file  # noqa: PLC0415  (--help needs none of the house)
    from phone.dialog.problems import DialogError  # noqa: PLC0415

    try:
        stdin = str(file) == "-"
        source = read_bytes(sys.stdin.buffer.read(), "<stdin>") if stdin else read_file(file)
    except DialogError as error:
        raise BadInputError(str(error)) from error
    _play(context, source, locale, **given)


@click.command(cls=Verb)
@click.option(
    "--locale", type=click.Choice(["ru", "en", "translit"]), help="The language; the remembered one by default."
)
@staging
@click.pass_context
def demo(context: click.Context, /, locale: str | None, **given: Any) -> None:
    """A tour of the phone and its operator, with captions: space goes on from mark to mark."""
    from ledger.loading import bundled_folder  # noqa: PLC0415  (--help needs none of the house)
    from phone.dialog.files import read_file  # noqa: PLC0415

    source = read_file(bundled_folder() / DEMO, DEMO)
    wanted = locale or remembered()[0].locale
    spoken = source.dialogs[0].header.locales
    _play(context, source, wanted if wanted in spoken else spoken[0], **given)


def _play(
    context: click.Context,
    source: Source,
    locale: str | None,
    *,
    mark: str,
    pace: str,
    present: bool,
    theme: str | None,
    cast: Path | None,
    size: str,
) -> None:
    """Play the first dialog of a file."""
    from phone.dialog.problems import DialogError  # noqa: PLC0415
    from tui.stage import Playbill, run_show  # noqa: PLC0415  (Textual only when something is drawn)

    area = _checked(cast, size)
    if cast is None and not sys.stdout.isatty():
        raise BadInputError(
            "the phone needs a terminal; without one there are: zvonilka run FILE, and play --cast OUT.cast"
        )
    if not source.dialogs:
        raise BadInputError(f"{source.name}: no dialogs; in Markdown they stand in fences: ```dialog")
    dialog = source.dialogs[0]
    chosen = locale or dialog.header.locales[0]
    bill = Playbill(dialog, source.folder, chosen, pace, mark, presents=present, halts=cast is None)
    settings, store = remembered()
    try:
        if cast is not None:
            from tui.cast import save_cast  # noqa: PLC0415

            save_cast(bill, cast, size=area, theme=theme or "classic")
            click.echo(str(cast))
            return
        code = run_show(bill, theme=theme or settings.theme, settings=settings, store=store)
    except (ValueError, DialogError) as error:
        raise BadInputError(str(error)) from error
    except OSError as error:
        raise BadInputError(f"--cast {cast}: {error.strerror}") from error
    context.exit(code)


def _checked(cast: Path | None, size: str) -> tuple[int, int]:
    """The columns and rows of a recording, once it is sure that it can be written where it is wanted."""
    from tui.paper import read_area  # noqa: PLC0415  (--help needs none of it)
    from tui.recording import free_for_recording  # noqa: PLC0415

    try:
        area = read_area(size)
    except ValueError as error:
        raise BadInputError(str(error)) from error
    try:
        if cast is not None:
            free_for_recording(cast, CAST)
    except ValueError as error:
        raise BadInputError(f"--cast: {error}") from error
    return area
