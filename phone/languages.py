"""How a language writes plurals, days and sums: `languages.json` has of the CLDR what our texts need.

The rules of plurals are carried out by Babel. Its own data of a language are not read: they take 6 MiB and a seventh of a start
(docs/performance.md), and of all that they hold this is used. A test compares the file with them.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from attrs import Attribute, field, frozen

from ledger.loading import Unfit

if TYPE_CHECKING:
    from babel.plural import PluralRule

PLACE: Final = re.compile(r"\{(\w+)\}")
PLACES: Final = ("d", "dd", "mm", "month", "year")
MONTHS: Final = 12


def _rules(_instance: object, attribute: Attribute[Any], value: dict[str, str]) -> None:
    from babel.plural import RuleError  # noqa: PLC0415

    for form, rule in value.items():
        try:
            _rule(((form, rule),))
        except (RuleError, ValueError) as error:
            raise Unfit(f"{attribute.name}.{form}", rule, f"a plural rule of the CLDR: {error}") from error


def _pattern(_instance: object, attribute: Attribute[Any], value: str) -> None:
    if not set(PLACE.findall(value)) <= set(PLACES):
        raise Unfit(attribute.name, value, f"a pattern with {', '.join(f'{{{name}}}' for name in PLACES)}")


def _twelve(_instance: object, attribute: Attribute[Any], value: tuple[str, ...]) -> None:
    if len(value) != MONTHS:
        raise Unfit(attribute.name, len(value), f"{MONTHS} names")


@frozen(kw_only=True, eq=False)
class Language:
    """One language.

    Attributes:
        plural: plural form → rule for the numbers that take it (UTS 35, plural rules); all others take `other`.
        pattern: how a day is written: `{d}` and `{dd}` are the day in one or two digits, `{mm}` is the month in two, `{month}` its
            short name.
        decimal: what stands between roubles and kopecks.
        months: the names of months that stand alone.
        short_months: the short names of months in a date.
    """

    plural: dict[str, str] = field(validator=_rules)
    pattern: str = field(validator=_pattern)
    decimal: str
    months: tuple[str, ...] = field(validator=_twelve)
    short_months: tuple[str, ...] = field(validator=_twelve)
    _forms: dict[int, str] = field(factory=dict, init=False, repr=False)
    _days: dict[date, str] = field(factory=dict, init=False, repr=False)
    """Written days: displays and lists show the same ones again and again."""

    @property
    def forms(self) -> frozenset[str]:
        """The plural forms that a phrase must have."""
        return frozenset((*self.plural, "other"))

    def form(self, number: int) -> str:
        """The plural form of a number, not negative.

        The rule costs more than the rest of a text, and is asked for numbers below 200 only: in our languages no more of a
        number decides than its last two digits.
        """
        shown = number if number < 200 else 100 + number % 100
        found = self._forms.get(shown)
        if found is None:
            found = self._forms[shown] = _rule(tuple(self.plural.items()))(shown)
        return found

    def day(self, day: date) -> str:
        """A day with its year: 12.03.2026, 12 Mar 2026."""
        found = self._days.get(day)
        if found is None:
            values = {
                "d": str(day.day),
                "dd": f"{day.day:02}",
                "mm": f"{day.month:02}",
                "month": self.short_months[day.month - 1],
                "year": str(day.year),
            }
            found = self._days[day] = PLACE.sub(lambda place: values[place[1]], self.pattern)
        return found

    def month(self, day: date) -> str:
        """The month of a day: март 2026, March 2026."""
        return f"{self.months[day.month - 1]} {day.year}"

    def money(self, kopecks: int) -> str:
        """A sum with two decimals: 150,00."""
        roubles, rest = divmod(abs(kopecks), 100)
        return f"{'-' if kopecks < 0 else ''}{roubles}{self.decimal}{rest:02}"


@cache
def _rule(rules: tuple[tuple[str, str], ...]) -> PluralRule:
    from babel.plural import PluralRule  # noqa: PLC0415  (the phone shows itself before it is asked for)

    return PluralRule(dict(rules))
