"""What one takes along: the display or the last reply in the clipboard, the whole screen as a picture and as text."""

from __future__ import annotations

from pathlib import Path

from phone.trace import TraceEvent
from tui.clipboard import copy_by_program
from tui.lines import printable
from tui.picture import svg_of, text_of
from tui.recording import free_path
from tui.screens.sitting import SittingScreen


class Keepsakes(SittingScreen):
    """The part of every sitting's screen that copies and saves."""

    def action_copy_reply(self) -> None:
        """Copy what the network said last to the phone with the keyboard."""
        said = (reply(event) for event in reversed(self.session.world.trace) if event.phone == self.session.person)
        text = next((text for text in said if text), "")
        self.copy(text, "copy.reply" if text else "copy.nothing")

    def action_copy_display(self) -> None:
        """Copy the display as text."""
        frame = self.session.world.frame(self.session.person)
        self.copy("\n".join(row.text.rstrip() for row in frame.rows), "copy.display")

    def copy(self, text: str, told: str) -> None:
        """Copy a text and say so; a terminal that does not take it is helped by a program."""
        if text:
            self.app.copy_to_clipboard(text)
            copy_by_program(text)
        self.notify(self.session.words(told), markup=False)

    def action_picture(self) -> None:
        """Save the screen as SVG and as text, in the folder in which the program runs."""
        words, world = self.session.words, self.session.world
        stem = f"zvonilka-{words.stamp(world.now_ms)}"
        path = free_path(Path.cwd(), stem, ".svg")
        try:
            path.write_text(svg_of(self.app), encoding="utf-8")
            path.with_suffix(".txt").write_text(text_of(self.app), encoding="utf-8")
        except OSError as error:
            self.notify(words("picture.failed", why=str(error)), severity="error", markup=False)
        else:
            self.notify(words("picture.saved", path=str(path)), markup=False)


def reply(event: TraceEvent) -> str:
    """What a message of the network says; empty for one that says nothing."""
    text = getattr(event.message, "text", None) if event.direction == "down" else None
    return "" if text is None else printable(str(text))
