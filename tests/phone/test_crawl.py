"""The crawler: our menus are in order in every edition and language, and each planted mistake is found."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ledger.configuration import Configuration
from ledger.loading import Fixtures, Layer
from phone.crawl import Crawl, crawl, crawl_fixtures
from phone.editions import Edition, arranged
from phone.network.dialplan import Plan
from tui.cli import zvonilka

EDITIONS = list(Fixtures().read("editions", dict[str, Edition]))
MENUS: dict[str, Any] = Fixtures().tree("menus")


@cache
def bundled() -> Crawl:
    return crawl()


def crawled(**patch: Any) -> list[str]:
    """The problems of the consolidated menus with a patch over them."""
    return list(crawl_fixtures(Fixtures((Layer("planted", patch),)), "planted", ("ru",)).problems)


def with_item(menu: str, place: int, /, **values: Any) -> dict[str, Any]:
    """A menu with one item changed, or added at the end."""
    items = [dict(item) for item in MENUS[menu]["items"]]
    if place == len(items):
        items.append({})
    items[place] |= values
    return {menu: {"items": items}}


def test_our_menus_are_in_order_in_every_edition_and_language() -> None:
    assert bundled().problems == ()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_tree_has_every_item_of_every_menu(edition: str) -> None:
    tree = bundled().tree
    for whom, shown in (("member", "members"), ("not a member", "others")):
        start = tree.index(f"{edition}, {whom}")
        end = next((place for place in range(start + 1, len(tree)) if not tree[place].startswith(" ")), len(tree))
        plan = Plan.load(arranged(edition))
        keys = [item.key for menu in plan.menus.values() for item in menu.items if item.shown_to in ("all", shown)]
        if Configuration.load(arranged(edition)).rules.callcentre:
            keys += ["number", *(key for node in plan.centre.nodes.values() for key in node.choices)]
        assert sum("rewards.title" in line or "redeem.done" not in line for line in tree[start + 2 : end]) == len(keys)


def test_D02_the_tree_names_each_reward_that_the_menu_sells_with_its_price() -> None:
    tree = "\n".join(bundled().tree)
    catalogue = Fixtures().tree("catalog")
    for reward, row in catalogue.items():
        assert f" {reward}: redeem.done" in tree
        assert f", {row['price_points']}\n" in tree


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ({"terms": {"choices": {"0": None}}}, '0890 0 3: a dead end: the node "terms" offers no key'),
        ({"main": {"choices": {"1": None}}}, "callcentre.nodes.tariffs: no key leads there"),
    ],
)
def test_F04_a_planted_mistake_in_the_call_centre_is_found(patch: dict[str, Any], words: str) -> None:
    assert {problem for problem in crawled(callcentre={"nodes": patch}) if words not in problem} == set()
    assert len(crawled(callcentre={"nodes": patch})) == 2, "as a member and as another"


LONG = "слово " * 60

PLANTED = [
    (
        {"menus": with_item("main", 5, key="8")},
        '*111#: a dead end: no "0" that leads to a menu or out',
    ),
    ({"menus": with_item("main", 5, service="money")}, 'a dead end: no "0"'),
    ({"menus": with_item("bonus", 7, menu="spend")}, None),
    ({"menus": with_item("bonus", 4, menu="no")}, '*111# 2 4: found the menu "no" to go back to'),
    ({"menus": with_item("main", 1, key="1")}, '*111#: the key "1" twice'),
    ({"menus": with_item("main", 1, key="99")}, '*111#: the key "99" twice, or the one that turns pages'),
    ({"menus": with_item("main", 1, service="hold")}, 'the service "hold" cannot be chosen in a menu'),
    ({"menus": with_item("main", 1, service="call_back")}, 'the service "call_back" cannot be chosen in a menu'),
    ({"menus": with_item("main", 4, service="money")}, "menus.language: no code and no item leads there"),
    ({"menus": with_item("language", 0, language="")}, 'found the language "", expected one of ru, en, translit'),
    ({"menus": with_item("spend", 0, purses=["main"])}, "*111# 2 3 1: an empty list"),
    ({"menus": with_item("main", 0, service="redeem", reward="no")}, 'found "redeem.unknown", expected redeem.done'),
    ({"menus": with_item("main", 0, service="leave_programme")}, None),
    ({"menus": with_item("main", 0, service="redeem", reward="site:sms-100")}, None),
]


@pytest.mark.parametrize(("patch", "words"), PLANTED, ids=range(len(PLANTED)))
def test_a_planted_mistake_is_found_and_what_is_right_is_not(patch: dict[str, Any], words: str | None) -> None:
    found = crawled(**patch)
    if words is None:
        assert found == []
    else:
        assert any(words in problem for problem in found), found
    assert all("\n" not in problem for problem in found)


def test_a_menu_of_several_pages_is_walked_to_its_last_item_and_back_from_each_page() -> None:
    texts = {"texts": {key: LONG + key for key in ("menu.money", "menu.packages", "menu.own_number")}}
    assert crawled(**{"texts/operator.ru": texts, "texts/operator.en": texts}) == []


def one_edition(folder: Path, menu: dict[str, Any]) -> None:
    """A user's folder with menus, and without the other editions, which takes less time."""
    (folder / "editions.json").write_text(json.dumps(dict.fromkeys(EDITIONS[1:])), encoding="utf-8")
    (folder / "menus.json").write_text(json.dumps(menu), encoding="utf-8")


def command(*arguments: str) -> tuple[int, list[str], list[str]]:
    done = CliRunner().invoke(zvonilka, ["check", *arguments])
    return done.exit_code, done.stdout.splitlines(), done.stderr.splitlines()


def test_the_command_prints_the_tree_of_the_users_own_menus(tmp_path: Path) -> None:
    menu = with_item("main", len(MENUS["main"]["items"]), key="8", text="menu.money", service="money")
    one_edition(tmp_path, menu)
    code, out, err = command("--crawl", str(tmp_path))
    assert (code, err, out[-1]) == (0, [], "the fixtures are in order")
    assert "    8 Баланс: money.balance" in out


def test_the_command_prints_the_problems_one_a_line_and_exits_2(tmp_path: Path) -> None:
    menu = with_item("main", 5, key="8")
    one_edition(tmp_path, menu)
    code, out, err = command("--crawl", str(tmp_path))
    assert (code, out) == (2, [])
    assert "consolidated, ru, member, *111#: a dead end" in err[0]
    assert len(err) == len(set(err)) == 6, "each language, as a member and as another"
    (tmp_path / "menus.json").write_text('{"main": {"title": "menu.mian"}}', encoding="utf-8")
    code, out, err = command("--crawl", str(tmp_path))
    assert (code, out, len(err)) == (2, [], 1)
