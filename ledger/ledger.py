"""The operator's books as others see them: commands in, entries or refusals out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import define, evolve, field

from ledger.book import Book
from ledger.commands import Command
from ledger.configuration import Configuration
from ledger.decide import decide, next_due
from ledger.entries import Entry, Refusal
from ledger.journal.port import Journal


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

    @property
    def head(self) -> int:
        """The number of the newest entry, 0 before the first."""
        return self.book.seq

    def execute(self, command: Command, at_ms: int, key: str | None = None) -> Entry | Refusal:
        """Carry out a command; lots whose date has come burn first.

        Args:
            command: what is asked.
            at_ms: now; never before an earlier command's.
            key: an idempotency key: the same key with the same command gives the first entry again and writes nothing.

        Raises:
            KeyReusedError: the key was used for another command.
        """
        if key is not None and key in self.book.keys:
            return self._again(command, key)
        self.run_due(at_ms)
        outcome = decide(self.book, self.configuration, command, at_ms)
        if isinstance(outcome, Entry):
            outcome = outcome if key is None else evolve(outcome, key=key)
            self._append(outcome)
            self.run_due(at_ms)
        return outcome

    def next_due(self) -> int | None:
        """When the books next act by themselves, in epoch milliseconds; None if they never do."""
        due = next_due(self.book)
        return None if due is None else due[0]

    def run_due(self, at_ms: int) -> None:
        """Do all that is due up to a moment, each at its own time: lots burn, fees are taken, notices are noted."""
        while (due := next_due(self.book)) is not None and due[0] <= at_ms:
            entry = decide(self.book, self.configuration, due[1], max(due[0], self.book.at_ms))
            assert isinstance(entry, Entry), "what the books do by themselves is never refused"
            self._append(entry)

    def commit(self, state: Mapping[str, bytes | None]) -> None:
        """Hand what was written since the last commit to the journal, with the rooms' changed state."""
        self.journal.commit(self._uncommitted, state)
        self._uncommitted = []

    def entries(self, from_seq: int = 1) -> Iterator[Entry]:
        """The committed entries from a number on."""
        return self.journal.entries(from_seq)

    def _append(self, entry: Entry) -> None:
        self.book.apply(entry)
        self._uncommitted.append(entry)

    def _again(self, command: Command, key: str) -> Entry:
        seq = self.book.keys[key]
        waiting = (entry for entry in self._uncommitted if entry.seq == seq)
        first = next(waiting, None) or next(self.entries(seq))
        if first.command != command:
            raise KeyReusedError(f"the key {key!r} was used for {first.command}")
        return first
