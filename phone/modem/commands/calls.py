"""Calls: ITU-T V.250 6.3, 3GPP TS 27.007 6 and 7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from phone.air.mmi import normalise
from phone.handset.mobile.call import Call as PhoneCall
from phone.handset.mobile.dialling import Verdict
from phone.modem.answers import OK, Answer, CommandError, Ending, Lines
from phone.modem.commands.command import Command, keeps_number
from phone.modem.commands.phonebook import called
from phone.modem.listing import kind_of
from phone.modem.parsing import Call, wrong

if TYPE_CHECKING:
    from phone.modem.modem import Modem

HIDE, SHOW = 1, 2
"""`+CLIR`, and a number's letter `I` or `i`, for one call."""

_CLIR: Final = {HIDE: "#31#", SHOW: "*31#"}

_REFUSALS: Final[dict[Verdict, int]] = {
    "call_busy": 3,
    "ussd_busy": 3,
    "not_done": 3,
    "too_long": 26,
    "not_allowed": 27,
    "no_sim": 10,
    "sim_locked": 11,
    "off": 30,
    "airplane": 30,
    "no_coverage": 30,
}
"""Why the phone does not dial, as `+CME ERROR` tells it."""

TONES: Final = frozenset("0123456789*#ABCD")
_TONE: Final = re.compile(r"\{([^,{}]*)(?:,\d*)?\}")

_STEERING: Final = re.compile(r"[0-4]|[12][1-7]")


def number_of(call: PhoneCall) -> str:
    """The other side's number as dialled, or international; empty if it is withheld or not told."""
    number = call.number or ""
    return f"+{number}" if is_incoming(call) and number and not number.startswith("+") else number


def is_incoming(call: PhoneCall) -> bool:
    """Whether the other side called: the network numbers its calls below zero."""
    return call.id < 0


def _dial(modem: Modem, call: Call) -> Answer:
    """`ATD`: a number and `;` is a call, a code is sent, all else would be a data call, for which nobody has a modem."""
    written, voice = call.text.removesuffix(";").strip(), call.text.endswith(";")
    number = _dialled(modem, written)
    verdict = modem.mobile.judge(number, modem.slot)
    if verdict in _REFUSALS:
        raise CommandError("CME", _REFUSALS[verdict])
    if verdict == "call" and not voice:
        return Ending("NO CARRIER")
    if verdict == "call":
        clir = HIDE if "I" in written else SHOW if "i" in written else modem.settings.my_number
        number = f"{_CLIR.get(clir, '')}{number}"
    if verdict in {"imei", "pin"}:
        raise CommandError("CME", 3)
    modem.act(lambda mobile, at_ms: mobile.dial(number, at_ms, modem.slot))
    return OK


def _dialled(modem: Modem, written: str) -> str:
    """What the phone is to dial: `L` is the last number, `>` one of the phonebook, a comma waits as `p` does.

    `T` and `P` before it mean nothing.
    """
    if written.startswith(">"):
        return called(modem, written[1:].strip())
    if written.upper() == "L":
        if not modem.mobile.dialled:
            raise CommandError("CME", 22)
        return modem.mobile.dialled[0]
    return normalise(re.sub(r"^[TP]", "", written, flags=re.IGNORECASE).replace(",", "p"))


def _answer(modem: Modem, _call: Call) -> Answer:
    if modem.mobile.calls.ringing is None:
        return Ending("NO CARRIER")
    modem.act(lambda mobile, _: mobile.answer())
    return OK


def _hang_up(modem: Modem, call: Call) -> Answer:
    """`ATH` and `+CHUP`: every call but one that waits; one that rings alone is not taken."""
    if call.text not in {"", "0"}:
        raise CommandError(None)
    modem.act(lambda mobile, at_ms: mobile.end_calls(at_ms))
    return OK


def _list(modem: Modem, _call: Call) -> Answer:
    """`+CLCC`."""
    calls = modem.mobile.calls
    conference = len(calls.active) > 1
    lines = []
    for place, call in enumerate(calls.live, start=1):
        state = {"active": 0, "calling": 2, "alerting": 3, "ringing": 5 if call is calls.waiting else 4}[call.stage]
        state = 1 if call.held else state
        number = number_of(call)
        told = f',"{modem.written(number)}",{kind_of(number)}' if number else ""
        together = int(conference and call in calls.active)
        lines.append(f"+CLCC: {place},{int(is_incoming(call))},{state},0,{together}{told}")
    return Lines(("\r\n".join(lines),) if lines else ())


def _steer(modem: Modem, call: Call) -> Answer:
    """`+CHLD`: what the digits of 3GPP TS 22.030, 6.5.5.1 do on the keys."""
    code = call.string(0)
    if not _STEERING.fullmatch(code):
        raise wrong("CME")
    if not modem.mobile.calls.can_steer(code):
        raise CommandError("CME", 3)
    modem.act(lambda mobile, at_ms: mobile.dial(code, at_ms, modem.slot))
    return OK


def _tones(modem: Modem, call: Call) -> Answer:
    """`+VTS=1,2,#`, `+VTS="12#"`, `+VTS={5,30}`: tones in a call that is up; how long they last is the phone's matter."""
    tones = _TONE.sub(r"\1", call.text).replace('"', "").replace(",", "").replace(" ", "").upper()
    if not tones or not TONES.issuperset(tones):
        raise wrong("CME")
    if not modem.mobile.calls.active:
        raise CommandError("CME", 3)
    for tone in tones:
        _sound(modem, tone)
    return OK


def _sound(modem: Modem, tone: str) -> None:
    modem.act(lambda mobile, _: mobile.tone(tone))


CALLS: Final[dict[str, Command]] = {
    "D": Command(run=_dial),
    "A": Command(run=_answer),
    "H": Command(run=_hang_up),
    "+CHUP": Command(run=_hang_up),
    "+CLCC": Command(run=_list),
    "+CHLD": Command(set=_steer, test="(0,1,1x,2,2x,3,4)"),
    "+CRC": keeps_number("rings_tell_kind", range(2), 0),
    "+VTS": Command(set=_tones, test='("0"-"9","*","#","A"-"D")'),
    "+VTD": keeps_number("tone_length", range(256), 0),
}
