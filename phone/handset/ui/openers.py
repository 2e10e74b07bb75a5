"""The screens that menus open, by the names that `handset.json` has for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from phone.handset.ui.screen import Opener
from phone.handset.ui.screens.airplane import Airplane
from phone.handset.ui.screens.inbox import Inbox
from phone.handset.ui.screens.info import Info
from phone.handset.ui.screens.missed import MissedCalls
from phone.handset.ui.screens.pin import ChangePin, PinRequest
from phone.handset.ui.screens.settings import DisplayChoice, KeyTones, LanguageChoice, Profiles, Ringtones
from phone.handset.ui.screens.sims import SimChoice
from phone.handset.ui.screens.snake import SnakeMenu
from phone.handset.ui.screens.toolkit import ToolkitMenu

OPENERS: Final[Mapping[str, Opener]] = {
    "about": lambda _: Info("about"),
    "airplane": Airplane.opened,
    "change_pin": ChangePin.opened,
    "display": DisplayChoice.opened,
    "inbox": Inbox.newest,
    "key_tones": KeyTones.opened,
    "language": LanguageChoice.opened,
    "missed": MissedCalls.opened,
    "operator": ToolkitMenu.opened,
    "pin_request": PinRequest.opened,
    "profiles": Profiles.opened,
    "ringtones": Ringtones.opened,
    "sims": SimChoice.opened,
    "snake": SnakeMenu.opened,
}
"""Name → what opens it; its name in the menu is `handset.menu.NAME`."""
