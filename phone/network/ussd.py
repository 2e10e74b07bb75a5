"""The USSD gateway: sessions of either side, their time-out, and the services behind the codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import define, field

from ledger.calendar import SECOND_MS
from ledger.entries import Refusal
from phone.air.messages import Downlink, UssdAsk, UssdEnd, UssdNotify, UssdNotifyAck, UssdRelease, UssdReleased
from phone.air.text import Text, fits, measure
from phone.deadlines import Deadlines, earliest
from phone.network.begun import KEPT, Begun, Fate
from phone.network.billing import key_of
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
        expires_at_ms: when the network ends it if nothing comes from the subscriber, or from a service that owes the answer.
        memory: what the service keeps between turns.
        waiting_pages: pages of the last text that were not asked for yet.
        waiting_end: whether the text of those pages is the last word.
        turn: how many questions were asked in it.
        begun: what the operator began it for; None if the subscriber began it.
    """

    number: int
    subscriber: Subscriber
    route: Route
    expires_at_ms: int | None = None
    memory: dict[str, str] = field(factory=dict)
    waiting_pages: list[Text] = field(factory=list)
    waiting_end: bool = True
    turn: int = 0
    begun: Begun | None = None


@define(unsafe_hash=True)
class Answer:
    """What a turn sends: messages for the SIM, texts that follow by SMS, and SMS to others by their MSISDN."""

    down: Final[tuple[Downlink, ...]]
    sms: Final[tuple[Text, ...]] = ()
    notices: Final[tuple[tuple[str, Text], ...]] = ()


