"""The command line: `zvonilka`, and its verbs. It imports Textual only when the phone is to be drawn.

Exit codes: 0 done, 1 the operator refused, 2 wrong usage or bad input, 3 internal fault, 4 a dialog differed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tui.options import BAD_INPUT, FAULT, REFUSED, BadInputError, Choices, common
from tui.starting import start
from tui.verbs import Verbs

if TYPE_CHECKING:
    from phone.holder import NoAnswerError
    from phone.world import World


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="zvonilka", message="zvonilka %(version)s")
@common
@click.option("--theme", metavar="NAME", help="The look: classic, night, contrast, or one of Textual's.")
@click.pass_context
def zvonilka(context: click.Context, /, **given: Any) -> None:
    """A feature phone in your terminal, with a whole mobile operator behind it.

    Without a verb the phone itself comes up. Every verb works on a fresh world: what it prints, it prints again tomorrow,
    unless --save names a file in which the world lives on.
    """
    if context.invoked_subcommand is not None:
        context.obj = {
            name: value
            for name, value in given.items()
            if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        }
        return
    theme = given.pop("theme")
    choices = Choices(**given)
    if not sys.stdout.isatty():
        raise BadInputError("the phone needs a terminal; try: zvonilka ussd CODE, or zvonilka shot OUT.svg")
    start(context, choices, theme)


@zvonilka.command()
def config() -> None:
    """Print where the settings are, and what they say; the phone writes them when you choose a look, a tab, a language."""
    from tui.settings import SettingsError, SettingsFile, settings_lines, settings_path  # noqa: PLC0415

    try:
        for line in settings_lines(SettingsFile(settings_path())):
            click.echo(line)
    except SettingsError as error:
        raise BadInputError(str(error)) from error


@zvonilka.command()
@click.argument("code")
@click.argument("replies", nargs=-1)
@common
@click.pass_context
def ussd(context: click.Context, /, code: str, replies: tuple[str, ...], **given: Any) -> None:
    """Dial CODE, answer the network's questions with each REPLY, and print what it says."""
    from phone.holder import Holder, NoAnswerError  # noqa: PLC0415
    from tui.printing import Report  # noqa: PLC0415

    choices = Choices(**given)
    world, name, slot = choices.open()
    report = Report(world, name, choices.json, click.echo)
    world.listen(report)
    phone = Holder(world, name, slot)
    try:
        answer = phone.ussd(code)
        for place, reply in enumerate(replies, start=1):
            if answer.released:
                break
            if not answer.open:
                raise BadInputError(f"reply {place} ({reply!r}): the network asks nothing any more")
            answer = phone.reply(reply)
    except NoAnswerError as error:
        _unanswered(context, world, name, error)
    if answer.open:
        phone.cancel()
    world.settle()
    context.exit(REFUSED if report.refused else 0)


def _unanswered(context: click.Context, world: World, name: str, error: NoAnswerError) -> NoReturn:
    """A request that is right and of which nothing came is the network's or the phone's refusal, any other one bad input."""
    if error.cause is None:
        raise BadInputError(str(error)) from error
    click.echo(world.texts.word(f"line.unanswered.{error.cause}", world.phones[name].language), err=True)
    context.exit(REFUSED)


@zvonilka.command()
@click.argument("number")
@click.argument("text", default="")
@common
@click.pass_context
def sms(context: click.Context, /, number: str, text: str, **given: Any) -> None:
    """Send one SMS to NUMBER (an empty one without TEXT) and print what comes back."""
    from phone.holder import Holder  # noqa: PLC0415
    from tui.printing import Report  # noqa: PLC0415

    choices = Choices(**given)
    world, name, slot = choices.open()
    report = Report(world, name, choices.json, click.echo)
    world.listen(report)
    phone = Holder(world, name, slot)
    phone.sms(number, text)
    failed = phone.sent().cause
    world.settle()
    if failed in ("no_answer", "no_coverage"):
        click.echo(world.texts.word(f"line.sms_failed.{failed}", world.phones[name].language), err=True)
        context.exit(REFUSED)
    context.exit(REFUSED if report.refused else 0)


