"""What the phone's owner writes: messages on their way and sent, drafts, templates of their own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

from attrs import define, frozen

from phone.air.messages import MmsSubmit, MmsSubmitReport, SmsStatusReport, SmsSubmit, SmsSubmitReport
from phone.handset.mobile import sending
from phone.handset.mobile.sending import Outbox, Outgoing, Written

KEPT: Final = 50
"""Messages that each store keeps: the sent ones, those not sent, drafts, and templates; the oldest makes room."""

LAST_REFERENCE: Final = 255
"""References of concatenated messages have eight bits (3GPP TS 23.040, 9.2.3.24.1)."""

Parcels = tuple[tuple[int, SmsSubmit | MmsSubmit], ...]
"""What goes to the network, by slot."""


@frozen
class Unfinished:
    """A draft; `number` names it in this phone, among the messages that were sent too."""

    number: int
    written: Written
    at_ms: int


@define
class Post:
    """The stores of what is written here, newest first.

    Attributes:
        outgoing: messages given to their centre, taken by it or not.
        drafts: what was not sent yet.
        templates: texts of the owner's own, to begin messages with.
        last_number: the newest message or draft.
        last_reference: the newest message as its centre knows it.
        reports: how many status reports have told something new.
        last_report: the message that the newest of them was about.
    """

    outgoing: Outbox = ()
    drafts: tuple[Unfinished, ...] = ()
    templates: tuple[str, ...] = ()
    last_number: int = 0
    last_reference: int = 0
    reports: int = 0
    last_report: int = 0

    @property
    def unsent(self) -> Outbox:
        """What is under way, and what could not be sent."""
        return tuple(one for one in self.outgoing if one.state != "sent")

    @property
    def sent(self) -> Outbox:
        """What the centre has taken."""
        return tuple(one for one in self.outgoing if one.state == "sent")

    def find(self, number: int) -> Outgoing | None:
        """The message of that number, or None if there is none any more."""
        return next((one for one in self.outgoing if one.number == number), None)

    def find_draft(self, number: int) -> Unfinished | None:
        """The draft of that number, or None if there is none any more."""
        return next((one for one in self.drafts if one.number == number), None)

    def compose(
        self, written: Written, slot: int, at_ms: int, *, report: bool, flash: bool, valid_for_ms: int | None
    ) -> Outgoing:
        """A new message for a SIM to send."""
        wanted: Literal["awaited", "none"] = "awaited" if report else "none"
        return Outgoing(
            self._next_reference(),
            slot,
            written.to,
            written.text,
            at_ms,
            kind=written.kind,
            subject=written.subject,
            picture=written.picture,
            report=wanted,
            flash=flash,
            valid_for_ms=valid_for_ms,
            number=self._next_number(),
        )

    def send(self, message: Outgoing, *, registered: bool) -> Parcels:
        """The message goes to its centre; out of coverage it fails at once and stays among the unsent."""
        self.put(sending.begun(message, registered=registered))
        return tuple((message.slot, part) for part in sending.parts_of(message)) if registered else ()

    def put(self, message: Outgoing) -> None:
        """A message as it stands now, as the newest."""
        self.outgoing = _kept((message, *(one for one in self.outgoing if one.number != message.number)))

    def send_again(self, number: int, at_ms: int, *, registered: bool) -> Parcels:
        """A message that has failed goes to its centre as a new one; nothing if there is none of that number."""
        failed = self.find(number)
        if failed is None or failed.state != "failed":
            return ()
        self.remove(number)
        again = self.compose(
            failed.written,
            failed.slot,
            at_ms,
            report=failed.report != "none",
            flash=failed.flash,
            valid_for_ms=failed.valid_for_ms,
        )
        return self.send(again, registered=registered)

    def remove(self, number: int) -> None:
        """Deletes a message or a draft."""
        self.outgoing = tuple(one for one in self.outgoing if one.number != number)
        self.drafts = tuple(one for one in self.drafts if one.number != number)

    def replace(self, number: int | None) -> None:
        """A draft, or a message that has failed, makes room for what was made of it; what was sent meanwhile stays."""
        found = None if number is None else self.find(number)
        if number is not None and (found is None or found.state != "sent"):
            self.remove(number)

    def save(self, written: Written, at_ms: int, replaces: int | None = None) -> int:
        """Keeps a draft in the place of an older one, or of a message that it was made of; its number."""
        self.replace(replaces)
        draft = Unfinished(self._next_number(), written, at_ms)
        self.drafts = (draft, *self.drafts)[:KEPT]
        return draft.number

    def add_template(self, text: str) -> None:
        """Keeps a text to begin messages with."""
        self.templates = (text, *(one for one in self.templates if one != text))[:KEPT]

    def remove_template(self, text: str) -> None:
        """Deletes a text of the owner's own."""
        self.templates = tuple(one for one in self.templates if one != text)

    def answered(self, slot: int, report: SmsSubmitReport | MmsSubmitReport) -> None:
        """The centre has taken a part of a message, or has not."""
        self.outgoing = _kept(sending.answered(self.outgoing, slot, report))

    def reported(self, slot: int, report: SmsStatusReport) -> None:
        """The centre says what became of a message that has asked for it."""
        before, self.outgoing = self.outgoing, sending.reported(self.outgoing, slot, report)
        for was, now in zip(before, self.outgoing, strict=True):
            if was is not now:
                self.reports += 1
                self.last_report = now.number

    def next_due(self) -> int | None:
        """When the phone's patience with a centre ends next."""
        return min((one.answer_by_ms for one in self.outgoing if one.answer_by_ms is not None), default=None)

    def run_due(self, at_ms: int, ready: Collection[int]) -> Parcels:
        """Sends again what nobody has answered in time, or gives it up; `ready` are the slots in coverage."""
        parcels: list[tuple[int, SmsSubmit | MmsSubmit]] = []
        outgoing = []
        for message in self.outgoing:
            kept, parts = sending.waited(message, at_ms, registered=message.slot in ready)
            outgoing.append(kept)
            parcels += [(message.slot, part) for part in parts]
        self.outgoing = tuple(outgoing)
        return tuple(parcels)

    def _next_reference(self) -> int:
        self.last_reference = self.last_reference % LAST_REFERENCE + 1
        return self.last_reference

    def _next_number(self) -> int:
        self.last_number += 1
        return self.last_number


def _kept(outgoing: Outbox) -> Outbox:
    """The newest of the sent messages, and the newest of the others, in their order."""
    sent = [one.number for one in outgoing if one.state == "sent"][:KEPT]
    unsent = [one.number for one in outgoing if one.state != "sent"][:KEPT]
    kept = {*sent, *unsent}
    return tuple(one for one in outgoing if one.number in kept)
