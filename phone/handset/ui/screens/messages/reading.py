"""Reading a message, received or the owner's own."""

from __future__ import annotations

from abc import abstractmethod

from attrs import evolve, frozen

from phone.handset.mobile.sending import Outgoing
from phone.handset.mobile.store import Message
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.messages.mms import picture_rows
from phone.handset.ui.screens.messages.names import correspondent
from phone.handset.ui.screens.messages.options import OwnOptions, ReceivedOptions, called_back
from phone.handset.ui.screens.messages.sending import failure


@frozen
class ReadingScreen(Screen):
    """One message by its number; `top` is the first row in view."""

    number: int
    top: int = 0

    @abstractmethod
    def rows(self, scene: Scene) -> tuple[Row, ...]:
        """The message; none if it is gone."""

    @abstractmethod
    def options(self) -> Screen:
        """What can be done with it."""

    @abstractmethod
    def address(self, scene: Scene) -> str:
        """Whom it is from or for."""

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows scroll by a line, the green key calls."""
        if key in {"soft_right", "clear"}:
            return Turn(())
        if key in {"soft_left", "ok"}:
            return Turn((self, self.options()))
        if key == "call":
            return called_back(self.address(scene), self, scene, stays=True)
        if key in {"up", "down"}:
            count = len(self.rows(scene))
            return Turn((evolve(self, top=clamp(self.top + (1 if key == "down" else -1), count, scene.lines)),))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The rows in view."""
        rows, end = self.rows(scene), self.top + scene.lines
        left, right = scene.word("soft.options"), scene.word("soft.back")
        return View(rows[self.top : end], left, right, above=self.top > 0, below=end < len(rows))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its message."""
        return (self,) if self.rows(scene) else ()


@frozen
class Reading(ReadingScreen):
    """A received message."""

    @classmethod
    def opened(cls, number: int, scene: Scene) -> Reading:
        """The message from its beginning; from now on it is read."""
        scene.mobile.store.mark_read(number)
        return cls(number)

    def rows(self, scene: Scene) -> tuple[Row, ...]:
        """Sender, local time, text."""
        message = scene.mobile.store.get(self.number)
        return () if message is None else message_rows(message, scene)

    def options(self) -> Screen:
        """To answer it, and so on."""
        return ReceivedOptions(self.number)

    def address(self, scene: Scene) -> str:
        """The sender."""
        message = scene.mobile.store.get(self.number)
        return "" if message is None else message.sender

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its message."""
        return (self,) if scene.mobile.store.get(self.number) else ()


@frozen
class ReadingOwn(ReadingScreen):
    """A message of the owner's own, sent or not."""

    def rows(self, scene: Scene) -> tuple[Row, ...]:
        """Recipient, local time, what became of it, text."""
        message = scene.mobile.post.find(self.number)
        return () if message is None else _own_rows(message, scene)

    def options(self) -> Screen:
        """To send it again, and so on."""
        return OwnOptions(self.number)

    def address(self, scene: Scene) -> str:
        """The recipient."""
        message = scene.mobile.post.find(self.number)
        return "" if message is None else message.to

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its message."""
        return (self,) if scene.mobile.post.find(self.number) else ()


def message_rows(message: Message, scene: Scene) -> tuple[Row, ...]:
    """Sender in bold, when it was sent, the subject in bold, the picture, the text; what a message lacks is left out."""
    text = message.text.value
    return (
        *_lines(correspondent(message.sender, scene), scene, bold=True),
        *_lines(scene.word("reading.sent", at=message.sent_at_ms), scene),
        *(_lines(message.subject, scene, bold=True) if message.subject else ()),
        *picture_rows(message.picture, scene),
        *(_lines(text, scene) if text or message.kind == "sms" else ()),
    )


def state_of(message: Outgoing) -> str:
    """What became of a message, as `handset.sms.state.…` has words for it."""
    return message.report if message.state == "sent" and message.report != "none" else message.state


def _own_rows(message: Outgoing, scene: Scene) -> tuple[Row, ...]:
    return (
        *_lines(correspondent(message.to, scene), scene, bold=True),
        *_lines(scene.word("reading.sent", at=message.at_ms), scene),
        *_lines(scene.word(f"sms.state.{state_of(message)}"), scene),
        *(_lines(failure(message, scene), scene) if message.state == "failed" else ()),
        *(_lines(message.subject, scene, bold=True) if message.subject else ()),
        *picture_rows(message.picture, scene),
        *_lines(message.text, scene),
    )


def _lines(text: str, scene: Scene, *, bold: bool = False) -> tuple[Row, ...]:
    return tuple(scene.row(line, "bold" if bold else None) for line in wrap(text, scene.columns))
