"""`zvonilka call`, `zvonilka talk` and `--air`: what they print and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tui.cli import zvonilka

BALANCE = "*111*455*0#"


def run(*words: str, typed: str = "") -> Result:
    result = CliRunner().invoke(zvonilka, list(words), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def talk(*lines: str, options: tuple[str, ...] = ()) -> list[str]:
    """What a conversation prints after its header."""
    result = run("talk", *options, typed="\n".join(lines))
    assert (result.exit_code, result.stderr) == (0, "")
    header, _, dialog = result.stdout.partition("\n\n")
    assert header.startswith("world: ")
    return dialog.splitlines()


# ---- call


def test_F04_the_call_centre_is_walked_by_keys() -> None:
    result = run("call", "0890", "0", "1", "--as", "Вера")
    lines = result.stdout.splitlines()
    assert lines[0] == "Здравствуйте! Это справочная МТС. Нажмите клавишу:"
    assert [line for line in lines if line.startswith(">")] == ["> 0", "> 1"]
    assert "SMS MTS-Bonus: Вы участник МТС Бонус с 12.03.2026" in result.stdout
    assert result.exit_code == 0


def test_D06_a_number_that_is_not_in_service_is_refused() -> None:
    result = run("call", "0809")
    assert (result.stdout.splitlines()[0], result.exit_code) == (
        "Номер не обслуживается. Проверьте номер и наберите снова.",
        1,
    )


def test_D04_a_service_code_without_its_end_teaches() -> None:
    result = run("call", "*707*31")
    assert ("*707*31#" in result.stdout, result.exit_code) == (True, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("call", "*100#"), "it is a USSD code"),
        (("call", "0890", "x"), "expected digits"),
        (("call", ""), "is not called"),
    ],
)
def test_what_is_no_call_is_one_line(words: tuple[str, ...], told: str) -> None:
    result = run(*words)
    assert (result.exit_code, len(result.stderr.splitlines()), told in result.stderr) == (2, 1, True)


# ---- talk


def test_a_conversation_is_a_dialog() -> None:
    assert talk("*111#", "2", "2", "# a comment", "", "sms 4555 bal") == [
        "Анна > *111#",
        "Анна < USSD",
        "  | МТС",
        "  | 1 Баланс",
        "  | 2 МТС Бонус",
        "  | 3 Мои пакеты",
        "  | 4 Мой номер",
        "  | 5 Язык",
        "  | 0 Выход",
        "Анна > 2",
        "Анна < USSD",
        "  | МТС Бонус",
        "  | 1 Участие",
        "  | 2 Баланс",
        "  | 3 Потратить",
        "  | 4 Подарить",
        "  | 5 Прогноз",
        "  | 99 Далее",
        "Анна > 2",
        "Анна < USSD end",
        "  | У вас 1240 баллов. 31.03.2026 сгорят 320 баллов.",
        "Анна > SMS 4555: bal",
        "Анна < SMS from 4555",
        "  | У вас 1240 баллов. 31.03.2026 сгорят 320 баллов.",
    ]


def test_other_people_act_by_their_names() -> None:
    lines = talk("Борис: #100#", "boris > *100№", "2:", "sms 79160000001 Привет: это я")
    assert lines == [
        "Борис > #100#",
        "Борис < USSD end",
        "  | Balans: 84,50 r.",
        "Борис > *100#",
        "Борис < USSD end",
        "  | Баланс: 84,50 р.",
        "Борис > SMS 79160000001: Привет: это я",
        "Анна < SMS from +79160000002",
        "  | Привет: это я",
    ]


def test_time_and_weather_are_told() -> None:
    lines = talk("*111#", "wait 61s", "air off", "*100#", "air Анна fine", "clock 2026-03-25 10:00", "clock +1 day")
    assert lines[9:] == [
        "wait 61s",
        "Анна < USSD error",
        "  | Время ответа истекло",
        "air Анна off",
        "Анна > *100#",
        "Анна screen contains",
        "  |      Нет сети      |",
        "air Анна fine",
        "clock 2026-03-25 10:00",
        "Анна < SMS from MTS-Bonus at 2026-03-24 10:00",
        "  | 31.03.2026 сгорят 320 баллов. Баланс баллов: *111*455*0#",
        "clock +1 day",
    ]


def test_calls_are_told_on_both_sides() -> None:
    lines = talk("call 79160000002", "Борис: answer", "keys 5", "Борис: hangup", "power off", "power on", "cancel")
    assert lines == [
        "Анна > CALL 79160000002",
        "Борис < CALL from +79160000001",
        "Борис > ANSWER",
        "Анна > KEYS 5",
        "Борис < VOICE",
        "  | 5",
        "Борис > HANGUP",
        "Анна < CALL end",
        "  | Вызов завершён",
        "Анна > POWER off",
        "Анна > POWER on",
        "Анна > CANCEL",
    ]


def test_what_a_display_says_by_itself_is_recorded_too(tmp_path: Path) -> None:
    path = tmp_path / "off.dialog"
    printed = run("talk", "--record", str(path), typed="air off\n*100#\n").stdout
    assert "Анна screen contains" in printed
    recorded = path.read_text(encoding="utf-8")
    assert recorded.count("Анна screen\n") == 1
    assert "      Нет сети      " in recorded
    assert run("run", str(path)).exit_code == 0


def test_a_word_for_an_audience_is_one_with_its_colon_and_a_verb_without_it() -> None:
    assert talk("card 1500", "CARD 300", "card: 9000", "say: hello") == [
        "Анна > CARD 1500",
        "# Начислено: 50 баллов.",
        "Анна > CARD 300",
        "# Начислено: 10 баллов.",
    ]


def test_what_is_printed_is_printed_again_when_it_is_read(tmp_path: Path) -> None:
    script = tmp_path / "first"
    script.write_text(
        "\ufeff*111#\r\n2\r\n4\r\n9160000002\r\n100\r\n1\r\n*#06#\nсмс 4555 бонус\nзвонок 0890\nкнопки 0\nтрубка\n"
        "air busy\n*100#\nsms 4555 bal\nair fine\nчасы +1 год\nждать 5 мин\nБорис: *100#\n",
        encoding="utf-8",
    )
    first = run("talk", str(script))
    again = tmp_path / "again"
    again.write_text(first.stdout, encoding="utf-8")
    second = run("talk", str(again))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert second.stdout == first.stdout


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2", "the network asks nothing"),
        ("баланс", "expected a code"),
        ("cal 0890", 'did you mean "call"'),
        ("Анн: *100#", 'did you mean "Анна"'),
        ("Анна/3: *100#", "has 2 SIM"),
        ("call", "expected a number"),
        ("call *100#", "dialled without CALL"),
        ("sms", "expected a number and a text"),
        ("keys opt", "there is no key"),
        ("answer", "does not ring"),
        ("power up", "expected on or off"),
        ("wait", "such as 61s"),
        ("wait 5 parsecs", "such as 61s"),
        ("clock 2026-03-01", "time does not go back"),
        ("clock 31.12.2026", "a date is 2026-04-01"),
        ("clock +999999999d", "time does not go so far"),
        ("air", "expected a weather"),
        ("air weka", 'did you mean "weak"'),
        ("x" * 5000, "expected a code"),
        ("frob 5", "shop, taxi, card, home, app, topup, bill, data, promo, invite, site, clock"),
        ("say hello", "expected a code"),
    ],
)
def test_a_mistake_is_one_line_with_its_number(line: str, told: str) -> None:
    result = run("talk", typed=f"*100#\n{line}\n*100#\n")
    assert result.exit_code == 2
    assert result.stderr.startswith("line 2: ")
    assert (told in result.stderr, len(result.stderr.splitlines())) == (True, 1)
    assert result.stdout.count("> *100#") == 1, "nothing is done after it"


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"*100#\n\xff\xfe")
    for name, told in (("none", "none: "), ("bytes", "not UTF-8")):
        result = run("talk", str(tmp_path / name))
        assert (result.exit_code, told in result.stderr, len(result.stderr.splitlines())) == (2, True, 1)


def test_json_prints_events_with_their_entries_instead() -> None:
    result = run("talk", "--json", typed="*707*11#\nair busy\n*100#")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    request = next(row for row in rows if row.get("state") == "request")
    assert (request["text"], request["coding"], request["units"], request["limit"]) == ("*707*11#", "gsm7", 8, 182)
    assert len(request["entries"]) == 1
    assert [row["outcome"] for row in rows if "outcome" in row] == ["rejected"]


def test_the_world_of_the_options_is_used() -> None:
    lines = talk(BALANCE, options=("--as", "Борис", "--locale", "en", "--air", "Анна=off"))
    assert lines[-1] == "  | You have 81 points. 21 points will burn on 9 May 2026."


# ---- the weather on the command line


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (("ussd", "*100#", "--air", "late"), "Сеанс завершён: время ожидания истекло.\n", 1),
        (("ussd", "*111#", "1", "--air", "malformed"), "Ответ сети не удалось прочитать.\n", 1),
        (("sms", "4555", "bal", "--air", "Анна=busy"), "SMS не отправлено: SMS-центр занят.\n", 1),
        (("sms", "4555", "bal", "--air", "boris=busy"), "SMS 4555: У вас 1240 баллов. 31.03.2026 сгорят 320 баллов.\n", 0),
        (("sms", "4555", "bal", "--air", "sms_duplicated"), "SMS 4555: У вас 1240 баллов. 31.03.2026 сгорят 320 баллов.\n", 0),
        (("sms", "4555", "bal", "--air", "centre_down"), "", 1),
        (("ussd", "*100#", "--air", "off"), "", 1),
        (("ussd", "*100#", "--air", "nowhere"), "", 2),
        (("ussd", "*100#", "--air", "Никто=off"), "", 2),
    ],
)  # fmt: skip
def test_the_weather_is_an_option(words: tuple[str, ...], told: str, code: int) -> None:
    result = run(*words)
    assert (result.stdout, result.exit_code) == (told, code)
