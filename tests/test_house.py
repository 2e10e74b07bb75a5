"""The house itself: which room may know what, where things stand, and what must not stand in Python."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("tui", "phone", "ledger")
TOP_FOLDERS = {"tui", "phone", "ledger", "fixtures", "tests", "docs", "benchmarks", ".ci"}
RUN_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/zvonilka"
TEST_COMMAND = 'python3 -m venv .venv && .venv/bin/pip install -q -e ".[test]" && .venv/bin/pytest'

WALL_CLOCKS = {"time", "random", "secrets", "uuid", "sched"}
CONCURRENCY = {"asyncio", "threading", "concurrent", "multiprocessing", "signal", "socket", "selectors"}
SCREENS = {"textual", "rich"}
OPERATOR_CODE = re.compile(r"[*#]\d{3}[\d*]*#|[*#]707\b|\b(455|4555|7070|0890|0809)\b")
OPERATOR_NUMBERS = {455, 4555, 7070, 890, 809}


def sources(*rooms: str) -> list[Path]:
    """The Python files of the rooms, from the project's root."""
    found = sorted(path.relative_to(ROOT) for room in rooms for path in (ROOT / room).rglob("*.py"))
    assert found
    return found


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> set[str]:
    """Top-level names of the modules that a file imports, also inside its functions."""
    names: set[str] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def clock_reads(path: Path) -> list[int]:
    """Lines that ask for the present moment or wait for a later one."""
    moments = {
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("datetime", "today"),
        ("date", "today"),
        ("asyncio", "sleep"),
    }
    return [
        node.lineno
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr, node.attr) in moments
    ]


def run(code: str) -> str:
    """What a fresh interpreter prints for some code, started in the project's root."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("room", ["phone", "ledger"])
def test_importing_a_room_loads_no_screen(room: str) -> None:
    modules = [
        ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for path in sources(room)
        if path.name != "plugin.py"
    ]
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}:\n"
        "    importlib.import_module(name)\n"
        f"    for screen in {sorted(SCREENS)!r}:\n"
        "        if screen in sys.modules:\n"
        "            sys.exit(print(name, 'loads', screen))\n"
    )
    assert run(code) == ""


def test_phone_and_ledger_are_synchronous_and_know_no_clock() -> None:
    forbidden = WALL_CLOCKS | CONCURRENCY | SCREENS
    found = {str(path): (imported(path) & forbidden, clock_reads(path)) for path in sources("phone", "ledger")}
    assert {path: row for path, row in found.items() if row != (set(), [])} == {}


def test_the_network_has_one_door_to_the_books() -> None:
    """What settles running calls first cannot be passed by: nobody else lays hands on the ledger."""
    reached = {
        path.name
        for path in sources("phone/network")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and node.attr == "ledger"
    }
    assert reached == {"commands.py"}


def test_the_pace_is_the_only_wall_clock() -> None:
    found = {path.name: (imported(path) & WALL_CLOCKS, clock_reads(path)) for path in sources("tui")}
    assert {path for path, row in found.items() if row != (set(), [])} == {"pace.py"}


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_command_line_answers_without_loading_a_screen(option: str) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['zvonilka', {option!r}]\n"
        "from tui.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as exit:\n"
        "    print('exit', exit.code or 0)\n"
        "print('loaded', sorted({'textual', 'rich'} & set(sys.modules)))\n"
    )
    lines = run(code).splitlines()
    assert lines[-1] == "loaded []"
    assert "exit 0" in lines
    assert "zvonilka" in lines[0].lower()


def test_the_plugins_door_needs_only_pytest_until_a_dialog_is_met() -> None:
    code = (
        "import pytest, sys\n"
        "before = set(sys.modules)\n"
        "import zvonilka_pytest\n"
        "print(sorted(set(sys.modules) - before - set(sys.stdlib_module_names)))\n"
    )
    assert run(code) == "['zvonilka_pytest']\n"


def operator_codes(path: Path) -> list[tuple[int, object]]:
    """(line, value) of every constant that is a code or number of the operator; what stands in docstrings is none."""
    tree = parse(path)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said]
    return [
        (node.lineno, node.value)
        for node in constants
        if (isinstance(node.value, str) and OPERATOR_CODE.search(node.value)) or node.value in OPERATOR_NUMBERS
    ]


def test_no_code_of_the_operator_stands_in_python() -> None:
    assert {str(path): found for path in sources(*ROOMS) if (found := operator_codes(path))} == {}


def test_no_file_is_longer_than_700_lines() -> None:
    lengths = {
        str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines())
        for path in sources(*ROOMS, "tests", "benchmarks")
    }
    assert {path: lines for path, lines in lengths.items() if lines > 700} == {}


def test_every_package_file_is_empty() -> None:
    packages = [path for path in sources(*ROOMS, "tests") if path.name == "__init__.py"]
    assert packages
    assert [str(path) for path in packages if (ROOT / path).read_text(encoding="utf-8")] == []


def test_the_top_level_holds_the_folders_of_the_house_only() -> None:
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()} | {".git"}
    found = {
        path.name for path in ROOT.iterdir() if path.is_dir() and not any(path.match(pattern) for pattern in ignored)
    }
    assert found <= TOP_FOLDERS


def test_fixtures_hold_data_only() -> None:
    suffixes = {path.suffix for path in (ROOT / "fixtures").rglob("*") if path.is_file() and path.name != "font.txt"}
    assert suffixes <= {".json", ".dialog"}


@pytest.mark.parametrize("command", [RUN_COMMAND, TEST_COMMAND])
def test_the_readme_gives_each_command_on_a_line_of_its_own(command: str) -> None:
    assert (ROOT / "README.md").read_text(encoding="utf-8").splitlines().count(command) == 1


def test_F17_F62_the_readme_says_that_it_is_a_simulation_and_whom_to_ask() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    for said in ("simulation", "unofficial", "not affiliated", "informational", "check with the operator"):
        assert said in text
