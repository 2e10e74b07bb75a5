from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

import tui.app
from tui.theme import THEMES

PAIRS = [
    ("key-text", "key-top"),
    ("key-text", "key-low"),
    ("key-letters", "key-top"),
    ("key-letters", "key-low"),
    ("key-text", "call-low"),
    ("key-text", "end-low"),
    ("pressed-text", "pressed-top"),
    ("pressed-text", "pressed-low"),
    ("lcd-ink", "lcd-lit"),
    ("lcd-ink", "lcd-dark"),
    ("body-name", "body-foot"),
    *((ink, ground) for ink in ("said", "muted", "strong", "sent", "received") for ground in ("background", "surface")),
    *((ink, ground) for ink in ("debit", "credit", "refused", "accent") for ground in ("background", "surface")),
    ("accent", "footer-background"),
    ("muted", "footer-background"),
]
"""Every text of the face and what it stands on."""


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: Color, other: Color) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def color(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_label_can_be_read(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(color(theme, ink), color(theme, ground)) >= 4.5


def test_the_style_sheet_knows_no_colour_of_its_own() -> None:
    sheet = (Path(tui.app.__file__).parent / "face.tcss").read_text(encoding="utf-8")
    values = re.findall(r"(?:color|background|border|background-tint):\s*([^;]+);", sheet)
    assert values
    assert all("$" in value for value in values)
