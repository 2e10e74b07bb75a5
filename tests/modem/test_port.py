"""The port: whose it is, who comes and goes, and what it leaves behind."""

from __future__ import annotations

import contextlib
import os
import stat
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from phone.modem.pty import UNSENT_MAX, Port, PortError


@pytest.fixture
def port(tmp_path: Path) -> Iterator[Port]:
    port = Port(tmp_path / "port")
    yield port
    port.close()


def opened(port: Port) -> int:
    assert port.link is not None
    return os.open(port.link, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)


def test_it_is_its_owners_alone(port: Port) -> None:
    status = Path(port.path).stat()
    assert stat.S_IMODE(status.st_mode) == 0o600
    assert status.st_uid == os.getuid()
    assert port.link is not None
    assert port.link.readlink() == Path(port.path)


def test_it_is_raw_for_every_client_that_comes(port: Port) -> None:
    for _ in range(2):
        client = opened(port)
        flags = termios.tcgetattr(client)
        assert not flags[3] & (termios.ECHO | termios.ICANON | termios.ISIG)
        assert not flags[1] & termios.OPOST
        os.write(client, b"AT\r\n\x03\x04\x11\x13\x1a")
        assert port.read() == b"AT\r\n\x03\x04\x11\x13\x1a"
        port.write(b"\r\nOK\r\n")
        assert os.read(client, 100) == b"\r\nOK\r\n"
        os.close(client)
        assert port.read() is None
        port.forget()


def test_it_knows_whether_somebody_is_there(port: Port) -> None:
    assert port.read() is None
    client = opened(port)
    assert port.read() == b""
    os.write(client, b"last words")
    os.close(client)
    assert port.read() == b"last words"
    assert port.read() is None


def test_a_client_may_change_the_speed(port: Port) -> None:
    client = opened(port)
    for speed in (termios.B9600, termios.B115200, termios.B300):
        flags = termios.tcgetattr(client)
        flags[4] = flags[5] = speed
        termios.tcsetattr(client, termios.TCSANOW, flags)
        os.write(client, b"AT\r")
        assert port.read() == b"AT\r"
    os.close(client)


def test_what_one_client_has_not_read_is_not_for_the_next(port: Port) -> None:
    client = opened(port)
    port.write(b"RING")
    os.close(client)
    assert port.read() is None
    port.forget()
    client = opened(port)
    with pytest.raises(BlockingIOError):
        os.read(client, 100)
    os.close(client)


def test_a_client_that_does_not_read_costs_no_memory_and_blocks_nobody(port: Port) -> None:
    client = opened(port)
    for _ in range(200):
        port.write(b"x" * 10_000)
    assert port.unsent == UNSENT_MAX
    read = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            read += len(os.read(client, 65_536))
            port.write(b"")
    assert read >= UNSENT_MAX
    assert port.unsent == 0
    os.close(client)


def test_the_link_goes_with_the_port(tmp_path: Path) -> None:
    link = tmp_path / "port"
    Port(link).close()
    assert not link.is_symlink()


def test_a_link_that_leads_elsewhere_by_now_stays(tmp_path: Path) -> None:
    link = tmp_path / "port"
    port = Port(link)
    link.unlink()
    link.symlink_to(tmp_path)
    port.close()
    assert link.readlink() == tmp_path


def test_a_link_that_a_dead_port_left_is_replaced(tmp_path: Path) -> None:
    link = tmp_path / "port"
    link.symlink_to("/dev/pts/99999")
    port = Port(link)
    assert link.readlink() == Path(port.path)
    port.close()


@pytest.mark.parametrize("what", ["file", "folder", "used", "dangling", "missing"])
def test_nothing_else_is_replaced(tmp_path: Path, what: str) -> None:
    link = tmp_path / "port"
    first = None
    match what:
        case "file":
            link.write_text("mine")
        case "folder":
            link.mkdir()
        case "used":
            first = Port(link)
        case "dangling":
            link.symlink_to(tmp_path / "nothing")
        case "missing":
            link = tmp_path / "nowhere" / "port"
    with pytest.raises(PortError) as told:
        Port(link)
    assert str(told.value).startswith(f"{link}: ")
    assert "\n" not in str(told.value)
    assert os.path.lexists(link) is (what != "missing")
    if first is not None:
        first.close()
