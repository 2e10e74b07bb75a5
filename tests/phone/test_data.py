"""The apps «Мой МТС» and «Баллы Плюс»: what they ask over the air, what it costs, and what it does."""

from __future__ import annotations

import json
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone.air.apps import (
    MY_OPERATOR,
    POINTS_PLUS,
    Balance,
    CatalogueList,
    Fulfil,
    Nothing,
    Order,
    Outcome,
    PromotionList,
    read,
    volume,
    written,
)
from phone.air.messages import DataReply, DataRequest, SmsDeliver, Uplink
from phone.handset.mobile.data import ANSWER_MS
from phone.holder import NoAnswerError
from tests.phone.handsets import Hand
from tests.phone.messaging import charges, lose, mobile
from tests.phone.worlds import ANNA, BORIS, DINA, LOCALES, VERA, Life, key_of, rules_of
from tui.printing import Report

Body = TypeVar("Body")


def ask(life: Life, app: str, path: str, kind: type[Body], body: object | None = None) -> Body:
    reply = life.phone.data(app, path, Nothing() if body is None else body)
    assert reply.cause is None, reply
    life.world.settle()
    return read(reply.body, kind)


MEGABYTE = ("tariff.data.step=1048576", "tariff.data.kopecks=250")


def test_F15_the_app_shows_the_balance_with_its_own_request_paid() -> None:
    life = Life.of(ANNA, "demo", *MEGABYTE)
    balance = ask(life, MY_OPERATOR, "balance", Balance)
    burning = life.standing.burning
    assert burning is not None
    assert balance == Balance(member=True, points=1240, kopecks=14750, burning_points=320, burning_at_ms=burning[1])


def test_a_non_member_has_a_balance_without_points() -> None:
    balance = ask(Life.of(VERA), MY_OPERATOR, "balance", Balance)
    assert (balance.member, balance.points, balance.burning_at_ms) == (False, 0, None)


@pytest.mark.parametrize("locale", LOCALES)
def test_F15_D02_the_catalogue_lists_what_the_app_sells_by_section(locale: str) -> None:
    life = Life.of(ANNA, locale=locale)
    offered = ask(life, MY_OPERATOR, "catalogue", CatalogueList).rewards
    catalogue = life.world.ledger.configuration.catalogue
    assert {row.reward for row in offered} == {name for name, row in catalogue.items() if "app" in row.channels}
    assert all((catalogue[row.reward].price_points, bool(row.said)) == (row.price_points, True) for row in offered)
    sections = [row.section for row in offered]
    assert sections == sorted(sections, key=sections.index), "each section in one piece"
    assert [row.price_points for row in offered if row.section == "minutes"] == sorted(
        row.price_points for row in offered if row.section == "minutes"
    )


def test_F51_the_app_lists_a_tablet_only_in_its_window() -> None:
    for now, listed in (("2026-03-12 10:02", True), ("2026-06-01 00:00", False)):
        life = Life.of(ANNA, now=now)
        offered = ask(life, MY_OPERATOR, "catalogue", CatalogueList).rewards
        assert ("site:tablet" in {row.reward for row in offered}) is listed


@pytest.mark.parametrize("locale", LOCALES)
def test_F15_D23_an_order_brings_the_reward_and_an_sms(locale: str) -> None:
    life = Life.of(ANNA, locale=locale)
    outcome = ask(life, MY_OPERATOR, "order", Outcome, Order("707:31"))
    assert (outcome.done, outcome.points, life.standing.points) == (True, 1090, 1090)
    assert [key_of(text) for text in life.inbox()] == ["redeem.done.sms"]
    (entry,) = life.entries("redeemed")
    assert entry.details["reward"] == "707:31"
    (request,) = [event for event in life.heard if isinstance(event.message, DataRequest)]
    assert entry.seq in request.entries


def test_F52_D19_a_device_may_be_paid_partly_in_roubles() -> None:
    life = Life.of(ANNA, "rich", *MEGABYTE)
    assert not ask(life, MY_OPERATOR, "order", Outcome, Order("site:tablet", 100)).done
    assert rules_of(life) == ["redeem.split"]
    assert ask(life, MY_OPERATOR, "order", Outcome, Order("site:tablet", 19_500)).done
    assert life.standing.kopecks == 15000 - 2 * 250 - 500 * 20


@pytest.mark.parametrize(
    ("reward", "rule"),
    [("707:61", "redeem.balance"), ("no such", "redeem.unknown"), ("", "redeem.unknown")],
)
def test_F15_a_refused_order_says_why_and_is_paid_as_traffic(reward: str, rule: str) -> None:
    life = Life.of(ANNA)
    outcome = ask(life, MY_OPERATOR, "order", Outcome, Order(reward))
    assert (outcome.done, outcome.points, rules_of(life), life.inbox()) == (False, 1240, [rule], [])
    assert outcome.text
    assert len(charges(life)) == 1


