"""A long life: 100,000 random commands, prices changed three times on the way, proved entry by entry and decided again."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.codec import encode_book
from ledger.commands import Charge, Command, Earn, Give, Invite, Join, Leave, Link, Promote, Redeem, TopUp, Unlink
from ledger.journal.sqlite import SqliteJournal
from ledger.ledger import Ledger
from tests.ledger.books import configuration
from tests.ledger.stories import SIMS, opened
from tui.cli import zvonilka

pytestmark = pytest.mark.slow

COMMANDS = 100_000
A_COMMIT = 50
"""Commands that share a commit here: how often the disk is waited for is not what is tested."""

PRICES = (
    (),
    ("tariff.sms.kopecks=300", "catalog.707:11.price_points=60"),
    ("tariff.call_on_net.kopecks=90", "rules.gift.daily=3"),
    ("tariff.monthly_fee.kopecks=0", "rules.points.gift_expiry=inherit", "catalog.707:41.price_points=5"),
)


def command(dice: random.Random) -> Command:
    """Anything that a subscriber can do; some of it is refused."""
    who, other = dice.choice(SIMS), dice.choice(SIMS)
    rewards = sorted(configuration().catalogue)
    rarely = Leave(who) if dice.random() < 0.02 else Join(who, "app")
    made: tuple[Command, ...] = (
        Charge(who, "call", dice.randrange(0, 900), dice.choice(("on_net", "off_net"))),
        Charge(who, "sms", dice.randrange(0, 3)),
        Charge(who, "data", dice.randrange(0, 9 << 20)),
        TopUp(who, dice.randrange(0, 9_000)),
        TopUp(who, dice.randrange(0, 9_000)),
        Earn(who, dice.choice(("shop_logo", "taxi", "card", "other_card")), dice.randrange(0, 90_000)),
        Redeem(who, dice.choice(rewards), dice.choice(("ussd", "site")), dice.choice((None, None, 150))),
        Redeem(who, dice.choice(("707:11", "707:41", "707:31")), "ussd"),
        Give(who, other, dice.choice((0, 1, 50, 2999, 3000, 3001))),
        dice.choice((Join(who, "site"), Join(who, "ussd"), Invite(who, other), Link(who, other), Unlink(who), rarely)),
        Promote(who, dice.choice("12345")),
    )
    return dice.choice(made)


def test_100000_commands_under_four_price_lists_are_proved_and_decided_again(tmp_path: Path) -> None:
    path, dice = tmp_path / "long.save", random.Random(4)
    beginning = [entry.command for entry in opened().entries()][1:]
    at_ms = opened().book.at_ms
    for prices in PRICES:
        with closing(SqliteJournal.open(path)) as journal:
            ledger = Ledger.open(configuration(*prices), journal)
            ledger.configure(at_ms)
            for first in beginning if prices == () else ():
                ledger.execute(first, at_ms)
            for number in range(COMMANDS // len(PRICES)):
                at_ms += dice.randrange(1_500_000)
                ledger.execute(command(dice), at_ms, f"{at_ms}/{number}" if number % 7 == 0 else None)
                if number % A_COMMIT == 0:
                    ledger.commit({"clock": str(at_ms).encode()})
            ledger.commit({"clock": str(at_ms).encode()})
            ledger.close()
    with closing(SqliteJournal.open(path)) as journal:
        assert [entry.kind for entry in journal.entries()].count("configured") == len(PRICES)
        kinds = {entry.kind for entry in journal.entries()}
        assert {"charged", "redeemed", "given", "expired", "reminded", "fee_charged", "linked", "left"} <= kinds
        assert encode_book(Ledger.open(configuration(), journal).book) == encode_book(ledger.book)
    done = CliRunner().invoke(zvonilka, ["ledger", "verify", str(path), "--redecide"])
    assert (done.exit_code, done.output) == (
        0,
        f"{ledger.head} entries are in order, and decided again they are the same\n",
    )
