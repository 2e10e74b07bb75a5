"""The world for the console: its clock, what happens next, the weather round each phone, life outside it, money for each SIM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from phone.air.weather import FINE
from tui.lines import Line, Piece
from tui.pace import MODES, Mode
from tui.pages.columns import cell
from tui.pages.subscribers import Subscription
from tui.words import Words

LABEL_CELLS: Final = 30
JUMPS: Final = ("hour", "day", "month", "next")
TOP_UP_KOPECKS: Final = 10_000
"""What one top-up at the console pays in."""


@frozen
class Deed:
    """A row of the page: a heading without an action, else something that can be done."""

    label: str
    told: str = ""
    action: str = ""
    on: bool | None = None
    """Whether it is so now; None for what is done and not so."""


def world_deeds(
    mode: Mode,
    jumps: dict[str, str],
    subscriptions: Iterable[Subscription],
    words: Words,
    who: str = "",
    life: Iterable[tuple[str, str, str]] = (),
) -> Iterator[Deed]:
    """All rows.

    Args:
        mode: how time goes.
        jumps: jump → where it leads, for those that lead somewhere.
        subscriptions: every SIM; a person's first one stands for the phone.
        words: the reader's language.
        who: to whom life happens; empty for nobody.
        life: (name, what it is called, its rate and facts) of what happens outside the phone.
    """
    known = tuple(subscriptions)
    yield Deed(words("world.clock"))
    for each in MODES:
        told = words(f"world.mode.{each}.told")
        yield Deed(words(f"world.mode.{each}"), told, f"screen.time('{each}')", on=each == mode)
    yield Deed(words("world.jumps"))
    for name in JUMPS:
        if name in jumps:
            yield Deed(words(f"world.jump.{name}"), jumps[name], f"screen.advance('{name}')")
    yield Deed(words("world.weathers"))
    seen: set[str] = set()
    for one in known:
        person = one.name.partition("/")[0]
        if person not in seen:
            seen.add(person)
            yield Deed(
                words.person(person), words.weather(one.weather), f"screen.weather({person!r})", on=one.weather != FINE
            )
    if who:
        yield Deed(words("world.life", who=words.person(who)))
    for name, label, told in life:
        yield Deed(label, told, f"screen.live({name!r})")
    yield Deed(words("world.money"))
    amount = words.delta("main", TOP_UP_KOPECKS)
    for one in known:
        if one.standing is not None:
            has = words.amount("main", one.standing.kopecks)
            label = f"{words.person(one.name)}: {has}"
            yield Deed(label, words("world.top_up", amount=amount), f"screen.top_up({one.msisdn!r})")


def deed_row(deed: Deed, width: int) -> Line:
    """A heading in a rule, or a lamp, what is meant, and what a click on it does."""
    if not deed.action:
        rule = "─" * max(0, width - len(deed.label) - 5)
        return Piece("── ", "rule"), Piece(deed.label, "muted"), Piece(f" {rule}", "rule")
    lamp = "▸ " if deed.on is None else "● " if deed.on else "○ "
    return (
        Piece(lamp, "accent" if deed.on else "muted", deed.action),
        cell(deed.label, LABEL_CELLS, "strong" if deed.on else "plain", deed.action),
        cell(deed.told, max(2, width - LABEL_CELLS - 2), "muted", deed.action),
    )
