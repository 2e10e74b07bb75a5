"""The rename test: a script rewrites every code, short number, keyword, price, limit and text, and all is answered the same.

It rewrites the fixtures, and by the same functions the expectations: the rows of the mission, edition by edition, are then
asked of the renamed operator by the checks of `test_matrix.py`. What stands in Python is therefore nothing of the operator's.
(That no code stands there as a text either is asked in `tests/test_house.py`.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ledger.configuration import Configuration
from ledger.loading import Fixtures
from phone.calling import PhoneCall
from phone.crawl import crawl_fixtures
from phone.means import Means
from phone.network.dialplan import Plan
from phone.texts import PLACE
from phone.tour.tour import rows_of
from tests.phone import matrix
from tests.phone.matrix import SOURCE, Names
from tests.phone.rows import (
    CENTRES,
    CODES,
    EDITIONS,
    FIRST_WORDS,
    JOINING_CODES,
    JOINING_TEXTS,
    WORDS,
    sold_by_app,
)
from tests.phone.test_handset_toolkit import flat
from tests.phone.worlds import LOCALES, VERA, key_of, rules_of

OLD = Fixtures()
PLAN = Plan.load(OLD)
DIGITS = str.maketrans("0123456789", "9876543210")


# ---- the script


def other_number(written: str) -> str:
    """A code, a short number or a reward's id with every digit another one: `*111*455*1#` → `*888*544*8#`."""
    place = re.search(r"\{\w+\}", written)
    if place is None:
        return written.translate(DIGITS)
    return written[: place.start()].translate(DIGITS) + place.group() + written[place.end() :].translate(DIGITS)


def other_word(written: str) -> str:
    """A keyword backwards, its digits others."""
    return written[::-1].translate(DIGITS)


def other_text(template: str) -> str:
    """A template with its own words backwards and its places where they were."""
    done, parts = 0, []
    for place in (*PLACE.finditer(template), None):
        end = len(template) if place is None else place.start()
        parts.append(re.sub(r"\w+", lambda word: word.group()[::-1], template[done:end]))
        if place is not None:
            parts.append(place.group())
            done = place.end()
    return "".join(parts)


def other_price(points: int) -> int:
    return points + 7


def other_limit(limit: int) -> int:
    return limit + 1 if limit else 0


def renamed(tree: Any, key: Callable[[str], str], value: Callable[[Any], Any] = lambda value: value) -> Any:
    """An object with other keys and values, its nulls (what an edition takes away) kept."""
    if tree is None:
        return None
    return {key(name): None if row is None else value(row) for name, row in tree.items()}


def other_route(route: dict[str, Any]) -> dict[str, Any]:
    return route | {name: other_number(route[name]) for name in ("reward",) if name in route}


def other_short_number(short: dict[str, Any]) -> dict[str, Any]:
    words = {
        name: renamed(short[name], other_word, other_route) for name in ("keywords", "first_words") if name in short
    }
    return short | words


