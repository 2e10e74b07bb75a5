"""Call control: messages of phones about calls, the call centre's conversation, and what is due."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define

from ledger.calendar import SECOND_MS
from ledger.entries import Refusal
from phone.air.messages import (
    CallAnnouncement,
    CallAnswer,
    CallConnected,
    CallDisconnect,
    CallHeld,
    CallHold,
    CallReleased,
    CallRinging,
    CallSetup,
    CallTone,
    CallTransfer,
    CallUp,
    Downlink,
    Refused,
)
from phone.network.billing import key_of
from phone.network.desk import Reply, Turn
from phone.network.directory import HOME, Subscriber, msisdn_of
from phone.network.exchange import NOTHING, Exchange, both
from phone.network.ivr import Conversation, Step
from phone.network.legs import Call, Leg
from phone.network.supplementary import BUSY, CONNECTED_SHOWN, NO_REPLY
from phone.network.ussd import Answer


@define
class Switch(Exchange):
    """The exchange with its ear to the phones."""

    def receive(self, subscriber: Subscriber, message: CallUp, at_ms: int) -> Answer:
        """A message of a phone about a call; one about a call that is over is told so."""
        if isinstance(message, CallSetup):
            return self._setup(subscriber, message, at_ms)
        call, leg = self._find(subscriber, message.call)
        if call is None or leg is None:
            if isinstance(message, CallDisconnect):
                return NOTHING
            return Answer((Downlink(subscriber.imsi, CallReleased("network", message.call)),))
        match message:
            case CallRinging():
                return self._ringing(call, at_ms)
            case CallAnswer():
                return self._answered(call, leg, at_ms)
            case CallDisconnect(busy=busy):
                return self._disconnected(call, leg, at_ms, busy=busy)
            case CallHold(held=held):
                return self._held(call, leg, at_ms, held=held)
            case CallTone(digit=digit):
                return self._tone(subscriber, call, leg, digit, at_ms)
            case CallTransfer(to_call=number):
                return self._transferred(subscriber, call, leg, number)

    def lost(self, subscriber: Subscriber, at_ms: int, *, back: bool = False) -> Answer:
        """A phone is off the air: what it had is over, what sought it goes where unreachable calls go.

        One that is `back` on the air without having left had vanished; should it still have a call, it is told.
        """
        answer = NOTHING
        for call in [call for call in self.calls.values() if call.leg(subscriber.imsi) is not None]:
            leg = call.leg(subscriber.imsi)
            if leg is call.callee and call.stage in ("paging", "ringing"):
                answer = both(answer, self._not_reached(call, at_ms))
            else:
                answer = both(answer, self._end(call, at_ms, "network", without=None if back else leg))
        return answer

    def next_due(self) -> int | None:
        """When the network does something about a call by itself."""
        return None if not self.calls else min((due_ms for due_ms, _ in self._dues()), default=None)

    def next_word(self) -> int | None:
        """When an announcement is over; waiting for a person and charging are left aside."""
        if not self.calls:
            return None
        over = (call.due_at_ms for call in self.calls.values() if call.stage == "announcement")
        return min((due for due in over if due is not None), default=None)

    def run_due(self, at_ms: int) -> Answer:
        """Do what is due, in the order of time."""
        answer = NOTHING
        while (due := min(self._dues(), default=None)) is not None and due[0] <= at_ms:
            answer = both(answer, self._act(self.calls[due[1]], at_ms))
        return answer

    def _dues(self) -> Iterable[tuple[int, int]]:
        for call in self.calls.values():
            for due_ms in (call.due_at_ms, *(meter.due_at_ms for meter in call.meters)):
                if due_ms is not None:
                    yield due_ms, call.number

    def _act(self, call: Call, at_ms: int) -> Answer:
        for meter in call.meters:
            if meter.due_at_ms is not None and meter.due_at_ms <= at_ms and not self.metering.wake(meter, at_ms):
                return self._out_of_money(call, meter, at_ms)
        if call.due_at_ms is None or call.due_at_ms > at_ms:
            return NOTHING
        match call.stage:
            case "paging":
                return self._not_reached(call, at_ms)
            case "ringing":
                return self._forwarded_or(call, NO_REPLY, "timeout", at_ms)
            case "centre":
                assert call.conversation is not None, "the call centre has a conversation"
                caller = self.desk.directory.by_imsi[call.caller.imsi]
                return self._speak(call, self.centre.silence(call.conversation, caller, at_ms), at_ms)
            case _:
                return self._end(call, at_ms, call.cause)

    def _find(self, subscriber: Subscriber, number: int) -> tuple[Call | None, Leg | None]:
        for call in self.calls.values():
            leg = call.leg(subscriber.imsi)
            if leg is not None and leg.number == number:
                return call, leg
        return None, None

    def _setup(self, subscriber: Subscriber, setup: CallSetup, at_ms: int) -> Answer:
        self.last_call += 1
        call = Call(self.last_call, Leg(subscriber.imsi, setup.call))
        self.calls[call.number] = call
        number, voices = setup.number, self.desk.plan.dialplan.voice
        language = subscriber.language
        if number in voices:
            text = self.desk.texts.render(voices[number].text, language)
            return self._announce(call, text, at_ms, connected=True)
        if subscriber.operator == HOME and self.supplementary.of(subscriber).bars(number):
            return self._end(call, at_ms, "barred", Refused("call.barred"))
        if number in self.desk.configuration.rules.callcentre:
            return self._to_centre(call, subscriber, at_ms)
        callee = self.desk.directory.by_msisdn.get(msisdn_of(number) or "")
        if callee is None:
            return self._nobody(call, subscriber, number, at_ms)
        return self._to_person(call, subscriber, callee, setup, at_ms)

    def _to_centre(self, call: Call, subscriber: Subscriber, at_ms: int) -> Answer:
        if subscriber.operator != HOME:
            return self._refuse(call, Refusal("subscriber.foreign"), at_ms)
        call.conversation = Conversation(self.desk.plan.centre.start)
        call.stage = "centre"
        connected = self._down(call.caller, CallConnected(call.caller.number))
        greeting = self._speak(call, self.centre.greet(call.conversation, subscriber, at_ms), at_ms)
        return Answer((connected, *greeting.down), greeting.sms, greeting.notices)

    def _nobody(self, call: Call, subscriber: Subscriber, number: str, at_ms: int) -> Answer:
        """A service code without its `#` teaches or is taken as if it had one (F58, D04); all else is no number."""
        route = self.desk.plan.dialplan.ussd.get(f"{number}#")
        if route is None:
            return self._refuse(call, Refusal("call.not_in_service"), at_ms)
        if self.desk.configuration.rules.dialling.bare_service_code == "accept" and subscriber.operator == HOME:
            key = key_of(self.desk, "call", subscriber.imsi, call.caller.number, at_ms)
            turn = Turn(subscriber, "ussd", number, at_ms, route, key=key)
            reply = self.services[route.service](self.desk, turn)
            if isinstance(reply, Reply):
                answer = self._announce(call, reply.text, at_ms, refused=reply.refused)
                return Answer(answer.down, reply.sms, reply.notices)
        return self._refuse(call, Refusal("call.bare_code", {"code": number}), at_ms)

    def _answered(self, call: Call, leg: Leg, at_ms: int) -> Answer:
        if leg is not call.callee or call.stage not in ("paging", "ringing"):
            return NOTHING
        call.stage, call.due_at_ms = "talking", None
        for meter in call.meters:
            if not self.metering.start(meter, at_ms):
                return self._out_of_money(call, meter, at_ms)
        caller = self.desk.directory.by_imsi[call.caller.imsi]
        callee = self.desk.directory.by_imsi[leg.imsi]
        number = callee.msisdn if CONNECTED_SHOWN in self.supplementary.of(caller).on else ""
        return Answer(
            (
                self._down(call.caller, CallConnected(call.caller.number, number)),
                self._down(leg, CallConnected(leg.number)),
            )
        )

    def _disconnected(self, call: Call, leg: Leg, at_ms: int, *, busy: bool) -> Answer:
        if leg is call.callee and call.stage in ("paging", "ringing"):
            leg.number = 0
            return self._forwarded_or(call, BUSY, "busy" if busy else "rejected", at_ms)
        return self._end(call, at_ms, "user", without=leg)

    def _held(self, call: Call, leg: Leg, at_ms: int, *, held: bool) -> Answer:
        if call.stage not in ("talking", "centre") or leg.holds == held:
            return NOTHING
        leg.holds = held
        other = call.other(leg)
        if other is None:
            silence_ms = self.desk.configuration.rules.calls.silence_s * SECOND_MS
            call.due_at_ms = None if held else at_ms + silence_ms
            return NOTHING
        return Answer((self._down(other, CallHeld(other.number, held)),))

    def _tone(self, subscriber: Subscriber, call: Call, leg: Leg, digit: str, at_ms: int) -> Answer:
        other = call.other(leg)
        if call.stage == "centre" and call.conversation is not None and not leg.holds:
            return self._speak(call, self.centre.press(call.conversation, subscriber, digit, at_ms), at_ms)
        if call.stage != "talking" or other is None or leg.holds or other.holds:
            return NOTHING
        return Answer((self._down(other, CallTone(other.number, digit)),))

    def _transferred(self, subscriber: Subscriber, call: Call, leg: Leg, number: int) -> Answer:
        """The other sides of two calls go on with each other; who began each call goes on paying for it (22.091)."""
        to, to_leg = self._find(subscriber, number)
        one, two = call.other(leg), None if to is None or to_leg is None else to.other(to_leg)
        if to is None or to is call or one is None or two is None or (call.stage, to.stage) != ("talking", "talking"):
            return NOTHING
        del self.calls[to.number]
        call.caller, call.callee = one, two
        call.meters += to.meters
        back = [
            self._down(other, CallHeld(other.number, held=False))
            for other, side in ((one, leg), (two, to_leg))
            if side is not None and side.holds
        ]
        gone = [Downlink(subscriber.imsi, CallReleased("user", of)) for of in (leg.number, number)]
        return Answer((*gone, *back))

    def _speak(self, call: Call, step: Step, at_ms: int) -> Answer:
        """What the call centre says, and how long it waits for a key."""
        rules = self.desk.configuration.rules.calls
        call.due_at_ms = at_ms + (rules.announcement_s if step.ends else rules.silence_s) * SECOND_MS
        if step.ends:
            call.stage, call.cause = "announcement", "network"
        number, imsi = call.caller.number, call.caller.imsi
        down = tuple(Downlink(imsi, CallAnnouncement(text, number), refused) for text, refused in step.said)
        return Answer(down, step.sms, step.notices)