def test_D22_a_non_member_is_refused() -> None:
    life = Life.of(VERA)
    assert not ask(life, MY_OPERATOR, "order", Outcome, Order("707:31")).done
    assert not ask(life, POINTS_PLUS, "fulfil", Outcome, Fulfil("1")).done
    assert rules_of(life) == ["membership.required"] * 2


def test_F24_promotions_bring_points_once_each_and_to_the_cap() -> None:
    life = Life.of(BORIS)
    before = ask(life, POINTS_PLUS, "promotions", PromotionList)
    assert (before.earned_points, before.cap_points) == (0, 500)
    assert [row.points for row in before.promotions] == [100, 150, 200, 250]
    assert all(row.said and not row.done for row in before.promotions)
    points = life.standing.points
    outcomes = [ask(life, POINTS_PLUS, "fulfil", Outcome, Fulfil(name)) for name in ("4", "3", "2", "1", "4", "9")]
    assert [outcome.done for outcome in outcomes] == [True, True, True, False, False, False]
    assert rules_of(life) == ["promotion.cap", "promotion.done", "promotion.unknown"]
    brought = sum(int(entry.details["points"]) for entry in life.entries("promoted"))
    used = sum(int(entry.details["points"]) for entry in life.entries("charged"))
    assert (brought, life.standing.points) == (500, points + 500 + used)
    after = ask(life, POINTS_PLUS, "promotions", PromotionList)
    assert (after.earned_points, [row.promotion for row in after.promotions if row.done]) == (500, ["2", "3", "4"])


@pytest.mark.parametrize("locale", LOCALES)
def test_F24_every_promotion_says_what_is_to_be_done(locale: str) -> None:
    rows = ask(Life.of(ANNA, locale=locale), POINTS_PLUS, "promotions", PromotionList).promotions
    assert len({row.said for row in rows}) == len(rows)


