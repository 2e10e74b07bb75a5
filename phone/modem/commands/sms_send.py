"""Messages from the client: 3GPP TS 27.005, 3.5 and 4."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from attrs import evolve

from phone.air.messages import Uplink
from phone.air.pdu import Body, Submit, alphabet_of, decode_submit
from phone.air.pdu_fields import STEPS_MS, Moment, PduError, Reader, Validity, decode_centre, encode_address
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.sending import Written
from phone.modem.answers import Answer, CommandError, Failure, Lines, Prompt
from phone.modem.charset import read
from phone.modem.commands.command import Command
from phone.modem.memory import Stored
from phone.modem.outgoing import submit, whole
from phone.modem.parsing import Call, wrong

if TYPE_CHECKING:
    from phone.modem.modem import Modem

LENGTHS: Final = range(1, 177)
"""Octets of a SUBMIT."""

INTERNATIONAL: Final = 145
HEADER_BIT, REPORT_BIT, FORM_BITS = 0x40, 0x20, 0x18

Take = Callable[[Submit], Answer]
"""What becomes of a message that a client has given."""


def _send(modem: Modem, call: Call) -> Answer:
    """`+CMGS=length` with a PDU, `+CMGS="number"[,type]` with a text."""
    return _message(modem, call, lambda message: submit(modem, message, call.name))


def _write(modem: Modem, call: Call) -> Answer:
    """`+CMGW`: stored, to be sent by `+CMSS`."""
    place = 2 if modem.settings.text_mode else 1
    sent = _is_sent(call, place)

    def keep(message: Submit) -> Answer:
        if not modem.memory.has_room:
            return Failure("CMS", 322)
        name = modem.settings.memories[1]
        number = modem.memory.put(name, Stored(message, None if sent else _draft(modem, message)))
        modem.memory.places[name][number].sent = sent
        return Lines((f"{call.name}: {number}",))

    return _message(modem, call, keep)


def _draft(modem: Modem, message: Submit) -> int | None:
    """The number of the draft that the phone makes of a message; None for a part, and for what is no text."""
    body = message.body
    if body.alphabet == "8bit" or body.concatenation is not None:
        return None
    return modem.ask(lambda mobile, at_ms: (mobile.post.save(Written(message.to, whole(body.text)), at_ms), ()))


def _is_sent(call: Call, place: int) -> bool:
    """`<stat>`: by number for PDUs, in words for texts."""
    stat = call.string(place, "2", kind="CMS").upper()
    if stat not in {"2", "3", "STO UNSENT", "STO SENT"}:
        raise wrong("CMS")
    return stat in {"3", "STO SENT"}


def _send_stored(modem: Modem, call: Call) -> Answer:
    """`+CMSS=index[,"number"[,type]]`."""
    there = modem.memory.places[modem.settings.memories[1]]
    place = there.get(call.number(0, range(10_000), kind="CMS"))
    if place is None:
        raise CommandError("CMS", 321)
    if not isinstance(place.content, Stored):
        raise CommandError("CMS", 302)
    message = place.content.submit
    answer = submit(modem, message if call.at(1) is None else evolve(message, to=_number(modem, call, 1)), call.name)
    if not isinstance(answer, Failure):
        place.sent = True
        remove_draft(modem, place.content)
    return answer


def remove_draft(modem: Modem, stored: Stored) -> None:
    """A stored message is no draft of the phone any more."""
    draft = stored.draft
    if draft is not None:
        modem.act(lambda mobile, _: _removed(mobile, draft))


def _removed(mobile: Mobile, draft: int) -> tuple[Uplink, ...]:
    mobile.post.remove(draft)
    return ()


def _message(modem: Modem, call: Call, take: Take) -> Answer:
    """Asks for a message and hands it on."""
    if modem.settings.text_mode:
        to = _number(modem, call, 0, "" if call.name == "+CMGW" else None)
        return Prompt(lambda body: _of_text(modem, to, body, take), lines=True)
    length = call.number(0, LENGTHS, kind="CMS")
    return Prompt(lambda body: _of_pdu(length, body, take))


def _number(modem: Modem, call: Call, place: int, default: str | None = None) -> str:
    written = call.string(place, default, kind="CMS")
    number = modem.number(written)
    international = call.number(place + 1, range(256), 129, kind="CMS") == INTERNATIONAL
    if international and not number.startswith("+"):
        number = f"+{number}"
    try:
        if number:
            encode_address(number)
    except PduError as error:
        raise wrong("CMS") from error
    return number


def _of_pdu(length: int, body: bytes, take: Take) -> Answer:
    try:
        reader = Reader(bytes.fromhex(body.decode("ascii")))
        decode_centre(reader)
        octets = reader.octets[reader.place :]
        message = decode_submit(octets)
    except ValueError:
        return Failure("CMS", 304)
    return take(message) if len(octets) == length else Failure("CMS", 304)


def _of_text(modem: Modem, to: str, body: bytes, take: Take) -> Answer:
    """A text with what `+CSMP` says of it; in UCS-2 it is hexadecimal."""
    text, charset = modem.settings.text, modem.settings.charset
    if text.first_octet & HEADER_BIT:
        return Failure("CMS", 303)
    try:
        alphabet, message_class = alphabet_of(text.coding)
        written = body.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
        if alphabet == "gsm7":
            said = read("".join(written.split()) if charset == "UCS2" else written, charset)
        else:
            said = bytes.fromhex(written).decode("utf-16-be", "surrogatepass")
        validity = _validity(modem)
    except ValueError:
        return Failure("CMS", 305)
    report = bool(text.first_octet & REPORT_BIT)
    data = Body(alphabet, said, message_class=message_class)
    return take(Submit(to, data, validity=validity, report=report, protocol=text.protocol))


def _validity(modem: Modem) -> Validity | None:
    """What `+CSMP` says of the validity, by the form that its first octet names."""
    text = modem.settings.text
    match (text.first_octet & FORM_BITS) >> 3:
        case 2 if text.validity.isdecimal():
            return Validity("relative", for_ms=STEPS_MS[int(text.validity)])
        case 3:
            written, zone = text.validity.strip('"')[:17], text.validity.strip('"')[17:]
            quarters = int(zone or 0)
            moment = datetime.strptime(f"{written}+0000", "%y/%m/%d,%H:%M:%S%z")
            return Validity("absolute", until=Moment(int(moment.timestamp() - 900 * quarters) * 1000, quarters))
    return None


SMS_SEND: Final[dict[str, Command]] = {
    "+CMGS": Command(set=_send),
    "+CMGW": Command(run=_write, set=_write),
    "+CMSS": Command(set=_send_stored),
}
