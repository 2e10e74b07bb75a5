"""`zvonilka ledger`: questions to the books on the command line, as people and programs read the answers."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from beancount import loader
from click.testing import CliRunner, Result

from ledger.calendar import DAY_MS
from ledger.catalog import Channel
from ledger.commands import Charge, Command, Earn, Give, Invite, Join, Link, Redeem, TopUp, Unlink
from ledger.entries import Entry, Posting
from ledger.export.beancount import SIDES
from ledger.purses import Use
from phone.opening import load_world
from phone.world import World
from tui.cli import zvonilka
from tui.ledger_words import LedgerWords

ROOT = Path(__file__).parent.parent
ANNA, SECOND, BORIS, VERA = "79160000001", "79160000006", "79160000002", "79160000003"

LIFE: tuple[Command | int, ...] = (
    Redeem(ANNA, "707:31", "ussd"),
    DAY_MS,
    Give(ANNA, BORIS, 21),
    Invite(ANNA, VERA),
    Join(VERA, "site"),
    DAY_MS,
    Link(ANNA, SECOND),
    Charge(SECOND, "call", 125, "off_net"),
    TopUp(ANNA, 5050),
    17 * DAY_MS,
)
"""What happens in the save, and how long it takes (milliseconds)."""


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo world that has been lived in until 31 March, 10:02."""
    path = tmp_path_factory.mktemp("save") / "demo.zvonilka"
    world = load_world(save=path)
    for step in LIFE:
        if isinstance(step, int):
            world.advance(step)
        else:
            done = world.ledger.execute(step, world.now_ms)
            assert isinstance(done, Entry), done
            world.ledger.commit({})
    world.close()
    return path


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(zvonilka, ["ledger", *map(str, arguments)], env={"ZVONILKA_SAVE": None})


def said(*arguments: str | Path) -> str:
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    return done.stdout


def rows(*arguments: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(*arguments, "--json").splitlines()]


# -- what is printed --------------------------------------------------------------------------------------------------


def test_balance_says_how_much_and_what_goes_first() -> None:
    assert said("balance") == (
        "Анна, +7 916 000-00-01, 12.03.2026 10:02\n"
        "  1240 баллов, из них 320 баллов до 31.03.2026 12:00\n"
        "  150,00 р.\n"
        "  25 SMS до 05.04.2026 14:10\n"
    )


def test_balance_of_a_past_moment(save: Path) -> None:
    at_once = said("balance", "--save", save, "--at", "2026-03-12 10:02").splitlines()
    assert at_once[1] == "  1090 баллов, из них 170 баллов до 31.03.2026 12:00"
    later = said("balance", "--save", save, "--at", "2026-03-13 10:02").splitlines()
    assert later[1] == "  1119 баллов, из них 149 баллов до 31.03.2026 12:00"
    before = said("balance", "--save", save, "--at", "2026-03-13 10:01:59").splitlines()
    assert before[1] == at_once[1]
    assert said("balance", "--save", save, "--at", "2026-03-13").splitlines()[1] == at_once[1]


def test_now_is_a_moment_that_can_be_asked_about() -> None:
    assert said("balance", "--at", "2026-03-12 10:02") == said("balance")
    assert said("why", "--at", "2026-03-12 10:02") == said("why")


