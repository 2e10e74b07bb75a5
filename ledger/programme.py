"""The decisions of taking part: joining, leaving, the questionnaire; and what the books do by themselves on a date.

Each decision is a pure function of the books, the configuration, a command and the time.
"""

from __future__ import annotations

from ledger import points
from ledger.book import Book, account_of
from ledger.calendar import NEVER, day_number, next_month_day
from ledger.commands import (
    Configure,
    Expire,
    FillProfile,
    Join,
    Leave,
    OpeningLot,
    OpenPool,
    OpenSim,
    Remind,
)
from ledger.configuration import Configuration
from ledger.draft import Draft
from ledger.entries import Entry, Refusal
from ledger.marks import (
    BOOKS,
    CONFIGURED,
    FEE_DUE,
    FRIEND_PAID,
    INVITED_BY,
    MEMBER_SINCE,
    OWNER,
    POOL,
    PROFILE,
    REGION,
    REMAINDER,
    REMIND,
    WELCOMED,
)
from ledger.purses import POINTS


def configure(book: Book, configuration: Configuration, command: Configure, at_ms: int) -> Entry:
    """Write down what is in force from now on."""
    draft = Draft(book, configuration, at_ms)
    draft.mark(BOOKS, CONFIGURED, command.digest)
    fee = configuration.tariff.monthly_fee
    for subject, values in book.marks.items():
        if fee.kopecks and POOL in values and FEE_DUE not in values:
            draft.mark(subject, FEE_DUE, next_month_day(at_ms, fee.day, configuration.zone))
    return draft.entry("configured", command, digest=command.digest)


def open_pool(book: Book, configuration: Configuration, command: OpenPool, at_ms: int) -> Entry:
    """Open a points account as the world has it."""
    draft = Draft(book, configuration, at_ms)
    if command.member:
        draft.mark(command.pool, MEMBER_SINCE, at_ms)
    _open_lots(draft, command.pool, command.lots)
    return draft.entry("opened", command)


def open_sim(book: Book, configuration: Configuration, command: OpenSim, at_ms: int) -> Entry:
    """Open a SIM's account as the world has it; its first monthly fee is due on the fee's next day (D09)."""
    draft = Draft(book, configuration, at_ms)
    draft.mark(command.msisdn, POOL, command.pool)
    draft.mark(command.msisdn, OWNER, command.owner)
    draft.mark(command.msisdn, REGION, command.region)
    fee = configuration.tariff.monthly_fee
    if fee.kopecks:
        draft.mark(command.msisdn, FEE_DUE, next_month_day(at_ms, fee.day, configuration.zone))
    _open_lots(draft, command.msisdn, command.lots)
    return draft.entry("opened", command)


def _open_lots(draft: Draft, owner: str, lots: tuple[OpeningLot, ...]) -> None:
    for lot in lots:
        if lot.expires_at_ms <= draft.at_ms:
            continue
        if lot.purse == POINTS:
            points.credit(draft, owner, lot.amount, source="opening", expires_at_ms=lot.expires_at_ms)
        else:
            draft.open(owner, lot.purse, lot.amount, lot.expires_at_ms, source="opening")


def join(book: Book, configuration: Configuration, command: Join, at_ms: int) -> Entry | Refusal:
    """Take part from now on; nothing is credited for what was spent before (F01, F02, F07).

    Joining by the site's form brings the welcome points, once per subscriber for ever (F08, D07); an invited friend's
    joining brings the inviter points, once per friend (F25, D10).

    Refuses with `join.member` if the points account takes part already (D05).
    """
    pool = book.pool_of(command.msisdn)
    if book.mark(pool, MEMBER_SINCE) is not None:
        return Refusal("join.member")
    draft = Draft(book, configuration, at_ms)
    draft.mark(pool, MEMBER_SINCE, at_ms)
    welcome = configuration.rules.welcome.site
    if command.channel == "site" and welcome and book.mark(command.msisdn, WELCOMED) is None:
        draft.mark(command.msisdn, WELCOMED, at_ms)
        points.credit(draft, pool, welcome)
    return draft.entry("joined", command, channel=command.channel, **_thank_inviter(draft, command.msisdn))


