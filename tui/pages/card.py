"""Who has what: the subscriber's card, and the header that says the same in two rows."""

from __future__ import annotations

from attrs import frozen

from ledger.query import Standing
from tui.lines import Line, Piece, spread, wrap
from tui.words import Words


@frozen
class Holder:
    """A subscriber: name in the world, number, and what there is; None for a subscriber of another operator."""

    name: str
    msisdn: str
    standing: Standing | None


def _who(holder: Holder, words: Words) -> tuple[Piece, Piece]:
    return Piece(words.person(holder.name), "strong"), Piece(words.number(holder.msisdn), "muted")


def _points(holder: Holder, words: Words) -> Line:
    """The points of a member; else why there are none."""
    if holder.standing is None:
        return (Piece(words("card.foreign"), "muted"),)
    if not holder.standing.member:
        return (Piece(words("card.stranger"), "muted"),)
    return (Piece(words.amount("points", holder.standing.points), "accent"),)


def _money(holder: Holder, words: Words) -> Line:
    return () if holder.standing is None else (Piece(words.amount("main", holder.standing.kopecks), "strong"),)


def when_line(now_ms: int, pace: str, words: Words) -> Line:
    """The world's date, time and pace."""
    return (Piece(words.day(now_ms), "muted"), Piece(f" {words.clock(now_ms)}"), Piece(f"  {pace}", "muted"))


def header_lines(
    holder: Holder, now_ms: int, pace: str, words: Words, width: int, session: str = ""
) -> tuple[Line, ...]:
    """Name, number and money; date, time, pace, what is left of a USSD session, and points; a rule."""
    name, number = _who(holder, words)
    left = (Piece(f"  {session}", "accent"),) if session else ()
    return (
        spread((name, Piece("  "), number), _money(holder, words), width)[0],
        spread((*when_line(now_ms, pace, words), *left), _points(holder, words), width)[0],
        (Piece("─" * width, "rule"),),
    )


def card_lines(holder: Holder, words: Words, width: int, height: int, *, active: bool = False) -> tuple[Line, ...]:
    """The subscriber's card: as many packages as there are rows for, and how many more there are.

    Args:
        holder: whose card it is.
        words: the reader's language.
        width: cells of a row.
        height: rows, at least 4.
        active: whether this phone, of two, has the keyboard.
    """
    name, number = _who(holder, words)
    mark = (Piece("▸ ", "accent"),) if active else ()
    lines = [*spread((*mark, name), (number,), width), *spread(_points(holder, words), _money(holder, words), width)]
    standing = holder.standing
    if standing is None:
        return tuple(lines)
    if standing.burning is not None:
        points, at_ms = standing.burning
        told = words("card.burning", points=points, at=at_ms)
        lines += [(Piece(row, "muted"),) for row in wrap(told, max(10, width))]
    packages = [
        spread(
            (Piece(words.amount(package.purse, package.amount)),),
            (Piece(words("card.until", day=words.short_day(package.expires_at_ms)), "muted"),),
            width,
        )[0]
        for package in standing.packages
    ]
    room = max(1, height - len(lines))
    if len(packages) > room:
        packages = [*packages[: room - 1], (Piece(words("card.more", n=len(packages) - room + 1), "muted"),)]
    return (*lines, *(packages or [(Piece(words("card.no_packages"), "muted"),)]))
