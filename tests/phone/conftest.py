"""The headless tests run with clocks, chance and threads taken away from the rooms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.purity import without_clocks

pytest.register_assert_rewrite("tests.phone.matrix")


@pytest.fixture(scope="module", autouse=True)
def no_clocks() -> Iterator[None]:
    with without_clocks():
        yield
