"""USSD: every code of the dial plan, sessions, menus, and what the operator refuses."""

from __future__ import annotations

import pytest

from ledger.calendar import DAY_MS
from ledger.loading import Fixtures
from phone.air.messages import Uplink, UssdEnd, UssdRelease, UssdReleased, UssdReply, UssdRequest
from phone.holder import NoAnswerError
from phone.network.dialplan import Item, Plan, ServiceName
from tests.ledger.test_programme import PRICE_LIST
from tests.phone.matrix import whole
from tests.phone.worlds import ANNA, BORIS, DINA, GLEB, VERA, Life, key_of, rules_of

PLAN = Plan.load(Fixtures())
CODES = [code for code, route in PLAN.dialplan.ussd.items() if route.service != "hold"]
SOLD_BY_CODE = {route.reward: code for code, route in PLAN.dialplan.ussd.items() if route.service == "redeem"}
BY_CODE = [row for row in PRICE_LIST if row[5] == "ussd"]

ANSWERS: dict[ServiceName, set[str]] = {
    "join": {"join.already"},
    "points": {"points.balance_burning"},
    "redeem": {"redeem.done"},
    "money": {"money.balance"},
    "packages": {"packages.title"},
    "own_number": {"own_number.is"},
    "membership": {"membership.since"},
    "leave": {"menu.left"},
    "language": {"language.set"},
    "password": {"password.sent"},
    "forecast": {"forecast.title", "forecast.nothing"},
    "rewards": {"rewards.title"},
    "gift": {"gift.to_whom"},
}
"""What a member with points and packages is told, by service."""


@pytest.mark.parametrize(
    ("reward", "price", "purse", "amount"), [row[1:5] for row in BY_CODE], ids=[row[0] for row in BY_CODE]
)
def test_P01_P19_F58_D15_each_code_costs_its_price_and_brings_a_package_for_thirty_days(
    reward: str, price: int, purse: str, amount: int
) -> None:
    life = Life.of(ANNA, "rich")
    before = life.standing
    answer = life.ussd(SOLD_BY_CODE[reward])
    assert key_of(answer.text) == "redeem.done"
    (entry,) = life.entries("redeemed")
    assert life.standing.points == before.points - price == 100_000 - price
    assert life.standing.kopecks == before.kopecks, "F16: points are not money"
    (new,) = [held for held in life.standing.packages if held not in before.packages]
    assert (new.purse, new.amount, new.expires_at_ms) == (purse, amount, entry.at_ms + 30 * DAY_MS)
    life.world.settle()
    (message,) = life.inbox()
    assert key_of(message) == "redeem.done.sms", "D23: an order also brings an SMS with the details"


def test_P01_P19_there_is_a_code_for_each_of_them_and_for_nothing_else() -> None:
    assert {row[1] for row in BY_CODE} == set(SOLD_BY_CODE)


def test_D02_code_11_and_22_are_different_things_behind_different_prefixes() -> None:
    assert [SOLD_BY_CODE[reward] for reward in ("455:11", "707:11", "455:22", "707:22")] == [
        "*111*455*11#", "*707*11#", "*111*455*22#", "*707*22#",
    ]  # fmt: skip
    life = Life.of(ANNA, "rich")
    life.ussd("*111*455*22#")
    life.ussd("*707*22#")
    assert [held.purse for held in life.standing.packages if held.purse != "sms"] == ["minutes_off_net"]


def test_F02_D05_joining_by_code_makes_a_member_and_brings_one_sms() -> None:
    life = Life.of(VERA)
    before = life.standing
    answer = life.ussd("*111*455*1#")
    assert (before.member, key_of(answer.text), answer.open, answer.refused) == (False, "join.done", False, None)
    life.world.settle()
    assert [key_of(text) for text in life.inbox()] == ["join.done.sms"]
    assert life.standing.member
    (entry,) = life.entries("joined")
    assert entry.details["channel"] == "ussd"
    assert len(entry.postings) == 0, "D07: this way of joining brings no points"


def test_F06_the_short_code_joins_too() -> None:
    life = Life.of(VERA)
    assert key_of(life.ussd("*105#").text) == "join.done"
    assert life.standing.member


