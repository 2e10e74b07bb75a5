"""A journal in a file: SQLite with a write-ahead log, every commit on the disk before it counts, one writer.

The file proves itself: each entry's row carries the hash of the chain up to it, each row of state its own, and the snapshot,
which is bound to the chain, tells up to which entry there must be rows at least: whoever closes the file leaves one. What does
not fit is refused, by the number of its entry.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from attrs import define, field

from ledger.codec import CodecError, decode, encode
from ledger.entries import Entry
from ledger.journal.chain import BEGINNING, link
from ledger.journal.port import Head, JournalError, Snapshot

APPLICATION_ID: Final = 0x7A766F6E
"""Tells our files from other SQLite databases: «zvon»."""

VERSION: Final = 1
"""The form of the file; a file of another form is refused."""

TABLES: Final = (
    "CREATE TABLE entries (seq INTEGER PRIMARY KEY, body BLOB NOT NULL, hash BLOB NOT NULL, key TEXT) STRICT",
    "CREATE UNIQUE INDEX keys ON entries (key) WHERE key IS NOT NULL",
    "CREATE TABLE snapshot (id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, body BLOB NOT NULL, hash BLOB NOT NULL) STRICT",
    "CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB NOT NULL, hash BLOB NOT NULL) STRICT, WITHOUT ROWID",
)

SCHEMA: Final = (
    *TABLES,
    "CREATE INDEX numbers ON entries (seq)",
    "CREATE INDEX rooms ON state (key)",
)
"""The indexes find nothing faster: by them a table is missed that has lost its last rows, which nothing else in the file tells."""

PAGE_BYTES: Final = 2048
"""A commit writes the page that its entry is on: half of SQLite's own size takes a tenth less time."""

LOG_PAGES: Final = 250
"""How long the log gets before it is written into the file: a short one is overwritten in place, which the disk does faster."""

SNAPSHOT_EVERY: Final = 1000

ROWS: Final = 500
"""How many rows are read at once."""

PATIENCE_S: Final = 0.2
"""How long a file is waited for that another program is letting go."""

RESTORE: Final = "put a good copy of the file in its place"

_TOLD: Final = {
    sqlite3.SQLITE_BUSY: "{path} is open in another zvonilka; leave that one first, or take another file",
    sqlite3.SQLITE_LOCKED: "{path} is open in another zvonilka; leave that one first, or take another file",
    sqlite3.SQLITE_FULL: "{path}: no room is left on the disk; make room and open it again, what was kept is unharmed",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged ({error}); " + RESTORE,
    sqlite3.SQLITE_NOTADB: "{path} is no save of zvonilka; take another file",
    sqlite3.SQLITE_READONLY: "{path} cannot be written: it is read-only; take another file",
    sqlite3.SQLITE_PERM: "{path} cannot be opened: it may not be read; take another file",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened or made; see whether it may be written there",
    sqlite3.SQLITE_IOERR: "{path}: the disk failed ({error}); open it again, or take another file",
}
"""What the user reads, by the primary code of SQLite's error."""


