"""What the face remembers from one time to the next, in a file of the user's configuration folder.

The file holds what was changed only; a mistake in it is one line that names the file, the place and what is expected. The
verbs of the command line do not read it: what they print depends on their options alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from attrs import asdict, evolve, fields, frozen

from tui.tabs import TABS

FILE_VARIABLE: Final = "ZVONILKA_CONFIG"
"""The environment's name of another file."""
LOCALES: Final = ("ru", "en", "translit")
DISPLAYS: Final = ("20x8", "14x6")
"""Columns and rows of a phone's display without status and soft keys."""
FLASH_MS_MAX: Final = 2000


class SettingsError(ValueError):
    """The file cannot be used; one line for the user."""


@frozen
class Settings:
    """The choices.

    Attributes:
        theme: the look: one of ours, or of Textual's.
        locale: the language of the face, the phones and the operator.
        display: the size of the phones' displays in a new world.
        key_flash_ms: how long a key stays lit after a press by keyboard; 0 for not at all.
        console_tab: the page of the operator's console.
    """

    theme: str = "classic"
    locale: str = "ru"
    display: str = "20x8"
    key_flash_ms: int = 120
    console_tab: str = "air"


def _one_of(names: tuple[str, ...], value: Any) -> str:
    return "" if value in names else f"one of {', '.join(names)}"


def _a_theme(value: Any) -> str:
    from tui.theme import theme_names  # noqa: PLC0415  (Textual only where a look is named)

    return _one_of(theme_names(), value)


def _a_length(value: Any) -> str:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= FLASH_MS_MAX
    return "" if fits else f"a whole number from 0 to {FLASH_MS_MAX}"


_EXPECTED: Final[dict[str, Callable[[Any], str]]] = {
    "theme": _a_theme,
    "locale": partial(_one_of, LOCALES),
    "display": partial(_one_of, DISPLAYS),
    "key_flash_ms": _a_length,
    "console_tab": partial(_one_of, TABS),
}
"""What is expected of each setting instead of a value; empty if that fits."""


def settings_path() -> Path:
    """Where the settings are: the file that the environment names, else one in the user's configuration folder."""
    named = os.environ.get(FILE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path  # noqa: PLC0415  (the verbs that read no settings need none of it)

    return user_config_path("zvonilka", appauthor=False) / "config.json"


@frozen
class SettingsFile:
    """The file, and what is in it."""

    path: Path

    def load(self) -> Settings:
        """The settings; the usual ones where the file says nothing, or is not there.

        Raises:
            SettingsError: the file cannot be read, or has a mistake.
        """
        return Settings(**self.written())

    def written(self) -> dict[str, Any]:
        """What the file says.

        Raises:
            SettingsError: the file cannot be read, or has a mistake.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{self.path} cannot be read: {error}") from error
        try:
            found = json.loads(text)
        except ValueError as error:
            raise SettingsError(f"{self.path}: {error}; mend it, or delete the file") from error
        problems = tuple(self._problems(found))
        if problems:
            raise SettingsError("\n".join(problems))
        assert isinstance(found, dict)
        return found

    def remember(self, **changes: Any) -> None:
        """Write changed settings.

        Raises:
            SettingsError: the file cannot be written, or has a mistake already, which is left as it is.
        """
        now = evolve(self.load(), **changes)
        usual = asdict(Settings())
        kept = {name: value for name, value in asdict(now).items() if value != usual[name]}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside = self.path.with_name(f"{self.path.name}.new")
            beside.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            beside.replace(self.path)
        except OSError as error:
            raise SettingsError(f"{self.path} cannot be written: {error}") from error

    def _problems(self, found: Any) -> Iterator[str]:
        if not isinstance(found, dict):
            yield f"{self.path}: found {found!r}, expected an object"
            return
        names = tuple(each.name for each in fields(Settings))
        for name, value in found.items():
            if name not in names:
                from ledger.loading import nearest  # noqa: PLC0415  (only where something is wrong)

                yield f"{self.path}: {name}: there is no such setting; expected one of {', '.join(names)}{nearest(name, names)}"
                continue
            expected = _EXPECTED[name](value)
            if expected:
                yield f"{self.path}: {name}: found {value!r}, expected {expected}"


def settings_lines(file: SettingsFile) -> Iterator[str]:
    """Where the settings are, and each with its value.

    Raises:
        SettingsError: the file has a mistake.
    """
    written = file.written()
    yield f"{file.path}{'' if file.path.exists() else '  (not there: everything is as usual)'}"
    for name, value in asdict(file.load()).items():
        yield f"  {name:<14} {value}{'' if name in written else '  (as usual)'}"
