"""The personal account and partners without screens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.calendar import MINUTE_MS
from ledger.catalog import Section
from ledger.commands import TopUp
from ledger.entries import Refusal
from phone.network.desk import Reply
from phone.network.site import pages
from phone.network.site.account import Account, region_of
from phone.network.site.entrance import log_in
from phone.network.site.history import Kind, exported
from phone.network.site.offers import Quote
from phone.network.site.questionnaire import Form
from phone.opening import load_world
from tests.phone.worlds import ANNA, GLEB, LOCALES, VERA, Life

TRUE = Form("Вера", "28.02.1997", "vera@example.ru", "moscow")
"""Vera's questionnaire as the world has it."""


def _password(life: Life) -> str:
    life.ussd("*111*25#")
    return life.world.network.desk.directory.by_msisdn[life.msisdn].password


def _account(life: Life) -> Account:
    found = _log_in(life, _password(life))
    assert isinstance(found, Account)
    return found


def _log_in(life: Life, password: str) -> Account | Refusal:
    return life.world.happen(lambda network, at_ms: log_in(network, life.msisdn, password, at_ms))


def _rule(reply: Reply) -> str | None:
    return None if reply.refused is None else reply.refused.rule


def _entered(name: str = ANNA, *, edition: str | None = None, locale: str = "ru") -> tuple[Life, Account]:
    life = Life.of(name, edition=edition, locale=locale)
    return life, _account(life)


def test_F14_the_account_opens_with_the_password_by_sms_alone() -> None:
    life = Life.of()
    network, now_ms = life.world.network, life.world.now_ms
    assert log_in(network, life.msisdn, "", now_ms) == Refusal("site.no_password")
    account = _account(life)
    assert _log_in(life, "wrong") == Refusal("site.password", {"left": 2})
    assert log_in(network, "79030000005", "1", now_ms) == Refusal("site.number")
    assert log_in(network, "no number", "1", now_ms) == Refusal("site.number")
    assert [points for _, points in account.burning(now_ms)] == [320, 420, 500]
    assert sum(points for points, _ in account.lots(now_ms)) == 1240


def test_what_burns_on_a_day_is_one_line() -> None:
    life, account = _entered(VERA)
    life.world.happen(lambda _, at_ms: account.join(at_ms))
    life.world.advance(MINUTE_MS)
    life.world.happen(lambda _, at_ms: account.profile(TRUE, at_ms))
    told = pages.balance(account, life.world.now_ms).text.value
    assert told.count("12.03.2027") == 1
    assert "До 12.03.2027: 260 баллов" in told


def test_three_wrong_passwords_make_a_new_one_necessary() -> None:
    life = Life.of()
    right = _password(life)
    refused = [Refusal("site.password", {"left": left}) for left in (2, 1)]
    assert [_log_in(life, "0") for _ in range(3)] == [*refused, Refusal("site.attempts", {"limit": 3})]
    assert _log_in(life, right) == Refusal("site.attempts", {"limit": 3})
    assert isinstance(_log_in(life, _password(life)), Account)


def test_wrong_passwords_are_forgotten_after_a_while_and_by_a_right_one() -> None:
    life = Life.of()
    right = _password(life)
    for _ in range(2):
        _log_in(life, "0")
        assert isinstance(_log_in(life, right), Account)
    for _ in range(2):
        assert _log_in(life, "0") == Refusal("site.password", {"left": 2})
        life.world.advance(15 * MINUTE_MS)
    _log_in(life, "0")
    life.world.advance(15 * MINUTE_MS - 1)
    assert _log_in(life, "0") == Refusal("site.password", {"left": 1})


def test_wrong_passwords_and_the_questionnaire_are_kept_by_a_save(tmp_path: Path) -> None:
    save = tmp_path / "save.db"
    life = Life(load_world("demo", save=save), VERA)
    account = _account(life)
    for _ in range(2):
        _log_in(life, "0")
    life.world.happen(lambda _, at_ms: account.profile(TRUE, at_ms))
    life.world.close()
    again = Life(load_world(save=save), VERA)
    assert again.world.network.desk.directory.by_msisdn[again.msisdn].form == TRUE
    assert _log_in(again, "0") == Refusal("site.attempts", {"limit": 3})
    again.world.close()


def test_F05_F08_the_form_joins_with_the_points_of_the_site() -> None:
    life, account = _entered(VERA)
    reply = life.world.happen(lambda _, at_ms: account.join(at_ms))
    assert reply.refused is None
    assert reply.text.value.endswith("Начислено: 150 баллов.")
    assert (life.standing.member, life.standing.points) == (True, 150)
    again = life.world.happen(lambda _, at_ms: account.join(at_ms))
    assert (again.refused, life.standing.points) == (None, 150)


