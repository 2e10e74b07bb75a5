"""How fast a dialog is played for an audience, and which keys of the phone lead where: `performance.json`."""

from __future__ import annotations

from typing import Any, Final

from attrs import Attribute, field, frozen

from ledger.loading import Fixtures, Unfit, at_least
from ledger.records import Record
from phone.handset.ui.keys import Key

FILE: Final = "performance"


PACES: Final = ("slow", "normal", "fast")
"""The paces that files and options name."""


def all_paces(_instance: object, attribute: Attribute[Any], value: dict[str, int]) -> None:
    """An attrs validator: every pace takes some time."""
    if not set(PACES) <= set(value) or min(value.values()) < 1:
        raise Unfit(attribute.name, value, f"whole numbers from 1 for {', '.join(PACES)}")


@frozen(kw_only=True)
class Ways(Record):
    """Which keys of the phone lead where.

    Attributes:
        away: from whatever the phone shows to its rest.
        dial: calls what was typed.
        reply: sends the reply that was typed.
        write: from the rest to a new message.
        address: from a message to the place of its number.
        send: sends a message to the number that was typed.
        answer: takes the call that rings.
        reject: rejects it.
        hangup: ends a call.
        cancel: leaves what the network asks.
        open: from the rest to the only message that was not read.
    """

    away: tuple[Key, ...]
    dial: tuple[Key, ...]
    reply: tuple[Key, ...]
    write: tuple[Key, ...]
    address: tuple[Key, ...]
    send: tuple[Key, ...]
    answer: tuple[Key, ...]
    reject: tuple[Key, ...]
    hangup: tuple[Key, ...]
    cancel: tuple[Key, ...]
    open: tuple[Key, ...]


@frozen(kw_only=True)
class Tempo(Record):
    """Lengths of time of a performance at its normal pace.

    Attributes:
        paces_percent: name of a pace → how long everything takes, in hundredths of the normal.
        key_ms: from one press of a key to the next.
        lit_ms: how long of this the key is lit.
        pause_before_action_ms: before somebody begins to do something.
        text_ms_max: the longest that a text is typed, however long it is.
        network_ms: how long the network's answer is waited for.
        slice_ms: in such steps time is seen to pass.
        reading_ms_per_character: how long somebody reads.
        reading_ms_least: the shortest reading.
        reading_ms_max: the longest.
        card_ms: how long a card with a title is shown.
        books_ms: how long a card with rows of the books is shown.
        wait_ms_max: the longest that a wait lasts, however long it is.
        keys: which keys lead where.
    """

    paces_percent: dict[str, int] = field(validator=all_paces)
    key_ms: int = field(validator=at_least(1))
    lit_ms: int = field(validator=at_least(1))
    pause_before_action_ms: int = field(validator=at_least(0))
    text_ms_max: int = field(validator=at_least(1))
    network_ms: int = field(validator=at_least(0))
    slice_ms: int = field(validator=at_least(10))
    reading_ms_per_character: int = field(validator=at_least(0))
    reading_ms_least: int = field(validator=at_least(0))
    reading_ms_max: int = field(validator=at_least(0))
    card_ms: int = field(validator=at_least(0))
    books_ms: int = field(validator=at_least(0))
    wait_ms_max: int = field(validator=at_least(0))
    keys: Ways

    def reading_ms(self, characters: int) -> int:
        """How long somebody reads so many characters."""
        return min(max(self.reading_ms_least, self.reading_ms_per_character * characters), self.reading_ms_max)


def read_tempo(fixtures: Fixtures) -> Tempo:
    """The tempo of some fixtures.

    Raises:
        FixtureError: the file has mistakes.
    """
    return fixtures.read(FILE, Tempo)
