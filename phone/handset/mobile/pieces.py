"""A message that a computer hands to its phone part by part, cut as the computer cut it."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from phone.air.messages import SmsSubmit, Uplink
from phone.handset.mobile import sending
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.sending import Outgoing, Written

REFERENCE_KEPT_MS: Final = 600_000
"""How long more parts of a message are expected."""


@frozen
class Piece:
    """One part of a message to be sent.

    Attributes:
        to: the number.
        text: the characters of this part.
        part: its place, from 1.
        parts: how many there are.
        name: the computer's own name for the message; parts with the same one belong together.
        report: whether to ask what becomes of it.
        flash: whether it is shown at once and not stored.
        valid_for_ms: how long the centre is to try.
    """

    to: str
    text: str
    part: int = 1
    parts: int = 1
    name: int = 0
    report: bool = False
    flash: bool = False
    valid_for_ms: int | None = None


def send(mobile: Mobile, piece: Piece, at_ms: int, slot: int) -> tuple[int, tuple[Uplink, ...]]:
    """Sends a part, alone or of a message that is begun; the message's reference, and what goes to the network.

    A message that is whole in one part is sent as if it were typed on the phone.
    """
    if piece.parts == 1:
        uplinks = mobile.send_sms(
            piece.to,
            piece.text,
            at_ms,
            slot,
            report=piece.report,
            flash=piece.flash,
            valid_for_ms=piece.valid_for_ms,
        )
        return mobile.outbox[0].reference, uplinks
    begun = next((one for one in mobile.outbox if _belongs(piece, one, at_ms, slot)), None)
    message = _begun(mobile, piece, at_ms, slot) if begun is None else begun
    pieces = tuple(sorted((*message.pieces, (piece.part, piece.text))))
    grown = evolve(message, pieces=pieces, text="".join(text for _, text in pieces), at_ms=at_ms, attempts=1)
    sim = mobile.slots[slot]
    grown = sending.begun(grown, registered=sim.registered)
    mobile.post.put(grown)
    if not sim.registered:
        return grown.reference, ()
    submits = (submit for submit in sending.parts_of(grown) if isinstance(submit, SmsSubmit))
    return grown.reference, tuple(Uplink(sim.card.imsi, one) for one in submits if one.part == piece.part)


def _begun(mobile: Mobile, piece: Piece, at_ms: int, slot: int) -> Outgoing:
    message = mobile.post.compose(
        Written(piece.to), slot, at_ms, report=piece.report, flash=piece.flash, valid_for_ms=piece.valid_for_ms
    )
    return evolve(message, parts=piece.parts, name=piece.name)


def _belongs(piece: Piece, message: Outgoing, at_ms: int, slot: int) -> bool:
    """Whether a message waits for this part."""
    own = (piece.to, piece.parts, piece.name, slot)
    return (
        (message.to, message.parts, message.name, message.slot) == own
        and message.state == "sending"
        and at_ms - message.at_ms < REFERENCE_KEPT_MS
        and all(part != piece.part for part, _ in message.pieces)
    )
