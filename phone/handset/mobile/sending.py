"""One message that the phone sends, short or multimedia: its parts, and what becomes of it."""

from __future__ import annotations

from typing import Final, Literal

from attrs import evolve, frozen

from phone.air.messages import MmsSubmit, MmsSubmitReport, NotTaken, SmsStatusReport, SmsSubmit, SmsSubmitReport
from phone.air.text import Text, coding_of, segments

LAST_REFERENCE: Final = 255
"""References of concatenated messages have eight bits (3GPP TS 23.040, 9.2.3.24.1)."""

ANSWER_MS: Final = 40_000
"""How long the phone waits for the centre's word before it sends a message again, or gives it up (3GPP TS 24.011, TR1M)."""

ATTEMPTS: Final = 2
"""How often it sends a message that nobody answers."""


@frozen
class Written:
    """What somebody wrote: to whom, which may be empty as yet; a multimedia message has a subject and the name of a picture."""

    to: str = ""
    text: str = ""
    kind: Literal["sms", "mms"] = "sms"
    subject: str = ""
    picture: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it that is worth keeping."""
        return not (self.text or self.subject or self.picture)


@frozen
class Outgoing:
    """A message given to its centre, and what the centre said.

    Attributes:
        reference: names it; the centre knows by it a message that comes again.
        slot: the SIM that sends it.
        to: the number as it was written.
        text: its characters.
        at_ms: when it was sent first.
        state: whether the centre has taken it.
        kind: short or multimedia.
        subject: of a multimedia message.
        picture: the name of its picture, empty for none.
        flash: to be shown at once and not stored.
        valid_for_ms: how long the centre is to try; None for as long as it does.
        report: what is known of its delivery; `none` if nobody asked.
        cause: why it failed: the centre's word, or the phone's own.
        said: what the centre lets its owner read of that.
        taken: the parts that the centre has taken.
        attempts: how often it was sent.
        answer_by_ms: until when the phone waits; None if it does not.
        pieces: place and characters of each part that a computer has handed over; empty if the phone cuts the text.
        parts: how many it will hand over; 0 if the phone cuts the text.
        name: what the computer calls the message.
        number: names it in this phone.
    """

    reference: int
    slot: int
    to: str
    text: str
    at_ms: int
    state: Literal["sending", "sent", "failed"] = "sending"
    kind: Literal["sms", "mms"] = "sms"
    subject: str = ""
    picture: str = ""
    flash: bool = False
    valid_for_ms: int | None = None
    report: Literal["none", "awaited", "delivered", "expired"] = "none"
    cause: NotTaken | Literal["no_coverage", "no_answer"] | None = None
    said: Text | None = None
    taken: frozenset[int] = frozenset()
    attempts: int = 1
    answer_by_ms: int | None = None
    pieces: tuple[tuple[int, str], ...] = ()
    parts: int = 0
    name: int = 0
    number: int = 0

    @property
    def written(self) -> Written:
        """What was written of it."""
        return Written(self.to, self.text, self.kind, self.subject, self.picture)


Outbox = tuple[Outgoing, ...]
"""Sent messages, newest first."""


def parts_of(message: Outgoing) -> tuple[SmsSubmit | MmsSubmit, ...]:
    """The message as it travels: one part, or as many as its coding needs; without those that the centre has taken."""
    if message.kind == "mms":
        whole = MmsSubmit(message.reference, message.to, message.subject, message.text, message.picture)
        return () if message.taken else (whole,)
    texts = message.pieces or tuple(enumerate((text.value for text in segments(Text(message.text))), start=1))
    parts = message.parts or len(texts)
    report, coding = message.report != "none", coding_of(message.text)
    return tuple(
        SmsSubmit(
            message.reference,
            message.to,
            text,
            part,
            parts,
            report=report,
            flash=message.flash,
            valid_for_ms=message.valid_for_ms,
            coding=coding,
        )
        for part, text in texts
        if part not in message.taken
    )


def begun(message: Outgoing, *, registered: bool) -> Outgoing:
    """The message on its way to the centre; out of coverage it fails at once."""
    if registered:
        return evolve(message, answer_by_ms=message.at_ms + ANSWER_MS)
    return evolve(message, state="failed", cause="no_coverage")


def answered(outbox: Outbox, slot: int, report: SmsSubmitReport | MmsSubmitReport) -> Outbox:
    """The outbox after the centre's word on a message; a failed one stays so, unless only the phone had given it up."""
    kind = "sms" if isinstance(report, SmsSubmitReport) else "mms"
    return tuple(
        _answered(one, report)
        if (one.kind, one.slot, one.reference) == (kind, slot, report.reference)
        and (one.state != "failed" or one.cause == "no_answer")
        else one
        for one in outbox
    )


def _answered(message: Outgoing, report: SmsSubmitReport | MmsSubmitReport) -> Outgoing:
    if report.cause is not None:
        return evolve(message, state="failed", cause=report.cause, said=report.text, answer_by_ms=None)
    grown = evolve(message, taken=message.taken | {report.part if isinstance(report, SmsSubmitReport) else 1})
    open_still = parts_of(grown) or len(grown.taken) < grown.parts
    return grown if open_still else evolve(grown, state="sent", cause=None, answer_by_ms=None)


def reported(outbox: Outbox, slot: int, report: SmsStatusReport) -> Outbox:
    """The outbox after a status report."""
    named = ("sms", slot, report.reference, report.to)
    return tuple(
        evolve(one, report=report.outcome)
        if (one.kind, one.slot, one.reference, one.to) == named and one.report == "awaited"
        else one
        for one in outbox
    )


def waited(message: Outgoing, at_ms: int, *, registered: bool) -> tuple[Outgoing, tuple[SmsSubmit | MmsSubmit, ...]]:
    """The message after its time, and what is sent again: the parts that the centre has not taken, so many times."""
    if message.answer_by_ms is None or at_ms < message.answer_by_ms:
        return message, ()
    if not registered or message.attempts >= ATTEMPTS:
        cause: Literal["no_answer", "no_coverage"] = "no_answer" if registered else "no_coverage"
        return evolve(message, state="failed", cause=cause, answer_by_ms=None), ()
    again = evolve(message, attempts=message.attempts + 1, answer_by_ms=at_ms + ANSWER_MS)
    return again, parts_of(again)
