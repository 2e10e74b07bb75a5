"""What can be done here: the tour as a list over the console, or over everything where there is no room for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from phone.tour.moves import Move
from phone.tour.tour import Row
from tui.errands import filled, those
from tui.forms import Place
from tui.lines import Line
from tui.pages.tour import Stop, progress_line, stop_details, stop_row, stops
from tui.screens.choosing import ChoosingScreen
from tui.session import Session
from tui.widgets.listing import Listing
from tui.widgets.panels import CardPanel, Panel

DETAIL_ROWS = 8
LOOKS_S = 0.25
"""How often the books are looked at for what they prove."""


class TourScreen(ChoosingScreen[Row]):
    """Does what is chosen: at once where the phone can be seen beside it, else it closes and gives the row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t,q,й", "leave", show=False),
        Binding("home", "move(-1000)", show=False),
        Binding("end", "move(1000)", show=False),
        Binding("tab", "narrow", show=False),
    ]

    def __init__(self, session: Session, place: Callable[[], Place | None], act: Callable[[Row], object]) -> None:
        """The tour of a sitting.

        Args:
            session: the sitting.
            place: where the console stands now, beside the phone; None where there is no room for one.
            act: does what a row says.
        """
        super().__init__()
        self._session = session
        self._place = place
        self._act = act
        self._only_left = False
        self._shown: tuple[Stop, ...] = ()
        self._listing: Listing[Stop] = Listing(
            lambda stop, width: stop_row(stop, session.words, width),
            choosable=lambda stop: stop.row is not None,
            follows=False,
            id="stops",
        )

    def compose(self) -> ComposeResult:
        """How far one has come, the list, and all about the chosen row."""
        words = self._session.words
        with Vertical(id="tour-box", classes="box") as box:
            box.border_title = words("tour.title")
            box.border_subtitle = words("tour.keys")
            yield CardPanel(lambda width, _: (progress_line(self._session.tour, words, width),), id="progress")
            yield self._listing
            yield CardPanel(lambda width, height: self._details(width)[:height], id="stop")

    def on_mount(self) -> None:
        """Begin at the first thing that is left."""
        self._arrange()
        self.catch_up()
        first = next(
            (
                place
                for place, stop in enumerate(self._shown)
                if stop.row and stop.done_at_ms is None and not stop.row.off
            ),
            0,
        )
        self._listing.choose(first)
        self.set_interval(LOOKS_S, self.catch_up)

    def on_resize(self) -> None:
        """Stand where the console is now."""
        self._arrange()

    def catch_up(self) -> None:
        """Look again what was done; nothing is redrawn that is as before."""
        self._session.tour.look()
        shown = tuple(stops(self._session.tour, self._session.words, only_left=self._only_left))
        if shown != self._shown:
            chosen = self._listing.chosen
            self._shown = shown
            self._listing.replace(list(shown))
            self._listing.choose(self._place_of(chosen))
            self._tell()

    def on_listing_chosen(self) -> None:
        """Tell all about the row that is chosen now."""
        self._tell()

    def action_take(self) -> None:
        """Do what the row says; where the phone cannot be seen, it is given back first."""
        stop = self._listing.chosen
        row = None if stop is None else stop.row
        if row is None:
            return
        if self._place() is None or row.move.by == "site":
            self.dismiss(row)
        else:
            self._act(row)

    def action_narrow(self) -> None:
        """Show only what is left, or everything."""
        self._only_left = not self._only_left
        self.catch_up()

    def _place_of(self, stop: Stop | None) -> int:
        """Where the row of a stop stands now; the first one if it has gone."""
        names = [one.row.name if one.row else "" for one in self._shown]
        return names.index(stop.row.name) if stop is not None and stop.row is not None and stop.row.name in names else 0

    def _details(self, width: int) -> tuple[Line, ...]:
        stop = self._listing.chosen
        if stop is None or stop.row is None:
            return ()
        move: Move | None = filled(self._session, stop.row.move)
        able = those(self._session, stop.row.who)
        fits = self._session.person in able
        return tuple(stop_details(stop, move, able, self._session.words, width, fits=fits))

    def _tell(self) -> None:
        for panel in self.query(Panel):
            panel.redraw()

    def _arrange(self) -> None:
        """Over the console, so that the phone stays in sight; over everything without one."""
        box, place = self.query_one("#tour-box"), self._place()
        box.styles.offset = (0, 0) if place is None else (place.x, place.y)
        box.styles.width = self.size.width if place is None else place.width
        box.styles.height = self.size.height if place is None else place.height
        self.query_one("#stop").styles.height = min(DETAIL_ROWS, max(3, self.size.height * 3 // 10))
