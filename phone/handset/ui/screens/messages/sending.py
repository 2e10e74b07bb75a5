"""A message on its way: the SIM that sends it, the wait, and how it ended."""

from __future__ import annotations

from attrs import evolve, frozen

from phone.handset.mobile.sending import Outgoing, Written
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.messages.composing import Composing
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.sims import asked
from phone.handset.ui.slots import SlotAction
from phone.handset.ui.spinner import next_step, spinner


@frozen
class Send(SlotAction):
    """What was written goes to its centre, in the place of the draft or the unsent message that it was."""

    written: Written
    replaces: int | None = None

    def carry_out(self, slot: int, origin: Screen, scene: Scene) -> Turn:
        """On its way, with the wait on the display; its words are learned."""
        del origin
        mobile, settings = scene.mobile, scene.settings
        mobile.post.replace(self.replaces)
        short = self.written.kind == "sms"
        uplinks = mobile.send(
            self.written,
            scene.at_ms,
            slot,
            report=short and settings.reports,
            valid_for_ms=settings.valid_for_ms if short else None,
        )
        scene.learn(self.written.text)
        return Turn((Sending(mobile.post.last_number),), uplinks)


@frozen
class Sending(Screen):
    """The wait for the centre's word on a message of that number; what went wrong stays until it is read."""

    number: int
    top: int = 0

    def press(self, key: Key, scene: Scene) -> Turn:
        """Any usual key closes; the message goes on."""
        if key in {"soft_left", "soft_right", "ok", "clear"}:
            return Turn(())
        if key in {"up", "down"}:
            count = len(self._lines(scene))
            return Turn((evolve(self, top=clamp(self.top + (1 if key == "down" else -1), count, scene.lines)),))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """A spinner; or why it was not sent, in the operator's words if it has said any."""
        message = scene.mobile.post.find(self.number)
        if message is not None and message.state == "sending":
            blank = (scene.row(""),) * (scene.lines // 2 - 1)
            waiting = (scene.centred(scene.word("sms.sending")), scene.centred(spinner(message.at_ms, scene.at_ms)))
            return View((*blank, *waiting), right=scene.word("soft.hide"))
        lines = self._lines(scene)
        end = self.top + scene.lines
        rows = tuple(scene.row(line, "bold" if bold else None) for bold, line in lines[self.top : end])
        return View(rows, scene.word("soft.ok"), above=self.top > 0, below=end < len(lines))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """A short word when it is sent; gone with its message."""
        message = scene.mobile.post.find(self.number)
        if message is None:
            return ()
        return (Notice.now("sent", scene),) if message.state == "sent" else (self,)

    def next_redraw(self, scene: Scene) -> int | None:
        """The next step of the spinner."""
        message = scene.mobile.post.find(self.number)
        if message is None or message.state != "sending":
            return None
        return next_step(message.at_ms, scene.at_ms)

    def _lines(self, scene: Scene) -> tuple[tuple[bool, str], ...]:
        message = scene.mobile.post.find(self.number)
        if message is None:
            return ()
        head = wrap(scene.word("sms.state.failed"), scene.columns)
        said = wrap(failure(message, scene), scene.columns)
        return (*((True, line) for line in head), *((False, line) for line in said))


def failure(message: Outgoing, scene: Scene) -> str:
    """Why a message was not sent: the operator's words, else the phone's."""
    return scene.word(f"sms.failed.{message.cause}") if message.said is None else message.said.value


def sent_from(message: Composing, scene: Scene) -> Turn:
    """A message that has its number goes; where two cards are in, after the question by which."""
    return asked(Send(message.written, message.replaces), message, scene)


def flaw(message: Composing, scene: Scene) -> Turn | None:
    """Why a message cannot be sent as it is, over its screen; None if it can."""
    reason = "text_too_long" if message.full else "message_empty" if message.written.blank else ""
    return Turn((message, Notice.now(reason, scene)), sound="error") if reason else None
