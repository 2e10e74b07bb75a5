"""Writing a short message, and what can be done with it while it is written."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from phone.handset.mobile.sending import Written
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Turn
from phone.handset.ui.screens.messages.composing import Composing, OverMessage
from phone.handset.ui.screens.messages.names import correspondent
from phone.handset.ui.screens.messages.question import DeleteWritten, Question
from phone.handset.ui.screens.messages.recipient import sent
from phone.handset.ui.screens.messages.templates import all_templates
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.writing import WritingScreen

TEXT: Final = Limit(10, "sms")
"""Parts of a message at most."""


@frozen
class WriteMessage(WritingScreen, Composing):
    """The text; `to` is whom it is for, if that is known, `replaces` the draft or the unsent message that it was."""

    to: str = ""
    replaces: int | None = None

    @classmethod
    def of(cls, scene: Scene, text: str = "", to: str = "", replaces: int | None = None) -> WriteMessage:
        """A message that begins with a text, with the cursor behind it."""
        size = (scene.columns, scene.lines - bool(to))
        predictive = scene.settings.predictive
        return cls(Editor.of(text, TEXT, size=size, language=scene.language, predictive=predictive), to, replaces)

    @property
    def written(self) -> Written:
        """The message as far as it has come."""
        return Written(self.to, self.editor.text)

    @property
    def full(self) -> bool:
        """Whether a character found no room."""
        return self.editor.full

    def addressed(self, to: str) -> WriteMessage:
        """The same text for a number."""
        return evolve(self, to=to)

    def title(self, scene: Scene) -> str:
        """Whom it is for."""
        return correspondent(self.to, scene)

    def left(self, scene: Scene) -> str:
        """What can be done with it."""
        return scene.word("soft.options")

    def confirmed(self, scene: Scene) -> Turn:
        """What can be done with it, in its place."""
        del scene
        return Turn((WriteOptions(self),))

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key sends at once."""
        return sent(self, scene) if key == "call" else super().other(key, scene)


@frozen
class WriteOptions(ListScreen, OverMessage):
    """What can be done with a message that is being written."""

    origin: WriteMessage

    def title(self, scene: Scene) -> str:
        """As the soft key that opens it."""
        return scene.word("options.title")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """In the order of their use; what cannot be done now is left out."""
        return tuple(scene.word(f"write.{name}") for name in self._names(scene))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Each in the place of the message."""
        match self._names(scene)[index]:
            case "send":
                return sent(self.origin, scene)
            case "save":
                told = self.origin.abandoned(scene)
                return Turn(told) if told else Turn((self.origin, Notice.now("message_empty", scene)), sound="error")
            case "template":
                return Turn((TemplateChoice(self.origin),))
            case "delete":
                return self._delete()
        return self._predict(scene)

    def press(self, key: Key, scene: Scene) -> Turn:
        """As in any list; back to the message."""
        return Turn((self.origin,)) if key in {"soft_right", "clear"} else super().press(key, scene)

    def _names(self, scene: Scene) -> tuple[str, ...]:
        prediction = "t9_off" if scene.settings.predictive else "t9_on"
        kept = self.origin.replaces is not None
        return ("send", "save", "template", prediction, *(("delete",) if kept else ()))

    def _delete(self) -> Turn:
        assert self.origin.replaces is not None, "only what is kept is deleted"
        return Turn((DeletingDraft("delete", DeleteWritten(self.origin.replaces), self.origin),))

    def _predict(self, scene: Scene) -> Turn:
        on = not scene.settings.predictive
        scene.settings.predictive = on
        return Turn((evolve(self.origin, editor=self.origin.editor.predicting(on=on)),))


@frozen
class DeletingDraft(Question, OverMessage):
    """Whether a draft is to be deleted on which something is being written; no leads back to it."""

    origin: WriteMessage

    def press(self, key: Key, scene: Scene) -> Turn:
        """As with any question."""
        return Turn((self.origin,)) if key in {"soft_right", "clear"} else super().press(key, scene)


@frozen
class TemplateChoice(ListScreen, OverMessage):
    """A template that goes into a message at its cursor."""

    origin: WriteMessage

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.templates")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The owner's own first."""
        return all_templates(scene)

    def numbered(self, _scene: Scene) -> bool:
        """The lines need all their room."""
        return False

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Written at the cursor; too long a text is as if no key could write it."""
        editor = self.origin.editor
        written = editor.showing(editor.draft.write(self.items(scene)[index]))
        return Turn((evolve(self.origin, editor=written),), sound="error" if written.full else "key")

    def press(self, key: Key, scene: Scene) -> Turn:
        """As in any list; back to the message."""
        return Turn((self.origin,)) if key in {"soft_right", "clear"} else super().press(key, scene)
