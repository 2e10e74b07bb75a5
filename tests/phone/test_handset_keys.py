"""What the keys do."""

from __future__ import annotations

import pytest

from phone.air.messages import (
    Attach,
    CallAnnouncement,
    CallConnected,
    CallDisconnect,
    CallIncoming,
    CallReleased,
    CallSetup,
    SmsDeliverReport,
    UssdAsk,
    UssdEnd,
    UssdRelease,
    UssdReleased,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Text
from phone.handset.handset import Handset
from phone.handset.mobile.ussd import PATIENCE_MS, UNNUMBERED
from phone.handset.ui.keys import Key
from tests.phone.handsets import CARD, IMEI, SECOND_CARD, Hand, path_to, sms, stock, texts

ASK = UssdAsk(7, Text("1 да\n2 нет"))
END = UssdEnd(7, Text("Готово"))


@pytest.mark.parametrize("send", ["call", "ok", "soft_left"])
def test_a_code_is_typed_and_sent(send: Key) -> None:
    hand = Hand.on().press("*", "1", "0", "0", "#", send)
    assert hand.sent == [UssdRequest("*100#")]
    assert "Запрос…" in hand.body


def test_what_the_phone_carries_out_by_itself_waits_for_no_last_key() -> None:
    """A string that became such a one by a correction, or in a call."""
    assert IMEI in Hand.on().type("*#06").type("5#").press("left", "clear", "call").body.replace(" ", "")
    hand = Hand.on().hear(CallIncoming(-1, "79160000002")).press("call").hear(CallConnected(-1))
    assert IMEI in hand.type("*#06#").press("call").body.replace(" ", "")
    assert "PIN" in hand.press("ok").type("**04*1*2*2#").press("call").body
    assert hand.handset.mobile.call is not None


def test_characters_of_a_computer_keyboard() -> None:
    hand = Hand.on().type("я*ab1 0x0№")
    assert hand.body == "*100#"
    assert Hand.on().type("+79160000002").body == "+79160000002"


@pytest.mark.parametrize("delete", ["clear", "soft_right"])
def test_deleting_closes_the_number_with_its_last_character(delete: Key) -> None:
    hand = Hand.on().press("1", "2", delete)
    assert hand.body == "1"
    assert "МТС" in hand.press(delete).body


def test_editing_in_the_middle() -> None:
    hand = Hand.on().type("*13#").press("left", "left", "2", "right", "clear")
    assert hand.body == "*12#"
    assert hand.press("call").sent == [UssdRequest("*12#")]


def test_arrows_move_by_rows_in_a_long_number() -> None:
    hand = Hand.on().type("1" * 25).press("up", "2")
    assert hand.body == "1" * 5 + "2" + "1" * 14 + " " + "1" * 6
    assert hand.press("up", "up", "3").body.startswith("31111")


def test_the_green_key_opens_what_was_dialled_and_dials_it_again() -> None:
    hand = Hand.on().press("call")
    assert hand.frame.sound == "error"
    assert "МТС" in hand.body
    hand.type("0890").press("call", "end").type("*100#").press("call").hear(END).press("ok", "call")
    assert hand.body == "Набранные 1/2 *100# 0890"
    assert hand.press("call").sent[-1] == UssdRequest("*100#")
    hand.press("end", "call", "down", "ok")
    assert hand.body == "0890", "the centre takes it to be corrected"
    assert hand.press("call").sent[-1] == CallSetup("0890", 1)


def test_a_number_that_is_too_long_is_not_sent_until_it_is_edited() -> None:
    hand = Hand.on().type("1" * 161)
    assert hand.frame.sound == "error"
    assert "Слишком длинный номер" in hand.body
    assert hand.press("call").sent == []
    assert hand.press("ok").press("call").sent == []
    assert hand.wait(3_000).press("clear", "call").sent == [CallSetup("1" * 159)]


def test_an_unfinished_code_is_a_call() -> None:
    hand = Hand.on().type("*111*455").press("call")
    assert hand.sent == [CallSetup("*111*455")]
    assert hand.body == "*111*455 Вызов…"
    hand.hear(CallAnnouncement(Text("В конце кода нужна решётка")))
    assert "решётка" in hand.body
    assert hand.softkeys == "Отбой"
    hand.hear(CallReleased("network"))
    assert "Вызов завершён" in hand.body
    assert "МТС" in hand.press("ok").body


def test_a_code_may_be_typed_anew_after_a_call() -> None:
    hand = Hand.on().type("*707*31").press("call").type("5").hear(CallReleased("network"))
    assert hand.type("*707*31#").press("call").sent == [CallSetup("*707*31"), UssdRequest("*707*31#")]


@pytest.mark.parametrize("key", ["soft_right", "end"])
def test_hanging_up(key: Key) -> None:
    hand = Hand.on().type("0890").press("call", key)
    assert hand.sent == [CallSetup("0890"), CallDisconnect()]
    assert "МТС" in hand.body


def test_the_newest_words_of_a_call_are_in_view() -> None:
    hand = (
        Hand.on().type("0890").press("call").hear(*(CallAnnouncement(Text(f"слово {number}")) for number in range(9)))
    )
    assert "слово 8" in hand.body
    assert "слово 0" not in hand.body
    assert "слово 0" in hand.press("up", "up").body


def test_the_imei_needs_no_send() -> None:
    hand = Hand.on().press("*", "#", "0", "6", "#")
    assert IMEI in hand.body
    assert "МТС" in hand.press("ok").body


def test_what_the_phone_refuses_stays_to_be_corrected() -> None:
    hand = Hand.on().type("*+#*").press("call")
    assert hand.body == "Не разрешено"
    assert hand.frame.sound == "error"
    assert hand.press("clear").body == "*+#"
    assert hand.sent == []
    hand = Hand.on().type("*+#*").press("call").wait(2_999)
    assert hand.body == "Не разрешено"
    assert hand.wait(1).body == "*+#*"


def test_a_second_request_is_refused_by_the_phone() -> None:
    hand = Hand.on().type("*100#").act(lambda mobile, at_ms: mobile.dial("*111#", at_ms))
    assert "Запрос…" in hand.body, "the phone's dialogue is shown whoever began it"
    assert hand.type("*100#").press("call").sent == [UssdRequest("*111#")]
    assert hand.hear(END).press("ok").body == "*100#"


@pytest.mark.parametrize("send", ["call", "ok", "soft_left"])
def test_a_question_is_answered(send: Key) -> None:
    hand = Hand.on().type("*111#").press("call").hear(ASK).press("1", send)
    assert hand.sent == [UssdRequest("*111#"), UssdReply(7, "1")]
    assert "Запрос…" in hand.body
    assert hand.hear(END).body == "Готово"


def test_the_reply_takes_any_printable_character() -> None:
    hand = Hand.on().hear(ASK).type("Да №1\n\t").press("left", "left", "clear", "right", "ok")
    assert hand.sent == [UssdReply(7, "Да№1")]


@pytest.mark.parametrize(("character", "limit"), [("x", 182), ("я", 80), ("€", 91)])
def test_the_reply_ends_where_its_coding_ends(character: str, limit: int) -> None:
    hand = Hand.on().hear(ASK).type(character * limit)
    assert hand.frame.sound == "key"
    hand.type(character)
    assert hand.frame.sound == "error"
    assert "Нет места" in hand.body
    hand.press("ok")
    assert "Слишком длинный ответ" in hand.body
    hand.press("ok").press("clear", "ok")
    assert hand.sent == [UssdReply(7, character * (limit - 1))]


def test_the_right_soft_key_deletes_and_then_cancels() -> None:
    hand = Hand.on().hear(ASK).press("1")
    assert hand.softkeys == "Ответ Стереть"
    assert hand.press("soft_right").softkeys == "Ответ Отмена"
    assert hand.press("clear").sent == []
    assert hand.press("soft_right").sent == [UssdRelease(7)]
    assert "МТС" in hand.body


def test_an_empty_reply_is_not_sent() -> None:
    hand = Hand.on().hear(ASK).press("ok")
    assert hand.body == "Введите ответ"
    assert hand.press("2", "ok").sent == [UssdReply(7, "2")]


def test_a_new_question_begins_with_an_empty_reply() -> None:
    hand = Hand.on().hear(ASK).press("1", "ok").hear(UssdAsk(7, Text("Сколько?")))
    assert hand.body == "Сколько? >"


@pytest.mark.parametrize("close", ["ok", "soft_left", "soft_right", "clear", "end"])
def test_a_last_word_is_closed(close: Key) -> None:
    hand = Hand.on().type("*100#").press("call").hear(END).press(close)
    assert "МТС" in hand.body
    assert hand.sent == [UssdRequest("*100#")]


def test_a_new_code_may_follow_a_last_word_at_once() -> None:
    hand = Hand.on().type("*100#").press("call").hear(END).type("*707*31#").press("call")
    assert hand.sent == [UssdRequest("*100#"), UssdRequest("*707*31#")]


@pytest.mark.parametrize("cancel", ["soft_right", "clear", "end"])
def test_a_request_is_cancelled(cancel: Key) -> None:
    hand = Hand.on().type("*100#").press("call", cancel)
    assert hand.sent == [UssdRequest("*100#"), UssdRelease(UNNUMBERED)]
    assert "МТС" in hand.hear(END).body


def test_the_network_ends_the_dialogue_while_a_reply_is_typed() -> None:
    hand = Hand.on().hear(ASK).type("12").hear(UssdReleased(7, "timeout"))
    assert hand.body == "Время ответа истекло"
    assert "МТС" in hand.press("ok").body


def test_scrolling_ends_where_the_text_ends() -> None:
    hand = Hand.on().hear(UssdEnd(7, Text("\n".join(f"строка {number}" for number in range(12)))))
    assert "▾" in hand.softkeys
    assert "▴" not in hand.softkeys
    hand.press("down", times=20)
    assert "строка 4" in hand.frame.body[0].text
    assert "▾" not in hand.softkeys
    assert "▴" in hand.softkeys
    assert "строка 0" in hand.press("up", times=4).frame.body[0].text


def test_the_spinner_turns_by_time_alone() -> None:
    hand = Hand.on().type("*100#").press("call")
    seen = []
    for _ in range(5):
        seen.append(hand.body.split()[-1])
        hand.wait(250)
    assert seen == ["|", "/", "-", "\\", "|"]
    split = Hand.on().type("*100#").press("call").wait(333).wait(917)
    assert split.frame == hand.frame


def test_what_changes_by_itself_is_due() -> None:
    hand = Hand.on().type("*100#").press("call").wait(600)
    assert hand.handset.next_redraw(hand.at_ms) == hand.at_ms + 150
    hand.hear(END)
    assert hand.handset.next_redraw(hand.at_ms) is None
    assert hand.handset.next_due() == hand.at_ms + 15_000
    hand.press("ok").type("***").press("call")
    assert hand.handset.next_due() == hand.at_ms + 3_000
    hand = Hand.on()
    hand.handset.mobile.dial("*100#", hand.at_ms)
    hand.handset.refresh(hand.at_ms)
    assert hand.handset.next_redraw(hand.at_ms) == hand.at_ms + 250
    assert hand.handset.next_due() == hand.at_ms + PATIENCE_MS


def test_a_message_does_not_disturb_what_is_typed() -> None:
    hand = Hand.on().type("*100").hear(sms("привет"))
    assert hand.body == "*100"
    assert hand.frame.status.text == "▂▄▆ МТС  = 10:02 ▮▮▮"
    assert hand.frame.sound == "message"
    assert hand.sent == [SmsDeliverReport(1)]
    assert hand.hear(sms("привет")).frame.sound is None, "a repeated message is no news"
    assert Hand.on().hear(ASK).type("12").hear(sms("привет")).body.endswith("> 12")


def test_a_question_of_the_network_lies_over_what_is_typed() -> None:
    hand = Hand.on().type("*100").hear(ASK).press("soft_right")
    assert hand.body == "*100"


@pytest.mark.parametrize("key", ["soft_right", "ok"])
def test_the_only_new_message_opens_at_once(key: Key) -> None:
    hand = Hand.on().hear(sms("привет"))
    assert "1 новое сообщение" in hand.body
    assert hand.press(key).body == "MTS-Bonus 12.03.2026 10:02 привет"
    hand.press("soft_right")
    assert "сообщение" not in hand.body
    assert "=" not in hand.frame.status.text


def test_several_new_messages_open_the_list() -> None:
    hand = Hand.on().hear(sms("раз"), sms("два", 2)).press("soft_right")
    assert hand.body == "Входящие 1/2 =MTS-Bonus 10:02 =MTS-Bonus 10:02"
    assert "два" in hand.press("ok").body


def test_the_selected_message_stays_when_another_arrives() -> None:
    hand = Hand.on().hear(sms("раз"), sms("два", 2)).menu("inbox").press("down").hear(sms("три", 3))
    assert "3/3" in hand.body
    assert "раз" in hand.press("ok").body


def test_lists_go_round_the_ends() -> None:
    hand = Hand.on().hear(*(sms(f"номер {number}", number) for number in range(20))).menu("inbox").press("up")
    assert "20/20" in hand.body
    assert "номер 0" in hand.press("ok").body
    assert "1/20" in hand.press("soft_right", "down").body


def test_a_deleted_message_takes_its_screens_with_it() -> None:
    hand = Hand.on().hear(sms("раз"), sms("два", 2)).menu("inbox").press("ok", "soft_left", "up", "ok", "soft_left")
    assert hand.body == "Входящие 1/1 =MTS-Bonus 10:02"
    assert hand.press("ok", "soft_left", "up", "ok", "ok").body == "Входящие Нет сообщений"
    assert hand.press("ok").frame.sound == "error"


def test_menu_by_digits_and_back_to_its_place() -> None:
    *menus, last = path_to("about")
    hand = Hand.on().menu("about")
    assert hand.body == f"Мой номер +79160000001 IMEI {IMEI}"
    back = hand.press("soft_right").frame.body
    assert "-".join([*menus, last]) in back[0].text, "the digits that lead to the selected item"
    assert [row.text for row in back if row.runs and row.runs[0].style == "inv"] == [f"{last} Мой номер".ljust(20)]
    assert hand.press("#").frame.sound == "error"
    assert "МТС" in hand.press("clear", times=len(menus) + 1).body


def test_the_lamp_burns_for_fifteen_seconds_after_a_key() -> None:
    hand = Hand.on()
    assert not hand.frame.backlight
    assert hand.press("1").frame.backlight
    assert hand.wait(14_999).frame.backlight
    assert not hand.wait(1).frame.backlight
    assert hand.handset.next_due() is None


def test_the_second_sims_dialogue_is_shown_too() -> None:
    hand = Hand.on(cards=(CARD, SECOND_CARD)).type("12").hear(ASK, card=SECOND_CARD).press("1", "ok")
    assert hand.sent == [UssdReply(7, "1")]
    assert hand.hear(END, card=SECOND_CARD).press("ok").body == "12"


def test_a_phone_that_is_off_and_one_that_cannot_be() -> None:
    off = Handset(IMEI, (CARD,), texts(), stock())
    assert not "".join(row.text for row in off.frame(0).rows).strip()
    assert [uplink.message for uplink in off.switch_on(0)] == [Attach()]
    with pytest.raises(ValueError, match="no SIM"):
        Handset(IMEI, (), texts(), stock())
    with pytest.raises(ValueError, match="14x6"):
        Handset(IMEI, (CARD,), texts(), stock(), size=(13, 6))
