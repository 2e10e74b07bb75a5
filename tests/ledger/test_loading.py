"""The fixture loader: each kind of mistake is one line that says where, what, and what would be right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from attrs import field, frozen

from ledger.configuration import Configuration
from ledger.loading import (
    FixtureError,
    Fixtures,
    Layer,
    at_least,
    bundled_folder,
    folder_layer,
    read_json,
    setting_layer,
)
from ledger.records import Invented, Record

Patched = Callable[..., list[str]]


@frozen(kw_only=True)
class Bell(Record):
    sound: Literal["ring", "buzz", "beep"]
    volume: int = field(default=1, validator=at_least(1))
    names: tuple[str, ...] = ()
    loud: bool = False


@frozen(kw_only=True)
class House:
    bells: dict[str, Bell]
    rooms: tuple[Bell, ...] = ()


GOOD = {"bells": {"door": {"sound": "ring"}}}


def lines(call: Callable[[], object]) -> list[str]:
    """The lines of the error that a call raises."""
    with pytest.raises(FixtureError) as caught:
        call()
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    return str(caught.value).splitlines()


def mistakes(folder: Path, tree: object) -> list[str]:
    """The lines for a house that is written so."""
    (folder / "house.json").write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    return lines(lambda: Fixtures(folder=folder).read("house", House))


def test_a_file_in_order_is_read_with_its_facts(tmp_path: Path) -> None:
    bell = {"sound": "buzz", "facts": ["F58"], "invented": ["volume"], "note": "why"}
    (tmp_path / "house.json").write_text(json.dumps({"bells": {"door": bell}}))
    read = Fixtures(folder=tmp_path).read("house", House).bells["door"]
    assert read == Bell(sound="buzz", facts=("F58",), invented=Invented(fields=("volume",)), note="why")


@pytest.mark.parametrize(
    ("bell", "line"),
    [
        ({"sound": "ring", "volum": 2}, 'bells.door.volum: found an unknown key, expected one of facts, invented, note, sound, volume, names, loud (did you mean "volume"?)'),
        ({"sound": "ring", "zzz": 2}, "bells.door.zzz: found an unknown key, expected one of facts, invented, note, sound, volume, names, loud"),
        ({"sound": "ring", "volume": "2"}, 'bells.door.volume: found "2", expected a whole number'),
        ({"sound": "ring", "volume": 2.0}, "bells.door.volume: found 2.0, expected a whole number"),
        ({"sound": "ring", "volume": True}, "bells.door.volume: found true, expected a whole number"),
        ({"sound": "ring", "volume": None}, "bells.door.volume: found null, expected a whole number"),
        ({"sound": "ring", "loud": 1}, "bells.door.loud: found 1, expected true or false"),
        ({"sound": "ring", "names": ["а", 5]}, "bells.door.names.1: found 5, expected a text"),
        ({"sound": "ring", "note": ["я"]}, 'bells.door.note: found ["я"], expected a text'),
        ({}, "bells.door.sound: found nothing, expected a value: the key is required"),
        ({"sound": "bep"}, 'bells.door.sound: found "bep", expected one of ring, buzz, beep (did you mean "beep"?)'),
        ({"sound": 7}, "bells.door.sound: found 7, expected one of ring, buzz, beep"),
        ({"sound": ["ring"]}, 'bells.door.sound: found ["ring"], expected one of ring, buzz, beep'),
        ({"sound": "ring", "volume": 0}, "bells.door.volume: found 0, expected a whole number from 1"),
        ({"sound": "ring", "invented": "yes"}, 'bells.door.invented: found "yes", expected true or a list of field names'),
        ({"sound": "ring", "invented": [1]}, "bells.door.invented: found [1], expected true or a list of field names"),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_is_one_line(tmp_path: Path, bell: object, line: str) -> None:
    assert mistakes(tmp_path, {"bells": {"door": bell}}) == [f"house.json: {line}"]


@pytest.mark.parametrize(
    ("tree", "place"),
    [([], ""), (5, ""), ("x", ""), (None, ""), ({"bells": []}, " bells:"), ({"bells": {"door": 5}}, " bells.door:"),
     ({"bells": {}, "rooms": 5}, " rooms:"), ({"bells": {}, "rooms": [[]]}, " rooms.0:")],
)  # fmt: skip
def test_a_value_of_another_shape_is_one_line_with_its_place(tmp_path: Path, tree: object, place: str) -> None:
    (line,) = mistakes(tmp_path, tree)
    assert line.startswith(f"house.json:{place} found ")
    assert "expected" in line


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    tree = {
        "bells": {"door": {"sound": "rong", "volume": 0, "lod": True}, "gate": {}},
        "rooms": [{"sound": "beep"}, {"sound": "beep", "loud": "no"}],
        "windows": 3,
    }
    found = mistakes(tmp_path, tree)
    places = [line.split(": ")[1] for line in found]
    assert sorted(places) == [
        "bells.door.lod", "bells.door.sound", "bells.door.volume", "bells.gate.sound", "rooms.1.loud", "windows",
    ]  # fmt: skip


def test_a_number_too_small_is_told_of_each_record(tmp_path: Path) -> None:
    found = mistakes(tmp_path, {"bells": {"a": {"sound": "ring", "volume": -1}, "b": {"sound": "ring", "volume": 0}}})
    assert [line.split(": ")[1] for line in found] == ["bells.a.volume", "bells.b.volume"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'{"a": 1,\n "b": }', "house.json: line 2 column 7: found expecting value, expected JSON"),
        (b"", "house.json: line 1 column 1: found expecting value, expected JSON"),
        (b'{"a": 1} x', "house.json: line 1 column 10: found extra data, expected JSON"),
        (b'{"a": "\xff"}', "house.json: byte 7: found a byte that is not UTF-8, expected UTF-8 text"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', 'house.json: found the key "c" twice in one object, expected each key once'),
    ],
)  # fmt: skip
def test_what_is_no_json_is_told_with_its_place(tmp_path: Path, content: bytes, line: str) -> None:
    (tmp_path / "house.json").write_bytes(content)
    assert lines(lambda: read_json(tmp_path / "house.json")) == [line]


def test_a_file_that_is_nested_without_end_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "house.json").write_text("[" * 100_000)
    assert len(lines(lambda: read_json(tmp_path / "house.json"))) == 1


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "house.json").write_bytes(b"\xef\xbb\xbf{}")
    assert read_json(tmp_path / "house.json") == {}


def test_a_file_that_is_not_there_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    (line,) = lines(lambda: Fixtures().tree("rulse"))
    assert line.startswith("rulse.json: found no such file, expected one of ")
    assert line.endswith('(did you mean "rules"?)')
    assert lines(lambda: read_json(tmp_path / "no.json")) == [
        f"{tmp_path / 'no.json'}: found no such file or directory, expected a file that can be read"
    ]


def test_a_users_folder_patches_and_adds_files(tmp_path: Path) -> None:
    (tmp_path / "worlds").mkdir()
    (tmp_path / "worlds" / "mine.json").write_text('{"like": "demo"}')
    (tmp_path / "rules.json").write_text('{"ussd": {"timeout_s": 7}}')
    fixtures = Fixtures((folder_layer(tmp_path),))
    assert fixtures.tree("rules")["ussd"]["timeout_s"] == 7
    assert fixtures.tree("rules")["points"] == Fixtures().tree("rules")["points"]
    assert fixtures.tree("worlds/mine") == fixtures.tree("worlds/demo") | {"like": "demo"}
    assert set(fixtures.names("worlds/*")) == {*Fixtures().names("worlds/*"), "worlds/mine"}


def test_a_users_folder_tells_the_mistakes_of_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text("{")
    (tmp_path / "tariff.json").write_bytes(b"\xff")
    assert [line.partition(":")[0] for line in lines(lambda: folder_layer(tmp_path))] == ["rules.json", "tariff.json"]
    assert lines(lambda: folder_layer(tmp_path / "no")) == [
        f"{tmp_path / 'no'}: found no such folder, expected a folder with JSON files"
    ]


def with_settings(*settings: str) -> Fixtures:
    fixtures = Fixtures()
    for setting in settings:
        fixtures = Fixtures((*fixtures.layers, setting_layer(setting, fixtures)))
    return fixtures


@pytest.mark.parametrize(
    ("setting", "name", "path", "value"),
    [
        ("rules.ussd.timeout_s=30", "rules", ("ussd", "timeout_s"), 30),
        (" rules.ussd.timeout_s = 30 ", "rules", ("ussd", "timeout_s"), 30),
        ("catalog.707:31.price_points=151", "catalog", ("707:31", "price_points"), 151),
        ("dialplan.ussd.*707*31#.reward=707:32", "dialplan", ("ussd", "*707*31#", "reward"), "707:32"),
        ("worlds/demo.pools.anna.member=false", "worlds/demo", ("pools", "anna", "member"), False),
        ("worlds/demo.people.Анна.alias=anya", "worlds/demo", ("people", "Анна", "alias"), "anya"),
        ('rules.points={"life_years": 2}', "rules", ("points", "life_years"), 2),
        ("rules.joining.sms=a=b", "rules", ("joining", "sms"), "a=b"),
        ('rules.joining.sms="off"', "rules", ("joining", "sms"), "off"),
        ("rules.calendar.zone=", "rules", ("calendar", "zone"), ""),
        ('dialplan.ussd.*5#={"service": "money"}', "dialplan", ("ussd", "*5#", "service"), "money"),
    ],
)  # fmt: skip
def test_a_setting_changes_one_value_whatever_its_keys_hold(
    setting: str, name: str, path: tuple[str, ...], value: object
) -> None:
    node = with_settings(setting).tree(name)
    for step in path:
        node = node[step]
    assert node == value


def test_a_setting_finds_keys_that_hold_dots() -> None:
    layers = (Layer("mine", {"house": {"a.b": {"c.d": 1, "c": 2}, "a": {"b": 3}}}),)
    tree = Fixtures(layers).tree("house")
    for path, expected in (
        ("house.a.b.c.d", {"a.b": {"c.d": 9, "c": 2}, "a": {"b": 3}}),
        ("house.a.b.c", {"a.b": {"c.d": 1, "c": 9}, "a": {"b": 3}}),
    ):
        fixtures = Fixtures(layers)
        patched = Fixtures((*layers, setting_layer(f"{path}=9", fixtures))).tree("house")
        assert patched == expected
    assert tree == layers[0].patches["house"], "nothing was changed in place"


def test_a_setting_of_null_takes_a_value_away() -> None:
    assert "*105#" not in with_settings("dialplan.ussd.*105#=null").tree("dialplan")["ussd"]


def test_a_setting_finds_a_file_whose_name_holds_dots() -> None:
    tree = with_settings("texts/operator.ru.texts.operator.name=ТОСТ").tree("texts/operator.ru")
    assert tree["texts"]["operator.name"] == "ТОСТ"


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ("rules.ussd.timeout_s", "--set: rules.ussd.timeout_s: found no path and value, expected FILE.PATH=VALUE, such as rules.ussd.timeout_s=30"),
        ("rules=5", "--set: rules=5: found no path and value, expected FILE.PATH=VALUE, such as rules.ussd.timeout_s=30"),
        ("=5", "--set: =5: found no path and value, expected FILE.PATH=VALUE, such as rules.ussd.timeout_s=30"),
    ],
)  # fmt: skip
def test_a_setting_without_path_or_value_says_how_it_is_written(setting: str, line: str) -> None:
    assert lines(lambda: with_settings(setting)) == [line]


def test_a_setting_whose_path_leads_nowhere_names_the_nearest() -> None:
    (line,) = lines(lambda: with_settings("rules.usd.timeout_s=1"))
    assert line.startswith('--set: rules.usd.timeout_s=1: found no "usd", expected one of calendar, ')
    assert line.endswith('(did you mean "ussd"?)')
    assert lines(lambda: with_settings("rules.ussd.timeout_s.a.b=1")) == [
        '--set: rules.ussd.timeout_s.a.b=1: found no "a", expected a path that ends there'
    ]
    (line,) = lines(lambda: with_settings("ruls.ussd.timeout_s=1"))
    assert line.endswith('(did you mean "rules"?)')


def test_the_last_layer_that_speaks_of_a_value_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text('{"ussd": {"timeout_s": "soon"}, "points": {"life_years": 0}}')
    edition = Layer("edition a9", {"rules": {"rewards": {"term_days": -1}, "ussd": {"timeout_s": "late"}}})
    fixtures = Fixtures((edition, folder_layer(tmp_path)))
    fixtures = Fixtures((*fixtures.layers, setting_layer("rules.joining.sms=ani", fixtures)))
    named = {line.split(": found")[0] for line in lines(lambda: Configuration.load(fixtures))}
    assert named == {
        f"{tmp_path}: rules: ussd.timeout_s",
        f"{tmp_path}: rules: points.life_years",
        "edition a9: rules: rewards.term_days",
        "--set: rules: joining.sms",
    }


def test_the_configuration_tells_the_mistakes_of_all_its_files() -> None:
    settings = (
        "rules.ussd.timeout_s=0",
        "purses.sms.unit=letters",
        "catalog.707:31.price_points=0",
        "tariff.sms.step=x",
    )
    named = [line.split(": found")[0] for line in lines(lambda: Configuration.load(with_settings(*settings)))]
    assert sorted(named) == [
        "--set: catalog: 707:31.price_points",
        "--set: purses: sms.unit",
        "--set: rules: ussd.timeout_s",
        "--set: tariff: sms.step",
    ]


def test_a_reward_of_a_purse_that_does_not_exist_names_the_nearest() -> None:
    found = lines(lambda: Configuration.load(with_settings("catalog.707:31.purse=dta")))
    assert len(found) == 1
    assert '707:31.purse: found "dta", expected a purse of a SIM (did you mean "data"?)' in found[0]


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", ""])
def test_a_zone_that_does_not_exist_is_one_line(zone: str) -> None:
    found = lines(lambda: Configuration.load(with_settings(f"rules.calendar.zone={zone}")))
    assert found == [f'--set: rules: calendar.zone: found "{zone}", expected a time zone such as Europe/Moscow']


def test_the_canonical_text_is_the_same_for_the_same_values_and_another_for_others() -> None:
    plain = Configuration.load(Fixtures())
    assert Configuration.load(with_settings("catalog.707:31.price_points=150")).digest == plain.digest
    changed = Configuration.load(with_settings("catalog.707:31.price_points=151"))
    assert changed.digest != plain.digest
    assert json.loads(plain.canonical)["catalog"]["707:31"]["price_points"] == 150
    assert json.loads(changed.canonical)["catalog"]["707:31"]["price_points"] == 151


def records(tree: Any) -> int:
    """How many records of a tree carry facts or are marked as invented."""
    if isinstance(tree, dict):
        return ("facts" in tree or "invented" in tree) + sum(records(value) for value in tree.values())
    return sum(records(value) for value in tree) if isinstance(tree, list) else 0


@pytest.mark.parametrize("name", ["catalog", "purses", "rules", "tariff"])
def test_every_record_of_the_books_fixtures_names_its_facts_or_says_that_it_is_invented(name: str) -> None:
    tree = read_json(bundled_folder() / f"{name}.json")
    assert [key for key, record in tree.items() if isinstance(record, dict) and not records(record)] == []
