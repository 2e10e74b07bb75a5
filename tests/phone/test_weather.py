"""The air's weather: what the display shows in each state, and that the books are right in all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phone.air.messages import (
    Attach,
    CallDisconnect,
    CallSetup,
    Detach,
    Downlink,
    SmsDeliver,
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
from phone.air.text import Text
from phone.air.weather import Delays, Luck, Weather, cross
from phone.handset.mobile.ussd import Asking
from phone.holder import Holder, NoAnswerError
from phone.opening import load_world
from phone.world import World
from tests.phone.worlds import ANNA, BORIS, Life

ORDER = "*707*11#"
"""50 minutes for 75 points, as often as one likes (P04)."""

DELAYS = Delays(ussd_ms=7, sms_ms=12, call_ms=9, mms_ms=35, data_ms=11)
TIMEOUT_MS = 60_000


def crossing(message: object, weather: Weather | None, number: int = 1) -> list[tuple[int, object]]:
    """What comes of a message, without the addresses."""
    up = type(message) in (UssdRequest, UssdReply, SmsSubmit, CallSetup, CallDisconnect)
    parcel = (Uplink if up else Downlink)("imsi", message)  # type: ignore[arg-type]
    made = cross(parcel, weather, DELAYS, Luck(1, ANNA, number), TIMEOUT_MS)
    return [(delay_ms, crossed.message) for delay_ms, crossed in made]


def shown(life: Life) -> str:
    return "\n".join(row.text.strip() for row in life.phone.frame.body).strip()


def texts(life: Life, name: str) -> list[str]:
    """What stands in somebody's inbox."""
    return [message.text.value for message in life.world.phones[name].mobile.store.inbox]


def balanced(world: World) -> bool:
    """Whether every entry adds up to nothing in each unit."""
    for entry in world.ledger.entries():
        totals: dict[str, int] = {}
        for posting in entry.postings:
            totals[posting.unit] = totals.get(posting.unit, 0) + posting.amount
        if any(totals.values()):
            return False
    return True


class TestCrossing:
    def test_in_fine_weather_a_phones_word_takes_no_time_and_the_networks_its_delay(self) -> None:
        assert crossing(UssdRequest("*100#"), None) == [(0, UssdRequest("*100#"))]
        assert crossing(UssdEnd(1, Text("a")), None) == [(7, UssdEnd(1, Text("a")))]

    def test_out_of_coverage_nothing_crosses_either_way(self) -> None:
        off = Weather(covered=False)
        assert crossing(UssdRequest("*100#"), off) == crossing(UssdEnd(1, Text("a")), off) == []

    def test_a_busy_network_answers_itself_and_leaves_the_session(self) -> None:
        busy = Weather(ussd="busy", sms="busy")
        assert crossing(UssdRequest("*100#"), busy) == [(7, UssdReleased(0, "busy"))]
        assert crossing(UssdReply(4, "1"), busy) == [(0, UssdRelease(4)), (7, UssdReleased(4, "busy"))]
        assert crossing(SmsSubmit(5, "1", "a"), busy) == [(12, SmsSubmitReport(5, "congestion"))]

    def test_a_late_last_word_comes_after_the_release(self) -> None:
        late = Weather(ussd="late", late_ms=500)
        end = UssdEnd(4, Text("a"))
        assert crossing(end, late) == [(60_007, UssdReleased(4, "timeout")), (60_507, end)]
        assert crossing(UssdAsk(4, Text("a")), late) == [(60_507, UssdAsk(4, Text("a")))]

    def test_parts_in_the_wrong_order_come_last_part_first(self) -> None:
        reordered = Weather(sms_reordered=True, apart_ms=100)
        delays = [crossing(SmsDeliver(part, "1", Text("a"), 0, 1, part, 3), reordered)[0][0] for part in (1, 2, 3)]
        assert delays == sorted(delays, reverse=True)

    @given(st.integers(0, 1000), st.integers(1, 2000))
    def test_the_same_luck_decides_alike_and_calls_are_never_lost(self, lost: int, number: int) -> None:
        weak = Weather(slower_ms=5, uneven_ms=1000, lost_per_mille=lost)
        assert crossing(UssdRequest("*1#"), weak, number) == crossing(UssdRequest("*1#"), weak, number)
        assert crossing(CallDisconnect(1), weak, number) == [(5, CallDisconnect(1))]

    def test_a_weak_signal_loses_about_as_many_as_it_says(self) -> None:
        weak = Weather(lost_per_mille=250)
        lost = sum(not crossing(UssdRequest("*1#"), weak, number) for number in range(4000))
        assert 900 < lost < 1100


