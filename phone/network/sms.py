"""The SMS centre: takes messages, hands those to short numbers to their services, and those to people to the post."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, evolve, field

from ledger.calendar import SECOND_MS
from ledger.entries import Refusal
from phone.air.messages import Downlink, NotTaken, Refused, SmsDeliver, SmsSubmit, SmsSubmitReport
from phone.air.text import Text
from phone.network.billing import key_of, pay
from phone.network.delivery import UNSENT, Post, Receipt
from phone.network.desk import Desk, Reply, Turn, refuse
from phone.network.dialplan import Route, ShortNumber, keyword, short_number
from phone.network.directory import HOME, Subscriber, msisdn_of
from phone.network.services.menu import Service
from phone.network.submissions import Submission, Submissions


@define
class Centre:
    """Stores and forwards.

    Attributes:
        submissions: what phones have handed in.
        conversations: IMSI → what the services remember between two SMS.
    """

    desk: Desk
    services: Mapping[str, Service]
    post: Post
    submissions: Submissions = field(init=False)
    conversations: dict[str, dict[str, str]] = field(factory=dict)
    last_reference: int = 0

    def __attrs_post_init__(self) -> None:
        self.submissions = Submissions(self.desk.configuration.rules.sms.repeat_s * SECOND_MS)

    def submit(self, subscriber: Subscriber, part: SmsSubmit, at_ms: int) -> tuple[Downlink, ...]:
        """A part from a phone; with the last one the message is taken or refused, and what comes again changes nothing."""
        found = self.submissions.take(subscriber.imsi, part, at_ms)
        if found.answer is None and found.whole:
            found.answer = self._take(subscriber, found, at_ms)
        if found.answer is None:
            return (Downlink(subscriber.imsi, SmsSubmitReport(part.reference, part=part.part)),)
        assert isinstance(found.answer.message, SmsSubmitReport), "a part is answered by its report"
        return (evolve(found.answer, message=evolve(found.answer.message, part=part.part)),)

    def notify(self, subscriber: Subscriber, text: Text, at_ms: int) -> None:
        """Send a notice of the operator."""
        self.send(subscriber, self.desk.plan.dialplan.senders.notices, text, at_ms)

    def notify_others(self, notices: tuple[tuple[str, Text], ...], at_ms: int) -> None:
        """Send notices to other subscribers by their MSISDN."""
        for msisdn, text in notices:
            self.notify(self.desk.directory.by_msisdn[msisdn], text, at_ms)

    def send(
        self,
        subscriber: Subscriber,
        sender: str,
        text: Text,
        at_ms: int,
        refused: Refused | None = None,
        *,
        flash: bool = False,
        delay_ms: int = 0,
        valid_for_ms: int | None = None,
        receipt: Receipt | None = None,
    ) -> None:
        """Have a message of `at_ms` delivered after a delay, in as many parts as it needs."""
        self.last_reference += 1
        self.post.put(
            subscriber.imsi,
            SmsDeliver(UNSENT, sender, text, at_ms, self.last_reference, flash=flash),
            at_ms + delay_ms,
            valid_for_ms=valid_for_ms,
            refused=refused,
            receipt=receipt,
        )

    def _take(self, subscriber: Subscriber, whole: Submission, at_ms: int) -> Downlink:
        """A message that has come whole: to a service for nothing, to a person for its price, or to nobody."""
        number = short_number(whole.first.to)
        short = self.desk.plan.dialplan.sms.get(number)
        if short is not None and subscriber.operator == HOME:
            self._answer(subscriber, short, number, whole, at_ms)
            return _report(subscriber, whole)
        to = self.desk.directory.by_msisdn.get(msisdn_of(whole.first.to) or "")
        if to is None:
            return _report(subscriber, whole, "unknown_number")
        return self._forward(subscriber, to, whole, at_ms)

    def _forward(self, subscriber: Subscriber, to: Subscriber, whole: Submission, at_ms: int) -> Downlink:
        key = key_of(self.desk, "sms", subscriber.imsi, whole.first.reference, at_ms)
        unpaid = pay(self.desk, subscriber, "sms", len(whole.texts), at_ms, key, to)
        if unpaid is not None:
            return _report(subscriber, whole, unpaid.cause, unpaid.text, unpaid.refused)
        self.send(
            to,
            f"+{subscriber.msisdn}",
            Text(whole.text),
            at_ms,
            flash=whole.first.flash,
            delay_ms=self.desk.configuration.rules.sms.delivery_delay_s * SECOND_MS,
            valid_for_ms=whole.first.valid_for_ms,
            receipt=_receipt(subscriber, whole.first, at_ms) if whole.first.report else None,
        )
        return _report(subscriber, whole)

    def _answer(self, subscriber: Subscriber, short: ShortNumber, number: str, whole: Submission, at_ms: int) -> None:
        key = key_of(self.desk, "sms", subscriber.imsi, whole.first.reference, at_ms)
        route = find_word(short, whole.text)
        memory = self.conversations.setdefault(subscriber.imsi, {})
        turn = Turn(subscriber, "sms", whole.text, at_ms, route, memory=memory, key=key)
        reply = self.services[route.service](self.desk, turn)
        if not isinstance(reply, Reply):
            reply = refuse(self.desk, turn, Refusal("word.unknown"))
        if whole.first.report:
            self.post.report(_receipt(subscriber, whole.first, at_ms), "delivered", at_ms)
        answer_at_ms = at_ms + self.desk.configuration.rules.sms.answer_delay_s * SECOND_MS
        for answer in reply.sms or (reply.text,):
            self.send(subscriber, number, answer, answer_at_ms, reply.refused)
        self.notify_others(reply.notices, answer_at_ms)


def _receipt(subscriber: Subscriber, part: SmsSubmit, at_ms: int) -> Receipt:
    return Receipt(subscriber.imsi, part.reference, part.to, at_ms)


def _report(
    subscriber: Subscriber,
    whole: Submission,
    cause: NotTaken | None = None,
    text: Text | None = None,
    refused: Refused | None = None,
) -> Downlink:
    return Downlink(subscriber.imsi, SmsSubmitReport(whole.first.reference, cause, text=text), refused)


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
