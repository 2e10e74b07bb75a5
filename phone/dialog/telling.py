"""Judging what a phone was told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from phone.dialog.bench import Bench, lost_places
from phone.dialog.bindings import bars_for
from phone.dialog.checks import written_wire
from phone.dialog.compare import DiffLine, Renewed, diffed, line_pairs, renewed
from phone.dialog.hearing import Heard
from phone.dialog.model import Bar, Reply, Wire
from phone.dialog.template import ELASTIC, Names, fit
from phone.dialog.verdict import Claim, Difference, Verdict
from phone.dialog.writing import moment, quoted
from phone.network.directory import msisdn_of

_MARK: Final = re.compile(r"[^<«]*[<«]")


def fits(bench: Bench, step: Reply, heard: Heard) -> Names | None:
    """What the places of a reply take in what was heard; None if it is something else."""
    if not (step.kind == heard.kind and _same_moment(bench, step, heard) and _same_wire(step.wire, heard)):
        return None
    sender = _sender(bench, step.sender, heard.sender)
    if sender is None:
        return None
    texts = [bar.text for bar in bars_for(step.bars, bench.locale)]
    found = fit(texts, heard.text.value, {**bench.known, **sender} if sender else bench.known)
    return None if found is None else {**sender, **found}


def unlike(bench: Bench, step: Reply, heard: Heard) -> float:
    """How little a reply is like what was heard, from 0 to 1: its text counts most."""
    if fits(bench, step, heard) is not None:
        return 0.0
    texts = [bar.text for bar in bars_for(step.bars, bench.locale)]
    pairs = line_pairs(texts, lines_of(heard), bench.known)
    alone = sum(row is None or (column is None and texts[row] != ELASTIC) for row, column in pairs)
    text = alone / len(pairs) if pairs else 0.0
    return min(1.0, 0.05 + 0.2 * (step.kind != heard.kind) + 0.7 * text)


def lines_of(heard: Heard) -> list[str]:
    """The lines of what was heard; none of an empty text."""
    return heard.text.value.split("\n") if heard.text.value else []


def judge_missing(bench: Bench, step: Reply) -> Verdict:
    """A reply in whose place nothing came."""
    numbers = dict.fromkeys((step.line, *(bar.line for bar in step.bars if bar.locale in ("", bench.locale))))
    expected = tuple(DiffLine("-", bench.source(line).strip()) for line in numbers)
    difference = Difference(step.line, f"{step.name} was told nothing", expected)
    return Verdict(Claim(step.line, "gone"), difference)


def judge_reply(bench: Bench, step: Reply, heard: Heard) -> Verdict:
    """A reply against what was heard in its place."""
    names = fits(bench, step, heard)
    if names is not None:
        return Verdict(Claim(step.line, "kept"), None, names)
    mine = bars_for(step.bars, bench.locale)
    templates, lines = [bar.text for bar in mine], lines_of(heard)
    new = renewed(templates, lines, bench.known)
    old_head, head = _bare_head(bench, step), _head(bench, step, heard)
    message = f"{step.name} was told something else"
    if step.bars and not mine:
        message = f'no "{bench.locale}|" lines for what {step.name} was told'
    heads = () if head == old_head else (DiffLine("-", old_head), DiffLine("+", head))
    difference = Difference(step.line, message, (*heads, *diffed(templates, lines, bench.known)))
    names = fit([one.text for one in new], heard.text.value, bench.known) or {}
    return Verdict(_claim(step, old_head, head, mine, new), difference, names)


def _claim(step: Reply, old_head: str, head: str, mine: Sequence[Bar], new: Sequence[Renewed]) -> Claim:
    lost = lost_places((bar.text for bar in mine), (one.text for one in new))
    if step.inline and len(new) == 1:
        return Claim(step.line, "changed", f"{head}: {new[0].text}", lost=lost)
    if step.inline:
        return Claim(step.line, "changed", head, tuple((0, one.text) for one in new), lost=lost)
    rows = tuple((0 if one.origin is None else mine[one.origin].line, one.text) for one in new)
    return Claim(step.line, "changed", "" if head == old_head else head, rows, lost=lost)


def _bare_head(bench: Bench, step: Reply) -> str:
    """The first line of a reply as it is written, without a text that stands behind it."""
    line = bench.source(step.line).rstrip()
    if step.inline:
        line = line[: line.rindex(step.bars[0].text)].rstrip()
    return line.removesuffix(":").rstrip()


def _head(bench: Bench, step: Reply, heard: Heard) -> str:
    """The first line of a reply for what was heard; what holds of it stays as it is written."""
    same_sender = _sender(bench, step.sender, heard.sender) is not None
    rest = _same_moment(bench, step, heard) and _same_wire(step.wire, heard)
    if step.kind == heard.kind and same_sender and rest:
        return _bare_head(bench, step)
    writer = bench.writer(step.line)
    mark = _MARK.match(bench.source(step.line))
    assert mark is not None, "a reply has its mark"
    parts = [mark[0], writer.word("replies", heard.kind)]
    if heard.sender and (step.sender or step.kind != heard.kind):
        sender = step.sender if step.sender and same_sender else quoted(heard.sender)
        parts += [writer.word("clauses", "from"), sender]
    if step.at:
        parts += [writer.word("clauses", "at"), moment(heard.at_ms, writer.zone, step.at)]
    wire = _wire_of(step.wire, heard)
    if wire is not None:
        parts.append(written_wire(wire))
    return " ".join(parts)


def _sender(bench: Bench, expected: str, sender: str) -> Names | None:
    """What the places of an expected sender take; None if somebody else sent it."""
    if not expected or expected == sender:
        return {}
    person = bench.world.people.get(expected)
    if person is not None:
        return {} if sender in {f"+{msisdn}" for msisdn in person.msisdns} else None
    if "{" in expected:
        return fit((expected,), sender, bench.known)
    number = msisdn_of(expected)
    return {} if number is not None and number == msisdn_of(sender) else None


def _same_moment(bench: Bench, step: Reply, heard: Heard) -> bool:
    return not step.at or moment(heard.at_ms, bench.world.texts.zone, step.at) == step.at.replace("T", " ")


def _same_wire(wire: Wire | None, heard: Heard) -> bool:
    return wire is None or _wire_of(wire, heard) == wire


def _wire_of(wire: Wire | None, heard: Heard) -> Wire | None:
    """How something travelled, as far as is asked for."""
    length = heard.length
    if wire is None or length is None:
        return None
    return Wire(
        length.coding if wire.coding is not None else None,
        length.units if wire.units is not None else None,
        length.limit if wire.limit is not None else None,
        length.parts if wire.parts is not None else None,
    )
