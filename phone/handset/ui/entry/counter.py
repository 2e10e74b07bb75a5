"""How much of a text there may be, and what the counter over it says. All lengths come from `phone.air.text`."""

from __future__ import annotations

from functools import lru_cache

from attrs import field, frozen
from attrs.validators import ge

from phone.air.text import PART_LIMITS, Bearer, Coding, Measure, coding_of, cut, first_outside_gsm7, measure, units_of


@frozen
class Limit:
    """The most a text may be: `most` characters, or what `most` messages of a bearer carry (a USSD string is one)."""

    most: int = field(validator=ge(1))
    bearer: Bearer | None = None

    def fits(self, text: str) -> bool:
        """Whether a text keeps within the limit."""
        if self.bearer is None:
            return len(text) <= self.most
        length = _measured(text, self.bearer)
        return length.units <= length.limit or (self.bearer == "sms" and length.parts <= self.most)


@frozen
class Count:
    """What the counter says.

    Attributes:
        left: code units that still fit into the last of the parts; characters if no bearer counts. Below 0 if too long.
        parts: messages that the text needs; None where there are no parts to count.
        coding: how the text would travel.
        forced_by: index of the first character that GSM-7 lacks, or None.
    """

    left: int
    parts: int | None
    coding: Coding
    forced_by: int | None

    def __str__(self) -> str:
        return str(self.left) if self.parts is None else f"{self.left}/{self.parts}"


@lru_cache(maxsize=64)
def _measured(text: str, bearer: Bearer) -> Measure:
    """A text is measured when a key has written it, and again when it is shown."""
    return measure(text, bearer)


@lru_cache(maxsize=64)
def count(text: str, limit: Limit) -> Count:
    """The counter for a text: `160/1` for an empty short message, `69/1` after its first Russian letter."""
    if limit.bearer is None:
        return Count(limit.most - len(text), None, coding_of(text), first_outside_gsm7(text))
    length = _measured(text, limit.bearer)
    left = length.limit - length.units
    if length.parts > 1:
        last = text[cut(text, PART_LIMITS[length.coding])[-1]]
        left = PART_LIMITS[length.coding] - sum(units_of(character, length.coding) for character in last)
    return Count(left, length.parts if limit.bearer == "sms" else None, length.coding, length.forced_by)
