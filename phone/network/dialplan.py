"""The dial plan and the menus: which code, short number and keyword leads to which service. All of it is data."""

from __future__ import annotations

import re
from typing import Any, Literal

from attrs import frozen

from ledger.loading import FixtureError, Fixtures, Problem
from ledger.records import Record

ServiceName = Literal[
    "join", "join_by_sms", "membership", "points", "redeem", "reward_help", "money", "packages", "own_number", "menu",
    "leave", "unknown_word",
]  # fmt: skip
"""Every service that a route may name; `services/registry.py` has them."""


@frozen(kw_only=True)
class Route(Record):
    """Where a code, keyword or menu item leads.

    Attributes:
        service: the service that answers.
        reward: for `redeem`, the reward's id in the catalogue.
        menu: for `menu`, the menu's id.
        language: the language of the answer if it is not the subscriber's.
    """

    service: ServiceName
    reward: str = ""
    menu: str = ""
    language: str = ""


@frozen(kw_only=True)
class ShortNumber(Record):
    """A number that takes SMS: its keywords, and what answers any other text."""

    keywords: dict[str, Route]
    other: Route


@frozen(kw_only=True)
class Senders(Record):
    """The names under which the operator writes."""

    notices: str


@frozen(kw_only=True)
class DialPlan:
    """USSD codes as whole tokens (D03), short numbers, and senders."""

    ussd: dict[str, Route]
    sms: dict[str, ShortNumber]
    senders: Senders

    def code_of(self, service: ServiceName) -> str:
        """The first code that leads to a service, for texts that teach it; empty if none does."""
        return next((code for code, route in self.ussd.items() if route.service == service), "")


@frozen(kw_only=True)
class Item(Route):
    """A line of a menu: the key that chooses it, its text's key, and to whom it is shown."""

    key: str
    text: str
    shown_to: Literal["all", "members", "others"] = "all"


@frozen(kw_only=True)
class Menu(Record):
    """One page of the operator's menu."""

    title: str
    items: tuple[Item, ...]


@frozen
class Plan:
    """The dial plan with the menus it leads to."""

    dialplan: DialPlan
    menus: dict[str, Menu]

    @classmethod
    def load(cls, fixtures: Fixtures) -> Plan:
        """The dial plan and menus of the fixtures.

        Raises:
            FixtureError: with the mistakes of both files.
        """
        problems: list[Problem] = []
        read: dict[str, Any] = {}
        for name, kind in (("dialplan", DialPlan), ("menus", dict[str, Menu])):
            try:
                read[name] = fixtures.read(name, kind)
            except FixtureError as error:
                problems.extend(error.problems)
        if problems:
            raise FixtureError(problems)
        return cls(read["dialplan"], read["menus"])


def short_number(written: str) -> str:
    """A short number without the dashes and blanks with which people write it: 70-70 → 7070."""
    return re.sub(r"[-\s]", "", written)


LOOKALIKES = str.maketrans("abcekmhoptxyё", "авсекмнортхуе")
"""Latin letters that look like Russian ones, and ё, which many write as е (D08)."""


def keyword(text: str) -> str:
    """A text as keywords are compared: without case, surrounding blanks, ё/е and Latin look-alikes (D08)."""
    return " ".join(text.casefold().split()).translate(LOOKALIKES)
