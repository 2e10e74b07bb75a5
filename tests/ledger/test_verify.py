"""The proof of a journal: an honest one passes, and what differs is told by the number of its entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given, settings

from ledger.book import Book
from ledger.codec import encode_book
from ledger.commands import Configure, Redeem, TopUp
from ledger.entries import Entry, Mark, Posting
from ledger.journal.memory import MemoryJournal
from ledger.journal.port import Snapshot
from ledger.journal.sqlite import SqliteJournal
from ledger.ledger import Ledger
from ledger.verify import Finding, Proof, verify
from tests.ledger.books import ANNA, books, configuration, facts, lot
from tests.ledger.journals import begun, lived
from tests.ledger.stories import Step, played, stories
from tui.cli import zvonilka


def honest() -> list[Entry]:
    """Entries of books that lived under two configurations."""
    ledger = lived(begun(MemoryJournal()), 8)
    ledger.close()
    ledger = Ledger.open(configuration("catalog.707:12.price_points=9"), ledger.journal)
    ledger.configure(ledger.book.at_ms)
    ledger.execute(Redeem(ANNA, "707:12", "ussd"), ledger.book.at_ms, "cheap")
    ledger.run_due(ledger.book.at_ms + 20 * 86_400_000)
    ledger.commit({})
    return list(ledger.entries())


def proof(entries: list[Entry], *, redecide: bool = False) -> Proof:
    """The proof of a journal whose chain is sound, whatever stands in it."""
    journal = MemoryJournal()
    journal.commit(entries, {})
    return verify(journal, redecide=redecide)


@pytest.mark.parametrize("redecide", [False, True])
def test_an_honest_journal_is_in_order(redecide: bool) -> None:
    entries = honest()
    assert {"configured", "opened", "topped_up", "redeemed", "expired"} <= {entry.kind for entry in entries}
    assert proof(entries, redecide=redecide) == Proof(len(entries), ())


@settings(max_examples=20)
@given(stories)
def test_whatever_happened_is_in_order_and_is_decided_again_the_same(story: list[Step]) -> None:
    ledger, _ = played(story)
    assert verify(ledger.journal, redecide=True) == Proof(ledger.head, ())


def moved(entry: Entry, place: int, **changes: Any) -> Entry:
    """An entry with another posting."""
    postings = list(entry.postings)
    postings[place] = evolve(postings[place], **changes)
    return evolve(entry, postings=tuple(postings))


def topped_up(entries: list[Entry]) -> int:
    """The place of the first top-up."""
    return next(place for place, entry in enumerate(entries) if entry.kind == "topped_up")


BROKEN: dict[str, tuple[Callable[[Entry], Entry], str]] = {
    "a number left out": (lambda entry: evolve(entry, seq=entry.seq + 1), "follows"),
    "a number twice": (lambda entry: evolve(entry, seq=entry.seq - 1), "follows"),
    "time goes back": (lambda entry: evolve(entry, at_ms=5), "back in time"),
    "money from nowhere": (lambda entry: moved(entry, 0, amount=10**6), "sum to zero"),
    "a lot out of turn": (lambda entry: moved(entry, 0, lot=99), "opens lot"),
    "a lot that is not there": (lambda entry: moved(entry, 0, lot=99, expires_at_ms=None), "not there"),
    "more than a lot has": (
        lambda entry: evolve(
            entry,
            postings=(Posting("anna/points", "points", -5000, 1), Posting("redeemed", "points", 5000)),
        ),
        "overdraws",
    ),
}


@pytest.mark.parametrize(("change", "words"), BROKEN.values(), ids=BROKEN)
def test_an_entry_that_breaks_an_invariant_is_told_by_its_number(change: Callable[[Entry], Entry], words: str) -> None:
    entries = honest()
    place = topped_up(entries)
    entries[place] = change(entries[place])
    (finding,) = proof(entries).findings
    assert finding.seq == entries[place].seq
    assert words in finding.said


ALTERED: dict[str, tuple[Callable[[Entry], Entry], str]] = {
    "another amount": (
        lambda entry: moved(moved(entry, 0, amount=7), 1, amount=-7),
        "postings is",
    ),
    "another command": (lambda entry: evolve(entry, command=TopUp(ANNA, 12_345)), "postings is"),
    "another mark": (lambda entry: evolve(entry, marks=(Mark(ANNA, "x", 1),)), "marks is"),
    "another detail": (lambda entry: evolve(entry, details={"kopecks": 1}), "details is"),
    "another kind": (lambda entry: evolve(entry, kind="earned"), "kind is"),
    "what is refused": (lambda entry: evolve(entry, command=TopUp(ANNA, 0)), "topup.amount refuses"),
    "what cannot be": (lambda entry: evolve(entry, command=Redeem("nobody", "707:11", "ussd")), "cannot be decided"),
}


@pytest.mark.parametrize(("change", "words"), ALTERED.values(), ids=ALTERED)
def test_an_entry_that_was_not_decided_so_is_found_by_deciding_again(
    change: Callable[[Entry], Entry], words: str
) -> None:
    entries = honest()
    place = topped_up(entries)
    entries[place] = change(entries[place])
    assert proof(entries[: place + 1]).findings == ()
    (finding,) = proof(entries, redecide=True).findings
    assert finding.seq == entries[place].seq
    assert words in finding.said


def test_each_entry_is_decided_again_under_the_configuration_then_in_force() -> None:
    entries = honest()
    second = [place for place, entry in enumerate(entries) if isinstance(entry.command, Configure)][1]
    without = [*entries[:second], *(evolve(entry, seq=entry.seq - 1) for entry in entries[second + 1 :])]
    (finding,) = proof(without, redecide=True).findings
    assert finding.seq == second + 1
    assert "707:12" in repr(without[second].command)


def test_a_configuration_that_is_not_that_of_its_digest_is_told() -> None:
    entries = honest()
    command = entries[0].command
    assert isinstance(command, Configure)
    changed = evolve(command, canonical=command.canonical.replace("Europe/Moscow", "Europe/London"))
    assert proof([evolve(entries[0], command=changed)]).findings == (
        Finding(1, "entry 1: the configuration is not the one of its digest"),
    )


@pytest.mark.parametrize("canonical", ["{}", "[", '{"rules": {}}'])
def test_a_configuration_of_another_version_is_told(canonical: str) -> None:
    from ledger.configuration import digest_of

    entry = Entry(1, 0, "configured", Configure(digest_of(canonical), canonical))
    (finding,) = proof([entry], redecide=True).findings
    assert "this version cannot read the configuration" in finding.said


def test_without_a_configuration_nothing_can_be_decided_again() -> None:
    entries = [evolve(entry, seq=entry.seq - 1) for entry in honest()[1:]]
    (finding,) = proof(entries, redecide=True).findings
    assert finding == Finding(1, "entry 1: decided again, it is different: no configuration is in force before it")


def test_a_snapshot_that_is_not_what_the_entries_make_is_told() -> None:
    journal = MemoryJournal()
    journal.commit(honest(), {})
    journal.save_snapshot(Snapshot(7, encode_book(Book(7))))
    (finding,) = verify(journal).findings
    assert (finding.seq, "the snapshot after it" in finding.said) == (7, True)


@pytest.mark.parametrize("amount", [-1, 1])
def test_books_that_differ_from_plain_sums_are_told(amount: int, monkeypatch: pytest.MonkeyPatch) -> None:
    open_lot = Book._open

    def wrong(book: Book, posting: Posting, sequence: int, expires_at_ms: int, entry: Entry) -> None:
        more = amount if entry.kind == "topped_up" else 0
        open_lot(book, evolve(posting, amount=posting.amount + more), sequence, expires_at_ms, entry)

    entries = honest()
    monkeypatch.setattr(Book, "_open", wrong)
    assert any(f"{ANNA}/main has" in finding.said for finding in proof(entries).findings)


@pytest.fixture
def save(tmp_path: Path) -> Path:
    path = tmp_path / "a.save"
    journal = SqliteJournal.open(path)
    journal.commit(honest(), {"clock": b"5"})
    journal.close()
    return path


def said(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """The exit code and the output of the command line."""
    done = CliRunner().invoke(zvonilka, ["ledger", "verify", *map(str, arguments)], env=environment)
    return done.exit_code, done.output


def test_the_command_line_proves_a_save(save: Path) -> None:
    entries = len(honest())
    assert said(save) == (0, f"{entries} entries are in order\n")
    assert said("--save", save, "--redecide") == (
        0,
        f"{entries} entries are in order, and decided again they are the same\n",
    )
    assert said(ZVONILKA_SAVE=str(save)) == said(save)
    done = CliRunner().invoke(zvonilka, ["--save", str(save), "ledger", "verify"])
    assert (done.exit_code, done.output) == said(save)


def test_the_command_line_tells_a_difference_and_what_is_no_save(save: Path, tmp_path: Path) -> None:
    journal = SqliteJournal.open(save)
    journal._base.execute("UPDATE entries SET body = zeroblob(3) WHERE seq = 6")
    journal.close()
    code, line = said(save)
    assert (code, "entry 6 is damaged" in line, line.count("\n")) == (1, True, 1)
    for path in (tmp_path / "absent.save", tmp_path):
        code, line = said(path)
        assert (code, str(path) in line, line.count("\n")) == (2, True, 1)
    assert not (tmp_path / "absent.save").exists()
    assert said() == (2, "ledger verify: name the file of a save\n")


def test_an_index_that_lost_a_key_is_told(save: Path) -> None:
    journal = SqliteJournal.open(save)
    journal._base.execute("PRAGMA writable_schema = ON")
    journal._base.execute(
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'state') WHERE name = 'keys'"
    )
    journal.close()
    code, line = said(save)
    assert code in (1, 2)
    assert line.count("\n") == 1


def test_a_snapshot_that_was_written_in_another_form_is_left_aside() -> None:
    """As opening does: the entries tell the same, only slower."""
    ledger = books(lot(100, 20))
    journal = ledger.journal
    journal.save_snapshot(Snapshot(ledger.head, b'[5,0,2,["anna/points",[1,100,0,9,1]],{},[]]'))
    assert facts(Ledger.open(configuration(), journal).book) == facts(ledger.book)
    assert verify(journal).findings == ()
