"""How fast the operator answers, as ratios that mean the same on any machine.

    python benchmarks/ussd.py [--rounds N] [--turns N]

A USSD turn through `Mobile`, the gateway and the memory ledger (a code dialled on the phone without a screen, the service, the
entry kept, the SMS that follows handed to the SMS centre, the answer on the phone) against one ledger command, kept, plus one
rendered text: at most 3 times. The codes order each reward in turn, and what is left is told, so that no two answers are
alike. The question for the balance after each order is a turn of its own. The order with the world around it (five phones,
the clock, the weather, the trace) is told without a gate. All take turns in one run, the collector of garbage rests as in
`timeit`, and medians of the rounds' ratios count. The exit code is 1 if the gate is not met.
"""

from __future__ import annotations

import argparse
import gc
import sys
from itertools import cycle, islice
from statistics import median
from time import perf_counter

from ledger.calendar import NEVER
from ledger.commands import OpeningLot, OpenPool, OpenSim, Redeem
from ledger.configuration import Configuration
from ledger.entries import Entry
from ledger.journal.memory import MemoryJournal
from ledger.ledger import Ledger
from ledger.query import points
from phone.air.messages import UssdEnd
from phone.editions import arranged
from phone.holder import Holder
from phone.network.dialplan import Plan
from phone.opening import load_world
from phone.texts import Texts
from phone.world import World

GATE = 3.0
GATED = ("an order by code", "the balance by code")
SETTINGS = ("rules.rewards.internet_cooldown_months=0",)
FIXTURES = arranged(settings=SETTINGS)
CONFIGURATION = Configuration.load(FIXTURES)
PLAN = Plan.load(FIXTURES)
TEXTS = Texts.load(FIXTURES, CONFIGURATION.zone)
CODES = [
    (code, route.reward)
    for code, route in PLAN.dialplan.ussd.items()
    if route.service == "redeem" and CONFIGURATION.catalogue[route.reward].price_points < 1000
]
"""Codes and their rewards; the voucher, which nobody could buy so often, left out."""

BALANCE = next(code for code, route in PLAN.dialplan.ussd.items() if route.service == "points")
PHRASES = {reward: CONFIGURATION.purses[CONFIGURATION.catalogue[reward].purse].phrase for _, reward in CODES}
POINTS = 99_000
NOW_MS = 1_773_298_920_000
WHO = "Анна"
LANGUAGE = "ru"


def rich_world() -> World:
    """The demo with a subscriber who never runs out of points."""
    lots = f'[{{"purse": "points", "amount": {POINTS}}}]'
    world = load_world("demo", settings=(*SETTINGS, f"worlds/demo.pools.anna.lots={lots}"))
    world.settle()
    return world


def answered(world: World, code: str, at_ms: int) -> str:
    """One USSD turn between Anna's phone and the operator: the text of the last word."""
    mobile, network = world.phones[WHO].mobile, world.network
    said = ""
    for uplink in mobile.dial(code, at_ms):
        for downlink in network.receive(uplink, at_ms):
            world.ledger.commit({})
            mobile.receive(downlink, at_ms)
            assert isinstance(downlink.message, UssdEnd), "one turn"
            said = downlink.message.text.value
    return said


def turns_s(world: World, turns: int) -> tuple[float, float]:
    """Seconds of some orders, and of as many questions for the balance, one after each order."""
    ordering = asking = 0.0
    orders: set[str] = set()
    balances: set[str] = set()
    gc.collect()
    gc.disable()
    for number, (code, _) in enumerate(islice(cycle(CODES), turns)):
        at_ms = world.now_ms + number * 1000
        started = perf_counter()
        orders.add(answered(world, code, at_ms))
        between = perf_counter()
        balances.add(answered(world, BALANCE, at_ms + 500))
        asking += perf_counter() - between
        ordering += between - started
    gc.enable()
    assert len(orders) == len(balances) == turns, "texts different at each turn"
    return ordering, asking


def world_turns_s(world: World, turns: int) -> float:
    """Seconds of the same turns in a world; what follows by SMS is delivered outside the clock."""
    phone = Holder(world, WHO)
    taken = 0.0
    gc.collect()
    gc.disable()
    for code, _ in islice(cycle(CODES), turns):
        started = perf_counter()
        answer = phone.ussd(code)
        taken += perf_counter() - started
        assert (answer.refused, answer.open) == (None, False), "one turn"
        world.settle()
    gc.enable()
    return taken


def model_ledger() -> Ledger:
    """Books with the same subscriber and the same rules."""
    ledger = Ledger.open(CONFIGURATION, MemoryJournal())
    ledger.configure(NOW_MS)
    ledger.execute(OpenPool("anna", member=True, lots=(OpeningLot("points", POINTS, NEVER),)), NOW_MS)
    ledger.execute(OpenSim("79160000001", "anna", ()), NOW_MS)
    ledger.commit({})
    return ledger


def commands_s(ledger: Ledger, turns: int) -> float:
    """Seconds of as many commands, each kept and told in one text."""
    told: list[str] = []
    gc.collect()
    gc.disable()
    started = perf_counter()
    for number, (_, reward) in enumerate(islice(cycle(CODES), turns)):
        entry = ledger.execute(Redeem("79160000001", reward, "ussd"), NOW_MS + number * 1000)
        assert isinstance(entry, Entry)
        ledger.commit({})
        told.append(
            TEXTS.word(
                "redeem.done",
                LANGUAGE,
                reward=TEXTS.phrase(PHRASES[reward], CONFIGURATION.catalogue[reward].amount, LANGUAGE),
                until=entry.details["until"],
                price=entry.details["price_points"],
                left=points(ledger.book, "79160000001", entry.at_ms),
            )
        )
    taken = perf_counter() - started
    gc.enable()
    assert len(set(told)) == turns, "texts different at each turn"
    return taken


def main() -> int:
    """Measure and print the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, help="measurements of each (default 15)")
    parser.add_argument("--turns", type=int, default=200, help="turns in each (default 200)")
    options = parser.parse_args()
    rounds: list[tuple[float, float, float, float]] = []
    for _ in range(options.rounds + 1):
        model = commands_s(model_ledger(), options.turns)
        rounds.append((model, *turns_s(rich_world(), options.turns), world_turns_s(rich_world(), options.turns)))
    sides = [[row[place] for row in rounds[1:]] for place in range(4)]
    ratios = [median(ours / model for ours, model in zip(side, sides[0], strict=True)) for side in sides]
    titles = (
        "one command and one text",
        "an order by code",
        "the balance by code",
        "the order in a world of five phones",
    )
    for title, side, ratio in zip(titles, sides, ratios, strict=True):
        verdict = f"at most {GATE}: {'pass' if ratio <= GATE else 'FAIL'}" if title in GATED else ""
        print(f"{title:36} {median(side) / options.turns * 1e6:7.0f} us {ratio:6.2f} {verdict}".rstrip())
    good = all(ratio <= GATE for title, ratio in zip(titles, ratios, strict=True) if title in GATED)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
