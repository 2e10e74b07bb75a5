"""The answers of the books as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledger.book import Lot
from ledger.calendar import NEVER
from ledger.explain import Story
from ledger.flows import Total
from ledger.forecast import Forecast
from ledger.period import Period
from ledger.statement import Statement
from tui.ledger_reader import Reader

COLUMN_CELLS = 24
"""The first of two columns."""


def balance_lines(reader: Reader, owned: Mapping[str, tuple[Lot, ...]]) -> Iterator[str]:
    """A line a purse: how much, and what of it goes first."""
    words = reader.words
    yield reader.head("head", at=reader.at_ms)
    for purse in reader.in_order(owned):
        lots = owned[purse]
        amount = words.amount(purse, sum(lot.left for lot in lots))
        first, until_ms = lots[0].left, lots[0].expires_at_ms
        if until_ms == NEVER:
            yield f"  {amount}"
        elif len(lots) == 1:
            yield f"  {words('until', amount=amount, until=until_ms)}"
        else:
            yield f"  {words('first_until', amount=amount, part=words.amount(purse, first), until=until_ms)}"
    if not owned:
        yield f"  {words('owns.nothing')}"


def statement_lines(reader: Reader, told: Statement) -> Iterator[str]:
    """What was there, each entry with its changes, what is there."""
    words, period = reader.words, told.period
    yield reader.head("head.period", since=period.from_ms, until=period.last_ms)
    yield words("opening", amounts=words.amounts(told.opening))
    for row in told.rows:
        yield f"{reader.entry(row.entry)}  {reader.what(row)}"
        for change in reader.changes(row):
            amount = words.change(change.purse, change.amount, change.unit)
            yield f"      {amount:<{COLUMN_CELLS}} → {words.amount(change.purse, change.after, change.unit)}"
    if not told.rows:
        yield words("quiet")
    yield words("closing", amounts=words.amounts(told.closing))


def why_lines(reader: Reader, stories: tuple[Story, ...]) -> Iterator[str]:
    """A heading a purse, its lots, and under each the entries that made it what it is."""
    words = reader.words
    yield reader.head("head", at=reader.at_ms)
    for purse in reader.in_order(story.purse for story in stories):
        mine = [story for story in stories if story.purse == purse]
        yield words.amount(purse, sum(story.left for story in mine), mine[0].unit)
        for story in mine:
            left = words.amount(purse, story.left, story.unit)
            if story.expires_at_ms == NEVER:
                yield f"  {words('lot.for_good', lot=story.sequence, left=left)}"
            else:
                yield f"  {words('lot', lot=story.sequence, left=left, until=story.expires_at_ms)}"
            for entry, amount, what in reader.life(story):
                yield f"    {reader.entry(entry)}  {words.change(purse, amount, story.unit)}  {what}"
    if not stories:
        yield f"  {words('owns.nothing')}"


def forecast_lines(
    reader: Reader, forecasts: Mapping[str, Forecast], until_ms: int, *, by_month: bool
) -> Iterator[str]:
    """What burns up to a moment, by purse; or month by month."""
    words = reader.words
    if until_ms == NEVER:
        yield reader.head("head.months")
    else:
        yield reader.head("head.forecast", until=until_ms)
    rows = reader.burns(forecasts, until_ms, by_month=by_month)
    for from_ms, purse, amount in rows:
        month = f"{words.month(from_ms)}: " if by_month else ""
        yield f"  {month}{words.amount(purse, amount)}"
    if not rows:
        yield f"  {words('burns.nothing')}"


def total_lines(reader: Reader, found: tuple[Total, ...], period: Period) -> Iterator[str]:
    """Everybody's totals, and those of all together."""
    words = reader.words
    yield words("period", since=period.from_ms, until=period.last_ms)
    groups: dict[str, list[Total]] = {}
    whole: dict[tuple[str, str], Total] = {}
    for total in found:
        groups.setdefault(words.owner(total.owner, reader.book), []).append(total)
        everybody = whole.setdefault((total.purse, total.side), Total("", total.purse, total.unit, total.side))
        everybody.came += total.came
        everybody.went += total.went
    if not found:
        yield words("quiet")
        return
    for owner, totals in [*groups.items(), (words("everybody"), list(whole.values()))]:
        yield owner
        order = reader.in_order(total.purse for total in totals)
        for total in sorted(totals, key=lambda total: order.index(total.purse)):
            for way, amount in (("came", total.came), ("went", total.went)):
                if amount:
                    flow = words.flow(total.side, way)
                    yield f"  {flow:<{COLUMN_CELLS}} {words.amount(total.purse, amount, total.unit)}"
