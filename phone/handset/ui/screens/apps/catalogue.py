"""The catalogue of «Мой МТС»: its sections, the rewards of one, and «Заказать» (F15), in points or with roubles too (F52)."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.air.apps import MY_OPERATOR, Balance, CatalogueList, Offered, Order, Outcome
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.keys import Key
from phone.handset.ui.screen import Scene, Turn, View
from phone.handset.ui.screens.apps.page import AppPage, ReadingPage, ask, body_of
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.writing import WritingScreen

LONGEST_POINTS: Final = Limit(6)
"""Digits of points that may be typed."""


@frozen
class CataloguePage(AppPage):
    """The sections, or the rewards of one."""

    section: str = ""

    def takes(self) -> type[CatalogueList]:
        """All that the app sells."""
        return CatalogueList

    def title(self, scene: Scene) -> str:
        """The catalogue, or the section."""
        return scene.word(f"app.section.{self.section}") if self.section else scene.word("app.catalogue")

    def corner(self, body: CatalogueList, scene: Scene) -> str:
        """What there is to spend."""
        del body
        points = known_points(self.asked.slot, scene)
        return "" if points is None else str(points)

    def lines(self, body: CatalogueList, scene: Scene) -> tuple[str, ...]:
        """Sections by name, rewards by what they give."""
        if not self.section:
            return tuple(scene.word(f"app.section.{section}") for section in _sections(body))
        return tuple(offer.said for offer in self._offers(body))

    def marks(self, body: CatalogueList, scene: Scene) -> tuple[str, ...]:
        """The prices of rewards."""
        return tuple(str(offer.price_points) for offer in self._offers(body)) or super().marks(body, scene)

    def chosen(self, index: int, body: CatalogueList, scene: Scene) -> Turn:
        """A section, or a reward."""
        del scene
        if not self.section:
            return Turn((self, CataloguePage(self.asked, _sections(body)[index])))
        return Turn((self, RewardPage(self.asked.slot, self._offers(body)[index])))

    def _offers(self, body: CatalogueList) -> tuple[Offered, ...]:
        return tuple(offer for offer in body.rewards if offer.section == self.section)


@frozen
class RewardPage(ReadingPage):
    """A reward: what it is, what it costs, and what would be left."""

    slot: int
    offer: Offered

    def press(self, key: Key, scene: Scene) -> Turn:
        """«Заказать»: on to the question whether it is meant, after that for how many points where roubles do the rest."""
        if key in {"soft_right", "clear"}:
            return Turn(())
        if key in {"up", "down"}:
            return self.scrolled(key, self._told(scene), scene)
        if key not in {"soft_left", "ok"}:
            return Turn((self,), sound="error")
        if self.offer.kopecks_per_point:
            return Turn((PointsToPay.of(self.slot, self.offer, scene),))
        return Turn((OrderPage(self.slot, self.offer, self.offer.price_points),))

    def draw(self, scene: Scene) -> View:
        """What it is, and the price against what there is."""
        names = (scene.word("soft.order"), scene.word("soft.back"))
        return self.window(scene.word("app.order"), "", self._told(scene), names, scene)

    def _told(self, scene: Scene) -> tuple[str, ...]:
        offer = self.offer
        told = (offer.said, scene.word("app.price", points=offer.price_points))
        if offer.kopecks_per_point:
            return (*told, scene.word("app.split_from", points=offer.least_points))
        return (*told, *left_of(offer.price_points, self.slot, scene))


@frozen
class PointsToPay(WritingScreen):
    """How many points are paid of a reward that roubles may complete."""

    slot: int
    offer: Offered

    @classmethod
    def of(cls, slot: int, offer: Offered, scene: Scene, points: int | None = None) -> PointsToPay:
        """With those that are there, as far as they are enough and not too many; or with those that were typed before."""
        there = known_points(slot, scene) or 0
        wanted = max(offer.least_points, min(offer.price_points, there)) if points is None else points
        size = (scene.columns, scene.lines - 1)
        return cls(Editor.of(str(wanted), LONGEST_POINTS, kind="number", size=size), slot, offer)

    def title(self, scene: Scene) -> str:
        """The question."""
        return scene.word("app.how_many")

    def confirmed(self, scene: Scene) -> Turn:
        """On to the question whether it is meant."""
        least, price, typed = self.offer.least_points, self.offer.price_points, self.editor.text
        points = int(typed) if typed.isdecimal() else 0
        if not least <= points <= price:
            return Turn((self, Notice.now("app.split", scene, least=least, price=price)), sound="error")
        return Turn((OrderPage(self.slot, self.offer, points),))

    def closed(self, scene: Scene) -> Turn:
        """Back to the reward."""
        del scene
        return Turn((RewardPage(self.slot, self.offer),))


@frozen
class OrderPage(ReadingPage):
    """The question whether an order is meant: what will be spent, and what is left then."""

    slot: int
    offer: Offered
    points: int

    def press(self, key: Key, scene: Scene) -> Turn:
        """Yes sends it, no leads back."""
        if key in {"soft_right", "clear"}:
            return Turn((self._before(scene),))
        if key in {"up", "down"}:
            return self.scrolled(key, self._told(scene), scene)
        if key not in {"soft_left", "ok"}:
            return Turn((self,), sound="error")
        order = Order(self.offer.reward, self.points if self.offer.kopecks_per_point else None)
        asked, uplinks = ask(MY_OPERATOR, "order", self.slot, scene, order)
        return Turn((OutcomePage(asked, "app.order"),), uplinks)

    def draw(self, scene: Scene) -> View:
        """What is spent for what."""
        names = (scene.word("soft.yes"), scene.word("soft.no"))
        return self.window(scene.word("app.sure"), "", self._told(scene), names, scene)

    def _before(self, scene: Scene) -> RewardPage | PointsToPay:
        if self.offer.kopecks_per_point:
            return PointsToPay.of(self.slot, self.offer, scene, self.points)
        return RewardPage(self.slot, self.offer)

    def _told(self, scene: Scene) -> tuple[str, ...]:
        kopecks = (self.offer.price_points - self.points) * self.offer.kopecks_per_point
        spent = scene.word("app.spent", points=self.points)
        roubles = (scene.word("app.and_money", kopecks=kopecks),) if kopecks else ()
        return (self.offer.said, spent, *roubles, *left_of(self.points, self.slot, scene))


@frozen
class OutcomePage(AppPage):
    """What became of an order or a promotion."""

    name: str

    def takes(self) -> type[Outcome]:
        """Whether it is done, and the text."""
        return Outcome

    def acts(self) -> bool:
        """It must not be done twice."""
        return True

    def title(self, scene: Scene) -> str:
        """What was wanted."""
        return scene.word(self.name)

    def left(self, scene: Scene) -> str:
        """It is read."""
        return scene.word("soft.ok")

    def told(self, body: Outcome, scene: Scene) -> tuple[str, ...]:
        """The operator's words, and the points there are now."""
        return body.text, scene.word("app.now", points=body.points)

    def chosen(self, index: int, body: Outcome, scene: Scene) -> Turn:
        """Closes."""
        del index, body, scene
        return Turn(())


def known_points(slot: int, scene: Scene) -> int | None:
    """The points that the server has told of last; None if that was too long ago."""
    for exchange in scene.mobile.exchanges:
        kind = {"balance": Balance, "order": Outcome}.get(exchange.request.path)
        if kind is not None and (exchange.request.app, exchange.slot) == (MY_OPERATOR, slot):
            body = body_of(exchange, kind)
            if body is not None:
                return int(body.points)
    return None


def left_of(spent: int, slot: int, scene: Scene) -> tuple[str, ...]:
    """What is left after some points are spent, or how many are missing."""
    points = known_points(slot, scene)
    if points is None:
        return ()
    left = points - spent
    return (scene.word("app.left", points=left) if left >= 0 else scene.word("app.short", points=-left),)


def _sections(body: CatalogueList) -> tuple[str, ...]:
    return tuple(dict.fromkeys(offer.section for offer in body.rewards))