@pytest.mark.parametrize("first", ["profile", "join"])
def test_F08_F09_a_true_questionnaire_brings_110_once_before_or_after_joining(first: str) -> None:
    life, account = _entered(VERA)

    def fill() -> Reply:
        return life.world.happen(lambda _, at_ms: account.profile(TRUE, at_ms))

    if first == "profile":
        assert "вступите" in fill().text.value
        assert life.standing.points == 0
    life.world.happen(lambda _, at_ms: account.join(at_ms))
    if first == "join":
        assert fill().text.value == "Анкета сохранена.\nНачислено: 110 баллов."
    assert life.standing.points == 260
    assert fill().text.value == "Анкета сохранена.\nБаллы за анкету уже начислены."
    assert life.standing.points == 260


@pytest.mark.parametrize(
    ("form", "points"),
    [
        (Form("вера ", "1997-02-28", "VERA@example.ru", "moscow"), 110),
        (Form("Vera", "1997-02-27", "vera@example.ru", "moscow"), 10),
        (Form("Марина", "28.2.1997", "vera@example.ru", "moscow"), 100),
        (Form("Вера", "1997-02-28", "vera@example.ru", "kazan"), 100),
        (Form("Марина", "1997-02-27", "vera@example.ru", "moscow"), 0),
    ],
)
def test_D07_only_what_is_true_brings_points_and_the_rest_is_named(form: Form, points: int) -> None:
    life, account = _entered(VERA)
    life.world.happen(lambda _, at_ms: account.join(at_ms))
    told = life.world.happen(lambda _, at_ms: account.profile(form, at_ms)).text.value
    assert life.standing.points == 150 + points
    assert ("Не совпало" in told) == (points < 110)
    life.world.happen(lambda _, at_ms: account.profile(TRUE, at_ms))
    assert life.standing.points == 260


def test_F56_sliders_filter_by_points_and_size() -> None:
    life, account = _entered()
    found = account.catalogue(life.world.now_ms, "internet", points=(0, 400), size=(100, 500))
    assert [offer.reward for offer in found] == ["707:32", "707:33"]
    assert found[0].code == "*707*32#"


LIMITS = st.one_of(st.none(), st.tuples(st.integers(0, 100_000), st.integers(0, 100_000)))
SECTIONS = st.sampled_from([None, *get_args(Section)])


@settings(max_examples=60, deadline=None)
@given(SECTIONS, LIMITS, LIMITS)
def test_F56_what_section_and_sliders_let_through_is_within_them_and_the_rest_is_not(
    section: Section | None, points: tuple[int, int] | None, size: tuple[int, int] | None
) -> None:
    life = Life.of()
    account = Account(life.world.network, life.world.network.desk.directory.by_msisdn[life.msisdn])
    everything = account.catalogue(life.world.now_ms)
    found = account.catalogue(life.world.now_ms, section, points, size)
    assert found == tuple(
        offer
        for offer in everything
        if (section is None or offer.section == section)
        and (points is None or points[0] <= offer.price_points <= points[1])
        and (size is None or size[0] <= offer.size <= size[1])
    )
    assert [offer.price_points for offer in everything] == sorted(offer.price_points for offer in everything)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["site:tablet", "site:smartphone", "site:headphones", "707:33", "account:discount-100"]), st.data()
)
def test_F52_F54_an_order_costs_what_was_quoted_or_nothing_at_all(reward: str, data: st.DataObject) -> None:
    life = Life.of(ANNA, "rich")
    account = Account(life.world.network, life.world.network.desk.directory.by_msisdn[life.msisdn])
    life.world.execute(TopUp(life.msisdn, data.draw(st.integers(0, 10**6), "kopecks")))
    before = life.standing
    quote = account.quote(reward, life.world.now_ms, data.draw(st.one_of(st.none(), st.integers(0, 40_000)), "points"))
    if isinstance(quote, Refusal):
        return
    offer = next(offer for offer in account.catalogue(life.world.now_ms) if offer.reward == reward)
    assert quote.kopecks == (offer.price_points - quote.points) * offer.kopecks_per_point
    life.world.happen(lambda _, at_ms: account.order(quote, at_ms))
    after = life.standing
    assert (before.points - after.points, before.kopecks - after.kopecks) == (quote.points, quote.kopecks)
    assert (after.points, after.kopecks) == (quote.points_left, quote.kopecks_left)


