"""The command line: what it prints, with which exit code, and that no input brings a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from phone.opening import load_world
from tui.cli import zvonilka

BALANCE = "*111*455*0#"


def run(*words: str) -> Result:
    """The command line in this process."""
    result = CliRunner().invoke(zvonilka, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def started(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, with nothing of ours in its environment."""
    return subprocess.run(
        [sys.executable, "-c", "from tui.cli import main; main()", *words],
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env={name: value for name, value in os.environ.items() if not name.startswith("ZVONILKA")} | environment,
    )


# ---- what is printed


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (("ussd", BALANCE), ["У вас 1240 баллов. 31.03.2026 сгорят 320 баллов."]),
        (("ussd", BALANCE, "--as", "anna"), ["У вас 1240 баллов. 31.03.2026 сгорят 320 баллов."]),
        (("ussd", BALANCE, "--as", "2"), ["У вас 81 балл. 09.05.2026 сгорит 21 балл."]),
        (("ussd", BALANCE, "--locale", "en"), ["You have 1240 points. 320 points will burn on 31 Mar 2026."]),
        (("ussd", BALANCE, "--locale", "translit"), ["U vas 1240 ballov. 31.03.2026 sgoryat 320 ballov."]),
        (("sms", "4555", "bal"), ["SMS 4555: У вас 1240 баллов. 31.03.2026 сгорят 320 баллов."]),
        (("sms", "45-55", " БОНУС "), ["SMS 4555: У вас 1240 баллов. 31.03.2026 сгорят 320 баллов."]),
        (("ussd", "*111*0887#", "--as", "Анна/2"), ["Ваш номер: +7 916 000-00-06"]),
        (("ussd", "*111*0887#", "--as", "+7 916 000-00-06"), ["Ваш номер: +7 916 000-00-06"]),
        (("ussd", "*100№"), ["Баланс: 150,00 р."]),
    ],
)
def test_F11_F12_the_operators_answer_is_printed(words: tuple[str, ...], lines: list[str]) -> None:
    result = run(*words)
    assert (result.stdout.splitlines(), result.stderr, result.exit_code) == (lines, "", 0)


def test_F02_joining_prints_the_answer_and_the_sms_that_follows() -> None:
    result = run("ussd", "*111*455*1#", "--as", "Вера")
    first, second = result.stdout.splitlines()
    assert first == f"Вы участник МТС Бонус. Баланс баллов: {BALANCE}"
    assert second.startswith("SMS MTS-Bonus: Вы участник МТС Бонус с 12.03.2026 10:02. ")
    assert result.exit_code == 0


def test_D05_joining_twice_is_no_refusal() -> None:
    result = run("ussd", "*105#")
    assert (len(result.stdout.splitlines()), result.exit_code) == (1, 0)
    assert "уже участник" in result.stdout


def test_replies_are_printed_between_the_questions() -> None:
    result = run("ussd", "*111#", "2", "2")
    lines = result.stdout.splitlines()
    assert [line for line in lines if line.startswith(">")] == ["> 2", "> 2"]
    assert lines[-1] == "У вас 1240 баллов. 31.03.2026 сгорят 320 баллов."
    assert result.exit_code == 0


def test_a_dialogue_that_is_left_open_is_left_by_the_user() -> None:
    result = run("--json", "ussd", "*111#")
    assert [json.loads(line)["state"] for line in result.stdout.splitlines()] == ["request", "ask", "release"]
    assert result.exit_code == 0


# ---- prices, editions, options


def test_a_price_that_is_set_is_taken_exactly() -> None:
    for price, left in (("150", "1090"), ("151", "1089")):
        result = run("ussd", "*707*31#", "--set", f"catalog.707:31.price_points={price}")
        assert f"осталось {left}" in result.stdout
        assert result.exit_code == 0


def test_D01_D22_an_edition_without_the_code_calls_it_unknown() -> None:
    result = run("ussd", "*707*31#", "--edition", "a2")
    assert (result.stdout, result.exit_code) == ("Неизвестный код *707*31#. Проверьте и наберите снова.\n", 1)


@pytest.mark.parametrize(
    "words",
    [
        ("--as", "boris", "ussd", BALANCE),
        ("ussd", BALANCE, "--as", "boris"),
        ("--as", "vera", "ussd", BALANCE, "--as", "boris"),
        ("ussd", "--as", "boris", BALANCE),
    ],
)
def test_an_option_stands_before_or_after_the_verb_and_the_later_one_counts(words: tuple[str, ...]) -> None:
    assert run(*words).stdout.startswith("У вас 81 балл.")


