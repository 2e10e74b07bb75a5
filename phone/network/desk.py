"""What a service needs to answer: the books, the texts, the plan, and one turn of a conversation."""

from __future__ import annotations

from typing import Final

from attrs import define, field, frozen

from ledger.catalog import Channel
from ledger.configuration import Configuration
from ledger.entries import Refusal
from phone.air.messages import Refused
from phone.air.text import Text
from phone.network.commands import Door
from phone.network.dialplan import Plan, Route
from phone.network.directory import Directory, Subscriber
from phone.texts import Texts


@frozen
class Desk:
    """The operator's means, the same for all services."""

    door: Door
    texts: Texts
    plan: Plan
    directory: Directory
    seed: int = 1
    taught: dict[str, int | str] = field(init=False, repr=False, eq=False)
    """The codes and numbers that texts teach, by the names they have in the texts."""

    @taught.default
    def _taught(self) -> dict[str, int | str]:
        plan = self.plan.dialplan
        return {
            "join_code": plan.code_of("join"),
            "balance_code": plan.code_of("points"),
            "password_code": plan.code_of("password"),
            "programme_number": plan.number_of("gift_by_sms") or plan.number_of("points"),
        }

    @property
    def configuration(self) -> Configuration:
        """What is in force."""
        return self.door.configuration

    def subscriber_of(self, pool: str) -> Subscriber | None:
        """The first SIM that earns on a points account, or None if none does."""
        known = self.directory.by_msisdn
        return next((known[sim] for sim in self.door.sims_of(pool) if sim in known), None)

    def amount(self, purse: str, amount: int, language: str) -> str:
        """An amount of a purse (in its unit) as people say it: 50 MB, 30 minutes."""
        kind = self.configuration.purses[purse]
        kopecks = amount if kind.unit == "kopecks" else None
        return self.texts.phrase(kind.phrase, amount // kind.step, language, kopecks)


@define
class Turn:
    """One turn of a conversation between a subscriber and a service.

    Attributes:
        subscriber: who asks.
        channel: the way the question came.
        text: what was typed: the code, the SMS, the reply.
        at_ms: when.
        route: where the plan led.
        opening: whether the service is entered with this turn; else the text is the reply to what it asked.
        values: the values of the places of a pattern (`*110*{msisdn}#`).
        memory: what the services of one conversation keep between its turns.
        key: names the request, so that one that comes twice is carried out once.
    """

    subscriber: Subscriber
    channel: Channel
    text: str
    at_ms: int
    route: Route
    opening: bool = True
    values: dict[str, str] = field(factory=dict)
    memory: dict[str, str] = field(factory=dict)
    key: str | None = None

    @property
    def language(self) -> str:
        """In which language to answer."""
        return self.route.language or self.subscriber.language


@define(unsafe_hash=True)
class Reply:
    """A service's answer.

    Attributes:
        text: what is said.
        ends: whether that was the last word of the conversation.
        refused: what the books refused.
        sms: details that follow by SMS (D23); where the answer itself goes by SMS, they stand for it.
        notices: (MSISDN, text) of SMS to others.
        next: where the reply to this text goes; None for the route of the turn.
    """

    text: Final[Text]
    ends: Final[bool] = True
    refused: Final[Refused | None] = None
    sms: Final[tuple[Text, ...]] = ()
    notices: Final[tuple[tuple[str, Text], ...]] = ()
    next: Final[Route | None] = None


@frozen
class Pending:
    """The service will answer later, through the gateway's `answer`."""


def say(desk: Desk, turn: Turn, key: str, /, **values: int | str) -> Text:
    """A text in the language of the turn, with the codes it may teach."""
    return desk.texts.fill(key, turn.language, desk.taught | values)


def tell(desk: Desk, msisdn: str, key: str, /, **values: int | str) -> tuple[tuple[str, Text], ...]:
    """A notice to another subscriber in their own language; none if nobody has the number."""
    other = desk.directory.by_msisdn.get(msisdn)
    if other is None:
        return ()
    return ((msisdn, desk.texts.fill(key, other.language, desk.taught | values)),)


def ask(desk: Desk, turn: Turn, key: str, /, **values: int | str) -> Reply:
    """A question whose reply comes to the same service."""
    return Reply(say(desk, turn, key, **values), ends=False, next=turn.route)


def refuse(desk: Desk, turn: Turn, refusal: Refusal) -> Reply:
    """The answer that tells a refusal: the text `refusal.RULE` with the rule's numbers."""
    text = say(desk, turn, f"refusal.{refusal.rule}", **refusal.values)
    return Reply(text, refused=Refused(refusal.rule, dict(refusal.values)))
