"""How fast the phone answers as a modem, beside a program that only echoes; and a thousand messages, none of which is lost.

python benchmarks/modem.py
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

ROUNDS = 9
ROUND_S = 0.5
MESSAGES = 1_000
AT_ONCE = 20
"""Messages that are sent before the client looks for replies; the phone has room for 50."""

GATE = 0.3
LIMIT_S = 60

ECHO = """
import os, sys, tty
near, far = os.openpty()
tty.setraw(far)
print(os.ttyname(far), flush=True)
while data := os.read(near, 4096):
    os.write(near, data)
"""

MODEM = "from tui.cli import main; main()"
AT_ONCE_SETTINGS = ("--set", "air.fine.sms_ms=0", "--set", "rules.sms.answer_delay_s=0")

TO_BAL = b"001100048154550000FF03E2301B\x1a"
"""`bal` to 4555."""


@contextmanager
def program(*words: str) -> Iterator[str]:
    """A program that prints its port first."""
    process = subprocess.Popen([sys.executable, "-c", *words], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.close()
        process.wait()


class Client:
    """The other end of a port."""

    def __init__(self, path: str) -> None:
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)

    def ask(self, typed: bytes, until: bytes) -> bytes:
        """What comes back, up to something that must come."""
        os.write(self.fd, typed)
        said = b""
        while until not in said:
            if not select.select([self.fd], [], [], LIMIT_S)[0]:
                raise TimeoutError(f"{typed!r}: {said!r}")
            said += os.read(self.fd, 65_536)
        return said

    def trips(self, typed: bytes, answer: bytes) -> float:
        """Round trips a second."""
        count, begun, read, write = 0, time.perf_counter(), os.read, os.write
        while time.perf_counter() - begun < ROUND_S:
            for _ in range(100):
                write(self.fd, typed)
                said = read(self.fd, 4_096)
                while len(said) < len(answer):
                    said += read(self.fd, 4_096)
            count += 100
        assert said == answer
        return count / (time.perf_counter() - begun)


def compare() -> float:
    """Round trips of the modem in those of the echo."""
    with program(ECHO) as echo_path, program(MODEM, "modem") as modem_path:
        echo, modem = Client(echo_path), Client(modem_path)
        modem.ask(b"ATE0\r", b"OK\r\n")
        echoed, answered = [], []
        for _ in range(ROUNDS):
            echoed.append(echo.trips(b"AT\r", b"AT\r"))
            answered.append(modem.trips(b"AT\r", b"\r\nOK\r\n"))
    ratios = [mine / other for mine, other in zip(answered, echoed, strict=True)]
    print(f"echo of AT\\r      {median(echoed):10,.0f} round trips a second")
    print(f"AT                {median(answered):10,.0f} round trips a second")
    return median(ratios)


def send(client: Client, count: int) -> int:
    """Messages that the centre has taken."""
    taken = 0
    for _ in range(count):
        client.ask(b"AT+CMGS=13\r", b"> ")
        taken += b"+CMGS: " in client.ask(TO_BAL, b"\r\nOK\r\n")
    return taken


def read(client: Client) -> int:
    """Replies that are there, read and deleted."""
    said = client.ask(b"AT+CMGL=4\r", b"\r\nOK\r\n").decode()
    places = re.findall(r"\+CMGL: (\d+),\d,,\d+\r\n0791[0-9A-F]+\r\n", said)
    for place in places:
        client.ask(f"AT+CMGD={place}\r".encode(), b"\r\nOK\r\n")
    return len(places)


def thousand() -> tuple[int, int, float]:
    """Messages taken, replies read, and how long it took."""
    with program(MODEM, "modem", *AT_ONCE_SETTINGS) as path:
        client = Client(path)
        client.ask(b"ATE0+CMEE=1;+CMGF=0\r", b"OK\r\n")
        begun = time.perf_counter()
        taken = replies = 0
        while taken < MESSAGES:
            taken += send(client, AT_ONCE)
            replies += read(client)
        limit = time.perf_counter() + LIMIT_S
        while replies < MESSAGES and time.perf_counter() < limit:
            replies += read(client)
        return taken, replies, time.perf_counter() - begun


def main() -> int:
    os.environ.pop("ZVONILKA_SAVE", None)
    ratio = compare()
    print(f"AT in echoes      {ratio:10.2f}  gate {GATE}: {'met' if ratio >= GATE else 'missed'}")
    taken, replies, took_s = thousand()
    whole = taken == replies == MESSAGES
    print(f"messages taken    {taken:10,}")
    print(f"replies read      {replies:10,}  {'none lost' if whole else 'LOST'}, {took_s:.1f} s")
    return 0 if whole and ratio >= GATE else 1


if __name__ == "__main__":
    sys.exit(main())
