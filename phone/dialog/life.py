"""What people do without their phones and the operator's books hear of: they pay, shop, ride, invite."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ledger.commands import Charge, Command, Earn, Invite, TopUp
from ledger.entries import Entry, Refusal
from phone.air.apps import POINTS_PLUS, Fulfil
from phone.dialog.amounts import read_amount
from phone.dialog.words import LifeVerb, Vocabulary
from phone.holder import Holder
from phone.network.desk import tell
from phone.network.directory import HOME, msisdn_of
from phone.network.network import Network

Outcome = Entry | Refusal | None


def live(holder: Holder, verb: LifeVerb, given: str, words: Vocabulary) -> Outcome:
    """Let an event of life happen to somebody.

    Args:
        holder: to whom, at which SIM.
        verb: what.
        given: roubles, an amount of data, a promotion or a friend, as they are written behind the verb.
        words: what units mean.

    Returns:
        What the books wrote or refused; None where the phone itself is told.

    Raises:
        ValueError: there is no such friend, or the subscriber is another operator's.
        NoAnswerError: the phone cannot ask.
    """
    return EVENTS[verb.event](holder, verb, _given(verb, given, words))


def _given(verb: LifeVerb, written: str, words: Vocabulary) -> str:
    """An amount in kopecks or bytes; what is no amount as it is."""
    if verb.takes not in ("money", "volume"):
        return written
    number, _, unit = written.partition(" ")
    return str(read_amount(number, words.table.units[unit or "roubles"]))


def _earn(holder: Holder, verb: LifeVerb, given: str) -> Outcome:
    """A payment outside the phone, which the partner tells the operator (F21–F23)."""
    return _execute(holder, Earn(_msisdn(holder), verb.source, int(given)))


def _top_up(holder: Holder, _verb: LifeVerb, given: str) -> Outcome:
    return _execute(holder, TopUp(_msisdn(holder), int(given)))


def _use_data(holder: Holder, _verb: LifeVerb, given: str) -> Outcome:
    """Traffic of the phone, charged by its volume."""
    return _execute(holder, Charge(_msisdn(holder), "data", int(given)))


def _promotion(holder: Holder, _verb: LifeVerb, given: str) -> Outcome:
    """A promotion of «Баллы Плюс», done in its app (F24): the phone asks the app's server."""
    holder.data(POINTS_PLUS, "fulfil", Fulfil(given))
    return None


def _invite(holder: Holder, _verb: LifeVerb, given: str) -> Outcome:
    """A friend by name or number (F25), who is told by SMS."""
    known = holder.world.people.get(given)
    friend = known.msisdns[0] if known is not None else msisdn_of(given)
    if friend is None:
        raise ValueError(f'"{given}" is nobody here and no number')
    msisdn = _msisdn(holder)

    def invite(network: Network, at_ms: int) -> Outcome:
        outcome = network.desk.door.execute(Invite(msisdn, friend), at_ms)
        if isinstance(outcome, Entry):
            network.centre.notify_others(tell(network.desk, friend, "invite.please.sms", friend=msisdn), at_ms)
        return outcome

    return holder.world.happen(invite)


def _execute(holder: Holder, command: Command) -> Outcome:
    return holder.world.happen(lambda network, at_ms: network.desk.door.execute(command, at_ms))


def _msisdn(holder: Holder) -> str:
    """The number of a subscriber of this operator.

    Raises:
        ValueError: it is another operator's.
    """
    msisdn = holder.world.people[holder.name].msisdns[holder.slot]
    if holder.world.network.desk.directory.by_msisdn[msisdn].operator != HOME:
        raise ValueError(f"{holder.name} is another operator's subscriber: nothing of this reaches these books")
    return msisdn


EVENTS: Final[Mapping[str, Callable[[Holder, LifeVerb, str], Outcome]]] = {
    "earn": _earn,
    "top_up": _top_up,
    "data": _use_data,
    "promotion": _promotion,
    "invite": _invite,
}
"""What each kind of event does."""
