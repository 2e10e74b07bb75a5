"""The catalogue of rewards: a section, two sliders for points and size, and what they let through (F54, F56)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Select

from phone.network.site.offers import Offer
from tui.account.page import FocusListing, SitePage, Told
from tui.lines import Line
from tui.pages.account import offer_line
from tui.widgets.range_slider import RangeSlider

EVERY = "all"
"""The choice of all sections."""


class CataloguePage(SitePage):
    """What is sold now; Enter or a second click opens a reward."""

    FIRST = "#section"

    def compose(self) -> ComposeResult:
        """Section, sliders, list."""
        words = self.words
        with Horizontal(classes="row"):
            yield Told(words("account.section"), classes="label")
            yield self._sections()
        for name in ("points", "size"):
            with Horizontal(classes="row"):
                yield Told(words(f"account.slider.{name}"), classes="label")
                yield RangeSlider((0,), (0, 0), id=name)
                yield Told(id=f"{name}-told", classes="limits")
        yield FocusListing(self._row, follows=False, id="offers")
        yield Told(id="found", classes="muted")

    def on_mount(self) -> None:
        """Show what was looked for before."""
        self._lay_rails()
        self.catch_up()

    def _sections(self) -> Select[str]:
        words, chosen = self.words, self.visit.drafts.search.section
        options = [(words("account.section.all"), EVERY)]
        options += [(words(f"account.section.{name}"), name) for name in self.visit.sections()]
        known = [name for _, name in options]
        value = chosen if chosen in known else EVERY
        return Select(options, value=value, allow_blank=False, compact=True, id="section")

    def _row(self, offer: Offer, width: int) -> Line:
        left = self.visit.mine.desk.door.points(self.visit.msisdn, self.visit.world.now_ms)
        return offer_line(offer, self.words, width, left)

    def _lay_rails(self) -> None:
        """The sliders have a stop for each price and size of the section."""
        search = self.visit.drafts.search
        sold = self.visit.offers(everything=True)
        for name, limits, stops in (
            ("points", search.points, _stops(offer.price_points for offer in sold)),
            ("size", search.size, _stops(offer.size for offer in sold)),
        ):
            slider = self.query_one(f"#{name}", RangeSlider)
            slider.begin(stops, limits or (stops[0], stops[-1]))
            self._tell(slider)

    def _tell(self, slider: RangeSlider) -> None:
        least, most = slider.values
        told = f"{least}–{most}" if least != most else str(least)
        self.query_one(f"#{slider.id}-told", Told).update(told)

    def catch_up(self) -> None:
        """List what the sliders let through."""
        found = self.visit.offers()
        listing = self.query_one("#offers", FocusListing)
        if [offer.reward for offer in listing.things] == [offer.reward for offer in found]:
            listing.replace(found)
        else:
            listing.begin(found)
        told = self.words("account.found", n=len(found)) if found else self.words("account.found.none")
        self.query_one("#found", Told).update(told)

    def on_select_changed(self, event: Select.Changed) -> None:
        """Another section has prices and sizes of its own."""
        search = self.visit.drafts.search
        section = next((name for name in self.visit.sections() if name == event.value), None)
        if section == search.section:
            return
        search.section, search.points, search.size = section, None, None
        self._lay_rails()
        self.catch_up()

    def on_range_slider_moved(self, message: RangeSlider.Moved) -> None:
        """Let through less or more."""
        least, most = message.slider.values
        search = self.visit.drafts.search
        if message.slider.id == "points":
            search.points = (least, most)
        else:
            search.size = (least, most)
        self._tell(message.slider)
        self.catch_up()

    def on_listing_opened(self, message: FocusListing.Opened) -> None:
        """Look at a reward."""
        message.stop()
        offer = message.listing.chosen
        if offer is not None:
            self.visit.look_at(offer)
            self.post_message(self.Go("reward"))


def _stops(values: Iterable[int]) -> tuple[int, ...]:
    """The stops for some values: each once, in order; nothing sold has one at 0."""
    return tuple(sorted(set(values))) or (0,)
