"""The clients themselves, as far as they are installed here: their recordings are replayed by other tests."""

from __future__ import annotations

import asyncio

import pytest

from tests.modem.record import play
from tests.modem.scenes import SCENES
from tests.modem.stage import ClientError, there


@pytest.mark.slow
def test_the_clients_that_are_installed_are_content() -> None:
    missing = sorted({scene.client for scene in SCENES.values() if not there(scene.client)})
    if len(missing) == len({scene.client for scene in SCENES.values()}):
        pytest.skip(f"no client is installed: {', '.join(missing)}")
    outcomes = asyncio.run(play(list(SCENES)))
    assert {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, ClientError)} == {}
