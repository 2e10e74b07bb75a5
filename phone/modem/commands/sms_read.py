"""Messages for the client: 3GPP TS 27.005, 3.4 and 4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phone.air.messages import Uplink
from phone.handset.mobile.mobile import Mobile
from phone.modem.answers import OK, Answer, CommandError, Lines
from phone.modem.commands.command import Command
from phone.modem.commands.sms_send import remove_draft
from phone.modem.listing import STATUS_WORDS, full, pdu, short, tpdu
from phone.modem.memory import READ, SENT, UNSENT, Place, Received, Stored
from phone.modem.parsing import Call, wrong

if TYPE_CHECKING:
    from phone.modem.modem import Modem

ALL: Final = 4
PLACES: Final = range(10_000)


def _list(modem: Modem, call: Call) -> Answer:
    """`+CMGL=stat`: the messages of the first memory; what was not read is read then."""
    wanted = _wanted(modem, call)
    shown = [(number, place) for number, place in _places(modem) if wanted in {ALL, _status(modem, place)}]
    lines = tuple(f"+CMGL: {number},{_shown(modem, place, listed=True)}" for number, place in shown)
    for _, place in shown:
        mark_read(modem, place)
    return Lines(lines)


def _wanted(modem: Modem, call: Call) -> int:
    if modem.settings.text_mode:
        word = modem.read(call.string(0, STATUS_WORDS[0], kind="CMS")).upper()
        if word not in STATUS_WORDS:
            raise wrong("CMS")
        return STATUS_WORDS.index(word)
    return call.number(0, range(ALL + 1), 0, kind="CMS")


def _statuses(modem: Modem, call: Call) -> Answer:
    words = ",".join(f'"{word}"' for word in STATUS_WORDS)
    return Lines((f"{call.name}: ({words if modem.settings.text_mode else '0-4'})",))


def _read(modem: Modem, call: Call) -> Answer:
    """`+CMGR=index`."""
    place = _place(modem, call)
    said = _shown(modem, place, listed=False)
    mark_read(modem, place)
    return Lines((f"+CMGR: {said}",))


def _delete(modem: Modem, call: Call) -> Answer:
    """`+CMGD=index[,flag]`: 1 all that is read, 2 and sent, 3 and not sent, 4 all."""
    flag = call.number(1, range(5), 0, kind="CMS")
    if flag == 0:
        _place(modem, call)
        delete(modem, call.number(0, PLACES, kind="CMS"))
        return OK
    going = {READ, *((SENT,) if flag > 1 else ()), *((UNSENT,) if flag > 2 else ())}
    for number, place in tuple(_places(modem)):
        if flag == ALL or _status(modem, place) in going:
            delete(modem, number)
    return OK


def _deletable(modem: Modem, call: Call) -> Answer:
    numbers = ",".join(str(number) for number, _ in _places(modem))
    return Lines((f"{call.name}: ({numbers}),(0-4)",))


def delete(modem: Modem, number: int) -> None:
    """Free a place of the first memory; with the last place of a message it goes from the phone."""
    place = modem.memory.places[modem.settings.memories[0]].pop(number)
    if isinstance(place.content, Received):
        message = place.content.message
        if not any(modem.memory.others(message)):
            modem.act(lambda mobile, _: mobile.delete_message(message.number))
    elif isinstance(place.content, Stored) and not place.sent:
        remove_draft(modem, place.content)


def mark_read(modem: Modem, place: Place) -> None:
    """A client has read a place; when it has read all parts of a message, the phone shows it as read."""
    place.read = True
    if isinstance(place.content, Received):
        message = place.content.message
        held = modem.mobile.store.get(message.number)
        if held is not None and not held.read and all(other.read for other in modem.memory.others(message)):
            modem.act(lambda mobile, _: _marked(mobile, message.number))


def _marked(mobile: Mobile, number: int) -> tuple[Uplink, ...]:
    mobile.store.mark_read(number)
    return ()


def _places(modem: Modem) -> Iterator[tuple[int, Place]]:
    yield from sorted(modem.memory.places[modem.settings.memories[0]].items())


def _place(modem: Modem, call: Call) -> Place:
    found = modem.memory.places[modem.settings.memories[0]].get(call.number(0, PLACES, kind="CMS"))
    if found is None:
        raise CommandError("CMS", 321)
    return found


def _status(modem: Modem, place: Place) -> int:
    return modem.memory.status(place, modem.mobile.store)


def _shown(modem: Modem, place: Place, *, listed: bool) -> str:
    message, status = tpdu(modem, place.content), modem.memory.status(place, modem.mobile.store)
    if modem.settings.text_mode:
        return (short if listed else full)(modem, status, message)
    length, octets = pdu(modem, message)
    return f"{status},,{length}\r\n{octets}"


SMS_READ: Final[dict[str, Command]] = {
    "+CMGL": Command(run=_list, set=_list, test=_statuses),
    "+CMGR": Command(set=_read),
    "+CMGD": Command(set=_delete, test=_deletable),
}
