"""What is asked when something may be lost, or a save cannot be used."""

from __future__ import annotations

from typing import Final

from tui.screens.pick import Option, PickScreen
from tui.words import Words

LOSE: Final = "lose"
AGAIN: Final = "again"
WITHOUT: Final = "without"
LEAVE: Final = "leave"


class LossScreen(PickScreen):
    """Asks before a world is lost that no file keeps; `lose` is the answer of who lets it go."""

    def __init__(self, words: Words) -> None:
        options = [Option("", words("loss.stay")), Option(LOSE, words("loss.lose"))]
        super().__init__(words, words("loss.title"), options, words("loss.told"))


class SaveTroubleScreen(PickScreen):
    """Tells why a save cannot be used, and what can be done: `again`, `without` it, or `leave`."""

    def __init__(self, words: Words, why: str) -> None:
        options = [
            Option(AGAIN, words("trouble.again")),
            Option(WITHOUT, words("trouble.without")),
            Option(LEAVE, words("trouble.leave")),
        ]
        super().__init__(words, words("trouble.title"), options, why)
