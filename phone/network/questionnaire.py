"""The questionnaire of the personal account: what is wrong with it, field by field (F05, F09)."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from attrs import frozen

from ledger.calendar import local

Problem = Literal["empty", "form", "future"]
"""Nothing is written; it is not written as it should be; it lies ahead."""

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@frozen
class Form:
    """What somebody has written so far, as written; the birth date as 1990-12-31."""

    name: str = ""
    birth_date: str = ""
    email: str = ""
    region: str = ""

    def problems(self, at_ms: int, zone: ZoneInfo) -> dict[str, Problem]:
        """Field → what is wrong with it; empty when all is well. What is written stays as it is."""
        found: dict[str, Problem | None] = {
            "name": None if self.name.strip() else "empty",
            "birth_date": _birth_date(self.birth_date.strip(), local(at_ms, zone).date()),
            "email": _email(self.email.strip()),
            "region": None if self.region.strip() else "empty",
        }
        return {name: problem for name, problem in found.items() if problem is not None}


def _birth_date(written: str, today: date) -> Problem | None:
    if not written:
        return "empty"
    try:
        born = date.fromisoformat(written)
    except ValueError:
        return "form"
    return "future" if born > today else None


def _email(written: str) -> Problem | None:
    if not written:
        return "empty"
    return None if EMAIL.fullmatch(written) else "form"
