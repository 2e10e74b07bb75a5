"""USSD: 3GPP TS 27.007, 7.15."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phone.air.messages import Uplink
from phone.air.text import coding_of
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.ussd import Asking, Ended, Incoming, Released
from phone.modem.answers import OK, Answer, CommandError, Lines
from phone.modem.charset import hex_of, of_hex
from phone.modem.commands.command import Command
from phone.modem.parsing import Call, wrong

if TYPE_CHECKING:
    from phone.modem.modem import Modem

DONE, REPLY_WANTED, ENDED, ANSWERED_ELSEWHERE, NOT_SUPPORTED, TIMED_OUT = range(6)
"""`<m>`."""

GSM7, UCS2 = 15, 72
"""`<dcs>`: the default alphabet without a language, and UCS-2 (3GPP TS 23.038, 5)."""

_ENDS: Final = {"unsupported": NOT_SUPPORTED, "malformed": NOT_SUPPORTED, "timeout": TIMED_OUT, "no_answer": TIMED_OUT}


def result_of(modem: Modem, state: Asking | Ended | Incoming | Released) -> str:
    """The unsolicited result for what the network said last.

    What GSM-7 has goes through `+CSCS`; the rest is UCS-2 in hexadecimal, whatever `+CSCS` is.
    """
    if isinstance(state, Released):
        return f"+CUSD: {_ENDS.get(state.cause, ENDED)}"
    text = state.text.value
    m = REPLY_WANTED if isinstance(state, Asking) else DONE
    if coding_of(text) == "ucs2":
        return f'+CUSD: {m},"{hex_of(text)}",{UCS2}'
    return f'+CUSD: {m},"{modem.written(text)}",{GSM7}'


def _tell(modem: Modem, _call: Call) -> Answer:
    return Lines((f"+CUSD: {modem.settings.ussd_shown}",))


def _ussd(modem: Modem, call: Call) -> Answer:
    """`+CUSD=n[,string[,dcs]]`: 0 and 1 whether answers are told, 2 leaves the dialogue."""
    n = call.number(0, range(3), 0)
    if n == 2:
        modem.act(lambda mobile, _: mobile.cancel(modem.slot))
        return OK
    modem.settings.ussd_shown = n
    if call.at(1) is None:
        return OK
    text = _text(modem, call)
    dialogue = modem.sim.ussd
    if not modem.sim.registered:
        raise CommandError("CME", 30)
    if isinstance(dialogue.state, Asking):
        modem.act(lambda mobile, at_ms: mobile.reply(text, at_ms, modem.slot))
    elif dialogue.running:
        raise CommandError("CME", 3)
    else:
        modem.act(lambda mobile, at_ms: request(mobile, text, at_ms, modem.slot))
    return OK


def request(mobile: Mobile, text: str, at_ms: int, slot: int) -> tuple[Uplink, ...]:
    """A string for the network, whatever it looks like: the client has said that it is USSD."""
    sim = mobile.slots[slot]
    return (Uplink(sim.card.imsi, sim.ussd.request(text, at_ms)),)


def _text(modem: Modem, call: Call) -> str:
    coding = call.number(2, range(256), GSM7)
    written = call.string(1)
    try:
        text = of_hex(written) if coding == UCS2 and modem.settings.charset != "UCS2" else modem.read(written)
    except ValueError as error:
        raise wrong("CME") from error
    if not text:
        raise wrong("CME")
    return text


USSD: Final[dict[str, Command]] = {"+CUSD": Command(read=_tell, set=_ussd, test="(0-2)")}
