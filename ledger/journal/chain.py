"""The hash chain: each body is bound to all that stand before it."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

HASH_BYTES: Final = 32

BEGINNING: Final = bytes(HASH_BYTES)
"""What stands before the first entry."""


def link(previous: bytes, body: bytes) -> bytes:
    """The hash of a body that follows what `previous` is the hash of."""
    return blake2b(previous + body, digest_size=HASH_BYTES).digest()
