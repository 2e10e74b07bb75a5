"""A crawler over the operator's menus: in every edition, as a member and as another, through the real gateway.

It asks what a tester would by hand: that no page is over its limit, that `99` brings every item, that `0` goes back from
everywhere, that a wrong choice repeats with a hint, and that every leaf gives the entry or text that the menu data says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from attrs import define, field, frozen

from ledger.loading import Fixtures
from ledger.redeeming import on_sale
from phone.crawl_centre import walk_centre
from phone.crawl_operator import CRAWLED_AT_MS, PAGES_LIMIT, Heard, Operator, Talk, even
from phone.editions import DEFAULT_EDITION, Edition, arranged
from phone.network.dialplan import Item, Plan, ServiceName
from phone.network.paging import MORE_KEY
from phone.texts import LANGUAGES

BACK: Final = "0"
CONFIRM: Final = "1"
WRONG: Final = "?"
"""A choice that no item can have."""

SAID: Final[dict[ServiceName, tuple[str, ...]]] = {
    "leave": ("menu.left",),
    "points": ("points.balance", "points.balance_burning"),
    "membership": ("membership.since",),
    "forecast": ("forecast.nothing", "forecast.title"),
    "money": ("money.balance",),
    "packages": ("packages.none", "packages.title"),
    "own_number": ("own_number.is",),
    "language": ("language.set",),
    "password": ("password.sent",),
    "leave_programme": ("leave.done",),
    "redeem": ("redeem.done", "redeem.done_for_good"),
}
"""The texts with which a service may answer at once."""

MEMBERS_ONLY: Final[frozenset[ServiceName]] = frozenset(
    {"points", "membership", "forecast", "redeem", "gift", "invite", "rewards"}
)
NOT_FOR_MENUS: Final[frozenset[ServiceName]] = frozenset(
    {"other_word", "reward_help", "gift_by_sms", "call_back", "hold"}
)
"""Services that need what a menu cannot give them: words, a number, or an answer that never comes."""

ASKING: Final[frozenset[ServiceName]] = frozenset({"rewards", "gift", "invite"})
"""Services that ask further and go back to a menu by `0`."""

WRITTEN: Final[dict[ServiceName, str]] = {"redeem": "redeemed", "leave_programme": "left"}
"""The entry that a service writes, where it always writes one; joining, giving and inviting are looked at in their steps."""


@frozen
class Crawl:
    """What was found: the menus as a tree, a line each, and the problems, a line each."""

    tree: tuple[str, ...]
    problems: tuple[str, ...]


@define
class Crawler:
    """A walk over the menus of one operator as one kind of subscriber.

    Attributes:
        operator: whose menus.
        member: as whom.
        label: how places are named: the edition and the subscriber.
        seen: menus that were walked.
        lines: the tree: (path of keys, title, what came).
    """

    operator: Operator
    member: bool
    label: str
    seen: set[str] = field(factory=set)
    lines: list[tuple[tuple[str, ...], str, str]] = field(factory=list)

    @property
    def plan(self) -> Plan:
        """The dial plan and menus."""
        return self.operator.desk.plan

    def walk(self) -> None:
        """Every code that opens a menu, and all that it leads to."""
        for code, route in self.plan.dialplan.ussd.items():
            if route.service != "menu":
                continue
            if route.menu in self.seen:
                self._page((code,), self._at((code,))[1], route.menu)
                continue
            self.lines.append(((code,), self.operator.word(self.plan.menus[route.menu].title), ""))
            self._menu((code,), route.menu)
        for name in sorted(self.plan.menus.keys() - self.seen):
            self.operator.faults.append(f"{self.label}, menus.{name}: no code and no item leads there")

    def items(self, menu: str) -> list[Item]:
        """The items that this kind of subscriber is shown."""
        shown = ("all", "members" if self.member else "others")
        return [item for item in self.plan.menus[menu].items if item.shown_to in shown]

    def _at(self, path: tuple[str, ...], pages: int = PAGES_LIMIT) -> tuple[Talk, Heard]:
        """A new subscriber's dialogue, led along a path; of what comes last so many pages are read."""
        place = f"{self.label}, {' '.join(path)}"
        talk = Talk(self.operator, self.operator.subscriber(member=self.member), place)
        if not path[1:]:
            return talk, talk.begin(path[0], pages)
        talk.begin(path[0])
        for reply in path[1:-1]:
            talk.say(reply)
        return talk, talk.say(path[-1], pages)

    def _fault(self, path: tuple[str, ...], what: str) -> None:
        self.operator.faults.append(f"{self.label}, {' '.join(path)}: {what}")

    def _menu(self, path: tuple[str, ...], menu: str) -> None:
        """A menu: its page, its way back, its hint, its items."""
        self.seen.add(menu)
        items = self.items(menu)
        _, heard = self._at(path)
        self._page(path, heard, menu)
        keys = [item.key for item in items]
        for key in sorted({key for key in keys if keys.count(key) > 1 or key == MORE_KEY}):
            self._fault(path, f'the key "{key}" twice, or the one that turns pages')
        back = next((item for item in items if item.key == BACK), None)
        if back is None or back.service not in ("menu", "leave"):
            self._fault(path, f'a dead end: no "{BACK}" that leads to a menu or out')
        elif back.service == "menu" and heard.open:
            self._back(path, heard.pages - 1, back.menu)
        self._hint(path, heard)
        for item in items:
            if keys.count(item.key) == 1:
                self._item((*path, item.key), item)

    def _page(self, path: tuple[str, ...], heard: Heard, menu: str) -> None:
        """Whether what was heard is the page of a menu with all its items."""
        title = self.plan.menus[menu].title
        if not heard.open:
            self._fault(path, f'found "{heard.key or heard.text}", expected the menu "{menu}"')
            return
        if not heard.text.startswith(self.operator.word(title)):
            self._fault(path, f'found "{heard.text[:40]}", expected the menu "{menu}"')
        for item in self.items(menu):
            line = f"{item.key} {self.operator.word(item.text)}"
            if line not in heard.text:
                self._fault(path, f'the item "{line}" is on no page')

    def _hint(self, path: tuple[str, ...], before: Heard) -> None:
        """Whether a wrong choice repeats what was asked, with a hint."""
        talk, _ = self._at(path)
        again = talk.say(WRONG)
        if not again.open or not again.text.endswith(before.text) or again.text == before.text:
            self._fault((*path, WRONG), f'found "{again.text[:40]}", expected a hint and the same page')
        if talk.written():
            self._fault((*path, WRONG), "a wrong choice wrote into the books")

    def _back(self, path: tuple[str, ...], pages: int, menu: str) -> None:
        """Whether `0` goes back to a menu from each of so many pages."""
        for page in range(1, pages + 1):
            talk, _ = self._at(path, page)
            self._page((*path, *(MORE_KEY,) * (page - 1), BACK), talk.say(BACK), menu)

    def _item(self, path: tuple[str, ...], item: Item) -> None:
        title = self.operator.word(item.text)
        place = len(self.lines)
        self.lines.append((path, title, ""))
        if item.service == "menu":
            if item.key != BACK and item.menu not in self.seen:
                self._menu(path, item.menu)
                return
            _, heard = self._at(path)
            self._page(path, heard, item.menu)
            self.lines[place] = path, title, f"→ {item.menu}"
            return
        self.lines[place] = path, title, self._leaf(path, item)

    def _leaf(self, path: tuple[str, ...], item: Item) -> str:
        """A service: what it says, what it writes; returns the key of what it said."""
        if item.service in NOT_FOR_MENUS:
            self._fault(path, f'the service "{item.service}" cannot be chosen in a menu')
            return item.service
        if item.service in ASKING and item.menu not in self.plan.menus:
            self._fault(path, f'found the menu "{item.menu}" to go back to, expected one that there is')
            return item.service
        if item.service == "language" and item.language not in LANGUAGES:
            self._fault(path, f'found the language "{item.language}", expected one of {", ".join(LANGUAGES)}')
            return item.service
        talk, heard = self._at(path)
        if not self.member and item.service in MEMBERS_ONLY and item.service != "rewards":
            self._refused(path, heard, "membership.required")
        elif item.service == "leave_programme" and not self.member:
            self._refused(path, heard, "leave.not_member")
        elif item.service == "join":
            self._said(path, talk, heard, ("join.already",) if self.member else ("join.done",))
            self._wrote(path, talk, () if self.member else ("joined",))
        elif item.service in ASKING:
            steps: dict[str, Callable[[tuple[str, ...], Item, Heard], None]] = {
                "rewards": self._rewards,
                "gift": self._gift,
                "invite": self._invite,
            }
            steps[item.service](path, item, heard)
        else:
            self._at_once(path, item, talk, heard)
        return heard.key

    def _at_once(self, path: tuple[str, ...], item: Item, talk: Talk, heard: Heard) -> None:
        """A service that answers without asking."""
        self._said(path, talk, heard, SAID[item.service])
        kind = WRITTEN.get(item.service)
        self._wrote(path, talk, () if kind is None else (kind,))
        if item.service == "language" and talk.subscriber.language != item.language:
            self._fault(path, f'found the language "{talk.subscriber.language}", expected "{item.language}"')

    def _said(self, path: tuple[str, ...], talk: Talk, heard: Heard, keys: tuple[str, ...]) -> None:
        """Whether a last word has one of some keys and was not refused."""
        told = heard.refused.rule if heard.refused else heard.key
        if heard.refused or heard.open or heard.key not in keys:
            self._fault(path, f'found "{told or "no answer"}", expected {" or ".join(keys)}')
        elif talk.open or not heard.text:
            self._fault(path, "a last word that is empty or leaves the dialogue open")

    def _refused(self, path: tuple[str, ...], heard: Heard, rule: str) -> None:
        if heard.refused is None or heard.refused.rule != rule:
            self._fault(path, f'found "{heard.key or "no answer"}", expected the refusal {rule}')

    def _wrote(self, path: tuple[str, ...], talk: Talk, kinds: tuple[str, ...]) -> None:
        if (found := tuple(entry.kind for entry in talk.written())) != kinds:
            self._fault(path, f"wrote {', '.join(found) or 'nothing'}, expected {', '.join(kinds) or 'nothing'}")

    def _rewards(self, path: tuple[str, ...], item: Item, heard: Heard) -> None:
        """A list of rewards: each of the catalogue that belongs there is on it, and its number orders it."""
        listed = list(self._sold(item))
        if not listed:
            self._fault(path, "an empty list: nothing of the catalogue is sold there")
        self._back(path, heard.pages, item.menu)
        self._hint(path, heard)
        configuration, texts = self.operator.desk.configuration, self.operator.desk.texts
        ordered = {self._order((*path, str(number))) for number in range(1, len(listed) + 1)}
        for reward_id in listed:
            reward = configuration.catalogue[reward_id]
            phrase = configuration.purses[reward.purse].phrase
            said = texts.phrase(phrase, reward.amount, self.operator.language)
            shown = even(f" {said}: {reward.price_points}") in heard.text
            if not shown and on_sale(configuration, reward, CRAWLED_AT_MS):
                self._fault(path, f'the reward "{reward_id}" is on no page')
            if self.member and reward_id not in ordered and not (reward.sold_from or reward.sold_until):
                self._fault(path, f'no number orders the reward "{reward_id}"')

    def _order(self, path: tuple[str, ...]) -> str | None:
        """Choose a reward: the id of the one that was ordered."""
        talk, heard = self._at(path)
        if not self.member:
            self._refused(path, heard, "membership.required")
            return None
        if heard.refused is not None and heard.refused.rule == "redeem.window":
            return None
        self._said(path, talk, heard, SAID["redeem"])
        self._wrote(path, talk, ("redeemed",))
        for entry in talk.written():
            reward = str(entry.details["reward"])
            self.lines.append((path, reward, f"{heard.key}, {entry.details['price_points']}"))
            return reward
        return None

    def _sold(self, item: Item) -> Iterator[str]:
        """The rewards that a list must have: those of its purses, or of the purses that no other list has."""
        routes = [other for menu in self.plan.menus.values() for other in menu.items if other.service == "rewards"]
        elsewhere = {purse for route in routes for purse in route.purses}
        for reward_id, reward in self.operator.desk.configuration.catalogue.items():
            mine = reward.purse in item.purses if item.purses else reward.purse not in elsewhere
            if mine and "menu" in reward.channels:
                yield reward_id

    def _gift(self, path: tuple[str, ...], item: Item, heard: Heard) -> None:
        """Number, how many, confirm; `0` goes back from each step, and what is wrong is asked again."""
        to = self.operator.subscriber(member=True).msisdn
        self._asked(path, item, heard, "gift.to_whom", "gift.to_whom_again")
        numbered = (*path, to)
        self._asked(numbered, item, self._at(numbered)[1], "gift.how_many", "gift.how_many_again")
        amounted = (*numbered, "1")
        self._asked(amounted, item, self._at(amounted)[1], "gift.confirm", "menu.wrong")
        talk, done = self._at((*amounted, CONFIRM))
        self._said((*amounted, CONFIRM), talk, done, ("gift.done",))
        self._wrote((*amounted, CONFIRM), talk, ("given",))

    def _invite(self, path: tuple[str, ...], item: Item, heard: Heard) -> None:
        friend = self.operator.subscriber(member=False).msisdn
        self._asked(path, item, heard, "invite.whom", "invite.whom_again")
        talk, done = self._at((*path, friend))
        self._said((*path, friend), talk, done, ("invite.done",))
        self._wrote((*path, friend), talk, ("invited",))

    def _asked(self, path: tuple[str, ...], item: Item, heard: Heard, key: str, again: str) -> None:
        """Whether a question was asked, is asked again after nonsense, and lets one go back."""
        if not heard.open or heard.key != key:
            self._fault(path, f'found "{heard.key or "no answer"}", expected {key}')
            return
        talk, _ = self._at(path)
        repeated = talk.say(WRONG)
        if not repeated.open or repeated.key != again:
            self._fault((*path, WRONG), f'found "{repeated.key or "no answer"}", expected {again}')
        self._back(path, heard.pages, item.menu)


