"""The lists of messages: received, unsent, sent, drafts; newest first."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final, Self

from attrs import evolve, frozen

from phone.handset.mobile.sending import Outgoing
from phone.handset.mobile.store import Message
from phone.handset.ui.compose import ENVELOPE, WIDE
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import shorten
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.messages.names import correspondent
from phone.handset.ui.screens.messages.options import reopened
from phone.handset.ui.screens.messages.reading import Reading, ReadingOwn, state_of

MARKS: Final = {"sending": "…", "failed": "×", "awaited": "…", "delivered": "✓", "expired": "×", "sent": " "}
"""What stands before a message of the owner's own, by its state."""


@frozen
class MessageList(ListScreen):
    """A list in which `number` is the selected message, so that one arriving above it does not change what is selected."""

    number: int | None = None

    @classmethod
    def newest(cls, scene: Scene) -> Self:
        """The list with the newest message selected."""
        return cls().at(0, scene)

    @abstractmethod
    def numbers(self, scene: Scene) -> tuple[int, ...]:
        """The messages by their numbers."""

    @abstractmethod
    def opened(self, number: int, scene: Scene) -> Screen:
        """The screen of a message."""

    def count(self, scene: Scene) -> int:
        """As many as there are messages."""
        return len(self.numbers(scene))

    def numbered(self, _scene: Scene) -> bool:
        """The lines need all their room."""
        return False

    def nothing(self, scene: Scene) -> str:
        """That there are no messages."""
        return scene.word("inbox.empty")

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """The left one reads."""
        return scene.word("soft.read"), scene.word("soft.back")

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The message over the list."""
        return Turn((self, self.opened(self.numbers(scene)[index], scene)))

    def press(self, key: Key, scene: Scene) -> Turn:
        """As in any list."""
        if key in {"up", "down"} and self.count(scene):
            moved = self.choice.moved(key, self.count(scene), scene.lines - 1)
            return Turn((self.at(moved.index, scene),))
        return super().press(key, scene)

    def at(self, index: int, scene: Scene) -> Self:
        """The list with a message selected."""
        numbers = self.numbers(scene)
        choice = self.choice.at(index, len(numbers), scene.lines - 1)
        return evolve(self, choice=choice, number=numbers[choice.index] if numbers else None)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """The same message selected in the list as it is now; the nearest if it was deleted."""
        numbers = self.numbers(scene)
        index = numbers.index(self.number) if self.number in numbers else self.choice.index
        there = self.at(index, scene)
        return (self if there == self else there,)


@frozen
class Inbox(MessageList):
    """Received messages: unread mark, sender, and the time if there is room."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("inbox.title")

    def numbers(self, scene: Scene) -> tuple[int, ...]:
        """The received ones."""
        return tuple(message.number for message in scene.mobile.store.inbox)

    def items(self, scene: Scene) -> tuple[str, ...]:
        """One line for each."""
        return tuple(_received(message, scene) for message in scene.mobile.store.inbox)

    def opened(self, number: int, scene: Scene) -> Screen:
        """From now on it is read."""
        return Reading.opened(number, scene)


@frozen
class Unsent(MessageList):
    """Messages on their way, and those that could not be sent."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.outbox")

    def numbers(self, scene: Scene) -> tuple[int, ...]:
        """Those that no centre has taken."""
        return tuple(message.number for message in scene.mobile.post.unsent)

    def items(self, scene: Scene) -> tuple[str, ...]:
        """One line for each."""
        return tuple(_own(message, scene) for message in scene.mobile.post.unsent)

    def opened(self, number: int, scene: Scene) -> Screen:
        """With what there is to be done about it."""
        del scene
        return ReadingOwn(number)


@frozen
class SentMessages(MessageList):
    """Messages that a centre has taken, with a mark where a report was asked for."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.sent")

    def numbers(self, scene: Scene) -> tuple[int, ...]:
        """Those that a centre has taken."""
        return tuple(message.number for message in scene.mobile.post.sent)

    def items(self, scene: Scene) -> tuple[str, ...]:
        """One line for each."""
        return tuple(_own(message, scene) for message in scene.mobile.post.sent)

    def opened(self, number: int, scene: Scene) -> Screen:
        """With its delivery."""
        del scene
        return ReadingOwn(number)


@frozen
class Drafts(MessageList):
    """What was not sent yet, by its first words."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.drafts")

    def numbers(self, scene: Scene) -> tuple[int, ...]:
        """The drafts."""
        return tuple(draft.number for draft in scene.mobile.post.drafts)

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The text, or what else there is."""
        drafts = (draft.written for draft in scene.mobile.post.drafts)
        return tuple(written.text or written.subject or scene.word("mms.picture") for written in drafts)

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """The left one goes on with it."""
        return scene.word("soft.select"), scene.word("soft.back")

    def opened(self, number: int, scene: Scene) -> Screen:
        """To be written on."""
        draft = scene.mobile.post.find_draft(number)
        assert draft is not None, "only what is in the list is opened"
        return reopened(draft.written, number, scene)


def _received(message: Message, scene: Scene) -> str:
    mark = " " if message.read else ENVELOPE
    return _line(mark, correspondent(message.sender, scene), message.sent_at_ms, scene)


def _own(message: Outgoing, scene: Scene) -> str:
    return _line(MARKS[state_of(message)], correspondent(message.to, scene), message.at_ms, scene)


def _line(mark: str, who: str, at_ms: int, scene: Scene) -> str:
    if scene.columns < WIDE:
        return mark + shorten(who, scene.columns - 1)
    clock = scene.texts.clock(at_ms)
    name = shorten(who, scene.columns - len(clock) - 2)
    return f"{mark}{name}".ljust(scene.columns - len(clock)) + clock
