"""The SIM card's PIN: 3GPP TS 27.007, 8.3, 7.4 and 7.5."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.pin import Outcome
from phone.modem.answers import OK, Answer, CommandError, Failure, Lines
from phone.modem.commands.command import Command
from phone.modem.parsing import Call, wrong

if TYPE_CHECKING:
    from phone.modem.modem import Modem

_OUTCOMES: Final[dict[Outcome, int]] = {
    "wrong_pin": 16,
    "wrong_puk": 16,
    "blocked": 12,
    "dead": 13,
    "mismatch": 16,
    "malformed": 50,
}
"""What became of a PIN, as `+CME ERROR` tells it."""

_STATES: Final = {None: "READY", "pin": "SIM PIN", "puk": "SIM PUK"}


def answer_of(outcome: Outcome) -> Answer:
    """OK, or why not."""
    number = _OUTCOMES.get(outcome)
    return OK if number is None else Failure("CME", number)


def _state(modem: Modem, _call: Call) -> Answer:
    _is_there(modem)
    return Lines((f"+CPIN: {_STATES[modem.sim.lock]}",))


def _is_there(modem: Modem) -> None:
    if not modem.sim.inserted:
        raise CommandError("CME", 10)
    if modem.sim.lock == "dead":
        raise CommandError("CME", 13)


def _enter(modem: Modem, call: Call) -> Answer:
    """`+CPIN=pin`, or `+CPIN=puk,pin` for a card that asks for its PUK."""
    _is_there(modem)
    first, second = modem.number(call.string(0)), modem.number(call.string(1, ""))
    slot = modem.slot
    match modem.sim.lock:
        case "pin" if not second:
            return answer_of(modem.ask(lambda mobile, _: mobile.enter_pin(slot, first)))
        case "puk" if second:
            return answer_of(modem.ask(lambda mobile, _: mobile.enter_puk(slot, first, second, second)))
        case "puk":
            raise CommandError("CME", 12)
    raise CommandError("CME", 3)


def _change(modem: Modem, call: Call) -> Answer:
    """`+CPWD="SC",old,new`; `P2` is the second PIN."""
    facility, old, new = modem.read(call.string(0)), modem.number(call.string(1)), modem.number(call.string(2))
    if facility.upper() not in {"SC", "P2"}:
        raise wrong("CME")
    _is_there(modem)
    pin = modem.sim.pin if facility.upper() == "SC" else modem.sim.pin2
    return answer_of(modem.ask(lambda _mobile, _at_ms: (pin.change(old, new, new), ())))


def lock(modem: Modem, call: Call) -> Answer:
    """`+CLCK="SC",mode[,pin]`: whether the card asks for its PIN when the phone is switched on."""
    _is_there(modem)
    mode = call.number(1, range(3))
    if mode == 2:
        return Lines((f"+CLCK: {int(modem.sim.pin.asked)}",))
    pin = modem.number(call.string(2))

    def ask(mobile: Mobile, _at_ms: int) -> tuple[Outcome, tuple[()]]:
        return mobile.ask_pin(modem.slot, pin, asked=mode == 1), ()

    return answer_of(modem.ask(ask))


SIM: Final[dict[str, Command]] = {
    "+CPIN": Command(read=_state, set=_enter),
    "+CPWD": Command(set=_change, test='("SC",8),("P2",8)'),
}