def test_D05_joining_twice_is_a_friendly_notice_without_entry_or_sms() -> None:
    life = Life.of(VERA)
    life.ussd("*111*455*1#")
    life.world.settle()
    head = life.world.ledger.head
    answer = life.ussd("*105#")
    life.world.settle()
    assert (key_of(answer.text), answer.refused) == ("join.already", None)
    assert (life.world.ledger.head, len(life.inbox())) == (head, 1)


def test_F11_the_balance_names_the_points_and_what_burns_next() -> None:
    answer = Life.of(ANNA).ussd("*111*455*0#")
    assert answer.text.value == "У вас 1240 баллов. 31.03.2026 сгорят 320 баллов."
    assert Life.of(BORIS).ussd("*111*455*0#").text.value.startswith("У вас 81 балл. ")


def test_F11_F58_balance_order_balance_is_150_less_and_from_the_lot_that_burns_first() -> None:
    life = Life.of(ANNA)
    assert "1240" in life.ussd("*111*455*0#").text.value
    assert life.standing.burning is not None
    assert life.standing.burning[0] == 320
    life.ussd("*707*31#")
    assert life.ussd("*111*455*0#").text.value == "У вас 1090 баллов. 31.03.2026 сгорят 170 баллов."


def test_the_price_that_is_set_is_the_price_that_is_taken() -> None:
    life = Life.of(ANNA, "demo", "catalog.707:31.price_points=151")
    life.ussd("*707*31#")
    assert life.standing.points == 1240 - 151


def test_the_answer_to_a_member_without_points_names_no_date() -> None:
    life = Life.of(VERA)
    life.ussd("*111*455*1#")
    assert key_of(life.ussd("*111*455*0#").text) == "points.balance"
    assert life.ussd("*111*455*0#").text.value == "У вас 0 баллов."


@pytest.mark.parametrize("code", ["*111*455*0#", "*707*31#", "*111*455*11#", "*111*455*22#"])
def test_F07_D22_who_takes_no_part_is_refused_with_the_way_to_join(code: str) -> None:
    life = Life.of(VERA)
    head = life.world.ledger.head
    answer = life.ussd(code)
    assert answer.refused is not None
    assert (key_of(answer.text), answer.refused.rule) == ("refusal.membership.required", "membership.required")
    assert "*111*455*1#" in answer.text.value
    assert life.world.ledger.head == head
    assert rules_of(life) == ["membership.required"]


def test_a_second_sim_that_is_no_member_is_refused_though_its_owner_is_one() -> None:
    answer = Life.of(ANNA, slot=1).ussd("*111*455*0#")
    assert answer.refused is not None
    assert answer.refused.rule == "membership.required"


@pytest.mark.parametrize("code", [*CODES[:4], "*111#", "*100#", "*998#"])
def test_another_operators_subscriber_is_refused_whatever_the_code(code: str) -> None:
    life = Life.of(DINA)
    answer = life.ussd(code)
    assert answer.refused is not None
    assert (key_of(answer.text), answer.refused.rule, answer.open) == (
        "refusal.subscriber.foreign", "subscriber.foreign", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "code", ["*111*455*13#", "*111*455*2#", "*707*99#", "*707#", "*998#", "#111*455*0#", "*111*455*0*1#", "*105*1#", "**111#"]
)  # fmt: skip
def test_D03_D22_an_unknown_code_is_told_as_unknown_and_nothing_happens(code: str) -> None:
    life = Life.of(ANNA)
    head = life.world.ledger.head
    answer = life.ussd(code)
    assert answer.refused is not None
    assert (key_of(answer.text), answer.refused.rule) == ("refusal.code.unknown", "code.unknown")
    assert answer.refused.values == {"code": code}
    assert code in answer.text.value
    life.world.settle()
    assert (life.world.ledger.head, life.inbox()) == (head, [])


@pytest.mark.parametrize(("length", "rule"), [(30, "code.unknown"), (31, "code.too_long"), (160, "code.too_long")])
def test_a_long_code_is_not_repeated_in_the_answer(length: int, rule: str) -> None:
    life = Life.of(ANNA)
    answer = life.ussd(f"*{'1' * (length - 2)}#")
    assert answer.refused is not None
    assert answer.refused.rule == rule
    assert not answer.open


