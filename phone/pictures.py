"""The pictures of multimedia messages: small drawings of characters, by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from attrs import Attribute, field, frozen

from ledger.loading import Fixtures, Unfit
from ledger.records import Record

WIDEST: Final = 20
"""Columns of a picture."""

TALLEST: Final = 6
"""Rows of a picture."""


def _drawing(_instance: object, attribute: Attribute[Any], value: tuple[str, ...]) -> None:
    width = max(map(len, value), default=0)
    fits = 1 <= len(value) <= TALLEST and 1 <= width <= WIDEST
    if not fits or any(_has_no_cell(character) for row in value for character in row):
        expected = f"1 to {TALLEST} rows of at most {WIDEST} characters, each one cell wide"
        raise Unfit(attribute.name, list(value), expected)


def _has_no_cell(character: str) -> bool:
    return unicodedata.category(character)[0] in "MC" or unicodedata.east_asian_width(character) in {"W", "F"}


@frozen(kw_only=True)
class Picture(Record):
    """A drawing: its title's text key, and its rows."""

    title: str
    rows: tuple[str, ...] = field(validator=_drawing)

    def fitting(self, columns: int) -> tuple[str, ...]:
        """The rows, each as wide as the widest; of a picture that is wider than the display its middle."""
        width = max(map(len, self.rows))
        cut = max(0, width - columns) // 2
        return tuple(row.ljust(width)[cut : cut + columns] for row in self.rows)


Pictures = Mapping[str, Picture]


def load_pictures(fixtures: Fixtures) -> Pictures:
    """The pictures of the fixtures.

    Raises:
        FixtureError: the file has mistakes.
    """
    return fixtures.read("pictures", dict[str, Picture])