def test_settings_before_the_verb_count_too() -> None:
    result = run("--set", "catalog.707:31.price_points=151", "--locale", "en", "ussd", "*707*31#")
    assert "1089 left" in result.stdout


def test_another_time_and_another_world() -> None:
    assert run("ussd", BALANCE, "--now", "2026-04-01 00:00").stdout.startswith("У вас 920 баллов.")
    assert run("ussd", BALANCE, "--world", "rich").stdout.startswith("У вас 100000 баллов.")


def test_a_users_folder_changes_a_text(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "operator.ru.json").write_text(
        '{"texts": {"money.balance": "На счету {kopecks:money}"}}', "utf-8"
    )
    assert run("ussd", "*100#", "--fixtures", str(tmp_path)).stdout == "На счету 150,00\n"


# ---- refusals are 1


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("ussd", "*998#"), "Неизвестный код *998#"),
        (("ussd", f"*{'7' * 100}#"), "Слишком длинный запрос."),
        (("ussd", BALANCE, "--as", "vera"), "Вы не участник"),
        (("ussd", BALANCE, "--as", "dina"), "только абонентам"),
        (("ussd", "*707*12#", "--as", "boris"), "Не хватает баллов"),
        (("sms", "4555", "\U0001f600\U0001f600"), "Не понимаем"),
        (("sms", "4555", "бонус", "--as", "vera"), "Вы не участник"),
        (("sms", "7070", "99"), "Такого кода услуги нет"),
        (("sms", "1234", "привет"), "SMS не отправлено: нет такого номера."),
        (("sms", "", ""), "SMS не отправлено: нет такого номера."),
        (("sms", "4555", "bal", "--as", "5"), "SMS не отправлено"),
    ],
)
def test_what_the_operator_refuses_is_exit_code_1(words: tuple[str, ...], part: str) -> None:
    result = run(*words)
    assert part in result.stdout
    assert (result.stderr, result.exit_code) == ("", 1)


