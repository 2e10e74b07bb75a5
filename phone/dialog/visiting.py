"""Carrying out what a dialog says that somebody does in the personal account, and what its pages answer.

Who names no password is logged in already, as a browser remembers it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, cast, get_args

from attrs import frozen

from ledger.catalog import Section
from ledger.entries import Refusal
from phone.dialog.visits import COMMA
from phone.dialog.words import Page
from phone.holder import Holder
from phone.inputs import Act
from phone.network.desk import Reply
from phone.network.network import Network
from phone.network.site import pages
from phone.network.site.account import Account, region_of
from phone.network.site.entrance import enter, log_in, turned_away
from phone.network.site.history import Kind
from phone.network.site.offers import Range
from phone.network.site.questionnaire import Form
from phone.world import World

Callees = Callable[[str], str]
"""The number of somebody by name; what is no name as it is."""


@frozen
class Visit:
    """Somebody on a page.

    Attributes:
        account: whose.
        at_ms: when.
        said: what stands behind the verb: words by their ids, or what is written into fields.
        number: finds the numbers of people.
    """

    account: Account
    at_ms: int
    said: str
    number: Callees


def visit(holder: Holder, page: Page, said: str, number: Callees, told: Act) -> Reply:
    """Do something on a page, and read what it answers.

    Args:
        holder: whose SIM it is.
        page: what is done.
        said: what stands behind the verb.
        number: finds the numbers of people.
        told: the same as an act, for who lives it again.

    Raises:
        ValueError: what stands behind the verb is not what the page takes.
    """
    msisdn = holder.world.people[holder.name].msisdns[holder.slot]

    def act(network: Network, at_ms: int) -> Reply:
        found = log_in(network, msisdn, said, at_ms) if page == "login" else enter(network, msisdn)
        if isinstance(found, Refusal):
            return turned_away(network, found, network.desk.directory.by_msisdn[msisdn].language)
        return PAGES[page](Visit(found, at_ms, said, number))

    return holder.world.happen(act, told, holder.name)


def number_of(world: World, written: str, slots: Mapping[str, int] | None = None) -> str:
    """The number of somebody by name or alias, `NAME/2` of the second SIM; what is no name as it is.

    `slots` has whose SIM in use is not the first.
    """
    name, _, slot = written.partition("/")
    if not name[:1].strip("+0123456789"):
        return written
    try:
        person = world.person(name)
    except ValueError:
        return written
    place = int(slot) - 1 if slot.isdecimal() else (slots or {}).get(person.name, 0)
    return person.msisdns[place] if 0 <= place < len(person.msisdns) else written


def _join(visit: Visit) -> Reply:
    return visit.account.join(visit.at_ms)


def _profile(visit: Visit) -> Reply:
    fields = COMMA.split(visit.said)
    if len(fields) != 4:
        raise ValueError(f'"{visit.said}" has not the four fields of the questionnaire')
    name, birth_date, email, region = fields
    return visit.account.profile(Form(name, birth_date, email, region_of(visit.account.desk, region)), visit.at_ms)


def searched(said: str) -> tuple[Section | None, Range | None, Range | None]:
    """Section, points and sizes of `internet points 0-400 size 100-500`, each of which may be missing."""
    words = said.split()
    section = words.pop(0) if words and words[0] in get_args(Section) else None
    limits = dict(zip(words[::2], words[1::2], strict=True))
    return cast("Section | None", section), _range(limits.get("points")), _range(limits.get("size"))


def _range(written: str | None) -> Range | None:
    if written is None:
        return None
    least, most = written.replace("–", "-").split("-")
    return int(least), int(most)


def _catalogue(visit: Visit) -> Reply:
    return pages.catalogue(visit.account, visit.at_ms, *searched(visit.said))


def _ordered(visit: Visit) -> tuple[str, int | None]:
    """The reward, and how many points of it."""
    reward, _, points = visit.said.partition(" ")
    return reward, _count(points) if points.strip() else None


def _count(written: str) -> int:
    if not written.strip().lstrip("-").isdecimal():
        raise ValueError(f'"{written}" is no number of points')
    return int(written)


def _quote(visit: Visit) -> Reply:
    reward, points = _ordered(visit)
    return pages.quoted(visit.account, visit.account.quote(reward, visit.at_ms, points), visit.at_ms)


def _order(visit: Visit) -> Reply:
    """What was quoted is confirmed at once."""
    reward, points = _ordered(visit)
    quote = visit.account.quote(reward, visit.at_ms, points)
    if isinstance(quote, Refusal):
        return visit.account.refused(quote, visit.at_ms)
    return visit.account.order(quote, visit.at_ms)


def _give(visit: Visit) -> Reply:
    to, _, points = visit.said.rpartition(" ")
    return visit.account.give(visit.number(to), _count(points), visit.at_ms)


def _invite(visit: Visit) -> Reply:
    return visit.account.invite(visit.number(visit.said), visit.at_ms)


def _link(visit: Visit) -> Reply:
    return visit.account.link(visit.number(visit.said), visit.at_ms)


def _unlink(visit: Visit) -> Reply:
    return visit.account.unlink(visit.at_ms)


def _language(visit: Visit) -> Reply:
    return visit.account.speak(visit.said, visit.at_ms)


def _history(visit: Visit) -> Reply:
    return pages.history(visit.account, visit.at_ms, cast("Kind", visit.said or "all"))


PAGES: Final[Mapping[Page, Callable[[Visit], Reply]]] = {
    "login": lambda visit: pages.welcome(visit.account, visit.at_ms),
    "balance": lambda visit: pages.balance(visit.account, visit.at_ms),
    "join": _join,
    "profile": _profile,
    "catalogue": _catalogue,
    "quote": _quote,
    "order": _order,
    "give": _give,
    "invite": _invite,
    "link": _link,
    "unlink": _unlink,
    "language": _language,
    "history": _history,
    "help": lambda visit: pages.help_page(visit.account, visit.at_ms),
}
"""What is done on each page."""
