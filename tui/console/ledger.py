"""The ledger: every entry in a row; postings of the chosen one, a subscriber's lots and what burns when, why, and proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from ledger.entries import Entry
from ledger.explain import explain
from ledger.verify import Proof, verify
from tui.console.page import FilteredPage, PageKey
from tui.ledger_lines import why_lines
from tui.ledger_reader import Reader
from tui.ledger_words import LedgerWords
from tui.lines import Line, Piece, Role, wrap
from tui.pages.books import book_lines
from tui.pages.columns import cell
from tui.pages.entries import SEQ_CELLS, WHEN_CELLS, burning_lines, concerns, entry_row
from tui.widgets.listing import Listing

ENTRIES_MAX: Final = 20_000
"""More of the newest entries are not shown; `zvonilka ledger` tells them all."""


class LedgerPage(FilteredPage):
    """Follows the journal."""

    NAME = "ledger"
    VIEWS: ClassVar[tuple[str, ...]] = ("postings", "burning", "why", "proof")
    KEYS: ClassVar[tuple[PageKey, ...]] = (
        PageKey("f", "а", "console.filter", "filter"),
        PageKey("p", "з", "view.postings", "view('postings')"),
        PageKey("b", "и", "view.burning", "view('burning')"),
        PageKey("w", "ц", "view.why", "view('why')"),
        PageKey("v", "м", "view.proof", "view('proof')"),
    )

    _proved: Proof | None = None
    last_seq = 0
    """The number of the newest entry that is shown."""

    def make_listing(self) -> Listing[Entry]:
        """One row an entry."""
        words = self.session.words
        self.told = LedgerWords.of(self.session.world, words.language, words.person)
        return Listing(lambda entry, width: entry_row(entry, self.session.world.ledger.book, words, self.told, width))

    @property
    def msisdn(self) -> str | None:
        """The SIM that lots and reasons are told of: the filter's, else that of the phone with the keyboard."""
        sims = self.session.world.people[self.person or self.session.person].msisdns
        return next((msisdn for msisdn in sims if self.session.is_ours(msisdn)), None)

    def head(self, width: int) -> Line:
        """What stands in the columns."""
        words = self.session.words
        return (
            cell(words("books.number"), SEQ_CELLS, "muted"),
            cell(words("air.time"), WHEN_CELLS, "muted"),
            cell(words("books.what"), width - SEQ_CELLS - WHEN_CELLS, "muted"),
        )

    def title(self) -> str:
        """The entry's number, or whose lots they are."""
        words, entry = self.session.words, self.listing.chosen
        if self.view == "postings":
            told = "" if entry is None else f"#{entry.seq} {words.kind(entry)}"
        else:
            told = words(f"view.{self.view}.title", who=words.person(self.person or self.session.person))
        return told if self.person is None else f"{told} · {words('console.only', who=words.person(self.person))}"

    def lines(self, width: int) -> Iterable[Line]:
        """The chosen view."""
        match self.view:
            case "postings":
                return self._postings()
            case "proof":
                return self._proof(width)
        msisdn = self.msisdn
        if msisdn is None:
            return ((Piece(self.session.words("people.foreign"), "muted"),),)
        return self._burning(msisdn, width) if self.view == "burning" else self._why(msisdn, width)

    def begin_anew(self) -> None:
        """Another journal has begun."""
        self.last_seq = 0
        super().begin_anew()

    def catch_up(self) -> None:
        """Take the entries that the journal has and the list has not."""
        ledger = self.session.world.ledger
        if ledger.head > self.last_seq:
            first = max(self.last_seq + 1, ledger.head - ENTRIES_MAX + 1)
            self.listing.append(ledger.entries(first))
            self.last_seq = ledger.head
            if self.view in ("burning", "why"):
                self.tell()

    def filter(self, person: str | None) -> None:
        """Show the entries that concern one subscriber, or all."""
        self.person = person
        book = self.session.world.ledger.book
        sims = () if person is None else self.session.world.people[person].msisdns
        mine = [(msisdn, book.pool_of(msisdn)) for msisdn in sims if self.session.is_ours(msisdn)]
        self.listing.filter(None if person is None else lambda entry: any(concerns(entry, *sim) for sim in mine))
        self.tell(from_top=True)

    def _postings(self) -> Iterable[Line]:
        entry = self.listing.chosen
        return () if entry is None else book_lines(entry, self.session.words)

    def _burning(self, msisdn: str, width: int) -> Iterator[Line]:
        world = self.session.world
        return burning_lines(world.ledger.book, msisdn, world.now_ms, self.session.words, self.told, width)

    def _why(self, msisdn: str, width: int) -> Iterator[Line]:
        world = self.session.world
        book = world.ledger.book
        reader = Reader(self.told, book, msisdn, world.now_ms)
        stories = explain(world.ledger.entries(), book, msisdn, world.now_ms)
        for told in why_lines(reader, stories):
            indent = len(told) - len(told.lstrip())
            role: Role = "strong" if indent == 0 else "plain" if indent == 2 else "muted"
            for row in wrap(told.strip(), max(10, width - indent)):
                yield Piece(" " * indent), Piece(row, role)

    def choose_view(self, view: str) -> None:
        """Show another view; the proof is read anew, and said to be on its way first, for it may take a while."""
        self._proved = None
        super().choose_view(view)
        if view == "proof":
            self.call_after_refresh(self._prove)

    def _prove(self) -> None:
        self._proved = verify(self.session.world.ledger.journal, redecide=True)
        self.tell()

    def _proof(self, width: int) -> Iterator[Line]:
        words, proof = self.session.words, self._proved
        if proof is None:
            yield (Piece(words("proof.working", n=self.session.world.ledger.head), "muted"),)
            return
        yield (Piece(words("proof.entries", n=proof.entries), "strong"),)
        for finding in proof.findings:
            yield from ((Piece(row, "refused"),) for row in wrap(finding.said, width))
        if not proof.findings:
            yield from ((Piece(row, "credit"),) for row in wrap(words("proof.sound"), width))
