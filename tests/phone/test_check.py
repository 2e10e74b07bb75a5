"""The cross-checks of the fixtures: ours are in order, and each planted mistake is found, in one line each."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from ledger import marks
from ledger.decide import DECISIONS
from ledger.loading import Fixtures
from phone.air.messages import ReleaseCause
from phone.check import problems
from phone.texts import PLACE, TextFile

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("ledger", "phone", "tui")


def planted(folder: Path, files: dict[str, Any]) -> list[str]:
    """What is found when a user's folder holds these files."""
    for name, tree in files.items():
        path = folder / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    return [str(problem) for problem in problems(folder)]


def test_the_bundled_fixtures_are_in_order() -> None:
    assert [str(problem) for problem in problems()] == []


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert planted(tmp_path, {}) == []


def menu_items(**first: object) -> dict[str, Any]:
    items = Fixtures().tree("menus")["main"]["items"]
    return {"main": {"items": [items[0] | first, *items[1:]]}}


@pytest.mark.parametrize(
    ("name", "patch", "words"),
    [
        ("dialplan", {"ussd": {"*707*31#": {"reward": "707:3"}}}, 'ussd.*707*31#.reward: found "707:3", expected a reward of the catalogue (did you mean "707:'),
        ("dialplan", {"ussd": {"*5#": {"service": "redem"}}}, 'ussd.*5#.service: found "redem", expected one of '),
        ("dialplan", {"ussd": {"*5#": {"service": "menu", "menu": "mian"}}}, 'ussd.*5#.menu: found "mian", expected a menu (did you mean "main"?)'),
        ("dialplan", {"ussd": {"*5#": {"service": "money", "language": "fr"}}}, 'ussd.*5#.language: found "fr", expected a language'),
        ("dialplan", {"ussd": {"*31#": {"service": "money"}}}, "ussd.*31#: found a string that phones send as supplementary, expected a USSD code ending in #"),
        ("dialplan", {"ussd": {"0890": {"service": "money"}}}, "ussd.0890: found a string that phones send as call"),
        ("dialplan", {"sms": {"4555": {"keywords": {"BAL": {"service": "points"}}}}}, 'sms.4555.keywords.BAL: found "BAL", expected a word that does not read as "bal"'),
        ("dialplan", {"sms": {"4555": {"keywords": {"бoнус": {"service": "points"}}}}}, 'expected a word that does not read as "бонус"'),
        ("dialplan", {"sms": {"7070": {"keywords": {"31": {"reward": "x"}}}}}, 'sms.7070.keywords.31.reward: found "x", expected a reward'),
        ("performance", {"paces_percent": {"slow": None}}, "expected whole numbers from 1 for slow, normal, fast"),
        ("performance", {"keys": {"dial": ["cal"]}}, 'keys.dial.0: found "cal", expected one '),
        ("dialog", {"life": {"taxi": {"source": "taxy"}}}, 'life.taxi.source: found "taxy", expected a source of earning.json (did you mean "taxi"?)'),
        ("dialog", {"units": {"sms": {"purses": ["smss"]}}}, 'units.sms.purses.0: found "smss", expected a purse (did you mean "sms"?)'),
        ("menus", {"main": {"title": "menu.mian"}}, 'main.title: found "menu.mian", expected a text (did you mean "menu.main"?)'),
        ("menus", menu_items(text="menu.mony"), 'main.items.0.text: found "menu.mony", expected a text (did you mean "menu.money"?)'),
        ("menus", menu_items(service="menu", menu="bonuss"), 'main.items.0.menu: found "bonuss", expected a menu (did you mean "bonus"?)'),
        ("purses", {"sms": {"phrase": "smss"}}, 'sms.phrase: found "smss", expected a phrase'),
        ("catalog", {"707:31": {"purse": "dta"}}, '707:31.purse: found "dta", expected a purse of a SIM (did you mean "data"?)'),
        ("catalog", {"707:31": {"price_points": -1}}, "707:31.price_points: found -1, expected a whole number from 1"),
        ("rules", {"ussd": {"timeout": 5}}, "ussd.timeout: found an unknown key, expected one of "),
        ("editions", {"a2": {"title": "edition.a22"}}, 'a2.title: found "edition.a22", expected a text (did you mean "edition.a2"?)'),
        ("editions", {"a9": {"title": "edition.a2", "patch": {"rules": {"points": {"life_years": 0}}}}}, "points.life_years: found 0, expected a whole number from 1"),
        ("worlds/mine", {"like": "demo", "sims": {"79160000001": {"pool": "ana"}}}, 'sims.79160000001.pool: found "ana", expected a points account of pools (did you mean "anna"?)'),
        ("worlds/rich", {"seed": "x"}, 'seed: found "x", expected a whole number'),
        ("texts/operator.ru", {"texts": {"money.balance": "Баланс: {kopeks:money}"}}, "texts.money.balance: found "),
        ("texts/operator.ru", {"texts": {"money.balance": "Баланс: {kopecks:mony}"}}, 'texts.money.balance: found the form "mony", expected a form or phrase (did you mean "money"?)'),
        ("texts/operator.en", {"texts": {"money.balance": None}}, "texts.money.balance: found nothing, expected this text, which another language has"),
        ("texts/more.ru", {"texts": {"only.here": "да"}}, "texts.only.here: found nothing, expected this text, which another language has"),
        ("texts/operator.ru", {"phrases": {"points": {"few": None}}}, 'phrases.points: found no plural form "few", expected one of few, many, one, other'),
        ("texts/operator.en", {"phrases": {"points": {"one": None}}}, 'phrases.points: found no plural form "one", expected one of one, other'),
        ("air", {"fine": {"ussd_ms": "x"}}, "fine.ussd_ms: found "),
        ("modem", {"centre": 7}, "centre: found "),
    ],
)  # fmt: skip
def test_a_planted_mistake_is_found_in_one_line(tmp_path: Path, name: str, patch: dict[str, Any], words: str) -> None:
    found = planted(tmp_path, {name: patch})
    assert len(found) == 1, found
    assert words in found[0]
    assert "\n" not in found[0]


