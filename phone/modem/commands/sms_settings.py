"""How messages are stored, written and told: 3GPP TS 27.005, 3.2 to 3.4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phone.modem.answers import OK, Answer, CommandError, Lines
from phone.modem.commands.command import Command, keeps_number, listed
from phone.modem.listing import kind_of
from phone.modem.memory import MEMORIES, MemoryName
from phone.modem.parsing import Call, wrong
from phone.modem.settings import Indications, TextMode

if TYPE_CHECKING:
    from phone.modem.modem import Modem

LONGEST_CENTRE: Final = 20


def _phase(modem: Modem, call: Call) -> Answer:
    """`+CSMS`: 1 makes the client acknowledge what it is handed directly."""
    modem.settings.phase = call.number(0, range(2), kind="CMS")
    modem.unacknowledged = 0
    return Lines(("+CSMS: 1,1,0",))


def _told_phase(modem: Modem, _call: Call) -> Answer:
    return Lines((f"+CSMS: {modem.settings.phase},1,1,0",))


def _counts(modem: Modem, *, named: bool) -> str:
    store = modem.mobile.store
    counts = []
    for name in modem.settings.memories:
        count = f"{modem.memory.used(name)},{modem.memory.total(name, store)}"
        counts.append(f'"{name}",{count}' if named else count)
    return ",".join(counts)


def _memories(modem: Modem, _call: Call) -> Answer:
    return Lines((f"+CPMS: {_counts(modem, named=True)}",))


def _choose_memories(modem: Modem, call: Call) -> Answer:
    """`+CPMS=read[,write[,receive]]`; a memory that is left out stays."""
    chosen: list[MemoryName] = []
    for place, now in enumerate(modem.settings.memories):
        wanted = modem.read(call.string(place, "" if place else None, kind="CMS")).upper()
        if wanted and wanted not in MEMORIES:
            raise wrong("CMS")
        chosen.append(next((name for name in MEMORIES if name == wanted), now))
    modem.settings.memories = (chosen[0], chosen[1], chosen[2])
    return Lines((f"+CPMS: {_counts(modem, named=False)}",))


def _centre(modem: Modem, _call: Call) -> Answer:
    return Lines((f'+CSCA: "{modem.written(modem.centre)}",{kind_of(modem.centre)}',))


def _set_centre(modem: Modem, call: Call) -> Answer:
    """The number stands in the client's PDUs; whatever it is, there is one centre."""
    number = modem.number(call.string(0, kind="CMS"))
    digits = number.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_CENTRE):
        raise wrong("CMS")
    international = call.number(1, range(256), 145 if number != digits else 129, kind="CMS") == 145
    modem.settings.centre = f"+{digits}" if international else digits
    return OK


def _text_mode(modem: Modem, _call: Call) -> Answer:
    text = modem.settings.text
    return Lines((f"+CSMP: {text.first_octet},{text.validity},{text.protocol},{text.coding}",))


def _set_text_mode(modem: Modem, call: Call) -> Answer:
    now, octet = modem.settings.text, range(256)
    validity = call.at(1)
    written = now.validity if validity is None else f'"{validity.text}"' if validity.quoted else validity.text
    if validity is not None and not validity.quoted:
        call.number(1, octet, kind="CMS")
    modem.settings.text = TextMode(
        call.number(0, octet, now.first_octet, kind="CMS"),
        written,
        call.number(2, octet, now.protocol, kind="CMS"),
        call.number(3, octet, now.coding, kind="CMS"),
    )
    return OK


def _indications(modem: Modem, _call: Call) -> Answer:
    now = modem.settings.indications
    return Lines((f"+CNMI: {now.mode},{now.messages},{now.broadcasts},{now.reports},{now.buffer}",))


def _set_indications(modem: Modem, call: Call) -> Answer:
    """`+CNMI`: what was held back in mode 0 is told now, or dropped with the last value 1."""
    now = modem.settings.indications
    broadcasts = call.number(2, range(4), now.broadcasts, kind="CMS")
    modem.settings.indications = Indications(
        call.number(0, range(4), now.mode, kind="CMS"),
        call.number(1, range(4), now.messages, kind="CMS"),
        broadcasts,
        call.number(3, range(3), now.reports, kind="CMS"),
        call.number(4, range(2), now.buffer, kind="CMS"),
    )
    modem.announce_held()
    return OK


def _acknowledge(modem: Modem, _call: Call) -> Answer:
    """`+CNMA`: the client has what it was handed directly (only asked for in phase 2+)."""
    if not modem.unacknowledged:
        raise CommandError("CMS", 340)
    modem.unacknowledged -= 1
    return OK


SMS_SETTINGS: Final[dict[str, Command]] = {
    "+CSMS": Command(read=_told_phase, set=_phase, test="(0,1)"),
    "+CPMS": Command(read=_memories, set=_choose_memories, test=",".join([listed(MEMORIES)] * 3)),
    "+CMGF": keeps_number("text_mode", range(2), 0, kind="CMS"),
    "+CSCA": Command(read=_centre, set=_set_centre),
    "+CSMP": Command(read=_text_mode, set=_set_text_mode),
    "+CSDH": keeps_number("text_header", range(2), 0, kind="CMS"),
    "+CNMI": Command(read=_indications, set=_set_indications, test="(0-3),(0-3),(0-3),(0-2),(0,1)"),
    "+CNMA": Command(run=_acknowledge, set=_acknowledge, test="(0-2)"),
    "+CMMS": keeps_number("more_messages", range(3), 0, kind="CMS"),
}
