"""The ledger in plain words: what an entry was, amounts as people say them, and the names of who has what."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from ledger.book import Book
from ledger.calendar import local
from ledger.commands import Charge, Earn, Expire, Give, Invite, Join, Link, PayBill, Promote, Redeem, Remind, Unlink
from ledger.entries import Entry
from ledger.purses import POINTS, Purses
from phone.texts import DERIVED, Texts, spaced

MINUS = "\N{MINUS SIGN}"


@frozen
class EntryWords:
    """The texts `ledger.*` in one language.

    Attributes:
        texts: all texts.
        language: of the reader.
        purses: how their amounts are said.
        names: MSISDN → who has the SIM: `Анна`, `Анна/2` for the second one.
    """

    texts: Texts
    language: str
    purses: Purses
    names: Mapping[str, str]

    def __call__(self, key: str, /, **values: int | str) -> str:
        """The text `ledger.KEY`."""
        return self.texts.word(f"ledger.{key}", self.language, **values)

    def who(self, msisdn: str) -> str:
        """A subscriber's name in the world, or the number."""
        return self.names.get(msisdn) or spaced(msisdn)

    def owner(self, owner: str, book: Book) -> str:
        """Whose an account is: a SIM's, or a points account's by the SIMs that earn on it; its own name without any."""
        sims = (owner,) if owner in self.names else book.sims_of(owner)
        return " + ".join(map(self.who, sims)) or spaced(owner)

    def month(self, at_ms: int) -> str:
        """The month of a moment: March 2026."""
        return self.texts.languages[DERIVED.get(self.language, self.language)].month(local(at_ms, self.texts.zone))

    def flow(self, side: str, way: str) -> str:
        """What it means that something came from an account of the operator's side, or went to it."""
        key = f"ledger.flow.{side}.{way}"
        return self.texts.word(key, self.language) if self.texts.has(key) else side

    def amount(self, purse: str, amount: int, unit: str = "") -> str:
        """An amount in a purse, not negative: 150 points, 50 MB, 150.00 RUB; a purse of older rules by its unit."""
        kind = self.purses.get(purse)
        if kind is None:
            return self.units(unit, amount)
        if kind.unit == "kopecks":
            key = f"ledger.kopecks.{purse}"
            return self.texts.word(key if self.texts.has(key) else "ledger.kopecks", self.language, kopecks=amount)
        if kind.unit == "pieces" and amount != 1:
            one = self.texts.phrase(kind.phrase, 1, self.language)
            return f"{amount} × {one}" if amount else self("nothing")
        whole, rest = divmod(amount, kind.step)
        if not rest:
            return self.texts.phrase(kind.phrase, whole, self.language)
        if not whole:
            return self.units(kind.unit, rest)
        said = self.texts.phrase(kind.phrase, whole, self.language)
        return self("whole_and_rest", whole=said, rest=self.units(kind.unit, rest))

    def unit(self, purse: str) -> str:
        """The unit of a purse, for programs; empty for a purse of older rules."""
        return self.purses[purse].unit if purse in self.purses else ""

    def units(self, unit: str, amount: int) -> str:
        """An amount of a unit, whatever purse it is in."""
        if unit == "kopecks":
            return self("kopecks", kopecks=amount)
        return self.texts.phrase(unit if unit == POINTS else f"ledger_{unit}", amount, self.language)

    def change(self, purse: str, amount: int, unit: str = "") -> str:
        """The same with a plus or a true minus sign before it."""
        return (MINUS if amount < 0 else "+") + self.amount(purse, abs(amount), unit)

    def amounts(self, held: Mapping[str, int]) -> str:
        """What somebody has, purse by purse in the order of the purses."""
        order = [*self.purses, *held]
        parts = [self.amount(purse, held[purse]) for purse in sorted(held, key=order.index)]
        return ", ".join(parts) or self("nothing")

    def what(self, entry: Entry, *, mine: bool = True, sim: str = "") -> str:
        """What an entry was, to one side of it.

        Args:
            entry: any entry.
            mine: whether this side asked for it; else it came from somebody else (a gift received, a friend who joined).
            sim: the MSISDN of the SIM on the same points account that asked for it; empty for the reader's own.
        """
        key, values = self._told(entry, mine=mine)
        if not self.texts.has(f"ledger.what.{key}"):
            return entry.kind
        what = self(f"what.{key}", **values)
        if not sim or entry.kind in ("linked", "unlinked"):
            return what
        return self("by_sim", what=what, sim=self.who(sim))

    def _told(self, entry: Entry, *, mine: bool) -> tuple[str, dict[str, int | str]]:
        """The text's key, and its values."""
        kind = entry.kind
        match entry.command:
            case Join() | Give() | Invite() | Link() | Unlink():
                return self._between(entry, mine=mine)
            case Redeem():
                return self._ordered(entry)
            case Earn(_, source):
                text = f"ledger.source.{source}"
                return (kind, {"source": text}) if self.texts.has(text) else ("", {})
            case PayBill(_, bill):
                text = f"ledger.bill.{bill}"
                return (kind, {"bill": text}) if self.texts.has(text) else ("", {})
            case Promote(_, promotion):
                return kind, {"promotion": promotion}
            case Charge(_, use, units):
                return f"{kind}.{use}", self._used(use, units)
            case Expire():
                return (f"{kind}.points" if entry.details.get("purse") == POINTS else kind), {}
            case Remind():
                return kind, {name: entry.details[name] for name in ("date", "amount")}
        return kind, {}

    def _between(self, entry: Entry, *, mine: bool) -> tuple[str, dict[str, int | str]]:
        """The same of an entry that two subscribers have a part in."""
        kind = entry.kind
        match entry.command:
            case Join(msisdn, channel):
                return (kind if mine else f"{kind}.friend"), self._by(msisdn) | {"channel": f"ledger.channel.{channel}"}
            case Give(msisdn, to):
                return (kind, self._by(to)) if mine else (f"{kind}.received", self._by(msisdn))
            case Invite(msisdn, friend):
                return (kind, self._by(friend)) if mine else (f"{kind}.friend", self._by(msisdn))
            case Link(msisdn, other):
                return kind, self._by(msisdn) | {"other": self.who(other)}
            case Unlink(msisdn):
                return kind, self._by(msisdn)
        raise AssertionError(entry.command)

    def _by(self, msisdn: str) -> dict[str, int | str]:
        return {"who": self.who(msisdn)}

    def _used(self, use: str, units: int) -> dict[str, int | str]:
        if use == "call":
            return {"clock": f"{units // 60}:{units % 60:02}"}
        return {"amount": self.amount(use, units)}

    def _ordered(self, entry: Entry) -> tuple[str, dict[str, int | str]]:
        """A reward, as the lot that it opened, and what it cost."""
        got = next(posting for posting in entry.postings if posting.expires_at_ms is not None)
        reward = self.amount(got.account.rpartition("/")[2], got.amount, got.unit)
        points, kopecks = int(entry.details["price_points"]), int(entry.details["price_kopecks"])
        key = entry.kind if not kopecks else f"{entry.kind}.paid" if points else f"{entry.kind}.money"
        return key, {"reward": reward, "points": points, "kopecks": kopecks}
