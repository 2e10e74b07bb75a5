"""What a service needs to answer: the books, the texts, the plan, and one turn of a conversation."""

from __future__ import annotations

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

    @property
    def configuration(self) -> Configuration:
        """What is in force."""
        return self.door.ledger.configuration

    def subscriber_of(self, pool: str) -> Subscriber | None:
        """The first SIM that earns on a points account, or None if none does."""
        sims = self.door.ledger.book.sims_of(pool)
        return self.directory.by_msisdn[sims[0]] if sims else None

    def amount(self, purse: str, amount: int, language: str) -> str:
        """An amount of a purse (in its unit) as people say it: 50 MB, 30 minutes."""
        kind = self.configuration.purses[purse]
        return self.texts.phrase(kind.phrase, amount // kind.step, language)


@define
class Turn:
    """One turn of a conversation between a subscriber and a service.

    Attributes:
        subscriber: who asks.
        channel: the way the question came.
        text: what was typed: the code, the SMS, the reply.
        at_ms: when.
        route: where the plan led.
        memory: what the service keeps between the turns of one session.
        key: names the request, so that one that comes twice is carried out once.
    """

    subscriber: Subscriber
    channel: Channel
    text: str
    at_ms: int
    route: Route
    memory: dict[str, str] = field(factory=dict)
    key: str | None = None

    @property
    def language(self) -> str:
        """In which language to answer."""
        return self.route.language or self.subscriber.language


@frozen
class Reply:
    """A service's answer: a text; whether it ends the session; what was refused; and SMS that follow (D23)."""

    text: Text
    ends: bool = True
    refused: Refused | None = None
    sms: tuple[Text, ...] = ()


@frozen
class Pending:
    """The service will answer later, through the gateway's `answer`."""


def teach(desk: Desk) -> dict[str, int | str]:
    """The codes that texts teach, by the names they have in the texts."""
    return {"join_code": desk.plan.dialplan.code_of("join"), "balance_code": desk.plan.dialplan.code_of("points")}


def say(desk: Desk, turn: Turn, key: str, /, **values: int | str) -> Text:
    """A text in the language of the turn, with the codes it may teach."""
    return desk.texts.render(key, turn.language, **(teach(desk) | values))


def refuse(desk: Desk, turn: Turn, refusal: Refusal) -> Reply:
    """The answer that tells a refusal: the text `refusal.RULE` with the rule's numbers."""
    text = say(desk, turn, f"refusal.{refusal.rule}", **refusal.values)
    return Reply(text, refused=Refused(refusal.rule, dict(refusal.values)))
