"""The phone for programs: open a world, and drive a phone in it by what people do with phones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import define, frozen

from ledger.calendar import parse_local
from ledger.configuration import Configuration
from ledger.loading import FixtureError, Fixtures, Layer, Problem, read_json
from phone.air.messages import CallAnnouncement, Refused, SmsDeliver, UssdAsk, UssdEnd, UssdReleased
from phone.air.text import Text
from phone.editions import arranged
from phone.handset.mobile.mobile import DIAL_LIMIT, Verdict
from phone.handset.mobile.ussd import Asking, Requesting
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import Key
from phone.trace import TraceEvent
from phone.world import World
from phone.worldfile import read_world

ANSWER_LIMIT_MS = 180_000
"""How long a verb lets time pass for its answer."""

SHOWN_CODE = 30
"""Characters of a code that a message repeats."""

NOT_USSD: dict[Verdict, str] = {
    "call": "the phone would place a call; a code ends in #",
    "imei": "the phone shows its IMEI by itself",
    "too_long": f"it is longer than the {DIAL_LIMIT} characters that a phone takes",
    "no_coverage": "the phone has no coverage",
    "ussd_busy": "another dialogue is open",
    "call_busy": "a call is going on",
    "not_done": "the phone does not know this service",
    "not_allowed": "it is neither a number nor a code that ends in #",
}
"""Why the phone does not send a string as USSD, by its verdict."""


def load_world(
    name: str = "demo",
    *,
    edition: str | None = None,
    folder: Path | None = None,
    settings: Sequence[str] = (),
    locale: str = "ru",
    now: str | None = None,
) -> World:
    """A new world by the name of a bundled one, or from a JSON file.

    Args:
        name: `demo`, `rich`, another world of the fixtures, or a path that ends in `.json`.
        edition: the edition of the programme (D01).
        folder: a folder of JSON files that patch the fixtures.
        settings: `path=value` patches.
        locale: `ru`, `en` or `translit`.
        now: the date and time at which the world begins, instead of the file's.

    Raises:
        FixtureError: the world or the fixtures have mistakes, or the date is none.
    """
    fixtures = arranged(edition, folder, tuple(settings))
    if name.endswith(".json"):
        path = Path(name)
        fixtures = Fixtures((*fixtures.layers, Layer(path.name, {f"worlds/{path.stem}": read_json(path)})))
        name = path.stem
    configuration = Configuration.load(fixtures)
    file = read_world(name, fixtures, configuration.purses)
    try:
        begins_ms = parse_local(now or file.now, configuration.zone)
    except ValueError as error:
        raise FixtureError([Problem("--now", "", f'"{now}"', "a date such as 2026-03-12 10:02")]) from error
    return World.open(file, fixtures, begins_ms, locale)


@frozen
class UssdReply:
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


class NoAnswerError(RuntimeError):
    """The network did not answer in time, or the phone refused to send."""


@define
class Phone:
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

    def ussd(self, code: str) -> UssdReply:
        """Dial a code and wait for the network's word.

        Raises:
            NoAnswerError: the phone does not send it as USSD, or nothing came.
        """
        mobile = self.world.phones[self.name].mobile
        verdict = mobile.judge(code, self.slot)
        if verdict != "ussd":
            shown = code if len(code) <= SHOWN_CODE else f"{code[:SHOWN_CODE]}…"
            raise NoAnswerError(f"{shown!r} is not sent as USSD: {NOT_USSD[verdict]}")
        start = self._traced
        self.world.command(self.name, lambda phone, at_ms: phone.mobile.dial(code, at_ms, self.slot))
        return self._ussd_answer(start)

    def reply(self, text: str) -> UssdReply:
        """Answer the network's question and wait for its next word.

        Raises:
            NoAnswerError: the network asks nothing, or nothing came.
        """
        if not isinstance(self.world.phones[self.name].mobile.slots[self.slot].ussd.state, Asking):
            raise NoAnswerError("the network asks nothing")
        start = self._traced
        self.world.command(self.name, lambda phone, at_ms: phone.mobile.reply(text, at_ms, self.slot))
        return self._ussd_answer(start)

    def cancel(self) -> None:
        """Leave the dialogue."""
        self.world.command(self.name, lambda phone, _: phone.mobile.cancel(self.slot))

    def sms(self, number: str, text: str) -> None:
        """Send an SMS; what comes back comes as time passes."""
        self.world.command(self.name, lambda phone, at_ms: phone.mobile.send_sms(number, text, at_ms, self.slot))

    @property
    def _traced(self) -> int:
        return self.world.trace[-1].seq if self.world.trace else 0

    def _ussd_answer(self, after_seq: int) -> UssdReply:
        until_ms = self.world.now_ms + ANSWER_LIMIT_MS
        state = self.world.phones[self.name].mobile.slots[self.slot].ussd
        while isinstance(state.state, Requesting) and self.world.now_ms < until_ms:
            due = self.world.next_due()
            if due is None:
                break
            self.world.advance(max(0, due - self.world.now_ms))
        for event in reversed(self.world.trace):
            if event.seq <= after_seq:
                break
            if event.phone == self.name and (reply := _as_reply(event)) is not None:
                return reply
        raise NoAnswerError("the network did not answer")


def _as_reply(event: TraceEvent) -> UssdReply | None:
    match event.message:
        case UssdAsk(_, text):
            return UssdReply(text, open=True, refused=event.refusal)
        case UssdEnd(_, text):
            return UssdReply(text, open=False, refused=event.refusal)
        case UssdReleased(_, cause):
            return UssdReply(Text(""), open=False, refused=event.refusal, released=cause)
    return None


def spoken(event: TraceEvent) -> Text | None:
    """The text that an event brought to a person, or None."""
    match event.message:
        case UssdAsk(_, text) | UssdEnd(_, text) | CallAnnouncement(text) | SmsDeliver(_, _, text):
            return text
    return None
