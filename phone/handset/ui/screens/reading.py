"""Reading a message, and what can be done with it."""

from __future__ import annotations

from attrs import evolve, frozen

from phone.handset.mobile.store import Message
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, wrap
from phone.handset.ui.listing import Choice, draw_list
from phone.handset.ui.screen import Scene, Screen, Turn, View


@frozen
class Reading(Screen):
    """One message by its number: sender, local time, text; `top` is the first row in view."""

    number: int
    top: int = 0

    @classmethod
    def opened(cls, number: int, scene: Scene) -> Reading:
        """The message from its beginning; from now on it is read."""
        scene.mobile.store.mark_read(number)
        return cls(number)

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows scroll by a line."""
        if key in {"soft_right", "clear"}:
            return Turn(())
        if key in {"soft_left", "ok"}:
            return Turn((self, MessageOptions(self.number)))
        if key in {"up", "down"}:
            count = len(self._rows(scene))
            return Turn((evolve(self, top=clamp(self.top + (1 if key == "down" else -1), count, scene.lines)),))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The rows in view."""
        rows = self._rows(scene)
        end = self.top + scene.lines
        return View(
            rows[self.top : end],
            scene.word("soft.options"),
            scene.word("soft.back"),
            above=self.top > 0,
            below=end < len(rows),
        )

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its message."""
        return (self,) if scene.mobile.store.get(self.number) else ()

    def _rows(self, scene: Scene) -> tuple[Row, ...]:
        message = scene.mobile.store.get(self.number)
        return () if message is None else message_rows(message, scene)


def message_rows(message: Message, scene: Scene) -> tuple[Row, ...]:
    """Sender in bold, when it was sent, the subject in bold, the picture, the text; what a message lacks is left out."""
    sent = scene.word("reading.sent", at=message.sent_at_ms)
    subject = wrap(message.subject, scene.columns) if message.subject else ()
    text = wrap(message.text.value, scene.columns) if message.text.value or message.kind == "sms" else ()
    return (
        *(scene.row(line, "bold") for line in wrap(message.sender, scene.columns)),
        *map(scene.row, wrap(sent, scene.columns)),
        *(scene.row(line, "bold") for line in subject),
        *_picture_rows(message.picture, scene),
        *map(scene.row, text),
    )


def _picture_rows(name: str, scene: Scene) -> tuple[Row, ...]:
    """A picture as it is drawn, the middle of it on a narrow display; its name if the phone does not have it."""
    if not name:
        return ()
    picture = scene.stock.pictures.get(name)
    if picture is None:
        return (scene.row(f"[{name}]"),)
    return tuple(scene.centred(row) for row in picture.fitting(scene.columns))


@frozen
class MessageOptions(Screen):
    """What can be done with a message."""

    number: int

    def press(self, key: Key, scene: Scene) -> Turn:
        """The only item deletes the message; the screens about it close by themselves."""
        if key in {"soft_right", "clear"}:
            return Turn(())
        if key in {"soft_left", "ok", "1"}:
            return Turn((), scene.mobile.delete_message(self.number))
        return Turn((self,), sound="error" if key not in {"up", "down"} else "key")

    def draw(self, scene: Scene) -> View:
        """The numbered items."""
        items = (f"1 {scene.word('options.delete')}",)
        rows = draw_list(scene.word("options.title"), items, Choice(), scene)
        return View(rows, scene.word("soft.select"), scene.word("soft.back"))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its message."""
        return (self,) if scene.mobile.store.get(self.number) else ()