def test_F26_statement_in_plain_words(save: Path) -> None:
    assert said("statement", "Анна", "--save", save) == (
        "Анна, +7 916 000-00-01: с 12.03.2026 10:02 по 31.03.2026 10:02\n"
        "На начало: ничего\n"
        "№7    12.03.2026 10:02  Было при открытии книг\n"
        "      +1240 баллов             → 1240 баллов\n"
        "      +150,00 р.               → 150,00 р.\n"
        "      +25 SMS                  → 25 SMS\n"
        "№12   12.03.2026 10:02  Заказ за 150 баллов: 50 МБ\n"
        "      −150 баллов              → 1090 баллов\n"
        "      +50 МБ                   → 50 МБ\n"
        "№13   13.03.2026 10:02  Подарок (кому: Борис)\n"
        "      −21 балл                 → 1069 баллов\n"
        "№14   13.03.2026 10:02  Приглашён друг (номер Вера)\n"
        "№15   13.03.2026 10:02  Вступил приглашённый друг (номер Вера)\n"
        "      +50 баллов               → 1119 баллов\n"
        "№16   14.03.2026 10:02  Общий счёт баллов у номеров: Анна и Анна/2\n"
        "№17   14.03.2026 10:02  Звонок, 2:05 (номер Анна/2)\n"
        "      +1 балл                  → 1120 баллов\n"
        "№18   14.03.2026 10:02  Пополнение счёта\n"
        "      +50,50 р.                → 200,50 р.\n"
        "№19   24.03.2026 10:00  Предупреждение: 31.03.2026 сгорят 149 баллов\n"
        "На конец: 1120 баллов, 200,50 р., 25 SMS, 50 МБ\n"
    )


def test_statement_of_the_other_side_in_english(save: Path) -> None:
    assert said("statement", "boris", "--save", save, "--locale", "en", "--from", "2026-03-13") == (
        "Борис, +7 916 000-00-02: from 13 Mar 2026 00:00 to 31 Mar 2026 10:02\n"
        "At the beginning: 81 points, 84.50 RUB\n"
        "#13   13 Mar 2026 10:02  Gift (from: Анна)\n"
        "      +21 points               → 102 points\n"
        "At the end: 102 points, 84.50 RUB\n"
    )


def test_statement_to_a_day_takes_all_of_it(save: Path) -> None:
    told = rows("statement", "--save", save, "--from", "2026-03-13", "--to", "2026-03-13")
    assert [row["entry"] for row in told if row["row"] == "entry"] == [13, 14, 15]
    to_a_time = rows("statement", "--save", save, "--from", "2026-03-13", "--to", "2026-03-13 10:02")
    assert [row["row"] for row in to_a_time] == ["opening", "closing"]
    assert "За это время ничего не было." in said(
        "statement", "--save", save, "--from", "2026-03-13", "--to", "2026-03-13 10:02"
    )


def test_why_tells_where_each_lot_came_from_and_what_was_drawn(save: Path) -> None:
    lines = said("why", "Анна", "--save", save).splitlines()
    assert lines[:5] == [
        "Анна, +7 916 000-00-01, 31.03.2026 10:02",
        "1120 баллов",
        "  Партия 1: осталось 149 баллов, до 31.03.2026 12:00",
        "    №2    12.03.2026 10:02  +320 баллов  Было при открытии книг",
        "    №12   12.03.2026 10:02  −150 баллов  Заказ за 150 баллов: 50 МБ",
    ]
    assert "    №13   13.03.2026 10:02  −21 балл  Подарок (кому: Борис)" in lines
    assert "    №15   13.03.2026 10:02  +50 баллов  Вступил приглашённый друг (номер Вера)" in lines
    assert "    №17   14.03.2026 10:02  +1 балл  Звонок, 2:05 (номер Анна/2)" in lines
    assert "  Партия 7: осталось 150,00 р., бессрочно" in lines
    gift = said("why", "Борис", "--save", save)
    assert "+21 балл  Подарок (от кого: Анна)" in gift


def test_F31_a_gift_from_a_sim_that_shares_the_points_account_by_now_is_still_a_gift(tmp_path: Path) -> None:
    path = tmp_path / "demo.zvonilka"
    world = load_world(save=path)
    for command in (Join(SECOND, "ussd"), Earn(SECOND, "taxi", 500), Give(SECOND, ANNA, 5), Link(ANNA, SECOND)):
        assert isinstance(world.ledger.execute(command, world.now_ms), Entry)
    world.ledger.commit({})
    world.close()
    lines = said("why", "--save", path).splitlines()
    assert [line for line in lines if "+5 баллов" in line] == [
        "    №14   12.03.2026 10:02  +5 баллов  Подарок (от кого: Анна/2)"
    ]


