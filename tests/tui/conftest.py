"""What every test of the face needs: an environment without the developer's habits, and pictures that compare."""

from __future__ import annotations

import os

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from ledger.configuration import Configuration
from ledger.loading import Fixtures
from phone.texts import Texts
from tui.words import Words

for name in [name for name in os.environ if name == "NO_COLOR" or name.startswith("TEXTUAL")]:
    del os.environ[name]  # Textual reads some of them while it is imported, which nothing above does.


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key the toolkit looks whether the program has come to rest, every 20 ms: every 4 are enough."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.0002)


class SvgExtension(SingleFileSnapshotExtension):
    """One `.svg` file a picture."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compares with an SVG file."""
    return snapshot.use_extension(SvgExtension)


@pytest.fixture(scope="session")
def words() -> Words:
    """The face's words in Russian, with the bundled purses."""
    fixtures = Fixtures()
    configuration = Configuration.load(fixtures)
    return Words(Texts.load(fixtures, configuration.zone), "ru", configuration.purses)
