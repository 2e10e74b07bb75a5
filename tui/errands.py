"""What the owner of a phone does by one choice at the screen: errands outside the phone, and what the tour tells."""

from __future__ import annotations

from ledger.entries import Entry
from phone.air.apps import POINTS_PLUS, Fulfil, Outcome, read
from phone.holder import Holder, NoAnswerError
from phone.inputs import Act
from phone.network.partners import Event, happen, say_outcome
from phone.tour.moves import Move
from phone.tour.records import FAR, FRIEND, Who
from tui.session import Session, roubles


def live(session: Session, event: Event, given: str) -> tuple[bool, str]:
    """Let something happen to the owner of the phone with the keyboard, at the first SIM of this operator.

    Args:
        session: the sitting.
        event: what.
        given: kopecks, the id of a promotion, or the MSISDN of a friend, whatever the event takes.

    Returns:
        Whether it did, and what is to be said of it.
    """
    world, person, payer = session.world, session.person, session.payer
    assert payer is not None, "who asks has looked"
    slot = world.people[person].msisdns.index(payer)
    told = Act(event.name, roubles(int(given)) if event.takes == "money" else given, slot=slot)
    if event.kind == "promotion":
        return _fulfil(session, given, slot, told)
    outcome = world.happen(lambda network, at_ms: happen(network, payer, event, given, at_ms), told, person)
    said = say_outcome(world.network.desk, event, outcome, session.words.language)
    return isinstance(outcome, Entry), said.value


def _fulfil(session: Session, promotion: str, slot: int, told: Act) -> tuple[bool, str]:
    """A promotion is done in its app (F24): time passes until the phone has the answer of the app's server."""
    try:
        reply = Holder(session.world, session.person, slot).data(POINTS_PLUS, "fulfil", Fulfil(promotion), told)
        answer = read(reply.body, Outcome)
    except (NoAnswerError, ValueError):
        return False, session.words("life.offline")
    return answer.done, answer.text


def write(session: Session, number: str, text: str) -> None:
    """Send a short message from the phone with the keyboard, by the SIM that its owner has chosen."""
    slot = session.world.phones[session.person].settings.sim or 0
    session.world.command(
        session.person,
        lambda phone, at_ms: phone.mobile.send_sms(number, text, at_ms, slot),
        Act("sms", number, text, slot),
    )
    session.pace.stir()


def filled(session: Session, move: Move) -> Move | None:
    """What the tour tells with numbers of people in it; None if nobody here can be meant."""
    wanted = f"{move.number} {move.text}"
    friend, far = _other(session, far=False), _other(session, far=True)
    if (FRIEND in wanted and not friend) or (FAR in wanted and not far):
        return None
    return session.words.way(move).filled(friend, far)


def those(session: Session, who: Who) -> tuple[str, ...]:
    """The people of ours who can do something, by their first SIM."""
    door = session.world.network.desk.door
    ours: dict[str, list[str]] = {}
    for person, _, msisdn in session.sims():
        if session.is_ours(msisdn):
            ours.setdefault(person.name, []).append(msisdn)
    return tuple(
        name
        for name, sims in ours.items()
        if not who
        or ((door.member_since_ms(sims[0]) is not None) == (who != "stranger") and (who != "two_sims" or len(sims) > 1))
    )


def _other(session: Session, *, far: bool) -> str:
    """The number of somebody else of this operator, members first: of the same region, or of another one."""
    desk = session.world.network.desk
    home = desk.directory.by_msisdn[session.world.people[session.person].msisdns[0]].region
    sims = [
        msisdn
        for person, _, msisdn in session.sims()
        if person.name != session.person
        and session.is_ours(msisdn)
        and (desk.directory.by_msisdn[msisdn].region != home) == far
    ]
    return next((sim for sim in sims if desk.door.member_since_ms(sim) is not None), next(iter(sims), ""))
