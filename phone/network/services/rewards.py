"""The services of spending points: ordering by code, keyword or from the menu's list (F53, F58, F59, P01–P23)."""

from __future__ import annotations

from attrs import evolve

from ledger.calendar import NEVER
from ledger.catalog import Reward
from ledger.commands import Redeem
from ledger.configuration import Configuration
from ledger.entries import Entry, Refusal
from ledger.redeeming import on_sale
from phone.air.text import Text
from phone.network.desk import Desk, Reply, Turn, refuse, say
from phone.network.dialplan import Plan, Route
from phone.network.services.gifts import BACK
from phone.network.services.lines import joined
from phone.network.services.menu import page


def order(desk: Desk, turn: Turn, points: int | None = None) -> Reply:
    """Order the reward to which the code, keyword or menu item leads (F58, F59, P01–P19).

    `points` are those of a reward that roubles may complete, None for its full price (F52).
    """
    command = Redeem(turn.subscriber.msisdn, turn.route.reward, turn.channel, points)
    outcome = desk.door.execute(command, turn.at_ms, turn.key)
    if isinstance(outcome, Refusal):
        return refuse(desk, turn, outcome)
    return _redeemed(desk, turn, outcome)


def _redeemed(desk: Desk, turn: Turn, entry: Entry) -> Reply:
    language = turn.language
    values = desk.taught | {
        "reward": said(desk, desk.configuration.catalogue[turn.route.reward], language),
        "price": entry.details["price_points"],
        "until": entry.details["until"],
        "left": desk.door.points(turn.subscriber.msisdn, turn.at_ms),
    }
    key = "redeem.done" if entry.details["until"] != NEVER else "redeem.done_for_good"
    details = desk.texts.fill(f"{key}.sms", language, values)
    return Reply(desk.texts.fill(key, language, values), sms=(details,))


def said(desk: Desk, reward: Reward, language: str) -> str:
    """What a reward gives, in words: 50 MB."""
    return desk.texts.phrase(desk.configuration.purses[reward.purse].phrase, reward.amount, language)


def rewards(desk: Desk, turn: Turn) -> Reply:
    """The rewards of some purses that are on sale now, as a numbered list, cheapest first; a number orders, `0` goes back (F51).

    What is not on sale keeps its number: numbers are dialled behind the menu's code, and never mean something else.
    """
    found = listed(desk.configuration, desk.plan, turn.route)
    if turn.opening:
        return _list(desk, turn, found)
    choice = turn.text.strip()
    if choice == BACK:
        return page(desk, turn, turn.route.menu)
    if not choice.isdecimal() or not 1 <= int(choice) <= len(found):
        return _list(desk, turn, found, hint=True)
    reward_id = found[int(choice) - 1]
    return order(desk, evolve(turn, route=Route(service="redeem", reward=reward_id), channel="menu"))


def listed(configuration: Configuration, plan: Plan, route: Route) -> list[str]:
    """The ids of the rewards that the menu sells from some purses; without purses, of those that no other item lists."""
    items = (item for menu in plan.menus.values() for item in menu.items if item.service == "rewards")
    elsewhere = {purse for item in items for purse in item.purses}
    catalogue = configuration.catalogue
    found = [
        reward_id
        for reward_id, reward in catalogue.items()
        if "menu" in reward.channels
        and (reward.purse in route.purses if route.purses else reward.purse not in elsewhere)
    ]
    return sorted(found, key=lambda reward_id: catalogue[reward_id].price_points)


def _list(desk: Desk, turn: Turn, found: list[str], *, hint: bool = False) -> Reply:
    head = [say(desk, turn, "menu.wrong")] if hint else []
    catalogue = desk.configuration.catalogue
    lines = [
        say(
            desk,
            turn,
            "rewards.line",
            key=key,
            reward=said(desk, catalogue[reward_id], turn.language),
            price=catalogue[reward_id].price_points,
        )
        for key, reward_id in enumerate(found, start=1)
        if on_sale(desk.configuration, catalogue[reward_id], turn.at_ms)
    ]
    title = say(desk, turn, "rewards.title" if lines else "rewards.none")
    back = Text(f"{BACK} {say(desk, turn, 'menu.back')}")
    return Reply(joined([*head, title, *lines, back]), ends=False, next=turn.route)


def reward_help(desk: Desk, turn: Turn) -> Reply:
    """The help for an SMS to the rewards' number that names no reward (F59)."""
    numbers = desk.plan.dialplan.sms.values()
    codes = (word for number in numbers for word, route in number.keywords.items() if route.service == "redeem")
    return refuse(desk, turn, Refusal("reward.unknown", {"example": next(codes, "")}))
