"""The app in a real terminal: it leaves in good order when it is told to end, or when the terminal is closed."""

from __future__ import annotations

import asyncio
import signal
from typing import Final

from tui.app import PhoneApp

ENDINGS: Final = ("SIGTERM", "SIGHUP")
"""Signals that end the program; Windows has no SIGHUP."""


class TerminalApp(PhoneApp):
    """Ends on a signal as on the key: nothing is asked, for nobody may be there to answer."""

    def on_mount(self) -> None:
        """Listen to the signals."""
        loop = asyncio.get_running_loop()
        for name in ENDINGS:
            number = getattr(signal, name, None)
            if number is not None:
                try:
                    loop.add_signal_handler(number, self.exit, None, 128 + number)
                except NotImplementedError:
                    return
