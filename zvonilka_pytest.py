"""The door of the pytest plugin: it imports nothing but pytest and the standard library until a dialog is met.

In a project that has a package of its own called `phone` or `ledger`, ours cannot be imported beside it; there a dialog is one
failing item with one clear line, and nothing else is touched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from phone.driver import Phone, World

HOUSE = ("phone", "ledger")
"""The packages that dialogs need."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of dialogs."""
    group = parser.getgroup("dialogs", "dialogs with a simulated phone")
    group.addoption("--dialog-update", action="store_true", help="accept what came: rewrite the dialogs that differ")
    group.addoption("--dialog-force", action="store_true", help="let --dialog-update work where CI is set too")
    group.addoption("--dialog-locale", metavar="LOCALE", help="play only this locale of each dialog")
    parser.addini("dialog_docs", "Markdown files whose ```dialog fences are played", type="linelist", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """With `--dialog-update`: gather what is to be written, but not on a build server, where nobody would see it."""
    if not config.option.dialog_update:
        return
    if os.environ.get("CI") and not config.option.dialog_force:
        raise pytest.UsageError("--dialog-update rewrites files and CI is set; add --dialog-force if that is meant")
    if _stranger() is None:
        from phone.dialog.plugin import Updates  # noqa: PLC0415

        config.pluginmanager.register(Updates(config), "zvonilka dialog updates")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Dialogs, and the Markdown files that `dialog_docs` names."""
    if file_path.suffix != ".dialog" and not _is_doc(file_path, parent.config):
        return None
    stranger = _stranger()
    if stranger is not None:
        found: ForeignFile = ForeignFile.from_parent(parent, path=file_path)
        found.stranger = stranger
        return found
    from phone.dialog.plugin import DialogFile  # noqa: PLC0415

    dialogs: DialogFile = DialogFile.from_parent(parent, path=file_path)
    return dialogs


def _is_doc(path: Path, config: pytest.Config) -> bool:
    if path.suffix not in (".md", ".markdown"):
        return False
    patterns: list[str] = config.getini("dialog_docs")
    return any(fnmatch(str(path), str(config.rootpath / pattern)) for pattern in patterns)


@cache
def _stranger() -> str | None:
    """Where a package of this project stands in the place of one of ours; None if none does."""
    here = Path(__file__).resolve().parent
    for name in HOUSE:
        spec = find_spec(name)
        places = (
            [] if spec is None else [*(spec.submodule_search_locations or ()), *([spec.origin] if spec.origin else ())]
        )
        if not any(Path(place).resolve().is_relative_to(here / name) for place in places):
            return f"{name} ({places[0] if places else 'not found'})"
    return None


class ForeignFile(pytest.File):
    """A dialog in a project that has a package of our name."""

    stranger = ""

    def collect(self) -> Iterable[pytest.Item]:
        """One item that says so."""
        item: ForeignItem = ForeignItem.from_parent(self, name="<dialog>")
        yield item


class ForeignItem(pytest.Item):
    """Says why a dialog cannot be played here."""

    def runtest(self) -> None:
        """Fail with one line."""
        stranger = self.parent.stranger if isinstance(self.parent, ForeignFile) else ""
        pytest.fail(
            f"dialogs are not played where a project has a package of its own called {stranger}; "
            f"play this one by: zvonilka run {self.path}",
            pytrace=False,
        )


@pytest.fixture
def world() -> World:
    """A fresh demo world."""
    from phone.driver import World  # noqa: PLC0415

    return World.load()


@pytest.fixture
def phone(world: World) -> Phone:
    """The phone of the first person of the world."""
    return world.phone()


@pytest.fixture
def lcd_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compares a display with a file of its rows: `assert phone.frame == lcd_snapshot` (needs syrupy)."""
    from phone.driving.snapshots import LcdExtension  # noqa: PLC0415

    return snapshot.use_extension(LcdExtension)


@pytest.fixture
def dialog_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compares a transcript with a file: `assert world.transcript() == dialog_snapshot` (needs syrupy)."""
    from phone.driving.snapshots import TranscriptExtension  # noqa: PLC0415

    return snapshot.use_extension(TranscriptExtension)


def pytest_assertrepr_compare(op: str, left: Any, right: Any) -> list[str] | None:
    """Explain what differs between two displays, transcripts or ledgers of ours."""
    if op != "==" or type(left).__module__.partition(".")[0] != "phone":
        return None
    from phone.dialog.explaining import explained  # noqa: PLC0415

    return explained(left, right)
