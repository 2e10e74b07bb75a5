"""What the ledger has of somebody, as rows of a dialog: what changed since the last look, and what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import define, field, frozen

from ledger.calendar import NEVER
from ledger.commands import Charge, Earn, Give, PayBill, Promote, Redeem
from ledger.entries import Entry
from ledger.statement import Change, Watch
from phone.dialog.amounts import unit_for, written_amount
from phone.dialog.words import Vocabulary
from phone.dialog.writing import Writer, moment
from phone.world import World


@frozen
class Moved:
    """A change of one purse by one entry.

    Attributes:
        purse: of which purse.
        amount: in the purse's unit, with its sign.
        reason: the kind of the entry.
        detail: what was ordered, used or earned with; empty for what has nothing of the kind.
        till_ms: until when it lasts, of what came with a date.
        at_ms: when.
        to: the number of who was given something.
        giver: the number of who gave it.
        operation: the number of the entry, which the operator tells.
    """

    purse: str
    amount: int
    reason: str
    detail: str
    till_ms: int | None
    at_ms: int
    to: str
    giver: str
    operation: int


@define
class Account:
    """Somebody's SIM in the books, read entry by entry.

    Attributes:
        world: whose books.
        msisdn: the SIM; what its points account holds counts as its own.
        read_to: the number of the last entry that was read.
    """

    world: World
    msisdn: str
    read_to: int = 0
    _watch: Watch = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._watch = Watch(self.msisdn)

    def skip_to(self, seq: int) -> None:
        """Pass over what came up to an entry."""
        for _ in self._entries(seq):
            pass

    def changes(self) -> tuple[Moved, ...]:
        """What changed since the last look."""
        head = self.world.ledger.head
        return tuple(moved for entry, changes in self._entries(head) for moved in self._moved(entry, changes))

    def held(self) -> dict[str, int]:
        """Purse → amount in its unit, now, what has expired left out."""
        standing = self.world.standing(self.msisdn)
        if standing is None:
            return {}
        held = {"points": standing.points, "main": standing.kopecks}
        for package in standing.packages:
            held[package.purse] = held.get(package.purse, 0) + package.amount
        return held

    def _entries(self, seq: int) -> Iterator[tuple[Entry, tuple[Change, ...]]]:
        for entry in self.world.ledger.entries(self.read_to + 1):
            if entry.seq > seq:
                break
            self.read_to = entry.seq
            row = self._watch.see(entry)
            yield entry, row.changes if row is not None else ()

    def _moved(self, entry: Entry, changes: tuple[Change, ...]) -> Iterator[Moved]:
        command = entry.command
        for change in changes:
            tills = [
                posting.expires_at_ms
                for posting in entry.postings
                if posting.expires_at_ms not in (None, NEVER) and posting.account.endswith(f"/{change.purse}")
            ]
            given = isinstance(command, Give)
            yield Moved(
                change.purse,
                change.amount,
                entry.kind,
                detail_of(entry),
                tills[-1] if tills and change.amount > 0 else None,
                entry.at_ms,
                command.to if isinstance(command, Give) and given and change.amount < 0 else "",
                command.msisdn if isinstance(command, Give) and given and change.amount > 0 else "",
                entry.seq,
            )


def detail_of(entry: Entry) -> str:
    """What an entry was about: a reward, a source, a promotion, a use, a bill."""
    match entry.command:
        case Redeem(reward=reward):
            return reward
        case Earn(source=source):
            return source
        case Promote(promotion=promotion):
            return promotion
        case Charge(use=use):
            return use
        case PayBill(bill=bill):
            return bill
    return ""


@frozen
class RowWriter:
    """Writes rows; `names` are numbers by whose they are."""

    words: Vocabulary
    world: World

    def fields(self, moved: Moved, like: dict[str, str] | None = None) -> dict[str, str]:
        """What a change says, by name: sign, amount, unit, reason, detail and clauses; dates as exactly as in `like`."""
        unit = unit_for(moved.purse, abs(moved.amount), self.words)
        kind = self.words.table.units.get(unit or "")
        amount = str(abs(moved.amount)) if kind is None else written_amount(abs(moved.amount), kind)
        like = {name: written for name, written in (like or {}).items() if "{" not in written}
        zone = self.world.texts.zone
        found = {
            "sign": "-" if moved.amount < 0 else "+",
            "amount": amount,
            "unit": unit or moved.purse,
            "reason": moved.reason,
            "detail": moved.detail,
            "till": "" if moved.till_ms is None else moment(moved.till_ms, zone, like.get("till", DAY)),
            "at": moment(moved.at_ms, zone, like.get("at", DAY)),
            "to": self._name(moved.to),
            "from": self._name(moved.giver),
            "op": str(moved.operation),
        }
        return {name: value for name, value in found.items() if value}

    def text(self, moved: Moved, writer: Writer) -> str:
        """A change as a row that says what it was, and of what it brings until when."""
        fields = self.fields(moved)
        parts = [fields["sign"], fields["amount"], writer.unit(fields["unit"]), writer.reason(fields["reason"])]
        clauses = ("till", "to", "from") if moved.reason != GIVEN else ("to", "from")
        parts += [fields["detail"]] if "detail" in fields else []
        parts += [f"{writer.word('clauses', name)} {fields[name]}" for name in clauses if name in fields]
        return " ".join(parts)

    def _name(self, msisdn: str) -> str:
        if not msisdn:
            return ""
        owner = next((name for name, person in self.world.people.items() if msisdn in person.msisdns), None)
        return owner or f"+{msisdn}"


GIVEN: Final = "given"
"""The kind of entry of a gift, whose date the reader knows."""

DAY: Final = "0000-00-00"
"""As exactly as dates are written where nothing else is asked."""
