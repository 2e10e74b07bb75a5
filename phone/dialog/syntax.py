"""Reading a dialog: line by line, the first token decides; all mistakes of a file at once.

A mistake in a line loses that line and the lines below that belong to it; reading goes on at the next line that begins
without a blank. The grammar is told in docs/dialogs.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import PurePath
from typing import Any, Final, NoReturn

from attrs import define, evolve, field

from phone.dialog.actions import take_action, take_operator
from phone.dialog.bindings import unbound
from phone.dialog.checks import take_ledger, take_refused, take_reply, take_screen, take_value
from phone.dialog.cursor import Cursor, Form, Piece
from phone.dialog.header import NAME, is_header, take_header, take_phone
from phone.dialog.heads import MARKS, OPERATOR, Names, only_person, take_head
from phone.dialog.model import (
    Action,
    Bar,
    Case,
    Cue,
    Dialog,
    Header,
    LedgerCheck,
    OperatorAction,
    PhoneRow,
    Reply,
    Screen,
    Step,
)
from phone.dialog.problems import DialogError, Mistake, Unread
from phone.dialog.rows import read_bar, read_ledger_row, read_screen_row
from phone.dialog.staging import take_air, take_cue, take_passing, take_then
from phone.dialog.words import Vocabulary, bundled_words

People = Callable[[str], Mapping[str, str]]
"""The people of a world by its name (the default one's if it is empty): name → alias. It raises ValueError for no world."""

_CASE: Final = re.compile(r"==+[ \t]*(?P<title>.*?)[ \t]*(?:\[(?P<tags>[^\[\]]*)\])?[ \t]*")
BAR: Final = "  | "
"""How a line of a text begins in good form."""
COMMENTS: Final = ("", "#", "№")
"""What a line begins with that says nothing: a blank one, or a comment."""
_TAG: Final = re.compile(r"\w+")
_HEADS: Final = {"locale": "locales", "set": "settings"}
"""Headers whose field is called otherwise."""


def parse(text: str, name: str, people: People, words: Vocabulary | None = None, *, title: str | None = None) -> Dialog:
    """A dialog from its text.

    Args:
        text: the characters of the file; line feeds alone or behind carriage returns, a byte order mark may lead.
        name: how messages call the file.
        people: who lives in a world.
        words: the vocabulary, the bundled one by default.
        title: of the case of a file without `==`; that of the file by default.

    Raises:
        DialogError: with every mistake of the file.
    """
    reader = _Reader(text.removeprefix("\ufeff"), name, people, words or bundled_words(), title)
    dialog = reader.read()
    if not reader.mistakes:
        reader.mistakes = list(unbound(dialog))
    if reader.mistakes:
        raise DialogError(name, reader.mistakes)
    return dialog


def lines_of(text: str) -> list[str]:
    """The lines of a text without what ends them."""
    return [line.removesuffix("\r") for line in text.split("\n")]


@define
class _Reader:
    """How far a file is read."""

    text: str
    name: str
    people: People
    words: Vocabulary
    title: str | None
    mistakes: list[Mistake] = field(factory=list)
    forms: dict[int, Form] = field(factory=dict)
    given: dict[str, Any] = field(factory=dict)
    phones: list[PhoneRow] = field(factory=list)
    called: list[str] = field(factory=list)
    """The names of the header's phones, also of those that could not be read."""
    start: list[Step] = field(factory=list)
    cases: list[Case] = field(factory=list)
    steps: list[Step] | None = None
    """Where steps go: None while the header is read."""
    names: Names = field(factory=lambda: Names({}, ()))
    opened: Step | str | None = None
    """What the next line with a blank before it belongs to: a step, or `phones`."""
    rows: list[Any] = field(factory=list)
    lost: bool = False
    """Whether lines with a blank before them belong to a line that could not be read."""

    def read(self) -> Dialog:
        lines = lines_of(self.text)
        for number, line in enumerate(lines, start=1):
            if line.lstrip()[:1] in COMMENTS or self._plain_bar(line, number):
                continue
            cursor = Cursor(line, self.words)
            try:
                if line[0] in " \t":
                    self._below(cursor, number)
                else:
                    self._close()
                    self._line(cursor, number)
            except Unread as error:
                self.lost = self.lost or line[0] not in " \t"
                self._mistake(number, line, error)
                continue
            self.forms[number] = tuple(cursor.form)
        self._close()
        if self.steps is None:
            self._end_header(len(lines))
        return self._dialog()

    def _plain_bar(self, line: str, number: int) -> bool:
        """Whether a line is the commonest one, and is taken: a line of a text, in good form and without places."""
        plain = line.startswith(BAR) and "{" not in line and "}" not in line and isinstance(self.opened, Reply)
        if plain and not self.opened.inline:  # type: ignore[union-attr]
            self.rows.append(Bar(number, "", line[len(BAR) :]))
            self.forms[number] = (line,)
            return True
        return False

    def _mistake(self, number: int, line: str, error: Unread) -> None:
        self.mistakes.append(Mistake(number, error.start, error.end, error.message, error.hint, line))

    def _line(self, cursor: Cursor, number: int) -> None:
        self.lost = False
        if cursor.text.startswith("=="):
            self._case(cursor, number)
            return
        if self.steps is None:
            word = self.words["steps"].find(cursor.text)
            staged = word is not None and word.id in STAGED
            if is_header(cursor.text) and not staged:
                self._header(cursor, number)
                return
            self._end_header(number)
        assert self.steps is not None, "the header has ended"
        step = self._step(cursor, number)
        self.steps.append(step)
        if isinstance(step, Cue):
            self.opened = step if step.kind in STAGED else None
        elif isinstance(step, Reply | Screen | LedgerCheck | Action | OperatorAction):
            self.opened = step

    def _header(self, cursor: Cursor, number: int) -> None:
        name, value = take_header(cursor)
        if name == "phones":
            self.opened = name
        elif name == "set":
            self.given[name] = (*self.given.get(name, ()), value)
        elif name in self.given:
            raise cursor.wrong(f'"{name}" again', "each header stands once", 0)
        else:
            self.given[name] = value
        if name == "world":
            self.given["world line"] = number

    def _end_header(self, number: int) -> None:
        """Who is there is known now."""
        self.steps = self.start
        world = self.given.get("world", "")
        people: dict[str, str] = {}
        if world or not self.phones:
            try:
                people = dict(self.people(world))
            except ValueError as error:
                line = self.given.get("world line", number)
                self.mistakes.append(Mistake(line, 0, 1, str(error).splitlines()[0], "", lines_of(self.text)[line - 1]))
        for phone in self.phones:
            if Names.of(people).find(phone.name) is None:
                people[phone.name] = next((a.values[0] for a in phone.attributes if a.name == "alias"), "")
                if not phone.msisdn:
                    message, hint = f'the phone of "{phone.name}" has no number', "such as: +7 916 000-00-01"
                    self._mistake(phone.line, lines_of(self.text)[phone.line - 1], Unread(message, hint, 2, 3))
        known = Names.of(people)
        self.names = Names.of(people | {name: "" for name in self.called if known.find(name) is None})

    def _case(self, cursor: Cursor, number: int) -> None:
        if self.steps is None:
            self._end_header(number)
        found = _CASE.fullmatch(cursor.text)
        assert found is not None, "every line that begins so is a case"
        steps: list[Step] = []
        self.steps = steps
        title = found["title"]
        if not title:
            raise cursor.wrong("a case has a title", "such as: == join by the menu [smoke]", 0)
        if "::" in title:
            at = cursor.text.index("::")
            raise cursor.wrong('a title has no "::"', "it would divide the names of tests", at, at + 2)
        if any(case.title == title for case in self.cases):
            raise cursor.wrong(
                f'a case is called "{title}" already', "each has a title of its own", found.start("title")
            )
        tags = tuple(filter(None, re.split(r"[\s,]+", found["tags"] or "")))
        wrong = next((tag for tag in tags if not _TAG.fullmatch(tag)), None)
        if wrong is not None:
            raise cursor.wrong(f'"{wrong}" is no tag', "a tag is one word", cursor.text.rindex("["))
        cursor.form += ["==", title, *([f"[{', '.join(tags)}]"] if tags else [])]
        self.cases.append(Case(number, title, tags, steps))  # type: ignore[arg-type]

    def _step(self, cursor: Cursor, number: int) -> Step:
        head = take_head(cursor, self.names)
        if head is not None and head.name == OPERATOR:
            return take_operator(cursor, number, self.names)
        if head is not None:
            return (
                take_reply(cursor, head, number) if head.mark == "<" else take_action(cursor, head, number, self.names)
            )
        screen = self._screen(cursor, number)
        if screen is not None:
            return screen
        what = cursor.keyword("steps")
        return self._unknown(cursor) if what is None else STEPS[what](cursor, number, self.names)

    def _screen(self, cursor: Cursor, number: int) -> Screen | None:
        """`NAME screen`; None if the line is something else."""
        found = NAME.match(cursor.text)
        name = self.names.find(found[0]) if found else None
        if found is None or name is None:
            return None
        cursor.at = found.end()
        cursor.form.append(found[0])
        if not cursor.word("steps", "screen"):
            raise cursor.wrong(f"what of {found[0]}?", f"expected {found[0]} >, {found[0]} < or {found[0]} screen")
        return take_screen(cursor, name, number)

    def _unknown(self, cursor: Cursor) -> NoReturn:
        word = cursor.rest.split()[0]
        if is_header(cursor.text) and self.words["headers"].find(cursor.text):
            raise cursor.wrong("a header stands before the first step and the first case", "", 0, len(word))
        close = self.words["steps"].hint(word).strip(" ()")
        expected = "a line begins with NAME >, NAME <, NAME screen, ledger, clock, wait, == or another word of dialogs"
        raise cursor.wrong(f'"{word}" begins no line', close or expected, 0, len(word))

    def _below(self, cursor: Cursor, number: int) -> None:
        """A line with a blank before it."""
        match self.opened:
            case "phones":
                self._named(cursor)
                phone, cursor.form = _phone_of(cursor.text, self.words)
                self._phone(evolve(phone, line=number), cursor)
            case Screen():
                self.rows.append(read_screen_row(cursor, number))
            case LedgerCheck():
                self.rows.append(read_ledger_row(cursor, number, self.names))
            case (
                Reply(inline=False)
                | Action(verb="say" | "sms" | "mms", text="")
                | OperatorAction(text="")
                | Cue(kind="say" | "mark" | "card", text="")
            ):
                self.rows.append(read_bar(cursor, number))
            case None if self.lost:
                return
            case None:
                raise cursor.wrong(
                    "a line with a blank before it belongs to nothing", "it stands below a reply or a check"
                )
            case _:
                raise cursor.wrong(
                    "the text stands behind the colon already", "write all of it here, or all of it there"
                )

    def _named(self, cursor: Cursor) -> None:
        """Remember a name also if the rest of its line is a mistake, so that its steps are none."""
        cursor.skip()
        found = NAME.match(cursor.text, cursor.at)
        if found is not None:
            self.called.append(found[0])

    def _phone(self, phone: PhoneRow, cursor: Cursor) -> None:
        sims = [sim for one in (*self.phones, phone) for sim in _numbers(one)]
        twice = next((sim for sim in sims if sims.count(sim) > 1), None)
        if twice is not None:
            raise cursor.wrong("two phones have this number", "each number belongs to one SIM", 2)
        if any(one.name.casefold() == phone.name.casefold() for one in self.phones):
            raise cursor.wrong(f'"{phone.name}" has a phone already', "each name stands once", 2)
        self.phones.append(phone)

    def _close(self) -> None:
        """Give a step the lines that belong to it."""
        rows, step = tuple(self.rows), self.opened
        self.opened, self.rows = None, []
        if isinstance(step, Action) and not rows and self.forms[step.line][-1] in MARKS:
            line = lines_of(self.text)[step.line - 1]
            missing = Unread(
                "an action is missing", 'such as: Анна > 1; an empty reply is ""', len(line.rstrip()), len(line)
            )
            self._mistake(step.line, line, missing)
        if not rows or self.steps is None or isinstance(step, str | None):
            return
        match step:
            case LedgerCheck():
                self.steps[-1] = evolve(step, rows=rows)
            case Reply() | Screen() | Cue():
                self.steps[-1] = evolve(step, bars=rows)
            case Action() | OperatorAction():
                self.steps[-1] = evolve(step, text="\n".join(bar.text for bar in rows))

    def _dialog(self) -> Dialog:
        cases = [evolve(case, steps=tuple(case.steps)) for case in self.cases]
        start = tuple(self.start)
        if not cases:
            cases = [Case(1, self.title or PurePath(self.name).stem, (), start)]
            start = ()
        named = {_HEADS.get(key, key): value for key, value in self.given.items() if " " not in key}
        header = Header(**named, phones=tuple(self.phones))
        return Dialog(self.name, self.text, header, start, tuple(cases), self.forms)


def _operator(cursor: Cursor, _line: int, _names: Names) -> NoReturn:
    raise cursor.wrong("the operator acts", "such as: operator > SMS Анна from BANK: …", 0)


STEPS: Final[Mapping[str, Callable[[Cursor, int, Names], Step]]] = {
    "screen": lambda cursor, line, names: take_screen(cursor, only_person(cursor, names), line),
    "ledger": take_ledger,
    "balance": partial(take_value, "balance"),
    "points": partial(take_value, "points"),
    "state": partial(take_value, "state"),
    "refused": take_refused,
    "clock": partial(take_passing, jump=True),
    "wait": partial(take_passing, jump=False),
    "then": take_then,
    "air": take_air,
    "say": partial(take_cue, "say"),
    "mark": partial(take_cue, "mark"),
    "card": partial(take_cue, "card"),
    "pause": partial(take_cue, "pause"),
    "pace": partial(take_cue, "pace"),
    OPERATOR: _operator,
}
"""What reads the steps that begin with a word of their own."""


@lru_cache(maxsize=1024)
def _phone_of(line: str, words: Vocabulary) -> tuple[PhoneRow, list[Piece]]:
    """A phone of a header and the form of its line: the same phones come again in file after file."""
    cursor = Cursor(line, words)
    return take_phone(cursor, 0), cursor.form


STAGED: Final = frozenset({"say", "mark", "card"})
"""Steps that have the form of a header."""


def _numbers(phone: PhoneRow) -> list[str]:
    sims = [attribute.values[0] for attribute in phone.attributes if attribute.name == "sim"]
    return [*([phone.msisdn] if phone.msisdn else []), *sims]
