"""The words of dialog files, as `fixtures/dialog.json` has them: English and Russian, both always understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Final, Literal

from attrs import field, frozen

from ledger.loading import Fixtures, at_least, nearest
from ledger.records import Record, a_date_at_all

Language = Literal["en", "ru"]
"""In which words a dialog is written; what its phones speak is its locale."""

LANGUAGES: Final[tuple[Language, ...]] = ("en", "ru")

Takes = Literal[
    "nothing",
    "number",
    "message",
    "keys",
    "switch",
    "count",
    "money",
    "volume",
    "word",
    "phone",
    "text",
    "form",
    "order",
    "gift",
    "search",
    "listing",
    "locale",
    "characters",
    "setting",
]
"""What follows a verb."""

Page = Literal[
    "login",
    "balance",
    "join",
    "profile",
    "catalogue",
    "quote",
    "order",
    "give",
    "invite",
    "link",
    "unlink",
    "language",
    "history",
    "help",
]
"""What is done in the personal account."""

VERBS: Final = ("verbs", "life", "site")
"""The sections of words that begin an action."""


@frozen(kw_only=True)
class Word(Record):
    """A word in both languages; `|` stands between spellings, and the first one is written."""

    en: str
    ru: str

    def spellings(self, language: Language) -> tuple[str, ...]:
        """How it may be spelled in a language."""
        return tuple((self.en if language == "en" else self.ru).split("|"))


@frozen(kw_only=True)
class Verb(Word):
    """What somebody does with a phone, and what follows the word."""

    takes: Takes


@frozen(kw_only=True)
class LifeVerb(Verb):
    """What somebody does without the phone; `source` names the way to earn or the bill, see `phone.network.partners`."""

    event: Literal["earn", "top_up", "bill", "data", "promotion", "invite"]
    source: str = ""


@frozen(kw_only=True)
class SiteVerb(Verb):
    """What somebody does in the operator's personal account."""

    page: Page


@frozen(kw_only=True)
class Unit(Word):
    """What amounts are counted in: `step` of a purse's own unit make one of it, written with so many decimals."""

    purses: tuple[str, ...]
    step: int = field(default=1, validator=at_least(1))
    decimals: int = 0


@frozen(kw_only=True)
class SpanUnit(Word):
    """A unit of time: milliseconds, or months of the calendar."""

    ms: int = 0
    months: int = 0


@frozen(kw_only=True)
class Defaults(Record):
    """What a phone of a header has that it does not say: the date of its world, its region, the beginnings of its IMSI and IMEI."""

    date: str = field(validator=a_date_at_all)
    region: str
    mcc_mnc: str
    tac: str


@frozen(kw_only=True)
class Table(Record):
    """The file, section by section: id → word."""

    headers: dict[str, Word]
    attributes: dict[str, Word]
    verbs: dict[str, Verb]
    life: dict[str, LifeVerb]
    site: dict[str, SiteVerb]
    sections: dict[str, Word]
    listings: dict[str, Word]
    said: dict[str, Word]
    replies: dict[str, Word]
    steps: dict[str, Word]
    settings: dict[str, Word]
    clauses: dict[str, Word]
    wire: dict[str, Word]
    rows: dict[str, Word]
    reasons: dict[str, Word]
    units: dict[str, Unit]
    spans: dict[str, SpanUnit]
    fields: dict[str, Word]
    values: dict[str, Word]
    paces: dict[str, Word]
    volatile: dict[str, str]
    """Value of the operator's texts that differs from one time to another → the type of its place in a recording."""
    defaults: Defaults


@frozen
class Found:
    """A word that stands in a text: its id, its language, and where it ends."""

    id: str
    language: Language
    end: int


