"""A list over the phone of which one thing is taken, or none."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.widgets.listing import Listing
from tui.widgets.strips import LineScreen

T = TypeVar("T")


class ChoosingScreen(LineScreen[T | None], ModalScreen[T | None]):
    """Gives what was taken, or None."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "take", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("ctrl+c", "app.quit", show=False),
    ]
    _listing: Listing[Any]

    @abstractmethod
    def action_take(self) -> None:
        """Take what is chosen."""

    def action_move(self, step: int) -> None:
        """Choose another row."""
        self._listing.move(step)

    def action_leave(self) -> None:
        """Close, and take nothing."""
        self.dismiss(None)

    def on_listing_opened(self) -> None:
        """A second click on a row."""
        self.action_take()
