"""Who asks the books about whom, and when; and what lines for people and rows for programs say alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from ledger.book import Book
from ledger.calendar import NEVER, local
from ledger.entries import Entry
from ledger.explain import Story
from ledger.forecast import Forecast
from ledger.statement import Change, Row
from tui.ledger_words import LedgerWords


@frozen
class Reader:
    """One question.

    Attributes:
        words: the reader's.
        book: the books at the moment.
        msisdn: the SIM that is asked about.
        at_ms: the moment.
    """

    words: LedgerWords
    book: Book
    msisdn: str
    at_ms: int

    def iso(self, at_ms: int) -> str | None:
        """A moment for programs, on the operator's clock; None for never."""
        if at_ms == NEVER:
            return None
        return local(at_ms, self.words.texts.zone).isoformat(timespec="milliseconds")

    def head(self, key: str, **values: int | str) -> str:
        """The first line of an answer."""
        return self.words(key, who=self.words.who(self.msisdn), msisdn=self.msisdn, **values)

    def entry(self, entry: Entry) -> str:
        """Number, date and time of an entry."""
        return f"{self.words('entry', seq=entry.seq):<5} {self.words('when', at=entry.at_ms)}"

    def in_order(self, purses: Iterable[str]) -> list[str]:
        """Purses in the order of the fixtures, each once."""
        known = list(dict.fromkeys(purses))
        order = [*self.words.purses, *known]
        return sorted(known, key=order.index)

    def changes(self, row: Row) -> list[Change]:
        """What an entry of a statement changed, in the order of the purses."""
        order = self.in_order(change.purse for change in row.changes)
        return sorted(row.changes, key=lambda change: order.index(change.purse))

    def what(self, row: Row) -> str:
        """What an entry of a statement was."""
        sim = asker(row.entry, "") if row.doer == "pool" else ""
        return self.words.what(row.entry, mine=row.doer != "other", sim=sim)

    def life(self, story: Story) -> Iterator[tuple[Entry, int, str]]:
        """(entry, signed amount, what it was) of all that made a lot what it is, its origin first."""
        sims = {self.msisdn, *self.book.sims_of(self.book.pool_of(self.msisdn))}
        source = asker(story.origin, self.msisdn)
        mine = source in sims and story.origin.kind != "given"
        yield story.origin, story.opened, self.words.what(story.origin, mine=mine, sim=self._other(source, mine=mine))
        for drawn in story.draws:
            sim = self._other(asker(drawn.entry, self.msisdn))
            yield drawn.entry, -drawn.amount, self.words.what(drawn.entry, sim=sim)

    def burns(self, forecasts: Mapping[str, Forecast], until_ms: int, *, by_month: bool) -> list[tuple[int, str, int]]:
        """(from when, purse, how much burns) up to a moment, or in each month up to it; by time, then by purse."""
        found = []
        for purse in self.in_order(forecasts):
            told = forecasts[purse].up_to(until_ms)
            months = told.by_month(self.words.texts.zone) if by_month else [(self.at_ms, told.until(until_ms))]
            found += [(from_ms, purse, amount) for from_ms, amount in months if amount]
        return sorted(found, key=lambda row: row[0])

    def _other(self, msisdn: str, *, mine: bool = True) -> str:
        return msisdn if mine and msisdn != self.msisdn else ""


def asker(entry: Entry, nobody: str) -> str:
    """The SIM that asked for an entry; `nobody` for what the books did by themselves."""
    return str(getattr(entry.command, "msisdn", nobody))
