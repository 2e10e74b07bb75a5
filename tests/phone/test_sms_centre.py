"""SMS from person to person: what it costs, how it is delivered, and what neither side loses on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.commands import Charge, TopUp
from phone.air.addresses import is_number, is_sender
from phone.air.messages import (
    Downlink,
    SmsDeliver,
    SmsDeliverReport,
    SmsMemoryAvailable,
    SmsStatusReport,
    SmsSubmit,
    SmsSubmitReport,
    Uplink,
)
from phone.air.text import Text, segments
from phone.handset.mobile.store import CAPACITY
from phone.holder import Holder
from phone.opening import load_world
from tests.phone.handsets import Hand, sms
from tests.phone.messaging import charges, fill, free, inbox, lose, mobile, number, off, on, write
from tests.phone.worlds import ANNA, BORIS, DINA, GLEB, VERA, Life, rules_of

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


class TestPayment:
    """Each part is charged when the message is taken."""

    @pytest.mark.parametrize(
        ("to", "reach"), [(ANNA, "on_net"), (GLEB, "on_net"), (DINA, "off_net"), (BORIS, "on_net")]
    )
    def test_F20_F61_a_message_is_paid_when_it_is_taken(self, to: str, reach: str) -> None:
        life = Life.of(BORIS)
        sent = write(life, to, "Привет!")
        assert sent.state == "sent"
        assert charges(life) == [Charge("79160000002", "sms", 1, reach)]  # type: ignore[arg-type]
        assert inbox(life, to) == [("+79160000002", "Привет!")]
        assert life.standing.kopecks == 8450 - 200
        submitted = next(event for event in life.heard if isinstance(event.message, SmsSubmit))
        assert submitted.entries == (life.world.ledger.head,), "the trace names the entry"

    @pytest.mark.parametrize(
        ("text", "parts"), [("я" * 70, 1), ("я" * 71, 2), ("a" * 160, 1), ("a" * 161, 2), ("я" * 300, 5)]
    )
    def test_F20_every_part_costs(self, text: str, parts: int) -> None:
        life = Life.of(BORIS)
        write(life, ANNA, text)
        assert [charge.units for charge in charges(life)] == [parts]
        assert inbox(life, ANNA) == [("+79160000002", text)]

    def test_F61_a_package_pays_first(self) -> None:
        life = Life.of(ANNA)
        write(life, BORIS, "из пакета")
        packages = {holding.purse: holding.amount for holding in life.standing.packages}
        assert (packages["sms"], life.standing.kopecks, life.standing.points) == (24, 15000, 1240)

    def test_F20_messages_paid_from_the_balance_earn_points(self) -> None:
        life = Life.of(BORIS)
        before = life.standing.points
        for _ in range(5):
            write(life, ANNA, "раз")
        assert life.standing.points == before + 2

    def test_too_little_money_is_told_with_cause_and_text_and_nothing_is_sent(self) -> None:
        life = Life.of(BORIS, "demo", "tariff.sms.kopecks=9000")
        sent = write(life, ANNA, "дорого")
        assert (sent.state, sent.cause) == ("failed", "balance")
        assert sent.said is not None
        assert sent.said.key == "refusal.charge.balance"
        assert "90,00" in sent.said.value
        assert (inbox(life, ANNA), charges(life), rules_of(life)) == ([], [], ["charge.balance"])
        life.world.ledger.execute(TopUp("79160000002", 5000), life.world.now_ms)
        assert write(life, ANNA, "дорого").state == "sent", "a new message is judged anew"

    def test_a_message_of_which_not_all_parts_can_be_paid_is_not_sent_at_all(self) -> None:
        life = Life.of(BORIS, "demo", "tariff.sms.kopecks=4000")
        sent = write(life, ANNA, "я" * 150)
        assert (sent.state, sent.cause, inbox(life, ANNA)) == ("failed", "balance", [])
        assert life.standing.kopecks == 8450

    def test_D09_blocked_use_is_told_so(self) -> None:
        life = Life.of(BORIS, "demo", "tariff.monthly_fee.kopecks=9000")
        life.world.advance(30 * DAY_MS)
        sent = write(life, ANNA, "можно?")
        assert (sent.state, sent.cause, rules_of(life)[-1]) == ("failed", "blocked", "charge.blocked")

    def test_short_numbers_are_free(self) -> None:
        life = Life.of(BORIS)
        life.sms("4555", "бонус")
        life.sms("7070", "99")
        assert (charges(life), life.standing.kopecks) == ([], 8450)

    def test_another_operators_subscriber_pays_at_home(self) -> None:
        life = Life.of(DINA)
        assert write(life, ANNA, "Это Дина").state == "sent"
        assert (inbox(life, ANNA), charges(life)) == ([("+79030000005", "Это Дина")], [])

    @pytest.mark.parametrize("to", ["79169999999", "MTS-Bonus", "", "12", "+4412345678"])
    def test_a_number_that_nobody_has_is_told_so_and_costs_nothing(self, to: str) -> None:
        life = Life.of(BORIS)
        life.phone.sms(to, "кто здесь?")
        life.world.settle()
        sent = mobile(life, BORIS).outbox[0]
        assert (sent.state, sent.cause, charges(life)) == ("failed", "unknown_number", [])

    def test_a_submission_that_comes_again_is_taken_and_charged_once(self) -> None:
        life = Life.of(BORIS)
        imsi = mobile(life, BORIS).slots[0].card.imsi
        now_ms = life.world.now_ms
        parts = [SmsSubmit(9, "79160000001", text, part, 2) for part, text in ((1, "раз "), (2, "два"))]
        reports = [
            life.world.network.receive(Uplink(imsi, part), now_ms + place) for place, part in enumerate(parts * 3)
        ]
        life.world.settle()
        assert len(charges(life)) == 1
        assert inbox(life, ANNA) == [("+79160000002", "раз два")]
        assert [report[0].message for report in reports] == [SmsSubmitReport(9), SmsSubmitReport(9, part=2)] * 3

    def test_a_submission_to_a_service_that_comes_again_is_carried_out_once(self) -> None:
        life = Life.of(ANNA)
        imsi = mobile(life, ANNA).slots[0].card.imsi
        for _ in range(3):
            life.world.network.receive(Uplink(imsi, SmsSubmit(9, "7070", "11")), life.world.now_ms)
        life.world.settle()
        assert len(life.entries("redeemed")) == 1
        assert len(life.inbox()) == 1

    def test_a_reference_used_again_is_another_message(self) -> None:
        life = Life.of(BORIS, "demo", "tariff.sms.kopecks=1")
        for place in range(300):
            life.phone.sms(number(life, DINA), "ок")
            if place % 10 == 9:
                life.world.settle()
        life.world.settle()
        assert len(charges(life)) == 300
        assert {message.state for message in mobile(life, BORIS).outbox} == {"sent"}


class TestDelivery:
    """Stored at the centre until the phone has it."""

    def test_a_message_takes_its_time(self) -> None:
        life = Life.of(BORIS, "demo", "rules.sms.delivery_delay_s=30")
        begins_ms = life.world.now_ms
        write(life, ANNA, "раз")
        (event,) = [event for event in life.heard if isinstance(event.message, SmsDeliver)]
        assert event.at_ms == begins_ms + 30_000 + life.world.ether.file.fine.sms_ms
        assert mobile(life, ANNA).store.inbox[0].sent_at_ms == begins_ms

    def test_a_phone_that_is_off_gets_its_messages_when_it_is_on(self) -> None:
        life = Life.of(BORIS)
        off(life, ANNA)
        for text in ("раз", "два", "три"):
            write(life, ANNA, text)
        life.world.advance(5 * HOUR_MS)
        assert not any(isinstance(event.message, SmsDeliver) for event in life.heard), (
            "nothing goes to a phone that is off"
        )
        on_ms = life.world.now_ms
        on(life, ANNA)
        assert [text for _, text in inbox(life, ANNA)] == ["раз", "два", "три"]
        assert life.world.now_ms - on_ms < 5000, "at once"

    def test_what_is_not_due_yet_does_not_come_earlier_because_a_phone_came(self) -> None:
        life = Life.of(ANNA)
        life.phone.sms("4555", "bal")
        off(life, ANNA)
        on(life, ANNA)
        life.world.settle()
        (event,) = [event for event in life.heard if isinstance(event.message, SmsDeliver)]
        assert event.at_ms >= 5000 + next(e.at_ms for e in life.heard if isinstance(e.message, SmsSubmit))

    def test_pauses_between_attempts_grow_as_the_rules_say(self) -> None:
        life = Life.of(BORIS, "demo", "rules.sms.retry_s=[10, 20, 40]")
        lose(life, ANNA)
        life.phone.sms(number(life, ANNA), "слышно?")
        begins_ms = life.world.now_ms
        life.world.advance(3 * MINUTE_MS)
        tries = [(e.at_ms - begins_ms) // 1000 for e in life.heard if isinstance(e.message, SmsDeliver)]
        assert tries == [3, 13, 33, 73, 113, 153]
        life.world.command(ANNA, lambda phone, _: phone.mobile.find_coverage(0))
        life.world.settle()
        assert inbox(life, ANNA) == [("+79160000002", "слышно?")]
        assert life.world.network.post.letters == {}

    def test_waiting_for_a_phone_that_is_off_is_not_being_on_the_way(self) -> None:
        life = Life.of(BORIS)
        off(life, ANNA)
        life.phone.sms(number(life, ANNA), "раз")
        begins_ms = life.world.now_ms
        life.world.settle(DAY_MS)
        assert life.world.now_ms - begins_ms < 5000
        assert life.world.network.next_due() is not None

    def test_after_its_validity_a_message_is_given_up(self) -> None:
        life = Life.of(BORIS)
        off(life, ANNA)
        sent = write(life, ANNA, "поздно", report=True)
        assert (sent.state, sent.report) == ("sent", "awaited")
        life.world.advance(3 * DAY_MS + MINUTE_MS)
        assert mobile(life, BORIS).outbox[0].report == "expired"
        on(life, ANNA)
        assert (inbox(life, ANNA), life.world.network.post.letters) == ([], {})

    def test_a_sender_may_ask_for_a_shorter_validity_but_for_no_longer_one(self) -> None:
        life = Life.of(BORIS, "demo", "rules.sms.validity_s=3600")
        off(life, ANNA)
        to = number(life, ANNA)
        life.world.command(BORIS, lambda phone, at: phone.mobile.send_sms(to, "?", at, valid_for_ms=600_000))
        life.world.command(BORIS, lambda phone, at: phone.mobile.send_sms(to, "?", at, valid_for_ms=30 * DAY_MS))
        first, second = life.world.network.post.letters.values()
        accepted_ms = life.world.now_ms + 2000
        assert (first.expires_at_ms, second.expires_at_ms) == (accepted_ms + 600_000, accepted_ms + 3_600_000)

    def test_a_delivery_report_comes_when_it_was_asked_for(self) -> None:
        life = Life.of(BORIS)
        assert write(life, ANNA, "без отчёта").report == "none"
        assert write(life, ANNA, "я" * 150, report=True).report == "delivered"
        (report,) = [message for message in life.messages() if isinstance(message, SmsStatusReport)]
        assert (report.to, report.outcome, report.reference) == ("+79160000001", "delivered", 2)
        assert report.done_at_ms > report.sent_at_ms
        assert life.world.network.post.letters == {}

    def test_a_report_waits_for_a_sender_that_is_off(self) -> None:
        life = Life.of(BORIS)
        life.phone.sms(number(life, ANNA), "раз", report=True)
        life.world.advance(2000)
        off(life, BORIS)
        life.world.advance(HOUR_MS)
        assert inbox(life, ANNA)
        on(life, BORIS)
        assert mobile(life, BORIS).outbox[0].report == "delivered"

    def test_a_report_about_a_message_to_a_service(self) -> None:
        life = Life.of(ANNA)
        life.phone.sms("4555", "bal", report=True)
        life.world.settle()
        assert mobile(life, ANNA).outbox[0].report == "delivered"

    def test_a_report_of_another_sim_confirms_nothing(self) -> None:
        life = Life.of(BORIS)
        lose(life, ANNA)
        write(life, ANNA, "раз")
        stranger = mobile(life, VERA).slots[0].card.imsi
        life.world.network.receive(Uplink(stranger, SmsDeliverReport(1)), life.world.now_ms)
        assert len(life.world.network.post.letters) == 1


class TestMemory:
    """A phone whose store is full."""

    def test_the_centre_waits_for_a_full_phone_and_hears_of_the_room(self) -> None:
        life = Life.of(BORIS)
        fill(life, ANNA)
        write(life, ANNA, "раз", report=True)
        assert (mobile(life, ANNA).store.turned_away, mobile(life, BORIS).outbox[0].report) == (True, "awaited")
        full_ms = life.world.now_ms
        free(life, ANNA)
        assert life.world.now_ms - full_ms < 5000, "the alert brings it at once"
        assert [text for sender, text in inbox(life, ANNA) if sender != "fill"] == ["раз"]
        assert mobile(life, BORIS).outbox[0].report == "delivered"
        assert [e.message for e in life.heard if isinstance(e.message, SmsMemoryAvailable)] == [SmsMemoryAvailable()]

    def test_the_key_that_deletes_tells_the_centre(self) -> None:
        hand = Hand.on().hear(*(sms("x", delivery) for delivery in range(CAPACITY + 1)))
        hand.sent.clear()
        hand.menu("inbox").press("ok", "ok", "up", "ok", "ok")
        assert (hand.sent, hand.handset.mobile.store.turned_away) == ([SmsMemoryAvailable()], False)

    def test_a_delete_without_need_tells_nobody(self) -> None:
        hand = Hand.on().hear(sms("x"))
        assert hand.handset.mobile.delete_message(1) == ()

    def test_a_flash_needs_no_room(self) -> None:
        life = Life.of(BORIS)
        fill(life, ANNA)
        assert write(life, ANNA, "срочно", flash=True, report=True).report == "delivered"
        assert [message.text.value for message in mobile(life, ANNA).store.flashes] == ["срочно"]


class TestOperator:
    """The operator as one who writes."""

    def test_the_operator_writes_under_any_name(self) -> None:
        life = Life.of(ANNA)
        life.world.network.sms_from_operator("8 916 000-00-01", "Здравствуйте", life.world.now_ms)
        life.world.network.sms_from_operator(life.msisdn, Text("Такси подано"), life.world.now_ms, sender="Taxi 24")
        life.world.settle()
        assert inbox(life, ANNA) == [("MTS-Bonus", "Здравствуйте"), ("Taxi 24", "Такси подано")]
        assert [message.answerable for message in mobile(life, ANNA).store.inbox] == [False, False]

    @pytest.mark.parametrize(
        ("to", "sender"), [("79169999999", ""), ("", ""), ("79160000001", "twelve chars"), ("79160000001", "МТС")]
    )
    def test_what_cannot_be_sent_is_told(self, to: str, sender: str) -> None:
        life = Life.of(ANNA)
        with pytest.raises(ValueError, match=r"nobody has|cannot send"):
            life.world.network.sms_from_operator(to, "x", life.world.now_ms, sender=sender)

    @pytest.mark.parametrize(
        ("sender", "number", "good"),
        [("4555", True, True), ("+79160000001", True, True), ("MTS-Bonus", False, True), ("", False, False),
         ("٤٥", False, False), ("12345678901", True, True), ("[MTS-Bonus]", False, False), ("1" * 21, False, False)],
    )  # fmt: skip
    def test_senders(self, sender: str, number: bool, good: bool) -> None:
        assert (is_number(sender), is_sender(sender)) == (number, good)

    def test_an_answer_to_a_person_reaches_the_person(self) -> None:
        life = Life.of(BORIS)
        write(life, ANNA, "Как дела?")
        (message,) = mobile(life, ANNA).store.inbox
        assert message.answerable
        Holder(life.world, ANNA).sms(message.sender, "Хорошо")
        life.world.settle()
        assert inbox(life, BORIS) == [("+79160000001", "Хорошо")]


@given(st.text(min_size=1, max_size=500), st.data())
@settings(max_examples=50, deadline=None)
def test_parts_in_any_order_and_number_are_one_message_paid_once(text: str, data: st.DataObject) -> None:
    life = Life.of(BORIS, "demo", "tariff.sms.kopecks=1")
    imsi = mobile(life, BORIS).slots[0].card.imsi
    texts = segments(Text(text))
    parts = [SmsSubmit(5, "79160000001", piece.value, place, len(texts)) for place, piece in enumerate(texts, start=1)]
    for part in data.draw(st.permutations(parts + data.draw(st.lists(st.sampled_from(parts), max_size=6)))):
        life.world.network.receive(Uplink(imsi, part), life.world.now_ms)
    down = life.world.network.run_due(life.world.now_ms + 2000)
    for parcel in data.draw(st.permutations(down * data.draw(st.integers(1, 3)))):
        life.world.phones[ANNA].receive(parcel, life.world.now_ms)
    life.world.ledger.commit({})
    assert [charge.units for charge in charges(life)] == [len(texts)]
    assert inbox(life, ANNA) == [("+79160000002", text)]


def _down(life: Life) -> tuple[Downlink, ...]:
    return tuple(parcel for parcel in life.world.ether.flying if isinstance(parcel, Downlink))


Step = Callable[[Life], object]
STEPS: list[Step] = [
    lambda life: off(life, ANNA),
    lambda life: on(life, ANNA),
    lambda life: lose(life, ANNA),
    lambda life: fill(life, ANNA),
    lambda life: life.world.advance(1000),
    lambda life: life.world.advance(MINUTE_MS),
    lambda life: life.world.advance(HOUR_MS),
    lambda life: life.world.ether.lose_all(),  # what is on its way is lost
    lambda life: life.world._send_down(_down(life)),  # and what is, comes twice
]


@given(st.lists(st.one_of(st.sampled_from(STEPS), st.sampled_from(["one part", "я" * 150])), max_size=25))
@settings(max_examples=60, deadline=None)
def test_no_message_is_lost_or_doubled_whatever_the_phone_does(steps: list[Step | str]) -> None:
    life = Life.of(BORIS, "demo", "tariff.sms.kopecks=1", "rules.sms.validity_s=31536000")
    written: list[str] = []
    for step in steps:
        if isinstance(step, str):
            written.append(f"{len(written)} {step}")
            life.phone.sms(number(life, ANNA), written[-1], report=True)
        else:
            step(life)
    life.world.advance(2 * MINUTE_MS)
    on(life, ANNA)
    while any(message.sender == "fill" for message in mobile(life, ANNA).store.inbox):
        free(life, ANNA)
    life.world.advance(2 * HOUR_MS)
    got = [text for sender, text in inbox(life, ANNA) if sender != "fill"]
    assert sorted(got) == sorted(written)
    assert len(charges(life)) == len(written)
    assert life.world.network.post.letters == {}
    assert {message.report for message in mobile(life, BORIS).outbox} <= {"delivered"}


def test_a_word_about_nothing_that_waits_changes_nothing() -> None:
    world = load_world("demo")
    for message in (SmsMemoryAvailable(), SmsDeliverReport(99), SmsDeliverReport(99, "memory_full")):
        assert world.network.receive(Uplink("001010000000001", message), world.now_ms) == ()
    assert world.network.post.next_due() is None
