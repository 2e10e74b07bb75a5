"""What the owner of the phone can choose from a list: profile, ringtone, language, display, key tones."""

from __future__ import annotations

from abc import abstractmethod
from typing import Self

from attrs import frozen

from phone.handset.ui.listing import Choice, ListScreen
from phone.handset.ui.screen import Scene, Turn
from phone.handset.ui.screens.notice import Notice

MARK = "•"
"""Stands before what is chosen now."""


@frozen
class OptionScreen(ListScreen):
    """A list of options, the one in force marked and selected at first; choosing one is done at once."""

    @classmethod
    def opened(cls, scene: Scene) -> Self:
        """The list with the option in force selected."""
        screen = cls(choice=Choice())
        return screen.at(screen.current(scene), scene)

    @abstractmethod
    def options(self, scene: Scene) -> tuple[str, ...]:
        """The options in words."""

    @abstractmethod
    def current(self, scene: Scene) -> int:
        """Which of them is in force."""

    @abstractmethod
    def choose(self, index: int, scene: Scene) -> None:
        """Puts one in force."""

    def numbered(self, _scene: Scene) -> bool:
        """The mark stands where a number would."""
        return False

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The options with the mark."""
        current = self.current(scene)
        return tuple(f"{MARK if index == current else ' '}{option}" for index, option in enumerate(self.options(scene)))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """In force, and the list closes."""
        self.choose(index, scene)
        return Turn((Notice.now("chosen", scene),))


@frozen
class Profiles(OptionScreen):
    """How the phone makes itself heard."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.profiles")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """The profiles of the stock."""
        return tuple(scene.word(f"profile.{name}") for name in scene.stock.file.profiles)

    def current(self, scene: Scene) -> int:
        """The profile in force."""
        return place_of(scene.settings.profile, tuple(scene.stock.file.profiles))

    def choose(self, index: int, scene: Scene) -> None:
        """A profile, to which the phone also returns from silence unless it is silence itself."""
        settings = scene.settings
        settings.profile = tuple(scene.stock.file.profiles)[index]
        if settings.profile != scene.stock.file.silent_profile:
            settings.loud_profile = settings.profile


@frozen
class Ringtones(OptionScreen):
    """What the phone plays for a call."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.ringtones")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """The tunes by name."""
        return tuple(scene.word(f"ringtone.{name}") for name in scene.stock.file.ringtones)

    def current(self, scene: Scene) -> int:
        """The tune in force."""
        return place_of(scene.settings.ringtone, scene.stock.file.ringtones)

    def choose(self, index: int, scene: Scene) -> None:
        """Another tune."""
        scene.settings.ringtone = scene.stock.file.ringtones[index]


@frozen
class LanguageChoice(OptionScreen):
    """In which language the phone speaks; what the operator speaks is the operator's."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.language")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """Each language in itself."""
        return tuple(scene.word(f"language.{name}") for name in scene.stock.file.languages)

    def current(self, scene: Scene) -> int:
        """The language in force."""
        return place_of(scene.language, scene.stock.file.languages)

    def choose(self, index: int, scene: Scene) -> None:
        """Another language, from the next word on."""
        scene.settings.language = scene.stock.file.languages[index]


@frozen
class DisplayChoice(OptionScreen):
    """How much the display shows."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.display")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """Columns and rows."""
        return tuple(f"{display.columns}×{display.lines}" for display in scene.stock.file.displays)

    def current(self, scene: Scene) -> int:
        """The display in force; the first one if it is none of the stock's."""
        sizes = [(display.columns, display.lines) for display in scene.stock.file.displays]
        return sizes.index((scene.columns, scene.lines)) if (scene.columns, scene.lines) in sizes else 0

    def choose(self, index: int, scene: Scene) -> None:
        """Another size, at once."""
        display = scene.stock.file.displays[index]
        scene.settings.columns, scene.settings.lines = display.columns, display.lines


@frozen
class KeyTones(OptionScreen):
    """Whether keys are heard."""

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.key_tones")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """On and off."""
        return scene.word("switch.on"), scene.word("switch.off")

    def current(self, scene: Scene) -> int:
        """As it is now."""
        return 0 if scene.settings.key_tones else 1

    def choose(self, index: int, scene: Scene) -> None:
        """On or off."""
        scene.settings.key_tones = index == 0


def place_of(name: str, names: tuple[str, ...]) -> int:
    """Where a name stands; the first place for one that there is no more."""
    return names.index(name) if name in names else 0
