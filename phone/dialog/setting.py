"""The world of a dialog's header: a bundled one or a file, with the phones of the header over it, at its date.

A phone of the header is a merge patch of the world's fixture, as a user's folder is; opened worlds are kept as moulds, so that
every case has a fresh one at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from attrs import define, frozen

from ledger.calendar import DAY_MS, add_years, local, parse_local
from ledger.configuration import Configuration
from ledger.loading import FixtureError, Fixtures, Json, Layer, Problem, nearest, read_json
from ledger.purses import MAIN, POINTS
from phone.building import build_world
from phone.copies import Mould
from phone.dialog.amounts import read_amount
from phone.dialog.model import Attribute, Header
from phone.dialog.words import Defaults, Vocabulary, bundled_words
from phone.means import Means
from phone.opening import means_of
from phone.texts import OWN
from phone.world import World
from phone.worldfile import read_world

DEMO: Final = "demo"
"""The world of a header that names none and has no phones."""

BLANK: Final = "dialog"
"""The name of a world that only the phones of a header make up."""


@frozen
class Place:
    """The world that a header names: its means, the name under which its fixture stands, and the fixture's tree."""

    means: Means
    name: str
    tree: Json


@frozen
class Setting:
    """What a case opens: header and locale without what makes no difference to the world."""

    world: str
    edition: str
    settings: tuple[str, ...]
    fixtures: str
    date: str
    seed: int | None
    size: tuple[int, int] | None
    phones: tuple[tuple[str, str, tuple[Attribute, ...]], ...]
    locale: str
    folder: Path | None

    @classmethod
    def of(cls, header: Header, locale: str, folder: Path | None) -> Setting:
        """The setting of a header, whose paths are those from a folder."""
        phones = tuple((row.name, row.msisdn, row.attributes) for row in header.phones)
        where = folder if header.fixtures or header.world.endswith(".json") else None
        return cls(
            header.world,
            header.edition,
            header.settings,
            header.fixtures,
            header.date,
            header.seed,
            header.size,
            phones,
            locale,
            where,
        )


def people_of(world: str, folder: Path | None = None) -> Mapping[str, str]:
    """The people of a world by its name (the default one's if it is empty): name → alias.

    Raises:
        ValueError: there is no such world.
    """
    if world.endswith(".json"):
        tree = read_json((folder or Path()) / world)
        like = tree.get("like", "") if isinstance(tree, dict) else ""
        people = dict(_bundled_people(like)) if like else {}
        own = tree.get("people", {}) if isinstance(tree, dict) else {}
        return people | {name: person.get("alias", "") for name, person in own.items() if isinstance(person, dict)}
    return _bundled_people(world or DEMO)


@lru_cache(maxsize=64)
def _bundled_people(world: str) -> Mapping[str, str]:
    people = Fixtures().tree(f"worlds/{world}")["people"]
    return {name: person["alias"] for name, person in people.items()}


def open_world(header: Header, locale: str, folder: Path | None = None) -> World:
    """A fresh world for a case.

    Args:
        header: what the file says.
        locale: in which the case is played.
        folder: where the file lies, from which its paths go on.

    Raises:
        FixtureError: the world or the fixtures have mistakes.
    """
    setting = Setting.of(header, locale, folder)
    return _opened(setting) if setting.folder is not None else _shelf(setting).world()


@define
class _Shelf:
    """Worlds of one setting: the first one is opened, and from the second on they are made from a mould."""

    setting: Setting
    asked: bool = False
    mould: Mould | None = None

    def world(self) -> World:
        """A fresh world."""
        if not self.asked:
            self.asked = True
            return _opened(self.setting)
        if self.mould is None:
            world = _opened(self.setting)
            self.mould = Mould.of(world)
            return world
        return self.mould.make()


@lru_cache(maxsize=256)
def _shelf(setting: Setting) -> _Shelf:
    return _Shelf(setting)