def test_mistakes_of_several_files_are_told_together(tmp_path: Path) -> None:
    found = planted(
        tmp_path,
        {
            "dialplan": {"ussd": {"*5#": {"service": "menu", "menu": "mian"}}},
            "menus": {"main": {"title": "menu.mian"}},
            "worlds/rich": {"seed": "x"},
            "texts/operator.en": {"texts": {"money.balance": None}},
        },
    )
    assert len(found) == 4


def test_a_folder_that_is_not_there_and_a_file_that_is_no_json_are_one_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "no")
    assert "no such folder" in str(problem)
    (tmp_path / "rules.json").write_text("{")
    (problem,) = problems(tmp_path)
    assert str(problem).startswith("rules.json: line 1 column 2: ")


def test_mistakes_of_form_in_several_files_are_told_together(tmp_path: Path) -> None:
    found = planted(
        tmp_path, {"rules": {"ussd": {"timeout_s": "x"}}, "menus": {"main": {"titel": "x"}}, "air": {"x": 1}}
    )
    assert len(found) == 3


def test_a_file_of_a_wrong_name_is_found(tmp_path: Path) -> None:
    assert len(planted(tmp_path, {"rulez": {"ussd": {"timeout_s": 5}}})) == 1


# ---- keys that stand in Python


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def first_text(call: ast.Call) -> ast.expr | None:
    """The first argument that is a text or made of one."""
    return next(
        (arg for arg in call.args if isinstance(arg, ast.JoinedStr) or (isinstance(arg, ast.Constant) and isinstance(arg.value, str))),
        None,
    )  # fmt: skip


SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
SAYING = {"say", "word", "render", "ask", "tell"}
TAUGHT = {"join_code", "balance_code", "programme_number", "password_code"}
NEVER_TOLD = {"join.member", "charge.units"}
"""Joining twice is a friendly notice (D05); whatever a subscriber uses, it is at least one unit."""


@cache
def literal_keys() -> set[tuple[str, str]]:
    """(file, key) of every text that Python names in full."""
    found = set()
    for name, tree in TREES.items():
        for call in calls(tree):
            key = first_text(call)
            if called(call) in SAYING and isinstance(key, ast.Constant) and "." in str(key.value):
                found.add((name, str(key.value)))
    return found


@cache
def patterns() -> set[tuple[str, str]]:
    """(file, pattern) of every text whose key Python puts together, with `.+` where a part comes in."""
    found = set()
    for name, tree in TREES.items():
        for call in calls(tree):
            key = first_text(call)
            if called(call) in SAYING and isinstance(key, ast.JoinedStr):
                parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in key.values]
                found.add((name, "".join(parts)))
    return found


PREFIXES = {"phone/handset/": "handset.", "tui/": "face."}
"""Rooms that name their texts without what they have in common."""


def prefix_of(name: str) -> str:
    return next((prefix for folder, prefix in PREFIXES.items() if name.startswith(folder)), "")


