"""Numbers as their owners are known to the phone."""

from __future__ import annotations

from phone.handset.ui.screen import Scene


def called(number: str, scene: Scene) -> str:
    """Who has a number of digits, as the phone's owner calls them; the number itself of a stranger."""
    known = scene.mobile.phonebook.find(number)
    return f"+{number}" if known is None else known.name


def dialled(number: str, scene: Scene) -> str:
    """The same of a number as it was dialled."""
    known = scene.mobile.phonebook.find(number)
    return number if known is None else known.name