def other_dialplan(plan: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = {
        name: renamed(plan[name], other_number, other_route) for name in ("ussd", "patterns") if name in plan
    }
    if "sms" in plan:
        changed["sms"] = renamed(plan["sms"], other_number, other_short_number)
    if "voice" in plan:
        changed["voice"] = renamed(plan["voice"], other_number)
    if "senders" in plan:
        changed["senders"] = {name: other_word(sender) for name, sender in plan["senders"].items()}
    return plan | changed


def other_reward(reward: dict[str, Any]) -> dict[str, Any]:
    changes = {
        "price_points": other_price,
        "least_points": other_price,
        "kopecks_per_point": other_limit,
        "amount": other_limit,
    }
    return reward | {name: change(reward[name]) for name, change in changes.items() if name in reward}


def other_limits(node: Any) -> Any:
    """Rules and tariffs: every number one more where it is any, numbers of the call centre others."""
    if isinstance(node, dict):
        return {
            name: [other_number(number) for number in row] if name == "callcentre" else other_limits(row)
            for name, row in node.items()
            if name != "facts"
        }
    if isinstance(node, list):
        return [other_limits(row) for row in node]
    return other_limit(node) if type(node) is int else node


def other_texts(file: dict[str, Any]) -> dict[str, Any]:
    phrases = file.get("phrases", {})
    return file | {
        "texts": {key: other_text(template) for key, template in file["texts"].items()},
        "phrases": {key: {form: other_text(row) for form, row in forms.items()} for key, forms in phrases.items()},
    }


def other_try(row: dict[str, Any]) -> dict[str, Any]:
    """Something to try: only the rewards that it names, for codes and words it looks up."""
    do, where = row["do"], row["proof"].get("where", {})
    changed = {"do": do | {name: other_number(do[name]) for name in ("reward",) if name in do}}
    if "reward" in where:
        changed["proof"] = row["proof"] | {"where": where | {"reward": other_number(where["reward"])}}
    return row | changed


def other_code(code: str) -> str:
    """A code under its other name; of one that dials on in a menu (D03) the menu's code, for its choices stay."""
    for base, route in PLAN.dialplan.ussd.items():
        begin = f"{base.removesuffix('#')}*"
        if route.longer and code.startswith(begin) and code not in PLAN.dialplan.ussd:
            return f"{other_number(base).removesuffix('#')}*{code.removeprefix(begin)}"
    return other_number(code)


def other_toolkit_item(item: dict[str, Any]) -> dict[str, Any]:
    """A line of the SIM cards' menu: its code or number another, of what it says the keyword."""
    changed: dict[str, str] = {name: other_code(item[name]) for name in ("ussd", "sms") if name in item}
    if "say" in item:
        word, blank, rest = item["say"].partition(" ")
        changed["say"] = f"{other_word(word)}{blank}{rest}"
    return item | changed


SCRIPT: dict[str, Callable[[Any], Any]] = {
    "dialplan": other_dialplan,
    "toolkit": lambda menus: {
        name: renamed(items, lambda item: item, other_toolkit_item) for name, items in menus.items()
    },
    "catalog": lambda catalogue: renamed(catalogue, other_number, other_reward),
    "rules": other_limits,
    "tariff": other_limits,
    "earning": other_limits,
    "tries": lambda file: (
        file | {"sections": {name: renamed(tries, str, other_try) for name, tries in file["sections"].items()}}
    ),
}


def rewrite(name: str, tree: Any) -> Any:
    """One file of the fixtures under other names."""
    if name == "editions":
        return {
            edition: row | {"patch": {file: SCRIPT.get(file, deepcopy)(patch) for file, patch in row["patch"].items()}}
            for edition, row in tree.items()
        }
    if re.fullmatch(r"texts/.*\.(ru|en)", name):
        return other_texts(tree)
    return SCRIPT.get(name, deepcopy)(tree)


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Fixtures:
    folder = tmp_path_factory.mktemp("renamed")
    for path in OLD.folder.rglob("*.json"):
        name = path.relative_to(OLD.folder).with_suffix("").as_posix()
        written = folder / f"{name}.json"
        written.parent.mkdir(parents=True, exist_ok=True)
        tree = json.loads(path.read_text(encoding="utf-8"))
        written.write_text(json.dumps(rewrite(name, tree), ensure_ascii=False), encoding="utf-8")
    return Fixtures(folder=folder)


@pytest.fixture(scope="module")
def names(fixtures: Fixtures) -> Names:
    """The expectations rewritten as the fixtures are."""
    return Names(fixtures.folder, other_number, other_word, other_price, other_limit)


# ---- what the operator says then


def test_the_script_leaves_no_code_word_price_or_text_as_it_was(fixtures: Fixtures) -> None:
    new = Plan.load(fixtures).dialplan
    assert not set(new.ussd) & set(PLAN.dialplan.ussd)
    assert not set(new.sms) & set(PLAN.dialplan.sms)
    for number, short in PLAN.dialplan.sms.items():
        mine = new.sms[other_number(number)]
        assert len(mine.keywords) == len(short.keywords)
        assert not set(mine.first_words) & set(short.first_words)
    before, after = Configuration.load(OLD), Configuration.load(fixtures)
    for reward_id, reward in before.catalogue.items():
        assert after.catalogue[other_number(reward_id)].price_points == other_price(reward.price_points)
    assert (after.rules.gift.daily, after.rules.gift.received_month) == (2, 3001)
    assert after.rules.callcentre == tuple(other_number(number) for number in before.rules.callcentre)


@pytest.mark.parametrize(("edition", "locale"), list(zip(EDITIONS, LOCALES * 2, strict=True)))
def test_every_row_of_the_mission_holds_under_the_new_names(names: Names, edition: str, locale: str) -> None:
    """The languages go round the editions: what a name does not decide is asked in `test_matrix.py`."""
    for code, (fact, editions) in CODES.items():
        matrix.check_code(names, edition, code, fact, edition in editions, locale)
    for (number, word), (fact, editions) in WORDS.items():
        matrix.check_word(names, edition, number, word, fact, edition in editions, locale)
    for word, (_, editions) in FIRST_WORDS.items():
        matrix.check_gift(names, edition, word, edition in editions, locale)
    for code in JOINING_CODES:
        matrix.check_joining(names, edition, "code", code, edition in CODES[code][1], locale)
    for text, (_, editions) in JOINING_TEXTS.items():
        matrix.check_joining(names, edition, "text", text, edition in editions, locale)
    for number, (_, editions) in CENTRES.items():
        matrix.check_centre(names, edition, number, edition in editions, locale)
    for reward in sold_by_app(edition):
        matrix.check_app_order(names, edition, reward, locale)
    matrix.check_app_sells_no_other(names, edition, locale)


@pytest.mark.parametrize("check", matrix.LIMITS, ids=lambda check: str(check.__name__))
def test_every_limit_is_the_new_one(names: Names, check: Callable[[Names], None]) -> None:
    check(names)


def test_the_old_names_are_unknown(names: Names) -> None:
    life = names.life("consolidated")
    head = life.world.ledger.head
    for code in CODES:
        assert key_of(life.ussd(SOURCE.code(code)).text) == "refusal.code.unknown"
    for number, word in WORDS:
        assert life.sms(number, word) == []
    assert life.world.ledger.head == head


def test_what_is_taught_is_taught_under_the_new_names(names: Names) -> None:
    gift, programme = other_word("gift"), other_number("4555")
    life = names.life("consolidated")
    life.sms(programme, gift)
    assert (rules_of(life), gift.upper() in life.inbox()[-1].value) == (["gift.text"], True)
    vera = names.life("consolidated", VERA)
    for code in ("*111*455*0#", "*707*31#"):
        told = vera.ussd(names.code(code)).text
        assert key_of(told) == "refusal.membership.required"
        assert other_number("*111*455*1#") in told.value
    call: PhoneCall = vera.phone.call(other_number("0890"), ["0", "1"])
    assert key_of(call.announcements[2]) == "join.done"
    assert other_number("*111*455*0#") in call.announcements[2].value


def test_the_sim_cards_menu_offers_the_same_under_the_new_names(fixtures: Fixtures) -> None:
    old, new = (flat(Means.of(each).toolkit) for each in (OLD, fixtures))
    assert {entry.name for entry in new} == {other_number(entry.name) for entry in old}
    assert not {entry.ussd for entry in new if entry.ussd} & {entry.ussd for entry in old}


def test_the_tour_tells_the_same_under_the_new_names(fixtures: Fixtures) -> None:
    old, new = (
        rows_of(means.fixtures, means.plan, means.configuration, means.stock)
        for means in map(Means.of, (OLD, fixtures))
    )
    assert [(row.name, row.facts, row.move.by, row.off) for row in new] == [
        (row.name, row.facts, row.move.by, row.off) for row in old
    ]
    dialled = {row.move.number for row in old if row.move.by == "ussd"}
    assert {row.move.number for row in new if row.move.by == "ussd"} == set(map(other_number, dialled))


def test_all_menus_are_in_order_under_the_new_names(fixtures: Fixtures) -> None:
    assert crawl_fixtures(fixtures, "renamed", ("ru",)).problems == ()


def test_the_script_is_the_same_every_time() -> None:
    for path in sorted(OLD.folder.rglob("*.json")):
        name = Path(path).relative_to(OLD.folder).with_suffix("").as_posix()
        assert rewrite(name, OLD.tree(name)) == rewrite(name, OLD.tree(name))