def crawl(folder: Path | None = None) -> Crawl:
    """Walk the menus of all editions with a user's folder over the fixtures, which must be in order.

    Raises:
        FixtureError: they are not.
    """
    tree: list[str] = []
    problems: list[str] = []
    for name in arranged(DEFAULT_EDITION, folder).read("editions", dict[str, Edition]):
        found = crawl_fixtures(arranged(name, folder), name)
        tree.extend(found.tree)
        problems.extend(found.problems)
    return Crawl(tuple(tree), tuple(problems))


def crawl_fixtures(fixtures: Fixtures, name: str, languages: tuple[str, ...] = LANGUAGES) -> Crawl:
    """Walk the menus of some fixtures in some languages, as a member and as another; `name` heads the tree."""
    tree: list[str] = []
    problems: list[str] = []
    for language in languages:
        operator = Operator.of(fixtures, language)
        for member in (True, False):
            whom = "member" if member else "not a member"
            crawler = Crawler(operator, member, f"{name}, {language}, {whom}")
            crawler.walk()
            crawler.lines += walk_centre(operator, member=member, label=crawler.label)
            if language == languages[0]:
                tree.append(f"{name}, {whom}")
                tree.extend(_branch(*line) for line in crawler.lines)
        problems.extend(operator.faults)
    return Crawl(tuple(tree), tuple(dict.fromkeys(problems)))


def _branch(path: tuple[str, ...], title: str, outcome: str) -> str:
    told = f": {outcome}" if outcome else ""
    return f"{'  ' * len(path)}{path[-1]} {title}{told}"
