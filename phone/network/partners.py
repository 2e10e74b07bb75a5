"""What earns points outside the phone, and at which rate: shop, taxi, card and the ways that the source only names."""

from __future__ import annotations

from attrs import frozen

from ledger.commands import Earn
from ledger.configuration import Configuration
from ledger.entries import Entry, Refusal
from phone.network.network import Network


@frozen
class Rate:
    """A way to earn.

    Attributes:
        source: its name in `earning.json`.
        points: points for each full `per_kopecks`, or for the event; None where the source gives no rate and the edition
            leaves it off, 0 where it is switched off (D10).
        per_kopecks: kopecks that bring them; None for a fixed number per event.
        facts: the facts that name it.
    """

    source: str
    points: int | None
    per_kopecks: int | None
    facts: tuple[str, ...]

    @property
    def on(self) -> bool:
        """Whether it earns in this edition."""
        return bool(self.points)


def rates(configuration: Configuration) -> tuple[Rate, ...]:
    """All ways to earn outside the phone in the order of the fixture (F21, F22, F23, F27)."""
    sources = configuration.earning.sources.items()
    return tuple(Rate(name, source.points, source.per_kopecks, tuple(source.facts)) for name, source in sources)


def pay(network: Network, msisdn: str, source: str, kopecks: int, at_ms: int) -> Entry | Refusal:
    """A payment at a partner, which tells the operator of it (F21, F22, F23, D10)."""
    return network.desk.door.execute(Earn(msisdn, source, kopecks), at_ms)
