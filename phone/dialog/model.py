"""A dialog as it was read: the header, what all cases begin with, and the cases with their steps."""

from __future__ import annotations

from typing import Literal

from attrs import Factory, frozen

from phone.dialog.amounts import Span
from phone.dialog.cursor import Form

ANYBODY = ""
"""The name of a step that names nobody: the only phone of the header."""


@frozen
class Attribute:
    """What a phone of the header has: the name of the attribute, and its values as they are written."""

    name: str
    values: tuple[str, ...] = ()


@frozen
class PhoneRow:
    """A phone of the header: its line, its owner, its number if the world does not have it already, and what it has."""

    line: int
    name: str
    msisdn: str = ""
    attributes: tuple[Attribute, ...] = ()


@frozen(kw_only=True)
class Header:
    """What a file says of all its cases; what it does not say is empty."""

    title: str = ""
    date: str = ""
    locales: tuple[str, ...] = ("ru",)
    language: str = ""
    world: str = ""
    edition: str = ""
    settings: tuple[str, ...] = ()
    fixtures: str = ""
    seed: int | None = None
    size: tuple[int, int] | None = None
    tags: tuple[str, ...] = ()
    strict: bool = True
    phones: tuple[PhoneRow, ...] = ()


@frozen
class Bar:
    """A line of text behind a bar: for one locale or for all, as a template.

    `runs` are the styles that a row of a display must have, each a style or a style with its columns (`inv 0-20`).
    """

    line: int
    locale: str
    text: str
    runs: tuple[str, ...] = ()


Bars = tuple[Bar, ...]


@frozen
class Wire:
    """How a reply must have travelled; what is None is not compared."""

    coding: str | None = None
    units: int | None = None
    limit: int | None = None
    parts: int | None = None


@frozen
class Reply:
    """What a phone is told: the kind of a reply, from whom, when, and its text.

    `sender` and `at` are empty where they are not compared; `inline` says that the text stands behind the head.
    """

    line: int
    name: str
    kind: str
    sender: str = ""
    at: str = ""
    wire: Wire | None = None
    bars: Bars = ()
    inline: bool = False


@frozen
class Nothing:
    """A phone is told nothing, for a time or at this moment."""

    line: int
    name: str
    span: Span | None = None


@frozen
class Anything:
    """Whatever a phone was told is passed over."""

    line: int
    name: str


@frozen
class Screen:
    """What a display shows: all its rows, or some of them in this order."""

    line: int
    name: str
    contains: bool
    bars: Bars


@frozen
class Row:
    """A row of a ledger check.

    Attributes:
        line: where it stands.
        kind: a change, what is there in the end, no change at all, or any rows.
        sign: + or - of a change.
        amounts: a template of the number, and the unit's id or the name of a purse that has none; a total may have more.
        reason: the kind of entry, empty where it is not compared.
        detail: a template of what was ordered, earned with …; empty where it is not compared.
        clauses: (till, at, to, from, op) → a template.
    """

    line: int
    kind: Literal["change", "total", "none", "any"]
    sign: str = ""
    amounts: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    detail: str = ""
    clauses: tuple[tuple[str, str], ...] = ()


@frozen
class LedgerCheck:
    """What somebody's account went through since the last such check: all purses, or those of one unit."""

    line: int
    name: str
    unit: str
    rows: tuple[Row, ...]


@frozen
class ValueCheck:
    """One value of a subscriber or phone: its name, or `balance` and `points`, and a template of it."""

    line: int
    name: str
    field: str
    template: str


@frozen
class RefusedCheck:
    """What the operator refused since the last action: the rule, and templates of some of its values."""

    line: int
    name: str
    rule: str
    values: tuple[tuple[str, str], ...] = ()


@frozen
class Action:
    """What somebody does.

    Attributes:
        line: where it stands.
        name: whose phone; empty for the only one.
        slot: on which SIM, from 0; None for the one that is in use.
        verb: `say` for a code or a reply, else a verb of the vocabulary.
        to: whom or what it is for: a number, an amount, a name.
        text: what is said, with line feeds.
        setup: whether all that it brings is passed over.
        times: how often it is done.
        every: how much time lies between.
    """

    line: int
    name: str
    verb: str
    to: str = ""
    text: str = ""
    slot: int | None = None
    setup: bool = False
    times: int = 1
    every: Span | None = None


@frozen
class OperatorAction:
    """What the operator does by itself: writes, asks or calls; `sender` is who it seems to be from."""

    line: int
    verb: str
    name: str
    sender: str = ""
    text: str = ""
    flash: bool = False
    notify: bool = False


@frozen
class Passing:
    """Time passes: by a span, or to a date.

    `jump` says that an audience is shown a jump and no waiting, `exact` that the time counts from the step before itself, and
    not from when all that came of that had arrived.
    """

    line: int
    jump: bool
    span: Span | None = None
    date: str = ""
    exact: bool = False


@frozen
class Air:
    """The weather around a phone changes."""

    line: int
    name: str
    state: str
    span: Span | None = None


@frozen
class Cue:
    """What only an audience is shown: a caption, a mark, a card, a pause, another pace.

    Captions, marks and cards stand behind their colon, or below it in bars, so that each locale has its own.
    """

    line: int
    kind: str
    text: str = ""
    span: Span | None = None
    bars: Bars = ()

    def told(self, locale: str) -> str:
        """What it says in a locale; to a reader of transliterated texts it speaks Russian."""
        language = "en" if locale == "en" else "ru"
        return self.text or "\n".join(bar.text for bar in self.bars if bar.locale in ("", locale, language))


Check = Reply | Nothing | Anything | Screen | LedgerCheck | ValueCheck | RefusedCheck
Deed = Action | OperatorAction | Passing | Air
Step = Check | Deed | Cue


@frozen
class Case:
    """One story, told in a fresh world: its steps after those that all cases begin with."""

    line: int
    title: str
    tags: tuple[str, ...]
    steps: tuple[Step, ...]


@frozen
class Dialog:
    """A file.

    Attributes:
        name: how messages call it.
        text: its characters, without the byte order mark.
        header: what it says of all cases.
        start: the steps with which every case begins.
        cases: at least one; a file without `==` is one case of the file's name.
        forms: number of a line → its form; lines without one are blank or comments.
    """

    name: str
    text: str
    header: Header
    start: tuple[Step, ...]
    cases: tuple[Case, ...]
    forms: dict[int, Form] = Factory(dict)