class TestUssd:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            ("busy", "Сеть занята"),
            ("late", "Время ответа истекло"),
            ("malformed", "Неверный код"),
            ("fine", "Баланс: 150,00 р."),
            ("ussd_duplicated", "Баланс: 150,00 р."),
        ],
    )
    def test_what_the_display_shows(self, state: str, words: str) -> None:
        life = Life.of()
        life.world.set_air(ANNA, state)
        life.ussd("*100#")
        assert shown(life) == words
        life.world.advance(120_000)
        assert shown(life) == words, "what comes afterwards is not for the display"

    @pytest.mark.parametrize(
        ("state", "orders"), [("busy", 0), ("late", 1), ("malformed", 1), ("ussd_duplicated", 1), ("off", 0)]
    )
    def test_an_order_is_carried_out_at_most_once_and_its_sms_tells(self, state: str, orders: int) -> None:
        life = Life.of()
        points = life.standing.points
        life.world.set_air(ANNA, state)
        try:
            life.ussd(ORDER)
        except NoAnswerError:
            assert state == "off"
        life.world.advance(180_000)
        assert len(life.entries("redeemed")) == orders
        assert life.standing.points == points - 75 * orders
        assert len(life.inbox()) == orders
        assert balanced(life.world)

    def test_a_question_later_than_the_time_out_is_released_by_the_network(self) -> None:
        life = Life.of()
        life.world.set_air(ANNA, "late")
        assert life.ussd("*111#").released == "timeout"
        life.world.advance(20_000)
        assert [event.message for event in life.heard][-1] == UssdRelease(1), "the late question is refused"
        assert not life.world.network.gateway.sessions

    def test_a_reply_that_comes_twice_moves_the_dialogue_once(self) -> None:
        life = Life.of()
        life.ussd("*111#")
        life.world.set_air(ANNA, "ussd_duplicated")
        first = life.phone.reply("2")
        life.world.advance(5_000)
        state = life.world.phones[ANNA].mobile.slots[0].ussd.state
        assert isinstance(state, Asking)
        assert state.text == first.text
        replies = [event for event in life.heard if isinstance(event.message, UssdReply)]
        assert len(replies) == 2, "both copies are in the trace"

    def test_no_coverage_is_told_by_the_phone_and_ends_its_dialogue(self) -> None:
        life = Life.of()
        life.ussd("*111#")
        life.world.set_air(ANNA, "off")
        assert shown(life) == "Нет сети"
        assert isinstance(life.heard[-1].message, Detach)
        assert not life.world.network.gateway.sessions
        with pytest.raises(NoAnswerError, match="no coverage"):
            life.phone.ussd("*100#")
        life.world.set_air(ANNA, "fine")
        assert isinstance(life.heard[-1].message, Attach)
        assert life.ussd("*100#").text.value == "Баланс: 150,00 р."

    def test_what_is_on_its_way_to_a_phone_that_hears_nothing_is_lost(self) -> None:
        life = Life.of()
        life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("*100#", at_ms))
        life.world.set_air(ANNA, "off")
        life.world.advance(5_000)
        assert [type(event.message) for event in life.heard if event.outcome == "lost"] == [UssdEnd]

    def test_an_unknown_weather_names_the_nearest(self) -> None:
        with pytest.raises(ValueError, match=r'there is no weather "weka".*did you mean "weak"'):
            load_world("demo").set_air(ANNA, "weka")

    def test_orders_of_a_saved_world_at_one_moment_do_not_take_each_others_key(self, tmp_path: Path) -> None:
        for _ in range(2):
            world = load_world("demo", save=tmp_path / "w.save")
            world.command(ANNA, lambda phone, at_ms: phone.mobile.dial(ORDER, at_ms))
            orders = sum(entry.kind == "redeemed" for entry in world.ledger.entries())
            now_ms = world.now_ms
            world.command(ANNA, lambda phone, _: phone.mobile.cancel())
            world.close()
        assert orders == 2
        assert now_ms == load_world("demo").now_ms


