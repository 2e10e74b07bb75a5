"""Multimedia messages as the phone gets them: announced, fetched, stored beside the short ones."""

from __future__ import annotations

from phone.air.messages import MmsDeliver, MmsDeliverReport, MmsNotification, MmsRetrieve
from phone.handset.mobile.store import PartName, Store


def announced(store: Store, slot: int, notification: MmsNotification) -> MmsRetrieve | MmsDeliverReport:
    """Fetches a message that was announced, if there is room; one that is here already is only confirmed."""
    if store.knows(_name(slot, notification)):
        return MmsDeliverReport(notification.delivery)
    if not store.has_room:
        store.turn_away(slot)
        return MmsDeliverReport(notification.delivery, "memory_full")
    return MmsRetrieve(notification.delivery)


def receive(store: Store, slot: int, message: MmsDeliver, at_ms: int) -> MmsDeliverReport:
    """Stores a message that was fetched; a repeated one is confirmed and changes nothing."""
    name = _name(slot, message)
    if store.knows(name):
        return MmsDeliverReport(message.delivery)
    if not store.has_room:
        store.turn_away(slot)
        return MmsDeliverReport(message.delivery, "memory_full")
    store.remember(name)
    store.add(
        slot,
        message.sender,
        message.text,
        message.sent_at_ms,
        at_ms,
        kind="mms",
        subject=message.subject,
        picture=message.picture,
    )
    return MmsDeliverReport(message.delivery)


def _name(slot: int, message: MmsNotification | MmsDeliver) -> PartName:
    return ("mms", slot, message.delivery, message.sender, 0, 1)
