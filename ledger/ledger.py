"""The operator's books as others see them: commands in, entries or refusals out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import define, field

from ledger.book import Book
from ledger.codec import CodecError, decode_book, encode_book
from ledger.commands import Command, Configure
from ledger.configuration import Configuration
from ledger.decide import decide, next_due
from ledger.entries import Entry, Refusal
from ledger.journal.port import Journal, JournalError, Snapshot
from ledger.marks import BOOKS, CONFIGURED


class KeyReusedError(ValueError):
    """An idempotency key came back with another command."""


@define
class Ledger:
    """The books, their configuration and their journal.

    An entry is in the books at once and in the journal after `commit`: one input, one commit.
    """

    configuration: Configuration
    journal: Journal
    book: Book = field(factory=Book)
    _uncommitted: list[Entry] = field(factory=list, init=False)
    _keys: dict[str, Entry] = field(factory=dict, init=False)
    """The uncommitted entries that have an idempotency key."""
    _snapshot_seq: int = field(default=0, init=False)

    @classmethod
    def open(cls, configuration: Configuration, journal: Journal) -> Ledger:
        """The books as a journal has them: its snapshot and what follows it, or all its entries. Nothing is decided again.

        Raises:
            JournalError: the journal is damaged, or cannot be read.
        """
        made = cls(configuration, journal, _snapshot_book(journal) or Book())
        made._snapshot_seq = made.book.seq
        for entry in journal.entries(made.book.seq + 1):
            made.book.apply(entry)
        return made

    @property
    def head(self) -> int:
        """The number of the newest entry, 0 before the first."""
        return self.book.seq

    def configure(self, at_ms: int) -> None:
        """Put this configuration in force if another one is, or none: before anything that is due is done by it."""
        digest = self.configuration.digest
        if self.book.mark(BOOKS, CONFIGURED) == digest:
            return
        due_ms = self.next_due()
        from_ms = max(self.book.at_ms, at_ms if due_ms is None else min(at_ms, due_ms))
        entry = decide(self.book, self.configuration, Configure(digest, self.configuration.canonical), from_ms)
        assert isinstance(entry, Entry), "a configuration is never refused"
        self._append(entry)

    def execute(self, command: Command, at_ms: int, key: str | None = None) -> Entry | Refusal:
        """Carry out a command; what is due before it happens first.

        Args:
            command: what is asked.
            at_ms: now; never before an earlier command's.
            key: an idempotency key: the same key with the same command gives the first entry again and writes nothing. A
                refusal does not use the key up.

        Raises:
            KeyReusedError: the key was used for another command.
            JournalError: the journal cannot be asked for the key.
        """
        first = None if key is None else self.find(key)
        if first is not None:
            if first.command != command:
                raise KeyReusedError(f"the key {key!r} was used for {first.command}")
            return first
        book = self.book
        if book.is_due(at_ms):
            self.run_due(at_ms)
        outcome = decide(book, self.configuration, command, at_ms)
        if isinstance(outcome, Entry):
            outcome.key = key
            self._append(outcome)
            if book.is_due(at_ms):
                self.run_due(at_ms)
        return outcome

    def find(self, key: str) -> Entry | None:
        """The entry that an idempotency key was used for.

        Raises:
            JournalError: the journal cannot be asked.
        """
        return self._keys.get(key) or self.journal.find(key)

    def next_due(self) -> int | None:
        """When the books next act by themselves, in epoch milliseconds; None if they never do."""
        expiry, deadline = self.book.next_expiry(), self.book.next_deadline()
        if expiry is None or deadline is None:
            first = expiry or deadline
            return None if first is None else first[0]
        return min(expiry[0], deadline[0])

    def is_due(self, at_ms: int) -> bool:
        """Whether the books may have something to do by themselves up to a moment; quick, and never wrongly False."""
        return self.book.is_due(at_ms)

    def run_due(self, at_ms: int) -> tuple[Entry, ...]:
        """Do all that is due up to a moment, each at its own time: lots burn, fees are taken, notices are noted.

        Returns:
            What was written.
        """
        written: list[Entry] = []
        while self.book.is_due(at_ms):
            due = next_due(self.book)
            if due is None or due[0] > at_ms:
                break
            entry = decide(self.book, self.configuration, due[1], max(due[0], self.book.at_ms))
            assert isinstance(entry, Entry), "what the books do by themselves is never refused"
            self._append(entry)
            written.append(entry)
        return tuple(written)

    def commit(self, state: Mapping[str, bytes | None]) -> None:
        """Hand what was written since the last commit to the journal, with the rooms' changed state.

        Raises:
            JournalError: it cannot be kept. These books may now hold more than the journal: open the journal again.
        """
        self.journal.commit(self._uncommitted, state)
        self._uncommitted = []
        self._keys.clear()
        every, since = self.journal.snapshot_every, self.book.seq - self._snapshot_seq
        if every and since >= every and since >= self._size // 2:
            self.save_snapshot()

    def entries(self, from_seq: int = 1) -> Iterator[Entry]:
        """The committed entries from a number on."""
        return self.journal.entries(from_seq)

    def close(self) -> None:
        """Leave a snapshot that makes the next opening quick, and let the journal go; what is not committed is lost."""
        try:
            if self.journal.snapshot_every and not self._uncommitted and self.book.seq > self._snapshot_seq:
                self.save_snapshot()
        finally:
            self.journal.close()

    def save_snapshot(self) -> None:
        """Leave the books as they are now for the next opening; all they hold is committed."""
        self.journal.save_snapshot(Snapshot(self.book.seq, encode_book(self.book)))
        self._snapshot_seq = self.book.seq

    @property
    def _size(self) -> int:
        """How much a snapshot holds: half as many entries pay for one, so that all of them cost each entry the same."""
        return len(self.book.lots) + len(self.book.marks)

    def _append(self, entry: Entry) -> None:
        self.book.apply(entry)
        self._uncommitted.append(entry)
        if entry.key is not None:
            self._keys[entry.key] = entry


def _snapshot_book(journal: Journal) -> Book | None:
    """The books of a journal's snapshot; None without a sound one, for the entries tell the same, only slower."""
    try:
        snapshot = journal.load_snapshot()
        return None if snapshot is None else decode_book(snapshot.body)
    except (JournalError, CodecError):
        return None
