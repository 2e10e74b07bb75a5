"""World files: who lives in the bundled ones, and what is told of one that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.configuration import Configuration
from ledger.loading import FixtureError, Fixtures
from phone.opening import load_world
from phone.world import World
from phone.worldfile import WorldFile, read_world
from tests.ledger.books import at

Tree = dict[str, Any]


def bundled(name: str) -> WorldFile:
    return read_world(name, Fixtures(), Configuration.load(Fixtures()).purses)


def written(folder: Path, tree: object, name: str = "mine.json") -> str:
    path = folder / name
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    return str(path)


def lines(call: Callable[[], object]) -> list[str]:
    with pytest.raises(FixtureError) as caught:
        call()
    return str(caught.value).splitlines()


def demo() -> Tree:
    tree: Tree = Fixtures().tree("worlds/demo")
    return tree


def test_the_demo_world_is_the_one_of_the_readme() -> None:
    world = load_world()
    assert list(world.people) == ["Анна", "Борис", "Вера", "Глеб", "Дина"]
    assert [person.alias for person in world.people.values()] == ["anna", "boris", "vera", "gleb", "dina"]
    assert world.people["Анна"].msisdns == ("79160000001", "79160000006")
    standings = {msisdn: world.standing(msisdn) for person in world.people.values() for msisdn in person.msisdns}
    told = {msisdn: held and (held.member, held.points, held.kopecks > 0) for msisdn, held in standings.items()}
    assert told == {
        "79160000001": (True, 1240, True),
        "79160000006": (False, 0, True),
        "79160000002": (True, 81, True),
        "79160000003": (False, 0, True),
        "79210000004": (True, 700, True),
        "79030000005": None,
    }
    anna = standings["79160000001"]
    assert anna is not None
    assert [held.purse for held in anna.packages] == ["sms"]
    assert len(list(world.ledger.book.live("anna/points", world.now_ms))) >= 3
    regions = {row.msisdn: row.region for row in world.network.desk.directory.by_msisdn.values()}
    assert regions["79210000004"] != regions["79160000001"]


def test_the_rich_world_has_the_same_people_with_100_000_points_each() -> None:
    demo_world, rich = load_world("demo"), load_world("rich")
    assert (rich.people, rich.now_ms, rich.seed) == (demo_world.people, demo_world.now_ms, demo_world.seed)
    first = [person.msisdns[0] for person in rich.people.values()]
    points = [held and held.points for held in map(rich.standing, first)]
    assert points == [100_000, 100_000, 100_000, 100_000, None]


@pytest.mark.parametrize("name", ["demo", "rich"])
def test_every_phone_has_a_right_imei_and_every_sim_an_address_of_its_own(name: str) -> None:
    file = bundled(name)
    for person in file.people.values():
        digits = [int(digit) for digit in person.imei]
        assert len(digits) == 15
        assert sum(digits[0::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
    for addresses in ([person.imei for person in file.people.values()], [sim.imsi for sim in file.sims.values()]):
        assert len(set(addresses)) == len(addresses)
    assert all(len(sim.imsi) == 15 for sim in file.sims.values())
    assert all(len(msisdn) == 11 for msisdn in file.sims)


def test_a_users_world_may_be_like_another(tmp_path: Path) -> None:
    tree = {"like": "demo", "now": "2026-04-01 00:00", "pools": {"anna": {"member": False}}}
    world = load_world(written(tmp_path, tree))
    assert world.now_ms == at("2026-04-01 00:00")
    assert set(world.people) == {"Анна", "Борис", "Вера", "Глеб", "Дина"}
    standing = world.standing("79160000001")
    assert standing is not None
    assert not standing.member


@pytest.mark.parametrize(
    ("now", "begins"),
    [("2026-12-01 09:15", "2026-12-01 09:15"), ("2026-12-01T09:15", "2026-12-01 09:15"), ("2026-12-01", "2026-12-01"),
     ("2026-12-01 09:15:30", "2026-12-01 09:15:30"), ("2028-02-29", "2028-02-29")],
)  # fmt: skip
def test_a_world_may_begin_at_another_time(now: str, begins: str) -> None:
    assert load_world(now=now).now_ms == at(begins)


@pytest.mark.parametrize("now", ["2026-13-01", "2027-02-29", "yesterday", "12.03.2026", "10:02"])
def test_a_time_that_is_none_is_one_line(now: str) -> None:
    assert lines(lambda: load_world(now=now)) == [f'--now: found "{now}", expected a date such as 2026-03-12 10:02']


def wrong(change: Callable[[Tree], object]) -> Tree:
    tree = demo()
    change(tree)
    return tree


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda t: t.update(peple={}), 'mine.json: peple: found an unknown key, expected one of facts, invented, note, like, now, seed, pools, sims, people (did you mean "people"?)'),
        (lambda t: t.update(seed="one"), 'mine.json: seed: found "one", expected a whole number'),
        (lambda t: t.update(now="soon"), 'mine.json: now: found "soon", expected a date such as 2026-'),
        (lambda t: t["pools"]["anna"].update(membr=True), 'mine.json: pools.anna.membr: found an unknown key, expected one of member, lots (did you mean "member"?)'),
        (lambda t: t["pools"]["anna"].update(member="yes"), 'mine.json: pools.anna.member: found "yes", expected true or false'),
        (lambda t: t["pools"]["anna"]["lots"][1].update(amount=0), "mine.json: pools.anna.lots.1.amount: found 0, expected a whole number from 1"),
        (lambda t: t["pools"]["anna"]["lots"][1].update(until="31.12.2026"), 'mine.json: pools.anna.lots.1.until: found "31.12.2026", expected a date such as 2026-'),
        (lambda t: t["people"]["Анна"].update(imei=4901), "mine.json: people.Анна.imei: found 4901, expected a text"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_users_world_is_one_line(tmp_path: Path, change: Callable[[Tree], object], line: str) -> None:
    (found,) = lines(lambda: load_world(written(tmp_path, wrong(change))))
    assert found.removeprefix("worlds/").startswith(line)
    assert found.count(": ") == 2


def test_all_mistakes_of_a_world_are_told_at_once(tmp_path: Path) -> None:
    tree = wrong(lambda t: (t.update(seed="one"), t["sims"]["79160000001"].update(imsi=1), t["people"].update(Ева={})))
    found = lines(lambda: load_world(written(tmp_path, tree)))
    assert {line.split(": ")[1] for line in found} == {
        "seed", "sims.79160000001.imsi", "people.Ева.alias", "people.Ева.imei", "people.Ева.sims",
    }  # fmt: skip


DANGLING: list[tuple[Callable[[Tree], object], str]] = [
    (lambda t: t["sims"]["79160000001"].update(pool="ana"), 'sims.79160000001.pool: found "ana", expected a points account of pools (did you mean "anna"?)'),
    (lambda t: t["people"]["Борис"].update(sims=["79160000022"]), 'people.Борис.sims.0: found "79160000022", expected a number of sims (did you mean "79160000002"?)'),
    (lambda t: t["people"]["Борис"].update(sims=[]), "people.Борис.sims: found no SIM, expected one or two numbers of sims"),
    (lambda t: t.update(people={}), "people: found nobody, expected at least one person"),
    (lambda t: t["pools"]["boris"]["lots"][0].update(purse="main"), 'pools.boris.lots.0.purse: found "main", expected points'),
    (lambda t: t["sims"]["79160000002"]["lots"][0].update(purse="mian"), '(did you mean "main"?)'),
]  # fmt: skip


@pytest.mark.parametrize(("change", "part"), DANGLING)
def test_a_name_that_nobody_has_is_one_line(tmp_path: Path, change: Callable[[Tree], object], part: str) -> None:
    found = lines(lambda: load_world(written(tmp_path, wrong(change))))
    assert len(found) == 1
    assert part.replace("expected points", "expected one of points") in found[0]


def test_a_world_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    (line,) = lines(lambda: load_world("dmeo"))
    assert line.startswith("worlds/dmeo.json: found no such file, expected one of worlds/demo, worlds/rich")
    assert line.endswith('(did you mean "worlds/demo"?)')
    (line,) = lines(lambda: load_world(str(tmp_path / "no.json")))
    assert line.endswith("no.json: found no such file or directory, expected a file that can be read")
    (line,) = lines(lambda: load_world(written(tmp_path, {"like": "dmeo"})))
    assert line.endswith('(did you mean "worlds/demo"?)')


@pytest.mark.parametrize("tree", [[], 5, None, "x"])
def test_a_file_that_holds_no_object_is_one_line(tmp_path: Path, tree: object) -> None:
    (line,) = lines(lambda: load_world(written(tmp_path, tree)))
    assert line.startswith("mine.json: found ")


def test_a_syntax_mistake_is_told_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text('{\n  "now": \n}')
    assert lines(lambda: load_world(str(tmp_path / "mine.json"))) == [
        "mine.json: line 3 column 1: found expecting value, expected JSON"
    ]


# ---- what was wrong when these tests were written


def test_a_wrong_value_is_told_together_with_a_wrong_type(tmp_path: Path) -> None:
    found = lines(lambda: load_world(written(tmp_path, wrong(lambda t: t.update(now="soon", seed="x")))))
    assert len(found) == 2


def test_a_dangling_name_is_told_of_the_users_own_file(tmp_path: Path) -> None:
    found = lines(lambda: load_world(written(tmp_path, wrong(DANGLING[0][0]))))
    assert [line.partition(":")[0] for line in found] == ["mine.json"]


def test_a_missing_key_is_told_of_the_users_own_file(tmp_path: Path) -> None:
    tree = demo()
    del tree["now"]
    found = lines(lambda: load_world(written(tmp_path, tree)))
    assert found == ["mine.json: now: found nothing, expected a value: the key is required"]


def test_a_mistake_inside_a_list_is_told_of_the_users_own_file(tmp_path: Path) -> None:
    tree = wrong(lambda t: t["pools"]["anna"]["lots"][0].update(amount=0))
    (found,) = lines(lambda: load_world(written(tmp_path, tree)))
    assert found.startswith("mine.json: ")


def test_a_world_like_another_may_take_somebody_away(tmp_path: Path) -> None:
    world = load_world(written(tmp_path, {"like": "demo", "people": {"Дина": None}}))
    assert "Дина" not in world.people


def test_a_world_may_be_like_one_that_is_like_another(tmp_path: Path) -> None:
    world = load_world(written(tmp_path, {"like": "rich", "now": "2026-04-01 00:00"}))
    assert list(world.people)[0] == "Анна"  # noqa: RUF015


def test_people_stay_in_the_order_of_the_world_that_is_patched(tmp_path: Path) -> None:
    world = load_world(written(tmp_path, {"like": "demo", "people": {"Глеб": {"alias": "gl"}}}))
    assert list(world.people) == ["Анна", "Борис", "Вера", "Глеб", "Дина"]


def test_a_users_world_of_a_bundled_name_stands_for_itself(tmp_path: Path) -> None:
    tree = demo()
    del tree["people"]["Дина"]
    world = load_world(written(tmp_path, tree, "demo.json"))
    assert "Дина" not in world.people


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t["sims"]["79160000002"].update(imsi="001010000000001"),
        lambda t: t["people"]["Борис"].update(sims=["79160000001"]),
        lambda t: t["people"]["Борис"].update(alias="anna"),
    ],
)
def test_what_must_be_one_persons_own_is_not_given_twice(tmp_path: Path, change: Callable[[Tree], object]) -> None:
    assert len(lines(lambda: load_world(written(tmp_path, wrong(change))))) == 1


def test_a_text_is_no_list(tmp_path: Path) -> None:
    found = lines(
        lambda: load_world(written(tmp_path, wrong(lambda t: t["people"]["Анна"].update(sims="79160000001"))))
    )
    assert len(found) == 1


def test_points_without_a_date_have_a_balance(tmp_path: Path) -> None:
    def change(tree: Tree) -> None:
        tree["pools"]["anna"]["lots"] = [{"purse": "points", "amount": 5}]

    world: World = load_world(written(tmp_path, wrong(change)))
    world.command("Анна", lambda phone, at_ms: phone.mobile.dial("*111*455*0#", at_ms))
    world.settle()
