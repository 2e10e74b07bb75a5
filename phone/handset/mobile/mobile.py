"""The phone without a screen: its SIMs, their registration and dialogues, its messages, its call."""

from __future__ import annotations

from typing import Final, cast, get_args

from attrs import define, field

from phone.air.messages import (
    Attach,
    CallDown,
    DataReply,
    DataRequest,
    Detach,
    Down,
    Downlink,
    MmsDeliver,
    MmsNotification,
    MmsSubmitReport,
    ServiceAction,
    SmsDeliver,
    SmsDeliverReport,
    SmsMemoryAvailable,
    SmsStatusReport,
    SmsSubmitReport,
    SupplementaryResult,
    Up,
    Uplink,
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdReleased,
)
from phone.air.mmi import DialString, classify
from phone.handset.mobile import data, mms
from phone.handset.mobile.call import Call, Calls, Sent
from phone.handset.mobile.dialling import SENT, Line, Verdict, change_pin, judge
from phone.handset.mobile.phonebook import Phonebook
from phone.handset.mobile.pin import Outcome
from phone.handset.mobile.post import Parcels, Post
from phone.handset.mobile.sending import Outgoing, Written
from phone.handset.mobile.service import ServiceDialogue
from phone.handset.mobile.sim import SimCard, Slot
from phone.handset.mobile.store import Store
from phone.handset.mobile.ussd import Requesting

REMEMBERED_NUMBERS: Final = 20
"""Dialled strings that the phone keeps, newest first."""

LOW_BATTERY_PERCENT: Final = 15
"""From here down the phone complains."""


