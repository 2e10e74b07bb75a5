"""MMS from person to person: a subject, a text and a picture, charged by the piece."""

from __future__ import annotations

import json

import pytest

from ledger.commands import Charge
from ledger.loading import FixtureError, Fixtures, Layer
from phone.air.messages import (
    MmsDeliver,
    MmsDeliverReport,
    MmsNotification,
    MmsRetrieve,
    MmsSubmit,
    MmsSubmitReport,
    SmsMemoryAvailable,
    Uplink,
)
from phone.air.text import Text
from phone.handset.handset import Handset
from phone.handset.mobile.sending import ANSWER_MS, Outgoing
from phone.handset.mobile.store import CAPACITY, Message
from phone.handset.ui.lines import wrap
from phone.holder import Holder
from phone.pictures import TALLEST, WIDEST, load_pictures
from tests.phone.handsets import CARD, IMEI, Hand, sms, stock, texts
from tests.phone.messaging import charges, fill, free, mobile, off, on
from tests.phone.worlds import ANNA, BORIS, DINA, Life, rules_of
from tui.printing import Report

NOTIFIED = MmsNotification(4, "+79160000001", "Отпуск")
DELIVERED = MmsDeliver(4, "+79160000001", "Отпуск", Text("Мы на море"), "sea", 0)


def send(life: Life, to: str, subject: str = "Отпуск", text: str = "Мы на море", picture: str = "sea") -> Outgoing:
    life.phone.mms(life.world.people[to].msisdns[0], subject, text, picture)
    life.world.settle()
    return mobile(life, life.name).outbox[0]


def received(life: Life, name: str) -> list[Message]:
    return [message for message in reversed(mobile(life, name).store.inbox) if message.kind == "mms"]


@pytest.mark.parametrize(("to", "reach"), [(ANNA, "on_net"), (DINA, "off_net")])
def test_F20_an_mms_is_charged_as_one_announced_fetched_and_stored(to: str, reach: str) -> None:
    life = Life.of(BORIS)
    assert send(life, to).state == "sent"
    assert charges(life) == [Charge("79160000002", "mms", 1, reach)]  # type: ignore[arg-type]
    assert life.standing.kopecks == 8450 - 650
    (message,) = received(life, to)
    got = (message.sender, message.subject, message.text.value, message.picture)
    assert got == ("+79160000002", "Отпуск", "Мы на море", "sea")
    kinds = [type(event.message) for event in life.heard]
    assert kinds == [MmsSubmit, MmsNotification, MmsRetrieve, MmsSubmitReport, MmsDeliver, MmsDeliverReport]
    assert life.world.network.post.letters == {}


def test_F61_P13_a_package_pays_first() -> None:
    life = Life.of(ANNA, "rich")
    life.sms("7070", "51")
    send(life, BORIS)
    packages = {holding.purse: holding.amount for holding in life.standing.packages}
    assert (packages["mms"], life.standing.kopecks) == (9, 15000)


def test_too_little_money_is_told_with_cause_and_text() -> None:
    life = Life.of(BORIS, "demo", "tariff.mms.kopecks=9000")
    sent = send(life, ANNA)
    assert (sent.state, sent.cause, rules_of(life), received(life, ANNA)) == (
        "failed",
        "balance",
        ["charge.balance"],
        [],
    )
    assert sent.said is not None
    assert sent.said.key == "refusal.charge.balance"


@pytest.mark.parametrize("to", ["4555", "79169999999", "", "МТС"])
def test_a_number_that_nobody_has_is_told_so(to: str) -> None:
    life = Life.of(BORIS)
    life.phone.mms(to, "", "кто здесь?")
    life.world.settle()
    assert (mobile(life, BORIS).outbox[0].cause, charges(life)) == ("unknown_number", [])


def test_a_submission_that_comes_again_is_charged_once() -> None:
    life = Life.of(BORIS)
    imsi = mobile(life, BORIS).slots[0].card.imsi
    for _ in range(3):
        life.world.network.receive(Uplink(imsi, MmsSubmit(7, "79160000001", "a", "b", "cat")), life.world.now_ms)
    life.world.settle()
    assert (len(charges(life)), len(received(life, ANNA))) == (1, 1)
    life.world.network.receive(Uplink(imsi, MmsSubmit(7, "79160000001", "a", "other")), life.world.now_ms)
    life.world.settle()
    assert (len(charges(life)), len(received(life, ANNA))) == (2, 2)


def test_a_phone_that_is_off_gets_it_when_it_is_on() -> None:
    life = Life.of(BORIS)
    off(life, ANNA)
    send(life, ANNA)
    life.world.advance(3_600_000)
    assert received(life, ANNA) == []
    on(life, ANNA)
    assert len(received(life, ANNA)) == 1


def test_a_full_phone_does_not_fetch_it_until_there_is_room() -> None:
    life = Life.of(BORIS)
    fill(life, ANNA)
    send(life, ANNA)
    assert not any(isinstance(event.message, MmsRetrieve) for event in life.heard)
    free(life, ANNA)
    assert [message.subject for message in received(life, ANNA)] == ["Отпуск"]
    assert any(isinstance(event.message, SmsMemoryAvailable) for event in life.heard)


def test_after_its_validity_it_is_gone() -> None:
    life = Life.of(BORIS, "demo", "rules.sms.validity_s=3600")
    off(life, ANNA)
    send(life, ANNA)
    life.world.advance(3_700_000)
    on(life, ANNA)
    assert (received(life, ANNA), life.world.network.post.letters) == ([], {})
    imsi = mobile(life, ANNA).slots[0].card.imsi
    assert life.world.network.receive(Uplink(imsi, MmsRetrieve(1)), life.world.now_ms) == ()


