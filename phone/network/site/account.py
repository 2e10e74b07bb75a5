"""The personal account without its pages: what a subscriber sees and does there, and what the operator writes about it.

What an edition does not have on its site (`rules.site.abilities`) is refused with `site.off`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import evolve, frozen

from ledger.calendar import NEVER
from ledger.catalog import Section
from ledger.commands import FillProfile, Link, ProfilePart, Redeem, Unlink
from ledger.entries import Refusal
from ledger.period import Period, ends_at, starts_at
from ledger.rules import Ability
from ledger.statement import Row
from phone.air.messages import Refused
from phone.air.text import Text
from phone.entry_words import EntryWords
from phone.network.desk import Desk, Reply, Turn, refuse, say
from phone.network.dialplan import Route
from phone.network.directory import HOME, Subscriber, msisdn_of
from phone.network.network import Network
from phone.network.services import account as services
from phone.network.services.gifts import give
from phone.network.services.lines import joined
from phone.network.services.programme import invite, join
from phone.network.services.rewards import order
from phone.network.site.history import Kind, Line, line_of, of_kind
from phone.network.site.offers import Offer, Quote, Range, offers
from phone.network.site.questionnaire import FieldName, Form, Problem, Truth, plain, read_date
from phone.texts import LANGUAGES

ANYWHERE: Final = Route(service="points")
"""The route of what no code leads to."""

Act = Callable[[Turn], Reply]


@frozen
class Account:
    """A subscriber who has logged in."""

    network: Network
    subscriber: Subscriber

    @property
    def desk(self) -> Desk:
        """The operator's means."""
        return self.network.desk

    @property
    def abilities(self) -> tuple[Ability, ...]:
        """What the account can be used for in this edition, beside help and language."""
        return self.desk.configuration.rules.site.abilities

    @property
    def member(self) -> bool:
        """Whether the subscriber takes part in the programme."""
        return self.desk.door.member_since_ms(self.subscriber.msisdn) is not None

    # ---- what there is

    def catalogue(
        self, at_ms: int, section: Section | None = None, points: Range | None = None, size: Range | None = None
    ) -> tuple[Offer, ...]:
        """What the site sells now, cheapest first, as far as section and sliders let it through (F51, F54, F56, D02).

        Sliders that leave something out are remembered as used, see `look_at`.
        """
        if "rewards" not in self.abilities:
            return ()
        found = offers(self.desk, self.subscriber.language, at_ms, section, points, size)
        if points is not None or size is not None:
            everything = offers(self.desk, self.subscriber.language, at_ms, section, None, None)
            self.look_at("sliders", seen=len(found) < len(everything))
        return found

    def burning(self, at_ms: int) -> tuple[tuple[int, int], ...]:
        """(first moment of a month, points that burn in it), in order (F14)."""
        return self.desk.door.burning_by_month(self.subscriber.msisdn, at_ms)

    def lots(self, at_ms: int) -> tuple[tuple[int, int], ...]:
        """(points, until when in epoch milliseconds), those that burn first first (F14, F30); remembered as looked at, see `look_at`."""
        self.look_at("balance", seen=self.member)
        return self.desk.door.lots(self.subscriber.msisdn, at_ms)

    def quote(self, reward: str, at_ms: int, points: int | None = None) -> Quote | Refusal:
        """What an order would spend and leave; changes nothing.

        Args:
            reward: its id.
            at_ms: when.
            points: those of a reward that roubles may complete, None for its full price (F52).
        """
        if "rewards" not in self.abilities:
            return Refusal("site.off", {"ability": "rewards"})
        door = self.desk.door
        msisdn = self.subscriber.msisdn
        outcome = door.ordering(Redeem(msisdn, reward, "site", points), at_ms)
        if isinstance(outcome, Refusal):
            return outcome
        price, kopecks = int(outcome.details["price_points"]), int(outcome.details["price_kopecks"])
        left = door.points(msisdn, at_ms) - price
        return Quote(reward, price, kopecks, left, door.kopecks(msisdn, at_ms) - kopecks)

    def history(self, kind: Kind = "all", since: str = "", until: str = "") -> tuple[Line, ...] | Refusal:
        """The rows of a kind in words; see `rows`."""
        found = self.rows(since, until)
        return found if isinstance(found, Refusal) else tuple(self.told(row) for row in of_kind(found, kind))

    def rows(self, since: str = "", until: str = "") -> tuple[Row, ...] | Refusal:
        """What the account went through, newest first.

        Args:
            since: a date, from which on; empty for the beginning.
            until: a date, that day included; empty for now.

        Refuses with `site.off`, or `site.date` for what is no date.
        """
        if "history" not in self.abilities:
            return Refusal("site.off", {"ability": "history"})
        zone, from_ms, until_ms = self.desk.configuration.zone, 0, NEVER
        try:
            from_ms = starts_at(_dated(since), zone) if since.strip() else from_ms
            until_ms = ends_at(_dated(until), zone) if until.strip() else until_ms
        except ValueError:
            return Refusal("site.date")
        return self.desk.door.statement(self.subscriber.msisdn, Period(from_ms, until_ms)).rows[::-1]

    def told(self, row: Row) -> Line:
        """A row of the past in words."""
        return line_of(row, EntryWords(self.desk.texts, self.subscriber.language, self.desk.configuration.purses, {}))

    def date_problem(self, written: str) -> Refusal | None:
        """What is wrong with a date that is written: `site.date`, or nothing."""
        try:
            if written.strip():
                starts_at(_dated(written), self.desk.configuration.zone)
        except ValueError:
            return Refusal("site.date")
        return None

    def problems(self, form: Form, at_ms: int) -> dict[FieldName, Problem]:
        """Field → what is wrong with the questionnaire as it is written so far."""
        rules = self.desk.configuration.rules
        return form.problems(at_ms, rules.zone, rules.site.regions)

    def number_problem(self, written: str) -> Refusal | None:
        """What is wrong with a number as it is written: `gift.to` for none, `site.number` for no subscriber of this operator."""
        msisdn = msisdn_of(written)
        if msisdn is None:
            return Refusal("gift.to")
        known = self.desk.directory.by_msisdn.get(msisdn)
        return Refusal("site.number") if known is None or known.operator != HOME else None

    # ---- what is done

    def order(self, quote: Quote, at_ms: int) -> Reply:
        """«Заказать», confirmed: the reward, and an SMS with the details (F54, D23)."""
        route = Route(service="redeem", reward=quote.reward)
        return self._do("rewards", at_ms, lambda turn: order(self.desk, turn, quote.points), route)

    def join(self, at_ms: int) -> Reply:
        """The tab that declares the wish to take part (F05), with the points of the site and of a questionnaire (F08)."""
        return self._do("join", at_ms, self._join)

    def profile(self, form: Form, at_ms: int) -> Reply:
        """The questionnaire, filled in: points for what is true of it, each once for ever (F08, F09, D07).

        Refuses with `profile.FIELD.PROBLEM` of the first field that is wrong; the text tells all of them, and nothing is kept.
        """
        return self._do("profile", at_ms, lambda turn: self._fill(turn, form))

    def give(self, to: str, points: int, at_ms: int) -> Reply:
        """Give points to another number, written in any form (F40); refuses also as `number_problem`."""
        problem = self.number_problem(to)
        if problem is not None:
            return self._do("gift", at_ms, lambda turn: refuse(self.desk, turn, problem))
        msisdn = msisdn_of(to) or to
        reply = self._do("gift", at_ms, lambda turn: give(self.desk, turn, msisdn, points), Route(service="gift"))
        self.look_at("gift", seen=reply.refused is None)
        return reply

    def invite(self, friend: str, at_ms: int) -> Reply:
        """Invite a friend by a number in any form (F25); refuses with `site.friend` what is no number."""
        msisdn = msisdn_of(friend)
        if msisdn is None:
            return self._do("invite", at_ms, lambda turn: refuse(self.desk, turn, Refusal("site.friend")))
        return self._do("invite", at_ms, lambda turn: invite(self.desk, evolve(turn, opening=False, text=msisdn)))

    def link(self, other: str, at_ms: int) -> Reply:
        """Let another SIM of the same owner earn on this points account (F26, D18); refuses as `ledger.pools.link`."""
        return self._do("pooling", at_ms, lambda turn: self._link(turn, msisdn_of(other) or other))

    def unlink(self, at_ms: int) -> Reply:
        """Earn on a points account of one's own again (D18); refuses as `ledger.pools.unlink`."""
        return self._do("pooling", at_ms, self._unlink)

    def speak(self, language: str, at_ms: int) -> Reply:
        """In which language the operator's services answer from now on: `ru`, `en` or `translit` (D21)."""
        route = Route(service="language", language=language)
        return self._do(None, at_ms, lambda turn: services.language(self.desk, turn), route)

    def look_at(self, what: str, *, seen: bool = True) -> None:
        """Remember what the subscriber has looked at or used, if that has really been seen: the tour asks for it.

        Whoever draws a page comes here, so it is no input of the world: a save keeps it with the next one.
        """
        if seen:
            self.subscriber.looked_at.add(what)

    def refused(self, refusal: Refusal, at_ms: int) -> Reply:
        """A refusal in words."""
        return refuse(self.desk, self.turn(at_ms), refusal)

    def turn(self, at_ms: int, route: Route = ANYWHERE) -> Turn:
        """A turn of the subscriber on the site."""
        return Turn(self.subscriber, "site", "", at_ms, route)

    def _do(self, ability: Ability | None, at_ms: int, act: Act, route: Route = ANYWHERE) -> Reply:
        """Do something if the edition has it, and send what it brings by SMS."""
        turn = self.turn(at_ms, route)
        if ability is not None and ability not in self.abilities:
            return refuse(self.desk, turn, Refusal("site.off", {"ability": ability}))
        reply = act(turn)
        for text in reply.sms:
            self.network.centre.notify(self.subscriber, text, at_ms)
        self.network.centre.notify_others(reply.notices, at_ms)
        return reply

    def _join(self, turn: Turn) -> Reply:
        before = self._points(turn)
        was_member = self.member
        reply = join(self.desk, turn)
        if not was_member and self.subscriber.form is not None:
            self._credit(turn, self.subscriber.form)
        got = self._points(turn) - before
        if not got:
            return reply
        return evolve(reply, text=joined([reply.text, say(self.desk, turn, "site.credited", points=got)]))

    def _fill(self, turn: Turn, form: Form) -> Reply:
        found = self.problems(form, turn.at_ms)
        if found:
            rules = [f"profile.{name}.{problem}" for name, problem in found.items()]
            told = [say(self.desk, turn, f"refusal.{rule}") for rule in rules]
            return Reply(joined(told), refused=Refused(rules[0], {}))
        self.subscriber.form = form
        saved = say(self.desk, turn, "site.profile.saved")
        if not self.member:
            return Reply(joined([saved, say(self.desk, turn, "site.profile.members")]))
        before = self._points(turn)
        unlike = self._credit(turn, form)
        told, got = [saved], self._points(turn) - before
        if got:
            told.append(say(self.desk, turn, "site.credited", points=got))
        elif not unlike:
            told.append(say(self.desk, turn, "refusal.profile.done"))
        if unlike:
            told.append(self._unlike(turn, unlike))
        return Reply(joined(told))

    def _credit(self, turn: Turn, form: Form) -> tuple[FieldName, ...]:
        """Points for what is true and was not known before; the fields that are not true."""
        mine = self.subscriber
        names = (mine.name, mine.alias)
        unlike = Truth(names, mine.birth_date, mine.email, mine.region).differs(form)
        parts: list[ProfilePart] = [] if "birth_date" in unlike else ["birth_date"]
        if not set(unlike) - {"birth_date"}:
            parts.append("details")
        if parts:
            self.desk.door.execute(FillProfile(mine.msisdn, tuple(parts)), turn.at_ms)
        return unlike

    def _unlike(self, turn: Turn, fields: tuple[FieldName, ...]) -> Text:
        names = ", ".join(self.desk.texts.word(f"site.field.{name}", turn.language) for name in fields)
        return say(self.desk, turn, "site.profile.unlike", fields=names.lower())

    def _link(self, turn: Turn, other: str) -> Reply:
        outcome = self.desk.door.execute(Link(self.subscriber.msisdn, other), turn.at_ms)
        if isinstance(outcome, Refusal):
            return refuse(self.desk, turn, outcome)
        values: dict[str, int | str] = {"other": str(outcome.details["other"]), "points": self._points(turn)}
        details = say(self.desk, turn, "site.linked.sms", **values)
        return Reply(details, sms=(details,))

    def _unlink(self, turn: Turn) -> Reply:
        outcome = self.desk.door.execute(Unlink(self.subscriber.msisdn), turn.at_ms)
        if isinstance(outcome, Refusal):
            return refuse(self.desk, turn, outcome)
        details = say(self.desk, turn, "site.unlinked.sms", msisdn=self.subscriber.msisdn)
        return Reply(details, sms=(details,))

    def _points(self, turn: Turn) -> int:
        return self.desk.door.points(self.subscriber.msisdn, turn.at_ms)


def _dated(written: str) -> str:
    """A date in the order that the ledger reads, whichever way it is written."""
    day = read_date(written)
    return written if day is None else day.isoformat()


def region_of(desk: Desk, written: str) -> str:
    """A region by its name in the rules, or by what people call it in any language; what is none as it is written."""
    for name in desk.configuration.rules.site.regions:
        called = {name, *(desk.texts.word(f"region.{name}", language) for language in LANGUAGES)}
        if plain(written) in map(plain, called):
            return name
    return written.strip()
