"""Writing a dialog: actions, replies and displays as the lines that read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from attrs import frozen

from ledger.calendar import local
from phone.dialog.actions import SAY, is_plain
from phone.dialog.hearing import Heard
from phone.dialog.model import Action
from phone.dialog.strokes import HOLD, UNIT
from phone.dialog.template import inside, literal
from phone.dialog.words import Language, Vocabulary
from phone.handset.ui.frame import Row

INDENT: Final = "  "
_PLAIN: Final = re.compile(r"[^\s(:\"{}]+")


def bar(text: str, locale: str = "") -> str:
    """A line of a text behind its bar; the text is a template."""
    return f"{INDENT}{locale}| {text}" if text else f"{INDENT}{locale}|"


def bars(text: str) -> tuple[str, ...]:
    """The lines of a text as templates of exactly these; none for an empty text."""
    return tuple(map(literal, text.split("\n"))) if text else ()


def moment(at_ms: int, zone: ZoneInfo, like: str = "0000-00-00 00:00") -> str:
    """A date and time of the zone's clock, as exactly as `like` is written."""
    return local(at_ms, zone).strftime("%Y-%m-%d %H:%M:%S")[: len(like)]


@frozen
class Writer:
    """Writes in the words of a language."""

    words: Vocabulary
    language: Language
    zone: ZoneInfo

    def word(self, section: str, name: str) -> str:
        """A word of the vocabulary."""
        return self.words[section].write(name, self.language)

    def unit(self, name: str) -> str:
        """A unit, or the name of a purse that has none."""
        return self.word("units", name) if name in self.words["units"].words else name

    def reason(self, kind: str) -> str:
        """What an entry was, in a word."""
        return self.word("reasons", kind) if kind in self.words["reasons"].words else kind

    def name(self, name: str, slot: int | None = None) -> str:
        """Whose phone, and the SIM if it is not the first."""
        return f"{name}/{slot + 1}" if slot else name

    def action(self, action: Action) -> tuple[str, ...]:
        """An action, with the lines of a text that cannot stand behind its head; its text is a template already."""
        head = f"{self.name(action.name, action.slot)} >"
        if action.verb == SAY:
            return self._said(head, action.text)
        section = self.words.section_of(action.verb)
        head = f"{head} {self.word(section, action.verb)}"
        if action.verb in ("sms", "mms"):
            return self.below(f"{head} {action.to}:", action.text)
        if section == "site":
            return (f"{head} {action.to or action.text}".rstrip(),)
        if action.verb == "keys":
            return (f"{head} {self._keys(action.to)}",)
        if action.verb == "type":
            return (f"{head} {_in_quotes(action.text)}",)
        if action.verb == "set":
            setting, _, value = action.to.partition(" ")
            return (f"{head} {self.word('settings', setting)} {value}",)
        if action.to in self.words["values"].words:
            return (f"{head} {self.word('values', action.to)}",)
        number, _, unit = action.to.partition(" ")
        if section == "life" and unit in self.words["units"].words:
            return (f"{head} {number} {self.word('units', unit)}",)
        return (f"{head} {action.to}".rstrip(),)

    def below(self, head: str, text: str) -> tuple[str, ...]:
        """A head that ends in a colon, with a text behind it or, if it cannot stand there, below it."""
        return (f"{head} {text}".rstrip(),) if is_plain(text) else (head, *_below(text))

    def _keys(self, keys: str) -> str:
        """Keys as they are taken from a line, in the words of the language."""
        hold, unit = self.word("clauses", HOLD), self.word("spans", "millisecond")
        tokens = (hold if token == HOLD else re.sub(rf"(?<=\d){UNIT}$", unit, token) for token in keys.split())
        return " ".join(tokens)

    def _said(self, head: str, text: str) -> tuple[str, ...]:
        word = (text.split() or [""])[0]
        verb = self.words.begins_verb(word) is not None
        if is_plain(text) and not verb and text and not (text[0] == text[-1] == '"'):
            return (f"{head} {text}",)
        return (f'{head} "{text}"',) if is_plain(text.strip()) else (head, *_below(text))

    def head(self, heard: Heard, at: str = "") -> str:
        """What somebody was told, without the text; with `at` also when, as exactly as that is written."""
        head = f"{heard.name} < {self.word('replies', heard.kind)}"
        if heard.sender:
            head = f"{head} {self.word('clauses', 'from')} {quoted(heard.sender)}"
        return f"{head} {self.word('clauses', 'at')} {moment(heard.at_ms, self.zone, at)}" if at else head

    def reply(self, heard: Heard, at: str = "") -> tuple[str, ...]:
        """What somebody was told, with its text behind bars."""
        return (self.head(heard, at), *map(bar, bars(heard.text.value)))

    def screen(self, name: str, rows: Iterable[Row], *, contains: bool = False) -> Iterator[str]:
        """A display: all its rows, or with `contains` those that have something on them."""
        head = f"{name} {self.word('steps', 'screen')}"
        yield f"{head} {self.word('clauses', 'contains')}" if contains else head
        for row in rows:
            if row.text.strip() or not contains:
                yield f"{INDENT}|{inside(row.text)}|"


def _below(text: str) -> tuple[str, ...]:
    """The lines of a template behind their bars."""
    return tuple(map(bar, text.split("\n")))


def _in_quotes(text: str) -> str:
    """Characters as TYPE has them: in quotes if an editor would lose the blanks at their ends, or they have quotes there."""
    return text if text == text.strip() and text[:1] != '"' else f'"{text}"'


def quoted(sender: str) -> str:
    """A sender as a dialog has it: in quotes if it has blanks or signs that would end it."""
    return sender if _PLAIN.fullmatch(sender) else f'"{sender}"'
