"""How fast the operator answers, as one ratio that means the same on any machine.

    python benchmarks/ussd.py [--rounds N] [--turns N]

A USSD turn through `Mobile`, the gateway and the memory ledger (a code dialled on the phone without a screen, the service, the
entry kept, the SMS that follows handed to the SMS centre, the answer on the phone) against one ledger command, kept, plus one
rendered text: at most 3 times. The codes order each reward in turn, and what is left is told, so that no two answers are
alike. The same turn with the world around it (five phones, the clock, the weather, the trace) is told without a gate. All take
turns in one run, the collector of garbage rests as in `timeit`, and medians count. The exit code is 1 if the gate is not met.
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
from phone.driver import Phone, load_world
from phone.editions import arranged
from phone.network.dialplan import Plan
from phone.texts import Texts
from phone.world import World

GATE = 3.0
SETTINGS = ("rules.rewards.internet_cooldown_months=0",)
FIXTURES = arranged(settings=SETTINGS)
CONFIGURATION = Configuration.load(FIXTURES)
TEXTS = Texts.load(FIXTURES, CONFIGURATION.zone)
CODES = [
    (code, route.reward)
    for code, route in Plan.load(FIXTURES).dialplan.ussd.items()
    if route.service == "redeem" and CONFIGURATION.catalogue[route.reward].price_points < 1000
]
"""Codes and their rewards; the voucher, which nobody could buy so often, left out."""

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


def turns_s(world: World, turns: int) -> float:
    """Seconds of some USSD turns between one phone and the operator."""
    mobile, network, ledger = world.phones[WHO].mobile, world.network, world.ledger
    answers: set[str] = set()
    gc.collect()
    gc.disable()
    started = perf_counter()
    for number, (code, _) in enumerate(islice(cycle(CODES), turns)):
        at_ms = world.now_ms + number * 1000
        for uplink in mobile.dial(code, at_ms):
            for downlink in network.receive(uplink, at_ms):
                ledger.commit({})
                mobile.receive(downlink, at_ms)
                assert isinstance(downlink.message, UssdEnd), "one turn"
                answers.add(downlink.message.text.value)
    taken = perf_counter() - started
    gc.enable()
    assert len(answers) == turns, "texts different at each turn"
    return taken


def world_turns_s(world: World, turns: int) -> float:
    """Seconds of the same turns in a world; what follows by SMS is delivered outside the clock."""
    phone = Phone(world, WHO)
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
    rounds: list[tuple[float, float, float]] = []
    for _ in range(options.rounds + 1):
        model = commands_s(model_ledger(), options.turns)
        rounds.append((model, turns_s(rich_world(), options.turns), world_turns_s(rich_world(), options.turns)))
    sides = [[row[place] for row in rounds[1:]] for place in range(3)]
    ratios = [median(ours / model for ours, model in zip(side, sides[0], strict=True)) for side in sides]
    each = [median(side) / options.turns * 1e6 for side in sides]
    verdict = "pass" if ratios[1] <= GATE else "FAIL"
    print(f"a ledger command and a rendered text: {each[0]:.0f} us")
    print(
        f"a USSD turn through Mobile, gateway and ledger: {each[1]:.0f} us = {ratios[1]:.2f} times (at most {GATE}) {verdict}"
    )
    print(f"the same in a world of five phones: {each[2]:.0f} us = {ratios[2]:.2f} times (no gate)")
    return 0 if ratios[1] <= GATE else 1


if __name__ == "__main__":
    sys.exit(main())
