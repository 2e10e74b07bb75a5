"""Places of the screen's parts, from the plan for the terminal's size."""

from __future__ import annotations

from collections.abc import Iterator

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from tui.plan import Plan, plan


class PlanLayout(Layout):
    """Puts each part of the screen where the plan for the terminal's size has it; the others are hidden."""

    name = "plan"

    def __init__(self, phones: int = 1) -> None:
        super().__init__()
        self._phones = phones

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Placements of the children of a `PhoneScreen`."""
        del parent, greedy
        return list(_placements(plan(*size, phones=self._phones), children))


def _placements(division: Plan, children: list[Widget]) -> Iterator[WidgetPlacement]:
    for child in children:
        place = next((place for part, place in division.parts.items() if part == child.id), None)
        if place is not None:
            region = Region(place.x, place.y, place.width, place.height)
            yield WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child)
