"""How strings travel on the line: `+CSCS` of 3GPP TS 27.007 5.5. A string here holds one octet a character (latin-1)."""

from __future__ import annotations

from typing import Final, Literal

import gsm0338  # noqa: F401  (registers the codec "gsm03.38")

Charset = Literal["GSM", "IRA", "UCS2"]

CHARSETS: Final[tuple[Charset, ...]] = ("GSM", "IRA", "UCS2")
"""What is offered. Not HEX and not UTF-8: gammu takes one of them where it can, and then no menu of several lines."""


def written(text: str, charset: Charset) -> str:
    """A text as octets of a character set; what it lacks is `?`."""
    if charset == "UCS2":
        return hex_of(text)
    codec = "gsm03.38" if charset == "GSM" else "ascii"
    return text.encode(codec, "replace").decode("latin-1")


def read(octets: str, charset: Charset) -> str:
    """The text that octets of a character set say.

    Raises:
        ValueError: they say nothing in it.
    """
    if charset == "UCS2":
        return of_hex(octets)
    if charset == "GSM":
        return octets.encode("latin-1").decode("gsm03.38")
    return octets.encode("latin-1").decode("ascii")


def hex_of(text: str) -> str:
    """UCS-2 in hexadecimal, high octet first."""
    return text.encode("utf-16-be", "replace").hex().upper()


def of_hex(octets: str) -> str:
    """The text of UCS-2 in hexadecimal.

    Raises:
        ValueError: it is none.
    """
    return bytes.fromhex(octets).decode("utf-16-be")
