"""Dialogs are played in worlds of their own, and whatever differs is told."""

from __future__ import annotations

import gc
from pathlib import Path
from weakref import ref

import pytest

from phone.dialog.files import read_file
from phone.dialog.model import Dialog, Header
from phone.dialog.play import Played, play, played_to
from phone.dialog.problems import DialogError
from phone.dialog.report import plain, report
from phone.dialog.setting import open_world, people_of
from phone.dialog.syntax import parse
from phone.handset.handset import Handset
from phone.world import World

DIALOGS = sorted((Path(__file__).parent.parent / "dialogs").glob("*.dialog"))
ANNA = "phones:\n  Анна +7 916 111-22-33 points 120 till 2026-12-31 balance 150\n"
TWO = f"{ANNA}  Борис +7 916 444-55-66 member balance 10\n"


def read(text: str) -> Dialog:
    return parse(text, "some.dialog", people_of)


def played(text: str, locale: str = "ru") -> Played:
    dialog = read(text)
    return play(dialog, dialog.cases[0], locale)


def told(text: str, locale: str = "ru") -> list[str]:
    """The lines of the report, without what can be done about it."""
    result = played(text, locale)
    return [
        line
        for difference in result.differences
        for one in report("some.dialog", result, difference)
        for line in plain(one)
    ]


def holds(text: str, locale: str = "ru") -> Played:
    """A dialog that holds; its transcript is a dialog that holds too."""
    result = played(text, locale)
    assert told(text, locale) == []
    again = played(result.transcript, locale)
    assert (again.differences, again.transcript) == ((), result.transcript)
    return result


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
def test_every_bundled_dialog_holds_in_its_locales_and_so_does_its_transcript(path: Path) -> None:
    source = read_file(path)
    for dialog in source.dialogs:
        for case in dialog.cases:
            for locale in dialog.header.locales:
                result = play(dialog, case, locale)
                assert result.differences == ()
                again = played(result.transcript, locale)
                assert (again.differences, again.transcript) == ((), result.transcript)


def test_cases_know_nothing_of_each_other_and_begin_alike() -> None:
    text = f"{ANNA}Анна >> *707*11#\n== a\npoints Анна = {{left:int}}\nАнна >> *707*11#\n== b\npoints Анна = 45\n== c\npoints Анна = 45\n"
    dialog = read(text)
    assert [play(dialog, case, "ru").differences for case in dialog.cases] == [(), (), ()]


# ---- the header


def test_a_header_without_anything_is_the_demo_world() -> None:
    holds("Анна > *111*455*0#\nАнна < USSD end: У вас 1240 баллов. 31.03.2026 сгорят 320 баллов.\n")


def test_phones_of_a_header_lie_over_a_world_by_name_and_alias() -> None:
    holds(
        "world: demo\nphones:\n  anna points 5 till 2026-12-31 balance 1.5 with 30 min on-net till 2026-04-01\n"
        "  Зоя +7 916 777-88-99\n== x\n"
        "points Анна = 5\nbalance Анна = 1.50\nАнна > *100*2#\n"
        "Анна < USSD end\n  | Осталось:\n  | 30 минут по сети до 01.04.2026\n  | 25 SMS до 05.04.2026\n"
        "state Зоя member = no\npoints Борис = 81\n"
    )


def test_a_setting_an_edition_and_a_date_are_in_force() -> None:
    holds(
        "set: catalog.707:31.price_points = 151\nset: rules.ussd.timeout_s=5\ndate: 2026-03-20 08:00\n"
        "Анна > *707*31#\nАнна < USSD end: Готово: 50 МБ до {date:date}. Списан 151 балл, осталось {:int}.\n"
        "Анна < SMS from MTS-Bonus: {*}до {date} 08:00{*}\n"
    )
    assert "Неизвестный код" in "\n".join(told("edition: a2\nАнна > *707*31#\n"))


