"""A journal that lives as long as the process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from ledger.entries import Entry


@define
class MemoryJournal:
    """Keeps entries and state in memory."""

    _entries: list[Entry] = field(factory=list)
    _state: dict[str, bytes] = field(factory=dict)

    def commit(self, entries: Sequence[Entry], state: Mapping[str, bytes | None]) -> None:
        """See `Journal`."""
        self._entries.extend(entries)
        for key, value in state.items():
            if value is None:
                self._state.pop(key, None)
            else:
                self._state[key] = value

    def entries(self, from_seq: int = 1) -> Iterator[Entry]:
        """See `Journal`."""
        for index in range(from_seq - 1, len(self._entries)):
            yield self._entries[index]

    def load_state(self) -> Mapping[str, bytes]:
        """See `Journal`."""
        return dict(self._state)
