"""A phone's modem on a pseudo-terminal, served by an event loop: the verb's own, or the app's."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ledger.calendar import SECOND_MS
from phone.modem.line import Line
from phone.modem.modem import Modem
from phone.modem.pty import Port
from phone.world import World
from tui.pace import Pace

TICK_MS: Final = 100
"""How often the port looks after its phone and its client, at least."""

LOOK_MS: Final = 20
"""How often a port that nobody has open looks whether somebody has."""


class ModemPort:
    """One port of one phone.

    Attributes:
        modem: the phone behind it.
        path: where a client finds it.
        connected: whether a client has it open.
    """

    def __init__(self, world: World, name: str, slot: int = 0, link: Path | None = None) -> None:
        """Opens a port; nobody serves it yet.

        Raises:
            PortError: the pseudo-terminal or its link cannot be made.
            FixtureError: `modem.json` has mistakes.
        """
        self.modem = Modem.attach(world, name, slot)
        try:
            self._port = Port(link)
        except OSError:
            self.modem.close()
            raise
        self._line = Line(self.modem)
        self.path = self._port.path
        self.connected = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None

    def start(self, before: Callable[[], None], fault: Callable[[Exception], None]) -> None:
        """Serve it from the running loop.

        Args:
            before: brings the world's clock to the present, before anything is done.
            fault: is told what goes wrong with the world; the port is of no use then.
        """
        self._loop = asyncio.get_running_loop()
        self._before = before
        self._fault = fault
        self._serve()

    def close(self) -> None:
        """Take the port and its link away."""
        if self._timer is not None:
            self._timer.cancel()
        if self._loop is not None:
            self._loop.remove_reader(self._port.fd)
            self._loop.remove_writer(self._port.fd)
        self.modem.close()
        self._port.close()

    def _serve(self) -> None:
        """Take what a client has typed, let the phone do it, and say what there is to say."""
        loop = self._loop
        assert loop is not None, "a port is served once it is started"
        try:
            self._before()
            typed = self._port.read()
            self._meet(here=typed is not None)
            world = self.modem.world
            said = self._line.feed(typed, world.now_ms) if typed else b""
            world.advance(0)
            said += self._line.idle(world.now_ms)
            if self.connected:
                self._say(said)
        except Exception as error:  # noqa: BLE001  (the loop would only write it down)
            self._fault(error)
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(self._pause_ms() / SECOND_MS, self._serve)

    def _meet(self, *, here: bool) -> None:
        """A client has come or gone."""
        if here == self.connected:
            return
        assert self._loop is not None, "a port is served once it is started"
        self.connected = here
        if here:
            self._loop.add_reader(self._port.fd, self._serve)
            return
        self._loop.remove_reader(self._port.fd)
        self._loop.remove_writer(self._port.fd)
        self._line.forsake()
        self._port.forget()

    def _say(self, said: bytes) -> None:
        assert self._loop is not None, "a port is served once it is started"
        self._port.write(said)
        if self._port.unsent:
            self._loop.add_writer(self._port.fd, self._say, b"")
        else:
            self._loop.remove_writer(self._port.fd)

    def _pause_ms(self) -> int:
        now_ms = self.modem.world.now_ms
        dues = (self.modem.world.next_due(), self._line.next_due(), self.modem.next_due())
        soonest = min((due - now_ms for due in dues if due is not None), default=TICK_MS)
        return max(1, min(soonest, TICK_MS if self.connected else LOOK_MS))


def serve(open_port: Callable[[], ModemPort], ready: Callable[[ModemPort], None]) -> None:
    """Open a port and serve it until the program is told to end; the world's time goes with the wall clock.

    `ready` is told when clients may come.

    Raises:
        PortError: the port cannot be opened.
        FixtureError: `modem.json` has mistakes.
        Exception: what went wrong with the world.
    """
    faults: list[Exception] = []

    async def run() -> None:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, ended.set)

        def fault(error: Exception) -> None:
            faults.append(error)
            ended.set()

        port = open_port()
        try:
            pace, world = Pace(), port.modem.world
            port.start(lambda: world.advance(pace.elapsed_ms()), fault)
            ready(port)
            await ended.wait()
        finally:
            port.close()

    asyncio.run(run())
    if faults:
        raise faults[0]
