"""The servers of the phone's apps: «Мой МТС» with the item «Бонусы» (F15), and «Баллы Плюс» (F24)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import evolve, frozen

from ledger.catalog import Reward
from ledger.commands import Promote
from ledger.entries import Refusal
from ledger.redeeming import least_points, on_sale
from phone.air.apps import (
    MY_OPERATOR,
    POINTS_PLUS,
    Balance,
    CatalogueList,
    Fulfil,
    Nothing,
    Offered,
    Order,
    Outcome,
    Promotion,
    PromotionList,
)
from phone.air.text import Text
from phone.network.desk import Desk, Reply, Turn, refuse, say
from phone.network.dialplan import Route
from phone.network.services.rewards import order, said

Answered = tuple[object, Reply]
"""The body of the reply, and what else comes of the request: an SMS, a refusal for the trace."""

SILENT: Final = Reply(Text(""))
"""Nothing else comes of it."""


@frozen
class Endpoint:
    """A path of a server: the kind of body that it takes, and what answers."""

    takes: type[Any]
    answer: Callable[[Desk, Turn, Any], Answered]


def balance(desk: Desk, turn: Turn, _: Nothing) -> Answered:
    """Points, money, and what burns next (F15)."""
    msisdn = turn.subscriber.msisdn
    standing = desk.door.standing(msisdn, turn.at_ms)
    burning_points, burning_at_ms = desk.door.burning_next(msisdn, turn.at_ms) or (0, None)
    return Balance(standing.member, standing.points, standing.kopecks, burning_points, burning_at_ms), SILENT


def catalogue(desk: Desk, turn: Turn, _: Nothing) -> Answered:
    """All that the app sells now: the sections in the order of the catalogue, in each the cheapest first (F15, F51, D02)."""
    sold = [
        (name, reward)
        for name, reward in desk.configuration.catalogue.items()
        if turn.channel in reward.channels and on_sale(desk.configuration, reward, turn.at_ms)
    ]
    sections = list(dict.fromkeys(reward.section for _, reward in sold))
    sold.sort(key=lambda row: (sections.index(row[1].section), row[1].price_points))
    return CatalogueList(tuple(_offered(desk, turn, name, reward) for name, reward in sold)), SILENT


def _offered(desk: Desk, turn: Turn, name: str, reward: Reward) -> Offered:
    words, kopecks = said(desk, reward, turn.language), reward.kopecks_per_point or 0
    return Offered(name, reward.section, words, reward.price_points, least_points(reward), kopecks)


def order_reward(desk: Desk, turn: Turn, body: Order) -> Answered:
    """«Заказать»: the reward, and an SMS with the details (F15, D23)."""
    reply = order(desk, evolve(turn, route=Route(service="redeem", reward=body.reward)), body.points)
    return _outcome(desk, turn, reply), reply


def promotions(desk: Desk, turn: Turn, _: Nothing) -> Answered:
    """The promotions of «Баллы Плюс», and how far the subscriber is (F24)."""
    earned, done = desk.door.promotions(turn.subscriber.msisdn)
    offers = desk.configuration.earning.promotions
    rows = (
        Promotion(
            name,
            say(desk, turn, f"promotion.{name}.title").value,
            say(desk, turn, f"promotion.{name}").value,
            offer.points,
            name in done,
        )
        for name, offer in offers.offers.items()
    )
    return PromotionList(tuple(rows), earned, offers.cap_points), SILENT


def fulfil(desk: Desk, turn: Turn, body: Fulfil) -> Answered:
    """A promotion is done: its points, as far as the cap allows (F24, D10)."""
    outcome = desk.door.execute(Promote(turn.subscriber.msisdn, body.promotion), turn.at_ms, turn.key)
    if isinstance(outcome, Refusal):
        reply = refuse(desk, turn, outcome)
    else:
        reply = Reply(say(desk, turn, "promotion.done", points=outcome.details["points"]))
    return _outcome(desk, turn, reply), reply


def _outcome(desk: Desk, turn: Turn, reply: Reply) -> Outcome:
    points = desk.door.points(turn.subscriber.msisdn, turn.at_ms)
    return Outcome(reply.refused is None, reply.text.value, points)


ENDPOINTS: Final[dict[tuple[str, str], Endpoint]] = {
    (MY_OPERATOR, "balance"): Endpoint(Nothing, balance),
    (MY_OPERATOR, "catalogue"): Endpoint(Nothing, catalogue),
    (MY_OPERATOR, "order"): Endpoint(Order, order_reward),
    (POINTS_PLUS, "promotions"): Endpoint(Nothing, promotions),
    (POINTS_PLUS, "fulfil"): Endpoint(Fulfil, fulfil),
}
"""What the operator's apps can ask."""
