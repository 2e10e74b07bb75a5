"""The phone's looks as Textual themes; style sheets know colours only by the names that stand here."""

from __future__ import annotations

from typing import Final

from textual.theme import BUILTIN_THEMES, Theme


def _skin(name: str, primary: dict[str, str], colours: dict[str, str]) -> Theme:
    """A theme from the colours that Textual knows, and those of the phone; scroll bars are made from both."""
    surface, rule, accent = primary["surface"], colours["rule"], primary["accent"]
    bars = {
        "scrollbar": colours["bar"],
        "scrollbar-hover": rule,
        "scrollbar-active": accent,
        "scrollbar-background": surface,
        "scrollbar-background-hover": surface,
        "scrollbar-background-active": surface,
        "scrollbar-corner-color": surface,
    }
    return Theme(
        name=name,
        primary=accent,
        secondary=primary["secondary"],
        warning=accent,
        error=primary["error"],
        success=primary["success"],
        accent=accent,
        foreground=primary["foreground"],
        background=primary["background"],
        surface=surface,
        panel=primary["panel"],
        dark=True,
        variables=colours | bars,
    )


CLASSIC: Final = _skin(
    "classic",
    {
        "secondary": "#7ec8ff",
        "accent": "#e8b64c",
        "error": "#ff8077",
        "success": "#9fe0a8",
        "foreground": "#e6e9ef",
        "background": "#0e1116",
        "surface": "#151a21",
        "panel": "#1b222c",
    },
    {
        "body-top": "#4a5263",
        "body-foot": "#2f3542",
        "body-name": "#bcc4d0",
        "slot": "#171b22",
        "glass": "#12151a",
        "lcd-lit": "#a9bd6d",
        "lcd-dark": "#93a366",
        "lcd-off": "#4d5540",
        "lcd-ink": "#1a230f",
        "key-top": "#586173",
        "key-low": "#485163",
        "soft": "#5d687c",
        "key-text": "#ffffff",
        "key-letters": "#e9edf3",
        "call-top": "#3a9f66",
        "call-low": "#1f7a45",
        "end-top": "#d8706b",
        "end-low": "#b8403b",
        "pressed-top": "#f0c56a",
        "pressed-low": "#dba63c",
        "pressed-text": "#1a1508",
        "said": "#e6e9ef",
        "muted": "#949eae",
        "rule": "#566072",
        "strong": "#ffffff",
        "sent": "#7ec8ff",
        "received": "#9fe0a8",
        "debit": "#f2a07b",
        "credit": "#9fe0a8",
        "refused": "#ff8f87",
        "footer-background": "#1b222c",
        "chosen": "#2a2f36",
        "bar": "#3a4352",
    },
)
"""A grey phone with a green-grey display."""

NIGHT: Final = _skin(
    "night",
    {
        "secondary": "#7fd4ff",
        "accent": "#ffb86b",
        "error": "#ff8a94",
        "success": "#8be9c3",
        "foreground": "#dfe8ff",
        "background": "#060a1c",
        "surface": "#0b1230",
        "panel": "#121b40",
    },
    {
        "body-top": "#2b4488",
        "body-foot": "#1c2e68",
        "body-name": "#a9bdf2",
        "slot": "#080e24",
        "glass": "#04081a",
        "lcd-lit": "#8fd6ff",
        "lcd-dark": "#6ba5cf",
        "lcd-off": "#27415c",
        "lcd-ink": "#04152c",
        "key-top": "#3a579e",
        "key-low": "#2a4384",
        "soft": "#4d6dbb",
        "key-text": "#ffffff",
        "key-letters": "#eef3ff",
        "call-top": "#2fae8a",
        "call-low": "#0f7560",
        "end-top": "#e0708c",
        "end-low": "#b3305a",
        "pressed-top": "#ffcf93",
        "pressed-low": "#f5ad58",
        "pressed-text": "#1d1204",
        "said": "#dfe8ff",
        "muted": "#8a9bcb",
        "rule": "#4a5d9c",
        "strong": "#ffffff",
        "sent": "#7fd4ff",
        "received": "#8be9c3",
        "debit": "#ffad8f",
        "credit": "#8be9c3",
        "refused": "#ff98a4",
        "footer-background": "#121b40",
        "chosen": "#1c2a5c",
        "bar": "#2f4078",
    },
)
"""A phone of dark blue with a sky-blue display."""

CONTRAST: Final = _skin(
    "contrast",
    {
        "secondary": "#5fffff",
        "accent": "#ffff00",
        "error": "#ff8787",
        "success": "#5fff5f",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#121212",
    },
    {
        "body-top": "#6c6c6c",
        "body-foot": "#4e4e4e",
        "body-name": "#ffffff",
        "slot": "#000000",
        "glass": "#000000",
        "lcd-lit": "#ffffff",
        "lcd-dark": "#bcbcbc",
        "lcd-off": "#444444",
        "lcd-ink": "#000000",
        "key-top": "#1c1c1c",
        "key-low": "#000000",
        "soft": "#000000",
        "key-text": "#ffffff",
        "key-letters": "#ffff87",
        "call-top": "#00d75f",
        "call-low": "#005f00",
        "end-top": "#ff5f5f",
        "end-low": "#870000",
        "pressed-top": "#ffff00",
        "pressed-low": "#ffff00",
        "pressed-text": "#000000",
        "said": "#ffffff",
        "muted": "#c6c6c6",
        "rule": "#8a8a8a",
        "strong": "#ffffff",
        "sent": "#5fffff",
        "received": "#5fff5f",
        "debit": "#ffaf5f",
        "credit": "#5fff5f",
        "refused": "#ff8787",
        "footer-background": "#121212",
        "chosen": "#303030",
        "bar": "#626262",
    },
)
"""Black and white with yellow, for bright rooms and tired eyes."""

THEMES: Final[dict[str, Theme]] = {theme.name: theme for theme in (CLASSIC, NIGHT, CONTRAST)}
DEFAULTS: Final[dict[str, str]] = CLASSIC.variables
"""What the phone's colours are under a theme that does not name them, such as Textual's own."""


def theme_names() -> tuple[str, ...]:
    """The looks that there are: ours, and Textual's."""
    return (*THEMES, *BUILTIN_THEMES)
