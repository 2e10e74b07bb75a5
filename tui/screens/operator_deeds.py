"""What the operator can do from every screen: change the weather, take money in, choose an edition of the programme."""

from __future__ import annotations

from collections.abc import Callable

from phone.editions import edition_of
from tui.pages.clock import TOP_UP_KOPECKS
from tui.screens.pick import Option, PickScreen
from tui.screens.recording_deeds import RecordingDeeds
from tui.settings import DISPLAYS, LOCALES


class OperatorDeeds(RecordingDeeds):
    """The part of every sitting's screen that is about the operator."""

    def action_weather(self, person: str | None = None) -> None:
        """Choose the weather round a phone, round the one with the keyboard if nobody else's is meant."""
        name, words = person or self.session.person, self.session.words
        options = [
            Option(state, words.weather(state), on=state == self.session.weather(name))
            for state in self.session.world.ether.file.names
        ]
        self.pick(
            words("weather.title", who=words.person(name)), options, lambda state: self.action_set_weather(name, state)
        )

    def action_set_weather(self, person: str, state: str) -> None:
        """Change the weather round a phone."""
        self.session.world.set_air(person, state)
        self.redraw(everything=True)

    def action_top_up(self, msisdn: str | None = None) -> None:
        """Pay money in for a SIM, for the first one of the phone with the keyboard if no other is meant."""
        payee = msisdn or self.session.payer
        if payee is not None:
            self.session.top_up(payee, TOP_UP_KOPECKS)
            self.redraw(everything=True)

    def action_sim(self, person: str, slot: int) -> None:
        """Let somebody's phone call, write and ask with the SIM of a slot, counted from 0."""
        self.session.set_sim(person, slot)
        self.redraw(everything=True)

    def action_editions(self) -> None:
        """Choose the edition of the programme."""
        session, words = self.session, self.session.words
        now = edition_of(session.world.fixtures)
        options = [
            Option(name, name, words.texts.word(title, words.language), on=name == now)
            for name, title in session.editions().items()
        ]
        self.pick(words("edition.title"), options, lambda name: self.post_message(self.Reopen(name)))

    def pick(self, title: str, options: list[Option], then: Callable[[str], object]) -> None:
        """Let one of some options be chosen, and do something with it; nothing if none is."""

        def picked(value: str | None) -> None:
            if value is not None:
                then(value)

        self.app.push_screen(PickScreen(self.session.words, title, options), picked)

    def action_displays(self) -> None:
        """Choose how much the display of the phone with the keyboard shows."""
        settings = self.session.world.phones[self.session.person].settings
        now = f"{settings.columns}x{settings.lines}"
        options = [Option(size, size.replace("x", "×"), on=size == now) for size in DISPLAYS]
        self.pick(self.session.words("command.displays"), options, self.action_display)

    def action_display(self, size: str) -> None:
        """Let the phone with the keyboard show so many columns and rows; new worlds begin with it."""
        self.session.set_display(self.session.person, size)
        self.post_message(self.Remember(display=size))
        self.redraw(everything=True)

    def action_languages(self) -> None:
        """Choose the language of face and phones."""
        words = self.session.words
        options = [Option(name, words(f"language.{name}"), on=name == words.language) for name in LOCALES]
        self.pick(words("command.languages"), options, lambda name: self.post_message(self.Speak(name)))
