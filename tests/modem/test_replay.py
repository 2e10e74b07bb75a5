"""What real clients sent is answered as it was when they were content with it, byte by byte, and docs/modem.md tells it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from phone.modem.line import Line
from phone.modem.modem import Modem
from tests.modem.book import BOOK, pages
from tests.modem.recordings import FOLDER, Recording, load
from tests.modem.scenes import SCENES
from tests.modem.stage import act
from tests.phone.worlds import ANNA, new_world
from tests.purity import without_clocks

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.fixture(scope="module", autouse=True)
def no_clocks() -> Iterator[None]:
    with without_clocks():
        yield


def conversation(recording: Recording) -> list[tuple[str, str]]:
    """What was typed, and all that was said until something was typed again."""
    turns: list[tuple[str, str]] = [("", "")]
    for step in recording.steps:
        if step.direction == "<":
            turns.append((step.text, ""))
        elif step.direction == ">":
            turns[-1] = (turns[-1][0], turns[-1][1] + step.text)
    return turns


def replayed(recording: Recording) -> list[tuple[str, str]]:
    """The same with the modem of today, on the world's clock."""
    world = new_world()
    modem = Modem.attach(world, ANNA)
    line = Line(modem)
    begun_ms = world.now_ms
    turns: list[tuple[str, str]] = [("", "")]
    for step in recording.steps:
        world.advance(max(0, begun_ms + step.at_ms - world.now_ms))
        said = b""
        if step.direction == "<":
            turns.append((step.text, ""))
            said = line.feed(step.text.encode("latin-1"), world.now_ms)
        elif step.direction == ">":
            said = line.idle(world.now_ms)
        elif step.text == "gone":
            line.forsake()
        else:
            act(world, step.text)
        turns[-1] = (turns[-1][0], turns[-1][1] + said.decode("latin-1"))
    modem.close()
    return turns


def test_every_scene_was_recorded() -> None:
    assert sorted(SCENES) == NAMES
    assert len({scene.client for scene in SCENES.values()}) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_client_is_answered_as_before(name: str) -> None:
    then, now = conversation(load(name)), replayed(load(name))
    for before, after in zip(then, now, strict=True):
        if before[0].strip() == "AT+CLAC":
            assert set(before[1].split()) <= set(after[1].split()), "commands may come, none may go"
        else:
            assert after == before


def test_the_book_is_that_of_the_recordings() -> None:
    assert BOOK.read_text(encoding="utf-8") == pages(), "python -m tests.modem.record writes it anew"
