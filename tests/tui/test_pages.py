from __future__ import annotations

import pytest
from attrs import evolve

from ledger.commands import Expire
from ledger.entries import Entry, Mark, Posting
from ledger.query import Holding, Standing
from phone.air.messages import (
    Attach,
    CallReleased,
    Down,
    Refused,
    SmsDeliver,
    SmsDeliverReport,
    SmsSubmit,
    SmsSubmitReport,
    Up,
    UssdAsk,
    UssdEnd,
    UssdReleased,
    UssdRequest,
)
from phone.air.text import Text
from phone.trace import TraceEvent
from tui.commands import COMMANDS
from tui.lines import Line, plain, width_of
from tui.pages.books import book_lines
from tui.pages.card import Holder, card_lines, header_lines
from tui.pages.hints import hint_lines, notice_lines
from tui.pages.tape import deltas, tape_lines
from tui.words import NEVER_MS, Words

AT_MS = 1773298940000
"""12 March 2026, 10:02:20 in Moscow."""
DAY_MS = 86_400_000

REDEEMED = Entry(
    41,
    AT_MS,
    "redeemed",
    Expire(0),
    (
        Posting("anna/points", "points", -100, lot=1),
        Posting("anna/points", "points", -50, lot=2),
        Posting("redeemed", "points", 150),
        Posting("79160000001/data", "bytes", 52_428_800, lot=13, expires_at_ms=AT_MS + 30 * DAY_MS),
        Posting("issued", "bytes", -52_428_800),
    ),
    (Mark("79160000001", "internet_at_ms", AT_MS), Mark("anna", "gift", None)),
    {"reward": "707:31", "price_points": 150},
)
GIVEN = Entry(
    42,
    AT_MS,
    "given",
    Expire(0),
    (
        Posting("anna/points", "points", -500, lot=2),
        Posting("boris/points", "points", 500, lot=14, expires_at_ms=AT_MS + 365 * DAY_MS),
    ),
)


def event(message: Up | Down, refusal: Refused | None = None) -> TraceEvent:
    direction = "up" if isinstance(message, Attach | UssdRequest | SmsSubmit | SmsDeliverReport) else "down"
    assert direction in {"up", "down"}
    return TraceEvent(
        7, AT_MS, "Анна", "79160000001", "up" if direction == "up" else "down", message, "delivered", refusal, ()
    )


def rows(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line).rstrip() for line in lines]


class TestTape:
    """What was said, in full."""

    def test_a_code_with_its_units_and_what_it_moved(self, words: Words) -> None:
        lines = tape_lines(event(UssdRequest("*707*31#")), (REDEEMED,), words, 46)
        assert rows(lines) == [
            "10:02:20 ▸ *707*31#                GSM-7 8/182",
            "           #41 заказ  −150 баллов  +50 МБ",
        ]

    def test_an_answer_is_wrapped_and_never_cut(self, words: Words) -> None:
        text = "Готово: 50 МБ до 11.04.2026. Списано 150 баллов, осталось 1090."
        lines = tape_lines(event(UssdEnd(1, Text(text))), (), words, 46)
        assert rows(lines) == [
            "10:02:20 ◂ USSD                    UCS-2 63/80",
            "           Готово: 50 МБ до 11.04.2026.",
            "           Списано 150 баллов, осталось 1090.",
        ]

    def test_a_question_keeps_its_own_rows(self, words: Words) -> None:
        lines = tape_lines(event(UssdAsk(1, Text("МТС\n1 Баланс\n0 Выход"))), (), words, 46)
        assert [row.strip() for row in rows(lines)[1:]] == ["МТС", "1 Баланс", "0 Выход"]

    def test_parts_of_a_long_message_are_counted_against_a_parts_limit(self, words: Words) -> None:
        part = SmsDeliver(1, "MTS-Bonus", Text("ж" * 67), AT_MS, reference=3, part=1, parts=2)
        assert rows(tape_lines(event(part), (), words, 60))[0].split() == [
            *("10:02:20", "◂", "SMS", "от", "MTS-Bonus", "1/2", "UCS-2", "67/67")
        ]

    def test_an_empty_message_has_no_units(self, words: Words) -> None:
        assert rows(tape_lines(event(SmsSubmit(1, "4555", "")), (), words, 60))[0].endswith("GSM-7 0/160")

    def test_a_refusal_names_its_rule_and_numbers(self, words: Words) -> None:
        refusal = Refused("redeem.balance", {"price": 150, "left": 12})
        lines = tape_lines(event(UssdEnd(1, Text("Не хватает баллов.")), refusal), (), words, 60)
        assert rows(lines)[-1].strip() == "отказ redeem.balance  price 150  left 12"

    def test_three_hundred_digits_are_all_there(self, words: Words) -> None:
        code = "1" * 300
        lines = tape_lines(event(UssdRequest(code)), (), words, 46)
        assert "".join(rows(lines)).count("1") == 300 + "10:02:20".count("1") + "GSM-7 300/182".count("1")
        assert all(width_of(line) <= 46 for line in lines)

    def test_a_report_that_all_is_well_is_not_told(self, words: Words) -> None:
        assert tape_lines(event(SmsSubmitReport(1)), (), words, 46) == ()
        assert tape_lines(event(SmsDeliverReport(1)), (), words, 46) == ()
        assert "сеть занята" in rows(tape_lines(event(SmsSubmitReport(1, "congestion")), (), words, 46))[0]

    @pytest.mark.parametrize("cause", ["user", "network", "timeout", "busy", "unsupported", "malformed", "no_coverage"])
    def test_every_cause_has_its_words(self, words: Words, cause: str) -> None:
        said = words(f"cause.{cause}")
        assert rows(tape_lines(event(UssdReleased(1, cause)), (), words, 60))[0].endswith(said)  # type: ignore[arg-type]
        assert rows(tape_lines(event(CallReleased(cause)), (), words, 60))[0].endswith(said)  # type: ignore[arg-type]

    def test_two_owners_of_the_same_kind_are_told_apart(self, words: Words) -> None:
        assert deltas(GIVEN, words) == ("−500 баллов anna", "+500 баллов boris")

    def test_lots_of_one_account_are_summed(self, words: Words) -> None:
        assert deltas(REDEEMED, words) == ("−150 баллов", "+50 МБ")

    def test_coming_into_coverage_names_the_sim(self, words: Words) -> None:
        assert rows(tape_lines(event(Attach()), (), words, 60)) == ["10:02:20 ▸ SIM +7 916 000-00-01 в сети"]


