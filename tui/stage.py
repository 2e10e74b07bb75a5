"""A dialog played in the app: the stage is set, and the app runs in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from ledger.loading import nearest
from phone.dialog.model import Dialog
from phone.dialog.performance import Performance
from phone.dialog.programme import Programme
from tui.app import run_to_its_end
from tui.opening import phone_screen
from tui.screens.phone import PhoneScreen
from tui.show import Show
from tui.terminal import TerminalApp
from tui.wish import Wish

if TYPE_CHECKING:
    from tui.settings import Settings, SettingsFile


@frozen
class Playbill:
    """What is to be played, and how.

    Attributes:
        dialog: the file.
        folder: where it lies, from which the paths of its header go on.
        locale: in which locale.
        pace: the name of a pace.
        mark: the title or the number of the mark at which it begins; empty for the beginning.
        presents: whether the presenter's view is opened at once.
        halts: whether it stops at marks.
    """

    dialog: Dialog
    folder: Path
    locale: str
    pace: str = "normal"
    mark: str = ""
    presents: bool = False
    halts: bool = True

    @property
    def part(self) -> int:
        """The part of the programme at which it begins.

        Raises:
            ValueError: there is no such mark; names those that there are.
        """
        if not self.mark:
            return 0
        marks = Programme.of(self.dialog, self.locale).marks
        if not marks:
            raise ValueError(f'--from: found "{self.mark}", but this dialog has no marks (mark: TITLE makes one)')
        if self.mark.isdecimal() and 1 <= int(self.mark) <= len(marks):
            return marks[int(self.mark) - 1].part
        wanted = self.mark.casefold()
        found = [mark.part for mark in marks if wanted in mark.title.casefold()]
        if not found:
            titles = [mark.title for mark in marks]
            known = ", ".join(f"{number} {title}" for number, title in enumerate(titles, start=1))
            raise ValueError(f'there is no mark "{self.mark}"{nearest(self.mark, titles)}; the marks are: {known}')
        return found[0]

    def performance(self, edition: str | None = None) -> Performance:
        """The performance, at its beginning and going on.

        Args:
            edition: another edition of the programme than the file has.

        Raises:
            DialogError: the world of the header cannot be opened.
            ValueError: there is no such mark.
        """
        dialog = self.dialog
        if edition is not None:
            dialog = evolve(dialog, header=evolve(dialog.header, edition=edition))
        made = Performance.of(dialog, self.locale, self.folder, pace=self.pace, halts=self.halts)
        if self.mark:
            made.enter(self.part, 0)
        return made


def stage_screen(
    show: Show, locale: str, *, flash_ms: int = 0, tab: str = "air", presents: bool = False
) -> PhoneScreen:
    """The phone's screen on which a show is played."""
    screen = phone_screen(
        show.world, show.looked_at, locale=locale, flash_ms=flash_ms, wall=True, start_console_tab=tab, show=show
    )
    screen.presents = presents
    return screen


def run_show(bill: Playbill, *, theme: str, settings: Settings, store: SettingsFile) -> int:
    """Play a dialog in the terminal.

    Returns:
        The exit code, as `tui.app.run_phone` does.

    Raises:
        ValueError: there is no such theme or mark.
        DialogError: the world of the header cannot be opened.
    """

    def open_screen(wish: Wish) -> PhoneScreen:
        show = Show(bill.performance(wish.edition))
        show.performance.go(show.now_ms())
        tab, flash_ms = settings.console_tab, settings.key_flash_ms
        return stage_screen(show, bill.locale, flash_ms=flash_ms, tab=tab, presents=bill.presents)

    return run_to_its_end(TerminalApp(open_screen, theme=theme, locale=bill.locale, store=store))
