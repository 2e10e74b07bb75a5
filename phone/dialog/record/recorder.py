"""Recording: what happened in a world becomes a dialog that plays green at once, unedited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from os.path import relpath
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve, frozen

from ledger.calendar import local
from phone.dialog.files import Source
from phone.dialog.model import Dialog
from phone.dialog.problems import DialogError
from phone.dialog.record.attempts import Story
from phone.dialog.record.compose import Composer, Mark
from phone.dialog.record.moves import moves_of
from phone.dialog.record.reference import moments
from phone.dialog.record.secrets import masked
from phone.dialog.record.take import Take, alike
from phone.dialog.record.values import Places
from phone.dialog.running import Job, accepted
from phone.dialog.setting import open_world, people_of
from phone.dialog.syntax import parse
from phone.dialog.words import Language, bundled_words
from phone.dialog.writing import Writer
from phone.inputs import REOPENED, Input, Origin
from phone.opening import load_world
from phone.saving.keeper import story_of
from phone.world import World

NAME: Final = "recording.dialog"
ASTRAY: Final = "# something that was done here has no word in dialogs: what follows does not come out all the same"
BASE: Final = "demo"
"""The bundled world from which a world of a file of its own is told where that file does not lie."""
Marks = Sequence[tuple[int, Mark]]
"""(how many inputs the world had, what was looked at then), in order."""


@frozen
class Recording:
    """A dialog that was made of what happened.

    Attributes:
        text: the file.
        steps: how many things are done in it.
        differs: how many stretches came out otherwise than they were, and one more if the whole did: something was done that
            dialogs have no word for.
    """

    text: str
    steps: int
    differs: int


def recorded(
    world: World,
    *,
    title: str = "",
    folder: Path | None = None,
    begin: int = 0,
    marks: Marks = (),
    inlined: Sequence[str] | None = None,
    masks: bool = False,
    language: Language = "en",
) -> Recording:
    """What happened in a world up to now, as a dialog.

    Args:
        world: it stays as it is.
        title: of the case; without one it is called as its file is.
        folder: where the file is to lie, from which the paths of its header go on.
        begin: how many inputs there were when the recording began; what was before becomes set-up lines.
        marks: what was to be looked at.
        inlined: the lines of the header in the place of files and settings; the world is a bundled one then.
        masks: whether PINs are to be masked.
        language: in which words.

    Raises:
        ValueError: the world does not know how it came to be as it is; the message says why.
    """
    origin, inputs = story_of(world)
    if origin is None:
        raise ValueError(
            "this save was begun by a version that took nothing down; what happens in it cannot be recorded"
        )
    if any(one.act.verb == REOPENED for one in inputs):
        raise ValueError("this save went on with other fixtures than it began with; it cannot be told in one dialog")
    if world.other_fixtures:
        raise ValueError(f"this save began with {_named(origin)}; name the same again")
    folder = folder or Path()
    files = tuple(_files(origin, folder)) if inlined is None else inlined
    header = [*_opening(origin, world, folder, whole=inlined is None), *files]
    if origin.header:
        header = list(_from_header(origin, folder, inlined))
    if language != "en":
        header.append(f"language: {language}")
    recorder = Recorder(origin, header, folder, language, world.texts.zone, masks)
    return recorder.record(inputs, world, title, begin, marks)


def _named(origin: Origin) -> str:
    """The options with which a world was opened."""
    options = [f"--edition {origin.edition}"] if origin.edition else []
    options += [f"--fixtures {origin.fixtures}"] if origin.fixtures else []
    options += [f"--set {setting}" for setting in origin.settings]
    return " ".join(options) or "no --edition, --fixtures or --set"


def _opening(origin: Origin, world: World, folder: Path, *, whole: bool) -> Iterator[str]:
    """The lines of a header that say which world begins when."""
    begun = f"{local(origin.begun_ms, world.texts.zone):%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    own = origin.world.endswith(".json")
    yield f"world: {(_from(folder, origin.world) if whole else BASE) if own else origin.world}"
    yield f"date: {begun}"
    yield f"locale: {origin.locale}"
    if origin.edition:
        yield f"edition: {origin.edition}"


def _from_header(origin: Origin, folder: Path, inlined: Sequence[str] | None) -> Iterator[str]:
    """The lines of the dialog that opened a world: their paths go on from a folder, or what they lead to is inlined.

    Raises:
        ValueError: the world has a file of its own, and people of the header over it: that is not inlined.
    """
    yield from inlined or ()
    for line in origin.header:
        found = bundled_words()["headers"].find(line)
        key, _, value = line.partition(":")
        path = value.strip()
        leads = found is not None and (found.id == "fixtures" or (found.id == "world" and path.endswith(".json")))
        if inlined is None and leads:
            yield f"{key}: {_from(folder, str(Path(origin.folder) / path))}"
        elif inlined is not None and leads and path.endswith(".json"):
            raise ValueError(f"{path} is a world of its own; hand it on with the dialog that opened it")
        elif inlined is None or found is None or found.id not in ("fixtures", "set"):
            yield line


def _files(origin: Origin, folder: Path) -> Iterator[str]:
    """The lines of a header that say what lies over the fixtures."""
    if origin.fixtures:
        yield f"fixtures: {_from(folder, origin.fixtures)}"
    yield from (f"set: {setting}" for setting in origin.settings)


def _from(folder: Path, path: str) -> str:
    """A path from where the command runs, as one from a folder."""
    return Path(relpath(path, folder)).as_posix()


@frozen
class Recorder:
    """Makes dialogs of inputs.

    Attributes:
        origin: how their world was opened.
        header: the lines that open it again.
        folder: where the file is to lie.
        language: in which words.
        zone: of the operator's clock.
        masks: whether PINs are masked.
    """

    origin: Origin
    header: Sequence[str]
    folder: Path
    language: Language
    zone: ZoneInfo
    masks: bool = False

    def record(self, inputs: Sequence[Input], world: World, title: str, begin: int, marks: Marks) -> Recording:
        """The dialog of some inputs, and whether the world that they made is the one that there is."""
        lived = self._opened()
        owners = {msisdn: person.name for person in lived.people.values() for msisdn in person.msisdns}
        moves = tuple(moves_of(inputs, owners))
        found = moments(lived, moves, world.now_ms)
        astray = not alike(lived, world)
        if self.masks:
            moves = masked(moves, self._opened())
            found = moments(self._opened(), moves, world.now_ms)
        looked: dict[int, list[Mark]] = {}
        for place, mark in marks:
            looked.setdefault(_moves_before(inputs, place, owners), []).append(mark)
        first = _moves_before(inputs, begin, owners)
        story = Story(moves, found, frozenset({*looked, first}))
        lines, composer = self._composed(story, looked, first)
        case = [f"== {' '.join(title.split()).replace('::', ':')}"] if title else []
        readable = self._readable([*case, *([ASTRAY] if astray else []), *lines])
        lost = sum(line.startswith("# ") for line in readable)
        text = self._accepted(readable)
        with_places = Places(bundled_words().table.volatile).put(text, composer.take.heard)
        return Recording(with_places, composer.steps, max(composer.differs, lost))

    def _composed(
        self, story: Story, looked: Mapping[int, Sequence[Mark]], first: int
    ) -> tuple[tuple[str, ...], Composer]:
        """The lines of the case: without the time of people who think, unless that comes out otherwise."""
        composer = self._composer(story, looked, first)
        lines = composer.compose()
        if composer.differs:
            strict = self._composer(evolve(story, strict=True), looked, first)
            exactly = strict.compose()
            if strict.differs < composer.differs:
                return exactly, strict
        return lines, composer

    def _composer(self, story: Story, looked: Mapping[int, Sequence[Mark]], first: int) -> Composer:
        writer = Writer(bundled_words(), self.language, self.zone)
        fresh = open_world(self._parsed([]).header, self.origin.locale, self.folder)
        return Composer(story, looked, first, Take.begin(fresh, settles=True), writer)

    def _opened(self) -> World:
        """The world as it was opened, before anything came in."""
        origin = self.origin
        if origin.header:
            return open_world(self._parsed([]).header, origin.locale, self.folder)
        date = f"{local(origin.begun_ms, self.zone):%Y-%m-%d %H:%M:%S}"
        return load_world(
            origin.world,
            edition=origin.edition or None,
            folder=Path(origin.fixtures) if origin.fixtures else None,
            settings=origin.settings,
            locale=origin.locale,
            now=date,
        )

    def _parsed(self, lines: Sequence[str]) -> Dialog:
        text = "\n".join([*self.header, "", *lines, ""])
        return parse(text, NAME, partial(people_of, folder=self.folder))

    def _accepted(self, lines: Sequence[str]) -> str:
        """The text with everything in it that phones are told."""
        dialog = self._parsed(lines)
        source = Source(self.folder / NAME, NAME, dialog.text, (dialog,))
        job = Job(source, dialog, dialog.cases[0], self.origin.locale)
        return accepted(source, [(job, job.play())]).text

    def _readable(self, lines: Sequence[str]) -> tuple[str, ...]:
        """The lines, and as comments those that dialogs have no form for: a page that was sent empty."""
        try:
            self._parsed(lines)
        except DialogError as error:
            offset = len(self.header) + 1
            wrong = {mistake.line - 1 - offset for mistake in error.mistakes}
            return tuple(f"# {line}" if place in wrong else line for place, line in enumerate(lines))
        return tuple(lines)


def _moves_before(inputs: Sequence[Input], place: int, owners: Mapping[str, str]) -> int:
    """How many moves the inputs before a place make."""
    return sum(1 for _ in moves_of(inputs[:place], owners))
