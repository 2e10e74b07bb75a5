"""The real program on a pseudo-terminal, and what a terminal makes of its output."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pyte
from attrs import define, field

PATIENCE_S = 20.0
QUIET_S = 0.25
"""So long without a byte, and the program has drawn what there was to draw."""
FOREIGN = ("TEXTUAL", "NO_COLOR", "ZVONILKA", "COLUMNS", "LINES")
"""What the environment may say of another terminal: workers of tests, for one, tell a size of their own."""
SPARE_COLUMNS = 40
"""Beyond the terminal's edge, where nothing may be drawn."""


@define
class Terminal:
    """A terminal of `columns` × `rows` in which the program runs."""

    columns: int
    rows: int
    master: int
    process: subprocess.Popen[bytes]
    screen: Any = field(init=False)
    _stream: Any = field(init=False)
    _seen: int = 0

    def __attrs_post_init__(self) -> None:
        self.screen = pyte.Screen(self.columns + SPARE_COLUMNS, self.rows)
        self._stream = pyte.ByteStream(self.screen)

    @property
    def lines(self) -> list[str]:
        """What is to be read, row by row."""
        return [row[: self.columns] for row in self.screen.display]

    @property
    def beyond(self) -> str:
        """What was drawn beyond the edge."""
        return "".join(row[self.columns :] for row in self.screen.display).strip()

    def cell(self, x: int, y: int) -> Any:
        """A cell with its character and colours."""
        return self.screen.buffer[y][x]

    def send(self, text: str) -> None:
        """Type something."""
        os.write(self.master, text.encode())

    def click(self, x: int, y: int) -> None:
        """Press and let go the left button on a cell, as terminals report it (SGR 1006)."""
        self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")

    def pump(self, for_s: float = QUIET_S) -> bytes:
        """Take what the program writes until it is quiet for so long, or the patience is over."""
        taken, until_s = b"", monotonic() + PATIENCE_S
        while monotonic() < until_s and select.select([self.master], [], [], for_s)[0]:
            try:
                more = os.read(self.master, 65536)
            except OSError:
                break
            self._stream.feed(more)
            taken += more
        return taken

    def until(self, condition: Callable[[], bool]) -> None:
        """Take what the program writes until a condition holds."""
        until_s = monotonic() + PATIENCE_S
        while not condition():
            if monotonic() > until_s:
                raise AssertionError("the condition did not come true:\n" + "\n".join(self.lines))
            self.pump(0.05)


@contextmanager
def terminal(size: tuple[int, int], *arguments: str, folder: Path, **environment: str) -> Iterator[Terminal]:
    """The program in a terminal of some columns and rows; it is ended afterwards.

    Args:
        size: columns and rows.
        arguments: of the command line.
        folder: where its settings are, and where it runs.
        environment: what differs from a usual terminal.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    given = kept | {"TERM": "xterm-256color", "ZVONILKA_CONFIG": str(folder / "config.json")} | environment
    process = subprocess.Popen(
        [sys.executable, "-c", "from tui.cli import main; main()", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=given,
        cwd=folder,
    )
    os.close(slave)
    try:
        yield Terminal(*size, master, process)
    finally:
        process.kill()
        process.wait()
        os.close(master)
