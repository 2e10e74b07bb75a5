"""What an audience sees of a dialog that is played: keys, time that passes, captions, cards. Each is a value.

Keys are pressed, and time passes, in a stand-in: a copy of the world that lasts for one step. What is really done, and what
comes of it, is one move (`Perform`) in the world itself, the same as without an audience.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from phone.handset.ui.keys import Key


@frozen
class Look:
    """Somebody's phone is looked at from now on."""

    name: str


@frozen
class Light:
    """A key is pressed for the eye only: one of the presses that a letter takes."""

    name: str
    key: Key


@frozen
class Press:
    """A key of the stand-in's phone is pressed."""

    name: str
    key: Key


@frozen
class Hold:
    """A key of the stand-in's phone is kept down for so long in its world."""

    name: str
    key: Key
    ms: int


@frozen
class Type:
    """A character is written on the stand-in's phone, by the key that has it; None for one that no key has."""

    name: str
    character: str
    key: Key | None


@frozen
class Dark:
    """No key is lit any more."""


@frozen
class Pass:
    """Time passes in the stand-in's world; with `awaited` no longer than something is on its way."""

    ms: int
    awaited: bool = False


@frozen
class Open:
    """Somebody looks at a message on the stand-in's phone: the newest one of this text."""

    name: str
    text: str
    keys: tuple[Key, ...]


@frozen
class Perform:
    """The step itself: what it says is done, or judged, in the world."""


@frozen
class Say:
    """A caption; an empty one ends the last."""

    text: str


Subject = Literal["case", "told", "clock", "life", "operator", "air", "phone"]
"""What a card is about: a case begins, the audience is told something, time jumps, something happens outside the phones, with
the operator, the weather, a phone."""


@frozen
class Card:
    """A card with a title lies over the phones: who it is about, and what stands on it.

    Attributes:
        subject: what it is about.
        name: who, if anybody.
        text: what is done, in the words of dialogs; the title of a case; what the audience is told.
        at_ms: the moment to which time jumps.
    """

    subject: Subject
    text: str
    name: str = ""
    at_ms: int | None = None


@frozen
class Books:
    """A card with what the books wrote since somebody's account was last looked at: entries from one number to another."""

    name: str
    first: int
    last: int


@frozen
class Uncover:
    """The card is taken away."""


@frozen
class Halt:
    """A mark: here the performance stops until somebody goes on."""

    title: str


@frozen
class Rest:
    """Nothing is done; time to look."""


Move = Look | Light | Press | Hold | Type | Dark | Pass | Open | Perform | Say | Card | Books | Uncover | Halt | Rest


@frozen
class Timed:
    """A move, and how long after the one before it it is made, in milliseconds."""

    after_ms: int
    move: Move
