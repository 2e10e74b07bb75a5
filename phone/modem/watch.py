"""What happens to the phone, whoever causes it, as the unsolicited results of its modem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from phone.air.messages import SmsStatusReport
from phone.handset.mobile.ussd import Asking, Ended, Incoming, Released, Requesting, UssdState
from phone.modem import incoming
from phone.modem.commands.network import registration
from phone.modem.commands.ussd import ANSWERED_ELSEWHERE, ENDED, result_of
from phone.modem.ringing import CallWatch
from phone.trace import TraceEvent

if TYPE_CHECKING:
    from phone.modem.modem import Modem


@define
class Watch:
    """How the phone was when it was last looked at; what differs is news."""

    registered: bool = False
    ussd: UssdState = None
    ussd_turn: int = 0
    begun: bool = False
    last_report: int = 0
    last_flash: int = 0
    calls: CallWatch = field(factory=CallWatch)

    def adopt(self, modem: Modem) -> None:
        """Take the phone as it is, without news."""
        self.look(modem, told=False)

    def hear(self, modem: Modem, event: TraceEvent) -> None:
        """Something has crossed the air: what the phone itself does not keep is taken from it."""
        if (
            isinstance(event.message, SmsStatusReport)
            and (event.sim, event.outcome) == (modem.msisdn, "delivered")
            and event.message.delivery > self.last_report
        ):
            self.last_report = event.message.delivery
            for report in modem.sent.reports(modem, event.message):
                incoming.report(modem, report)

    def look(self, modem: Modem, *, told: bool = True) -> None:
        """See what is different; with `told` the client hears of it, else it has caused it itself."""
        self._registration(modem)
        self._ussd(modem, told=told)
        self._messages(modem)
        self.calls.look(modem, told=told)

    def next_due(self) -> int | None:
        """When the phone rings again."""
        return self.calls.ring_at_ms

    def _messages(self, modem: Modem) -> None:
        """Messages that came, and those that are shown and not stored."""
        store = modem.mobile.store
        for parts in modem.memory.follow(store, modem.slot):
            incoming.message(modem, parts, first=not self.begun)
        modem.memory.follow_drafts([draft.number for draft in modem.mobile.post.drafts])
        for flash in store.flashes:
            if flash.number > self.last_flash and flash.slot == modem.slot:
                self.last_flash = flash.number
                incoming.flash(modem, flash)
        self.begun = True

    def _registration(self, modem: Modem) -> None:
        registered, self.registered = self.registered, modem.sim.registered
        if registered == self.registered:
            return
        settings = modem.settings
        levels = (("+CREG", settings.registration_told), ("+CGREG", settings.packet_registration_told))
        for name, level in levels:
            if level:
                modem.announce(f"{name}: {registration(modem, level)}")

    def _ussd(self, modem: Modem, *, told: bool) -> None:
        dialogue = modem.sim.ussd
        if dialogue.turn == self.ussd_turn:
            return
        before, self.ussd, self.ussd_turn = self.ussd, dialogue.state, dialogue.turn
        if not told or not modem.settings.ussd_shown:
            return
        match dialogue.state:
            case Asking() | Ended() | Incoming() | Released():
                modem.announce(result_of(modem, dialogue.state))
            case Requesting() if isinstance(before, Asking):
                modem.announce(f"+CUSD: {ANSWERED_ELSEWHERE}")
            case None if isinstance(before, Asking | Requesting):
                modem.announce(f"+CUSD: {ENDED}")
