"""What comes back when somebody uses a phone, for those who write tests: plain texts, and what the operator knows of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import field, frozen

from ledger.entries import Entry
from phone.air.messages import Refused
from phone.air.text import Coding, Text, measure
from phone.dialog.compare import diffed
from phone.dialog.template import Place, fit, parts_of

MADE: Final[Mapping[str, Callable[[str], Any]]] = {
    "int": lambda text: int(text.replace("\N{MINUS SIGN}", "-")),
    "money": lambda text: Decimal("".join(text.split()).replace(",", ".")),
}
"""What the value of a place becomes by its type; others stay texts."""


@frozen
class Expectable:
    """Something with a text that a test may look at by a template of a dialog."""

    text: str

    def expect(self, template: str) -> dict[str, Any]:
        """The values of the places of a template, which the whole text must be like.

        Args:
            template: as in a dialog: `У вас {n:int} баллов.{*}`; lines stand behind line feeds.

        Raises:
            AssertionError: the text is another one; the message shows where.
        """
        lines = template.split("\n")
        found = fit(lines, self.text, {})
        if found is None:
            diff = "\n".join(f"  {line.mark} {line.text}" for line in diffed(lines, self.text.split("\n"), {}))
            raise AssertionError(f"the text is another one:\n{diff}")
        kinds = {part.name: part.kind for line in lines for part in parts_of(line) if isinstance(part, Place)}
        return {name: MADE.get(kinds.get(name, ""), str)(value) for name, value in found.items()}


@frozen
class UssdReply(Expectable):
    """What the network said in a USSD dialogue.

    Attributes:
        text: what was said; empty if the network released the dialogue without a text.
        open: whether it waits for a reply.
        refused: the rule of the operator that refused something, with its numbers; None if none did.
        released: why the dialogue ended without a text (`timeout`, `busy` …), or None.
        entries: what the books wrote because of it.
        said: the text with the key of its template and the places of its values.
    """

    open: bool
    refused: Refused | None
    released: str | None
    entries: tuple[Entry, ...]
    said: Text = field(repr=False)
    _reply: Callable[[str], UssdReply] = field(repr=False, eq=False)

    @property
    def coding(self) -> Coding:
        """`gsm7` or `ucs2`."""
        return measure(self.text, "ussd").coding

    @property
    def units(self) -> int:
        """How many code units of the 182 or 80 of a USSD message it takes."""
        return measure(self.text, "ussd").units

    def reply(self, text: str) -> UssdReply:
        """Answer the network's question.

        Raises:
            NoAnswer: the network asks nothing, or says nothing.
        """
        return self._reply(text)


@frozen
class Sms(Expectable):
    """A message that a phone has received.

    Attributes:
        text: all of it, its parts joined.
        sender: who it is from, as the phone shows it.
        at: when it came, as the operator's clock shows it: 2026-03-12 10:02:07.
        flash: whether it was shown and not stored.
        read: whether its owner has opened it.
        refused: the rule that refused what it answers, or None.
        said: the text with the key of its template and the places of its values.
    """

    sender: str
    at: str
    flash: bool = False
    read: bool = False
    refused: Refused | None = None
    said: Text = field(default=Text(""), repr=False)

    @property
    def coding(self) -> Coding:
        """`gsm7` or `ucs2`."""
        return measure(self.text, "sms").coding

    @property
    def units(self) -> int:
        """How many code units it takes."""
        return measure(self.text, "sms").units

    @property
    def parts(self) -> int:
        """In how many parts it travels."""
        return measure(self.text, "sms").parts


@frozen
class SmsSent:
    """A message that a phone has sent.

    Attributes:
        to: the number.
        state: `sent` or `failed`.
        cause: why it failed, or None.
        answers: the messages that came back from that number, oldest first.
    """

    to: str
    state: str
    cause: str | None
    answers: tuple[Sms, ...]

    @property
    def text(self) -> str:
        """The answer's text; empty without one."""
        return self.answers[-1].text if self.answers else ""

    @property
    def refused(self) -> Refused | None:
        """The rule that refused what was asked, or None."""
        return self.answers[-1].refused if self.answers else None

    def expect(self, template: str) -> dict[str, Any]:
        """See `Expectable.expect`, for the answer.

        Raises:
            AssertionError: the answer is another one, or there is none.
        """
        if not self.answers:
            raise AssertionError(f"no answer came from {self.to}")
        return self.answers[-1].expect(template)
