"""Somebody's visit to the personal account: who has logged in, where they are, and what is written into its fields.

It stays when the account is left for the phone, so that nothing is lost on the way back. It knows no Textual.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from attrs import define, field, frozen

from ledger.catalog import Section
from ledger.entries import Refusal
from ledger.rules import Ability
from phone.inputs import Act
from phone.network.desk import Reply
from phone.network.directory import HOME, msisdn_of
from phone.network.network import Network
from phone.network.site.account import Account
from phone.network.site.entrance import log_in, turned_away
from phone.network.site.history import Kind
from phone.network.site.offers import Offer, Quote, Range
from phone.network.site.questionnaire import FieldName, Form
from phone.world import World
from tui.words import Words

Place = Literal[
    "login",
    "overview",
    "profile",
    "join",
    "catalogue",
    "reward",
    "gift",
    "invite",
    "sims",
    "language",
    "history",
    "help",
    "leave",
]
"""A page of the site."""


@frozen
class Entry:
    """An entry of the site's menu: the page, and what the edition must have for it, None for what is always there."""

    place: Place
    ability: Ability | None = None


MENU: Final = (
    Entry("overview", "balance"),
    Entry("profile", "profile"),
    Entry("join", "join"),
    Entry("catalogue", "rewards"),
    Entry("gift", "gift"),
    Entry("invite", "invite"),
    Entry("sims", "pooling"),
    Entry("language"),
    Entry("history", "history"),
    Entry("help"),
    Entry("leave"),
)
"""The menu of who has logged in, from top to bottom."""


@define
class Search:
    """What the catalogue is asked for: a section, and what the two sliders let through; None for all."""

    section: Section | None = None
    points: Range | None = None
    size: Range | None = None


@define
class Drafts:
    """What is written and chosen on the pages.

    Attributes:
        number: on the log-in page.
        form: the questionnaire.
        search: in the catalogue.
        reward: the id of the reward that is looked at.
        points: how many points of it, where roubles complete it; None for all.
        to, amount: of a gift.
        friend: to be invited.
        other: the SIM that is to earn on the same account.
        kind, since, until: of the past.
    """

    number: str = ""
    form: Form = field(factory=Form)
    search: Search = field(factory=Search)
    reward: str = ""
    points: int | None = None
    to: str = ""
    amount: str = ""
    friend: str = ""
    other: str = ""
    kind: Kind = "all"
    since: str = ""
    until: str = ""


