"""What phones hand in: the parts of their messages put together, and a message that comes again known."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from attrs import define, field

from phone.air.messages import DataRequest, Downlink, MmsSubmit, SmsSubmit

REMEMBERED: Final = 64
"""Messages of a SIM that are known: fewer than the 255 after which a phone uses a reference again."""


@define
class Submission:
    """A short message as far as it has come.

    Attributes:
        first: the part that came first; the message's address and wishes.
        last_at_ms: when its newest part came.
        texts: part → its characters.
        answer: what the last part was answered, once the message was whole.
    """

    first: SmsSubmit
    last_at_ms: int
    texts: dict[int, str] = field(factory=dict)
    answer: Downlink | None = None

    def has_place_for(self, part: SmsSubmit) -> bool:
        """Whether a part belongs to this message, be it for the second time."""
        alike = (part.to, part.parts) == (self.first.to, self.first.parts)
        return alike and self.texts.get(part.part, part.text) == part.text

    @property
    def whole(self) -> bool:
        """Whether no part is missing; one that has no place among the parts is a message of its own."""
        return len(self.texts) >= self.first.parts or not 1 <= self.first.part <= self.first.parts

    @property
    def text(self) -> str:
        """The characters of all parts."""
        return "".join(self.texts[part] for part in sorted(self.texts))


@define
class Submissions:
    """The newest short messages of each SIM, by the reference that its phone gave them."""

    kept_ms: int
    by_sim: dict[str, dict[int, Submission]] = field(factory=dict)

    def take(self, imsi: str, part: SmsSubmit, at_ms: int) -> Submission:
        """The message to which a part belongs, with that part; a new one if it is of none that is known."""
        known = self.by_sim.setdefault(imsi, {})
        found = known.pop(part.reference, None)
        if found is None or at_ms - found.last_at_ms >= self.kept_ms or not found.has_place_for(part):
            found = Submission(part, at_ms)
        known[part.reference] = found
        if len(known) > REMEMBERED:
            del known[next(iter(known))]
        found.last_at_ms = at_ms
        found.texts[part.part] = part.text
        return found


Sent = TypeVar("Sent", MmsSubmit, DataRequest)


@define
class Answered(Generic[Sent]):
    """The newest messages of each SIM that come in one piece, and what they were answered."""

    kept_ms: int
    by_sim: dict[str, dict[int, tuple[Sent, int, Downlink]]] = field(factory=dict)

    def find(self, imsi: str, message: Sent, at_ms: int) -> Downlink | None:
        """What this very message was answered when it came before."""
        sent, answered_at_ms, answer = self.by_sim.get(imsi, {}).get(message.reference, (None, 0, None))
        return answer if sent == message and at_ms - answered_at_ms < self.kept_ms else None

    def keep(self, imsi: str, message: Sent, at_ms: int, answer: Downlink) -> Downlink:
        """Remember an answer, and give it."""
        known = self.by_sim.setdefault(imsi, {})
        known.pop(message.reference, None)
        known[message.reference] = (message, at_ms, answer)
        if len(known) > REMEMBERED:
            del known[next(iter(known))]
        return answer
