"""A journal in a file: what is no journal is told in one line, one program at a time writes, and damage is refused by number."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ledger.codec import encode_book
from ledger.commands import TopUp
from ledger.journal.port import JournalError, Snapshot
from ledger.journal.sqlite import SqliteJournal, told
from ledger.ledger import Ledger
from ledger.verify import verify
from tests.ledger.books import ANNA, configuration, facts
from tests.ledger.journals import begun, lived


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "мир.save"


def kept(path: Path, steps: int = 12, *, every: int = 1000) -> Ledger:
    """Books that were kept in a file and closed."""
    ledger = lived(begun(SqliteJournal.open(path, snapshot_every=every)), steps)
    ledger.close()
    return ledger


def refusal(path: Path) -> JournalError:
    """What opening a file's books says; one line that names the file and what to do."""
    with pytest.raises(JournalError) as caught, closing(SqliteJournal.open(path)) as journal:
        Ledger.open(configuration(), journal)
    line = str(caught.value)
    assert str(path) in line
    assert "\n" not in line
    return caught.value


def alter(path: Path, *statements: str) -> None:
    """Change a closed file behind the journal's back."""
    base = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        base.execute(statement)
    base.close()


def test_a_second_opener_gets_one_line_and_the_first_goes_on(path: Path) -> None:
    first = begun(SqliteJournal.open(path))
    assert "is open in another zvonilka" in str(refusal(path))
    code = (
        "import sys; from pathlib import Path; from ledger.journal.sqlite import SqliteJournal\n"
        "try: SqliteJournal.open(Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    said = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout
    assert said.startswith("JournalError")
    assert "is open in another zvonilka" in said
    lived(first, 3).close()
    SqliteJournal.open(path).close()


def test_what_cannot_be_a_file_is_told(tmp_path: Path) -> None:
    assert "there is no folder" in str(refusal(tmp_path / "nowhere" / "x.save"))
    assert "is a folder" in str(refusal(tmp_path))
    with pytest.raises(JournalError, match="no such file"):
        SqliteJournal.open(tmp_path / "absent.save", must_exist=True)
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_told_and_left_as_it_is(path: Path) -> None:
    path.write_text("Dear diary, today I bought a telephone. " * 40, encoding="utf-8")
    before = path.read_bytes()
    assert "is no save of zvonilka" in str(refusal(path))
    assert path.read_bytes() == before


def test_another_programs_database_is_told_and_left_as_it_is(path: Path) -> None:
    alter(path, "CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    assert "a database of another program" in str(refusal(path))
    assert path.read_bytes() == before


def test_another_version_is_told_and_left_as_it_is(path: Path) -> None:
    kept(path)
    alter(path, "PRAGMA user_version = 2")
    before = path.read_bytes()
    assert "another version of zvonilka (form 2, this one reads form 1)" in str(refusal(path))
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_journal(path: Path) -> None:
    path.touch()
    left = facts(kept(path).book)
    again = Ledger.open(configuration(), SqliteJournal.open(path))
    assert facts(again.book) == left
    again.close()


def test_other_tables_are_told(path: Path) -> None:
    kept(path)
    alter(path, "CREATE TABLE more (x)")
    assert "its tables are not those of a save" in str(refusal(path))


def test_a_file_that_is_read_only_is_read_and_nothing_more(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = facts(kept(path).book)
    before = path.read_bytes()
    monkeypatch.setattr("os.access", lambda *_: False)
    ledger = Ledger.open(configuration(), SqliteJournal.open(path))
    assert facts(ledger.book) == left
    ledger.execute(TopUp(ANNA, 1), ledger.book.at_ms)
    with pytest.raises(JournalError, match="cannot be written"):
        ledger.commit({})
    ledger.journal.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "is open in another zvonilka"),
        (sqlite3.SQLITE_LOCKED, "is open in another zvonilka"),
        (sqlite3.SQLITE_FULL, "no room is left on the disk"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "is no save"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "is read-only"),
        (sqlite3.SQLITE_PERM, "may not be read"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "cannot be opened or made"),
        (sqlite3.SQLITE_IOERR_FSYNC, "the disk failed"),
        (sqlite3.SQLITE_MISUSE, "cannot be used"),
    ],
)
def test_each_error_of_sqlite_is_one_line_of_ours(code: int, words: str, path: Path) -> None:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code
    line = told(path, error)
    assert words in line
    assert line.startswith(str(path))
    assert ";" in line, "and what to do"


