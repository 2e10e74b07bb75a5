"""The phone: a filled body with cut corners, an earpiece, a glass round the display, and its keys in their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, get_args

from attrs import frozen
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import Key
from tui.forms import BARE, REGULAR, Form, Place, form_of
from tui.widgets.key_cap import KeyCap, Kind, key_id
from tui.widgets.lcd import Lcd

MAKER = "zvonilka"
SLOT_CELLS = 8
"""The width of the earpiece."""
WAVES_MAX = 3
WAVE_MS = 300
SHAKE_MS = 100


@frozen
class Alarm:
    """How a phone makes itself felt: waves of sound beside the earpiece, and to which side it shakes: -1, 0 or 1."""

    waves: int = 0
    shake: int = 0


QUIET = Alarm()


def alarm_of(frame: Frame, at_ms: int) -> Alarm:
    """What is seen of a phone's tone and vibration at a moment; keys are not worth it."""
    loud = frame.sound is not None and frame.sound not in ("key", "error")
    waves = 1 + at_ms // WAVE_MS % WAVES_MAX if loud else 0
    return Alarm(waves, (1 if at_ms // SHAKE_MS % 2 else -1) if frame.vibrate else 0)


class FormLayout(Layout):
    """Puts the display and the keys where the phone's form has them; what the form lacks is hidden."""

    name = "form"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Placements of the children of a `PhoneBody`."""
        del parent, greedy
        form = form_of(*size)
        return [] if form is None else list(_placements(form, children))


def _placements(form: Form, children: list[Widget]) -> Iterator[WidgetPlacement]:
    for child in children:
        place: Place | None = form.lcd
        if isinstance(child, KeyCap):
            place = form.keys.get(child.key)
        if place is not None:
            region = Region(place.x, place.y, place.width, place.height)
            yield WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child)


class PhoneBody(Widget):
    """One subscriber's phone.

    | Class | What it colours |
    | :- | :- |
    | `phone--top`, `phone--foot` | the body's tone at its top and its foot; between them it fades |
    | `phone--slot` | the earpiece |
    | `phone--lamp` | sound round the earpiece, and the lamp of a key to be held |
    | `phone--glass` | the pane round the display |
    | `phone--name` | the maker's or the subscriber's name |
    | `phone--chosen` | the same on the phone that has the keyboard, of two |
    | `key--KIND-top`, `key--KIND-low` | the two tones of a kind of keys, and the words on them |
    | `key--letters` | letters beside the digits |
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "phone--top",
        "phone--foot",
        "phone--slot",
        "phone--lamp",
        "phone--glass",
        "phone--name",
        "phone--chosen",
        "key--letters",
        *(f"key--{kind}-{tone}" for kind in get_args(Kind) for tone in ("top", "low")),
    }

    def __init__(self, person: str, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self.person = person
        """The subscriber whose phone it is."""
        self.active = False
        """Whether it has the keyboard while another phone stands beside it."""
        self.lamp = False
        """Whether it shows that the next key will be held."""
        self.alarm = QUIET
        """How it rings and shakes."""
        self.named = ""
        """The subscriber's name that it bears in place of the maker's; empty for that."""
        self._arrangement = FormLayout()

    class Taken(Message):
        """The phone was clicked beside its keys."""

        def __init__(self, phone: str) -> None:
            super().__init__()
            self.phone = phone
            """The subscriber whose phone it is."""

    def on_click(self) -> None:
        """Who clicks on a phone wants to use it."""
        self.post_message(self.Taken(self.person))

    def show(
        self,
        frame: Frame,
        person: str,
        *,
        at_ms: int = 0,
        lamp: bool = False,
        named: str = "",
        active: bool = False,
    ) -> None:
        """Show what a subscriber's phone shows.

        Args:
            frame: the display, and whether the phone rings and shakes.
            person: whose phone it is now.
            at_ms: the world's time, which tells the phase of ringing and shaking.
            lamp: whether the next key will be held.
            named: the name that it bears, where another phone stands beside it; empty for the maker's.
            active: whether it is the one that has the keyboard.
        """
        if (person, named, active) != (self.person, self.named, self.active):
            self.person, self.named, self.active = person, named, active
            if self.form.name_row is not None:
                self.refresh(Region(0, self.form.name_row, self.size.width, 1))
        alarm = alarm_of(frame, at_ms)
        if alarm.shake != self.alarm.shake:
            self.refresh()
        elif (alarm, lamp) != (self.alarm, self.lamp) and self.form.earpiece is not None:
            self.refresh(Region(0, self.form.earpiece, self.size.width, 1))
        self.alarm, self.lamp = alarm, lamp
        self.lcd.show(frame)

    def compose(self) -> ComposeResult:
        """The display and every key that any form has."""
        yield Lcd(id="lcd")
        for key in REGULAR.keys:
            yield KeyCap(key)

    @property
    def layout(self) -> Layout:
        """Places by the form."""
        return self._arrangement

    @property
    def form(self) -> Form:
        """How the phone is drawn: as its size says."""
        return form_of(*self.size) or REGULAR

    def on_resize(self) -> None:
        """Draw every key as the new form has it, also those whose size is the same."""
        for cap in self.query(KeyCap):
            cap.refresh()

    @property
    def lcd(self) -> Lcd:
        """The display."""
        return self.query_one(Lcd)

    def cap(self, key: Key) -> KeyCap | None:
        """The widget of a key, None for one that the phone has only by name."""
        found = self.query(f"#{key_id(key)}").results(KeyCap)
        return next(iter(found), None)

    @property
    def glass(self) -> RichColor | None:
        """The glass's colour."""
        return self.get_component_rich_style("phone--glass").bgcolor

    def tone(self, row: int) -> RichColor:
        """The body's colour in a row: it fades from top to foot."""
        top, foot = (self.get_component_styles(name).background for name in ("phone--top", "phone--foot"))
        return top.blend(foot, row / max(1, self.form.height - 1)).rich_color

    def render_line(self, y: int) -> Strip:
        """One row of the body, without what stands on it."""
        form = self.form
        if form is BARE:
            return self._bezel_strip(y)
        body = self.tone(y)
        backdrop = self.background_colors[0].rich_color
        filled = Style(bgcolor=body)
        edge = Style(color=body, bgcolor=backdrop)
        cells = [Segment(" ", filled)] * form.width
        for column, character in (*_corners(form, y), *_shaken(form, y, self.alarm.shake)):
            cells[column] = Segment(character, edge)
        if y == form.earpiece:
            self._print_earpiece(cells, body)
        if y == form.name_row:
            name = f" {self.named} "[: form.width - 6] if self.named else MAKER
            ink = self._ink("chosen" if self.active else "name", body)
            self._print(cells, (form.width - len(name)) // 2, name, ink)
        glass = form.glass
        if glass.y <= y < glass.y + glass.height:
            row = _glass_row(glass.width, first=y == glass.y, last=y == glass.y + glass.height - 1)
            self._print(cells, glass.x, row, Style(color=self.glass, bgcolor=body))
        return Strip(cells, form.width).simplify()

    def _print_earpiece(self, cells: list[Segment], body: RichColor) -> None:
        """The slot, sound round it while the phone rings, and a lamp beside it when the next key will be held."""
        middle = self.form.width // 2 if self.form.earpiece_x is None else self.form.earpiece_x
        slot = "╺" + "━" * (SLOT_CELLS - 2) + "╸"
        self._print(cells, middle - SLOT_CELLS // 2, slot, self._ink("slot", body))
        waves, bright = self.alarm.waves, self._ink("lamp", body)
        self._print(cells, middle - SLOT_CELLS // 2 - 1 - waves, "(" * waves, bright)
        self._print(cells, middle + SLOT_CELLS // 2 + 1, ")" * waves, bright)
        if self.lamp:
            self._print(cells, middle + SLOT_CELLS // 2 + WAVES_MAX + 2, "●", bright)

    def _ink(self, part: str, body: RichColor) -> Style:
        style = self.get_component_rich_style(f"phone--{part}")
        ground = style.bgcolor if part == "chosen" else body
        return Style(color=style.color, bgcolor=ground, bold=style.bold)

    def _bezel_strip(self, y: int) -> Strip:
        row = _glass_row(BARE.width, first=y == 0, last=y == BARE.height - 1)
        backdrop = self.background_colors[0].rich_color
        return Strip([Segment(row, Style(color=self.tone(y), bgcolor=backdrop))], BARE.width)

    @staticmethod
    def _print(cells: list[Segment], x: int, text: str, style: Style) -> None:
        for column, character in enumerate(text, start=x):
            cells[column] = Segment(character, style)


def _glass_row(width: int, *, first: bool, last: bool) -> str:
    if first:
        return "▗" + "▄" * (width - 2) + "▖"
    return "▝" + "▀" * (width - 2) + "▘" if last else "█" * width


def _corners(form: Form, y: int) -> tuple[tuple[int, str], ...]:
    """Columns and characters of the cut corners in a row: one and a half cells wide, a row high."""
    right = form.width - 1
    if y == 0:
        return ((0, "▗"), (1, "▟"), (right - 1, "▙"), (right, "▖"))
    if y == form.height - 1:
        return ((0, "▝"), (1, "▜"), (right - 1, "▛"), (right, "▘"))
    return ()


def _shaken(form: Form, y: int, side: int) -> tuple[tuple[int, str], ...]:
    """Columns and characters of the edge from which the body has moved away by half a cell."""
    if not side or not 0 < y < form.height - 1:
        return ()
    return ((0, "▐"),) if side > 0 else ((form.width - 1, "▌"),)
