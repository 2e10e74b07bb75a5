"""What every check of a case is judged by: the file, the world, the locale, and the values that places took so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from phone.dialog.cursor import Keyword
from phone.dialog.model import Dialog
from phone.dialog.template import Names, Place, parts_of
from phone.dialog.words import Language, Vocabulary
from phone.dialog.writing import Writer
from phone.world import World


@define
class Bench:
    """The means of the judges.

    Attributes:
        dialog: the file.
        lines: its lines.
        world: where it is played.
        words: its vocabulary.
        locale: in which it is played.
        known: the values that places took so far in this case.
    """

    dialog: Dialog
    lines: Sequence[str]
    world: World
    words: Vocabulary
    locale: str
    known: Names = field(factory=dict)

    def language(self, line: int) -> Language:
        """In which words a line is written; one without words in those of the header."""
        form = self.dialog.forms.get(line, ())
        found = next((piece.language for piece in form if isinstance(piece, Keyword)), None)
        return found or self.own_language

    @property
    def own_language(self) -> Language:
        """In which words new lines are written."""
        return "ru" if self.dialog.header.language == "ru" else "en"

    def writer(self, line: int | None = None) -> Writer:
        """What writes in the words of a line, or of the header."""
        language = self.own_language if line is None else self.language(line)
        return Writer(self.words, language, self.world.texts.zone)

    def source(self, line: int) -> str:
        """A line of the file."""
        return self.lines[line - 1]


def lost_places(old: Iterable[str], new: Iterable[str]) -> int:
    """How many places in braces some templates had that others have no more."""
    return max(0, _places(old) - _places(new))


def _places(templates: Iterable[str]) -> int:
    return sum(isinstance(part, Place) for template in templates for part in parts_of(template))