@define
class Mobile:
    """What a phone is. Commands return what goes to the network; the screen and the modem read the fields.

    Slots are counted from 0. Times are UTC epoch milliseconds.

    Attributes:
        on: whether the phone is switched on.
        airplane: whether its radio is off although it is on.
        battery_percent: how full the battery is; it stays as it was set.
    """

    imei: str
    slots: tuple[Slot, ...]
    on: bool = False
    airplane: bool = False
    battery_percent: int = 100
    store: Store = field(factory=Store)
    post: Post = field(factory=Post)
    calls: Calls = field(factory=Calls)
    phonebook: Phonebook = field(factory=Phonebook)
    service: ServiceDialogue = field(factory=ServiceDialogue)
    dialled: tuple[str, ...] = ()
    exchanges: tuple[data.Exchange, ...] = ()
    """What the phone's apps asked, newest first."""
    last_request: int = 0

    @classmethod
    def of(cls, imei: str, cards: tuple[SimCard, ...]) -> Mobile:
        """A phone, switched off, with these cards in its slots."""
        return cls(imei, tuple(Slot(card) for card in cards))

    def switch_on(self) -> tuple[Uplink, ...]:
        """Every SIM that works registers; one whose PIN is asked for waits for it."""
        self.on = True
        return tuple(uplink for slot in range(len(self.slots)) for uplink in self._register(slot))

    def switch_off(self, at_ms: int | None = None) -> tuple[Uplink, ...]:
        """Every SIM that is registered leaves the network, and forgets that its PIN was given."""
        uplinks = self._leave_network(at_ms)
        for slot in self.slots:
            slot.verified = slot.put_off = False
        self.on = False
        return uplinks

    def set_airplane(self, at_ms: int, *, on: bool) -> tuple[Uplink, ...]:
        """The radio off and on again, while the phone stays on."""
        self.airplane = on
        if on:
            return self._leave_network(at_ms)
        return tuple(uplink for slot in range(len(self.slots)) for uplink in self._register(slot))

    def pull_sim(self, slot: int, at_ms: int) -> tuple[Uplink, ...]:
        """Takes the card out of a slot; the network hears that it leaves."""
        uplinks = self._deregister(slot, at_ms)
        place = self.slots[slot]
        place.inserted = place.verified = place.put_off = False
        return uplinks

    def insert_sim(self, slot: int) -> tuple[Uplink, ...]:
        """Puts the card of a slot back in."""
        self.slots[slot].inserted = True
        return self._register(slot)

    def enter_pin(self, slot: int, pin: str) -> tuple[Outcome, tuple[Uplink, ...]]:
        """Gives a card its PIN; with the right one its SIM registers."""
        outcome = self.slots[slot].pin.verify(pin)
        if outcome == "verified":
            self.slots[slot].verified = True
        return outcome, self._register(slot)

    def enter_puk(self, slot: int, puk: str, pin: str, again: str) -> tuple[Outcome, tuple[Uplink, ...]]:
        """Gives a card its PUK and a new PIN; with the right one its SIM registers."""
        outcome = self.slots[slot].pin.unblock(puk, pin, again)
        if outcome == "unblocked":
            self.slots[slot].verified = True
        return outcome, self._register(slot)

    def ask_pin(self, slot: int, pin: str, *, asked: bool) -> Outcome:
        """Has the card ask for its PIN when the phone is switched on, or not; the PIN itself must be given."""
        outcome = self.slots[slot].pin.verify(pin)
        if outcome == "verified":
            self.slots[slot].pin.asked = asked
            self.slots[slot].verified = True
        return outcome

    def find_coverage(self, slot: int) -> tuple[Uplink, ...]:
        """The network can be heard at a slot: its SIM registers, if it may."""
        self.slots[slot].covered = True
        return self._register(slot)

    def lose_coverage(self, slot: int, at_ms: int | None = None) -> None:
        """The SIM of a slot hears the network no more: its dialogue and its calls end."""
        self.slots[slot].covered = False
        self._lose(slot, at_ms)

    @property
    def ready(self) -> tuple[int, ...]:
        """The slots whose SIMs are on the network."""
        return tuple(place for place, slot in enumerate(self.slots) if slot.registered)

    @property
    def in_call(self) -> bool:
        """Whether a call is up, on its way, or rings."""
        return bool(self.calls.live)

    @property
    def call(self) -> Call | None:
        """The call that the phone shows."""
        return self.calls.current

    @property
    def outbox(self) -> tuple[Outgoing, ...]:
        """Every message that the phone has sent, or tries to send, newest first."""
        return self.post.outgoing

    @property
    def turns(self) -> int:
        """Grows whenever the USSD dialogue of any slot changes."""
        return sum(slot.ussd.turn for slot in self.slots)

    def judge(self, text: str, slot: int = 0) -> Verdict:
        """What `dial` would do with a string, without doing it (3GPP TS 22.030, 6.5.3)."""
        return self._judge(classify(text, in_call=self.in_call), len(text), slot)

    def _judge(self, found: DialString, length: int, slot: int) -> Verdict:
        absent = None if self.slots[slot].registered else self._why_not_registered(slot)
        return judge(found, length, absent, Line(slot, self.slots[slot].ussd, self.service, self.calls))

    def dial(self, text: str, at_ms: int, slot: int = 0) -> tuple[Uplink, ...]:
        """A string and the call key: opens a dialogue or a call, or does nothing where `judge` refuses."""
        found = classify(text, in_call=self.in_call)
        verdict = self._judge(found, len(text), slot)
        if verdict not in SENT:
            return ()
        if verdict == "in_call":
            return self._of_calls(self.calls.steer(found.text, at_ms))
        self._remember(found.text)
        if verdict == "ussd":
            return self._up(slot, self.slots[slot].ussd.request(found.text, at_ms))
        if verdict == "supplementary":
            return self._ask_service(found, at_ms, slot)
        number, clir, tones = found.number or "", found.clir, found.tones
        return self._of_calls(self.calls.dial(slot, number, at_ms, clir=clir, tones=tones))

    def _remember(self, text: str) -> None:
        older = list(self.dialled)
        if text in older:
            older.remove(text)
        self.dialled = (text, *older[: REMEMBERED_NUMBERS - 1])

    def change_pin(self, text: str, slot: int = 0) -> tuple[Outcome, int]:
        """Carries out a PIN string (22.030, 6.6) on the card of a slot: what became of it, and how many tries are left."""
        return change_pin(classify(text), self.slots[slot])

    def reply(self, text: str, at_ms: int, slot: int = 0) -> tuple[Uplink, ...]:
        """Answers the network's question; nothing if it asks none."""
        return self._up(slot, self.slots[slot].ussd.reply(text, at_ms))

    def cancel(self, slot: int = 0) -> tuple[Uplink, ...]:
        """Leaves the dialogue of a slot, or closes its last text."""
        return self._up(slot, self.slots[slot].ussd.leave())

    def hang_up(self, at_ms: int | None = None) -> tuple[Uplink, ...]:
        """Ends the call that is shown, or closes what is left of it."""
        return self._of_calls(self.calls.hang_up(at_ms))

    def answer(self) -> tuple[Uplink, ...]:
        """The green key: takes the call that rings; what is up is held."""
        return self._of_calls(self.calls.answer())

    def reject(self, at_ms: int | None = None) -> tuple[Uplink, ...]:
        """Does not take the call that rings."""
        return self._of_calls(self.calls.reject(at_ms))

    def tone(self, digit: str) -> tuple[Uplink, ...]:
        """Presses a key in the calls that are up (DTMF)."""
        return self._of_calls(self.calls.tone(digit))

    def send_tones(self, text: str, at_ms: int) -> tuple[Uplink, ...]:
        """Sends what was written as tones in the calls that are up."""
        return self._of_calls(self.calls.send_tones(text, at_ms))

    def send_awaited(self, at_ms: int) -> tuple[Uplink, ...]:
        """Sends the tones of a dialled number that wait for the subscriber."""
        return self._of_calls(self.calls.send_awaited(at_ms))

    def toggle_hold(self) -> tuple[Uplink, ...]:
        """Holds what is up and takes back what is held."""
        return self._of_calls(self.calls.toggle_hold())

    def leave_all(self, at_ms: int | None = None) -> tuple[Uplink, ...]:
        """The red key: no dialogue, no message on the display and no call is left, but for one that waits."""
        self.store.flashes = ()
        left = tuple(uplink for slot in range(len(self.slots)) for uplink in self.cancel(slot))
        self.service.close()
        return (*left, *self._of_calls(self.calls.end(at_ms)))

    def end_calls(self, at_ms: int | None = None) -> tuple[Uplink, ...]:
        """Ends every call but one that waits; one that rings alone is not taken."""
        return self._of_calls(self.calls.end(at_ms))

    def send_sms(
        self,
        number: str,
        text: str,
        at_ms: int,
        slot: int = 0,
        *,
        report: bool = False,
        flash: bool = False,
        valid_for_ms: int | None = None,
    ) -> tuple[Uplink, ...]:
        """Sends a message in as many parts as it needs; out of coverage it fails at once and stays in the outbox.

        `report` asks what becomes of it, `flash` shows it at once and does not store it, `valid_for_ms` is how long the
        centre is to try.
        """
        return self.send(Written(number, text), at_ms, slot, report=report, flash=flash, valid_for_ms=valid_for_ms)

    def send_mms(
        self, number: str, subject: str, text: str, at_ms: int, slot: int = 0, *, picture: str = ""
    ) -> tuple[Uplink, ...]:
        """Sends a multimedia message with the picture of a name; out of coverage it fails at once."""
        return self.send(Written(number, text, "mms", subject, picture), at_ms, slot)

    def send(
        self,
        written: Written,
        at_ms: int,
        slot: int = 0,
        *,
        report: bool = False,
        flash: bool = False,
        valid_for_ms: int | None = None,
    ) -> tuple[Uplink, ...]:
        """Sends what was written; see `send_sms`."""
        message = self.post.compose(written, slot, at_ms, report=report, flash=flash, valid_for_ms=valid_for_ms)
        return self._of_post(self.post.send(message, registered=self.slots[slot].registered))

    def send_again(self, number: int, at_ms: int) -> tuple[Uplink, ...]:
        """Sends a message anew that could not be sent, by the same SIM; nothing if there is no such message."""
        failed = self.post.find(number)
        registered = failed is not None and self.slots[failed.slot].registered
        return self._of_post(self.post.send_again(number, at_ms, registered=registered))

    def delete_message(self, number: int) -> tuple[Uplink, ...]:
        """Frees the place of a received message; the centres of the SIMs whose messages found no room hear of it."""
        return self._tell_of_room(self.store.delete(number))

    def delete_read(self) -> tuple[Uplink, ...]:
        """Frees the places of all received messages that were read."""
        return self._tell_of_room(self.store.delete_read())

    def _tell_of_room(self, slots: tuple[int, ...]) -> tuple[Uplink, ...]:
        return tuple(up for slot in slots if self.slots[slot].registered for up in self._up(slot, SmsMemoryAvailable()))

    def close_flash(self) -> None:
        """The subscriber has read the message that is shown and not stored."""
        self.store.flashes = self.store.flashes[1:]

    def request_data(self, app: str, path: str, body: str, at_ms: int, slot: int = 0) -> tuple[Uplink, ...]:
        """An app asks its server; `exchanges` has the reply when it has come."""
        self.last_request += 1
        request = DataRequest(self.last_request, app, path, body)
        registered = self.slots[slot].registered
        self.exchanges = (data.asked(request, slot, at_ms, registered=registered), *self.exchanges)[: data.KEPT]
        return self._up(slot, request) if registered else ()

    def repeat_data(self, reference: int, at_ms: int) -> tuple[Uplink, ...]:
        """An app sends its request again under the same number, so that a server which has carried it out does nothing anew."""
        found = next((one for one in self.exchanges if one.request.reference == reference and not one.waiting), None)
        if found is None:
            return ()
        registered = self.slots[found.slot].registered
        again = data.repeated(found, at_ms, registered=registered)
        self.exchanges = tuple(again if one is found else one for one in self.exchanges)
        return self._up(found.slot, found.request) if registered else ()

    def receive(self, parcel: Downlink, at_ms: int) -> tuple[Uplink, ...]:
        """Takes a message of the network; what is not for a registered SIM of this phone is not heard."""
        for number, slot in enumerate(self.slots):
            if slot.card.imsi == parcel.imsi and slot.registered:
                return self._take(number, parcel.message, at_ms)
        return ()

    def next_due(self) -> int | None:
        """When the phone's patience with the network ends next."""
        waits = [state.gives_up_at_ms for state in self._requests()]
        waits += [one.answer_by_ms for one in self.exchanges if one.answer_by_ms is not None]
        dues = (self.post.next_due(), self.calls.next_due(), self._service_due())
        waits += [due for due in dues if due is not None]
        return min(waits, default=None)

    def run_due(self, at_ms: int) -> tuple[Uplink, ...]:
        """Gives up the requests that the network has not answered in time, and sends again what may be sent again."""
        given_up = (up for number, slot in enumerate(self.slots) for up in self._up(number, slot.ussd.give_up(at_ms)))
        self.service.give_up(at_ms)
        sent_again = (*self._of_post(self.post.run_due(at_ms, self.ready)), *self._ask_again(at_ms))
        return (*given_up, *sent_again, *self._of_calls(self.calls.run_due(at_ms)))

    def _why_not_registered(self, slot: int) -> Verdict:
        if not self.on:
            return "off"
        if self.airplane:
            return "airplane"
        if not self.slots[slot].inserted:
            return "no_sim"
        return "no_coverage" if self.slots[slot].works else "sim_locked"

    def _register(self, slot: int) -> tuple[Uplink, ...]:
        """The SIM of a slot registers, if everything is as it must be and it is not registered yet."""
        place = self.slots[slot]
        if place.registered or not (self.on and not self.airplane and place.works and place.covered):
            return ()
        place.registered = True
        return self._up(slot, Attach())

    def _deregister(self, slot: int, at_ms: int | None) -> tuple[Uplink, ...]:
        if not self.slots[slot].registered:
            return ()
        self._lose(slot, at_ms)
        return self._up(slot, Detach())

    def _leave_network(self, at_ms: int | None) -> tuple[Uplink, ...]:
        return tuple(up for slot in range(len(self.slots)) for up in self._deregister(slot, at_ms))

    def _lose(self, slot: int, at_ms: int | None) -> None:
        self.slots[slot].registered = False
        self.slots[slot].ussd.lose()
        self.exchanges = data.lost(self.exchanges, slot)
        self.service.lose(slot)
        self.calls.lose(slot, at_ms)

    def _service_due(self) -> int | None:
        return None if self.service.state is None else self.service.state.gives_up_at_ms

    def _ask_again(self, at_ms: int) -> tuple[Uplink, ...]:
        uplinks: list[Uplink] = []
        exchanges = []
        for exchange in self.exchanges:
            waiting, request = data.waited(exchange, at_ms)
            exchanges.append(waiting)
            uplinks += self._up(exchange.slot, request)
        self.exchanges = tuple(exchanges)
        return tuple(uplinks)

    def _requests(self) -> tuple[Requesting, ...]:
        return tuple(slot.ussd.state for slot in self.slots if isinstance(slot.ussd.state, Requesting))

    def _ask_service(self, found: DialString, at_ms: int, slot: int) -> tuple[Uplink, ...]:
        action, service = found.action, found.service
        if service is None or action not in get_args(ServiceAction):
            return ()
        return self._up(
            slot, self.service.request(slot, cast(ServiceAction, action), service, found.information, at_ms)
        )

    def _of_post(self, parcels: Parcels) -> tuple[Uplink, ...]:
        return tuple(up for slot, message in parcels for up in self._up(slot, message))

    def _of_calls(self, sent: Sent) -> tuple[Uplink, ...]:
        return tuple(up for slot, message in sent for up in self._up(slot, message))

    def _take(self, slot: int, message: Down, at_ms: int) -> tuple[Uplink, ...]:
        if isinstance(message, CallDown):
            return self._of_calls(self.calls.receive(slot, message, at_ms))
        match message:
            case UssdAsk() | UssdEnd() | UssdNotify() | UssdReleased():
                return self._up(slot, self.slots[slot].ussd.receive(message))
            case SmsDeliver():
                return self._up(slot, self.store.receive(slot, message, at_ms))
            case SmsSubmitReport() | MmsSubmitReport():
                self.post.answered(slot, message)
            case SmsStatusReport(delivery):
                self.post.reported(slot, message)
                return self._up(slot, SmsDeliverReport(delivery))
            case MmsNotification():
                return self._up(slot, mms.announced(self.store, slot, message))
            case MmsDeliver():
                return self._up(slot, mms.receive(self.store, slot, message, at_ms))
            case DataReply():
                self.exchanges = data.answered(self.exchanges, slot, message)
            case SupplementaryResult():
                self.service.receive(message)
        return ()

    def _up(self, slot: int, message: Up | None) -> tuple[Uplink, ...]:
        return () if message is None else (Uplink(self.slots[slot].card.imsi, message),)
