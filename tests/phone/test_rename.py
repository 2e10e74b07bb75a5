"""The rename test: every code, short number, keyword, price, limit and text is another one, and the operator answers all the same.

What stands in Python is therefore nothing of the operator's. (That no code stands there as a text either is asked in
`tests/test_house.py`.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ledger.calendar import parse_local
from ledger.configuration import Configuration
from ledger.loading import Fixtures
from phone.calling import PhoneCall
from phone.crawl import crawl_fixtures
from phone.driver import Phone
from phone.network.dialplan import Plan
from phone.texts import PLACE
from phone.world import World
from phone.worldfile import read_world
from tests.phone.worlds import ANNA, VERA, Life, key_of, rules_of

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


SCRIPT: dict[str, Callable[[Any], Any]] = {
    "dialplan": other_dialplan,
    "catalog": lambda catalogue: renamed(catalogue, other_number, other_reward),
    "rules": other_limits,
    "tariff": other_limits,
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


@cache
def _world(fixtures: Fixtures, name: str) -> World:
    configuration = Configuration.load(fixtures)
    file = read_world(name, fixtures, configuration.purses)
    world = World.open(file, fixtures, parse_local(file.now, configuration.zone))
    world.settle()
    return world


def opened(fixtures: Fixtures, name: str) -> Life:
    """Anna is rich and a member, Vera is neither."""
    world = _world(fixtures, "rich" if name == ANNA else "demo")
    frozen = (world.fixtures, world.texts, world.plan, world.ledger.configuration)
    life = Life(deepcopy(world, {id(value): value for value in frozen}), name)
    life.world.listen(life.heard.append)
    return life


@cache
def spoken_before(name: str, code: str) -> tuple[str, bool, list[str]]:
    life = opened(OLD, name)
    answer = life.ussd(code)
    return key_of(answer.text), answer.open, rules_of(life)


CODES = [code for code, route in PLAN.dialplan.ussd.items() if route.service != "hold"] + ["*110*79160000002#"]
NEW_CODES = {code: other_number(code) for code in CODES[:-1]} | {"*110*79160000002#": "*889*79160000002#"}
WORDS = [(number, word) for number, short in PLAN.dialplan.sms.items() for word in short.keywords]
OLD_NAMES = [code for code, route in PLAN.dialplan.ussd.items() if route.service in {"join", "points", "redeem"}]


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


@pytest.mark.parametrize("name", [ANNA, VERA])
@pytest.mark.parametrize("code", CODES)
def test_every_service_answers_as_before_under_its_new_code(fixtures: Fixtures, code: str, name: str) -> None:
    life = opened(fixtures, name)
    answer = life.ussd(NEW_CODES[code])
    assert (key_of(answer.text), answer.open, rules_of(life)) == spoken_before(name, code)
    assert not [old for old in OLD_NAMES if old in answer.text.value]
    route = PLAN.dialplan.ussd.get(code)
    if name == ANNA and route is not None and route.service == "redeem":
        (entry,) = life.entries("redeemed")
        price = Configuration.load(OLD).catalogue[route.reward].price_points
        assert (entry.details["reward"], entry.details["price_points"]) == (
            other_number(route.reward),
            other_price(price),
        )


def test_the_old_names_are_unknown(fixtures: Fixtures) -> None:
    life = opened(fixtures, ANNA)
    head = life.world.ledger.head
    for code in CODES:
        assert key_of(life.ussd(code).text) == "refusal.code.unknown"
    for number, word in WORDS:
        assert life.sms(number, word) == []
    assert life.world.ledger.head == head


@pytest.mark.parametrize(("number", "word"), WORDS)
def test_every_keyword_is_read_as_before_under_its_new_name(fixtures: Fixtures, number: str, word: str) -> None:
    before, after = opened(OLD, ANNA), opened(fixtures, ANNA)
    before.sms(number, word)
    after.sms(other_number(number), other_word(word))
    assert [key_of(text) for text in after.inbox()] == [key_of(text) for text in before.inbox()]
    assert rules_of(after) == rules_of(before) == []
    assert [text.value for text in after.inbox()] != [text.value for text in before.inbox()]


def test_gifts_joining_help_and_the_call_centre_too(fixtures: Fixtures) -> None:
    life = opened(fixtures, ANNA)
    gift, programme, centre = other_word("gift"), other_number("4555"), other_number("0890")
    life.sms(programme, f"{gift} 79160000002 500")
    assert [key_of(text) for text in life.inbox()] == ["gift.done.sms"]
    life.sms(programme, gift)
    assert (rules_of(life), gift.upper() in life.inbox()[-1].value) == (["gift.text"], True)
    vera = opened(fixtures, VERA)
    call: PhoneCall = Phone(vera.world, VERA).call(centre, ["0", "1"])
    assert [key_of(text) for text in call.announcements][2] == "join.done"
    other = opened(fixtures, VERA)
    other.sms(programme, "привет")
    assert other.standing.member
    assert [key_of(text) for text in other.inbox()] == ["join.done.sms"]
    assert other_number("*111*455*0#") in other.inbox()[0].value


def test_the_limits_are_the_new_ones(fixtures: Fixtures) -> None:
    life = opened(fixtures, ANNA)
    for _ in range(3):
        life.sms(other_number("4555"), f"{other_word('gift')} 79160000002 1")
    assert rules_of(life) == ["gift.daily"]
    assert life.standing.points == 100_000 - 2


def test_all_menus_are_in_order_under_the_new_names(fixtures: Fixtures) -> None:
    assert crawl_fixtures(fixtures, "renamed", ("ru",)).problems == ()


def test_the_script_is_the_same_every_time() -> None:
    for path in sorted(OLD.folder.rglob("*.json")):
        name = Path(path).relative_to(OLD.folder).with_suffix("").as_posix()
        assert rewrite(name, OLD.tree(name)) == rewrite(name, OLD.tree(name))
