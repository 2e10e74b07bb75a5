"""Somebody's personal account in a test: each verb gives what the page answers, once all that it brings has arrived."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from ledger.calendar import SECOND_MS, local
from ledger.catalog import Section
from ledger.entries import Refusal
from phone.air.messages import Refused
from phone.air.text import Text
from phone.dialog.visiting import visit
from phone.dialog.words import Page
from phone.driving.answers import Expectable
from phone.driving.phone import Phone
from phone.driving.story import Story
from phone.holder import Holder
from phone.inputs import Act
from phone.network.network import Network
from phone.network.site.account import Account
from phone.network.site.entrance import enter
from phone.network.site.history import Format, Kind, Line, exported
from phone.network.site.offers import Offer, Quote, Range


@frozen
class SitePage(Expectable):
    """What a page of the account answered.

    Attributes:
        text: what it says, line by line.
        refused: the rule that refused what was asked, with its numbers; None if none did.
        said: the text with the key of its template and the places of its values.
    """

    refused: Refused | None
    said: Text = field(repr=False)


@frozen
class Happened:
    """Something that the account went through: when (2026-03-12 10:02:07), what, and the amounts with their signs."""

    at: str
    what: str
    changes: tuple[str, ...]


@frozen
class Site:
    """The personal account of a SIM. Who names no password is logged in already.

    Attributes:
        phone: the phone of its subscriber.
    """

    phone: Phone
    _story: Story = field(repr=False)
    _number: Callable[[str], str] = field(repr=False)

    def log_in(self, password: str | None = None) -> SitePage:
        """Log in with a password; without one, with a new one that the phone asks for by its code.

        Raises:
            NoAnswer: the phone cannot ask.
        """
        if password is None:
            desk = self._network.desk
            self.phone.ussd(desk.plan.dialplan.code_of("password"))
            password = desk.directory.by_msisdn[self.phone.number].password
        return self._visit("login", text=password)

    def balance(self) -> SitePage:
        """Points, money, and the lots with their dates."""
        return self._visit("balance")

    def join(self) -> SitePage:
        """Declare the wish to take part."""
        return self._visit("join")

    def profile(self, name: str, birth_date: str, email: str, region: str) -> SitePage:
        """Fill in the questionnaire; the region by its name in any language."""
        return self._visit("profile", text=f"{name}, {birth_date}, {email}, {region}")

    def catalogue(
        self, section: Section | None = None, points: Range | None = None, size: Range | None = None
    ) -> tuple[Offer, ...]:
        """What is sold now, cheapest first, as far as section and the two sliders let it through; nothing for who may not look."""
        limits = [f"{name} {one[0]}-{one[1]}" for name, one in (("points", points), ("size", size)) if one is not None]
        self._visit("catalogue", to=" ".join([*([section] if section else []), *limits]))
        found = self._account
        return () if isinstance(found, Refusal) else found.catalogue(self._now_ms, section, points, size)

    def quote(self, reward: str, points: int | None = None) -> Quote | None:
        """What an order would spend and leave; None if it would be refused. It changes nothing and stands in no transcript."""
        found = self._account
        quote = found if isinstance(found, Refusal) else found.quote(reward, self._now_ms, points)
        return None if isinstance(quote, Refusal) else quote

    def order(self, reward: str, points: int | None = None) -> SitePage:
        """Order a reward by its id, and confirm it; `points` of one that roubles may complete."""
        return self._visit("order", text=reward if points is None else f"{reward} {points}")

    def give(self, to: str, points: int) -> SitePage:
        """Give points to somebody, by name or number."""
        return self._visit("give", text=f"{to} {points}")

    def invite(self, friend: str) -> SitePage:
        """Invite somebody, by name or number."""
        return self._visit("invite", text=friend)

    def link(self, other: str) -> SitePage:
        """Let another SIM of the same owner earn on this points account."""
        return self._visit("link", text=other)

    def unlink(self) -> SitePage:
        """Earn on an account of one's own again."""
        return self._visit("unlink")

    def language(self, language: str) -> SitePage:
        """Have the operator's services answer in `ru`, `en` or `translit`."""
        return self._visit("language", to=language)

    def history(self, kind: Kind = "all") -> tuple[Happened, ...]:
        """What the account went through, newest first: `all`, `came`, `went`, `orders` or `gifts`."""
        self._visit("history", to=kind)
        zone = self._story.world.texts.zone
        return tuple(
            Happened(
                f"{local(line.row.entry.at_ms // SECOND_MS * SECOND_MS, zone):%Y-%m-%d %H:%M:%S}",
                line.what,
                line.changes,
            )
            for line in self._lines(kind)
        )

    def export(self, form: Format = "csv", kind: Kind = "all") -> str:
        """The same as the text of a file, `csv` or `json`."""
        return exported(self._lines(kind), form, self._story.world.texts.zone)

    def help(self) -> SitePage:
        """Whom to ask, and the disclaimer."""
        return self._visit("help")

    @property
    def _network(self) -> Network:
        return self._story.world.network

    @property
    def _now_ms(self) -> int:
        return self._story.world.now_ms

    @property
    def _account(self) -> Account | Refusal:
        return enter(self._network, self.phone.number)

    def _lines(self, kind: Kind) -> tuple[Line, ...]:
        found = self._account
        lines = found if isinstance(found, Refusal) else found.history(kind)
        return () if isinstance(lines, Refusal) else lines

    def _visit(self, page: Page, to: str = "", text: str = "") -> SitePage:
        """Do something, take it down, and let arrive what comes of it."""
        name, slot, story = self.phone.name, self.phone.slot, self._story
        story.did(name, f"site_{page}", to, text, slot)
        reply = visit(
            Holder(story.world, name, slot), page, to or text, self._number, Act(f"site_{page}", to, text, slot)
        )
        story.hearing.page(name, reply.text, refused=reply.refused is not None)
        story.settle()
        return SitePage(reply.text.value, reply.refused, reply.text)
