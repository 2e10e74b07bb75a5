"""The phone without its screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone.air.messages import (
    Attach,
    CallAnnouncement,
    CallDisconnect,
    CallReleased,
    CallSetup,
    Down,
    Downlink,
    SmsDeliver,
    SmsDeliverReport,
    SmsSubmit,
    SmsSubmitReport,
    Uplink,
    UssdAsk,
    UssdEnd,
    UssdRelease,
    UssdReleased,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Span, Text, segments
from phone.handset.mobile.call import Call
from phone.handset.mobile.dialling import Verdict
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.store import CAPACITY, PARTS_KEPT_MS, Store, join
from phone.handset.mobile.ussd import PATIENCE_MS, UNNUMBERED, Asking, Ended, Released, Requesting, UssdState
from tests.phone.handsets import CARD, IMEI, NOON_MS, SECOND_CARD, sms


def phone() -> Mobile:
    mobile = Mobile.of(IMEI, (CARD, SECOND_CARD))
    mobile.switch_on()
    return mobile


def state(mobile: Mobile) -> UssdState:
    return mobile.slots[0].ussd.state


def call(mobile: Mobile) -> Call | None:
    return mobile.call


def hear(mobile: Mobile, message: Down, at_ms: int = NOON_MS) -> tuple[Uplink, ...]:
    return mobile.receive(Downlink(CARD.imsi, message), at_ms)


def up(
    message: Attach | UssdRequest | UssdReply | UssdRelease | SmsDeliverReport | CallSetup | CallDisconnect,
) -> tuple[Uplink, ...]:
    return (Uplink(CARD.imsi, message),)


def test_every_sim_registers() -> None:
    mobile = Mobile.of(IMEI, (CARD, SECOND_CARD))
    assert not any(slot.registered for slot in mobile.slots)
    assert mobile.switch_on() == (Uplink(CARD.imsi, Attach()), Uplink(SECOND_CARD.imsi, Attach()))


@pytest.mark.parametrize(
    ("dialled", "verdict"),
    [
        ("*111*455*0#", "ussd"), ("*707*31#", "ussd"), ("№100№", "ussd"), ("5", "ussd"),
        ("*111*455", "call"), ("*707*31", "call"), ("0890", "call"), ("+79160000002", "call"), ("112", "call"),
        ("*#06#", "imei"), ("**04*1111*2222*2222#", "pin"), ("*#21#", "supplementary"),
        ("***", "not_allowed"), ("", "not_allowed"), ("1" * 161, "too_long"), ("*" + "1" * 158 + "#", "ussd"),
    ],
)  # fmt: skip
def test_what_a_dialled_string_means(dialled: str, verdict: Verdict) -> None:
    mobile = phone()
    assert mobile.judge(dialled) == verdict
    assert bool(mobile.dial(dialled, NOON_MS)) == (verdict in {"ussd", "call", "supplementary"})


def test_a_ussd_dialogue() -> None:
    mobile = phone()
    assert mobile.dial("№100№", NOON_MS) == up(UssdRequest("#100#"))
    assert state(mobile) == Requesting("#100#", NOON_MS, NOON_MS + PATIENCE_MS)
    assert hear(mobile, UssdAsk(7, Text("1 да"))) == ()
    assert state(mobile) == Asking(7, Text("1 да"))
    assert mobile.reply("1", NOON_MS) == up(UssdReply(7, "1"))
    assert mobile.reply("1", NOON_MS) == (), "nothing is asked now"
    hear(mobile, UssdEnd(7, Text("Готово")))
    assert state(mobile) == Ended(Text("Готово"))
    assert mobile.cancel() == ()
    assert state(mobile) is None


def test_a_second_request_is_refused_while_one_runs() -> None:
    mobile = phone()
    mobile.dial("*100#", NOON_MS)
    assert mobile.judge("*111#") == "ussd_busy"
    assert mobile.dial("*111#", NOON_MS) == ()
    assert mobile.dial("*111#", NOON_MS, slot=1) == (Uplink(SECOND_CARD.imsi, UssdRequest("*111#")),)
    hear(mobile, UssdEnd(1, Text("150 р")))
    assert mobile.dial("*111#", NOON_MS) == up(UssdRequest("*111#")), "a last word holds nothing open"


@pytest.mark.parametrize("late", [UssdAsk(4, Text("?")), UssdEnd(4, Text("!")), UssdReleased(4, "timeout")])
def test_what_comes_after_the_subscriber_left_is_not_shown(late: UssdAsk | UssdEnd | UssdReleased) -> None:
    expected = up(UssdRelease(4)) if isinstance(late, UssdAsk) else ()
    unnamed = phone()
    unnamed.dial("*100#", NOON_MS)
    assert unnamed.cancel() == up(UssdRelease(UNNUMBERED))
    assert hear(unnamed, late) == expected
    named = phone()
    named.dial("*100#", NOON_MS)
    hear(named, UssdAsk(4, Text("?")))
    assert named.cancel() == up(UssdRelease(4))
    named.dial("*111#", NOON_MS)
    assert hear(named, late) == expected
    assert unnamed.slots[0].ussd.state is None
    assert isinstance(named.slots[0].ussd.state, Requesting)


def test_the_answer_to_an_abandoned_request_does_not_stand_in_for_the_newer_one() -> None:
    mobile = phone()
    mobile.dial("*111#", NOON_MS)
    mobile.cancel()
    mobile.dial("*100#", NOON_MS)
    hear(mobile, UssdAsk(4, Text("1 Баланс")))
    hear(mobile, UssdEnd(5, Text("150 р")))
    assert state(mobile) == Ended(Text("150 р"))
    mobile.cancel()
    hear(mobile, UssdAsk(6, Text("Оцените")))
    assert state(mobile) == Asking(6, Text("Оцените"))


def test_another_session_does_not_disturb_the_one_that_runs() -> None:
    mobile = phone()
    mobile.dial("*100#", NOON_MS)
    hear(mobile, UssdAsk(4, Text("?")))
    assert hear(mobile, UssdAsk(5, Text("other"))) == up(UssdRelease(5, "busy"))
    hear(mobile, UssdReleased(5, "busy"))
    assert mobile.slots[0].ussd.state == Asking(4, Text("?"))


def test_the_network_asks_first() -> None:
    mobile = phone()
    hear(mobile, UssdAsk(9, Text("Оцените")))
    assert mobile.reply("5", NOON_MS) == up(UssdReply(9, "5"))


def test_patience_with_the_network_ends() -> None:
    mobile = phone()
    mobile.dial("*100#", NOON_MS)
    assert mobile.next_due() == NOON_MS + PATIENCE_MS
    assert mobile.run_due(NOON_MS + PATIENCE_MS - 1) == ()
    assert mobile.run_due(NOON_MS + PATIENCE_MS) == up(UssdRelease(UNNUMBERED))
    assert mobile.slots[0].ussd.state == Released("no_answer")
    assert mobile.next_due() is None


def test_coverage_lost() -> None:
    mobile = phone()
    mobile.dial("*100#", NOON_MS)
    mobile.dial("0890", NOON_MS)
    mobile.lose_coverage(0)
    assert mobile.slots[0].ussd.state == Released("no_coverage")
    assert mobile.call is not None
    assert mobile.call.released == "no_coverage"
    assert mobile.hang_up() == ()
    assert mobile.judge("*100#") == "no_coverage"
    assert hear(mobile, sms("не слышно")) == ()
    assert mobile.judge("*100#", slot=1) == "ussd"
    assert mobile.find_coverage(0) == up(Attach())
    assert mobile.judge("*100#") == "ussd"


def test_a_call() -> None:
    mobile = phone()
    assert mobile.dial("0890", NOON_MS) == up(CallSetup("0890"))
    assert mobile.judge("0891") == "call_busy"
    hear(mobile, CallAnnouncement(Text("Здравствуйте")))
    hear(mobile, CallReleased("network"))
    hear(mobile, CallAnnouncement(Text("поздно")))
    assert call(mobile) == Call(0, "0890", NOON_MS, (Text("Здравствуйте"),), "network")
    assert mobile.hang_up() == ()
    mobile.dial("0890", NOON_MS)
    assert mobile.hang_up() == up(CallDisconnect(1)), "no number on the air is used twice"
    assert call(mobile) is None
    hear(mobile, CallReleased("network", 1))
    assert call(mobile) is None


def test_dialled_numbers_newest_first_without_repetition() -> None:
    mobile = phone()
    for number in ("0890", "0891", "0890", "***"):
        mobile.dial(number, NOON_MS)
        mobile.hang_up()
    assert mobile.dialled == ("0890", "0891")


def test_sending() -> None:
    mobile = phone()
    assert mobile.send_sms("4555", "bal", NOON_MS) == (Uplink(CARD.imsi, SmsSubmit(1, "4555", "bal")),)
    long = mobile.send_sms("4555", "я" * 135, NOON_MS)
    assert [uplink.message for uplink in long] == [
        SmsSubmit(2, "4555", "я" * 67, 1, 3), SmsSubmit(2, "4555", "я" * 67, 2, 3), SmsSubmit(2, "4555", "я", 3, 3),
    ]  # fmt: skip
    hear(mobile, SmsSubmitReport(1))
    hear(mobile, SmsSubmitReport(2))
    hear(mobile, SmsSubmitReport(2, "congestion"))
    assert [message.state for message in mobile.outbox] == ["failed", "sent"]
    mobile.lose_coverage(0)
    assert mobile.send_sms("4555", "bal", NOON_MS) == ()
    assert mobile.outbox[0].state == "failed"
    mobile.post.last_reference = 255
    mobile.send_sms("4555", "bal", NOON_MS)
    assert mobile.post.last_reference == 1


@given(st.text(min_size=1, max_size=500), st.data())
def test_parts_in_any_order_with_repetitions_are_the_text(words: str, data: st.DataObject) -> None:
    texts = segments(Text(words))
    parts = [
        SmsDeliver(number, "MTS", text, NOON_MS, 12, number, len(texts)) for number, text in enumerate(texts, start=1)
    ]
    store = Store()
    for part in data.draw(st.permutations(parts + data.draw(st.lists(st.sampled_from(parts), max_size=5)))):
        assert store.receive(0, part, NOON_MS) == SmsDeliverReport(part.delivery)
    assert [message.text.value for message in store.inbox] == [words]
    assert store.gathering == ()


def test_a_part_sent_anew_under_another_number_changes_nothing() -> None:
    store = Store()
    for number, (part, words) in enumerate([(1, "раз "), (1, "раз "), (3, "три"), (2, "два ")]):
        store.receive(0, sms(words, number, reference=5, part=part, parts=3), NOON_MS)
    assert [message.text.value for message in store.inbox] == ["раз два три"]


def test_values_keep_their_places_in_a_message_cut_in_parts() -> None:
    whole = Text("x" * 150 + "12345" + "y" * 100 + "6", "balance", (Span("a", 150, 155), Span("b", 255, 256)))
    assert join(segments(whole)) == whole
    twins = Text("ab", None, (Span("n", 0, 1), Span("n", 1, 2)))
    assert join((twins,)) == twins


def test_parts_of_different_messages_do_not_mix() -> None:
    store = Store()
    for number, (reference, part) in enumerate([(1, 1), (2, 2), (2, 1), (1, 2)]):
        store.receive(0, sms(f"{reference}.{part} ", number, reference=reference, part=part, parts=2), NOON_MS)
    assert [message.text.value for message in store.inbox] == ["1.1 1.2 ", "2.1 2.2 "]


def test_a_part_without_a_place_is_a_message_of_its_own() -> None:
    store = Store()
    store.receive(0, sms("odd", part=3, parts=2), NOON_MS)
    assert [message.text.value for message in store.inbox] == ["odd"]


def test_a_full_store_turns_messages_away_until_one_is_deleted() -> None:
    store = Store()
    for number in range(CAPACITY):
        store.receive(0, sms("x", number), NOON_MS)
    refusal = store.receive(0, sms("new", 99), NOON_MS)
    assert (refusal, store.turned_away) == (SmsDeliverReport(99, "memory_full"), True)
    store.delete(store.inbox[0].number)
    assert not store.turned_away
    assert store.receive(0, sms("new", 99), NOON_MS) == SmsDeliverReport(99)
    assert store.inbox[0].text.value == "new"
    assert len(store.inbox) == CAPACITY


def test_a_part_of_a_begun_message_has_its_place_in_a_full_store() -> None:
    store = Store()
    store.receive(0, sms("1", 100, reference=5, part=1, parts=2), NOON_MS)
    for number in range(CAPACITY):
        store.receive(0, sms("x", number), NOON_MS)
    assert len(store.inbox) == CAPACITY - 1
    assert store.receive(0, sms("2", 101, reference=5, part=2, parts=2), NOON_MS) == SmsDeliverReport(101)
    assert store.inbox[0].text.value == "12"


def test_parts_do_not_wait_for_ever() -> None:
    store = Store()
    store.receive(0, sms("1", 1, reference=5, part=1, parts=2), NOON_MS)
    store.receive(0, sms("x", 2), NOON_MS + PARTS_KEPT_MS)
    assert store.gathering == ()


def test_reading_and_numbers_are_not_used_twice() -> None:
    store = Store()
    store.receive(0, sms("a", 1), NOON_MS)
    store.receive(0, sms("b", 2), NOON_MS)
    store.mark_read(1)
    assert store.unread == 1
    store.delete(2)
    assert store.get(2) is None
    store.receive(0, sms("c", 3), NOON_MS)
    assert [message.number for message in store.inbox] == [3, 1]
