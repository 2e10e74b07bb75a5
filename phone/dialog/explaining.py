"""What a failed comparison of two displays or accounts shows: both side by side, and what differs in them."""

from __future__ import annotations

from typing import Any

from phone.handset.ui.frame import Frame, Row


def explained(left: Any, right: Any) -> list[str] | None:
    """The lines that explain `left == right`; None for what explains itself."""
    if isinstance(left, Frame) and isinstance(right, Frame):
        return ["two displays differ", *_beside(left, right)]
    if type(left) is type(right) and str(left).count("\n") and str(left) != str(right):
        return ["two accounts differ", *_lines(str(left).split("\n"), str(right).split("\n"))]
    return None


def _beside(left: Frame, right: Frame) -> list[str]:
    """Two displays, row beside row; a sign between rows that differ, the styles of those that differ in them alone."""
    rows = max(len(left.rows), len(right.rows))
    lines = []
    for place in range(rows):
        one, other = (_row(frame, place) for frame in (left, right))
        sign = " " if one == other else "≠"
        same_text = one is not None and other is not None and one.text == other.text
        written = [str(row) if sign == "≠" and same_text else _text(row) for row in (one, other)]
        lines.append(f"{written[0]:<{left.columns + 2}} {sign} {written[1]}")
    return lines


def _row(frame: Frame, place: int) -> Row | None:
    return frame.rows[place] if place < len(frame.rows) else None


def _text(row: Row | None) -> str:
    return "" if row is None else f"|{row.text}|"


def _lines(left: list[str], right: list[str]) -> list[str]:
    width = max(map(len, left), default=0)
    count = max(len(left), len(right))
    pairs = [(_at(left, place), _at(right, place)) for place in range(count)]
    return [f"{one:<{width}} {' ' if one == other else '≠'} {other}" for one, other in pairs]


def _at(lines: list[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""
