"""Whatever is pressed, typed and heard, the phone shows a whole frame and the red key leads to idle."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.loading import Fixtures
from phone.air.messages import (
    CallAlerting,
    CallAnnouncement,
    CallCharge,
    CallConnected,
    CallHeld,
    CallIncoming,
    CallReleased,
    CallTone,
    DataReply,
    Down,
    MmsDeliver,
    MmsNotification,
    SmsDeliver,
    SmsStatusReport,
    SmsSubmitReport,
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdReleased,
)
from phone.air.text import Text
from phone.air.toolkit import Toolkit
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import KEYS
from phone.handset.ui.screens.idle import Idle
from phone.handset.ui.screens.locked import Locked
from phone.handset.ui.screens.notice import SHOWN_MS
from phone.handset.ui.screens.power import GREETING_MS
from phone.means import Means
from tests.phone.handsets import CARD, NOON_MS, SECOND_CARD, Hand

Step = Callable[[Hand], object]

words = st.one_of(st.text(max_size=30), st.text(st.sampled_from("аб 1\n"), max_size=200)).map(Text)
numbers = st.integers(0, 4)
causes = st.sampled_from(["user", "network", "timeout", "busy", "unsupported", "malformed", "no_coverage"])
ids = st.integers(-3, 3)
KNOWN = {"Борис": "79160000002", "Вера": "79160000003"}
parts = st.builds(
    SmsDeliver, st.integers(0, 200), st.text(max_size=15), words, st.just(NOON_MS), numbers, numbers, numbers
)
downs: st.SearchStrategy[Down] = st.one_of(
    st.builds(UssdAsk, numbers, words),
    st.builds(UssdEnd, numbers, words),
    st.builds(UssdReleased, numbers, causes),
    parts,
    st.builds(SmsSubmitReport, numbers, st.sampled_from([None, "balance"]), numbers),
    st.builds(SmsDeliver, st.integers(0, 200), st.text(max_size=15), words, st.just(NOON_MS), flash=st.just(True)),
    st.builds(SmsStatusReport, numbers, numbers, st.just("4555"), numbers, numbers, st.just("delivered")),
    st.builds(MmsNotification, numbers, st.text(max_size=15), st.text(max_size=30)),
    st.builds(
        MmsDeliver, numbers, st.text(max_size=15), st.text(max_size=30), words, st.sampled_from(["", "cat"]), numbers
    ),
    st.builds(DataReply, numbers),
    st.builds(UssdNotify, numbers, words),
    st.builds(CallAnnouncement, words, ids),
    st.builds(CallReleased, causes, ids),
    st.builds(CallIncoming, st.integers(-3, -1), st.sampled_from([*KNOWN.values(), "", None]), st.booleans()),
    st.builds(CallAlerting, ids),
    st.builds(CallConnected, ids),
    st.builds(CallHeld, ids, st.booleans()),
    st.builds(CallTone, ids, st.sampled_from("12#")),
    st.builds(CallCharge, ids, st.integers(1, 500)),
)
FAR = (
    *("write", "write_mms", "outbox", "sent", "drafts", "templates", "delete_read", "reports"),
    *("contacts", "add_contact", "speed_dials", "missed", "received", "dialled", "call_totals", "erase_calls"),
    *("my_operator", "points_plus", "operator", "snake"),
)
"""Screens to which keys alone find the way too rarely."""

codes = st.sampled_from(["*100#", "*111*455*0#", "*#06#", "0890", "*#21#", "**04*1*2*2#", "1" * 170, "0890w1p2"])
steps: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(KEYS).map(lambda key: lambda hand: hand.press(key)),
    st.sampled_from(["call", "ok", "soft_left", "soft_right", "down"]).map(lambda key: lambda hand: hand.press(key)),
    st.sampled_from(KEYS).map(lambda key: lambda hand: hand.hold(key)),
    numbers.map(lambda slot: lambda hand: hand.act(lambda mobile, at_ms: mobile.pull_sim(slot % 2, at_ms))),
    numbers.map(lambda slot: lambda hand: hand.act(lambda mobile, _: mobile.insert_sim(slot % 2))),
    st.booleans().map(lambda on: lambda hand: hand.act(lambda mobile, at_ms: mobile.set_airplane(at_ms, on=on))),
    numbers.map(lambda slot: lambda hand: hand.ask_pin(slot % 2)),
    st.characters().map(lambda character: lambda hand: hand.type(character)),
    codes.map(lambda code: lambda hand: hand.type(code).press("call")),
    st.tuples(downs, st.sampled_from([CARD, SECOND_CARD])).map(
        lambda both: lambda hand: hand.hear(both[0], card=both[1])
    ),
    st.integers(0, 200_000).map(lambda by_ms: lambda hand: hand.wait(by_ms)),
    numbers.map(lambda slot: lambda hand: hand.handset.mobile.lose_coverage(slot % 2)),
    numbers.map(lambda slot: lambda hand: hand.handset.mobile.find_coverage(slot % 2)),
    codes.map(lambda code: lambda hand: hand.handset.mobile.dial(code, hand.at_ms, 1)),
    st.booleans().map(
        lambda report: lambda hand: hand.handset.mobile.send_sms("4555", "bal", hand.at_ms, report=report)
    ),
    st.sampled_from(FAR).map(lambda name: lambda hand: hand.press("end", "end", "end").menu(name)),
    st.just(lambda hand: hand.hear(CallIncoming(-1, "79160000002")).press("call").hear(CallConnected(-1)).press("ok")),
    st.just(lambda hand: hand.hear(CallIncoming(-2, "79160000003", waiting=True))),
    st.just(lambda hand: hand.handset.mobile.send_mms("4555", "a", "b", hand.at_ms)),
    st.just(lambda hand: hand.handset.mobile.request_data("app", "path", "{}", hand.at_ms, 1)),
)


@cache
def toolkit() -> Toolkit:
    return Means.of(Fixtures()).toolkit


def check(hand: Hand, columns: int, lines: int) -> None:
    frame = hand.frame
    assert len(frame.rows) == lines + 2
    for row in frame.rows:
        assert len(row.text) == columns
        assert all(0 <= run.start < run.end <= columns for run in row.runs)
    assert Frame.parse(str(frame)) == frame
    assert hand.frame == frame, "a read changes nothing"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(steps, max_size=40),
    st.sampled_from(["ru", "en", "translit"]),
    st.sampled_from([(20, 8), (14, 6), (17, 7)]),
)
def test_no_sequence_breaks_the_phone(taken: list[Step], language: str, size: tuple[int, int]) -> None:
    hand = Hand.on(language, size, (CARD, SECOND_CARD))
    hand.handset.mobile.slots[0].toolkit = toolkit()
    for name, number in KNOWN.items():
        hand.handset.mobile.phonebook.add(name, number)
    for step in taken:
        step(hand)
        check(hand, *size)
    if not hand.handset.mobile.on:
        hand.press("power").wait(GREETING_MS)
    hand.press("end", "end", "end").wait(SHOWN_MS)
    check(hand, *size)
    assert [screen for screen in hand.handset.interface.stack if not isinstance(screen, Locked)] == [Idle()]
    assert not any(slot.ussd.state for slot in hand.handset.mobile.slots)
    assert hand.handset.mobile.call is None


@given(st.lists(steps, max_size=12), st.integers(0, 130_000), st.integers(0, 130_000))
@settings(max_examples=40, deadline=None)
def test_waiting_may_be_split_anywhere(taken: list[Step], first_ms: int, second_ms: int) -> None:
    once, twice = Hand.on(cards=(CARD, SECOND_CARD)), Hand.on(cards=(CARD, SECOND_CARD))
    for step in taken:
        step(once)
        step(twice)
    assert once.wait(first_ms + second_ms).frame == twice.wait(first_ms).wait(second_ms).frame
    assert once.sent == twice.sent
