"""What a command answers: lines and a result, an error with its number, a prompt for text, or "wait" (V.250, 27.007 9.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from attrs import frozen

Kind = Literal["CME", "CMS"]
"""Whose list of numbers an error is from: 3GPP TS 27.007 9.2, or 27.005 3.2.5."""

CME_TEXTS: Final[dict[int, str]] = {
    3: "operation not allowed",
    4: "operation not supported",
    10: "SIM not inserted",
    11: "SIM PIN required",
    12: "SIM PUK required",
    13: "SIM failure",
    16: "incorrect password",
    20: "memory full",
    21: "invalid index",
    22: "not found",
    24: "text string too long",
    26: "dial string too long",
    27: "invalid characters in dial string",
    30: "no network service",
    31: "network timeout",
    50: "incorrect parameters",
    100: "unknown",
}

CMS_TEXTS: Final[dict[int, str]] = {
    1: "unassigned (unallocated) number",
    8: "operator determined barring",
    21: "short message transfer rejected",
    42: "congestion",
    144: "data coding scheme (alphabet) not supported",
    300: "ME failure",
    302: "operation not allowed",
    303: "operation not supported",
    304: "invalid PDU mode parameter",
    305: "invalid text mode parameter",
    310: "SIM not inserted",
    311: "SIM PIN required",
    313: "SIM failure",
    316: "SIM PUK required",
    321: "invalid memory index",
    322: "memory full",
    330: "SMSC address unknown",
    331: "no network service",
    332: "network timeout",
    340: "no +CNMA acknowledgement expected",
    500: "unknown error",
}

Word = Literal["OK", "CONNECT", "RING", "NO CARRIER", "ERROR", "NO DIALTONE", "BUSY", "NO ANSWER"]

WORDS: Final[dict[str, int]] = {
    "OK": 0,
    "CONNECT": 1,
    "RING": 2,
    "NO CARRIER": 3,
    "ERROR": 4,
    "NO DIALTONE": 6,
    "BUSY": 7,
    "NO ANSWER": 8,
}
"""Result codes and their numbers (V.250, 5.7.1)."""


@frozen
class Lines:
    """Information, and then the next command of the line, or OK."""

    lines: tuple[str, ...] = ()


@frozen
class Ending:
    """A result that ends the line, whatever follows in it."""

    word: Word


@frozen
class Failure:
    """An error; without a kind it is a bare ERROR."""

    kind: Kind | None = None
    number: int = 100

    def line(self, level: int) -> str:
        """The error as `+CMEE` of that level has it: 0 bare, 1 by number, 2 in words."""
        if self.kind is None or (level == 0 and self.kind == "CME"):
            return "ERROR"
        texts = CME_TEXTS if self.kind == "CME" else CMS_TEXTS
        return f"+{self.kind} ERROR: {texts[self.number] if level == 2 else self.number}"


@frozen
class Prompt:
    """The modem asks for text; `take` gets what stood before Ctrl-Z.

    With `lines` the text has lines, and the prompt is repeated after each (27.005, 3.5.1); else it is one PDU.
    """

    take: Callable[[bytes], Answer]
    lines: bool = False


@frozen
class Wait:
    """The answer depends on the network: `look` gives it, or None while it is not there."""

    look: Callable[[], Answer | None]


Answer = Lines | Ending | Failure | Prompt | Wait

OK: Final = Lines()
ERROR: Final = Failure()


class CommandError(Exception):
    """A command cannot be carried out; `failure` says why."""

    def __init__(self, kind: Kind | None, number: int = 100) -> None:
        super().__init__(f"{kind} {number}")
        self.failure = Failure(kind, number)
