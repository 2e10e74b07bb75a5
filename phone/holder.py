"""Who holds a phone: what people do with phones, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from attrs import define, frozen

from phone.air.apps import written
from phone.air.messages import (
    CallAnnouncement,
    DataReply,
    MmsDeliver,
    Refused,
    SmsDeliver,
    UssdAsk,
    UssdEnd,
    UssdReleased,
)
from phone.air.mmi import normalise
from phone.air.text import Text
from phone.calling import PhoneCall, place_call, take_call
from phone.handset.mobile.dialling import DIAL_LIMIT, Verdict
from phone.handset.mobile.sending import Outgoing
from phone.handset.mobile.ussd import Asking, Requesting
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import Key
from phone.inputs import Act
from phone.trace import TraceEvent
from phone.world import World

ANSWER_LIMIT_MS = 180_000
"""How long a verb lets time pass for its answer."""

SHOWN_CODE = 30
"""Characters of a code that a message repeats."""

NOT_USSD: dict[Verdict, str] = {
    "off": "the phone is switched off",
    "airplane": "the phone is in airplane mode",
    "no_sim": "the phone has no SIM card",
    "sim_locked": "the SIM card waits for its PIN",
    "call": "the phone would place a call; a code ends in #",
    "imei": "the phone shows its IMEI by itself",
    "too_long": f"it is longer than the {DIAL_LIMIT} characters that a phone takes",
    "no_coverage": "the phone has no coverage",
    "ussd_busy": "another dialogue is open",
    "call_busy": "a call is going on",
    "not_done": "the phone does not know this service",
    "not_allowed": "it is neither a number nor a code that ends in #",
    "pin": "the phone changes the PIN by itself",
    "supplementary": "it is a supplementary service",
    "in_call": "it steers the phone's calls",
}
"""Why the phone does not send a string as USSD, by its verdict."""


@frozen
class Answer:
    """What the network said in a USSD dialogue.

    Attributes:
        text: the text; empty if the network released the dialogue without one.
        open: whether it waits for a reply.
        refused: what the books refused, if they did.
        released: why the dialogue ended without a text, or None.
    """

    text: Text
    open: bool
    refused: Refused | None = None
    released: str | None = None


Unanswered = Literal["no_answer", "no_coverage", "ussd_busy", "call_busy", "off", "airplane", "no_sim", "sim_locked"]
"""Why nothing came of a request that is right as such: the network does not answer, or the phone cannot send it now."""


class NoAnswerError(RuntimeError):
    """The network did not answer in time, or the phone refused to send.

    `cause` says why; it is None where something was asked for that cannot be had, such as a call by USSD.
    """

    def __init__(self, told: str, cause: Unanswered | None = None) -> None:
        super().__init__(told)
        self.cause = cause


@define
class Holder:
    """Somebody's phone.

    Each verb lets time pass until the phone has its answer.
    """

    world: World
    name: str
    slot: int = 0

    @property
    def frame(self) -> Frame:
        """What the display shows."""
        return self.world.frame(self.name)

    def press(self, *keys: Key) -> Frame:
        """Press keys one after another and see what the display shows."""
        for key in keys:
            self.world.press(self.name, key)
        return self.frame

    def type(self, text: str) -> Frame:
        """Type characters as on a computer's keyboard."""
        for character in text:
            self.world.type(self.name, character)
        return self.frame

    def ussd(self, code: str) -> Answer:
        """Dial a code, as `phone.air.mmi.normalise` reads it, and wait for the network's word.

        Raises:
            NoAnswerError: the phone does not send it as USSD, or nothing came.
        """
        mobile = self.world.phones[self.name].mobile
        dialled = normalise(code)
        verdict = mobile.judge(dialled, self.slot)
        if verdict != "ussd":
            shown = code if len(code) <= SHOWN_CODE else f"{code[:SHOWN_CODE]}…"
            raise NoAnswerError(f"{shown!r} is not sent as USSD: {NOT_USSD[verdict]}", _cause_of(verdict))
        start = self._traced
        self.world.command(
            self.name,
            lambda phone, at_ms: phone.mobile.dial(dialled, at_ms, self.slot),
            Act("say", text=dialled, slot=self.slot),
        )
        return self._ussd_answer(start)

    def reply(self, text: str) -> Answer:
        """Answer the network's question and wait for its next word.

        Raises:
            NoAnswerError: the network asks nothing, or nothing came.
        """
        if not isinstance(self.world.phones[self.name].mobile.slots[self.slot].ussd.state, Asking):
            raise NoAnswerError("the network asks nothing")
        start = self._traced
        self.world.command(
            self.name,
            lambda phone, at_ms: phone.mobile.reply(text, at_ms, self.slot),
            Act("say", text=text, slot=self.slot),
        )
        return self._ussd_answer(start)

    def cancel(self) -> None:
        """Leave the dialogue."""
        self.world.command(self.name, lambda phone, _: phone.mobile.cancel(self.slot), Act("cancel", slot=self.slot))

    def sms(self, number: str, text: str, *, report: bool = False, flash: bool = False) -> None:
        """Send an SMS, asking for a status report or as a flash; what comes back comes as time passes."""
        self.world.command(
            self.name,
            lambda phone, at_ms: phone.mobile.send_sms(number, text, at_ms, self.slot, report=report, flash=flash),
            Act("sms", number, text, self.slot),
        )

    def sent(self) -> Outgoing:
        """The newest message of the phone, once its centre has taken it or it has failed; time passes until then."""
        mobile = self.world.phones[self.name].mobile
        self.world.wait(lambda: mobile.outbox[0].state != "sending", ANSWER_LIMIT_MS)
        return mobile.outbox[0]

    def mms(self, number: str, subject: str, text: str, picture: str = "") -> None:
        """Send an MMS with the picture of a name."""
        self.world.command(
            self.name,
            lambda phone, at_ms: phone.mobile.send_mms(number, subject, text, at_ms, self.slot, picture=picture),
            Act("mms", number, mms_written(subject, text, picture), self.slot),
        )

    def data(self, app: str, path: str, body: object, told: Act | None = None) -> DataReply:
        """Have an app of the phone ask its server, and wait for the reply; the bodies are those of `phone.air.apps`.

        Raises:
            NoAnswerError: the phone has no coverage, or nothing came.
        """
        ask = written(body)
        self.world.command(
            self.name, lambda phone, at_ms: phone.mobile.request_data(app, path, ask, at_ms, self.slot), told
        )
        mobile = self.world.phones[self.name].mobile
        self.world.wait(lambda: not mobile.exchanges[0].waiting, ANSWER_LIMIT_MS)
        exchange = mobile.exchanges[0]
        if exchange.reply is None:
            raise NoAnswerError(f"no reply to {app}/{path}: {exchange.failed or 'no_answer'}")
        return exchange.reply

    def call(self, number: str, keys: Sequence[str] = ()) -> PhoneCall:
        """Call a number and press keys in the call, each after what was said before it.

        Raises:
            NoAnswerError: the phone does not place such a call, or the call is not up when a key is to be pressed.
        """
        mobile = self.world.phones[self.name].mobile
        verdict = mobile.judge(number, self.slot)
        if verdict != "call":
            reason = NOT_USSD.get(verdict, verdict) if verdict != "ussd" else "it is a USSD code"
            raise NoAnswerError(f"{number[:SHOWN_CODE]!r} is not called: {reason}", _cause_of(verdict))
        call = place_call(self.world, self.name, self.slot, number)
        try:
            return call.press(*keys)
        except ValueError as error:
            raise NoAnswerError(str(error)) from error

    def answer(self) -> PhoneCall:
        """Take the call that rings.

        Raises:
            NoAnswerError: the phone does not ring.
        """
        call = take_call(self.world, self.name)
        if call is None:
            raise NoAnswerError("the phone does not ring")
        return call

    @property
    def _traced(self) -> int:
        return self.world.trace[-1].seq if self.world.trace else 0

    def _ussd_answer(self, after_seq: int) -> Answer:
        dialogue = self.world.phones[self.name].mobile.slots[self.slot].ussd
        self.world.wait(lambda: not isinstance(dialogue.state, Requesting), ANSWER_LIMIT_MS)
        for event in reversed(self.world.trace):
            if event.seq <= after_seq:
                break
            if event.phone == self.name and event.outcome == "delivered" and (reply := _as_reply(event)) is not None:
                return reply
        raise NoAnswerError("the network did not answer", "no_answer")


def _cause_of(verdict: Verdict) -> Unanswered | None:
    """Why nothing is sent, if it could be sent at another time."""
    return next((cause for cause in get_args(Unanswered) if cause == verdict), None)


def mms_written(subject: str, text: str, picture: str) -> str:
    """A multimedia message as dialogs write it: a subject in the first line, a picture's name in brackets in the last."""
    return "\n".join(filter(None, (subject, text, f"[{picture}]" if picture else "")))


def _as_reply(event: TraceEvent) -> Answer | None:
    match event.message:
        case UssdAsk(_, text):
            return Answer(text, open=True, refused=event.refusal)
        case UssdEnd(_, text):
            return Answer(text, open=False, refused=event.refusal)
        case UssdReleased(_, cause):
            return Answer(Text(""), open=False, refused=event.refusal, released=cause)
    return None


def spoken(event: TraceEvent) -> Text | None:
    """The text that an event brought to a person, or None."""
    match event.message:
        case UssdAsk(text=text) | UssdEnd(text=text) | CallAnnouncement(text=text):
            return text
        case SmsDeliver(text=text) | MmsDeliver(text=text):
            return text
    return None
