"""What is played, one thing after another: the cases of a dialog with their titles, steps, beats and marks."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from phone.dialog.model import Action, Air, Cue, Dialog, OperatorAction, Passing, Step


@frozen
class Part:
    """The title of a case (no step), or one of its steps.

    Attributes:
        case: the place of the case among those of the dialog.
        place: the place of the step among those of the case.
        step: the step.
        beat: to which beat of the case it belongs, from 1.
    """

    case: int
    place: int
    step: Step | None
    beat: int


@frozen
class Mark:
    """Where one can jump to: the part that it is, and its title in the locale."""

    part: int
    title: str


@frozen
class Programme:
    """All that is played of a dialog in a locale.

    A beat is what an audience takes for one thing: somebody does something, what is said before it, and what comes of it.

    Attributes:
        dialog: the file.
        locale: in which it is played.
        parts: in the order of the play.
        marks: the marks of all cases; of a dialog without any, its cases.
    """

    dialog: Dialog
    locale: str
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, dialog: Dialog, locale: str) -> Programme:
        """The programme of a dialog; a case has a title if there are more, or if it has nothing else."""
        parts = tuple(_parts(dialog))
        marks = [
            Mark(number, part.step.told(locale))
            for number, part in enumerate(parts)
            if isinstance(part.step, Cue) and part.step.kind == "mark"
        ]
        titles = [Mark(number, dialog.cases[part.case].title) for number, part in enumerate(parts) if part.step is None]
        return cls(dialog, locale, parts, tuple(marks or titles))

    def beats(self, case: int) -> int:
        """How many beats a case has."""
        return max((part.beat for part in self.parts if part.case == case), default=0)

    def beat_before(self, part: int) -> int:
        """The first part of the beat before that of a part; the first of all if there is none."""
        first = self.beat_start(part)
        return self.beat_start(first - 1) if first else 0

    def beat_start(self, part: int) -> int:
        """The first part of the beat to which a part belongs."""
        one = self.parts[min(part, len(self.parts) - 1)]
        return next(
            number for number, other in enumerate(self.parts) if (other.case, other.beat) == (one.case, one.beat)
        )

    def beat_end(self, part: int) -> int:
        """The first part after the beat to which a part belongs."""
        one = self.parts[part]
        rest = range(part + 1, len(self.parts))
        return next(
            (number for number in rest if (self.parts[number].case, self.parts[number].beat) != (one.case, one.beat)),
            len(self.parts),
        )

    def told_first(self, part: int) -> str:
        """What an audience is told first in a beat that begins with a part; empty where it hears nothing before something is done."""
        for one in self.parts[part : self.beat_end(part)]:
            if isinstance(one.step, Cue) and one.step.kind in ("say", "mark"):
                return one.step.told(self.locale)
            if one.step is not None and _acts(one.step):
                break
        return ""

    def case_start(self, case: int) -> int:
        """The first part of a case."""
        return next(number for number, part in enumerate(self.parts) if part.case == case)


def _parts(dialog: Dialog) -> Iterator[Part]:
    titled = len(dialog.cases) > 1
    for number, case in enumerate(dialog.cases):
        steps = (*dialog.start, *case.steps)
        if titled or not steps:
            yield Part(number, -1, None, 1)
        beat, begun = 1, False
        for place, step in enumerate(steps):
            opens = _acts(step) or isinstance(step, Cue)
            if (opens and begun) or (place and isinstance(step, Cue) and step.kind == "mark"):
                beat, begun = beat + 1, False
            begun = begun or _acts(step)
            yield Part(number, place, step, beat)


def _acts(step: Step) -> bool:
    """Whether an audience sees something being done."""
    return isinstance(step, OperatorAction | Passing | Air) or (isinstance(step, Action) and not step.setup)