def test_points_live_a_year_and_packages_their_term_where_a_header_does_not_say() -> None:
    holds(
        "date: 2026-03-01 12:00\nphones:\n  Я +79161112233 points 7 with 5 SMS\n== x\n> SMS 4555: прогноз\n"
        "< SMS from 4555: В ближайший месяц баллы не сгорят.\n> *100*2#\n< USSD end\n  | Осталось:\n  | 5 SMS до 31.03.2026\n"
        "clock 2027-03-01 11:59\n< anything\npoints = 7\nclock +1 min\n< SMS from MTS-Bonus: {*}\npoints = 0\n"
    )


def test_what_a_phone_of_a_header_has_beside_its_account() -> None:
    holds(
        "phones:\n  Анна +79161112233 locale en handset 14x6 sim +79160000006 points 3\n  Дина +79030000005 operator other\n"
        "  Глеб +79210000004 off region petersburg\n== x\n"
        "Анна/2 > *111*0887#\nАнна < USSD end: Your number: +7 916 000-00-06\nstate Глеб power = off\n"
        "Анна > SIM 2\npoints Анна = 3\nДина > *100#\nДина < USSD end: Услуга доступна только абонентам МТС.\n"
    )


@pytest.mark.parametrize(
    ("header", "mistake"),
    [
        ("set: rules.gift.dayly = 5\n", "some.dialog:1:1: --set"),
        ("title: x\nedition: a9\n", 'some.dialog:2:1: editions.json: found no edition "a9"'),
        ("world: marz\n", "some.dialog:1:1: worlds/marz.json: found no such file"),
        ("phones:\n  A +79161112233 with 5 phone_vouchers\n", 'some.dialog:2:25: "phone_vouchers" is no unit'),
        ("world: none.json\n", "some.dialog:1:1: none.json"),
    ],
)  # fmt: skip
def test_a_world_that_cannot_be_opened_is_a_mistake_of_its_header(header: str, mistake: str) -> None:
    with pytest.raises(DialogError) as caught:
        played(f"{header}== x\nclock +1 day\n")
    assert str(caught.value).startswith(mistake)


def test_a_world_and_fixtures_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "catalog.json").write_text('{"707:31": {"price_points": 7}}')
    (tmp_path / "my.json").write_text('{"like": "demo", "people": {"Анна": {"alias": "annie"}}}')
    path = tmp_path / "x.dialog"
    path.write_text("world: my.json\nfixtures: mine\n== x\nannie >> *707*31#\npoints Анна = 1233\n", encoding="utf-8")
    (dialog,) = read_file(path).dialogs
    assert play(dialog, dialog.cases[0], "ru", tmp_path).differences == ()


# ---- what people do


def test_calls_keys_messages_and_memory() -> None:
    holds(
        f"{TWO}== x\nАнна > CALL 79164445566\nБорис < CALL from Анна\nБорис > REJECT\nАнна < CALL end: Вызов отклонён\n"
        "Анна > CALL 79164445566\nБорис < CALL from +7 916 111-22-33\nБорис > ANSWER\nАнна > KEYS 5\nБорис < VOICE: 5\nstate Анна call = yes\n"
        "Борис > HANGUP\nАнна < CALL end: Вызов завершён\n"
        "Анна > SMS 79164445566: Привет {{смайл}}\nБорис < SMS from Анна (ucs2, 1 part): Привет {{смайл}}\n"
        "Борис > READ 1\nstate Борис unread = 0\nБорис > DELETE 1\nstate Борис messages = 0\n"
        "Анна > MMS 79164445566:\n  | Открытка\n  | С праздником\n  | [cat]\nБорис < MMS from Анна\n  | Открытка\n  | С праздником\n  | [cat]\n"
        "Анна > *#06#\nАнна screen contains\n  |IMEI{*}| bold\n"
        "Анна > *111#\nАнна < USSD\n  | МТС\n  | {...}\nАнна > CANCEL\nАнна > POWER off\nstate Анна power = off\nАнна > POWER on\nstate Анна coverage = yes\n"
    )


def test_somebody_with_a_phone_is_written_to_and_called_by_name() -> None:
    holds(
        f"{TWO}== a\nАнна > SMS Борис: привет\nБорис < SMS from +79161112233: привет\nАнна > CALL Борис\nБорис < CALL\n"
    )
    assert any("neither a number nor somebody" in line for line in told(f"{TWO}== a\nАнна > CALL Зоя\n"))


