"""The received messages as a list, newest first."""

from __future__ import annotations

from attrs import field, frozen

from phone.handset.mobile.store import Message
from phone.handset.ui.compose import ENVELOPE, WIDE
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import shorten
from phone.handset.ui.listing import Choice, draw_list, heading
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.reading import Reading


@frozen
class Inbox(Screen):
    """The list; `number` is the selected message, so that one arriving above it does not change what is selected."""

    number: int | None = None
    choice: Choice = field(factory=Choice)

    @classmethod
    def newest(cls, scene: Scene) -> Inbox:
        """The list with the newest message selected."""
        inbox = scene.mobile.store.inbox
        return cls(inbox[0].number if inbox else None)

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows move, the left soft key or the centre reads."""
        inbox = scene.mobile.store.inbox
        if key in {"soft_right", "clear"}:
            return Turn(())
        if key in {"up", "down"} and inbox:
            return Turn((self._at(self.choice.moved(key, len(inbox), scene.lines - 1), scene),))
        if key in {"soft_left", "ok"} and inbox:
            return Turn((self, Reading.opened(inbox[self.choice.index].number, scene)))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """One line for each message: unread mark, sender, and the time if there is room."""
        inbox = scene.mobile.store.inbox
        title = scene.word("inbox.title")
        if not inbox:
            rows = (heading(title, scene), scene.row(""), scene.centred(scene.word("inbox.empty")))
            return View(rows, right=scene.word("soft.back"))
        items = tuple(_line(message, scene) for message in inbox)
        return View(draw_list(title, items, self.choice, scene), scene.word("soft.read"), scene.word("soft.back"))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """The same message selected in the list as it is now; the nearest if it was deleted."""
        numbers = [message.number for message in scene.mobile.store.inbox]
        index = numbers.index(self.number) if self.number in numbers else self.choice.index
        return (self._at(self.choice.at(index, len(numbers), scene.lines - 1), scene),)

    def _at(self, choice: Choice, scene: Scene) -> Inbox:
        inbox = scene.mobile.store.inbox
        return Inbox(inbox[choice.index].number if inbox else None, choice)


def _line(message: Message, scene: Scene) -> str:
    mark = " " if message.read else ENVELOPE
    if scene.columns < WIDE:
        return mark + shorten(message.sender, scene.columns - 1)
    clock = scene.texts.clock(message.sent_at_ms)
    sender = shorten(message.sender, scene.columns - len(clock) - 2)
    return f"{mark}{sender}".ljust(scene.columns - len(clock)) + clock
