"""No clock, no chance, no thread: what raises when a module of `phone` or `ledger` asks for one."""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest

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