def test_F51_a_tablet_is_listed_only_in_its_window() -> None:
    for now, listed in (("2026-03-12 10:02", True), ("2026-06-01 00:00", False)):
        life = Life.of(now=now)
        found = {offer.reward: offer for offer in _account(life).catalogue(life.world.now_ms, "devices")}
        assert ("site:tablet" in found) is listed
        assert found["site:smartphone"].sold_until_ms is None
        assert found["site:smartphone"].kopecks_per_point == 20


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
    life, account = _entered()

    def give(to: str, points: int) -> Reply:
        return life.world.happen(lambda _, at_ms: account.give(to, points, at_ms))

    assert _rule(give("abc", 5)) == "gift.to"
    assert _rule(give("+7 903 000-00-05", 5)) == "site.number"
    assert _rule(give("+7 916 000-00-02", 0)) == "gift.form"
    assert life.standing.points == 1240
    assert _rule(give("+7 916 000-00-02", 100)) is None
    assert life.standing.points == 1140
    assert _rule(give("+7 916 000-00-02", 100)) == "gift.daily"


def test_F25_a_friend_is_invited_and_told() -> None:
    life, account = _entered()
    wrong = life.world.happen(lambda _, at_ms: account.invite("@", at_ms))
    assert _rule(wrong) == "site.friend"
    life.world.happen(lambda _, at_ms: account.invite("+7 916 000-00-03", at_ms))
    assert len(life.entries("invited")) == 1


def test_F26_a_second_sim_of_the_owner_earns_on_the_same_account_until_it_is_taken_off() -> None:
    life, account = _entered()
    foreign = life.world.happen(lambda _, at_ms: account.link("79160000002", at_ms))
    assert _rule(foreign) == "link.owner"
    assert _rule(life.world.happen(lambda _, at_ms: account.unlink(at_ms))) == "unlink.alone"
    done = life.world.happen(lambda _, at_ms: account.link("8 916 000-00-06", at_ms))
    assert done.refused is None
    other = life.world.standing("79160000006")
    assert other is not None
    assert other.points == 1240
    second = Account(life.world.network, life.world.network.desk.directory.by_msisdn["79160000006"])
    life.world.happen(lambda _, at_ms: second.unlink(at_ms))
    assert (life.standing.points, second.member) == (1240, False)


def test_D21_the_language_is_chosen_in_the_account() -> None:
    life, account = _entered()
    told = [life.world.happen(lambda _, at_ms, one=one: account.speak(one, at_ms)).text.value for one in ("en", "ru")]  # type: ignore[misc]
    assert told == ["The language of messages: English.", "Язык сообщений: русский."]


ABILITIES = {
    "consolidated": {"balance", "history", "profile", "join", "rewards", "gift", "invite", "pooling"},
    "a1": {"balance", "history", "profile", "join", "rewards", "invite", "pooling"},
    "a2": {"balance", "history", "rewards"},
    "a3": {"balance", "history", "profile", "join", "rewards", "gift"},
    "a4": {"balance", "history", "profile", "join", "rewards", "invite"},
    "a5": set[str](),
}
"""Table 1.1 of what the site has; that of the past is our own and goes with the balance."""


@pytest.mark.parametrize("edition", ABILITIES)
def test_D01_an_edition_has_on_its_site_what_its_article_names(edition: str) -> None:
    life, account = _entered(edition=edition)
    world, quote = life.world, Quote("site:sms-100", 270, 0, 0, 0)
    told = {
        "balance": pages.balance(account, world.now_ms),
        "history": pages.history(account, world.now_ms),
        "profile": world.happen(lambda _, at_ms: account.profile(Form(), at_ms)),
        "join": world.happen(lambda _, at_ms: account.join(at_ms)),
        "rewards": world.happen(lambda _, at_ms: account.order(quote, at_ms)),
        "gift": world.happen(lambda _, at_ms: account.give("@", 1, at_ms)),
        "invite": world.happen(lambda _, at_ms: account.invite("@", at_ms)),
        "pooling": world.happen(lambda _, at_ms: account.unlink(at_ms)),
    }
    assert {name for name, reply in told.items() if _rule(reply) != "site.off"} == ABILITIES[edition]
    assert bool(account.catalogue(world.now_ms)) == ("rewards" in ABILITIES[edition])


def test_the_past_is_told_by_kind_and_date_newest_first() -> None:
    life, account = _entered()
    quote = account.quote("site:anti-caller-id", life.world.now_ms)
    assert isinstance(quote, Quote)
    life.world.happen(lambda _, at_ms: account.order(quote, at_ms))
    life.world.happen(lambda _, at_ms: account.give("9160000002", 100, at_ms))

    def told(kind: Kind, since: str = "", until: str = "") -> list[str]:
        found = account.history(kind, since, until)
        assert not isinstance(found, Refusal)
        return [line.what for line in found]

    assert told("gifts") == ["Подарок (кому: +7 916 000-00-02)"]
    assert told("orders") == ["Заказ за 80 баллов: антиопределитель"]
    assert told("went") == told("gifts") + told("orders")
    assert told("all")[:2] == told("went")
    assert told("came", "12.03.2026") == ["Было при открытии книг"]
    assert told("all", "2026-03-13") == told("all", until="2026-03-11") == []
    assert account.history("all", "tomorrow") == Refusal("site.date")