def test_nobody_fetches_what_is_for_another() -> None:
    life = Life.of(BORIS)
    off(life, ANNA)
    send(life, ANNA)
    ((number, _),) = (
        (delivery, letter) for letter in life.world.network.post.letters.values() for delivery in letter.parts
    )
    imsi = mobile(life, BORIS).slots[0].card.imsi
    assert life.world.network.receive(Uplink(imsi, MmsRetrieve(number)), life.world.now_ms) == ()


class TestPhone:
    """The phone's side alone."""

    def test_what_comes_twice_is_stored_once(self) -> None:
        hand = Hand.on().hear(NOTIFIED, DELIVERED, DELIVERED, NOTIFIED)
        assert hand.sent == [MmsRetrieve(4), MmsDeliverReport(4), MmsDeliverReport(4), MmsDeliverReport(4)]
        assert len(hand.handset.mobile.store.inbox) == 1

    def test_room_that_went_while_it_was_fetched(self) -> None:
        hand = Hand.on().hear(NOTIFIED, *(sms("x", 100 + place) for place in range(CAPACITY)))
        hand.sent.clear()
        hand.hear(DELIVERED, NOTIFIED)
        assert hand.sent == [MmsDeliverReport(4, "memory_full")] * 2
        assert hand.handset.mobile.store.turned_away

    def test_what_nobody_answers_is_sent_again_and_given_up(self) -> None:
        hand = Hand.on()
        hand.handset.mobile.send_mms("79160000001", "a", "b", hand.at_ms, picture="cat")
        hand.wait(ANSWER_MS)
        assert hand.sent == [MmsSubmit(1, "79160000001", "a", "b", "cat")]
        hand.wait(ANSWER_MS)
        assert hand.handset.mobile.outbox[0].cause == "no_answer"

    def test_sms_and_mms_of_one_reference_are_told_apart(self) -> None:
        hand = Hand.on()
        hand.handset.mobile.send_sms("4555", "bal", hand.at_ms)
        hand.hear(MmsSubmitReport(1))
        assert hand.handset.mobile.outbox[0].state == "sending"


def reading(picture: str, columns: int, lines: int) -> str:
    """The rows that the screen of a message with a picture shows, from top to bottom."""
    hand = Hand(Handset(IMEI, (CARD,), texts(), stock(), "ru", (columns, lines)))
    hand.handset.switch_on(hand.at_ms)
    hand.hear(MmsDeliver(4, "MTS", "Тема", Text("Конец"), picture, hand.at_ms)).press("soft_right")
    shown = [row.text for row in hand.frame.body]
    for _ in range(20):
        hand.press("down")
        shown.append(hand.frame.body[-1].text)
    return "\n".join(shown)


@pytest.mark.parametrize("name", stock().pictures)
def test_a_picture_is_read_with_its_subject_and_text(name: str) -> None:
    shown = reading(name, 20, 8)
    for row in stock().pictures[name].rows:
        assert row.strip() in shown
    assert "Тема" in shown
    assert "Конец" in shown


@pytest.mark.parametrize("name", stock().pictures)
def test_on_a_narrow_display_a_picture_keeps_its_middle(name: str) -> None:
    picture = stock().pictures[name]
    assert all(len(row) <= 14 for row in picture.fitting(14))
    assert "".join(picture.fitting(14)).strip()
    assert reading(name, 14, 6)


def test_a_picture_that_the_phone_does_not_have_is_named() -> None:
    assert "[zebra]" in reading("zebra", 20, 8)


@pytest.mark.parametrize("name", stock().pictures)
def test_pictures_are_small_and_of_glyphs_that_the_display_has(name: str) -> None:
    rows = stock().pictures[name].rows
    assert len(rows) <= TALLEST
    assert max(map(len, rows)) <= WIDEST
    assert all(len(wrap(row, WIDEST)) == 1 and "□" not in wrap(row, WIDEST)[0] for row in rows)


@pytest.mark.parametrize("rows", [[], [""], ["x" * 21], ["x"] * 7, ["漢"], ["e\u0301"], ["\t"]])
def test_a_drawing_that_does_not_fit_is_a_mistake(rows: list[str]) -> None:
    fixtures = Fixtures((Layer("mine", {"pictures": {"cat": {"rows": rows}}}),))
    with pytest.raises(FixtureError, match=r"cat\.rows"):
        load_pictures(fixtures)


def test_the_command_line_prints_what_was_sent_and_why_not() -> None:
    life = Life.of(BORIS, "demo", "tariff.mms.kopecks=5000")
    lines: list[str] = []
    life.world.listen(Report(life.world, BORIS, as_json=False, write=lines.append))
    send(life, ANNA)
    send(life, ANNA)
    Holder(life.world, BORIS).mms("0", "", "x")
    life.world.settle()
    assert lines[0] == "MMS +79160000002 → Анна: Отпуск / Мы на море / [sea]"
    assert lines[1].startswith("Не хватает денег")
    assert lines[2] == "MMS не отправлено: нет такого номера."


def test_json_of_every_step() -> None:
    life = Life.of(BORIS)
    lines: list[str] = []
    life.world.listen(Report(life.world, BORIS, as_json=True, write=lines.append))
    send(life, ANNA)
    rows = [json.loads(line) for line in lines]
    assert [(row["event"], row["state"]) for row in rows] == [
        ("mms", state) for state in ("submit", "notification", "retrieve", "accepted", "deliver", "stored")
    ]
    assert (rows[0]["picture"], rows[0]["entries"], rows[4]["from"]) == (
        "sea",
        [life.world.ledger.head],
        "+79160000002",
    )
