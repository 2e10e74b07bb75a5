"""What earns points outside the phone, as values of `earning.json` (D10)."""

from __future__ import annotations

from attrs import field, frozen

from ledger.loading import at_least
from ledger.records import Record


@frozen(kw_only=True)
class Source(Record):
    """One way to earn.

    Attributes:
        points: points for each full `per_kopecks` of one payment, or for the event itself; null where the source names the
            way without a rate, so that it is off until an edition or a user sets one; 0 switches one off.
        per_kopecks: kopecks of a payment that bring `points`; null for a fixed number per event.
    """

    points: int | None = field(validator=at_least(0))
    per_kopecks: int | None = field(default=None, validator=at_least(1))

    @property
    def least_kopecks(self) -> int:
        """The smallest payment that brings points; where each brings the same, there must have been one at all."""
        return self.per_kopecks or 1

    def earned(self, kopecks: int) -> int:
        """The points of one payment; 0 where it is too small, or the way is off."""
        times = max(0, kopecks // self.least_kopecks)
        return (times if self.per_kopecks is not None else min(1, times)) * (self.points or 0)


@frozen(kw_only=True)
class Promotion(Record):
    """A promotion of «Баллы Плюс»: what it brings, once per subscriber (F24)."""

    points: int = field(validator=at_least(1))


@frozen(kw_only=True)
class Promotions(Record):
    """The promotions, and what they bring in all per subscriber."""

    cap_points: int = field(validator=at_least(1))
    offers: dict[str, Promotion]


@frozen(kw_only=True)
class Earning:
    """All ways to earn outside the phone.

    Attributes:
        sources: shop, taxi, card …, by name.
        friend: for an invited friend who joins, to the inviter, once per friend (F25).
        promotions: the offers of «Баллы Плюс» (F24).
    """

    sources: dict[str, Source]
    friend: Source
    promotions: Promotions
