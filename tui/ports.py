"""The ports of a sitting: which SIMs computers can reach as a modem, served by the app's event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from attrs import define, field

from ledger.calendar import SECOND_MS

if TYPE_CHECKING:
    from phone.world import World
    from tui.modem_port import ModemPort


LEAST_MS: Final = 20
"""The least pause between two looks: the world's clock goes in steps here, and may stand."""


@define(eq=False)
class Served:
    """A port in an event loop: read as soon as its client types, and looked after from time to time.

    Attributes:
        port: the port.
        fault: is told what goes wrong with the world; the port is of no use then.
    """

    port: ModemPort
    fault: Callable[[Exception], None]
    _loop: asyncio.AbstractEventLoop = field(factory=asyncio.get_running_loop)
    _timer: asyncio.TimerHandle | None = None

    def serve(self) -> None:
        """Serve the port now, and once more when it is time."""
        try:
            self.port.serve()
        except Exception as error:  # noqa: BLE001  (the loop would only write it down)
            self._leave()
            self.fault(error)
            return
        if self.port.connected:
            self._loop.add_reader(self.port.fd, self.serve)
        else:
            self._loop.remove_reader(self.port.fd)
        if self.port.connected and self.port.unsent:
            self._loop.add_writer(self.port.fd, self.serve)
        else:
            self._loop.remove_writer(self.port.fd)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(max(LEAST_MS, self.port.pause_ms()) / SECOND_MS, self.serve)

    def close(self) -> None:
        """Take the port away."""
        self._leave()
        self.port.close()

    def _leave(self) -> None:
        """The loop serves it no more."""
        if self._timer is not None:
            self._timer.cancel()
        self._loop.remove_reader(self.port.fd)
        self._loop.remove_writer(self.port.fd)


@define(eq=False)
class Ports:
    """Open ports, by the person and the slot from 0."""

    opened: dict[tuple[str, int], Served] = field(factory=dict)

    def toggle(self, world: World, person: str, slot: int, fault: Callable[[Exception], None]) -> ModemPort | None:
        """Open the port of a SIM and serve it from the running loop, or close it; the port if it is open now.

        Raises:
            OSError: there is no pseudo-terminal to be had.
            ImportError: there are none on this system.
            FixtureError: `modem.json` has mistakes.
        """
        from tui.modem_port import ModemPort  # noqa: PLC0415  (not on every system, and not before it is wanted)

        served = self.opened.pop((person, slot), None)
        if served is not None:
            served.close()
            return None
        served = self.opened[person, slot] = Served(ModemPort(world, person, slot), fault)
        served.serve()
        return served.port

    def of(self, person: str) -> tuple[ModemPort, ...]:
        """The open ports of somebody's phone."""
        return tuple(self.opened[name, slot].port for name, slot in sorted(self.opened) if name == person)

    def close(self) -> None:
        """Close all of them."""
        while self.opened:
            self.opened.popitem()[1].close()
