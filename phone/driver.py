"""The phone for programs: open a world, and drive a phone in it by what people do with phones."""

from __future__ import annotations

from phone.holder import Holder as Phone
from phone.holder import NoAnswerError, UssdReply, spoken
from phone.opening import load_world

__all__ = ["NoAnswerError", "Phone", "UssdReply", "load_world", "spoken"]
