"""The catalogue: every reward with its price, where that comes from, and what of it is invented; the edition in force."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from phone.editions import edition_of
from tui.console.page import Page, PageKey
from tui.lines import Line, Piece
from tui.pages.catalogue import Offer, offer_details, offer_head, offer_row, offers
from tui.widgets.listing import Listing


class CataloguePage(Page):
    """Shows the price list of the edition."""

    NAME = "catalogue"
    KEYS: ClassVar[tuple[PageKey, ...]] = (PageKey("e", "у", "console.edition", "edition"),)

    def make_listing(self) -> Listing[Offer]:
        """One row a reward."""
        words, purses = self.session.words, self.session.world.ledger.configuration.purses
        return Listing(
            lambda offer, width: offer_row(offer, purses, words, width),
            choosable=lambda offer: offer.reward is not None,
            follows=False,
        )

    def head(self, width: int) -> Line:
        """What stands in the columns."""
        return offer_head(self.session.words, width)

    def title(self) -> str:
        """The edition in force."""
        name = edition_of(self.session.world.fixtures)
        return self.session.words("catalogue.edition", name=name, title=self.session.editions()[name])

    def title_line(self, width: int) -> Line:
        """The title; a click on it chooses another edition."""
        title = Piece(f" {self.title()} ", "accent", "screen.editions")
        return Piece("──", "rule"), title, Piece("─" * max(0, width - 4 - len(title.text)), "rule"), Piece("  ")

    def lines(self, width: int) -> Iterable[Line]:
        """All about the chosen reward."""
        offer = self.listing.chosen
        if offer is not None:
            yield from offer_details(offer, self.session.world.ledger.configuration.purses, self.session.words, width)

    def catch_up(self) -> None:
        """The price list stays as it is while a world is open."""
        if not self.listing.things:
            world = self.session.world
            self.listing.begin(offers(world.ledger.configuration.catalogue, world.plan.dialplan))
            self.tell()
