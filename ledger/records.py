"""What every record of the fixtures may carry beside its values: the facts it carries out, and what is invented."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from attrs import Attribute, field, frozen

from ledger.calendar import parse_local
from ledger.loading import Unfit, converter


@frozen
class Invented:
    """Which values of a record the source does not give: all of them, or the named ones."""

    everything: bool = False
    fields: tuple[str, ...] = ()


@frozen(kw_only=True)
class Record:
    """A record of a fixture file.

    Attributes:
        facts: the facts of the source that it carries out, such as ("F58", "P01").
        invented: true, or the names of the fields that are our own.
        note: why it is as it is, for the reader of the file.
    """

    facts: tuple[str, ...] = ()
    invented: Invented = field(factory=Invented)
    note: str = ""


def a_date(_instance: object, attribute: Attribute[Any], value: str) -> None:
    """An attrs validator: a local date and time as people write it, or nothing."""
    try:
        if value:
            parse_local(value, ZoneInfo("UTC"))
    except ValueError as error:
        raise Unfit(attribute.name, value, "a date such as 2026-03-01") from error


def _structure_invented(value: Any, _: type) -> Invented:
    if isinstance(value, bool):
        return Invented(everything=value)
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return Invented(fields=tuple(value))
    raise Unfit("", value, "true or a list of field names")


def a_date_at_all(instance: object, attribute: Attribute[Any], value: str) -> None:
    """An attrs validator: a local date and time, which must be there."""
    if not value:
        raise Unfit(attribute.name, value, "a date such as 2026-03-01")
    a_date(instance, attribute, value)


converter().register_structure_hook(Invented, _structure_invented)
