"""A journal that lives as long as the process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from ledger.codec import decode, encode
from ledger.entries import Entry
from ledger.journal.chain import link
from ledger.journal.port import NOTHING, Head, Snapshot


@define
class MemoryJournal:
    """Keeps entries and state in memory; entries as bytes, which the garbage collector need not walk through."""

    snapshot_every: int = 0
    head: Head = NOTHING
    _bodies: list[bytes] = field(factory=list)
    _keys: dict[str, int] = field(factory=dict)
    _state: dict[str, bytes] = field(factory=dict)
    _snapshot: Snapshot | None = None

    def commit(self, entries: Sequence[Entry], state: Mapping[str, bytes | None]) -> None:
        """See `Journal`."""
        seq, chained = self.head.seq, self.head.hash
        for entry in entries:
            body = encode(entry)
            seq, chained = entry.seq, link(chained, body)
            self._bodies.append(body)
            if entry.key is not None:
                self._keys[entry.key] = seq
        self.head = Head(seq, chained)
        for key, value in state.items():
            if value is None:
                self._state.pop(key, None)
            else:
                self._state[key] = value

    def entries(self, from_seq: int = 1) -> Iterator[Entry]:
        """See `Journal`; what nobody else can reach needs no proof."""
        for index in range(from_seq - 1, len(self._bodies)):
            yield decode(self._bodies[index])

    def find(self, key: str) -> Entry | None:
        """See `Journal`."""
        seq = self._keys.get(key)
        return None if seq is None else decode(self._bodies[seq - 1])

    def load_state(self, *, without: str = "") -> Mapping[str, bytes]:
        """See `Journal`."""
        return {key: value for key, value in self._state.items() if not (without and key.startswith(without))}

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """See `Journal`."""
        self._snapshot = snapshot

    def load_snapshot(self) -> Snapshot | None:
        """See `Journal`."""
        return self._snapshot

    def inspect(self) -> None:
        """See `Journal`."""

    def close(self) -> None:
        """See `Journal`."""
