"""What a phone does with a dialled string: whether it is sent, and how; strings that change a PIN (3GPP TS 22.030)."""

from __future__ import annotations

from typing import Final, Literal

from attrs import frozen

from phone.air.mmi import DialString
from phone.handset.mobile.call import Calls
from phone.handset.mobile.pin import Outcome
from phone.handset.mobile.service import ServiceDialogue
from phone.handset.mobile.sim import Slot
from phone.handset.mobile.ussd import Dialogue

DIAL_LIMIT: Final = 160
"""Characters of a number or a code: a USSD string has 160 octets (3GPP TS 24.080)."""

Verdict = Literal[
    "ussd", "call", "imei", "too_long", "no_coverage", "ussd_busy", "call_busy", "not_done", "not_allowed",
    "pin", "supplementary", "in_call", "off", "airplane", "no_sim", "sim_locked",
]  # fmt: skip
"""What the phone does with a dialled string: send it, show the IMEI, change a PIN, steer its calls, or refuse by itself."""

SENT: Final = frozenset({"ussd", "call", "supplementary", "in_call"})
"""Verdicts by which `dial` does something."""


@frozen
class Line:
    """What a string is dialled on: a slot, and what is under way on it and in the phone."""

    slot: int
    ussd: Dialogue
    service: ServiceDialogue
    calls: Calls


def judge(found: DialString, length: int, absent: Verdict | None, line: Line) -> Verdict:
    """What comes of a string (22.030, 6.5.3).

    Args:
        found: what the string means.
        length: its characters.
        absent: why the slot's SIM is not on the network; None if it is.
        line: what it is dialled on.
    """
    if found.kind == "imei":
        return "imei"
    if length > DIAL_LIMIT:
        return "too_long"
    if found.kind == "pin":
        return "pin"
    if absent is not None:
        return absent
    if found.kind == "ussd":
        return "ussd_busy" if line.ussd.running else "ussd"
    if found.kind == "supplementary":
        return "ussd_busy" if line.service.running else "supplementary"
    if found.kind == "in_call":
        return "in_call" if line.calls.can_steer(found.text) else "not_done"
    if not any(character.isdecimal() for character in found.number or ""):
        return "not_allowed"
    free = line.calls.may_dial and all(call.slot == line.slot for call in line.calls.live)
    return "call" if free else "call_busy"


def change_pin(found: DialString, slot: Slot) -> tuple[Outcome, int]:
    """Carries out a PIN string (22.030, 6.6) on the card of a slot: what became of it, and how many tries are left."""
    assert found.action is not None, "only a PIN string changes a PIN"
    pin = slot.pin2 if found.action.endswith("2") else slot.pin
    if len(found.fields) != 3:
        return "malformed", pin.tries
    change = pin.change if found.action.startswith("change") else pin.unblock
    outcome = change(*found.fields)
    return outcome, pin.puk_tries if outcome in {"wrong_puk", "blocked"} else pin.tries
