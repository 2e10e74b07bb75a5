"""What a client may set, and what `AT&F` sets back."""

from __future__ import annotations

from typing import Final

from attrs import define, field, frozen

from phone.modem.charset import Charset
from phone.modem.memory import MemoryName

CR, LF, BACKSPACE = 13, 10, 8

FIXED: Final = {3: CR, 4: LF}
"""Registers whose only value is the usual one: another would lock out the next client of the port."""

REGISTERS: Final[dict[int, int]] = {0: 0, 3: CR, 4: LF, 5: BACKSPACE, 6: 2, 7: 60, 8: 2, 10: 14}
"""S-registers and their first values (V.250, 6.2 and 6.3): rings before an answer, CR, LF, backspace, and times."""


@frozen
class Indications:
    """`+CNMI`: how new messages are told (27.005, 3.4.1)."""

    mode: int = 0
    messages: int = 0
    broadcasts: int = 0
    reports: int = 0
    buffer: int = 0


@frozen
class TextMode:
    """`+CSMP`: what a message of text mode is sent with; `validity` is one octet, or a date in quotes."""

    first_octet: int = 17
    validity: str = "167"
    protocol: int = 0
    coding: int = 0


@define
class Settings:
    """All that clients set. What one leaves, the next one finds."""

    echo: bool = True
    verbose: bool = True
    quiet: bool = False
    registers: dict[int, int] = field(factory=lambda: dict(REGISTERS))
    error_level: int = 0
    charset: Charset = "GSM"
    rings_tell_kind: bool = False
    caller_shown: bool = False
    waiting_shown: bool = False
    notices_shown: tuple[int, int] = (0, 0)
    my_number: int = 0
    registration_told: int = 0
    packet_registration_told: int = 0
    operator_format: int = 0
    ussd_shown: int = 0
    text_mode: bool = False
    text_header: bool = False
    text: TextMode = TextMode()
    indications: Indications = Indications()
    memories: tuple[MemoryName, MemoryName, MemoryName] = ("SM", "SM", "SM")
    centre: str | None = None
    phase: int = 0
    phonebook: str = "SM"
    tone_length: int = 0
    more_messages: int = 0
    formats: dict[str, str] = field(factory=dict)
    """Line settings that mean nothing on a pseudo-terminal and are only remembered: `+IPR`, `+IFC` …."""
