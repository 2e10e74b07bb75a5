"""The operator's switch as the world sees it: messages in, messages out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define, field

from ledger.entries import Entry
from phone.air.messages import (
    Attach,
    CallDisconnect,
    CallSetup,
    Detach,
    Downlink,
    SmsDeliverReport,
    SmsSubmit,
    Uplink,
    UssdRelease,
    UssdReply,
    UssdRequest,
)
from phone.network.calls import Switch
from phone.network.desk import Desk
from phone.network.directory import Subscriber
from phone.network.notices import notices
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
    centre: Centre = field(init=False)
    switch: Switch = field(init=False)
    attached: set[str] = field(factory=set, init=False)
    """IMSIs that are on the air."""

    def __attrs_post_init__(self) -> None:
        self.gateway = Gateway(self.desk, self.services)
        self.centre = Centre(self.desk, self.services)
        self.switch = Switch(self.desk, self.services)

    def receive(self, parcel: Uplink, at_ms: int) -> tuple[Downlink, ...]:
        """A message from a SIM; what goes out at once. What is to go out later is due later."""
        subscriber = self.desk.directory.by_imsi[parcel.imsi]
        match parcel.message:
            case Attach():
                self.attached.add(parcel.imsi)
            case Detach():
                self.attached.discard(parcel.imsi)
            case UssdRequest(code):
                return self._answered(subscriber, self.gateway.request(subscriber, code, at_ms), at_ms)
            case UssdReply(number, text):
                return self._answered(subscriber, self.gateway.reply(subscriber, number, text, at_ms), at_ms)
            case UssdRelease(number):
                self.gateway.release(subscriber, number)
            case SmsSubmit() as part:
                return self.centre.submit(subscriber, part, at_ms)
            case SmsDeliverReport() as report:
                self.centre.confirm(report)
            case CallSetup() as setup:
                reply, down = self.switch.setup(subscriber, setup, at_ms)
                answer = Answer(down) if reply is None else Answer(down, reply.sms, reply.notices)
                return self._answered(subscriber, answer, at_ms)
            case CallDisconnect():
                self.switch.disconnect(subscriber)
        return ()

    def hear(self, entries: Iterable[Entry], at_ms: int) -> None:
        """What the books wrote by themselves; subscribers are told by SMS what concerns them (D11)."""
        for subscriber, text in notices(self.desk, entries):
            self.centre.notify(subscriber, text, at_ms)

    def next_due(self) -> int | None:
        """When something is due next in any of the rooms."""
        dues = (self.gateway.next_due(), self.centre.next_due(), self.switch.next_due())
        return min((due for due in dues if due is not None), default=None)

    def next_word(self) -> int | None:
        """When the network says something by itself next, time-outs of sessions left aside."""
        dues = (self.centre.next_due(), self.switch.next_due())
        return min((due for due in dues if due is not None), default=None)

    def run_due(self, at_ms: int) -> tuple[Downlink, ...]:
        """Do what is due: sessions time out, messages are delivered, announcements end."""
        return self.gateway.run_due(at_ms) + self.centre.run_due(at_ms) + self.switch.run_due(at_ms)

    def _answered(self, subscriber: Subscriber, answer: Answer, at_ms: int) -> tuple[Downlink, ...]:
        for text in answer.sms:
            self.centre.notify(subscriber, text, at_ms)
        self.centre.notify_others(answer.notices, at_ms)
        return answer.down
