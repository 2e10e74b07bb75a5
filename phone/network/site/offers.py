"""What the personal account sells, and what an order will cost (F51, F52, F54, F56)."""

from __future__ import annotations

from attrs import frozen

from ledger.catalog import Reward, Section
from ledger.redeeming import least_points, on_sale, sale_window
from phone.network.desk import Desk
from phone.network.services.rewards import said

Range = tuple[int, int]
"""The least and the most that a slider lets through, both included."""


@frozen
class Offer:
    """A row of the catalogue.

    Attributes:
        reward: its id.
        section: where it stands.
        text: what it gives, in words, with its name if it has one.
        about: what it is, in a sentence.
        size: how much, in steps of its purse.
        price_points: its price.
        least_points: the fewest points that it takes; less than the price where roubles may complete it (F52).
        kopecks_per_point: what stands for a point that is not paid in points; 0 where roubles do not complete it.
        code: the USSD code that orders it as well, empty if none does (F54).
        sold_until_ms: until when it is on sale, half-open; None for always (F51).
    """

    reward: str
    section: Section
    text: str
    about: str
    size: int
    price_points: int
    least_points: int
    kopecks_per_point: int
    code: str
    sold_until_ms: int | None


@frozen
class Quote:
    """What an order will spend and leave, shown before it is confirmed: points and kopecks."""

    reward: str
    points: int
    kopecks: int
    points_left: int
    kopecks_left: int


def offers(
    desk: Desk, language: str, at_ms: int, section: Section | None, points: Range | None, size: Range | None
) -> tuple[Offer, ...]:
    """What the site sells now, cheapest first, as far as section and sliders let it through (D02)."""
    configuration = desk.configuration
    found = [
        _offer(desk, name, reward, language)
        for name, reward in configuration.catalogue.items()
        if "site" in reward.channels
        and on_sale(configuration, reward, at_ms)
        and section in (None, reward.section)
        and _within(reward.price_points, points)
        and _within(reward.amount, size)
    ]
    return tuple(sorted(found, key=lambda offer: offer.price_points))


def _offer(desk: Desk, name: str, reward: Reward, language: str) -> Offer:
    return Offer(
        name,
        reward.section,
        _called(desk, name, said(desk, reward, language), language),
        _about(desk, name, reward, language),
        reward.amount,
        reward.price_points,
        least_points(reward),
        reward.kopecks_per_point or 0,
        reward_code(desk, name),
        sale_window(desk.configuration, reward)[1] if reward.sold_until else None,
    )


def _called(desk: Desk, reward: str, text: str, language: str) -> str:
    """A reward that has a name of its own with it: «БИТ»: 750 МБ (F57)."""
    key = f"site.name.{reward}"
    return desk.texts.word(key, language, text=text) if desk.texts.has(key) else text


def _about(desk: Desk, name: str, reward: Reward, language: str) -> str:
    """The description of a reward, or of its section."""
    own, of_section = f"site.about.{name}", f"site.about.{reward.section}"
    return desk.texts.word(own if desk.texts.has(own) else of_section, language)


def reward_code(desk: Desk, reward: str) -> str:
    """The USSD code that orders a reward, empty if none does (F54)."""
    codes = desk.plan.dialplan.ussd.items()
    return next((code for code, route in codes if route.service == "redeem" and route.reward == reward), "")


def _within(value: int, limits: Range | None) -> bool:
    return limits is None or limits[0] <= value <= limits[1]
