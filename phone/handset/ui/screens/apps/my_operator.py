"""«Мой МТС» with the item «Бонусы»: balance, catalogue by section, «Заказать» (F15)."""

from __future__ import annotations

from attrs import evolve, frozen

from phone.air.apps import MY_OPERATOR, Balance, CatalogueList, Offered, Order, Outcome
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Turn, View
from phone.handset.ui.screens.apps.page import AppPage, ReadingPage, ask


@frozen
class MyOperator(ListScreen):
    """The app's first page."""

    @classmethod
    def opened(cls, _scene: Scene) -> MyOperator:
        """As it opens."""
        return cls()

    def title(self, scene: Scene) -> str:
        """The app's name."""
        return scene.word("menu.my_operator")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The gift, and the account."""
        return scene.word("app.bonuses"), scene.word("app.account")

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The page, which asks the server."""
        asked, uplinks = ask(MY_OPERATOR, "balance", scene)
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

    def lines(self, body: Balance, scene: Scene) -> tuple[str, ...]:
        """To be read."""
        del body, scene
        return ()

    def told(self, body: Balance, scene: Scene) -> tuple[str, ...]:
        """The sum."""
        return (scene.word("app.money", kopecks=body.kopecks),)

    def chosen(self, index: int, body: Balance, scene: Scene) -> Turn:
        """Nothing."""
        del index, body, scene
        return Turn((self,))


@frozen
class BonusPage(AppPage):
    """The gift: points, what burns next, and the way to the catalogue."""

    def takes(self) -> type[Balance]:
        """Points and money."""
        return Balance

    def title(self, scene: Scene) -> str:
        """As in the list."""
        return scene.word("app.bonuses")

    def left(self, scene: Scene) -> str:
        """On to the catalogue."""
        return scene.word("soft.catalogue")

    def lines(self, body: Balance, scene: Scene) -> tuple[str, ...]:
        """To be read."""
        del body, scene
        return ()

    def told(self, body: Balance, scene: Scene) -> tuple[str, ...]:
        """Points, and when how many burn; of a non-member that there are none yet."""
        if not body.member:
            return (scene.word("app.no_member"),)
        burning = body.burning_at_ms
        told = (scene.word("app.points", points=body.points),)
        return told if burning is None else (*told, scene.word("app.burning", points=body.burning_points, at=burning))

    def chosen(self, index: int, body: Balance, scene: Scene) -> Turn:
        """The catalogue, which asks the server."""
        del index
        asked, uplinks = ask(MY_OPERATOR, "catalogue", scene)
        return Turn((self, CataloguePage(asked, body.points)), uplinks)


@frozen
class CataloguePage(AppPage):
    """The sections, or the rewards of one; `points` is what there is to spend."""

    points: int
    section: str = ""

    def takes(self) -> type[CatalogueList]:
        """All that the app sells."""
        return CatalogueList

    def title(self, scene: Scene) -> str:
        """The catalogue, or the section."""
        return scene.word(f"app.section.{self.section}") if self.section else scene.word("app.catalogue")

    def corner(self, body: CatalogueList, scene: Scene) -> str:
        """What there is to spend."""
        del body, scene
        return str(self.points)

    def lines(self, body: CatalogueList, scene: Scene) -> tuple[str, ...]:
        """Sections by name, rewards with their prices."""
        if not self.section:
            return tuple(scene.word(f"app.section.{section}") for section in _sections(body))
        return tuple(f"{offer.price_points} {offer.said}" for offer in self._offers(body))

    def chosen(self, index: int, body: CatalogueList, scene: Scene) -> Turn:
        """A section, or a reward."""
        if not self.section:
            return Turn((self, CataloguePage(self.asked, self.points, _sections(body)[index])))
        del scene
        return Turn((self, RewardPage(self._offers(body)[index], self.points)))

    def _offers(self, body: CatalogueList) -> tuple[Offered, ...]:
        return tuple(offer for offer in body.rewards if offer.section == self.section)


@frozen
class RewardPage(ReadingPage):
    """A reward: what it is, what it costs, and what would be left; then the question whether it is meant."""

    offer: Offered
    points: int
    confirming: bool = False

    def press(self, key: Key, scene: Scene) -> Turn:
        """«Заказать», and once more to confirm."""
        if key in {"soft_right", "clear"}:
            return Turn((evolve(self, confirming=False),) if self.confirming else ())
        if key in {"up", "down"}:
            return self.scrolled(key, self._told(scene), scene)
        if key not in {"soft_left", "ok"}:
            return Turn((self,), sound="error")
        if not self.confirming:
            return Turn((evolve(self, confirming=True),))
        asked, uplinks = ask(MY_OPERATOR, "order", scene, Order(self.offer.reward))
        return Turn((OutcomePage(asked, "app.order"),), uplinks)

    def draw(self, scene: Scene) -> View:
        """What it is, and the price against what there is."""
        title = scene.word("app.sure" if self.confirming else "app.order")
        yes, no = ("soft.yes", "soft.no") if self.confirming else ("soft.order", "soft.back")
        return self.window(title, "", self._told(scene), (scene.word(yes), scene.word(no)), scene)

    def _told(self, scene: Scene) -> tuple[str, ...]:
        left = self.points - self.offer.price_points
        rest = scene.word("app.left", points=left) if left >= 0 else scene.word("app.short", points=-left)
        return self.offer.said, scene.word("app.price", points=self.offer.price_points), rest


@frozen
class OutcomePage(AppPage):
    """What became of an order or a promotion."""

    name: str

    def takes(self) -> type[Outcome]:
        """Whether it is done, and the text."""
        return Outcome

    def title(self, scene: Scene) -> str:
        """What was wanted."""
        return scene.word(self.name)

    def left(self, scene: Scene) -> str:
        """It is read."""
        return scene.word("soft.ok")

    def lines(self, body: Outcome, scene: Scene) -> tuple[str, ...]:
        """To be read."""
        del body, scene
        return ()

    def told(self, body: Outcome, scene: Scene) -> tuple[str, ...]:
        """The operator's words, and the points there are now."""
        return body.text, scene.word("app.points", points=body.points)

    def chosen(self, index: int, body: Outcome, scene: Scene) -> Turn:
        """Closes."""
        del index, body, scene
        return Turn(())


def _sections(body: CatalogueList) -> tuple[str, ...]:
    return tuple(dict.fromkeys(offer.section for offer in body.rewards))
