"""What the network does with one call: seek the phone that is called, forward, announce, release, and charge what had begun."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from ledger.calendar import SECOND_MS
from ledger.entries import Refusal
from phone.air.messages import (
    CallAlerting,
    CallAnnouncement,
    CallCause,
    CallCharge,
    CallConnected,
    CallDown,
    CallIncoming,
    CallReleased,
    CallSetup,
    Downlink,
    Refused,
)
from phone.air.text import Text
from phone.network.desk import Desk, Turn, refuse
from phone.network.dialplan import Route
from phone.network.directory import HOME, Subscriber
from phone.network.ivr import Centre
from phone.network.legs import Call, Leg, Meter
from phone.network.metering import Metering
from phone.network.services.menu import Service
from phone.network.supplementary import (
    ALL_CALLS,
    BAR_IN,
    BUSY,
    CALLER_SHOWN,
    CALLER_WITHHELD,
    NO_REPLY,
    SECONDS,
    UNREACHABLE,
    WAITING,
    Supplementary,
)
from phone.network.ussd import Answer

FORWARDED_AT_MOST = 5
"""How often one call is forwarded (3GPP TS 23.082)."""

NOTHING = Answer(())


@define
class Exchange:
    """Calls in progress.

    Attributes:
        attached: IMSIs that are on the air.
        calls: number → call, in the order in which they began.
        last_call: how many there were.
        brought: how many the network has brought to phones, for their numbers on the air.
    """

    desk: Desk
    services: Mapping[str, Service]
    attached: set[str] = field(factory=set)
    calls: dict[int, Call] = field(factory=dict)
    last_call: int = 0
    brought: int = 0
    metering: Metering = field(init=False)
    supplementary: Supplementary = field(init=False)
    centre: Centre = field(init=False)

    def __attrs_post_init__(self) -> None:
        rules = self.desk.configuration.rules.calls
        self.metering = Metering(self.desk.door)
        self.supplementary = Supplementary(rules.waiting, min(rules.no_answer_s, SECONDS[-1]), rules.barring_password)
        self.centre = Centre(self.desk, self.services)
        self.desk.door.metered = self.metering

    def _to_person(
        self, call: Call, subscriber: Subscriber, callee: Subscriber, setup: CallSetup, at_ms: int
    ) -> Answer:
        if callee is subscriber:
            return self._end(call, at_ms, "busy")
        call.presented = "" if self._withheld(subscriber, setup, at_ms) else subscriber.msisdn
        if subscriber.operator == HOME:
            meter = self._meter(subscriber, callee, call.caller.number)
            refusal = self.metering.refusal(subscriber.msisdn, meter.reach, at_ms)
            if refusal is not None:
                return self._refuse(call, refusal, at_ms, "balance")
            call.meters.append(meter)
        return self._reach(call, callee, at_ms)

    def _withheld(self, subscriber: Subscriber, setup: CallSetup, at_ms: int) -> bool:
        """Whether the caller's number is withheld: for this call, by the service, or by the anti-caller-ID (P22, D19)."""
        if setup.clir is not None or subscriber.operator != HOME:
            return setup.clir == "hide"
        purses = self.desk.configuration.rules.calls.withheld_by
        held = self.desk.door.holds(subscriber.msisdn, purses, at_ms)
        return held is not None or CALLER_WITHHELD in self.supplementary.of(subscriber).on

    @staticmethod
    def _meter(payer: Subscriber, callee: Subscriber, told: int | None = None) -> Meter:
        return Meter(payer.msisdn, "on_net" if callee.operator == HOME else "off_net", told=told)

    def _reach(self, call: Call, callee: Subscriber, at_ms: int) -> Answer:
        """Seek a phone, unless its services send the call elsewhere."""
        services = self.supplementary.of(callee)
        call.callee = Leg(callee.imsi, 0)
        if services.forward(ALL_CALLS) is not None:
            return self._forwarded_or(call, ALL_CALLS, "unreachable", at_ms)
        if BAR_IN in services.barred:
            call.callee = None
            return self._refuse(call, Refusal("call.barred_incoming"), at_ms, "barred")
        if callee.imsi not in self.attached:
            return self._not_reached(call, at_ms)
        mine = [other for other in self.calls.values() if other is not call and other.leg(callee.imsi) is not None]
        if mine and not self._may_wait(callee, mine):
            return self._forwarded_or(call, BUSY, "busy", at_ms)
        self.brought += 1
        call.callee = Leg(callee.imsi, -self.brought)
        call.stage, call.due_at_ms = "paging", at_ms + self.desk.configuration.rules.calls.paging_s * SECOND_MS
        shown = call.presented if CALLER_SHOWN in services.on else None
        return Answer((self._down(call.callee, CallIncoming(call.callee.number, shown, waiting=bool(mine))),))

    def _may_wait(self, callee: Subscriber, calls: list[Call]) -> bool:
        """A second call waits beside one that is up, a third beside one that is up and one that is held."""
        up = all(call.stage in ("talking", "centre") for call in calls)
        return up and len(calls) <= 2 and WAITING in self.supplementary.of(callee).on

    def _not_reached(self, call: Call, at_ms: int) -> Answer:
        return self._forwarded_or(call, UNREACHABLE, "unreachable", at_ms)

    def _forwarded_or(self, call: Call, code: str, cause: CallCause, at_ms: int) -> Answer:
        """Take the call from the phone that is called, and to where its subscriber forwards it, or end it."""
        assert call.callee is not None, "only a call to somebody is forwarded"
        by, leg = self.desk.directory.by_imsi[call.callee.imsi], call.callee
        taken = (self._down(leg, CallReleased("network", leg.number)),) if leg.number else ()
        forward = self.supplementary.of(by).forward(code) if by.operator == HOME else None
        call.callee, call.due_at_ms = None, None
        if forward is None or by.msisdn in call.forwarded_by or len(call.forwarded_by) >= FORWARDED_AT_MOST:
            return both(Answer(taken), self._unanswered(call, cause, at_ms))
        call.forwarded_by = (*call.forwarded_by, by.msisdn)
        target = self.desk.directory.by_msisdn.get(forward.number)
        if target is None:
            return both(Answer(taken), self._refuse(call, Refusal("call.not_in_service"), at_ms))
        meter = self._meter(by, target)
        if self.metering.refusal(by.msisdn, meter.reach, at_ms) is not None:
            return both(Answer(taken), self._unanswered(call, "unreachable", at_ms))
        call.meters.append(meter)
        return both(Answer(taken), self._reach(call, target, at_ms))

    def _unanswered(self, call: Call, cause: CallCause, at_ms: int) -> Answer:
        if cause != "unreachable":
            return self._end(call, at_ms, cause)
        caller = self.desk.directory.by_imsi[call.caller.imsi]
        text = self.desk.texts.render("call.unreachable", caller.language)
        return self._announce(call, text, at_ms, cause="unreachable")

    def _ringing(self, call: Call, at_ms: int) -> Answer:
        if call.stage != "paging" or call.callee is None:
            return NOTHING
        callee = self.desk.directory.by_imsi[call.callee.imsi]
        forward = self.supplementary.of(callee).forward(NO_REPLY)
        seconds = self.desk.configuration.rules.calls.no_answer_s if forward is None else forward.seconds
        call.stage, call.due_at_ms = "ringing", at_ms + seconds * SECOND_MS
        down = [self._down(call.caller, CallAlerting(call.caller.number))]
        tune = self._tune(callee, at_ms)
        if tune is not None:
            caller = self.desk.directory.by_imsi[call.caller.imsi]
            words = self.desk.texts.render(
                "call.tune", caller.language, tune=self.desk.amount(tune, 1, caller.language)
            )
            down.append(self._down(call.caller, CallAnnouncement(words, call.caller.number)))
        return Answer(tuple(down))

    def _tune(self, callee: Subscriber, at_ms: int) -> str | None:
        """The purse of the tune that callers hear instead of the usual tone (F50, F52, D19)."""
        if callee.operator != HOME:
            return None
        return self.desk.door.holds(callee.msisdn, self.desk.configuration.rules.calls.tunes, at_ms)

    def _out_of_money(self, call: Call, meter: Meter, at_ms: int) -> Answer:
        """Whoever pays is told; nobody's balance goes below zero."""
        payer = self.desk.directory.by_msisdn[meter.msisdn]
        refusal = self.metering.refusal(meter.msisdn, meter.reach, at_ms)
        refused = None if refusal is None else Refused(refusal.rule, dict(refusal.values))
        cause: CallCause = "balance" if payer.imsi == call.caller.imsi else "network"
        return self._end(call, at_ms, cause, refused)

    def _end(
        self,
        call: Call,
        at_ms: int,
        cause: CallCause,
        refused: Refused | None = None,
        *,
        without: Leg | None = None,
    ) -> Answer:
        """Release both sides (but not one that knows already), charge what had begun, and tell who pays what it came to."""
        self.calls.pop(call.number, None)
        for meter in call.meters:
            self.metering.stop(meter, at_ms)
        down: list[Downlink] = []
        for leg in (call.caller, call.callee):
            if leg is None or leg is without:
                continue
            own = cause if leg is call.caller or cause == "user" else "network"
            told = refused if leg is call.caller else None
            down.append(Downlink(leg.imsi, CallReleased(own, leg.number), told))
        down += [advice for meter in call.meters if (advice := self._advice(meter)) is not None]
        return Answer(tuple(down))

    def _advice(self, meter: Meter) -> Downlink | None:
        """What a call has come to, for the phone of who began it and pays; nothing if it was free."""
        if meter.told is None or not meter.charged_kopecks:
            return None
        payer = self.desk.directory.by_msisdn[meter.msisdn]
        return Downlink(payer.imsi, CallCharge(meter.told, meter.charged_kopecks))

    def _refuse(self, call: Call, refusal: Refusal, at_ms: int, cause: CallCause = "network") -> Answer:
        caller = self.desk.directory.by_imsi[call.caller.imsi]
        turn = Turn(caller, "call", "", at_ms, Route(service="leave"))
        reply = refuse(self.desk, turn, refusal)
        return self._announce(call, reply.text, at_ms, refused=reply.refused, cause=cause)

    def _announce(
        self,
        call: Call,
        text: Text,
        at_ms: int,
        *,
        refused: Refused | None = None,
        cause: CallCause = "network",
        connected: bool = False,
    ) -> Answer:
        """Say something and hang up when it is over."""
        call.stage, call.cause, call.callee = "announcement", cause, None
        call.due_at_ms = at_ms + self.desk.configuration.rules.calls.announcement_s * SECOND_MS
        answered = (self._down(call.caller, CallConnected(call.caller.number)),) if connected else ()
        said = Downlink(call.caller.imsi, CallAnnouncement(text, call.caller.number), refused)
        return Answer((*answered, said))

    @staticmethod
    def _down(leg: Leg, message: CallDown) -> Downlink:
        return Downlink(leg.imsi, message)


def both(one: Answer, two: Answer) -> Answer:
    """Two answers, one behind the other."""
    return Answer((*one.down, *two.down), (*one.sms, *two.sms), (*one.notices, *two.notices))
