"""Numbers and codes that stand in a text, ready to be dialled."""

from __future__ import annotations

import re
from typing import Final

from phone.air.addresses import LONGEST_NUMBER

SHORTEST: Final = 3
"""Digits of a number; fewer are an amount."""

_CODE: Final = r"[*#][0-9*#]*#"
_NUMBER: Final = r"\+?[0-9](?:[ \u00a0()-]{0,2}[0-9])*"
_FOUND: Final = re.compile(rf"(?P<code>{_CODE})|(?<![\w.,:/@*#])(?P<number>{_NUMBER})(?![\w@]|[.,:/][0-9])")


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers and USSD codes of a text in their order, each once and without blanks.

    Dates, times and sums are none; other digits are, since only their reader knows what they mean.
    """
    found = (one["code"] or re.sub(r"[^0-9+]", "", one["number"]) for one in _FOUND.finditer(text))
    return tuple(dict.fromkeys(one for one in found if _is_dialled(one)))


def _is_dialled(found: str) -> bool:
    digits = sum(character.isdecimal() for character in found)
    return digits > 0 if "#" in found else SHORTEST <= digits <= LONGEST_NUMBER
