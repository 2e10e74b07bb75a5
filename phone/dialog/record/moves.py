"""What came into a world, as moves: a key with how long it was kept down, a character, or a deed of a dialog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from ledger.calendar import SECOND_MS
from phone.dialog.amounts import Span
from phone.dialog.model import Action, Air, Deed, OperatorAction
from phone.dialog.template import literal
from phone.handset.ui.keys import HOLD_MS, Key, key_named
from phone.inputs import Act, Input


@frozen
class Pressed:
    """A key, kept down for so long; None for one that was let go before that counts."""

    key: Key
    held_ms: int | None = None


@frozen
class Move:
    """One thing that somebody did.

    Attributes:
        at_ms: when it began, in UTC epoch milliseconds.
        name: whose phone; empty for the operator.
        what: a key, a character, or a deed.
    """

    at_ms: int
    name: str
    what: Pressed | str | Deed


def moves_of(inputs: Sequence[Input], owners: Mapping[str, str]) -> Iterator[Move]:
    """The moves that some inputs make, by who has which number; a key that nobody let go was let go at once."""
    held_ms = _held(inputs)
    for place, one in enumerate(inputs):
        match one.act:
            case Act("press", key):
                yield Move(one.at_ms, one.name, Pressed(key_named(key)))
            case Act("down", key):
                yield Move(one.at_ms, one.name, Pressed(key_named(key), held_ms.get(place)))
            case Act("up"):
                continue
            case Act("type", character):
                yield Move(one.at_ms, one.name, character)
            case act:
                yield Move(one.at_ms, one.name, deed_of(one.name, act, owners))


def _held(inputs: Sequence[Input]) -> dict[int, int]:
    """Number of the input by which a key went down → for how long it was kept so, where that counts."""
    found: dict[int, int] = {}
    down: dict[str, int] = {}
    for place, one in enumerate(inputs):
        if one.act.verb == "down":
            down[one.name] = place
        elif one.act.verb == "up" and one.name in down:
            begun = down.pop(one.name)
            found[begun] = one.at_ms - inputs[begun].at_ms
    return {place: ms for place, ms in found.items() if ms >= HOLD_MS}


def deed_of(name: str, act: Act, owners: Mapping[str, str]) -> Deed:
    """The deed of a dialog that an act is; its texts are those of a person, with braces as they are."""
    said = "\n".join(map(literal, act.text.split("\n")))
    match act.verb:
        case "air":
            state, _, span = act.to.partition(" ")
            return Air(0, name, state, Span(ms=int(span.rstrip("s")) * SECOND_MS) if span else None)
        case "operator_ussd" | "operator_notify":
            return OperatorAction(0, "ussd", owners[act.to], text=said, notify=act.verb == "operator_notify")
        case "operator_sms" | "operator_flash":
            sender, _, text = said.partition("\n")
            return OperatorAction(0, "sms", owners[act.to], sender, text, flash=act.verb == "operator_flash")
    return Action(0, name, act.verb, act.to, said, act.slot or None)
