"""The MMS centre: takes multimedia messages, tells phones of them, and hands them out when they are fetched."""

from __future__ import annotations

from attrs import define, field

from ledger.calendar import SECOND_MS
from phone.air.messages import Downlink, MmsDeliver, MmsNotification, MmsSubmit, MmsSubmitReport
from phone.air.text import Text
from phone.network.billing import key_of, pay
from phone.network.delivery import Post
from phone.network.desk import Desk
from phone.network.directory import Subscriber, msisdn_of
from phone.network.submissions import Answered


@define
class MmsCentre:
    """From person to person; each message is charged as one."""

    desk: Desk
    post: Post
    answered: Answered[MmsSubmit] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.answered = Answered(self.desk.configuration.rules.sms.repeat_s * SECOND_MS)

    def submit(self, subscriber: Subscriber, message: MmsSubmit, at_ms: int) -> Downlink:
        """A message from a phone is taken or refused; one that comes again is answered as before."""
        before = self.answered.find(subscriber.imsi, message, at_ms)
        if before is not None:
            return before
        return self.answered.keep(subscriber.imsi, message, at_ms, self._take(subscriber, message, at_ms))

    def retrieve(self, subscriber: Subscriber, delivery: int) -> tuple[Downlink, ...]:
        """A phone fetches what waits for it; nothing if it does not wait any more."""
        found = self.post.find(subscriber.imsi, delivery)
        body = None if found is None else found[1].body
        return () if body is None else (Downlink(subscriber.imsi, body),)

    def _take(self, subscriber: Subscriber, message: MmsSubmit, at_ms: int) -> Downlink:
        to = self.desk.directory.by_msisdn.get(msisdn_of(message.to) or "")
        if to is None:
            return Downlink(subscriber.imsi, MmsSubmitReport(message.reference, "unknown_number"))
        key = key_of(self.desk, "mms", subscriber.imsi, message.reference, at_ms)
        unpaid = pay(self.desk, subscriber, "mms", 1, at_ms, key, to)
        if unpaid is not None:
            report = MmsSubmitReport(message.reference, unpaid.cause, unpaid.text)
            return Downlink(subscriber.imsi, report, unpaid.refused)
        sender, number = f"+{subscriber.msisdn}", self.post.number()
        self.post.put(
            to.imsi,
            MmsNotification(number, sender, message.subject),
            at_ms + self.desk.configuration.rules.sms.delivery_delay_s * SECOND_MS,
            body=MmsDeliver(number, sender, message.subject, Text(message.text), message.picture, at_ms),
        )
        return Downlink(subscriber.imsi, MmsSubmitReport(message.reference))
