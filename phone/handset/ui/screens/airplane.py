"""Airplane mode: the phone is on, its radio is not."""

from __future__ import annotations

from attrs import frozen

from phone.handset.ui.screen import Scene, Turn
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.settings import OptionScreen


@frozen
class Airplane(OptionScreen):
    """On or off."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.airplane")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """On and off."""
        return scene.word("switch.on"), scene.word("switch.off")

    def current(self, scene: Scene) -> int:
        """As it is now."""
        return 0 if scene.mobile.airplane else 1

    def choose(self, index: int, scene: Scene) -> None:
        """Nothing but what the network hears of it; see `chosen`."""

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The radio off, or the SIMs back on the network."""
        uplinks = scene.mobile.set_airplane(scene.at_ms, on=index == 0)
        return Turn((Notice.now("chosen", scene),), uplinks)
