"""On what a picture of the screen is drawn: how large the terminal is taken to be, and into which file it goes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SUFFIXES: Final = (".svg", ".txt")
"""A picture, or the characters alone."""

LEAST: Final = (10, 4)
MOST: Final = (400, 200)
"""(columns, rows) of the smallest and the largest screen that is drawn."""


def read_area(written: str) -> tuple[int, int]:
    """Columns and rows, such as `120x40`.

    Raises:
        ValueError: it is none, or no terminal is so small or so large; names the limits.
    """
    columns, _, rows = written.partition("x")
    area = (int(columns), int(rows)) if columns.isdecimal() and rows.isdecimal() else (0, 0)
    if not all(least <= length <= most for least, length, most in zip(LEAST, area, MOST, strict=True)):
        limits = f"from {LEAST[0]}x{LEAST[1]} to {MOST[0]}x{MOST[1]}"
        raise ValueError(f'--size: found "{written}", expected columns and rows such as 120x40, {limits}')
    return area


def check_place(path: Path) -> None:
    """That a picture can go to a path.

    Raises:
        ValueError: its name does not say which kind of picture it is, or its folder is not there.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f'found "{path.name}", expected a name that ends in .svg (a picture) or .txt (text)')
    if not path.parent.is_dir():
        raise ValueError(f'found no folder "{path.parent}", expected one that is there: make it, or name another')
