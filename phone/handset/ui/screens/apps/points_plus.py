"""«Баллы Плюс»: promotions to fulfil, up to a number of points in all (F24)."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.air.apps import POINTS_PLUS, Fulfil, Promotion, PromotionList
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.apps.catalogue import OutcomePage
from phone.handset.ui.screens.apps.page import AppPage, ReadingPage, ask
from phone.handset.ui.screens.sims import AskSim
from phone.handset.ui.slots import SlotAction, slot_for

DONE: Final = "✓"
"""Stands in the place of the points of a promotion that is fulfilled."""


@frozen
class OpenPointsPlus(SlotAction):
    """The app, for the card in a slot."""

    def carry_out(self, slot: int, origin: Screen, scene: Scene) -> Turn:
        """In the place of the question for the card."""
        del origin, scene
        return Turn((PointsPlus(slot),))


@frozen
class PointsPlus(ListScreen):
    """The app's first page."""

    slot: int

    @classmethod
    def opened(cls, scene: Scene) -> Screen:
        """For the card that the phone uses, or with the question for it."""
        slot = slot_for(scene)
        return AskSim(OpenPointsPlus(), None) if slot is None else cls(slot)

    def title(self, scene: Scene) -> str:
        """The app's name."""
        return scene.word("menu.points_plus")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The promotions."""
        return (scene.word("app.promotions"),)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The list, which asks the server."""
        del index
        asked, uplinks = ask(POINTS_PLUS, "promotions", self.slot, scene)
        return Turn((self, PromotionsPage(asked)), uplinks)


@frozen
class PromotionsPage(AppPage):
    """The promotions with their points; in the corner what they have brought of what they bring at most."""

    def takes(self) -> type[PromotionList]:
        """All of them."""
        return PromotionList

    def title(self, scene: Scene) -> str:
        """As in the list."""
        return scene.word("app.promotions")

    def corner(self, body: PromotionList, scene: Scene) -> str:
        """150/500."""
        del scene
        return f"{body.earned_points}/{body.cap_points}"

    def lines(self, body: PromotionList, scene: Scene) -> tuple[str, ...]:
        """Their names."""
        del scene
        return tuple(one.title for one in body.promotions)

    def marks(self, body: PromotionList, scene: Scene) -> tuple[str, ...]:
        """For how many points, or that it is done."""
        del scene
        return tuple(DONE if one.done else str(one.points) for one in body.promotions)

    def chosen(self, index: int, body: PromotionList, scene: Scene) -> Turn:
        """One in full."""
        del scene
        return Turn((PromotionPage(self.asked.slot, body.promotions[index]),))


@frozen
class PromotionPage(ReadingPage):
    """What is to be done, and for how many points; it stands in the place of the list, which is asked for anew."""

    slot: int
    promotion: Promotion

    def press(self, key: Key, scene: Scene) -> Turn:
        """Fulfilled, or back to the list."""
        if key in {"soft_right", "clear"}:
            asked, uplinks = ask(POINTS_PLUS, "promotions", self.slot, scene)
            return Turn((PromotionsPage(asked),), uplinks)
        if key in {"soft_left", "ok"} and not self.promotion.done:
            asked, uplinks = ask(POINTS_PLUS, "fulfil", self.slot, scene, Fulfil(self.promotion.promotion))
            return Turn((OutcomePage(asked, "app.promotion"),), uplinks)
        if key in {"up", "down"}:
            return self.scrolled(key, self._told(scene), scene)
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """In the operator's words."""
        left = "" if self.promotion.done else scene.word("soft.fulfil")
        return self.window(scene.word("app.promotion"), "", self._told(scene), (left, scene.word("soft.back")), scene)

    def _told(self, scene: Scene) -> tuple[str, ...]:
        done = (scene.word("app.done"),) if self.promotion.done else ()
        return self.promotion.said, scene.word("app.brings", points=self.promotion.points), *done