class Section:
    """The words of one section, found in a text by their longest spelling, whatever their case unless `exact`."""

    def __init__(self, words: Mapping[str, Word], *, exact: bool = False) -> None:
        """Index the words.

        Args:
            words: id → word.
            exact: only the spelling of the file counts, so that other texts may be written small.
        """
        self.words = words
        self.exact = exact
        self._spelled: dict[str, tuple[str, Language]] = {}
        for name, word in words.items():
            for language in LANGUAGES:
                for spelling in word.spellings(language):
                    self._spelled.setdefault(self._key(spelling), (name, language))
        self._small = {spelling.casefold().split()[0]: spelling for spelling in self._spelled}
        longest = sorted(self._spelled, key=len, reverse=True)
        blank = r"[ \u00a0]+"
        alternatives = "|".join(blank.join(map(re.escape, spelling.split())) for spelling in longest)
        self._pattern = re.compile(rf"(?:{alternatives})(?!\w)", 0 if exact else re.IGNORECASE)

    def find(self, text: str, at: int = 0) -> Found | None:
        """The word that stands at a place of a text."""
        found = self._pattern.match(text, at)
        if found is None:
            return None
        name, language = self._spelled[self._key(found[0])]
        return Found(name, language, found.end())

    def write(self, name: str, language: Language) -> str:
        """The first spelling of a word."""
        return self.words[name].spellings(language)[0]

    def spelling_of(self, word: str) -> str | None:
        """The spelling that begins with a word in another case; None if none does."""
        return self._small.get(word.casefold())

    @property
    def first_words(self) -> tuple[str, ...]:
        """The words with which the spellings begin."""
        return tuple(self._small)

    def hint(self, written: str) -> str:
        """` (did you mean …?)` for the spelling that is most like what was written."""
        spellings = [spelling for word in self.words.values() for one in LANGUAGES for spelling in word.spellings(one)]
        return nearest(written, spellings)

    def _key(self, spelling: str) -> str:
        plain = " ".join(spelling.split())
        return plain if self.exact else plain.casefold()


@frozen(eq=False)
class Vocabulary:
    """All sections, indexed; `table` has what the words mean."""

    table: Table
    sections: dict[str, Section]
    purses: tuple[str, ...]
    """The names of all purses, also of those that have no unit here."""

    def __getitem__(self, section: str) -> Section:
        return self.sections[section]

    @cached_property
    def kinds(self) -> Mapping[str, Verb]:
        """Every verb by its id, whatever section has it."""
        return {**self.table.verbs, **self.table.life, **self.table.site}

    def section_of(self, verb: str) -> str:
        """The section of a verb."""
        return next(section for section in VERBS if verb in self.sections[section].words)

    def begins_verb(self, word: str) -> str | None:
        """The spelling of a verb that begins with a word in any case; None if none does."""
        found = (self.sections[section].spelling_of(word) for section in VERBS)
        return next((spelling for spelling in found if spelling is not None), None)

    def verb_like(self, written: str) -> str:
        """Which verb is meant, or all that begin with the same word."""
        spellings = [one for verb in self.kinds.values() for language in LANGUAGES for one in verb.spellings(language)]
        word = written.split(maxsplit=1)[0]
        mine = [one for one in spellings if one.split()[0] == word]
        return nearest(" ".join(written.split()[:2]), mine).strip(" ()") or f"expected one of {', '.join(mine)}"

    @cached_property
    def unit_of(self) -> dict[str, tuple[str, ...]]:
        """Purse → the units in which its amounts are written, the largest first, those of one purse alone."""
        found: dict[str, tuple[str, ...]] = {}
        alone = [(name, unit) for name, unit in self.table.units.items() if len(unit.purses) == 1]
        for name, unit in sorted(alone, key=lambda row: -row[1].step):
            found[unit.purses[0]] = (*found.get(unit.purses[0], ()), name)
        return found


EXACT: Final = frozenset({*VERBS, "said", "replies"})
"""Sections whose words stand where other texts may stand."""


def read_words(fixtures: Fixtures) -> Vocabulary:
    """The words of some fixtures.

    Raises:
        FixtureError: the file has mistakes.
    """
    table = fixtures.read("dialog", Table)
    names = [name for name in Table.__annotations__ if name not in ("defaults", "volatile")]
    sections = {name: Section(getattr(table, name), exact=name in EXACT) for name in names}
    return Vocabulary(table, sections, tuple(fixtures.tree("purses")))


@cache
def bundled_words() -> Vocabulary:
    """The words of our own fixtures, read once."""
    return read_words(Fixtures())
