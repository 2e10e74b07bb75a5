"""Every command of the modem by its name, and which of them need a SIM card that works."""

from __future__ import annotations

from typing import Final

from phone.handset.mobile.sim import Slot
from phone.modem.answers import Failure
from phone.modem.commands.basic import BASIC
from phone.modem.commands.calls import CALLS
from phone.modem.commands.command import Command
from phone.modem.commands.identity import CARD, IDENTITY
from phone.modem.commands.network import NETWORK
from phone.modem.commands.phonebook import PHONEBOOK
from phone.modem.commands.services import SERVICES
from phone.modem.commands.sim import SIM
from phone.modem.commands.sms_read import SMS_READ
from phone.modem.commands.sms_send import SMS_SEND
from phone.modem.commands.sms_settings import SMS_SETTINGS
from phone.modem.commands.ussd import USSD

_MESSAGES: Final = SMS_SETTINGS | SMS_SEND | SMS_READ

GROUPS: Final[dict[str, dict[str, Command]]] = {
    "The line": BASIC,
    "The phone": IDENTITY | CARD,
    "The network": NETWORK,
    "PIN": SIM,
    "Services": SERVICES,
    "Calls": CALLS,
    "Phonebook": PHONEBOOK,
    "USSD": USSD,
    "Messages": _MESSAGES,
}
"""The commands by subject."""

TABLE: Final[dict[str, Command]] = {name: command for group in GROUPS.values() for name, command in group.items()}

WITHOUT_CARD: Final = BASIC.keys() | IDENTITY.keys() | NETWORK.keys() | SIM.keys() | CALLS.keys() | {"+CSSN"}
"""Commands that answer without a card, or while it is locked; settings of messages do so too."""

_ERRORS: Final = {"pin": (11, 311), "puk": (12, 316), "dead": (13, 313)}
"""What a locked card says to commands of 27.007 and of 27.005."""


def needs_card(sim: Slot, name: str) -> Failure | None:
    """Why a command cannot be carried out with the card as it is; None if it can."""
    if sim.works or name in WITHOUT_CARD:
        return None
    of_phone, of_messages = _ERRORS[sim.lock] if sim.lock else (10, 310)
    return Failure("CMS", of_messages) if name in _MESSAGES else Failure("CME", of_phone)
