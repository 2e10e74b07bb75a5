"""The questionnaire of the personal account: what is wrong with it, field by field, and which of it is true (F05, F08, F09)."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Final, Literal
from zoneinfo import ZoneInfo

from attrs import frozen

from ledger.calendar import local

FieldName = Literal["name", "birth_date", "email", "region"]
Problem = Literal["empty", "form", "future", "unknown"]
"""Nothing is written; it is not written as it should be; it lies ahead; there is no such region."""

FIELDS: Final[tuple[FieldName, ...]] = ("name", "birth_date", "email", "region")
"""The fields in the order of the page."""

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@frozen
class Form:
    """What somebody has written so far, as written: a birth date as 1990-12-31 or 31.12.1990, a region by its name in the rules."""

    name: str = ""
    birth_date: str = ""
    email: str = ""
    region: str = ""

    def problems(self, at_ms: int, zone: ZoneInfo, regions: Collection[str]) -> dict[FieldName, Problem]:
        """Field → what is wrong with it; empty when all is well. What is written stays as it is."""
        found: dict[FieldName, Problem | None] = {
            "name": None if self.name.strip() else "empty",
            "birth_date": _birth_date(self.birth_date.strip(), local(at_ms, zone).date()),
            "email": _email(self.email.strip()),
            "region": _region(self.region.strip(), regions),
        }
        return {name: problem for name, problem in found.items() if problem is not None}


def read_date(written: str) -> date | None:
    """The day that somebody writes, year first or day first; None if it is none."""
    day_first = _DAY_FIRST.fullmatch(written.strip())
    text = "-".join((day_first[3], f"{day_first[2]:0>2}", f"{day_first[1]:0>2}")) if day_first else written.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _birth_date(written: str, today: date) -> Problem | None:
    if not written:
        return "empty"
    born = read_date(written)
    if born is None:
        return "form"
    return "future" if born > today else None


def _email(written: str) -> Problem | None:
    if not written:
        return "empty"
    return None if EMAIL.fullmatch(written) else "form"


def _region(written: str, regions: Collection[str]) -> Problem | None:
    if not written:
        return "empty"
    return None if written in regions else "unknown"


@frozen
class Truth:
    """What an operator knows of a subscriber, to compare a questionnaire with; what it does not know is empty.

    `names` are all by which somebody may be called.
    """

    names: tuple[str, ...]
    birth_date: str
    email: str
    region: str

    def differs(self, form: Form) -> tuple[FieldName, ...]:
        """The fields that are not as the operator knows them; without an e-mail of its own it believes any."""
        born = read_date(form.birth_date)
        same: dict[FieldName, bool] = {
            "name": plain(form.name) in map(plain, filter(None, self.names)),
            "birth_date": born is not None and born == read_date(self.birth_date),
            "email": not self.email or plain(form.email) == plain(self.email),
            "region": form.region.strip() == self.region,
        }
        return tuple(name for name in FIELDS if not same[name])


def plain(written: str) -> str:
    """What of a text is compared: no matter its case, ё or е, blanks around it."""
    return " ".join(written.split()).casefold().replace("ё", "е")
