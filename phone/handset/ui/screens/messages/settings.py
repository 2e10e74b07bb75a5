"""What the owner has chosen for messages: delivery reports, how long the centre is to try, predicted words."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.handset.ui.screen import Scene
from phone.handset.ui.screens.settings import OptionScreen

HOUR_MS: Final = 3_600_000
DAY_HOURS: Final = 24


@frozen
class Reports(OptionScreen):
    """Whether the centre is asked what became of each short message."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.reports")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """On and off."""
        return scene.word("switch.on"), scene.word("switch.off")

    def current(self, scene: Scene) -> int:
        """As it is now."""
        return 0 if scene.settings.reports else 1

    def choose(self, index: int, scene: Scene) -> None:
        """From the next message on."""
        scene.settings.reports = index == 0


@frozen
class Prediction(OptionScreen):
    """Whether words are guessed from single presses, in the next text that is written."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.prediction")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """On and off."""
        return scene.word("switch.on"), scene.word("switch.off")

    def current(self, scene: Scene) -> int:
        """As it is now."""
        return 0 if scene.settings.predictive else 1

    def choose(self, index: int, scene: Scene) -> None:
        """On or off."""
        scene.settings.predictive = index == 0


@frozen
class Validity(OptionScreen):
    """How long the centre is to try; last, as long as it does by itself."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.validity")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """The hours of the stock, whole days as days."""
        return (*(_span(hours, scene) for hours in scene.stock.file.validity_hours), scene.word("validity.longest"))

    def current(self, scene: Scene) -> int:
        """As it is now; the last for hours that the stock does not have."""
        hours, chosen_ms = scene.stock.file.validity_hours, scene.settings.valid_for_ms
        return hours.index(chosen_ms // HOUR_MS) if chosen_ms and chosen_ms // HOUR_MS in hours else len(hours)

    def choose(self, index: int, scene: Scene) -> None:
        """From the next message on."""
        hours = scene.stock.file.validity_hours
        scene.settings.valid_for_ms = hours[index] * HOUR_MS if index < len(hours) else None


def _span(hours: int, scene: Scene) -> str:
    if hours % DAY_HOURS:
        return scene.word("validity.hours", count=hours)
    return scene.word("validity.days", count=hours // DAY_HOURS)
