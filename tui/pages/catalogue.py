"""The catalogue for the console: every reward with its price, the facts it carries out, and what of it is invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from ledger.catalog import Catalogue, Reward
from ledger.purses import Purses
from phone.network.dialplan import DialPlan
from tui.lines import Line, Piece, wrap
from tui.pages.columns import cell, figures
from tui.words import Words

ACCESS_CELLS: Final = 22
PRICE_CELLS: Final = 16
FACTS_CELLS: Final = 20
LABEL_CELLS: Final = 16


@frozen
class Offer:
    """A reward with its id and the codes and short numbers that order it; without a reward, the heading of a section."""

    name: str
    access: tuple[str, ...] = ()
    reward: Reward | None = None


def offers(catalogue: Catalogue, plan: DialPlan) -> Iterator[Offer]:
    """The rewards by section, each section behind its heading."""
    access = _access(plan)
    for section in dict.fromkeys(reward.section for reward in catalogue.values()):
        yield Offer(section)
        for name, reward in catalogue.items():
            if reward.section == section:
                yield Offer(name, tuple(access.get(name, ())), reward)


def _access(plan: DialPlan) -> Mapping[str, list[str]]:
    """Reward → what orders it: codes, and words to short numbers."""
    found: dict[str, list[str]] = {}
    for code, route in plan.ussd.items():
        if route.service == "redeem":
            found.setdefault(route.reward, []).append(code)
    for number, short in plan.sms.items():
        for word, route in short.keywords.items():
            if route.service == "redeem":
                found.setdefault(route.reward, []).append(f"{word} → {number}")
    return found


def offer_head(words: Words, width: int) -> Line:
    """What stands in the columns."""
    return (
        cell(words("catalogue.access"), ACCESS_CELLS, "muted"),
        cell(words("catalogue.what"), _what_cells(width), "muted"),
        figures(words("catalogue.price"), PRICE_CELLS, "muted"),
        cell(f"   {words('catalogue.facts')}", FACTS_CELLS, "muted"),
    )


def offer_row(offer: Offer, purses: Purses, words: Words, width: int) -> Line:
    """Access, what one gets, the price, the facts; a star before what is invented."""
    reward = offer.reward
    if reward is None:
        title = words(f"catalogue.section.{offer.name}")
        rule = "─" * max(0, width - len(title) - 5)
        return Piece("── ", "rule"), Piece(title, "muted"), Piece(f" {rule}", "rule")
    invented = reward.invented.everything or bool(reward.invented.fields)
    access = offer.access[0] if offer.access else words("catalogue.no_code")
    facts = words.facts(reward.facts) or words("catalogue.no_fact")
    return (
        cell(access, ACCESS_CELLS, "key" if offer.access else "muted"),
        cell(_gives(reward, purses, words), _what_cells(width)),
        figures(words.amount("points", reward.price_points), PRICE_CELLS, "strong"),
        Piece(" * " if invented else "   ", "refused"),
        cell(facts, FACTS_CELLS - 3, "muted"),
    )


def _what_cells(width: int) -> int:
    return max(10, width - ACCESS_CELLS - PRICE_CELLS - FACTS_CELLS)


def _gives(reward: Reward, purses: Purses, words: Words) -> str:
    return words.amount(reward.purse, reward.amount * purses[reward.purse].step)


def offer_details(offer: Offer, purses: Purses, words: Words, width: int) -> Iterator[Line]:
    """How to order it, for how long it is, what roubles may stand for, where the values come from."""
    reward = offer.reward
    if reward is None:
        return
    channels = ", ".join(words(f"catalogue.channel.{channel}") for channel in reward.channels)
    facts = words.facts(reward.facts) or words("catalogue.no_fact")
    rows = [
        ("id", offer.name),
        ("gives", _gives(reward, purses, words)),
        ("codes", ",  ".join(offer.access) or words("catalogue.no_code")),
        ("channels", channels),
        ("term", _term(reward, words)),
    ]
    if reward.kopecks_per_point is not None:
        paid = words("catalogue.paid", least=reward.least_points, kopecks=reward.kopecks_per_point)
        rows.append(("money", paid))
    if reward.sold_from or reward.sold_until:
        rows.append(("sold", f"{reward.sold_from} … {reward.sold_until}"))
    rows.append(("known", facts))
    for label, told in rows:
        yield from _told(words(f"catalogue.{label}"), told, width)
    if reward.invented.everything or reward.invented.fields:
        named = ", ".join(reward.invented.fields) or words("catalogue.everything")
        first, *more = wrap(named, max(8, width - LABEL_CELLS))
        yield cell(words("catalogue.invented"), LABEL_CELLS, "refused"), Piece(first)
        yield from ((Piece(" " * LABEL_CELLS), Piece(row)) for row in more)
    if reward.note:
        yield from _told(words("catalogue.note"), reward.note, width)


def _told(label: str, told: str, width: int) -> Iterator[Line]:
    first, *more = wrap(told, max(8, width - LABEL_CELLS))
    yield cell(label, LABEL_CELLS, "muted"), Piece(first)
    yield from ((Piece(" " * LABEL_CELLS), Piece(row)) for row in more)


def _term(reward: Reward, words: Words) -> str:
    if reward.term_days is None:
        return words("catalogue.term.rule")
    return words("catalogue.term.days", days=reward.term_days) if reward.term_days else words("catalogue.term.none")
