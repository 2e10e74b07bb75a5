"""SMS to short numbers: keywords, joining, ordering, and the way of a message through the SMS centre."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.loading import Fixtures
from phone.air.messages import SmsDeliver, SmsDeliverReport, SmsSubmit, SmsSubmitReport, Uplink
from phone.network.dialplan import Plan, keyword, short_number
from tests.ledger.test_programme import PRICE_LIST
from tests.phone.worlds import ANNA, BORIS, DINA, VERA, Life, key_of, rules_of

PLAN = Plan.load(Fixtures())
WORDS = [(number, word) for number, short in PLAN.dialplan.sms.items() for word in short.keywords]
SOLD_BY_WORD = {
    route.reward: (number, word)
    for number, short in PLAN.dialplan.sms.items()
    for word, route in short.keywords.items()
    if route.service == "redeem"
}
BY_WORD = [row for row in PRICE_LIST if row[1].startswith("707:")]


@pytest.mark.parametrize(("reward", "price"), [row[1:3] for row in BY_WORD], ids=[row[0] for row in BY_WORD])
def test_P01_P16_F59_a_service_code_by_sms_costs_the_same(reward: str, price: int) -> None:
    life = Life.of(ANNA, "rich")
    number, word = SOLD_BY_WORD[reward]
    life.sms(number, word)
    (entry,) = life.entries("redeemed")
    assert (entry.details["reward"], life.standing.points) == (reward, 100_000 - price)


def test_F59_the_short_number_may_be_written_with_its_dash() -> None:
    life = Life.of(ANNA)
    assert len(life.sms("70-70", " 31 ")) == 2
    assert life.standing.points == 1090
    assert [short_number(written) for written in ("70-70", "70 70", "4555")] == ["7070", "7070", "4555"]


def test_F59_what_is_no_service_code_gets_help_and_orders_nothing() -> None:
    life = Life.of(ANNA)
    head = life.world.ledger.head
    for text in ("99", "", "бонус", "*707*31#"):
        (answer,) = life.sms("7070", text)
        assert key_of(answer.text) == "refusal.reward.unknown"
        assert "{" not in answer.text.value
    assert (life.world.ledger.head, set(rules_of(life))) == (head, {"reward.unknown"})


@pytest.mark.parametrize(
    "text", ["bal", "BAL", " Bal ", "ваl", "бонус", "БОНУС", "\tбонус\n", "бoнyc", "Бoнуc", "баланс", "бaлaнc"]
)
def test_F12_D08_the_balance_by_sms_however_it_is_written(text: str) -> None:
    (answer,) = Life.of(ANNA).sms("4555", text)
    assert answer.text.value == "У вас 1240 баллов. 31.03.2026 сгорят 320 баллов."


@given(st.sampled_from([word for _, word in WORDS]), st.data())
def test_D08_a_keyword_reads_the_same_in_any_case_with_blanks_and_look_alikes(word: str, data: st.DataObject) -> None:
    alike = {
        "а": "a",
        "в": "b",
        "с": "c",
        "е": "e",
        "к": "k",
        "м": "m",
        "н": "h",
        "о": "o",
        "р": "p",
        "т": "t",
        "х": "x",
        "у": "y",
    }
    alike |= {latin: russian for russian, latin in alike.items()}
    written = ""
    for character in word:
        choices = [character, character.upper()]
        if character in alike:
            choices += [alike[character], alike[character].upper()]
        if character == "е":
            choices += ["ё", "Ё"]
        written += data.draw(st.sampled_from(choices))
    blanks = st.text(st.sampled_from(" \t\n\u00a0"), max_size=3)
    assert keyword(data.draw(blanks) + written + data.draw(blanks)) == keyword(word)


@given(st.text(max_size=20))
def test_a_keyword_read_twice_reads_the_same(text: str) -> None:
    assert keyword(keyword(text)) == keyword(text)


@pytest.mark.parametrize("text", ["", "  ", "хочу участвовать", "😀😀😀", "ok", "да!", "5 баллов"])
def test_F03_D05_any_text_of_a_non_member_that_is_no_keyword_joins(text: str) -> None:
    life = Life.of(VERA)
    parts = life.sms("4555", text)
    assert {key_of(part.text) for part in parts} == {"join.done.sms"}
    assert (life.standing.member, rules_of(life)) == (True, [])
    assert [entry.details["channel"] for entry in life.entries("joined")] == ["sms"]
    assert len(life.inbox()) == 1, "D23: one message, from the number that was asked"


@pytest.mark.parametrize("text", ["123", " 5 ", "٣"])
def test_D05_digits_alone_do_not_join(text: str) -> None:
    life = Life.of(VERA)
    (answer,) = life.sms("4555", text)
    assert (key_of(answer.text), life.standing.member) == ("refusal.word.unknown", False)


@pytest.mark.parametrize(
    ("rule", "text", "joins"),
    [("any", "", True), ("any", "привет", True), ("empty", "", True), ("empty", "  ", True), ("empty", "привет", False),
     ("off", "", False), ("off", "привет", False)],
)  # fmt: skip
def test_F03_D05_which_sms_joins_is_a_rule(rule: str, text: str, joins: bool) -> None:
    life = Life.of(VERA, "demo", f"rules.joining.sms={rule}")
    life.sms("4555", text)
    assert life.standing.member == joins
    assert rules_of(life) == ([] if joins else ["word.unknown"])


@pytest.mark.parametrize("text", ["", "привет", "😀"])
def test_D05_a_member_who_writes_anything_gets_help_and_joins_no_second_time(text: str) -> None:
    life = Life.of(ANNA)
    head = life.world.ledger.head
    (answer,) = life.sms("4555", text)
    assert (key_of(answer.text), life.world.ledger.head) == ("refusal.word.unknown", head)
    assert "*111*455*0#" in answer.text.value


def test_F07_D22_a_keyword_of_a_non_member_is_refused_with_the_way_to_join() -> None:
    life = Life.of(VERA)
    (answer,) = life.sms("4555", "бонус")
    assert (key_of(answer.text), rules_of(life)) == ("refusal.membership.required", ["membership.required"])
    assert "*111*455*1#" in answer.text.value
    assert not life.standing.member
    life.sms("7070", "31")
    assert rules_of(life) == ["membership.required"] * 2


@pytest.mark.parametrize(
    ("name", "number"), [(ANNA, "4556"), (ANNA, ""), (ANNA, "hello"), (DINA, "4555"), (DINA, "7070")]
)
def test_a_number_that_takes_no_messages_of_this_sim_says_so(name: str, number: str) -> None:
    life = Life.of(name)
    head = life.world.ledger.head
    assert life.sms(number, "bal") == []
    reports = [message for message in life.messages() if isinstance(message, SmsSubmitReport)]
    assert [report.cause for report in reports] == ["unknown_number"]
    assert (life.world.phones[name].mobile.outbox[0].state, life.world.ledger.head) == ("failed", head)


@pytest.mark.parametrize(
    ("settings", "delay_s"), [((), 5), (("rules.sms.answer_delay_s=0",), 0), (("rules.sms.answer_delay_s=90",), 90)]
)
def test_F12_D23_the_answer_comes_after_the_rules_delay(settings: tuple[str, ...], delay_s: int) -> None:
    life = Life.of(ANNA, "demo", *settings)
    asked_ms = life.world.now_ms
    life.phone.sms("4555", "bal")
    life.world.settle(200_000)
    (event,) = [event for event in life.heard if isinstance(event.message, SmsDeliver)]
    assert isinstance(event.message, SmsDeliver)
    assert event.message.sent_at_ms == asked_ms + delay_s * 1000
    assert event.at_ms == asked_ms + delay_s * 1000 + life.world.ether.file.fine.sms_ms


def test_a_long_message_of_a_phone_is_put_together_before_it_is_read() -> None:
    life = Life.of(BORIS)
    text = f"{'бонус':>200}"
    life.sms("4555", text)
    sent = [message for message in life.messages() if isinstance(message, SmsSubmit)]
    assert len(sent) > 1
    (answer,) = life.inbox()
    assert key_of(answer) == "points.balance_burning"


def test_parts_are_put_together_in_any_order_and_a_part_twice_counts_once() -> None:
    life = Life.of(ANNA)
    imsi = life.world.phones[ANNA].mobile.slots[0].card.imsi
    now_ms = life.world.now_ms
    for part, text in ((2, "нус"), (2, "нус"), (1, "бо")):
        life.world.network.receive(Uplink(imsi, SmsSubmit(200, "4555", text, part, 2)), now_ms)
    life.world.settle()
    assert [key_of(text) for text in life.inbox()] == ["points.balance_burning"]


def test_an_unconfirmed_part_is_sent_again_and_a_confirmed_one_is_not() -> None:
    life = Life.of(ANNA)
    network = life.world.network
    (subscriber,) = [row for row in network.desk.directory.by_imsi.values() if row.msisdn == life.msisdn]
    network.centre.notify(subscriber, life.world.texts.render("join.already", "ru", balance_code="*5#"), 1000)
    first = network.run_due(1000)
    assert len(first) == 1
    assert network.next_due() == 61_000
    assert network.run_due(60_999) == ()
    again = network.run_due(61_000)
    assert again == first
    message = again[0].message
    assert isinstance(message, SmsDeliver)
    network.receive(Uplink(subscriber.imsi, SmsDeliverReport(message.delivery, "memory_full")), 61_001)
    assert network.next_due() == 361_000
    network.receive(Uplink(subscriber.imsi, SmsDeliverReport(message.delivery)), 61_002)
    assert network.next_due() is None


@pytest.mark.parametrize("text", ["😀" * 40, "a" * 161, "я" * 71, "\ud83d", "\x00", "{}{}{points:points}"])
def test_no_text_of_a_subscriber_breaks_the_operator(text: str) -> None:
    life = Life.of(ANNA)
    parts = life.sms("4555", text)
    assert [key_of(part.text) for part in parts] == ["refusal.word.unknown"]


@pytest.mark.parametrize("texts", [["GIFT 79160000002 " + "9" * 4400], ["GIFT 79160000002", "9" * 4400]])
def test_D13_an_amount_of_any_length_is_answered(texts: list[str]) -> None:
    life = Life.of(ANNA)
    for text in texts:
        assert life.sms("4555", text)


@given(st.text(max_size=200))
def test_whatever_a_member_writes_is_answered(text: str) -> None:
    life = Life.of(ANNA)
    assert life.sms("4555", text)
    assert all(life.world.texts.has(key_of(answer)) for answer in life.inbox())
