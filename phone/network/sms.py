"""The SMS centre: takes messages, hands those to short numbers to their services, and delivers until a phone confirms."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from ledger.calendar import SECOND_MS
from ledger.entries import Refusal
from phone.air.messages import Downlink, Refused, SmsDeliver, SmsDeliverReport, SmsSubmit, SmsSubmitReport
from phone.air.text import Text, segments
from phone.network.desk import Desk, Reply, Turn, refuse
from phone.network.dialplan import Route, ShortNumber, keyword, short_number
from phone.network.directory import HOME, Subscriber
from phone.network.services.menu import Service


@define
class Delivery:
    """A part on its way to a phone, kept until the phone confirms it."""

    imsi: str
    message: SmsDeliver
    next_attempt_at_ms: int
    refused: Refused | None = None


@define
class Centre:
    """Stores and forwards.

    Attributes:
        arriving: (IMSI, reference) → part number → text, of messages that are not complete yet.
        deliveries: number → the part that is to be delivered.
        conversations: IMSI → what the services remember between two SMS.
    """

    desk: Desk
    services: Mapping[str, Service]
    arriving: dict[tuple[str, int], dict[int, str]] = field(factory=dict)
    deliveries: dict[int, Delivery] = field(factory=dict)
    conversations: dict[str, dict[str, str]] = field(factory=dict)
    last_delivery: int = 0
    last_reference: int = 0

    def submit(self, subscriber: Subscriber, part: SmsSubmit, at_ms: int) -> tuple[Downlink, ...]:
        """A part from a phone; with the last one the message is taken, and its service answers by SMS."""
        short = self.desk.plan.dialplan.sms.get(short_number(part.to))
        if short is None or subscriber.operator != HOME:
            return (Downlink(subscriber.imsi, SmsSubmitReport(part.reference, "unknown_number")),)
        parts = self.arriving.setdefault((subscriber.imsi, part.reference), {})
        parts[part.part] = part.text
        if len(parts) == part.parts:
            del self.arriving[subscriber.imsi, part.reference]
            text = "".join(parts[number] for number in sorted(parts))
            self._answer(subscriber, short, text, short_number(part.to), f"sms/{part.reference}", at_ms)
        return (Downlink(subscriber.imsi, SmsSubmitReport(part.reference)),)

    def notify(self, subscriber: Subscriber, text: Text, at_ms: int) -> None:
        """Send a notice of the operator."""
        self.send(subscriber, self.desk.plan.dialplan.senders.notices, text, at_ms)

    def notify_others(self, notices: tuple[tuple[str, Text], ...], at_ms: int) -> None:
        """Send notices to other subscribers by their MSISDN."""
        for msisdn, text in notices:
            self.notify(self.desk.directory.by_msisdn[msisdn], text, at_ms)

    def send(self, subscriber: Subscriber, sender: str, text: Text, at_ms: int, refused: Refused | None = None) -> None:
        """Have a message delivered from `at_ms` on, in as many parts as it needs."""
        parts = segments(text)
        self.last_reference += 1
        for number, part in enumerate(parts, start=1):
            self.last_delivery += 1
            message = SmsDeliver(self.last_delivery, sender, part, at_ms, self.last_reference, number, len(parts))
            self.deliveries[self.last_delivery] = Delivery(subscriber.imsi, message, at_ms, refused)

    def confirm(self, report: SmsDeliverReport) -> None:
        """A phone has stored a part, or has no room: then the part waits for its next attempt."""
        if report.cause is None:
            self.deliveries.pop(report.delivery, None)

    def next_due(self) -> int | None:
        """When the next part is to be delivered."""
        return min((delivery.next_attempt_at_ms for delivery in self.deliveries.values()), default=None)

    def run_due(self, at_ms: int) -> tuple[Downlink, ...]:
        """Deliver what is due; a part that no phone confirms is tried again."""
        due = [delivery for delivery in self.deliveries.values() if delivery.next_attempt_at_ms <= at_ms]
        for delivery in due:
            delivery.next_attempt_at_ms = at_ms + self.desk.configuration.rules.sms.retry_s * SECOND_MS
        return tuple(Downlink(delivery.imsi, delivery.message, delivery.refused) for delivery in due)

    def _answer(self, subscriber: Subscriber, short: ShortNumber, text: str, number: str, key: str, at_ms: int) -> None:
        route = find_word(short, text)
        memory = self.conversations.setdefault(subscriber.imsi, {})
        turn = Turn(subscriber, "sms", text, at_ms, route, memory=memory, key=f"{key}/{subscriber.imsi}/{at_ms}")
        reply = self.services[route.service](self.desk, turn)
        if not isinstance(reply, Reply):
            reply = refuse(self.desk, turn, Refusal("word.unknown"))
        answer_at_ms = at_ms + self.desk.configuration.rules.sms.answer_delay_s * SECOND_MS
        for answer in reply.sms or (reply.text,):
            self.send(subscriber, number, answer, answer_at_ms, reply.refused)
        self.notify_others(reply.notices, answer_at_ms)


def find_word(short: ShortNumber, text: str) -> Route:
    """Which route reads a text: a keyword that is all of it, a word that begins it, or the one for all others (D08)."""
    said = keyword(text)
    for word, route in short.keywords.items():
        if keyword(word) == said:
            return route
    for word, route in short.first_words.items():
        begin = keyword(word)
        if said.startswith(begin) and not said[len(begin) : len(begin) + 1].isalpha():
            return route
    return short.other
