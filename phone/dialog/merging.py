"""Lines below a step that several locales want differently, put together: shared where they agree, tagged where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

FIRST: Final = 0
"""The place before all old lines."""


@frozen
class OldRow:
    """A line below a step as it is: its number, the locale that it is for (empty for all), and its text."""

    number: int
    locale: str
    text: str


Wanted = Sequence[tuple[int, str]]
"""The lines that a locale wants: the number of the old line that each comes from (0 for a new one), and its text."""

NewRow = tuple[str, str]
"""The locale that a line is for, and its text."""


class DisagreementError(ValueError):
    """The locales cannot be put together; the message says why."""


def merged(old: Sequence[OldRow], wanted: Mapping[str, Wanted], locales: Sequence[str]) -> dict[int, list[NewRow]]:
    """Number of an old line (or `FIRST`) → the lines that stand in its place.

    Args:
        old: the lines as they are.
        wanted: what each locale wants that was played.
        locales: all of the file.

    Raises:
        DisagreementError: a line for all locales would have to change, and not all were played.
    """
    return _Merge(old, wanted, tuple(locales)).done()


@define
class _Merge:
    """A merge in the making."""

    old: Sequence[OldRow]
    wanted: Mapping[str, Wanted]
    locales: tuple[str, ...]
    new: dict[int, list[NewRow]] = field(factory=dict)

    def done(self) -> dict[int, list[NewRow]]:
        if self._must_be_parted():
            self._part()
            return self.new
        self.new[FIRST] = []
        for row in self.old:
            self.new[row.number] = self._in_place(row)
        self._lead()
        return self.new

    @property
    def _complete(self) -> bool:
        return set(self.wanted) >= set(self.locales)

    def _must_be_parted(self) -> bool:
        """Whether all lines are for all locales, and the locales want different ones."""
        shared = bool(self.old) and all(not row.locale for row in self.old)
        return shared and len({tuple(rows) for rows in self.wanted.values()}) > 1

    def _part(self) -> None:
        """Every locale gets lines of its own."""
        if not self._complete:
            self._refuse()
        self.new = {row.number: [] for row in self.old}
        self.new[FIRST] = [(locale, text) for locale in self.locales for _, text in self.wanted[locale]]

    def _in_place(self, row: OldRow) -> list[NewRow]:
        """What stands in the place of a line: itself, and the new lines behind it."""
        if row.locale and row.locale not in self.wanted:
            return [(row.locale, row.text)]
        if row.locale:
            rows = self.wanted[row.locale]
            own = [text for origin, text in rows if origin == row.number]
            return [(row.locale, text) for text in (*own, *_followers(rows, row.number))]
        kept = {locale: [text for origin, text in rows if origin == row.number] for locale, rows in self.wanted.items()}
        behind = {locale: _followers(rows, row.number) for locale, rows in self.wanted.items()}
        unchanged = all(texts == [row.text] for texts in kept.values()) and not any(behind.values())
        if not unchanged and not self._complete:
            self._refuse()
        return [*self._shared(kept), *self._shared(behind)]

    def _shared(self, texts: Mapping[str, Sequence[str]]) -> list[NewRow]:
        """Lines for all locales if all want the same, else each one's own."""
        if len({tuple(one) for one in texts.values()}) == 1:
            return [("", text) for text in next(iter(texts.values()))]
        return [(locale, text) for locale in self.locales for text in texts.get(locale, ())]

    def _lead(self) -> None:
        """New lines before the first one that a locale has."""
        first = {locale: _followers(rows, None) for locale, rows in self.wanted.items()}
        if not any(first.values()):
            return
        same = len({tuple(texts) for texts in first.values()}) == 1
        if same and self._complete and all(not row.locale for row in self.old):
            self.new[FIRST] = [("", text) for text in next(iter(first.values()))]
            return
        if any(not row.locale for row in self.old) and not self._complete:
            self._refuse()
        for locale, texts in first.items():
            lines = [(locale, text) for text in texts]
            mine = next((row.number for row in self.old if row.locale in ("", locale)), None)
            if mine is not None:
                self.new[mine] = [*lines, *self.new[mine]]
                continue
            place = self.locales.index(locale)
            before = [row.number for row in self.old if row.locale and self.locales.index(row.locale) < place]
            self.new[before[-1] if before else FIRST] += lines

    def _refuse(self) -> None:
        untold = ", ".join(locale for locale in self.locales if locale not in self.wanted)
        raise DisagreementError(
            f'its lines hold for {untold} too, which was not played; play it, or tag them "ru|", "en|"'
        )


def _followers(rows: Wanted, number: int | None) -> list[str]:
    """The new lines that come behind an old one; None for those before all old ones."""
    found: list[str] = []
    current: int | None = None
    for origin, text in rows:
        if origin:
            current = origin
        elif current == number:
            found.append(text)
    return found
