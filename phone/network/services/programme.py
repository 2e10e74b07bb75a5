"""The services of the bonus programme: joining and leaving, the balance of points and what burns, inviting a friend."""

from __future__ import annotations

from ledger.commands import Invite, Join, Leave
from ledger.entries import Entry, Refusal
from phone.air.text import Text
from phone.network.desk import Desk, Reply, Turn, ask, refuse, say, tell
from phone.network.dialplan import keyword
from phone.network.directory import msisdn_of
from phone.network.services.gifts import BACK, give_pending, pending_gift
from phone.network.services.lines import joined
from phone.network.services.menu import page


def join(desk: Desk, turn: Turn) -> Reply:
    """Take part in the programme (F01, F02, F06); who does already is told so, and nothing happens (D05)."""
    outcome = desk.door.execute(Join(turn.subscriber.msisdn, turn.channel), turn.at_ms, turn.key)
    if isinstance(outcome, Refusal):
        return Reply(say(desk, turn, "join.already"))
    return Reply(
        say(desk, turn, "join.done"), sms=(_welcome(desk, turn, outcome),), notices=_thanks(desk, turn, outcome)
    )


def _welcome(desk: Desk, turn: Turn, entry: Entry) -> Text:
    step = desk.configuration.rules.accrual.kopecks_per_point
    return say(desk, turn, "join.done.sms", since=entry.at_ms, step=step)


def _thanks(desk: Desk, turn: Turn, entry: Entry) -> tuple[tuple[str, Text], ...]:
    """The notice to the inviter whom the joining has brought points (F25)."""
    inviter, points = entry.details.get("inviter"), entry.details.get("inviter_points")
    if inviter is None or points is None:
        return ()
    return tell(desk, str(inviter), "invite.thanks.sms", friend=turn.subscriber.msisdn, points=points)


def leave_programme(desk: Desk, turn: Turn) -> Reply:
    """Take part no longer (D20)."""
    outcome = desk.door.execute(Leave(turn.subscriber.msisdn), turn.at_ms, turn.key)
    if isinstance(outcome, Refusal):
        return refuse(desk, turn, outcome)
    return Reply(say(desk, turn, "leave.done", burned=outcome.details["burned"]))


def other_word(desk: Desk, turn: Turn) -> Reply:
    """A text that no keyword reads: the amount of a gift that was asked for (D13), a joining (F03, D05), or help."""
    said = keyword(turn.text)
    digits = said.replace(" ", "").isdecimal()
    to = pending_gift(turn)
    if to is not None and digits:
        return give_pending(desk, turn, to)
    allowed = desk.configuration.rules.joining.sms
    joins = allowed == "any" and not digits if said else allowed != "off"
    if joins and desk.door.member_since_ms(turn.subscriber.msisdn) is None:
        return join(desk, turn)
    return refuse(desk, turn, Refusal("word.unknown"))


def points(desk: Desk, turn: Turn) -> Reply:
    """The balance of points, and what burns next (F11, F12, D08)."""
    msisdn = turn.subscriber.msisdn
    if desk.door.member_since_ms(msisdn) is None:
        return refuse(desk, turn, Refusal("membership.required"))
    balance = desk.door.points(msisdn, turn.at_ms)
    burning = desk.door.burning_next(msisdn, turn.at_ms)
    if burning is None:
        return Reply(say(desk, turn, "points.balance", points=balance))
    amount, date_ms = burning
    return Reply(say(desk, turn, "points.balance_burning", points=balance, burning=amount, date=date_ms))


def forecast(desk: Desk, turn: Turn) -> Reply:
    """What burns within one calendar month (F13, D08)."""
    msisdn = turn.subscriber.msisdn
    if desk.door.member_since_ms(msisdn) is None:
        return refuse(desk, turn, Refusal("membership.required"))
    burning = desk.door.burning_within_month(msisdn, turn.at_ms)
    if not burning:
        return Reply(say(desk, turn, "forecast.nothing"))
    lines = [say(desk, turn, "forecast.line", date=date_ms, points=amount) for amount, date_ms in burning]
    return Reply(joined([say(desk, turn, "forecast.title"), *lines]))


def membership(desk: Desk, turn: Turn) -> Reply:
    """Since when a subscriber takes part."""
    msisdn = turn.subscriber.msisdn
    since_ms = desk.door.member_since_ms(msisdn)
    if since_ms is None:
        return refuse(desk, turn, Refusal("membership.required"))
    balance = desk.door.points(msisdn, turn.at_ms)
    return Reply(say(desk, turn, "membership.since", since=since_ms, points=balance))


def invite(desk: Desk, turn: Turn) -> Reply:
    """Invite a friend by number (F25)."""
    if desk.door.member_since_ms(turn.subscriber.msisdn) is None:
        return refuse(desk, turn, Refusal("membership.required"))
    if turn.opening:
        return ask(desk, turn, "invite.whom")
    if turn.text.strip() == BACK:
        return page(desk, turn, turn.route.menu)
    friend = msisdn_of(turn.text)
    if friend is None:
        return ask(desk, turn, "invite.whom_again")
    outcome = desk.door.execute(Invite(turn.subscriber.msisdn, friend), turn.at_ms, turn.key)
    if isinstance(outcome, Refusal):
        return refuse(desk, turn, outcome)
    notices = tell(desk, friend, "invite.please.sms", friend=turn.subscriber.msisdn)
    return Reply(say(desk, turn, "invite.done", friend=friend), notices=notices)