class TestBooks:
    """Entries as written."""

    def test_an_entry_with_its_postings_marks_and_sums(self, words: Words) -> None:
        assert rows(book_lines(REDEEMED, words)) == [
            "#41 заказ  12.03.2026 10:02:20   вознаграждение 707:31   цена 150 баллов",
            "  anna: баллы                         −100 баллов    партия 1",
            "  anna: баллы                          −50 баллов    партия 2",
            "  потрачено                           +150 баллов",
            "  79160000001: интернет        +52 428 800 байт      партия 13 до 11.04.2026",
            "  выдано                       −52 428 800 байт",
            "  79160000001                интернет за баллы взят = 12.03.2026 10:02:20",
            "  anna                       gift = ∅",
            "  Σ                                      0 баллов · 0 байт",
        ]

    def test_who_has_a_name_is_called_by_it(self, words: Words) -> None:
        names = {"anna": "Анна + Анна/2", "79160000001": "Анна", "boris": "Борис"}
        called = evolve(words, called=lambda owner: names.get(owner, owner))
        told = "\n".join(rows(book_lines(REDEEMED, called)))
        assert "  Анна + Анна/2: баллы " in told
        assert "  Анна: интернет " in told
        assert "7916" not in told
        assert deltas(GIVEN, called) == ("−500 баллов Анна + Анна/2", "+500 баллов Борис")

    def test_figures_that_do_not_fit_beside_the_head_stand_below_it(self, words: Words) -> None:
        entry = Entry(1, AT_MS, "configured", Expire(0), details={"digest": "0123456789abcdef" * 4})
        assert rows(book_lines(entry, words)) == [
            "#1 настройка  12.03.2026 10:02:20",
            "  свод " + "0123456789abcdef" * 4,
        ]

    def test_a_lot_without_an_end_says_so(self, words: Words) -> None:
        posting = Posting("79160000001/main", "kopecks", 15_000, lot=9, expires_at_ms=NEVER_MS)
        opened = evolve(REDEEMED, postings=(posting, Posting("opening", "kopecks", -15_000)))
        assert rows(book_lines(opened, words))[1].endswith("+15 000 копеек    партия 9  бессрочно")

    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_no_row_is_wider_than_the_narrowest_console(self, words: Words, language: str) -> None:
        off_net = Posting("79160000001/minutes_off_net", "seconds", -6000, lot=99, expires_at_ms=AT_MS)
        data = Posting("79160000001/data", "bytes", -3_221_225_472, lot=99, expires_at_ms=AT_MS)
        given = (off_net, Posting("used", "seconds", 6000), data, Posting("used", "bytes", 3_221_225_472))
        entry = evolve(REDEEMED, postings=(*REDEEMED.postings, *given))
        assert all(width_of(line) <= 80 for line in book_lines(entry, evolve(words, language=language)))

    def test_a_count_and_the_end_of_a_lot_are_named_by_what_they_belong_to(self, words: Words) -> None:
        marks = (Mark("anna", "promotion.2", AT_MS), Mark("anna", "split.gifts_of_day", 1))
        assert rows(book_lines(Entry(1, AT_MS, "linked", Expire(0), (), marks), words))[1:] == [
            "  anna                       акция №2 = 12.03.2026 10:02:20",
            "                             при разделении: подарков за день = 1",
        ]

    def test_the_only_one_of_its_kind_is_called_as_the_reward_is(self, words: Words) -> None:
        postings = (Posting("7916/headphones", "pieces", 1, lot=1, expires_at_ms=NEVER_MS), Posting("x", "pieces", -1))
        told = rows(book_lines(evolve(REDEEMED, postings=postings), words))
        assert [row.split()[1:3] for row in told[1:3]] == [["наушники", "+1"], ["−1", "штука"]]

    def test_who_opens_an_account_needs_no_marks_of_it(self, words: Words) -> None:
        marks = (Mark("anna", "region", "moscow"),)
        assert len(rows(book_lines(Entry(1, AT_MS, "opened", Expire(0), (), marks), words))) == 1

    def test_what_has_no_word_is_told_by_its_own_name(self, words: Words) -> None:
        assert rows(book_lines(Entry(1, AT_MS, "praised", Expire(0)), words))[0].startswith("#1 praised")

    def test_the_subject_of_several_marks_is_named_once(self, words: Words) -> None:
        marks = (Mark("anna", "region", "moscow"), Mark("anna", "note", "x" * 70), Mark("boris", "region", "moscow"))
        assert rows(book_lines(Entry(1, AT_MS, "linked", Expire(0), (), marks), words))[1:] == [
            "  anna                       регион = moscow",
            "  note = " + "x" * 70,
            "  boris                      регион = moscow",
        ]


