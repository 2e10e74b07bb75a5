"""A message as it is: its fields, and the octets of a short one for those who compare it with a modem's (23.040, 9.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from attrs import fields

from ledger.calendar import local
from phone.air.messages import SmsDeliver, SmsSubmit
from phone.air.pdu import Body, Concatenation, Deliver, Submit, encode
from phone.air.pdu_fields import Moment, PduError, Validity
from phone.trace import TraceEvent
from tui.lines import Line, Piece, wrap
from tui.pages.columns import cell
from tui.words import Words

QUARTER = timedelta(minutes=15)
OCTETS_IN_A_GROUP = 8
NAME_CELLS = 14


def octets_of(event: TraceEvent, zone: ZoneInfo) -> bytes | None:
    """The PDU of a short message, without the centre's number; None for any other message, or one that no PDU can be.

    Args:
        event: what crossed the air.
        zone: in which the time stamp of a delivered message is written.
    """
    message, length = event.message, event.length
    if length is None:
        return None
    try:
        match message:
            case SmsSubmit(reference, to, text, part, parts):
                place = Concatenation(reference % 256, parts, part) if parts > 1 else None
                body = Body(length.coding, text, message_class=0 if message.flash else None, concatenation=place)
                validity = None if message.valid_for_ms is None else Validity("relative", message.valid_for_ms)
                return encode(Submit(to, body, reference % 256, validity, message.report))
            case SmsDeliver(_, sender, said, sent_at_ms):
                place = None
                if message.parts > 1:
                    place = Concatenation(message.reference % 256, message.parts, message.part)
                quarters = (local(sent_at_ms, zone).utcoffset() or timedelta()) // QUARTER
                body = Body(length.coding, said.value, message_class=0 if message.flash else None, concatenation=place)
                return encode(Deliver(sender, Moment(sent_at_ms // 1000 * 1000, quarters), body))
    except PduError:
        return None
    return None


def grouped_hex(octets: bytes) -> str:
    """Octets in groups, so that the eye finds its way: 0123456789ABCDEF 01…."""
    groups = (octets[start : start + OCTETS_IN_A_GROUP] for start in range(0, len(octets), OCTETS_IN_A_GROUP))
    return " ".join(group.hex().upper() for group in groups)


def raw_lines(event: TraceEvent, words: Words, width: int) -> Iterator[Line]:
    """The kind of a message, its fields, and its PDU if it is a short one."""
    yield (
        Piece(event.kind, "strong"),
        Piece(f"  {event.phone}  {event.sim}  {event.direction}  {event.outcome}", "muted"),
    )
    for each in fields(type(event.message)):
        first, *more = wrap(str(getattr(event.message, each.name)), max(8, width - NAME_CELLS))
        yield cell(each.name, NAME_CELLS, "muted"), Piece(first)
        yield from ((Piece(" " * NAME_CELLS), Piece(row)) for row in more)
    octets = octets_of(event, words.texts.zone)
    if octets is not None:
        yield ()
        yield (Piece(f"PDU, {len(octets)}", "strong"),)
        yield from ((Piece(row),) for row in wrap(grouped_hex(octets), width))
