"""Who has what, for the console: a row a SIM, and all about one: packages, limits used, the points account."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from ledger.book import Book
from ledger.calendar import add_months, day_number
from ledger.configuration import Configuration
from ledger.gifts import counts
from ledger.marks import BLOCKED, FEE_DUE, INTERNET_AT, MEMBER_SINCE, REMAINDER
from ledger.query import Standing
from phone.network.directory import Subscriber
from tui.lines import Line, Piece, Role
from tui.pages.columns import bar, cell, figures
from tui.words import Words

NAME_CELLS = 10
NUMBER_CELLS = 18
POINTS_CELLS = 13
MONEY_CELLS = 12
LABEL_CELLS = 26
LIMIT_BAR_CELLS = 20


@frozen
class Subscription:
    """A SIM in a phone, and what there is on it; `standing` is None for another operator's."""

    name: str
    msisdn: str
    standing: Standing | None
    weather: str


def subscription_row(one: Subscription, words: Words, width: int) -> Line:
    """Name, number, membership, points, money, packages, weather."""
    rest = width - NAME_CELLS - NUMBER_CELLS - POINTS_CELLS - MONEY_CELLS
    head = (cell(words.person(one.name), NAME_CELLS, "strong"), cell(words.number(one.msisdn), NUMBER_CELLS, "muted"))
    if one.standing is None:
        return (*head, cell(words("card.foreign"), POINTS_CELLS + MONEY_CELLS + rest, "muted"))
    points = words.amount("points", one.standing.points) if one.standing.member else words("people.stranger")
    told = f"  {words('people.packages', n=len(one.standing.packages))}"
    if one.weather != "fine":
        told += f" · {words.weather(one.weather)}"
    return (
        *head,
        figures(points, POINTS_CELLS, "accent" if one.standing.member else "muted"),
        figures(words.amount("main", one.standing.kopecks), MONEY_CELLS, "strong"),
        cell(told, rest, "muted"),
    )


def subscription_head(words: Words, width: int) -> Line:
    """What stands in the columns."""
    return (
        cell(words("people.name"), NAME_CELLS, "muted"),
        cell(words("people.number"), NUMBER_CELLS, "muted"),
        figures(words("people.points"), POINTS_CELLS, "muted"),
        figures(words("people.money"), MONEY_CELLS, "muted"),
        cell(f"  {words('people.has')}", width - NAME_CELLS - NUMBER_CELLS - POINTS_CELLS - MONEY_CELLS, "muted"),
    )


def subscription_details(
    one: Subscription,
    book: Book,
    configuration: Configuration,
    subscriber: Subscriber,
    at_ms: int,
    words: Words,
    width: int,
) -> Iterator[Line]:
    """Membership, what is left of packages and until when, and how far each limit is used."""
    if one.standing is None:
        yield (Piece(words("people.foreign"), "muted"),)
        return
    yield from _membership(one, book, at_ms, words)
    yield _fact(words("people.truth"), _truth(subscriber, words))
    yield ()
    for package in one.standing.packages:
        yield (
            cell(words.amount(package.purse, package.amount), LABEL_CELLS, "strong"),
            cell(words.until(package.expires_at_ms), max(2, width - LABEL_CELLS), "muted"),
        )
    if not one.standing.packages:
        yield (Piece(words("card.no_packages"), "muted"),)
    yield ()
    yield from _limits(one.msisdn, book, configuration, subscriber, at_ms, words)


def _membership(one: Subscription, book: Book, at_ms: int, words: Words) -> Iterator[Line]:
    pool = book.pool_of(one.msisdn)
    since_ms = book.moment(pool, MEMBER_SINCE)
    sims = ", ".join(words.number(msisdn) for msisdn in book.sims_of(pool))
    told = words("people.member", day=words.day(since_ms)) if since_ms is not None else words("card.stranger")
    yield _fact(words("people.membership"), told, "accent" if since_ms is not None else "muted")
    yield _fact(words("people.pool"), f"{words.called(pool)}: {sims}")
    remainder = book.moment(pool, REMAINDER)
    if remainder:
        yield _fact(words("people.remainder"), words("money", kopecks=remainder))
    fee_ms = book.moment(one.msisdn, FEE_DUE)
    if fee_ms is not None:
        yield _fact(words("people.fee"), f"{words.day(fee_ms)}")
    if book.mark(one.msisdn, BLOCKED) is not None:
        yield _fact(words("people.blocked"), words("people.yes"), "refused")
    burning = None if one.standing is None else one.standing.burning
    if burning is not None:
        yield _fact(words("people.burns"), words("card.burning", points=burning[0], at=burning[1]))
    del at_ms


def _truth(subscriber: Subscriber, words: Words) -> str:
    """What the operator knows of the owner, and compares a questionnaire with."""
    region = f"region.{subscriber.region}"
    named = words.texts.word(region, words.language) if words.texts.has(region) else subscriber.region
    return ", ".join(filter(None, (subscriber.name, subscriber.birth_date, subscriber.email, named)))


def _limits(
    msisdn: str, book: Book, configuration: Configuration, subscriber: Subscriber, at_ms: int, words: Words
) -> Iterator[Line]:
    rules = configuration.rules
    used = counts(book, configuration, book.pool_of(msisdn), at_ms)
    called = subscriber.call_backs if subscriber.call_back_day == day_number(at_ms, configuration.zone) else 0
    for name, count, limit in (
        ("gifts_day", used.gifts_of_day, rules.gift.daily),
        ("gifts_month", used.gifts_of_month, rules.gift.monthly),
        ("sent_month", used.sent_of_month, rules.gift.sent_month),
        ("received_month", used.received_of_month, rules.gift.received_month),
        ("call_backs", called, rules.call_back.daily),
    ):
        yield _limit(words(f"people.{name}"), count, limit, words)
    ordered_ms = book.moment(msisdn, INTERNET_AT)
    months = rules.rewards.internet_cooldown_months
    if ordered_ms is not None and months:
        again_ms = add_months(ordered_ms, months, configuration.zone)
        if again_ms > at_ms:
            yield _fact(words("people.internet"), words("people.internet_from", day=words.day(again_ms)))


def _limit(label: str, used: int, limit: int, words: Words) -> Line:
    if not limit:
        return _fact(label, words("people.no_limit", used=used), "muted")
    drawn = bar(used, limit, LIMIT_BAR_CELLS)
    role: Role = "refused" if used >= limit else "accent"
    return (
        cell(label, LABEL_CELLS, "muted"),
        Piece(drawn, role),
        Piece("·" * (LIMIT_BAR_CELLS - len(drawn)), "rule"),
        Piece(f"  {words('people.of', used=used, limit=limit)}"),
    )


def _fact(label: str, told: str, role: Role = "plain") -> Line:
    return cell(label, LABEL_CELLS, "muted"), Piece(told, role)
