"""What the verbs of `zvonilka ledger` have in common: whom and when a question is about, and where its answer goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import click
from attrs import evolve, frozen

from ledger.calendar import DAY_MS, NEVER, add_months, local
from ledger.entries import Entry
from ledger.loading import nearest
from ledger.period import Period, ends_at, starts_at
from ledger.query import book_at
from phone.world import World
from tui.ledger_reader import Reader
from tui.ledger_words import LedgerWords
from tui.options import BadInputError, Choices, seat

MONTHS_MAX: Final = 1200
DAYS_MAX: Final = 36_500
"""A hundred years are as far as a forecast looks."""


@frozen
class Question:
    """A question to the books of a world, about one SIM."""

    choices: Choices
    world: World
    msisdn: str

    @classmethod
    def of(cls, given: dict[str, Any], subject: str | None) -> Question:
        """The question of a verb; `subject` names the person before `--as` does.

        Raises:
            BadInputError: nobody is called so.
        """
        choices = Choices(**given)
        if choices.save is not None and not choices.save.exists():
            raise BadInputError(f"--save: {choices.save}: no such file; a question opens no new save")
        world, name, slot = choices.open()
        if subject is not None:
            try:
                name, slot = seat(world, subject)
            except ValueError as error:
                raise BadInputError(str(error)) from error
        return cls(choices, world, world.people[name].msisdns[slot])

    def entries(self) -> Iterator[Entry]:
        """All entries of the journal."""
        return self.world.ledger.entries()

    def reader(self, at: str | None = None) -> Reader:
        """Who is asked about, now or at a past moment.

        Raises:
            BadInputError: `--at` is no date, is before the books or after now, or the books do not know the SIM then.
        """
        at_ms = self.world.now_ms if at is None else self._moment("--at", at)
        if at is not None and at_ms > self.world.now_ms:
            raise BadInputError(f"--at: found {at!r}, expected a moment up to now, {self._clock(self.world.now_ms)}")
        if self.msisdn not in self.world.ledger.book.marks:
            raise BadInputError(f"the books do not know {self.msisdn}: the number is another operator's")
        now = self.anybody()
        if at is None:
            return now
        book = book_at(self.entries(), at_ms)
        if self.msisdn not in book.marks:
            begins = self._clock(self._begins_ms())
            raise BadInputError(f"--at: found {at!r}, expected a moment from {begins} on, when the books open")
        return evolve(now, book=book, at_ms=at_ms)

    def anybody(self) -> Reader:
        """Who asks now, about everybody."""
        words = LedgerWords.of(self.world, self.choices.locale)
        return Reader(words, self.world.ledger.book, self.msisdn, self.world.now_ms)

    def period(self, since: str | None, until: str | None) -> Period:
        """From a date to a date, by default all that has been.

        Raises:
            BadInputError: one is no date, or they are the wrong way round.
        """
        from_ms = self._begins_ms() if since is None else self._moment("--from", since)
        until_ms = self.world.now_ms + 1 if until is None else self._moment("--to", until, ends_at)
        if from_ms >= until_ms:
            before = f"--to {until}" if until is not None else f"now, {self._clock(self.world.now_ms)}"
            after = (
                f"--from: found {since!r}" if since is not None else f"--from: the books open {self._clock(from_ms)}"
            )
            raise BadInputError(f"{after}, expected a date before {before}")
        return Period(from_ms, until_ms)

    def horizon(self, days: str | None, months: str | None, until: str | None, *, endless: bool) -> int:
        """How far a forecast looks; one calendar month without a word of it, or without an end.

        Raises:
            BadInputError: it is no horizon, there are two, or it is over already.
        """
        now_ms = self.world.now_ms
        if sum(word is not None for word in (days, months, until)) > 1:
            raise BadInputError("forecast: expected one of --days, --months, --until")
        if days is not None:
            return now_ms + _count("--days", days, DAYS_MAX) * DAY_MS
        if until is not None:
            until_ms = self._moment("--until", until)
            if until_ms <= now_ms:
                raise BadInputError(f"--until: found {until!r}, expected a moment after now, {self._clock(now_ms)}")
            return until_ms
        if months is None and endless:
            return NEVER
        return add_months(now_ms, _count("--months", months or "1", MONTHS_MAX), self.world.texts.zone)

    def answer(self, lines: Iterable[str], rows: Iterable[dict[str, Any]]) -> None:
        """Print the lines, or the rows for `--json`."""
        if self.choices.json:
            lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        for line in lines:
            click.echo(line)

    def write(self, lines: Iterable[str], out: str) -> None:
        """Write lines, which end in line feeds, to a file, or to standard output for `-`.

        Raises:
            BadInputError: the file cannot be written, or is the save itself.
        """
        if out == "-":
            for line in lines:
                click.echo(line, nl=False)
            return
        save = self.choices.save
        if save is not None and save.exists() and Path(out).exists() and save.samefile(out):
            raise BadInputError(f"export: {out} is the save itself; expected another file")
        try:
            with Path(out).open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
        except OSError as error:
            raise BadInputError(f"export: {out} cannot be written: {error.strerror}") from error
        click.echo(out)

    def _begins_ms(self) -> int:
        return next(self.entries()).at_ms

    def _clock(self, at_ms: int) -> str:
        return local(at_ms, self.world.texts.zone).strftime("%Y-%m-%d %H:%M:%S")

    def _moment(self, option: str, written: str, read: Callable[..., int] = starts_at) -> int:
        try:
            return read(written, self.world.texts.zone)
        except ValueError as error:
            raise BadInputError(f"{option}: {error}") from error


def _count(option: str, written: str, most: int) -> int:
    short = len(written) <= len(str(most))
    if not (short and written.isdecimal() and 1 <= int(written) <= most):
        raise BadInputError(f"{option}: found {written!r}, expected a whole number from 1 to {most}")
    return int(written)


def form_of(out: str) -> str:
    """The format that the ending of a file's name says; Beancount for standard output, `-`.

    Raises:
        BadInputError: it says none.
    """
    if out == "-":
        return "beancount"
    form = Path(out).suffix.removeprefix(".").lower()
    if form not in FORMATS:
        endings = ", ".join(f".{name}" for name in FORMATS)
        raise BadInputError(f"export: found {out!r}, expected a name that ends in one of {endings}, or --format")
    return form


def exported(form: str) -> Callable[[World], Iterator[str]]:
    """What writes a world's journal in a format.

    Raises:
        BadInputError: there is no such format.
    """
    if form not in FORMATS:
        raise BadInputError(f"--format: found {form!r}, expected {', '.join(FORMATS)}{nearest(form, FORMATS)}")
    return FORMATS[form]


def _beancount(world: World) -> Iterator[str]:
    from ledger.export.beancount import beancount_lines  # noqa: PLC0415  (each format loads what it needs)

    return beancount_lines(world.ledger.entries(), world.texts.zone, world.texts.transliterate)


def _csv(world: World) -> Iterator[str]:
    from ledger.export.table import csv_lines  # noqa: PLC0415

    return csv_lines(world.ledger.entries(), world.texts.zone)


def _json(world: World) -> Iterator[str]:
    from ledger.export.objects import json_lines  # noqa: PLC0415

    return json_lines(world.ledger.entries())


FORMATS: Final[dict[str, Callable[[World], Iterator[str]]]] = {"beancount": _beancount, "csv": _csv, "json": _json}
