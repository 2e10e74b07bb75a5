"""What happened in a world that a test drives, written as a dialog while it happens."""

from __future__ import annotations

from attrs import define, field

from phone.dialog.hearing import Heard, Hearing
from phone.dialog.model import Action
from phone.dialog.template import literal
from phone.dialog.words import bundled_words
from phone.dialog.writing import Writer
from phone.world import World


@define
class Story:
    """Listens to a world, and takes down what is done in it.

    Attributes:
        world: whose story.
        header: the lines with which the dialog begins.
        lines: its other lines so far.
        heard: everything that phones were told.
    """

    world: World
    header: tuple[str, ...]
    lines: list[str] = field(factory=list)
    heard: list[Heard] = field(factory=list)
    hearing: Hearing = field(init=False)
    writer: Writer = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.writer = Writer(bundled_words(), "en", self.world.texts.zone)
        self.hearing = Hearing.begin(self.world, self._take)

    def did(self, name: str, verb: str, to: str = "", text: str = "", slot: int = 0) -> None:
        """Take down an action; its text is that of a person, with braces as they are."""
        said = "\n".join(map(literal, text.split("\n")))
        self.lines += self.writer.action(Action(0, name, verb, to, said, slot or None))

    def undo(self, since: int, why: str) -> None:
        """What was taken down from a line on could not be done, and nothing came of it: it becomes a comment."""
        self.lines[since:] = [f"# {line.strip()}" for line in self.lines[since:]] + [f"# {' '.join(why.split())}"]

    def note(self, line: str) -> None:
        """Take down a line as it is."""
        self.lines.append(line)

    def add_to_header(self, phone: str) -> None:
        """Somebody new has a phone: it stands in the header, as if it had been there from the beginning."""
        first = () if "phones:" in self.header else ("phones:",)
        self.header = (*self.header, *first, phone)

    def going_on(self, world: World) -> Story:
        """The story of a copy of the world."""
        made = Story(world, self.header, list(self.lines), list(self.heard))
        made.hearing.follow(self.hearing)
        return made

    def settle(self) -> None:
        """Let arrive what is on its way."""
        self.world.settle()
        self.hearing.look_at_all()

    def __str__(self) -> str:
        return "\n".join([*self.header, "", *self.lines, ""])

    def _take(self, heard: Heard) -> None:
        self.heard.append(heard)
        self.lines += self.writer.reply(heard)
