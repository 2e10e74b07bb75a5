"""Messages in the hand: written, sent, kept, answered; whatever interrupts loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phone.air.messages import (
    CallConnected,
    CallIncoming,
    CallReleased,
    CallSetup,
    MmsDeliver,
    MmsSubmit,
    MmsSubmitReport,
    SmsMemoryAvailable,
    SmsStatusReport,
    SmsSubmit,
    SmsSubmitReport,
    UssdRequest,
)
from phone.air.mmi import classify
from phone.air.text import Text
from phone.handset.mobile.post import KEPT, Post
from phone.handset.mobile.sending import ANSWER_MS, Written
from phone.handset.mobile.store import CAPACITY
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.screens.messages.numbers import numbers_in
from phone.handset.ui.screens.notice import SHOWN_MS
from tests.phone.handsets import CARD, NOON_MS, SECOND_CARD, Hand, path_to, sms, stock
from tests.phone.messaging import inbox
from tests.phone.test_handset_random import downs
from tests.phone.worlds import ANNA, BORIS, Life
from tests.phone.writing import taps

BORIS_NUMBER = "+79160000002"
HOUR_MS = 3_600_000


def post(hand: Hand) -> Post:
    return hand.handset.mobile.post


def texts_of(hand: Hand) -> list[str]:
    """What the drafts say, newest first."""
    return [draft.written.text for draft in post(hand).drafts]


def tap(hand: Hand, text: str) -> Hand:
    """Russian by multi-tap, each letter with the time that its presses and its end take."""
    for presses in taps(text, "ru"):
        for key in presses:
            hand.press(key).wait(200)
        hand.wait(1_000)
    return hand


def submit(hand: Hand, text: str = "Привет", to: str = BORIS_NUMBER) -> Hand:
    """Written by keyboard and sent."""
    return hand.menu("write").type(text).press("call").type(to).press("call")


def take(hand: Hand, *outcome: str) -> Hand:
    """The centre takes the newest message, and reports on it."""
    message = post(hand).outgoing[0]
    hand.hear(SmsSubmitReport(message.reference))
    reports = (SmsStatusReport(9, message.reference, message.to, 0, 0, one) for one in outcome)  # type: ignore[arg-type]
    return hand.hear(*reports)


class TestMenu:
    def test_writing_is_the_first_item_of_messages(self) -> None:
        assert path_to("write") == ("2", "1")
        assert len(stock().menus["messages"]) <= 9

    @pytest.mark.parametrize("name", ["outbox", "sent", "drafts", "templates", "message_settings"])
    def test_back_finds_the_same_item(self, name: str) -> None:
        hand = Hand.on().menu(name).press("soft_right")
        assert "-".join(path_to(name)) in hand.frame.body[0].text


class TestSending:
    @pytest.mark.parametrize(
        "keys", [("call",), ("ok", "1"), ("soft_left", "soft_left")], ids=["green", "digit", "soft keys"]
    )
    def test_text_then_number_then_the_centres_word(self, keys: tuple[Key, ...]) -> None:
        hand = Hand.on().menu("write").type("Привет").press(*keys)
        assert "Кому" in hand.body
        hand.type("79160000002").press("ok")
        assert hand.sent == [SmsSubmit(1, "79160000002", "Привет")]
        assert "Отправка…" in hand.body
        assert hand.hear(SmsSubmitReport(1)).body == "Отправлено"
        assert "Сообщения" in hand.wait(SHOWN_MS).body

    def test_the_message_stands_in_the_outbox_and_then_among_the_sent(self) -> None:
        hand = submit(Hand.on())
        (waiting,) = post(hand).unsent
        assert (waiting.text, waiting.to, post(hand).sent) == ("Привет", BORIS_NUMBER, ())
        take(hand)
        assert (post(hand).unsent, [one.text for one in post(hand).sent]) == ((), ["Привет"])

    def test_what_the_operator_says_of_a_failure_stays_until_it_is_read(self) -> None:
        hand = submit(Hand.on()).hear(SmsSubmitReport(1, "balance", text=Text("Пополните счёт")))
        assert hand.wait(HOUR_MS).body == "Не отправлено Пополните счёт"
        assert "Сообщения" in hand.press("ok").body
        assert [one.state for one in post(hand).unsent] == ["failed"]

    def test_out_of_coverage_it_fails_at_once(self) -> None:
        hand = Hand.on()
        hand.handset.mobile.lose_coverage(0)
        assert submit(hand).body == "Не отправлено Нет сети"
        assert hand.sent == []

    def test_it_goes_on_while_its_owner_does_something_else(self) -> None:
        hand = submit(Hand.on()).press("soft_right").wait(2 * ANSWER_MS)
        assert "Сообщения" in hand.body
        assert post(hand).unsent[0].cause == "no_answer"

    def test_an_empty_text_and_a_wrong_number_are_refused(self) -> None:
        hand = Hand.on().menu("write").press("call")
        assert hand.body == "Сообщение пустое"
        hand.wait(SHOWN_MS).type("да").press("call", "call")
        assert hand.body == "Введите номер"
        hand.wait(SHOWN_MS).type("*100#").press("ok")
        assert hand.body == "Неверный номер"
        assert hand.sent == []

    def test_a_text_of_which_something_found_no_room_is_not_sent(self) -> None:
        hand = Hand.on().menu("write").type("я" * 671).press("call")
        assert hand.body == "Слишком длинный текст"
        hand.press("clear", "call").type("4555").press("ok")
        assert len(hand.sent) == 10

    def test_going_back_from_the_number_finds_the_text(self) -> None:
        hand = Hand.on().menu("write").type("Привет").press("call").type("7").press("soft_right", "soft_right")
        assert "Привет" in hand.body

    def test_two_cards_are_asked_for_and_going_back_loses_nothing(self) -> None:
        hand = submit(Hand.on(cards=(CARD, SECOND_CARD)))
        assert "Какая SIM?" in hand.body
        assert "Привет" in hand.press("soft_right").body
        hand.press("call", "2")
        assert [one.slot for one in post(hand).outgoing] == [1]

    def test_words_are_learned_when_they_are_sent(self) -> None:
        hand = submit(Hand.on(), "Тыгыдымский")
        assert "тыгыдымский" in hand.handset.settings.learned

    def test_reports_and_validity_go_with_the_message(self) -> None:
        hand = Hand.on().menu("reports").press("up", "ok").press("end").menu("validity").press("down", "ok", "end")
        hand.wait(SHOWN_MS)
        submit(hand)
        assert hand.sent == [SmsSubmit(1, BORIS_NUMBER, "Привет", report=True, valid_for_ms=HOUR_MS)]

    def test_predicted_words_on_and_off_in_the_middle_of_a_text(self) -> None:
        hand = Hand.on().menu("write").press("ok", "4")
        assert "T9" in hand.frame.body[0].text
        assert hand.handset.settings.predictive
        assert "T9" not in hand.press("ok", "4").frame.body[0].text


class TestNames:
    def known(self) -> Hand:
        """A phone that knows Борис by his number as people write it."""
        hand = Hand.on()
        hand.handset.mobile.phonebook.add("Борис", "89160000002")
        return hand.menu("write").type("Привет").press("call")

    @pytest.mark.parametrize("key", ["soft_left", "ok", "down"])
    def test_a_name_gives_its_number(self, key: Key) -> None:
        hand = self.known()
        assert hand.softkeys == "Имена Назад"
        hand.press(key, "ok")
        assert hand.sent == []
        assert hand.press("ok").sent == [SmsSubmit(1, "89160000002", "Привет")]

    def test_back_leads_to_the_number_and_the_red_key_keeps_the_text(self) -> None:
        hand = self.known().press("ok", "soft_right")
        assert "Кому" in hand.body
        hand.press("ok", "end")
        assert texts_of(hand) == ["Привет"]

    def test_lists_show_the_name_however_the_number_was_written(self) -> None:
        hand = take(self.known().type("79160000002").press("ok")).press("end", "end").menu("sent")
        assert "Борис" in hand.body
        assert "Борис" in hand.press("end").hear(sms("Да", sender=BORIS_NUMBER)).menu("inbox").body

    def test_a_stranger_is_kept_from_a_message(self) -> None:
        hand = Hand.on().hear(sms("Это я", sender=BORIS_NUMBER)).press("ok", "ok", "5").type("Борис").press("ok", "ok")
        found = hand.handset.mobile.phonebook.find(BORIS_NUMBER)
        assert found is not None
        assert found.name == "Борис"


class TestDrafts:
    @pytest.mark.parametrize("key", ["end", "power"])
    def test_the_red_key_and_the_power_keep_what_was_written(self, key: Key) -> None:
        hand = tap(Hand.on().menu("write"), "да").press("2")
        hand.hold(key)
        assert texts_of(hand) == ["Даа"]
        assert not hand.handset.mobile.on

    def test_the_red_key_says_so(self) -> None:
        hand = Hand.on().menu("write").type("Привет").press("end")
        assert hand.body == "Сохранено в черновики"
        assert "МТС" in hand.press("end").body

    def test_a_phone_that_somebody_else_switches_off_keeps_it_too(self) -> None:
        hand = Hand.on().menu("write").type("Привет").act(lambda mobile, at_ms: mobile.switch_off(at_ms))
        assert texts_of(hand) == ["Привет"]

    @pytest.mark.parametrize(
        "keys",
        [("soft_left",), ("soft_left", "3"), ("call",), ("call", "7", "9")],
        ids=["options", "templates", "number", "number typed"],
    )
    def test_wherever_the_red_key_finds_it(self, keys: tuple[Key, ...]) -> None:
        hand = Hand.on().menu("write").type("Привет").press(*keys).press("end")
        typed = "".join(key for key in keys if key in {"7", "9"})
        assert [draft.written for draft in post(hand).drafts] == [Written(typed, "Привет")]

    def test_the_question_by_which_card_keeps_it_too(self) -> None:
        hand = submit(Hand.on(cards=(CARD, SECOND_CARD))).press("end")
        assert [draft.written for draft in post(hand).drafts] == [Written(BORIS_NUMBER, "Привет")]

    def test_nothing_written_leaves_nothing(self) -> None:
        hand = Hand.on().menu("write").press("end")
        assert post(hand).drafts == ()
        assert "МТС" in hand.body

    def test_a_draft_goes_on_in_its_place_and_is_gone_when_it_is_sent(self) -> None:
        hand = Hand.on().menu("write").type("При").press("end", "end").menu("drafts").press("ok").type("вет")
        assert hand.press("end").body == "Сохранено в черновики"
        assert texts_of(hand) == ["Привет"]
        hand.press("end").menu("drafts").press("ok", "call").type("4555").press("ok")
        assert (texts_of(hand), hand.sent) == ([], [SmsSubmit(1, "4555", "Привет")])

    def test_a_draft_is_deleted_after_a_yes(self) -> None:
        hand = Hand.on().menu("write").type("Привет").press("end", "end").menu("drafts").press("ok").type("!")
        hand.press("ok", "5", "soft_right")
        assert "Привет!" in hand.body
        assert "Нет сообщений" in hand.press("ok", "5", "soft_left").body
        assert texts_of(hand) == []

    def test_saved_by_the_options(self) -> None:
        hand = Hand.on().menu("write").type("Привет").press("ok", "2").wait(SHOWN_MS)
        assert "Сообщения" in hand.body
        assert texts_of(hand) == ["Привет"]


class TestInterruptions:
    def test_a_call_in_the_middle_of_a_letter(self) -> None:
        hand = tap(Hand.on().menu("write"), "при").press("2")
        before = hand.frame.body
        hand.hear(CallIncoming(-1, "79160000003")).press("call").hear(CallConnected(-1)).wait(5_000).press("end")
        hand.wait(SHOWN_MS)
        assert [row.text for row in hand.frame.body] == [row.text for row in before]
        tap(hand, "в")
        assert "Прива" not in hand.body
        assert "Приав" in hand.body

    def test_a_report_while_something_is_written_takes_no_key_away(self) -> None:
        hand = Hand.on()
        hand.handset.settings.reports = True
        submit(hand).press("soft_right", "end").menu("write").type("Ещё")
        take(hand, "delivered").press("2")
        assert "Ещёа" in hand.body

    def test_a_report_does_not_lie_over_a_call(self) -> None:
        hand = Hand.on()
        hand.handset.settings.reports = True
        submit(hand).press("end").hear(CallIncoming(-1, "79160000003"))
        assert "Входящий" in take(hand, "delivered").body
        assert post(hand).sent[0].report == "delivered"


class TestReports:
    @pytest.mark.parametrize(("outcome", "word"), [("delivered", "Доставлено"), ("expired", "Не доставлено")])
    def test_a_notice_and_the_state_among_the_sent(self, outcome: str, word: str) -> None:
        hand = Hand.on()
        hand.handset.settings.reports = True
        take(submit(hand)).press("end", "end").menu("sent").press("ok")
        assert "Ожидает" in hand.body
        message = post(hand).sent[0]
        hand.hear(SmsStatusReport(9, message.reference, message.to, 0, 0, outcome))  # type: ignore[arg-type]
        assert hand.body == f"{word}: {BORIS_NUMBER}"
        assert hand.frame.sound == "message"
        assert word in hand.wait(SHOWN_MS).body

    def test_one_that_tells_nothing_new_is_not_shown(self) -> None:
        hand = take(submit(Hand.on()), "delivered").wait(SHOWN_MS)
        assert "Сообщения" in hand.body


class TestOutbox:
    def failed(self) -> Hand:
        return submit(Hand.on()).hear(SmsSubmitReport(1, "congestion")).press("ok", "end").menu("outbox").press("ok")

    def test_again(self) -> None:
        hand = self.failed().press("ok", "1")
        assert [message for message in hand.sent if isinstance(message, SmsSubmit)] == [
            SmsSubmit(1, BORIS_NUMBER, "Привет"),
            SmsSubmit(2, BORIS_NUMBER, "Привет"),
        ]
        assert hand.hear(SmsSubmitReport(2)).body == "Отправлено"
        assert (post(hand).unsent, len(post(hand).sent)) == ((), 1)

    def test_changed_it_takes_its_own_place(self) -> None:
        hand = self.failed().press("ok", "2").type("!").press("call")
        assert hand.sent[-1] == SmsSubmit(2, BORIS_NUMBER, "Привет!")
        assert len(post(hand).outgoing) == 1

    def test_changed_and_left_it_is_a_draft(self) -> None:
        hand = self.failed().press("ok", "2").type("!").press("end")
        assert (texts_of(hand), post(hand).outgoing) == (["Привет!"], ())

    def test_one_that_the_centre_has_taken_after_all_stays_when_it_is_changed(self) -> None:
        hand = submit(Hand.on()).wait(2 * ANSWER_MS).press("ok", "end").menu("outbox").press("ok", "ok", "2")
        hand.hear(SmsSubmitReport(1)).type("!").press("end")
        assert (texts_of(hand), [one.text for one in post(hand).sent]) == (["Привет!"], ["Привет"])

    def test_deleted_after_a_yes(self) -> None:
        hand = self.failed().press("ok", "up", "ok", "soft_right")
        assert "Не отправлено" in hand.body
        assert hand.press("ok", "up", "ok", "ok").body == "Исходящие Нет сообщений"


class TestReceived:
    def test_an_answer_goes_to_the_sender(self) -> None:
        hand = Hand.on().hear(sms("Где ты?", sender=BORIS_NUMBER)).press("ok", "ok", "1")
        hand.type("Еду").press("call")
        assert hand.sent[-1] == SmsSubmit(1, BORIS_NUMBER, "Еду")
        assert "Где ты?" in take(hand).wait(SHOWN_MS).body, "back at the message"

    @pytest.mark.parametrize(("digit", "word"), [("1", "Ответить нельзя"), ("3", "Позвонить нельзя")])
    def test_a_name_is_neither_answered_nor_called(self, digit: Key, word: str) -> None:
        hand = Hand.on().hear(sms("Акция")).press("ok", "ok", digit)
        assert hand.body.startswith(word)

    @pytest.mark.parametrize("keys", [("call",), ("ok", "3")], ids=["green", "options"])
    def test_the_sender_is_called(self, keys: tuple[Key, ...]) -> None:
        hand = Hand.on().hear(sms("Где ты?", sender=BORIS_NUMBER)).press("ok", *keys)
        assert hand.sent[-1] == CallSetup(BORIS_NUMBER)
        assert "Где ты?" in hand.hear(CallReleased("busy")).press("ok").body

    def test_forwarded_to_another(self) -> None:
        hand = Hand.on().hear(sms("Сбор в 7", sender=BORIS_NUMBER)).press("ok", "ok", "2", "call")
        hand.type("79160000003").press("ok")
        assert hand.sent[-1] == SmsSubmit(1, "79160000003", "Сбор в 7")

    def test_the_only_number_of_a_text_is_ready_to_be_dialled(self) -> None:
        hand = Hand.on().hear(sms("Наберите *111*455#")).press("ok", "ok", "4")
        assert hand.body == "*111*455#"
        assert hand.press("call").sent[-1] == UssdRequest("*111*455#")

    def test_all_read_messages_are_deleted_at_once(self) -> None:
        hand = Hand.on().hear(*(sms("x", number) for number in range(CAPACITY + 1))).menu("inbox")
        hand.press("ok", "soft_right", "down", "ok").press("end").menu("delete_read").press("soft_left")
        assert len(hand.handset.mobile.store.inbox) == CAPACITY - 2
        assert hand.sent[-1] == SmsMemoryAvailable()
        hand.menu("delete_read").press("soft_right")
        assert len(hand.handset.mobile.store.inbox) == CAPACITY - 2


class TestNumbersInText:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("Перезвоните на +7 (916) 000-00-03", ("+79160000003",)),
            ("8-916-000-00-03 или 0890.", ("89160000003", "0890")),
            ("*111*455*0#, #100# и *#06#", ("*111*455*0#", "#100#", "*#06#")),
            ("31.03.2026 в 10:02 спишется 150,00 р., осталось 12", ()),
            ("Код 4821 код 4821", ("4821",)),
            ("site7916.ru/12345, a1234@mail", ()),
            ("## *", ()),
        ],
    )
    def test_found(self, text: str, numbers: tuple[str, ...]) -> None:
        assert numbers_in(text) == numbers

    @given(st.text(st.one_of(st.sampled_from("0123456789*#+-() .,"), st.characters()), max_size=60))
    def test_whatever_is_found_can_be_dialled(self, text: str) -> None:
        found = numbers_in(text)
        assert len(set(found)) == len(found)
        for number in found:
            assert classify(number).text == number
            assert any(character.isdecimal() for character in number)

    @given(st.from_regex(r"\+7[0-9]{10}|[*][0-9]{2,4}([*][0-9]{1,10})?#", fullmatch=True))
    def test_a_number_between_words_is_found(self, number: str) -> None:
        assert numbers_in(f"Звоните {number}!") == (number,)


class TestTemplates:
    def test_one_of_the_phones_begins_a_message(self) -> None:
        hand = Hand.on().menu("templates").press("down", "ok")
        assert "Перезвоню позже." in hand.body

    def test_an_own_one_is_added_used_and_deleted(self) -> None:
        hand = Hand.on().menu("templates").press("up", "ok").type("Буду в семь").press("ok").wait(SHOWN_MS)
        assert post(hand).templates == ("Буду в семь",)
        assert "Буду в семь" in hand.press("down", "ok", "1").body
        hand.press("end", "end").menu("templates").press("ok", "2", "soft_left")
        assert post(hand).templates == ()
        assert "Новый шаблон" in hand.body

    def test_one_goes_into_a_text_at_its_cursor(self) -> None:
        hand = Hand.on().menu("write").type("! Твой Б.").press("left", times=9).press("ok", "3", "up", "up", "ok")
        assert "Спасибо!! Твой Б." in hand.body

    def test_one_that_finds_no_room_leaves_the_text_as_it_was(self) -> None:
        hand = Hand.on().menu("write").type("я" * 669).press("ok", "3", "ok")
        assert hand.frame.sound == "error"
        assert "Нет места" in hand.frame.body[0].text


class TestMms:
    def filled(self) -> Hand:
        hand = Hand.on().menu("write_mms").press("1").type("Отпуск").press("ok", "2").type("Мы на море")
        return hand.press("ok", "3", "right", "right", "right", "ok")

    def test_subject_text_and_picture_go_to_a_number(self) -> None:
        hand = self.filled().press("4").type("79160000001").press("ok")
        assert hand.sent == [MmsSubmit(1, "79160000001", "Отпуск", "Мы на море", "sea")]
        assert hand.hear(MmsSubmitReport(1)).body == "Отправлено"

    def test_an_empty_one_is_refused(self) -> None:
        assert Hand.on().menu("write_mms").press("4").body == "Сообщение пустое"

    @pytest.mark.parametrize("key", ["end", "soft_right", "clear"])
    def test_left_it_is_a_draft_and_opens_as_it_was(self, key: Key) -> None:
        hand = self.filled().press(key).wait(SHOWN_MS).press("end")
        assert post(hand).drafts[0].written == Written("", "Мы на море", "mms", "Отпуск", "sea")
        hand.menu("drafts").press("ok")
        assert "1 Тема: Отпуск 2 Текст: Мы на море 3 Картинка: Море" in hand.body

    def test_the_red_key_in_the_middle_of_a_field(self) -> None:
        hand = Hand.on().menu("write_mms").press("1").type("Отпуск").press("end")
        assert post(hand).drafts[0].written.subject == "Отпуск"

    def test_a_picture_is_taken_out_again(self) -> None:
        hand = self.filled().press("3")
        assert "--O--" in hand.body
        hand.press("left", times=4).press("ok")
        assert hand.body.endswith("3 Картинка 4 Отправить")

    def test_a_received_one_is_forwarded_whole(self) -> None:
        hand = Hand.on().hear(MmsDeliver(4, BORIS_NUMBER, "Отпуск", Text("Мы на море"), "sea", NOON_MS))
        hand.press("ok", "ok", "2", "4").type("79160000003").press("ok")
        assert hand.sent[-1] == MmsSubmit(1, "79160000003", "Отпуск", "Мы на море", "sea")


class TestStores:
    @given(st.binary(min_size=60, max_size=160))
    @settings(max_examples=20)
    def test_each_store_keeps_its_newest(self, taken: bytes) -> None:
        """Messages fail or are sent, one after another; drafts are saved in between."""
        written = Post()
        sent: list[int] = []
        unsent: list[int] = []
        drafts: list[int] = []
        for place, chance in enumerate(taken):
            message = written.compose(
                Written("4555", str(place)), 0, place, report=False, flash=False, valid_for_ms=None
            )
            written.send(message, registered=chance % 4 > 0)
            unsent = [message.number, *unsent][:KEPT]
            if chance % 4:
                written.answered(0, SmsSubmitReport(message.reference))
                sent = [unsent.pop(0), *sent][:KEPT]
            if chance % 3:
                drafts = [written.save(Written("", "x"), place), *drafts][:KEPT]
        assert [one.number for one in written.sent] == sent
        assert [one.number for one in written.unsent] == unsent
        assert [one.number for one in written.drafts] == drafts


interruptions: st.SearchStrategy[Callable[[Hand], object]] = st.one_of(
    downs.map(lambda message: lambda hand: hand.hear(message)),
    st.just(lambda hand: hand.hear(CallIncoming(-1, "79160000003"))),
    st.just(lambda hand: hand.hear(CallReleased("user", -1))),
    st.booleans().map(lambda on: lambda hand: hand.act(lambda mobile, at_ms: mobile.set_airplane(at_ms, on=on))),
    st.just(lambda hand: hand.act(lambda mobile, at_ms: mobile.pull_sim(0, at_ms))),
    st.just(lambda hand: hand.act(lambda mobile, _: mobile.insert_sim(0))),
    st.sampled_from([(20, 8), (14, 6)]).map(lambda size: lambda hand: resize(hand, size)),
    st.integers(0, 90_000).map(lambda by_ms: lambda hand: hand.wait(by_ms)),
)


def resize(hand: Hand, size: tuple[int, int]) -> None:
    hand.handset.settings.columns, hand.handset.settings.lines = size


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("абвг 12\n"), min_size=1, max_size=80),
    st.sampled_from([(), ("call",), ("ok",), ("ok", "3")]),
    st.lists(interruptions, max_size=8),
    st.booleans(),
)
def test_nothing_that_was_typed_is_lost(
    text: str, keys: tuple[Key, ...], taken: list[Callable[[Hand], object]], switches_off: bool
) -> None:
    hand = Hand.on().menu("write").type(text).press(*keys)
    for interrupt in taken:
        interrupt(hand)
    if switches_off:
        hand.hold("power")
    else:
        hand.press("end", "end")
    assert texts_of(hand) == [text]


def test_a_russian_message_by_keys_alone_with_a_call_in_its_middle() -> None:
    """From power-on to the other phone, as in a hand."""
    life = Life.of(BORIS)
    world = life.world

    def press(*keys: Key) -> None:
        for key in keys:
            world.press(BORIS, key)
            world.advance(150)

    def tap_word(word: str) -> None:
        for presses in taps(word, "ru"):
            press(*presses)
            world.advance(1_000)

    world.hold(BORIS, "power")
    world.advance(3_000)
    world.hold(BORIS, "power")
    world.advance(3_000)
    press("soft_left", *path_to("write"))
    tap_word("привет, ")
    world.command(ANNA, lambda phone, at_ms: phone.mobile.dial(f"+{life.msisdn}", at_ms))
    world.advance(5_000)
    assert "Входящий" in str(world.frame(BORIS))
    press("call")
    world.advance(20_000)
    assert world.phones[BORIS].mobile.calls.active
    press("end")
    world.advance(5_000)
    assert "Привет, " in str(world.frame(BORIS))
    tap_word("анна")
    press("soft_left", "1", *(key for digit in "79160000001" for key in KEYPAD if key == digit), "soft_left")
    world.settle()
    assert inbox(life, ANNA) == [(f"+{life.msisdn}", "Привет, анна")]
    assert "Отправлено" in str(world.frame(BORIS))
    assert [one.text for one in world.phones[BORIS].mobile.post.sent] == ["Привет, анна"]
