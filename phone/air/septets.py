"""GSM-7 as it travels: characters as septets, septets packed into octets (3GPP TS 23.038, 6.1.2.1 and 6.2.1)."""

from __future__ import annotations

from typing import Final

import gsm0338  # noqa: F401  (registers the codec "gsm03.38")

ESCAPE: Final = 0x1B
"""Announces a character of the extension table."""

CUT: Final = "\x1b"
"""What stands at the end of a decoded text whose last character was cut in two."""

_BASIC: Final = [" " if septet == ESCAPE else bytes((septet,)).decode("gsm03.38") for septet in range(128)]
_EXTENSION: Final = {
    septet: character
    for septet in range(128)
    if septet != ESCAPE and (character := bytes((ESCAPE, septet)).decode("gsm03.38", "ignore"))
}


def encode(text: str) -> bytes:
    """The septets of a text, one an octet.

    Raises:
        ValueError: the alphabet lacks one of its characters.
    """
    return text.encode("gsm03.38")


def decode(septets: bytes) -> str:
    """The text of septets; an extension that there is not is its character of the basic table (23.038, 6.2.1.1)."""
    characters: list[str] = []
    escaped = False
    for septet in septets:
        if escaped:
            characters.append(_EXTENSION.get(septet, _BASIC[septet]))
            escaped = False
        elif septet == ESCAPE:
            escaped = True
        else:
            characters.append(_BASIC[septet])
    return "".join(characters) + (CUT if escaped else "")


def pack(septets: bytes, fill: int = 0) -> bytes:
    """Septets in as few octets as hold them, low bits first, behind `fill` empty bits."""
    bits = sum(septet << (fill + 7 * place) for place, septet in enumerate(septets))
    return bits.to_bytes((fill + 7 * len(septets) + 7) // 8, "little")


def unpack(octets: bytes, count: int, fill: int = 0) -> bytes:
    """`count` septets out of octets, behind `fill` bits; the octets are enough for them."""
    bits = int.from_bytes(octets, "little") >> fill
    return bytes(bits >> 7 * place & 0x7F for place in range(count))
