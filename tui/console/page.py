"""What the console's pages have in common: a list, a title with views, and the details of what is chosen."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.lines import Line, Piece, keep, width_of
from tui.session import Session
from tui.widgets.line_view import LineView
from tui.widgets.listing import Listing
from tui.widgets.panels import EdgePanel, Panel


@frozen
class PageKey:
    """Something that a page can do: its letter, that key's letter on a Russian layout, the text's key, the action."""

    letter: str
    cyrillic: str
    text: str
    action: str


class Details(LineView):
    """All about the chosen thing."""

    INSET_LEFT: ClassVar[int] = 1

    def show_from_top(self, lines: Iterable[Line]) -> None:
        """Show lines about something else, from the first one on."""
        self.scroll_to(y=0, animate=False, immediate=True, force=True)
        self.show(lines)


class Page(Vertical):
    """A page of the console over a list of things.

    `NAME` is the tab's, `KEYS` what its letters do while the console has the keyboard, `VIEWS` the names of the views of
    the details, the first one shown first; the texts of names and views are `face.tab.NAME` and `face.view.VIEW`.
    """

    NAME: ClassVar[str]
    KEYS: ClassVar[tuple[PageKey, ...]] = ()
    VIEWS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, session: Session) -> None:
        super().__init__(id=f"page-{self.NAME}", classes="page")
        self.session = session
        self.view = self.VIEWS[0] if self.VIEWS else ""
        """The view of the details that is shown."""
        self.listing = self.make_listing()
        self.details = Details(classes="details")

    @abstractmethod
    def make_listing(self) -> Listing[Any]:
        """The page's list."""

    def compose(self) -> ComposeResult:
        """Head, list, title, details."""
        yield EdgePanel(lambda width, _: ((Piece(" "), *self.head(width - 3)),), classes="head")
        yield self.listing
        yield EdgePanel(lambda width, _: (self.title_line(width),), classes="title")
        yield self.details

    @abstractmethod
    def head(self, width: int) -> Line:
        """What stands over the columns."""

    @abstractmethod
    def title(self) -> str:
        """What the details are about."""

    @abstractmethod
    def lines(self, width: int) -> Iterable[Line]:
        """The details."""

    def begin_anew(self) -> None:
        """Forget what is shown: another world has begun."""
        self.listing.begin(())

    @abstractmethod
    def catch_up(self) -> None:
        """Show what is new; called whenever something may be and the page is shown."""

    def on_mount(self) -> None:
        """Show what there is."""
        self.catch_up()

    def on_listing_chosen(self) -> None:
        """Tell all about the thing that is chosen now."""
        self.tell(from_top=True)

    def on_resize(self) -> None:
        """Details are wrapped to their width."""
        self.call_after_refresh(self.tell)

    def tell(self, *, from_top: bool = False) -> None:
        """Make title and details anew."""
        if not self.is_mounted or not self.details.size:
            return
        self.query_one(".head", Panel).redraw()
        self.query_one(".title", Panel).redraw()
        made = self.lines(self.details.line_width)
        if from_top:
            self.details.show_from_top(made)
        else:
            self.details.show(made)

    def choose_view(self, view: str) -> None:
        """Show another view of the details."""
        self.view = view
        self.tell(from_top=True)

    def title_line(self, width: int) -> Line:
        """A rule with the title, and the views at its right; a click on one shows it."""
        words = self.session.words
        views: list[tuple[int, Line]] = [
            (
                0 if view == self.view else 1,
                (
                    Piece(
                        words(f"view.{view}"),
                        "accent" if view == self.view else "muted",
                        f"screen.console_view({view!r})",
                    ),
                ),
            )
            for view in self.VIEWS
        ]
        tail: list[Piece] = []
        for line in keep(views, max(0, width - 24), gap=2):
            tail += [Piece("  "), *line]
        title = Piece(f" {self.title()} "[: max(2, width - width_of(tuple(tail)) - 6)], "strong")
        room = width - width_of((title, *tail)) - 4
        return Piece("──", "rule"), title, Piece("─" * max(0, room), "rule"), *tail, Piece("  ")


class FilteredPage(Page):
    """A page that can show what concerns one subscriber only."""

    person: str | None = None
    """Whose things are shown; None for everybody's."""

    @abstractmethod
    def filter(self, person: str | None) -> None:
        """Show one subscriber's things, or everybody's."""
