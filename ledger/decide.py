"""Which decision carries out which command, and what the books ask of themselves when a date comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ledger import bills, charging, earnings, gifts, pools, programme, redeeming
from ledger.book import Book
from ledger.commands import (
    Charge,
    ChargeFee,
    Command,
    Configure,
    Earn,
    Expire,
    FillProfile,
    Give,
    Invite,
    Join,
    Leave,
    Link,
    OpenPool,
    OpenSim,
    PayBill,
    Promote,
    Redeem,
    Remind,
    TopUp,
    Unlink,
)
from ledger.configuration import Configuration
from ledger.entries import Entry, Refusal
from ledger.marks import FEE_DUE

DECISIONS: Final[Mapping[type, Callable[[Book, Configuration, Any, int], Entry | Refusal]]] = {
    Configure: programme.configure,
    OpenPool: programme.open_pool,
    OpenSim: programme.open_sim,
    Join: programme.join,
    Leave: programme.leave,
    FillProfile: programme.fill_profile,
    Redeem: redeeming.redeem,
    Give: gifts.give,
    Earn: earnings.earn,
    Promote: earnings.promote,
    Invite: earnings.invite,
    TopUp: earnings.top_up,
    PayBill: bills.pay_bill,
    Link: pools.link,
    Unlink: pools.unlink,
    Charge: charging.charge,
    ChargeFee: charging.charge_fee,
    Expire: programme.expire,
    Remind: programme.remind,
}


def decide(book: Book, configuration: Configuration, command: Command, at_ms: int) -> Entry | Refusal:
    """What a command comes to at a moment: the next entry, or the rule that refuses. Changes nothing."""
    return DECISIONS[type(command)](book, configuration, command, at_ms)


def next_due(book: Book) -> tuple[int, Command] | None:
    """When the books next act by themselves, in epoch milliseconds, and what they do: lots burn before all else."""
    expiry, deadline = book.next_expiry(), book.next_deadline()
    if expiry is not None and (deadline is None or expiry[0] <= deadline[0]):
        return expiry[0], Expire(expiry[1])
    if deadline is None:
        return None
    due_ms, subject, mark = deadline
    return due_ms, ChargeFee(subject) if mark == FEE_DUE else Remind(subject, mark)
