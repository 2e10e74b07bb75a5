"""The operator's menus: pages of numbered items, as the fixtures have them (1.2 of the mission)."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from phone.air.text import Text
from phone.network.desk import Desk, Pending, Reply, Turn, say
from phone.network.dialplan import Item, Menu, Route
from phone.network.services.lines import joined

Service = Callable[[Desk, Turn], Reply | Pending]


@frozen
class Menus:
    """The service behind every menu; `services` answers what a chosen item leads to."""

    services: dict[str, Service]

    def __call__(self, desk: Desk, turn: Turn) -> Reply | Pending:
        """Show a page, or follow the choice of the page shown before."""
        if turn.opening:
            return page(desk, turn, turn.route.menu)
        items = _items(desk, turn, desk.plan.menus[turn.route.menu])
        chosen = next((item for item in items if item.key == turn.text.strip()), None)
        if chosen is None:
            return page(desk, turn, turn.route.menu, hint=True)
        return self.services[chosen.service](desk, evolve(turn, route=chosen, opening=True, channel="menu"))


def page(desk: Desk, turn: Turn, menu_id: str, *, hint: bool = False) -> Reply:
    """A menu's page; `hint` says first that there is no such item."""
    menu = desk.plan.menus[menu_id]
    head = [say(desk, turn, "menu.wrong")] if hint else []
    lines = [Text(f"{item.key} {say(desk, turn, item.text)}") for item in _items(desk, turn, menu)]
    text = joined([*head, say(desk, turn, menu.title), *lines])
    return Reply(text, ends=False, next=Route(service="menu", menu=menu_id, language=turn.route.language))


def _items(desk: Desk, turn: Turn, menu: Menu) -> list[Item]:
    member = desk.door.member_since_ms(turn.subscriber.msisdn) is not None
    return [item for item in menu.items if item.shown_to in ("all", "members" if member else "others")]


def leave(desk: Desk, turn: Turn) -> Reply:
    """The way out of the menus."""
    return Reply(say(desk, turn, "menu.left"))


def hold(_desk: Desk, _turn: Turn) -> Pending:
    """Answers nothing and holds the session open, for those who test what a phone does then."""
    return Pending()
