"""Any screen on which a text is written: keys go to its editor first, what the editor does not own is the screen's."""

from __future__ import annotations

from abc import abstractmethod

from attrs import evolve, frozen

from phone.handset.ui.entry.drawing import draw
from phone.handset.ui.entry.editor import NO_LEXICON, Editor
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import heading
from phone.handset.ui.screen import Scene, Screen, Turn, View


@frozen
class WritingScreen(Screen):
    """A text being written; a kind of it says what it is called, what its soft keys do, and what becomes of the text."""

    editor: Editor

    @abstractmethod
    def title(self, scene: Scene) -> str:
        """The words above the text; empty for none."""

    @abstractmethod
    def confirmed(self, scene: Scene) -> Turn:
        """What the left soft key and the centre do with the text; nothing is pending in it."""

    def left(self, scene: Scene) -> str:
        """The name of the left soft key."""
        return scene.word("soft.ok")

    def closed(self, scene: Scene) -> Turn:
        """What the right soft key does when there is nothing to delete."""
        del scene
        return Turn(())

    def other(self, key: Key, scene: Scene) -> Turn:
        """What any other key does."""
        del key, scene
        return Turn((self,), sound="error")

    @property
    def writes(self) -> bool:
        """It is what the screen is for."""
        return True

    def press(self, key: Key, scene: Scene) -> Turn:
        """To the editor what is its own; the right soft key deletes as C does while there is something to delete."""
        editor = self.editor.run_due(scene.at_ms)
        if key == "soft_right" and not editor.choosing and editor.owns("clear"):
            key = "clear"
        if editor.owns(key):
            lexicon = scene.lexicon if editor.draft.predictive else NO_LEXICON
            return self._written(editor.press(key, scene.at_ms, lexicon))
        settled = evolve(self, editor=editor.settled())
        if key in {"soft_left", "ok"}:
            return settled.confirmed(scene)
        if key in {"soft_right", "clear"}:
            return settled.closed(scene)
        return settled.other(key, scene)

    def hold(self, key: Key, scene: Scene) -> Turn:
        """A digit, another language, the symbol table, all deleted: see the editor."""
        if key == "soft_right":
            key = "clear"
        return Turn((evolve(self, editor=self.editor.hold(key, scene.at_ms)),), sound=None)

    def type(self, character: str, scene: Scene) -> Turn:
        """A character of a computer's keyboard goes in as it is."""
        del scene
        if not self.editor.takes(character):
            return Turn((self,), sound="error")
        return self._written(self.editor.type(character))

    def draw(self, scene: Scene) -> View:
        """The title, and below it the editor; while a symbol is chosen the soft keys are the table's."""
        drawing = draw(self.editor, scene.word("entry.full") if self.editor.full else "")
        words = self.title(scene)
        head: tuple[Row, ...] = (heading(words, scene),) if words else ()
        deletes = self.editor.owns("clear") and not self.editor.choosing
        left = scene.word("soft.select") if self.editor.choosing else self.left(scene)
        right = scene.word("soft.clear" if deletes else "soft.back")
        return View((*head, *drawing.rows), left, right, drawing.above, drawing.below)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Its letter final when its time is over, and as large as the display."""
        editor = self.editor.run_due(scene.at_ms)
        size = (scene.columns, scene.lines - bool(self.title(scene)))
        if (editor.columns, editor.lines) != size:
            editor = editor.sized(*size)
        return (self,) if editor is self.editor else (evolve(self, editor=editor),)

    def next_due(self, _scene: Scene) -> int | None:
        """When its letter is final."""
        return self.editor.next_due()

    def _written(self, editor: Editor) -> Turn:
        refused = editor.full and editor.text == self.editor.text
        return Turn((evolve(self, editor=editor),), sound="error" if refused else "key")
