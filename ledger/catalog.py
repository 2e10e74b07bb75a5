"""The catalogue of rewards: what points buy, keyed by the way it is ordered (D02)."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from ledger.loading import at_least
from ledger.records import Record

Channel = Literal["ussd", "sms", "site", "app", "menu"]
Section = Literal[
    "internet", "minutes", "messages", "options", "devices", "content", "tunes", "partners", "bank", "bills"
]


@frozen(kw_only=True)
class Reward(Record):
    """One row of the price list.

    Attributes:
        section: where the catalogue lists it; rewards of `internet` share a waiting time (D14).
        purse: the purse in which it opens a lot.
        amount: how much, in steps of the purse (minutes, megabytes, pieces …).
        price_points: its price.
        channels: where it can be ordered.
    """

    section: Section
    purse: str
    amount: int = field(validator=at_least(1))
    price_points: int = field(validator=at_least(1))
    channels: tuple[Channel, ...]


Catalogue = dict[str, Reward]
