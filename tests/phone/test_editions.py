"""What each edition of the programme has: the table 1.1 of the mission, price by price and rule by rule.

What each code and keyword is answered in it is asked in `test_matrix.py`.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from attrs import evolve

from ledger.catalog import Reward
from ledger.configuration import Configuration
from ledger.loading import Fixtures
from ledger.rules import Gift
from phone.editions import Edition
from phone.network.dialplan import Plan
from tests.phone.matrix import SOURCE, configuration_of, plan_of
from tests.phone.rows import CODES, EDITIONS, FIRST_WORDS, KINDS, PRICES, WAYS, WORDS
from tests.phone.worlds import key_of, rules_of

ROOT = Path(__file__).parent.parent.parent


def plan(edition: str) -> Plan:
    return plan_of(SOURCE, edition)


def configuration(edition: str) -> Configuration:
    return configuration_of(SOURCE, edition)


# ---- codes


def test_D01_the_table_names_every_code_of_the_dial_plan_and_no_other() -> None:
    dialplan = plan("consolidated").dialplan
    assert set(CODES) == set(dialplan.ussd) | set(dialplan.patterns)


@pytest.mark.parametrize("edition", EDITIONS)
def test_D04_a_code_without_its_hash_orders_in_a5_and_teaches_elsewhere(edition: str) -> None:
    life = SOURCE.life(edition)
    call = life.phone.call("*707*31")
    if edition == "a5":
        life.world.settle()
        assert (rules_of(life), life.standing.points) == ([], 100_000 - 150)
        return
    keys = [key_of(text) for text in call.announcements]
    known = "*707*31#" in plan(edition).dialplan.ussd
    assert keys == ["refusal.call.bare_code" if known else "refusal.call.not_in_service"]
    assert life.standing.points == 100_000


# ---- words


def test_D01_the_table_names_every_keyword_of_the_short_numbers_and_no_other() -> None:
    sms = plan("consolidated").dialplan.sms
    assert set(WORDS) == {(number, word) for number, short in sms.items() for word in short.keywords}
    assert set(FIRST_WORDS) == {word for short in sms.values() for word in short.first_words}


@pytest.mark.parametrize(
    ("edition", "key"),
    [("consolidated", "gift.how_many.sms"), ("a1", "refusal.gift.text"), ("a4", "gift.how_many.sms")],
)
def test_F42_D13_a_gift_without_its_amount_asks_or_is_refused(edition: str, key: str) -> None:
    life = SOURCE.life(edition)
    life.sms("4555", "Gift 79160000002")
    assert [key_of(text) for text in life.inbox()] == [key]


# ---- joining


@pytest.mark.parametrize(
    ("edition", "numbers"),
    [("consolidated", ("0890",)), ("a1", ("0890",)), ("a2", ()), ("a3", ("0809",)), ("a4", ()), ("a5", ("0890",))],
)
def test_F04_F17_D06_the_number_of_the_call_centre(edition: str, numbers: tuple[str, ...]) -> None:
    assert configuration(edition).rules.callcentre == numbers


# ---- rewards


@pytest.mark.parametrize("edition", EDITIONS)
def test_P01_P23_D02_the_catalogue_has_the_rewards_of_the_edition_at_their_prices_and_no_others(edition: str) -> None:
    catalogue = configuration(edition).catalogue
    priced = {name: set(reward.channels) for name, reward in catalogue.items() if name in PRICES}
    assert priced == WAYS[edition]
    for name in priced:
        fact, price = PRICES[name]
        assert catalogue[name].price_points == price, fact
    names, channels = KINDS.get(edition, (set(), set()))
    others: dict[str, Reward] = {name: reward for name, reward in catalogue.items() if name not in PRICES}
    assert set(others) == names
    assert all(set(reward.channels) == channels for reward in others.values())


@pytest.mark.parametrize("edition", EDITIONS)
def test_D02_the_menu_sells_where_the_edition_sells_by_menu(edition: str) -> None:
    menus = plan(edition).menus
    sells = any("menu" in reward.channels for reward in configuration(edition).catalogue.values())
    assert ("spend" in menus) == sells == (edition == "consolidated")


@pytest.mark.parametrize("edition", EDITIONS)
def test_F40_gifts_are_in_the_menu_where_the_edition_has_gifts_by_phone(edition: str) -> None:
    services = {item.service for item in plan(edition).menus["bonus"].items}
    assert ("gift" in services) == (edition in {"consolidated", "a1", "a4"})


# ---- rules

BOTH = configuration("consolidated").rules.gift


@pytest.mark.parametrize(
    ("edition", "limits"),
    [
        ("consolidated", BOTH),
        ("a1", evolve(BOTH, daily=0, sent_month=0, home_region_only=False, without_amount="refuse")),
        ("a2", BOTH),
        ("a3", evolve(BOTH, daily=0, monthly=0, sent_month=0, received_month=0, home_region_only=False)),
        ("a4", evolve(BOTH, monthly=0, received_month=0)),
        ("a5", BOTH),
    ],
)
def test_F43_F44_F45_D12_the_limits_of_gifts(edition: str, limits: Gift) -> None:
    assert (BOTH.daily, BOTH.monthly, BOTH.sent_month, BOTH.received_month) == (1, 10, 3000, 3000)
    assert (BOTH.home_region_only, BOTH.without_amount, BOTH.ask_minutes) == (True, "ask", 15)
    assert configuration(edition).rules.gift == limits


@pytest.mark.parametrize("edition", EDITIONS)
def test_F08_F26_F57_D07_D14_D18_the_other_rules_of_the_edition(edition: str) -> None:
    rules = configuration(edition).rules
    assert rules.rewards.internet_cooldown_months == (3 if edition in {"consolidated", "a4"} else 0)
    assert rules.pooling.allowed == (edition in {"consolidated", "a1"})
    assert (rules.welcome.site, rules.welcome.birth_date + rules.welcome.details) == (150, 110)


@pytest.mark.parametrize("edition", EDITIONS[1:])
def test_D01_what_an_article_is_silent_on_is_as_in_the_consolidated_edition(edition: str) -> None:
    ours, model = configuration(edition), configuration("consolidated")
    assert (ours.tariff, ours.earning, ours.purses) == (model.tariff, model.earning, model.purses)
    for name in ("calendar", "points", "accrual", "welcome", "ussd", "sms", "call_back", "calls"):
        assert getattr(ours.rules, name) == getattr(model.rules, name)
    assert ours.rules.rewards.term_days == model.rules.rewards.term_days


# ---- no code asks which edition runs


def test_D01_no_code_asks_which_edition_runs() -> None:
    names = set(Fixtures().read("editions", dict[str, Edition])) - {"consolidated"}
    blind = ("ledger", "phone/network", "phone/handset", "phone/air")
    found = []
    for room in ("ledger", "phone", "tui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                named = isinstance(node, ast.Constant) and node.value in names
                told = isinstance(node, ast.Name) and node.id == "edition" and place.startswith(blind)
                compared = isinstance(node, ast.Compare | ast.Match) and _asks(node)
                if named or told or compared:
                    found.append((place, getattr(node, "lineno", 0)))
    assert found == []


def _asks(node: ast.AST) -> bool:
    """Whether a comparison is between an edition and the name of one."""
    parts = list(ast.walk(node))
    words = any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts)
    return words and any(isinstance(part, ast.Name) and part.id.startswith("edition") for part in parts)
