"""The phone while it starts: its body is drawn at once, the world is opened when it can be seen.

Opening a world takes longer than drawing a phone. A phone that is switched on shows itself first and its network later, and
so does this one; what is typed meanwhile is kept.
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.layout import Layout
from textual.message import Message
from textual.screen import Screen

from tui.screens.plan_layout import PlanLayout
from tui.widgets.phone_body import PhoneBody


class BootScreen(Screen[None]):
    """A phone with an empty display."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False

    class Shown(Message):
        """The phone can be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: list[events.Key | events.Paste] = []
        """What came from the keyboard meanwhile."""
        self._arrangement = PlanLayout()

    @property
    def layout(self) -> Layout:
        """Places by the plan."""
        return self._arrangement

    def compose(self) -> ComposeResult:
        """The phone alone."""
        yield PhoneBody("", id="phone")

    def on_mount(self) -> None:
        """Tell when the first frame has been drawn."""
        self.call_after_refresh(self.post_message, self.Shown())

    def on_key(self, event: events.Key) -> None:
        """Keep a key for the phone."""
        self.typed.append(event)

    def on_paste(self, event: events.Paste) -> None:
        """Keep a paste for the phone."""
        self.typed.append(event)
