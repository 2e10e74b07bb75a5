"""What is written down of a sitting: a dialog of what is done from here on, of all that was done, or for a bug report."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from phone.saving.keeper import inputs_so_far
from tui.recording import SUFFIX, free_path
from tui.screens.keepsakes import Keepsakes

MANY = 150
"""With more inputs than these a dialog takes longer to tell than people like to wait without a word."""
SHOWN_S = 0.1

if TYPE_CHECKING:
    from phone.dialog.record.recorder import Recording


class RecordingDeeds(Keepsakes):
    """The part of every sitting's screen that records."""

    def action_record(self) -> None:
        """Begin to record, or end it and write the dialog."""
        reel = self.session.reel
        if reel.runs:
            self._write(reel.path or self._free("dialog"), reel.stop)
        else:
            reel.start()
            self.notify(self.session.words("record.started"), markup=False)
        self.redraw(everything=True)

    def keep_recording(self) -> None:
        """The show has left a world that was being recorded: what was recorded of it is written, and nothing more is."""
        reel, self.session.cut = self.session.cut, None
        if reel is not None:
            self.notify(self.session.words("record.cut"), markup=False)
            self._write(reel.path or self._free("dialog"), reel.stop)

    def action_check_screen(self) -> None:
        """Have the display looked at here, whenever the dialog is played."""
        self._look("screen")

    def action_check_ledger(self) -> None:
        """Have the account looked at here, whenever the dialog is played."""
        self._look("ledger")

    def action_save_dialog(self) -> None:
        """Write all that has happened in this world as a dialog."""
        self._write(self._free("dialog"), self.session.reel.write)

    def action_report(self) -> None:
        """Write a bug report: all that has happened, in one file that plays anywhere."""
        self._write(self._free("report"), self.session.reel.report)

    def _look(self, kind: str) -> None:
        session = self.session
        session.reel.look(kind, session.person)
        self.notify(session.words(f"record.{kind}", who=session.words.person(session.person)), markup=False)
        self.redraw(everything=True)

    def _free(self, stem: str) -> Path:
        session = self.session
        return free_path(Path.cwd(), f"{stem}-{session.words.stamp(session.world.now_ms)}", SUFFIX)

    def _write(self, path: Path, write: Callable[[Path], Recording]) -> None:
        """Write a dialog; a long story is said to take a moment, and the screen shows that first."""
        if inputs_so_far(self.session.world) <= MANY:
            self._write_now(path, write)
        else:
            self.notify(self.session.words("record.writing"), markup=False)
            self.set_timer(SHOWN_S, partial(self._write_now, path, write))

    def _write_now(self, path: Path, write: Callable[[Path], Recording]) -> None:
        words = self.session.words
        try:
            recording = write(path)
        except (OSError, ValueError) as error:
            self.notify(words("record.failed", why=str(error)), severity="error", markup=False)
            return
        self.notify(words("record.saved", path=str(path), count=recording.steps), timeout=10, markup=False)
        if recording.differs:
            self.notify(words("record.differs"), severity="warning", markup=False)
