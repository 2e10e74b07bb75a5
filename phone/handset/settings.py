"""What the owner of a phone has chosen."""

from __future__ import annotations

from typing import Final

from attrs import define

LOUDEST: Final = 5
"""The greatest volume; 0 is the least."""


@define
class Settings:
    """The choices of a phone; names are those of its `Stock`.

    Attributes:
        language: in which the phone speaks.
        columns: of the display's body, 20 or 14.
        lines: of the display's body, 8 or 6; status and softkey row come on top of that.
        profile: how it makes itself heard.
        loud_profile: the one to which a phone returns that was made silent by its `#` key.
        ringtone: what it plays for a call.
        key_tones: whether keys are heard.
        volume: 0 to `LOUDEST`.
        sim: the slot that calls, writes and asks, counted from 0; None has the phone ask which.
        predictive: whether words are guessed from single presses.
        reports: whether the centre is asked what became of each short message.
        valid_for_ms: how long the centre is to try; None for as long as it does by itself.
        learned: the words that were learned from what was written, the oldest first.
    """

    language: str = "ru"
    columns: int = 20
    lines: int = 8
    profile: str = "general"
    loud_profile: str = "general"
    ringtone: str = "classic"
    key_tones: bool = True
    volume: int = 3
    sim: int | None = None
    predictive: bool = False
    reports: bool = False
    valid_for_ms: int | None = None
    learned: tuple[str, ...] = ()

    def toggle_silence(self, silent: str) -> None:
        """Makes the phone silent, or as it was before."""
        if self.profile == silent:
            self.profile = self.loud_profile
        else:
            self.loud_profile, self.profile = self.profile, silent