def test_a_code_longer_than_a_phone_takes_never_reaches_the_network() -> None:
    life = Life.of(ANNA)
    with pytest.raises(NoAnswerError, match="longer than the 160 characters"):
        life.ussd(f"*{'1' * 300}#")
    assert life.messages() == []


def test_F57_D14_internet_again_is_refused_with_the_day_and_costs_nothing() -> None:
    life = Life.of(ANNA, "rich")
    life.ussd("*707*31#")
    points = life.standing.points
    answer = life.ussd("*707*33#")
    assert answer.refused is not None
    assert answer.refused.rule == "redeem.cooldown"
    assert "12.06.2026" in answer.text.value
    assert life.standing.points == points
    until_ms = int(answer.refused.values["until"])
    life.world.advance(until_ms - life.world.now_ms - 1)
    assert life.ussd("*707*33#").refused is not None
    assert life.world.now_ms > until_ms
    assert life.ussd("*707*33#").refused is None


def test_F51_the_menu_lists_a_tablet_only_in_its_window_and_keeps_its_number() -> None:
    shown = {}
    for now in ("2026-05-31 23:59:00", "2026-06-01 00:00"):
        life = Life.of(ANNA, "rich", now=now)
        shown[now] = whole(life, life.ussd("*111*2*3*5#"), "ru").value.splitlines()
    before, after = shown.values()
    (gone,) = set(before) - set(after)
    assert "планшет" in gone
    assert [line for line in before if line != gone] == after
    answer = Life.of(ANNA, "rich", now="2026-06-01 00:00").ussd(f"*111*2*3*5*{gone.split()[0]}#")
    assert answer.refused is not None
    assert answer.refused.rule == "redeem.window"


def test_too_few_points_are_told_with_the_numbers() -> None:
    answer = Life.of(BORIS).ussd("*707*12#")
    assert answer.refused is not None
    assert (answer.refused.rule, answer.refused.values) == ("redeem.balance", {"price": 110, "left": 81, "short": 29})
    assert all(number in answer.text.value for number in ("110", "81", "29"))


def test_F58_D04_a_code_without_its_hash_teaches_and_orders_nothing() -> None:
    life = Life.of(ANNA)
    with pytest.raises(NoAnswerError, match="would place a call"):
        life.ussd("*707*31")
    head = life.world.ledger.head
    life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("*707*31", at_ms))
    life.world.settle()
    assert rules_of(life) == ["call.bare_code"]
    call = life.world.phones[ANNA].mobile.call
    assert call is not None
    assert [key_of(said) for said in call.said] == ["refusal.call.bare_code"]
    assert "*707*31#" in call.said[0].value
    assert (call.released, life.world.ledger.head) == ("network", head)


def test_D04_where_the_rule_accepts_it_a_code_without_its_hash_orders() -> None:
    life = Life.of(ANNA, "demo", "rules.dialling.bare_service_code=accept")
    life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("*707*31", at_ms))
    life.world.settle()
    assert (life.standing.points, rules_of(life)) == (1090, [])
    assert [key_of(text) for text in life.inbox()] == ["redeem.done.sms"]


def test_a_number_that_nobody_has_is_not_in_service() -> None:
    life = Life.of(ANNA)
    life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("0001", at_ms))
    life.world.settle()
    assert rules_of(life) == ["call.not_in_service"]


def test_D21_the_services_of_every_subscriber_need_no_membership() -> None:
    life = Life.of(VERA)
    assert life.ussd("*100#").text.value == "Баланс: 200,00 р."
    assert life.ussd("#100#").text.value == "Balans: 200,00 r."
    assert life.ussd("*111*0887#").text.value == "Ваш номер: +7 916 000-00-03"
    assert life.ussd("*100*2#").text.value == "Пакетов нет."
    assert Life.of(ANNA).ussd("*100*2#").text.value == "Осталось:\n25 SMS до 05.04.2026"


def test_packages_longer_than_a_message_come_in_pages() -> None:
    life = Life.of(GLEB, "rich")
    for code in ("*707*11#", "*707*21#", "*707*31#", "*707*41#", "*707*51#", "*707*61#"):
        assert life.ussd(code).refused is None
    answer = life.ussd("*100*2#")
    pages = [answer]
    while answer.open:
        answer = life.phone.reply("99")
        pages.append(answer)
    assert len(pages) > 1
    assert all(page.text.value.endswith("99 Далее") for page in pages[:-1])
    whole = "\n".join(page.text.value for page in pages)
    assert whole.count(" до 11.04.2026") == 6


