"""The phone's looks as Textual themes; style sheets know colours only by the names that stand here."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

CLASSIC: Final = Theme(
    name="classic",
    primary="#e8b64c",
    secondary="#7ec8ff",
    accent="#e8b64c",
    warning="#e8b64c",
    error="#ff8077",
    success="#9fe0a8",
    foreground="#e6e9ef",
    background="#0e1116",
    surface="#151a21",
    panel="#1b222c",
    dark=True,
    variables={
        "body-top": "#4a5263",
        "body-foot": "#2f3542",
        "body-name": "#a3adbd",
        "slot": "#171b22",
        "glass": "#12151a",
        "lcd-lit": "#a9bd6d",
        "lcd-dark": "#93a366",
        "lcd-ink": "#1a230f",
        "key-top": "#5b6577",
        "key-low": "#485163",
        "soft": "#6e7a90",
        "key-text": "#ffffff",
        "key-letters": "#dfe5ee",
        "call-top": "#3a9f66",
        "call-low": "#1f7a45",
        "end-top": "#d8706b",
        "end-low": "#b8403b",
        "pressed-top": "#f0c56a",
        "pressed-low": "#dba63c",
        "pressed-text": "#1a1508",
        "said": "#e6e9ef",
        "muted": "#8d97a8",
        "rule": "#566072",
        "strong": "#ffffff",
        "sent": "#7ec8ff",
        "received": "#9fe0a8",
        "debit": "#f2a07b",
        "credit": "#9fe0a8",
        "refused": "#ff8f87",
        "footer-background": "#1b222c",
        "chosen": "#26303d",
        "scrollbar": "#3a4352",
        "scrollbar-hover": "#566072",
        "scrollbar-active": "#e8b64c",
        "scrollbar-background": "#151a21",
        "scrollbar-background-hover": "#151a21",
        "scrollbar-background-active": "#151a21",
        "scrollbar-corner-color": "#151a21",
    },
)
"""A grey phone with a green-grey display."""

THEMES: Final[dict[str, Theme]] = {theme.name: theme for theme in (CLASSIC,)}
DEFAULTS: Final[dict[str, str]] = CLASSIC.variables
"""What the phone's colours are under a theme that does not name them, such as Textual's own."""