@cache
def refusals() -> set[tuple[str, str, str, frozenset[str]]]:
    """(file, function or class, rule, names of its numbers) of every refusal that Python spells out."""
    found = set()
    for name, tree in TREES.items():
        for body in tree.body:
            for call in calls(body):
                if called(call) == "Refusal" and call.args and isinstance(call.args[0], ast.Constant):
                    values = call.args[1] if len(call.args) > 1 else None
                    keys = values.keys if isinstance(values, ast.Dict) else []
                    names = frozenset(str(getattr(key, "value", "")) for key in keys)
                    found.add((name, getattr(body, "name", ""), str(call.args[0].value), names))
    return found


@cache
def spoken_refusals() -> set[tuple[str, frozenset[str]]]:
    """(rule, names of its numbers) of those that a service may have to tell: its own, and those of what it commands."""
    services = [tree for name, tree in TREES.items() if name.startswith("phone/network/")]
    imports = [node for tree in services for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    commanded = {alias.name for node in imports if node.module == "ledger.commands" for alias in node.names}
    decisions = {
        (f"{function.__module__.replace('.', '/')}.py", function.__name__): command.__name__ in commanded
        for command, function in DECISIONS.items()
    }
    files = {file for (file, _), asked in decisions.items() if asked}
    return {
        (rule, names)
        for file, function, rule, names in refusals()
        if file.startswith("phone/") or (file in files and decisions.get((file, function), True))
    }


def templates(language: str) -> dict[str, str]:
    files = [Fixtures().read(name, TextFile) for name in Fixtures().names(f"texts/*.{language}")]
    return {key: template for file in files for key, template in file.texts.items()}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_text_that_python_names_is_there(language: str) -> None:
    known = templates(language)
    named = literal_keys()
    assert len(named) > 40
    assert sorted(row for row in named if row[1] not in known and prefix_of(row[0]) + row[1] not in known) == []
    for name, pattern in patterns():
        assert any(re.fullmatch(f"({re.escape(prefix_of(name))})?{pattern}", key) for key in known), (name, pattern)


def written_in_the_books() -> set[str]:
    """What entries hold beside numbers, as the keys of its words: details, the operator's side, marks."""
    found = {
        "mark." + name
        for constant, name in vars(marks).items()
        if constant.isupper() and constant not in {"BOOKS", "DEADLINE"} and isinstance(name, str)
    }
    for call in (call for name, tree in TREES.items() if name.startswith("ledger/") for call in calls(tree)):
        for given in call.keywords:
            if called(call) == "entry" and given.arg:
                found.add(f"figure.{given.arg}")
            elif given.arg in {"into", "source"} and isinstance(given.value, ast.Constant):
                found.add(f"side.{given.value.value!s}")
    return found


@pytest.mark.parametrize("language", ["ru", "en"])
def test_whatever_the_books_write_has_words_for_the_console(language: str) -> None:
    written = written_in_the_books()
    assert {"figure.price_points", "side.breakage", "mark.remind_due_ms."} <= written
    assert sorted(name for name in written if f"ledger.{name}" not in templates(language)) == []


@pytest.mark.parametrize(("language", "currency"), [("ru", "р."), ("en", "RUB")])
def test_money_is_written_in_one_way(language: str, currency: str) -> None:
    """Each sum has the currency behind it; in English a text that names it once may leave it out after."""
    for key, template in templates(language).items():
        assert "₽" not in template, key
        for place in PLACE.finditer(template):
            if place["form"] in {"money", "sum"}:
                named = template[place.end() :].startswith(f" {currency}")
                assert named or (language == "en" and currency in template[: place.start()]), (key, template)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_refusal_that_a_service_tells_has_a_text_with_no_other_numbers_than_its_own(language: str) -> None:
    known = templates(language)
    spoken = spoken_refusals()
    assert len(spoken) > 20
    assert sorted({rule for rule, _ in spoken if f"refusal.{rule}" not in known} - NEVER_TOLD) == []
    for rule, values in spoken:
        asked = {place["name"] for place in PLACE.finditer(known.get(f"refusal.{rule}", ""))}
        assert asked <= values | TAUGHT, rule


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_cause_of_a_release_has_a_line(language: str) -> None:
    known = templates(language)
    assert [cause for cause in get_args(ReleaseCause) if f"line.released.{cause}" not in known] == []
    assert all(f"line.sms_failed.{cause}" in known for cause in ("congestion", "unknown_number"))
