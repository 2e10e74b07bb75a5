"""Doing what the tour tells: dialling, writing, calling, pressing keys, letting time pass."""

from __future__ import annotations

from abc import abstractmethod
from typing import Final

from phone.handset.ui.keys import KEYS, Key
from phone.tour.moves import Move
from phone.tour.tour import Row
from tui.forms import Place
from tui.plan import Plan
from tui.screens.console_deeds import ConsoleDeeds

OPENING: Final[tuple[Key, ...]] = ("end", "soft_left")
"""What opens the phone's menu, whatever it shows."""

KEY_OF: Final[dict[str, Key]] = {key: key for key in KEYS}
HINT_S: Final = 10
"""How long it is told what is left to be done by hand."""
ACCOUNT: Final = "account"
"""The action that opens the personal account."""


class TourDeeds(ConsoleDeeds):
    """The part of the phone's screen that the tour acts on."""

    @property
    @abstractmethod
    def plan(self) -> Plan:
        """How the screen is divided now."""

    @property
    def tour_place(self) -> Place | None:
        """Where the tour stands beside the phone: over the console and what is below it; None where it covers everything."""
        console = self.plan.parts.get("console")
        if console is None:
            return None
        return Place(console.x, 0, console.width, self.size.height - 1)

    def action_tour(self) -> None:
        """Show what can be done here."""
        from tui.screens.tour import TourScreen  # noqa: PLC0415  (not before the first frame)

        if not isinstance(self.app.screen, TourScreen):
            self.release_keys()
            self.app.push_screen(TourScreen(self.session, lambda: self.tour_place, self.try_row), self.try_row)

    def try_row(self, row: Row | None) -> None:
        """Do what a row says, on the phone with the keyboard, or on that of the first who can; nothing without one."""
        from tui.errands import filled, those  # noqa: PLC0415  (not before the first frame)

        if row is None:
            return
        self._hang_up()
        able = those(self.session, row.who)
        if row.who and not able:
            self.notify(self.session.words(f"tour.none.{row.who}"), severity="warning", markup=False)
            return
        if row.who and self.session.person not in able:
            self.session.take(able[0])
        move = filled(self.session, row.move)
        if move is None:
            self.notify(self.session.words("tour.nobody"), severity="warning", markup=False)
            return
        self._do(move)
        if self.tour_place is None:
            self._tell_how_on(row, move)
        self.redraw(everything=True)

    def _hang_up(self) -> None:
        """End the call that an earlier row, or somebody, has left on the phone with the keyboard."""
        if self.session.world.phones[self.session.person].mobile.calls.live:
            self.session.press("end")

    def _tell_how_on(self, row: Row, move: Move) -> None:
        """What is left to be done by hand, where the list with its advice is closed."""
        words = self.session.words
        told = [words("tour.then", keys=" ".join(move.keys))] if move.by == "call" and move.keys else []
        more = f"tour.{row.name}.more"
        if words.texts.has(more):
            told.append(words.texts.word(more, words.language))
        if told:
            self.notify("\n".join(told), timeout=HINT_S, markup=False)

    def _do(self, move: Move) -> None:
        from tui.errands import write  # noqa: PLC0415

        match move.by:
            case "sms":
                write(self.session, move.number, move.text)
            case "phone":
                for key in (*OPENING, *(KEY_OF[name] for name in move.keys)):
                    self.session.press(key)
            case "life":
                self.action_live(move.name)
            case "time":
                self.action_advance(move.name)
            case "site":
                self.call_later(self.run_action, f"screen.{ACCOUNT}({move.name!r})")
            case _:
                self.action_dial(move.number)
