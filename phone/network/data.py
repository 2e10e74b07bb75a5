"""Data requests of the phones' apps: each is charged by its volume and answered by the server of its app."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from ledger.calendar import SECOND_MS
from ledger.entries import Refusal
from phone.air.apps import read, volume, written
from phone.air.messages import DataReply, DataRequest, Downlink, NotServed, Refused
from phone.air.text import Text
from phone.network.billing import Unpaid, key_of, pay
from phone.network.desk import Desk, Turn, refuse
from phone.network.dialplan import Route
from phone.network.directory import HOME, Subscriber
from phone.network.services.apps import Endpoint
from phone.network.submissions import Answered
from phone.network.ussd import Answer


@define
class Servers:
    """The servers of the operator's apps: (app, path) → what answers there."""

    desk: Desk
    endpoints: Mapping[tuple[str, str], Endpoint]
    answered: Answered[DataRequest] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.answered = Answered(self.desk.configuration.rules.sms.repeat_s * SECOND_MS)

    def request(self, subscriber: Subscriber, request: DataRequest, at_ms: int) -> Answer:
        """Answer a request; one that comes again is answered as before and neither charged nor carried out twice.

        What is not served is not charged either. The request is paid before it is carried out, the reply before it is
        sent: its steps of the tariff are those that request and reply begin together.
        """
        before = self.answered.find(subscriber.imsi, request, at_ms)
        if before is not None:
            return Answer((before,))
        answer = self._serve(subscriber, request, at_ms)
        self.answered.keep(subscriber.imsi, request, at_ms, answer.down[0])
        return answer

    def _serve(self, subscriber: Subscriber, request: DataRequest, at_ms: int) -> Answer:
        key = key_of(self.desk, "data", subscriber.imsi, request.reference, at_ms)
        turn = Turn(subscriber, "app", request.path, at_ms, Route(service="points"), key=f"{key}/app")
        if subscriber.operator != HOME:
            foreign = refuse(self.desk, turn, Refusal("subscriber.foreign"))
            return _unserved(subscriber, request, "foreign", foreign.text, foreign.refused)
        endpoint = self.endpoints.get((request.app, request.path))
        if endpoint is None:
            return _unserved(subscriber, request, "unknown_request")
        try:
            body = read(request.body, endpoint.takes)
        except ValueError:
            return _unserved(subscriber, request, "malformed")
        unpaid = self._pay(subscriber, volume(request), at_ms, f"{key}/up")
        if unpaid is not None:
            return _unserved(subscriber, request, unpaid.cause, unpaid.text, unpaid.refused)
        said, reply = endpoint.answer(self.desk, turn, body)
        down = DataReply(request.reference, written(said))
        unpaid = self._pay_rest(subscriber, volume(request), volume(down), at_ms, f"{key}/down")
        if unpaid is not None:
            withheld = _unserved(subscriber, request, unpaid.cause, unpaid.text, unpaid.refused)
            return Answer(withheld.down, reply.sms, reply.notices)
        return Answer((Downlink(subscriber.imsi, down, reply.refused),), reply.sms, reply.notices)

    def _pay(self, subscriber: Subscriber, size: int, at_ms: int, key: str) -> Unpaid | None:
        return pay(self.desk, subscriber, "data", size, at_ms, key)

    def _pay_rest(self, subscriber: Subscriber, up: int, down: int, at_ms: int, key: str) -> Unpaid | None:
        """Charge the steps that the reply begins and the request has not begun."""
        step = self.desk.configuration.tariff.data.step
        steps = -(-(up + down) // step) - -(-up // step)
        return self._pay(subscriber, steps * step, at_ms, key) if steps else None


def _unserved(
    subscriber: Subscriber,
    request: DataRequest,
    cause: NotServed,
    text: Text | None = None,
    refused: Refused | None = None,
) -> Answer:
    return Answer((Downlink(subscriber.imsi, DataReply(request.reference, cause=cause, text=text), refused),))
