"""Accounts, units, figures and marks of the books in the reader's words; what has no words is told by its own name."""

from __future__ import annotations

from typing import Final

from ledger.entries import Mark
from ledger.marks import INVITED_BY, POOL, SPLIT_FROM
from tui.words import NEVER_MS, Words

OWNERS: Final = frozenset({"to", "friend", "other", "inviter", "owner", "pool", POOL, INVITED_BY, SPLIT_FROM})
"""Figures and marks whose value is the owner of an account."""
MOMENT_MS_LEAST = 1_000_000_000_000
"""September 2001: no amount in a decision is as large, and no moment of a world as small."""


def account_told(account: str, words: Words) -> str:
    """`anna/points` as `Анна: points`, the operator's side by its word."""
    owner, held, purse = account.rpartition("/")
    if not held:
        return _word("side", account, words) or account
    kind = words.purses.get(purse)
    named = words.texts.phrase(kind.phrase, 1, words.language) if kind and kind.unit == "pieces" else purse
    return f"{words.called(owner)}: {_word('purse', purse, words) or named}"


def counted(unit: str, amount: int, words: Words) -> str:
    """The word of a unit for so many of it, without the number."""
    return words.texts.phrase(f"ledger.unit.{unit}", abs(amount), words.language)


def detail_told(name: str, value: int | str, words: Words) -> str:
    """A figure of a decision: `price 150 points`."""
    key = f"ledger.figure.{name}"
    if not words.texts.has(key):
        return f"{name} {value_told(value, words)}"
    if name in OWNERS:
        return words.texts.word(key, words.language, value=words.called(str(value)))
    said = value_told(value, words) if _is_moment(value) else _word(name, str(value), words) or value
    return words.texts.word(key, words.language, value=said)


def mark_told(mark: Mark, words: Words) -> str:
    """What is remembered, and its value; the last part of a name may be a number or another mark's name."""
    value = "∅" if mark.value is None else value_told(mark.value, words)
    value = words.called(value) if mark.name in OWNERS and mark.value is not None else value
    stem, dot, rest = mark.name.partition(".")
    named = _word("mark", f"{stem}{dot}", words)
    name = mark.name if named is None else f"{named}{_word('mark', rest, words) or rest}"
    return f"{name} = {value}"


def value_told(value: int | str, words: Words) -> str:
    """A value of an entry; a moment, which is an integer beyond `MOMENT_MS_LEAST`, as date and time."""
    if not _is_moment(value):
        return str(value)
    return words("never") if int(value) >= NEVER_MS else f"{words.day(int(value))} {words.clock(int(value))}"


def _is_moment(value: int | str) -> bool:
    return isinstance(value, int) and value >= MOMENT_MS_LEAST


def _word(group: str, name: str, words: Words) -> str | None:
    key = f"ledger.{group}.{name}"
    return words.texts.word(key, words.language) if words.texts.has(key) else None
