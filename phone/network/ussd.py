"""The USSD gateway: sessions, their time-out, and the services behind the codes."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, evolve, field, frozen

from ledger.calendar import SECOND_MS
from ledger.entries import Refusal
from phone.air.messages import Downlink, UssdAsk, UssdEnd, UssdReleased
from phone.air.text import Text
from phone.network.desk import Desk, Pending, Reply, Turn, refuse, say
from phone.network.dialplan import Route, find_code
from phone.network.directory import HOME, Subscriber
from phone.network.paging import MORE_KEY, pages
from phone.network.services.menu import Service

LONGEST_TOLD_CODE = 30
"""Characters of an unknown code that the answer repeats; a longer one is only called too long."""


@define
class Session:
    """A dialogue with one SIM.

    Attributes:
        number: names it on the air.
        subscriber: with whom.
        route: the service that answers in it.
        expires_at_ms: when the network ends it if nothing comes; None while the network owes the answer.
        memory: what the service keeps between turns.
        waiting_pages: pages of the last text that were not asked for yet.
        waiting_end: whether the text of those pages is the last word.
    """

    number: int
    subscriber: Subscriber
    route: Route
    expires_at_ms: int | None = None
    memory: dict[str, str] = field(factory=dict)
    waiting_pages: list[Text] = field(factory=list)
    waiting_end: bool = True


@frozen
class Answer:
    """What a turn sends: messages for the SIM, texts that follow by SMS, and SMS to others by their MSISDN."""

    down: tuple[Downlink, ...]
    sms: tuple[Text, ...] = ()
    notices: tuple[tuple[str, Text], ...] = ()


@define
class Gateway:
    """One session a SIM at a time; a session has one transaction at a time (3GPP TS 23.090)."""

    desk: Desk
    services: Mapping[str, Service]
    sessions: dict[str, Session] = field(factory=dict)
    """IMSI → its session."""
    last_number: int = 0

    def request(self, subscriber: Subscriber, code: str, at_ms: int) -> Answer:
        """A code and the call key: a session begins."""
        self.last_number += 1
        if subscriber.imsi in self.sessions:
            return Answer((Downlink(subscriber.imsi, UssdReleased(self.last_number, "busy")),))
        found = find_code(self.desk.plan, code)
        session = Session(self.last_number, subscriber, Route(service="leave") if found is None else found.route)
        turn = self._turn(session, code, at_ms)
        if subscriber.operator != HOME:
            return self._say(session, refuse(self.desk, turn, Refusal("subscriber.foreign")), at_ms)
        if found is None:
            long = len(code) > LONGEST_TOLD_CODE
            refusal = Refusal("code.too_long") if long else Refusal("code.unknown", {"code": code})
            return self._say(session, refuse(self.desk, turn, refusal), at_ms)
        self.sessions[subscriber.imsi] = session
        outcome = self._serve(session, evolve(turn, opening=True, values=found.values))
        for choice in found.choices:
            if isinstance(outcome, Pending) or outcome.ends:
                break
            outcome = self._serve(session, self._turn(session, choice, at_ms))
        return self._take(session, outcome, at_ms)

    def reply(self, subscriber: Subscriber, number: int, text: str, at_ms: int) -> Answer:
        """The subscriber's answer in a session; one to a session that is over is told so."""
        session = self.sessions.get(subscriber.imsi)
        if session is None or session.number != number:
            return Answer((Downlink(subscriber.imsi, UssdReleased(number, "timeout")),))
        if session.waiting_pages and text.strip() == MORE_KEY:
            return self._page(session, at_ms)
        if session.waiting_pages and session.waiting_end:
            del self.sessions[subscriber.imsi]
            return Answer((Downlink(subscriber.imsi, UssdReleased(number, "network")),))
        session.waiting_pages.clear()
        return self._take(session, self._serve(session, self._turn(session, text, at_ms)), at_ms)

    def answer(self, imsi: str, reply: Reply, at_ms: int) -> Answer:
        """A service's late answer to a session that waits for it; nothing if the subscriber has left."""
        session = self.sessions.get(imsi)
        return Answer(()) if session is None else self._say(session, reply, at_ms)

    def release(self, subscriber: Subscriber, number: int) -> None:
        """The subscriber leaves the session."""
        session = self.sessions.get(subscriber.imsi)
        if session is not None and number in (session.number, 0):
            del self.sessions[subscriber.imsi]

    def next_due(self) -> int | None:
        """When the next session times out."""
        return min((s.expires_at_ms for s in self.sessions.values() if s.expires_at_ms is not None), default=None)

    def run_due(self, at_ms: int) -> tuple[Downlink, ...]:
        """End the sessions whose time is over."""
        over = [s for s in self.sessions.values() if s.expires_at_ms is not None and s.expires_at_ms <= at_ms]
        for session in over:
            del self.sessions[session.subscriber.imsi]
        return tuple(Downlink(s.subscriber.imsi, UssdReleased(s.number, "timeout")) for s in over)

    def _turn(self, session: Session, text: str, at_ms: int) -> Turn:
        key = f"ussd/{session.number}/{at_ms}/{text}"
        return Turn(
            session.subscriber, "ussd", text, at_ms, session.route, opening=False, memory=session.memory, key=key
        )

    def _serve(self, session: Session, turn: Turn) -> Reply | Pending:
        """Let the session's service take a turn; what it asks next may be another's to hear."""
        outcome = self.services[session.route.service](self.desk, turn)
        if isinstance(outcome, Reply) and outcome.next is not None:
            session.route = outcome.next
        return outcome

    def _take(self, session: Session, outcome: Reply | Pending, at_ms: int) -> Answer:
        if isinstance(outcome, Pending):
            session.expires_at_ms = None
            return Answer(())
        return self._say(session, outcome, at_ms)

    def _say(self, session: Session, reply: Reply, at_ms: int) -> Answer:
        turn = self._turn(session, "", at_ms)
        more = say(self.desk, turn, "page.more", key=MORE_KEY).value
        session.waiting_pages = list(pages(reply.text, more))
        session.waiting_end = reply.ends
        answer = self._page(session, at_ms)
        first = answer.down[0]
        return Answer((Downlink(first.imsi, first.message, reply.refused), *answer.down[1:]), reply.sms, reply.notices)

    def _page(self, session: Session, at_ms: int) -> Answer:
        imsi = session.subscriber.imsi
        page = session.waiting_pages.pop(0)
        if session.waiting_end and not session.waiting_pages:
            self.sessions.pop(imsi, None)
            return Answer((Downlink(imsi, UssdEnd(session.number, page)),))
        self.sessions[imsi] = session
        session.expires_at_ms = at_ms + self.desk.configuration.rules.ussd.timeout_s * SECOND_MS
        return Answer((Downlink(imsi, UssdAsk(session.number, page)),))
