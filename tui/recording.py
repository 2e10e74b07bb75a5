"""Recordings as files: where they may be written, what is said of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

from phone.dialog.files import SUFFIX, write_text
from phone.dialog.record.compose import Mark
from phone.dialog.record.recorder import Recording, recorded
from phone.saving.keeper import inputs_so_far

if TYPE_CHECKING:
    from phone.world import World


def free_for_recording(path: Path) -> Path:
    """A path to which a recording may be written.

    Raises:
        ValueError: something is there already, or its folder is not; nothing is overwritten.
    """
    if path.suffix != SUFFIX:
        raise ValueError(f"{path}: a recording ends in {SUFFIX}")
    if not path.parent.is_dir():
        raise ValueError(f"{path}: there is no folder {path.parent}; make it first")
    if path.exists():
        raise ValueError(
            f"{path} is there already, and a recording overwrites nothing; name another file, or delete it"
        )
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
        marks: what was to be looked at, and how many inputs there were then.
    """

    world: World
    begin: int | None = None
    path: Path | None = None
    marks: list[tuple[int, Mark]] = field(factory=list)

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
        self.marks.append((inputs_so_far(self.world), Mark(kind, name)))

    def write(self, path: Path, *, begin: int | None = None) -> Recording:
        """Write what was recorded, or all since an input; the recording stops.

        Raises:
            ValueError: the world cannot tell how it came to be as it is.
            OSError: the file cannot be written.
        """
        first = (self.begin or 0) if begin is None else begin
        marks = [(place, mark) for place, mark in self.marks if place >= first]
        recording = recorded(self.world, title=path.stem, folder=path.parent, begin=first, marks=marks)
        write_text(path, recording.text)
        self.begin = None
        return recording
