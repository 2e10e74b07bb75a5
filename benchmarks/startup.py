"""How fast zvonilka starts, as two ratios that mean the same on any machine.

    python benchmarks/startup.py [--runs N]

1. `zvonilka --version` against `python -c 'import attrs, cattrs'`: whole processes, at most 2.0 times.
2. The first frame of the phone on a pseudo-terminal against that of a bare Textual app with as many widgets: from the
   start of the process until text stands on the screen, at most 1.4 times.

Both commands of a pair take turns, so that a busy moment of the machine meets both; medians are compared. The exit code is
1 if a gate is not met. Needs a POSIX system.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

VERSION_GATE = 2.0
FIRST_FRAME_GATE = 1.4
COLUMNS, ROWS = 120, 40
PATIENCE_S = 30.0
SHOWN_CHARACTERS = 100
"""So many characters, blanks not counted, outside escape sequences are a frame and not a greeting of the terminal."""

ESCAPE_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[@-Z\\-_=>])")

BARE_APP = """
import sys
from textual.app import App
from textual.widgets import Static

class Bare(App):
    CSS = "Screen { layout: grid; grid-size: 10; }"

    def compose(self):
        for number in range(int(sys.argv[1])):
            yield Static(f"widget {number}")

Bare().run()
"""

COUNT_WIDGETS = "--count-widgets"


def zvonilka(*arguments: str) -> list[str]:
    """The command line of zvonilka: its console script if this environment has one."""
    script = Path(sys.executable).with_name("zvonilka")
    if script.exists():
        return [str(script), *arguments]
    return [sys.executable, "-c", "from tui.cli import main; main()", *arguments]


def terminal_environment() -> dict[str, str]:
    """The environment with a usual terminal and without what changes how Textual draws."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "NO_COLOR", "ZVONILKA"))
    }
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def whole_process_s(command: list[str]) -> float:
    """Seconds from start to end of a process."""
    started = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return perf_counter() - started


def first_frame_s(command: list[str]) -> float:
    """Seconds from the start of a process on a pseudo-terminal until text stands on its screen; the process is ended then.

    Raises:
        RuntimeError: it shows nothing, or ends before it does.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    started = perf_counter()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, env=terminal_environment()
    )
    os.close(theirs)
    shown = b""
    try:
        while perf_counter() - started < PATIENCE_S:
            if not select.select([ours], [], [], PATIENCE_S)[0]:
                break
            try:
                shown += os.read(ours, 65536)
            except OSError:
                break
            text = ESCAPE_SEQUENCE.sub(b"", shown).decode("utf-8", "ignore")
            if len("".join(text.split())) >= SHOWN_CHARACTERS and process.poll() is None:
                return perf_counter() - started
        raise RuntimeError(f"{command} showed no frame:\n{shown.decode('utf-8', 'replace')}")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(ours)


def medians(measure: Callable[[list[str]], float], one: list[str], other: list[str], runs: int) -> tuple[float, float]:
    """Median seconds of two commands that take turns; a first turn of each only warms the file cache."""
    measure(one)
    measure(other)
    turns = [(measure(one), measure(other)) for _ in range(runs)]
    return statistics.median(turn[0] for turn in turns), statistics.median(turn[1] for turn in turns)


def report(title: str, ours_s: float, theirs_s: float, gate: float) -> bool:
    """Print one ratio and whether its gate is met."""
    ratio = ours_s / theirs_s
    verdict = "pass" if ratio <= gate else "FAIL"
    print(
        f"{title}: {ours_s * 1000:.0f} ms / {theirs_s * 1000:.0f} ms = {ratio:.2f} (at most {gate}) {verdict}",
        flush=True,
    )
    return ratio <= gate


def widgets_of_the_phone() -> int:
    """Widgets on the screen of the real app, the screen itself not counted."""
    from phone.opening import load_world  # noqa: PLC0415  (the measured parent imports nothing of the project)
    from tui.app import phone_app  # noqa: PLC0415

    async def count() -> int:
        app = phone_app(load_world())
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await pilot.pause()
            return sum(1 for _ in app.screen.walk_children())

    return asyncio.run(count())


def main() -> int:
    """Measure both pairs and print their ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9, help="turns of each command (default 9)")
    parser.add_argument(COUNT_WIDGETS, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.count_widgets:
        print(widgets_of_the_phone())
        return 0
    libraries = [sys.executable, "-c", "import attrs, cattrs"]
    good = report(
        "zvonilka --version / import attrs, cattrs",
        *medians(whole_process_s, zvonilka("--version"), libraries, options.runs),
        VERSION_GATE,
    )
    counted = subprocess.run([sys.executable, __file__, COUNT_WIDGETS], check=True, capture_output=True, text=True)
    widgets = counted.stdout.split()[-1]
    bare = [sys.executable, "-c", BARE_APP, widgets]
    good &= report(
        f"first frame of the phone / of a bare app with {widgets} widgets",
        *medians(first_frame_s, zvonilka(), bare, options.runs),
        FIRST_FRAME_GATE,
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
