"""How fast the ledger is, as ratios that mean the same on any machine: one table of one run.

    python benchmarks/books.py [--rounds N] [--quick]

Installs the peers of the extra `[bench]` into its own environment if they are not there.

Everything that is always on is on: all rules, the checks of every entry, the hash chain. Contenders of one line take turns, so
that a busy moment of the machine meets both; each line is the median of its rounds' ratios. The exit code is 1 if a gate is
not met.

What the peers do is less than what the ledger does (no rules, no lots, no limits); the ratios say what the same job costs a
user: one accepted command, kept. `eventsourcing` moves two numbers of one aggregate per command, with its aggregate cache as
it comes; the line without a gate turns the cache's fast-forwarding off, which is its fastest way. `beancount` reads the very transactions that the ledger has written.
"""

from __future__ import annotations

import argparse
import gc
import sqlite3
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from attrs import frozen

from ledger.calendar import DAY_MS, NEVER
from ledger.commands import Charge, Command, Earn, Give, Join, Leave, OpeningLot, OpenPool, OpenSim, Redeem, TopUp
from ledger.configuration import Configuration
from ledger.journal.chain import HASH_BYTES
from ledger.journal.memory import MemoryJournal
from ledger.journal.port import Journal
from ledger.journal.sqlite import SqliteJournal
from ledger.ledger import Ledger
from ledger.loading import Fixtures

NOW_MS = 1_773_298_920_000
SUBSCRIBERS = 200
REWARDS = ("707:11", "707:12", "707:21", "707:31", "707:41")
CONFIGURATION = Configuration.load(Fixtures())


@frozen
class Line:
    """One line of the table: what is compared, the ratio, and the gate that it must reach or stay under; 0 for no gate."""

    said: str
    ratio: float
    gate: float
    least: bool
    """Whether the gate is the least allowed, rather than the most."""

    @property
    def met(self) -> bool:
        """Whether the gate is met."""
        return self.ratio >= self.gate if self.least else self.ratio <= self.gate

    def __str__(self) -> str:
        if not self.gate:
            return f"| {self.said} | {self.ratio:.2f} | | |"
        sign = "≥" if self.least else "≤"
        return f"| {self.said} | {self.ratio:.2f} | {sign} {self.gate:g} | {'met' if self.met else 'MISSED'} |"


def msisdn(number: int) -> str:
    return f"7916{number:07}"


def commands(count: int, seed: int = 1) -> list[tuple[Command, int]]:
    """What subscribers do, each every second day, and when: use, top up, earn, redeem, give, leave and join. Dates come on the way."""
    dice = Random(seed)
    made: list[tuple[Command, int]] = []
    at_ms = NOW_MS
    gone: str | None = None
    for _ in range(count):
        at_ms += dice.randrange(1_800_000)
        who, other, chance = msisdn(dice.randrange(SUBSCRIBERS)), msisdn(dice.randrange(SUBSCRIBERS)), dice.random()
        command: Command
        if chance < 0.25:
            command = Charge(who, "call", dice.randrange(1, 400), dice.choice(("on_net", "off_net")))
        elif chance < 0.40:
            command = Charge(who, "sms", 1)
        elif chance < 0.55:
            command = Charge(who, "data", dice.randrange(1, 3 << 20))
        elif chance < 0.70:
            command = TopUp(who, dice.randrange(2_000, 10_000))
        elif chance < 0.80:
            command = Earn(who, dice.choice(("shop_logo", "taxi")), dice.randrange(10_000, 100_000))
        elif chance < 0.90:
            command = Redeem(who, dice.choice(REWARDS), "ussd")
        elif chance < 0.97:
            command = Give(who, other, dice.randrange(10, 200))
        elif gone is None:
            gone, command = who, Leave(who)
        else:
            gone, command = None, Join(gone, "ussd")
        made.append((command, at_ms))
    return made


def opened(journal: Journal) -> Ledger:
    """Books with subscribers who have points and money."""
    ledger = Ledger.open(CONFIGURATION, journal)
    ledger.configure(NOW_MS)
    for number in range(SUBSCRIBERS):
        points, money = OpeningLot("points", 5_000, NOW_MS + 200 * DAY_MS), OpeningLot("main", 500_000, NEVER)
        ledger.execute(OpenPool(f"pool{number}", member=True, lots=(points,)), NOW_MS)
        ledger.execute(OpenSim(msisdn(number), f"pool{number}", (money,), f"owner{number}", "moscow"), NOW_MS)
    ledger.commit({})
    return ledger


def carry_out(ledger: Ledger, todo: list[tuple[Command, int]]) -> int:
    """Carry out commands, each with its own commit; how many entries they made."""
    head = ledger.head
    for command, at_ms in todo:
        ledger.execute(command, at_ms)
        ledger.commit({})
    return ledger.head - head


def timed(work: Callable[[], int]) -> float:
    """Seconds per piece of work, of which `work` returns the number."""
    gc.collect()
    started = perf_counter()
    pieces = work()
    return (perf_counter() - started) / pieces


