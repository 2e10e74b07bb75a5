"""Whether something was done: an entry of the books or a message that arrived is held against what would prove it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger.catalog import Reward
from ledger.entries import Entry
from phone.air.messages import DataRequest, SmsSubmit, UssdRequest
from phone.network.dialplan import Plan, Route, find_code, short_number
from phone.network.sms import find_word
from phone.tour.moves import fits
from phone.tour.records import Doing, Proof
from phone.trace import TraceEvent

OR = "|"


def proves(proof: Proof, entry: Entry, catalogue: Mapping[str, Reward]) -> bool:
    """Whether an entry is of the kind, and says what it must."""
    return (
        entry.kind == proof.entry
        and all(str(_value(entry, name, catalogue)) in wanted.split(OR) for name, wanted in proof.where.items())
        and all(_number(entry, name) >= least for name, least in proof.least.items())
        and (not proof.draws or any(_draws(posting.account, posting.amount, proof.draws) for posting in entry.postings))
    )


def shows(proof: Proof, doing: Doing, event: TraceEvent, plan: Plan) -> bool:
    """Whether a message says what it must, or asks for what is looked for; what came of it in the books is left aside."""
    if event.outcome != "delivered":
        return False
    if proof.asked:
        return asks(event, doing, plan)
    if proof.refused:
        return event.refusal is not None and event.refusal.rule == proof.refused
    message = event.message
    if proof.request:
        return isinstance(message, DataRequest) and f"{message.app}/{message.path}" == proof.request
    key = getattr(getattr(message, "text", None), "key", None) if event.direction == "down" else None
    return bool(proof.told) and (key or "").startswith(proof.told) and proof.by in ("", *_of_kind(proof, event))


def asks(event: TraceEvent, doing: Doing, plan: Plan) -> bool:
    """Whether a code or SMS leads where the doing leads; a text that is no word counts as empty or not empty only."""
    match event.message:
        case UssdRequest(code):
            found = find_code(plan, code)
            return found is not None and fits(found.route, doing)
        case SmsSubmit(to=to, text=text):
            short = plan.dialplan.sms.get(short_number(to))
            if short is None:
                return False
            route: Route = find_word(short, text)
            alike = route is not short.other or bool(text.strip()) == bool(doing.text.strip())
            return fits(route, doing) and alike
    return False


def any_proves(proof: Proof, entries: Iterable[Entry], catalogue: Mapping[str, Reward]) -> bool:
    """Whether one of some entries does."""
    return any(proves(proof, entry, catalogue) for entry in entries)


def _of_kind(proof: Proof, event: TraceEvent) -> tuple[str, ...]:
    """The proof's kinds of message, if this is one of them."""
    return (proof.by,) if event.kind in proof.by.split(OR) else ()


def _value(entry: Entry, name: str, catalogue: Mapping[str, Reward]) -> int | str | None:
    """A detail of the entry, a value of its command, or the section of its reward."""
    if name == "section":
        reward = catalogue.get(str(entry.details.get("reward")))
        return None if reward is None else reward.section
    found: int | str | None = entry.details.get(name, getattr(entry.command, name, None))
    return found


def _number(entry: Entry, name: str) -> int:
    value = _value(entry, name, {})
    return value if isinstance(value, int) else 0


def _draws(account: str, amount: int, purse: str) -> bool:
    return amount < 0 and account.rpartition("/")[2] == purse and "/" in account