def test_the_past_as_a_file_adds_up_and_shows_nothing_of_others() -> None:
    life, account = _entered()
    life.world.happen(lambda _, at_ms: account.give("9160000002", 100, at_ms))
    found = account.history()
    assert not isinstance(found, Refusal)
    rows = json.loads(exported(found, "json", life.world.texts.zone))
    points = [row for row in rows if row["purse"] == "points"]
    assert sum(row["amount"] for row in points) == points[0]["left"] == life.standing.points
    table = exported(found, "csv", life.world.texts.zone).splitlines()
    assert table[0] == "operation,at,kind,what,purse,unit,amount,left"
    assert len(table) == len(rows) + 1
    assert "boris" not in "".join(table)


@pytest.mark.parametrize("locale", LOCALES)
def test_F17_F62_help_and_disclaimer_are_texts_of_the_account(locale: str) -> None:
    life, account = _entered(locale=locale)
    told = pages.help_page(account, life.world.now_ms).text.value
    assert "0890" in told.splitlines()[0]
    assert len(told.splitlines()) == 2
    _, quiet = _entered(edition="a4", locale=locale)
    assert "0890" not in pages.help_page(quiet, life.world.now_ms).text.value


def test_pages_tell_balance_catalogue_and_costs_in_words() -> None:
    life, account = _entered()
    assert pages.balance(account, life.world.now_ms).text.value.splitlines()[:2] == [
        "У вас 1240 баллов и 150,00 р.",
        "До 31.03.2026: 320 баллов",
    ]
    sold = pages.catalogue(account, life.world.now_ms, "messages", points=(0, 50)).text.value
    assert sold == "707:51: 10 MMS, 45 баллов, *707*51#\n707:41: 25 SMS, 50 баллов, *707*41#"
    assert pages.catalogue(account, life.world.now_ms, "bank", size=(2, 3)).text.value == "Ничего не нашлось."
    cost = pages.quoted(account, account.quote("site:bank-service", life.world.now_ms), life.world.now_ms)
    assert cost.text.value == "Спишем 400 баллов. Останется 840 баллов."


def test_D22_who_takes_no_part_is_told_how_to_join() -> None:
    life, account = _entered(VERA)
    now_ms = life.world.now_ms
    refused = [pages.balance(account, now_ms), pages.quoted(account, account.quote("707:31", now_ms), now_ms)]
    refused.append(life.world.happen(lambda _, at_ms: account.give("9160000002", 1, at_ms)))
    assert {_rule(reply) for reply in refused} == {"membership.required"}
    assert all("*111*455*1#" in reply.text.value for reply in refused)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=12), st.one_of(st.none(), st.integers(-9, 10**6)), st.integers(-9, 0))
def test_nothing_unconfirmed_or_invalid_changes_the_books(written: str, points: int | None, gift: int) -> None:
    life = Life.of()
    account = _account(life)
    head = life.world.ledger.book.seq
    _log_in(life, written)
    life.world.happen(lambda _, at_ms: account.profile(Form(written, written, written, written), at_ms))
    account.history("all", written, written)
    for reward in ("site:tablet", "707:31", written):
        account.quote(reward, life.world.now_ms, points)
    life.world.happen(lambda _, at_ms: account.give("79160000002", gift, at_ms))
    assert life.world.ledger.book.seq == head


def test_F09_the_questionnaire_is_checked_field_by_field() -> None:
    life, account = _entered()
    form = Form("Анна", "2026-03-13", "anna", "")
    now_ms = life.world.now_ms
    assert account.problems(form, now_ms) == {"birth_date": "future", "email": "form", "region": "empty"}
    reply = life.world.happen(lambda _, at_ms: account.profile(form, at_ms))
    assert _rule(reply) == "profile.birth_date.future"
    assert reply.text.value.splitlines() == [
        "Дата рождения ещё не наступила.",
        "Это не e-mail. Нужно, например, ivan@example.ru.",
        "Выберите регион.",
    ]
    assert account.subscriber.form is None
    assert account.problems(Form("Анна", "2026-03-12", "a@b.ru", "moscow"), now_ms) == {}
    for date in ("31.02.1990", "1990", "19900101x", "0.0.0000"):
        assert account.problems(Form("Анна", date, "a@b.ru", "moscow"), now_ms) == {"birth_date": "form"}
    assert account.problems(Form("Анна", "1.1.1990", "a@b.ru", "mars"), now_ms) == {"region": "unknown"}


def test_a_region_is_known_by_its_name_in_any_language() -> None:
    life = Life.of(GLEB)
    desk = life.world.network.desk
    for written in ("petersburg", "санкт-петербург", " Saint  Petersburg ", "Sankt-Peterburg"):
        assert region_of(desk, written) == "petersburg"
    assert region_of(desk, " Марс ") == "Марс"
