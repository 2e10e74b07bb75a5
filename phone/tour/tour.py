"""The tour: what can be tried in the edition in force, and what of it was done, proved by the books and by the air."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from attrs import define, field, frozen

from ledger.configuration import Configuration
from ledger.loading import Fixtures
from phone.network.dialplan import Plan
from phone.network.partners import event_of
from phone.stock import Stock
from phone.texts import Texts
from phone.tour.moves import Finder, Move
from phone.tour.proofs import any_proves, proves, shows
from phone.tour.records import FILE, Doing, Proof, TriesFile, Try, Who
from phone.trace import TraceEvent
from phone.world import World


@frozen
class Row:
    """Something that can be tried in the edition in force.

    Attributes:
        name: its name; of a price, its number in the price list.
        section: where it stands.
        facts: the facts and prices of the source that it shows.
        doing: what is looked for.
        move: what is to be dialled, written or pressed.
        proof: what proves it.
        off: whether the edition leaves it off, since the source names it without a rate: it cannot be tried, and counts nowhere.
        invented: whether it is beyond the source.
        reward: the reward of a price.
        who: who can do it.
    """

    name: str
    section: str
    facts: tuple[str, ...]
    doing: Doing
    move: Move
    proof: Proof
    off: bool = False
    invented: bool = False
    reward: str = ""
    who: Who = ""

    def say(self, texts: Texts, configuration: Configuration, language: str) -> str:
        """What it is, in a line."""
        if not self.reward:
            return texts.word(f"tour.{self.name}", language)
        reward = configuration.catalogue[self.reward]
        said = texts.phrase(configuration.purses[reward.purse].phrase, reward.amount, language)
        return texts.word("tour.price", language, reward=said, price=reward.price_points)


def rows_of(fixtures: Fixtures, plan: Plan, configuration: Configuration, stock: Stock) -> tuple[Row, ...]:
    """All that can be tried in an edition, in the order of the file; a price for each row of the list that the edition sells.

    Raises:
        FixtureError: the file has a mistake.
    """
    file = fixtures.read(FILE, TriesFile)
    finder = Finder(plan, configuration, stock)
    made: list[Row] = []
    for section, tries in file.sections.items():
        made += _tried(section, tries, finder, configuration)
        if section == file.prices:
            made += _prices(section, finder, configuration)
    return tuple(made)


def _tried(section: str, tries: Mapping[str, Try], finder: Finder, configuration: Configuration) -> Iterator[Row]:
    for name, one in tries.items():
        move = finder.find(one.do)
        if move is None or not all(_holds(configuration, need) for need in one.needs):
            continue
        event = event_of(configuration, one.do.name) if one.do.by == "life" else None
        off = event is not None and event.kind in ("earn", "top_up") and not event.on
        yield Row(name, section, one.facts, one.do, move, one.proof, off, one.invented.everything, who=one.who)


def _prices(section: str, finder: Finder, configuration: Configuration) -> Iterator[Row]:
    """Each price of the list, by its number, in its order."""
    found = [
        (fact, name)
        for name, reward in configuration.catalogue.items()
        for fact in reward.facts
        if fact.startswith("P")
    ]
    for number, name in sorted(found):
        doing = Doing(by="reward", reward=name)
        move = finder.find(doing)
        if move is not None:
            yield Row(
                number,
                section,
                (number,),
                doing,
                move,
                Proof(entry="redeemed", where={"reward": name}),
                reward=name,
                who="member",
            )


def _holds(configuration: Configuration, need: str) -> bool:
    """Whether a rule is on, or has one of the values behind `=`."""
    path, _, wanted = need.partition("=")
    value = rule_of(configuration, path)
    return str(value) in wanted.split("|") if wanted else bool(value)


def rule_of(configuration: Configuration, path: str) -> object:
    """The value of a rule by its place, such as `gift.daily`.

    Raises:
        AttributeError: there is no such rule.
    """
    value: object = configuration.rules
    for name in path.split("."):
        value = getattr(value, name)
    return value


@define
class Tour:
    """The rows of a world's edition, and what of them was done; the marks are the world's, so that a save keeps them.

    Whatever the journal proves is looked up in it; what only the air shows is noted when it arrives. Marks are set by whoever
    looks, so they are no inputs of the world: a save keeps them with the next one.
    """

    world: World
    rows: tuple[Row, ...]
    _written: int = 0
    """The last entry that was looked at."""
    _listened: tuple[Row, ...] = field(default=(), init=False)

    @classmethod
    def begin(cls, world: World) -> Tour:
        """The tour of a world: what its trace still has counts, and from now on what arrives.

        Raises:
            FixtureError: the file of things to try has a mistake.
        """
        stock = next(iter(world.phones.values())).stock
        made = cls(world, rows_of(world.fixtures, world.plan, world.ledger.configuration, stock))
        made._listened = tuple(row for row in made.rows if not row.proof.in_books and not row.proof.seen)
        for event in world.trace:
            made._hear(event)
        world.listen(made._hear)
        return made

    @property
    def done(self) -> dict[str, int]:
        """Name → when it was proved, in epoch milliseconds."""
        return self.world.tried

    def look(self) -> None:
        """Look through what was written in the books since the last time, and what was looked at in the personal account."""
        world = self.world
        left = [row for row in self.rows if row.proof.in_books and row.name not in self.done]
        if left:
            catalogue = world.ledger.configuration.catalogue
            for entry in world.ledger.entries(self._written + 1):
                for row in left:
                    if row.name not in self.done and proves(row.proof, entry, catalogue):
                        self.done[row.name] = entry.at_ms
        self._written = world.ledger.head
        looked_at = {what for one in world.network.desk.directory.by_msisdn.values() for what in one.looked_at}
        for row in self.rows:
            if row.proof.seen in looked_at:
                self.done.setdefault(row.name, world.now_ms)

    def count(self) -> tuple[int, int]:
        """How many of the rows that can be tried were, and how many there are."""
        known = [row for row in self.rows if not row.off]
        return sum(row.name in self.done for row in known), len(known)

    def left(self) -> tuple[Row, ...]:
        """The rows that can be tried and were not."""
        return tuple(row for row in self.rows if not row.off and row.name not in self.done)

    def _hear(self, event: TraceEvent) -> None:
        world = self.world
        for row in self._listened:
            if row.name not in self.done and shows(row.proof, row.doing, event, world.plan):
                wrote = islice(world.ledger.entries(event.entries[0]), len(event.entries)) if event.entries else ()
                if not row.proof.entry or any_proves(row.proof, wrote, world.ledger.configuration.catalogue):
                    self.done[row.name] = event.at_ms
