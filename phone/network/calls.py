"""Call control: what the network says to a number that is called."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from ledger.calendar import SECOND_MS
from ledger.entries import Refusal
from phone.air.messages import CallAnnouncement, CallReleased, CallSetup, Downlink
from phone.network.desk import Desk, Reply, Turn, refuse
from phone.network.directory import HOME, Directory, Subscriber, msisdn_of
from phone.network.services.menu import Service

ANNOUNCEMENT_MS = 6 * SECOND_MS
"""How long an announcement is spoken before the network hangs up."""


@define
class Switch:
    """Calls in progress: IMSI → when the network hangs up."""

    desk: Desk
    services: Mapping[str, Service]
    hang_up_at_ms: dict[str, int] = field(factory=dict)

    def setup(self, subscriber: Subscriber, setup: CallSetup, at_ms: int) -> tuple[Reply | None, tuple[Downlink, ...]]:
        """A number and the call key; the reply is what a service said, for the SMS that may follow it."""
        if _reaches_person(self.desk.directory, setup.number):
            return None, (Downlink(subscriber.imsi, CallReleased("unsupported")),)
        reply = self._service(subscriber, setup.number, at_ms)
        self.hang_up_at_ms[subscriber.imsi] = at_ms + ANNOUNCEMENT_MS
        return reply, (Downlink(subscriber.imsi, CallAnnouncement(reply.text), reply.refused),)

    def disconnect(self, subscriber: Subscriber) -> None:
        """The subscriber hangs up."""
        self.hang_up_at_ms.pop(subscriber.imsi, None)

    def next_due(self) -> int | None:
        """When the network hangs up next."""
        return min(self.hang_up_at_ms.values(), default=None)

    def run_due(self, at_ms: int) -> tuple[Downlink, ...]:
        """Hang up where the announcement is over."""
        over = [imsi for imsi, due_ms in self.hang_up_at_ms.items() if due_ms <= at_ms]
        for imsi in over:
            del self.hang_up_at_ms[imsi]
        return tuple(Downlink(imsi, CallReleased("network")) for imsi in over)

    def _service(self, subscriber: Subscriber, number: str, at_ms: int) -> Reply:
        """A service code without its `#` teaches or is taken as if it had one (F58, D04); all else is no number."""
        plan = self.desk.plan.dialplan
        route = plan.ussd.get(f"{number}#")
        key = f"call/{subscriber.imsi}/{at_ms}"
        turn = Turn(subscriber, "ussd", number, at_ms, route or next(iter(plan.ussd.values())), key=key)
        if route is None:
            return refuse(self.desk, turn, Refusal("call.not_in_service"))
        if self.desk.configuration.rules.dialling.bare_service_code == "accept" and subscriber.operator == HOME:
            reply = self.services[route.service](self.desk, turn)
            if isinstance(reply, Reply):
                return reply
        return refuse(self.desk, turn, Refusal("call.bare_code", {"code": number}))


def _reaches_person(directory: Directory, number: str) -> bool:
    return msisdn_of(number) in directory.by_msisdn
