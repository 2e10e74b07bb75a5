"""Places of the screen's parts, from the plan for the terminal's size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from tui.plan import Plan, plan

CARD_WIDTH: Final = 60
"""Columns of a card with its frame, where there are so many."""
CARD_FRAME_ROWS: Final = 4
"""Rows of a card beside its lines: the frame, and a blank one within at each side."""


class PlanLayout(Layout):
    """Puts each part of the screen where the plan for the terminal's size has it; the others are hidden."""

    name = "plan"

    def __init__(self, phones: int = 1) -> None:
        super().__init__()
        self._phones = phones
        self.stage = False
        """Whether a show is on: it is told where codes to try are told otherwise, or below the phone."""
        self.card_rows = 0
        """The rows of the card that lies over all; 0 for none."""

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Placements of the children of a `PhoneScreen`."""
        del parent, greedy
        division = plan(*size, phones=self._phones, told=self.stage)
        beside = "tries" if "tries" in division.parts else "caption"
        names = {"stage": beside, "tries": ""} if self.stage else {}
        return [*_placements(division, children, names), *card_placements(children, size, self.card_rows)]


def card_placements(children: list[Widget], size: Size, rows: int) -> Iterator[WidgetPlacement]:
    """The place of a card with so many rows: in the middle, over everything else; none without rows."""
    card = next((child for child in children if child.id == "title-card"), None)
    if rows and card is not None:
        width, height = min(CARD_WIDTH, size.width), min(rows + CARD_FRAME_ROWS, size.height)
        region = Region((size.width - width) // 2, (size.height - height) // 2, width, height)
        yield WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, card, 1)


def _placements(division: Plan, children: list[Widget], names: Mapping[str, str]) -> Iterator[WidgetPlacement]:
    for child in children:
        name = names.get(child.id or "", child.id)
        place = next((place for part, place in division.parts.items() if part == name), None)
        if place is not None:
            region = Region(place.x, place.y, place.width, place.height)
            yield WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child)