class TestTraffic:
    """What is sent and received is charged by its volume."""

    def test_F20_every_request_begins_a_step_of_the_tariff_and_earns(self) -> None:
        life = Life.of(BORIS, "demo", *MEGABYTE)
        points = life.standing.points
        for _ in range(2):
            ask(life, MY_OPERATOR, "balance", Balance)
        assert {(charge.use, charge.reach) for charge in charges(life)} == {("data", "on_net")}
        assert (life.standing.kopecks, life.standing.points) == (8450 - 2 * 250, points + 1)

    def test_request_and_reply_are_charged_together_by_started_steps(self) -> None:
        life = Life.of(BORIS, "demo", "tariff.data.step=100", "tariff.data.kopecks=1")
        reply = life.phone.data(MY_OPERATOR, "catalogue", Nothing())
        request = mobile(life, BORIS).exchanges[0].request
        steps = -(-(volume(request) + volume(reply)) // 100)
        assert steps > 5
        assert 8450 - life.standing.kopecks == steps

    def test_bytes_are_those_of_the_air(self) -> None:
        request = DataRequest(1, "app", "path", '{"a":"я"}')
        assert volume(request) == len("app/path") + 10
        assert volume(DataReply(1, "яя")) == 4

    def test_a_package_pays_first(self) -> None:
        life = Life.of(ANNA, "rich", *MEGABYTE)
        life.sms("7070", "31")
        ask(life, MY_OPERATOR, "balance", Balance)
        packages = {holding.purse: holding.amount for holding in life.standing.packages}
        assert (packages["data"], life.standing.kopecks) == (49 * 1_048_576, 15000)

    def test_without_money_nothing_is_carried_out(self) -> None:
        life = Life.of(ANNA, "demo", "tariff.data.kopecks=20000")
        reply = life.phone.data(MY_OPERATOR, "order", Order("707:31"))
        assert (reply.cause, reply.body, rules_of(life)) == ("balance", "", ["charge.balance"])
        assert reply.text is not None
        assert key_of(reply.text) == "refusal.charge.balance"
        assert life.entries("redeemed") == []

    def test_D09_blocked_use_is_told_so(self) -> None:
        life = Life.of(ANNA, "demo", "tariff.monthly_fee.kopecks=20000")
        life.world.advance(30 * 86_400_000)
        assert life.phone.data(MY_OPERATOR, "balance", Nothing()).cause == "blocked"

    def test_a_reply_that_cannot_be_paid_is_withheld_and_the_sms_still_comes(self) -> None:
        life = Life.of(ANNA, "demo", "tariff.data.step=50", "tariff.data.kopecks=14000")
        reply = life.phone.data(MY_OPERATOR, "order", Order("707:11"))
        assert volume(mobile(life, ANNA).exchanges[0].request) == 50
        life.world.settle()
        assert (reply.cause, len(charges(life)), len(life.entries("redeemed"))) == ("balance", 1, 1)
        assert len(life.inbox()) == 1

    def test_what_is_not_served_costs_nothing(self) -> None:
        life = Life.of(ANNA)
        assert life.phone.data("chess", "move", Nothing()).cause == "unknown_request"
        assert life.phone.data(MY_OPERATOR, "money", Nothing()).cause == "unknown_request"
        assert life.phone.data(MY_OPERATOR, "order", Nothing()).cause == "malformed"
        assert life.phone.data(MY_OPERATOR, "balance", Order("x")).cause == "malformed"
        assert charges(life) == []

    def test_another_operators_subscriber_is_not_served(self) -> None:
        life = Life.of(DINA)
        reply = life.phone.data(MY_OPERATOR, "balance", Nothing())
        assert (reply.cause, rules_of(life)) == ("foreign", ["subscriber.foreign"])

    def test_a_request_that_comes_again_is_charged_and_carried_out_once(self) -> None:
        life = Life.of(ANNA)
        imsi = mobile(life, ANNA).slots[0].card.imsi
        request = DataRequest(77, MY_OPERATOR, "order", written(Order("707:11")))
        replies = [life.world.network.receive(Uplink(imsi, request), life.world.now_ms + place) for place in range(3)]
        life.world.settle()
        assert replies[0] == replies[1] == replies[2]
        assert (len(charges(life)), len(life.entries("redeemed")), len(life.inbox())) == (1, 1, 1)


class TestPhone:
    """The app's own patience."""

    def test_an_answer_that_does_not_come_is_asked_for_once_more(self) -> None:
        life = Life.of(ANNA)
        life.world.command(ANNA, lambda phone, at: phone.mobile.request_data(MY_OPERATOR, "balance", "{}", at))
        life.world.ether.lose_all()  # the reply is lost
        life.world.advance(ANSWER_MS + 5000)
        (exchange,) = mobile(life, ANNA).exchanges
        assert exchange.reply is not None
        assert (exchange.attempts, exchange.waiting, len(charges(life))) == (2, False, 1)

    def test_then_it_gives_up(self) -> None:
        hand = Hand.on()
        hand.handset.mobile.request_data("app", "path", "{}", hand.at_ms)
        hand.wait(2 * ANSWER_MS)
        assert hand.handset.mobile.exchanges[0].failed == "no_answer"
        hand.hear(DataReply(1, "{}"))
        assert hand.handset.mobile.exchanges[0].reply is None
        assert hand.handset.mobile.next_due() is None

    def test_without_coverage_there_is_no_answer(self) -> None:
        life = Life.of(ANNA)
        life.world.command(ANNA, lambda phone, at: phone.mobile.request_data(MY_OPERATOR, "balance", "{}", at))
        lose(life, ANNA)
        assert mobile(life, ANNA).exchanges[0].failed == "no_coverage"
        with pytest.raises(NoAnswerError, match="no_coverage"):
            life.phone.data(MY_OPERATOR, "balance", Nothing())


@given(st.text(max_size=40), st.sampled_from([Order, Fulfil, Nothing, Balance]))
def test_no_body_breaks_the_server(text: str, kind: type[object]) -> None:
    try:
        body = read(text, kind)
    except ValueError:
        return
    assert read(written(body), kind) == body


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{", '{"reward":5}', '{"reward":"x","points":"1"}', '{"reward":"x","more":1}']
)
def test_bodies_of_the_wrong_form_are_told_apart(text: str) -> None:
    with pytest.raises(ValueError, match="no Order"):
        read(text, Order)


def test_the_command_line_prints_requests_and_replies() -> None:
    life = Life.of(ANNA)
    rows: list[str] = []
    lines: list[str] = []
    life.world.listen(Report(life.world, ANNA, as_json=True, write=rows.append))
    life.world.listen(Report(life.world, ANNA, as_json=False, write=lines.append))
    life.phone.data(MY_OPERATOR, "balance", Nothing())
    life.phone.data("chess", "move", Nothing())
    request, reply, _, rejected = map(json.loads, rows)
    assert (request["event"], request["app"], request["bytes"]) == ("data", MY_OPERATOR, 21)
    assert reply["bytes"] == len(reply["body"])
    assert (rejected["state"], rejected["cause"]) == ("rejected", "unknown_request")
    assert lines == [reply["body"], "Нет ответа приложению: сервер не знает такого запроса."]
    assert not any(isinstance(event.message, SmsDeliver) for event in life.heard)