def test_a_full_disk_is_told_and_after_it_the_file_goes_on(path: Path) -> None:
    ledger = lived(begun(SqliteJournal.open(path)), 3)
    left = facts(ledger.book)
    assert isinstance(ledger.journal, SqliteJournal)
    base = ledger.journal._base
    base.execute(f"PRAGMA max_page_count = {base.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(JournalError, match="no room is left on the disk"):
        lived(ledger, 200)
    with pytest.raises(JournalError, match="open it again"):
        ledger.commit({"clock": b"1"})
    ledger.journal.close()
    again = Ledger.open(configuration(), SqliteJournal.open(path))
    assert again.head >= left["seq"]
    assert list(again.entries())[-1].seq == again.head
    lived(again, 200).close()


def test_what_is_wrong_within_a_commit_leaves_nothing_of_it(path: Path) -> None:
    ledger = begun(SqliteJournal.open(path))
    ledger.execute(TopUp(ANNA, 5), ledger.book.at_ms, "k")
    assert isinstance(ledger.journal, SqliteJournal)
    ledger.journal._base.execute(
        "CREATE TEMP TRIGGER t BEFORE INSERT ON state WHEN new.key = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(JournalError, match="cannot be used"):
        ledger.commit({"good": b"1", "bad": b"2"})
    ledger.journal.close()
    journal = SqliteJournal.open(path)
    assert (journal.head.seq, journal.find("k"), "good" in journal.load_state()) == (5, None, False)
    journal.close()


def test_who_stops_reading_half_way_leaves_nothing_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.journal.sqlite.ROWS", 3)
    ledger = lived(begun(SqliteJournal.open(path)), 12)
    assert [entry.seq for entry in ledger.entries()] == list(range(1, ledger.head + 1))
    assert [entry.seq for entry in ledger.entries(5)] == list(range(5, ledger.head + 1))
    reading = ledger.entries()
    assert (next(reading).seq, next(reading).seq) == (1, 2)
    lived(ledger, 1)
    ledger.close()
    ledger.close()
    SqliteJournal.open(path).close()


def test_a_damaged_entry_is_refused_by_its_number(path: Path) -> None:
    ledger = kept(path, every=0)
    for seq in (1, 7, ledger.head):
        for change in (
            "body = CAST(replace(CAST(body AS TEXT), ',', ';') AS BLOB)",
            "hash = zeroblob(32)",
            "key = 'x'",
        ):
            alter(
                path,
                "CREATE TEMP TABLE spare AS SELECT * FROM entries",
                f"UPDATE entries SET {change} WHERE seq = {seq}",
            )
            error = refusal(path)
            assert (error.seq, f"entry {seq} is damaged" in str(error)) == (seq, True)
            path.unlink()
            kept(path, every=0)


@pytest.mark.parametrize(("cut", "first"), [("seq = 4", 4), ("seq > 9", 10), ("seq = 1", 1)])
def test_a_missing_entry_is_refused_by_its_number(path: Path, cut: str, first: int) -> None:
    kept(path)
    alter(path, f"DELETE FROM entries WHERE {cut}", "UPDATE snapshot SET body = zeroblob(9)")
    assert refusal(path).seq == first


def test_damage_before_the_snapshot_does_not_hinder_opening_but_is_never_read(path: Path) -> None:
    ledger = kept(path)
    alter(path, "UPDATE entries SET body = zeroblob(9) WHERE seq = 7")
    again = Ledger.open(configuration(), SqliteJournal.open(path))
    assert facts(again.book) == facts(ledger.book)
    with pytest.raises(JournalError, match="entry 7 is damaged"):
        list(again.entries())
    with pytest.raises(JournalError, match="entry 7 is damaged"):
        again.find("step 1")
    again.close()


@pytest.mark.parametrize(
    "change",
    [
        "body = zeroblob(9)",
        "body = CAST(replace(CAST(body AS TEXT), '1', '2') AS BLOB)",
        "hash = zeroblob(32)",
        "seq = 3",
        "seq = 1",
    ],
)
def test_a_damaged_snapshot_is_passed_over(path: Path, change: str) -> None:
    ledger = kept(path)
    alter(path, f"UPDATE snapshot SET {change}")
    journal = SqliteJournal.open(path)
    with pytest.raises(JournalError, match="the snapshot of entry"):
        journal.load_snapshot()
    assert facts(Ledger.open(configuration(), journal).book) == facts(ledger.book)
    journal.close()


def test_a_snapshot_of_other_books_that_fits_the_chain_nowhere_is_passed_over(path: Path) -> None:
    ledger = kept(path, 4)
    other = kept(path.with_name("other.save"), 8)
    body = encode_book(other.book)
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("UPDATE snapshot SET body = ?", (body,))
    base.close()
    again = Ledger.open(configuration(), SqliteJournal.open(path))
    assert facts(again.book) == facts(ledger.book)
    again.close()


def test_damaged_state_is_refused(path: Path) -> None:
    kept(path)
    alter(path, "UPDATE state SET value = CAST('1773299999999' AS BLOB) WHERE key = 'clock'")
    journal = SqliteJournal.open(path)
    with pytest.raises(JournalError, match="the state 'clock'"):
        journal.load_state()
    journal.close()


def test_a_file_of_before_the_indexes_goes_on(path: Path) -> None:
    kept(path)
    alter(path, "DROP INDEX numbers", "DROP INDEX rooms")
    with closing(SqliteJournal.open(path)) as journal:
        head = journal.head.seq
        lived(Ledger.open(configuration(), journal), 5)
        assert verify(journal).findings == ()
        assert journal.head.seq > head


def test_a_snapshot_is_of_the_newest_entry(path: Path) -> None:
    ledger = begun(SqliteJournal.open(path))
    with pytest.raises(AssertionError, match="newest"):
        ledger.journal.save_snapshot(Snapshot(3, b""))
    ledger.close()