class TestCard:
    """Who has what."""

    PACKAGES = tuple(Holding("sms", number, AT_MS + number * DAY_MS) for number in (25, 3, 1))
    STANDING = Standing(True, 1240, 15_000, PACKAGES, (320, AT_MS + 19 * DAY_MS))
    ANNA = Holder("Анна", "79160000001", STANDING)

    def test_a_card_with_room_for_all(self, words: Words) -> None:
        assert rows(card_lines(self.ANNA, words, 32, 6)) == [
            "Анна            +7 916 000-00-01",
            "1240 баллов            150,00 р.",
            "31.03.2026 сгорят 320 баллов",
            "25 SMS                  до 06.04",
            "3 SMS                   до 15.03",
            "1 SMS                   до 13.03",
        ]

    def test_what_burns_is_wrapped_and_never_cut(self, words: Words) -> None:
        rich = Holder("Анна", "79160000001", Standing(True, 100_000, 0, (), (40_000, AT_MS + 200 * DAY_MS)))
        shown = rows(card_lines(rich, evolve(words, language="en"), 29, 6))
        assert " ".join(shown[-3:-1]) == "40000 points burn on 28 Sep 2026"

    def test_what_has_no_row_is_counted(self, words: Words) -> None:
        assert rows(card_lines(self.ANNA, words, 32, 5))[-2:] == ["25 SMS                  до 06.04", "и ещё 2 пакета"]

    def test_a_stranger_has_money_and_no_points(self, words: Words) -> None:
        stranger = Holder("Вера", "79160000003", Standing(False, 0, 20_000, (), None))
        assert rows(card_lines(stranger, words, 32, 5)) == [
            "Вера            +7 916 000-00-03",
            "не участник            200,00 р.",
            "пакетов нет",
        ]

    def test_another_operators_subscriber_has_nothing_here(self, words: Words) -> None:
        assert rows(card_lines(Holder("Дина", "79030000005", None), words, 32, 5))[1] == "другой оператор"

    def test_the_header_fits_into_the_tapes_width(self, words: Words) -> None:
        lines = header_lines(self.ANNA, AT_MS, "×1", words, 44)
        assert rows(lines)[:2] == [
            "Анна  +7 916 000-00-01             150,00 р.",
            "12.03.2026 10:02:20  ×1          1240 баллов",
        ]


class TestHints:
    """The footer is made from the table of commands."""

    def test_it_never_exceeds_the_row_and_never_cuts_a_command(self, words: Words) -> None:
        names = {f"{command.shown} {words(f'command.{command.name}')}" for command in COMMANDS}
        for width in range(10, 200):
            (line,) = hint_lines(words, width)
            assert width_of(line) <= width
            assert set(filter(None, plain(line).strip().split("  "))) <= names

    def test_quit_and_help_stay_longest(self, words: Words) -> None:
        assert rows(hint_lines(words, 40))[0] == " F1 Справка  Enter ОК  ^P Всё  ^Q Выход"
        assert rows(hint_lines(words, 24))[0] == " F1 Справка  ^Q Выход"

    def test_every_command_has_a_name_and_a_sentence_in_both_languages(self, words: Words) -> None:
        for language in ("ru", "en", "translit"):
            told = evolve(words, language=language)
            for command in COMMANDS:
                assert told(f"command.{command.name}")
                assert told(f"help.{command.name}").endswith(".")

    def test_the_notice_says_what_is_needed_and_what_there_is(self, words: Words) -> None:
        assert " ".join(filter(None, rows(notice_lines(words, 10, 5)))) == "Мало места: нужно 24×12, здесь 10×5"


def test_what_moved_in_a_purse_that_left_the_fixtures_is_told_by_its_name(words: Words) -> None:
    assert words.delta("gone", -1200) == "−1 200 gone"
