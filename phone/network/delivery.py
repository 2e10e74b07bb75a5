"""Store and forward: what is for a phone waits here until the phone confirms it, or its time is over."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final, Literal

from attrs import define, evolve, field, frozen

from ledger.calendar import SECOND_MS
from ledger.rules import Sms
from phone.air.messages import Downlink, MmsDeliver, MmsNotification, Refused, SmsDeliver, SmsStatusReport
from phone.air.text import coding_of, segments
from phone.deadlines import Deadlines

ANSWER_MS: Final = 30 * SECOND_MS
"""How long a phone has to confirm what it was sent: so long nobody is told that a message came too late."""

UNSENT: Final = 0
"""The delivery number of a short message that has not gone out yet: each of its parts gets one when it does."""

Carried = SmsDeliver | SmsStatusReport | MmsNotification
"""What a phone confirms by the number of its delivery."""

Outcome = Literal["delivered", "expired"]


@frozen
class Receipt:
    """Who wants to know what became of a message: the SIM, and the message as that SIM named it."""

    imsi: str
    reference: int
    to: str
    sent_at_ms: int


@define
class Letter:
    """A message for one phone.

    Attributes:
        imsi: for which SIM.
        parts: delivery number → what is not confirmed yet.
        next_attempt_at_ms: when it is tried next.
        expires_at_ms: until when it is tried.
        answer_by_ms: until when a phone may confirm what is on its way to it.
        attempts: how often it was tried since the phone was last known to be reachable.
        hindered: whether the phone was away or had no room at the last attempt.
        refused: what the books refused, for the trace.
        receipt: who asked for a status report.
        body: the multimedia message that the part only announces.
        whole: a short message that has not gone out yet; it is cut into its parts when it does.
    """

    imsi: str
    parts: dict[int, Carried]
    next_attempt_at_ms: int
    expires_at_ms: int
    answer_by_ms: int = 0
    attempts: int = 0
    hindered: bool = False
    refused: Refused | None = None
    receipt: Receipt | None = None
    body: MmsDeliver | None = None
    whole: SmsDeliver | None = None

    @property
    def given_up_at_ms(self) -> int:
        """When its time is over."""
        return max(self.expires_at_ms, self.answer_by_ms)

    @property
    def due_ms(self) -> int:
        """When something is to be done about it."""
        again = self.next_attempt_at_ms < self.expires_at_ms
        return self.next_attempt_at_ms if again else self.given_up_at_ms


@define
class Post:
    """All that waits.

    Attributes:
        rules: how often and how long to try.
        attached: the IMSIs that are on the air, as the network knows them.
        letters: number → letter, in the order in which they came.
    """

    rules: Sms
    attached: AbstractSet[str]
    letters: dict[int, Letter] = field(factory=dict)
    last_letter: int = 0
    last_delivery: int = 0
    _due: Deadlines[int] = field(init=False, repr=False, eq=False)
    """When something is to be done about each letter."""
    _words: Deadlines[int] = field(init=False, repr=False, eq=False)
    """When each letter is sent to a phone that can take it."""

    @_due.default
    def _all_due(self) -> Deadlines[int]:
        return Deadlines.of(self._due_of, self.letters)

    @_words.default
    def _all_words(self) -> Deadlines[int]:
        return Deadlines.of(self._word_of, self.letters)

    def resume(self) -> None:
        """The letters have been put here from a save."""
        self._due, self._words = self._all_due(), self._all_words()

    def number(self) -> int:
        """The number of a new delivery."""
        self.last_delivery += 1
        return self.last_delivery

    def put(
        self,
        imsi: str,
        message: Carried,
        first_at_ms: int,
        *,
        valid_for_ms: int | None = None,
        refused: Refused | None = None,
        receipt: Receipt | None = None,
        body: MmsDeliver | None = None,
    ) -> None:
        """Have a message delivered from `first_at_ms` on, at most as long as the rules allow."""
        longest_ms = self.rules.validity_s * SECOND_MS
        valid_ms = longest_ms if valid_for_ms is None else min(valid_for_ms, longest_ms)
        self.last_letter += 1
        whole = message if isinstance(message, SmsDeliver) else None
        letter = self.letters[self.last_letter] = Letter(
            imsi,
            {message.delivery: message} if whole is None else {},
            first_at_ms,
            first_at_ms + valid_ms,
            refused=refused,
            receipt=receipt,
            body=body,
            whole=whole,
        )
        self._note(self.last_letter, letter)

    def find(self, imsi: str, delivery: int) -> tuple[int, Letter] | None:
        """The letter for a SIM that has an unconfirmed part of that number, with its own number."""
        for number, letter in self.letters.items():
            if letter.imsi == imsi and delivery in letter.parts:
                return number, letter
        return None

    def confirm(self, imsi: str, delivery: int, at_ms: int, *, stored: bool) -> None:
        """A phone has stored a part, or has no room: then the letter waits for its next attempt."""
        found = self.find(imsi, delivery)
        if found is None:
            return
        number, letter = found
        if not stored:
            letter.hindered = True
            letter.answer_by_ms = 0
            self._note(number, letter)
            return
        del letter.parts[delivery]
        if not letter.parts:
            self._finish(number, "delivered", at_ms)

    def reachable(self, imsi: str, at_ms: int) -> None:
        """A SIM is on the air: what was tried before is tried again at once."""
        for number, letter in self._of(imsi):
            if letter.attempts:
                self._try_now(letter, at_ms)
            self._note(number, letter)

    def has_room(self, imsi: str, at_ms: int) -> None:
        """A phone has room again: what it turned away is tried at once."""
        for number, letter in self._of(imsi):
            if letter.hindered:
                self._try_now(letter, at_ms)
                self._note(number, letter)

    def next_due(self) -> int | None:
        """When something is to be done next."""
        return self._due.first(self._due_of)

    def next_word(self) -> int | None:
        """When a phone that can take it is sent something next."""
        return self._words.first(self._word_of)

    def run_due(self, at_ms: int) -> tuple[Downlink, ...]:
        """Give up what is too old, and try what is due."""
        for number in self._due.take(at_ms, self._due_of):
            letter = self.letters[number]
            if letter.given_up_at_ms <= at_ms:
                self._finish(number, "expired", at_ms)
            else:
                self._due.note(number, letter.due_ms)
        sent: list[Downlink] = []
        for number in self._due.take(at_ms, self._due_of):
            letter = self.letters[number]
            if at_ms < letter.expires_at_ms:
                sent += self._attempt(letter, at_ms)
            self._note(number, letter)
        return tuple(sent)

    def _note(self, number: int, letter: Letter) -> None:
        """A letter has other moments than before; a word that the phone cannot take now is noted for when it can."""
        self._due.note(number, letter.due_ms)
        self._words.note(number, letter.next_attempt_at_ms)

    def _due_of(self, number: int) -> int | None:
        letter = self.letters.get(number)
        return None if letter is None else letter.due_ms

    def _word_of(self, number: int) -> int | None:
        letter = self.letters.get(number)
        if letter is None or letter.hindered or letter.imsi not in self.attached:
            return None
        return letter.next_attempt_at_ms if letter.next_attempt_at_ms < letter.expires_at_ms else None

    def _attempt(self, letter: Letter, at_ms: int) -> tuple[Downlink, ...]:
        pause_s = self.rules.retry_s[min(letter.attempts, len(self.rules.retry_s) - 1)]
        letter.next_attempt_at_ms = at_ms + pause_s * SECOND_MS
        letter.attempts += 1
        letter.hindered = letter.imsi not in self.attached
        if letter.hindered:
            return ()
        if letter.whole is not None:
            letter.parts, letter.whole = {part.delivery: part for part in self._parts(letter.whole)}, None
        letter.answer_by_ms = at_ms + ANSWER_MS
        return tuple(Downlink(letter.imsi, part, letter.refused) for part in letter.parts.values())

    def _parts(self, whole: SmsDeliver) -> Iterator[SmsDeliver]:
        texts, coding = segments(whole.text), coding_of(whole.text.value)
        for part, text in enumerate(texts, start=1):
            yield evolve(whole, delivery=self.number(), text=text, part=part, parts=len(texts), coding=coding)

    def _finish(self, number: int, outcome: Outcome, at_ms: int) -> None:
        receipt = self.letters.pop(number).receipt
        if receipt is not None:
            self.report(receipt, outcome, at_ms)

    def report(self, receipt: Receipt, outcome: Outcome, at_ms: int) -> None:
        """Tell a sender what became of a message."""
        told = SmsStatusReport(self.number(), receipt.reference, receipt.to, receipt.sent_at_ms, at_ms, outcome)
        self.put(receipt.imsi, told, at_ms)

    def _of(self, imsi: str) -> Iterator[tuple[int, Letter]]:
        return ((number, letter) for number, letter in self.letters.items() if letter.imsi == imsi)

    @staticmethod
    def _try_now(letter: Letter, at_ms: int) -> None:
        letter.next_attempt_at_ms = at_ms
        letter.attempts = 0
        letter.hindered = False
