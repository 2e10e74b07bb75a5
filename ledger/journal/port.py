"""What a journal must do: keep what one input wrote, all of it or nothing, and give it back unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

from attrs import define, frozen

from ledger.entries import Entry
from ledger.journal.chain import BEGINNING


class JournalError(RuntimeError):
    """The journal cannot be opened, read or written: one line for the user with what, where, and what to do.

    Attributes:
        seq: the number of the entry that it is about, or None.
    """

    def __init__(self, message: str, seq: int | None = None) -> None:
        super().__init__(message)
        self.seq = seq


@define
class Head:
    """The newest entry: its number, 0 before the first, and the hash of the chain up to it."""

    seq: int
    hash: bytes


NOTHING: Final = Head(0, BEGINNING)
"""The head of a journal without entries."""


@frozen
class Snapshot:
    """The books after the entry `seq`, as `codec.encode_book` writes them."""

    seq: int
    body: bytes


class Journal(Protocol):
    """Where entries and the rooms' state are kept. Every method but `close` raises `JournalError`."""

    @property
    def head(self) -> Head:
        """The newest kept entry."""

    @property
    def snapshot_every(self) -> int:
        """After how many entries a snapshot shortens the next opening; 0 if none ever does."""

    def commit(self, entries: Sequence[Entry], state: Mapping[str, bytes | None]) -> None:
        """Keep the entries of one input and the rooms' changed keys (None deletes one), all or nothing.

        After an error the journal takes nothing any more, and what it holds is what it held before, or that and the whole
        input: whoever opens it again finds out which by the input's key.
        """

    def entries(self, from_seq: int = 1) -> Iterator[Entry]:
        """The kept entries from a number on, in order, each proved by the chain before it is given."""

    def find(self, key: str) -> Entry | None:
        """The entry with an idempotency key."""

    def load_state(self, *, without: str = "") -> Mapping[str, bytes]:
        """The rooms' kept state by key; not that under keys that begin in a certain way, if there is one."""

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep the books as they are after the newest entry, instead of what was kept of them before."""

    def load_snapshot(self) -> Snapshot | None:
        """The kept books, proved to belong to the chain."""

    def inspect(self) -> None:
        """Look over all that is kept beside entries, state and snapshot: what finds them. As long as reading it all."""

    def close(self) -> None:
        """Let the journal go; nothing that was committed waits for it."""
