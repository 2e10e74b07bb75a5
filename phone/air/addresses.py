"""Who a message is from, as it stands in the message: a number, or a name (3GPP TS 23.040, 9.1.2.5)."""

from __future__ import annotations

import re
from typing import Final

from phone.air.text import coding_of, septets

LONGEST_NUMBER: Final = 20
"""Digits of an address."""

LONGEST_NAME: Final = 11
"""Septets of an address that is a name."""

_NUMBER: Final = re.compile(rf"\+?[0-9]{{1,{LONGEST_NUMBER}}}")


def is_number(address: str) -> bool:
    """Whether an answer can be sent to an address: names can not be answered."""
    return _NUMBER.fullmatch(address) is not None


def is_sender(address: str) -> bool:
    """Whether an address can stand as the sender of a message: a number, or a name of the GSM-7 alphabet."""
    if is_number(address):
        return True
    return coding_of(address) == "gsm7" and 1 <= sum(map(septets, address)) <= LONGEST_NAME
