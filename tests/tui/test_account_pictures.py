"""Every page of the personal account as a picture, in Russian and English, alone and beside the phone; most of it is slow."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.tui.driving import play, screen_rows
from tests.tui.visiting import on_site
from tui.account.visit import Place
from tui.screens.account import PAGES
from tui.shot import settled
from tui.theme import THEMES

SIZES = ((80, 24), (120, 40))
DEFAULT = {("catalogue", "ru", (120, 40)), ("profile", "ru", (80, 24))}
"""What is compared each time."""
SHOTS = [
    pytest.param(
        place,
        locale,
        size,
        id=f"{place}-{locale}-{size[0]}x{size[1]}",
        marks=() if (place, locale, size) in DEFAULT else pytest.mark.slow,
    )
    for place in PAGES
    for locale in ("ru", "en")
    for size in SIZES
]


@pytest.fixture(autouse=True)
def short_waits() -> None:
    """Pictures wait as long as the toolkit does."""


@pytest.mark.parametrize(("place", "locale", "size"), SHOTS)
def test_each_page(picture: SnapshotAssertion, place: Place, locale: str, size: tuple[int, int]) -> None:
    async def test() -> None:
        async with on_site(size, place, reward="site:smartphone", locale=locale) as (app, pilot, _):
            assert await settled(app, pilot) == picture

    play(test())


@pytest.mark.slow
@pytest.mark.parametrize("theme", [name for name in THEMES if name != "classic"])
@pytest.mark.parametrize("place", ["overview", "reward"])
def test_other_skins(picture: SnapshotAssertion, place: Place, theme: str) -> None:
    async def test() -> None:
        async with on_site((120, 40), place, reward="site:smartphone", theme=theme, world="rich") as (app, pilot, _):
            assert await settled(app, pilot) == picture

    play(test())


@pytest.mark.slow
@pytest.mark.parametrize("place", ["gift", "catalogue"])
def test_without_colours(picture: SnapshotAssertion, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def test() -> None:
        async with on_site((80, 24), place) as (app, pilot, _):
            assert await settled(app, pilot) == picture

    play(test())


@pytest.mark.slow
@pytest.mark.parametrize("size", [(58, 14), (40, 12), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_other_sizes(picture: SnapshotAssertion, size: tuple[int, int]) -> None:
    async def test() -> None:
        async with on_site(size, "catalogue") as (app, pilot, _):
            assert all(len(row) == size[0] for row in screen_rows(app))
            assert await settled(app, pilot) == picture

    play(test())
