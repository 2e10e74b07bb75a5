"""Recordings as files: what is being recorded of a world, where it may be written, what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import define, field

from phone.saving.keeper import inputs_so_far

if TYPE_CHECKING:
    from phone.dialog.record.recorder import Marks, Recording
    from phone.world import World

SUFFIX: Final = ".dialog"


def free_for_recording(path: Path, suffix: str = SUFFIX) -> Path:
    """A path to which a recording can be written, of a kind that has a suffix.

    Raises:
        ValueError: something is there already, or its folder is not, or takes no file; nothing is overwritten.
    """
    if path.suffix != suffix:
        raise ValueError(f"{path}: a recording ends in {suffix}")
    if not path.parent.is_dir():
        raise ValueError(f"{path}: there is no folder {path.parent}; make it first")
    if path.exists():
        raise ValueError(
            f"{path} is there already, and a recording overwrites nothing; name another file, or delete it"
        )
    if not _takes_files(path.parent):
        raise ValueError(f"{path}: nothing can be written into the folder {path.parent}; name another one")
    return path


def _takes_files(folder: Path) -> bool:
    """Whether a file can be made in a folder; it is tried, for rights alone do not tell."""
    from tempfile import TemporaryFile  # noqa: PLC0415  (only who records needs it)

    try:
        with TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def cause_of(error: OSError | ValueError) -> str:
    """Why a recording was not written, without numbers and paths of the system."""
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """A path that is not taken: with a number behind the name if it must be."""
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def told(path: Path, recording: Recording) -> str:
    """What a recording is, in a line."""
    steps = f"{recording.steps} step{'' if recording.steps == 1 else 's'}"
    line = f"recorded {steps}; check it: zvonilka run {path}"
    return f"{line} (something in it has no word in dialogs)" if recording.differs else line


@define
class Reel:
    """What is being recorded of a world.

    Attributes:
        world: which one.
        begin: how many inputs it had when the recording began; None while nothing is recorded.
        path: where the recording goes, if somebody said so.
        marks: how many inputs there were when something was to be looked at, whether a `screen` or a `ledger`, and whose.
    """

    world: World
    begin: int | None = None
    path: Path | None = None
    marks: list[tuple[int, str, str]] = field(factory=list)

    @property
    def runs(self) -> bool:
        """Whether something is recorded now."""
        return self.begin is not None

    @property
    def count(self) -> int:
        """How many inputs have come since the recording began."""
        return 0 if self.begin is None else inputs_so_far(self.world) - self.begin

    def start(self, path: Path | None = None) -> None:
        """Record from now on."""
        self.begin, self.path = inputs_so_far(self.world), path

    def look(self, kind: str, name: str) -> None:
        """Have a display (`screen`) or an account (`ledger`) looked at here, in each recording of this moment."""
        self.marks.append((inputs_so_far(self.world), kind, name))

    def stop(self, path: Path) -> Recording:
        """Write what was recorded; then the recording is over, and goes on if it could not be written.

        Raises:
            ValueError: the world cannot tell how it came to be as it is.
            OSError: the file cannot be written.
        """
        recording = self.write(path, self.begin or 0)
        self.begin = None
        return recording

    def end(self) -> Iterator[str]:
        """Write what is being recorded, if anything is, as the sitting ends; what became of it, in a line."""
        if not self.runs:
            return
        path = self.path or free_path(Path.cwd(), "dialog", SUFFIX)
        try:
            yield told(path, self.stop(path))
        except (OSError, ValueError) as error:
            yield f"{path}: {cause_of(error)}"

    def write(self, path: Path, begin: int = 0) -> Recording:
        """Write what has happened since an input; errors as `stop`."""
        from phone.dialog.files import write_text  # noqa: PLC0415  (a phone that records nothing needs no dialogs)
        from phone.dialog.record.recorder import recorded  # noqa: PLC0415

        marks = self._looks(begin)
        recording = recorded(self.world, folder=path.parent, begin=begin, marks=marks)
        write_text(path, recording.text)
        return recording

    def report(self, path: Path) -> Recording:
        """Write a bug report; errors as `stop`."""
        from phone.dialog.record.report import report  # noqa: PLC0415  (see above)

        return report(self.world, path, marks=self._looks(0))

    def _looks(self, begin: int) -> Marks:
        from phone.dialog.record.compose import Mark  # noqa: PLC0415  (see above)

        return [(place, Mark(kind, name)) for place, kind, name in self.marks if place >= begin]
