"""`zvonilka run`, `fmt` and `open`: dialog files checked, written in good form, and gone on with by hand."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import evolve

from tui.options import BAD_INPUT, BadInputError, remembered
from tui.verbs import Verb

if TYPE_CHECKING:
    from phone.dialog.files import Source
    from phone.dialog.play import Played
    from phone.dialog.problems import DialogError
    from phone.dialog.report import Told
    from phone.dialog.running import Job
    from phone.world import World

DIFFERED: Final = 4
"""The exit code of a run in which something differed."""

MANY: Final = 50
"""With more cases than these only those are told that differ."""

LOCALES: Final = click.Choice(["ru", "en", "translit"])


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--locale", type=LOCALES, help="Play only this locale of each file.")
@click.option("--update", is_flag=True, help="Accept what came: rewrite the files so that everything holds.")
@click.option(
    "--junit", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.xml", help="Write JUnit XML too."
)
@click.option("-v", "--verbose", is_flag=True, help="A line for each case, however many there are.")
@click.pass_context
def run(
    context: click.Context,
    files: tuple[Path, ...],
    locale: str | None,
    junit: Path | None,
    *,
    update: bool,
    verbose: bool,
) -> None:
    """Check dialog files, folders of them, or the ```dialog fences of Markdown files; - reads standard input.

    Exit codes: 0 all holds, 4 something differed, 2 a file cannot be read.
    """
    from phone.dialog.problems import DialogError  # noqa: PLC0415  (--help needs none of the house)
    from phone.dialog.running import jobs  # noqa: PLC0415

    gc.freeze()  # worlds come and go by the thousand; what is loaded stays, and need not be walked through each time
    gc.set_threshold(50_000, 20, 100)
    sources, broken = _read(files)
    todo = [job for source in sources for job in jobs(source, locale)]
    results: list[tuple[Job, Played]] = []
    progress = _Progress(len(todo), each=verbose or len(todo) <= MANY)
    for job in todo:
        try:
            played = job.play()
        except DialogError as error:
            broken.append(error)
            continue
        results.append((job, played))
        progress.tell(job, played)
    progress.end()
    for told in dict.fromkeys(map(str, broken)):
        click.echo(told, err=True)
    if junit is not None:
        _write_junit(junit, results, broken)
    updated = _update(sources, results) if update else frozenset()
    differed = sum(
        played.stuck or bool(played.differences and job.source.name not in updated) for job, played in results
    )
    if results:
        progress.sum_up(len(results), differed, len(broken))
    context.exit(BAD_INPUT if broken else DIFFERED if differed else 0)


def _read(files: Iterable[Path]) -> tuple[list[Source], list[DialogError]]:
    """The files that can be read, and why the others cannot."""
    from phone.dialog.files import found_in, read_bytes, read_file  # noqa: PLC0415
    from phone.dialog.problems import DialogError  # noqa: PLC0415

    sources: list[Source] = []
    broken: list[DialogError] = []
    for given in files:
        for path in found_in(given):
            try:
                stdin = str(path) == "-"
                sources.append(read_bytes(sys.stdin.buffer.read(), "<stdin>") if stdin else read_file(path))
            except DialogError as error:
                broken.append(error)
    if not sources and not broken:
        raise BadInputError(f"{', '.join(map(str, files))}: no dialogs; they are files that end in .dialog")
    return sources, broken


class _Progress:
    """What a run prints while it goes on."""

    def __init__(self, count: int, *, each: bool) -> None:
        self.count, self.done, self.each = count, 0, each
        self.counts = not each and sys.stdout.isatty()

    def tell(self, job: Job, played: Played) -> None:
        """One case is played."""
        self.done += 1
        if played.differences:
            self._clear()
            click.echo(f"differs  {job.label}")
            _told(_lines(job, played))
        elif self.each:
            click.echo(f"holds    {job.label}")
        if self.counts and self.done % 20 == 0:
            click.echo(f"\r{self.done}/{self.count}", nl=False)

    def end(self) -> None:
        """All are played."""
        self._clear()

    def sum_up(self, played: int, differed: int, broken: int) -> None:
        """The last line."""
        parts = [f"{played} case{_s(played)}: {_counted(played - differed, 'hold')}", _counted(differed, "differ")]
        if broken:
            parts.append(f"{broken} file{_s(broken)} cannot be read")
        click.echo(", ".join(parts))

    def _clear(self) -> None:
        if self.counts:
            click.echo("\r\x1b[K", nl=False)


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _counted(count: int, verb: str) -> str:
    return f"{count} {verb}{'s' if count == 1 else ''}"


def _lines(job: Job, played: Played) -> Iterator[Told]:
    from phone.dialog.report import after_all, report  # noqa: PLC0415

    name = job.source.name
    for difference in played.differences:
        yield from report(name, played, difference)
    if job.source.path is not None:
        yield from after_all(name, played, f"zvonilka run --update {name}")


def _told(lines: Iterable[Told]) -> None:
    from phone.dialog.report import coloured, plain  # noqa: PLC0415

    colours = sys.stdout.isatty()
    for told in lines:
        for line in (coloured(told),) if colours else plain(told):
            click.echo(line, color=True)


def _write_junit(path: Path, results: list[tuple[Job, Played]], broken: list[DialogError]) -> None:
    from phone.dialog.junit import write_junit  # noqa: PLC0415

    try:
        write_junit(path, results, broken)
    except OSError as error:
        raise BadInputError(f"--junit {path}: {error.strerror}") from error


def _update(sources: list[Source], results: list[tuple[Job, Played]]) -> frozenset[str]:
    """Rewrite what differed; the names of the files in which everything holds now."""
    from phone.dialog.files import write_text  # noqa: PLC0415
    from phone.dialog.running import accepted  # noqa: PLC0415

    held: set[str] = set()
    for source in sources:
        mine = [(job, played) for job, played in results if job.source is source]
        if source.path is None or not any(played.differences for _, played in mine):
            continue
        done = accepted(source, mine)
        if done.text != source.text:
            try:
                write_text(source.path, done.text)
            except OSError as error:
                raise BadInputError(f"{source.path}: {error.strerror}") from error
        for note in done.notes:
            click.echo(f"{source.name}: {note}")
        if not any("not written" in note for note in done.notes):
            held.add(source.name)
    return frozenset(held)


@click.command(cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--check", is_flag=True, help="Change nothing; exit code 4 if a file is not in good form.")
@click.option("--words", type=click.Choice(["en", "ru"]), help="Write the words of dialogs in this language.")
@click.pass_context
def fmt(context: click.Context, files: tuple[Path, ...], words: str | None, *, check: bool) -> None:
    """Write dialog files in good form; - reads standard input and prints.

    What texts and displays have between their bars is not touched.
    """
    from phone.dialog.files import write_text  # noqa: PLC0415
    from phone.dialog.layout import formatted  # noqa: PLC0415

    sources, broken = _read(path for path in files)
    changed = 0
    for source in sources:
        if source.path is not None and source.path.suffix != ".dialog":
            raise BadInputError(f"{source.path}: fmt takes files that end in .dialog")
        good = formatted(source.dialogs[0], words)  # type: ignore[arg-type]
        mark = "\ufeff" if source.text.startswith("\ufeff") else ""
        if source.path is None:
            click.echo(good, nl=False)
        elif mark + good != source.text:
            changed += 1
            click.echo(f"{source.path}: {'not in good form' if check else 'written in good form'}")
            if not check:
                write_text(source.path, mark + good)
    for error in broken:
        click.echo(str(error), err=True)
    context.exit(BAD_INPUT if broken else DIFFERED if check and changed else 0)


@click.command(cls=Verb, name="open")
@click.argument("place", metavar="FILE[:LINE]")
@click.option("--locale", type=LOCALES, help="In which locale; the first of the file by default.")
@click.option("--theme", metavar="NAME", help="The skin of the phone.")
@click.pass_context
def open_dialog(context: click.Context, place: str, locale: str | None, theme: str | None) -> None:
    """Play a dialog silently up to a line, and go on by hand from there."""
    path, colon, line = place.rpartition(":")
    file, number = (Path(path), int(line)) if colon and line.isdecimal() else (Path(place), None)
    sources, broken = _read([file])
    if broken:
        raise BadInputError(str(broken[0]))
    if number is not None:
        _check_line(sources[0], number)
    if not sys.stdout.isatty():
        raise BadInputError("the phone needs a terminal; without one there is: zvonilka run FILE")
    settings, store = remembered()
    from tui.app import run_phone  # noqa: PLC0415  (Textual only when something is drawn)

    try:
        code = run_phone(
            lambda wish: _played_to(sources[0], number, locale, wish.edition),
            theme=theme or settings.theme,
            locale=locale or settings.locale,
            settings=settings,
            store=store,
        )
    except ValueError as error:
        raise BadInputError(str(error)) from error
    context.exit(code)


def _check_line(source: Source, number: int) -> None:
    """A line that a file does not have is a slip of who opens it."""
    lines = len(source.text.splitlines())
    if not 1 <= number <= lines:
        raise BadInputError(f"{source.name}: found line {number}, expected one of its {lines} line{_s(lines)}")


def _played_to(source: Source, line: int | None, locale: str | None, edition: str | None) -> tuple[World, str]:
    """The world of a dialog after its steps before a line, and whose phone acted last."""
    from phone.dialog.play import played_to  # noqa: PLC0415

    before = [dialog for dialog in source.dialogs if line is None or dialog.cases[0].line <= line]
    dialog = before[-1] if before else source.dialogs[0]
    if edition is not None:
        dialog = evolve(dialog, header=evolve(dialog.header, edition=edition))
    return played_to(dialog, line, locale or dialog.header.locales[0], source.folder)
