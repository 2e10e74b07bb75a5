"""How a world is to be opened: as it was asked for, or otherwise on the way."""

from __future__ import annotations

from attrs import frozen


@frozen
class Wish:
    """What is to be different this time.

    Attributes:
        edition: the edition of the programme; None for the one that was asked for at the start.
        save: whether the save is to be used, if one was asked for.
    """

    edition: str | None = None
    save: bool = True
