"""Journals for tests: entries of every kind of command, and stories that a journal keeps."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from attrs import fields
from hypothesis import strategies as st

from ledger.calendar import NEVER
from ledger.commands import Command, OpeningLot, OpenPool, OpenSim, Redeem, TopUp
from ledger.entries import Entry, Mark, Posting
from ledger.journal.port import Journal
from ledger.ledger import Ledger
from tests.ledger.books import ANNA, NOW_MS, VERA, configuration, lot

BIG = 2**70
"""More than 64 bits hold: nothing forbids such an amount."""

numbers = st.one_of(st.integers(-9, 9), st.integers(-BIG, BIG), st.just(NEVER))
words = st.text(max_size=8)
values = st.none() | numbers | words


def instances(kind: Any) -> st.SearchStrategy[Any]:
    """Instances of a class with any values that its attributes may have, whether they make sense or not."""
    hints = get_type_hints(kind)
    return st.builds(kind, *(of_type(hints[attribute.name]) for attribute in fields(kind)))


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a command's attribute."""
    plain: dict[Any, st.SearchStrategy[Any]] = {int: numbers, str: words, bool: st.booleans(), type(None): st.none()}
    if hint in plain:
        return plain[hint]
    if hint is OpeningLot:
        return instances(OpeningLot)
    arguments = get_args(hint)
    if arguments[1:] == (...,):
        return st.lists(of_type(arguments[0]), max_size=3).map(tuple)
    if all(isinstance(argument, str) for argument in arguments):
        return st.sampled_from(arguments)
    return st.one_of(*map(of_type, arguments))


commands: dict[str, st.SearchStrategy[Command]] = {kind.__name__: instances(kind) for kind in get_args(Command)}
entries: st.SearchStrategy[Entry] = st.builds(
    Entry,
    numbers,
    numbers,
    words,
    st.one_of(*commands.values()),
    st.lists(st.builds(Posting, words, words, numbers, st.none() | numbers, st.none() | numbers), max_size=4).map(
        tuple
    ),
    st.lists(st.builds(Mark, words, words, values), max_size=3).map(tuple),
    st.dictionaries(words, numbers | words, max_size=3),
    st.none() | words,
)


def begun(journal: Journal) -> Ledger:
    """Anna with points and money and Vera with neither, kept in a journal: five entries."""
    ledger = Ledger.open(configuration(), journal)
    ledger.configure(NOW_MS)
    for command in (
        OpenPool("anna", member=True, lots=(lot(1000, 200), lot(50, 3))),
        OpenPool("vera", member=False, lots=()),
        OpenSim(ANNA, "anna", (lot(50_000, purse="main"), lot(5, 3, "sms"))),
        OpenSim(VERA, "vera", ()),
    ):
        ledger.execute(command, NOW_MS)
    ledger.commit({"clock": str(NOW_MS).encode()})
    return ledger


def lived(ledger: Ledger, steps: int) -> Ledger:
    """Books in which Anna has topped up and bought, a commit for each."""
    for step in range(steps):
        at_ms = ledger.book.at_ms + 1
        command = TopUp(ANNA, 100 + step) if step % 3 else Redeem(ANNA, "707:11", "ussd")
        ledger.execute(command, at_ms, f"step {step}" if step % 2 else None)
        ledger.commit({"clock": str(at_ms).encode()})
    return ledger
