"""`zvonilka modem` as a program: clients that come, go and die, and what is left when it is told to end."""

from __future__ import annotations

import os
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest
from attrs import define
from click.testing import CliRunner

from tui.cli import zvonilka

LIMIT_S = 20


@define
class Program:
    """The verb in a process of its own."""

    process: subprocess.Popen[str]
    link: Path

    @classmethod
    def started(cls, folder: Path, *words: str) -> Program:
        link = folder / "port"
        process = subprocess.Popen(
            [sys.executable, "-c", "from tui.cli import main; main()", "modem", "--link", str(link), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={name: value for name, value in os.environ.items() if not name.startswith("ZVONILKA")},
        )
        assert line_of(process.stdout) == f"{link}\n"
        return cls(process, link)

    def end(self, number: int) -> int:
        """Send a signal; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(LIMIT_S)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


def line_of(stream: IO[str] | None) -> str:
    """The next line of a program's output."""
    assert stream is not None
    assert select.select([stream], [], [], LIMIT_S)[0]
    return stream.readline()


@define
class Caller:
    """A client that opens the port and reads with a time limit."""

    fd: int

    @classmethod
    def of(cls, link: Path) -> Caller:
        return cls(os.open(link, os.O_RDWR | os.O_NOCTTY))

    def ask(self, typed: bytes, until: bytes) -> bytes:
        os.write(self.fd, typed)
        return self.read(until)

    def read(self, until: bytes) -> bytes:
        said, limit = b"", time.monotonic() + LIMIT_S
        while until not in said:
            assert select.select([self.fd], [], [], max(0, limit - time.monotonic()))[0], said
            said += os.read(self.fd, 4_096)
        return said

    def close(self) -> None:
        os.close(self.fd)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program.started(tmp_path_factory.mktemp("modem"), "--set", "air.fine.ussd_ms=50")
    yield program
    program.close()


def test_it_answers_and_prints_what_is_said(program: Program) -> None:
    with closing(Caller.of(program.link)) as caller:
        caller.ask(b"ATE0\r", b"OK\r\n")
        assert caller.ask(b"AT+CGSN\r", b"OK\r\n") == b"\r\n490154203210010\r\n\r\nOK\r\n"
        caller.ask(b"AT+CUSD=1\r", b"OK\r\n")
        said = caller.ask(b'AT+CUSD=1,"#100#"\r', b"15\r\n")
        assert said == b'\r\nOK\r\n\r\n+CUSD: 0,"Balans: 150,00 r.",15\r\n'
    assert line_of(program.process.stdout) == "Balans: 150,00 r.\n"


def test_the_port_is_its_owners_alone(program: Program) -> None:
    assert stat.S_IMODE(program.link.stat().st_mode) == 0o600


def test_clients_come_and_go(program: Program) -> None:
    for _ in range(5):
        with closing(Caller.of(program.link)) as caller:
            assert caller.ask(b"ATE0\r", b"OK\r\n").endswith(b"\r\nOK\r\n")
            assert caller.ask(b"AT+CMGS=13\r", b"> ") == b"\r\n> "
            os.write(caller.fd, b"0011")
        time.sleep(0.05)


def test_a_client_that_dies_takes_nothing_with_it(program: Program) -> None:
    code = f"import os; fd = os.open({str(program.link)!r}, os.O_RDWR); os.write(fd, b'AT+CSQ;+CSQ;+C'); os.abort()"
    died = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, timeout=LIMIT_S)
    assert died.returncode == -signal.SIGABRT
    time.sleep(0.2)
    with closing(Caller.of(program.link)) as caller:
        assert caller.ask(b"ATE0\r", b"OK\r\n").endswith(b"\r\nOK\r\n")


def test_binary_noise_is_answered(program: Program) -> None:
    with closing(Caller.of(program.link)) as caller:
        os.write(caller.fd, bytes(range(14, 256)) * 40 + b"\r")
        caller.read(b"ERROR")
        assert caller.ask(b"ATE0\r", b"OK\r\n").endswith(b"OK\r\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_the_link_goes_when_the_program_is_told_to_end(tmp_path: Path, number: signal.Signals) -> None:
    with closing(Program.started(tmp_path)) as program:
        assert program.link.is_symlink()
        assert program.end(number) == 0
        assert not os.path.lexists(program.link)
        assert program.process.stderr is not None
        assert program.process.stderr.read() == ""


def test_a_save_keeps_what_the_client_did(tmp_path: Path) -> None:
    save = tmp_path / "world.save"
    with closing(Program.started(tmp_path, "--save", str(save))) as program, closing(Caller.of(program.link)) as caller:
        caller.ask(b"ATE0\r", b"OK\r\n")
        caller.ask(b'AT+CUSD=1,"*707*31#"\r', b"72\r\n")
        assert program.end(signal.SIGTERM) == 0
    result = CliRunner().invoke(zvonilka, ["ussd", "*111*455*0#", "--save", str(save)])
    assert "1090 баллов" in result.output


def test_nobody_has_to_read_what_it_prints(tmp_path: Path) -> None:
    """Programs that start it read the port's name and forget the rest."""
    with closing(Program.started(tmp_path, "--set", "air.fine.sms_ms=0", "--json")) as program:
        with closing(Caller.of(program.link)) as caller:
            caller.ask(b"ATE0\r", b"OK\r\n")
            for _ in range(300):
                caller.ask(b"AT+CMGS=13\r", b"> ")
                assert b"+CMGS: " in caller.ask(b"001100048154550000FF03E2301B\x1a", b"OK\r\n")
        assert program.end(signal.SIGTERM) == 0


def test_mistakes_are_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for words, said in (
        (["--link", str(tmp_path / "file")], "something is there already"),
        (["--link", str(tmp_path / "nowhere" / "port")], "No such file or directory"),
        (["--as", "nobody"], "nobody is called"),
        (["--set", "modem.plmn=7"], "--set: modem: plmn: found 7, expected a text"),
    ):
        result = CliRunner().invoke(zvonilka, ["modem", *words])
        assert result.exit_code == 2
        assert said in result.output
        assert result.output.count("\n") == 1