def test_the_operator_writes_asks_and_calls() -> None:
    holds(
        f"{TWO}== x\noperator > SMS Анна from BANK flash: Код 4321\nАнна < SMS flash from BANK: Код {{code:digits}}\n"
        "operator > USSD notify Анна: Скоро дождь\nАнна < USSD notify: Скоро дождь\n"
        "operator > USSD Борис: Как дела?\nБорис < USSD: Как дела?\nБорис > {code}\nБорис < USSD end: Ваш ответ принят.\n"
        "operator > CALL Анна from +7 916 444-55-66\nАнна < CALL from Борис\nАнна > ANSWER\nАнна > HANGUP\nБорис < CALL end: Вызов завершён\n"
    )


def test_weather_is_made() -> None:
    holds(
        f"{ANNA}== x\nair Анна late 90s\nАнна > *100#\nАнна < USSD error at 2026-03-12 10:03: Время ответа истекло\n"
        "air Анна off\nАнна > SMS 4555: bal\nАнна < SMS error: SMS не отправлено: нет сети.\n"
        "air Анна duplicate\nАнна > SMS 4555: bal\nАнна < SMS from 4555: У вас 120 баллов. 31.12.2026 сгорят 120 баллов.\n"
    )


def test_life_outside_the_phone() -> None:
    holds(
        f"{TWO}  Вера +7 916 777-88-99\n== x\nАнна > SHOP branded 1990.00\nАнна > МАГАЗИН без логотипа 10\nАнна > TAXI 340\nАнна > CARD 1250\n"
        "ledger Анна\n  + 30 points earned shop_logo\n  + 3 points earned shop_plain\n  + 340 points earned taxi\n  + 41 points earned card\n"
        "Анна > TAXI 0.50\nrefused Анна earn.small {least:int}\nАнна > TOPUP 300\nАнна > DATA 25MB\nledger Анна roubles\n"
        "  + 300.00 roubles top-up\n  - {:money} roubles charge data\n"
        "Анна > PROMO 2\nАнна < DATA: Готово! Начислено: 150 баллов.\nАнна > INVITE Вера\n"
        "Вера < SMS from MTS-Bonus: +7 916 111-22-33 приглашает вас в МТС Бонус. Вступить: *111*455*1#\n"
    )


def test_setting_up_is_passed_over_with_all_that_it_brings() -> None:
    holds(
        f"{TWO}== x\nАнна >> SMS 4555: ДАР 9164445566 10  x3 every 1 day\nledger Борис\n  no changes\n  = 30 points\npoints Анна = 90\n"
        "Анна > *111#\nАнна < anything\nАнна > CANCEL\n"
    )


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("Анна > 2", "the network asks nothing"),
        ("Анна > ANSWER", "the phone does not ring"),
        ("Анна > SIM 2", "Анна has 1 SIM, not 2"),
        ("Анна > READ 1", "there is no message 1"),
        ("Анна > CALL *100#", "dialled without CALL"),
        ("air Анна foggy", 'there is no weather "foggy"'),
        ("air Анна busy 5s", '"busy" takes no time'),
        ("clock 2020-01-01", "time does not go back"),
        ("operator > CALL Анна from +79999999999", "nobody here has the number"),
        ("operator > SMS Анна from АБВ: x", "cannot send"),
    ],
)
def test_what_cannot_be_done_is_a_difference_and_the_rest_is_played(step: str, why: str) -> None:
    lines = told(f"{ANNA}== x\n{step}\npoints Анна = 120\n")
    assert lines[0].startswith("some.dialog:4: it cannot be done: ")
    assert why in lines[0]
    assert len(lines) == 2


# ---- what is expected


