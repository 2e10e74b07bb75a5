"""`zvonilka ledger`: questions to the books of a world, fresh or saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tui.options import REFUSED, BadInputError, common
from tui.verbs import Verb


@click.group()
def ledger() -> None:
    """Ask the books of a world: a fresh one, or the one that --save keeps."""


subject = click.argument("subject", required=False, metavar="[WHO]")
moment = click.option("--at", "at", metavar="DATETIME", help="At a past moment; a date alone is its midnight.")
since = click.option("--from", "since", metavar="DATE", help="From this date or time; from the first entry without it.")
until = click.option("--to", "until", metavar="DATE", help="To the end of this day, or to a time; to now without it.")


@ledger.command(cls=Verb)
@subject
@moment
@common
def balance(subject: str | None, at: str | None, **given: Any) -> None:
    """Print what WHO has (Анна, anna, a number; Анна/2 is her second SIM), with the points of the points account."""
    from ledger.query import belongings  # noqa: PLC0415  (--version needs none of the house)
    from tui.ledger_lines import balance_lines  # noqa: PLC0415
    from tui.ledger_questions import Question  # noqa: PLC0415
    from tui.ledger_rows import balance_rows  # noqa: PLC0415

    asked = Question.of(given, subject)
    reader = asked.reader(at)
    owned = belongings(reader.book, reader.msisdn, reader.at_ms)
    asked.answer(balance_lines(reader, owned), balance_rows(reader, owned))


@ledger.command(cls=Verb)
@subject
@since
@until
@common
def statement(subject: str | None, since: str | None, until: str | None, **given: Any) -> None:
    """Print each entry that changed what WHO has, in plain words, with the balance after it."""
    from ledger.statement import statement as state  # noqa: PLC0415
    from tui.ledger_lines import statement_lines  # noqa: PLC0415
    from tui.ledger_questions import Question  # noqa: PLC0415
    from tui.ledger_rows import statement_rows  # noqa: PLC0415

    asked = Question.of(given, subject)
    reader = asked.reader()
    told = state(asked.entries(), reader.msisdn, asked.period(since, until))
    asked.answer(statement_lines(reader, told), statement_rows(reader, told))


@ledger.command(cls=Verb)
@subject
@moment
@click.option("--all", "gone", is_flag=True, help="Tell also of the lots of which nothing is left.")
@common
def why(subject: str | None, at: str | None, *, gone: bool, **given: Any) -> None:
    """Explain what WHO has: each lot, where it came from, what was drawn from it, when it burns."""
    from ledger.explain import explain  # noqa: PLC0415
    from tui.ledger_lines import why_lines  # noqa: PLC0415
    from tui.ledger_questions import Question  # noqa: PLC0415
    from tui.ledger_rows import why_rows  # noqa: PLC0415

    asked = Question.of(given, subject)
    reader = asked.reader(at)
    stories = explain(asked.entries(), reader.book, reader.msisdn, reader.at_ms, gone=gone)
    asked.answer(why_lines(reader, stories), why_rows(reader, stories))


@ledger.command(cls=Verb)
@subject
@click.option("--days", metavar="N", help="In the next N days of 24 hours.")
@click.option("--months", metavar="N", help="In the next N calendar months; 1 without any horizon.")
@click.option("--until", metavar="DATETIME", help="Up to a moment.")
@click.option("--by-month", is_flag=True, help="Month by month; everything without any horizon.")
@common
def forecast(
    subject: str | None,
    days: str | None,
    months: str | None,
    until: str | None,
    *,
    by_month: bool,
    **given: Any,
) -> None:
    """Print what of WHO's burns if nothing happens."""
    from ledger.forecast import forecast as foresee  # noqa: PLC0415
    from tui.ledger_lines import forecast_lines  # noqa: PLC0415
    from tui.ledger_questions import Question  # noqa: PLC0415
    from tui.ledger_rows import forecast_rows  # noqa: PLC0415

    asked = Question.of(given, subject)
    reader = asked.reader()
    horizon_ms = asked.horizon(days, months, until, endless=by_month)
    burns = foresee(reader.book, reader.msisdn, reader.at_ms)
    asked.answer(
        forecast_lines(reader, burns, horizon_ms, by_month=by_month),
        forecast_rows(reader, burns, horizon_ms, by_month=by_month),
    )


@ledger.command(cls=Verb)
@since
@until
@common
def totals(since: str | None, until: str | None, **given: Any) -> None:
    """Print who got, spent, gave and burned how much."""
    from ledger.flows import totals as add_up  # noqa: PLC0415
    from tui.ledger_lines import total_lines  # noqa: PLC0415
    from tui.ledger_questions import Question  # noqa: PLC0415
    from tui.ledger_rows import total_rows  # noqa: PLC0415

    asked = Question.of(given, None)
    reader, period = asked.anybody(), asked.period(since, until)
    found = add_up(asked.entries(), period)
    asked.answer(total_lines(reader, found, period), total_rows(reader, found))


@ledger.command(cls=Verb)
@click.argument("out", default="-", metavar="[OUT]")
@click.option(
    "--format", "form", metavar="beancount|csv|json", help="How it is written; as the ending of OUT says without it."
)
@common
def export(out: str, form: str | None, **given: Any) -> None:
    """Write the whole journal to OUT, or to standard output."""
    from tui.ledger_questions import Question, exported, form_of  # noqa: PLC0415

    lines = exported(form or form_of(out))
    asked = Question.of(given, None)
    asked.write(lines(asked.world), out)


@ledger.command(cls=Verb)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--save", envvar="ZVONILKA_SAVE", type=click.Path(path_type=Path), metavar="FILE", help="The save, instead of FILE."
)
@click.option("--redecide", is_flag=True, help="Decide every command again under the rules then in force, and compare.")
@click.pass_context
def verify(context: click.Context, /, file: Path | None, save: Path | None, *, redecide: bool) -> None:
    """Prove a save, entry by entry: its chain, its sums, its lots, its snapshot.

    Exit codes: 0 all is well, 1 something differs, 2 the file cannot be used.
    """
    from ledger.journal.port import JournalError  # noqa: PLC0415  (--version needs none of the house)
    from ledger.journal.sqlite import SqliteJournal  # noqa: PLC0415
    from ledger.verify import verify as prove  # noqa: PLC0415

    path = file or save
    if path is None:
        raise BadInputError("ledger verify: name the file of a save")
    try:
        journal = SqliteJournal.open(path, must_exist=True)
    except JournalError as error:
        raise BadInputError(str(error)) from error
    try:
        proof = prove(journal, redecide=redecide)
    finally:
        journal.close()
    for finding in proof.findings:
        click.echo(finding.said)
    if proof.findings:
        context.exit(REFUSED)
    click.echo(f"{proof.entries} entries are in order" + (", and decided again they are the same" if redecide else ""))
