"""A client on the world's clock: it types, and hears what the modem says."""

from __future__ import annotations

from attrs import define

from phone.modem.line import Line
from phone.modem.modem import Modem
from phone.world import World
from tests.modem.stage import act
from tests.phone.worlds import ANNA, new_world


@define
class Client:
    """Somebody at the other end of the line, without echo and with errors by number unless a test wants it otherwise."""

    world: World
    modem: Modem
    line: Line

    @classmethod
    def of(cls, name: str = ANNA, *settings: str, slot: int = 0, plain: bool = False) -> Client:
        world = new_world("demo", *settings)
        world.settle()
        modem = Modem.attach(world, name, slot)
        client = cls(world, modem, Line(modem))
        if not plain:
            assert client.type("ATE0+CMEE=1\r").endswith("\r\nOK\r\n")
        return client

    def type(self, text: str) -> str:
        """What comes back at once."""
        return self.feed(text.encode("latin-1")).decode("latin-1")

    def feed(self, data: bytes) -> bytes:
        said = self.line.feed(data, self.world.now_ms)
        self.world.advance(0)
        return said + self.line.idle(self.world.now_ms)

    def wait(self, by_ms: int) -> str:
        """Time passes from one thing that is due to the next; what the modem says meanwhile."""
        world = self.world
        until_ms, said = world.now_ms + by_ms, self.line.idle(world.now_ms)
        while world.now_ms < until_ms:
            dues = (world.next_due(), self.line.next_due(), self.modem.next_due())
            due_ms = min((due for due in dues if due is not None), default=until_ms)
            world.advance(max(1, min(due_ms, until_ms) - world.now_ms))
            said += self.line.idle(world.now_ms)
        return said.decode("latin-1")

    def say(self, command: str, wait_ms: int = 0) -> list[str]:
        """Type a command and its CR; the lines of the answer, and of what follows in a time."""
        return lines(self.type(f"{command}\r") + self.wait(wait_ms))

    def act(self, deed: str) -> None:
        """Somebody does something in the world: see `tests.modem.stage.act`."""
        act(self.world, deed)


def lines(said: str) -> list[str]:
    """The lines of an answer that say something."""
    return [line for line in said.replace("\r", "\n").split("\n") if line]
