"""A text too long for one USSD message goes out in pages that end with the way to the next one."""

from __future__ import annotations

from bisect import bisect

from phone.air.text import LIMITS, Text, fits

MORE_KEY = "99"
"""The reply that brings the next page (1.2 of the mission)."""

MOST_UNITS = max(limit for (bearer, _), limit in LIMITS.items() if bearer == "ussd")
"""No page has more characters than this, and what is too long stays too long with one character more."""


def pages(text: Text, more: str) -> tuple[Text, ...]:
    """The pages of a text: each fits a USSD message in its own coding, all but the last with `more` as their last line.

    A page ends at a line's end where it can, else at a blank, else inside a word; nothing is lost.
    """
    made: list[Text] = []
    rest = text
    while not fits(rest.value, "ussd"):
        end = _end_of_page(rest.value, more)
        page = rest[:end]
        made.append(Text(f"{page.value.rstrip()}\n{more}", page.key, page.spans))
        skip = len(rest.value[end:]) - len(rest.value[end:].lstrip())
        rest = rest[end + skip :]
    return (*made, rest)


def _end_of_page(value: str, more: str) -> int:
    lengths = range(2, min(len(value), MOST_UNITS) + 1)
    longest = 1 + bisect(lengths, 0, key=lambda length: 0 if fits(f"{value[:length]}\n{more}", "ussd") else 1)
    head = value[: longest + 1]
    for blank in ("\n", " "):
        end = head.rfind(blank)
        if end > 0:
            return end
    return longest