@zvonilka.command()
@click.argument("number")
@click.argument("keys", nargs=-1)
@common
@click.pass_context
def call(context: click.Context, /, number: str, keys: tuple[str, ...], **given: Any) -> None:
    """Call NUMBER, press the digits of each KEYS after what was said before, and print the announcements."""
    from phone.holder import Holder, NoAnswerError  # noqa: PLC0415
    from tui.printing import Report  # noqa: PLC0415

    choices = Choices(**given)
    world, name, slot = choices.open()
    report = Report(world, name, choices.json, click.echo)
    world.listen(report)
    try:
        made = Holder(world, name, slot).call(number)
        for place, key in enumerate(keys, start=1):
            if made.state == "released" and not report.refused:
                raise BadInputError(f"keys {place} ({key!r}): the call is over")
            if made.state != "released":
                made.press(key)
    except NoAnswerError as error:
        _unanswered(context, world, name, error)
    except ValueError as error:
        raise BadInputError(str(error)) from error
    if made.state != "released":
        made.hang_up()
    world.settle()
    context.exit(REFUSED if report.refused else 0)


@zvonilka.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("keys", nargs=-1)
@click.option("--size", default="80x24", metavar="WxH", help="The terminal's columns and rows.")
@click.option("--theme", default="classic", metavar="NAME", help="The skin of the phone.")
@click.option("--tab", default="air", metavar="NAME", help="The page of the operator's console.")
@common
def shot(out: Path, keys: tuple[str, ...], size: str, theme: str, tab: str, **given: Any) -> None:
    """Press each KEY (a key's name, or characters to type one by one) and save the screen as OUT.svg, or as text OUT.txt."""
    from tui.paper import check_place, read_area  # noqa: PLC0415  (--help needs none of it)

    choices = Choices(**given)
    try:
        area = read_area(size)
        check_place(out)
        world, name, _ = choices.open()
        from tui.app import save_shot  # noqa: PLC0415  (Textual only when something is drawn)

        save_shot(world, out, name=name, keys=keys, size=area, theme=theme, locale=choices.locale, tab=tab)
    except ValueError as error:
        raise BadInputError(f"shot: {error}") from error
    except OSError as error:
        raise BadInputError(f"shot: {out}: {(error.strerror or str(error)).lower()}") from error
    click.echo(str(out))


@zvonilka.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--crawl", "crawls", is_flag=True, help="Walk every menu of every edition too, and print the menus.")
def check(folder: Path | None, *, crawls: bool) -> None:
    """Check the fixtures, with those of FOLDER over them: every mistake is one line."""
    from phone.check import problems  # noqa: PLC0415
    from phone.crawl import crawl  # noqa: PLC0415

    tree: tuple[str, ...] = ()
    found = tuple(map(str, problems(folder)))
    if crawls and not found:
        walked = crawl(folder)
        tree, found = walked.tree, walked.problems
    for problem in found:
        click.echo(problem, err=True)
    if found:
        sys.exit(BAD_INPUT)
    for line in tree:
        click.echo(line)
    click.echo("the fixtures are in order")


def main() -> None:
    """Run the command line; a fault of the program is one line, and a traceback only for who asks for it."""
    try:
        zvonilka.main(standalone_mode=True)
    except Exception as error:
        if os.environ.get("ZVONILKA_DEBUG"):
            raise
        from ledger.journal.port import JournalError  # noqa: PLC0415  (--version needs none of the house)

        if isinstance(error, JournalError):
            click.echo(str(error), err=True)
            sys.exit(BAD_INPUT)
        click.echo(f"internal fault: {type(error).__name__}: {error} (ZVONILKA_DEBUG=1 shows where)", err=True)
        sys.exit(FAULT)
