"""The services of giving points: by SMS in one text, or step by step in the menu (F40–F45, D12, D13)."""

from __future__ import annotations

import re

from attrs import evolve, frozen

from ledger.calendar import MINUTE_MS
from ledger.commands import Give
from ledger.entries import Refusal
from phone.network.desk import Desk, Reply, Turn, ask, refuse, say, tell
from phone.network.directory import msisdn_of
from phone.network.services.lines import joined
from phone.network.services.menu import page

BACK = "0"
CONFIRM = "1"

TO, AMOUNT, UNTIL = "gift_to", "gift_points", "gift_until_ms"
"""What a conversation remembers of a gift in the making."""


LONGEST_AMOUNT = 12
"""Digits of an amount that are looked at."""


@frozen
class GiftText:
    """What a text names: the receiver's MSISDN, and the points if it says how many."""

    to: str
    points: int | None


def read_gift(text: str) -> GiftText | None:
    """The receiver and amount behind the keyword (D13): 11 digits that begin with 7 or 8, or 10 that begin with 9."""
    rest = re.sub(r"^\W*[^\W\d]+", "", text.strip())
    digits = re.sub(r"[\s()+-]", "", rest)
    length = 11 if digits[:1] in ("7", "8") else 10
    to = msisdn_of(digits[:length])
    if not digits.isdecimal() or to is None:
        return None
    amount = digits[length:]
    return GiftText(to, amount_of(amount) if amount else None)


def amount_of(digits: str) -> int:
    """The number that digits write; of a longer one than anybody has points, only that it is too large."""
    return int(digits.lstrip("0")[:LONGEST_AMOUNT] or "0")


def gift_by_sms(desk: Desk, turn: Turn) -> Reply:
    """`GIFT 79161234567 500` (F41), or without the amount, which is then asked for by SMS (F42, D13)."""
    if desk.door.member_since_ms(turn.subscriber.msisdn) is None:
        return refuse(desk, turn, Refusal("membership.required"))
    rules = desk.configuration.rules.gift
    found = read_gift(turn.text)
    forget(turn)
    if found is None or (found.points is None and rules.without_amount == "refuse"):
        return refuse(desk, turn, Refusal("gift.text", {"example": _example(desk, turn)}))
    if found.points is not None:
        return give(desk, turn, found.to, found.points)
    turn.memory[TO] = found.to
    turn.memory[UNTIL] = str(turn.at_ms + rules.ask_minutes * MINUTE_MS)
    return Reply(say(desk, turn, "gift.how_many.sms", to=found.to, minutes=rules.ask_minutes))


def pending_gift(turn: Turn) -> str | None:
    """The receiver of a gift that waits for its amount in this conversation, or None."""
    until_ms = int(turn.memory.get(UNTIL, 0))
    return turn.memory.get(TO) if turn.at_ms < until_ms else None


def give_pending(desk: Desk, turn: Turn, to: str) -> Reply:
    """The amount of a gift that was asked for (D13)."""
    forget(turn)
    return give(desk, turn, to, amount_of("".join(turn.text.split())))


def forget(turn: Turn) -> None:
    """Drop a gift in the making."""
    for name in (TO, AMOUNT, UNTIL):
        turn.memory.pop(name, None)


def gift(desk: Desk, turn: Turn) -> Reply:
    """The gift in the menu: number, how many, confirm; `0` goes back (1.2 of the mission)."""
    if desk.door.member_since_ms(turn.subscriber.msisdn) is None:
        return refuse(desk, turn, Refusal("membership.required"))
    if turn.opening:
        forget(turn)
        return ask(desk, turn, "gift.to_whom")
    said = turn.text.strip()
    if said == BACK:
        return page(desk, turn, turn.route.menu)
    if TO not in turn.memory:
        return _take_number(desk, turn, said)
    if AMOUNT not in turn.memory:
        return _take_amount(desk, turn, said)
    if said != CONFIRM:
        return _confirm(desk, turn, hint=True)
    to, points = turn.memory[TO], int(turn.memory[AMOUNT])
    forget(turn)
    return give(desk, evolve(turn, channel="menu"), to, points)


def _take_number(desk: Desk, turn: Turn, said: str) -> Reply:
    to = msisdn_of(said)
    if to is None:
        return ask(desk, turn, "gift.to_whom_again")
    turn.memory[TO] = to
    return ask(desk, turn, "gift.how_many", to=to)


def _take_amount(desk: Desk, turn: Turn, said: str) -> Reply:
    if not said.isdecimal() or amount_of(said) < 1:
        return ask(desk, turn, "gift.how_many_again")
    turn.memory[AMOUNT] = str(amount_of(said))
    return _confirm(desk, turn)


def _confirm(desk: Desk, turn: Turn, *, hint: bool = False) -> Reply:
    """What will be given; `hint` says first that the reply was none of the choices."""
    head = [say(desk, turn, "menu.wrong")] if hint else []
    question = say(desk, turn, "gift.confirm", to=turn.memory[TO], points=int(turn.memory[AMOUNT]))
    return Reply(joined([*head, question]), ends=False, next=turn.route)


def give(desk: Desk, turn: Turn, to: str, points: int) -> Reply:
    """Give points to a number, and tell both sides (F40, D12)."""
    msisdn = turn.subscriber.msisdn
    outcome = desk.door.execute(Give(msisdn, to, points), turn.at_ms, turn.key)
    if isinstance(outcome, Refusal):
        return refuse(desk, turn, outcome)
    values: dict[str, int | str] = {
        "points": points,
        "to": to,
        "left": outcome.details["left"],
        "operation": outcome.seq,
    }
    until_ms = max(posting.expires_at_ms or 0 for posting in outcome.postings)
    notices = tell(desk, to, "gift.received.sms", points=points, giver=msisdn, until=until_ms, operation=outcome.seq)
    return Reply(
        say(desk, turn, "gift.done", **values), sms=(say(desk, turn, "gift.done.sms", **values),), notices=notices
    )


def _example(desk: Desk, turn: Turn) -> str:
    """The right form, with a number of the sender's own kind."""
    numbers = desk.plan.dialplan.sms.values()
    words = (word for number in numbers for word, route in number.first_words.items() if route.service == "gift_by_sms")
    return f"{next(words, '').upper()} {turn.subscriber.msisdn[:4]}1234567 100"
