"""What stands beside the phones while a dialog is played: how far it is, captions, cards, and the keys that steer it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from ledger.entries import Entry
from ledger.purses import MAIN, POINTS
from phone.dialog.moves import Books, Card
from tui.ledger_words import LedgerWords
from tui.lines import Line, Piece, Role, keep, printable, width_of, wrap
from tui.pages.columns import cell
from tui.pages.entries import concerns
from tui.pages.tape import deltas
from tui.session import Session
from tui.show import MARKS, Show
from tui.words import Words

if TYPE_CHECKING:
    from phone.dialog.performance import State

CARD_CELLS: Final = 52
"""The width of a card's text, where there is room."""
DAY_CELLS: Final = 8
TYPED_CELLS: Final = 22
"""The column in which a card tells what is typed."""
BOOK_ROWS_MAX: Final = 12
"""The rows of a card for entries. If there are more the newest are told."""

_LABELS: Final[dict[State, Role]] = {
    "playing": "credit",
    "paused": "accent",
    "mark": "accent",
    "yours": "sent",
    "over": "accent",
}


def stage_lines(show: Show, words: Words, width: int, height: int) -> tuple[Line, ...]:
    """How far the show is, and below it what the audience is told, in at most `height` rows."""
    rule = _rule(tuple(_status(show, words)), width)
    return (rule, *told_lines(show, width, height - 1))


def told_lines(show: Show, width: int, height: int) -> tuple[Line, ...]:
    """What the audience is told: a caption, or the number and title of the mark at which it stands."""
    role: Role = "accent" if show.performance.state == "mark" else "strong"
    caption = f"{show.mark}  {show.caption}" if show.mark else show.caption
    told = tuple((Piece(row, role),) for row in wrap(caption, width)) if caption else ()
    return told[:height]


def _status(show: Show, words: Words) -> Iterator[Piece]:
    """`▸ playing  step 3 of 9  ≠ 1`; the first word does what space does, the last one tells what differed."""
    performance = show.performance
    state, part = performance.state, performance.part
    yield Piece(f"{show.sign} {words(f'show.{state}')}", _LABELS[state], "screen.show_wish('toggle')")
    cases, steps = len(performance.programme.dialog.cases), performance.programme.beats(part.case)
    scene = f"{words('show.scene', n=part.case + 1, of=cases)}, " if cases > 1 else ""
    yield Piece(f"  {scene}{words('show.step', n=part.beat, of=steps)}", "muted")
    if performance.difference_count:
        told = words("show.differs", n=performance.difference_count)
        yield Piece("  ")
        yield Piece(told, "refused", "screen.show_wish('differences')")


def _rule(line: Line, width: int) -> Line:
    return (Piece("── ", "rule"), *line, Piece(" " + "─" * max(0, width - width_of(line) - 4), "rule"))


def stage_hints(show: Show, words: Words, width: int, *, status: bool = False) -> tuple[Line, ...]:
    """The keys that steer a show, in one row; with `status` how far it is, where nothing else tells it."""
    space = words("show.space")
    go = {"playing": "pause", "over": "again", "yours": "resume"}.get(show.performance.state, "go")
    if show.by_hand:
        items = [(space, "resume", "toggle")]
    else:
        items = [
            (space, go, "toggle"),
            ("→", "forward", "forward"),
            ("←", "back", "back"),
            *_mark_keys(show),
            ("R", "again", "again"),
        ]
        items += [("D", "differences", "differences")] if show.performance.difference_count else []
    tail = tuple(_status(show, words)) if status else ()
    hints = [
        (
            place,
            (
                Piece(key, "key", f"screen.show_wish({wish!r})" if wish else None),
                Piece(f" {words(f'show.key.{name}')}", "muted", f"screen.show_wish({wish!r})" if wish else None),
            ),
        )
        for place, (key, name, wish) in enumerate(items)
    ]
    more = [
        (len(hints), (Piece("F5", "key", "screen.show"), Piece(f" {words('command.show')}", "muted", "screen.show")))
    ]
    more.append(
        (len(hints) + 1, (Piece("^Q", "key", "app.quit"), Piece(f" {words('command.quit')}", "muted", "app.quit")))
    )
    room = width - 2 - (width_of(tail) + 2 if tail else 0)
    line: list[Piece] = [Piece(" ")]
    for number, item in enumerate(keep([*hints, *more], room)):
        line += [*([Piece("  ")] if number else []), *item]
    if tail:
        line += [Piece(" " * max(1, width - width_of(tuple(line)) - width_of(tail) - 1)), *tail]
    return (tuple(line),)


