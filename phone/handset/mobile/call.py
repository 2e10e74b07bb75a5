"""The call of a phone."""

from __future__ import annotations

from attrs import frozen

from phone.air.messages import ReleaseCause
from phone.air.text import Text


@frozen
class Call:
    """A call: what was said so far, and why the network ended it (None while it lasts)."""

    slot: int
    number: str
    since_ms: int
    said: tuple[Text, ...] = ()
    released: ReleaseCause | None = None