def test_why_tells_of_what_is_gone_if_asked(save: Path, tmp_path: Path) -> None:
    later = shutil.copy(save, tmp_path / "later.zvonilka")
    question = ("why", "--save", later, "--now", "2026-03-31 12:00")
    gone = "  Партия 1: осталось 0 баллов, до 31.03.2026 12:00"
    burned = "    №20   31.03.2026 12:00  −149 баллов  Сгорели: закончился срок"
    lines = said(*question, "--all").splitlines()
    assert lines[lines.index(gone) : lines.index(burned) + 1][1:3] == [
        "    №2    12.03.2026 10:02  +320 баллов  Было при открытии книг",
        "    №12   12.03.2026 10:02  −150 баллов  Заказ за 150 баллов: 50 МБ",
    ]
    assert gone not in said(*question).splitlines()
    assert "осталось 149 баллов" in said("why", "--save", later, "--at", "2026-03-31 11:59:59")


def test_F13_forecast_of_the_coming_month_by_default(save: Path) -> None:
    assert said("forecast") == (
        "Анна, +7 916 000-00-01: что сгорит до 12.04.2026 10:02, если ничего не делать\n  320 баллов\n  25 SMS\n"
    )
    assert said("forecast", "Вера").endswith("  Ничего не сгорит.\n")
    told = rows("forecast", "--save", save, "--days", "7")
    assert {row["purse"]: (row["unit"], row["amount"]) for row in told} == {
        "points": ("points", 149),
        "sms": ("messages", 25),
    }


def test_forecast_by_month() -> None:
    assert said("forecast", "anna", "--by-month", "--locale", "en") == (
        "Анна, +7 916 000-00-01: what burns month by month if nothing is done\n"
        "  March 2026: 320 points\n"
        "  April 2026: 25 SMS\n"
        "  August 2026: 420 points\n"
        "  December 2026: 500 points\n"
    )
    told = rows("forecast", "--by-month", "--until", "2026-08-14 18:30")
    assert [(row["from"][:7], row["amount"]) for row in told] == [("2026-03", 320), ("2026-04", 25), ("2026-08", 420)]
    assert [row["amount"] for row in rows("forecast", "--months", "5")] == [320, 25]
    assert [row["amount"] for row in rows("forecast", "--months", "6")] == [740, 25]


def test_totals_tell_who_gave_and_redeemed_how_much(save: Path) -> None:
    lines = said("totals", "--save", save, "--from", "2026-03-13").splitlines()
    assert lines[:4] == [
        "С 13.03.2026 00:00 по 31.03.2026 10:02",
        "Анна + Анна/2",
        "  подарено                 21 балл",
        "  получено                 51 балл",
    ]
    assert lines[lines.index("Борис") + 1] == "  получено в подарок       21 балл"
    together = lines[lines.index("Все вместе") :]
    assert "  получено в подарок       21 балл" in together
    assert "  подарено                 21 балл" in together
    told = {
        (row["who"], row["purse"], row["side"]): (row["came"], row["went"]) for row in rows("totals", "--save", save)
    }
    assert told["Анна + Анна/2", "points", "redeemed"] == (0, 150)
    assert told["Анна", "data", "issued"] == (50 * 1_048_576, 0)
    assert told["Анна/2", "main", "revenue"] == (0, 750)


def test_json_amounts_are_whole_units_and_moments_are_iso() -> None:
    told = rows("balance")
    assert told[0] == {
        "msisdn": ANNA,
        "at": "2026-03-12T10:02:00.000+03:00",
        "purse": "points",
        "unit": "points",
        "amount": 1240,
        "lots": [
            {"lot": 1, "left": 320, "until": "2026-03-31T12:00:00.000+03:00"},
            {"lot": 2, "left": 420, "until": "2026-08-14T18:30:00.000+03:00"},
            {"lot": 3, "left": 500, "until": "2026-12-01T09:15:00.000+03:00"},
        ],
    }
    assert (told[1]["unit"], told[1]["amount"], told[1]["lots"][0]["until"]) == ("kopecks", 15_000, None)
    (first, *_) = rows("why")
    assert first["opened"] == {
        "entry": 7,
        "at": "2026-03-12T10:02:00.000+03:00",
        "kind": "opened",
        "what": "Было при открытии книг",
        "amount": 15_000,
    }


