"""What subscribers may do, as stories: Anna with two SIMs, Boris and Vera act in any order while time passes."""

from __future__ import annotations

from typing import Any, get_args

from attrs import frozen
from hypothesis import strategies as st

from ledger.calendar import DAY_MS
from ledger.catalog import Channel
from ledger.commands import (
    Charge,
    Command,
    Earn,
    FillProfile,
    Give,
    Invite,
    Join,
    Leave,
    Link,
    OpenPool,
    OpenSim,
    Promote,
    Redeem,
    TopUp,
    Unlink,
)
from ledger.entries import Entry
from ledger.journal.memory import MemoryJournal
from ledger.ledger import Ledger
from ledger.purses import Reach, Use
from tests.ledger.books import ANNA, NOW_MS, VERA, configuration, lot

SECOND, BORIS = "79160000006", "79160000002"
SIMS = (ANNA, SECOND, BORIS, VERA)
FEE_OFF = "tariff.monthly_fee.kopecks=0"


@frozen
class Wait:
    """Time passes."""

    by_ms: int


Step = Command | Wait

sims = st.sampled_from(SIMS)
members = st.sampled_from([ANNA, SECOND, BORIS])
amounts = st.sampled_from([1, 2, 75, 150, 320, 3000])
waits = st.sampled_from([1, 1000, DAY_MS // 2, DAY_MS, 20 * DAY_MS, 30 * DAY_MS, 90 * DAY_MS, 370 * DAY_MS])
commands: st.SearchStrategy[Any] = st.one_of(
    st.builds(Join, sims, st.sampled_from(get_args(Channel))),
    st.builds(Leave, sims),
    st.builds(FillProfile, sims, st.just(("birth_date", "details"))),
    st.builds(Redeem, sims, st.sampled_from(sorted(configuration().catalogue)), st.just("site"), st.none() | amounts),
    st.builds(
        Redeem, members, st.sampled_from(["707:11", "707:31", "707:41", "account:discount-100"]), st.just("site")
    ),
    st.builds(Redeem, members, st.sampled_from(["site:tune-kalinka", "site:tablet"]), st.just("site"), st.none()),
    st.builds(Give, sims, sims, amounts),
    st.builds(Give, members, members, st.sampled_from([1, 150, 700])),
    st.builds(Earn, sims, st.sampled_from(["taxi", "card", "shop_logo"]), st.just(30_000)),
    st.builds(Promote, sims, st.sampled_from(["1", "4"])),
    st.builds(Invite, sims, sims),
    st.builds(Link, sims, sims),
    st.builds(Link, st.just(ANNA), st.just(SECOND)),
    st.builds(Unlink, st.sampled_from([ANNA, SECOND])),
    st.builds(TopUp, sims, st.sampled_from([1, 499, 10_000])),
    st.builds(
        Charge, sims, st.sampled_from(get_args(Use)), st.sampled_from([1, 60, 900]), st.sampled_from(get_args(Reach))
    ),
)
stories: st.SearchStrategy[list[Step]] = st.lists(commands | commands | st.builds(Wait, waits), max_size=40)


def opened(*settings: str) -> Ledger:
    """Four SIMs, each with a points account of its own; Vera takes no part."""
    ledger = Ledger(configuration(*settings), MemoryJournal())
    ledger.configure(NOW_MS)
    held = (lot(15_000, None, "main"), lot(25, 24, "sms"), lot(600, 9, "minutes_on_net"))
    for place, msisdn in enumerate(SIMS):
        pool, owner = f"pool{place}", "anna" if msisdn in (ANNA, SECOND) else str(place)
        points = (lot(320, 19), lot(320, 19), lot(4000, 155), lot(500, 700))
        ledger.execute(OpenPool(pool, msisdn != VERA, points if msisdn != SECOND else ()), NOW_MS)
        ledger.execute(OpenSim(msisdn, pool, held, owner, "moscow"), NOW_MS)
    ledger.commit({})
    return ledger


def played(story: list[Step], *settings: str) -> tuple[Ledger, int]:
    """The books after a story, and the moment at which it ends."""
    ledger, now_ms = opened(*settings), NOW_MS
    for step in story:
        if isinstance(step, Wait):
            now_ms += step.by_ms
            ledger.run_due(now_ms)
        else:
            ledger.execute(step, now_ms)
    ledger.commit({})
    return ledger, now_ms


def entries_of(ledger: Ledger) -> tuple[Entry, ...]:
    """The whole journal."""
    return tuple(ledger.entries())


def moments(ledger: Ledger, now_ms: int) -> list[int]:
    """Moments worth asking about: each entry's, the one before and after it, and now."""
    found = {entry.at_ms + shift for entry in entries_of(ledger) for shift in (-1, 0, 1)} | {now_ms}
    return sorted(moment for moment in found if NOW_MS <= moment <= now_ms)
