"""The dial plan and the menus: which code, short number and keyword leads to which service. All of it is data."""

from __future__ import annotations

import re
from typing import Any, Final, Literal

from attrs import define, field, frozen

from ledger.loading import FixtureError, Fixtures, Problem
from ledger.records import Record

ServiceName = Literal[
    "join", "other_word", "leave_programme", "membership", "points", "forecast", "redeem", "rewards", "reward_help",
    "gift", "gift_by_sms", "invite", "money", "packages", "own_number", "language", "password", "call_back", "menu",
    "leave", "hold",
]  # fmt: skip
"""Every service that a route may name; `services/registry.py` has them."""


@frozen(kw_only=True)
class Route(Record):
    """Where a code, keyword or menu item leads.

    Attributes:
        service: the service that answers.
        reward: for `redeem`, the reward's id in the catalogue.
        purses: for `rewards`, the purses whose rewards are listed; empty for those that no other item lists.
        menu: for `menu`, the menu's id; for `rewards`, `gift` and `invite`, the one to which `0` goes back.
        language: the language of the answer if it is not the subscriber's; for `language`, the one to speak from now on.
        longer: for a code of `menu`, whether more may be dialled behind it as choices.
    """

    service: ServiceName
    reward: str = ""
    purses: tuple[str, ...] = ()
    menu: str = ""
    language: str = ""
    longer: bool = False


@frozen(kw_only=True)
class ShortNumber(Record):
    """A number that takes SMS.

    Attributes:
        name: the key of the text by which the phonebook of a SIM card has it; empty if it has not.
        keywords: texts that are read as a whole.
        first_words: words that begin a longer text.
        other: what answers any other text.
    """

    name: str = ""
    keywords: dict[str, Route]
    first_words: dict[str, Route] = field(factory=dict)
    other: Route


@frozen(kw_only=True)
class Senders(Record):
    """The names under which the operator writes."""

    notices: str


@frozen(kw_only=True)
class VoiceNumber(Record):
    """A number that answers every call with an announcement, free of charge: its text's key, and what it is to phones."""

    text: str
    role: Literal["", "voice_mail"] = ""


@frozen(kw_only=True)
class DialPlan:
    """USSD codes, short numbers, and senders.

    Attributes:
        ussd: codes as whole tokens (D03).
        patterns: codes with a place, such as `*110*{msisdn}#`.
        sms: short numbers.
        senders: names under which the operator writes.
        voice: numbers that answer a call with an announcement.
    """

    ussd: dict[str, Route]
    patterns: dict[str, Route]
    sms: dict[str, ShortNumber]
    senders: Senders
    voice: dict[str, VoiceNumber] = field(factory=dict)

    def code_of(self, service: ServiceName) -> str:
        """The first code that leads to a service, for texts that teach it; empty if none does."""
        return next((code for code, route in self.ussd.items() if route.service == service), "")

    def number_of(self, service: ServiceName) -> str:
        """The first short number that leads to a service; empty if none does."""
        for number, short in self.sms.items():
            routes = (*short.keywords.values(), *short.first_words.values())
            if any(route.service == service for route in routes):
                return number
        return ""


@define(unsafe_hash=True)
class Found:
    """Where a dialled code leads: the route, the values of its places, and choices to make in a menu at once."""

    route: Final[Route]
    values: Final[dict[str, str]] = field(factory=dict)
    choices: Final[tuple[str, ...]] = ()


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


@frozen(kw_only=True)
class Choice(Record):
    """What a key does in the call centre: a service may answer first, then the node is entered, or the call ends without one.

    Attributes:
        text: the key of the text that offers it, with the place `{key}`.
        service: the service that is asked first.
        node: what comes next; empty to say goodbye.
    """

    text: str
    service: ServiceName | None = None
    node: str = ""


@frozen(kw_only=True)
class Node(Record):
    """What is said in the call centre, and the keys that may follow."""

    text: str
    choices: dict[str, Choice]


@frozen(kw_only=True)
class CallCentre(Record):
    """The conversation of the call centre: the machine's and the consultant's part alike (F04, F17)."""

    start: str
    nodes: dict[str, Node]


@frozen
class Plan:
    """The dial plan with the menus it leads to, and the conversation of the call centre."""

    dialplan: DialPlan
    menus: dict[str, Menu]
    centre: CallCentre

    @classmethod
    def load(cls, fixtures: Fixtures) -> Plan:
        """The dial plan, menus and call centre of the fixtures.

        Raises:
            FixtureError: with the mistakes of all three files.
        """
        problems: list[Problem] = []
        read: dict[str, Any] = {}
        for name, kind in (("dialplan", DialPlan), ("menus", dict[str, Menu]), ("callcentre", CallCentre)):
            try:
                read[name] = fixtures.read(name, kind)
            except FixtureError as error:
                problems.extend(error.problems)
        if problems:
            raise FixtureError(problems)
        return cls(read["dialplan"], read["menus"], read["callcentre"])


def find_code(plan: Plan, code: str) -> Found | None:
    """Where a code leads: whole tokens first, then patterns, then a longer dial under a menu's code (D03); or nowhere."""
    route = plan.dialplan.ussd.get(code)
    if route is not None:
        return Found(route)
    for pattern, leads in plan.dialplan.patterns.items():
        values = _fit(pattern, code)
        if values is not None:
            return Found(leads, values)
    return _longer(plan, code)


def _fit(pattern: str, code: str) -> dict[str, str] | None:
    expression = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[0-9+]+)", re.escape(pattern))
    found = re.fullmatch(expression, code)
    return None if found is None else found.groupdict()


def _longer(plan: Plan, code: str) -> Found | None:
    """`*111*2*2#`: the code of the operator's own menu, then choices, the first of which it has; no other is dialled on."""
    for base, route in plan.dialplan.ussd.items():
        begin = f"{base.removesuffix('#')}*"
        if route.service == "menu" and route.longer and code.startswith(begin) and code.endswith("#"):
            choices = tuple(code.removeprefix(begin).removesuffix("#").split("*"))
            if all(choices) and any(item.key == choices[0] for item in plan.menus[route.menu].items):
                return Found(route, choices=choices)
    return None


def short_number(written: str) -> str:
    """A short number without what people and programs write around it: 70-70 → 7070, +4555 → 4555."""
    return re.sub(r"[-\s]", "", written).removeprefix("+")


LOOKALIKES = str.maketrans("abcekmhoptxyё", "авсекмнортхуе")
"""Latin letters that look like Russian ones, and ё, which many write as е (D08)."""


def keyword(text: str) -> str:
    """A text as keywords are compared: without case, surrounding blanks, ё/е and Latin look-alikes (D08)."""
    return " ".join(text.casefold().split()).translate(LOOKALIKES)
