"""The pages of the personal account as lines: the bar over them, what burns month by month, rewards, the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from ledger.query import Standing
from phone.entry_words import EntryWords
from phone.network.site.history import Line as Happened
from phone.network.site.offers import Offer
from tui.lines import Line, Piece, spread, titled, width_of
from tui.pages.columns import bar, cell, figures
from tui.words import Words

MONTH_CELLS = 15
POINTS_CELLS = 20
AMOUNT_CELLS = 14
CODE_CELLS = 14
DATE_CELLS = 18
BAR_CELLS_MAX = 40


def head_lines(words: Words, msisdn: str, standing: Standing | None, told: str, width: int) -> tuple[Line, ...]:
    """The bar over every page: the site's name, and whose account is open with what there is; a rule with the page's title."""
    left = (Piece(" "), Piece(words("account.site"), "accent"))
    right: Line = ()
    if standing is not None:
        points = words.amount("points", standing.points) if standing.member else words("card.stranger")
        money = words.amount("main", standing.kopecks)
        right = (Piece(words.number(msisdn), "muted"), Piece(f"  {points}", "strong"), Piece(f"  {money} ", "strong"))
    return spread(left, right, width)[0], titled(told, width, "strong")


def overview_lines(
    words: Words,
    standing: Standing,
    lots: Iterable[tuple[int, int]],
    burning: Iterable[tuple[int, int]],
    months: EntryWords,
    width: int,
) -> Iterator[Line]:
    """Points and money, each lot with its date, a bar for each month of what burns, packages.

    Args:
        words: the reader's language.
        standing: what there is.
        lots: (points, until when), those that burn first first.
        burning: (first moment of a month, points that burn in it).
        months: names the months.
        width: cells of a row.
    """
    points = words.amount("points", standing.points) if standing.member else words("account.not_member")
    yield cell(words("account.points"), POINTS_CELLS, "muted"), Piece(points, "accent")
    yield cell(words("account.money"), POINTS_CELLS, "muted"), Piece(words.amount("main", standing.kopecks), "strong")
    lots, burning = tuple(lots), tuple(burning)
    if lots:
        yield ()
        yield titled(words("account.lots"), width)
        for points_left, until_ms in lots:
            yield cell(words.until(until_ms), POINTS_CELLS), Piece(words.amount("points", points_left))
    if burning:
        yield ()
        yield titled(words("account.burning"), width)
        yield from burning_lines(burning, months, width)
    yield ()
    yield titled(words("account.packages"), width)
    for package in standing.packages:
        amount = words.amount(package.purse, package.amount)
        yield spread((Piece(amount),), (Piece(words.until(package.expires_at_ms), "muted"),), width)[0]
    if not standing.packages:
        yield (Piece(words("card.no_packages"), "muted"),)


def burning_lines(burning: tuple[tuple[int, int], ...], months: EntryWords, width: int) -> Iterator[Line]:
    """A bar a month, the longest for the month in which most burns."""
    most = max(points for _, points in burning)
    room = min(BAR_CELLS_MAX, max(1, width - MONTH_CELLS - 8))
    for from_ms, points in burning:
        drawn = cell(bar(points, most, room), room, "debit")
        yield cell(months.month(from_ms), MONTH_CELLS), drawn, figures(str(points), 7, "strong")


def offer_line(offer: Offer, words: Words, width: int, left: int) -> Line:
    """A row of the catalogue: what it gives, its code where there is room, its price; dear ones stand back."""
    price = words("account.from_points", n=offer.least_points) if offer.kopecks_per_point else ""
    price = price or words.amount("points", offer.price_points)
    dear = offer.least_points > left
    code = offer.code if width >= 48 else ""
    room = max(8, width - AMOUNT_CELLS - (CODE_CELLS if code else 0))
    return (
        cell(offer.text, room, "muted" if dear else "plain"),
        *((cell(code, CODE_CELLS, "muted"),) if code else ()),
        figures(price, AMOUNT_CELLS, "muted" if dear else "strong"),
    )


def happened_lines(line: Happened, words: Words, width: int) -> tuple[Line, ...]:
    """Something of the past: when, what, and all that it changed, the points first; in two rows if one has no room for it."""
    at = cell(words.texts.word("ledger.when", words.language, at=line.row.entry.at_ms), DATE_CELLS, "muted")
    pairs = zip(line.changes, line.row.changes, strict=True)
    changes = tuple(Piece(f"  {told}", "credit" if change.amount > 0 else "debit") for told, change in pairs)
    room = max(8, width - DATE_CELLS)
    left = room - width_of(changes)
    if cell_len(line.what) <= left:
        return ((at, cell(line.what, left), *changes),)
    pad = Piece(" " * max(0, width - width_of(changes)))
    return (at, cell(line.what, room)), *(((pad, *changes),) if changes else ())
