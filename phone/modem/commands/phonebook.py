"""The phonebook: 3GPP TS 27.007, 8.11 to 8.14.

`SM` and `ME` are the phone's one phonebook; `ON` is the card's own number, and the lists of calls can only be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from phone.air.addresses import LONGEST_NUMBER
from phone.air.messages import Uplink
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.phonebook import CAPACITY, Contact
from phone.modem.answers import OK, Answer, CommandError, Lines
from phone.modem.commands.command import Command, listed
from phone.modem.listing import kind_of
from phone.modem.parsing import Call, wrong

if TYPE_CHECKING:
    from phone.modem.modem import Modem

CONTACTS: Final = ("SM", "ME")
STORAGES: Final = (*CONTACTS, "ON", "DC", "MC", "RC")
"""Contacts twice, own number, dialled, missed and received calls."""

LISTED: Final = 20
"""Places of a list of calls."""

NUMBER_MAX, NAME_MAX = LONGEST_NUMBER + 1, 18
"""Characters, as on the phone's own keys."""

INTERNATIONAL: Final = 145


@frozen
class Entry:
    """A name and a number, as a client reads them."""

    number: str
    name: str = ""


@define
class Places:
    """Which entry of the phonebook lies in which place: a new one in the lowest free one, and there it stays."""

    entries: dict[int, int] = field(factory=dict)

    def follow(self, contacts: tuple[Contact, ...]) -> Mapping[int, int]:
        """The places of the entries that there are now."""
        there = sorted(contact.entry for contact in contacts)
        self.entries = {place: entry for place, entry in self.entries.items() if entry in there}
        for entry in there:
            if entry not in self.entries.values():
                self.entries[self.free] = entry
        return self.entries

    @property
    def free(self) -> int:
        """The lowest free place."""
        return next(place for place in range(1, len(self.entries) + 2) if place not in self.entries)


def _size(modem: Modem) -> int:
    return CAPACITY if modem.settings.phonebook in CONTACTS else 1 if modem.settings.phonebook == "ON" else LISTED


def _entries(modem: Modem, storage: str = "") -> dict[int, Entry]:
    """The places of a storage, of the one in use if none is named, that are taken, in their order."""
    mobile, log = modem.mobile, modem.mobile.calls.log
    match storage or modem.settings.phonebook:
        case "ON":
            rows = [Entry(f"+{modem.msisdn}")]
        case "DC":
            rows = [Entry(number) for number in mobile.dialled]
        case "MC" | "RC" as name:
            calls = log.of("missed" if name == "MC" else "received")
            rows = [Entry(f"+{call.number}" if call.number else "") for call in calls]
        case _:
            found = modem.book.follow(mobile.phonebook.contacts)
            contacts = ((place, mobile.phonebook.get(entry)) for place, entry in sorted(found.items()))
            return {place: Entry(one.number, one.name) for place, one in contacts if one is not None}
    return dict(enumerate(rows[:LISTED], start=1))


def _line(modem: Modem, name: str, place: int, entry: Entry) -> str:
    number = modem.written(entry.number)
    return f'{name}: {place},"{number}",{kind_of(entry.number)},"{modem.written(entry.name)}"'


def _storage(modem: Modem, _call: Call) -> Answer:
    return Lines((f'+CPBS: "{modem.settings.phonebook}",{len(_entries(modem))},{_size(modem)}',))


def _choose(modem: Modem, call: Call) -> Answer:
    name = modem.read(call.string(0)).upper()
    if name not in STORAGES:
        raise wrong("CME")
    modem.settings.phonebook = name
    return OK


def _limits(modem: Modem, call: Call) -> Answer:
    return Lines((f"{call.name}: (1-{_size(modem)}),{NUMBER_MAX},{NAME_MAX}",))


def _read(modem: Modem, call: Call) -> Answer:
    """`+CPBR=from[,to]`: the places that are taken; one that is empty alone is not found."""
    first = _place(modem, call, 0)
    last = first if call.at(1) is None else _place(modem, call, 1)
    found = {place: entry for place, entry in _entries(modem).items() if first <= place <= last}
    if not found and call.at(1) is None:
        raise CommandError("CME", 22)
    return Lines(tuple(_line(modem, call.name, place, entry) for place, entry in found.items()))


