"""«Мой МТС» with the item «Бонусы»: balance, and the way to the catalogue (F15)."""

from __future__ import annotations

from attrs import frozen

from phone.air.apps import MY_OPERATOR, Balance
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.apps.catalogue import CataloguePage
from phone.handset.ui.screens.apps.page import AppPage, ask
from phone.handset.ui.screens.sims import AskSim
from phone.handset.ui.slots import SlotAction, slot_for


@frozen
class OpenMyOperator(SlotAction):
    """The app, for the card in a slot."""

    def carry_out(self, slot: int, origin: Screen, scene: Scene) -> Turn:
        """In the place of the question for the card."""
        del origin, scene
        return Turn((MyOperator(slot),))


@frozen
class MyOperator(ListScreen):
    """The app's first page."""

    slot: int

    @classmethod
    def opened(cls, scene: Scene) -> Screen:
        """For the card that the phone uses, or with the question for it."""
        slot = slot_for(scene)
        return AskSim(OpenMyOperator(), None) if slot is None else cls(slot)

    def title(self, scene: Scene) -> str:
        """The app's name."""
        return scene.word("menu.my_operator")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The gift, and the account."""
        return scene.word("app.bonuses"), scene.word("app.account")

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The page, which asks the server."""
        asked, uplinks = ask(MY_OPERATOR, "balance", self.slot, scene)
        page = BonusPage(asked) if index == 0 else AccountPage(asked)
        return Turn((self, page), uplinks)


@frozen
class AccountPage(AppPage):
    """The money on the account."""

    def takes(self) -> type[Balance]:
        """Points and money."""
        return Balance

    def title(self, scene: Scene) -> str:
        """As in the list."""
        return scene.word("app.account")

    def left(self, scene: Scene) -> str:
        """Nothing to choose."""
        del scene
        return ""

    def told(self, body: Balance, scene: Scene) -> tuple[str, ...]:
        """The sum."""
        return (scene.word("app.money", kopecks=body.kopecks),)

    def chosen(self, index: int, body: Balance, scene: Scene) -> Turn:
        """Nothing."""
        del index, body, scene
        return Turn((self,))


@frozen
class BonusPage(AppPage):
    """The gift: points and money, what burns next, and the way to the catalogue."""

    def takes(self) -> type[Balance]:
        """Points and money."""
        return Balance

    def title(self, scene: Scene) -> str:
        """As in the list."""
        return scene.word("app.bonuses")

    def left(self, scene: Scene) -> str:
        """On to the catalogue."""
        return scene.word("soft.catalogue")

    def told(self, body: Balance, scene: Scene) -> tuple[str, ...]:
        """Points, when how many burn, and the money beside them; of a non-member that there are no points yet."""
        money = scene.word("app.money", kopecks=body.kopecks)
        if not body.member:
            return scene.word("app.no_member"), money
        points, burning = scene.word("app.points", points=body.points), body.burning_at_ms
        if burning is None:
            return points, money
        return points, scene.word("app.burning", points=body.burning_points, at=burning), money

    def chosen(self, index: int, body: Balance, scene: Scene) -> Turn:
        """The catalogue, which asks the server."""
        del index, body
        asked, uplinks = ask(MY_OPERATOR, "catalogue", self.asked.slot, scene)
        return Turn((self, CataloguePage(asked)), uplinks)
