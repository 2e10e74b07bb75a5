"""What is to be dialled, written or pressed: found in the dial plan, menus and rules of the edition in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from ledger.catalog import Channel
from ledger.configuration import Configuration
from phone.network.dialplan import Choice, Plan, Route, ShortNumber
from phone.network.partners import event_of
from phone.network.services.rewards import listed
from phone.stock import Stock
from phone.tour.records import FAR, FRIEND, By, Doing


@frozen
class Move:
    """How something is done in the edition in force.

    Attributes:
        by: the way.
        shown: what a person reads: `*105#`, `4555: bal`, `0890 → 0 1`, `6 1`.
        number: the code that is dialled, or the number that is called or written to.
        text: what is written.
        keys: what is pressed: tones in the call, digits in the phone's menu.
        name: of the event of life, the jump in time, the ability of the site or the screen of the phone.
        latin: what may be written just as well by who does not write Cyrillic; empty where nothing else may.
    """

    by: By
    shown: str = ""
    number: str = ""
    text: str = ""
    keys: tuple[str, ...] = ()
    name: str = ""
    latin: str = ""

    def in_latin(self) -> Move:
        """The same as it is written in Latin letters, if it can be."""
        return evolve(self, shown=f"{self.number}: {self.latin}", text=self.latin) if self.latin else self

    def filled(self, friend: str, far: str) -> Move:
        """The same with the numbers of people in their places."""
        places = {FRIEND: friend, FAR: far}
        return evolve(
            self,
            shown=_filled(self.shown, places),
            number=_filled(self.number, places),
            text=_filled(self.text, places),
            latin=_filled(self.latin, places),
        )


@frozen
class Finder:
    """Looks up moves."""

    plan: Plan
    configuration: Configuration
    stock: Stock

    def find(self, doing: Doing) -> Move | None:
        """How something is done; None if this edition has it not, or sells the reward nowhere that is looked for."""
        if not self._sells(doing):
            return None
        return FINDERS[doing.by](self, doing)

    def _sells(self, doing: Doing) -> bool:
        """Whether the edition has one of the rewards, and rewards at all for a channel that orders some."""
        sold = [one for name, one in self.configuration.catalogue.items() if name in doing.reward.split("|")]
        if doing.reward and not sold:
            return False
        channel = CHANNELS.get((doing.by, doing.service))
        return channel is None or any(channel in reward.channels for reward in self.configuration.catalogue.values())

    def _phone(self, doing: Doing) -> Move | None:
        keys = _path(self.stock.menus, "main", doing.name)
        return Move("phone", " ".join(keys), keys=keys, name=doing.name) if keys else None

    def _site(self, doing: Doing) -> Move | None:
        """What the account can be used for, or anything for what it always has."""
        known = self.configuration.rules.site.abilities
        return Move("site", name=doing.name) if known and doing.name in ("", *known) else None

    def _life(self, doing: Doing) -> Move | None:
        return Move("life", name=doing.name) if event_of(self.configuration, doing.name) else None

    def _time(self, doing: Doing) -> Move:
        return Move("time", name=doing.name)

    def _reward(self, doing: Doing) -> Move | None:
        """By its code, its keyword, in the menu, on the site."""
        name = doing.reward
        doings = (*(Doing(by=by, service="redeem", reward=name) for by in WAYS), Doing(by="site", name="rewards"))
        return next((move for move in map(self.find, doings) if move is not None), None)

    def _code(self, doing: Doing) -> Move | None:
        code = next((code for code, route in self.plan.dialplan.ussd.items() if fits(route, doing)), "")
        if doing.by == "bare":
            code = code.removesuffix("#")
        return Move(doing.by, code, code) if code else None

    def _message(self, doing: Doing) -> Move | None:
        if doing.to:
            return Move("sms", f"{doing.to}: {doing.text}", doing.to, doing.text)
        for number, short in self.plan.dialplan.sms.items():
            for written, route in _words(short, doing.text):
                if fits(route, doing):
                    latin = "" if written.isascii() else _latin(short, route, doing.text)
                    return Move("sms", f"{number}: {written}".rstrip(), number, written, latin=latin)
        return None

    def _call(self, doing: Doing) -> Move | None:
        if doing.to:
            return Move("call", doing.to, doing.to)
        number = next(iter(self.configuration.rules.callcentre), "")
        keys = self._tones(doing)
        return Move("call", f"{number} → {' '.join(keys)}", number, keys=keys) if number and keys else None

    def _tones(self, doing: Doing) -> tuple[str, ...]:
        """The shortest way through the call centre to a node, or to a key that asks a service."""
        centre = self.plan.centre
        ways: list[tuple[str, tuple[str, ...]]] = [(centre.start, ())]
        for node, keys in ways:
            for key, choice in centre.nodes[node].choices.items():
                if _leads(choice, doing):
                    return (*keys, key)
                if choice.node and choice.node not in {known for known, _ in ways}:
                    ways.append((choice.node, (*keys, key)))
        return ()

    def _menu(self, doing: Doing) -> Move | None:
        """The operator's menu, dialled on to an item or to a reward of one of its lists."""
        for code, route in self.plan.dialplan.ussd.items():
            if route.service == "menu" and route.longer:
                choices = self._choices(route.menu, doing)
                if choices:
                    dialled = f"{code.removesuffix('#')}*{'*'.join(choices)}#"
                    return Move("menu", dialled, dialled)
        return None

    def _choices(self, start: str, doing: Doing) -> tuple[str, ...]:
        ways: list[tuple[str, tuple[str, ...]]] = [(start, ())]
        for menu, choices in ways:
            for item in self.plan.menus[menu].items:
                if doing.reward and item.service == "rewards":
                    rewards = listed(self.configuration, self.plan, item)
                    if doing.reward in rewards:
                        return (*choices, item.key, str(rewards.index(doing.reward) + 1))
                elif not doing.reward and fits(item, doing):
                    return (*choices, item.key)
                if item.service == "menu" and item.menu not in {known for known, _ in ways}:
                    ways.append((item.menu, (*choices, item.key)))
        return ()


