"""What was really said in a case, kept while it is played and written as a dialog when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from phone.dialog.cursor import Keyword
from phone.dialog.hearing import Heard
from phone.dialog.model import Case, Dialog
from phone.dialog.writing import Writer


@define
class Chronicle:
    """The notes of a case.

    Attributes:
        dialog: the file.
        case: which case.
        locale: in which it is played.
        lines: the lines of the file.
        writer: writes what was heard.
    """

    dialog: Dialog
    case: Case
    locale: str
    lines: Sequence[str]
    writer: Writer
    _notes: list[str | Heard] = field(factory=list)

    def heard(self, heard: Heard) -> None:
        """Something was told."""
        self._notes.append(heard)

    def add(self, lines: Iterable[str]) -> None:
        """Lines as they are."""
        self._notes += lines

    def text(self) -> str:
        """A dialog of its own: the header for this locale, and the case with what really came."""
        title = self.lines[self.case.line - 1]
        written = [*self.header(), *([title] if title.startswith("==") else [])]
        for note in self._notes:
            written += (note,) if isinstance(note, str) else self.writer.reply(note)
        return "\n".join([*written, ""]).lstrip("\n")

    def header(self) -> list[str]:
        """The lines before the first step, with this locale."""
        steps = (*self.dialog.start, *self.dialog.cases[0].steps)
        first = min(
            [case.line for case in self.dialog.cases if case.line > 1] + [step.line for step in steps], default=1
        )
        header = list(self.lines[: first - 1])
        for place in range(len(header)):
            form = self.dialog.forms.get(place + 1, ())
            if form and isinstance(form[0], Keyword) and form[0].id == "locale":
                header[place] = f"{form[0].written}: {self.locale}"
        return header
