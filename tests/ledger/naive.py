"""The bonus programme as mission.md tells it, on lists of single things: no lots, no heaps, no counters.

Every point, kopeck, second, message and byte stands alone in a list as the moment at which it is gone. Limits are counted
anew from the list of all gifts there ever were. Slow and plain on purpose: this judges the ledger, so it shares nothing with it.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define, field, frozen

FOREVER = 2**63 - 1
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
DAY_MS = 24 * 60 * 60 * 1000


@frozen
class Answer:
    """What the operator said: the rule that refused, or none; and the numbers of that rule."""

    rule: str = ""
    limit: int | None = None
    left: int | None = None


DONE = Answer()


@define
class Account:
    """A points account: whether it takes part, its points by the moment they burn, and kopecks short of the next point."""

    member: bool
    points: list[int] = field(factory=list)
    remainder: int = 0


@define
class Sim:
    """A SIM: its points account, and its things by purse and the moment they are gone."""

    account: str
    owner: str
    region: str
    fee_at_ms: int
    things: dict[str, list[int]] = field(factory=dict)
    blocked: bool = False


@frozen
class Given:
    """One gift that was made."""

    at_ms: int
    sender: str
    receiver: str
    points: int
    copied_from: str = ""
    """The shared account from which one that left it took this gift over into its own count."""

    def moved(self, away: str, into: str) -> Given:
        """The same gift after one account became another."""
        sender, receiver = (into if who == away else who for who in (self.sender, self.receiver))
        return Given(self.at_ms, sender, receiver, self.points)


@define
class Naive:
    """The whole programme. `values` are the JSON trees of rules, purses, catalog, tariff and earning."""

    values: dict[str, Any]
    accounts: dict[str, Account] = field(factory=dict)
    sims: dict[str, Sim] = field(factory=dict)
    gifts: list[Given] = field(factory=list)
    internet: list[tuple[int, str]] = field(factory=list)
    welcomed: set[tuple[str, str]] = field(factory=set)
    promoted: list[tuple[str, str, int]] = field(factory=list)
    split_from: dict[str, tuple[str, list[str]]] = field(factory=dict)
    """Account → the shared one that it left, and the promotions that it took over."""
    invited: list[tuple[str, str]] = field(factory=list)
    friends_paid: set[str] = field(factory=set)
    burned: list[tuple[int, str, str, int]] = field(factory=list)

    # -- the calendar -------------------------------------------------------------------------------------------------

    def local(self, at_ms: int) -> datetime:
        zone = ZoneInfo(self.values["rules"]["calendar"]["zone"])
        return (BEGINNING + timedelta(milliseconds=at_ms)).astimezone(zone)

    def year_later(self, at_ms: int) -> int:
        day = self.local(at_ms)
        year = day.year + self.values["rules"]["points"]["life_years"]
        if (day.month, day.day) == (2, 29) and monthrange(year, 2)[1] == 28:
            return epoch_ms(day.replace(year=year, month=3, day=1))
        return epoch_ms(day.replace(year=year))

    def months_later(self, at_ms: int, months: int) -> int:
        day = self.local(at_ms)
        year, month = day.year, day.month
        for _ in range(months):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return epoch_ms(day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1])))

    def next_fee(self, after_ms: int) -> int:
        """The first midnight of the fee's day after a moment; a month too short for it has it on its last day."""
        day = self.local(after_ms).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        while True:
            last = monthrange(day.year, day.month)[1]
            due = epoch_ms(day.replace(day=min(self.values["tariff"]["monthly_fee"]["day"], last)))
            if due > after_ms:
                return due
            day = (day + timedelta(days=40)).replace(day=1)

    def same_day(self, one_ms: int, other_ms: int) -> bool:
        return self.local(one_ms).date() == self.local(other_ms).date()

    def same_month(self, one_ms: int, other_ms: int) -> bool:
        return self.local(one_ms).date().replace(day=1) == self.local(other_ms).date().replace(day=1)

    # -- time passes --------------------------------------------------------------------------------------------------

    def advance(self, at_ms: int) -> None:
        """Let everything happen that is due by a moment, each at its own."""
        while True:
            dates = [min(things) for _, _, things in self.heaps() if things]
            dates += [sim.fee_at_ms for sim in self.sims.values()]
            if not dates or min(dates) > at_ms:
                return
            self.strike(min(dates))

    def strike(self, at_ms: int) -> None:
        """What happens at one moment: things burn, fees are taken."""
        for holder, purse, things in self.heaps():
            if gone := len([until for until in things if until <= at_ms]):
                self.burned.append((at_ms, holder, purse, gone))
                things[:] = [until for until in things if until > at_ms]
        for sim in self.sims.values():
            if sim.fee_at_ms <= at_ms:
                self.take_fee(sim, at_ms)

    def heaps(self) -> list[tuple[str, str, list[int]]]:
        """(holder, purse, things) of everything there is."""
        points = [(name, "points", account.points) for name, account in self.accounts.items()]
        return points + [
            (name, purse, things) for name, sim in self.sims.items() for purse, things in sim.things.items()
        ]

    def forecast(self, account: str, at_ms: int, until_ms: int) -> int:
        """How many points of an account burn after a moment and not after another."""
        return len([until for until in self.accounts[account].points if at_ms < until <= until_ms])

    # -- the beginning ------------------------------------------------------------------------------------------------

    def open_pool(self, at_ms: int, *, pool: str, member: bool, lots: list[dict[str, Any]]) -> Answer:
        del at_ms
        self.accounts[pool] = Account(member)
        for lot in lots:
            put(self.accounts[pool].points, lot["expires_at_ms"], lot["amount"])
        return DONE

    def open_sim(
        self, at_ms: int, *, msisdn: str, pool: str, lots: list[dict[str, Any]], owner: str, region: str
    ) -> Answer:
        self.sims[msisdn] = Sim(pool, owner, region, self.next_fee(at_ms))
        for lot in lots:
            put(self.purse(msisdn, lot["purse"]), lot["expires_at_ms"], lot["amount"])
        return DONE

    def purse(self, msisdn: str, purse: str) -> list[int]:
        return self.sims[msisdn].things.setdefault(purse, [])

    def account(self, msisdn: str) -> Account:
        return self.accounts[self.sims[msisdn].account]

    def credit(self, account: Account, points: int, at_ms: int) -> None:
        put(account.points, self.year_later(at_ms), points)

    # -- taking part --------------------------------------------------------------------------------------------------

    def join(self, at_ms: int, *, msisdn: str, channel: str) -> Answer:
        account = self.account(msisdn)
        if account.member:
            return Answer("join.member")
        account.member = True
        if channel == "site":
            self.welcome(msisdn, "site", at_ms)
        self.pay_friend(msisdn, at_ms)
        return DONE

    def welcome(self, msisdn: str, part: str, at_ms: int) -> None:
        if (msisdn, part) not in self.welcomed:
            self.welcomed.add((msisdn, part))
            self.credit(self.account(msisdn), self.values["rules"]["welcome"][part], at_ms)

    def pay_friend(self, friend: str, at_ms: int) -> None:
        inviters = [inviter for inviter, invited in self.invited if invited == friend]
        if friend in self.friends_paid or not inviters or not self.account(inviters[-1]).member:
            return
        self.friends_paid.add(friend)
        self.credit(self.account(inviters[-1]), self.values["earning"]["friend"]["points"], at_ms)

    def leave(self, at_ms: int, *, msisdn: str) -> Answer:
        account = self.account(msisdn)
        if not account.member:
            return Answer("leave.not_member")
        if account.points:
            self.burned.append((at_ms, self.sims[msisdn].account, "points", len(account.points)))
        account.member, account.points, account.remainder = False, [], 0
        return DONE

    def fill_profile(self, at_ms: int, *, msisdn: str, parts: list[str]) -> Answer:
        if not self.account(msisdn).member:
            return Answer("membership.required")
        if all((msisdn, part) in self.welcomed for part in parts):
            return Answer("profile.done")
        for part in parts:
            self.welcome(msisdn, part, at_ms)
        return DONE

    # -- earning beside the phone ---------------------------------------------------------------------------------------

    def earn(self, at_ms: int, *, msisdn: str, source: str, kopecks: int) -> Answer:
        account = self.account(msisdn)
        if not account.member:
            return Answer("membership.required")
        rate = self.values["earning"]["sources"].get(source)
        if rate is None:
            return Answer("earn.unknown")
        if rate.get("points") is None:
            return Answer("earn.off")
        per = rate.get("per_kopecks")
        times = min(1, kopecks) if per is None else kopecks // per
        if times < 1:
            return Answer("earn.small")
        self.credit(account, times * rate["points"], at_ms)
        return DONE

    def promote(self, at_ms: int, *, msisdn: str, promotion: str) -> Answer:
        account = self.account(msisdn)
        promotions = self.values["earning"]["promotions"]
        if not account.member:
            return Answer("membership.required")
        if promotion not in promotions["offers"]:
            return Answer("promotion.unknown")
        mine = [(name, points) for who, name, points in self.promoted if who == self.sims[msisdn].account]
        if promotion in [name for name, _ in mine]:
            return Answer("promotion.done")
        left = promotions["cap_points"] - sum(points for _, points in mine)
        points = min(promotions["offers"][promotion]["points"], left)
        if points < 1:
            return Answer("promotion.cap", promotions["cap_points"], 0)
        self.promoted.append((self.sims[msisdn].account, promotion, points))
        self.credit(account, points, at_ms)
        return DONE

    def invite(self, at_ms: int, *, msisdn: str, friend: str) -> Answer:
        del at_ms
        if not self.account(msisdn).member:
            return Answer("membership.required")
        if friend not in self.sims:
            return Answer("invite.unknown")
        if self.sims[friend].account == self.sims[msisdn].account:
            return Answer("invite.self")
        if self.account(friend).member:
            return Answer("invite.member")
        inviters = [inviter for inviter, invited in self.invited if invited == friend]
        if inviters and inviters[-1] == msisdn and friend not in self.friends_paid:
            return Answer("invite.again")
        self.invited.append((msisdn, friend))
        return DONE

    # -- gifts --------------------------------------------------------------------------------------------------------

    def give(self, at_ms: int, *, msisdn: str, to: str, points: int) -> Answer:
        answer = self.gift_answer(at_ms, msisdn, to, points)
        if answer.rule:
            return answer
        sender, receiver = self.account(msisdn), self.account(to)
        sender.points.sort()
        taken, sender.points = sender.points[:points], sender.points[points:]
        inherit = self.values["rules"]["points"]["gift_expiry"] == "inherit"
        receiver.points += taken if inherit else [self.year_later(at_ms)] * points
        self.gifts.append(Given(at_ms, self.sims[msisdn].account, self.sims[to].account, points))
        return DONE

    def gift_answer(self, at_ms: int, msisdn: str, to: str, points: int) -> Answer:
        """The first rule of D12 that a gift breaks, in its order."""
        rules = self.values["rules"]["gift"]
        if not self.account(msisdn).member:
            return Answer("membership.required")
        if points < 1:
            return Answer("gift.form")
        if to == msisdn or (to in self.sims and self.sims[to].account == self.sims[msisdn].account):
            return Answer("gift.self")
        if to not in self.sims or not self.account(to).member:
            return Answer("gift.member")
        if rules["home_region_only"] and self.sims[to].region != self.sims[msisdn].region:
            return Answer("gift.region")
        sender, receiver = self.sims[msisdn].account, self.sims[to].account
        month = [gift for gift in self.gifts if self.same_month(gift.at_ms, at_ms)]
        sent = [gift for gift in month if gift.sender == sender]
        received = [gift for gift in month if gift.receiver == receiver]
        measures = (
            ("daily", len([gift for gift in sent if self.same_day(gift.at_ms, at_ms)]), 1),
            ("monthly", len(sent), 1),
            ("sent_month", sum(gift.points for gift in sent), points),
            ("received_month", sum(gift.points for gift in received), points),
        )
        for name, used, wanted in measures:
            limit = rules.get(name)
            if limit is not None and used + wanted > limit:
                return Answer(f"gift.{name}", limit, max(limit - used, 0))
        have = len(self.account(msisdn).points)
        return Answer("gift.balance", None, have) if points > have else DONE

    # -- rewards ------------------------------------------------------------------------------------------------------

    def redeem(self, at_ms: int, *, msisdn: str, reward: str, channel: str, points: int | None) -> Answer:
        account = self.account(msisdn)
        offer = self.values["catalog"].get(reward)
        if not account.member:
            return Answer("membership.required")
        if offer is None or channel not in offer["channels"]:
            return Answer("redeem.unknown")
        price, per = offer["price_points"], offer.get("kopecks_per_point")
        paid = price if points is None else points
        if not self.on_sale(offer, at_ms):
            return Answer("redeem.window")
        if offer["section"] == "internet" and self.too_soon(msisdn, at_ms):
            return Answer("redeem.cooldown")
        least = price if per is None else offer.get("least_points", 1)
        if paid != price and least == price:
            return Answer("redeem.points_only")
        if not least <= paid <= price:
            return Answer("redeem.split")
        if paid > len(account.points):
            return Answer("redeem.balance", None, len(account.points))
        roubles, main = (price - paid) * (per or 0), self.purse(msisdn, "main")
        if roubles > len(main):
            return Answer("redeem.money", None, len(main))
        account.points.sort()
        del account.points[:paid]
        del main[:roubles]
        amount = offer["amount"] * self.values["purses"][offer["purse"]].get("step", 1)
        put(self.purse(msisdn, offer["purse"]), self.term_end(offer, at_ms), amount)
        if offer["section"] == "internet":
            self.internet.append((at_ms, msisdn))
        return DONE

    def on_sale(self, offer: dict[str, Any], at_ms: int) -> bool:
        zone = ZoneInfo(self.values["rules"]["calendar"]["zone"])
        starts, ends = (offer.get(name) for name in ("sold_from", "sold_until"))
        return not (
            (starts and at_ms < epoch_ms(datetime.fromisoformat(starts).replace(tzinfo=zone)))
            or (ends and at_ms >= epoch_ms(datetime.fromisoformat(ends).replace(tzinfo=zone)))
        )

    def term_end(self, offer: dict[str, Any], at_ms: int) -> int:
        days = offer.get("term_days", self.values["rules"]["rewards"]["term_days"])
        return at_ms + days * DAY_MS if days else FOREVER

    def too_soon(self, msisdn: str, at_ms: int) -> bool:
        months = self.values["rules"]["rewards"]["internet_cooldown_months"]
        if not months:
            return False
        days = [self.months_later(then, months) for then, who in self.internet if who == msisdn]
        return any(at_ms < day and not self.same_day(at_ms, day) for day in days)

    # -- two SIMs on one account ----------------------------------------------------------------------------------------

    def link(self, at_ms: int, *, msisdn: str, other: str) -> Answer:
        if not self.account(msisdn).member:
            return Answer("membership.required")
        if not self.values["rules"]["pooling"]["allowed"]:
            return Answer("link.off")
        if other == msisdn:
            return Answer("link.self")
        mine = self.sims[msisdn]
        if other not in self.sims or not mine.owner or self.sims[other].owner != mine.owner:
            return Answer("link.owner")
        theirs = self.sims[other]
        if self.together(msisdn) > 1 or self.together(other) > 1:
            return Answer("link.already")
        into, away = self.account(msisdn), self.account(other)
        into.points += away.points
        known = [
            gift
            for gift in self.gifts
            if gift.copied_from == mine.account and theirs.account in (gift.sender, gift.receiver)
        ]
        self.gifts = [gift.moved(theirs.account, mine.account) for gift in self.gifts if gift not in known]
        shared, promotions = self.split_from.get(theirs.account, ("", []))
        if shared == mine.account:
            self.promoted = [row for row in self.promoted if not (row[0] == theirs.account and row[1] in promotions)]
        self.promoted = [
            (mine.account if who == theirs.account else who, name, points) for who, name, points in self.promoted
        ]
        self.carry(into, away.remainder, at_ms)
        self.accounts[theirs.account] = Account(member=False)
        theirs.account = mine.account
        return DONE

    def together(self, msisdn: str) -> int:
        return len([sim for sim in self.sims.values() if sim.account == self.sims[msisdn].account])

    def unlink(self, at_ms: int, *, msisdn: str) -> Answer:
        del at_ms
        if self.together(msisdn) == 1:
            return Answer("unlink.alone")
        name = f"{msisdn} alone, account {len(self.accounts)}"
        self.accounts[name] = Account(member=False)
        shared, self.sims[msisdn].account = self.sims[msisdn].account, name
        sent = [Given(gift.at_ms, name, "", gift.points, shared) for gift in self.gifts if gift.sender == shared]
        received = [Given(gift.at_ms, "", name, gift.points, shared) for gift in self.gifts if gift.receiver == shared]
        self.gifts += sent + received
        self.promoted += [(name, promotion, points) for who, promotion, points in self.promoted if who == shared]
        self.split_from[name] = (shared, [promotion for who, promotion, _ in self.promoted if who == name])
        return DONE

    # -- money and use ------------------------------------------------------------------------------------------------

    def top_up(self, at_ms: int, *, msisdn: str, kopecks: int) -> Answer:
        if kopecks < 1:
            return Answer("topup.amount")
        put(self.purse(msisdn, "main"), FOREVER, kopecks)
        if self.sims[msisdn].blocked:
            self.take_fee(self.sims[msisdn], at_ms)
        rate = self.values["earning"]["sources"]["top_up"]
        if self.account(msisdn).member and rate.get("points"):
            self.credit(self.account(msisdn), kopecks // rate["per_kopecks"] * rate["points"], at_ms)
        return DONE

    def pay_bill(self, at_ms: int, *, msisdn: str, bill: str, kopecks: int) -> Answer:
        payers = [name for name, purse in self.values["purses"].items() if bill and purse.get("bill") == bill]
        if not payers:
            return Answer("bill.unknown")
        if kopecks < 1:
            return Answer("bill.amount")
        if not any(self.purse(msisdn, name) for name in payers):
            return Answer("bill.unpaid")
        (payer,) = payers
        del self.purse(msisdn, payer)[:kopecks]
        return DONE

    def take_fee(self, sim: Sim, at_ms: int) -> None:
        sim.fee_at_ms = self.next_fee(at_ms)
        fee = self.values["tariff"]["monthly_fee"]["kopecks"]
        main = sim.things.setdefault("main", [])
        sim.blocked = len(main) < fee
        if not sim.blocked:
            del main[:fee]
            self.accrue(sim, fee, at_ms)

    def accrue(self, sim: Sim, kopecks: int, at_ms: int) -> None:
        """One point for each full 5 roubles ever paid from the main balance by a member."""
        account = self.accounts[sim.account]
        if account.member:
            self.carry(account, kopecks, at_ms)

    def carry(self, account: Account, kopecks: int, at_ms: int) -> None:
        per = self.values["rules"]["accrual"]["kopecks_per_point"]
        account.remainder += kopecks
        self.credit(account, account.remainder // per, at_ms)
        account.remainder %= per

    def charge(self, at_ms: int, *, msisdn: str, use: str, units: int, reach: str) -> Answer:
        if units < 1:
            return Answer("charge.units")
        sim = self.sims[msisdn]
        draw: Counter[str] = Counter()
        price = self.values["tariff"][use if use != "call" else f"call_{reach}"]
        rest = -(-units // price["step"]) * price["step"]
        for purse in self.drawn(use, reach, money=False):
            draw[purse] = min(rest, len(self.purse(msisdn, purse)))
            rest -= draw[purse]
        owed = -(-rest // price["step"]) * price["kopecks"]
        if owed and sim.blocked:
            return Answer("charge.blocked")
        for purse in self.drawn(use, reach, money=True):
            draw[purse] = min(owed, len(self.purse(msisdn, purse)))
            owed -= draw[purse]
        if owed:
            return Answer("charge.balance")
        for purse, amount in draw.items():
            things = self.purse(msisdn, purse)
            things.sort()
            del things[:amount]
        self.accrue(sim, sum(draw[purse] for purse in draw if self.values["purses"][purse].get("accrues")), at_ms)
        return DONE

    def drawn(self, use: str, reach: str, *, money: bool) -> list[str]:
        """The purses that a use draws on, in order."""
        fitting = [
            (purse["rank"], name)
            for name, purse in self.values["purses"].items()
            if use in purse.get("uses", ())
            and purse.get("scope", "any") in {"any", reach}
            and (purse["unit"] == "kopecks") == money
        ]
        return [name for _, name in sorted(fitting)]


def put(things: list[int], until_ms: int, amount: int) -> None:
    things.extend([until_ms] * amount)


def epoch_ms(moment: datetime) -> int:
    return (moment.astimezone(UTC) - BEGINNING) // timedelta(milliseconds=1)
