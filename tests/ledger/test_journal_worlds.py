"""A world that a file keeps: it goes on with its books and its clock, and tells in one line what it cannot do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.calendar import DAY_MS, HOUR_MS
from ledger.entries import Entry
from ledger.journal.port import JournalError
from ledger.journal.sqlite import SqliteJournal
from ledger.loading import FixtureError
from ledger.verify import verify
from phone.holder import Holder
from phone.opening import load_world
from phone.world import World, WorldPoisonedError
from tests.ledger.books import facts
from tui.cli import zvonilka

BALANCE = "*111*455*0#"
ANNA = "Анна"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "мир.save"


@pytest.fixture
def world(path: Path) -> Iterator[World]:
    with closing(load_world(save=path)) as opened:
        yield opened


def shared(path: Path) -> Sequence[Entry]:
    """The entries that a file keeps."""
    with closing(SqliteJournal.open(path)) as journal:
        return list(journal.entries())


def test_a_saved_world_goes_on_with_its_books_and_its_clock(world: World, path: Path) -> None:
    Holder(world, ANNA).ussd(BALANCE)
    world.advance(40 * DAY_MS + 123)
    left, clock, standing = facts(world.ledger.book), world.now_ms, world.standing("79160000001")
    world.close()
    with closing(load_world(save=path)) as again:
        assert (again.now_ms, facts(again.ledger.book), again.standing("79160000001")) == (clock, left, standing)
        assert Holder(again, ANNA).ussd(BALANCE).open is False
        again.advance(30 * DAY_MS)
        with closing(SqliteJournal.open(path.with_name("other"))) as untouched:
            assert untouched.head.seq == 0
        again.close()
        with closing(SqliteJournal.open(path)) as journal:
            assert verify(journal, redecide=True).findings == ()


def test_a_world_in_a_file_is_the_world_in_memory(world: World, path: Path) -> None:
    memory = load_world()
    for each in (world, memory):
        Holder(each, ANNA).ussd(BALANCE)
        each.advance(DAY_MS)
    assert list(world.ledger.entries()) == list(memory.ledger.entries())
    world.close()


def test_a_world_that_dies_goes_on_from_its_last_input(path: Path) -> None:
    world = load_world(save=path)
    world.advance(DAY_MS)
    Holder(world, ANNA).ussd(BALANCE)
    clock, left = world.now_ms, facts(world.ledger.book)
    world.advance(HOUR_MS)
    world.ledger.journal.close()
    with closing(load_world(save=path)) as again:
        assert (facts(again.ledger.book), clock <= again.now_ms <= clock + HOUR_MS) == (left, True)


def test_now_moves_a_saved_world_on_but_never_back(world: World, path: Path) -> None:
    world.advance(DAY_MS)
    world.close()
    with pytest.raises(FixtureError, match="2026-03-13 10:02:00 or later: time does not go back"):
        load_world(save=path, now="2026-03-13 10:01")
    with closing(load_world(save=path, now="2026-04-02")) as later:
        assert later.texts.clock(later.now_ms) == "00:00"
        kinds = [entry.kind for entry in later.ledger.entries()]
        assert {"expired", "fee_charged"} <= set(kinds)
    assert [entry.kind for entry in shared(path)] == kinds


def test_a_save_keeps_to_its_world(path: Path, tmp_path: Path) -> None:
    load_world("rich", save=path).close()
    with closing(load_world(save=path)) as again:
        assert len(again.people) == len(load_world("rich").people)
    with pytest.raises(FixtureError, match='found "demo", expected "rich"'):
        load_world("demo", save=path)
    with pytest.raises(FixtureError):
        load_world("no-such-world", save=tmp_path / "new.save")
    load_world("rich", save=tmp_path / "new.save").close()


def test_who_joins_the_file_of_a_saved_world_gets_an_account(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    people: dict[str, object] = {"like": "demo"}
    file.write_text(json.dumps(people), encoding="utf-8")
    load_world(str(file), save=tmp_path / "a").close()
    people["pools"] = {"zoya": {"member": True, "lots": [{"purse": "points", "amount": 7}]}}
    people["sims"] = {"79160000077": {"imsi": "001010000000077", "pool": "zoya", "region": "moscow"}}
    people["people"] = {"Зоя": {"alias": "zoya", "imei": "490154203210099", "sims": ["79160000077"]}}
    file.write_text(json.dumps(people), encoding="utf-8")
    with closing(load_world(save=tmp_path / "a")) as world:
        standing = world.standing("79160000077")
        assert standing is not None
        assert (standing.member, standing.points) == (True, 7)
        opened = [entry for entry in world.ledger.entries() if entry.kind == "opened"]
        assert len(opened) == len({entry.key for entry in opened}) == 12


def test_other_rules_come_into_force_with_an_entry(path: Path) -> None:
    load_world(save=path).close()
    load_world(save=path, settings=("rules.rewards.term_days=31",)).close()
    load_world(save=path).close()
    assert [entry.kind for entry in shared(path)].count("configured") == 3


def test_a_failed_commit_ends_the_world_and_the_file_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = load_world(save=path)
    left = facts(world.ledger.book)

    def fails(_journal: SqliteJournal, entries: Sequence[Entry], _state: Mapping[str, bytes | None]) -> None:
        if entries:
            raise JournalError("no room is left on the disk")

    monkeypatch.setattr(SqliteJournal, "commit", fails)
    with pytest.raises(JournalError, match="no room"):
        world.advance(25 * DAY_MS)
    monkeypatch.undo()
    with pytest.raises(WorldPoisonedError):
        Holder(world, ANNA).ussd(BALANCE)
    world.close()
    with closing(load_world(save=path)) as again:
        assert facts(again.ledger.book) == left


def run(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """The exit code and the output of the command line."""
    done = CliRunner().invoke(zvonilka, [str(argument) for argument in arguments], env=environment)
    return done.exit_code, done.output


def test_the_command_line_goes_on_from_a_save(path: Path) -> None:
    fresh = run("ussd", BALANCE)
    assert run("ussd", BALANCE, "--save", path) == fresh
    assert run("--save", path, "ussd", BALANCE) == fresh
    assert run("ussd", BALANCE, ZVONILKA_SAVE=str(path)) == fresh
    assert run("ussd", BALANCE, "--save", path, "--now", "2026-04-01") != fresh
    assert run("ussd", BALANCE) == fresh
    code, line = run("ussd", BALANCE, "--save", path, "--now", "2026-03-12")
    assert (code, "time does not go back" in line, line.count("\n")) == (2, True, 1)
    code, line = run("ussd", BALANCE, "--save", path, "--world", "rich")
    assert (code, line.count("\n")) == (2, 1)
    code, line = run("ussd", BALANCE, "--save", path, "--as", "nobody")
    assert (code, line.count("\n")) == (2, 1)
    assert run("ledger", "verify", path)[0] == 0


def test_the_command_line_tells_in_one_line_what_is_wrong_with_a_save(path: Path, world: World) -> None:
    for save, words in (
        (path, "is open in another zvonilka"),
        (path.parent, "is a folder"),
        (path / "no" / "such", "there is no folder"),
    ):
        code, line = run("ussd", BALANCE, "--save", save)
        assert (code, words in line, line.count("\n")) == (2, True, 1)
