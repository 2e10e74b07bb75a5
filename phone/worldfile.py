"""A world as its fixture has it: who lives in it, with which SIMs and phones, what they own, and when it begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from attrs import Attribute, field, frozen

from ledger.calendar import NEVER, parse_local
from ledger.commands import OpeningLot
from ledger.loading import FixtureError, Fixtures, Unfit, at_least, between, nearest
from ledger.purses import Purses
from ledger.records import Record, a_date, a_date_at_all
from phone.air.addresses import LONGEST_NUMBER, is_number
from phone.air.weather import FINE, Delays, Weather
from phone.network.directory import HOME, Subscriber
from phone.network.site.questionnaire import read_date


@frozen(kw_only=True)
class LotFile:
    """What somebody has: an amount in the purse's unit (points, kopecks, seconds, messages, bytes), and until when."""

    purse: str
    amount: int = field(validator=at_least(1))
    until: str = field(default="", validator=a_date)


@frozen(kw_only=True)
class PoolFile:
    """A points account."""

    member: bool = False
    lots: tuple[LotFile, ...] = ()


@frozen(kw_only=True)
class SimFile:
    """A SIM: its IMSI, whose network is its home, the points account it earns on, and what it has."""

    imsi: str
    operator: str = HOME
    pool: str = ""
    region: str = ""
    lots: tuple[LotFile, ...] = ()


def _a_day(_instance: object, attribute: Attribute[Any], value: str) -> None:
    if value and read_date(value) is None:
        raise Unfit(attribute.name, value, "a day such as 1990-12-31")


@frozen(kw_only=True)
class PersonFile:
    """A person with a phone.

    Attributes:
        alias: a Latin name.
        imei: the phone's.
        sims: the MSISDNs of its SIMs in the order of their slots.
        sim: the slot that calls, writes and asks, counted from 1; 0 has the phone ask each time.
        phonebook: name → number of those whom the phone knows.
        birth_date: the true one, such as 1990-05-17; empty where the operator does not know it.
        email: the true one, in the same way.
    """

    alias: str
    imei: str
    sims: tuple[str, ...]
    sim: int = field(default=0, validator=between(0, 2))
    phonebook: dict[str, str] = field(factory=dict)
    birth_date: str = field(default="", validator=_a_day)
    email: str = ""


@frozen(kw_only=True)
class WorldFile(Record):
    """A whole world; `like` names another one that this one changes by a merge patch."""

    like: str = ""
    now: str = field(validator=a_date_at_all)
    seed: int = 1
    pools: dict[str, PoolFile]
    sims: dict[str, SimFile]
    people: dict[str, PersonFile]

    def subscribers(self, language: str) -> Iterator[Subscriber]:
        """The SIMs as an operator lists them, each with what is known of its owner; services answer them in a language."""
        owners = {msisdn: (name, person) for name, person in self.people.items() for msisdn in person.sims}
        for msisdn, sim in self.sims.items():
            made = Subscriber(sim.imsi, msisdn, sim.operator, sim.region, language)
            if msisdn in owners:
                made.name, person = owners[msisdn]
                made.alias, made.birth_date, made.email = person.alias, person.birth_date, person.email
            yield made


@frozen(kw_only=True)
class AirFile(Record):
    """The air: how long messages travel when all is fine, and by name the other weathers in which a phone may be."""

    fine: Delays
    states: dict[str, Weather]

    @property
    def names(self) -> tuple[str, ...]:
        """What the weather may be, fine weather first."""
        return (FINE, *self.states)


def read_world(name: str, fixtures: Fixtures, purses: Purses) -> WorldFile:
    """A world by its name.

    Raises:
        FixtureError: with every mistake, in the file's form or in what it names.
    """
    path = f"worlds/{name}"
    world = fixtures.read(path, WorldFile)
    problems = [fixtures.problem(path, *row) for row in (*_dangling(world, purses), *_shared(world))]
    if problems:
        raise FixtureError(problems)
    return world


Mistake = tuple[tuple[str, ...], str, str]
"""(path, found, expected) of a mistake in a world's file."""


def _dangling(world: WorldFile, purses: Purses) -> Iterator[Mistake]:
    """What the world names and nobody has."""
    if not world.people:
        yield ("people",), "nobody", "at least one person"
    for msisdn, sim in world.sims.items():
        if sim.operator == HOME and sim.pool not in world.pools:
            expected = f"a points account of pools{nearest(sim.pool, world.pools)}"
            yield ("sims", msisdn, "pool"), f'"{sim.pool}"', expected
        yield from _wrong_purses(("sims", msisdn), sim.lots, purses, "sim")
    for name, pool in world.pools.items():
        yield from _wrong_purses(("pools", name), pool.lots, purses, "pool")
    yield from _of_people(world)


def _of_people(world: WorldFile) -> Iterator[Mistake]:
    """SIMs that people have and that there are not, and numbers that they know and nobody could call."""
    for name, person in world.people.items():
        if not person.sims:
            yield ("people", name, "sims"), "no SIM", "one or two numbers of sims"
        if person.sim > len(person.sims):
            yield ("people", name, "sim"), str(person.sim), f"the place of a SIM, 1 to {len(person.sims)}, or 0 to ask"
        for index, msisdn in enumerate(person.sims):
            if msisdn not in world.sims:
                expected = f"a number of sims{nearest(msisdn, world.sims)}"
                yield ("people", name, "sims", str(index)), f'"{msisdn}"', expected
        for known, number in person.phonebook.items():
            if not is_number(number):
                expected = f"a number as it is called: up to {LONGEST_NUMBER} digits, perhaps behind a +"
                yield ("people", name, "phonebook", known), f'"{number}"', expected


def _shared(world: WorldFile) -> Iterator[Mistake]:
    """What must be one SIM's or one person's own and is given twice."""
    imsis = [(("sims", msisdn, "imsi"), sim.imsi) for msisdn, sim in world.sims.items()]
    aliases = [(("people", name, "alias"), person.alias) for name, person in world.people.items()]
    imeis = [(("people", name, "imei"), person.imei) for name, person in world.people.items()]
    cards = [
        (("people", name, "sims", str(index)), msisdn)
        for name, person in world.people.items()
        for index, msisdn in enumerate(person.sims)
    ]
    for rows in (imsis, aliases, imeis, cards):
        seen: dict[str, tuple[str, ...]] = {}
        for path, value in rows:
            first = seen.setdefault(value, path)
            if first != path:
                yield path, f'"{value}" again', f"one of its own: {'.'.join(first)} has it"


def _wrong_purses(path: tuple[str, ...], lots: tuple[LotFile, ...], purses: Purses, holder: str) -> Iterator[Mistake]:
    fitting = [name for name, purse in purses.items() if purse.holder == holder]
    for index, lot in enumerate(lots):
        if lot.purse not in fitting:
            expected = f"one of {', '.join(fitting)}{nearest(lot.purse, fitting)}"
            yield (*path, "lots", str(index), "purse"), f'"{lot.purse}"', expected


def opening_lots(lots: tuple[LotFile, ...], zone: ZoneInfo) -> tuple[OpeningLot, ...]:
    """The lots with their dates in epoch milliseconds of the zone's clock."""
    return tuple(
        OpeningLot(lot.purse, lot.amount, parse_local(lot.until, zone) if lot.until else NEVER) for lot in lots
    )
