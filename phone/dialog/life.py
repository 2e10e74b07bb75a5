"""What people do without their phones and the operator's books hear of: they pay, shop, ride, invite."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ledger.commands import Charge
from ledger.entries import Entry, Refusal
from phone.air.apps import POINTS_PLUS, Fulfil
from phone.dialog.amounts import read_amount
from phone.dialog.words import LifeVerb, Vocabulary
from phone.holder import Holder
from phone.inputs import Act
from phone.network.directory import HOME, msisdn_of
from phone.network.partners import Event, event_of, happen, say_outcome

Outcome = Entry | Refusal | None


def live(holder: Holder, verb: LifeVerb, given: str, words: Vocabulary, told: Act) -> Outcome:
    """Let an event of life happen to somebody.

    Args:
        holder: to whom, at which SIM.
        verb: what.
        given: roubles, an amount of data, a promotion or a friend, as they are written behind the verb.
        words: what units mean.
        told: the same as an act, for who lives it again.

    Returns:
        What the books wrote or refused; None where the phone itself is told.

    Raises:
        ValueError: there is no such event or friend, or the subscriber is another operator's.
        NoAnswerError: the phone cannot ask.
    """
    return EVENTS[verb.event](holder, verb, _given(verb, given, words), told)


def event_behind(holder: Holder, verb: LifeVerb) -> Event | None:
    """The event that a verb lets happen, with its rate in the edition in force; None for one of another kind."""
    return event_of(holder.world.ledger.configuration, verb.source or verb.event)


def _given(verb: LifeVerb, written: str, words: Vocabulary) -> str:
    """An amount in kopecks or bytes; what is no amount as it is."""
    if verb.takes not in ("money", "volume"):
        return written
    number, _, unit = written.partition(" ")
    return str(read_amount(number, words.table.units[unit or "roubles"]))


def _happen(holder: Holder, verb: LifeVerb, given: str, told: Act) -> Outcome:
    """A payment outside the phone or a bill, which the partner tells the operator (F21–F23, F27, F50)."""
    event, msisdn = event_behind(holder, verb), subscribed(holder)
    if event is None:
        raise ValueError(f"{verb.en}: this edition knows nothing of the kind")
    return holder.world.happen(lambda network, at_ms: happen(network, msisdn, event, given, at_ms), told, holder.name)


def _use_data(holder: Holder, _verb: LifeVerb, given: str, told: Act) -> Outcome:
    """Traffic of the phone, charged by its volume."""
    command = Charge(subscribed(holder), "data", int(given))
    return holder.world.happen(lambda network, at_ms: network.desk.door.execute(command, at_ms), told, holder.name)


def _promotion(holder: Holder, _verb: LifeVerb, given: str, told: Act) -> Outcome:
    """A promotion of «Баллы Плюс», done in its app (F24): the phone asks the app's server."""
    holder.data(POINTS_PLUS, "fulfil", Fulfil(given), told)
    return None


def _invite(holder: Holder, verb: LifeVerb, given: str, told: Act) -> Outcome:
    """A friend by name or number (F25), who is told by SMS."""
    known = holder.world.people.get(given)
    friend = known.msisdns[0] if known is not None else msisdn_of(given)
    if friend is None:
        raise ValueError(f'"{given}" is nobody here and no number')
    return _happen(holder, verb, friend, told)


def say_lived(holder: Holder, verb: LifeVerb, outcome: Outcome) -> str:
    """What came of an event in the words of who lives it; empty where the phone was told."""
    event = event_behind(holder, verb)
    if event is None or outcome is None:
        return ""
    desk = holder.world.network.desk
    language = desk.directory.by_msisdn[subscribed(holder)].language
    return say_outcome(desk, event, outcome, language).value


def subscribed(holder: Holder) -> str:
    """The number of a subscriber of this operator.

    Raises:
        ValueError: it is another operator's.
    """
    msisdn = holder.world.people[holder.name].msisdns[holder.slot]
    if holder.world.network.desk.directory.by_msisdn[msisdn].operator != HOME:
        raise ValueError(f"{holder.name} is another operator's subscriber: nothing of this reaches these books")
    return msisdn


EVENTS: Final[Mapping[str, Callable[[Holder, LifeVerb, str, Act], Outcome]]] = {
    "earn": _happen,
    "top_up": _happen,
    "bill": _happen,
    "data": _use_data,
    "promotion": _promotion,
    "invite": _invite,
}
"""What each kind of event does."""
