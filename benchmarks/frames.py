"""How fast a key gives a new picture, as ratios that mean the same on any machine.

    python benchmarks/frames.py [--rounds N]

A key press on a phone without a network, and the frame after it, against building a constant frame of the same size row by
row from plain data (a menu's): at most 4 times, for each of the screens that people press most keys on. All take turns in one run, the collector of
garbage rests as in `timeit`, and medians of the rounds' ratios count. The exit code is 1 if the gate is not met.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from ledger.loading import Fixtures
from phone.air.messages import Downlink, SmsDeliver, UssdAsk
from phone.air.text import Text
from phone.handset.handset import Handset, SimCard
from phone.handset.ui.frame import Frame, Row, Run
from phone.handset.ui.keys import Key
from phone.stock import Stock
from phone.texts import Texts

GATE = 4.0
PRESSES = 300
NOW_MS = 1_773_298_920_000
CARD = SimCard("001010000000001", "79160000001")
MENU = "МТС Бонус\n1 Баланс\n2 Потратить\n3 Подарить\n4 Прогноз\n5 Мои пакеты\n6 Пригласить друга\n0 Назад"
FIXTURES = Fixtures()
TEXTS = Texts.load(FIXTURES, ZoneInfo("Europe/Moscow"))
STOCK = Stock.load(FIXTURES, TEXTS)


def phone() -> Handset:
    """A phone that is on, with messages."""
    handset = Handset("490154203210010", (CARD,), TEXTS, STOCK)
    handset.switch_on(NOW_MS)
    for number in range(1, 11):
        handset.receive(Downlink(CARD.imsi, SmsDeliver(number, "4555", Text("У вас 1240 баллов"), NOW_MS)), NOW_MS)
    return handset


def constant(frame: Frame) -> Callable[[], Frame]:
    """What a frame costs that nobody had to think about: the same rows and runs, from plain data."""
    plain = tuple((row.text, tuple((run.start, run.end, run.style) for run in row.runs)) for row in frame.rows)

    def build() -> Frame:
        rows = tuple(Row(text, tuple(Run(*run) for run in runs)) for text, runs in plain)
        return Frame(rows, backlight=True, sound="key")

    return build


def dialling() -> Callable[[], Frame]:
    """Digits of a number, and C."""
    return pressing(phone(), ("1", "2", "3", "clear", "left", "4", "clear", "right", "clear", "clear"))


def menu() -> Callable[[], Frame]:
    """Down in the menu."""
    handset = phone()
    handset.press("soft_left", NOW_MS)
    return pressing(handset, ("down",))


def ussd_reply() -> Callable[[], Frame]:
    """A digit and C while the network asks."""
    handset = phone()
    handset.receive(Downlink(CARD.imsi, UssdAsk(1, Text(MENU))), NOW_MS)
    return pressing(handset, ("1", "clear", "down", "up"))


def writing() -> Callable[[], Frame]:
    """Letters of a message by multi-tap, and C."""
    handset = phone()
    handset.press("soft_left", NOW_MS)
    for digit in path_to("write"):
        handset.press(digit, NOW_MS)
    return pressing(handset, ("2", "3", "4", "clear", "clear", "clear"))


def path_to(name: str, menu: str = "main") -> tuple[Key, ...]:
    """The digits that lead to a screen."""
    digits: tuple[Key, ...] = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
    for digit, item in zip(digits, STOCK.menus[menu], strict=False):
        if item == name:
            return (digit,)
        if item in STOCK.menus and (rest := path_to(name, item)):
            return (digit, *rest)
    return ()


def pressing(handset: Handset, keys: tuple[Key, ...]) -> Callable[[], Frame]:
    """Presses one key after another, round and round, a tenth of a second apart, and gives the frame after each."""
    count = 0

    def press() -> Frame:
        nonlocal count
        at_ms = NOW_MS + 100 * count
        handset.press(keys[count % len(keys)], at_ms)
        count += 1
        return handset.frame(at_ms)

    return press


def seconds_of(do: Callable[[], Frame]) -> float:
    """How long so many take."""
    began = perf_counter()
    for _ in range(PRESSES):
        do()
    return perf_counter() - began


def main() -> int:
    """Print the table; 1 if the gate is not met."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--rounds", type=int, default=15)
    rounds = arguments.parse_args().rounds
    screens = {
        "a number being typed": dialling(),
        "the menu": menu(),
        "a USSD reply": ussd_reply(),
        "an SMS": writing(),
    }
    floor = constant(menu()())
    times: dict[str, list[float]] = {name: [] for name in ("constant", *screens)}
    gc.disable()
    for _ in range(rounds):
        times["constant"].append(seconds_of(floor))
        for name, press in screens.items():
            times[name].append(seconds_of(press))
        gc.collect()
    unit = median(times["constant"]) / PRESSES * 1e6
    print(f"a constant frame: {unit:.1f} us")
    worst = 0.0
    for name in screens:
        ratio = median(mine / floor for mine, floor in zip(times[name], times["constant"], strict=True))
        worst = max(worst, ratio)
        print(f"{name:24} {median(times[name]) / PRESSES * 1e6:7.1f} us {ratio:6.2f} times (gate {GATE:.0f})")
    return int(worst > GATE)


if __name__ == "__main__":
    sys.exit(main())
