from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

import tui.app
from tui.theme import CLASSIC, THEMES

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
    *(
        (ink, "chosen")
        for ink in ("said", "muted", "strong", "sent", "received", "debit", "credit", "refused", "accent")
    ),
    ("key-text", "soft"),
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


def rounded(color: Color) -> Color:
    """The colour as a terminal of 256 colours shows it."""
    nearest = color.rich_color.downgrade(ColorSystem.EIGHT_BIT)
    return Color.from_rich_color(nearest)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_label_can_be_read(theme: Theme, ink: str, ground: str) -> None:
    inks, grounds = color(theme, ink), color(theme, ground)
    assert contrast(inks, grounds) >= 4.5
    assert contrast(rounded(inks), rounded(grounds)) >= 4.5, "with 256 colours"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(
    ("part", "other", "least"),
    [
        ("pressed-top", "key-top", 2.5),
        ("pressed-low", "key-low", 2.5),
        ("lcd-lit", "lcd-dark", 1.25),
        ("lcd-dark", "lcd-off", 1.5),
        ("lcd-lit", "glass", 4.5),
        ("body-foot", "background", 1.4),
        ("key-low", "body-foot", 1.3),
    ],
)
def test_what_must_be_told_apart_differs_in_brightness_too(theme: Theme, part: str, other: str, least: float) -> None:
    assert contrast(color(theme, part), color(theme, other)) >= least


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_skin_names_every_colour(theme: Theme) -> None:
    assert set(theme.variables) == set(CLASSIC.variables)


def test_the_style_sheet_knows_no_colour_of_its_own() -> None:
    folder = Path(tui.app.__file__).parent
    sheet = "".join((folder / name).read_text(encoding="utf-8") for name in ("face.tcss", "phone.tcss"))
    values = re.findall(r"(?:color|background|border|background-tint):\s*([^;]+);", sheet)
    assert values
    assert all("$" in value for value in values)