def test_whom_it_is_about() -> None:
    for who in ("Вера", "vera", "+7 916 000-00-03", "3"):
        assert rows("balance", who)[0]["msisdn"] == VERA
    assert rows("balance", "Анна/2")[0]["msisdn"] == SECOND
    assert rows("balance", "--as", "Вера")[0]["msisdn"] == VERA
    assert rows("balance", "Борис", "--as", "Вера")[0]["msisdn"] == BORIS


def test_options_before_the_verb_count(save: Path) -> None:
    done = CliRunner().invoke(zvonilka, ["--save", str(save), "--locale", "en", "ledger", "totals"])
    assert done.stdout.startswith("From 12 Mar 2026 10:02 to 31 Mar 2026 10:02\n")


def test_a_question_writes_nothing(save: Path) -> None:
    before = said("export", "--format", "json", "--save", save)
    for verb in ("balance", "statement", "why", "forecast", "totals"):
        said(verb, "--save", save)
    assert said("export", "--format", "json", "--save", save) == before


def test_the_same_answer_whichever_way_the_locale_writes_sms(save: Path) -> None:
    assert said("why", "--save", save, "--locale", "translit") == said("why", "--save", save)


# -- export -----------------------------------------------------------------------------------------------------------


def test_export_to_beancount_is_accepted(save: Path, tmp_path: Path) -> None:
    out = tmp_path / "books.beancount"
    assert said("export", "--save", save, out) == f"{out}\n"
    text = out.read_text(encoding="utf-8")
    _, errors, _ = loader.load_string(text)
    assert errors == []
    assert text == said("export", "--format", "beancount", "--save", save)
    assert "2026-03-25 balance Assets:Anna:Points  1120 POINTS" in text.splitlines()
    assert text.endswith("KOPECKS\n")


def test_export_to_csv_and_json(save: Path, tmp_path: Path) -> None:
    for form in ("csv", "json"):
        out = tmp_path / f"books.{form}"
        said("export", "--format", form, out, "--save", save)
        assert out.read_text(encoding="utf-8") == said("export", "--format", form, "--save", save)
    assert len((tmp_path / "books.json").read_text(encoding="utf-8").splitlines()) == 19


# -- bad input --------------------------------------------------------------------------------------------------------

BAD = [
    (
        ["why", "Ана"],
        'nobody is called "Ана" here; expected one of Анна, Борис, Вера, Глеб, Дина (did you mean "Анна"?)',
    ),
    (["why", "Анна/3"], '"Анна/3": Анна has 2 SIM; expected /1 to /2'),
    (["statement", "Дина"], "the books do not know 79030000005: the number is another operator's"),
    (["balance", "--at", "noon"], "--at: found 'noon', expected a date such as 2026-03-12 10:02"),
    (["balance", "--at", "2026-03-12 10:03"], "--at: found '2026-03-12 10:03', expected a moment up to now"),
    (["why", "--at", "2026-03-12 10:01"], "--at: found '2026-03-12 10:01', expected a moment from 2026-03-12 10:02:00"),
    (["balance", "Дина", "--at", "2026-03-12 10:01"], "the books do not know 79030000005"),
    (["statement", "--from", "31.03"], "--from: found '31.03', expected a date such as 2026-03-12 10:02"),
    (["statement", "--to", "0001-01-01 00:00"], "--to: found '0001-01-01 00:00', expected a date such as"),
    (["statement", "--from", "2026-03-13"], "--from: found '2026-03-13', expected a date before now"),
    (
        ["totals", "--to", "2026-03-11"],
        "--from: the books open 2026-03-12 10:02:00, expected a date before --to 2026-03-11",
    ),
    (["forecast", "--days", "0"], "--days: found '0', expected a whole number from 1 to 36500"),
    (["forecast", "--days", "³"], "--days: found '³', expected a whole number from 1 to 36500"),
    (["forecast", "--days", "36501"], "--days: found '36501', expected a whole number from 1 to 36500"),
    (["forecast", "--days", "9" * 5000], "--days: found '99999"),
    (["forecast", "--months", "-1"], "--months: found '-1', expected a whole number from 1 to 1200"),
    (["forecast", "--days", "1", "--months", "1"], "forecast: expected one of --days, --months, --until"),
    (["forecast", "--until", "2026-03-12 10:02"], "--until: found '2026-03-12 10:02', expected a moment after now"),
    (["export", "--format", "cvs"], "--format: found 'cvs', expected beancount, csv, json (did you mean \"csv\"?)"),
    (["export", "no/such/folder/x.csv"], "export: no/such/folder/x.csv cannot be written: No such file or directory"),
    (["export", ".", "--format", "csv"], "export: . cannot be written: Is a directory"),
    (["export", "x.xyz"], "export: found 'x.xyz', expected a name that ends in one of .beancount, .csv, .json"),
]