@cache
def peer_account() -> Any:
    """The peer's subscriber: points and money."""
    from eventsourcing.domain import Aggregate, event  # noqa: PLC0415  (a peer is there when its turn comes)

    class Account(Aggregate):
        def __init__(self, name: str) -> None:
            self.name, self.points, self.kopecks = name, 0, 0

        @event("Moved")
        def move(self, points: int, kopecks: int) -> None:
            self.points += points
            self.kopecks += kopecks

    return Account


def eventsourcing(count: int, **environment: str) -> Callable[[], int]:
    """The peer's way with as many commands: look the aggregate up, move, save."""
    from eventsourcing.application import Application  # noqa: PLC0415

    settings = {"AGGREGATE_CACHE_MAXSIZE": "1000"}
    application = Application(env=settings | environment)
    accounts = [peer_account()(str(number)) for number in range(SUBSCRIBERS)]
    for account in accounts:
        application.save(account)
    dice = Random(1)
    todo = [(accounts[dice.randrange(SUBSCRIBERS)].id, dice.randrange(100)) for _ in range(count)]

    def work() -> int:
        for identity, amount in todo:
            account = application.repository.get(identity)
            account.move(amount, -amount)
            application.save(account)
        return count

    return work


def beancount_text(ledger: Ledger) -> tuple[str, int]:
    """The ledger's transactions as beancount reads them, and how many."""
    accounts: dict[str, str] = {}
    lines: list[str] = []
    count = 0
    for entry in ledger.entries():
        if not entry.postings:
            continue
        count += 1
        lines.append(f'2026-03-12 * "{entry.kind}"')
        for posting in entry.postings:
            name = accounts.setdefault(posting.account, f"Assets:A{len(accounts)}")
            lines.append(f"  {name}  {posting.amount} {posting.unit.upper()}")
    opening = [f"2026-03-12 open {name}" for name in accounts.values()]
    return "\n".join((*opening, *lines, "")), count


def beancount(path: Path, count: int) -> Callable[[], int]:
    """The peer's way with a file; its cache of files that it has read before is off."""
    from beancount import loader  # noqa: PLC0415

    loader.initialize(use_cache=False)

    def work() -> int:
        _, errors, _ = loader.load_file(str(path))
        assert not errors, errors[:3]
        return count

    return work


def bare_inserts(path: Path, bodies: list[bytes]) -> Callable[[], int]:
    """The least that SQLite can do to keep the same bytes, each commit on the disk."""
    base = bare(path)
    base.execute("CREATE TABLE entries (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")

    def work() -> int:
        for body in bodies:
            base.execute("BEGIN")
            base.execute("INSERT INTO entries (body) VALUES (?)", (body,))
            base.execute("COMMIT")
        base.close()
        return len(bodies)

    return work


def bare(path: Path) -> sqlite3.Connection:
    """A connection as the journal has it, and nothing else."""
    base = sqlite3.connect(path, isolation_level=None)
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
        base.execute(f"PRAGMA {pragma}")
    return base


def ratios(rounds: int, ours: Callable[[], float], *theirs: Callable[[], float]) -> list[float]:
    """Median over rounds of each other's time against ours, in which they take turns."""
    turns = []
    for _ in range(rounds):
        own = ours()
        turns.append([other() / own for other in theirs])
    return [median(turn[place] for turn in turns) for place in range(len(theirs))]


