"""The screen of a running app as a picture, and as text."""

from __future__ import annotations

import re
from typing import Any

from textual.app import App


def svg_of(app: App[Any]) -> str:
    """The screen as SVG.

    Textual's own numbers are left out: they change with the content, and pictures could not be compared. Leading blanks
    are kept also by viewers that drop them.
    """
    exported = re.sub(r"terminal-\d+", "terminal", app.export_screenshot(title=app.TITLE))
    return exported.replace("<svg ", '<svg xml:space="preserve" ', 1)


def text_of(app: App[Any]) -> str:
    """The screen as text: a line a row, without the blanks at its end."""
    rows = app.screen._compositor.render_strips(app.size)  # noqa: SLF001  (Textual exports its screen as SVG only)
    return "\n".join(strip.text.rstrip() for strip in rows) + "\n"
