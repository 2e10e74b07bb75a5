"""What a journal must do: keep what one input wrote, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from ledger.entries import Entry


class Journal(Protocol):
    """Where entries and the rooms' state are kept."""

    def commit(self, entries: Sequence[Entry], state: Mapping[str, bytes | None]) -> None:
        """Keep the entries of one input and the rooms' changed keys (None deletes one), all or nothing."""

    def entries(self, from_seq: int = 1) -> Iterator[Entry]:
        """The kept entries from a number on, in order."""

    def load_state(self) -> Mapping[str, bytes]:
        """The rooms' kept state by key."""
