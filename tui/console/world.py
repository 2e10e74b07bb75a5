"""The world: how its clock goes, jumps in time, the weather round each phone, life outside it, money for each SIM."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from ledger.calendar import DAY_MS, HOUR_MS
from phone.network.partners import events, say_event, say_rate
from tui.console.page import Page, PageKey
from tui.console.subscribers import subscriptions
from tui.lines import Line, Piece, wrap
from tui.pages.clock import Deed, deed_row, world_deeds
from tui.session import Session
from tui.widgets.listing import Listing


class WorldPage(Page):
    """Every row but a heading does something."""

    NAME = "world"
    KEYS: ClassVar[tuple[PageKey, ...]] = (PageKey("enter", "enter", "console.do", "do"),)

    def make_listing(self) -> Listing[Deed]:
        """One row a deed."""
        return Listing(deed_row, choosable=lambda deed: bool(deed.action), follows=False)

    def head(self, width: int) -> Line:
        """What the page is for."""
        del width
        return (Piece(self.session.words("world.head"), "muted"),)

    def title(self) -> str:
        """What comes next by itself."""
        return self.session.words("world.coming")

    def lines(self, width: int) -> Iterable[Line]:
        """The next things that happen by themselves."""
        words = self.session.words
        for at_ms, key in self.session.coming():
            yield Piece(f"{words.day(at_ms)} {words.clock(at_ms)}  ", "muted"), Piece(words(f"coming.{key}"))
        yield ()
        yield from ((Piece(row, "muted"),) for row in wrap(words("world.told"), width))

    def catch_up(self) -> None:
        """Look again how things are; nothing is redrawn that is as before."""
        session, words = self.session, self.session.words
        due_ms = session.next_event()
        now_ms = session.world.now_ms
        jumps = {
            name: f"{words.day(to_ms)} {words.clock(to_ms)}"
            for name, to_ms in (
                ("hour", now_ms + HOUR_MS),
                ("day", now_ms + DAY_MS),
                ("month", now_ms + 30 * DAY_MS),
                ("next", due_ms),
            )
            if to_ms is not None
        }
        deeds = list(world_deeds(session.pace.mode, jumps, subscriptions(session), words, *life_of(session)))
        if deeds != self.listing.things:
            self.listing.replace(deeds)
        self.tell()


def life_of(session: Session) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """The owner of the phone with the keyboard, and (name, what it is called, its rate and facts) of what can happen there.

    Nothing happens to another operator's subscriber.
    """
    if session.payer is None:
        return "", ()
    desk, words = session.world.network.desk, session.words
    language = words.language
    rows = (
        (
            event.name,
            say_event(desk, event, language),
            f"{say_rate(desk, event, language)}   {words.facts(event.facts)}",
        )
        for event in events(desk.configuration)
    )
    return session.person, tuple(rows)
