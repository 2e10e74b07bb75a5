"""The operator's menus: pages of numbered items, as the fixtures have them (1.2 of the mission)."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from phone.air.text import Text
from phone.network.desk import Desk, Pending, Reply, Turn, say
from phone.network.dialplan import Item, Menu
from phone.network.services.account import joined

Service = Callable[[Desk, Turn], Reply | Pending]


@frozen
class Menus:
    """The service behind every menu; `services` answers what a chosen item leads to."""

    services: dict[str, Service]

    def __call__(self, desk: Desk, turn: Turn) -> Reply | Pending:
        """Show a page, or follow the choice of the page shown before."""
        shown = turn.memory.get("menu")
        if shown is None:
            return self._show(desk, turn, turn.route.menu)
        menu = desk.plan.menus[shown]
        chosen = next((item for item in _items(desk, turn, menu) if item.key == turn.text.strip()), None)
        if chosen is None:
            return self._show(desk, turn, shown, hint=True)
        if chosen.service == "menu":
            return self._show(desk, turn, chosen.menu)
        return self.services[chosen.service](desk, evolve(turn, route=chosen))

    def _show(self, desk: Desk, turn: Turn, menu_id: str, *, hint: bool = False) -> Reply:
        menu = desk.plan.menus[menu_id]
        turn.memory["menu"] = menu_id
        head = [say(desk, turn, "menu.wrong")] if hint else []
        lines = [Text(f"{item.key} {say(desk, turn, item.text)}") for item in _items(desk, turn, menu)]
        return Reply(joined([*head, say(desk, turn, menu.title), *lines]), ends=False)


def _items(desk: Desk, turn: Turn, menu: Menu) -> list[Item]:
    member = desk.door.member_since_ms(turn.subscriber.msisdn) is not None
    return [item for item in menu.items if item.shown_to in ("all", "members" if member else "others")]


def leave(desk: Desk, turn: Turn) -> Reply:
    """The way out of the menus."""
    return Reply(say(desk, turn, "menu.left"))
