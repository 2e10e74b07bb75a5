"""What the owner of a phone does without it: shops, rides, pays, invites; each is asked for what it needs, its rate told first."""

from __future__ import annotations

from phone.network.partners import Event, event_of, say_event, say_rate
from tui.screens.operator_deeds import OperatorDeeds
from tui.screens.pick import Option


class LifeDeeds(OperatorDeeds):
    """The part of every sitting's screen that is about life outside the phone."""

    def action_live(self, name: str) -> None:
        """Let something happen to the owner of the phone with the keyboard: an event by its name in `earning.json`."""
        session = self.session
        event = event_of(session.world.ledger.configuration, name)
        if event is None:
            return
        if session.payer is None:
            self.notify(
                session.words("life.foreign", who=session.words.person(session.person)),
                severity="warning",
                markup=False,
            )
        elif event.takes == "promotion":
            self._ask_promotion(event)
        elif event.takes == "friend":
            self._ask_friend(event)
        else:
            self._ask_amount(event)

    def _ask_amount(self, event: Event) -> None:
        from phone.dialog.amounts import read_amount  # noqa: PLC0415  (not before the first frame)
        from phone.dialog.words import bundled_words  # noqa: PLC0415
        from tui.screens.ask import AskScreen  # noqa: PLC0415

        words = self.session.words
        unit = bundled_words().table.units["roubles"]

        def wrong(written: str) -> str:
            return "" if read_amount(written.strip(), unit) else words("life.amount.wrong")

        def lived(written: str | None) -> None:
            kopecks = None if written is None else read_amount(written.strip(), unit)
            if kopecks:
                self._live(event, str(kopecks))

        screen = AskScreen(words, self._title(event), self._told(event), words("life.amount"), wrong)
        self.app.push_screen(screen, lived)

    def _ask_promotion(self, event: Event) -> None:
        session, words = self.session, self.session.words
        desk = session.world.network.desk
        done = desk.door.promotions(session.payer or "")[1]
        options = [
            Option(
                name,
                words.texts.word(f"promotion.{name}", words.language),
                words.amount("points", offer.points),
                on=name in done,
            )
            for name, offer in desk.configuration.earning.promotions.offers.items()
        ]
        self.pick(self._title(event), options, lambda name: self._live(event, name))

    def _ask_friend(self, event: Event) -> None:
        session, words = self.session, self.session.words
        options = [
            Option(msisdn, words.person(f"{person.name}/{slot + 1}" if slot else person.name), words.number(msisdn))
            for person, slot, msisdn in session.sims()
            if person.name != session.person
        ]
        self.pick(self._title(event), options, lambda friend: self._live(event, friend))

    def _live(self, event: Event, given: str) -> None:
        from tui.errands import live  # noqa: PLC0415  (not before the first frame)

        done, said = live(self.session, event, given)
        self.notify(said, title=self._title(event), severity="information" if done else "warning", markup=False)
        self.redraw(everything=True)

    def _title(self, event: Event) -> str:
        words = self.session.words
        said = say_event(self.session.world.network.desk, event, words.language)
        return f"{said}: {words.person(self.session.person)}"

    def _told(self, event: Event) -> tuple[str, ...]:
        """The rate, and the facts of the source that name the event."""
        words = self.session.words
        rate = say_rate(self.session.world.network.desk, event, words.language).value
        facts = words.facts(event.facts) or words("catalogue.no_fact")
        return words("life.rate", rate=rate), words("life.facts", facts=facts)
