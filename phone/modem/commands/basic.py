"""The commands of the line itself: ITU-T V.250."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phone.modem.answers import ERROR, OK, Answer, Lines
from phone.modem.charset import CHARSETS
from phone.modem.commands.command import Command, accepted, keeps_as_written, keeps_number, listed
from phone.modem.parsing import Call, wrong
from phone.modem.settings import FIXED

if TYPE_CHECKING:
    from phone.modem.modem import Modem


def _switch(attribute: str) -> Command:
    """`E`, `V`, `Q`: 0 or nothing switches off, 1 on."""

    def put(modem: Modem, call: Call) -> Answer:
        if call.text not in {"", "0", "1"}:
            return ERROR
        setattr(modem.settings, attribute, call.text == "1")
        return OK

    return Command(run=put)


def _register(modem: Modem, call: Call) -> Answer:
    """`ATSn?` and `ATSn=v`."""
    registers = modem.settings.registers
    if call.register not in registers:
        return ERROR
    if call.form == "read":
        return Lines((f"{registers[call.register]:03d}",))
    if call.form != "set":
        return OK
    value = int(call.text[:4] or 0)
    if value > 255 or value != FIXED.get(call.register, value):
        return ERROR
    registers[call.register] = value
    return OK


def _identify(modem: Modem, _call: Call) -> Answer:
    """`ATI`, with any number."""
    identity = modem.identity
    return Lines((f"{identity.manufacturer}\r\n{identity.model} {identity.revision}",))


def _reset(modem: Modem, _call: Call) -> Answer:
    modem.reset()
    return OK


def _restore(modem: Modem, call: Call) -> Answer:
    if call.text not in {"", "0", "1"}:
        return ERROR
    modem.restore()
    return OK


def _keep(modem: Modem, _call: Call) -> Answer:
    modem.keep()
    return OK


def _charset(modem: Modem, call: Call) -> Answer:
    found = next((name for name in CHARSETS if name == call.string(0).upper()), None)
    if found is None:
        raise wrong("CME")
    modem.settings.charset = found
    return OK


def _list(_modem: Modem, _call: Call) -> Answer:
    """`+CLAC`: every command there is; clients take one that is missing for one that is not there."""
    from phone.modem.commands.table import TABLE  # noqa: PLC0415  (the table has this command in it)

    return Lines(("\r\n".join(f"AT{name}" for name in TABLE),))


BASIC: Final[dict[str, Command]] = {
    "E": _switch("echo"),
    "V": _switch("verbose"),
    "Q": _switch("quiet"),
    "S": Command(run=_register, read=_register, set=_register),
    "I": Command(run=_identify),
    "Z": Command(run=_restore),
    "&F": Command(run=_reset),
    "&W": Command(run=_keep),
    **{name: Command(run=accepted) for name in ("X", "L", "M", "T", "P", "&C", "&D", "&K", "&S")},
    "+IPR": keeps_as_written("0", "(0),(0,9600,19200,38400,57600,115200)"),
    "+IFC": keeps_as_written("0,0", "(0-2),(0-2)"),
    "+ICF": keeps_as_written("3,3", "(3),(3)"),
    "+GCAP": Command(run=lambda _modem, _call: Lines(("+GCAP: +CGSM",))),
    "+CMEE": keeps_number("error_level", range(3), 0),
    "+CSCS": Command(
        read=lambda modem, _: Lines((f'+CSCS: "{modem.settings.charset}"',)), set=_charset, test=listed(CHARSETS)
    ),
    "+CLAC": Command(run=_list),
}
