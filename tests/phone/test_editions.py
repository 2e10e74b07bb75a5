"""What each edition of the programme answers: the table 1.1 of the mission, code by code, word by word, price by price."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from ledger.catalog import Channel, Reward
from ledger.configuration import Configuration
from ledger.loading import Fixtures
from ledger.rules import Gift
from phone.air.messages import SmsSubmitReport
from phone.air.text import coding_of
from phone.editions import Edition, arranged
from phone.network.dialplan import Plan
from tests.ledger.test_programme import PRICE_LIST
from tests.phone.worlds import ANNA, BORIS, LOCALES, VERA, Life, key_of, rules_of

ROOT = Path(__file__).parent.parent.parent
EDITIONS = ("consolidated", "a1", "a2", "a3", "a4", "a5")
EVERY = set(EDITIONS)

CODES: dict[str, tuple[str, set[str]]] = {
    "*111*455*1#": ("F02", EVERY),
    "*105#": ("F06", {"consolidated", "a4"}),
    "*111*455*0#": ("F11", EVERY),
    "*111*455*11#": ("P17", {"consolidated", "a4"}),
    "*111*455*12#": ("P18", {"consolidated", "a4"}),
    "*111*455*22#": ("P19", {"consolidated", "a4"}),
    "*707*31#": ("P01", {"consolidated", "a3", "a4", "a5"}),
    "*707*32#": ("P02", {"consolidated", "a3", "a5"}),
    "*707*33#": ("P03", {"consolidated", "a3", "a5"}),
    "*707*11#": ("P04", {"consolidated", "a5"}),
    "*707*12#": ("P05", {"consolidated", "a5"}),
    "*707*13#": ("P06", {"consolidated", "a5"}),
    "*707*21#": ("P07", {"consolidated", "a5"}),
    "*707*22#": ("P08", {"consolidated", "a5"}),
    "*707*23#": ("P09", {"consolidated", "a5"}),
    "*707*41#": ("P10", {"consolidated", "a5"}),
    "*707*42#": ("P11", {"consolidated", "a5"}),
    "*707*43#": ("P12", {"consolidated", "a5"}),
    "*707*51#": ("P13", {"consolidated", "a5"}),
    "*707*52#": ("P14", {"consolidated", "a5"}),
    "*707*53#": ("P15", {"consolidated", "a5"}),
    "*707*61#": ("P16", {"consolidated", "a5"}),
    "*111#": ("D03", EVERY),
    "*111*455#": ("D03", EVERY),
    "*100#": ("D21", EVERY),
    "#100#": ("D21", EVERY),
    "*100*2#": ("D21", EVERY),
    "*111*0887#": ("D21", EVERY),
    "*111*6*1#": ("D21", EVERY),
    "*111*6*2#": ("D21", EVERY),
    "*111*6*3#": ("D21", EVERY),
    "*111*25#": ("D21", EVERY),
    "*110*79160000002#": ("D21", EVERY),
    "*999#": ("D23", EVERY),
}
"""Code → the fact that gives it, and the editions that answer it (1.1; D20 and D21 are always there)."""

WORDS: dict[tuple[str, str], tuple[str, set[str]]] = {
    ("4555", "bal"): ("F12", {"consolidated", "a1"}),
    ("4555", "бонус"): ("F12", {"consolidated", "a3"}),
    ("4555", "баланс"): ("D08", {"consolidated"}),
    ("4555", "прогноз"): ("F13", {"consolidated", "a3"}),
    ("4555", "forecast"): ("D08", {"consolidated"}),
    ("4555", "0"): ("D20", EVERY),
    **{("7070", row[1].removeprefix("707:")): (f"F59_{row[0]}", {"consolidated", "a5"}) for row in PRICE_LIST if row[1][:4] == "707:"},
}  # fmt: skip
"""(Short number, keyword) → the fact that gives it, and the editions that read it."""

FIRST_WORDS: dict[str, tuple[str, set[str]]] = {
    "gift": ("F41_F42", {"consolidated", "a1", "a4"}),
    "дар": ("F41", {"consolidated", "a1"}),
}

ALL_WAYS: set[Channel] = {"site", "app", "menu"}
SITE: set[Channel] = {"site"}
BY_CODE: set[Channel] = {"ussd"}
BY_CODE_AND_WORD: set[Channel] = {"ussd", "sms"}


def _ways() -> dict[str, dict[str, set[Channel]]]:
    """Edition → reward of the price list → where it is ordered."""
    found: dict[str, dict[str, set[Channel]]] = {edition: {} for edition in EDITIONS}
    for fact, reward, *_ in PRICE_LIST:
        if reward.startswith("707:"):
            found["consolidated"][reward] = ALL_WAYS | BY_CODE_AND_WORD
            found["a5"][reward] = BY_CODE_AND_WORD
        elif reward.startswith("455:"):
            found["consolidated"][reward] = ALL_WAYS | BY_CODE
            found["a4"][reward] = BY_CODE
        else:
            found["consolidated"][reward] = ALL_WAYS
            found["a2" if fact == "P23" else "a3"][reward] = SITE
    found["a3"] |= dict.fromkeys(("707:31", "707:32", "707:33"), BY_CODE | SITE)
    found["a4"] |= {"707:31": BY_CODE | SITE, "707:32": SITE, "707:33": SITE}
    return found


WAYS = _ways()
PRICES = {row[1]: (row[0], row[2]) for row in PRICE_LIST}

KINDS: dict[str, tuple[set[str], set[Channel]]] = {
    "consolidated": (
        {
            "site:bit", "site:superbit", "site:tune-kalinka", "site:tune-moonlight", "site:game-checkers",
            "site:program-translator", "site:tablet", "site:smartphone", "site:headphones", "site:partner-coupon",
            "site:bank-service", "site:mgts-bill-100",
        },
        ALL_WAYS,
    ),
    "a1": (
        {
            "site:internet-100", "site:minutes-30", "site:sms-50", "site:mms-10", "site:tune-kalinka",
            "site:tune-moonlight", "site:game-checkers", "site:tablet", "site:mgts-bill-100",
        },
        {"site", "app"},
    ),
    "a4": (
        {
            "site:bit", "site:superbit", "site:tune-kalinka", "site:tune-moonlight", "site:game-checkers",
            "site:program-translator", "site:smartphone", "site:headphones", "site:partner-coupon", "site:bank-service",
        },
        SITE,
    ),
}  # fmt: skip
"""Rewards of kinds that the source names without a price (F50 in a1, F52 and F57 in a4), and where they are ordered."""


@cache
def fixtures_of(edition: str) -> Fixtures:
    return arranged(edition)


@cache
def plan_of(edition: str) -> Plan:
    return Plan.load(fixtures_of(edition))


@cache
def configuration_of(edition: str) -> Configuration:
    return Configuration.load(fixtures_of(edition))


def life_of(edition: str, name: str = ANNA, locale: str = "ru") -> Life:
    return Life.of(name, "rich" if name == ANNA else "demo", edition=edition, locale=locale)


@cache
def unmoved(edition: str, locale: str) -> Life:
    """A phone for questions that must change nothing; shared by the tests that see to it."""
    return life_of(edition, locale=locale)


def locale_of(*parts: str) -> str:
    """A language for each row of a table, so that every edition is spoken to in all of them."""
    return LOCALES[sum(map(ord, "".join(parts))) % len(LOCALES)]


# ---- codes


def _named(fact: str, *parts: str) -> str:
    return "-".join((fact, *parts))


CODE_ROWS = [
    pytest.param(edition, code, edition in editions, id=_named(fact, code, edition))
    for code, (fact, editions) in CODES.items()
    for edition in EDITIONS
]


def test_D01_the_table_names_every_code_of_the_dial_plan_and_no_other() -> None:
    plan = plan_of("consolidated").dialplan
    assert set(CODES) - {"*110*79160000002#"} == set(plan.ussd)
    assert set(plan.patterns) == {"*110*{msisdn}#"}


@pytest.mark.parametrize(("edition", "code", "present"), CODE_ROWS)
def test_D01_D22_a_code_is_answered_where_its_article_names_it_and_unknown_elsewhere(
    edition: str, code: str, present: bool
) -> None:
    dialplan = plan_of(edition).dialplan
    assert (code in dialplan.ussd or (code.startswith("*110*") and bool(dialplan.patterns))) == present
    route = dialplan.ussd.get(code)
    if route is not None and route.service == "hold":
        return
    locale = locale_of(code, edition)
    life = life_of(edition, locale=locale) if present else unmoved(edition, locale)
    life.heard.clear()
    head = life.world.ledger.head
    answer = life.ussd(code)
    spoken = locale if route is None or not route.language else route.language
    assert (coding_of(answer.text.value) == "gsm7") == (spoken != "ru")
    if not present:
        assert (key_of(answer.text), rules_of(life)) == ("refusal.code.unknown", ["code.unknown"])
        assert life.world.ledger.head == head
        return
    assert rules_of(life) == []
    if route is not None and route.service == "redeem":
        (entry,) = life.entries("redeemed")
        fact, price = PRICES[route.reward]
        assert (entry.details["reward"], entry.details["price_points"]) == (route.reward, price), fact
        assert life.standing.points == 100_000 - price


@pytest.mark.parametrize("edition", EDITIONS)
def test_D04_a_code_without_its_hash_orders_in_a5_and_teaches_elsewhere(edition: str) -> None:
    life = life_of(edition)
    call = life.phone.call("*707*31")
    if edition == "a5":
        life.world.settle()
        assert (rules_of(life), life.standing.points) == ([], 100_000 - 150)
        return
    keys = [key_of(text) for text in call.announcements]
    known = "*707*31#" in plan_of(edition).dialplan.ussd
    assert keys == ["refusal.call.bare_code" if known else "refusal.call.not_in_service"]
    assert life.standing.points == 100_000


# ---- words


WORD_ROWS = [
    pytest.param(edition, number, word, edition in editions, id=_named(fact, number, word, edition))
    for (number, word), (fact, editions) in WORDS.items()
    for edition in EDITIONS
]
SERVICE_OF = {"bal": "points", "бонус": "points", "баланс": "points", "прогноз": "forecast", "forecast": "forecast"}


def test_D01_the_table_names_every_keyword_of_the_short_numbers_and_no_other() -> None:
    sms = plan_of("consolidated").dialplan.sms
    assert set(WORDS) == {(number, word) for number, short in sms.items() for word in short.keywords}
    assert set(FIRST_WORDS) == {word for short in sms.values() for word in short.first_words}


@pytest.mark.parametrize(("edition", "number", "word", "present"), WORD_ROWS)
def test_D01_D22_a_keyword_is_read_where_its_article_names_it_and_not_understood_elsewhere(
    edition: str, number: str, word: str, present: bool
) -> None:
    locale = locale_of(number, word, edition)
    life = life_of(edition, locale=locale) if present else unmoved(edition, locale)
    life.heard.clear()
    head, stored = life.world.ledger.head, len(life.inbox())
    life.sms(number, word)
    keys = [key_of(text) for text in life.inbox()[stored:]]
    if not present:
        assert life.world.ledger.head == head
        if number not in plan_of(edition).dialplan.sms:
            causes = [message.cause for message in life.messages() if isinstance(message, SmsSubmitReport)]
            assert (keys, causes) == ([], ["unknown_number"])
        else:
            assert (keys, rules_of(life)) == (["refusal.word.unknown"], ["word.unknown"])
        return
    assert rules_of(life) == []
    if number == "7070":
        (entry,) = life.entries("redeemed")
        fact, price = PRICES[f"707:{word}"]
        assert (keys, entry.details["price_points"]) == (["redeem.done.sms"], price), fact
    elif word == "0":
        assert (keys, life.standing.member) == (["leave.done"], False)
    else:
        assert keys[0].partition(".")[0] == SERVICE_OF[word]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("word", FIRST_WORDS)
def test_F41_F42_a_gift_is_read_where_its_article_names_the_word(word: str, edition: str) -> None:
    fact, editions = FIRST_WORDS[word]
    life = life_of(edition)
    life.sms("4555", f"{word.upper()} 79160000002 500")
    done = edition in editions
    assert (life.standing.points == 99_500) == done, fact
    keys = [key_of(text) for text in life.inbox()]
    assert keys == (["gift.done.sms"] if done else ["refusal.word.unknown"])
    assert [key_of(text) for text in Life(life.world, BORIS).inbox()] == (["gift.received.sms"] if done else [])


@pytest.mark.parametrize(
    ("edition", "key"),
    [("consolidated", "gift.how_many.sms"), ("a1", "refusal.gift.text"), ("a4", "gift.how_many.sms")],
)
def test_F42_D13_a_gift_without_its_amount_asks_or_is_refused(edition: str, key: str) -> None:
    life = life_of(edition)
    life.sms("4555", "Gift 79160000002")
    assert [key_of(text) for text in life.inbox()] == [key]


# ---- joining


@pytest.mark.parametrize(
    ("edition", "empty", "any_text"),
    [
        ("consolidated", True, True),
        ("a1", True, False),
        ("a2", False, False),
        ("a3", False, False),
        ("a4", True, True),
        ("a5", False, False),
    ],
)
def test_F03_D05_joining_by_sms(edition: str, empty: bool, any_text: bool) -> None:
    for text, joins in (("", empty), ("хочу", any_text)):
        life = life_of(edition, VERA)
        life.sms("4555", text)
        assert life.standing.member == joins
        assert rules_of(life) == ([] if joins else ["word.unknown"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_F02_joining_by_code_is_in_every_edition(edition: str) -> None:
    life = life_of(edition, VERA)
    assert key_of(life.ussd("*111*455*1#").text) == "join.done"
    assert life.standing.member


@pytest.mark.parametrize(
    ("edition", "numbers"),
    [("consolidated", ("0890",)), ("a1", ("0890",)), ("a2", ()), ("a3", ("0809",)), ("a4", ()), ("a5", ("0890",))],
)
def test_F04_F17_D06_the_number_of_the_call_centre(edition: str, numbers: tuple[str, ...]) -> None:
    assert configuration_of(edition).rules.callcentre == numbers


# ---- rewards


@pytest.mark.parametrize("edition", EDITIONS)
def test_P01_P23_D02_the_catalogue_has_the_rewards_of_the_edition_at_their_prices_and_no_others(edition: str) -> None:
    catalogue = configuration_of(edition).catalogue
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
    menus = plan_of(edition).menus
    sells = any("menu" in reward.channels for reward in configuration_of(edition).catalogue.values())
    assert ("spend" in menus) == sells == (edition == "consolidated")


@pytest.mark.parametrize("edition", EDITIONS)
def test_F40_gifts_are_in_the_menu_where_the_edition_has_gifts_by_phone(edition: str) -> None:
    services = {item.service for item in plan_of(edition).menus["bonus"].items}
    assert ("gift" in services) == (edition in {"consolidated", "a1", "a4"})


# ---- rules

BOTH = configuration_of("consolidated").rules.gift


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
    assert configuration_of(edition).rules.gift == limits


@pytest.mark.parametrize("edition", EDITIONS)
def test_F08_F26_F57_D07_D14_D18_the_other_rules_of_the_edition(edition: str) -> None:
    rules = configuration_of(edition).rules
    assert rules.rewards.internet_cooldown_months == (3 if edition in {"consolidated", "a4"} else 0)
    assert rules.pooling.allowed == (edition in {"consolidated", "a1"})
    assert (rules.welcome.site, rules.welcome.birth_date + rules.welcome.details) == (150, 110)


@pytest.mark.parametrize("edition", EDITIONS[1:])
def test_D01_what_an_article_is_silent_on_is_as_in_the_consolidated_edition(edition: str) -> None:
    ours, model = configuration_of(edition), configuration_of("consolidated")
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
