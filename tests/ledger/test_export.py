"""The exports: Beancount accepts ours and finds the same balances; CSV and JSON lose nothing."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, get_args

import pytest
from attrs import evolve
from beancount import loader
from beancount.core import data
from cattrs import BaseValidationError
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendar import NEVER
from ledger.commands import Command, Give, OpenPool, Redeem
from ledger.entries import Entry, Posting
from ledger.export.beancount import Names, beancount_lines
from ledger.export.objects import TAG, json_lines, structured, unstructured
from ledger.export.table import COLUMNS, csv_lines
from ledger.ledger import Ledger
from tests.ledger.books import ANNA, MOSCOW, NOW_MS, done, facts, lot, replayed
from tests.ledger.stories import BORIS, Step, entries_of, opened, played, stories

Balances = dict[tuple[str, str], int]


def balances(ledger: Ledger) -> Balances:
    """(account, unit) → what the books hold there, on both sides; empty ones are left out."""
    held: Counter[tuple[str, str]] = Counter(ledger.book.totals)
    for found in ledger.book.lots.values():
        purse = found.account.rpartition("/")[2]
        held[found.account, ledger.configuration.purses[purse].unit] += found.left
    return {place: amount for place, amount in held.items() if amount}


def read(lines: Iterable[str]) -> tuple[list[Any], list[Any]]:
    """What Beancount makes of a text: directives, and errors."""
    directives, errors, _ = loader.load_string("".join(lines))
    return directives, errors


def postings(entry: Any) -> list[tuple[str, Decimal, str]]:
    """(account, number, commodity) of what a transaction moves."""
    told: list[Any] = entry.postings if isinstance(entry, data.Transaction) else []
    return [(posting.account, posting.units.number, posting.units.currency) for posting in told]


def sums(directives: list[Any]) -> Balances:
    """(account of ours, unit) → the sum of its postings as Beancount read them."""
    accounts = {entry.account: entry.meta["account"] for entry in directives if isinstance(entry, data.Open)}
    found: Counter[tuple[str, str]] = Counter()
    for entry in directives:
        for account, number, commodity in postings(entry):
            assert number == int(number)
            found[accounts[account], commodity.lower()] += int(number)
    return {place: amount for place, amount in found.items() if amount}


@given(stories)
def test_beancount_accepts_the_export_and_its_balances_are_ours(story: list[Step]) -> None:
    ledger, _ = played(story)
    directives, errors = read(beancount_lines(ledger.entries(), MOSCOW))
    assert errors == []
    assert sums(directives) == balances(ledger)
    told = [entry for entry in directives if isinstance(entry, data.Transaction)]
    assert [entry.meta["entry"] for entry in told] == [entry.seq for entry in entries_of(ledger)]
    asserted = {(entry.account, entry.amount.currency) for entry in directives if isinstance(entry, data.Balance)}
    used = {(account, commodity) for entry in told for account, _, commodity in postings(entry)}
    assert asserted == used


def ordered() -> Ledger:
    """Books in which Anna ordered a package under a key, and gave Boris something."""
    ledger = opened()
    done(ledger.execute(Redeem(ANNA, "707:31", "ussd"), NOW_MS, key='a "key" \\ of\nmine'))
    done(ledger.execute(Give(ANNA, BORIS, 3), NOW_MS))
    ledger.commit({})
    return ledger


def test_bean_check_accepts_the_export(tmp_path: Path) -> None:
    file = tmp_path / "books.beancount"
    file.write_text("".join(beancount_lines(ordered().entries(), MOSCOW)), encoding="utf-8")
    assert bean_check(file) == (0, "")
    broken = file.read_text(encoding="utf-8").replace("  -150 POINTS", "  -151 POINTS")
    file.write_text(broken, encoding="utf-8")
    code, said = bean_check(file)
    assert code == 1
    assert "does not balance" in said


def bean_check(file: Path) -> tuple[int, str]:
    """Exit code and complaints of Beancount's own checker."""
    code = "import sys; from beancount.scripts.check import main; main(sys.argv[1:])"
    ran = subprocess.run(
        [sys.executable, "-c", code, "--no-cache", str(file)], check=False, capture_output=True, text=True, timeout=60
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_an_entry_stands_in_beancount_with_number_kind_time_details_lots_and_key() -> None:
    directives, _ = read(beancount_lines(ordered().entries(), MOSCOW))
    (order,) = [entry for entry in directives if isinstance(entry, data.Transaction) and entry.narration == "redeemed"]
    told = {name: value for name, value in order.meta.items() if name not in ("filename", "lineno", "__tolerances__")}
    assert told == {
        "entry": 10,
        "kind": "redeemed",
        "at": "2026-03-12 10:02:00.000+03:00",
        "key": 'a "key" \\ of\nmine',
        "reward": "707:31",
        "price_points": 150,
        "price_kopecks": 0,
        "until": Decimal(NOW_MS + 30 * 86_400_000),
    }
    metas = [(posting.account, posting.meta or {}) for posting in order.postings]
    lots = [(account, meta.get("lot"), meta.get("expires")) for account, meta in metas]
    assert lots == [
        ("Assets:Pool0:Points", 1, None),
        ("Expenses:Redeemed", None, None),
        (f"Assets:{ANNA}:Data", 25, "2026-04-11 10:02:00.000+03:00"),
        ("Income:Issued", None, None),
    ]


def test_accounts_are_opened_on_their_first_day_with_their_own_unit() -> None:
    directives, _ = read(beancount_lines(ordered().entries(), MOSCOW))
    opens = {entry.account: entry for entry in directives if isinstance(entry, data.Open)}
    assert opens["Assets:Pool0:Points"].currencies == ["POINTS"]
    assert opens["Assets:Pool0:Points"].date.isoformat() == "2026-03-12"
    assert opens[f"Assets:{ANNA}:Minutes-On-Net"].meta["account"] == f"{ANNA}/minutes_on_net"


def test_names_are_latin_and_no_two_accounts_share_one() -> None:
    table = {"а": "a", "н": "n"}
    names = Names(lambda text: "".join(table.get(letter.lower(), letter) for letter in text))
    accounts = [
        "анна/points",
        "anna/points",
        "Anna/points",
        "anna-2/x",
        "?/x",
        "!/x",
        "issued",
        "заём",
        "заем",
        "7/a b",
    ]
    given_ = [names.of(account) for account in accounts]
    assert given_ == [
        "Assets:Anna:Points",
        "Assets:Anna:Points-2",
        "Assets:Anna:Points-3",
        "Assets:Anna-2:X",
        "Assets:X:X",
        "Assets:X:X-2",
        "Income:Issued",
        "Equity:A",
        "Equity:A-2",
        "Assets:7:A-B",
    ]
    assert [names.of(account) for account in accounts] == given_


@given(st.lists(st.text(max_size=6), max_size=12, unique=True))
def test_whatever_the_names_beancount_reads_them(owners: list[str]) -> None:
    ledger = opened()
    first = ledger.book.seq
    for owner in owners:
        ledger.execute(OpenPool(owner, member=True, lots=(lot(7, 20),)), NOW_MS)
    ledger.commit({})
    entries = [evolve(entry, seq=entry.seq - first) for entry in ledger.entries(first + 1)]
    directives, errors = read(beancount_lines(entries, MOSCOW))
    assert errors == []
    assert len([entry for entry in directives if isinstance(entry, data.Open)]) == len(owners) + bool(owners)


@pytest.mark.parametrize("name", ["entry", "x", "Größe", "9", "a b", "lineno"])
def test_a_detail_of_any_name_is_metadata(name: str) -> None:
    plain = entries_of(opened())[1]
    _, errors = read(beancount_lines([evolve(plain, seq=1, details={name: 'said "so"'})], MOSCOW))
    assert errors == []
    directives, _ = read(beancount_lines([evolve(plain, seq=1, details={name: 5})], MOSCOW))
    (told,) = [entry for entry in directives if isinstance(entry, data.Transaction)]
    assert told.meta["entry"] == 1
    assert 5 in told.meta.values()


def test_an_empty_journal_is_an_empty_export() -> None:
    assert read(beancount_lines([], MOSCOW)) == ([], [])
    assert list(csv_lines([], MOSCOW)) == [",".join(COLUMNS) + "\n"]
    assert list(json_lines([])) == []


# -- CSV --------------------------------------------------------------------------------------------------------------


@given(stories)
def test_the_table_holds_every_posting(story: list[Step]) -> None:
    ledger, _ = played(story)
    rows = list(csv.DictReader(StringIO("".join(csv_lines(ledger.entries(), MOSCOW)))))
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found[row["account"], row["unit"]] += int(row["amount"])
    assert {place: amount for place, amount in found.items() if amount} == balances(ledger)
    written = [(int(row["entry"]), _posting(row)) for row in rows]
    assert written == [
        (entry.seq, evolve(posting, expires_at_ms=None if posting.expires_at_ms == NEVER else posting.expires_at_ms))
        for entry in entries_of(ledger)
        for posting in entry.postings
    ]


def _posting(row: dict[str, Any]) -> Posting:
    lot_number, until = (int(row[name]) if row[name] else None for name in ("lot", "expires_at_ms"))
    return Posting(row["account"], row["unit"], int(row["amount"]), lot_number, until)


def test_a_row_tells_when_in_the_operators_zone_and_under_which_key() -> None:
    rows = list(csv.DictReader(StringIO("".join(csv_lines(ordered().entries(), MOSCOW)))))
    (row,) = [row for row in rows if row["kind"] == "redeemed" and row["unit"] == "points" and row["lot"]]
    assert row == {
        "entry": "10",
        "at": "2026-03-12T10:02:00+03:00",
        "at_ms": str(NOW_MS),
        "kind": "redeemed",
        "account": "pool0/points",
        "unit": "points",
        "amount": "-150",
        "lot": "1",
        "expires_at_ms": "",
        "key": 'a "key" \\ of\nmine',
    }


# -- JSON -------------------------------------------------------------------------------------------------------------


@given(stories)
def test_the_objects_are_the_entries(story: list[Step]) -> None:
    ledger, _ = played(story)
    lines = list(json_lines(ledger.entries()))
    assert all(line.endswith("}\n") and line.count("\n") == 1 for line in lines)
    again = [structured(json.loads(line)) for line in lines]
    assert again == list(entries_of(ledger))
    assert facts(replayed(again)) == facts(ledger.book)


def test_a_command_tells_which_one_it_is() -> None:
    told = unstructured(entries_of(ordered())[9])
    assert told["command"] == {
        TAG: "Redeem",
        "msisdn": ANNA,
        "reward": "707:31",
        "channel": "ussd",
        "points": None,
    }
    kinds = {kind.__name__ for kind in get_args(Command)}
    assert len(kinds) == len(get_args(Command))


def test_what_is_no_entry_is_not_read() -> None:
    told = unstructured(entries_of(ordered())[9])
    for wrong in (told | {"command": told["command"] | {TAG: "Redeemm"}}, {"seq": 1}):
        with pytest.raises(BaseValidationError, match="Entry"):
            structured(wrong)
    assert isinstance(structured(told), Entry)
