"""Messages that come to the phone, as its client hears of them: `+CNMI` decides (3GPP TS 27.005, 3.4.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phone.air.pdu import Deliver, StatusReport
from phone.handset.mobile.store import Message
from phone.modem.listing import direct, pdu, report_line, tpdu
from phone.modem.memory import Received, parts_of

if TYPE_CHECKING:
    from phone.modem.modem import Modem

DIRECTLY = 2
"""`<mt>`: the message itself is told, and lies in no place of the client's."""


def message(modem: Modem, parts: tuple[Received, ...], *, first: bool = False) -> None:
    """A message has come; `first` that it was there before the client."""
    indications = modem.settings.indications
    if indications.messages == DIRECTLY and not first:
        for part in parts:
            _hand(modem, part)
        modem.direct = (*modem.direct, parts[0].message.number)
        return
    name = modem.settings.memories[2]
    for part in parts:
        number = modem.memory.put(name, part)
        if indications.messages and not first:
            modem.announce_message(f'+CMTI: "{name}",{number}')


def flash(modem: Modem, shown: Message) -> None:
    """A message of class 0, which the phone shows and does not store: only handed directly, if at all."""
    if modem.settings.indications.messages >= DIRECTLY:
        for part in parts_of(shown):
            _hand(modem, part, flash=True)


def report(modem: Modem, status: StatusReport) -> None:
    """A status report: told itself, or laid into a place."""
    wanted = modem.settings.indications.reports
    if wanted == 1:
        length, octets = pdu(modem, status)
        line = report_line(modem, status) if modem.settings.text_mode else f"{length}\r\n{octets}"
        modem.announce_message(f"+CDS: {line}", acknowledged=True)
        return
    if not modem.memory.has_room:
        return
    name = modem.settings.memories[2]
    number = modem.memory.put(name, status)
    if wanted:
        modem.announce_message(f'+CDSI: "{name}",{number}')


def make_room(modem: Modem) -> None:
    """Messages that were handed directly go from a phone that is full: no client could ever delete them."""
    store = modem.mobile.store
    modem.direct = tuple(number for number in modem.direct if store.get(number) is not None)
    while modem.direct and not store.has_room:
        number, *rest = modem.direct
        modem.direct = tuple(rest)
        _delete(modem, number)


def _delete(modem: Modem, number: int) -> None:
    modem.act(lambda mobile, _: mobile.delete_message(number))


def _hand(modem: Modem, part: Received, *, flash: bool = False) -> None:
    told = tpdu(modem, part, flash=flash)
    if modem.settings.text_mode and isinstance(told, Deliver):
        modem.announce_message(f"+CMT: {direct(modem, told)}", acknowledged=True)
        return
    length, octets = pdu(modem, told)
    modem.announce_message(f"+CMT: ,{length}\r\n{octets}", acknowledged=True)