def test_the_report_names_the_place_the_action_and_the_characters() -> None:
    text = f"{ANNA}== x\nАнна > *111*455*0#\nАнна < USSD end\n  | У вас {{n:int}} балла.\u00a031.12.2026 сгорят 120 баллов. \n"
    assert told(text) == [
        "some.dialog:5: Анна was told something else (locale ru)",
        "  after    4 | Анна > *111*455*0#",
        "  - У вас {n:int} балла.⍽31.12.2026 сгорят 120 баллов.·",
        "  ?                   ^ ^                             ^",
        "  + У вас 120 баллов. 31.12.2026 сгорят 120 баллов.",
        "  ?               ^^ ^",
        "  (· is a blank, ⍽ is a no-break space)",
    ]


def test_an_unread_message_fails_before_the_next_action_and_at_the_end() -> None:
    assert [line for line in told(f"{ANNA}== x\nАнна > *707*11#\nАнна < USSD end: {{*}}\n") if "some" in line] == [
        "some.dialog:5: Анна was also told (locale ru)"
    ]
    lines = told(f"{ANNA}== x\nАнна > *111#\nАнна > 1\nАнна < USSD end: {{*}}\n")
    assert lines[:2] == ["some.dialog:4: Анна was also told (locale ru)", "           4 | Анна > *111#"]
    assert "  +   | МТС" in lines
    assert told(f"strict: no\n{ANNA}== x\nАнна > *111#\nАнна > 1\nАнна < USSD end: {{*}}\n") == []


def test_nothing_means_nothing_now_and_while_time_passes() -> None:
    holds(f"{TWO}== x\nБорис < nothing for 1 min\nБорис < nothing\n")
    assert told(f"{TWO}== x\nАнна > SMS 79164445566: x\nБорис < nothing\n")[0].endswith(
        "Борис was also told (locale ru)"
    )


def test_a_reply_in_another_place_is_sought() -> None:
    """One message too many or too few does not make differences of all that follow."""
    text = f"{ANNA}== x\nclock +1 year\nАнна < SMS from MTS-Bonus: Сгорело 120 баллов. Баланс баллов: *111*455*0#\n"
    lines = told(text)
    assert [line for line in lines if line.startswith("some")] == ["some.dialog:4: Анна was also told (locale ru)"]
    text = f"{ANNA}== x\nАнна > *111*455*0#\nАнна < SMS from 4555: Сначала\nАнна < USSD end: {{*}}сгорят 120 баллов.\n"
    assert [line for line in told(text) if line.startswith("some")] == [
        "some.dialog:5: Анна was told nothing (locale ru)"
    ]


@pytest.mark.parametrize(
    ("head", "told_head"),
    [
        ("USSD", "Анна < USSD end"),
        ("SMS from 4555", "Анна < USSD end"),
        ("USSD end at 2026-03-13", "Анна < USSD end at 2026-03-12"),
        ("USSD end (gsm7 48/80)", "Анна < USSD end (ucs2 47/80)"),
        ("USSD end (2 parts)", "Анна < USSD end (1 part)"),
    ],
)
def test_the_head_of_a_reply_is_compared_as_far_as_it_is_written(head: str, told_head: str) -> None:
    text = "У вас 120 баллов. 31.12.2026 сгорят 120 баллов."
    lines = told(f"{ANNA}== x\nАнна > *111*455*0#\nАнна < {head}: {text}\n")
    assert [line for line in lines if line.startswith(("  +", "  -"))] == [
        f"  - Анна < {head}",
        f"  + {told_head}",
    ]


def test_values_are_taken_once_and_the_same_everywhere() -> None:
    text = f"{ANNA}== x\nАнна > *111*455*0#\nАнна < USSD end: У вас {{n:int}} баллов.{{*}}сгорят {{n}} баллов.\npoints Анна = {{n}}\n"
    holds(text)
    assert told(text.replace("points Анна = {n}", "balance Анна = {n}"))[0].endswith(
        "Анна has another value (locale ru)"
    )
    assert told(text.replace("сгорят {n}", "сгорят {m:int}").replace("Анна = {n}", "Анна = {m}")) == []


def test_a_locale_without_lines_of_its_own_is_told() -> None:
    text = f"locale: ru, en\n{ANNA}== x\nАнна > *100#\nАнна < USSD end\n  ru| Баланс: 150,00 р.\n"
    assert told(text) == []
    assert told(text, "en")[0] == 'some.dialog:6: no "en|" lines for what Анна was told (locale en)'


