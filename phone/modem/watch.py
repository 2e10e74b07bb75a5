"""What happens to the phone, whoever causes it, as the unsolicited results of its modem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from phone.handset.mobile.ussd import Asking, Ended, Incoming, Released, Requesting, UssdState
from phone.modem.commands.network import registration
from phone.modem.commands.ussd import ANSWERED_ELSEWHERE, ENDED, result_of
from phone.trace import TraceEvent

if TYPE_CHECKING:
    from phone.modem.modem import Modem


@define
class Watch:
    """How the phone was when it was last looked at; what differs is news."""

    registered: bool = False
    ussd: UssdState = None
    ussd_turn: int = 0

    def adopt(self, modem: Modem) -> None:
        """Take the phone as it is, without news."""
        self.look(modem, told=False)

    def hear(self, modem: Modem, event: TraceEvent) -> None:
        """Something has crossed the air."""

    def look(self, modem: Modem, *, told: bool = True) -> None:
        """See what is different; with `told` the client hears of it, else it has caused it itself."""
        self._registration(modem)
        self._ussd(modem, told=told)

    def next_due(self) -> int | None:
        """When there is something to be said again."""
        return None

    def _registration(self, modem: Modem) -> None:
        registered, self.registered = self.registered, modem.sim.registered
        if registered == self.registered:
            return
        settings = modem.settings
        levels = (("+CREG", settings.registration_told), ("+CGREG", settings.packet_registration_told))
        for name, level in levels:
            if level:
                modem.tell(f"{name}: {registration(modem, level)}")

    def _ussd(self, modem: Modem, *, told: bool) -> None:
        dialogue = modem.sim.ussd
        if dialogue.turn == self.ussd_turn:
            return
        before, self.ussd, self.ussd_turn = self.ussd, dialogue.state, dialogue.turn
        if not told or not modem.settings.ussd_shown:
            return
        match dialogue.state:
            case Asking() | Ended() | Incoming() | Released():
                modem.tell(result_of(modem, dialogue.state))
            case Requesting() if isinstance(before, Asking):
                modem.tell(f"+CUSD: {ANSWERED_ELSEWHERE}")
            case None if isinstance(before, Asking | Requesting):
                modem.tell(f"+CUSD: {ENDED}")