@pytest.mark.parametrize(
    ("arguments", "expected"), BAD, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_bad_input_is_one_clear_line(arguments: list[str], expected: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith(expected)
    assert done.stderr.count("\n") == 1


def test_the_ending_says_how_it_is_written(tmp_path: Path) -> None:
    assert run("export", tmp_path / "books.csv").exit_code == 0
    assert (tmp_path / "books.csv").read_text(encoding="utf-8") == run("export", "--format", "csv").stdout


def test_an_export_does_not_write_over_the_save(save: Path) -> None:
    done = run("export", save, "--save", save, "--format", "csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"export: {save} is the save itself; expected another file\n"
    assert said("balance", "--save", save)


# -- words ------------------------------------------------------------------------------------------------------------


def entries_in_the_code() -> Iterator[ast.Call]:
    """Each `draft.entry("kind", …)`, `.draw(…)`, `.open(…)`, `credit(…)` of the ledger's decisions."""
    for path in sorted((ROOT / "ledger").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def kinds() -> set[str]:
    return {
        str(argument.value)
        for node in entries_in_the_code()
        if isinstance(node.func, ast.Attribute) and node.func.attr == "entry"
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }


def sides() -> set[str]:
    return {
        str(keyword.value.value)
        for node in entries_in_the_code()
        for keyword in node.keywords
        if keyword.arg in ("into", "source") and isinstance(keyword.value, ast.Constant)
    } | {"issued"}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_kind_of_entry_has_its_words(world: World, language: str) -> None:
    assert {"given", "expired", "fee_missed"} < kinds()
    for kind in kinds():
        keys = [f"{kind}.{use}" for use in get_args(Use)] if kind == "charged" else [kind]
        for key in keys:
            assert f"ledger.what.{key}" in world.texts.files[language].texts


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_source_channel_and_side_has_its_words(world: World, language: str) -> None:
    known = world.texts.files[language].texts
    for source in world.ledger.configuration.earning.sources:
        assert f"ledger.source.{source}" in known
    for channel in get_args(Channel):
        assert f"ledger.channel.{channel}" in known
    assert sides() == set(SIDES)
    for side in sides():
        assert {f"ledger.flow.{side}.came", f"ledger.flow.{side}.went"} & known.keys()


@pytest.mark.parametrize(
    ("purse", "amount", "russian", "english"),
    [
        ("points", 1, "1 балл", "1 point"),
        ("points", 2, "2 балла", "2 points"),
        ("points", 11, "11 баллов", "11 points"),
        ("points", 21, "21 балл", "21 points"),
        ("main", 15_005, "150,05 р.", "150.05 RUB"),
        ("discount", 9950, "скидка 99,50 р.", "a discount of 99.50 RUB"),
        ("minutes_on_net", 1800, "30 минут по сети", "30 on-net minutes"),
        ("minutes_on_net", 1801, "30 минут по сети и 1 с", "30 on-net minutes and 1 s"),
        ("minutes_on_net", 59, "59 с", "59 s"),
        ("data", 50 * 1_048_576, "50 МБ", "50 MB"),
        ("data", 1_048_576 + 2, "1 МБ и 2 байта", "1 MB and 2 bytes"),
        ("data", 0, "0 МБ", "0 MB"),
        ("anti_caller_id", 1, "антиопределитель", "anti-caller-ID"),
        ("anti_caller_id", 2, "2 × антиопределитель", "2 × anti-caller-ID"),
        ("anti_caller_id", 0, "ничего", "nothing"),
        ("mgts_payment", 10_000, "счёт МГТС 100,00 р.", "MGTS bill 100.00 RUB"),
    ],
)
def test_amounts_are_said_as_people_say_them(world: World, purse: str, amount: int, russian: str, english: str) -> None:
    assert LedgerWords.of(world, "ru").amount(purse, amount) == russian
    assert LedgerWords.of(world, "en").amount(purse, amount) == english


def test_a_purse_of_older_rules_is_told_by_its_unit(world: World) -> None:
    words = LedgerWords.of(world, "ru")
    assert words.amount("no_such", 3, "messages") == "3 сообщения"
    assert words.amount("no_such", 150, "kopecks") == "1,50 р."
    assert words.change("points", -3) == "−3 балла"


@pytest.mark.parametrize(
    ("command", "kind", "details", "mine", "expected"),
    [
        (Charge(ANNA, "sms", 3), "charged", {}, True, "Отправлено: 3 SMS"),
        (Charge(ANNA, "data", 3 * 1_048_576), "charged", {}, True, "Интернет, 3 МБ"),
        (Charge(ANNA, "call", 3661), "charged", {}, True, "Звонок, 61:01"),
        (Join(ANNA, "menu"), "joined", {}, True, "Вступление в программу (через меню)"),
        (Invite(BORIS, VERA), "invited", {}, False, "Приглашение в программу (от кого: Борис)"),
        (Earn(ANNA, "taxi", 100), "earned", {}, True, "Начислено: такси"),
        (Earn(ANNA, "no_such", 100), "earned", {}, True, "earned"),
        (Unlink("79990000000"), "unlinked", {}, True, "Номер больше не копит на общем счёте: +7 999 000-00-00"),
        (TopUp(ANNA, 1), "unheard_of", {}, True, "unheard_of"),
    ],
)
def test_what_an_entry_was(
    world: World, command: Command, kind: str, details: dict[str, int | str], mine: bool, expected: str
) -> None:
    entry = Entry(1, 0, kind, command, details=details)
    assert LedgerWords.of(world, "ru").what(entry, mine=mine) == expected


@pytest.mark.parametrize(
    ("points", "kopecks", "expected"),
    [
        (100, 0, "Заказ за 100 баллов: планшет"),
        (100, 250, "Заказ за 100 баллов и 2,50 р.: планшет"),
        (0, 250, "Заказ за 2,50 р.: планшет"),
    ],
)
def test_F52_what_a_reward_cost(world: World, points: int, kopecks: int, expected: str) -> None:
    postings = (Posting(f"{ANNA}/tablet", "pieces", 1, 9, 99), Posting("issued", "pieces", -1))
    details: dict[str, int | str] = {"price_points": points, "price_kopecks": kopecks}
    entry = Entry(1, 0, "redeemed", Redeem(ANNA, "site:tablet", "site"), postings, (), details)
    assert LedgerWords.of(world, "ru").what(entry) == expected


def test_asking_the_books_loads_no_screen() -> None:
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from tui.cli import zvonilka\n"
        "for verb in ('balance', 'statement', 'why', 'forecast', 'totals', 'export'):\n"
        "    assert CliRunner().invoke(zvonilka, ['ledger', verb]).exit_code == 0\n"
        "print(sorted({'textual', 'rich', 'beancount'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "[]\n"
