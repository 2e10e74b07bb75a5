"""The personal account without its pages: what a subscriber sees and does there, and what the operator writes about it."""

from __future__ import annotations

from hmac import compare_digest

from attrs import evolve, frozen

from ledger.catalog import Reward, Section
from ledger.commands import Link, Redeem
from ledger.entries import Refusal
from ledger.redeeming import least_points, on_sale
from phone.network.desk import Desk, Reply, Turn, refuse, say
from phone.network.dialplan import Route
from phone.network.directory import HOME, Subscriber, msisdn_of
from phone.network.network import Network
from phone.network.services.gifts import give
from phone.network.services.programme import invite, join
from phone.network.services.rewards import order, said

Range = tuple[int, int]
"""The least and the most that a slider lets through, both included."""


@frozen
class Offer:
    """A row of the catalogue.

    Attributes:
        reward: its id.
        section: where it stands.
        text: what it gives, in words.
        size: how much, in steps of its purse.
        price_points: its price.
        least_points: the fewest points that it takes; less than the price where roubles may complete it (F52).
        code: the USSD code that orders it as well, empty if none does (F54).
    """

    reward: str
    section: Section
    text: str
    size: int
    price_points: int
    least_points: int
    code: str


@frozen
class Quote:
    """What an order will spend and leave, shown before it is confirmed: points and kopecks."""

    reward: str
    points: int
    kopecks: int
    points_left: int
    kopecks_left: int


@frozen
class Account:
    """A subscriber who has logged in."""

    network: Network
    subscriber: Subscriber

    def catalogue(
        self, at_ms: int, section: Section | None = None, points: Range | None = None, size: Range | None = None
    ) -> tuple[Offer, ...]:
        """What the site sells now, cheapest first, as far as section and sliders let it through (F51, F54, F56, D02)."""
        configuration = self.network.desk.configuration
        found = [
            self._offer(name, reward)
            for name, reward in configuration.catalogue.items()
            if "site" in reward.channels
            and on_sale(configuration, reward, at_ms)
            and section in (None, reward.section)
            and _within(reward.price_points, points)
            and _within(reward.amount, size)
        ]
        return tuple(sorted(found, key=lambda offer: offer.price_points))

    def _offer(self, name: str, reward: Reward) -> Offer:
        desk = self.network.desk
        text = said(desk, reward, self.subscriber.language)
        code = reward_code(desk, name)
        return Offer(name, reward.section, text, reward.amount, reward.price_points, least_points(reward), code)

    def burning(self, at_ms: int) -> tuple[tuple[int, int], ...]:
        """(first moment of a month, points that burn in it), in order (F14)."""
        return self.network.desk.door.burning_by_month(self.subscriber.msisdn, at_ms)

    def quote(self, reward: str, at_ms: int, points: int | None = None) -> Quote | Refusal:
        """What an order would spend and leave; changes nothing.

        Args:
            reward: its id.
            at_ms: when.
            points: those of a reward that roubles may complete, None for its full price (F52).
        """
        door = self.network.desk.door
        msisdn = self.subscriber.msisdn
        outcome = door.ordering(Redeem(msisdn, reward, "site", points), at_ms)
        if isinstance(outcome, Refusal):
            return outcome
        price, kopecks = int(outcome.details["price_points"]), int(outcome.details["price_kopecks"])
        left = door.points(msisdn, at_ms) - price
        return Quote(reward, price, kopecks, left, door.kopecks(msisdn, at_ms) - kopecks)

    def order(self, quote: Quote, at_ms: int) -> Reply:
        """«Заказать», confirmed: the reward, and an SMS with the details (F54, D23)."""
        turn = self._turn(at_ms, Route(service="redeem", reward=quote.reward))
        return self._tell(order(self.network.desk, turn, quote.points), at_ms)

    def join(self, at_ms: int) -> Reply:
        """The tab that declares the wish to take part (F05), with the points of the site (F08)."""
        return self._tell(join(self.network.desk, self._turn(at_ms, Route(service="join"))), at_ms)

    def give(self, to: str, points: int, at_ms: int) -> Reply | Refusal:
        """Give points to another number, written in any form (F40); refuses with `gift.to` what is no number."""
        msisdn = msisdn_of(to)
        if msisdn is None:
            return Refusal("gift.to")
        return self._tell(give(self.network.desk, self._turn(at_ms, Route(service="gift")), msisdn, points), at_ms)

    def invite(self, friend: str, at_ms: int) -> Reply | Refusal:
        """Invite a friend by a number in any form (F25); refuses with `site.friend` what is no number."""
        msisdn = msisdn_of(friend)
        if msisdn is None:
            return Refusal("site.friend")
        turn = evolve(self._turn(at_ms, Route(service="invite")), opening=False, text=msisdn)
        return self._tell(invite(self.network.desk, turn), at_ms)

    def link(self, other: str, at_ms: int) -> Reply:
        """Let another SIM of the same owner earn on this points account (F26, D18); refuses as `ledger.pools.link`."""
        desk, msisdn = self.network.desk, self.subscriber.msisdn
        turn = self._turn(at_ms, Route(service="membership"))
        outcome = desk.door.execute(Link(msisdn, msisdn_of(other) or other), at_ms)
        if isinstance(outcome, Refusal):
            return refuse(desk, turn, outcome)
        values: dict[str, int | str] = {
            "other": str(outcome.details["other"]),
            "points": desk.door.points(msisdn, at_ms),
        }
        details = say(desk, turn, "site.linked.sms", **values)
        return self._tell(Reply(details, sms=(details,)), at_ms)

    def _turn(self, at_ms: int, route: Route) -> Turn:
        return Turn(self.subscriber, "site", "", at_ms, route)

    def _tell(self, reply: Reply, at_ms: int) -> Reply:
        for text in reply.sms:
            self.network.centre.notify(self.subscriber, text, at_ms)
        self.network.centre.notify_others(reply.notices, at_ms)
        return reply


def log_in(network: Network, number: str, password: str) -> Account | Refusal:
    """Open the account of a number with the password that the operator sent by SMS (F14, D21).

    Refuses with `site.number` for no subscriber of this operator, `site.password` for a wrong password or none asked for.
    """
    subscriber = network.desk.directory.by_msisdn.get(msisdn_of(number) or "")
    if subscriber is None or subscriber.operator != HOME:
        return Refusal("site.number")
    if not subscriber.password or not compare_digest(subscriber.password.encode(), password.strip().encode()):
        return Refusal("site.password")
    return Account(network, subscriber)


def reward_code(desk: Desk, reward: str) -> str:
    """The USSD code that orders a reward, empty if none does (F54)."""
    codes = desk.plan.dialplan.ussd.items()
    return next((code for code, route in codes if route.service == "redeem" and route.reward == reward), "")


def _within(value: int, limits: Range | None) -> bool:
    return limits is None or limits[0] <= value <= limits[1]
