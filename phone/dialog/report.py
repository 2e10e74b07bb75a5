"""Telling what differed: the place, the action before it, a diff with the characters that make it, and what can be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal

from attrs import frozen

from phone.dialog.compare import DiffLine
from phone.dialog.play import Played
from phone.dialog.verdict import Difference

Style = Literal["plain", "head", "minus", "plus", "dim"]

BLANK, NO_BREAK, TAB = "·", "⍽", "→"
"""How a blank at the end of a line, a no-break space and a tab are shown."""

MARKED: Final = 0.4
"""How alike two lines must be for the characters to be marked in which they differ."""


@frozen
class Told:
    """A line of a report, how it looks, and which of its columns are marked (half-open)."""

    text: str
    style: Style = "plain"
    marked: tuple[tuple[int, int], ...] = ()


def report(name: str, played: Played, difference: Difference) -> Iterator[Told]:
    """One difference of a play, for the file of a name."""
    yield Told(f"{name}:{difference.line}: {difference.message} (locale {played.locale})", "head")
    number, action = played.actions.get(difference.line, (0, ""))
    if number and number != difference.line:
        yield Told(f"  after {number:>4} | {action}", "dim")
    elif number:
        yield Told(f"        {number:>4} | {action}", "dim")
    shown = list(_diff(difference.diff))
    yield from shown
    legend = [
        f"{sign} is {what}"
        for sign, what in ((BLANK, "a blank"), (NO_BREAK, "a no-break space"), (TAB, "a tab"))
        if any(line.style in ("minus", "plus") and sign in line.text for line in shown)
    ]
    if legend:
        yield Told(f"  ({', '.join(legend)})", "dim")


def after_all(name: str, played: Played, accept: str) -> Iterator[Told]:
    """What can be done about a play that differed."""
    if played.differences:
        yield Told(f"  look at it:  zvonilka open {_quoted(name)}:{played.differences[0].line}", "dim")
    if any(not difference.final for difference in played.differences):
        yield Told(f"  accept it:   {accept}", "dim")


def _quoted(name: str) -> str:
    return f"'{name}'" if " " in name else name


def _diff(lines: tuple[DiffLine, ...]) -> Iterator[Told]:
    """Each line with its mark; of a line that was replaced, the characters that differ are marked in both."""
    for place, line in enumerate(lines):
        if line.mark == " ":
            yield Told(f"    {line.text}")
            continue
        other = _other(lines, place)
        text = visible(line.text)
        minus = line.mark == "-"
        marked: tuple[tuple[int, int], ...] = ()
        if other is not None:
            expected, came = (text, visible(other)) if minus else (visible(other), text)
            marked = tuple(sides[0 if minus else 1] for sides in _apart(expected, came))
        yield Told(
            f"  {line.mark} {text}", "minus" if minus else "plus", tuple(one for one in marked if one[0] < one[1])
        )


def _other(lines: tuple[DiffLine, ...], place: int) -> str | None:
    """The line that stands in the place of this one on the other side."""
    step = 1 if lines[place].mark == "-" else -1
    near = place + step
    if 0 <= near < len(lines) and {lines[place].mark, lines[near].mark} == {"-", "+"}:
        return lines[near].text
    return None


def _apart(expected: str, came: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The columns in which two lines differ, in both; what stands for a place in braces does not differ."""
    matcher = SequenceMatcher(None, expected, came, autojunk=False)
    if matcher.ratio() < MARKED:
        return []
    gap = len("  - ")
    places = [found.span() for found in _PLACE.finditer(expected)]
    return [
        ((a + gap, b + gap), (c + gap, d + gap))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal" and not any(first <= a and b <= last for first, last in places)
    ]


_PLACE: Final = re.compile(r"\{[^{}]*\}")


def visible(text: str) -> str:
    """A line with its blanks at the end, its no-break spaces and its tabs to be seen."""
    bare = text.rstrip(" ")
    return f"{bare}{BLANK * (len(text) - len(bare))}".replace("\u00a0", NO_BREAK).replace("\t", TAB)


_COLOURS: Final[dict[Style, str]] = {"plain": "", "head": "1", "minus": "31", "plus": "32", "dim": "2"}


def coloured(told: Told) -> str:
    """A line of a report with the colours of a terminal."""
    code = _COLOURS[told.style]
    if not code:
        return told.text
    written: list[str] = [f"\x1b[{code}m"]
    done = 0
    for first, last in told.marked:
        written += [told.text[done:first], "\x1b[7m", told.text[first:last], f"\x1b[0;{code}m"]
        done = last
    return "".join([*written, told.text[done:], "\x1b[0m"])


def plain(told: Told) -> tuple[str, ...]:
    """A line of a report without colours: below it, carets show what is marked."""
    if not told.marked:
        return (told.text,)
    carets = [" "] * len(told.text)
    for first, last in told.marked:
        carets[first:last] = "^" * (last - first)
    return told.text, "".join(carets).rstrip().replace("    ", "  ? ", 1)
