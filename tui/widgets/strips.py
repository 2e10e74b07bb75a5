"""Lines of pieces as strips, in the colours of the screen's theme."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.screen import Screen
from textual.strip import Strip

from tui.lines import ROLES, Line

Result = TypeVar("Result")


class LineScreen(Screen[Result]):
    """A screen on which lines are drawn: each role is a component class `line--ROLE`, so that the theme colours it."""

    CSS_PATH: ClassVar[str | list[str | PurePath] | None] = "../face.tcss"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{role}" for role in ROLES} | {"line--chosen"}


def strip_of(line: Line, screen: Screen[object], base: Style, inset: str = "") -> Strip:
    """A line on the ground of `base`, behind an inset; the pieces' actions are what a click on them does."""
    segments = [Segment(inset, base)] if inset else []
    for piece in line:
        style = base + screen.get_component_rich_style(f"line--{piece.role}", partial=True)
        if piece.action is not None:
            style += Style.from_meta({"@click": piece.action})
        segments.append(Segment(piece.text, style))
    return Strip(segments)
