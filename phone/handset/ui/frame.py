"""What the LCD shows, as plain data: rows of characters with styled runs. Nothing here knows of Textual."""

from __future__ import annotations

import re
from typing import Literal

from attrs import field, frozen

Style = Literal["inv", "bold", "blink", "cursor"]
STYLES: tuple[Style, ...] = ("inv", "bold", "blink", "cursor")


@frozen(order=True)
class Run:
    """A style on the half-open column range `start`–`end` of a row."""

    start: int
    end: int
    style: Style


@frozen
class Row:
    """One line of the display: exactly as many characters as the display has columns, each one cell wide."""

    text: str
    runs: tuple[Run, ...] = ()

    def __str__(self) -> str:
        return " ".join([f"|{self.text}|", *map(_show_run, self.runs)])


@frozen
class Frame:
    """A whole display: a status row, the body, a softkey row. `str` and `parse` are each other's inverse.

    `backlight`, `sound` and `vibrate` are for the face: whether the lamp is on, the name of the tone that began with this
    frame or rings on (`key`, `error`, `message`, `answer`, `low_battery`, `ring TUNE`; None for silence), and whether the
    phone shakes. They are no part of what is compared or written.
    """

    rows: tuple[Row, ...]
    backlight: bool = field(default=False, eq=False)
    sound: str | None = field(default=None, eq=False)
    vibrate: bool = field(default=False, eq=False)

    @property
    def columns(self) -> int:
        """Characters in a row."""
        return len(self.rows[0].text)

    @property
    def status(self) -> Row:
        """The top row: signal, operator, envelope, clock, battery."""
        return self.rows[0]

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows between status and softkeys."""
        return self.rows[1:-1]

    @property
    def softkeys(self) -> Row:
        """The bottom row: the names of the two soft keys."""
        return self.rows[-1]

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows))

    @classmethod
    def parse(cls, text: str) -> Frame:
        """The frame that `str` wrote.

        Raises:
            ValueError: a line is not a row between bars with runs, or the rows differ in width; names the line.
        """
        rows = tuple(_parse_row(number, line) for number, line in enumerate(text.splitlines(), start=1))
        if not rows:
            raise ValueError("line 1: an empty text is no frame; expected rows between bars")
        for number, row in enumerate(rows, start=1):
            if len(row.text) != len(rows[0].text):
                raise ValueError(f"line {number}: {len(row.text)} columns, expected {len(rows[0].text)} as in line 1")
        return cls(rows)


_ROW = re.compile(r"\|(?P<text>.*)\|(?P<runs>(?: (?:inv|bold|blink|cursor) \d+(?:-\d+)?)*)\s*")
_RUN = re.compile(r"(inv|bold|blink|cursor) (\d+)(?:-(\d+))?")


def _show_run(run: Run) -> str:
    return f"{run.style} {run.start}" if run.end == run.start + 1 else f"{run.style} {run.start}-{run.end}"


def _parse_row(number: int, line: str) -> Row:
    found = _ROW.fullmatch(line)
    if found is None:
        raise ValueError(f"line {number}: {line!r} is no row; expected |text| and runs such as 'inv 3-9'")
    runs = []
    for style, start, end in _RUN.findall(found["runs"]):
        run = Run(int(start), int(end) if end else int(start) + 1, style)
        if not 0 <= run.start < run.end <= len(found["text"]):
            raise ValueError(f"line {number}: the run '{_show_run(run)}' leaves the row's {len(found['text'])} columns")
        runs.append(run)
    return Row(found["text"], tuple(runs))
