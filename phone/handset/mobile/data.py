"""What the phone's apps ask their servers over the air."""

from __future__ import annotations

from typing import Final, Literal

from attrs import evolve, frozen

from phone.air.messages import DataReply, DataRequest

KEPT: Final = 10
"""Requests that the phone remembers."""

ANSWER_MS: Final = 20_000
"""How long an app waits for its server before it asks again, or gives up."""

ATTEMPTS: Final = 2
"""How often it asks."""


@frozen
class Exchange:
    """A request and its reply.

    Attributes:
        failed: the phone's own word for why there is none.
        attempts: how often the phone has asked by itself.
        answer_by_ms: until when it waits; None when it waits no more.
        sent: whether the request has ever left the phone.
    """

    request: DataRequest
    slot: int
    at_ms: int
    reply: DataReply | None = None
    failed: Literal["no_coverage", "no_answer"] | None = None
    attempts: int = 1
    answer_by_ms: int | None = None
    sent: bool = True

    @property
    def waiting(self) -> bool:
        """Whether the app waits for its server."""
        return self.answer_by_ms is not None


Exchanges = tuple[Exchange, ...]
"""Newest first."""


def asked(request: DataRequest, slot: int, at_ms: int, *, registered: bool) -> Exchange:
    """A new request; out of coverage it fails at once."""
    if registered:
        return Exchange(request, slot, at_ms, answer_by_ms=at_ms + ANSWER_MS)
    return Exchange(request, slot, at_ms, failed="no_coverage", sent=False)


def repeated(exchange: Exchange, at_ms: int, *, registered: bool) -> Exchange:
    """The same request, asked again."""
    again = asked(exchange.request, exchange.slot, at_ms, registered=registered)
    return evolve(again, sent=again.sent or exchange.sent)


def answered(exchanges: Exchanges, slot: int, reply: DataReply) -> Exchanges:
    """The exchanges after a reply; one that nobody waits for is not heard."""
    return tuple(
        evolve(one, reply=reply, answer_by_ms=None)
        if one.waiting and (one.slot, one.request.reference) == (slot, reply.reference)
        else one
        for one in exchanges
    )


def lost(exchanges: Exchanges, slot: int) -> Exchanges:
    """The exchanges after a SIM has lost coverage."""
    return tuple(
        evolve(one, failed="no_coverage", answer_by_ms=None) if one.waiting and one.slot == slot else one
        for one in exchanges
    )


def waited(exchange: Exchange, at_ms: int) -> tuple[Exchange, DataRequest | None]:
    """The exchange after its time, and the request that is sent again, if it is."""
    if exchange.answer_by_ms is None or at_ms < exchange.answer_by_ms:
        return exchange, None
    if exchange.attempts >= ATTEMPTS:
        return evolve(exchange, failed="no_answer", answer_by_ms=None), None
    again = evolve(exchange, attempts=exchange.attempts + 1, answer_by_ms=at_ms + ANSWER_MS)
    return again, again.request
