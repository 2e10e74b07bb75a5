"""The part of the screens on which the phone's keys can be seen: they light up, and the mouse lets them go."""

from __future__ import annotations

from abc import abstractmethod

from phone.handset.ui.keys import Key
from tui.screens.life_deeds import LifeDeeds
from tui.widgets.key_cap import KeyCap
from tui.widgets.phone_body import PhoneBody


class KeysInSight(LifeDeeds):
    """A screen of a sitting with a whole phone on it."""

    @property
    @abstractmethod
    def phone(self) -> PhoneBody:
        """The phone that has the keyboard."""

    def flash(self, key: Key | None) -> None:
        """Light up a key of the phone that has the keyboard."""
        cap = None if key is None else self.phone.cap(key)
        if cap is not None:
            cap.flash(self.session.flash_ms)

    def keep_lit(self, key: Key, *, held: bool) -> None:
        """Show that the keyboard keeps a key down."""
        cap = self.phone.cap(key)
        if cap is not None:
            cap.hold(held=held)

    def on_key_cap_released(self, message: KeyCap.Released) -> None:
        """The mouse has let go of a key."""
        self.session.key_up(message.phone)
        self.redraw()