@define(eq=False)
class Visit:
    """One visit.

    Attributes:
        world: where it takes place.
        interface: the words of the face; the site speaks them until somebody has logged in.
        place: the page that is open.
        account: whose account is open; None before.
        drafts: what is written on the pages.
    """

    world: World
    interface: Words
    place: Place = "login"
    account: Account | None = None
    drafts: Drafts = field(factory=Drafts)
    wanted: Place | None = None
    """The page that is opened when somebody has logged in; None for the first one."""

    @classmethod
    def begin(cls, world: World, words: Words, person: str) -> Visit:
        """A visit by the owner of a phone: the log-in page knows the number already."""
        ours = (sim for sim in world.people[person].msisdns if cls._is_ours(world, sim))
        return cls(world, words, drafts=Drafts(words.number(next(ours, world.people[person].msisdns[0]))))

    @staticmethod
    def _is_ours(world: World, msisdn: str) -> bool:
        return world.network.desk.directory.by_msisdn[msisdn].operator == HOME

    @property
    def words(self) -> Words:
        """The words of the site: in the language in which the operator answers the subscriber."""
        if self.account is None:
            return self.interface
        return Words(self.interface.texts, self.account.subscriber.language, self.interface.purses)

    @property
    def mine(self) -> Account:
        """The open account."""
        assert self.account is not None, "a page of the account is open"
        return self.account

    @property
    def msisdn(self) -> str:
        """Its number."""
        return self.mine.subscriber.msisdn

    @property
    def owner(self) -> str | None:
        """The person in whose phone the SIM is."""
        known = self.world.people.values()
        return next((person.name for person in known if self.msisdn in person.msisdns), None)

    @property
    def form_text(self) -> str:
        """The questionnaire as a dialog has it."""
        form = self.drafts.form
        return f"{form.name}, {form.birth_date}, {form.email}, {form.region}"

    @property
    def menu(self) -> tuple[Place, ...]:
        """The pages of this edition's site."""
        if self.account is None:
            return ("login",)
        has = self.account.abilities
        return tuple(entry.place for entry in MENU if entry.ability is None or entry.ability in has)

    def log_in(self, password: str) -> Reply | None:
        """Log in with the number that is written; what the page says if it does not let in."""

        def act(network: Network, at_ms: int) -> Reply | None:
            found = log_in(network, self.drafts.number, password, at_ms)
            if isinstance(found, Refusal):
                return turned_away(network, found, self.words.language)
            self.account = found
            return None

        refused = self.world.happen(act, *self._told("site_login", "", password))
        if refused is None:
            self.place = self.wanted if self.wanted in self.menu else self.menu[0]
            self.wanted = None
            self.drafts.form = self.mine.subscriber.form or Form(region=self.mine.subscriber.region)
        return refused

    def log_out(self) -> None:
        """Leave the account; what was written is gone, as on a site."""
        self.drafts = Drafts(self.words.number(self.msisdn))
        self.account, self.place = None, "login"

    def act(self, verb: str, deed: Callable[[Account, int], Reply], text: str = "", to: str = "") -> Reply:
        """Do something in the account now: `deed(account, at_ms)`; verb and texts are those by which a dialog tells it."""
        return self.world.happen(lambda _, at_ms: deed(self.mine, at_ms), *self._told(verb, to, text))

    def _told(self, verb: str, to: str, text: str) -> tuple[Act | None, str]:
        """The act as a recording has it, and whose it is; none of a SIM that is in nobody's phone."""
        msisdn = msisdn_of(self.drafts.number) if self.account is None else self.msisdn
        for person in self.world.people.values():
            if msisdn in person.msisdns:
                return Act(verb, to, text, person.msisdns.index(msisdn)), person.name
        return None, ""

    def want(self, ability: Ability) -> None:
        """Somebody comes for something: its page is opened, or as soon as somebody has logged in."""
        place = next((entry.place for entry in MENU if entry.ability == ability), None)
        if self.account is not None and place is not None and place in self.menu:
            self.place = place
        else:
            self.wanted = place

    # ---- the catalogue

    def offers(self, *, everything: bool = False) -> tuple[Offer, ...]:
        """What the catalogue shows: by section and sliders, or with `everything` by section alone."""
        search = self.drafts.search
        limits = (None, None) if everything else (search.points, search.size)
        return self.mine.catalogue(self.world.now_ms, search.section, *limits)

    def sections(self) -> tuple[Section, ...]:
        """The sections in which something is sold, in the order of the catalogue."""
        sold = {offer.section for offer in self.mine.catalogue(self.world.now_ms)}
        known = dict.fromkeys(reward.section for reward in self.mine.desk.configuration.catalogue.values())
        return tuple(section for section in known if section in sold)

    def offer(self) -> Offer | None:
        """The reward that is looked at; None if it is sold no more."""
        sold = self.mine.catalogue(self.world.now_ms)
        return next((offer for offer in sold if offer.reward == self.drafts.reward), None)

    def look_at(self, offer: Offer) -> None:
        """Open the page of a reward."""
        self.drafts.reward, self.drafts.points = offer.reward, None
        self.place = "reward"

    def quote(self) -> Quote | Refusal:
        """What ordering the reward would spend and leave, or why it would be refused."""
        return self.mine.quote(self.drafts.reward, self.world.now_ms, self.drafts.points)

    # ---- numbers

    def number_wrong(self, written: str) -> str:
        """What is wrong with a number that is written; empty for nothing, and for nothing written."""
        if not written.strip():
            return ""
        problem = self.mine.number_problem(written)
        return "" if problem is None else self.mine.refused(problem, self.world.now_ms).text.value

    def form_wrong(self, name: FieldName, *, left: bool) -> str:
        """What is wrong with a field of the questionnaire; of an empty one only after it was `left`."""
        problem = self.mine.problems(self.drafts.form, self.world.now_ms).get(name)
        if problem is None or (problem == "empty" and not left):
            return ""
        rule = Refusal(f"profile.{name}.{problem}")
        return self.mine.refused(rule, self.world.now_ms).text.value

    def others(self) -> tuple[str, ...]:
        """The other SIMs in the owner's phone."""
        person = self.world.people.get(self.owner or "")
        return () if person is None else tuple(sim for sim in person.msisdns if sim != self.msisdn)
