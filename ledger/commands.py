"""What can be asked of the books."""

from __future__ import annotations

from attrs import frozen

from ledger.catalog import Channel


@frozen
class Configure:
    """Put a configuration in force: its SHA-256 and canonical JSON (rules, purses, catalogue, tariff)."""

    digest: str
    canonical: str


@frozen
class OpeningLot:
    """What a holder has when the books open: an amount in the purse's unit, and until when."""

    purse: str
    amount: int
    expires_at_ms: int


@frozen
class OpenPool:
    """Open a points account with its lots; `member` if it takes part in the programme already."""

    pool: str
    member: bool
    lots: tuple[OpeningLot, ...]


@frozen
class OpenSim:
    """Open the account of a SIM that earns on a points account."""

    msisdn: str
    pool: str
    lots: tuple[OpeningLot, ...]


@frozen
class Join:
    """Take part in the programme (F01, F02, D05)."""

    msisdn: str
    channel: Channel


@frozen
class Redeem:
    """Spend points on a reward of the catalogue."""

    msisdn: str
    reward: str
    channel: Channel


@frozen
class Expire:
    """A lot's date has come: what is left of it goes to `breakage` (F30, D11)."""

    lot: int


Command = Configure | OpenPool | OpenSim | Join | Redeem | Expire
