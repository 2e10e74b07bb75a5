"""Which fields of which objects make up what a save keeps of a world beside its books, and under which keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from attrs import fields, frozen, resolve_types

from phone.air.messages import DataRequest, MmsSubmit
from phone.handset.handset import Handset
from phone.network.network import Network
from phone.network.submissions import Answered
from phone.saving.codec import UnreadableError, decode, encode

NOT_KEPT: Final[dict[str, frozenset[str]]] = {
    "Mobile": frozenset({"imei", "slots", "store", "post", "calls", "phonebook"}),
    "Slot": frozenset({"card", "toolkit"}),
    "Phonebook": frozenset({"services", "voice_mail"}),
    "Store": frozenset({"inbox"}),
    "Gateway": frozenset({"desk", "services"}),
    "Post": frozenset({"rules", "attached"}),
    "Centre": frozenset({"desk", "services", "post", "submissions"}),
    "Submissions": frozenset({"kept_ms"}),
    "Answered": frozenset({"kept_ms"}),
    "Switch": frozenset({"desk", "services", "attached", "metering", "supplementary", "centre"}),
    "Supplementary": frozenset({"waiting", "no_answer_s", "password"}),
    "Network": frozenset({"desk", "services", "gateway", "post", "centre", "mms", "servers", "switch"}),
}
"""Class → the fields that come from the fixtures, or have keys of their own. Private ones follow from the others."""


@frozen
class Room:
    """An object of the world, some fields of which are kept under one key."""

    key: str
    owner: Any
    types: dict[str, Any]

    @classmethod
    def of(cls, key: str, owner: Any, **types: Any) -> Room:
        """The room of an object: all its fields but those that are not kept; `types` names those that it declares too openly."""
        return cls(key, owner, _types_of(owner.__class__) | types)

    def write(self) -> bytes:
        """The fields as they are now."""
        parts = [
            encode(name, str) + b":" + encode(getattr(self.owner, name), kind) for name, kind in self.types.items()
        ]
        return b"{" + b",".join(parts) + b"}"

    def read(self, body: bytes) -> None:
        """Gives the fields the kept values; a field that was not kept, since it is new, stays as it is.

        Raises:
            UnreadableError: a field is not there any more, or has a value of another type.
        """
        for name, raw in decode(body, dict[str, Any]).items():
            if name not in self.types:
                raise UnreadableError(f"{self.key} has {name}, which this version does not know")
            self._put(name, decode(encode(raw, Any), self.types[name]))

    def _put(self, name: str, value: Any) -> None:
        """A set stays the same one, since others hold it too."""
        held = getattr(self.owner, name)
        if isinstance(held, set):
            held.clear()
            held.update(value)
        else:
            setattr(self.owner, name, value)


def handset_rooms(handset: Handset) -> Iterator[Room]:
    """What a phone is and shows, but for its received messages, which have keys of their own."""
    prefix, mobile = f"handset/{handset.imei}", handset.mobile
    yield Room.of(f"{prefix}/mobile", mobile)
    for place, slot in enumerate(mobile.slots):
        yield Room.of(f"{prefix}/slot/{place}", slot)
    yield Room.of(f"{prefix}/store", mobile.store)
    yield Room.of(f"{prefix}/post", mobile.post)
    yield Room.of(f"{prefix}/calls", mobile.calls)
    yield Room.of(f"{prefix}/phonebook", mobile.phonebook)
    yield Room.of(f"{prefix}/settings", handset.settings)
    yield Room.of(f"{prefix}/games", handset.games)
    yield Room.of(f"{prefix}/screen", handset.interface)


def network_rooms(network: Network) -> Iterator[Room]:
    """What the operator knows and has under way."""
    switch = network.switch
    yield Room.of("network/attached", network)
    yield Room.of("network/ussd", network.gateway)
    yield Room.of("network/post", network.post)
    yield Room.of("network/sms", network.centre)
    yield Room.of("network/submissions", network.centre.submissions)
    yield Room.of("network/mms", network.mms.answered, **_answered(MmsSubmit))
    yield Room.of("network/data", network.servers.answered, **_answered(DataRequest))
    yield Room.of("network/calls", switch)
    yield Room.of("network/supplementary", switch.supplementary)
    for subscriber in network.desk.directory.by_imsi.values():
        yield Room.of(f"network/subscriber/{subscriber.imsi}", subscriber)


def _answered(sent: type) -> dict[str, Any]:
    """The type that `Answered` has of what it keeps."""
    declared = _types_of(Answered)["by_sim"]
    return {"by_sim": declared[sent]}


@cache
def _types_of(kind: Any) -> dict[str, Any]:
    left_out = NOT_KEPT.get(kind.__name__, frozenset())
    known = fields(resolve_types(kind))
    return {field.name: field.type for field in known if field.name not in left_out and not field.name.startswith("_")}
