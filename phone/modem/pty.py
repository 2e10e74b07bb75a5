"""The port: a pseudo-terminal that a client opens like a serial line. It never blocks and knows no clock."""

from __future__ import annotations

import errno
import os
import termios
import tty
from pathlib import Path
from typing import Final

READ_MAX: Final = 4_096
"""Octets that are read at once."""

TERMINALS: Final = Path("/dev/pts")

UNSENT_MAX: Final = 1_048_576
"""Octets that wait for a client that does not read; the rest of what is said is lost."""


class PortError(OSError):
    """The port cannot be opened; the message says why, in one line."""


class Port:
    """A pseudo-terminal of its owner's alone, and a link to it.

    Attributes:
        path: of the terminal, such as /dev/pts/5.
        link: the link that leads to it, or None.
        fd: its other end, for who waits until there is something to read.
    """

    def __init__(self, link: Path | None = None) -> None:
        """Opens a port.

        Raises:
            PortError: there is no pseudo-terminal to be had, or something stands where the link is to be.
        """
        self.link = link
        if link is not None:
            _make_way(link)
        try:
            self.fd, far = os.openpty()
        except OSError as error:
            raise PortError(f"no pseudo-terminal: {error.strerror}") from error
        try:
            self.path = os.ttyname(far)
            os.fchmod(far, 0o600)
            tty.setraw(far)
            os.set_blocking(self.fd, False)
            if link is not None:
                link.symlink_to(self.path)
        except OSError as error:
            os.close(self.fd)
            raise PortError(f"{link or 'pseudo-terminal'}: {error.strerror}") from error
        finally:
            os.close(far)
        self._unsent = bytearray()

    def read(self) -> bytes | None:
        """What a client has typed, perhaps nothing; None if nobody has the port open."""
        try:
            return os.read(self.fd, READ_MAX) or None
        except BlockingIOError:
            return b""
        except OSError as error:
            if error.errno == errno.EIO:
                return None
            raise

    def write(self, data: bytes) -> None:
        """Say something to the client; what it does not read at once waits, up to a limit."""
        self._unsent += data[: UNSENT_MAX - len(self._unsent)]
        if not self._unsent:
            return
        try:
            del self._unsent[: os.write(self.fd, self._unsent)]
        except BlockingIOError:
            return

    @property
    def unsent(self) -> int:
        """Octets that wait for the client to read."""
        return len(self._unsent)

    def forget(self) -> None:
        """The client is gone: what it has not read is not for the next one."""
        self._unsent.clear()
        far = os.open(self.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            termios.tcflush(far, termios.TCIFLUSH)
        finally:
            os.close(far)

    def close(self) -> None:
        """Take the port away, and its link if it still leads here."""
        if self.link is not None and self.link.is_symlink() and self.link.readlink() == Path(self.path):
            self.link.unlink()
        os.close(self.fd)


def _make_way(link: Path) -> None:
    """A link that a port left behind is removed; anything else stays.

    Raises:
        PortError: something else stands there.
    """
    if not link.is_symlink():
        if link.exists():
            raise PortError(f"{link}: something is there already; give another path, or remove it")
        return
    if link.exists() or link.readlink().parent != TERMINALS:
        raise PortError(f"{link}: it leads to {link.readlink()}; give another path, or remove it")
    try:
        link.unlink()
    except OSError as error:
        raise PortError(f"{link}: {error.strerror}") from error
