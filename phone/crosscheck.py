"""What the dial plan, the menus and the call centre name is there: services, rewards, menus, nodes and texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ledger.configuration import Configuration
from ledger.loading import Fixtures, Problem, nearest
from phone.air.mmi import classify
from phone.handset.ui.keys import KEYPAD
from phone.network.dialplan import Item, Plan, Route, keyword
from phone.network.services.registry import SERVICES
from phone.texts import LANGUAGES, Texts


def plan_problems(fixtures: Fixtures, plan: Plan, configuration: Configuration, texts: Texts) -> Iterator[Problem]:
    """Every name of `dialplan.json`, `menus.json` and `callcentre.json` that leads nowhere, and what no phone would send."""
    yield from _code_problems(fixtures, plan)
    yield from _keyword_problems(fixtures, plan)
    yield from _route_problems(fixtures, plan, configuration, texts)
    yield from _voice_problems(fixtures, plan, texts)


def _code_problems(fixtures: Fixtures, plan: Plan) -> Iterator[Problem]:
    """Codes that phones do not send as USSD."""
    for code in plan.dialplan.ussd:
        kind = classify(code).kind
        if kind != "ussd":
            found, expected = f"a string that phones send as {kind}", "a USSD code ending in #"
            yield fixtures.problem("dialplan", ("ussd", code), found, expected)


def _route_problems(fixtures: Fixtures, plan: Plan, configuration: Configuration, texts: Texts) -> Iterator[Problem]:
    for file, path, route in _routes(plan):
        for field, name, known, what in _names(route, plan, configuration, texts):
            yield from named(fixtures, file, (*path, field), name, known, what)
    for name, menu in plan.menus.items():
        yield from named(fixtures, "menus", (name, "title"), menu.title, texts.first.texts, "a text")


def _voice_problems(fixtures: Fixtures, plan: Plan, texts: Texts) -> Iterator[Problem]:
    """Names of short numbers, announcements, nodes and keys of the call centre that there are not."""
    known, nodes = texts.first.texts, plan.centre.nodes
    for number, short in plan.dialplan.sms.items():
        if short.name:
            yield from named(fixtures, "dialplan", ("sms", number, "name"), short.name, known, "a text")
    for number, voice in plan.dialplan.voice.items():
        yield from named(fixtures, "dialplan", ("voice", number, "text"), voice.text, known, "a text")
    yield from named(fixtures, "callcentre", ("start",), plan.centre.start, nodes, "a node")
    for name, node in nodes.items():
        yield from named(fixtures, "callcentre", ("nodes", name, "text"), node.text, known, "a text")
        for key, choice in node.choices.items():
            path = ("nodes", name, "choices", key)
            if len(key) != 1 or key not in KEYPAD:
                yield fixtures.problem("callcentre", path, f'the key "{key}"', "one key of a phone: a digit, * or #")
            yield from named(fixtures, "callcentre", (*path, "text"), choice.text, known, "a text")
            if choice.node:
                yield from named(fixtures, "callcentre", (*path, "node"), choice.node, nodes, "a node")


def _keyword_problems(fixtures: Fixtures, plan: Plan) -> Iterator[Problem]:
    """Keywords of one number that read alike (D08)."""
    for number, short in plan.dialplan.sms.items():
        seen: dict[str, str] = {}
        for word in short.keywords:
            same = seen.setdefault(keyword(word), word)
            if same != word:
                expected = f'a word that does not read as "{same}"'
                yield fixtures.problem("dialplan", ("sms", number, "keywords", word), f'"{word}"', expected)


def _names(
    route: Route, plan: Plan, configuration: Configuration, texts: Texts
) -> Iterator[tuple[str, str, Collection[str], str]]:
    """(field, name, known names, what it is) of each name in a route."""
    yield "service", route.service, SERVICES, "a service"
    if route.service == "redeem":
        yield "reward", route.reward, configuration.catalogue, "a reward of the catalogue"
    if route.service == "menu":
        yield "menu", route.menu, plan.menus, "a menu"
    if route.language:
        yield "language", route.language, LANGUAGES, "a language"
    if isinstance(route, Item):
        yield "text", route.text, texts.first.texts, "a text"


def _routes(plan: Plan) -> Iterator[tuple[str, tuple[str, ...], Route]]:
    """(file, path, route) of every route of the dial plan and the menus."""
    for code, route in plan.dialplan.ussd.items():
        yield "dialplan", ("ussd", code), route
    for number, short in plan.dialplan.sms.items():
        for word, route in short.keywords.items():
            yield "dialplan", ("sms", number, "keywords", word), route
        yield "dialplan", ("sms", number, "other"), short.other
    for name, menu in plan.menus.items():
        for place, item in enumerate(menu.items):
            yield "menus", (name, "items", str(place)), item


def named(
    fixtures: Fixtures, file: str, path: tuple[str, ...], name: str, known: Collection[str], what: str
) -> Iterator[Problem]:
    """A mistake if a name at a path of a file is not among the known ones; `what` says what they are."""
    if name not in known:
        yield fixtures.problem(file, path, f'"{name}"', f"{what}{nearest(name, known)}")
