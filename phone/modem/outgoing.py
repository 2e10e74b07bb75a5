"""Messages that clients send: handed to the phone part by part, and their reports brought back under the client's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import define, frozen

from phone.air import septets
from phone.air.messages import SmsStatusReport
from phone.air.pdu import DELIVERED, EXPIRED, StatusReport, Submit
from phone.handset.mobile.pieces import Piece, send
from phone.handset.mobile.sending import Outgoing
from phone.modem.answers import Answer, Failure, Lines, Wait
from phone.modem.listing import moment

if TYPE_CHECKING:
    from phone.modem.modem import Modem

REMEMBERED: Final = 256
"""Parts whose reports may still come: as many as there are numbers for them."""

CAUSES: Final[dict[str, int]] = {
    "unknown_number": 1,
    "blocked": 8,
    "balance": 21,
    "congestion": 42,
    "no_coverage": 331,
    "no_answer": 332,
}
"""Why a message was not taken, as `+CMS ERROR` tells it (3GPP TS 24.011, annex E, and 27.005, 3.2.5)."""


@frozen
class Handed:
    """A part that a client has handed over: its TP-MR, and the phone's own reference of the message."""

    number: int
    reference: int
    to: str
    report: bool


@frozen
class Tail:
    """Half a character at the end of a part, for the part that follows."""

    name: int
    to: str
    next_part: int
    half: str


@define
class Sent:
    """What clients have sent, newest last."""

    last_number: int = -1
    handed: tuple[Handed, ...] = ()
    tail: Tail | None = None

    def number(self, reference: int, submit: Submit) -> int:
        """The TP-MR of a part."""
        self.last_number = (self.last_number + 1) % REMEMBERED
        handed = Handed(self.last_number, reference, submit.to, submit.report)
        self.handed = (*self.handed, handed)[-REMEMBERED:]
        return handed.number

    def reports(self, modem: Modem, report: SmsStatusReport) -> tuple[StatusReport, ...]:
        """The network's report of a message as reports of its parts; those are then no longer awaited."""
        named = (report.reference, report.to)
        awaited = tuple(one for one in self.handed if one.report and (one.reference, one.to) == named)
        self.handed = tuple(one for one in self.handed if one not in awaited)
        status = DELIVERED if report.outcome == "delivered" else EXPIRED
        sent, done = moment(modem, report.sent_at_ms), moment(modem, report.done_at_ms)
        return tuple(StatusReport(one.number, one.to, sent, done, status) for one in awaited)


def submit(modem: Modem, message: Submit, told: str) -> Answer:
    """Hand a message over; the answer waits for the centre. `told` is the command, whose name begins the answer."""
    if message.body.alphabet == "8bit":
        return Failure("CMS", 144)
    if not message.to or not any(character.isdecimal() for character in message.to):
        return Failure("CMS", 304)
    place = message.body.concatenation
    parts, part, name = (1, 1, 0) if place is None else (place.parts, place.part, place.reference)
    piece = Piece(
        message.to,
        _mended(modem, message, name, part, parts),
        part,
        parts,
        name,
        report=message.report,
        flash=message.body.message_class == 0,
        valid_for_ms=None if message.validity is None else message.validity.left_ms(modem.at_ms),
    )
    reference = modem.ask(lambda mobile, at_ms: send(mobile, piece, at_ms, modem.slot))
    number = modem.sent.number(reference, message)
    return Wait(lambda: _outcome(modem, reference, piece, f"{told}: {number}"))


def _outcome(modem: Modem, reference: int, piece: Piece, told: str) -> Answer | None:
    """What the centre said of a part, or None while it is silent."""
    found = next((one for one in modem.mobile.outbox if _is(one, reference, modem.slot)), None)
    if found is None:
        return Failure("CMS", 500)
    if found.state == "failed":
        return Failure("CMS", CAUSES.get(found.cause or "", 500))
    taken = found.state == "sent" or (piece.parts > 1 and piece.part in found.taken)
    return Lines((told,)) if taken else None


def _is(message: Outgoing, reference: int, slot: int) -> bool:
    return (message.kind, message.reference, message.slot) == ("sms", reference, slot)


def _mended(modem: Modem, message: Submit, name: int, part: int, parts: int) -> str:
    """The text of a part without half characters: clients cut where they like, and the half goes to the next part."""
    text, tail = message.body.text, modem.sent.tail
    if tail is not None and (tail.name, tail.to, tail.next_part) == (name, message.to, part):
        text = _joined(tail.half, text)
    modem.sent.tail = None
    if text and (text[-1] == septets.CUT or "\ud800" <= text[-1] <= "\udbff"):
        if part < parts:
            modem.sent.tail = Tail(name, message.to, part + 1, text[-1])
        text = text[:-1]
    return whole(text)


def whole(text: str) -> str:
    """A text of whole characters: halves that stand side by side are one, half a character alone is lost."""
    text = text.removesuffix(septets.CUT)
    return text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


def _joined(half: str, text: str) -> str:
    """Half a character and what follows it."""
    if half != septets.CUT:
        return half + text
    try:
        return septets.decode(bytes((septets.ESCAPE,)) + septets.encode(text))
    except ValueError:
        return text
