"""Who the phone is, and how it is: 3GPP TS 27.007, 5 and 8."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ledger.calendar import local
from phone.modem.answers import Answer, CommandError, Lines
from phone.modem.commands.command import Command, says
from phone.modem.parsing import Call

if TYPE_CHECKING:
    from phone.modem.modem import Modem

QUARTER: Final = timedelta(minutes=15)


def _activity(modem: Modem, _call: Call) -> Answer:
    """`+CPAS`: 0 ready, 3 ringing, 4 in a call."""
    calls = modem.mobile.calls
    return Lines((f"+CPAS: {3 if calls.ringing else 4 if calls.live else 0}",))


def _battery(modem: Modem, _call: Call) -> Answer:
    return Lines((f"+CBC: 0,{modem.mobile.battery_percent}",))


def _signal(modem: Modem, _call: Call) -> Answer:
    """`+CSQ`: 0 to 31, 99 for none; the weather around the phone decides."""
    strength = modem.identity.signal
    weather = modem.world.ether.weather(modem.name)
    here = strength.get(weather, strength.get("fine", 99)) if modem.sim.registered else 99
    return Lines((f"+CSQ: {here},99",))


def _clock(modem: Modem, _call: Call) -> Answer:
    now = local(modem.at_ms, modem.world.texts.zone)
    quarters = (now.utcoffset() or timedelta()) // QUARTER
    return Lines((f'+CCLK: "{now:%y/%m/%d,%H:%M:%S}{quarters:+03d}"',))


def _set_clock(_modem: Modem, _call: Call) -> Answer:
    """The time is the world's."""
    raise CommandError("CME", 3)


def _own_number(modem: Modem, _call: Call) -> Answer:
    return Lines((f'+CNUM: ,"{modem.written(f"+{modem.msisdn}")}",145',))


_MAKER = says(lambda modem: modem.identity.manufacturer)
_MODEL = says(lambda modem: modem.identity.model)
_REVISION = says(lambda modem: modem.identity.revision)
_IMEI = says(lambda modem: modem.mobile.imei)

IDENTITY: Final[dict[str, Command]] = {
    "+CGMI": _MAKER,
    "+GMI": _MAKER,
    "+CGMM": _MODEL,
    "+GMM": _MODEL,
    "+CGMR": _REVISION,
    "+GMR": _REVISION,
    "+CGSN": _IMEI,
    "+GSN": _IMEI,
    "+CPAS": Command(run=_activity, test="(0,3,4)"),
    "+CBC": Command(run=_battery, test="(0),(0-100)"),
    "+CSQ": Command(run=_signal, test="(0-31,99),(99)"),
    "+CCLK": Command(read=_clock, set=_set_clock),
}

CARD: Final[dict[str, Command]] = {
    "+CIMI": says(lambda modem: modem.sim.card.imsi),
    "+CNUM": Command(run=_own_number),
}
"""What the SIM card says."""
