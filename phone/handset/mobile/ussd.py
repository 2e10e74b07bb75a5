"""The USSD dialogue of one SIM: at most one at a time (3GPP TS 23.090, 6.2.1)."""

from __future__ import annotations

from typing import Final, Literal

from attrs import define, frozen

from phone.air.messages import (
    ReleaseCause,
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdNotifyAck,
    UssdRelease,
    UssdReleased,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Text
from phone.air.weather import UNNUMBERED

PATIENCE_MS: Final = 120_000
"""How long the phone waits for the network's answer before it says that the result is unknown."""

__all__ = ["UNNUMBERED", "Asking", "Dialogue", "Ended", "Incoming", "Released", "Requesting", "UssdState"]


@define(unsafe_hash=True)
class Requesting:
    """A code or a reply is with the network; `session` is None until the network has named one."""

    code: Final[str]
    since_ms: Final[int]
    gives_up_at_ms: Final[int]
    session: Final[int | None] = None


@frozen
class Asking:
    """The network waits for the subscriber's reply."""

    session: int
    text: Text


@define(unsafe_hash=True)
class Ended:
    """The network's last word, until the subscriber closes it."""

    text: Final[Text]


@frozen
class Incoming:
    """A notice that the network sent by itself, until the subscriber closes it."""

    text: Text


@frozen
class Released:
    """The dialogue ended without a text, until the subscriber closes it; `no_answer` is the phone's own patience."""

    cause: ReleaseCause | Literal["no_answer"]


UssdState = Requesting | Asking | Ended | Incoming | Released | None


@define
class Dialogue:
    """The state of one SIM's dialogue; `turn` grows with each change, so that a screen knows a new text from an old one.

    Sessions have growing numbers, none is used twice: what still arrives for `left_session` crossed with our release.
    `left_unnamed` says that a request was given up before its session had a number, and its answer may still come: what
    arrives while nothing runs is that answer; while a newer request runs, the answer with the greater number is its own.
    Nothing is heard of a session any more that is over (`over_session` and all before it), nor a question twice.

    `invoke` counts requests and replies. A phone that does not take what the network begins says `unsupported`.
    """

    state: UssdState = None
    turn: int = 0
    left_session: int | None = None
    left_unnamed: bool = False
    over_session: int = 0
    asked: tuple[int, int] = (0, 0)
    """The session and the number of the last question."""
    invoke: int = 0
    takes_network: bool = True

    @property
    def running(self) -> bool:
        """Whether the network still holds a dialogue with this SIM."""
        return isinstance(self.state, Requesting | Asking)

    def request(self, code: str, at_ms: int) -> UssdRequest:
        """Opens a dialogue; the caller has made sure that none is running."""
        self._become(Requesting(code, at_ms, at_ms + PATIENCE_MS))
        self.invoke += 1
        return UssdRequest(code, self.invoke)

    def reply(self, text: str, at_ms: int) -> UssdReply | None:
        """Answers the network's question, or None if it asks nothing."""
        if not isinstance(self.state, Asking):
            return None
        session = self.state.session
        self._become(Requesting(text, at_ms, at_ms + PATIENCE_MS, session))
        self.invoke += 1
        return UssdReply(session, text, self.invoke)

    def leave(self) -> UssdRelease | None:
        """Closes what is shown; if the dialogue is running, the message that tells the network so."""
        release = self._release()
        if self.state is not None:
            self._become(None)
        return release

    def give_up(self, at_ms: int) -> UssdRelease | None:
        """Ends a request that the network has left without an answer for too long."""
        if not isinstance(self.state, Requesting) or at_ms < self.state.gives_up_at_ms:
            return None
        release = self._release()
        self._become(Released("no_answer"))
        return release

    def lose(self) -> None:
        """Ends a running dialogue because coverage is gone."""
        if self.running:
            self._release()
            self._become(Released("no_coverage"))

    def receive(self, message: UssdAsk | UssdEnd | UssdNotify | UssdReleased) -> UssdRelease | UssdNotifyAck | None:
        """Takes a word of the network; returns what the phone says to a notice or to a question at the wrong time."""
        if isinstance(message, UssdNotify):
            return self._notice(message)
        if message.session != UNNUMBERED and self._is_stale(message.session):
            return self._refuse(message.session) if isinstance(message, UssdAsk) else None
        match message:
            case UssdAsk(session, text, turn):
                if turn and self.asked >= (session, turn):
                    return None
                if not self.running and not self.takes_network:
                    return UssdRelease(session, "unsupported")
                self.asked = (session, turn)
                self._become(Asking(session, text))
            case UssdEnd(session, text):
                self._finish(Ended(text), session)
            case UssdReleased(session, cause) if self.running:
                self._finish(Released(cause), session)
        return None

    def _notice(self, message: UssdNotify) -> UssdNotifyAck:
        """Shows a notice that the network begins a dialogue for, unless another one runs."""
        if not self.takes_network:
            return UssdNotifyAck(message.session, "unsupported")
        if self.running:
            return UssdNotifyAck(message.session, "busy")
        if message.session > self.over_session:
            self._finish(Incoming(message.text), message.session)
        return UssdNotifyAck(message.session)

    def _refuse(self, session: int) -> UssdRelease:
        """The release of a question: it comes too late, or the phone has another dialogue."""
        late = session <= self.over_session or session == self.left_session or not self.running
        return UssdRelease(session, "user" if late else "busy")

    def _is_stale(self, session: int) -> bool:
        if session <= self.over_session:
            return True
        if session == self.left_session:
            return True
        if self.left_unnamed and not self.running:
            self.left_unnamed = False
            self.left_session = session
            return True
        own = self._session()
        if own is None or own == session:
            return False
        newer = self.left_unnamed and session > own
        self.left_unnamed = self.left_unnamed and not newer
        return not newer

    def _session(self) -> int | None:
        return self.state.session if isinstance(self.state, Requesting | Asking) else None

    def _release(self) -> UssdRelease | None:
        if not self.running:
            return None
        session = self._session()
        if session is None:
            self.left_unnamed = True
            return UssdRelease(UNNUMBERED)
        self.left_session = session
        return UssdRelease(session)

    def _finish(self, state: Ended | Incoming | Released, session: int) -> None:
        self.left_unnamed = False
        self.over_session = max(self.over_session, session)
        self._become(state)

    def _become(self, state: UssdState) -> None:
        self.state = state
        self.turn += 1
