"""The ports of a sitting: which SIMs computers can reach as a modem."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from phone.world import World
    from tui.modem_port import ModemPort


@define(eq=False)
class Ports:
    """Open ports, by the person and the slot from 0."""

    opened: dict[tuple[str, int], ModemPort] = field(factory=dict)

    def toggle(
        self, world: World, person: str, slot: int, before: Callable[[], None], fault: Callable[[Exception], None]
    ) -> ModemPort | None:
        """Open the port of a SIM and serve it from the running loop, or close it; the port if it is open now.

        Raises:
            OSError: there is no pseudo-terminal to be had.
            ImportError: there are none on this system.
            FixtureError: `modem.json` has mistakes.
        """
        from tui.modem_port import ModemPort  # noqa: PLC0415  (not on every system, and not before it is wanted)

        port = self.opened.pop((person, slot), None)
        if port is not None:
            port.close()
            return None
        port = self.opened[person, slot] = ModemPort(world, person, slot)
        port.start(before, fault)
        return port

    def of(self, person: str) -> tuple[ModemPort, ...]:
        """The open ports of somebody's phone."""
        return tuple(port for (name, _), port in sorted(self.opened.items()) if name == person)

    def close(self) -> None:
        """Close all of them."""
        while self.opened:
            self.opened.popitem()[1].close()
