"""The operator's switch as the world sees it: messages in, messages out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from ledger.entries import Entry
from ledger.loading import nearest
from phone.air.addresses import is_sender
from phone.air.messages import (
    Attach,
    CallUp,
    DataRequest,
    Detach,
    Downlink,
    MessageUp,
    MmsDeliverReport,
    MmsRetrieve,
    MmsSubmit,
    SmsDeliverReport,
    SmsMemoryAvailable,
    SmsSubmit,
    SupplementaryRequest,
    Uplink,
    UssdNotifyAck,
    UssdRelease,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Text
from phone.deadlines import earliest
from phone.network.begun import Begun
from phone.network.calls import Switch
from phone.network.data import Servers
from phone.network.delivery import Post
from phone.network.desk import Desk
from phone.network.directory import Subscriber, msisdn_of
from phone.network.mms import MmsCentre
from phone.network.notices import notices
from phone.network.services.apps import ENDPOINTS
from phone.network.services.menu import Service
from phone.network.services.registry import SERVICES
from phone.network.sms import Centre
from phone.network.ussd import Answer, Gateway


@define
class Network:
    """USSD gateway, SMS centre and call control behind one door."""

    desk: Desk
    services: Mapping[str, Service] = field(default=SERVICES)
    gateway: Gateway = field(init=False)
    post: Post = field(init=False)
    centre: Centre = field(init=False)
    mms: MmsCentre = field(init=False)
    servers: Servers = field(init=False)
    switch: Switch = field(init=False)
    attached: set[str] = field(factory=set, init=False)
    """IMSIs that are on the air."""

    def __attrs_post_init__(self) -> None:
        self.gateway = Gateway(self.desk, self.services)
        self.post = Post(self.desk.configuration.rules.sms, self.attached)
        self.centre = Centre(self.desk, self.services, self.post)
        self.mms = MmsCentre(self.desk, self.post)
        self.servers = Servers(self.desk, ENDPOINTS)
        self.switch = Switch(self.desk, self.services, self.attached)

    def receive(self, parcel: Uplink, at_ms: int) -> tuple[Downlink, ...]:
        """A message from a SIM; what goes out at once. What is to go out later is due later.

        Its running calls are paid up to now first, so that no answer tells a balance that is already spent.
        """
        subscriber = self.desk.directory.by_imsi[parcel.imsi]
        self.switch.metering.settle((subscriber.msisdn,), at_ms)
        match parcel.message:
            case UssdRequest(code, invoke):
                return self._answered(subscriber, self.gateway.request(subscriber, code, at_ms, invoke), at_ms)
            case UssdReply(number, text, invoke):
                return self._answered(subscriber, self.gateway.reply(subscriber, number, text, at_ms, invoke), at_ms)
            case UssdRelease() as left:
                self.gateway.release(subscriber, left)
                return ()
            case UssdNotifyAck() as ack:
                self.gateway.acknowledge(subscriber, ack)
                return ()
            case Attach():
                self.attached.add(parcel.imsi)
                self.gateway.lost(parcel.imsi)
                self.post.reachable(parcel.imsi, at_ms)
                return self.switch.lost(subscriber, at_ms, back=True).down
            case Detach():
                self.attached.discard(parcel.imsi)
                self.gateway.lost(parcel.imsi)
                return self.switch.lost(subscriber, at_ms).down
            case SupplementaryRequest() as request:
                result = self.switch.supplementary.carry_out(subscriber, request)
                return (Downlink(parcel.imsi, result),)
        if isinstance(parcel.message, CallUp):
            return self._answered(subscriber, self.switch.receive(subscriber, parcel.message, at_ms), at_ms)
        return self._take(subscriber, parcel.message, at_ms)

    def _take(self, subscriber: Subscriber, message: MessageUp, at_ms: int) -> tuple[Downlink, ...]:
        """A message to somebody or to a server, or a word about one that was delivered."""
        match message:
            case SmsSubmit():
                return self.centre.submit(subscriber, message, at_ms)
            case MmsSubmit():
                return (self.mms.submit(subscriber, message, at_ms),)
            case MmsRetrieve(delivery):
                return self.mms.retrieve(subscriber, delivery)
            case DataRequest():
                return self._answered(subscriber, self.servers.request(subscriber, message, at_ms), at_ms)
            case SmsDeliverReport(delivery, cause) | MmsDeliverReport(delivery, cause):
                self.post.confirm(subscriber.imsi, delivery, at_ms, stored=cause is None)
            case SmsMemoryAvailable():
                self.post.has_room(subscriber.imsi, at_ms)
        return ()

    def sms_from_operator(
        self,
        to: str,
        text: str | Text,
        at_ms: int,
        *,
        sender: str = "",
        flash: bool = False,
        valid_for_ms: int | None = None,
    ) -> None:
        """Have the operator write to a subscriber, as any sender.

        Args:
            to: the number, in any form.
            text: what is written.
            at_ms: when.
            sender: a number, or a name of at most 11 characters; empty for the operator's own name.
            flash: shown at once and not stored.
            valid_for_ms: how long to try; None for as long as the rules allow.

        Raises:
            ValueError: nobody has that number, or the sender cannot stand in a message.
        """
        subscriber = self._subscriber(to)
        sender = sender or self.desk.plan.dialplan.senders.notices
        if not is_sender(sender):
            raise ValueError(f'"{sender}" cannot send: expected a number, or a name of at most 11 GSM-7 characters')
        words = Text(text) if isinstance(text, str) else text
        self.centre.send(subscriber, sender, words, at_ms, flash=flash, valid_for_ms=valid_for_ms)

    def ussd_from_operator(self, to: str, text: str | Text, at_ms: int, *, notify: bool = False) -> Begun:
        """Have the operator begin a USSD dialogue: a question, or with `notify` only something to be shown.

        Returns:
            What becomes of it, as it is known so far; it changes as the phone answers.

        Raises:
            ValueError: nobody has that number, or the text does not fit a USSD message.
        """
        subscriber = self._subscriber(to)
        words = Text(text) if isinstance(text, str) else text
        reachable = subscriber.imsi in self.attached
        return self.gateway.begin(subscriber, words, at_ms, notify=notify, reachable=reachable)

    def _subscriber(self, to: str) -> Subscriber:
        subscriber = self.desk.directory.by_msisdn.get(msisdn_of(to) or "")
        if subscriber is None:
            raise ValueError(f'nobody has the number "{to}"{nearest(to, self.desk.directory.by_msisdn)}')
        return subscriber

    def hear(self, entries: Iterable[Entry], at_ms: int) -> None:
        """What the books wrote by themselves; subscribers are told by SMS what concerns them (D11)."""
        for subscriber, text in notices(self.desk, entries):
            self.centre.notify(subscriber, text, at_ms)

    def resume(self) -> None:
        """What the rooms hold has been put there from a save."""
        self.gateway.resume()
        self.post.resume()

    def next_due(self) -> int | None:
        """When something is due next in any of the rooms."""
        return earliest(self.gateway.next_due(), self.post.next_due(), self.switch.next_due())

    def next_word(self) -> int | None:
        """When the network says something by itself next, time-outs of sessions and what waits for a phone left aside."""
        return earliest(self.gateway.next_word(), self.post.next_word(), self.switch.next_word())

    def run_due(self, at_ms: int) -> tuple[Downlink, ...]:
        """Do what is due: sessions time out, messages are delivered, announcements end."""
        return self.gateway.run_due(at_ms) + self.post.run_due(at_ms) + self.switch.run_due(at_ms).down

    def _answered(self, subscriber: Subscriber, answer: Answer, at_ms: int) -> tuple[Downlink, ...]:
        for text in answer.sms:
            self.centre.notify(subscriber, text, at_ms)
        if answer.notices:
            self.centre.notify_others(answer.notices, at_ms)
        return answer.down
