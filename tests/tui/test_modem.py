"""The port of a phone in the app: opened from the palette, told where the state is, gone when the app ends."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import lcd_text, play, running, screen_rows
from tui.app import PhoneApp


def shown(app: PhoneApp) -> str:
    return "\n".join(screen_rows(app))


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """The port is served by timers: unlike a frame it takes real time, a few milliseconds."""
    for _ in range(200):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError("the condition did not come true")


async def offered(app: PhoneApp) -> list[str]:
    return [command.title for command in app.get_system_commands(app.screen)]


class Caller:
    """A client of a port."""

    def __init__(self, path: str) -> None:
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self.said = b""

    def heard(self, words: bytes) -> bool:
        try:
            self.said += os.read(self.fd, 4_096)
        except BlockingIOError:
            return False
        return words in self.said


def test_a_client_drives_the_phone_that_is_shown_and_no_port_outlives_the_app() -> None:
    paths: list[str] = []

    async def test() -> None:
        async with running((120, 40)) as (app, pilot):
            assert "Модем: Анна" in await offered(app)
            await app.run_action("app.modem('Анна', 0)")
            (port,) = app.phone_screen.session.ports.of("Анна")
            paths.append(port.path)
            await until(pilot, lambda: f"модем {port.path}" in shown(app))
            caller = Caller(port.path)
            os.write(caller.fd, b"ATD0890;\r")
            await until(pilot, lambda: caller.heard(b"OK"))
            await until(pilot, lambda: "0890" in lcd_text(app))
            assert port.connected
            os.close(caller.fd)
            await until(pilot, lambda: not port.connected)

    play(test())
    assert not Path(paths[0]).exists()


def test_a_small_terminal_tells_of_a_port_too() -> None:
    async def test() -> None:
        async with running((80, 24)) as (app, pilot):
            assert " AT " not in shown(app)
            await app.run_action("app.modem('Анна', 0)")
            await until(pilot, lambda: " AT " in shown(app))

    play(test())


def test_each_sim_has_a_port_that_can_be_closed_again_and_trouble_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> None:
        raise OSError(6, "No such device or address")

    async def test() -> None:
        async with running((120, 40)) as (app, pilot):
            for who, slot in (("Анна", 0), ("Анна", 1), ("Борис", 0)):
                await app.run_action(f"app.modem({who!r}, {slot})")
            ports = app.phone_screen.session.ports
            assert [len(ports.of(who)) for who in ("Анна", "Борис")] == [2, 1]
            await app.run_action("app.modem('Анна', 0)")
            assert len(ports.of("Анна")) == 1
            await app.run_action("app.modem('Анна', 1)")
            await until(pilot, lambda: "модем /dev" not in shown(app))
            monkeypatch.setattr(os, "openpty", nothing)
            await app.run_action("app.modem('Анна', 0)")
            trouble = "no pseudo-terminal: No such device or address"
            await until(pilot, lambda: trouble in [one.message for one in app._notifications])
            assert ports.of("Анна") == ()

    play(test())
