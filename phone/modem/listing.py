"""Messages as a client reads them: as PDUs, or as lines of text (3GPP TS 27.005, 3.4 and 4)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from ledger.calendar import local
from phone.air.pdu import Body, Concatenation, Deliver, StatusReport, Submit, coding_octet, encode
from phone.air.pdu_fields import UNKNOWN, Moment, encode_address, encode_centre
from phone.air.text import coding_of
from phone.modem.charset import hex_of
from phone.modem.memory import Content, Stored

if TYPE_CHECKING:
    from phone.modem.modem import Modem

QUARTER: Final = timedelta(minutes=15)

STATUS_WORDS: Final = ("REC UNREAD", "REC READ", "STO UNSENT", "STO SENT", "ALL")


def moment(modem: Modem, at_ms: int) -> Moment:
    """A moment as the world's zone writes it."""
    offset = local(at_ms, modem.world.texts.zone).utcoffset() or timedelta()
    return Moment(at_ms // 1000 * 1000, offset // QUARTER)


def tpdu(modem: Modem, content: Content, *, flash: bool = False) -> Deliver | Submit | StatusReport:
    """What lies in a place as a message of 23.040."""
    if isinstance(content, StatusReport):
        return content
    if isinstance(content, Stored):
        return content.submit
    message = content.message
    place = Concatenation(message.number % 256, content.parts, content.part) if content.parts > 1 else None
    alphabet = coding_of(message.text.value)
    body = Body(alphabet, content.text.value, message_class=0 if flash else None, concatenation=place)
    return Deliver(message.sender, moment(modem, message.sent_at_ms), body)


def pdu(modem: Modem, message: Deliver | Submit | StatusReport) -> tuple[int, str]:
    """The length that `+CMGR` and others tell, without the centre's number, and the octets with it, hexadecimal."""
    octets = encode(message)
    return len(octets), (encode_centre(modem.centre) + octets).hex().upper()


def kind_of(address: str) -> int:
    """The type of an address, as text mode tells it."""
    return encode_address(address)[1] if address else UNKNOWN


def stamp(moment: Moment) -> str:
    """A moment in text mode: `26/03/12,10:02:00+12`."""
    written = datetime.fromtimestamp(moment.at_ms // 1000, timezone(QUARTER * moment.quarters))
    return f"{written:%y/%m/%d,%H:%M:%S}{moment.quarters:+03d}"


def full(modem: Modem, status: int, message: Deliver | Submit | StatusReport) -> str:
    """What `+CMGR` says of a message in text mode, after its name, and the text."""
    word = STATUS_WORDS[status]
    if isinstance(message, StatusReport):
        return f'"{word}",{report_line(modem, message)}'
    if isinstance(message, Deliver):
        return f'"{word}",{direct(modem, message)}'
    return f'"{word}","{modem.written(message.to)}",{_details(modem, message)}\r\n{_data(modem, message.body)}'


def short(modem: Modem, status: int, message: Deliver | Submit | StatusReport) -> str:
    """What `+CMGL` says of a message in text mode, after its number, and the text."""
    word = STATUS_WORDS[status]
    if isinstance(message, StatusReport):
        return f'"{word}",{report_line(modem, message)}'
    address = address_of(message)
    sent = f'"{stamp(message.sent)}"' if isinstance(message, Deliver) else ""
    details = f",{kind_of(address)},{_length(message.body)}" if modem.settings.text_header else ""
    return f'"{word}","{modem.written(address)}",,{sent}{details}\r\n{_data(modem, message.body)}'


def direct(modem: Modem, message: Deliver) -> str:
    """What `+CMT` says of a message in text mode, after its name, and the text."""
    head = f'"{modem.written(message.sender)}",,"{stamp(message.sent)}"{_details(modem, message)}'
    return f"{head}\r\n{_data(modem, message.body)}"


def report_line(modem: Modem, report: StatusReport) -> str:
    """A status report in text mode: first octet, reference, number, its type, when it was sent and done, status."""
    number = f'"{modem.written(report.to)}",{kind_of(report.to)}'
    moments = f'"{stamp(report.sent)}","{stamp(report.done)}"'
    return f"{encode(report)[0]},{report.reference},{number},{moments},{report.status}"


def address_of(message: Deliver | Submit) -> str:
    """Who sent it, or whom it is for."""
    return message.sender if isinstance(message, Deliver) else message.to


def _details(modem: Modem, message: Deliver | Submit) -> str:
    """What `+CSDH=1` adds: type of address, first octet, protocol, coding, validity, centre, its type, length."""
    if not modem.settings.text_header:
        return ""
    validity = "," if isinstance(message, Submit) else ""
    octets = f"{encode(message)[0]},{message.protocol},{coding_octet(message.body)}{validity}"
    centre = f'"{modem.written(modem.centre)}",{kind_of(modem.centre)}'
    return f",{kind_of(address_of(message))},{octets},{centre},{_length(message.body)}"


def _length(body: Body) -> int:
    """Characters of a text, octets of UCS-2 or data."""
    if body.alphabet == "gsm7":
        return len(body.text)
    return len(body.data) if body.alphabet == "8bit" else 2 * len(body.text)


def _data(modem: Modem, body: Body) -> str:
    """The user data: a text of GSM-7 in the client's character set, all else hexadecimal (27.005, 3.1)."""
    if body.alphabet == "gsm7":
        return modem.written(body.text)
    return body.data.hex().upper() if body.alphabet == "8bit" else hex_of(body.text)