class TestSms:
    def test_a_part_is_measured_by_the_coding_of_the_whole_message(self) -> None:
        life = Life.of(BORIS)
        life.phone.sms("79160000001", "я" + "a" * 100)
        life.world.advance(60_000)
        parts = [event for event in life.heard if isinstance(event.message, SmsSubmit | SmsDeliver)]
        lengths = [(event.length.coding, event.length.units, event.length.limit) for event in parts if event.length]
        assert lengths == [("ucs2", 67, 67), ("ucs2", 34, 67)] * 2
        assert [(event.kind, event.parts) for event in parts] == [("SmsSubmit", 2)] * 2 + [("SmsDeliver", 2)] * 2
        assert [len(event.entries) for event in parts] == [0, 1, 0, 0], "the last part brings the charge"

    LONG = "Привет, это длинное сообщение на русском языке. " * 4

    @pytest.mark.parametrize("state", ["fine", "sms_delayed", "sms_duplicated", "sms_reordered"])
    def test_a_message_arrives_once_whole_and_is_charged_once(self, state: str) -> None:
        life = Life.of(BORIS)
        for name in (ANNA, BORIS):
            life.world.set_air(name, state)
        life.phone.sms("79160000001", self.LONG)
        life.world.advance(200_000)
        assert texts(life, ANNA) == [self.LONG]
        assert [entry.details["kopecks"] for entry in life.entries("charged")] != []
        assert len(life.entries("charged")) == 1
        assert balanced(life.world)

    @pytest.mark.parametrize(
        ("state", "cause"), [("sms_lost", "no_answer"), ("centre_down", "no_answer"), ("busy", "congestion")]
    )
    def test_a_message_that_is_not_taken_costs_nothing(self, state: str, cause: str) -> None:
        life = Life.of(BORIS)
        life.world.set_air(BORIS, state)
        life.phone.sms("79160000001", "раз")
        assert (life.phone.sent().state, life.phone.sent().cause) == ("failed", cause)
        assert life.entries("charged") == []

    def test_what_a_centre_that_is_down_keeps_comes_when_it_is_up(self) -> None:
        life = Life.of(BORIS)
        life.world.set_air(ANNA, "centre_down")
        life.phone.sms("79160000001", "раз")
        life.world.advance(30_000)
        assert texts(life, ANNA) == []
        life.world.set_air(ANNA, "fine")
        life.world.advance(120_000)
        assert texts(life, ANNA) == ["раз"]


def test_coverage_lost_in_a_call_ends_it_for_both_and_it_costs_no_more() -> None:
    life = Life.of()
    life.phone.call("79160000002")
    other = Holder(life.world, BORIS).answer()
    life.world.advance(10_000)
    life.world.set_air(ANNA, "off")
    life.world.settle()
    assert other.state == "released"
    charged = len(life.entries("charged"))
    life.world.advance(600_000)
    assert len(life.entries("charged")) == charged


Step = Callable[[Life], object]


def dial(life: Life) -> None:
    life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial(ORDER, at_ms))


def text(life: Life) -> None:
    life.phone.sms("79160000002", "раз")


def weather(state: str) -> Step:
    return lambda life: life.world.set_air(ANNA, state)


def wait(by_ms: int) -> Step:
    return lambda life: life.world.advance(by_ms)


STATES = (
    "fine", "off", "weak", "busy", "late", "malformed", "duplicate", "ussd_duplicated", "sms_delayed", "sms_duplicated",
    "sms_reordered", "sms_lost", "centre_down",
)  # fmt: skip
STEPS = st.one_of(
    st.sampled_from([dial, text]),
    st.sampled_from(STATES).map(weather),
    st.sampled_from([500, 3_000, 45_000, 130_000]).map(wait),
)


def test_the_states_of_the_fixtures_are_all_tried() -> None:
    assert set(STATES) == set(load_world("demo").ether.file.names)


@given(st.lists(STEPS, max_size=20))
@settings(max_examples=60, deadline=None)
def test_in_any_weather_each_command_is_carried_out_at_most_once(steps: list[Step]) -> None:
    life = Life.of()
    mobile = life.world.phones[ANNA].mobile
    points, kopecks, asked, written = life.standing.points, life.standing.kopecks, 0, 0
    for step in steps:
        could = mobile.judge(ORDER) == "ussd"
        step(life)
        asked += step is dial and could
        written += step is text
    life.world.set_air(ANNA, "fine")
    life.world.advance(200_000)
    orders, charges = life.entries("redeemed"), life.entries("charged")
    assert len(orders) <= asked
    assert len(charges) <= written
    assert texts(life, BORIS).count("раз") == len(charges)
    paid = sum(-posting.amount for entry in charges for posting in entry.postings if posting.account.endswith("/main"))
    assert life.standing.kopecks == kopecks - paid
    assert life.standing.points >= points - 75 * len(orders)
    assert balanced(life.world)
    invokes = [e.message.invoke for e in life.world.trace if isinstance(e.message, UssdRequest) and e.entries]
    assert len(invokes) == len(set(invokes)) == len(orders)
