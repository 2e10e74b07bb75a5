"""What the operator tells subscribers by itself: points that burn soon, and points that have burned (D11)."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.entries import Entry
from ledger.purses import POINTS
from phone.air.text import Text
from phone.network.desk import Desk
from phone.network.directory import Subscriber


def notices(desk: Desk, entries: Iterable[Entry]) -> tuple[tuple[Subscriber, Text], ...]:
    """The SMS that entries bring, each to the first SIM of its points account: one a pool for all that burned at once."""
    told: list[tuple[str, str, dict[str, int | str]]] = []
    burned: dict[str, int] = {}
    for entry in entries:
        details = entry.details
        if entry.kind == "reminded" and details["amount"]:
            told.append(
                (str(details["pool"]), "notice.burning", {"date": details["date"], "burning": details["amount"]})
            )
        if entry.kind == "expired" and details["purse"] == POINTS:
            pool = str(details["owner"])
            burned[pool] = burned.get(pool, 0) + int(details["amount"])
    told += [(pool, "notice.burned", {"burned": amount}) for pool, amount in burned.items()]
    found = [(desk.subscriber_of(pool), key, values) for pool, key, values in told]
    return tuple(
        (subscriber, desk.texts.fill(key, subscriber.language, desk.taught | values))
        for subscriber, key, values in found
        if subscriber is not None
    )
