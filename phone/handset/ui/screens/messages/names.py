"""Whom a message is from or for, in the words of the phone's owner."""

from __future__ import annotations

from phone.air.addresses import is_number
from phone.handset.ui.people import dialled
from phone.handset.ui.screen import Scene


def correspondent(address: str, scene: Scene) -> str:
    """The owner of a number as the phone knows them, however it is written; a stranger, and a sender's name, as they are."""
    return dialled(address, scene) if is_number(address) else address
