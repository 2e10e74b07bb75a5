"""Random texts and codes: the operator always answers, and the books change only by what was understood."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ledger.loading import Fixtures
from phone.air.messages import SmsSubmitReport, Uplink, UssdRequest
from phone.network.dialplan import Plan, find_code, keyword
from tests.phone.worlds import ANNA, VERA, Life, key_of

PLAN = Plan.load(Fixtures())
PROGRAMME, REWARDS = (number for number in PLAN.dialplan.sms)
KEYWORDS = [word for short in PLAN.dialplan.sms.values() for word in (*short.keywords, *short.first_words)]

WRITTEN = st.one_of(
    st.text(max_size=80),
    st.text("0123456789 +-()*#", max_size=40),
    st.lists(
        st.sampled_from([*KEYWORDS, "79160000002", "8 (916) 000-00-02", "500", "0", "", "\n", "ё"]), max_size=5
    ).map(" ".join),
)
"""Anything at all, numbers, and words of the operator in any order."""

DIALLED = st.one_of(
    st.text("0123456789*#", max_size=30),
    st.lists(st.sampled_from(["111", "455", "707", "31", "2", "0", "110", "79160000002", "", "99"]), max_size=6).map(
        lambda parts: f"*{'*'.join(parts)}#"
    ),
)


def understood(number: str, text: str) -> bool:
    """Whether a text begins with a word of the number, read without the operator's own reader."""
    short = PLAN.dialplan.sms[number]
    said = keyword(text)
    whole = said in {keyword(word) for word in short.keywords}
    return whole or any(said.startswith(keyword(word)) for word in short.first_words)


def joins(text: str) -> bool:
    """Whether a text of a non-member joins (D05): it is not only digits."""
    return not "".join(text.split()).isdecimal() or not text.strip()


@given(st.sampled_from([PROGRAMME, REWARDS]), WRITTEN)
@example(PROGRAMME, "gift 79160000002 500")
@example(PROGRAMME, "gift79160000002")
@example(REWARDS, "31")
def test_D08_D22_a_members_text_changes_the_books_only_if_it_is_a_command(number: str, text: str) -> None:
    life = Life.of(ANNA)
    head = life.world.ledger.head
    life.sms(number, text)
    assert life.inbox(), "an answer in any case"
    assert all(life.world.texts.has(key_of(answer)) for answer in life.inbox())
    assert life.world.ledger.head == head or understood(number, text)


@given(WRITTEN)
@example("")
@example("бонус")
@example("8 916 000 00 02")
def test_F03_D05_a_non_members_text_joins_or_changes_nothing(text: str) -> None:
    life = Life.of(VERA)
    head = life.world.ledger.head
    life.sms(PROGRAMME, text)
    assert life.inbox()
    changed = life.world.ledger.head != head
    assert changed == life.standing.member == (joins(text) and not understood(PROGRAMME, text))


@given(st.text(max_size=15), WRITTEN)
def test_a_text_to_any_number_is_taken_or_refused(number: str, text: str) -> None:
    life = Life.of(ANNA)
    life.sms(number, text)
    assert [message for message in life.messages() if isinstance(message, SmsSubmitReport)]


@given(DIALLED, st.sampled_from([ANNA, VERA]))
@example("*707*31#", ANNA)
@example("*111*2*3*1*1#", ANNA)
@example("*105#", VERA)
def test_D03_D22_a_code_changes_the_books_only_if_the_plan_knows_it(code: str, name: str) -> None:
    life = Life.of(name)
    head = life.world.ledger.head
    imsi = life.world.phones[name].mobile.slots[0].card.imsi
    answer = life.world.network.receive(Uplink(imsi, UssdRequest(code)), life.world.now_ms)
    life.world.ledger.commit({})
    known = find_code(PLAN, code)
    assert answer or (known is not None and known.route.service == "hold")
    assert life.world.ledger.head == head or known is not None


@given(st.lists(WRITTEN, max_size=6))
def test_whatever_is_replied_in_a_menu_only_a_finished_gift_invitation_or_order_writes(replies: list[str]) -> None:
    life = Life.of(ANNA)
    kinds = {entry.kind for entry in life.world.ledger.entries()}
    answer = life.ussd("*111*455#")
    for reply in replies:
        if not answer.open:
            break
        answer = life.phone.reply(reply)
    written = {entry.kind for entry in life.world.ledger.entries()} - kinds
    assert written <= {"redeemed", "given", "invited"}


def test_D13_the_amount_of_a_pending_gift_may_be_written_with_blanks() -> None:
    life = Life.of(ANNA)
    life.sms(PROGRAMME, "gift 79160000002")
    life.sms(PROGRAMME, " 1 000 ")
    assert [key_of(text) for text in life.inbox()] == ["gift.how_many.sms", "gift.done.sms"]
    assert life.standing.points == 240