FAILURES: Final = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the latter where the words of its error, or a text in the file, are damaged themselves."""


def told(path: Path, error: BaseException) -> str:
    """An error of SQLite as one line: what happened, to which file, what to do."""
    if isinstance(error, UnicodeDecodeError):
        return f"{path} is damaged (a text in it is no text); {RESTORE}"
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return _TOLD.get(code & 0xFF, "{path} cannot be used ({error}); " + RESTORE).format(path=path, error=error)


@define
class SqliteJournal:
    """Keeps entries and state in one SQLite file.

    Attributes:
        path: the file, as the user named it.
        head: the newest kept entry.
        snapshot_every: after so many entries a snapshot is taken.
    """

    path: Path
    head: Head
    snapshot_every: int
    _base: sqlite3.Connection
    _failed: bool = field(default=False, init=False)
    _cursor: sqlite3.Cursor = field(init=False)
    """For all that is written: to make a new one takes a part of each commit's time."""

    def __attrs_post_init__(self) -> None:
        self._cursor = self._base.cursor()

    @classmethod
    def open(cls, path: Path, *, must_exist: bool = False, snapshot_every: int = SNAPSHOT_EVERY) -> SqliteJournal:
        """Open a file for this program alone, or make it.

        Args:
            path: the file. One that cannot be written is read, if nobody has it open.
            must_exist: whether a file that is not there is an error.
            snapshot_every: after so many entries a snapshot is taken.

        Raises:
            JournalError: it is open elsewhere, no journal of this version, damaged, or cannot be opened or made.
        """
        _look(path, must_exist=must_exist)
        base: sqlite3.Connection | None = None
        try:
            base = _connect(path)
            head = _enter(base, path)
        except BaseException as error:
            if base is not None:
                base.close()
            if isinstance(error, FAILURES):
                raise JournalError(told(path, error)) from error
            raise
        return cls(path, head, snapshot_every, base)

    def commit(self, entries: Sequence[Entry], state: Mapping[str, bytes | None]) -> None:
        """See `Journal`."""
        if not entries and not state:
            return
        seq, chained = self.head.seq, self.head.hash
        steps: list[tuple[str, tuple[Any, ...]]] = []
        for entry in entries:
            body = encode(entry)
            seq, chained = seq + 1, link(chained, body)
            assert entry.seq == seq, "entries come in the order of their numbers"
            steps.append(("INSERT INTO entries VALUES (?, ?, ?, ?)", (seq, body, chained, entry.key)))
        for key, value in state.items():
            if value is None:
                steps.append(("DELETE FROM state WHERE key = ?", (key,)))
            else:
                row = (key, value, link(key.encode(), value))
                steps.append(("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", row))
        self._write(steps)
        self.head = Head(seq, chained)

    def entries(self, from_seq: int = 1) -> Iterator[Entry]:
        """See `Journal`."""
        head, seq = self.head, from_seq - 1
        if seq >= head.seq:
            return
        chained = self._hash_at(seq)
        while seq < head.seq:
            for row_seq, body, kept, key in self._rows_after(seq, head.seq):
                seq += 1
                if row_seq != seq:
                    raise self._missing(seq)
                if not isinstance(body, bytes) or (chained := link(chained, body)) != kept:
                    raise self._damaged(seq, "its hash does not fit")
                yield self._entry(seq, body, key)
        if chained != head.hash:
            raise self._damaged(seq, "the end of the chain does not fit")

    def _rows_after(self, seq: int, last: int) -> list[tuple[Any, ...]]:
        """Some rows after a number, all at once: a reader who stops half-way leaves nothing open."""
        select = "SELECT seq, body, hash, key FROM entries WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
        with self._reading():
            rows = self._base.execute(select, (seq, last, ROWS)).fetchall()
        if not rows:
            raise self._missing(seq + 1)
        return rows

    def find(self, key: str) -> Entry | None:
        """See `Journal`."""
        with self._reading():
            row = self._base.execute("SELECT seq, body, hash FROM entries WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        seq, body, kept = row
        if not isinstance(body, bytes) or link(self._hash_at(seq - 1), body) != kept:
            raise self._damaged(seq, "its hash does not fit")
        return self._entry(seq, body, key)

    def load_state(self, *, without: str = "") -> Mapping[str, bytes]:
        """See `Journal`."""
        asked = "SELECT key, value, hash FROM state WHERE ? = '' OR substr(key, 1, ?) != ?"
        with self._reading():
            rows = self._base.execute(asked, (without, len(without), without)).fetchall()
        for key, value, kept in rows:
            if not (isinstance(key, str) and isinstance(value, bytes) and link(key.encode(), value) == kept):
                raise JournalError(f"{self.path} is damaged: the state {key!r}; {RESTORE}")
        return {key: value for key, value, _ in rows}

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """See `Journal`."""
        assert snapshot.seq == self.head.seq, "a snapshot is of the newest entry"
        row = (snapshot.seq, snapshot.body, link(self.head.hash, snapshot.body))
        self._write([("INSERT OR REPLACE INTO snapshot VALUES (0, ?, ?, ?)", row)])

    def load_snapshot(self) -> Snapshot | None:
        """See `Journal`."""
        with self._reading():
            row = self._base.execute("SELECT seq, body, hash FROM snapshot").fetchone()
        if row is None:
            return None
        seq, body, kept = row
        if not isinstance(body, bytes) or link(self._hash_at(seq), body) != kept:
            raise JournalError(f"{self.path}: the snapshot of entry {seq} is damaged; {RESTORE}")
        return Snapshot(seq, body)

    def inspect(self) -> None:
        """See `Journal`: SQLite's own check of every page and index."""
        with self._reading():
            found = [row[0] for row in self._base.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"]:
            raise JournalError(f"{self.path} is damaged ({' '.join(found[0].split())}); {RESTORE}")

    def close(self) -> None:
        """See `Journal`."""
        self._failed = True
        with suppress(sqlite3.ProgrammingError):  # it is closed already
            self._cursor.close()
        self._base.close()

    def _entry(self, seq: int, body: bytes, key: str | None) -> Entry:
        try:
            entry = decode(body)
        except CodecError as error:
            raise self._damaged(seq, str(error)) from error
        if entry.seq != seq:
            raise self._damaged(seq, f"it calls itself {entry.seq}")
        if entry.key != key:
            raise self._damaged(seq, "its key stands elsewhere")
        return entry

    def _hash_at(self, seq: int) -> bytes:
        if seq == 0:
            return BEGINNING
        with self._reading():
            row = self._base.execute("SELECT hash FROM entries WHERE seq = ?", (seq,)).fetchone()
        if row is None:
            raise self._missing(seq)
        if not isinstance(row[0], bytes):
            raise self._damaged(seq, "its hash does not fit")
        return row[0]

    def _damaged(self, seq: int, why: str) -> JournalError:
        return JournalError(f"{self.path}: entry {seq} is damaged: {why}; {RESTORE}", seq)

    def _missing(self, seq: int) -> JournalError:
        return JournalError(f"{self.path}: entry {seq} is missing; {RESTORE}", seq)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except FAILURES as error:
            raise JournalError(told(self.path, error)) from error

    def _write(self, steps: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
        """One transaction; after an error in it nothing is written any more, for what the callers hold is ahead of the file."""
        if self._failed:
            raise JournalError(f"{self.path} takes nothing any more; open it again")
        self._failed = True
        execute = self._cursor.execute
        try:
            if len(steps) == 1:  # a statement by itself is a transaction, and two round trips shorter
                execute(*steps[0])
            else:
                execute("BEGIN IMMEDIATE")
                for statement, values in steps:
                    execute(statement, values)
                execute("COMMIT")
        except BaseException as error:
            with suppress(sqlite3.Error):
                self._base.rollback()
            if isinstance(error, FAILURES):
                raise JournalError(told(self.path, error)) from error
            raise
        self._failed = False


def _look(path: Path, *, must_exist: bool) -> None:
    """Refuse what SQLite would tell of in words of its own."""
    try:
        if path.is_dir():
            raise JournalError(f"{path} is a folder; name a file in it")
        if must_exist and not path.exists():
            raise JournalError(f"{path}: no such file")
        if not path.parent.is_dir():
            raise JournalError(f"{path}: there is no folder {path.parent}; make it, or take another file")
    except OSError as error:
        raise JournalError(f"{path} cannot be opened: {str(error.strerror).lower()}") from error


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that alone has the file; one that only reads, if the file cannot be written and is whole by itself."""
    sealed = path.exists() and not os.access(path, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    name = f"{path.absolute().as_uri()}?mode=ro&immutable=1" if sealed else path.absolute().as_uri()
    base = sqlite3.connect(name, timeout=PATIENCE_S, isolation_level=None, uri=True)
    try:
        for pragma in ("locking_mode = EXCLUSIVE", "trusted_schema = OFF"):
            base.execute(f"PRAGMA {pragma}")
    except BaseException:
        base.close()
        raise
    return base


def _enter(base: sqlite3.Connection, path: Path) -> Head:
    """Make sure that the file is ours, or make it ours if it is empty; the head of its journal."""
    if not base.execute("PRAGMA schema_version").fetchone()[0]:
        _make(base)
    application = base.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise JournalError(f"{path} is a database of another program; take another file")
    version = base.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION:
        raise JournalError(
            f"{path} is a save of another version of zvonilka (form {version}, this one reads form {VERSION}); "
            "open it with that version, or take another file"
        )
    found = tuple(row[0] for row in base.execute("SELECT sql FROM sqlite_schema WHERE sql NOT NULL"))
    if found not in (SCHEMA, TABLES):  # a file of before the indexes is read as it is
        raise JournalError(f"{path} is damaged: its tables are not those of a save; {RESTORE}")
    base.execute("PRAGMA synchronous = FULL")
    base.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    last = base.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone() or (0, BEGINNING)
    kept = base.execute("SELECT seq FROM snapshot").fetchone() or (0,)
    if not isinstance(last[1], bytes) or not isinstance(kept[0], int):
        raise JournalError(f"{path} is damaged: it has other values than a save; {RESTORE}", last[0])
    if last[0] < kept[0]:
        raise JournalError(f"{path}: entry {last[0] + 1} is missing; {RESTORE}", last[0] + 1)
    return Head(*last)


def _make(base: sqlite3.Connection) -> None:
    """Make an empty file a journal."""
    base.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("BEGIN EXCLUSIVE")
    for table in SCHEMA:
        base.execute(table)
    base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    base.execute(f"PRAGMA user_version = {VERSION}")
    base.execute("COMMIT")
