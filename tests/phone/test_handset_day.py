"""A day with the phone, by its keys alone: switched on, a Russian text with a call in its middle, a gift, a game."""

from __future__ import annotations

from phone.handset.ui.keys import Key
from phone.handset.ui.screens.power import GREETING_MS
from phone.world import World
from tests.phone.handsets import path_to
from tests.phone.test_handset_toolkit import digits
from tests.phone.worlds import ANNA, BORIS, Life
from tests.phone.writing import keys, taps

WAIT_MS = 1_100
"""Longer than a letter waits for another press of its key."""


def press(world: World, *pressed: Key) -> None:
    for key in pressed:
        world.press(ANNA, key)


def tap(world: World, text: str) -> None:
    """A text by multi-tap, with the pauses of a hand."""
    for letter in taps(text, "ru"):
        press(world, *letter)
        world.advance(WAIT_MS)


def body(world: World, name: str = ANNA) -> str:
    return " ".join(" ".join(row.text for row in world.frame(name).body).split())


def test_a_day_with_the_phone() -> None:
    life = Life.of(ANNA)
    world = life.world
    world.hold(ANNA, "end")
    assert not body(world)
    world.hold(ANNA, "power")
    world.advance(GREETING_MS)
    world.settle()
    assert "МТС" in body(world)

    press(world, "soft_left", "2", "1")
    tap(world, "привет")
    world.command(BORIS, lambda phone, at_ms: phone.mobile.dial("+79160000001", at_ms))
    world.settle()
    assert "Борис" in body(world)
    press(world, "call")
    world.advance(5_000)
    assert world.phones[BORIS].mobile.calls.active
    press(world, "end")
    world.advance(3_000)
    assert "Привет" in body(world), "nothing that was typed is lost by the call"
    tap(world, " борис")
    press(world, "soft_left", "1")
    press(world, *keys("89160000002"))
    press(world, "ok")
    world.settle()
    assert world.phones[BORIS].mobile.store.inbox[0].text.value.casefold() == "привет борис"

    press(world, "end", "soft_left", *path_to("operator"))
    press(world, *keys(digits(world.phones[ANNA].mobile.slots[0].toolkit, "bonus", "gift")))
    press(world, *keys("9160000002"), "ok", *keys("50"), "ok", "soft_left")
    world.settle()
    assert life.standing.points == 1190

    press(world, "end", "soft_left", *path_to("snake"), "1")
    before = str(world.frame(ANNA))
    press(world, "2")
    world.advance(1_000)
    assert str(world.frame(ANNA)) != before
    assert "Змейка" in body(world)
    press(world, "end")
    assert "МТС" in body(world)
