"""The network and the phone in it: 3GPP TS 27.007, 7 and 8.2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phone.modem.answers import OK, Answer, CommandError, Lines
from phone.modem.commands.command import Command
from phone.modem.parsing import Call

if TYPE_CHECKING:
    from phone.modem.modem import Modem

OFF, FULL, NO_RADIO = 0, 1, 4
"""`<fun>` of `+CFUN`."""

NAMES: Final = range(3)
"""Formats of an operator's name: long, short, number."""


def registration(modem: Modem, level: int) -> str:
    """`<stat>` of `+CREG`, with the place where the network is if `level` is 2."""
    if not modem.sim.registered:
        return "0"
    place = f',"{modem.identity.area}","{modem.identity.cell}"' if level == 2 else ""
    return f"1{place}"


def _registers(attribute: str) -> Command:
    """`+CREG` and `+CGREG`."""

    def tell(modem: Modem, call: Call) -> Answer:
        level = getattr(modem.settings, attribute)
        return Lines((f"{call.name}: {level},{registration(modem, level)}",))

    def put(modem: Modem, call: Call) -> Answer:
        setattr(modem.settings, attribute, call.number(0, range(3), 0))
        return OK

    return Command(read=tell, set=put, test="(0-2)")


def _attached(modem: Modem, _call: Call) -> Answer:
    return Lines((f"+CGATT: {int(modem.sim.registered)}",))


def _attach(modem: Modem, call: Call) -> Answer:
    """Packet data is there whenever the SIM is registered."""
    if call.number(0, range(2)) != modem.sim.registered:
        raise CommandError("CME", 3)
    return OK


def operator_name(modem: Modem, form: int) -> str:
    """The operator's name; Latin, because most character sets of a modem have no other letters."""
    return modem.identity.plmn if form == 2 else modem.world.texts.word("handset.operator", "en")


def _operator(modem: Modem, _call: Call) -> Answer:
    form = modem.settings.operator_format
    if not modem.sim.registered:
        return Lines(("+COPS: 0",))
    return Lines((f'+COPS: 0,{form},"{modem.written(operator_name(modem, form))}"',))


def _choose_operator(modem: Modem, call: Call) -> Answer:
    """Automatic, by hand, or only the format of its name; there is one network, and leaving it is `+CFUN`'s matter."""
    mode = call.number(0, range(5), 0)
    if mode == 2:
        raise CommandError("CME", 3)
    form = call.number(1, NAMES, modem.settings.operator_format)
    if mode in {1, 4} and modem.read(call.string(2)).casefold() != operator_name(modem, form).casefold():
        raise CommandError("CME", 30)
    if mode == 3:
        modem.settings.operator_format = form
    return OK


def _operators(modem: Modem, _call: Call) -> Answer:
    name = modem.written(operator_name(modem, 0))
    there = f'({2 if modem.sim.registered else 1},"{name}","{name}","{modem.written(modem.identity.plmn)}")'
    return Lines((f"+COPS: {there},,(0,1,3,4),(0-2)",))


def _functionality(modem: Modem, _call: Call) -> Answer:
    mobile = modem.mobile
    return Lines((f"+CFUN: {OFF if not mobile.on else NO_RADIO if mobile.airplane else FULL}",))


def _set_functionality(modem: Modem, call: Call) -> Answer:
    """`+CFUN`: 1 on the air, 4 without radio, 0 switched off but for its modem; 1,1 is off and on again."""
    level = call.number(0, range(5))
    if level not in {OFF, FULL, NO_RADIO}:
        raise CommandError("CME", 4)
    if modem.mobile.on and (level == OFF or call.number(1, range(2), 0)):
        modem.act(lambda mobile, at_ms: mobile.switch_off(at_ms))
    if not modem.mobile.on and level != OFF:
        modem.act(lambda mobile, _: mobile.switch_on())
    if level != OFF and modem.mobile.airplane != (level == NO_RADIO):
        modem.act(lambda mobile, at_ms: mobile.set_airplane(at_ms, on=level == NO_RADIO))
    return OK


NETWORK: Final[dict[str, Command]] = {
    "+CREG": _registers("registration_told"),
    "+CGREG": _registers("packet_registration_told"),
    "+CGATT": Command(read=_attached, set=_attach, test="(0,1)"),
    "+COPS": Command(read=_operator, set=_choose_operator, test=_operators),
    "+CFUN": Command(read=_functionality, set=_set_functionality, test="(0,1,4),(0,1)"),
}
