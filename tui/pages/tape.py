"""What was said, in full: the lines of one trace event, with its coding and units, and what it moved in the books."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from attrs import frozen

from ledger.entries import Entry
from phone.air.messages import Refused
from phone.air.text import Measure
from phone.telling import Told, tell
from phone.trace import TraceEvent
from tui.lines import Line, Piece, Role, spread, wrap
from tui.words import Words

INDENT = 11
"""The column where texts begin: after 10:02:03 and the arrow."""

CODINGS = {"gsm7": "GSM-7", "ucs2": "UCS-2"}


@frozen
class Saying:
    """What a message says: a heading, a text below it (empty: the heading is all), and whether only phone and network need it."""

    heading: str
    text: str = ""
    quiet: bool = False


def saying(event: TraceEvent, words: Words) -> Saying | None:
    """What an event says in the reader's words; None for a report that all is well."""
    told = tell(event.message)
    if told.weight == "silent":
        return None
    return Saying(_heading(told, event, words), _below(told, words), told.weight == "quiet")


def tape_lines(event: TraceEvent, entries: Iterable[Entry], words: Words, width: int) -> tuple[Line, ...]:
    """The lines of one event: none for a report that all is well.

    Args:
        event: what crossed the air.
        entries: the ledger entries it caused.
        words: the reader's language.
        width: cells of the tape; texts are wrapped to it and never cut.
    """
    said, length = saying(event, words), event.length
    if said is None:
        return ()
    sent = event.direction == "up"
    role: Role = "muted" if said.quiet else "sent" if sent else "received"
    pad = Piece(" " * INDENT)
    first, *more = wrap(said.heading, width - INDENT)
    time = (Piece(f"{words.clock(event.at_ms)} ", "muted"), Piece("▸ " if sent else "◂ ", role))
    how = () if length is None else (Piece(travel(length, event.parts, words), "muted"),)
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


def _heading(told: Told, event: TraceEvent, words: Words) -> str:
    """What a message is, in the reader's words: the text `tape.EVENT.STATE` with the facts in its places."""
    values: dict[str, int | str] = {name: value for name, value in told.facts.items() if isinstance(value, int | str)}
    values["sim"] = words.number(event.sim)
    if "cause" in values:
        values["cause"] = words(f"cause.{values['cause']}")
    if told.state == "incoming":
        values["from"] = f"+{values['from']}" if "from" in values else words("tape.withheld")
    part = f" {values['part']}/{event.parts}" if event.parts > 1 else ""
    return words(f"tape.{told.event}.{told.state}", **values) + part


def _below(told: Told, words: Words) -> str:
    """What is read below that, a line each."""
    read = [(name, str(told.facts.get(name, ""))) for name in told.read]
    return "\n".join(words("tape.picture", picture=text) if name == "picture" else text for name, text in read if text)


def travel(found: Measure, parts: int, words: Words) -> str:
    """Coding and code units of the limit, that of a part for one of several: UCS-2 57/80."""
    length = f"{CODINGS[found.coding]} {found.units}/{found.limit}"
    return f"{length}  {words('tape.parts', parts=found.parts)}" if found.parts > 1 and parts == 1 else length


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
        sums.append((amount >= 0, f"{text} {words.called(owner)}" if len(owners[purse]) > 1 else text))
    return tuple(text for _, text in sorted(sums, key=lambda pair: pair[0]))