def _opened(setting: Setting) -> World:
    words = bundled_words()
    place = _place(setting, words.table.defaults)
    patch = Patch(place.tree, place.means.configuration, words).of(setting)
    fixtures = Fixtures((*place.means.fixtures.layers, Layer("phones:", {f"worlds/{place.name}": patch})))
    file = read_world(place.name, fixtures, place.means.configuration.purses)
    now_ms = parse_local(file.now, place.means.configuration.zone)
    world = build_world(file, fixtures, now_ms, setting.locale, means=place.means)
    if setting.size is not None:
        for phone in world.phones.values():
            phone.settings.columns, phone.settings.lines = setting.size
    for name, _, attributes in setting.phones:
        equip(world, world.person(name).name, attributes)
    for phone in world.phones.values():
        phone.refresh(world.now_ms)
    world.settle()
    return world


def _place(setting: Setting, defaults: Defaults) -> Place:
    folder = (setting.folder or Path()) / setting.fixtures if setting.fixtures else None
    means = means_of(setting.edition or None, folder, setting.settings)
    name = setting.world or ("" if setting.phones else DEMO)
    if not name:
        blank = {"now": defaults.date, "pools": {}, "sims": {}, "people": {}}
        return Place(means, BLANK, blank)
    if not name.endswith(".json"):
        return Place(means, name, means.fixtures.tree(f"worlds/{name}"))
    path = (setting.folder or Path()) / name
    layer = Layer(path.name, {f"worlds/{path.name}": read_json(path)})
    tree = Fixtures((*means.fixtures.layers, layer)).tree(f"worlds/{path.name}")
    return Place(means, path.name, tree)