# ---- bad input is 2


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("ussd", "*111*455*0"), "a code ends in #"),
        (("ussd", ""), "neither a number nor a code"),
        (("ussd", "абв"), "'абв' is not sent as USSD: it is neither a number nor a code"),
        (("ussd", f"*{'7' * 300}#"), "longer than the 160 characters"),
        (("ussd", BALANCE, "1"), "reply 1 ('1'): the network asks nothing any more"),
        (("ussd", BALANCE, "--as", "Веры"), '(did you mean "Вера"?)'),
        (("ussd", BALANCE, "--as", "Анна/3"), "expected /1 to /2"),
        (("ussd", BALANCE, "--as", "Анна/"), "expected /1 to /2"),
        (("ussd", BALANCE, "--world", "dmeo"), '(did you mean "worlds/demo"?)'),
        (("ussd", BALANCE, "--edition", "b1"), 'no edition "b1"'),
        (("ussd", BALANCE, "--now", "tomorrow"), '--now: found "tomorrow"'),
        (("ussd", BALANCE, "--set", "rules.usd.timeout_s=5"), '(did you mean "ussd"?)'),
        (("ussd", BALANCE, "--set", "rules.ussd.timeout_s"), "expected FILE.PATH=VALUE"),
        (("ussd", BALANCE, "--fixtures", "no-such-folder"), "found no such folder"),
        (("check", "no-such-folder"), "found no such folder"),
        (("shot", "x.svg", "--size", "big"), "expected columns and rows such as 120x40"),
        (("shot", "x.svg", "--size", "0x10"), "expected columns and rows such as 120x40, from 10x4 to 400x200"),
        (("shot", "x.svg", "--size", "9999x9999"), "from 10x4 to 400x200"),
        (("shot", "x.png"), "expected a name that ends in .svg (a picture) or .txt (text)"),
        (("shot", "no-such-folder/x.svg"), 'found no folder "no-such-folder"'),
        (("run", "no-such.dialog"), "no-such.dialog: found no such file, expected a .dialog file"),
        (("open", "no-such.dialog:3"), "no-such.dialog: found no such file, expected a .dialog file"),
        (("open", "README.md:99999"), "README.md: found line 99999, expected one of its "),
        (("open", "README.md:0"), "README.md: found line 0, expected one of its "),
        ((), "the phone needs a terminal"),
        (("account",), "the account needs a terminal"),
        (("--theme", "nigth", "shot", "x.svg"), 'shot: there is no theme "nigth"; expected one of classic, night'),
        (("--theme", "night", "ussd", BALANCE), "--theme: ussd takes no such option"),
        (("--locale", "en", "ledger", "verify", "x"), "--locale: ledger verify takes no such option"),
        (("--as", "Вера", "check"), "--as: check takes no such option"),
        (("ussd", BALANCE, "--world", "/etc/passwd"), '--world: found "/etc/passwd", expected the name of a world, or'),
        (("ussd", BALANCE, "--record", "/proc/x.dialog"), "--record: /proc/x.dialog: nothing can be written into"),
        (("report", "x.dialog", "--save", "no-such.save"), "--save: no-such.save: no such file"),
        (("account", "--as", "nobody"), "the account needs a terminal"),
    ],
)
def test_bad_input_is_exit_code_2_and_one_line(words: tuple[str, ...], part: str) -> None:
    result = run(*words)
    assert part in result.stderr
    assert (len(result.stderr.splitlines()), result.exit_code) == (1, 2)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "words", [("ussd",), ("sms",), ("shot",), ("nosuch",), ("ussd", BALANCE, "--locale", "fr"), ("ussd", "--nosuch")]
)
def test_wrong_usage_is_exit_code_2(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.startswith("Usage: ")


def test_a_world_file_with_mistakes_is_one_line_for_each(tmp_path: Path) -> None:
    world = tmp_path / "mine.json"
    tree = {"like": "demo", "sed": 1, "people": {"Анна": {"alias": 5, "imei": []}}}
    world.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    result = run("ussd", BALANCE, "--world", str(world))
    assert (result.stdout, result.exit_code) == ("", 2)
    lines = result.stderr.splitlines()
    assert sorted(line.split(": ")[1] for line in lines) == ["people.Анна.alias", "people.Анна.imei", "sed"]
    assert all("expected" in line for line in lines)


def test_mistakes_of_several_settings_are_told_together() -> None:
    result = run("ussd", BALANCE, "--set", "rules.ussd.timeout_s=x", "--set", "catalog.707:31.price_points=0")
    assert (len(result.stderr.splitlines()), result.exit_code) == (2, 2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ussd", BALANCE, "--air", "off"), "Нет сети.\n"),
        (("ussd", BALANCE, "--air", "off", "--locale", "en"), "No coverage.\n"),
        (("ussd", BALANCE, "--air", "weak"), "Сеть не ответила.\n"),
        (("call", "0890", "--air", "off"), "Нет сети.\n"),
        (("sms", "4555", "--air", "off"), "SMS не отправлено: нет сети.\n"),
        (("call", "0890", "--air", "busy"), ""),
    ],
)
def test_what_the_network_does_not_take_is_its_refusal_and_no_bad_input(words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert (result.stderr, result.exit_code) == (told, 1)


def test_a_phone_that_is_off_says_so(tmp_path: Path) -> None:
    save = tmp_path / "mine.zvonilka"
    world = load_world("demo", save=save)
    world.command("Анна", lambda phone, at_ms: phone.mobile.switch_off(at_ms))
    world.close()
    for words in (("ussd", BALANCE), ("call", "0890")):
        result = run(*words, "--save", str(save))
        assert (result.stderr, result.exit_code) == ("Телефон выключен.\n", 1)


@pytest.mark.slow
def test_the_screen_is_saved_as_text_if_the_file_is_called_so(tmp_path: Path) -> None:
    out = tmp_path / "x.txt"
    assert run("shot", str(out), "--size", "80x24").exit_code == 0
    rows = out.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 24
    assert any("12.03.2026" in row for row in rows)


# ---- check, version, json


def test_check_says_that_all_is_well_or_what_is_not(tmp_path: Path) -> None:
    result = run("check")
    assert (result.stdout, result.exit_code) == ("the fixtures are in order\n", 0)
    (tmp_path / "dialplan.json").write_text('{"ussd": {"*5#": {"service": "menu", "menu": "mian"}}}')
    (tmp_path / "menus.json").write_text('{"main": {"title": "menu.mian"}}')
    result = run("check", str(tmp_path))
    assert (result.stdout, len(result.stderr.splitlines()), result.exit_code) == ("", 2, 2)


def test_version_and_help() -> None:
    assert run("--version").stdout == f"zvonilka {version('zvonilka')}\n"
    for words in (("--help",), ("-h",), ("ussd", "--help")):
        result = run(*words)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith("Usage: ")


def test_json_is_one_object_a_line_for_each_event() -> None:
    result = run("ussd", "*707*31#", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["event"], row["state"], row["direction"]) for row in rows] == [
        ("ussd", "request", "up"), ("ussd", "end", "down"),
        ("sms", "deliver", "down"), ("sms", "stored", "up"), ("sms", "deliver", "down"), ("sms", "stored", "up"),
    ]  # fmt: skip
    assert all({"seq", "at", "phone", "sim"} <= row.keys() for row in rows)
    request, end, sms = rows[0], rows[1], rows[2]
    assert (request["text"], request["coding"], request["at"]) == ("*707*31#", "gsm7", "2026-03-12T10:02:00.000+03:00")
    assert len(request["entries"]) == 1
    assert (end["coding"], end["units"], end["limit"]) == ("ucs2", len(end["text"]), 80)
    assert (sms["from"], sms["part"], sms["parts"]) == ("MTS-Bonus", 1, 2)
    assert "entries" not in end
    assert "refused" not in end


