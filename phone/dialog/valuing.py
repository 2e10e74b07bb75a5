"""Judging single values: balances, states, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from phone.air.messages import Refused
from phone.dialog.amounts import read_amount, written_amount
from phone.dialog.bench import Bench, lost_places
from phone.dialog.compare import DiffLine, rewritten
from phone.dialog.model import RefusedCheck, ValueCheck
from phone.dialog.template import Names, fit
from phone.dialog.verdict import Claim, Difference, Verdict
from phone.handset.mobile.ussd import Asking
from phone.world import World


def judge_value(bench: Bench, step: ValueCheck, slot: int) -> Verdict:
    """A value of a subscriber's SIM or phone."""
    actual = VALUES[step.field](bench.world, step.name, slot)
    if step.field == "balance":
        units = bench.words.table.units["roubles"]
        plain = "{" not in step.template and read_amount(step.template, units)
        actual = written_amount(int(actual), units)
        if plain is not False and plain is not None and written_amount(plain, units) == actual:
            return Verdict(Claim(step.line, "kept"), actual=(bench.source(step.line).rstrip(),))
    line = bench.source(step.line)
    before = line[: line.index("=") + 1]
    yes_or_no = actual in bench.words["values"].words
    told = bench.writer(step.line).word("values", actual) if yes_or_no else actual
    names = fit((step.template,), actual, bench.known)
    if names is not None:
        return Verdict(Claim(step.line, "kept"), None, names, (f"{before} {told}",))
    new = told if yes_or_no else rewritten(step.template, actual, bench.known)
    diff = (DiffLine("-", line.strip()), DiffLine("+", f"{before} {told}"))
    difference = Difference(step.line, f"{step.name} has another value", diff)
    lost = lost_places((step.template,), (new,))
    return Verdict(Claim(step.line, "changed", f"{before} {new}", lost=lost), difference, {}, (f"{before} {told}",))


def _standing(what: str) -> Callable[[World, str, int], str]:
    def value(world: World, name: str, slot: int) -> str:
        standing = world.standing(world.people[name].msisdns[slot])
        found = 0 if standing is None else getattr(standing, what)
        return ("yes" if found else "no") if what == "member" else str(found)

    return value


def _language(world: World, name: str, slot: int) -> str:
    return world.network.desk.directory.by_msisdn[world.people[name].msisdns[slot]].language


def _power(world: World, name: str, _slot: int) -> str:
    return "on" if world.phones[name].mobile.on else "off"


def _coverage(world: World, name: str, slot: int) -> str:
    return "yes" if world.phones[name].mobile.slots[slot].registered else "no"


def _messages(world: World, name: str, _slot: int) -> str:
    return str(len(world.phones[name].mobile.store.inbox))


def _unread(world: World, name: str, _slot: int) -> str:
    return str(world.phones[name].mobile.store.unread)


def _call(world: World, name: str, _slot: int) -> str:
    return "yes" if world.phones[name].mobile.in_call else "no"


def _session(world: World, name: str, slot: int) -> str:
    return "yes" if isinstance(world.phones[name].mobile.slots[slot].ussd.state, Asking) else "no"


VALUES: Final[Mapping[str, Callable[[World, str, int], str]]] = {
    "points": _standing("points"),
    "balance": _standing("kopecks"),
    "member": _standing("member"),
    "language": _language,
    "power": _power,
    "coverage": _coverage,
    "messages": _messages,
    "unread": _unread,
    "call": _call,
    "session": _session,
}
"""The values that a dialog may ask for; of a balance the kopecks."""


def judge_refused(bench: Bench, step: RefusedCheck, refused: Sequence[Refused]) -> Verdict:
    """What the operator refused somebody since the last action."""
    line = bench.source(step.line)
    head = line[: line.index(step.rule)]
    for one in refused:
        names = _refusal_fits(bench, step, one)
        if names is not None:
            told = _refusal(bench, step, one)[1]
            return Verdict(Claim(step.line, "kept"), None, names, (f"{head}{told}",))
    expected = DiffLine("-", line.strip())
    if not refused:
        difference = Difference(step.line, f"nothing was refused to {step.name}", (expected,))
        return Verdict(Claim(step.line, "gone"), difference)
    last = next((one for one in reversed(refused) if one.rule == step.rule), refused[-1])
    written, told = _refusal(bench, step, last)
    diff = (expected, DiffLine("+", f"{head}{told}"))
    difference = Difference(step.line, f"something else was refused to {step.name}", diff)
    lost = lost_places((line,), (written,))
    return Verdict(Claim(step.line, "changed", f"{head}{written}", lost=lost), difference, {}, (f"{head}{told}",))


def _refusal_fits(bench: Bench, step: RefusedCheck, refused: Refused) -> Names | None:
    if refused.rule != step.rule:
        return None
    names: Names = {}
    for name, template in step.values:
        found = fit((template,), str(refused.values.get(name, "")), {**bench.known, **names})
        if found is None:
            return None
        names |= found
    return names


def _refusal(bench: Bench, step: RefusedCheck, refused: Refused) -> tuple[str, str]:
    """A refusal with its places kept where they can be, and as it was; a number misspelled is the one most like it."""
    written, told = [refused.rule], [refused.rule]
    said = {name for name, _ in step.values}
    for spelled, template in step.values:
        others = [name for name in refused.values if name not in said]
        name = next(iter([spelled] if spelled in refused.values else get_close_matches(spelled, others, 1)), None)
        if name is None:
            continue
        value = str(refused.values[name])
        new = rewritten(template, value, bench.known)
        bare = template.startswith("{") and template[1:].partition(":")[0].rstrip("}") == name
        written.append(new if bare and new == template else f"{name}={new}")
        told.append(f"{name}={value}")
    return " ".join(written), " ".join(told)
