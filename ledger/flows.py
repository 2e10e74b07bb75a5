"""Who got, spent, gave and burned how much: what moved between holders and the operator's side, added up over a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define, frozen

from ledger.entries import Entry, Posting
from ledger.period import Period
from ledger.purses import Unit


@frozen
class Flow:
    """What came to a holder's purse from an account of the operator's side (or went to it, negative)."""

    owner: str
    purse: str
    unit: Unit
    side: str
    amount: int


@define
class Total:
    """What came to a purse from one account of the operator's side, and what went to it; both count up from zero."""

    owner: str
    purse: str
    unit: Unit
    side: str
    came: int = 0
    went: int = 0


def flows(entry: Entry) -> Iterator[Flow]:
    """The flows of an entry: the postings to lots belong to the next posting on the operator's side, which balances them."""
    waiting: list[Posting] = []
    for posting in entry.postings:
        if posting.lot is not None:
            waiting.append(posting)
            continue
        assert sum(held.amount for held in waiting) == -posting.amount, "a draft closes each of its steps"
        for held in waiting:
            owner, _, purse = held.account.rpartition("/")
            yield Flow(owner, purse, held.unit, posting.account, held.amount)
        waiting = []
    assert not waiting, "a draft closes each of its steps"


def totals(entries: Iterable[Entry], period: Period) -> tuple[Total, ...]:
    """What each holder got and lost in a period, by purse and by account of the operator's side; in order of first coming.

    Args:
        entries: the journal's, in order.
        period: half-open.
    """
    found: dict[tuple[str, str, str], Total] = {}
    for entry in entries:
        if entry.at_ms >= period.until_ms:
            break
        if entry.at_ms < period.from_ms:
            continue
        for flow in flows(entry):
            key = flow.owner, flow.purse, flow.side
            total = found.setdefault(key, Total(flow.owner, flow.purse, flow.unit, flow.side))
            if flow.amount > 0:
                total.came += flow.amount
            else:
                total.went -= flow.amount
    return tuple(found.values())
