"""Where real clients meet the modem: a world, a port, programs that open it, and a tape of what crossed the line."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal

from attrs import define, field, frozen

from phone.handset.handset import Handset
from phone.modem.line import Line
from phone.opening import load_world
from phone.world import World
from tui.modem_port import ModemPort
from tui.pace import Pace
from tui.ports import Served

SCRIPTS: Final = Path(__file__).parent / "scripts"

Direction = Literal["<", ">", "!"]
"""From the client, to the client, and what somebody does in the world."""


@frozen
class Step:
    """What crossed the line, or happened, at a moment of the world, in milliseconds from its beginning."""

    at_ms: int
    direction: Direction
    text: str


@frozen
class Shown:
    """A command as a person would type it, and what it printed."""

    command: str
    output: str


@define
class Tape:
    """A line that writes down what crosses it."""

    line: Line
    begun_ms: int
    steps: list[Step] = field(factory=list)

    def note(self, at_ms: int, direction: Direction, text: str) -> None:
        if text:
            self.steps.append(Step(at_ms - self.begun_ms, direction, text))

    def feed(self, data: bytes, at_ms: int) -> bytes:
        said = self.line.feed(data, at_ms)
        self.note(at_ms, "<", data.decode("latin-1"))
        self.note(at_ms, ">", said.decode("latin-1"))
        return said

    def idle(self, at_ms: int) -> bytes:
        said = self.line.idle(at_ms)
        self.note(at_ms, ">", said.decode("latin-1"))
        return said

    def forsake(self) -> None:
        self.line.forsake()
        self.steps.append(Step(self.line.commands.at_ms - self.begun_ms, "!", "gone"))  # type: ignore[attr-defined]

    def next_due(self) -> int | None:
        return self.line.next_due()


def _broken(error: Exception) -> None:
    raise error


class ClientError(AssertionError):
    """A client failed, or took too long."""


@define
class Stage:
    """A port that is served, and what was shown on it."""

    world: World
    served: Served
    tape: Tape
    folder: Path
    shown: list[Shown] = field(factory=list)

    @classmethod
    def open(cls, folder: Path, name: str = "Анна") -> Stage:
        """A port in a folder of its own; it must be called from a running loop, and be closed."""
        world = load_world("demo")
        served = Served(port := ModemPort(world, name, link=folder / "port"), _broken)
        tape = Tape(port._line, world.now_ms)
        port._line = tape  # type: ignore[assignment]
        pace, serve = Pace(), port.serve

        def timely() -> None:
            world.advance(pace.elapsed_ms())
            serve()

        port.serve = timely  # type: ignore[method-assign,assignment]
        served.serve()
        return cls(world, served, tape, folder)

    def close(self) -> None:
        self.served.close()
        self.world.close()

    def act(self, deed: str) -> None:
        """Somebody does something: see `act`."""
        self.tape.note(self.world.now_ms, "!", deed)
        act(self.world, deed)

    async def until(self, true: Callable[[], bool], limit_s: float = 30) -> None:
        """Wait for something to become true."""
        for _ in range(int(limit_s * 20)):
            if true():
                return
            await asyncio.sleep(0.05)
        raise ClientError(f"not within {limit_s} s")

    async def run(
        self, shown: str, *argv: str, limit_s: float = 60, show: bool = True, typed: str = "", fails: bool = False
    ) -> str:
        """Run a program to its end; what it printed."""
        process = await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            cwd=self.folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.folder), "PYTHONIOENCODING": "utf-8"},
        )
        try:
            said, _ = await asyncio.wait_for(process.communicate(typed.encode()), limit_s)
        except TimeoutError as error:
            raise ClientError(f"{shown}: not done in {limit_s} s") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        output = clean(said.decode("utf-8", "replace")).replace(str(self.folder / "port"), "/tmp/zv")
        if process.returncode and not fails:
            raise ClientError(f"{shown}: exit code {process.returncode}\n{output}")
        if show:
            self.shown.append(Shown(shown, output))
        return output

    async def gammu(self, *words: str, limit_s: float = 60, show: bool = True) -> str:
        config = self.folder / "gammurc"
        config.write_text(f"[gammu]\nport = {self.folder / 'port'}\nconnection = at115200\n")
        typed = " ".join(("gammu", *(f"'{word}'" if re.search(r"[*#<>| ]", word) else word for word in words)))
        return await self.run(typed, "gammu", "-c", str(config), *words, limit_s=limit_s, show=show)

    async def gnokii(self, *words: str, typed: str = "") -> str:
        config = self.folder / "gnokiirc"
        (self.folder / ".cache" / "gnokii").mkdir(parents=True, exist_ok=True)
        config.write_text(f"[global]\nmodel = AT\nport = {self.folder / 'port'}\nconnection = serial\n")
        shown = " ".join((*((f"echo {typed} |",) if typed else ()), "gnokii", *words))
        return await self.run(shown, "gnokii", "--config", str(config), *words, typed=typed)

    async def script(self, name: str, *, limit_s: float = 90) -> str:
        path = SCRIPTS / f"{name}.py"
        return await self.run(
            f"python {name}.py", sys.executable, str(path), str(self.folder / "port"), limit_s=limit_s
        )


def act(world: World, deed: str) -> None:
    """What people do while a client is at work, told in words: the same when it is done again.

    `sms WHO NUMBER TEXT`, `flash WHO NUMBER TEXT`, `call WHO NUMBER`, `answer WHO`, `hangup WHO`, `hold WHO`.
    """
    verb, who, *rest = deed.split(" ", 3)

    def do(phone: Handset, at_ms: int) -> Any:
        mobile = phone.mobile
        match verb:
            case "sms":
                return mobile.send_sms(rest[0], rest[1], at_ms)
            case "flash":
                return mobile.send_sms(rest[0], rest[1], at_ms, flash=True)
            case "call":
                return mobile.dial(rest[0], at_ms)
            case "answer":
                return mobile.answer()
            case "hold":
                return mobile.toggle_hold()
            case "hangup":
                return mobile.end_calls()
        raise AssertionError(deed)

    world.command(who, do)


def clean(output: str) -> str:
    """What a program printed, without what differs from run to run and says nothing."""
    output = re.sub(r"\x1b\[[0-9;]*m|[^\n]*\r(?!\n)", "", output)
    kept = (line.rstrip() for line in output.splitlines() if not line.startswith("python-gammu: WARNING"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept).strip()) + "\n"


CLIENTS: Final = {
    "gammu": "gammu",
    "gnokii": "gnokii",
    "smsd": "smsd",
}
"""Programs of the clients."""

MODULES: Final = {"python-gsmmodem-new": "gsmmodem", "python-gammu": "gammu"}
"""Python modules of the clients."""


def there(client: str) -> bool:
    """Whether a client is installed."""
    if client in MODULES:
        return importlib.util.find_spec(MODULES[client]) is not None
    return shutil.which(CLIENTS[client], path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None
