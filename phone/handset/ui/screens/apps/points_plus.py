"""«Баллы Плюс»: promotions to fulfil, up to a number of points in all (F24)."""

from __future__ import annotations

from attrs import frozen

from phone.air.apps import POINTS_PLUS, Fulfil, Promotion, PromotionList
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Turn, View
from phone.handset.ui.screens.apps.my_operator import OutcomePage
from phone.handset.ui.screens.apps.page import AppPage, ReadingPage, ask

DONE = "•"
"""Stands before a promotion that is fulfilled."""


@frozen
class PointsPlus(ListScreen):
    """The app's first page."""

    @classmethod
    def opened(cls, _scene: Scene) -> PointsPlus:
        """As it opens."""
        return cls()

    def title(self, scene: Scene) -> str:
        """The app's name."""
        return scene.word("menu.points_plus")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The promotions."""
        return (scene.word("app.promotions"),)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The list, which asks the server."""
        del index
        asked, uplinks = ask(POINTS_PLUS, "promotions", scene)
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
        """What is to be done for how many points, those that are done marked."""
        del scene
        return tuple(f"{DONE if one.done else ''}{one.points} {one.said}" for one in body.promotions)

    def chosen(self, index: int, body: PromotionList, scene: Scene) -> Turn:
        """One in full."""
        del scene
        return Turn((PromotionPage(body.promotions[index]),))


@frozen
class PromotionPage(ReadingPage):
    """What is to be done, and for how many points; it stands in the place of the list, which is asked for anew."""

    promotion: Promotion

    def press(self, key: Key, scene: Scene) -> Turn:
        """Fulfilled, or back to the list."""
        if key in {"soft_right", "clear"}:
            asked, uplinks = ask(POINTS_PLUS, "promotions", scene)
            return Turn((PromotionsPage(asked),), uplinks)
        if key in {"soft_left", "ok"} and not self.promotion.done:
            asked, uplinks = ask(POINTS_PLUS, "fulfil", scene, Fulfil(self.promotion.promotion))
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