def _mark_keys(show: Show) -> Iterator[tuple[str, str, str]]:
    """The digits that jump to a mark, where there are marks."""
    marks = min(len(MARKS), len(show.performance.programme.marks))
    if marks:
        yield ("1" if marks == 1 else f"1–{marks}", "mark", "")


def card_lines(session: Session, card: Card | Books, width: int) -> tuple[Line, ...]:
    """A card: who and what it is about, and what it says, in the middle of `width` cells."""
    words = session.words
    if isinstance(card, Books):
        return tuple(_books(session, card, width))
    if card.subject == "told":
        return _told(card.text, width)
    lines = [_middle(words(f"show.card.{card.subject}", name=words.person(card.name)), "muted", width), ()]
    if card.at_ms is not None:
        lines.append(_middle(f"{words.day(card.at_ms)}  {words.clock(card.at_ms)[:5]}", "accent", width))
    else:
        said = words.weather(card.text) if card.subject == "air" else _sentence(card)
        lines += [_middle(row, "accent", width) for row in wrap(said, width)]
    return tuple(lines)


def _told(text: str, width: int) -> tuple[Line, ...]:
    """A title, and what stands below it; in lines of several columns the first one is what one types."""
    title, *rest = text.split("\n")
    lines: list[Line] = [_middle(title, "accent", width), ()]
    for row in rest:
        typed, gap, told = row.partition("   ")
        if gap:
            first, *more = wrap(told.strip(), max(2, width - TYPED_CELLS))
            lines.append((Piece(f"{printable(typed):<{TYPED_CELLS}}", "key"), Piece(first)))
            lines += [(Piece(" " * TYPED_CELLS), Piece(line)) for line in more]
        else:
            lines += [(Piece(line),) for line in wrap(row, width)]
    return tuple(lines)


def _sentence(card: Card) -> str:
    """What is done as one says it: the verbs of dialogs are written in capitals."""
    if card.subject not in ("life", "phone"):
        return printable(card.text)
    verb, _, rest = printable(card.text).partition(" ")
    return f"{verb[:1]}{verb[1:].lower()} {rest}".rstrip()


def _books(session: Session, books: Books, width: int) -> Iterator[Line]:
    """What an account went through, an entry a row, and what is there now."""
    words, world = session.words, session.world
    msisdn = world.people[books.name].msisdns[0]
    book = world.ledger.book
    yield _middle(words("show.books", name=words.person(books.name)), "strong", width)
    yield ()
    entries = [entry for entry in world.ledger.entries(books.first) if entry.seq <= books.last]
    mine = [entry for entry in entries if concerns(entry, msisdn, book.pool_of(msisdn)) and deltas(entry, words)]
    told = LedgerWords.of(world, words.language, words.person)
    rows: list[Line] = []
    for entry in reversed(mine):
        of_entry = _entry_lines(entry, told.what(entry), words.person(books.name), words, width)
        if len(rows) + len(of_entry) > BOOK_ROWS_MAX:
            break
        rows = [*of_entry, *rows]
    yield from rows
    if not mine:
        yield _middle(words("show.no_changes"), "muted", width)
    standing = world.standing(msisdn)
    if standing is not None:
        total = f"= {words.amount(POINTS, standing.points)}, {words.amount(MAIN, standing.kopecks)}"
        yield ()
        yield (Piece(" " * max(0, width - cell_len(total))), Piece(total, "accent"))


def _entry_lines(entry: Entry, what: str, name: str, words: Words, width: int) -> tuple[Line, ...]:
    """The day of an entry, what it was in as many rows as it takes, and what it moved of somebody's."""
    moved = deltas(entry, words)
    own = [one.removesuffix(f" {name}") for one in moved if one.endswith(f" {name}")] or moved
    pieces = tuple(Piece(f"  {one}", "debit" if one[0] == "\N{MINUS SIGN}" else "credit") for one in own)
    when = cell(words.short_day(entry.at_ms), DAY_CELLS, "muted")
    room = max(2, width - width_of((when, *pieces)))
    first, *more = wrap(what, room)
    return (when, cell(first, room), *pieces), *((Piece(" " * DAY_CELLS), Piece(row)) for row in more)


def _middle(text: str, role: Role, width: int) -> Line:
    return (Piece(" " * max(0, (width - cell_len(text)) // 2)), Piece(text, role))
