"""What a subscriber's account went through in a period: each entry that touched it, what changed, and what was then there.

A change is the difference that an entry makes to what the SIM and its points account hold together. So the changes of a
period add up to the difference of the balances around it, also where the SIM moves to another points account on the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from attrs import define, field, frozen

from ledger.commands import Invite, Join, Leave, Link, Remind, Unlink
from ledger.entries import Entry
from ledger.marks import POOL
from ledger.period import Period
from ledger.purses import Unit

Doer = Literal["self", "pool", "other"]
"""Who asked for an entry: the SIM itself or the books, a SIM on the same points account, or somebody else."""


@frozen
class Change:
    """What an entry does to one purse: the amount that came (or went, negative), and what was then there."""

    purse: str
    unit: Unit
    amount: int
    after: int


@frozen
class Row:
    """One entry of a statement, who asked for it, and what it changed; some change no amount."""

    entry: Entry
    doer: Doer
    changes: tuple[Change, ...]


@frozen
class Statement:
    """What a SIM had at the beginning and at the end of a period, by purse, and each entry between."""

    msisdn: str
    period: Period
    opening: dict[str, int]
    rows: tuple[Row, ...]
    closing: dict[str, int]


def statement(entries: Iterable[Entry], msisdn: str, period: Period) -> Statement:
    """A SIM's statement.

    Args:
        entries: the journal's, from the first on, in order.
        msisdn: the SIM; what its points account holds counts as its own (D18).
        period: which entries to tell; half-open.
    """
    watch = Watch(msisdn)
    opening: dict[str, int] | None = None
    rows: list[Row] = []
    for entry in entries:
        if entry.at_ms >= period.until_ms:
            break
        if opening is None and entry.at_ms >= period.from_ms:
            opening = watch.held()
        row = watch.see(entry)
        if row is not None and entry.at_ms in period:
            rows.append(row)
    closing = watch.held()
    return Statement(msisdn, period, _filled(closing if opening is None else opening), tuple(rows), _filled(closing))


def _filled(held: dict[str, int]) -> dict[str, int]:
    return {purse: amount for purse, amount in held.items() if amount}


@define
class Watch:
    """Reads entry after entry and knows what one SIM has, by adding up postings."""

    msisdn: str
    _sums: dict[str, dict[str, int]] = field(factory=lambda: defaultdict(dict))
    """Owner → purse → amount."""
    _pools: dict[str, str] = field(factory=dict)
    _units: dict[str, Unit] = field(factory=dict)

    def held(self) -> dict[str, int]:
        """Purse → amount, of the SIM and of its points account."""
        pool = self._pools.get(self.msisdn)
        return self._sums[self.msisdn] | ({} if pool is None else self._sums[pool])

    def see(self, entry: Entry) -> Row | None:
        """Take an entry in; its row if it concerns the SIM, in which what goes stands before what comes."""
        doer = self._doer(entry)
        moves = any(mark.name == POOL for mark in entry.marks)
        mine = {self.msisdn, self._pools.get(self.msisdn)}
        touched = moves or any(posting.account.rpartition("/")[0] in mine for posting in entry.postings)
        before = self.held() if touched else {}
        self._take_in(entry)
        after = self.held() if touched else {}
        if moves and doer == "other":
            doer = self._doer(entry)
        moved = {purse: after.get(purse, 0) - before.get(purse, 0) for purse in before | after}
        changes = tuple(
            Change(purse, self._units[purse], amount, after.get(purse, 0))
            for purse, amount in sorted(moved.items(), key=lambda change: change[1] > 0)
            if amount
        )
        return Row(entry, doer, changes) if changes or self._concerns(entry, doer) else None

    def _take_in(self, entry: Entry) -> None:
        for mark in entry.marks:
            if mark.name == POOL:
                self._pools[mark.subject] = str(mark.value)
        for posting in entry.postings:
            owner, slash, purse = posting.account.rpartition("/")
            if slash:
                sums = self._sums[owner]
                sums[purse] = sums.get(purse, 0) + posting.amount
                self._units[purse] = posting.unit

    def _doer(self, entry: Entry) -> Doer:
        asker: str | None = getattr(entry.command, "msisdn", None)
        if asker is None or asker == self.msisdn:
            return "self"
        pool = self._pools.get(self.msisdn)
        return "pool" if pool is not None and self._pools.get(asker) == pool else "other"

    def _concerns(self, entry: Entry, doer: Doer) -> bool:
        """Whether an entry that moves nothing of the SIM's is told all the same."""
        command = entry.command
        if isinstance(command, Remind):
            return command.pool == self._pools.get(self.msisdn)
        if isinstance(command, Invite) and command.friend == self.msisdn:
            return True
        if doer == "pool":
            return isinstance(command, Join | Leave | Link | Unlink)
        return doer == "self" and getattr(command, "msisdn", None) == self.msisdn
