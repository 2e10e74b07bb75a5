"""What can be asked of the books."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from ledger.catalog import Channel
from ledger.purses import Reach, Use

ProfilePart = Literal["birth_date", "details"]


@frozen
class Configure:
    """Put a configuration in force: its SHA-256 and canonical JSON (rules, purses, catalogue, tariff, earning)."""

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
    """Open the account of a SIM: the points account it earns on, its owner, its home region, its lots."""

    msisdn: str
    pool: str
    lots: tuple[OpeningLot, ...]
    owner: str = ""
    region: str = ""


@frozen
class Join:
    """Take part in the programme (F01, F02, D05)."""

    msisdn: str
    channel: Channel


@frozen
class Leave:
    """Take part no longer (D20)."""

    msisdn: str


@frozen
class FillProfile:
    """Fill in parts of the questionnaire that are true (F08, F09, D07)."""

    msisdn: str
    parts: tuple[ProfilePart, ...]


@frozen
class Redeem:
    """Spend points on a reward of the catalogue; `points` of a reward that roubles may complete, None for its full price."""

    msisdn: str
    reward: str
    channel: Channel
    points: int | None = None


@frozen
class Give:
    """Give points to another subscriber (F40–F45)."""

    msisdn: str
    to: str
    points: int


@frozen
class Earn:
    """Something outside the phone that earns: its source in `earning.json`, and what was paid, in kopecks (D10)."""

    msisdn: str
    source: str
    kopecks: int


@frozen
class Promote:
    """Fulfil a promotion of «Баллы Плюс» (F24)."""

    msisdn: str
    promotion: str


@frozen
class Invite:
    """Invite a friend, whose joining earns (F25)."""

    msisdn: str
    friend: str


@frozen
class Link:
    """Let another SIM of the same owner earn on this one's points account (F26, D18)."""

    msisdn: str
    other: str


@frozen
class Unlink:
    """Take a SIM off the points account it shares (D18)."""

    msisdn: str


@frozen
class TopUp:
    """Pay money in."""

    msisdn: str
    kopecks: int


@frozen
class PayBill:
    """Pay a bill of somebody else's (`kopecks`) with what points have paid of such bills: a purse whose `bill` it is (D19)."""

    msisdn: str
    bill: str
    kopecks: int


@frozen
class Charge:
    """Pay for a use: seconds of a call, messages, bytes of data (F20, F61, D09)."""

    msisdn: str
    use: Use
    units: int
    reach: Reach = "on_net"


@frozen
class ChargeFee:
    """Take the monthly fee (D09)."""

    msisdn: str


@frozen
class Expire:
    """A lot's date has come: what is left of it goes to `breakage` (F30, D11)."""

    lot: int


@frozen
class Remind:
    """Points of a pool burn soon: `mark` is the mark that was due (D11)."""

    pool: str
    mark: str


Command = (
    Configure
    | OpenPool
    | OpenSim
    | Join
    | Leave
    | FillProfile
    | Redeem
    | Give
    | Earn
    | Promote
    | Invite
    | Link
    | Unlink
    | TopUp
    | PayBill
    | Charge
    | ChargeFee
    | Expire
    | Remind
)
