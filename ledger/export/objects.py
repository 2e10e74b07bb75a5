"""The journal as JSON: one entry a line, with all that it holds; `structure` reads it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, cast

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from ledger.commands import Command
from ledger.entries import Entry

TAG = "type"
"""The name under which a command tells which one it is."""


@cache
def _converter() -> JsonConverter:
    made = make_converter()
    configure_tagged_union(Command, made, tag_name=TAG)
    return made


def json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Each entry as one JSON object and a line feed."""
    for entry in entries:
        yield json.dumps(unstructured(entry), ensure_ascii=False) + "\n"


def unstructured(entry: Entry) -> dict[str, Any]:
    """An entry as plain lists, dictionaries, numbers and texts."""
    return cast("dict[str, Any]", _converter().unstructure(entry))


def structured(value: dict[str, Any]) -> Entry:
    """The entry that `unstructured` took apart.

    Raises:
        cattrs.BaseValidationError: it is none.
    """
    return _converter().structure(value, Entry)
