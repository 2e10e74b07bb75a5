"""Whose SIM is whose: the operator's list of subscribers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import define, field

from phone.network.site.questionnaire import Form

HOME = "home"
"""The operator whose network this is."""


@define
class Subscriber:
    """A SIM in the operator's list.

    Attributes:
        imsi: its address on the air.
        msisdn: its number, 11 digits.
        operator: `home`, or another operator's name.
        region: where it is at home.
        language: in which the operator's services answer it.
        name: its owner's, empty where nobody has it; `alias` the same in Latin letters.
        birth_date: its owner's true one, such as 1990-05-17; empty where the operator does not know it.
        email: its owner's true one, in the same way.
        password: of the personal account; empty until one was asked for, and when too many wrong ones were tried.
        passwords_made: how many were asked for.
        wrong_passwords: how many wrong ones were tried that are not forgotten.
        wrong_until_ms: when they are forgotten, in epoch milliseconds.
        form: the questionnaire as it was filled in last; None until it was.
        looked_at: what its owner has looked at or used in the personal account: `balance`, `sliders`, `gift`, `help`.
        call_back_day: the day (20260312) of the last «call me back», and how many there were on it.
    """

    imsi: str
    msisdn: str
    operator: str
    region: str
    language: str
    name: str = ""
    alias: str = ""
    birth_date: str = ""
    email: str = ""
    password: str = ""
    passwords_made: int = 0
    wrong_passwords: int = 0
    wrong_until_ms: int = 0
    form: Form | None = None
    looked_at: set[str] = field(factory=set)
    call_back_day: int = 0
    call_backs: int = 0


@define
class Directory:
    """The subscribers, found by IMSI or MSISDN."""

    by_imsi: dict[str, Subscriber] = field(factory=dict)
    by_msisdn: dict[str, Subscriber] = field(factory=dict)

    @classmethod
    def of(cls, subscribers: Iterable[Subscriber]) -> Directory:
        """The directory of some subscribers."""
        made = cls()
        for subscriber in subscribers:
            made.by_imsi[subscriber.imsi] = subscriber
            made.by_msisdn[subscriber.msisdn] = subscriber
        return made


def msisdn_of(written: str) -> str | None:
    """A mobile number as 11 digits from what people write (+7…, 8…, 9…; blanks, dashes, brackets), or None."""
    digits = re.sub(r"[\s()+-]", "", written)
    if not digits.isdecimal():
        return None
    if len(digits) == 11 and digits[0] in "78":
        return f"7{digits[1:]}"
    if len(digits) == 10 and digits[0] == "9":
        return f"7{digits}"
    return None
