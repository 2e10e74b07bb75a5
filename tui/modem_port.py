"""A phone's modem on a pseudo-terminal: what is to be done when a client types, and when time has passed.

It waits for nothing itself. Who serves it waits for its descriptor, or for `pause_ms`: a loop of its own (`serve`), or the
event loop of the app (`tui.ports`).
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Final

from phone.modem.line import Line
from phone.modem.modem import Modem
from phone.modem.pty import Port
from phone.world import World
from tui.pace import Pace

TICK_MS: Final = 100
"""How often the port looks after its phone and its client, at least."""

LOOK_MS: Final = 20
"""How often a port that nobody has open looks whether somebody has."""

LINGER_MS: Final = 1
"""How long the port waits for a client's next word before it asks the world when it must look again."""


class ModemPort:
    """One port of one SIM.

    Attributes:
        modem: the phone behind it.
        path: where a client finds it.
        fd: what to wait for.
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
        self._deeds = 0
        self.path, self.fd = self._port.path, self._port.fd
        self.connected = False

    def serve(self, *, passed: bool = True) -> None:
        """Take what a client has typed, let the phone do it, and say what there is to say.

        Args:
            passed: whether time has passed since the last call: else there is nothing new but what the client types.
        """
        typed = self._port.read()
        if (typed is not None) != self.connected:
            self._meet(here=typed is not None)
        world = self.modem.world
        said = self._line.feed(typed, world.now_ms) if typed else b""
        if passed or self._deeds != self.modem.deeds:
            self._deeds = self.modem.deeds
            world.advance(0)
            said += self._line.idle(world.now_ms)
        if self.connected and (said or self._port.unsent):
            self._port.write(said)

    @property
    def unsent(self) -> bool:
        """Whether something waits for the client to read."""
        return self._port.unsent > 0

    def pause_ms(self) -> int:
        """After how long the port is to be served again at the latest, in milliseconds."""
        now_ms = self.modem.world.now_ms
        dues = (self.modem.world.next_due(), self._line.next_due(), self.modem.next_due())
        soonest = min((due - now_ms for due in dues if due is not None), default=TICK_MS)
        return max(1, min(soonest, TICK_MS if self.connected else LOOK_MS))

    def close(self) -> None:
        """Take the port and its link away."""
        self.modem.close()
        self._port.close()

    def _meet(self, *, here: bool) -> None:
        """A client has come or gone."""
        self.connected = here
        if not here:
            self._line.forsake()
            self._port.forget()


def serve(open_port: Callable[[], ModemPort], ready: Callable[[ModemPort], None]) -> None:
    """Open a port and serve it until the program is told to end; the world's time goes with the wall clock.

    `ready` is told when clients may come.

    Raises:
        PortError: the port cannot be opened.
        FixtureError: `modem.json` has mistakes.
        Exception: what went wrong with the world.
    """
    ended: list[int] = []
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda number, _: ended.append(number)) for number in signals}
    woken_before = signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    try:
        port = open_port()
        try:
            ready(port)
            _serve(port, told, ended)
        finally:
            port.close()
    finally:
        signal.set_wakeup_fd(woken_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(told)
        os.close(tell)


def _serve(port: ModemPort, told: int, ended: list[int]) -> None:
    """Until a signal has come; `told` can be read then."""
    pace, world = Pace(), port.modem.world
    poll = select.poll()
    poll.register(told, select.POLLIN)
    watched = 0
    while not ended:
        wanted = select.POLLIN | (select.POLLOUT if port.unsent else 0) if port.connected else 0
        if wanted != watched:
            (poll.register if wanted else poll.unregister)(port.fd, *((wanted,) if wanted else ()))
            watched = wanted
        if not poll.poll(LINGER_MS):
            poll.poll(port.pause_ms())
        elapsed_ms = pace.elapsed_ms()
        if elapsed_ms:
            world.advance(elapsed_ms)
        port.serve(passed=elapsed_ms > 0)
