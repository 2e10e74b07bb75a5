"""The decisions of earning outside the phone: shop, taxi, card, promotions, friends; and of paying money in."""

from __future__ import annotations

from ledger import points
from ledger.book import Book
from ledger.calendar import NEVER
from ledger.commands import Earn, Invite, Promote, TopUp
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal
from ledger.marks import BLOCKED, FEE_DUE, FRIEND_PAID, INVITED_BY, POOL, PROMOTED, PROMOTION
from ledger.purses import MAIN


def earn(book: Book, configuration: Configuration, command: Earn, at_ms: int) -> Entry | Refusal:
    """Points for something outside the phone (F21, F22, F23, F27, D10); it is not paid from the main balance.

    Refuses with `membership.required`, `earn.unknown`, `earn.off` where the source gives no rate, `earn.small` if the
    payment is too small for a point (`least` in kopecks).
    """
    if not points.is_member(book, command.msisdn):
        return Refusal("membership.required")
    source = configuration.earning.sources.get(command.source)
    if source is None:
        return Refusal("earn.unknown", {"source": command.source})
    if not source.points:
        return Refusal("earn.off", {"source": command.source})
    earned = source.earned(command.kopecks)
    if not earned:
        return Refusal("earn.small", {"least": source.least_kopecks})
    draft = Draft(book, configuration, at_ms)
    points.credit(draft, book.pool_of(command.msisdn), earned)
    return draft.entry("earned", command, source=command.source, points=earned)


def promote(book: Book, configuration: Configuration, command: Promote, at_ms: int) -> Entry | Refusal:
    """Points for a promotion, each once, all together up to the cap per points account (F24, D10).

    What would go over the cap is credited as far as the cap allows.

    Refuses with `membership.required`, `promotion.unknown`, `promotion.done`, `promotion.cap` (`limit`, `left` 0).
    """
    if not points.is_member(book, command.msisdn):
        return Refusal("membership.required")
    promotions = configuration.earning.promotions
    offer = promotions.offers.get(command.promotion)
    if offer is None:
        return Refusal("promotion.unknown", {"promotion": command.promotion})
    pool = book.pool_of(command.msisdn)
    name = f"{PROMOTION}{command.promotion}"
    if book.mark(pool, name) is not None:
        return Refusal("promotion.done", {"promotion": command.promotion})
    so_far = book.moment(pool, PROMOTED) or 0
    amount = min(offer.points, promotions.cap_points - so_far)
    if amount < 1:
        return Refusal("promotion.cap", {"limit": promotions.cap_points, "left": 0})
    draft = Draft(book, configuration, at_ms)
    draft.mark(pool, name, at_ms)
    draft.mark(pool, PROMOTED, so_far + amount)
    points.credit(draft, pool, amount)
    return draft.entry("promoted", command, promotion=command.promotion, points=amount)


def invite(book: Book, configuration: Configuration, command: Invite, at_ms: int) -> Entry | Refusal:
    """Invite a friend; the joining of the friend earns, not the invitation (F25, D10). The last inviter counts.

    Refuses with `membership.required`, `invite.self`, `invite.unknown` for no subscriber of this operator,
    `invite.member` for one who takes part already, `invite.again` for one whom nobody else has invited since and who has
    brought nothing yet: that invitation still counts.
    """
    if not points.is_member(book, command.msisdn):
        return Refusal("membership.required")
    if book.mark(command.friend, POOL) is None:
        return Refusal("invite.unknown", {"friend": command.friend})
    if book.pool_of(command.friend) == book.pool_of(command.msisdn):
        return Refusal("invite.self")
    if points.is_member(book, command.friend):
        return Refusal("invite.member", {"friend": command.friend})
    counts = book.mark(command.friend, INVITED_BY) == command.msisdn and book.mark(command.friend, FRIEND_PAID) is None
    if counts:
        return Refusal("invite.again", {"friend": command.friend})
    draft = Draft(book, configuration, at_ms)
    draft.mark(command.friend, INVITED_BY, command.msisdn)
    return draft.entry("invited", command, friend=command.friend)


def top_up(book: Book, configuration: Configuration, command: TopUp, at_ms: int) -> Entry | Refusal:
    """Pay money in; a fee that was missed is due again at once (D09). An edition may let it earn a member points (F27).

    Refuses with `topup.amount` for less than a kopeck.
    """
    if command.kopecks < 1:
        return Refusal("topup.amount", {"least": 1})
    draft = Draft(book, configuration, at_ms)
    draft.open(command.msisdn, MAIN, command.kopecks, NEVER, source="top_up")
    if book.mark(command.msisdn, BLOCKED) is not None:
        draft.mark(command.msisdn, FEE_DUE, at_ms)
    earned = _earned_by(configuration, "top_up", command.kopecks) if points.is_member(book, command.msisdn) else 0
    if not earned:
        return draft.entry("topped_up", command, kopecks=command.kopecks)
    points.credit(draft, book.pool_of(command.msisdn), earned)
    return draft.entry("topped_up", command, kopecks=command.kopecks, points=earned)


def _earned_by(configuration: Configuration, name: str, kopecks: int) -> int:
    """What a payment of a source brings; 0 for too little of it, and where the source is off or there is none."""
    source = configuration.earning.sources.get(name)
    return 0 if source is None else source.earned(kopecks)