@define
class Gateway:
    """One session a SIM at a time; a session has one transaction at a time (3GPP TS 23.090)."""

    desk: Desk
    services: Mapping[str, Service]
    sessions: dict[str, Session] = field(factory=dict)
    """IMSI → its session."""
    last_number: int = 0
    heard: dict[str, tuple[int, tuple[Downlink, ...]]] = field(factory=dict)
    """IMSI → the newest invoke that came from it, and what it was answered."""
    begun: dict[int, Begun] = field(factory=dict)
    """Session → what the operator began in it; the newest ones."""
    outgoing: list[tuple[int, Downlink]] = field(factory=list)
    """What the operator begins, each with its moment."""
    _expiring: Deadlines[str] = field(init=False, repr=False, eq=False)
    """When the session of each SIM times out."""

    @_expiring.default
    def _all_expiring(self) -> Deadlines[str]:
        return Deadlines.of(self._expires_at_ms, self.sessions)

    def resume(self) -> None:
        """The sessions have been put here from a save."""
        self._expiring = self._all_expiring()

    def request(self, subscriber: Subscriber, code: str, at_ms: int, invoke: int = 0) -> Answer:
        """A code and the call key: a session begins; one that comes again is answered again, and nothing is done."""
        known = self._known(subscriber, invoke)
        return self._heard(subscriber, invoke, self._request(subscriber, code, at_ms)) if known is None else known

    def reply(self, subscriber: Subscriber, number: int, text: str, at_ms: int, invoke: int = 0) -> Answer:
        """The subscriber's answer in a session; one to a session that is over is told so, one that comes again as before."""
        known = self._known(subscriber, invoke)
        if known is not None:
            return known
        return self._heard(subscriber, invoke, self._reply(subscriber, number, text, at_ms))

    def begin(self, subscriber: Subscriber, text: Text, at_ms: int, *, notify: bool, reachable: bool) -> Begun:
        """The operator shows a subscriber something, or asks.

        Raises:
            ValueError: the text does not fit a USSD message.
        """
        if not fits(text.value, "ussd"):
            length = measure(text.value, "ussd")
            raise ValueError(f"the text has {length.units} units of {length.coding}, a USSD message {length.limit}")
        self.last_number += 1
        begun = Begun(self.last_number, subscriber.imsi, text, notify)
        self.begun[begun.number] = begun
        if len(self.begun) > KEPT:
            del self.begun[next(iter(self.begun))]
        if not reachable:
            begun.fate = "unreachable"
        elif subscriber.imsi in self.sessions:
            begun.fate = "busy"
        else:
            session = Session(begun.number, subscriber, Route(service="leave"), begun=begun, turn=1)
            self._wait(session, at_ms)
            message = UssdNotify(begun.number, text) if notify else UssdAsk(begun.number, text, session.turn)
            self.outgoing.append((at_ms, Downlink(subscriber.imsi, message)))
        return begun

    def acknowledge(self, subscriber: Subscriber, ack: UssdNotifyAck) -> None:
        """A phone has shown what the operator sent, or does not show it."""
        self._close(subscriber.imsi, ack.session, ack.cause or "acknowledged")

    def lost(self, imsi: str) -> None:
        """A SIM is off the air, or new on it: its session is over, nobody is told."""
        session = self.sessions.get(imsi)
        if session is not None:
            self._close(imsi, session.number, "unreachable")

    def _wait(self, session: Session, at_ms: int) -> None:
        """A session stays open; its time runs from now."""
        session.expires_at_ms = at_ms + self.desk.configuration.rules.ussd.timeout_s * SECOND_MS
        self.sessions[session.subscriber.imsi] = session
        self._expiring.note(session.subscriber.imsi, session.expires_at_ms)

    def _expires_at_ms(self, imsi: str) -> int | None:
        session = self.sessions.get(imsi)
        return None if session is None else session.expires_at_ms

    def _known(self, subscriber: Subscriber, invoke: int) -> Answer | None:
        """What a message that came before was answered; None for a new one, nothing for one that others overtook."""
        last, down = self.heard.get(subscriber.imsi, (0, ()))
        if not invoke or invoke > last:
            return None
        return Answer(down if invoke == last else ())

    def _heard(self, subscriber: Subscriber, invoke: int, answer: Answer) -> Answer:
        if invoke:
            self.heard[subscriber.imsi] = (invoke, answer.down)
        return answer

    def _close(self, imsi: str, number: int, fate: Fate) -> Session | None:
        """End a SIM's session without a word, if it is that one."""
        session = self.sessions.get(imsi)
        if session is None or number not in (session.number, 0):
            return None
        if session.begun is not None:
            session.begun.fate = fate
        return self.sessions.pop(imsi)

    def _request(self, subscriber: Subscriber, code: str, at_ms: int) -> Answer:
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
        turn.opening, turn.values = True, found.values
        outcome = self._serve(session, turn)
        for choice in found.choices:
            if isinstance(outcome, Pending) or outcome.ends:
                break
            outcome = self._serve(session, self._turn(session, choice, at_ms))
        return self._take(session, outcome, at_ms)

    def _reply(self, subscriber: Subscriber, number: int, text: str, at_ms: int) -> Answer:
        session = self.sessions.get(subscriber.imsi)
        if session is None or session.number != number:
            return Answer((Downlink(subscriber.imsi, UssdReleased(number, "timeout")),))
        if session.begun is not None:
            session.begun.reply = text
            self._close(subscriber.imsi, number, "answered")
            thanks = say(self.desk, self._turn(session, text, at_ms), "ussd.taken")
            return Answer((Downlink(subscriber.imsi, UssdEnd(number, thanks)),))
        if session.waiting_pages and text.strip() == MORE_KEY:
            return Answer((Downlink(subscriber.imsi, self._page(session, at_ms)),))
        if session.waiting_pages and session.waiting_end:
            del self.sessions[subscriber.imsi]
            return Answer((Downlink(subscriber.imsi, UssdReleased(number, "network")),))
        session.waiting_pages.clear()
        return self._take(session, self._serve(session, self._turn(session, text, at_ms)), at_ms)

    def answer(self, imsi: str, reply: Reply, at_ms: int) -> Answer:
        """A service's late answer to a session that waits for it; nothing if the subscriber has left."""
        session = self.sessions.get(imsi)
        if session is None:
            return Answer(())
        return self._heard(session.subscriber, self.heard.get(imsi, (0, ()))[0], self._say(session, reply, at_ms))

    def release(self, subscriber: Subscriber, message: UssdRelease) -> None:
        """The subscriber leaves the session, or the phone does not take it."""
        self._close(subscriber.imsi, message.session, "left" if message.cause == "user" else message.cause)

    def next_due(self) -> int | None:
        """When the next session times out, or the operator begins one."""
        return earliest(self._expiring.first(self._expires_at_ms), self.next_word())

    def next_word(self) -> int | None:
        """When the operator begins the next session."""
        return None if not self.outgoing else min((at_ms for at_ms, _ in self.outgoing), default=None)

    def run_due(self, at_ms: int) -> tuple[Downlink, ...]:
        """Begin the operator's sessions, and end those whose time is over."""
        begins = tuple(parcel for due_ms, parcel in self.outgoing if due_ms <= at_ms)
        self.outgoing = [(due_ms, parcel) for due_ms, parcel in self.outgoing if due_ms > at_ms]
        over = sorted(
            (self.sessions[imsi] for imsi in self._expiring.take(at_ms, self._expires_at_ms)),
            key=lambda session: session.number,
        )
        for session in over:
            self._close(session.subscriber.imsi, session.number, "timeout")
        return (*begins, *(Downlink(s.subscriber.imsi, UssdReleased(s.number, "timeout")) for s in over))

    def _turn(self, session: Session, text: str, at_ms: int) -> Turn:
        key = key_of(self.desk, "ussd", session.subscriber.imsi, session.number, at_ms)
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
        """What a turn came to; the time-out runs too for a service that owes the answer, so that none holds a line for ever."""
        if isinstance(outcome, Pending):
            self._wait(session, at_ms)
            return Answer(())
        return self._say(session, outcome, at_ms)

    def _say(self, session: Session, reply: Reply, at_ms: int) -> Answer:
        session.waiting_pages = [reply.text]
        if not fits(reply.text.value, "ussd"):
            more = say(self.desk, self._turn(session, "", at_ms), "page.more", key=MORE_KEY).value
            session.waiting_pages = list(pages(reply.text, more))
        session.waiting_end = reply.ends
        page = Downlink(session.subscriber.imsi, self._page(session, at_ms), reply.refused)
        return Answer((page,), reply.sms, reply.notices)

    def _page(self, session: Session, at_ms: int) -> UssdAsk | UssdEnd:
        """The next page that waits: a question, or the last word, with which the session is over."""
        imsi = session.subscriber.imsi
        page = session.waiting_pages.pop(0)
        if session.waiting_end and not session.waiting_pages:
            self.sessions.pop(imsi, None)
            return UssdEnd(session.number, page)
        self._wait(session, at_ms)
        session.turn += 1
        return UssdAsk(session.number, page, session.turn)
