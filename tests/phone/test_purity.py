"""No clock, no chance, no thread: a whole conversation with all of them taken away, and the same in any process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.calendar import DAY_MS
from ledger.codec import encode
from ledger.journal.chain import BEGINNING, link
from phone.holder import Holder
from phone.opening import load_world
from phone.world import World
from tests.phone.worlds import ANNA, BORIS, VERA
from tests.purity import ForbiddenError, without_clocks

ROOT = Path(__file__).parent.parent.parent


def conversation(locale: str = "ru") -> World:
    """Menus, a gift, an order, messages, a call and a year: what `world.trace` and the journal have of it is the result."""
    world = load_world(locale=locale)
    world.settle()
    anna, boris, vera = (Holder(world, name) for name in (ANNA, BORIS, VERA))
    anna.ussd("*111#")
    for reply in ("2", "4", "9160000002", "100", "1"):
        anna.reply(reply)
    world.settle()
    for number, text in (("4555", "бонус"), ("4555", "прогноз"), ("7070", "31"), ("79160000002", "Привет! " * 20)):
        anna.sms(number, text)
        world.settle()
    vera.sms("4555", "")
    world.settle()
    anna.press("up", "ok", "down")
    boris.type("*100#")
    boris.press("call")
    world.settle()
    call = anna.call("0890", ["0", "3", "0"])
    call.press("0")
    anna.press("end")
    world.settle()
    anna.call("79160000002")
    boris.answer()
    world.advance(90_000)
    anna.press("end")
    vera.ussd("*111*25#")
    world.settle()
    world.advance(366 * DAY_MS)
    anna.ussd("*111*455*0#")
    world.settle()
    return world


def told(world: World) -> str:
    """The head of the journal's chain, the trace's hash, and the frames: what must not differ."""
    frames = "\n".join(str(world.frame(name)) for name in world.people)
    last = [(event.seq, event.at_ms, repr(event.message)) for event in world.trace]
    head = BEGINNING
    for entry in world.ledger.entries():
        head = link(head, encode(entry))
    return f"{world.ledger.head}\n{head.hex()}\n{sha256(repr(last).encode()).hexdigest()}\n{frames}"


def test_the_guard_bites() -> None:
    code = compile("import time\nmoment = time.time()", "phone/x.py", "exec")
    with without_clocks():
        assert time.time() > 0
        with pytest.raises(ForbiddenError, match=r"phone\.x called time\.time"):
            exec(code, {"__name__": "phone.x"})
        calendar = sys.modules["ledger.calendar"]
        with pytest.raises(ForbiddenError):
            calendar.__dict__["datetime"].now()


@pytest.mark.parametrize("locale", ["ru", "en", "translit"])
def test_a_whole_conversation_needs_no_clock_no_chance_and_no_thread(locale: str) -> None:
    with without_clocks():
        world = conversation(locale)
    kinds = {entry.kind for entry in world.ledger.entries()}
    assert {"given", "redeemed", "joined", "charged", "expired", "fee_charged"} <= kinds


def test_the_same_conversation_in_other_processes_gives_the_same_journal_and_frames() -> None:
    code = "from tests.phone.test_purity import conversation, told; print(told(conversation()))"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for seed in ("1", "4242")
    ]
    outputs = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0], outputs
    assert outputs[0][0] == outputs[1][0]
    assert outputs[0][0].decode().strip() == told(conversation()).strip()
