"""What the phone wants of a supplementary service, and what the network said: one request at a time."""

from __future__ import annotations

from attrs import define, evolve, frozen

from phone.air.messages import ServiceAction, SupplementaryRequest, SupplementaryResult
from phone.handset.mobile.ussd import PATIENCE_MS


@frozen
class ServiceRequest:
    """A request and its result; `gives_up_at_ms` is when the phone waits no longer, `gave_up` that it does not."""

    slot: int
    request: SupplementaryRequest
    since_ms: int
    result: SupplementaryResult | None = None
    gave_up: bool = False

    @property
    def gives_up_at_ms(self) -> int | None:
        """When the phone waits no longer; None if it does not wait."""
        return self.since_ms + PATIENCE_MS if self.running else None

    @property
    def running(self) -> bool:
        """Whether the network owes the result."""
        return self.result is None and not self.gave_up


@define
class ServiceDialogue:
    """The phone's last request, until its subscriber closes it; `last_number` names requests on the air."""

    state: ServiceRequest | None = None
    last_number: int = 0

    @property
    def running(self) -> bool:
        """Whether the network owes a result."""
        return self.state is not None and self.state.running

    def request(
        self, slot: int, action: ServiceAction, service: str, information: tuple[str, ...], at_ms: int
    ) -> SupplementaryRequest:
        """Asks the network; the caller has made sure that nothing is asked."""
        self.last_number += 1
        request = SupplementaryRequest(self.last_number, action, service, information)
        self.state = ServiceRequest(slot, request, at_ms)
        return request

    def receive(self, result: SupplementaryResult) -> None:
        """Takes a result; one that nobody waits for is not heard."""
        if self.state is not None and self.state.running and self.state.request.number == result.number:
            self.state = evolve(self.state, result=result)

    def lose(self, slot: int) -> None:
        """Coverage is gone: no result will come."""
        if self.state is not None and self.state.running and self.state.slot == slot:
            self.state = evolve(self.state, gave_up=True)

    def give_up(self, at_ms: int) -> None:
        """Waits no longer where it has waited long enough."""
        due_ms = None if self.state is None else self.state.gives_up_at_ms
        if self.state is not None and due_ms is not None and due_ms <= at_ms:
            self.state = evolve(self.state, gave_up=True)

    def close(self) -> None:
        """The subscriber has read it."""
        self.state = None
