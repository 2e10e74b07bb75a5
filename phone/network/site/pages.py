"""Pages of the personal account as texts: what a dialog and a program read of them."""

from __future__ import annotations

from ledger.calendar import NEVER
from ledger.catalog import Section
from ledger.entries import Refusal
from phone.air.text import Text
from phone.network.desk import Reply, say
from phone.network.services.lines import joined
from phone.network.site.account import Account
from phone.network.site.history import Kind
from phone.network.site.offers import Quote, Range


def welcome(account: Account, at_ms: int) -> Reply:
    """The first page of who has logged in."""
    return Reply(say(account.desk, account.turn(at_ms), "site.welcome", msisdn=account.subscriber.msisdn))


def balance(account: Account, at_ms: int) -> Reply:
    """Points, money, and each lot with its date (F14)."""
    desk, turn, msisdn = account.desk, account.turn(at_ms), account.subscriber.msisdn
    if "balance" not in account.abilities:
        return account.refused(Refusal("site.off", {"ability": "balance"}), at_ms)
    if not account.member:
        return account.refused(Refusal("membership.required"), at_ms)
    points, kopecks = desk.door.points(msisdn, at_ms), desk.door.kopecks(msisdn, at_ms)
    told = [say(desk, turn, "site.balance", points=points, kopecks=kopecks)]
    for amount, until_ms in account.lots(at_ms):
        if until_ms == NEVER:
            told.append(say(desk, turn, "site.lot.for_good", points=amount))
        else:
            told.append(say(desk, turn, "site.lot", points=amount, until=until_ms))
    return Reply(joined(told))


def catalogue(
    account: Account, at_ms: int, section: Section | None = None, points: Range | None = None, size: Range | None = None
) -> Reply:
    """A line a reward: its id, what it gives, its price, its code (F54, F56)."""
    desk, turn = account.desk, account.turn(at_ms)
    if "rewards" not in account.abilities:
        return account.refused(Refusal("site.off", {"ability": "rewards"}), at_ms)
    told = [
        say(
            desk,
            turn,
            "site.offer.code" if offer.code else "site.offer",
            reward=offer.reward,
            text=offer.text,
            price=offer.price_points,
            code=offer.code,
        )
        for offer in account.catalogue(at_ms, section, points, size)
    ]
    return Reply(joined(told or [say(desk, turn, "site.offers.none")]))


def quoted(account: Account, quote: Quote | Refusal, at_ms: int) -> Reply:
    """What an order would spend and leave, before it is confirmed."""
    if isinstance(quote, Refusal):
        return account.refused(quote, at_ms)
    return Reply(quote_text(account, quote, at_ms))


def quote_text(account: Account, quote: Quote, at_ms: int) -> Text:
    """The same of an order that is not refused."""
    key = "site.quote.money" if quote.kopecks else "site.quote"
    values = {name: getattr(quote, name) for name in ("points", "kopecks", "points_left", "kopecks_left")}
    return say(account.desk, account.turn(at_ms), key, **values)


def history(account: Account, at_ms: int, kind: Kind = "all") -> Reply:
    """A line an entry, the newest first."""
    desk, turn = account.desk, account.turn(at_ms)
    found = account.history(kind)
    if isinstance(found, Refusal):
        return account.refused(found, at_ms)
    told = []
    for line in found:
        key = "site.entry" if line.changes else "site.entry.bare"
        changes, at = ", ".join(line.changes), line.row.entry.at_ms
        told.append(say(desk, turn, key, at=at, what=line.what, changes=changes))
    return Reply(joined(told or [say(desk, turn, "site.history.none")]))


def help_text(account: Account, at_ms: int) -> Text:
    """Whom to ask, and where the list of rewards that holds is (F17); remembered as looked at, see `Account.look_at`."""
    account.look_at("help")
    numbers = account.desk.configuration.rules.callcentre
    key = "site.help.call" if numbers else "site.help"
    return say(account.desk, account.turn(at_ms), key, number=next(iter(numbers), ""))


def help_page(account: Account, at_ms: int) -> Reply:
    """Help, and the disclaimer (F17, F62)."""
    return Reply(joined([help_text(account, at_ms), say(account.desk, account.turn(at_ms), "site.disclaimer")]))
