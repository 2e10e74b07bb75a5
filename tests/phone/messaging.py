"""What tests of messages do to a world: somebody writes, a phone is off or full, and who has what then."""

from __future__ import annotations

from ledger.commands import Charge
from phone.air.text import Text
from phone.handset.handset import Handset
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.sending import Outgoing
from tests.phone.worlds import Life


def mobile(life: Life, name: str) -> Mobile:
    return life.world.phones[name].mobile


def number(life: Life, name: str) -> str:
    return f"+{life.world.people[name].msisdns[0]}"


def inbox(life: Life, name: str) -> list[tuple[str, str]]:
    """(sender, text) of somebody's messages, oldest first."""
    return [(message.sender, message.text.value) for message in reversed(mobile(life, name).store.inbox)]


def write(life: Life, to: str, text: str, *, report: bool = False, flash: bool = False) -> Outgoing:
    """Send an SMS from the life's person and let it settle; the message as the sender's phone has it."""
    life.phone.sms(number(life, to), text, report=report, flash=flash)
    life.world.settle()
    return mobile(life, life.name).outbox[0]


def off(life: Life, name: str) -> None:
    life.world.command(name, lambda phone, at_ms: phone.mobile.switch_off(at_ms))


def on(life: Life, name: str) -> None:
    life.world.command(name, lambda phone, _: (*phone.mobile.switch_on(), *phone.mobile.find_coverage(0)))
    life.world.settle()


def lose(life: Life, name: str) -> None:
    def act(_: Handset, at_ms: int) -> tuple[()]:
        mobile(life, name).lose_coverage(0, at_ms)
        return ()

    life.world.command(name, act)


def fill(life: Life, name: str) -> None:
    """No room is left in somebody's phone."""
    store = mobile(life, name).store
    while store.has_room:
        store.add(0, "fill", Text("x"), 0, 0)


def free(life: Life, name: str) -> None:
    """One message that filled the phone is deleted."""
    store = mobile(life, name).store
    filler = next(message for message in store.inbox if message.sender == "fill")
    life.world.command(name, lambda phone, _: phone.mobile.delete_message(filler.number))
    life.world.settle()


def charges(life: Life) -> list[Charge]:
    return [entry.command for entry in life.entries("charged") if isinstance(entry.command, Charge)]
