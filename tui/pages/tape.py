"""What was said, in full: the lines of one trace event, with its coding and units, and what it moved in the books."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from attrs import frozen

from ledger.entries import Entry
from phone.air.messages import (
    Attach,
    CallAlerting,
    CallAnnouncement,
    CallAnswer,
    CallConnected,
    CallDisconnect,
    CallDown,
    CallHeld,
    CallHold,
    CallIncoming,
    CallReleased,
    CallRinging,
    CallSetup,
    CallTone,
    CallTransfer,
    CallUp,
    DataReply,
    DataRequest,
    Detach,
    Down,
    MmsDeliver,
    MmsDeliverReport,
    MmsNotification,
    MmsRetrieve,
    MmsSubmit,
    MmsSubmitReport,
    Refused,
    SmsDeliver,
    SmsDeliverReport,
    SmsMemoryAvailable,
    SmsStatusReport,
    SmsSubmit,
    SmsSubmitReport,
    SupplementaryRequest,
    SupplementaryResult,
    Up,
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdNotifyAck,
    UssdRelease,
    UssdReleased,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Bearer, Measure, measure
from phone.trace import TraceEvent, length_of
from tui.lines import Line, Piece, Role, spread, wrap
from tui.words import Words

INDENT = 11
"""The column where texts begin: after 10:02:03 and the arrow."""

CODINGS = {"gsm7": "GSM-7", "ucs2": "UCS-2"}


@frozen
class Saying:
    """What a message says: a heading, a text below it (None: the heading is all), how it travels, and whether it is only a report."""

    heading: str
    text: str | None = None
    bearer: Bearer | None = None
    parts: int = 1
    quiet: bool = False


def tape_lines(event: TraceEvent, entries: Iterable[Entry], words: Words, width: int) -> tuple[Line, ...]:
    """The lines of one event: none for a report that all is well.

    Args:
        event: what crossed the air.
        entries: the ledger entries it caused.
        words: the reader's language.
        width: cells of the tape; texts are wrapped to it and never cut.
    """
    said = saying(event.message, event.sim, words)
    if said is None:
        return ()
    sent = event.direction == "up"
    role: Role = "muted" if said.quiet else "sent" if sent else "received"
    pad = Piece(" " * INDENT)
    first, *more = wrap(said.heading, width - INDENT)
    time = (Piece(f"{words.clock(event.at_ms)} ", "muted"), Piece("▸ " if sent else "◂ ", role))
    how = (Piece(travel(said, words, length_of(event.message)), "muted"),) if said.bearer else ()
    lines = [*spread((*time, Piece(first, role)), how, width), *((pad, Piece(row, role)) for row in more)]
    if said.text:
        lines += [(pad, Piece(row)) for row in wrap(said.text, width - INDENT)]
    if event.outcome != "delivered":
        lines.append((pad, Piece(words(f"tape.{event.outcome}"), "refused")))
    if event.refusal is not None:
        lines += [(pad, Piece(row, "refused")) for row in wrap(refused(event.refusal, words), width - INDENT)]
    for entry in entries:
        lines += entry_lines(entry, words, width)
    return tuple(lines)


def saying(message: Up | Down, sim: str, words: Words) -> Saying | None:
    """What a message says to a person; None for a report that needs no words."""
    if isinstance(message, CallUp | CallDown):
        return _said_in_call(message, words)
    match message:
        case SmsSubmitReport(cause=cause) | SmsDeliverReport(cause=cause):
            return None if cause is None else Saying(words("tape.report", cause=words(f"cause.{cause}")))
        case SmsSubmit() | SmsDeliver():
            return _said_by_sms(message, words)
        case SmsStatusReport(to=to, outcome=outcome):
            return Saying(words(f"tape.sms_{outcome}", to=to))
        case SmsMemoryAvailable() | MmsRetrieve():
            return Saying(words(f"tape.{type(message).__name__}"), quiet=True)
        case MmsSubmit() | MmsSubmitReport() | MmsNotification() | MmsDeliver() | MmsDeliverReport():
            return _said_by_mms(message, words)
        case DataRequest() | DataReply():
            return _said_by_app(message, words)
        case SupplementaryRequest() | SupplementaryResult():
            return _said_of_service(message, words)
        case Attach() | Detach():
            return Saying(words(f"tape.{type(message).__name__}", sim=words.number(sim)), quiet=True)
        case _:
            return _said_by_ussd(message, words)


def _said_by_ussd(
    message: UssdRequest | UssdReply | UssdRelease | UssdNotifyAck | UssdAsk | UssdEnd | UssdNotify | UssdReleased,
    words: Words,
) -> Saying:
    match message:
        case UssdRequest(code=typed) | UssdReply(text=typed):
            return Saying(typed, bearer="ussd")
        case UssdRelease():
            return Saying(words("tape.UssdRelease"), quiet=True)
        case UssdNotifyAck(cause=None):
            return Saying(words("tape.UssdNotifyAck"), quiet=True)
        case UssdNotifyAck(cause=cause):
            return Saying(words("tape.ussd_not_shown", cause=words(f"cause.{cause}")))
        case UssdNotify(text=text):
            return Saying(words("tape.ussd_notify"), text.value, "ussd")
        case UssdAsk(text=text):
            return Saying(words("tape.ussd_ask"), text.value, "ussd")
        case UssdEnd(text=text):
            return Saying(words("tape.ussd_end"), text.value, "ussd")
        case UssdReleased(cause=cause):
            return Saying(words("tape.ussd_released", cause=words(f"cause.{cause}")))


def _said_by_sms(message: SmsSubmit | SmsDeliver, words: Words) -> Saying:
    part = f" {message.part}/{message.parts}" if message.parts > 1 else ""
    if isinstance(message, SmsSubmit):
        return Saying(words("tape.sms_to", to=message.to) + part, message.text, "sms", message.parts)
    return Saying(words("tape.sms_from", sender=message.sender) + part, message.text.value, "sms", message.parts)


def _said_by_mms(
    message: MmsSubmit | MmsSubmitReport | MmsNotification | MmsDeliver | MmsDeliverReport, words: Words
) -> Saying | None:
    match message:
        case MmsSubmit(_, to, subject, typed, picture):
            return Saying(words("tape.mms_to", to=to), _multimedia(subject, typed, picture, words))
        case MmsDeliver(_, sender, subject, text, picture):
            return Saying(words("tape.mms_from", sender=sender), _multimedia(subject, text.value, picture, words))
        case MmsNotification(sender=sender):
            return Saying(words("tape.MmsNotification", sender=sender), quiet=True)
        case MmsSubmitReport(cause=cause) | MmsDeliverReport(cause=cause):
            return None if cause is None else Saying(words("tape.mms_report", cause=words(f"cause.{cause}")))


def _multimedia(subject: str, text: str, picture: str, words: Words) -> str:
    return "\n".join(filter(None, (subject, text, picture and words("tape.picture", picture=picture))))


def _said_by_app(message: DataRequest | DataReply, words: Words) -> Saying:
    match message:
        case DataRequest(_, app, path, body):
            return Saying(words("tape.data_up", app=app, path=path), body)
        case DataReply(_, body, None):
            return Saying(words("tape.data_down"), body)
        case DataReply(cause=cause, text=text):
            return Saying(words("tape.data_report", cause=words(f"cause.{cause}")), text.value if text else None)


def _said_of_service(message: SupplementaryRequest | SupplementaryResult, words: Words) -> Saying:
    match message:
        case SupplementaryRequest(service=service):
            return Saying(words("tape.service", code=service))
        case SupplementaryResult(error=None):
            return Saying(words("tape.service_done"))
        case SupplementaryResult(error=error):
            return Saying(words("tape.service_failed", cause=words(f"cause.{error}")))


def _said_in_call(message: CallUp | CallDown, words: Words) -> Saying:
    match message:
        case CallIncoming(caller=caller):
            return Saying(words("tape.incoming", number=f"+{caller}" if caller else words("tape.withheld")))
        case CallHold(held=held) | CallHeld(held=held):
            return Saying(words("tape.held" if held else "tape.retrieved"), quiet=True)
        case CallTone(digit=digit):
            return Saying(words("tape.tone", digit=digit))
        case CallRinging() | CallAnswer() | CallAlerting() | CallConnected() | CallTransfer():
            return Saying(words(f"tape.{type(message).__name__}"), quiet=True)
        case CallSetup(number=number):
            return Saying(words("tape.call", number=number))
        case CallDisconnect():
            return Saying(words("tape.CallDisconnect"), quiet=True)
        case CallAnnouncement(text=spoken):
            return Saying(words("tape.voice"), spoken.value)
        case CallReleased(cause=cause):
            return Saying(words("tape.call_released", cause=words(f"cause.{cause}")))


def travel(said: Saying, words: Words, known: Measure | None = None) -> str:
    """Coding and code units of the limit, that of a part for one of several: UCS-2 57/80."""
    assert said.bearer is not None, "only what has a bearer is measured"
    found = known or measure(said.heading if said.text is None else said.text, said.bearer)
    length = f"{CODINGS[found.coding]} {found.units}/{found.limit}"
    if said.parts > 1:
        return length
    return f"{length}  {words('tape.parts', parts=found.parts)}" if found.parts > 1 else length


def refused(refusal: Refused, words: Words) -> str:
    """The rule that said no, with its numbers, as they stand in the trace."""
    values = "  ".join(f"{name} {value}" for name, value in refusal.values.items())
    return f"{words('tape.refused')} {refusal.rule}" + (f"  {values}" if values else "")


def entry_lines(entry: Entry, words: Words, width: int) -> tuple[Line, ...]:
    """An entry's number and kind, and by how much it changed what subscribers have."""
    changes = [Piece(text, "debit" if text.startswith("\N{MINUS SIGN}") else "credit") for text in deltas(entry, words)]
    rows: list[Line] = []
    row: Line = (Piece(" " * INDENT), Piece(f"#{entry.seq} {words.kind(entry)}", "accent"))
    for change in changes:
        if sum(len(piece.text) for piece in row) + 2 + len(change.text) > width:
            rows.append(row)
            row = (Piece(" " * INDENT), change)
        else:
            row = (*row, Piece("  "), change)
    return (*rows, row)


def deltas(entry: Entry, words: Words) -> tuple[str, ...]:
    """What subscribers have more or less after an entry, with the owner's name where several own the same kind."""
    own = [posting for posting in entry.postings if "/" in posting.account]
    owners: dict[str, set[str]] = {}
    for posting in own:
        owner, _, purse = posting.account.rpartition("/")
        owners.setdefault(purse, set()).add(owner)
    sums = []
    for account, postings in groupby(
        sorted(own, key=lambda posting: posting.account), key=lambda posting: posting.account
    ):
        owner, _, purse = account.rpartition("/")
        amount = sum(posting.amount for posting in postings)
        text = words.delta(purse, amount)
        sums.append((amount >= 0, f"{text} {owner}" if len(owners[purse]) > 1 else text))
    return tuple(text for _, text in sorted(sums, key=lambda pair: pair[0]))
