"""What paid use costs, as values of `tariff.json`."""

from __future__ import annotations

from attrs import field, frozen

from ledger.loading import at_least, between
from ledger.records import Record


@frozen(kw_only=True)
class Price(Record):
    """The price of one started step of a use.

    Attributes:
        kopecks: for one step.
        step: size of a step in the use's unit (seconds of a call, one message, bytes of data).
    """

    kopecks: int = field(validator=at_least(0))
    step: int = field(validator=at_least(1))


@frozen(kw_only=True)
class MonthlyFee(Record):
    """The monthly fee in kopecks, due at midnight of the given day of the month (D09)."""

    kopecks: int = field(validator=at_least(0))
    day: int = field(validator=between(1, 31))


@frozen(kw_only=True)
class Tariff:
    """The one tariff of the operator."""

    call_on_net: Price
    call_off_net: Price
    sms: Price
    mms: Price
    data: Price
    monthly_fee: MonthlyFee
