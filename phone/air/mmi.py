"""What a dialled string means: 3GPP TS 22.030, in the order in which a phone asks.

1. An emergency number is a call before it is anything else (22.101 §10).
2. `*#06#` shows the IMEI, `**04*…#` and its kin change a PIN; both act on their last key, without SEND (22.030 §6.6, §6.7).
3. In a call, `0` … `5` and `1X`, `2X` steer the calls (§6.5.5.1).
4. `*SC*SI#` and its kin control a supplementary service, if the service code is one the standard knows (§6.5.2, Annex B).
5. Any other string that ends in `#` goes to the network as USSD (§6.5.3.2).
6. So do one or two characters, except two digits beginning with 1 outside a call (§6.5.3.2, 51.010-1 §31.10.1).
7. The rest is a call, also a service code whose `#` was forgotten (D04).

The operator's own codes look like supplementary services and differ only in a service code that is not in the table.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from attrs import define

Kind = Literal["imei", "pin", "supplementary", "ussd", "call", "in_call"]
Action = Literal[
    "activate", "deactivate", "query", "register", "erase",
    "change_pin", "change_pin2", "unblock_pin", "unblock_pin2",
]  # fmt: skip

SERVICES: Final[dict[str, str]] = {
    "21": "forward_all_calls",
    "67": "forward_if_busy",
    "61": "forward_if_no_reply",
    "62": "forward_if_unreachable",
    "002": "forward_all",
    "004": "forward_all_conditional",
    "43": "call_waiting",
    "30": "caller_number_shown_to_me",
    "31": "my_number_hidden",
    "76": "connected_number_shown_to_me",
    "77": "connected_number_hidden",
    "300": "caller_name_shown_to_me",
    "33": "bar_outgoing",
    "331": "bar_outgoing_international",
    "332": "bar_outgoing_international_except_home",
    "35": "bar_incoming",
    "351": "bar_incoming_roaming",
    "330": "bar_all",
    "333": "bar_all_outgoing",
    "353": "bar_all_incoming",
    "03": "barring_password",
}
"""Supplementary services by service code (22.030 Annex B; 03 is §6.5.4)."""

FORWARDING: Final = frozenset({"21", "67", "61", "62", "002", "004"})
"""Services for which `*SC*NUMBER#` brings data and so registers (22.030 §6.5.2)."""

EMERGENCY_NUMBERS: Final = frozenset({"112", "911"})
"""Emergency numbers of every GSM phone (22.101 §10.1.1)."""

_ACTIONS: Final[dict[str, Action]] = {
    "*": "activate",
    "#": "deactivate",
    "*#": "query",
    "**": "register",
    "##": "erase",
}
_PIN_ACTIONS: Final[dict[str, Action]] = {
    "04": "change_pin",
    "042": "change_pin2",
    "05": "unblock_pin",
    "052": "unblock_pin2",
}
_NOT_DIALLED: Final = re.compile(r"[^0-9*#+pw]")
_IMEI: Final = "*#06#"
_PIN: Final = re.compile(r"\*\*(042?|052?)((?:\*\d*)+)#")
_SERVICE: Final = re.compile(rf"(\*\*|##|\*#|\*|#)({'|'.join(SERVICES)})((?:\*[^*#]*){{0,4}})#(.*)")
_IN_CALL: Final = re.compile(r"[0345]|[12][1-7]?|4\*\+?\d+")
_TONES: Final = re.compile(r"(?<!^)[pw]")


@define(unsafe_hash=True)
class DialString:
    """A dialled string and what it asks for; a field that its kind does not use is empty.

    Attributes:
        kind: What the phone does with it.
        text: The string as it is dialled, normalised; a USSD request carries this.
        action: What to do with the supplementary service or the PIN.
        service: Service code of the supplementary service, a key of `SERVICES`.
        information: Its supplementary information, field by field (number, basic service, seconds, password).
        fields: The digits of a PIN string: old PIN or PUK, new PIN, new PIN again.
        number: Whom a call calls; any characters, the network judges them.
        tones: Touch tones after the answer, from the first pause `p` or wait `w` on (22.101 Annex A).
        clir: The caller's number shown or hidden for this one call (22.030 Annex B, CLIR in temporary mode).
        emergency: The number is one of `EMERGENCY_NUMBERS`.
    """

    kind: Final[Kind]
    text: Final[str]
    action: Final[Action | None] = None
    service: Final[str | None] = None
    information: Final[tuple[str, ...]] = ()
    fields: Final[tuple[str, ...]] = ()
    number: Final[str | None] = None
    tones: Final[str] = ""
    clir: Final[Literal["show", "hide"] | None] = None
    emergency: Final[bool] = False


def normalise(dial: str) -> str:
    """The characters that a phone can dial, `0-9 * # + p w`; `№` is the `#` of a Russian keyboard, the rest is dropped."""
    return _NOT_DIALLED.sub("", dial.replace("№", "#").lower())


def classify(dial: str, *, in_call: bool = False) -> DialString:
    """What a string means when SEND follows it.

    Takes any string, normalised or not, and never raises; an empty one is a call to an empty number.

    Args:
        dial: What the person typed.
        in_call: A call of this phone is up, held or waiting.
    """
    text = normalise(dial)
    if text in EMERGENCY_NUMBERS:
        return _call(text, text)
    if text == _IMEI:
        return DialString("imei", text)
    if found := _PIN.fullmatch(text):
        return DialString("pin", text, action=_PIN_ACTIONS[found[1]], fields=tuple(found[2].split("*")[1:]))
    if in_call and _IN_CALL.fullmatch(text):
        return DialString("in_call", text)
    if service := _supplementary(text):
        return service
    if _TONES.search(text):
        return _call(text, text)
    if text.endswith("#") or _is_short(text, in_call=in_call):
        return DialString("ussd", text)
    return _call(text, text)


def acts_without_send(dial: str) -> bool:
    """Whether the string is complete and acts on its last key: the IMEI code, or a PIN string with its three fields."""
    found = classify(dial)
    return found.kind == "imei" or (found.kind == "pin" and len(found.fields) == 3 and all(found.fields))


def _supplementary(text: str) -> DialString | None:
    """A supplementary service that the standard knows, or a call with the caller's number shown or hidden; else None."""
    found = _SERVICE.fullmatch(text)
    if not found:
        return None
    prefix, service, information, number = found[1], found[2], tuple(found[3].split("*")[1:]), found[4]
    action = _ACTIONS[prefix]
    if number:
        temporary = service == "31" and not information and prefix in ("*", "#")
        if not temporary or (number.endswith("#") and not _TONES.search(number)):
            return None
        return _call(text, number, clir="show" if prefix == "*" else "hide")
    if service in FORWARDING and action == "activate" and any(information):
        action = "register"
    return DialString("supplementary", text, action=action, service=service, information=information)


def _is_short(text: str, *, in_call: bool) -> bool:
    """One or two characters that are a code, not a number to call."""
    number = len(text) == 2 and text.isdigit() and text.startswith("1")
    return 0 < len(text) <= 2 and (in_call or not number)


def _call(text: str, number: str, clir: Literal["show", "hide"] | None = None) -> DialString:
    pause = _TONES.search(number)
    called, tones = (number[: pause.start()], number[pause.start() :]) if pause else (number, "")
    return DialString("call", text, number=called, tones=tones, clir=clir, emergency=called in EMERGENCY_NUMBERS)
