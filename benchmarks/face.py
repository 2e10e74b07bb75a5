"""How quick and how modest the face is, each figure beside that of a bare Textual app with as many widgets, in one run.

    python benchmarks/face.py [--runs N] [--idle-s SECONDS]

On a pseudo-terminal of 120×40, medians:

1. the first frame: at most 1.4 times;
2. from a key written to the terminal to the first byte that comes back: at most 2 times;
3. resident memory once everything is drawn: at most 1.5 times;
4. processor time while nobody does anything: printed.

Without a terminal: 10,000 messages come to the air page while somebody scrolls, and as many lines to Textual's own `Log`;
the worst frame of each is printed. The exit code is 1 if a gate is not met. Needs Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from startup import (
    COLUMNS,
    COUNT_WIDGETS,
    FIRST_FRAME_GATE,
    ROWS,
    first_frame_s,
    medians,
    terminal_environment,
    widgets_of_the_phone,
    zvonilka,
)

KEY_GATE = 2.0
MEMORY_GATE = 1.5
SETTLE_S = 3.0
TRACE_ROWS = 10_000
BATCH_ROWS = 50

BARE_APP = """
import sys
from textual.app import App
from textual.widgets import Static

class Bare(App):
    CSS = "Screen { layout: grid; grid-size: 10; }"
    pressed = 0

    def compose(self):
        for number in range(int(sys.argv[1])):
            yield Static(f"widget {number}")

    def on_key(self, event):
        self.pressed += 1
        self.query(Static).first().update(f"pressed {self.pressed}")

Bare().run()
"""


@contextmanager
def running(command: list[str]) -> Iterator[tuple[int, int]]:
    """A command on a pseudo-terminal once it has drawn itself: (the terminal's file, the process's number)."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=terminal_environment()
    )
    os.close(theirs)
    try:
        drain(ours, SETTLE_S)
        yield ours, process.pid
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(ours)


def drain(terminal: int, for_s: float) -> None:
    """Take what a program writes for some seconds."""
    until_s = perf_counter() + for_s
    while (left_s := until_s - perf_counter()) > 0:
        if select.select([terminal], [], [], left_s)[0]:
            os.read(terminal, 65536)


def key_s(command: list[str], keys: int) -> list[float]:
    """Seconds from a key to the first byte that comes back, for some keys."""
    found = []
    with running(command) as (terminal, _):
        for number in range(keys):
            drain(terminal, 0.05)
            begun = perf_counter()
            os.write(terminal, b"7" if number % 2 else b"\x7f")
            if select.select([terminal], [], [], 2.0)[0]:
                found.append(perf_counter() - begun)
    return found


def resident_kib(command: list[str]) -> int:
    """Resident memory once everything is drawn."""
    with running(command) as (_, pid):
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def idle_s(command: list[str], for_s: float) -> float:
    """Processor seconds while nothing is done for some seconds."""

    def used(pid: int) -> float:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    with running(command) as (terminal, pid):
        before = used(pid)
        drain(terminal, for_s)
        return used(pid) - before


async def worst_frame_s(
    app: Any, ready: Callable[[], Any], add: Callable[[Any, int, int], None]
) -> tuple[float, float]:
    """(worst, median) seconds from adding a batch of rows, and scrolling, to the frame that shows it."""
    frames: list[float] = []
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        while (view := ready()) is None:
            await pilot.pause()
        for first in range(0, TRACE_ROWS, BATCH_ROWS):
            drawn = asyncio.Event()
            begun = perf_counter()
            add(view, first, BATCH_ROWS)
            view.scroll_relative(y=-3 if first // BATCH_ROWS % 2 else 5, animate=False)
            view.call_after_refresh(drawn.set)
            await drawn.wait()
            frames.append(perf_counter() - begun)
    return max(frames), statistics.median(frames)


def trace_frames() -> tuple[float, float]:
    """The air page."""
    from phone.air.messages import UssdRequest  # noqa: PLC0415  (the measured parent imports nothing of the project)
    from phone.opening import load_world  # noqa: PLC0415
    from phone.trace import TraceEvent  # noqa: PLC0415
    from tui.app import phone_app  # noqa: PLC0415

    world = load_world()
    app = phone_app(world, wall=False)

    def listing() -> Any:
        page = None if app.started is None else app.phone_screen.console.page
        return page.listing if page is not None and page.is_mounted and page.listing.size else None

    def add(view: Any, first: int, rows: int) -> None:
        view.append(
            TraceEvent(
                first + n, world.now_ms, "Анна", "79160000001", "up", UssdRequest("*100#"), "delivered", None, ()
            )
            for n in range(rows)
        )

    return asyncio.run(worst_frame_s(app, listing, add))


def log_frames() -> tuple[float, float]:
    """Textual's own list of lines."""
    from textual.app import App  # noqa: PLC0415
    from textual.widgets import Log  # noqa: PLC0415

    class Bare(App[None]):
        def compose(self) -> Any:
            yield Log()

    app = Bare()

    def add(view: Log, first: int, rows: int) -> None:
        view.write_lines([f"10:02:00 Анна *100# row {first + n}" for n in range(rows)])

    return asyncio.run(worst_frame_s(app, lambda: app.query_one(Log), add))


def told(title: str, ours: float, theirs: float, unit: str, gate: float | None = None) -> bool:
    """Print one pair and whether its gate is met."""
    ratio = ours / theirs if theirs else float("inf")
    met = gate is None or ratio <= gate
    verdict = "" if gate is None else f" (at most {gate}) {'pass' if met else 'FAIL'}"
    print(f"{title}: {ours:.4g} {unit} / {theirs:.4g} {unit} = {ratio:.2f}{verdict}", flush=True)
    return met


def main() -> int:
    """Measure all pairs and print them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9, help="turns of each command for the first frame (default 9)")
    parser.add_argument("--idle-s", type=float, default=60.0, help="how long nothing is done (default 60)")
    parser.add_argument(COUNT_WIDGETS, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.count_widgets:
        print(widgets_of_the_phone())
        return 0
    counted = subprocess.run([sys.executable, __file__, COUNT_WIDGETS], check=True, capture_output=True, text=True)
    widgets = counted.stdout.split()[-1]
    phone, bare = zvonilka(), [sys.executable, "-c", BARE_APP, widgets]
    print(f"the phone / a bare Textual app with {widgets} widgets, {COLUMNS}x{ROWS}")
    ours_s, theirs_s = medians(first_frame_s, phone, bare, options.runs)
    good = told("first frame", ours_s * 1000, theirs_s * 1000, "ms", FIRST_FRAME_GATE)
    turns = [(key_s(phone, 20), key_s(bare, 20)) for _ in range(3)]
    ours, theirs = ([second for turn in turns for second in turn[side]] for side in (0, 1))
    good &= told("key to bytes", statistics.median(ours) * 1000, statistics.median(theirs) * 1000, "ms", KEY_GATE)
    good &= told("resident memory", resident_kib(phone) / 1024, resident_kib(bare) / 1024, "MiB", MEMORY_GATE)
    idle = idle_s(phone, options.idle_s), idle_s(bare, options.idle_s)
    told(f"processor time in {options.idle_s:.0f} s of rest", idle[0], idle[1], "s")
    (worst, usual), (log_worst, log_usual) = trace_frames(), log_frames()
    told(f"{TRACE_ROWS} rows while scrolling, worst frame, beside Textual's Log", worst * 1000, log_worst * 1000, "ms")
    told(f"{TRACE_ROWS} rows while scrolling, median frame", usual * 1000, log_usual * 1000, "ms")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
