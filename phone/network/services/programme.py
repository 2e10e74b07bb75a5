"""The services of the bonus programme: joining, the balance of points, ordering rewards."""

from __future__ import annotations

from ledger.calendar import NEVER
from ledger.commands import Join, Redeem
from ledger.entries import Entry, Refusal
from phone.air.text import Text
from phone.network.desk import Desk, Reply, Turn, refuse, say
from phone.network.dialplan import keyword


def join(desk: Desk, turn: Turn) -> Reply:
    """Take part in the programme (F01, F02, F06); who does already is told so, and nothing happens (D05)."""
    outcome = desk.door.execute(Join(turn.subscriber.msisdn, turn.channel), turn.at_ms, turn.key)
    if isinstance(outcome, Refusal):
        return Reply(say(desk, turn, "join.already"))
    return Reply(say(desk, turn, "join.done"), sms=(_welcome(desk, turn, outcome),))


def _welcome(desk: Desk, turn: Turn, entry: Entry) -> Text:
    step = desk.configuration.rules.accrual.kopecks_per_point // 100
    return say(desk, turn, "join.done.sms", since=entry.at_ms, step=step)


def join_by_sms(desk: Desk, turn: Turn) -> Reply:
    """Any text that is no keyword: a non-member joins with it as the rule allows (F03, D05), a member gets help."""
    allowed = desk.configuration.rules.joining.sms
    text = keyword(turn.text)
    joins = allowed == "any" and not text.isdecimal() if text else allowed != "off"
    if joins and desk.door.member_since_ms(turn.subscriber.msisdn) is None:
        return join(desk, turn)
    return unknown_word(desk, turn)


def unknown_word(desk: Desk, turn: Turn) -> Reply:
    """The help for an SMS that no keyword reads."""
    return refuse(desk, turn, Refusal("word.unknown"))


def points(desk: Desk, turn: Turn) -> Reply:
    """The balance of points, and what burns next (F11, F12, D08)."""
    msisdn = turn.subscriber.msisdn
    if desk.door.member_since_ms(msisdn) is None:
        return refuse(desk, turn, Refusal("membership.required"))
    balance = desk.door.standing(msisdn, turn.at_ms).points
    burning = desk.door.burning_next(msisdn, turn.at_ms)
    if burning is None:
        return Reply(say(desk, turn, "points.balance", points=balance))
    amount, date_ms = burning
    return Reply(say(desk, turn, "points.balance_burning", points=balance, burning=amount, date=date_ms))


def membership(desk: Desk, turn: Turn) -> Reply:
    """Since when a subscriber takes part."""
    msisdn = turn.subscriber.msisdn
    since_ms = desk.door.member_since_ms(msisdn)
    if since_ms is None:
        return refuse(desk, turn, Refusal("membership.required"))
    balance = desk.door.standing(msisdn, turn.at_ms).points
    return Reply(say(desk, turn, "membership.since", since=since_ms, points=balance))


def redeem(desk: Desk, turn: Turn) -> Reply:
    """Order the reward to which the code, keyword or menu item leads (F58, F59, P01–P19)."""
    command = Redeem(turn.subscriber.msisdn, turn.route.reward, turn.channel)
    outcome = desk.door.execute(command, turn.at_ms, turn.key)
    if isinstance(outcome, Refusal):
        return refuse(desk, turn, outcome)
    return _redeemed(desk, turn, outcome)


def _redeemed(desk: Desk, turn: Turn, entry: Entry) -> Reply:
    reward = desk.configuration.catalogue[turn.route.reward]
    purse = desk.configuration.purses[reward.purse]
    values: dict[str, int | str] = {
        "reward": desk.texts.phrase(purse.phrase, reward.amount, turn.language),
        "price": entry.details["price_points"],
        "until": entry.details["until"],
        "left": desk.door.standing(turn.subscriber.msisdn, turn.at_ms).points,
    }
    key = "redeem.done" if entry.details["until"] != NEVER else "redeem.done_for_good"
    return Reply(say(desk, turn, key, **values), sms=(say(desk, turn, f"{key}.sms", **values),))


def reward_help(desk: Desk, turn: Turn) -> Reply:
    """The help for an SMS to the rewards' number that names no reward (F59)."""
    numbers = desk.plan.dialplan.sms.values()
    codes = (word for number in numbers for word, route in number.keywords.items() if route.service == "redeem")
    return refuse(desk, turn, Refusal("reward.unknown", {"example": next(codes, "")}))