def _find(modem: Modem, call: Call) -> Answer:
    """`+CPBF=text`: the names that begin so."""
    begin = modem.read(call.string(0)).casefold()
    found = {place: entry for place, entry in _entries(modem).items() if entry.name.casefold().startswith(begin)}
    if not found:
        raise CommandError("CME", 22)
    return Lines(tuple(_line(modem, call.name, place, entry) for place, entry in found.items()))


def _find_limits(_modem: Modem, call: Call) -> Answer:
    return Lines((f"{call.name}: {NUMBER_MAX},{NAME_MAX}",))


def _write(modem: Modem, call: Call) -> Answer:
    """`+CPBW=[place],number[,type[,name]]`; a place alone is emptied."""
    if modem.settings.phonebook not in CONTACTS:
        raise CommandError("CME", 3)
    places = modem.book.follow(modem.mobile.phonebook.contacts)
    place = modem.book.free if call.at(0) is None else _place(modem, call, 0)
    entry = places.get(place)
    if len(call.parameters) == 1:
        if entry is not None:
            modem.act(lambda mobile, _: _deleted(mobile, entry))
        return OK
    number, name = _number(modem, call), modem.read(call.string(3, ""))
    if len(name) > NAME_MAX:
        raise CommandError("CME", 24)
    if entry is None and modem.mobile.phonebook.full:
        raise CommandError("CME", 20)
    modem.book.entries[place] = modem.ask(lambda mobile, _: (_written(mobile, entry, name, number), ()))
    return OK


def _deleted(mobile: Mobile, entry: int) -> tuple[Uplink, ...]:
    mobile.phonebook.delete(entry)
    return ()


def _written(mobile: Mobile, entry: int | None, name: str, number: str) -> int:
    """An entry changed, or a new one; which it is."""
    if entry is None:
        return mobile.phonebook.add(name, number).entry
    mobile.phonebook.change(entry, name, number)
    return entry


def _write_limits(_modem: Modem, call: Call) -> Answer:
    return Lines((f"{call.name}: (1-{CAPACITY}),{NUMBER_MAX},(129,145),{NAME_MAX}",))


def _place(modem: Modem, call: Call, parameter: int) -> int:
    """A place of the storage; a number that is none of them is an invalid index."""
    place = call.number(parameter, range(1_000_000))
    if place not in range(1, _size(modem) + 1):
        raise CommandError("CME", 21)
    return place


def _number(modem: Modem, call: Call) -> str:
    number = modem.number(call.string(1))
    if call.number(2, range(256), 129) == INTERNATIONAL and not number.startswith("+"):
        number = f"+{number}"
    if not number.removeprefix("+") or any(digit not in "0123456789*#pw" for digit in number.removeprefix("+")):
        raise CommandError("CME", 27)
    if len(number) > NUMBER_MAX:
        raise CommandError("CME", 26)
    return number


def called(modem: Modem, written: str) -> str:
    """The number that `ATD>` means: a place of the storage in use or of a named one, or a name.

    Raises:
        CommandError: there is no such entry.
    """
    if written.startswith('"') and written.endswith('"'):
        name = modem.read(written.strip('"')).casefold()
        found = next((one.number for one in modem.mobile.phonebook.contacts if one.name.casefold() == name), "")
    else:
        storage, _, place = written.rpartition(" ")
        entries = _entries(modem, storage.strip('"').upper() or modem.settings.phonebook)
        found = next((entry.number for number, entry in entries.items() if str(number) == place), "")
    if not found:
        raise CommandError("CME", 22)
    return found


PHONEBOOK: Final[dict[str, Command]] = {
    "+CPBS": Command(read=_storage, set=_choose, test=listed(STORAGES)),
    "+CPBR": Command(set=_read, test=_limits),
    "+CPBF": Command(set=_find, test=_find_limits),
    "+CPBW": Command(set=_write, test=_write_limits),
}
