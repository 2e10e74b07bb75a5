"""Accepting what came: a dialog rewritten by the claims of its plays, everything else of it left as it is.

Lines that hold stay byte for byte, and so do comments, blank lines and what ends each line. What is accepted is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

from phone.dialog.merging import FIRST, DisagreementError, NewRow, OldRow, merged
from phone.dialog.syntax import COMMENTS
from phone.dialog.verdict import Claim, Shape

_BAR: Final = re.compile(r"(?P<indent>[ \t]+)(?P<locale>\w*)\|")
_ENDED: Final = re.compile(r"[^\n]*\n|[^\n]+")

Claims = Mapping[str, Sequence[Claim]]
"""Locale → the claims of all plays in it."""


@frozen
class Updated:
    """A dialog after an update: its text, and a line for each thing that was done or could not be done."""

    text: str
    notes: tuple[str, ...]


def updated(text: str, claims: Claims, locales: Sequence[str]) -> Updated:
    """The text of a dialog in which everything holds that was played.

    Args:
        text: as it stands in the file.
        claims: what the plays found, by locale.
        locales: those of the file; lines that hold for all of them are changed only if all were played.
    """
    return _Update(text, claims, tuple(locales)).done()


@define
class _Update:
    """An update in the making."""

    text: str
    claims: Claims
    locales: tuple[str, ...]
    lines: list[str] = field(init=False)
    ending: str = field(init=False)
    new: dict[int, list[str]] = field(factory=dict)
    """Number of an old line → the lines in its place."""
    behind: dict[int, list[str]] = field(factory=dict)
    """Number of an old line → the lines that come behind it; 0 is the beginning."""
    counts: dict[str, int] = field(factory=dict)
    told: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.lines = _ENDED.findall(self.text)
        self.ending = "\r\n" if self.text.count("\r\n") * 2 > self.text.count("\n") else "\n"
        if self.lines and not self.lines[-1].endswith("\n"):
            self.lines[-1] += self.ending

    def done(self) -> Updated:
        for line, claims in self._by_step():
            try:
                self._step(line, claims)
            except DisagreementError as error:
                self.told.append(f"line {line} not written: {error}")
        for line in sorted({claim.line for claims in self.claims.values() for claim in claims if claim.kind == "new"}):
            try:
                self._insert(line)
            except DisagreementError as error:
                self.told.append(f"line {line} not written: {error}")
        if not (self.new or self.behind):
            return Updated(self.text, tuple(self.told))
        written = list(self.behind.get(0, []))
        for number, old in enumerate(self.lines, start=1):
            written += [*self.new.get(number, [old]), *self.behind.get(number, [])]
        return Updated("".join(written), tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        parts = [f"{count} step{'s' if count > 1 else ''} {what}" for what, count in self.counts.items()]
        if parts:
            yield ", ".join(parts)
        yield from self.told

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    # ---- steps that are there

    def _by_step(self) -> Iterator[tuple[int, dict[str, Claim]]]:
        """(line, locale → claim) of the steps that do not hold everywhere; of several plays, the claim that changes it."""
        steps: dict[int, dict[str, Claim]] = {}
        for locale, claims in self.claims.items():
            for claim in claims:
                if claim.kind != "new":
                    known = steps.setdefault(claim.line, {}).get(locale)
                    if known is None or known.kind == "kept":
                        steps[claim.line][locale] = claim
        for line in sorted(steps):
            if any(claim.kind != "kept" for claim in steps[line].values()):
                yield line, steps[line]

    def _step(self, line: int, claims: Mapping[str, Claim]) -> None:
        gone = [locale for locale, claim in claims.items() if claim.kind == "gone"]
        if gone:
            if len(gone) < len(self.locales):
                raise DisagreementError("it does not come in every locale, or not all were played; write it by hand")
            for number in (line, *self._below(line)):
                self.new[number] = []
            self._count(REMOVED)
            return
        bare = self._bare(line)
        heads = {claim.head or bare for claim in claims.values()}
        if len(heads) > 1:
            raise DisagreementError("the locales do not agree on it; write it by hand")
        self._rows(line, claims)
        head = heads.pop()
        if head != bare:
            mark = "\ufeff" if self.lines[line - 1].startswith("\ufeff") else ""
            self.new[line] = [f"{mark}{head}{self._end(line)}"]
        self._count(REWRITTEN)
        lost = max(claim.lost for claim in claims.values())
        if lost:
            self.told.append(f"line {line}: {lost} place{'s' if lost > 1 else ''} in braces lost")

    def _rows(self, line: int, claims: Mapping[str, Claim]) -> None:
        """The lines below a step."""
        shape = next((claim.shape for claim in claims.values() if claim.rows is not None), None)
        if shape is None:
            return
        old = [self._old(number, shape) for number in self._below(line)]
        wanted = {locale: self._wanted(old, locale, claim) for locale, claim in claims.items()}
        if shape == "row":
            if len({tuple(rows) for rows in wanted.values()}) > 1:
                raise DisagreementError("the locales do not agree on its rows; write it by hand")
            wanted = dict.fromkeys(self.locales, next(iter(wanted.values())))
        for number, rows in merged(old, wanted, self.locales).items():
            if number == FIRST:
                self.behind[line] = [self._line(row, shape) for row in rows]
            else:
                self.new[number] = [self._like(number, row, shape, first=not place) for place, row in enumerate(rows)]

    def _wanted(self, old: Sequence[OldRow], locale: str, claim: Claim) -> list[tuple[int, str]]:
        if claim.rows is not None:
            return list(claim.rows)
        return [(row.number, row.text) for row in old if row.locale in ("", locale)]

    # ---- steps that are new

    def _insert(self, line: int) -> None:
        """Replies that came behind a line and stand nowhere."""
        told = {
            locale: list(dict.fromkeys(claim for claim in claims if (claim.kind, claim.line) == ("new", line)))
            for locale, claims in self.claims.items()
        }
        if len({tuple(claim.head for claim in claims) for claims in told.values()}) > 1 or len(told) < len(
            self.locales
        ):
            raise DisagreementError("what came behind it is not the same in all locales, or not all were played")
        lines: list[str] = []
        for claims in zip(*told.values(), strict=True):
            wanted = {locale: claim.rows or () for locale, claim in zip(told, claims, strict=True)}
            rows = merged((), wanted, self.locales)[FIRST]
            lines += [f"{claims[0].head}{self.ending}", *(self._line(row, "bar") for row in rows)]
            self._count(ADDED)
        self.behind[line] = [*self.behind.get(line, []), *lines]

    # ---- lines

    def _below(self, line: int) -> tuple[int, ...]:
        """The numbers of the lines that belong to a step."""
        below: list[int] = []
        for number in range(line + 1, len(self.lines) + 1):
            text = self.lines[number - 1]
            if text.lstrip()[:1] in COMMENTS:
                continue
            if text[0] not in " \t":
                break
            below.append(number)
        return tuple(below)

    def _bare(self, number: int) -> str:
        return self.lines[number - 1].removeprefix("\ufeff").rstrip()

    def _end(self, number: int) -> str:
        line = self.lines[number - 1]
        return line[len(line.rstrip("\r\n")) :]

    def _old(self, number: int, shape: Shape) -> OldRow:
        line = self.lines[number - 1].rstrip("\r\n")
        found = None if shape == "row" else _BAR.match(line)
        if found is None:
            return OldRow(number, "", line.strip())
        text = line[found.end() :]
        return OldRow(number, found["locale"], f"|{text.rstrip()}" if shape == "screen" else text.removeprefix(" "))

    def _like(self, number: int, row: NewRow, shape: Shape, *, first: bool) -> str:
        """A line in the place of an old one: as that is written if it is the same, else with its indentation."""
        old = self._old(number, shape)
        if first and (old.locale, old.text) == row:
            return self.lines[number - 1]
        line = self.lines[number - 1]
        indent = line[: len(line) - len(line.lstrip())]
        return self._line(row, shape, indent, self._end(number))

    def _line(self, row: NewRow, shape: Shape, indent: str = "  ", ending: str = "") -> str:
        locale, text = row
        gap = " " if shape == "bar" and text else ""
        bar = f"{locale}|" if shape == "bar" else locale
        return f"{indent}{bar}{gap}{text}{ending or self.ending}"


REWRITTEN: Final = "rewritten"
ADDED: Final = "added"
REMOVED: Final = "taken out"
