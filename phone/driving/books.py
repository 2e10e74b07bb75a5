"""What the ledger has of somebody, for those who write tests."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from phone.dialog.books import Account, Moved, RowWriter
from phone.dialog.words import bundled_words
from phone.dialog.writing import Writer
from phone.world import World


@frozen
class LedgerRow:
    """A change of one purse by one entry.

    Attributes:
        amount: in the purse's unit (points, kopecks, seconds, messages, bytes), with its sign.
        purse: the purse's name.
        reason: the kind of the entry: `redeemed`, `given`, `earned` …
        detail: what was ordered, used or earned with; empty for what has nothing of the kind.
        till: the date until which it lasts; empty without one.
        at: the date on which it happened.
        to: who was given something.
        giver: who gave it.
        operation: the number of the entry.
        text: all of that as a row of a dialog.
    """

    amount: int
    purse: str
    reason: str
    detail: str
    till: str
    at: str
    to: str
    giver: str
    operation: int
    text: str

    def __str__(self) -> str:
        return self.text


@frozen
class LedgerView:
    """Somebody's account: what changed since the world was opened, and what is there now.

    Attributes:
        name: whose.
        rows: the changes, oldest first.
        held: purse → amount in its unit.
    """

    name: str
    rows: tuple[LedgerRow, ...]
    held: dict[str, int]

    @property
    def points(self) -> int:
        """The points."""
        return self.held.get("points", 0)

    @property
    def balance(self) -> Decimal:
        """The main balance in roubles."""
        return Decimal(self.held.get("main", 0)) / 100

    def __str__(self) -> str:
        return "\n".join([f"ledger {self.name}", *(f"  {row}" for row in self.rows or ("no changes",))])


def view(world: World, name: str, msisdn: str, since_seq: int) -> LedgerView:
    """The account of a SIM since an entry of the books."""
    account = Account(world, msisdn)
    account.skip_to(since_seq)
    words = bundled_words()
    rows = RowWriter(words, world)
    writer = Writer(words, "en", world.texts.zone)
    changes = tuple(_row(moved, rows, writer) for moved in account.changes())
    return LedgerView(name, changes, account.held())


def _row(moved: Moved, rows: RowWriter, writer: Writer) -> LedgerRow:
    fields = rows.fields(moved)
    return LedgerRow(
        moved.amount,
        moved.purse,
        moved.reason,
        moved.detail,
        fields.get("till", ""),
        fields["at"],
        fields.get("to", ""),
        fields.get("from", ""),
        moved.operation,
        rows.text(moved, writer),
    )
