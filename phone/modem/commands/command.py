"""What a command is made of, and the simple ones that only keep a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from phone.modem.answers import ERROR, OK, Answer, Kind, Lines
from phone.modem.parsing import Call

if TYPE_CHECKING:
    from phone.modem.modem import Modem

Handler = Callable[["Modem", Call], Answer]


@frozen
class Command:
    """The forms of a command; one that it does not have is an error, but `=?` is always OK (27.007, 4)."""

    run: Handler | None = None
    read: Handler | None = None
    set: Handler | None = None
    test: str | Handler | None = None

    def answer(self, modem: Modem, call: Call) -> Answer:
        """Carry out one form.

        Raises:
            CommandError: it cannot be carried out.
        """
        if call.form == "test":
            if callable(self.test):
                return self.test(modem, call)
            return OK if self.test is None else Lines((f"{call.name}: {self.test}",))
        handler: Handler | None = {"run": self.run, "read": self.read, "set": self.set}[call.form]
        return ERROR if handler is None else handler(modem, call)


def accepted(_modem: Modem, _call: Call) -> Answer:
    """A command that has nothing to do here."""
    return OK


def says(text: Callable[[Modem], str]) -> Command:
    """A command that tells one thing, without its name before it."""
    return Command(run=lambda modem, _: Lines((text(modem),)))


def keeps_number(attribute: str, allowed: range, default: int | None = None, *, kind: Kind = "CME") -> Command:
    """`+X=n` keeps a number, `+X?` tells it."""

    def put(modem: Modem, call: Call) -> Answer:
        kept = type(getattr(modem.settings, attribute))
        setattr(modem.settings, attribute, kept(call.number(0, allowed, default, kind=kind)))
        return OK

    def tell(modem: Modem, call: Call) -> Answer:
        return Lines((f"{call.name}: {int(getattr(modem.settings, attribute))}",))

    return Command(read=tell, set=put, test=span(allowed))


def keeps_as_written(first: str, test: str) -> Command:
    """A setting of a serial line that a pseudo-terminal has no use for: it is remembered and does nothing."""

    def put(modem: Modem, call: Call) -> Answer:
        modem.settings.formats[call.name] = call.text[:LONGEST_REMEMBERED]
        return OK

    def tell(modem: Modem, call: Call) -> Answer:
        return Lines((f"{call.name}: {modem.settings.formats.get(call.name, first)}",))

    return Command(read=tell, set=put, test=test)


LONGEST_REMEMBERED = 20
"""Characters that are remembered of a setting that does nothing."""


def span(allowed: range) -> str:
    """A range as `=?` tells it."""
    return f"({allowed.start}-{allowed.stop - 1})" if len(allowed) > 1 else f"({allowed.start})"


def listed(values: Sequence[str]) -> str:
    """Strings as `=?` tells them."""
    return "({})".format(",".join(f'"{value}"' for value in values))
