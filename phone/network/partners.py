"""Life outside the phone of which the operator hears: who pays, shops, rides or invites, what that earns, and at which rate.

What can happen is data: the ways of `earning.json`, and the bills that purses of `purses.json` pay.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from ledger.commands import Command, Earn, Invite, PayBill, Promote, TopUp
from ledger.configuration import Configuration
from ledger.entries import Entry, Refusal
from phone.air.text import Text
from phone.network.desk import Desk, tell
from phone.network.network import Network

Kind = Literal["earn", "top_up", "promotion", "invite", "bill"]
Takes = Literal["money", "promotion", "friend"]

TOP_UP = "top_up"
"""The source whose payments also come to the main balance."""

BILL = "bill_"
"""What stands before the name of a bill in the name of the event that it is paid."""


@frozen
class Event:
    """Something that can happen to a subscriber outside the phone, and what it earns.

    Attributes:
        name: as the life verbs of `dialog.json` and the texts `life.event.NAME` have it.
        kind: what the books are asked.
        points: points for each full `per_kopecks`, or each time; None where the source of the programme names the way
            without a rate and the edition leaves it off, 0 where it is switched off (D10).
        per_kopecks: kopecks that bring them; None for a fixed number each time.
        facts: the facts that name it.
    """

    name: str
    kind: Kind
    points: int | None
    per_kopecks: int | None
    facts: tuple[str, ...]

    @property
    def on(self) -> bool:
        """Whether it earns in this edition."""
        return bool(self.points)

    @property
    def takes(self) -> Takes:
        """What has to be said of it."""
        return "promotion" if self.kind == "promotion" else "friend" if self.kind == "invite" else "money"

    @property
    def bill(self) -> str:
        """The bill that is paid; empty of what is none."""
        return self.name.removeprefix(BILL) if self.kind == "bill" else ""


def events(configuration: Configuration) -> tuple[Event, ...]:
    """All that can happen in an edition, the ways of `earning.json` first and in its order (F21–F25, F27, F50)."""
    earning = configuration.earning
    found = [
        Event(name, "top_up" if name == TOP_UP else "earn", source.points, source.per_kopecks, source.facts)
        for name, source in earning.sources.items()
    ]
    found.append(Event("promotion", "promotion", earning.promotions.cap_points, None, earning.promotions.facts))
    found.append(Event("invite", "invite", earning.friend.points, None, earning.friend.facts))
    bills: dict[str, tuple[str, ...]] = {}
    for purse in configuration.purses.values():
        if purse.bill:
            bills[purse.bill] = tuple(dict.fromkeys((*bills.get(purse.bill, ()), *purse.facts)))
    return (*found, *(Event(f"{BILL}{name}", "bill", 0, None, facts) for name, facts in bills.items()))


def event_of(configuration: Configuration, name: str) -> Event | None:
    """The event of a name; None if there is none in this edition."""
    return next((event for event in events(configuration) if event.name == name), None)


def happen(network: Network, msisdn: str, event: Event, given: str, at_ms: int) -> Entry | Refusal:
    """Let something happen to a subscriber; the partner tells the operator of it (F21–F25, F27, D10).

    Args:
        network: the operator's.
        msisdn: to whom.
        event: what.
        given: kopecks, the id of a promotion, or the MSISDN of a friend, whatever the event takes.
        at_ms: when.
    """
    outcome = network.desk.door.execute(_command(msisdn, event, given), at_ms)
    if event.kind == "invite" and isinstance(outcome, Entry):
        network.centre.notify_others(tell(network.desk, given, "invite.please.sms", friend=msisdn), at_ms)
    return outcome


def _command(msisdn: str, event: Event, given: str) -> Command:
    match event.kind:
        case "earn":
            return Earn(msisdn, event.name, int(given))
        case "top_up":
            return TopUp(msisdn, int(given))
        case "promotion":
            return Promote(msisdn, given)
        case "invite":
            return Invite(msisdn, given)
        case "bill":
            return PayBill(msisdn, event.bill, int(given))


def say_event(desk: Desk, event: Event, language: str) -> str:
    """What an event is called; one that a user's file has added, by its name there."""
    key = f"life.event.{event.name}"
    return desk.texts.word(key, language) if desk.texts.has(key) else event.name


def say_rate(desk: Desk, event: Event, language: str) -> Text:
    """The rate of an event in words, or why there is none (D10, F27)."""
    texts = desk.texts
    match event.kind:
        case "bill":
            return texts.render("life.rate.bill", language)
        case "promotion":
            return texts.render("life.rate.promotion", language, points=event.points or 0)
        case _ if event.points is None:
            return texts.render("life.rate.none", language)
        case _ if not event.points:
            return texts.render("life.rate.off", language)
        case "invite":
            return texts.render("life.rate.invite", language, points=event.points)
        case _ if event.per_kopecks is None:
            return texts.render("life.rate.each", language, points=event.points)
    return texts.render("life.rate.per", language, points=event.points, kopecks=event.per_kopecks or 0)


def say_outcome(desk: Desk, event: Event, outcome: Entry | Refusal, language: str) -> Text:
    """What came of an event in words, for who looks at the books."""
    texts = desk.texts
    if isinstance(outcome, Refusal):
        if outcome.rule == "earn.off":
            return texts.render("life.off.none" if event.points is None else "life.off.off", language)
        return texts.fill(f"refusal.{outcome.rule}", language, desk.taught | outcome.values)
    match event.kind:
        case "bill":
            return texts.fill("life.done.bill", language, outcome.details)
        case "invite":
            return texts.fill("invite.done", language, outcome.details)
        case "top_up":
            key = "life.done.top_up.points" if "points" in outcome.details else "life.done.top_up"
            return texts.fill(key, language, outcome.details)
    return texts.fill("life.done.points", language, outcome.details)
