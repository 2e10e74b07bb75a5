"""The PIN of a SIM card: three tries, then its PUK, then the card is dead (3GPP TS 22.030, 6.6; 51.011)."""

from __future__ import annotations

import re
from typing import Final, Literal

from attrs import define

FIRST_PIN: Final = "0000"
"""The PIN that a new card has."""

FIRST_PUK: Final = "12345678"
"""The PUK that a new card has."""

TRIES: Final = 3
PUK_TRIES: Final = 10

Outcome = Literal[
    "verified", "changed", "unblocked", "wrong_pin", "wrong_puk", "mismatch", "malformed", "blocked", "dead"
]
"""What became of a PIN or its change: `wrong_…` leaves some tries, `blocked` asks for the PUK, `dead` for another card."""


@define
class Pin:
    """A PIN with what is left of its tries, and of those of the PUK that frees it; `asked` says whether a phone asks for it."""

    pin: str = FIRST_PIN
    puk: str = FIRST_PUK
    tries: int = TRIES
    puk_tries: int = PUK_TRIES
    asked: bool = False

    def verify(self, pin: str) -> Outcome:
        """The PIN when the phone is switched on, or before the phone is told to ask for it or not."""
        if self.tries == 0:
            return "dead" if self.puk_tries == 0 else "blocked"
        if pin == self.pin:
            self.tries = TRIES
            return "verified"
        self.tries -= 1
        return "wrong_pin" if self.tries else "blocked"

    def change(self, old: str, new: str, again: str) -> Outcome:
        """`**04*OLD*NEW*NEW#`."""
        wrong = self._wrong(new, again)
        if wrong is not None:
            return wrong
        if self.tries == 0:
            return "dead" if self.puk_tries == 0 else "blocked"
        if old != self.pin:
            self.tries -= 1
            return "wrong_pin" if self.tries else "blocked"
        self.pin, self.tries = new, TRIES
        return "changed"

    def unblock(self, puk: str, new: str, again: str) -> Outcome:
        """`**05*PUK*NEW*NEW#`."""
        wrong = self._wrong(new, again)
        if wrong is not None:
            return wrong
        if self.puk_tries == 0:
            return "dead"
        if puk != self.puk:
            self.puk_tries -= 1
            return "wrong_puk" if self.puk_tries else "dead"
        self.pin, self.tries, self.puk_tries = new, TRIES, PUK_TRIES
        return "unblocked"

    @staticmethod
    def _wrong(new: str, again: str) -> Outcome | None:
        """What the phone sees without asking the card: a PIN has 4 to 8 digits, written alike twice."""
        if new != again:
            return "mismatch"
        return None if re.fullmatch(r"\d{4,8}", new) else "malformed"
