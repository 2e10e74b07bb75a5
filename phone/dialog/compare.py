"""What differs between the lines that a dialog expects and those that came, and how the first would have to be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Final, Literal

from attrs import frozen

from phone.dialog.template import ANYTHING, ELASTIC, Place, fit, inside, literal, parts_of

MISSING: Final = 0.6
"""What a line costs that has no partner; two that have nothing in common are cheaper as partners of each other."""

ABSORBED: Final = 0.01
"""What a line costs that only `{...}` stands for, so that a line of its own is preferred."""


@frozen
class DiffLine:
    """A line of a diff: both have it, only the dialog, or only what came."""

    mark: Literal[" ", "-", "+"]
    text: str


@frozen
class Renewed:
    """A line as it would have to be written: the place of the template that it comes from (None for a new one), the text."""

    origin: int | None
    text: str


Pairs = list[tuple[int | None, int | None]]
"""Places in two sequences that belong together; None where one has no partner."""


def paired(rows: int, columns: int, cost: Callable[[int, int], float], elastic: Container[int] = ()) -> Pairs:
    """The cheapest way to pair two sequences in their order.

    Args:
        rows: how many the first one has.
        columns: how many the second one has.
        cost: of a place in the first and one in the second, from 0 for what fits to 1 for what has nothing in common.
        elastic: places of the first that stand for any number of the second; they are paired with each, or with None.
    """
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows, -1, -1):
        for column in range(columns, -1, -1):
            choices = _choices(best, (row, column), (rows, columns), cost, elastic)
            if choices:
                best[row][column], *step[row, column] = min(choices)  # type: ignore[assignment]
    pairs: Pairs = []
    at = (0, 0)
    while at in step:
        down, right = step[at]
        absorbs = not down and at[0] in elastic if at[0] < rows else False
        pairs.append((at[0] if down or absorbs else None, at[1] if right else None))
        at = (at[0] + down, at[1] + right)
    return pairs


def _choices(
    best: list[list[float]],
    at: tuple[int, int],
    size: tuple[int, int],
    cost: Callable[[int, int], float],
    elastic: Container[int],
) -> list[tuple[float, int, int]]:
    """What can be done from two places on: the cost of all from there, and how far that goes in each sequence."""
    row, column = at
    choices: list[tuple[float, int, int]] = []
    stretches = row < size[0] and row in elastic
    if row < size[0]:
        choices.append((best[row + 1][column] + (0 if stretches else MISSING), 1, 0))
    if column < size[1]:
        choices.append((best[row][column + 1] + (ABSORBED if stretches else MISSING), 0, 1))
    if row < size[0] and column < size[1] and not stretches:
        choices.append((best[row + 1][column + 1] + cost(row, column), 1, 1))
    return choices


def likeness(template: str, line: str) -> float:
    """How much a line is like a template, from 0 to 1."""
    return SequenceMatcher(None, template, line, autojunk=False).ratio()


def line_pairs(templates: Sequence[str], lines: Sequence[str], known: Mapping[str, str]) -> Pairs:
    """Which line belongs to which template; `{...}` to each line that it stands for."""

    @cache
    def cost(row: int, column: int) -> float:
        template, line = templates[row], lines[column]
        return 0.0 if fit((template,), line, known) is not None else 1.0 - 0.99 * likeness(template, line)

    elastic = {place for place, template in enumerate(templates) if template == ELASTIC}
    return paired(len(templates), len(lines), cost, elastic)


def diffed(templates: Sequence[str], lines: Sequence[str], known: Mapping[str, str]) -> tuple[DiffLine, ...]:
    """The diff of the lines of a template and those that came."""
    found: list[DiffLine] = []
    for row, column in line_pairs(templates, lines, known):
        template = None if row is None else templates[row]
        line = None if column is None else lines[column]
        if template == ELASTIC:
            if line is not None:
                found.append(DiffLine(" ", line))
        elif template is not None and line is not None and fit((template,), line, known) is not None:
            found.append(DiffLine(" ", line))
        else:
            found += [DiffLine("-", template)] if template is not None else []
            found += [DiffLine("+", line)] if line is not None else []
    return tuple(found)


Write = Callable[[str], str]
"""How the characters of a whole line become a template."""


def renewed(
    templates: Sequence[str], lines: Sequence[str], known: Mapping[str, str], write: Write = literal
) -> tuple[Renewed, ...]:
    """The templates rewritten for the lines that came; lines that fit stay as they are, places stay where they can."""
    found: list[Renewed] = []
    for row, column in line_pairs(templates, lines, known):
        if row is not None and templates[row] == ELASTIC:
            if not found or found[-1].origin != row:
                found.append(Renewed(row, ELASTIC))
        elif column is not None:
            old = None if row is None else templates[row]
            line = lines[column]
            found.append(Renewed(row, write(line) if old is None else rewritten(old, line, known, write)))
    return tuple(found)


_TOKEN: Final = re.compile(r"\d+|[^\W\d]+|\s|.", re.DOTALL)


def rewritten(template: str, line: str, known: Mapping[str, str], write: Write = literal) -> str:
    """A template for another line: its own words replaced, its places kept where their surroundings still stand.

    Args:
        template: the old one.
        line: what came.
        known: values of names that stand in places without a type.
        write: how the line becomes a template.
    """
    if fit((template,), line, known) is not None:
        return template
    old: list[str | Place] = []
    for part in parts_of(template):
        old += [part] if isinstance(part, Place) else _TOKEN.findall(part)
    if not any(isinstance(part, Place) for part in old):
        return write(line)
    return _replaced(old, _TOKEN.findall(line), known, write)


def _replaced(old: list[str | Place], new: list[str], known: Mapping[str, str], write: Write) -> str:
    """The new tokens with the places of the old ones among them."""
    keys = [f"\0{place}" if isinstance(part, Place) else part for place, part in enumerate(old)]
    partner: dict[int, int] = {}
    for block in SequenceMatcher(None, keys, new, autojunk=False).get_matching_blocks():
        partner |= {block.a + step: block.b + step for step in range(block.size)}
    words = sum(isinstance(part, str) for part in old)
    alike = 2 * len(partner) >= words
    written: list[str] = []
    done = 0
    for place, part in enumerate(old):
        if not isinstance(part, Place) or (part.pattern == ANYTHING and not alike):
            continue
        first, last = max(done, _begins(old, place, partner, done)), _ends(old, place, partner, len(new))
        found = _within("".join(new[first:last]), part, known) if done <= first <= last else None
        if found is None:
            continue
        before, after = found
        written += [inside("".join(new[done:first]) + before), part.written]
        rest = _TOKEN.findall(after)
        done = last - len(rest)
    return "".join([*written, write("".join(new[done:]))])


def _begins(old: list[str | Place], place: int, partner: Mapping[int, int], done: int) -> int:
    """Where the value of a place begins in the new tokens: so many behind the last partner as the old ones were."""
    at = place - 1
    while at >= 0 and isinstance(old[at], str):
        if at in partner:
            return partner[at] + place - at
        at -= 1
    return done + place - 1 - at


def _ends(old: list[str | Place], place: int, partner: Mapping[int, int], count: int) -> int:
    """Where it ends: so many before the next partner as the old ones were."""
    at = place + 1
    while at < len(old) and isinstance(old[at], str):
        if at in partner:
            return partner[at] - (at - place - 1)
        at += 1
    return count - (at - place - 1) if at == len(old) else count


def _within(stretch: str, place: Place, known: Mapping[str, str]) -> tuple[str, str] | None:
    """What stands before and behind the value of a place in a stretch; None if it has none."""
    pattern = place.pattern or (re.escape(known[place.name]) if place.name in known else "")
    if not pattern:
        return None
    found = re.fullmatch(pattern, stretch) or (re.search(pattern, stretch) if place.pattern != ANYTHING else None)
    return None if found is None else (stretch[: found.start()], stretch[found.end() :])