def test_a_page_that_is_not_asked_for_ends_the_dialogue_of_a_last_text() -> None:
    life = Life.of(ANNA, "rich", "catalog.707:61.price_points=99999999999999999999999999")
    answer = life.ussd("*707*61#")
    assert answer.open
    assert answer.refused is not None
    again = life.phone.reply("1")
    assert (again.open, again.released) == (False, "network")
    assert life.ussd("*100#").released is None, "the next dialogue opens"


# ---- sessions


def opened(*settings: str) -> tuple[Life, int]:
    """A menu that waits for a reply, and when the network asked."""
    life = Life.of(ANNA, "demo", *settings)
    asked_ms = life.world.now_ms
    assert life.ussd("*111#").open
    return life, asked_ms


@pytest.mark.parametrize(("settings", "timeout_s"), [((), 60), (("rules.ussd.timeout_s=7",), 7)])
def test_a_session_ends_exactly_when_its_time_is_over(settings: tuple[str, ...], timeout_s: int) -> None:
    life, asked_ms = opened(*settings)
    over_ms = asked_ms + timeout_s * 1000
    life.world.advance(over_ms - 1 - life.world.now_ms)
    assert life.phone.reply("4").text.value.startswith("Ваш номер")
    life, asked_ms = opened(*settings)
    life.world.advance(over_ms - life.world.now_ms)
    answer = life.phone.reply("4")
    assert (answer.released, answer.text.value) == ("timeout", "")
    life.world.settle()
    assert not life.world.network.gateway.sessions


def test_a_session_that_nobody_answers_is_ended_by_the_network_and_the_phone_says_so() -> None:
    life, asked_ms = opened()
    life.world.advance(120_000)
    released = [event for event in life.heard if isinstance(event.message, UssdReleased)]
    assert [event.message.cause for event in released if isinstance(event.message, UssdReleased)] == ["timeout"]
    assert released[0].at_ms == asked_ms + 60_000 + 700
    with pytest.raises(NoAnswerError, match="asks nothing"):
        life.phone.reply("1")


def test_each_reply_gives_the_session_its_whole_time_again() -> None:
    life, _ = opened()
    for _ in range(4):
        life.world.advance(50_000)
        assert life.phone.reply("9").open
    assert life.phone.reply("0").released is None


def test_settling_does_not_wait_for_a_session_that_waits() -> None:
    life, _ = opened()
    now_ms = life.world.now_ms
    life.world.settle()
    assert life.world.now_ms == now_ms


def test_a_second_request_during_a_session_is_busy_and_the_first_goes_on() -> None:
    life, _ = opened()
    with pytest.raises(NoAnswerError, match="another dialogue is open"):
        life.ussd("*100#")
    imsi = life.world.phones[ANNA].mobile.slots[0].card.imsi
    (down,) = life.world.network.receive(Uplink(imsi, UssdRequest("*100#")), life.world.now_ms)
    assert isinstance(down.message, UssdReleased)
    assert down.message.cause == "busy"
    assert life.phone.reply("4").text.value.startswith("Ваш номер")


def test_each_sim_has_a_session_of_its_own() -> None:
    life, _ = opened()
    other = Life(life.world, ANNA, slot=1)
    assert key_of(other.ussd("*111*0887#").text) == "own_number.is"
    assert life.phone.reply("4").text.value.endswith("000-00-01")


def test_a_reply_to_a_session_that_is_over_is_told_so() -> None:
    life = Life.of(ANNA)
    imsi = life.world.phones[ANNA].mobile.slots[0].card.imsi
    (down,) = life.world.network.receive(Uplink(imsi, UssdReply(99, "1")), life.world.now_ms)
    assert down.message == UssdReleased(99, "timeout")


def test_who_leaves_the_dialogue_may_dial_again() -> None:
    life, _ = opened()
    life.phone.cancel()
    assert isinstance(life.messages()[-1], UssdRelease)
    assert life.ussd("*100#").refused is None
    ends = [event.message for event in life.heard if isinstance(event.message, UssdEnd)]
    assert len(ends) == 1


# ---- menus


