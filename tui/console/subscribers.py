"""Subscribers: a row a SIM with what it has; packages, limits and points account of the chosen one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from tui.console.page import Page, PageKey
from tui.lines import Line
from tui.pages.subscribers import Subscription, subscription_details, subscription_head, subscription_row
from tui.session import Session
from tui.widgets.listing import Listing


def subscriptions(session: Session) -> Iterator[Subscription]:
    """Every SIM in a phone of the world, with what there is on it now."""
    for person, slot, msisdn in session.sims():
        name = f"{person.name}/{slot + 1}" if slot else person.name
        yield Subscription(name, msisdn, session.world.standing(msisdn), session.weather(person.name))


class SubscribersPage(Page):
    """Shows balances as they are now."""

    NAME = "subscribers"
    KEYS: ClassVar[tuple[PageKey, ...]] = (PageKey("t", "е", "console.take", "take"),)

    def make_listing(self) -> Listing[Subscription]:
        """One row a SIM."""
        return Listing(lambda one, width: subscription_row(one, self.session.words, width), follows=False)

    def head(self, width: int) -> Line:
        """What stands in the columns."""
        return subscription_head(self.session.words, width)

    def title(self) -> str:
        """The chosen SIM."""
        one = self.listing.chosen
        return "" if one is None else f"{self.session.words.person(one.name)}  {self.session.words.number(one.msisdn)}"

    def lines(self, width: int) -> Iterable[Line]:
        """All about the chosen SIM."""
        one, world = self.listing.chosen, self.session.world
        if one is None:
            return ()
        desk = world.network.desk
        subscriber = desk.directory.by_msisdn[one.msisdn]
        book, configuration = world.ledger.book, world.ledger.configuration
        return subscription_details(one, book, configuration, subscriber, world.now_ms, self.session.words, width)

    def catch_up(self) -> None:
        """Look again what everybody has; nothing is redrawn that is as before."""
        now = list(subscriptions(self.session))
        if now != self.listing.things:
            self.listing.replace(now)
            self.tell()
