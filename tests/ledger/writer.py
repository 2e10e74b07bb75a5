"""A program that writes a journal until it is killed: `python writer.py FILE SEED`.

It says each command's key on a line of its own once the command is acknowledged, that is, once its commit has returned.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from ledger.commands import Charge, Command, Earn, Redeem, TopUp
from ledger.journal.sqlite import SqliteJournal
from ledger.ledger import Ledger
from tests.ledger.books import ANNA, VERA, configuration
from tests.ledger.journals import begun

SNAPSHOT_EVERY = 20
CHECKPOINT_PAGES = 8
"""Few, so that some of the kills fall into a checkpoint."""


def command(dice: random.Random) -> Command:
    """Something that Anna or Vera does."""
    who = dice.choice((ANNA, VERA))
    return dice.choice(
        (
            TopUp(who, dice.randrange(1, 9_999)),
            Charge(who, "sms", dice.randrange(1, 3)),
            Earn(ANNA, "taxi", dice.randrange(10_000, 90_000)),
            Redeem(ANNA, "707:41", "ussd"),
        )
    )


def main() -> None:
    """Open the file, or make it, and go on."""
    path, seed = Path(sys.argv[1]), int(sys.argv[2])
    journal = SqliteJournal.open(path, snapshot_every=SNAPSHOT_EVERY)
    journal._base.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    ledger = Ledger.open(configuration(), journal) if journal.head.seq else begun(journal)
    dice = random.Random(seed)
    for number in range(10**9):
        key, at_ms = f"{seed}/{number}", ledger.book.at_ms + dice.randrange(7_200_000)
        ledger.execute(command(dice), at_ms, key)
        ledger.commit({"clock": str(at_ms).encode()})
        sys.stdout.write(f"{key if ledger.find(key) else 'refused'}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
