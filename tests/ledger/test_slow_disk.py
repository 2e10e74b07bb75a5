"""A disk that fills up at any moment, and a disk that flips a bit anywhere: an error that says so, and never wrong books."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.codec import encode_book
from ledger.commands import TopUp
from ledger.journal import sqlite
from ledger.journal.port import JournalError
from ledger.journal.sqlite import SqliteJournal
from ledger.ledger import Ledger
from ledger.verify import verify
from tests.ledger.books import ANNA, configuration
from tests.ledger.journals import begun, lived

pytestmark = pytest.mark.slow

PAGES = 100


@pytest.mark.parametrize("pages", range(1, PAGES))
def test_a_disk_full_at_every_page_count(pages: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.save"
    connect = sqlite._connect

    def cramped(path: Path) -> sqlite3.Connection:
        base = connect(path)
        base.execute(f"PRAGMA max_page_count = {pages}")
        return base

    monkeypatch.setattr(sqlite, "_connect", cramped)
    written: list[int] = []
    with pytest.raises(JournalError, match="no room is left on the disk") as caught:
        _write_without_end(path, written)
    assert str(path) in str(caught.value)
    tried = written[-1:] or [0]
    acknowledged = [max(0, tried[0] - 1)]  # the one before, or what the books begin with
    monkeypatch.undo()
    with closing(_opened(path)) as journal:
        assert verify(journal).findings == ()
        assert [journal.head.seq] in (acknowledged, tried), "all of the last input, or nothing"
        assert (f"handset/{tried[0]}" in journal.load_state()) == (journal.head.seq == tried[0] > 0)
        ledger = Ledger.open(configuration(), journal) if journal.head.seq else begun(journal)
        head = ledger.head
        lived(ledger, 50)
        assert ledger.head > head
        assert verify(journal, redecide=True).findings == ()


def _write_without_end(path: Path, written: list[int]) -> None:
    """Top up until the disk is full; the numbers of the entries that were tried, each before its commit."""
    with closing(_opened(path)) as journal:
        ledger = begun(journal)
        while True:
            ledger.execute(TopUp(ANNA, ledger.head), ledger.book.at_ms + 1, f"key {ledger.head}")
            written.append(ledger.head)
            ledger.commit({f"handset/{ledger.head}": bytes(ledger.head)})


def _opened(path: Path) -> SqliteJournal:
    return SqliteJournal.open(path, snapshot_every=15)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file of books with a snapshot and a tail after it, closed."""
    path = tmp_path / "kept.save"
    with closing(SqliteJournal.open(path, snapshot_every=15)) as journal:
        ledger = lived(begun(journal), 40)
        assert journal.load_snapshot() is not None
        assert ledger._snapshot_seq < ledger.head
    return path


def test_a_bit_flipped_in_any_row_is_refused_by_its_number(kept: Path) -> None:
    dice = random.Random(1)
    with closing(SqliteJournal.open(kept)) as journal:
        journal._base.execute("DROP INDEX keys")
        rows = journal._base.execute("SELECT seq, body, hash, key FROM entries").fetchall()
        for seq, *values in rows:
            for column, value in zip(("body", "hash", "key"), values, strict=True):
                stored = value.encode() if isinstance(value, str) else value
                for place in range(len(stored or b"")):
                    flipped = _flipped(stored, place, dice)
                    cast = "CAST(? AS TEXT)" if column == "key" else "?"
                    change = f"UPDATE entries SET {column} = {cast} WHERE seq = ?"
                    journal._base.execute(change, (flipped, seq))
                    with pytest.raises(JournalError) as caught:
                        list(journal.entries(max(1, seq - 2)))
                    assert caught.value.seq in (None, seq) if column == "key" else caught.value.seq == seq
                    journal._base.execute(change, (stored, seq))
        assert verify(journal).findings == ()


def _flipped(stored: bytes, place: int, dice: random.Random) -> bytes:
    return stored[:place] + bytes((stored[place] ^ (1 << dice.randrange(8)),)) + stored[place + 1 :]


@pytest.mark.parametrize("part", range(8))
def test_a_bit_flipped_anywhere_in_the_file_is_harmless_or_refused(kept: Path, tmp_path: Path, part: int) -> None:
    sound, dice = kept.read_bytes(), random.Random(part)
    with closing(SqliteJournal.open(kept)) as journal:
        book = encode_book(Ledger.open(configuration(), journal).book)
        state = journal.load_state()
    path = tmp_path / "flipped.save"
    refused: list[str] = []
    for place in range(part, len(sound), 8):
        for left in tmp_path.glob("flipped.save-*"):
            left.unlink()
        path.write_bytes(_flipped(sound, place, dice))
        try:
            with closing(SqliteJournal.open(path)) as journal:
                opened = Ledger.open(configuration(), journal).book
                verify(journal)
                assert (encode_book(opened), journal.load_state()) == (book, state), place
        except JournalError as error:
            refused.append(str(error))
    assert refused
    assert [line for line in refused if str(path) not in line or "\n" in line] == []


@pytest.mark.parametrize("part", range(4))
def test_a_bit_flipped_in_what_a_killed_program_left_is_refused_or_is_an_earlier_moment(
    tmp_path: Path, part: int
) -> None:
    with closing(SqliteJournal.open(tmp_path / "live.save", snapshot_every=15)) as journal:
        ledger = lived(begun(journal), 12)
        moments = {encode_book(ledger.book)}
        replay = Ledger(configuration(), journal)
        for entry in journal.entries():
            replay.book.apply(entry)
            moments.add(encode_book(replay.book))
        for file in tmp_path.glob("live.save*"):
            shutil.copy(file, file.with_name(file.name.replace("live", "dead")))
    log = tmp_path / "dead.save-wal"
    main, sound, dice = (tmp_path / "dead.save").read_bytes(), log.read_bytes(), random.Random(part)
    for place in range(part, len(sound), 40):
        (tmp_path / "dead.save").write_bytes(main)
        log.write_bytes(_flipped(sound, place, dice))
        try:
            with closing(SqliteJournal.open(tmp_path / "dead.save")) as journal:
                opened = encode_book(Ledger.open(configuration(), journal).book)
        except JournalError:
            continue
        assert opened in moments or opened == encode_book(type(ledger.book)()), place