def _thank_inviter(draft: Draft, msisdn: str) -> dict[str, int | str]:
    """Credit who invited this subscriber, if that is a member now; returns the details of it."""
    book, friend = draft.book, draft.configuration.earning.friend
    inviter = book.mark(msisdn, INVITED_BY)
    if inviter is None or not friend.points or book.mark(msisdn, FRIEND_PAID) is not None:
        return {}
    if not points.is_member(book, str(inviter)):
        return {}
    draft.mark(msisdn, FRIEND_PAID, draft.at_ms)
    points.credit(draft, book.pool_of(str(inviter)), friend.points)
    return {"inviter": inviter, "inviter_points": friend.points}


def leave(book: Book, configuration: Configuration, command: Leave, at_ms: int) -> Entry | Refusal:
    """Take part no longer: points and remainder burn; packages run out normally, limits are remembered (D20).

    Refuses with `leave.not_member`.
    """
    pool = book.pool_of(command.msisdn)
    if book.mark(pool, MEMBER_SINCE) is None:
        return Refusal("leave.not_member")
    draft = Draft(book, configuration, at_ms)
    burned = points.balance(book, pool, at_ms)
    for lot in tuple(book.live(account_of(pool, POINTS), at_ms)):
        draft.empty(lot, into="breakage")
    draft.mark(pool, MEMBER_SINCE, None)
    draft.mark(pool, REMAINDER, None)
    for name in [name for name in book.marks.get(pool, {}) if name.startswith(REMIND)]:
        draft.mark(pool, name, None)
    return draft.entry("left", command, burned=burned)


def fill_profile(book: Book, configuration: Configuration, command: FillProfile, at_ms: int) -> Entry | Refusal:
    """Points for true data in the questionnaire, for each part once per subscriber for ever (F08, F09, D07).

    Refuses with `membership.required`, or `profile.done` if no part is new.
    """
    if not points.is_member(book, command.msisdn):
        return Refusal("membership.required")
    new = [part for part in dict.fromkeys(command.parts) if book.mark(command.msisdn, PROFILE[part]) is None]
    if not new:
        return Refusal("profile.done")
    draft = Draft(book, configuration, at_ms)
    welcome = configuration.rules.welcome
    values = {"birth_date": welcome.birth_date, "details": welcome.details}
    amount = sum(values[part] for part in new)
    for part in new:
        draft.mark(command.msisdn, PROFILE[part], at_ms)
    if amount:
        points.credit(draft, book.pool_of(command.msisdn), amount)
    return draft.entry("profile", command, points=amount)


def expire(book: Book, configuration: Configuration, command: Expire, at_ms: int) -> Entry:
    """What is left of a lot whose date has come goes to `breakage` (F30, F32, F33, D11)."""
    lot = book.lots[command.lot]
    assert lot.expires_at_ms <= at_ms, "a lot burns on its date, not before"
    owner, _, purse = lot.account.rpartition("/")
    draft = Draft(book, configuration, at_ms)
    draft.empty(lot, into="breakage")
    return draft.entry("expired", command, owner=owner, purse=purse, amount=lot.left)


def remind(book: Book, configuration: Configuration, command: Remind, at_ms: int) -> Entry:
    """The notice about the points of a pool that burn on one day: how many are left of them, and when (D11)."""
    draft = Draft(book, configuration, at_ms)
    draft.mark(command.pool, command.mark, None)
    day = int(command.mark.removeprefix(REMIND))
    lots = [
        lot
        for lot in book.live(account_of(command.pool, POINTS), at_ms)
        if lot.expires_at_ms != NEVER and day_number(lot.expires_at_ms, configuration.zone) == day
    ]
    date_ms = lots[0].expires_at_ms if lots else at_ms
    return draft.entry("reminded", command, pool=command.pool, amount=sum(lot.left for lot in lots), date=date_ms)
