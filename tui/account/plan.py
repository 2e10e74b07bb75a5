"""How the screen of the personal account is divided: the site alone, or the phone beside it where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from attrs import frozen
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from tui.forms import Place
from tui.plan import plan

Part = Literal["phone", "card", "head", "menu", "place", "hints", "notice"]

SITE_WIDTH_LEAST: Final = 58
SITE_ROWS_LEAST: Final = 14
SITE_BESIDE_LEAST: Final = 80
"""The least width of the site beside a phone; below it the phone makes room."""
MENU_CELLS: Final = 19
HEAD_ROWS: Final = 2


@frozen
class SitePlan:
    """The rectangles of the parts that are shown."""

    parts: Mapping[Part, Place]


def site_plan(width: int, height: int, *, menu: bool) -> SitePlan:
    """The best division of `width` × `height` cells; `menu` says whether the site has one."""
    if width < SITE_WIDTH_LEAST or height < SITE_ROWS_LEAST:
        return SitePlan({"notice": Place(0, 0, width, height)})
    parts: dict[Part, Place] = {"hints": Place(0, height - 1, width, 1)}
    x = 0
    beside = plan(width, height).parts
    phone = beside.get("phone")
    if phone is not None and len(beside) > 2 and width - (phone.x + phone.width + 1) >= SITE_BESIDE_LEAST:
        parts["phone"] = phone
        if "card" in beside:
            parts["card"] = beside["card"]
        x = phone.x + phone.width + 1
    parts["head"] = Place(x, 0, width - x, HEAD_ROWS)
    rows = height - 1 - HEAD_ROWS
    if menu:
        parts["menu"] = Place(x, HEAD_ROWS, MENU_CELLS, rows)
    left = x + MENU_CELLS + 1 if menu else x
    parts["place"] = Place(left, HEAD_ROWS, width - left, rows)
    return SitePlan(parts)


class SiteLayout(Layout):
    """Puts each part where the plan has it; the others are hidden."""

    name = "site"

    def __init__(self) -> None:
        super().__init__()
        self.menu = False
        """Whether the site has a menu now."""

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Placements of the children of an `AccountScreen`."""
        del parent, greedy
        return list(_placements(site_plan(*size, menu=self.menu), children))


def _placements(division: SitePlan, children: list[Widget]) -> Iterator[WidgetPlacement]:
    for child in children:
        place = next((place for part, place in division.parts.items() if part == child.id), None)
        if place is not None:
            region = Region(place.x, place.y, place.width, place.height)
            yield WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child)
