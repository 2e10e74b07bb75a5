"""A key of the phone: it lights up when pressed, and a click on it is a press of the phone's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from phone.handset.ui.keys import Key
from tui.caps import CapPiece, cap_rows

if TYPE_CHECKING:
    from tui.widgets.phone_body import PhoneBody

Kind = Literal["plain", "soft", "pad", "call", "end", "pressed"]
"""What a key's colours depend on."""
KINDS: dict[Key, Kind] = {
    "soft_left": "soft",
    "soft_right": "soft",
    "call": "call",
    "end": "end",
    "up": "pad",
    "down": "pad",
    "left": "pad",
    "right": "pad",
}
"""The kind of each key that is not a plain one; any key is `pressed` while it is lit."""


def key_id(key: Key) -> str:
    """The widget id of a key: `key-5`, `key-star`, `key-hash`, `key-soft-left`."""
    return "key-" + {"*": "star", "#": "hash"}.get(key, key).replace("_", "-")


class KeyCap(Widget):
    """One key. It is lit while mouse or keyboard hold it, or for a moment after a press by keyboard.

    Its colours are component classes of the phone, `key--KIND-top` and `key--KIND-low`: a phone has many keys of few kinds.
    """

    ALLOW_SELECT = False

    class Pressed(Message):
        """The mouse presses a key of the phone, and holds it until it is `Released`."""

        def __init__(self, key: Key, phone: str) -> None:
            super().__init__()
            self.key = key
            """Which key."""
            self.phone = phone
            """The subscriber whose phone it is."""

    class Released(Message):
        """The mouse has let go of a key."""

        def __init__(self, phone: str) -> None:
            super().__init__()
            self.phone = phone
            """The subscriber whose phone it is."""

    def __init__(self, key: Key) -> None:
        super().__init__(id=key_id(key))
        self.key: Key = key
        self._held = False
        """By the mouse."""
        self._kept = False
        """By the keyboard."""
        self._dark: Timer | None = None

    @property
    def body(self) -> PhoneBody:
        """The phone that the key belongs to."""
        from tui.widgets.phone_body import PhoneBody  # noqa: PLC0415  (the body is made of keys)

        assert isinstance(self.parent, PhoneBody)
        return self.parent

    @property
    def lit(self) -> bool:
        """Whether the key shows that it is pressed."""
        return self._held or self._kept or self._dark is not None

    def flash(self, for_ms: int) -> None:
        """Light up for a moment; 0 milliseconds is not at all."""
        if for_ms == 0:
            return
        if self._dark is not None:
            self._dark.stop()
        self._dark = self.set_timer(for_ms / 1000, self._end_flash)
        self.refresh()

    def hold(self, *, held: bool) -> None:
        """Show that the key is kept down by the keyboard, or no longer."""
        if held != self._kept:
            self._kept = held
            self.refresh()

    def release(self) -> None:
        """Let go: neither mouse nor keyboard holds the key any more."""
        self.hold(held=False)
        if self._held:
            self._held = False
            self.release_mouse()
            self.refresh()
            self.post_message(self.Released(self.body.person))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key, and keep the mouse until it is let go, wherever that is."""
        event.stop()
        if event.button == 1:
            self.capture_mouse()
            self._held = True
            self.refresh()
            self.post_message(self.Pressed(self.key, self.body.person))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let the key go."""
        event.stop()
        self.release()

    def on_mouse_release(self) -> None:
        """Let the key go: the mouse was taken away."""
        if self._held:
            self._held = False
            self.refresh()
            self.post_message(self.Released(self.body.person))

    def on_click(self, event: events.Click) -> None:
        """The key was pressed when the mouse went down; the body need not hear of it."""
        event.stop()

    def render_line(self, y: int) -> Strip:
        """One row of the key, drawn as its place on the phone's form says."""
        place = self.body.form.keys.get(self.key)
        if place is None:
            return Strip.blank(self.size.width)
        rows = cap_rows(self.key, place)
        if y >= len(rows):
            return Strip.blank(self.size.width)
        return Strip([Segment(piece.text, self._style(piece, place.y + y)) for piece in rows[y]], place.width)

    def _end_flash(self) -> None:
        self._dark = None
        self.refresh()

    def _style(self, piece: CapPiece, body_row: int) -> Style:
        kind = "pressed" if self.lit else KINDS.get(self.key, "plain")
        top, low = (self.body.get_component_rich_style(f"key--{kind}-{tone}") for tone in ("top", "low"))
        letters = top if self.lit else self.body.get_component_rich_style("key--letters")
        match piece.tone:
            case "top" | "digit":
                return top + Style(bold=True)
            case "low":
                return low + Style(bold=True)
            case "letters":
                return Style(color=letters.color, bgcolor=top.bgcolor)
            case "low_letters":
                return Style(color=letters.color, bgcolor=low.bgcolor)
            case "rim_top":
                return Style(color=top.bgcolor, bgcolor=self.body.tone(body_row))
            case "rim_low":
                return Style(color=low.bgcolor, bgcolor=self.body.tone(body_row))
            case "lip":
                return Style(color=top.bgcolor, bgcolor=self.body.glass)
