"""Somebody's phone in a test: each verb runs until nothing is on its way any more, and gives what came back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from attrs import field, frozen

from ledger.calendar import SECOND_MS, local
from ledger.entries import Refusal
from ledger.loading import nearest
from phone.air.messages import Refused
from phone.air.text import Text
from phone.calling import CallState, PhoneCall
from phone.dialog.actions import SAY, take_action
from phone.dialog.cursor import Cursor
from phone.dialog.heads import Head, Names
from phone.dialog.hearing import Heard
from phone.dialog.life import live, say_lived
from phone.dialog.problems import Unread
from phone.dialog.words import bundled_words
from phone.driving.answers import Expectable, Sms, SmsSent, UssdReply
from phone.driving.living import Lived, Living
from phone.driving.story import Story
from phone.handset.mobile.sending import Outgoing
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import KEYPAD, Key
from phone.holder import Holder, NoAnswerError
from phone.inputs import Act
from phone.network.dialplan import short_number
from phone.network.partners import events, say_rate
from phone.world import World as Engine

T = TypeVar("T")


class NoAnswer(NoAnswerError):  # noqa: N818  (a test reads: raises NoAnswer)
    """Nothing came back, or the phone did not send; the message ends with what was said until then, as a dialog."""


@frozen
class Call:
    """A call of a phone.

    Attributes:
        phone: whose it is.
    """

    phone: Phone
    _call: PhoneCall

    @property
    def state(self) -> CallState:
        """`calling`, `alerting`, `ringing`, `active`, `held` or `released`."""
        return self._call.state

    @property
    def cause(self) -> str | None:
        """Why it ended; None while it lasts."""
        return self._call.cause

    @property
    def said(self) -> tuple[str, ...]:
        """The announcements, oldest first."""
        return tuple(text.value for text in self._call.announcements)

    @property
    def text(self) -> str:
        """The newest announcement; empty without one."""
        return self.said[-1] if self.said else ""

    @property
    def refused(self) -> Refused | None:
        """What the operator refused in it, or None."""
        return self._call.refused

    @property
    def cost(self) -> Decimal:
        """What its SIM has paid for calls since it began, in roubles."""
        return Decimal(self._call.cost_kopecks) / 100

    def expect(self, template: str) -> dict[str, Any]:
        """See `Expectable.expect`, for the newest announcement.

        Raises:
            AssertionError: it is another one.
        """
        return Expectable(self.text).expect(template)

    def press(self, *keys: str) -> Call:
        """Press keys, each after what was said before it; several in one string go at once.

        Raises:
            NoAnswer: the call is not up.
            ValueError: there is no such key.
        """
        self.phone._done(lambda: self._call.press(*keys), "keys", " ".join(keys))  # noqa: SLF001  (a call is its phone's)
        return self

    def hang_up(self) -> Call:
        """The red key."""
        self.phone._done(self._call.hang_up, "hangup")  # noqa: SLF001
        return self


@frozen
class Phone(Living):
    """Somebody's phone, with one of its SIMs in use; and what its owner does without it, see `Living`.

    Attributes:
        name: whose it is.
        slot: the SIM's slot, counted from 0.
    """

    name: str
    slot: int
    _story: Story = field(repr=False)

    @property
    def engine(self) -> Engine:
        """The world itself, for what this class has no word for."""
        return self._story.world

    @property
    def number(self) -> str:
        """The number of the SIM: 79160000001."""
        return self.engine.people[self.name].msisdns[self.slot]

    @property
    def frame(self) -> Frame:
        """What the display shows; `str` gives its rows between bars."""
        return self.engine.frame(self.name)

    @property
    def inbox(self) -> tuple[Sms, ...]:
        """The received messages, newest first."""
        return tuple(
            Sms(
                message.text.value,
                message.sender,
                self._clock(message.received_at_ms),
                False,
                message.read,
                None,
                message.text,
            )
            for message in self.engine.phones[self.name].mobile.store.inbox
        )

    def ussd(self, code: str) -> UssdReply:
        """Dial a code; `№` is `#`.

        Raises:
            NoAnswer: the phone does not send it as USSD, or nothing came.
        """
        return self._ask(code, lambda holder: holder.ussd(code))

    def reply(self, text: str) -> UssdReply:
        """Answer the network's question.

        Raises:
            NoAnswer: the network asks nothing, or nothing came.
        """
        return self._ask(text, lambda holder: holder.reply(text))

    def cancel(self) -> None:
        """Leave the USSD dialogue."""
        self._done(self._holder.cancel, "cancel")

    def sms(self, number: str, text: str = "") -> SmsSent:
        """Send an SMS and take what comes back from that number.

        Raises:
            NoAnswer: the centre did not take it.
        """
        before, seq = len(self._story.heard), self._seq

        def send() -> Outgoing:
            self._holder.sms(number, text)
            return self._holder.sent()

        sent = self._done(send, "sms", number, text)
        if sent.cause in ("no_answer", "no_coverage"):
            raise self._no_answer(f"the SMS to {number} was not taken: {sent.cause}")
        answers = [
            self._as_sms(heard)
            for heard in self._story.heard[before:]
            if heard.name == self.name and heard.kind.startswith("sms") and heard.sender == short_number(number)
        ]
        refused = self._refused(seq)
        if answers and refused is not None:
            last = answers[-1]
            answers[-1] = Sms(last.text, last.sender, last.at, last.flash, last.read, refused, last.said)
        return SmsSent(number, sent.state, sent.cause, tuple(answers))

    def mms(self, number: str, text: str, *, subject: str = "", picture: str = "") -> None:
        """Send an MMS with the picture of a name."""
        lines = [*([subject] if subject else []), text, *([f"[{picture}]"] if picture else [])]
        self._done(lambda: self._holder.mms(number, subject, text, picture), "mms", number, "\n".join(lines))

    def call(self, number: str, *keys: str) -> Call:
        """Call a number and press keys, each after what was said before it.

        Raises:
            NoAnswer: the phone does not place such a call, or the call is not up when a key is to be pressed.
        """
        call = Call(self, self._done(lambda: self._holder.call(number), "call", number))
        return call.press(*keys) if keys else call

    def answer(self) -> Call:
        """Take the call that rings.

        Raises:
            NoAnswer: the phone does not ring.
        """
        return Call(self, self._done(self._holder.answer, "answer"))

    def press(self, *keys: Key) -> Frame:
        """Press keys of the phone and see what the display shows."""
        self._did("keys", " ".join(keys))
        for key in keys:
            self.engine.press(self.name, key)
            self._story.settle()
        return self.frame

    def type(self, text: str) -> Frame:
        """Type on a computer's keyboard; what is no key of a phone stands in the transcript as a comment."""
        plain = text.replace("№", "#")
        if plain and set(plain) <= set(KEYPAD):
            self._did("keys", " ".join(plain))
        else:
            self._story.note(f"# {self.name}: {' '.join(text.split())}")
        for character in text:
            self.engine.type(self.name, character)
        self._story.settle()
        return self.frame

    def power(self, *, on: bool) -> None:
        """Switch the phone on or off."""
        self._did("power", "on" if on else "off")
        self.engine.command(
            self.name, lambda phone, at_ms: phone.switch_on(at_ms) if on else phone.mobile.switch_off(at_ms)
        )
        self._story.settle()

    def air(self, state: str) -> None:
        """Change the weather around the phone: `off`, `weak`, `busy`, `fine` and others of `air.json`.

        Raises:
            ValueError: there is no such weather.
        """
        self.engine.set_air(self.name, state)
        self._story.note(f"air {self.name} {state}")
        self._story.settle()

    @property
    def rates(self) -> dict[str, str]:
        """What happens outside the phone, by the names of the life verbs of dialogs, and what each brings in this edition."""
        desk, language = self.engine.network.desk, self.engine.phones[self.name].settings.language
        return {event.name: say_rate(desk, event, language).value for event in events(desk.configuration)}

    def _live(self, verb: str, given: str) -> Lived:
        words, holder = bundled_words(), self._holder
        kind = words.table.life.get(verb)
        if kind is None:
            raise ValueError(f'there is no "{verb}" of life{nearest(verb, words.table.life)}')
        names = Names.of({name: person.alias for name, person in self.engine.people.items()})
        try:
            to = take_action(Cursor(f"{kind.en} {given}", words), Head(">", self.name, self.slot), 0, names).to
        except Unread as error:
            raise ValueError(": ".join(filter(None, (f'"{given}": {error.message}', error.hint)))) from error
        seq, head, heard = self._seq, self.engine.ledger.head, len(self._story.heard)
        outcome = self._done(lambda: live(holder, kind, to, words, Act(verb, to, slot=self.slot)), verb, to)
        if isinstance(outcome, Refusal):
            return Lived(0, Refused(outcome.rule, dict(outcome.values)), say_lived(holder, kind, outcome), None)
        entry = next(self.engine.ledger.entries(head + 1), None) if outcome is None else outcome
        said = [one.text.value for one in self._story.heard[heard:] if one.name == self.name]
        text = say_lived(holder, kind, outcome) or next(iter(said), "")
        return Lived(int(entry.details.get("points", 0)) if entry else 0, self._refused(seq), text, entry)

    @property
    def _holder(self) -> Holder:
        return Holder(self.engine, self.name, self.slot)

    @property
    def _seq(self) -> int:
        return self.engine.trace[-1].seq if self.engine.trace else 0

    def _did(self, verb: str, to: str = "", text: str = "") -> None:
        self._story.did(self.name, verb, to, text, self.slot)

    def _done(self, act: Callable[[], T], verb: str, to: str = "", text: str = "") -> T:
        """Do something, take it down, and let arrive what comes of it.

        Raises:
            NoAnswer: it could not be done, or nothing came of it.
        """
        seq, line = self._seq, len(self._story.lines)
        self._did(verb, to, text)
        try:
            done = act()
        except (NoAnswerError, ValueError) as error:
            if self._seq == seq:
                self._story.undo(line, str(error))
            raise self._no_answer(str(error)) from error
        self._story.settle()
        return done

    def _no_answer(self, why: str) -> NoAnswer:
        return NoAnswer(f"{self.name}: {why}\n\n{self._story}")

    def _ask(self, text: str, ask: Callable[[Holder], Any]) -> UssdReply:
        seq, head = self._seq, self.engine.ledger.head
        answer = self._done(lambda: ask(self._holder), SAY, text=text.replace("№", "#"))
        entries = tuple(self.engine.ledger.entries(head + 1))
        said: Text = answer.text
        return UssdReply(
            said.value, answer.open, answer.refused or self._refused(seq), answer.released, entries, said, self.reply
        )

    def _refused(self, seq: int) -> Refused | None:
        """The newest refusal that the phone was told since an event."""
        for event in reversed(self.engine.trace):
            if event.seq <= seq:
                break
            if event.phone == self.name and event.refusal is not None and event.outcome == "delivered":
                return event.refusal
        return None

    def _as_sms(self, heard: Heard) -> Sms:
        flash = heard.kind == "sms_flash"
        return Sms(heard.text.value, heard.sender, self._clock(heard.at_ms), flash, False, None, heard.text)

    def _clock(self, at_ms: int) -> str:
        return f"{local(at_ms // SECOND_MS * SECOND_MS, self.engine.texts.zone):%Y-%m-%d %H:%M:%S}"
