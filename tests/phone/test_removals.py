"""What a user takes out of the fixtures is gone in every edition, and nothing leads to it any more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ledger.catalog import Reward
from ledger.loading import FixtureError, Fixtures
from phone.check import problems
from phone.editions import Edition, arranged
from phone.means import Means
from phone.network.dialplan import Plan
from phone.opening import load_world

EDITIONS = tuple(Fixtures().read("editions", dict[str, Edition]))
REWARDS = tuple(Fixtures().tree("catalog"))


def folder(where: Path, **files: Any) -> Path:
    for name, tree in files.items():
        (where / f"{name}.json").write_text(json.dumps(tree), encoding="utf-8")
    return where


def rewards_led_to(plan: Plan) -> set[str]:
    short = [route for number in plan.dialplan.sms.values() for route in number.keywords.values()]
    items = [item for menu in plan.menus.values() for item in menu.items]
    return {route.reward for route in (*plan.dialplan.ussd.values(), *short, *items)} - {""}


def test_a_reward_that_an_edition_patches_is_removed_in_one_line(tmp_path: Path) -> None:
    assert problems(folder(tmp_path, catalog={"site:headphones": None})) == ()


def test_removing_every_reward_leaves_nothing_that_leads_to_one(tmp_path: Path) -> None:
    mine = folder(tmp_path, catalog=dict.fromkeys(REWARDS))
    assert problems(mine) == ()
    for edition in EDITIONS:
        fixtures = arranged(edition, mine)
        assert set(fixtures.read("catalog", dict[str, Reward])).isdisjoint(REWARDS)
        assert rewards_led_to(Plan.load(fixtures)).isdisjoint(REWARDS)


@pytest.mark.parametrize("edition", EDITIONS)
def test_codes_words_and_menu_items_of_a_removed_reward_go_with_it(edition: str, tmp_path: Path) -> None:
    items = [{"key": "1", "text": "menu.points", "service": "redeem", "reward": "707:31"}]
    spend = {
        "spend": {"title": "menu.title.bonus", "items": [*items, {"key": "0", "text": "menu.back", "service": "leave"}]}
    }
    fixtures = arranged(edition, folder(tmp_path, catalog={"707:31": None}, menus=spend))
    plan = Plan.load(fixtures)
    assert "*707*31#" not in plan.dialplan.ussd
    assert "707:31" not in rewards_led_to(plan)
    if edition == "consolidated":
        assert "707:32" in rewards_led_to(plan)
        assert [item.key for item in plan.menus["spend"].items] == ["0"]


def test_the_phone_says_that_the_code_of_a_removed_reward_is_unknown() -> None:
    world = load_world(settings=("catalog.707:31=null",))
    assert "*707*31#" not in world.plan.dialplan.ussd
    assert "*707*32#" in world.plan.dialplan.ussd


def test_what_an_edition_has_removed_does_not_come_back_by_being_removed_again(tmp_path: Path) -> None:
    mine = folder(tmp_path, catalog={"707:31": {"note": None}}, dialplan={"sms": {"7070": {"keywords": {"31": None}}}})
    assert problems(mine) == ()
    assert "707:31" not in arranged("a1", mine).tree("catalog")
    assert "7070" not in arranged("a1", mine).tree("dialplan")["sms"]


def test_an_edition_that_patches_a_removed_word_does_not_bring_back_its_number(tmp_path: Path) -> None:
    mine = folder(tmp_path, dialplan={"sms": {"4555": None}})
    assert all("4555" not in arranged(edition, mine).tree("dialplan")["sms"] for edition in EDITIONS)


def test_a_route_to_a_reward_that_never_was_stays_a_mistake_and_is_told_when_a_world_opens(tmp_path: Path) -> None:
    mine = folder(tmp_path, dialplan={"ussd": {"*707*31#": {"reward": "707:99"}}})
    with pytest.raises(FixtureError) as caught:
        Means.of(arranged(None, mine))
    assert [str(problem).split(": ", 1)[1] for problem in caught.value.problems] == [
        'dialplan: ussd.*707*31#.reward: found "707:99", expected a reward of the catalogue (did you mean "707:61"?)'
    ]
    assert {str(problem) for problem in caught.value.problems} == {str(problem) for problem in problems(mine)}
