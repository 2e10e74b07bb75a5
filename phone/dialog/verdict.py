"""What came of a check: whether it holds, what differs, and how its lines would have to be written to hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import asdict, field, frozen

from phone.dialog.compare import DiffLine

Shape = Literal["bar", "screen", "row"]
"""How the lines below a step are written."""

Rows = tuple[tuple[int, str], ...]
"""The lines below a step as they would have to be: the number of the line that each comes from (0 for a new one), its text."""


@frozen
class Difference:
    """Something that a dialog expects and that was not so.

    Attributes:
        line: of the step; for what was not expected, the line after which it came.
        message: what is wrong, in one line.
        diff: what was expected and what came.
        final: whether no update can make it hold: an action that nobody can do.
    """

    line: int
    message: str
    diff: tuple[DiffLine, ...] = ()
    final: bool = False


@frozen
class Claim:
    """How a step would have to be written in one locale, so that it holds.

    Attributes:
        line: of the step; of a new one, the line after which it stands.
        kind: `kept` as it is, `changed`, `gone`, or `new`.
        head: the new first line; empty where it stays.
        rows: the lines below it; None where they stay.
        shape: how those are written.
        lost: how many places in braces could not be kept.
        order: of a new one, how many others of the same play stand after the same line before it.
    """

    line: int
    kind: Literal["kept", "changed", "gone", "new"]
    head: str = ""
    rows: Rows | None = None
    shape: Shape = "bar"
    lost: int = 0
    order: int = 0

    def as_json(self) -> dict[str, Any]:
        """The claim as plain values, for another process."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Claim:
        """The claim that `as_json` wrote."""
        rows = values["rows"]
        read = None if rows is None else tuple((int(line), str(text)) for line, text in rows)
        return cls(**{**values, "rows": read})


@frozen
class Verdict:
    """What came of one check.

    Attributes:
        claim: how it would have to be written.
        difference: what is wrong; None if it holds.
        names: the values that its places took.
        actual: how it would be written of exactly what came, where the chronicle does not know it by itself.
    """

    claim: Claim
    difference: Difference | None = None
    names: Mapping[str, str] = field(factory=dict)
    actual: tuple[str, ...] = ()