def test_json_names_the_rule_that_refused_with_its_numbers() -> None:
    result = run("ussd", "*707*12#", "--json", "--as", "boris")
    (refused,) = [row["refused"] for row in map(json.loads, result.stdout.splitlines()) if "refused" in row]
    assert refused == {"rule": "redeem.balance", "price": 110, "left": 81, "short": 29}
    assert result.exit_code == 1


def test_json_of_an_sms_that_is_turned_away() -> None:
    rows = [json.loads(line) for line in run("--json", "sms", "1234", "привет").stdout.splitlines()]
    assert [(row["state"], row.get("cause")) for row in rows] == [("submit", None), ("rejected", "unknown_number")]
    assert (rows[0]["to"], rows[0]["text"], rows[0]["coding"]) == ("1234", "привет", "ucs2")


def test_the_same_words_print_the_same_again() -> None:
    assert run("--json", "ussd", "*707*31#").stdout == run("--json", "ussd", "*707*31#").stdout


# ---- as a program


def test_the_console_script_is_this_command_line() -> None:
    (script,) = entry_points(group="console_scripts", name="zvonilka")
    assert script.value == "tui.cli:main"


@pytest.mark.parametrize(
    "environment",
    [{"NO_COLOR": "1", "TERM": "dumb"}, {"LC_ALL": "C", "LANG": "C"}, {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "COLUMNS": "20"}],
    ids=["dumb", "c-locale", "narrow"],
)  # fmt: skip
def test_the_program_prints_the_same_in_any_environment(tmp_path: Path, environment: dict[str, str]) -> None:
    done = started("ussd", BALANCE, cwd=tmp_path, **environment)
    assert (done.stdout, done.stderr, done.returncode) == (
        "У вас 1240 баллов. 31.03.2026 сгорят 320 баллов.\n", "", 0,
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_the_program_gives_the_exit_codes_and_never_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "wrong.json").write_text('{"like": "demo", "peple": {}}')
    for words, code, part in (
        (("ussd", "*998#"), 1, "Неизвестный код"),
        (("ussd", BALANCE, "--world", "wrong.json"), 2, 'did you mean "people"'),
        (("--world", "wrong.json", "sms", "4555"), 2, 'did you mean "people"'),
    ):
        done = started(*words, cwd=tmp_path)
        assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (code, False)
        assert part in done.stdout + done.stderr


def test_a_fault_of_the_program_is_one_line_and_exit_code_3(tmp_path: Path) -> None:
    broken = (
        "import phone.opening\n"
        "def fail(*_, **__): raise RuntimeError('this is broken')\n"
        "phone.opening.load_world = fail\n"
        "from tui.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", broken, "ussd", BALANCE]
    done = subprocess.run(
        command, cwd=tmp_path, check=False, capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 3
    assert done.stderr.splitlines() == ["internal fault: RuntimeError: this is broken (ZVONILKA_DEBUG=1 shows where)"]
