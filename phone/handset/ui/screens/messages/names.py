"""Whom a message is from or for, in the words of the phone's owner."""

from __future__ import annotations

from phone.handset.ui.people import called
from phone.handset.ui.screen import Scene


def correspondent(address: str, scene: Scene) -> str:
    """The owner of a full number as the phone knows them; a short number, and the name of a sender, as they are."""
    return called(address[1:], scene) if address.startswith("+") and address[1:].isdecimal() else address
