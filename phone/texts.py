"""The texts that people read: templates with values, plural forms, dates and numbers in the language of the reader.

A template is a string with places: `{name}` as it is, `{name:points}` by the phrase "points" with its plural forms,
`{name:money}` kopecks as roubles (150,00), `{name:sum}` the same without idle zeroes (150), `{name:date}`, `{name:time}`, `{name:datetime}` for UTC epoch milliseconds in the
operator's zone, `{name:msisdn}` as +7 916 000-00-01, `{name:text}` the text of the key that the value names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from attrs import field, frozen

from ledger.calendar import MINUTE_MS
from ledger.loading import Fixtures
from phone.air.text import Span, Text
from phone.languages import Language

LANGUAGES = ("ru", "en", "translit")
DERIVED = {"translit": "ru"}
"""Languages that are written by a letter table from another one."""
OWN = {language: DERIVED.get(language, language) for language in LANGUAGES}
"""Language → the one in which phones, faces and books speak to who has chosen it: the operator alone writes by letter tables."""

PLACE = re.compile(r"\{(?P<name>\w+)(?::(?P<form>[\w.]+))?\}")


@lru_cache(maxsize=4096)
def parsed(template: str) -> tuple[tuple[str, str | None, str | None], ...]:
    """A template as (its own words, None, None) and ("", name, form) of its places, in order; empty words left out."""
    parts: list[tuple[str, str | None, str | None]] = []
    done = 0
    for place in PLACE.finditer(template):
        parts += [(template[done : place.start()], None, None), ("", place["name"], place["form"])]
        done = place.end()
    parts.append((template[done:], None, None))
    return tuple(part for part in parts if part[0] or part[1] is not None)


@frozen
class TextFile:
    """One file of texts: `texts` by key, and `phrases`, which are texts with CLDR plural forms of `n`."""

    texts: dict[str, str]
    phrases: dict[str, dict[str, str]] = field(factory=dict)


@frozen
class Letters:
    """The table by which translit is written: letters of the source, lower and upper case, to Latin ones."""

    letters: dict[str, str]


@frozen
class Texts:
    """All texts in all languages.

    Attributes:
        files: language → its texts and phrases.
        letters: character → what stands for it in translit.
        zone: where dates and times are told.
        languages: language → how it writes plurals, days and sums.
    """

    files: Mapping[str, TextFile]
    letters: Mapping[str, str]
    zone: ZoneInfo
    languages: Mapping[str, Language]
    _plain: dict[tuple[str, str], Text] = field(factory=dict, init=False, repr=False, eq=False)
    """(key, language) → a text without places, which is always the same: screens and menus ask for them again and again."""

    @classmethod
    def load(cls, fixtures: Fixtures, zone: ZoneInfo) -> Texts:
        """The texts of `fixtures/texts/`: every file `NAME.LANGUAGE.json` adds to its language.

        Raises:
            FixtureError: a file has a mistake.
        """
        files = {}
        for language in LANGUAGES:
            if language not in DERIVED:
                read = [fixtures.read(name, TextFile) for name in fixtures.names(f"texts/*.{language}")]
                files[language] = TextFile(
                    texts={key: text for file in read for key, text in file.texts.items()},
                    phrases={key: forms for file in read for key, forms in file.phrases.items()},
                )
        letters = fixtures.read("texts/translit", Letters).letters
        capitals = {letter.upper(): written.capitalize() for letter, written in letters.items()}
        return cls(files, capitals | letters, zone, fixtures.read("languages", dict[str, Language]))

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self.first.texts

    @property
    def first(self) -> TextFile:
        """The texts and phrases of the first language; the others have the same keys, and `zvonilka check` tells if not."""
        return self.files[LANGUAGES[0]]

    def word(self, key: str, language: str, /, **values: int | str) -> str:
        """The characters of `render`."""
        return self.fill(key, language, values).value

    def render(self, key: str, language: str, /, **values: int | str) -> Text:
        """The text of a key with its values in their places, and where they stand.

        Raises:
            KeyError: there is no such text, or a value is missing.
        """
        return self.fill(key, language, values)

    def fill(self, key: str, language: str, values: Mapping[str, int | str]) -> Text:
        """The same with the values in one mapping, which may hold more of them than the text has places."""
        plain = self._plain.get((key, language))
        if plain is not None:
            return plain
        source = DERIVED.get(language, language)
        pieces: list[str] = []
        spans: list[Span] = []
        length = 0
        for words, name, form in parsed(self.files[source].texts[key]):
            piece = words if name is None else self._write(values[name], form, source)
            if language in DERIVED:
                piece = self.transliterate(piece)
            start, length = length, length + len(piece)
            if name is not None:
                spans.append(Span(name, start, length))
            pieces.append(piece)
        text = Text("".join(pieces), key, tuple(spans))
        if not spans:
            self._plain[key, language] = text
        return text

    def phrase(self, name: str, number: int, language: str, kopecks: int | None = None) -> str:
        """A phrase with its plural form for a number; with `kopecks` that sum of money stands for the number."""
        source = DERIVED.get(language, language)
        written = self._write(number, name, source)
        if kopecks is not None and kopecks % 100:
            forms = self.files[source].phrases[name]
            written = forms["other"].replace("{n}", self._money(kopecks, source))
        return self.transliterate(written) if language in DERIVED else written

    def transliterate(self, text: str) -> str:
        """Russian letters in Latin ones, so that the text fits the GSM-7 alphabet."""
        return "".join(self.letters.get(character, character) for character in text)

    def clock(self, at_ms: int) -> str:
        """The time of day as a phone shows it: 10:02."""
        return _clock(at_ms // MINUTE_MS, self.zone)

    def _write(self, value: int | str, form: str | None, language: str) -> str:
        if form is None:
            return str(value)
        if form == "text":
            return self.word(str(value), language)
        if form in FORMS:
            return FORMS[form](self, int(value), language)
        number = int(value)
        forms = self.files[language].phrases[form]
        return forms[self.languages[language].form(number)].replace("{n}", str(number))

    def _local(self, at_ms: int) -> datetime:
        return datetime.fromtimestamp(at_ms / 1000, self.zone)

    def _date(self, at_ms: int, language: str) -> str:
        return self.languages[language].day(self._local(at_ms).date())

    def _time(self, at_ms: int, _language: str) -> str:
        return self.clock(at_ms)

    def _datetime(self, at_ms: int, language: str) -> str:
        return f"{self._date(at_ms, language)} {self.clock(at_ms)}"

    def _money(self, kopecks: int, language: str) -> str:
        return self.languages[language].money(kopecks)

    def _sum(self, kopecks: int, language: str) -> str:
        return self._money(kopecks, language) if kopecks % 100 else str(kopecks // 100)

    def _msisdn(self, number: int, _language: str) -> str:
        return spaced(str(number))


FORMS: Mapping[str, Callable[[Texts, int, str], str]] = {
    "date": Texts._date,  # noqa: SLF001  (the class's own table of forms)
    "time": Texts._time,  # noqa: SLF001
    "datetime": Texts._datetime,  # noqa: SLF001
    "money": Texts._money,  # noqa: SLF001
    "sum": Texts._sum,  # noqa: SLF001
    "msisdn": Texts._msisdn,  # noqa: SLF001
}
"""Forms of a place that are no phrase."""


def spaced(msisdn: str) -> str:
    """A Russian number as people write it: 79160000001 → +7 916 000-00-01; others as they are."""
    if len(msisdn) != 11 or not msisdn.isdecimal():
        return msisdn
    return f"+{msisdn[0]} {msisdn[1:4]} {msisdn[4:7]}-{msisdn[7:9]}-{msisdn[9:]}"


@lru_cache(maxsize=512)
def _clock(minute: int, zone: ZoneInfo) -> str:
    """The time of day of a minute since the epoch: displays and lists show the same ones again and again."""
    return datetime.fromtimestamp(minute * 60, zone).strftime("%H:%M")
