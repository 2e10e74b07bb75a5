"""Supplementary services: 3GPP TS 27.007, 7.4, 7.6, 7.7, 7.11, 7.12 and 7.17. The network keeps them and is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from phone.air.messages import ServiceStatus
from phone.modem.answers import OK, Answer, CommandError, Failure, Lines, Wait
from phone.modem.commands.command import Command, keeps_number
from phone.modem.commands.sim import lock
from phone.modem.listing import kind_of
from phone.modem.parsing import Call, wrong
from phone.network.directory import msisdn_of

if TYPE_CHECKING:
    from phone.modem.modem import Modem

BARRINGS: Final = {
    "AO": "33", "OI": "331", "OX": "332", "AI": "35", "IR": "351", "AB": "330", "AG": "333", "AC": "353",
}  # fmt: skip
"""Facilities of `+CLCK` that are barrings, with the service codes of 3GPP TS 22.030, annex B."""

FORWARDINGS: Final = ("21", "67", "61", "62", "002", "004")
"""Reasons of `+CCFC`: always, busy, no reply, unreachable, all, all but always."""

WAITING, CALLER_SHOWN, CALLER_WITHHELD = "43", "30", "31"

OFF, ON, QUERY, REGISTER, ERASE = range(5)
"""Modes of these commands; the MMI of each begins its string."""

_BEGINS: Final = {OFF: "#", ON: "*", QUERY: "*#", REGISTER: "**", ERASE: "##"}

VOICE: Final = 1
"""The class of telephony."""

_ERRORS: Final = {"not_done": 3, "wrong_password": 16, "wrong_data": 50}

Tell = Callable[[tuple[ServiceStatus, ...]], Answer]


def request(modem: Modem, mode: int, service: str, information: tuple[str, ...], tell: Tell) -> Answer:
    """Ask the network as the keys would; the answer waits for it.

    Raises:
        CommandError: nothing can be asked now.
    """
    written = "*".join((service, *information)).rstrip("*")
    dialled = f"{_BEGINS[mode]}{written}#"
    verdict = modem.mobile.judge(dialled, modem.slot)
    if verdict != "supplementary":
        raise CommandError("CME", 3 if verdict == "ussd_busy" else 30)
    modem.act(lambda mobile, at_ms: mobile.dial(dialled, at_ms, modem.slot))
    number = modem.mobile.service.last_number
    return Wait(lambda: _outcome(modem, number, tell))


def _outcome(modem: Modem, number: int, tell: Tell) -> Answer | None:
    state = modem.mobile.service.state
    if state is None or state.request.number != number:
        return Failure("CME", 100)
    if state.running:
        return None
    if state.result is None:
        return Failure("CME", 31)
    return tell(state.result.statuses) if state.result.error is None else Failure("CME", _ERRORS[state.result.error])


def _done(_statuses: tuple[ServiceStatus, ...]) -> Answer:
    return OK


def _lock(modem: Modem, call: Call) -> Answer:
    """`+CLCK=facility,mode[,password]`: the card's PIN or a barring."""
    facility = modem.read(call.string(0)).upper()
    if facility == "SC":
        return lock(modem, call)
    if facility not in BARRINGS:
        raise wrong("CME")
    mode = call.number(1, range(3))
    if mode == QUERY:
        return request(modem, mode, BARRINGS[facility], (), lambda found: Lines((f"+CLCK: {_on(found)},{VOICE}",)))
    return request(modem, mode, BARRINGS[facility], (_digits(modem, call, 2),), _done)


def _forward(modem: Modem, call: Call) -> Answer:
    """`+CCFC=reason,mode[,number[,type[,class[,,,seconds]]]]`."""
    service, mode = FORWARDINGS[call.number(0, range(6))], call.number(1, range(5))
    if mode == QUERY:
        return request(modem, mode, service, (), lambda found: Lines(tuple(_forwarding(modem, one) for one in found)))
    if mode != REGISTER:
        return request(modem, mode, service, (), _done)
    number = _digits(modem, call, 2)
    if call.number(3, range(256), 129) == 145 and not number.startswith("+"):
        number = f"+{number}"
    seconds = "" if call.at(7) is None else str(call.number(7, range(1, 31)))
    return request(modem, mode, service, (number, "", seconds), _done)


def _digits(modem: Modem, call: Call, place: int) -> str:
    written = modem.number(call.string(place))
    if not (written.removeprefix("+").isascii() and written.removeprefix("+").isdecimal()):
        raise wrong("CME")
    return written


def _forwarding(modem: Modem, status: ServiceStatus) -> str:
    said = f"+CCFC: {int(status.active)},{VOICE}"
    if not status.number:
        return said
    number = f"+{status.number}" if msisdn_of(status.number) == status.number else status.number
    seconds = f",,,{status.seconds}" if status.seconds else ""
    return f'{said},"{modem.written(number)}",{kind_of(number)}{seconds}'


def _on(statuses: tuple[ServiceStatus, ...]) -> int:
    return int(any(status.active for status in statuses))


def _waiting(modem: Modem, call: Call) -> Answer:
    """`+CCWA=n[,mode]`: whether waiting calls are told, and the service itself."""
    modem.settings.waiting_shown = bool(call.number(0, range(2), int(modem.settings.waiting_shown)))
    if call.at(1) is None:
        return OK
    mode = call.number(1, range(3))
    if mode == QUERY:
        return request(modem, mode, WAITING, (), lambda found: Lines((f"+CCWA: {_on(found)},{VOICE}",)))
    return request(modem, mode, WAITING, (), _done)


def _asks(attribute: str, service: str, states: tuple[int, int]) -> Command:
    """`+CLIP` and `+CLIR`: a value that is kept here, and how the network has it: off and on."""

    def tell(modem: Modem, call: Call) -> Answer:
        kept = int(getattr(modem.settings, attribute))
        return request(modem, QUERY, service, (), lambda found: Lines((f"{call.name}: {kept},{states[_on(found)]}",)))

    limits = range(3 if service == CALLER_WITHHELD else 2)
    keeps = keeps_number(attribute, limits, 0)
    return Command(read=tell, set=keeps.set, test=keeps.test)


def _notices(modem: Modem, call: Call) -> Answer:
    modem.settings.notices_shown = (call.number(0, range(2), 0), call.number(1, range(2), 0))
    return OK


def _told_notices(modem: Modem, _call: Call) -> Answer:
    own, others = modem.settings.notices_shown
    return Lines((f"+CSSN: {own},{others}",))


def _told_waiting(modem: Modem, _call: Call) -> Answer:
    return Lines((f"+CCWA: {int(modem.settings.waiting_shown)}",))


SERVICES: Final[dict[str, Command]] = {
    "+CLCK": Command(set=_lock, test='("SC","AO","OI","OX","AI","IR","AB","AG","AC")'),
    "+CCFC": Command(set=_forward, test="(0-5)"),
    "+CCWA": Command(read=_told_waiting, set=_waiting, test="(0,1)"),
    "+CLIP": _asks("caller_shown", CALLER_SHOWN, (0, 1)),
    "+CLIR": _asks("my_number", CALLER_WITHHELD, (4, 3)),
    "+CSSN": Command(read=_told_notices, set=_notices, test="(0,1),(0,1)"),
}
