"""The menu's list of templates: to begin a message with one, to add and to delete one's own."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.messages.question import DeleteTemplate, Question
from phone.handset.ui.screens.messages.templates import all_templates
from phone.handset.ui.screens.messages.writing import WriteMessage
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.writing import WritingScreen

TEMPLATE: Final = Limit(1, "sms")
"""A template fits into one message."""


@frozen
class Templates(ListScreen):
    """A new one, the owner's own, and those of the phone."""

    @classmethod
    def opened(cls, scene: Scene) -> Templates:
        """With the first text selected."""
        return cls().at(1, scene)

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.templates")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """Each as far as its line holds it."""
        return (scene.word("template.new"), *all_templates(scene))

    def numbered(self, _scene: Scene) -> bool:
        """The lines need all their room."""
        return False

    def chosen(self, index: int, scene: Scene) -> Turn:
        """A new one is written; of one's own it is asked what to do; another one begins a message."""
        own = scene.mobile.post.templates
        if index == 0:
            return Turn((self, WriteTemplate.blank(scene)))
        if index <= len(own):
            return Turn((self, TemplateOptions(own[index - 1])))
        return Turn((self, WriteMessage.of(scene, self.items(scene)[index])))


@frozen
class TemplateOptions(ListScreen):
    """What can be done with a template of the owner's own."""

    text: str

    def title(self, scene: Scene) -> str:
        """The template."""
        del scene
        return self.text

    def items(self, scene: Scene) -> tuple[str, ...]:
        """To write with it, to delete it."""
        return scene.word("template.write"), scene.word("options.delete")

    def chosen(self, index: int, scene: Scene) -> Turn:
        """In the place of this list."""
        if index == 0:
            return Turn((WriteMessage.of(scene, self.text),))
        return Turn((Question("delete", DeleteTemplate(self.text)),))


@frozen
class WriteTemplate(WritingScreen):
    """A template of the owner's own being written; the red key keeps it too."""

    @classmethod
    def blank(cls, scene: Scene) -> WriteTemplate:
        """Nothing yet."""
        size, predictive = (scene.columns, scene.lines - 1), scene.settings.predictive
        return cls(Editor.of("", TEMPLATE, size=size, language=scene.language, predictive=predictive))

    def title(self, scene: Scene) -> str:
        """That it is a new one."""
        return scene.word("template.new")

    def confirmed(self, scene: Scene) -> Turn:
        """In the list from now on."""
        if self.editor.full or not self.editor.text:
            reason = "text_too_long" if self.editor.full else "message_empty"
            return Turn((self, Notice.now(reason, scene)), sound="error")
        return Turn(self.abandoned(scene))

    def abandoned(self, scene: Scene) -> tuple[Screen, ...]:
        """Kept, with a word about that; nothing of an empty one."""
        if not self.editor.text:
            return ()
        scene.mobile.post.add_template(self.editor.text)
        return (Notice.now("template_saved", scene),)
