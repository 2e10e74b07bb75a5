"""Every command of the modem by its name."""

from __future__ import annotations

from typing import Final

from phone.modem.commands.basic import BASIC
from phone.modem.commands.command import Command
from phone.modem.commands.identity import IDENTITY
from phone.modem.commands.network import NETWORK
from phone.modem.commands.sms_read import SMS_READ
from phone.modem.commands.sms_send import SMS_SEND
from phone.modem.commands.sms_settings import SMS_SETTINGS
from phone.modem.commands.ussd import USSD

TABLE: Final[dict[str, Command]] = BASIC | IDENTITY | NETWORK | USSD | SMS_SETTINGS | SMS_SEND | SMS_READ
