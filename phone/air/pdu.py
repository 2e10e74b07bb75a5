"""Short messages as octets: SUBMIT, DELIVER and STATUS-REPORT (3GPP TS 23.040, 9.2.2), and their alphabets (23.038, 4)."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

from phone.air import septets
from phone.air.pdu_fields import (
    Moment,
    PduError,
    Reader,
    Validity,
    decode_address,
    decode_moment,
    decode_validity,
    encode_address,
    encode_moment,
    encode_validity,
)

Alphabet = Literal["gsm7", "8bit", "ucs2"]

OCTETS_MAX: Final = 140
"""Of the user data of one message."""

DELIVERED, EXPIRED = 0x00, 0x46
"""Statuses of a report: received by the phone, and validity over (23.040, 9.2.3.15)."""

_ALPHABETS: Final[dict[int, Alphabet]] = {0: "gsm7", 1: "8bit", 2: "ucs2", 3: "gsm7"}
_GROUPS: Final[dict[Alphabet, int]] = {"gsm7": 0x00, "8bit": 0x04, "ucs2": 0x08}

_FORMS: Final[dict[int, Literal["relative", "absolute", "enhanced"]]] = {1: "enhanced", 2: "relative", 3: "absolute"}
_FORM_BITS: Final = {form: bits << 3 for bits, form in _FORMS.items()}

_DELIVER, _SUBMIT, _STATUS_REPORT = 0, 1, 2
_MORE_BIT, _REPORT_BIT, _HEADER_BIT = 0x04, 0x20, 0x40


@frozen
class Concatenation:
    """Which part of which message; `wide` that the reference has 16 bits, else 8 (23.040, 9.2.3.24.1 and .8)."""

    reference: int
    parts: int
    part: int
    wide: bool = False


@frozen
class Body:
    """The user data: a text, or octets in 8-bit.

    Attributes:
        alphabet: how it travels.
        text: the characters; empty in 8-bit.
        data: the octets in 8-bit.
        message_class: 0 is shown at once and not stored; None for none.
        concatenation: which part of which message it is; None for a whole one.
    """

    alphabet: Alphabet
    text: str = ""
    data: bytes = b""
    message_class: int | None = None
    concatenation: Concatenation | None = None


@frozen
class Submit:
    """A message that a phone hands to its centre."""

    to: str
    body: Body
    reference: int = 0
    validity: Validity | None = None
    report: bool = False
    protocol: int = 0


@frozen
class Deliver:
    """A message that the centre hands to a phone."""

    sender: str
    sent: Moment
    body: Body
    protocol: int = 0


@frozen
class StatusReport:
    """What became of a message that asked for a report."""

    reference: int
    to: str
    sent: Moment
    done: Moment
    status: int = DELIVERED


def encode(message: Submit | Deliver | StatusReport) -> bytes:
    """The octets of a message.

    Raises:
        PduError: it does not fit, or its alphabet lacks one of its characters.
    """
    if isinstance(message, StatusReport):
        head = bytes((_STATUS_REPORT | _MORE_BIT, message.reference))
        moments = encode_moment(message.sent) + encode_moment(message.done)
        return head + encode_address(message.to) + moments + bytes((message.status,))
    coding = bytes((message.protocol, coding_octet(message.body)))
    header = _HEADER_BIT if message.body.concatenation else 0
    if isinstance(message, Deliver):
        head = bytes((_DELIVER | _MORE_BIT | header,)) + encode_address(message.sender)
        return head + coding + encode_moment(message.sent) + _encode_data(message.body)
    validity = message.validity
    form = 0 if validity is None else _FORM_BITS[validity.form]
    first = _SUBMIT | header | form | (_REPORT_BIT if message.report else 0)
    head = bytes((first, message.reference)) + encode_address(message.to)
    return head + coding + (b"" if validity is None else encode_validity(validity)) + _encode_data(message.body)


def decode_submit(octets: bytes) -> Submit:
    """A message of a phone.

    Raises:
        PduError: it is none.
    """
    reader = Reader(octets)
    first = reader.octet()
    if first & 3 != _SUBMIT:
        raise PduError(f"first octet {first:02x}, expected that of a SUBMIT")
    reference, to = reader.octet(), decode_address(reader)
    protocol, coding = reader.octet(), reader.octet()
    form = _FORMS.get(first >> 3 & 3)
    validity = None if form is None else decode_validity(form, reader)
    body = _decode_data(reader, coding, header=bool(first & _HEADER_BIT))
    return Submit(to, body, reference, validity, report=bool(first & _REPORT_BIT), protocol=protocol)


def decode_for_phone(octets: bytes) -> Deliver | StatusReport:
    """A message of the centre.

    Raises:
        PduError: it is none.
    """
    reader = Reader(octets)
    first = reader.octet()
    if first & 3 == _STATUS_REPORT:
        reference, to = reader.octet(), decode_address(reader)
        sent, done = decode_moment(reader.take(7)), decode_moment(reader.take(7))
        return StatusReport(reference, to, sent, done, reader.octet())
    if first & 3 != _DELIVER:
        raise PduError(f"first octet {first:02x}, expected that of a DELIVER or a STATUS-REPORT")
    sender = decode_address(reader)
    protocol, coding = reader.octet(), reader.octet()
    sent = decode_moment(reader.take(7))
    return Deliver(sender, sent, _decode_data(reader, coding, header=bool(first & _HEADER_BIT)), protocol)


def coding_octet(body: Body) -> int:
    """The data coding scheme of a body."""
    marked = 0 if body.message_class is None else 0x10 | body.message_class
    return _GROUPS[body.alphabet] | marked


def alphabet_of(coding: int) -> tuple[Alphabet, int | None]:
    """The alphabet and the class that a data coding scheme says; a reserved one is GSM-7 (23.038, 4).

    Raises:
        PduError: the text is compressed.
    """
    group = coding >> 4
    if group < 8:
        if coding & 0x20:
            raise PduError(f"coding {coding:02x}: compressed text")
        return _ALPHABETS[coding >> 2 & 3], coding & 3 if coding & 0x10 else None
    if group == 0xF:
        return ("8bit" if coding & 0x04 else "gsm7"), coding & 3
    return ("ucs2" if group == 0xE else "gsm7"), None


def _encode_data(body: Body) -> bytes:
    """The user data with its length before it: in septets for GSM-7, else in octets."""
    header = _header(body.concatenation)
    if body.alphabet == "gsm7":
        try:
            text = septets.encode(body.text)
        except ValueError as error:
            raise PduError(f"{error}") from error
        packed = header + septets.pack(text, _fill(header))
        length = (8 * len(header) + _fill(header)) // 7 + len(text)
    else:
        packed = header + (body.data if body.alphabet == "8bit" else body.text.encode("utf-16-be", "surrogatepass"))
        length = len(packed)
    if len(packed) > OCTETS_MAX:
        raise PduError(f"{len(packed)} octets of text, expected at most {OCTETS_MAX}")
    return bytes((length,)) + packed


def _decode_data(reader: Reader, coding: int, *, header: bool) -> Body:
    alphabet, message_class = alphabet_of(coding)
    length = reader.octet()
    octets = reader.take((7 * length + 7) // 8 if alphabet == "gsm7" else length)
    if len(octets) > OCTETS_MAX:
        raise PduError(f"{len(octets)} octets of text, expected at most {OCTETS_MAX}")
    head = _split_header(octets) if header else b""
    text, data = "", b""
    if alphabet == "gsm7":
        count = length - (8 * len(head) + _fill(head)) // 7
        text = septets.decode(septets.unpack(octets[len(head) :], max(0, count), _fill(head)))
    elif alphabet == "8bit":
        data = octets[len(head) :]
    elif (length - len(head)) % 2:
        raise PduError(f"{length - len(head)} octets of UCS-2, expected an even number")
    else:
        text = octets[len(head) :].decode("utf-16-be", "surrogatepass")
    return Body(alphabet, text, data, message_class, _concatenation(head))


def _fill(header: bytes) -> int:
    """Empty bits between a header and the first septet, which begins where a septet would."""
    return -8 * len(header) % 7


def _header(concatenation: Concatenation | None) -> bytes:
    if concatenation is None:
        return b""
    place = bytes((concatenation.parts, concatenation.part))
    if concatenation.wide:
        return bytes((6, 8, 4)) + concatenation.reference.to_bytes(2, "big") + place
    return bytes((5, 0, 3, concatenation.reference)) + place


def _split_header(octets: bytes) -> bytes:
    """The header at the beginning of user data, with its own length.

    Raises:
        PduError: it is longer than the data.
    """
    length = 1 + (octets[0] if octets else 0)
    if not octets or length > len(octets):
        raise PduError(f"a header of {length} octets in {len(octets)} octets of data")
    return octets[:length]


def _concatenation(header: bytes) -> Concatenation | None:
    """Which part a header says that its message is; elements that are unknown or make no sense are passed over."""
    found = None
    reader = Reader(header[1:])
    while reader.place < len(reader.octets):
        kind, value = reader.octet(), reader.take(reader.octet())
        if (kind, len(value)) in {(0, 3), (8, 4)} and 1 <= value[-1] <= value[-2]:
            found = Concatenation(int.from_bytes(value[:-2], "big"), value[-2], value[-1], wide=kind == 8)
    return found