def test_a_display_is_compared_with_its_blanks_and_styles() -> None:
    text = f"{ANNA}== x\nАнна > KEYS soft_left\nАнна screen\n  |{{*}}|\n  |Меню               {{n:int}}| bold 0-4\n  |{{n}} {{*}}| inv\n  |{{...}}|\n"
    assert told(text) == []
    assert told(text.replace("bold 0-4", "bold 0-5"))[0].endswith("Анна saw something else (locale ru)")
    assert told(text.replace("| inv", "| bold"))
    assert told(text.replace("Меню     ", "Меню    "))
    assert told(f"{ANNA}== x\nАнна screen contains\n  |{{*}}МТС{{*}}|\n  |{{*}}Меню{{*}}|\n") == []
    assert told(f"{ANNA}== x\nАнна screen contains\n  |{{*}}Меню{{*}}|\n  |{{*}}МТС{{*}}|\n")


@pytest.mark.parametrize(
    ("rows", "differs"),
    [
        (["- 75 points redeem 707:11", "+ 50 min on-net redeem 707:11 till {:date}", "= 45 points, 50 min"], False),
        (["- 75 points", "+ 50 min"], False),
        (["{...}", "+ 50 min"], False),
        (["{...}"], False),
        (["- {price:int} points redeem {reward:/[0-9:]+/}", "+ 3000 s on-net redeem {reward}", "= 45 points"], False),
        (["+ 50 min", "- 75 points"], True),
        (["- 75 points"], True),
        (["- 76 points", "+ 50 min"], True),
        (["- 75 points gift", "+ 50 min"], True),
        (["- 75 points redeem 707:12", "+ 50 min"], True),
        (["- 75 points", "+ 50 min till 2026-04-12"], True),
        (["- 75 points", "+ 50 min", "= 46 points"], True),
        (["no changes"], True),
        (["- 75 points", "+ 50 min", "+ 1 points"], True),
    ],
)
def test_the_ledger_is_compared_row_by_row(rows: list[str], differs: bool) -> None:
    text = "".join(f"  {row}\n" for row in rows)
    lines = told(f"{ANNA}== x\nАнна >> *100#\nАнна > *707*11#\nАнна < anything\nledger Анна\n{text}")
    assert bool(lines) == differs, lines


def test_a_ledger_check_tells_what_changed_since_the_last_one() -> None:
    holds(
        f"{ANNA}== x\nledger Анна\n  no changes\nАнна > TAXI 5\nledger Анна points\n  + 5 points\nledger Анна\n  no changes\n"
        "Анна > TOPUP 1\nledger Анна points\n  no changes\n"
    )
    lines = told(f"{ANNA}== x\nledger Анна\n  = 120 points\n")
    assert lines[1:] == ["  + no changes", "    = 120 points"]


def test_the_world_of_a_line_is_that_before_it() -> None:
    text = f"{ANNA}== a\nАнна > *707*11#\nАнна < anything\nАнна > TAXI 1000\n== b\nАнна > TAXI 1\nАнна > TAXI 2\n"
    dialog = read(text)
    points = []
    for line in (4, 6, 9, 10):
        world, name = played_to(dialog, line, "ru")
        standing = world.standing(world.people[name].msisdns[0])
        assert standing is not None
        points.append(standing.points)
    assert points == [120, 45, 121, 123]


def test_a_world_goes_with_the_case_that_was_played_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run keeps what came of a thousand cases, but not their worlds."""
    phones: list[ref[Handset]] = []

    def opened(header: Header, locale: str, folder: Path | None = None) -> World:
        world = open_world(header, locale, folder)
        phones.extend(map(ref, world.phones.values()))
        return world

    monkeypatch.setattr("phone.dialog.play.open_world", opened)
    dialog = read("== one\nАнна > *100#\nАнна < USSD end\n  | {...}\n")
    gc.collect()
    gc.disable()
    try:
        assert play(dialog, dialog.cases[0], "ru").differences == ()
        assert [phone() for phone in phones] == [None] * len(phones) != []
    finally:
        gc.enable()
