"""The front door for programs and tests: worlds, and phones in them.

    from phone.driver import World

    world = World.load("demo")
    reply = world.phone("Анна").ussd("*111*455*0#")
    assert reply.expect("У вас {points:int} баллов.{*}") == {"points": 1240}

docs/python.md tells it all.
"""

from __future__ import annotations

from phone.driving.answers import Sms, SmsSent, UssdReply
from phone.driving.books import LedgerRow, LedgerView
from phone.driving.living import Lived
from phone.driving.phone import Call, NoAnswer, Phone
from phone.driving.site import Site, SitePage
from phone.driving.world import World
from phone.opening import load_world

__all__ = [
    "Call",
    "LedgerRow",
    "LedgerView",
    "Lived",
    "NoAnswer",
    "Phone",
    "Site",
    "SitePage",
    "Sms",
    "SmsSent",
    "UssdReply",
    "World",
    "load_world",
]
