"""The journal as Beancount's plain text, for `bean-check`, `bean-query` and Fava.

What subscribers hold is `Assets:OWNER:PURSE` and the operator's side is equity, income and expenses, with the ledger's own
signs. Every unit is a commodity and every amount a whole number of it. The number, kind, time and figures of an entry are
the transaction's metadata, the lot and its date the posting's. The last lines assert every balance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from attrs import define, field

from ledger.calendar import NEVER, local
from ledger.entries import Entry, Posting

SIDES: Final[Mapping[str, str]] = {
    "opening": "Equity:Opening",
    "gifts": "Equity:Gifts",
    "pooling": "Equity:Pooling",
    "issued": "Income:Issued",
    "top_up": "Income:Top-Up",
    "redeemed": "Expenses:Redeemed",
    "revenue": "Expenses:Revenue",
    "used": "Expenses:Used",
    "breakage": "Expenses:Breakage",
}
"""Where an account of the operator's side stands; one that is not listed is equity."""

OWN_KEYS: Final = frozenset({"entry", "kind", "at", "key", "filename", "lineno"})
"""Metadata that a detail may not overwrite: ours, and Beancount's."""


def beancount_lines(
    entries: Iterable[Entry], zone: ZoneInfo, latin: Callable[[str], str] = lambda text: text
) -> Iterator[str]:
    """The export, line by line, each with its line feed.

    Args:
        entries: the journal's, from the first on, in order.
        zone: in which the day of an entry is told; Beancount knows dates only.
        latin: writes a name in Latin letters; what is then still no letter, digit or dash becomes a dash.
    """
    names = Names(latin)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    commodities: set[str] = set()
    last_ms = 0
    yield 'option "title" "zvonilka"\n'
    for entry in entries:
        date = local(entry.at_ms, zone).date().isoformat()
        for posting in entry.postings:
            commodity = posting.unit.upper()
            if commodity not in commodities:
                commodities.add(commodity)
                yield f"\n1970-01-01 commodity {commodity}\n"
            if not names.knows(posting.account):
                yield f"\n{date} open {names.of(posting.account)}{'' if posting.lot is None else f' {commodity}'}\n"
                yield f"  account: {_quoted(posting.account)}\n"
            sums[names.of(posting.account), commodity] += posting.amount
        yield from _transaction(entry, date, names, zone)
        last_ms = entry.at_ms
    yield from _assertions(sums, (local(last_ms, zone).date() + timedelta(days=1)).isoformat())


def _transaction(entry: Entry, date: str, names: Names, zone: ZoneInfo) -> Iterator[str]:
    yield f"\n{date} * {_quoted(entry.kind)}\n"
    yield f"  entry: {entry.seq}\n"
    yield f"  kind: {_quoted(entry.kind)}\n"
    yield f"  at: {_quoted(local(entry.at_ms, zone).isoformat(sep=' ', timespec='milliseconds'))}\n"
    if entry.key is not None:
        yield f"  key: {_quoted(entry.key)}\n"
    for name, value in entry.details.items():
        yield f"  {_metadata_key(name)}: {value if isinstance(value, int) else _quoted(value)}\n"
    for posting in entry.postings:
        yield from _posting(posting, names, zone)


def _posting(posting: Posting, names: Names, zone: ZoneInfo) -> Iterator[str]:
    yield f"  {names.of(posting.account)}  {posting.amount} {posting.unit.upper()}\n"
    if posting.lot is not None:
        yield f"    lot: {posting.lot}\n"
    if posting.expires_at_ms is not None and posting.expires_at_ms != NEVER:
        until = local(posting.expires_at_ms, zone).isoformat(sep=" ", timespec="milliseconds")
        yield f"    expires: {_quoted(until)}\n"


def _assertions(sums: Mapping[tuple[str, str], int], date: str) -> Iterator[str]:
    """What every account holds at the beginning of the day after the last entry."""
    yield "\n"
    for (account, commodity), amount in sums.items():
        yield f"{date} balance {account}  {amount} {commodity}\n"


@define
class Names:
    """The names of accounts as Beancount takes them: two accounts of ours never share one."""

    latin: Callable[[str], str]
    _given: dict[str, str] = field(factory=dict)
    _taken: set[str] = field(factory=set)

    def knows(self, account: str) -> bool:
        """Whether an account has its name already."""
        return account in self._given

    def of(self, account: str) -> str:
        """The name of an account; given at its first coming, with a number behind it if another one has it."""
        if account not in self._given:
            owner, slash, purse = account.rpartition("/")
            plain = f"Assets:{self._component(owner)}:{self._component(purse)}" if slash else self._side(account)
            name, times = plain, 1
            while name in self._taken:
                times += 1
                name = f"{plain}-{times}"
            self._given[account] = name
            self._taken.add(name)
        return self._given[account]

    def _side(self, account: str) -> str:
        return SIDES.get(account) or f"Equity:{self._component(account)}"

    def _component(self, written: str) -> str:
        """A part of a name: Latin letters, digits and dashes, the first one a capital or a digit."""
        parts = re.findall(r"[A-Za-z0-9]+", self.latin(written))
        return "-".join(part[0].upper() + part[1:] for part in parts) or "X"


def _metadata_key(name: str) -> str:
    """A detail's name as Beancount takes it: a small letter, then letters, digits, dashes, underscores."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", name)
    plain = plain[:1].lower() + plain[1:]
    return f"detail-{plain}" if plain in OWN_KEYS or not re.match(r"[a-z][A-Za-z0-9_-]", plain) else plain


def _quoted(text: str) -> str:
    """A text between quotes; Beancount keeps line feeds in it as they are."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
