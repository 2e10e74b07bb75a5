"""What the books go by: rules, purses, catalogue, tariff and earning, with the canonical JSON that a `configured` entry keeps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final, get_args
from zoneinfo import ZoneInfo

from attrs import field, frozen

from ledger.calendar import parse_local
from ledger.catalog import Catalogue
from ledger.earning import Earning
from ledger.loading import FixtureError, Fixtures, Problem, converter, nearest
from ledger.purses import Purses, Reach, Use
from ledger.rules import Rules
from ledger.tariff import Tariff

FILES: Final[dict[str, Any]] = {
    "rules": Rules,
    "purses": Purses,
    "catalog": Catalogue,
    "tariff": Tariff,
    "earning": Earning,
}
"""The files that the books go by, and what they are."""


def digest_of(canonical: str) -> str:
    """SHA-256 of a configuration's canonical text, in hex."""
    return hashlib.sha256(canonical.encode()).hexdigest()


@frozen
class Payers:
    """The purses that pay a use: tuples of names of one rank, in the order of the ranks (D16)."""

    packages: tuple[tuple[str, ...], ...]
    money: tuple[tuple[str, ...], ...]


def _payers(purses: Purses, use: Use, reach: Reach) -> Payers:
    """The purses that pay a use to one side."""
    packages: dict[int, tuple[str, ...]] = {}
    money: dict[int, tuple[str, ...]] = {}
    for name, purse in purses.items():
        if purse.rank is not None and use in purse.uses and purse.scope in ("any", reach):
            ranked = money if purse.unit == "kopecks" else packages
            ranked[purse.rank] = (*ranked.get(purse.rank, ()), name)
    return Payers(tuple(packages[rank] for rank in sorted(packages)), tuple(money[rank] for rank in sorted(money)))


@frozen
class Configuration:
    """The values in force, and their canonical text and hash."""

    rules: Rules
    purses: Purses
    catalogue: Catalogue
    tariff: Tariff
    earning: Earning
    canonical: str = field(repr=False, default="")
    zone: ZoneInfo = field(init=False)
    payers: dict[tuple[Use, Reach], Payers] = field(init=False, repr=False, eq=False)
    """Which purses pay a use, by rank: derived once, since every charge asks."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "zone", self.rules.zone)
        pairs = [(use, reach) for use in get_args(Use) for reach in get_args(Reach)]
        object.__setattr__(self, "payers", {(use, reach): _payers(self.purses, use, reach) for use, reach in pairs})

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hex."""
        return digest_of(self.canonical)

    @classmethod
    def load(cls, fixtures: Fixtures) -> Configuration:
        """The configuration of the fixtures.

        Raises:
            FixtureError: with the mistakes of all its files, and rewards whose purse does not exist.
        """
        problems: list[Problem] = []
        read: dict[str, Any] = {}
        for name, kind in FILES.items():
            try:
                read[name] = fixtures.read(name, kind)
            except FixtureError as error:
                problems.extend(error.problems)
        if problems:
            raise FixtureError(problems)
        canonical = json.dumps({name: fixtures.tree(name) for name in FILES}, sort_keys=True, ensure_ascii=False)
        made = cls(read["rules"], read["purses"], read["catalog"], read["tariff"], read["earning"], canonical)
        problems = [fixtures.problem("catalog", *row) for row in _wrong_rewards(made)]
        if problems:
            raise FixtureError(problems)
        return made

    @classmethod
    def from_canonical(cls, canonical: str) -> Configuration:
        """The configuration that a `configured` entry keeps.

        Raises:
            ValueError: another version wrote it, and this one cannot read it.
        """
        try:
            trees = json.loads(canonical)
            read = {name: converter().structure(trees[name], kind) for name, kind in FILES.items()}
        except Exception as error:
            raise ValueError("this version cannot read the configuration") from error
        return cls(read["rules"], read["purses"], read["catalog"], read["tariff"], read["earning"], canonical)


def _wrong_rewards(made: Configuration) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """(path, found, expected) of what a reward names and cannot be."""
    purses = [name for name, purse in made.purses.items() if purse.holder == "sim"]
    for name, reward in made.catalogue.items():
        if reward.purse not in purses:
            yield (name, "purse"), f'"{reward.purse}"', f"a purse of a SIM{nearest(reward.purse, purses)}"
        if reward.kopecks_per_point is not None and reward.least_points > reward.price_points:
            yield (name, "least_points"), str(reward.least_points), f"at most the price, {reward.price_points}"
        if reward.sold_from and reward.sold_until:
            starts_ms, ends_ms = (parse_local(date, made.zone) for date in (reward.sold_from, reward.sold_until))
            if ends_ms <= starts_ms:
                yield (name, "sold_until"), f'"{reward.sold_until}"', f"a date after {reward.sold_from}"
