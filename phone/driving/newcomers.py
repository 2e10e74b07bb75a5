"""People with their phones: as a line of a dialog's header, and as newcomers in a world that runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger.calendar import local
from ledger.commands import Command, OpenPool, OpenSim
from ledger.loading import converter
from phone.dialog.cursor import Cursor
from phone.dialog.header import take_phone
from phone.dialog.problems import DialogError, Mistake, Unread
from phone.dialog.setting import Patch, Setting, equip
from phone.dialog.words import bundled_words
from phone.handset.handset import Handset, SimCard
from phone.network.directory import HOME
from phone.network.network import Network
from phone.world import Person, World
from phone.worldfile import WorldFile, opening_lots

FLAGS = ("member", "off")
"""Attributes that are there or not."""


def phone_line(name: str, attributes: str | Mapping[str, Any]) -> str:
    """A phone as a line of a dialog's header.

    Args:
        name: whose.
        attributes: the words of the header, or a dict of them: `number`, `balance`, `points` (with `till`, or a list of
            pairs), `member`, `has` (a list such as `30 min on-net till 2026-04-11`), `sim`, `alias`, `region`, `operator`,
            `locale`, `handset`, `off`, `born`, `email`.
    """
    if isinstance(attributes, str):
        return f"  {name}  {attributes}"
    given = dict(attributes)
    till = given.pop("till", "")
    parts = [str(given.pop("number", ""))]
    for key, value in given.items():
        if key == "points":
            lots = value if isinstance(value, list | tuple) else [(value, till)]
            parts += [f"points {amount}{f' till {until}' if until else ''}" for amount, until in lots]
        elif key == "has":
            parts += [f"with {package}" for package in value]
        elif key in FLAGS:
            parts += [key] if value else ["member no"] if key == "member" else []
        elif key == "balance":
            parts.append(f"balance {value:.2f}" if isinstance(value, float) else f"balance {value}")
        else:
            parts.append(f"{key} {value}")
    return f"  {name}  {' '.join(filter(None, parts))}"


def add_person(world: World, line: str) -> str:
    """Give somebody new a phone in a world that runs; the name.

    Raises:
        ValueError: the line is no phone of a header, or the name or the number is somebody's already.
    """
    try:
        row = take_phone(Cursor(line, bundled_words()), 1)
    except Unread as error:
        raise DialogError("the phone", [Mistake(1, error.start, error.end, error.message, error.hint, line)]) from error
    names = {one.casefold() for person in world.people.values() for one in (person.name, person.alias)}
    if row.name.casefold() in names:
        raise ValueError(f'"{row.name}" has a phone already: world.phone("{row.name}")')
    file = _file(world, row.name, row.msisdn, row.attributes)
    person = file.people[row.name]
    taken = [msisdn for msisdn in person.sims if msisdn in world.network.desk.directory.by_msisdn]
    if taken or not row.msisdn:
        raise ValueError(f"{taken[0]} is somebody's number already" if taken else f"{row.name} needs a number")
    _register(world, file, row.name)
    equip(world, row.name, row.attributes)
    world.settle()
    return row.name


def _file(world: World, name: str, msisdn: str, attributes: tuple[Any, ...]) -> WorldFile:
    """The world's fixture as the newcomer would have it, with the people who are there."""
    zone = world.texts.zone
    people = {
        person.name: {"alias": person.alias, "imei": world.phones[person.name].imei, "sims": list(person.msisdns)}
        for person in world.people.values()
    }
    tree = {"now": f"{local(world.now_ms, zone):%Y-%m-%d %H:%M:%S}", "pools": {}, "sims": {}, "people": people}
    setting = Setting("", "", (), "", "", world.seed, None, ((name, msisdn, attributes),), "ru", None)
    made: WorldFile = converter().structure(
        Patch(tree, world.ledger.configuration, bundled_words()).of(setting), WorldFile
    )
    return made


def _bring_services(world: World, name: str) -> None:
    """A newcomer's card brings what this operator's other cards have brought."""
    mobile = world.phones[name].mobile
    for known in [phone.mobile for phone in world.phones.values() if phone.mobile is not mobile]:
        brought = next((slot.toolkit for slot in known.slots if slot.toolkit), ())
        for slot in mobile.slots:
            if brought and world.network.desk.directory.by_imsi[slot.card.imsi].operator == HOME:
                slot.toolkit = brought
                mobile.phonebook.services = known.phonebook.services
                mobile.phonebook.voice_mail = known.phonebook.voice_mail


def _register(world: World, file: WorldFile, name: str) -> None:
    person = file.people[name]
    language = next(iter(world.network.desk.directory.by_msisdn.values())).language
    directory = world.network.desk.directory
    for subscriber in file.subscribers(language):
        if subscriber.msisdn in person.sims:
            directory.by_imsi[subscriber.imsi] = directory.by_msisdn[subscriber.msisdn] = subscriber
    other = next(iter(world.phones.values()))
    cards = tuple(SimCard(file.sims[msisdn].imsi, msisdn) for msisdn in person.sims)
    phone = Handset(person.imei, cards, world.texts, other.stock, other.language)
    world.admit(Person(name, person.alias, person.sims), phone)
    _bring_services(world, name)
    zone = world.texts.zone
    commands: list[Command] = []
    for msisdn in person.sims:
        sim = file.sims[msisdn]
        if sim.operator == HOME:
            pool = file.pools[sim.pool]
            commands.append(OpenPool(sim.pool, pool.member, opening_lots(pool.lots, zone)))
            commands.append(OpenSim(msisdn, sim.pool, opening_lots(sim.lots, zone), name, sim.region))

    def open_books(network: Network, at_ms: int) -> None:
        for command in commands:
            network.desk.door.execute(command, at_ms)

    world.happen(open_books)
    world.command(name, lambda phone, at_ms: phone.switch_on(at_ms))
