"""How fast dialogs are played, as ratios of one run that mean the same on any machine.

    python benchmarks/dialogs.py [--files N] [--runs N]

1. N four-step dialog files under pytest against pytest's own time for N trivial files that a plugin collects: at most 2.2 times.
2. prysk on N files of one command against the same dialogs under pytest: at least 2 times.
3. `zvonilka run` on the same dialogs against pytest on them: at most 0.5 times.
4. `zvonilka run` beyond its start, for each dialog: at most 0.6 ms.
5. What the plugin's door adds to the start of pytest: at most 5 ms.

Whole processes with their children, which take turns; what counts is the time of the processor, which a busy machine spoils
least, and of several runs the least. prysk gets a virtual environment of its own, because it needs an older rich than this
project. The exit code is 1 if a gate is not met. Needs a POSIX system.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

DIALOG = """\
title: Balance and menu {number}
date: 2026-03-01 12:00
phones:
  Анна  +7 916 111-22-33  balance 150.00  points {points} till 2026-12-31

== two questions
Анна > *111*455*0#
Анна < USSD end
  | У вас {points} баллов. 31.12.2026 сгорят {points} баллов.
Анна > *111#
Анна < USSD
  | МТС
  | 1 Баланс
  | 2 МТС Бонус
  | 3 Мои пакеты
  | 4 Мой номер
  | 5 Язык
  | 0 Выход
"""

TRIVIAL = """\
import pytest

def pytest_collect_file(file_path, parent):
    if file_path.suffix == ".trivial":
        return TrivialFile.from_parent(parent, path=file_path)

class TrivialFile(pytest.File):
    def collect(self):
        yield TrivialItem.from_parent(self, name="it")

class TrivialItem(pytest.Item):
    def runtest(self):
        self.path.read_text()
"""

IMPORT = """
import sys
from time import perf_counter
import pytest
began = perf_counter()
import zvonilka_pytest
print((perf_counter() - began) * 1000)
"""


@frozen
class Gate:
    """A figure, what it may be, and whether it may be more or less."""

    what: str
    value: float
    gate: float
    unit: str = ""
    least: bool = False

    @property
    def met(self) -> bool:
        """Whether the gate is met."""
        return self.value >= self.gate if self.least else self.value <= self.gate

    def __str__(self) -> str:
        sign = ">=" if self.least else "<="
        return f"{self.what:<78} {self.value:6.2f}{self.unit:<3} {sign} {self.gate:g}{self.unit}  {'met' if self.met else 'MISSED'}"


def environment() -> dict[str, str]:
    """The environment without what changes how the commands behave."""
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS", "ZVONILKA_SAVE")}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"}


def timed(command: list[str], cwd: Path) -> float:
    """Seconds of the processor that a process and its children take; it must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def write(folder: Path, count: int, name: str, text: Callable[[int], str]) -> Path:
    """A folder with so many files."""
    folder.mkdir()
    for number in range(count):
        (folder / name.format(number)).write_text(text(number), encoding="utf-8")
    return folder


def prysk(folder: Path) -> list[str]:
    """The command of a prysk in a virtual environment of its own."""
    venv.create(folder, with_pip=True)
    subprocess.run([str(folder / "bin" / "pip"), "install", "-q", "prysk"], check=True)
    return [str(folder / "bin" / "prysk")]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        gates = measured(Path(name), given.files, given.runs)
    for gate in gates:
        print(gate)
    sys.exit(not all(gate.met for gate in gates))


def measured(folder: Path, count: int, runs: int) -> list[Gate]:
    pytest = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    run = [sys.executable, "-c", "from tui.cli import main; main()", "run"]
    # 33 figures: more than one text, and each of the right plural.
    dialogs = write(
        folder / "dialogs",
        count,
        "d{:04}.dialog",
        lambda n: DIALOG.format(number=n, points=105 + n % 5 + 10 * (n % 30)),
    )
    trivial = write(folder / "trivial", count, "t{:04}.trivial", lambda n: f"{n}\n")
    (trivial / "conftest.py").write_text(TRIVIAL)
    commands = write(folder / "commands", count, "c{:04}.t", lambda n: f"  $ echo {n}\n  {n}\n")
    one = write(folder / "one", 1, "d{}.dialog", lambda n: DIALOG.format(number=n, points=105))
    peer = prysk(folder / "peer")
    jobs: dict[str, tuple[list[str], Path]] = {
        "floor": ([*pytest, "-p", "no:zvonilka_pytest", "."], trivial),
        "pytest": ([*pytest, "."], dialogs),
        "prysk": ([*peer, "-q", "."], commands),
        "run": ([*run, "."], dialogs),
        "start": ([*run, "."], one),
    }
    took: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name, (command, cwd) in jobs.items():
            if name != "prysk" or not took[name] or runs <= 3:
                took[name].append(timed(command, cwd))
    least = {name: min(times) for name, times in took.items()}
    print(", ".join(f"{name} {seconds:.2f} s" for name, seconds in least.items()))
    imports = [float(subprocess.check_output([sys.executable, "-c", IMPORT], env=environment())) for _ in range(5)]
    each_ms = (least["run"] - least["start"]) / (count - 1) * 1000
    return [
        Gate(f"{count} dialogs under pytest / {count} trivial files", least["pytest"] / least["floor"], 2.2),
        Gate(
            f"prysk on {count} files of one command / the dialogs under pytest",
            least["prysk"] / least["pytest"],
            2,
            least=True,
        ),
        Gate("zvonilka run on them / pytest on them", least["run"] / least["pytest"], 0.5),
        Gate("zvonilka run beyond its start, for each dialog", each_ms, 0.6, "ms"),
        Gate("importing the plugin's door", min(imports), 5, "ms"),
    ]


if __name__ == "__main__":
    main()
