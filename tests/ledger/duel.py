"""The ledger and the naive model side by side: the same commands to both, and everything compared after each."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from attrs import asdict, define, field

from ledger.book import Book, account_of
from ledger.commands import Command, Expire, OpeningLot, OpenPool, OpenSim, Remind
from ledger.configuration import FILES, Configuration
from ledger.entries import Entry, Refusal
from ledger.journal.memory import MemoryJournal
from ledger.ledger import Ledger
from ledger.loading import Fixtures, Layer
from ledger.query import standing
from tests.ledger.naive import FOREVER, Answer, Naive

MOSCOW = ZoneInfo("Europe/Moscow")

ANNA, SECOND, THIRD = "79160000001", "79160000006", "79160000007"
"""Three SIMs of one owner; each opens with a points account of its own."""
BORIS, VERA, GLEB, ZOYA = "79160000002", "79160000003", "79210000004", "79160000005"
"""Boris and Zoya take part, Vera does not, and Gleb is of another region."""
DINA = "79030000005"
"""A number of another operator: these books do not know it."""

SIMS = (ANNA, SECOND, THIRD, BORIS, VERA, GLEB, ZOYA)
OWNERS = {ANNA: "anna", SECOND: "anna", THIRD: "anna", BORIS: "boris", VERA: "vera", GLEB: "gleb", ZOYA: "zoya"}
MEMBERS = (ANNA, BORIS, GLEB, ZOYA)


SMALL: dict[str, Any] = {
    "purses": {
        "minutes_on_net": {"step": 6},
        "minutes_off_net": {"step": 6},
        "data": {"step": 4},
        "discount": {"step": 10},
        "mgts_payment": {"step": 1},
    },
    "tariff": {"call_on_net": {"step": 6}, "call_off_net": {"step": 6}, "data": {"step": 4, "kopecks": 250}},
    "catalog": {
        "707:61": {"amount": 5, "price_points": 3000},
        "site:bit": {"amount": 75},
        "site:superbit": {"amount": 300},
        "site:tablet": {
            "price_points": 3000,
            "least_points": 2500,
            "sold_from": "2026-03-13",
            "sold_until": "2027-01-01",
        },
        "site:smartphone": {"price_points": 3000},
    },
    "earning": {
        "sources": {"partner_shop": {"points": 2, "per_kopecks": 700}, "top_up": {"points": 1, "per_kopecks": 900}}
    },
}
"""The same rules in smaller steps, so that every second and byte can stand alone in a list; and devices within reach."""


class MismatchError(AssertionError):
    """The ledger is not as the model, or breaks an invariant of its own."""


def at(written: str, milliseconds: int = 0) -> int:
    """Epoch milliseconds of a date and time on Moscow's clocks."""
    return round(datetime.fromisoformat(written).replace(tzinfo=MOSCOW).timestamp()) * 1000 + milliseconds


@cache
def read(patches: str) -> tuple[Configuration, dict[str, Any]]:
    """The fixtures under merge patches: as the ledger reads them, and as the model does."""
    fixtures = Fixtures((Layer("test", json.loads(patches)),))
    return Configuration.load(fixtures), {name: fixtures.tree(name) for name in FILES}


def question(command: Command) -> tuple[str, dict[str, Any]]:
    """The model's name of a command, and its arguments."""
    return re.sub(r"(?<=.)([A-Z])", r"_\1", type(command).__name__).lower(), asdict(command)


def equal(what: str, ledger: object, model: object) -> None:
    if ledger != model:
        raise MismatchError(f"{what}: the ledger has {ledger!r}, the model {model!r}")


def image(book: Book) -> dict[str, Any]:
    """Everything that books know, without what is only left over from work on them."""
    return {
        "lots": {number: repr(lot) for number, lot in book.lots.items()},
        "order": {account: list(order) for account, order in book.order.items() if order},
        "marks": {subject: dict(marks) for subject, marks in book.marks.items() if marks},
        "totals": {place: amount for place, amount in book.totals.items() if amount},
        "counters": (book.seq, book.at_ms, book.next_lot),
        "due": (book.next_expiry(), book.next_deadline()),
    }


