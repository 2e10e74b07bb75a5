"""The screen of a running app as a picture."""

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
