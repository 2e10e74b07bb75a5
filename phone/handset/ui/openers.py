"""The screens that menus open, by the names that `handset.json` has for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from phone.handset.ui.screen import Opener
from phone.handset.ui.screens.airplane import Airplane
from phone.handset.ui.screens.apps.my_operator import MyOperator
from phone.handset.ui.screens.apps.points_plus import PointsPlus
from phone.handset.ui.screens.calllog import CallList, CallTotals, EraseCalls
from phone.handset.ui.screens.info import Info
from phone.handset.ui.screens.locked import Locked
from phone.handset.ui.screens.messages.lists import Drafts, Inbox, SentMessages, Unsent
from phone.handset.ui.screens.messages.mms import WriteMms
from phone.handset.ui.screens.messages.own_templates import Templates
from phone.handset.ui.screens.messages.question import DeleteRead, Question
from phone.handset.ui.screens.messages.settings import Prediction, Reports, Validity
from phone.handset.ui.screens.messages.writing import WriteMessage
from phone.handset.ui.screens.phonebook import ContactName, Contacts, ServiceNumbers
from phone.handset.ui.screens.pin import ChangePin, PinRequest
from phone.handset.ui.screens.settings import DisplayChoice, KeyTones, LanguageChoice, Profiles, Ringtones
from phone.handset.ui.screens.sims import SimChoice
from phone.handset.ui.screens.snake import SnakeMenu
from phone.handset.ui.screens.speed_dials import SpeedDials
from phone.handset.ui.screens.toolkit import ToolkitMenu

OPENERS: Final[Mapping[str, Opener]] = {
    "add_contact": ContactName.of,
    "call_totals": CallTotals.opened,
    "contacts": Contacts.opened,
    "dialled": CallList.dialled,
    "erase_calls": lambda _: Question("erase_calls", EraseCalls()),
    "received": CallList.received,
    "service_numbers": ServiceNumbers.opened,
    "speed_dials": SpeedDials.opened,
    "about": lambda _: Info("about"),
    "airplane": Airplane.opened,
    "change_pin": ChangePin.opened,
    "delete_read": lambda _: Question("delete_read", DeleteRead()),
    "display": DisplayChoice.opened,
    "drafts": Drafts.newest,
    "inbox": Inbox.newest,
    "lock_keys": lambda _: Locked(),
    "key_tones": KeyTones.opened,
    "language": LanguageChoice.opened,
    "missed": CallList.missed,
    "my_operator": MyOperator.opened,
    "points_plus": PointsPlus.opened,
    "operator": ToolkitMenu.opened,
    "outbox": Unsent.newest,
    "pin_request": PinRequest.opened,
    "prediction": Prediction.opened,
    "profiles": Profiles.opened,
    "reports": Reports.opened,
    "ringtones": Ringtones.opened,
    "sent": SentMessages.newest,
    "sims": SimChoice.opened,
    "snake": SnakeMenu.opened,
    "templates": Templates.opened,
    "validity": Validity.opened,
    "write": WriteMessage.of,
    "write_mms": lambda _: WriteMms(),
}
"""Name → what opens it; its name in the menu is `handset.menu.NAME`."""
