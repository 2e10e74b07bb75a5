"""The presenter's view: the display as large as it goes, what happens in words, and the last keys as caps.

Time is calm here: no session runs out while somebody talks. The screen can be made blank, and the world begun anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import Key
from phone.trace import TraceEvent
from tui.dots import load_font, size_in_dots
from tui.lines import Line
from tui.pages.air import tells
from tui.pages.captions import cap_line, caption_lines
from tui.pages.hints import hint_lines, notice_lines
from tui.pages.stage import stage_hints
from tui.presenting import stage
from tui.screens.life_deeds import LifeDeeds
from tui.screens.plan_layout import card_placements
from tui.session import Session
from tui.widgets.dot_lcd import DotLcd
from tui.widgets.panels import EdgePanel, Panel
from tui.widgets.phone_body import QUIET, PhoneBody
from tui.widgets.title_card import TitleCard

BLANK_KEY = "b"
"""What remote controls of presenters send to make the screen blank."""
HINTS = ("show", "blank", "start_over", "time", "next_phone", "palette", "quit")
"""The commands that a presenter wants to be reminded of."""
LOOKED_BACK = 30
"""How many messages back the caption looks for something that was said."""


class StageLayout(Layout):
    """Puts what is shown where the stage has it; the rest is hidden."""

    name = "stage"

    def __init__(self) -> None:
        super().__init__()
        self.dots = (120, 80)
        self.blank = False
        self.card_rows = 0

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Placements of the children of a `PresenterScreen`."""
        del parent, greedy
        if self.blank:
            return []
        return [*self._placements(children, size), *card_placements(children, size, self.card_rows)]

    def _placements(self, children: list[Widget], size: Size) -> Iterator[WidgetPlacement]:
        for name, place in stage(*size, self.dots).parts.items():
            for child in children:
                if child.id == name:
                    region = Region(place.x, place.y, place.width, place.height)
                    yield WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child)


class PresenterScreen(LifeDeeds):
    """One phone's display for an audience."""

    STAGE = True

    def __init__(self, session: Session, *, blank: bool = False) -> None:
        super().__init__(session)
        self._arrangement = StageLayout()
        self._arrangement.blank = blank
        self._mode_before = session.pace.mode

    @property
    def layout(self) -> Layout:
        """Places by the stage."""
        return self._arrangement

    def compose(self) -> ComposeResult:
        """The display in dots and as text, captions, key caps, hints."""
        words, session = self.session.words, self.session
        yield DotLcd(load_font(session.world.fixtures.folder), id="dots")
        yield PhoneBody(session.person, id="phone")
        yield EdgePanel(lambda width, _: self._caption(width), id="caption")
        yield EdgePanel(lambda width, _: (cap_line(session.keys, session.person, width),), id="keys")
        yield EdgePanel(lambda width, _: self._hints(width), id="hints")
        yield EdgePanel(lambda width, height: notice_lines(words, width, height), id="notice")
        yield TitleCard(session, id="title-card")

    def on_mount(self) -> None:
        """Make time calm; Textual calls the handler of the base class by itself."""
        self.session.pace.mode = "calm"

    def on_unmount(self) -> None:
        """Let time go as it went before, unless somebody chose otherwise meanwhile."""
        if self.session.pace.mode == "calm":
            self.session.pace.mode = self._mode_before

    @property
    def blank(self) -> bool:
        """Whether nothing is shown."""
        return self._arrangement.blank

    @property
    def phone(self) -> PhoneBody:
        """The display as text."""
        return self.query_one(PhoneBody)

    @property
    def alarmed(self) -> bool:
        """Whether the phone rings or shakes."""
        return self.phone.alarm != QUIET

    async def on_key(self, event: events.Key) -> None:
        """Any key ends the blank; `b` begins it, unless a text is being written."""
        if self.blank or (event.key == BLANK_KEY and not is_writing(self.session.world.frame(self.session.person))):
            event.stop()
            event.prevent_default()
            self.action_blank()
        else:
            await super().on_key(event)

    def show_phones(self) -> None:
        """Draw the display."""
        person = self.session.person
        frame = self.session.world.frame(person)
        if size_in_dots(frame) != self._arrangement.dots:
            self._arrangement.dots = size_in_dots(frame)
            self._lay_out()
        self.query_one(DotLcd).show(frame)
        self.phone.show(frame, person, at_ms=self.session.world.now_ms)
        self.query_one("#keys", Panel).redraw()

    def show_news(self, heard: list[TraceEvent]) -> None:
        """Captions and hints."""
        del heard
        for name in ("#caption", "#hints"):
            self.query_one(name, Panel).redraw()

    def cover(self) -> None:
        """Show the card of the show, or none."""
        rows = self.query_one(TitleCard).rows()
        if rows != self._arrangement.card_rows:
            self._arrangement.card_rows = rows
            self._lay_out()
        self.query_one(TitleCard).redraw()

    def flash(self, key: Key | None) -> None:
        """The cap of a key is its light."""

    def keep_lit(self, key: Key, *, held: bool) -> None:
        """The cap of a key is its light."""

    def action_show(self) -> None:
        """Go back to phone and console."""
        self.dismiss()

    def action_blank(self) -> None:
        """Show nothing, or everything again."""
        self._arrangement.blank = not self._arrangement.blank
        self._lay_out()

    def action_take(self, person: str) -> None:
        """Show a subscriber's phone."""
        self.session.take(person)
        self.redraw(everything=True)

    def action_next_phone(self, step: int) -> None:
        """Show the next subscriber's phone."""
        self.session.take_next(step)
        self.redraw(everything=True)

    def _lay_out(self) -> None:
        """Divide the screen anew; asking a child makes the screen forget how it was."""
        self.phone.refresh(layout=True)

    def _hints(self, width: int) -> tuple[Line, ...]:
        session = self.session
        if session.show is not None:
            return stage_hints(session.show, session.words, width, status=True)
        return hint_lines(session.words, width, HINTS, session.sign)

    def _caption(self, width: int) -> tuple[Line, ...]:
        """What was last said to or by the phone that is shown, and what it wrote."""
        session = self.session
        recent = [event for event, _ in zip(reversed(session.world.trace), range(LOOKED_BACK), strict=False)]
        mine = [event for event in recent if event.phone == session.person and tells(event, session.words)]
        asked = next((event for event in mine if event.direction == "up"), None)
        answered = next((event for event in mine if event.direction == "down"), None)
        if asked is not None and answered is not None and answered.seq < asked.seq:
            answered = None
        wrote = next((event for event in mine if event.entries), None)
        entries = () if wrote is None else session.entries_of(wrote)
        return caption_lines(session.caption, asked, answered, entries, session.words, width)


def is_writing(frame: Frame) -> bool:
    """Whether a text is being written on the phone: its display shows where."""
    return any(run.style == "cursor" for row in frame.rows for run in row.runs)
