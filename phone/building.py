"""A world built of its file: everybody's phones and SIMs, the operator, and the books with what everybody has."""

from __future__ import annotations

from ledger.commands import Command, OpenPool, OpenSim
from ledger.journal.memory import MemoryJournal
from ledger.journal.port import Journal
from ledger.ledger import Ledger
from ledger.loading import Fixtures
from phone.ether import Ether
from phone.handset.handset import Handset
from phone.handset.mobile.sim import SimCard
from phone.means import Means
from phone.network.commands import Door
from phone.network.desk import Desk
from phone.network.directory import HOME, Directory
from phone.network.network import Network
from phone.texts import OWN
from phone.world import Person, World, kept_clock
from phone.worldfile import PersonFile, WorldFile, opening_lots


def build_world(
    file: WorldFile,
    fixtures: Fixtures,
    now_ms: int,
    locale: str = "ru",
    journal: Journal | None = None,
    *,
    switched_on: bool = True,
    means: Means | None = None,
) -> World:
    """A world: a new one at `now_ms`, or the one that a journal keeps at its own clock.

    The books are opened with what everybody has whom they do not know yet. Every phone is switched on, unless whoever
    builds the world does something else with them. `means` are those of the fixtures, if they were read already.

    Raises:
        FixtureError: the fixtures have mistakes; all that one file has are told at once.
        JournalError: the journal cannot be used.
    """
    journal = MemoryJournal() if journal is None else journal
    means = Means.of(fixtures) if means is None else means
    ledger = Ledger.open(means.configuration, journal)
    directory = Directory.of(file.subscribers(locale))
    world = World(
        now_ms=kept_clock(journal) or now_ms,
        seed=file.seed,
        fixtures=fixtures,
        texts=means.texts,
        plan=means.plan,
        people={name: Person(name, person.alias, person.sims) for name, person in file.people.items()},
        phones={name: _phone(person, file, means, locale) for name, person in file.people.items()},
        network=Network(Desk(Door(ledger), means.texts, means.plan, directory, file.seed)),
        ledger=ledger,
        ether=Ether(means.air, file.seed),
    )
    world.open_books(_holders(file, means))
    if switched_on:
        world.switch_all_on()
    return world


def _phone(person: PersonFile, file: WorldFile, means: Means, locale: str) -> Handset:
    """A phone with its owner's choices and people, and what the operator's cards bring."""
    cards = tuple(SimCard(file.sims[msisdn].imsi, msisdn) for msisdn in person.sims)
    phone = Handset(person.imei, cards, means.texts, means.stock, OWN[locale])
    phone.settings.sim = person.sim - 1 if person.sim else None
    book = phone.mobile.phonebook
    for known, number in person.phonebook.items():
        book.add(known, number)
    for slot in phone.mobile.slots:
        if file.sims[slot.card.msisdn].operator == HOME:
            slot.toolkit, book.services, book.voice_mail = means.toolkit, means.services, means.voice_mail
    return phone


def _holders(file: WorldFile, means: Means) -> dict[str, Command]:
    """Who has something, by the key of the entry that opens the account."""
    zone = means.configuration.zone
    owners = {msisdn: name for name, person in file.people.items() for msisdn in person.sims}
    pools: dict[str, Command] = {
        f"pool {pool}": OpenPool(pool, held.member, opening_lots(held.lots, zone)) for pool, held in file.pools.items()
    }
    sims: dict[str, Command] = {
        f"sim {msisdn}": OpenSim(msisdn, sim.pool, opening_lots(sim.lots, zone), owners.get(msisdn, ""), sim.region)
        for msisdn, sim in file.sims.items()
        if sim.operator == HOME
    }
    return pools | sims