def shown_items(menu: str, *, member: bool) -> list[Item]:
    return [item for item in PLAN.menus[menu].items if item.shown_to in ("all", "members" if member else "others")]


MENU_ITEMS = [
    (menu, item.key, name) for menu in PLAN.menus for name in (ANNA, VERA) for item in shown_items(menu, member=name == ANNA)
]  # fmt: skip


def at_menu(menu: str, name: str, world: str = "demo") -> Life:
    """A phone on the page of a menu; a code of ours is made to lead there."""
    life = Life.of(name, world, f'dialplan.ussd.*998#={{"service": "menu", "menu": "{menu}"}}')
    answer = life.ussd("*998#")
    assert (key_of(answer.text), answer.open) == (PLAN.menus[menu].title, True)
    return life


@pytest.mark.parametrize(("menu", "key", "name"), MENU_ITEMS)
def test_every_item_of_every_menu_leads_somewhere(menu: str, key: str, name: str) -> None:
    item = next(item for item in shown_items(menu, member=name == ANNA) if item.key == key)
    answer = at_menu(menu, name).phone.reply(key)
    assert answer.released is None
    if item.service == "menu":
        assert (key_of(answer.text), answer.open) == (PLAN.menus[item.menu].title, True)
    elif answer.refused is not None:
        assert (answer.refused.rule, name) == ("membership.required", VERA)
    elif item.service in ANSWERS:
        assert key_of(answer.text) in ANSWERS[item.service] | {"join.done", "packages.none"}


@pytest.mark.parametrize("menu", list(PLAN.menus))
def test_every_menu_has_keys_of_its_own_and_a_way_back(menu: str) -> None:
    for member in (True, False):
        keys = [item.key for item in shown_items(menu, member=member)]
        assert len(keys) == len(set(keys))
        assert keys[-1] == "0"
    assert PLAN.menus[menu].items[-1].service in {"leave", "menu"}


@pytest.mark.parametrize("menu", list(PLAN.menus))
@pytest.mark.parametrize("choice", ["7", "", "00", "текст", "*", "-1"])
def test_a_wrong_choice_repeats_the_page_with_a_hint(menu: str, choice: str) -> None:
    life = at_menu(menu, ANNA)
    answer = life.phone.reply(choice)
    assert answer.open
    assert answer.text.value.startswith("Нет такого пункта.\n")
    assert rules_of(life) == []
    assert life.phone.reply(" 0 ").refused is None


def test_zero_goes_back_and_then_out() -> None:
    life = Life.of(ANNA)
    keys = [key_of(life.ussd("*111#").text)]
    for choice in ("2", "0", "2", "0"):
        answer = life.phone.reply(choice)
        assert answer.open
        keys.append(key_of(answer.text))
    assert keys == ["menu.main", "menu.bonus", "menu.main", "menu.bonus", "menu.main"]
    answer = life.phone.reply("0")
    assert (key_of(answer.text), answer.open) == ("menu.left", False)


def test_the_bonus_menu_lets_others_join_and_tells_members_since_when() -> None:
    life = Life.of(VERA)
    assert "Вступить" in life.ussd("*111*455#").text.value
    assert key_of(life.phone.reply("1").text) == "join.done"
    assert "Вступить" not in life.ussd("*111*455#").text.value
    assert life.phone.reply("1").text.value == "Вы участник МТС Бонус с 12.03.2026. У вас 0 баллов."


@pytest.mark.parametrize(
    ("code", "key"), [("*111*2*2#", "points.balance_burning"), ("*111*2#", "menu.bonus"), ("*111*1#", "money.balance")]
)
def test_D03_a_longer_dial_behind_the_operators_code_makes_the_choices_at_once(code: str, key: str) -> None:
    answer = Life.of(ANNA).ussd(code)
    assert (key_of(answer.text), answer.open) == (key, key.startswith("menu."))


def test_D02_a_menu_sells_what_the_site_sells() -> None:
    item = '{"key": "1", "text": "menu.bonus", "service": "redeem", "reward": "site:sms-100"}'
    life = Life.of(ANNA, "demo", f"menus.main.items=[{item}]")
    answer = life.ussd("*111#", "1")
    assert (key_of(answer.text), answer.refused) == ("redeem.done", None)
    assert life.standing.points == 1240 - 270
