"""No clock, no chance, no thread: a whole conversation with all of them taken away, and the same in any process."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import pytest

from ledger.calendar import DAY_MS
from ledger.codec import encode
from ledger.journal.chain import BEGINNING, link
from phone.driver import Phone, load_world
from phone.world import World
from tests.phone.worlds import ANNA, BORIS, VERA

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("phone", "ledger")


class ForbiddenError(AssertionError):
    """Somebody of `phone` or `ledger` asked for what is not theirs to know."""


def _caller() -> str:
    return str(sys._getframe(2).f_globals.get("__name__", ""))


def _guarded(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    """A function that raises when a module of the rooms calls it."""

    def guard(*given: Any, **named: Any) -> Any:
        if _caller().partition(".")[0] in ROOMS:
            raise ForbiddenError(f"{_caller()} called {name}")
        return real(*given, **named)

    return guard


class FrozenDatetime(dt.datetime):
    """A datetime that knows no present."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> NoReturn:
        raise ForbiddenError("datetime.now")

    @classmethod
    def utcnow(cls) -> NoReturn:
        raise ForbiddenError("datetime.utcnow")

    @classmethod
    def today(cls) -> NoReturn:
        raise ForbiddenError("datetime.today")


class FrozenDate(dt.date):
    """A date that knows no present."""

    @classmethod
    def today(cls) -> NoReturn:
        raise ForbiddenError("date.today")


@contextmanager
def without_clocks() -> Iterator[None]:
    """Inside, `time`, the present of `datetime`, `random` and threads raise when `phone` or `ledger` asks for them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "sleep", "localtime", "gmtime"):
            patch.setattr(time, name, _guarded(f"time.{name}", getattr(time, name)))
        for name in ("random", "randint", "randrange", "choice", "shuffle", "sample", "getrandbits", "uniform"):
            patch.setattr(random, name, _guarded(f"random.{name}", getattr(random, name)))
        patch.setattr(os, "urandom", _guarded("os.urandom", os.urandom))
        patch.setattr(threading, "Thread", _guarded("threading.Thread", threading.Thread))
        for module in [module for name, module in sys.modules.items() if name.partition(".")[0] in ROOMS]:
            if vars(module).get("datetime") is dt.datetime:
                patch.setattr(module, "datetime", FrozenDatetime)
            if vars(module).get("date") is dt.date:
                patch.setattr(module, "date", FrozenDate)
        yield


def conversation(locale: str = "ru") -> World:
    """Menus, a gift, an order, messages, a call and a year: what `world.trace` and the journal have of it is the result."""
    world = load_world(locale=locale)
    world.settle()
    anna, boris, vera = (Phone(world, name) for name in (ANNA, BORIS, VERA))
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