@frozen
class Patch:
    """Makes the world's tree with the phones of a header."""

    tree: Json
    configuration: Configuration
    words: Vocabulary

    def of(self, setting: Setting) -> Json:
        """The whole tree of the world: what the header says stands over what the world has."""
        tree = self.tree
        made: dict[str, Any] = {key: dict(tree.get(key, {})) for key in ("pools", "sims", "people")}
        made |= {
            "now": setting.date or tree["now"],
            "seed": tree.get("seed", 1) if setting.seed is None else setting.seed,
        }
        for name, msisdn, attributes in setting.phones:
            self._add(made, name, msisdn, attributes)
        return made

    def _add(self, made: dict[str, Any], name: str, msisdn: str, attributes: tuple[Attribute, ...]) -> None:
        people = made["people"]
        known = next(
            (one for one, person in people.items() if name.casefold() in (one.casefold(), person["alias"])), None
        )
        if known is None:
            number = len(people) + 1
            alias = name if name.isascii() else f"phone-{number}"
            people[name] = {"alias": alias, "imei": imei(self.words.table.defaults.tac, number), "sims": []}
        person = people[known or name] = dict(people[known or name])
        if msisdn and msisdn not in person["sims"]:
            person["sims"] = [msisdn, *person["sims"][1:]]
            self._new_sim(made, msisdn, name)
        self._furnish(made, person, name, attributes)

    def _new_sim(self, made: dict[str, Any], msisdn: str, pool: str) -> None:
        defaults = self.words.table.defaults
        made["pools"].setdefault(pool, {"member": False, "lots": []})
        made["sims"][msisdn] = {
            "imsi": f"{defaults.mcc_mnc}{msisdn[-10:]}",
            "pool": pool,
            "region": defaults.region,
            "lots": [],
        }

    def _furnish(
        self, made: dict[str, Any], person: dict[str, Any], name: str, attributes: tuple[Attribute, ...]
    ) -> None:
        sim = person["sims"][0]
        given: set[tuple[str, str]] = set()
        """(holder, purse) of what the header has said of its own, in the place of what the world has."""
        for attribute in attributes:
            match attribute:
                case Attribute("sim", (msisdn,)):
                    sim = msisdn
                    if msisdn not in person["sims"]:
                        person["sims"] = [*person["sims"], msisdn]
                        self._new_sim(made, msisdn, f"{name}-{len(person['sims'])}")
                case Attribute("alias" | "born" | "email" as key, (value,)):
                    person[OF_PERSON[key]] = value
                case Attribute("region" | "operator" as key, (value,)):
                    made["sims"][sim] = made["sims"][sim] | {key: value}
                case Attribute("member", values):
                    self._pool(made, sim)["member"] = values != ("no",)
                case Attribute("balance", (amount,)):
                    kopecks = read_amount(amount, self.words.table.units["roubles"]) or 0
                    self._give(made, sim, MAIN, kopecks, "", given)
                case Attribute("points", (amount, till)):
                    self._pool(made, sim)["member"] = True
                    self._give(made, sim, POINTS, int(amount), till, given)
                case Attribute("with", (amount, unit, till)):
                    self._give(made, sim, *self._package(amount, unit), till, given)

    def _package(self, amount: str, unit: str) -> tuple[str, int]:
        """The purse of a unit, and an amount of it in the purse's own unit."""
        kind = self.words.table.units.get(unit)
        if kind is None:
            return unit, int(amount)
        return kind.purses[0], read_amount(amount, kind) or 0

    def _pool(self, made: dict[str, Any], sim: str) -> dict[str, Any]:
        """The points account of a SIM, to be changed."""
        name = made["sims"][sim].get("pool", "")
        pool: dict[str, Any] = dict(made["pools"].get(name, {}))
        made["pools"][name] = pool
        return pool

    def _give(
        self, made: dict[str, Any], sim: str, purse: str, amount: int, till: str, given: set[tuple[str, str]]
    ) -> None:
        purses = self.configuration.purses
        if purse not in purses:
            expected = f"one of {', '.join(purses)}{nearest(purse, purses)}"
            raise FixtureError([Problem("phones:", "with", f'"{purse}"', expected)])
        of_pool = purses[purse].holder == "pool"
        holder = self._pool(made, sim) if of_pool else dict(made["sims"][sim])
        if not of_pool:
            made["sims"][sim] = holder
        lots = list(holder.get("lots", ()))
        if (sim, purse) not in given:
            lots = [lot for lot in lots if lot["purse"] != purse]
            given.add((sim, purse))
        until = till or self._until(made["now"], purse)
        if amount:
            lots.append({"purse": purse, "amount": amount} | ({"until": until} if until else {}))
        holder["lots"] = lots

    def _until(self, now: str, purse: str) -> str:
        """Until when something lasts that came at the date of the dialog; nothing for what does not end."""
        configuration = self.configuration
        now_ms = parse_local(now, configuration.zone)
        if purse == MAIN:
            return ""
        if purse == POINTS:
            until_ms = add_years(now_ms, configuration.rules.points.life_years, configuration.zone)
        else:
            until_ms = now_ms + configuration.rules.rewards.term_days * DAY_MS
        return f"{local(until_ms, configuration.zone):%Y-%m-%d %H:%M:%S}"


OF_PERSON: Final = {"alias": "alias", "born": "birth_date", "email": "email"}
"""What of a header's phone describes its owner: the attribute → the field of the world's file."""


def imei(tac: str, number: int) -> str:
    """The IMEI of a phone by its number: type, serial number, and the check digit (3GPP TS 23.003, annex B)."""
    digits = f"{tac}{900_000 + number:06}"
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(digits)]
    return f"{digits}{-sum(one // 10 + one % 10 for one in doubled) % 10}"


def equip(world: World, name: str, attributes: tuple[Attribute, ...]) -> None:
    """What of a header's phone is no matter of the books: its language and display, and whether it is off."""
    phone = world.phones[name]
    for attribute in attributes:
        match attribute:
            case Attribute("locale", (locale,)):
                phone.settings.language = OWN[locale]
                for msisdn in world.people[name].msisdns:
                    world.network.desk.directory.by_msisdn[msisdn].language = locale
            case Attribute("handset", (columns, lines)):
                phone.settings.columns, phone.settings.lines = int(columns), int(lines)
            case Attribute("off"):
                world.command(name, lambda handset, at_ms: handset.mobile.switch_off(at_ms))
