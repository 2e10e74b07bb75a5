"""The rules of the programme, as values of `rules.json`: nothing that QA changes stands in Python."""

from __future__ import annotations

from typing import Any, Literal
from zoneinfo import ZoneInfo

from attrs import Attribute, field, frozen

from ledger.loading import Unfit, at_least, between
from ledger.records import Record


def _known_zone(_instance: object, attribute: Attribute[Any], value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise Unfit(attribute.name, value, "a time zone such as Europe/Moscow") from error


def _intervals(_instance: object, attribute: Attribute[Any], value: tuple[int, ...]) -> None:
    if not value or min(value) < 1:
        raise Unfit(attribute.name, list(value), "a list of whole numbers from 1, with at least one")


@frozen(kw_only=True)
class Calendar(Record):
    """Where the operator's days and months begin (D11, D12)."""

    zone: str = field(validator=_known_zone)


@frozen(kw_only=True)
class Points(Record):
    """The life of points.

    Attributes:
        life_years: calendar years from the credit, half-open (F30, D11).
        gift_expiry: a gift opens a fresh lot, or its lots keep the dates of the giver's (F31, D11).
        burn_notice_days: days before the date on which a notice is sent; 0 for none.
        burn_notice_hour: the local hour of the notice.
    """

    life_years: int = field(validator=at_least(1))
    gift_expiry: Literal["fresh", "inherit"]
    burn_notice_days: int = field(validator=at_least(0))
    burn_notice_hour: int = field(validator=between(0, 23))


@frozen(kw_only=True)
class Accrual(Record):
    """Points for charges: one for so many kopecks, the remainder carried (F20, D09)."""

    kopecks_per_point: int = field(validator=at_least(1))


@frozen(kw_only=True)
class Welcome(Record):
    """Points of the beginning, each once per subscriber for ever (F08, F09, D07).

    Attributes:
        site: for joining by the site's form.
        birth_date: for a true birth date in the questionnaire.
        details: for its other true data.
    """

    site: int = field(validator=at_least(0))
    birth_date: int = field(validator=at_least(0))
    details: int = field(validator=at_least(0))


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
class Gift(Record):
    """Limits of gifts; 0 for none (F43–F45, D12). Days and months are the operator's calendar ones.

    Attributes:
        daily: gifts a day.
        monthly: gifts a month.
        sent_month: points given a month.
        received_month: points received a month.
        home_region_only: whether the receiver must be of the giver's region.
        without_amount: what a text that names no amount brings: a question, or a refusal (F42, D13).
        ask_minutes: how long the question waits for its answer.
    """

    daily: int = field(validator=at_least(0))
    monthly: int = field(validator=at_least(0))
    sent_month: int = field(validator=at_least(0))
    received_month: int = field(validator=at_least(0))
    home_region_only: bool
    without_amount: Literal["ask", "refuse"]
    ask_minutes: int = field(validator=at_least(1))


@frozen(kw_only=True)
class Pooling(Record):
    """Whether SIMs of one owner may share a points account, and how many at the most (F26, D18)."""

    allowed: bool
    sims: int = field(validator=at_least(2))


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
    """Times of the SMS centre and the MMS centre, in seconds.

    Attributes:
        answer_delay_s: how long a service takes to answer (F12 "after some time", D23).
        delivery_delay_s: how long the centre takes with a message from one person to another.
        retry_s: after how long a message that no phone confirmed is sent again: after the first attempt, the second …; the
            last one holds from then on.
        validity_s: how long the centre tries; a sender may ask for less.
        repeat_s: how long the centre knows a message that a phone sends again, and waits for the other parts of one.
    """

    answer_delay_s: int = field(validator=at_least(0))
    delivery_delay_s: int = field(validator=at_least(0))
    retry_s: tuple[int, ...] = field(validator=_intervals)
    validity_s: int = field(validator=at_least(1))
    repeat_s: int = field(validator=at_least(1))


@frozen(kw_only=True)
class Dialling(Record):
    """What a service code without its `#` does: a call that teaches, or taken as if it had one (D04)."""

    bare_service_code: Literal["teach", "accept"]


@frozen(kw_only=True)
class CallBack(Record):
    """How many «call me back» a day (D21)."""

    daily: int = field(validator=at_least(1))


Ability = Literal["balance", "history", "profile", "join", "rewards", "gift", "invite", "pooling"]
"""What the personal account can be used for, beside help and the choice of a language, which it always has."""


@frozen(kw_only=True)
class Site(Record):
    """The personal account (F05, F14, F54).

    Attributes:
        abilities: what it can be used for in this edition; what is missing is refused.
        wrong_passwords: so many wrong passwords, and a new one is needed.
        wrong_within_minutes: after so long without another one they are forgotten.
        regions: those that the questionnaire offers; each has a text `region.NAME`.
    """

    abilities: tuple[Ability, ...]
    wrong_passwords: int = field(validator=at_least(1))
    wrong_within_minutes: int = field(validator=at_least(1))
    regions: tuple[str, ...]


@frozen(kw_only=True)
class Calls(Record):
    """Call control.

    Attributes:
        paging_s: seconds after which a phone that does not say that it rings is unreachable.
        no_answer_s: seconds of ringing after which nobody answers.
        announcement_s: how long an announcement is spoken before the network hangs up.
        silence_s: seconds without a key after which the call centre repeats what it said.
        silences: how often it repeats before it hangs up.
        slice_s: how long a call may go on between two charges: whole steps of the tariff, one at least (D09).
        waiting: whether a second call is brought to a phone in a call, until its subscriber says otherwise.
        barring_password: of call barring, four digits, until a subscriber changes it (3GPP TS 22.004).
        withheld_by: purses of which a live lot withholds the subscriber's number (D19, P22).
        tunes: purses of which a live lot plays a tune to who calls (D19).
    """

    paging_s: int = field(validator=at_least(1))
    no_answer_s: int = field(validator=at_least(1))
    announcement_s: int = field(validator=at_least(1))
    silence_s: int = field(validator=at_least(1))
    silences: int = field(validator=at_least(0))
    slice_s: int = field(validator=at_least(1))
    waiting: bool
    barring_password: str
    withheld_by: tuple[str, ...] = ()
    tunes: tuple[str, ...] = ()


@frozen(kw_only=True)
class Rules:
    """All rules; `callcentre` is the numbers of the call centre (F04, D06)."""

    calendar: Calendar
    points: Points
    accrual: Accrual
    welcome: Welcome
    rewards: Rewards
    gift: Gift
    pooling: Pooling
    joining: Joining
    ussd: Ussd
    sms: Sms
    dialling: Dialling
    call_back: CallBack
    site: Site
    calls: Calls
    callcentre: tuple[str, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone."""
        return ZoneInfo(self.calendar.zone)
