"""The answers of the books as flat objects for programs: amounts in the units of the books, moments in ISO 8601."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ledger.book import Lot
from ledger.calendar import NEVER
from ledger.entries import Entry
from ledger.explain import Story
from ledger.flows import Total
from ledger.forecast import Forecast
from ledger.statement import Statement
from tui.ledger_reader import Reader

Json = dict[str, Any]


def balance_rows(reader: Reader, owned: Mapping[str, tuple[Lot, ...]]) -> Iterator[Json]:
    """A row a purse, with its lots, those that go first first."""
    for purse in reader.in_order(owned):
        lots = [{"lot": lot.sequence, "left": lot.left, "until": reader.iso(lot.expires_at_ms)} for lot in owned[purse]]
        amount = sum(lot.left for lot in owned[purse])
        whose = {"msisdn": reader.msisdn, "at": reader.iso(reader.at_ms)}
        yield {**whose, "purse": purse, "unit": reader.words.unit(purse), "amount": amount, "lots": lots}


def statement_rows(reader: Reader, told: Statement) -> Iterator[Json]:
    """The opening balances, a row an entry, the closing balances."""
    yield {"row": "opening", "at": reader.iso(told.period.from_ms), "balances": told.opening}
    for row in told.rows:
        changes = [
            {"purse": change.purse, "unit": change.unit, "amount": change.amount, "after": change.after}
            for change in reader.changes(row)
        ]
        yield {"row": "entry", **_entry(reader, row.entry, reader.what(row)), "changes": changes}
    yield {"row": "closing", "at": reader.iso(told.period.last_ms), "balances": told.closing}


def why_rows(reader: Reader, stories: tuple[Story, ...]) -> Iterator[Json]:
    """A row a lot: what opened it, what was drawn from it, what is left."""
    for story in stories:
        (origin, opened, what), *draws = reader.life(story)
        yield {
            "lot": story.sequence,
            "purse": story.purse,
            "unit": story.unit,
            "left": story.left,
            "until": reader.iso(story.expires_at_ms),
            "opened": _entry(reader, origin, what) | {"amount": opened},
            "draws": [_entry(reader, entry, said) | {"amount": amount} for entry, amount, said in draws],
        }


def forecast_rows(
    reader: Reader, forecasts: Mapping[str, Forecast], until_ms: int, *, by_month: bool
) -> Iterator[Json]:
    """A row a purse (and month, which `from` begins): how much burns."""
    horizon = {} if until_ms == NEVER else {"until": reader.iso(until_ms)}
    for from_ms, purse, amount in reader.burns(forecasts, until_ms, by_month=by_month):
        yield {
            "from": reader.iso(from_ms),
            **horizon,
            "purse": purse,
            "unit": reader.words.unit(purse),
            "amount": amount,
        }


def total_rows(reader: Reader, found: tuple[Total, ...]) -> Iterator[Json]:
    """A row for each purse of each holder and account of the operator's side."""
    for total in found:
        who = reader.words.owner(total.owner, reader.book)
        moved = {"side": total.side, "came": total.came, "went": total.went}
        yield {"owner": total.owner, "who": who, "purse": total.purse, "unit": total.unit, **moved}


def _entry(reader: Reader, entry: Entry, what: str) -> Json:
    return {"entry": entry.seq, "at": reader.iso(entry.at_ms), "kind": entry.kind, "what": what}
