"""Yes or no, before something is done."""

from __future__ import annotations

from abc import ABC, abstractmethod

from attrs import field, frozen

from phone.handset.ui.keys import Key
from phone.handset.ui.lines import wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View


@frozen
class Deed(ABC):
    """Something that is done after a yes; plain data, so that a question can wait for its answer."""

    @abstractmethod
    def carry_out(self, scene: Scene) -> Turn:
        """Do it; the turn stands in the place of the question."""


@frozen
class Question(Screen):
    """A text by its key (`handset.question.…`) with its values; the left soft key says yes, the right one no."""

    key: str
    deed: Deed
    values: tuple[tuple[str, int | str], ...] = field(default=(), kw_only=True)

    def press(self, key: Key, scene: Scene) -> Turn:
        """Yes does it, no leaves all as it is."""
        if key in {"soft_left", "ok"}:
            return self.deed.carry_out(scene)
        if key in {"soft_right", "clear"}:
            return Turn(())
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The question in the middle."""
        lines = wrap(scene.word(f"question.{self.key}", **dict(self.values)), scene.columns)
        blank = (scene.row(""),) * ((scene.lines - len(lines)) // 2)
        return View((*blank, *map(scene.centred, lines)), scene.word("soft.yes"), scene.word("soft.no"))


@frozen
class DeleteReceived(Deed):
    """A message out of the inbox."""

    number: int

    def carry_out(self, scene: Scene) -> Turn:
        """Its screens close by themselves; who has waited for room hears of it."""
        return Turn((), scene.mobile.delete_message(self.number))


@frozen
class DeleteRead(Deed):
    """All messages of the inbox that were read."""

    def carry_out(self, scene: Scene) -> Turn:
        """As with one."""
        return Turn((), scene.mobile.delete_read())


@frozen
class DeleteWritten(Deed):
    """A message of the owner's own, or a draft."""

    number: int

    def carry_out(self, scene: Scene) -> Turn:
        """Its screens close by themselves."""
        scene.mobile.post.remove(self.number)
        return Turn(())


@frozen
class DeleteTemplate(Deed):
    """A template of the owner's own."""

    text: str

    def carry_out(self, scene: Scene) -> Turn:
        """Gone from the list."""
        scene.mobile.post.remove_template(self.text)
        return Turn(())
