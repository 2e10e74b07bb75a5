"""`decide` is pure: it says what would be written, and writes nothing."""

from __future__ import annotations

import pytest

from ledger.commands import Command, Join, Redeem
from ledger.decide import decide
from ledger.entries import Entry
from tests.ledger.books import ANNA, NOW_MS, VERA, books, facts, lot


@pytest.mark.parametrize(
    "command",
    [Join(VERA, "ussd"), Join(ANNA, "sms"), Redeem(ANNA, "707:11", "ussd"), Redeem(ANNA, "707:61", "ussd")],
    ids=str,
)
def test_a_decision_changes_nothing_and_comes_out_the_same_again(command: Command) -> None:
    ledger = books(lot(60, 100), lot(60, 50))
    before = facts(ledger.book)
    first = decide(ledger.book, ledger.configuration, command, NOW_MS + 1)
    assert decide(ledger.book, ledger.configuration, command, NOW_MS + 1) == first
    assert facts(ledger.book) == before
    assert ledger.execute(command, NOW_MS + 1) == first
    if isinstance(first, Entry):
        assert first.seq == before["seq"] + 1
