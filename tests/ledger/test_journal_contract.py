"""What every journal does, in memory or in a file: it keeps, gives back, finds by key, and opens the same books again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ledger.book import Book
from ledger.calendar import DAY_MS
from ledger.codec import encode_book
from ledger.commands import Configure, Redeem, TopUp
from ledger.journal.chain import BEGINNING
from ledger.journal.memory import MemoryJournal
from ledger.journal.port import Head, Journal
from ledger.journal.sqlite import SqliteJournal
from ledger.ledger import KeyReusedError, Ledger
from tests.ledger.books import ANNA, NOW_MS, configuration, done, facts
from tests.ledger.journals import begun, lived
from tests.ledger.stories import Step, Wait, opened, stories

Make = Callable[[int], Journal]


@pytest.fixture(params=["memory", "file"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes a journal with a snapshot after so many entries."""
    numbers = count()
    if request.param == "memory":
        return lambda every: MemoryJournal(snapshot_every=every)
    return lambda every: SqliteJournal.open(tmp_path / f"{next(numbers)}.save", snapshot_every=every)


def reopened(journal: Journal) -> Journal:
    """The journal as the next program finds it."""
    if isinstance(journal, SqliteJournal):
        journal.close()
        return SqliteJournal.open(journal.path, snapshot_every=journal.snapshot_every)
    return journal


def test_a_new_journal_is_empty(make: Make) -> None:
    journal = make(0)
    assert journal.head == Head(0, BEGINNING)
    assert list(journal.entries()) == []
    assert (journal.find("k"), journal.load_state(), journal.load_snapshot()) == (None, {}, None)
    ledger = Ledger.open(configuration(), journal)
    assert (ledger.head, facts(ledger.book)) == (0, facts(Book()))
    ledger.close()


@pytest.mark.parametrize("every", [0, 7, 1000])
def test_books_open_again_as_they_were_left(make: Make, every: int) -> None:
    ledger = lived(begun(make(every)), 30)
    entries, left, head = list(ledger.entries()), facts(ledger.book), ledger.journal.head
    ledger.close()
    again = Ledger.open(configuration(), reopened(ledger.journal))
    assert again.journal.head == head
    assert list(again.entries()) == entries
    assert list(again.entries(17)) == entries[16:]
    assert list(again.entries(ledger.head + 1)) == []
    assert facts(again.book) == left
    assert again.journal.load_state() == {"clock": str(again.book.at_ms).encode()}
    again.close()


def test_a_program_that_dies_before_it_closes_loses_nothing_that_was_committed(make: Make) -> None:
    ledger = lived(begun(make(7)), 30)
    left = facts(ledger.book)
    ledger.execute(TopUp(ANNA, 5), ledger.book.at_ms)
    again = Ledger.open(configuration(), reopened(ledger.journal))
    assert facts(again.book) == left
    again.close()


def test_keys_outlive_every_snapshot_and_reopening(make: Make) -> None:
    ledger = lived(begun(make(3)), 20)
    first = {entry.key: entry for entry in ledger.entries() if entry.key}
    assert first
    ledger.close()
    again = Ledger.open(configuration(), reopened(ledger.journal))
    assert again.journal.load_snapshot() is not None
    head = again.head
    for key, entry in first.items():
        assert again.execute(entry.command, again.book.at_ms, key) == entry
        with pytest.raises(KeyReusedError, match=key):
            again.execute(TopUp(ANNA, 999_999), again.book.at_ms, key)
    assert again.head == head
    again.close()


def test_a_key_is_known_before_its_commit_and_a_refused_command_leaves_it_free(make: Make) -> None:
    ledger = begun(make(0))
    refused = ledger.execute(Redeem(ANNA, "site:tablet", "ussd"), NOW_MS, "order")
    assert not hasattr(refused, "seq")
    first = done(ledger.execute(TopUp(ANNA, 5), NOW_MS, "order"))
    assert ledger.execute(TopUp(ANNA, 5), NOW_MS, "order") is first
    assert ledger.journal.find("order") is None
    ledger.commit({})
    assert ledger.journal.find("order") == first
    ledger.close()


def test_state_is_kept_changed_and_deleted_with_its_input(make: Make) -> None:
    ledger = begun(make(0))
    ledger.commit({"network/1": b"a", "clock": b"\x00"})
    ledger.commit({"network/1": None, "handset": b"", "absent": None})
    journal = reopened(ledger.journal)
    assert journal.load_state(without="han") == {"clock": b"\x00"}
    assert journal.load_state() == {"clock": b"\x00", "handset": b""}
    journal.close()


def test_a_configured_entry_is_written_when_the_configuration_changes_and_only_then(make: Make) -> None:
    ledger = lived(begun(make(4)), 8)
    ledger.close()
    head = ledger.head
    for settings_, written in (((), 0), (("rules.rewards.term_days=31",), 1), (("rules.rewards.term_days=31",), 1)):
        ledger = Ledger.open(configuration(*settings_), reopened(ledger.journal))
        ledger.configure(ledger.book.at_ms)
        ledger.commit({})
        assert ledger.head == head + written
        ledger.close()
    journal = reopened(ledger.journal)
    configured = [entry.command for entry in journal.entries() if isinstance(entry.command, Configure)]
    assert [command.digest for command in configured] == [
        configuration().digest,
        configuration("rules.rewards.term_days=31").digest,
    ]
    journal.close()


def test_opening_decides_nothing_again(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = lived(begun(make(0)), 10)
    left = facts(ledger.book)
    for module in ("ledger.ledger", "ledger.decide"):
        monkeypatch.setattr(f"{module}.decide", None)
    assert facts(Ledger.open(configuration(), reopened(ledger.journal)).book) == left
    ledger.journal.close()


def test_a_snapshot_is_taken_when_it_pays_and_not_before(make: Make) -> None:
    ledger = begun(make(10))
    taken = []
    for kopecks in range(1, 101):
        ledger.execute(TopUp(ANNA, kopecks), NOW_MS)
        ledger.commit({})
        snapshot = ledger.journal.load_snapshot()
        taken.append(0 if snapshot is None else snapshot.seq)
    steps = sorted(set(taken) - {0})
    assert len(steps) > 1
    assert all(later - earlier >= 10 for earlier, later in pairwise([0, *steps]))
    assert all(later >= earlier * 1.5 for earlier, later in pairwise(steps)), "the books grow"
    assert ledger.head - steps[-1] <= ledger.head // 2 + 10, "and what follows stays short beside them"
    ledger.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(stories)
def test_whatever_happened_a_snapshot_with_what_follows_is_the_replay(story: list[Step]) -> None:
    origin = opened()
    journal = MemoryJournal(snapshot_every=2)
    ledger, now_ms = Ledger.open(origin.configuration, journal), NOW_MS
    for entry in origin.entries():
        ledger.execute(entry.command, entry.at_ms)
    for step in story:
        if isinstance(step, Wait):
            now_ms += min(step.by_ms, 40 * DAY_MS)
            ledger.run_due(now_ms)
        else:
            ledger.execute(step, now_ms)
        ledger.commit({})
        replayed = Book()
        for entry in journal.entries():
            replayed.apply(entry)
        again = Ledger.open(origin.configuration, journal).book
        assert encode_book(replayed) == encode_book(again) == encode_book(ledger.book)
