"""A program that is killed while it writes: nothing that was acknowledged is lost, no number is left out, the file opens."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from ledger.codec import encode_book
from ledger.journal.sqlite import SqliteJournal
from ledger.ledger import Ledger
from ledger.verify import verify
from tests.ledger import writer
from tests.ledger.books import configuration, replayed

pytestmark = pytest.mark.slow

KILLS = 200
LIVES = 20
"""How many programs write one file after another."""


def killed(path: Path, seed: int, after_s: float) -> list[str]:
    """The keys that a writing program acknowledged before it was killed so many seconds after its first word."""
    root = Path(__file__).parent.parent.parent
    process = subprocess.Popen(
        [sys.executable, "-m", writer.__name__, str(path), str(seed)], cwd=root, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process:
        first = process.stdout.readline()
        time.sleep(after_s)
        process.kill()
        said = (first + process.stdout.read()).decode()
    return [line for line in said.split("\n")[:-1] if line != "refused"]


@pytest.mark.parametrize("file", range(KILLS // LIVES))
def test_kill_9_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path, file: int) -> None:
    path, dice = tmp_path / "a.save", random.Random(file)
    acknowledged: list[str] = []
    for life in range(LIVES):
        said = killed(path, file * LIVES + life, dice.random() * 0.15)
        assert said or life
        acknowledged += said
        with closing(SqliteJournal.open(path)) as journal:
            entries = list(journal.entries())
            assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
            keys = [entry.key for entry in entries if entry.key is not None]
            assert [key for key in keys if key in set(acknowledged)] == acknowledged
            assert len(set(keys) - set(acknowledged)) <= life + 1, "at most one input of each life was on its way"
            ledger = Ledger.open(configuration(), journal)
            proof = verify(journal, redecide=life == LIVES - 1)
            assert (proof.entries, proof.findings) == (len(entries), ())
            assert journal.load_state() or not life
            assert encode_book(ledger.book) == encode_book(replayed(entries))
    assert len(acknowledged) > LIVES
