"""The rules of the programme, as values of `rules.json`: nothing that QA changes stands in Python."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

from attrs import field, frozen

from ledger.loading import Unfit, at_least
from ledger.records import Record


def _known_zone(_instance: object, attribute: object, value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise Unfit(getattr(attribute, "name", ""), value, "a time zone such as Europe/Moscow") from error


@frozen(kw_only=True)
class Calendar(Record):
    """Where the operator's days and months begin (D11, D12)."""

    zone: str = field(validator=_known_zone)


@frozen(kw_only=True)
class Points(Record):
    """How long points live: `life_years` calendar years, half-open (F30, D11)."""

    life_years: int = field(validator=at_least(1))


@frozen(kw_only=True)
class Rewards(Record):
    """What holds for all that is ordered.

    Attributes:
        term_days: days of 24 hours that a service got for points lasts (F32, D15).
        internet_cooldown_months: months between two Internet rewards of one SIM; 0 for none (F57, D14).
    """

    term_days: int = field(validator=at_least(1))
    internet_cooldown_months: int = field(validator=at_least(0))


@frozen(kw_only=True)
class Joining(Record):
    """Which SMS of a non-member joins: none, an empty one, or any that is no keyword and not only digits (F03, D05)."""

    sms: Literal["off", "empty", "any"]


@frozen(kw_only=True)
class Ussd(Record):
    """How long the gateway waits for a reply, in seconds."""

    timeout_s: int = field(validator=at_least(1))


@frozen(kw_only=True)
class Sms(Record):
    """Times of the SMS centre, in seconds.

    Attributes:
        answer_delay_s: how long a service takes to answer (F12 "after some time", D23).
        retry_s: after how long a message that no phone confirmed is sent again.
    """

    answer_delay_s: int = field(validator=at_least(0))
    retry_s: int = field(validator=at_least(1))


@frozen(kw_only=True)
class Dialling(Record):
    """What a service code without its `#` does: a call that teaches, or taken as if it had one (D04)."""

    bare_service_code: Literal["teach", "accept"]


@frozen(kw_only=True)
class Rules:
    """All rules."""

    calendar: Calendar
    points: Points
    rewards: Rewards
    joining: Joining
    ussd: Ussd
    sms: Sms
    dialling: Dialling

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone."""
        return ZoneInfo(self.calendar.zone)
