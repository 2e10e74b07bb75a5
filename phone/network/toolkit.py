"""The menu that the operator puts on its SIM cards: what the dial plan of the edition in force answers, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from ledger.catalog import Reward
from ledger.configuration import Configuration
from ledger.loading import Fixtures, Unfit
from ledger.records import Record
from phone.air.mmi import EMERGENCY_NUMBERS
from phone.air.toolkit import ServiceNumber, Toolkit, ToolkitEntry
from phone.network.dialplan import Found, Plan, Route, find_code, keyword
from phone.texts import LANGUAGES, Texts

FILE: Final = "toolkit"
MAIN: Final = "main"
CENTRE: Final = "callcentre"
"""Stands for the number of the call centre, which the rules name."""

ORDER: Final = "toolkit.order.confirm"
"""The text's key of the question before a reward is ordered."""

SERVICE: Final = "service_number"
"""Before the keys of the texts that name the numbers which the card brings."""

EXAMPLE: Final = {"msisdn": "79160000000", "points": "1"}
"""What may be asked for, and a value with which a code is looked up."""


@frozen(kw_only=True)
class ToolkitItem(Record):
    """A line: one of a code, a short number with a text, a number to call, another menu, or the rewards of some purses.

    Attributes:
        ussd: a code of the dial plan, perhaps with the place `{msisdn}`.
        sms: a short number of the dial plan.
        say: a keyword of it, or one with `{msisdn}` and `{points}` behind it.
        call: `callcentre`, or a number.
        menu: another menu of the file.
        rewards: purses whose rewards have a code.
        confirm: the text's key of the question before it is sent.
    """

    ussd: str = ""
    sms: str = ""
    say: str = ""
    call: str = ""
    menu: str = ""
    rewards: tuple[str, ...] = ()
    confirm: str = ""

    def __attrs_post_init__(self) -> None:
        kinds = sum(map(bool, (self.ussd, self.sms, self.call, self.menu, self.rewards)))
        if kinds != 1:
            raise Unfit("", f"{kinds} of them", "one of ussd, sms, call, menu, rewards")


ToolkitFile = dict[str, dict[str, ToolkitItem]]


@frozen
class Maker:
    """Makes the toolkit of an edition."""

    file: ToolkitFile
    plan: Plan
    configuration: Configuration
    texts: Texts
    open: tuple[str, ...] = field(default=())
    """The menus that are being made, so that none lies in itself."""

    def menu(self, name: str) -> Toolkit:
        """The lines of a menu that lead somewhere."""
        inner = Maker(self.file, self.plan, self.configuration, self.texts, (*self.open, name))
        made = (inner._entry(item_name, item) for item_name, item in self.file.get(name, {}).items())
        return tuple(entry for entry in made if entry is not None)

    def _entry(self, name: str, item: ToolkitItem) -> ToolkitEntry | None:
        labels = self._in_all(f"toolkit.{name}")
        confirm = self._in_all(item.confirm) if item.confirm else {}
        if item.menu or item.rewards:
            entries = tuple(self._rewards(item.rewards)) if item.rewards else self._inner(item.menu)
            return ToolkitEntry(name, labels, entries=entries) if entries else None
        if item.call:
            number = next(iter(self.configuration.rules.callcentre), "") if item.call == CENTRE else item.call
            return ToolkitEntry(name, labels, call=number) if number else None
        if not answers(item, self.plan):
            return None
        return ToolkitEntry(name, labels, ussd=item.ussd, sms=item.sms, say=item.say, confirm=confirm)

    def _inner(self, menu: str) -> Toolkit:
        return () if menu in self.open else self.menu(menu)

    def _rewards(self, purses: tuple[str, ...]) -> Iterator[ToolkitEntry]:
        """The rewards that have a code, cheapest first, each once."""
        found = {
            route.reward: (self.configuration.catalogue[route.reward], code)
            for code, route in reversed(self.plan.dialplan.ussd.items())
            if route.service == "redeem" and self.configuration.catalogue[route.reward].purse in purses
        }
        for name, (reward, code) in sorted(found.items(), key=lambda row: (row[1][0].price_points, row[0])):
            key, values = f"toolkit.reward.{reward.purse}", {"amount": reward.amount, "points": reward.price_points}
            labels = {language: self.texts.word(key, language, **values) for language in LANGUAGES}
            confirm = {language: self._question(reward, language) for language in LANGUAGES}
            yield ToolkitEntry(name, labels, ussd=code, confirm=confirm)

    def _question(self, reward: Reward, language: str) -> str:
        """Whether points are really to be spent."""
        named = self.texts.phrase(self.configuration.purses[reward.purse].phrase, reward.amount, language)
        return self.texts.word(ORDER, language, reward=named, points=reward.price_points)

    def _in_all(self, key: str) -> dict[str, str]:
        places = {name: f"{{{name}}}" for name in EXAMPLE}
        return {language: self.texts.word(key, language, **places) for language in LANGUAGES}


def make_toolkit(fixtures: Fixtures, plan: Plan, configuration: Configuration, texts: Texts) -> Toolkit:
    """The menu of the operator's SIM cards (design: data, not code, is what QA changes).

    Raises:
        FixtureError: the file has mistakes.
    """
    return Maker(fixtures.read(FILE, ToolkitFile), plan, configuration, texts).menu(MAIN)


def service_numbers(plan: Plan, configuration: Configuration, texts: Texts) -> tuple[ServiceNumber, ...]:
    """The numbers that the operator's SIM cards bring for the phonebook.

    An emergency number, the call centre's, the voice mail, and the short numbers that have a name.
    """
    emergency = [(f"{SERVICE}.emergency", number) for number in plan.dialplan.voice if number in EMERGENCY_NUMBERS][:1]
    centre = [(f"{SERVICE}.centre", number) for number in configuration.rules.callcentre]
    mailbox = [(f"{SERVICE}.voice_mail", voice_mail(plan))] if voice_mail(plan) else []
    called = [(*row, False) for row in (*emergency, *centre, *mailbox)]
    written = [(short.name, number, True) for number, short in plan.dialplan.sms.items() if short.name]
    return tuple(
        ServiceNumber({one: texts.word(key, one) for one in LANGUAGES}, number, by_sms)
        for key, number, by_sms in (*called, *written)
    )


def voice_mail(plan: Plan) -> str:
    """The number of the voice mail; empty without one."""
    return next((number for number, voice in plan.dialplan.voice.items() if voice.role == "voice_mail"), "")


def answers(item: ToolkitItem, plan: Plan) -> bool:
    """Whether the dial plan answers the code, or the keyword at the short number, that an item sends."""
    if item.ussd:
        found = find_code(plan, _example(item.ussd))
        return found is not None and _arrives(found, plan)
    short = plan.dialplan.sms.get(item.sms)
    if short is None:
        return False
    said = keyword(_example(item.say))
    whole = {keyword(word) for word in short.keywords}
    return said in whole or said.split(" ")[0] in {keyword(word) for word in short.first_words}


def _arrives(found: Found, plan: Plan) -> bool:
    """Whether a code that chooses in menus finds its choices there; what comes after them a service takes."""
    route: Route = found.route
    for choice in found.choices:
        if route.service != "menu":
            return True
        chosen = next((item for item in plan.menus[route.menu].items if item.key == choice), None)
        if chosen is None:
            return False
        route = chosen
    return True


def _example(template: str) -> str:
    for name, value in EXAMPLE.items():
        template = template.replace(f"{{{name}}}", value)
    return template
