"""The personal account and partners without screens."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.entries import Entry, Refusal
from phone.network.partners import pay, rates
from phone.network.questionnaire import Form
from phone.network.site import Account, Quote, log_in
from tests.phone.worlds import ANNA, VERA, Life


def _account(life: Life) -> Account:
    life.ussd("*111*25#")
    password = life.world.network.desk.directory.by_msisdn[life.msisdn].password
    found = log_in(life.world.network, life.msisdn, password)
    assert isinstance(found, Account)
    return found


def test_F14_the_account_opens_with_the_password_by_sms_alone() -> None:
    life = Life.of()
    network = life.world.network
    assert log_in(network, life.msisdn, "") == Refusal("site.password")
    account = _account(life)
    assert log_in(network, life.msisdn, "wrong") == Refusal("site.password")
    assert log_in(network, "79030000005", "1") == Refusal("site.number")
    assert [points for _, points in account.burning(life.world.now_ms)] == [320, 420, 500]


def test_F05_F08_the_form_joins_with_the_points_of_the_site() -> None:
    life = Life.of(VERA)
    account = _account(life)
    reply = life.world.happen(lambda _, at_ms: account.join(at_ms))
    assert reply.refused is None
    assert (life.standing.member, life.standing.points) == (True, 150)


def test_F56_sliders_filter_by_points_and_size() -> None:
    life = Life.of()
    account = _account(life)
    found = account.catalogue(life.world.now_ms, "internet", points=(0, 400), size=(100, 500))
    assert [offer.reward for offer in found] == ["707:32", "707:33"]
    assert found[0].code == "*707*32#"


def test_F51_a_tablet_is_listed_only_in_its_window() -> None:
    for now, listed in (("2026-03-12 10:02", True), ("2026-06-01 00:00", False)):
        life = Life.of(now=now)
        found = _account(life).catalogue(life.world.now_ms, "devices")
        assert ("site:tablet" in [offer.reward for offer in found]) is listed


def test_F54_an_order_spends_what_its_quote_says_and_brings_an_sms() -> None:
    life = Life.of()
    account = _account(life)
    life.world.settle()
    messages = len(life.inbox())
    quote = account.quote("site:anti-caller-id", life.world.now_ms)
    assert isinstance(quote, Quote)
    assert (quote.points, life.standing.points) == (80, 1240)
    reply = life.world.happen(lambda _, at_ms: account.order(quote, at_ms))
    life.world.settle()
    assert reply.refused is None
    assert life.standing.points == quote.points_left
    assert len(life.inbox()) == messages + 1


def test_F52_a_device_partly_in_points_is_quoted_in_both() -> None:
    life = Life.of(ANNA, "demo")
    refused = _account(life).quote("site:smartphone", life.world.now_ms, 1)
    assert isinstance(refused, Refusal)
    assert refused.rule == "redeem.split"


def test_F40_points_are_given_in_the_account() -> None:
    life = Life.of()
    account = _account(life)
    assert account.give("abc", 5, life.world.now_ms) == Refusal("gift.to")
    life.world.happen(lambda _, at_ms: account.give("+7 916 000-00-02", 100, at_ms))
    assert life.standing.points == 1140


def test_F25_a_friend_is_invited_and_told() -> None:
    life = Life.of()
    account = _account(life)
    assert account.invite("@", life.world.now_ms) == Refusal("site.friend")
    life.world.happen(lambda _, at_ms: account.invite("+7 916 000-00-03", at_ms))
    assert len(life.entries("invited")) == 1


def test_F26_a_second_sim_of_the_owner_earns_on_the_same_account() -> None:
    life = Life.of()
    account = _account(life)
    foreign = life.world.happen(lambda _, at_ms: account.link("79160000002", at_ms))
    assert foreign.refused is not None
    assert foreign.refused.rule == "link.owner"
    done = life.world.happen(lambda _, at_ms: account.link("8 916 000-00-06", at_ms))
    assert done.refused is None
    other = life.world.standing("79160000006")
    assert other is not None
    assert other.points == 1240


def test_F22_F27_a_rate_is_shown_or_said_to_be_missing() -> None:
    life = Life.of()
    found = {rate.source: rate for rate in rates(life.world.ledger.configuration)}
    assert (found["taxi"].points, found["taxi"].per_kopecks, found["taxi"].facts) == (1, 100, ("F22",))
    assert found["home_tv"].points is None
    assert not found["home_tv"].on
    done = life.world.happen(lambda network, at_ms: pay(network, life.msisdn, "taxi", 25050, at_ms))
    assert isinstance(done, Entry)
    assert done.details["points"] == 250
    off = life.world.happen(lambda network, at_ms: pay(network, life.msisdn, "home_tv", 25050, at_ms))
    assert off == Refusal("earn.off", {"source": "home_tv"})


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=12), st.one_of(st.none(), st.integers(-9, 10**6)), st.integers(-9, 0))
def test_nothing_unconfirmed_or_invalid_changes_the_books(written: str, points: int | None, gift: int) -> None:
    life = Life.of()
    account = _account(life)
    head = life.world.ledger.book.seq
    log_in(life.world.network, written, written)
    for reward in ("site:tablet", "707:31", written):
        account.quote(reward, life.world.now_ms, points)
    life.world.happen(lambda _, at_ms: account.give("79160000002", gift, at_ms))
    assert life.world.ledger.book.seq == head


def test_F09_the_questionnaire_is_checked_field_by_field() -> None:
    life = Life.of()
    zone = life.world.ledger.configuration.zone
    form = Form("Анна", "2026-03-13", "anna", "")
    assert form.problems(life.world.now_ms, zone) == {"birth_date": "future", "email": "form", "region": "empty"}
    assert Form("Анна", "2026-03-12", "a@b.ru", "moscow").problems(life.world.now_ms, zone) == {}
