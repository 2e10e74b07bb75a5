"""The proof of a journal: every entry fits the one before it, the books they make are sound, and what is kept agrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from attrs import define, evolve, field, fields, frozen

from ledger.book import Book, BookError
from ledger.codec import CodecError, decode_book, encode_book
from ledger.commands import Configure
from ledger.configuration import Configuration, digest_of
from ledger.decide import decide
from ledger.entries import Entry, Refusal
from ledger.journal.port import Journal, JournalError, Snapshot


@frozen
class Finding:
    """What differs, in one line, and the entry to blame, if one is."""

    seq: int | None
    said: str


@frozen
class Proof:
    """How many entries were found in order, and what was not."""

    entries: int
    findings: tuple[Finding, ...]


def verify(journal: Journal, *, redecide: bool = False) -> Proof:
    """Read a journal from its first entry on and tell what is wrong; what follows a wrong entry is not looked at.

    Args:
        journal: what is proved; it is not changed.
        redecide: whether each command is decided again, under the configuration then in force, to the same entry.
    """
    walk = _Walk(journal, redecide)
    found: list[Finding] = []
    try:
        found.extend(walk.findings())
    except JournalError as error:
        found.append(Finding(error.seq, str(error)))
    return Proof(walk.book.seq, tuple(found))


@define
class _Walk:
    """The books on their way from nothing to the last entry."""

    journal: Journal
    redecide: bool
    book: Book = field(factory=Book)
    configuration: Configuration | None = None
    sums: dict[tuple[str, str], int] = field(factory=lambda: defaultdict(int))
    """(account, unit) → sum of all its postings, whoever has it."""

    def findings(self) -> Iterator[Finding]:
        snapshot, damage = self._snapshot()
        for entry in self.journal.entries():
            said = self._wrong(entry)
            if said is not None:
                yield Finding(entry.seq, f"entry {entry.seq}: {said}")
                return
            if snapshot is not None and snapshot.seq == entry.seq and encode_book(self.book) != snapshot.body:
                yield Finding(entry.seq, f"entry {entry.seq}: the snapshot after it is not what the entries make")
        yield from damage
        yield from _unsound(self.book, self.sums)
        self.journal.inspect()
        self.journal.load_state()

    def _snapshot(self) -> tuple[Snapshot | None, tuple[Finding, ...]]:
        """The snapshot, or what is wrong with it; an entry that is wrong is told before it.

        One that is sound but was written in another form is left aside, as it is when the books are opened.
        """
        try:
            snapshot = self.journal.load_snapshot()
            if snapshot is not None:
                decode_book(snapshot.body)
        except JournalError as error:
            return None, (Finding(error.seq, str(error)),)
        except CodecError:
            return None, ()
        return snapshot, ()

    def _wrong(self, entry: Entry) -> str | None:
        """What is wrong with the next entry; it is in the books afterwards."""
        if isinstance(entry.command, Configure) and digest_of(entry.command.canonical) != entry.command.digest:
            return "the configuration is not the one of its digest"
        again = self._decided(entry) if self.redecide else entry
        if again != entry:
            return f"decided again, it is different: {_difference(entry, again)}"
        try:
            self.book.apply(entry)
        except (BookError, KeyError) as error:
            return str(error) if isinstance(error, BookError) else f"it draws on what is not there: {error}"
        for posting in entry.postings:
            self.sums[posting.account, posting.unit] += posting.amount
        if entry.key is not None:
            found = self.journal.find(entry.key)
            if found is None or found.seq != entry.seq:
                return f"its key {entry.key!r} leads elsewhere"
        return None

    def _decided(self, entry: Entry) -> Entry | Refusal | str:
        """What the command of an entry comes to now."""
        if isinstance(entry.command, Configure):
            try:
                self.configuration = Configuration.from_canonical(entry.command.canonical)
            except ValueError as error:
                return str(error)
        if self.configuration is None:
            return "no configuration is in force before it"
        try:
            outcome = decide(self.book, self.configuration, entry.command, entry.at_ms)
        except (KeyError, AssertionError) as error:
            return f"it cannot be decided: {type(error).__name__} {error}"
        return evolve(outcome, key=entry.key) if isinstance(outcome, Entry) else outcome


def _difference(entry: Entry, again: Entry | Refusal | str) -> str:
    """The first value in which an entry differs from what its command comes to now."""
    if isinstance(again, str):
        return again
    if isinstance(again, Refusal):
        return f"{again.rule} refuses the command {again.values}"
    name = next(each.name for each in fields(Entry) if getattr(entry, each.name) != getattr(again, each.name))
    return f"{name} is {getattr(entry, name)}, not {getattr(again, name)}"


def _unsound(book: Book, sums: dict[tuple[str, str], int]) -> Iterator[Finding]:
    """Where the books differ from plain sums over all postings by (account, unit)."""
    units: dict[str, int] = defaultdict(int)
    held: dict[str, int] = defaultdict(int)
    for (account, unit), amount in sums.items():
        units[unit] += amount
        if "/" in account:
            held[account] += amount
    lots: dict[str, int] = defaultdict(int)
    for lot in book.lots.values():
        lots[lot.account] += lot.left
    for unit, amount in units.items():
        if amount:
            yield Finding(None, f"all {unit} together are {amount}, not zero")
    for account in sorted(held.keys() | lots.keys()):
        if held[account] != lots[account]:
            yield Finding(None, f"{account} has {lots[account]} in lots, but its postings make {held[account]}")
    for key, amount in book.totals.items():
        if amount != sums.get(key, 0):
            yield Finding(None, f"{key[0]} has {amount} {key[1]}, but its postings make {sums.get(key, 0)}")
