"""What a SIM card brings for the phone's menu: the operator's services, each with what it sends (3GPP TS 31.111)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

PLACE: Final = re.compile(r"\{(\w+)\}")
"""Something that is asked for before a service is used."""


@frozen
class ToolkitEntry:
    """A line of the menu; exactly one of `ussd`, `sms`, `call` and `entries` says what it does.

    Attributes:
        name: what it is called in the fixture.
        labels: language → its words.
        ussd: the code that it dials, perhaps with places such as `{msisdn}`.
        sms: the short number that it writes to.
        say: what it writes, perhaps with places.
        call: the number that it calls.
        entries: the menu that it opens.
        confirm: language → the question before it is sent, with the same places; empty for none.
    """

    name: str
    labels: Mapping[str, str]
    ussd: str = ""
    sms: str = ""
    say: str = ""
    call: str = ""
    entries: tuple[ToolkitEntry, ...] = ()
    confirm: Mapping[str, str] = field(factory=dict)

    @property
    def places(self) -> tuple[str, ...]:
        """What is asked for, in order."""
        return tuple(PLACE.findall(self.ussd or self.say))


@frozen
class ServiceNumber:
    """A number of the operator in the phonebook: its names by language; one reached `by_sms` takes no calls."""

    labels: Mapping[str, str]
    number: str
    by_sms: bool = False


Toolkit = tuple[ToolkitEntry, ...]


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template with what was asked for in its places."""
    return PLACE.sub(lambda place: values[place[1]], template)
