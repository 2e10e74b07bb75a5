"""Numbers as their owners are known to the phone."""

from __future__ import annotations

from phone.handset.ui.screen import Scene


def called(number: str, scene: Scene) -> str:
    """Who has a number of digits, as the phone's owner calls them; the number itself of a stranger."""
    del scene
    return f"+{number}"