def in_memory(rounds: int, count: int, folder: Path) -> Iterator[Line]:
    todo = commands(count)
    ledger = opened(MemoryJournal())
    carry_out(ledger, todo)
    text, transactions = beancount_text(ledger)
    path = folder / "peer.beancount"
    path.write_text(text, encoding="utf-8")

    def ours() -> float:
        books = opened(MemoryJournal())
        return timed(lambda: carry_out(books, todo))

    against = ratios(
        rounds,
        ours,
        lambda: timed(eventsourcing(count // 2)),
        lambda: timed(eventsourcing(count // 2, AGGREGATE_CACHE_FASTFORWARD="n")),
        lambda: timed(beancount(path, transactions)),
    )
    yield Line("in memory: commands a second against eventsourcing in memory", against[0], 5, least=True)
    yield Line("the same, its cache without fast-forwarding", against[1], 0, least=True)
    yield Line("in memory: commands a second against transactions that beancount loads", against[2], 4, least=True)


def on_disk(rounds: int, count: int, folder: Path) -> Iterator[Line]:
    todo = commands(count)
    ledger = opened(MemoryJournal())
    carry_out(ledger, todo)
    rows = [body + bytes(HASH_BYTES) for body in ledger.journal._bodies[-count:]]  # type: ignore[attr-defined]
    numbers = iter(range(10_000))

    def ours() -> float:
        books = opened(SqliteJournal.open(folder / f"ours{next(numbers)}.db"))
        spent = timed(lambda: carry_out(books, todo))
        books.close()
        return spent

    def peer() -> float:
        path = folder / f"peer{next(numbers)}.db"
        return timed(eventsourcing(count // 2, PERSISTENCE_MODULE="eventsourcing.sqlite", SQLITE_DBNAME=str(path)))

    against = ratios(rounds, ours, lambda: timed(bare_inserts(folder / f"bare{next(numbers)}.db", rows)), peer)
    yield Line("SQLite, each command on the disk: against bare inserts of the same bytes", against[0], 0.65, least=True)
    yield Line("SQLite, each command on the disk: against eventsourcing on SQLite", against[1], 2.5, least=True)


def restart(rounds: int, count: int, folder: Path) -> Iterator[Line]:
    path, tailed = folder / "restart.db", folder / "tailed.db"
    todo = commands(count + 1_000)
    for file, kept in ((path, 0), (tailed, count)):
        ledger = opened(SqliteJournal.open(file, snapshot_every=0))
        for start in range(0, count + 1_000, 1_000):
            for command, at_ms in todo[start : start + 1_000]:
                ledger.execute(command, at_ms)
            ledger.commit({})
            if kept and start + 1_000 == kept:
                ledger.save_snapshot()
        ledger.close()

    def opening(file: Path) -> float:
        gc.collect()
        started = perf_counter()
        ledger = Ledger.open(CONFIGURATION, SqliteJournal.open(file, snapshot_every=0))
        spent = perf_counter() - started
        ledger.close()
        return spent

    def reading() -> float:
        base = bare(path)
        gc.collect()
        started = perf_counter()
        base.execute("SELECT seq, body, hash, key FROM entries ORDER BY seq").fetchall()
        spent = perf_counter() - started
        base.close()
        return spent

    against = ratios(rounds, lambda: opening(path), reading, lambda: opening(tailed))
    yield Line(f"opening by replay of {count:,} entries: against reading their rows", 1 / against[0], 40, least=False)
    yield Line("opening by replay: against a snapshot and 1,000 entries", 1 / against[1], 20, least=True)


def with_lots(due: int, later: int) -> tuple[Ledger, int]:
    """Books with lots that were earned one after another and burn so, others that burn long after, and when the first does."""
    ledger = Ledger.open(CONFIGURATION, MemoryJournal())
    ledger.configure(NOW_MS)
    holders = 1_000
    for number in range(holders):
        late = tuple(OpeningLot("mms", 5, NOW_MS + 3_000 * DAY_MS + n) for n in range(later // holders))
        ledger.execute(OpenPool(f"pool{number}", member=True, lots=()), NOW_MS)
        ledger.execute(OpenSim(msisdn(number), f"pool{number}", late), NOW_MS)
        ledger.commit({})
    for number in range(due):
        ledger.execute(Earn(msisdn(number % holders), "shop_logo", 100), NOW_MS + number)
        ledger.commit({})
    first_ms = NOW_MS + 365 * DAY_MS
    ledger.run_due(first_ms - 1)
    ledger.commit({})
    return ledger, first_ms


def expiry(rounds: int, due: int, later: int) -> Iterator[Line]:
    def burning(lots: int, others: int) -> float:
        ledger, first_ms = with_lots(lots, others)

        def work() -> int:
            head = ledger.head
            while (at_ms := ledger.next_due()) is not None and at_ms < first_ms + DAY_MS:
                ledger.run_due(at_ms)
                ledger.commit({})
            return ledger.head - head

        return timed(work)

    against = ratios(rounds, lambda: burning(due // 10, 0), lambda: burning(due, 0))
    yield Line(f"expiry: time per due lot, {due:,} lots against {due // 10:,}", against[0], 1.3, least=False)
    against = ratios(max(1, rounds // 2), lambda: burning(due, 0), lambda: burning(due, later))
    yield Line(f"expiry: time per due lot with {later:,} lots not due, against none", against[0], 1.2, least=False)


def memory(count: int) -> Iterator[Line]:
    todo = commands(count)
    gc.collect()
    tracemalloc.start()
    ledger = opened(MemoryJournal())
    before, head = tracemalloc.get_traced_memory()[0], ledger.head
    carry_out(ledger, todo)
    gc.collect()
    used = (tracemalloc.get_traced_memory()[0] - before) / (ledger.head - head)
    tracemalloc.stop()
    yield Line("memory: bytes per entry, books and journal", used, 900, least=False)


def install_peers() -> None:
    """Install what the ledger is compared with, if it is not there."""
    if find_spec("eventsourcing") and find_spec("beancount"):
        return
    root = Path(__file__).parent.parent
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "-e", f"{root}[bench]"], check=True)


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="turns of each contender (default 5)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the work: a look, not a measurement")
    options = parser.parse_args()
    install_peers()
    scale = 10 if options.quick else 1
    good = True
    print("| what is compared | ratio | gate | |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (
            in_memory(options.rounds, 20_000 // scale, folder),
            on_disk(3 * options.rounds, 5_000 // scale, folder),
            restart(options.rounds, 100_000 // scale, folder),
            expiry(options.rounds, 100_000 // scale, 1_000_000 // scale),
            memory(20_000 // scale),
        ):
            for line in part:
                print(line, flush=True)
                good &= line.met
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
