"""The catalogue of rewards: what points buy, keyed by the way it is ordered (D02)."""

from __future__ import annotations

from typing import Literal

from attrs import field, frozen

from ledger.loading import at_least
from ledger.records import Record, a_date

Channel = Literal["ussd", "sms", "site", "app", "menu", "call"]
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
        term_days: days of 24 hours that it lasts; null for the rule's, 0 for a one-off without a term (D15).
        kopecks_per_point: what stands for a point that is not paid in points; null if it takes points alone (F52, D19).
        least_points: the fewest points that a reward takes which roubles may complete.
        sold_from: from which local date it is on sale; empty for always (F51).
        sold_until: until which local date, half-open.
    """

    section: Section
    purse: str
    amount: int = field(validator=at_least(1))
    price_points: int = field(validator=at_least(1))
    channels: tuple[Channel, ...]
    term_days: int | None = field(default=None, validator=at_least(0))
    kopecks_per_point: int | None = field(default=None, validator=at_least(1))
    least_points: int = field(default=1, validator=at_least(1))
    sold_from: str = field(default="", validator=a_date)
    sold_until: str = field(default="", validator=a_date)


Catalogue = dict[str, Reward]