FINDERS: Final[Mapping[By, Callable[[Finder, Doing], Move | None]]] = {
    "ussd": Finder._code,  # noqa: SLF001  (the class's own table of ways)
    "bare": Finder._code,  # noqa: SLF001
    "sms": Finder._message,  # noqa: SLF001
    "call": Finder._call,  # noqa: SLF001
    "menu": Finder._menu,  # noqa: SLF001
    "phone": Finder._phone,  # noqa: SLF001
    "site": Finder._site,  # noqa: SLF001
    "life": Finder._life,  # noqa: SLF001
    "time": Finder._time,  # noqa: SLF001
    "reward": Finder._reward,  # noqa: SLF001
}
"""How each way is looked up."""

CHANNELS: Final[Mapping[tuple[By, str | None], Channel]] = {("phone", "redeem"): "app", ("site", "redeem"): "site"}
"""The channels that ordering by an app of the phone, or on the site, comes by."""

WAYS: Final[tuple[By, ...]] = ("ussd", "sms", "menu")
"""How a reward is ordered, the shortest way first."""


def fits(route: Route, doing: Doing) -> bool:
    """Whether a route is one that is looked for."""
    return (
        doing.service in (None, route.service)
        and doing.reward in ("", route.reward)
        and (not doing.fact or doing.fact in route.facts)
    )


def _words(short: ShortNumber, text: str) -> Iterator[tuple[str, Route]]:
    """(what is written, where it leads) of all that a short number reads."""
    yield from short.keywords.items()
    for word, route in short.first_words.items():
        yield f"{word.upper()} {text}".rstrip(), route
    yield text, short.other


def _latin(short: ShortNumber, route: Route, text: str) -> str:
    """What leads to the same without a Cyrillic letter; empty if nothing does."""
    ways = ((word, other) for word, other in _words(short, text) if word.isascii())
    return next((word for word, other in ways if (other.service, other.reward) == (route.service, route.reward)), "")


def _leads(choice: Choice, doing: Doing) -> bool:
    return choice.node == doing.node if doing.node else choice.service is not None and choice.service == doing.service


def _path(menus: Mapping[str, tuple[str, ...]], start: str, screen: str) -> tuple[str, ...]:
    """The digits that lead from a menu of the phone to one of its screens."""
    ways: list[tuple[str, tuple[str, ...]]] = [(start, ())]
    for menu, keys in ways:
        for place, item in enumerate(menus[menu], start=1):
            if item == screen:
                return (*keys, str(place))
            if item in menus and item not in {known for known, _ in ways}:
                ways.append((item, (*keys, str(place))))
    return ()


def _filled(text: str, places: Mapping[str, str]) -> str:
    for place, number in places.items():
        text = text.replace(place, number)
    return text