@define
class SeenLot:
    """A lot as the postings alone tell of it."""

    account: str
    left: int
    opened_at_ms: int
    expires_at_ms: int


@define
class Auditor:
    """Reads the journal's entries one after another and knows only what stands in them."""

    lots: dict[int, SeenLot] = field(factory=dict)
    entries: list[Entry] = field(factory=list)
    burned: list[tuple[int, str, str, int]] = field(factory=list)
    """(at_ms, owner, purse, amount) of what went to `breakage`."""

    def read(self, entry: Entry) -> None:
        """Check an entry: numbered without gaps, zero-sum, whole numbers, no lot overdrawn or drawn out of turn."""
        equal("entry number", entry.seq, len(self.entries) + 1)
        if self.entries and entry.at_ms < self.entries[-1].at_ms:
            raise MismatchError(f"entry {entry.seq} goes back in time")
        sums: Counter[str] = Counter()
        known = set(self.lots)
        drawn: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for posting in entry.postings:
            sums[posting.unit] += posting.amount
            equal(f"type of an amount in entry {entry.seq}", type(posting.amount), int)
            if posting.lot is not None and posting.expires_at_ms is not None:
                self.lots[posting.lot] = SeenLot(posting.account, posting.amount, entry.at_ms, posting.expires_at_ms)
            elif posting.lot is not None:
                lot = self.lots[posting.lot]
                lot.left += posting.amount
                drawn[lot.account].append((lot.expires_at_ms, posting.lot))
        if any(sums.values()):
            raise MismatchError(f"entry {entry.seq} does not sum to zero: {dict(sums)}")
        if any(lot.left < 0 for lot in self.lots.values()):
            raise MismatchError(f"entry {entry.seq} overdraws a lot")
        if isinstance(entry.command, Remind):
            self._tells(entry, entry.command.pool)
        if isinstance(entry.command, Expire):
            lot = self.lots[entry.command.lot]
            equal("moment of burning", entry.at_ms, lot.expires_at_ms)
            self._was_told(lot)
        else:
            self._in_turn(entry, known, drawn)
        self._note_burned(entry)
        self.entries.append(entry)

    def _in_turn(self, entry: Entry, known: set[int], drawn: Mapping[str, list[tuple[int, int]]]) -> None:
        for account, rows in drawn.items():
            left = [
                (self.lots[number].expires_at_ms, number)
                for number in known
                if self.lots[number].account == account and self.lots[number].left
            ]
            if min(rows)[0] <= entry.at_ms:
                raise MismatchError(f"entry {entry.seq} draws on a lot that is gone")
            if left and max(rows) > min(left):
                raise MismatchError(f"entry {entry.seq} draws on lot {max(rows)[1]} before lot {min(left)[1]}")

    def _tells(self, entry: Entry, pool: str) -> None:
        """A notice speaks of all points that burn on the day seven days later, and of nothing else."""
        day = datetime.fromtimestamp(entry.at_ms // 1000, MOSCOW).date() + timedelta(days=7)
        of_day = sum(
            lot.left
            for lot in self.lots.values()
            if lot.account == account_of(pool, "points")
            and lot.expires_at_ms < FOREVER
            and datetime.fromtimestamp(lot.expires_at_ms // 1000, MOSCOW).date() == day
        )
        equal(f"points that the notice {entry.seq} speaks of", entry.details["amount"], of_day)

    def _was_told(self, lot: SeenLot) -> None:
        """D11: at 10:00, seven days before points burn, a notice speaks of them."""
        owner, _, purse = lot.account.rpartition("/")
        day = datetime.fromtimestamp(lot.expires_at_ms // 1000, MOSCOW) - timedelta(days=7)
        notice_ms = round(day.replace(hour=10, minute=0, second=0).timestamp()) * 1000
        if purse != "points" or notice_ms <= lot.opened_at_ms:
            return
        told = [e for e in self.entries if e.at_ms == notice_ms and e.kind == "reminded" and e.details["pool"] == owner]
        equal(f"notices to {owner} at {notice_ms}", len(told), 1)

    def _note_burned(self, entry: Entry) -> None:
        for posting in entry.postings:
            if posting.lot is None and posting.account == "breakage":
                account = next(p.account for p in entry.postings if p.lot is not None)
                owner, _, purse = account.rpartition("/")
                self.burned.append((entry.at_ms, owner, purse, posting.amount))

    def by_date(self) -> dict[str, Counter[int]]:
        """What each account holds, by the moment at which it is gone."""
        dates: dict[str, Counter[int]] = defaultdict(Counter)
        for lot in self.lots.values():
            if lot.left:
                dates[lot.account][lot.expires_at_ms] += lot.left
        return dates


@define
class Duel:
    """Both sides, and the clock. `values` are merge patches over the fixtures; no null in them."""

    ledger: Ledger
    naive: Naive
    now_ms: int
    auditor: Auditor = field(factory=Auditor)
    history: list[str] = field(factory=list)

    @classmethod
    def start(cls, now_ms: int, patches: Mapping[str, Any] | None = None, *, empty: bool = False) -> Duel:
        """Books with the seven subscribers, members with 4000 points for half a year, each with 100 roubles."""
        configuration, values = read(json.dumps(patches or {}))
        made = cls(Ledger(configuration, MemoryJournal(snapshot_every=20)), Naive(values), now_ms)
        made.ledger.configure(now_ms)
        if not empty:
            for msisdn in SIMS:
                lots = (OpeningLot("points", 4000, now_ms + 180 * 86_400_000),) if msisdn in MEMBERS else ()
                made.open(msisdn, points=lots, held=(OpeningLot("main", 10_000, FOREVER),))
        return made

    def open(self, msisdn: str, *, points: tuple[OpeningLot, ...] = (), held: tuple[OpeningLot, ...] = ()) -> None:
        """Open a SIM and its points account."""
        pool = f"{OWNERS[msisdn]}-{msisdn[-1]}"
        region = "petersburg" if msisdn == GLEB else "moscow"
        self.do(OpenPool(pool, msisdn in MEMBERS, points))
        self.do(OpenSim(msisdn, pool, held, OWNERS[msisdn], region))

    def change(self, patches: Mapping[str, Any]) -> None:
        """Put other values in force; what is already dated keeps its date."""
        self.history.append(f"{self.now_ms} values {patches}")
        self.ledger.configuration, self.naive.values = read(json.dumps(patches))
        self.ledger.configure(self.now_ms)
        self.compare()

    @property
    def book(self) -> Book:
        return self.ledger.book

    def do(self, command: Command, key: str | None = None) -> Entry | Refusal:
        """Say one thing to both sides, and compare what they say and have."""
        self.history.append(f"{self.now_ms} {command}")
        outcome = self.ledger.execute(command, self.now_ms, key)
        self.naive.advance(self.now_ms)
        name, values = question(command)
        self.agree(command, outcome, getattr(self.naive, name)(self.now_ms, **values))
        self.compare()
        return outcome

    def agree(self, command: Command, outcome: Entry | Refusal, answer: Answer) -> None:
        """The same rule refuses on both sides, with the same numbers; or none does."""
        rule = outcome.rule if isinstance(outcome, Refusal) else ""
        equal(f"answer to {command}", rule, answer.rule)
        if isinstance(outcome, Refusal):
            for name in ("limit", "left"):
                if (number := getattr(answer, name)) is not None:
                    equal(f"{name} of {rule} to {command}", outcome.values.get(name), number)

    def again(self, command: Command, key: str) -> None:
        """Repeat what was done under a key: the first entry comes back, and nothing is written."""
        self.ledger.run_due(self.now_ms)
        self.naive.advance(self.now_ms)
        head = self.book.seq
        outcome = self.ledger.execute(command, self.now_ms, key)
        equal("entries after a repeated key", self.book.seq, head)
        first = next(entry for entry in self.auditor.entries if entry.key == key)
        equal("answer to a repeated key", outcome, first)
        self.compare()

    def probe(self, command: Command) -> None:
        """Ask both sides for a gift's answer without giving anything."""
        from ledger.decide import decide  # its table may be patched by then

        name, values = question(command)
        assert name == "give"
        outcome = decide(self.book, self.ledger.configuration, command, self.now_ms)
        answer = self.naive.gift_answer(self.now_ms, values["msisdn"], values["to"], values["points"])
        self.agree(command, outcome, answer)

    def advance(self, by_ms: int) -> None:
        """Let time pass."""
        self.until(self.now_ms + by_ms)

    def until(self, at_ms: int) -> None:
        """Let time pass up to a moment."""
        self.now_ms = at_ms
        self.history.append(f"{at_ms} it is")
        self.ledger.run_due(at_ms)
        self.naive.advance(at_ms)
        self.compare()

    def compare(self) -> None:
        """Everything that anybody has, to the single thing and its date."""
        self.ledger.commit({})
        for entry in self.ledger.entries(len(self.auditor.entries) + 1):
            self.auditor.read(entry)
        equal("number of the newest entry", self.book.seq, len(self.auditor.entries))
        seen = self.auditor.by_date()
        for msisdn in self.naive.sims:
            self.compare_sim(msisdn, seen)
        held = sum(lot.left for lot in self.auditor.lots.values() if lot.account.endswith("/points"))
        equal("points of all", held, sum(len(account.points) for account in self.naive.accounts.values()))
        burned = sum(amount for _, _, purse, amount in self.auditor.burned if purse == "points")
        equal("points burned", burned, sum(amount for _, _, purse, amount in self.naive.burned if purse == "points"))

    def compare_sim(self, msisdn: str, dates: Mapping[str, Counter[int]]) -> None:
        """One SIM, and the points account it earns on: as many things at each date of the ledger, and no more in all."""
        book, model = self.book, self.naive.sims[msisdn]
        account, pool = self.naive.account(msisdn), book.pool_of(msisdn)
        seen = standing(book, self.ledger.configuration, msisdn, self.now_ms)
        equal(f"membership of {msisdn}", seen.member, account.member)
        equal(f"points of {msisdn}", seen.points, len(account.points))
        equal(f"money of {msisdn}", seen.kopecks, len(model.things.get("main", ())))
        equal(f"kopecks carried by {msisdn}", book.mark(pool, "remainder_kopecks") or 0, account.remainder)
        equal(f"next date of {msisdn}", seen.burning and seen.burning[1], min(account.points, default=None))
        equal(f"whether {msisdn} is blocked", book.mark(msisdn, "blocked_at_ms") is not None, model.blocked)
        heaps = {account_of(pool, "points"): account.points}
        heaps |= {account_of(msisdn, purse): things for purse, things in model.things.items()}
        for name, things in heaps.items():
            kept = self.lots(name)
            equal(f"postings of {name}", dates.get(name, Counter()), kept)
            equal(f"lots of {name}", kept, {until: things.count(until) for until in kept})
            equal(f"balance of {name}", book.balance(name, self.now_ms), len(things))

    def lots(self, account: str) -> Counter[int]:
        """What an account of the ledger holds, by the moment at which it is gone."""
        dates: Counter[int] = Counter()
        for lot in self.book.live(account, self.now_ms):
            dates[lot.expires_at_ms] += lot.left
        return dates

    def twin(self) -> Ledger:
        """Other books, made by applying the journal's entries to empty ones; their journal begins after them."""
        book = Book()
        for entry in self.auditor.entries:
            book.apply(entry)
        return Ledger(self.ledger.configuration, MemoryJournal(), book)

    def reopened(self) -> Ledger:
        """The books as their journal has them: the last snapshot and what follows it."""
        return Ledger.open(self.ledger.configuration, self.ledger.journal)
