"""What somebody does in a test without the phone: paying, shopping, riding, inviting; the operator's books hear of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal

from attrs import frozen

from ledger.entries import Entry
from phone.air.messages import Refused

Roubles = int | float | str | Decimal
"""An amount of roubles, such as 340, "84.50" or Decimal("84.50")."""


@frozen
class Lived:
    """What came of something outside the phone.

    Attributes:
        points: the points that it brought; 0 for none.
        refused: the rule that refused it, with its numbers, or None.
        text: what is to be said about it, in the subscriber's language.
        entry: what the books wrote, or None.
    """

    points: int
    refused: Refused | None
    text: str
    entry: Entry | None


@frozen
class Living(ABC):
    """The verbs of life; each names the verb of dialogs that it is.

    `rates` tells what they bring. What the source of the programme names without a rate is refused with `earn.off` until an
    edition or a folder of fixtures sets one. All raise `ValueError` for an amount that is none, and for another operator's
    subscriber.
    """

    @abstractmethod
    def _live(self, verb: str, given: str) -> Lived:
        """Let an event happen: the id of a life verb, and what stands behind it in a dialog."""

    def shop(self, roubles: Roubles, *, branded: bool = False) -> Lived:
        """Buy something in the operator's shop, with the operator's logo on it or without (F21)."""
        return self._live("shop_logo" if branded else "shop_plain", str(roubles))

    def taxi(self, roubles: Roubles) -> Lived:
        """Ride in a taxi (F22)."""
        return self._live("taxi", str(roubles))

    def card(self, roubles: Roubles) -> Lived:
        """Pay with the operator's bank card (F23)."""
        return self._live("card", str(roubles))

    def other_card(self, roubles: Roubles) -> Lived:
        """Pay with another bank's card (F27)."""
        return self._live("other_card", str(roubles))

    def partner_shop(self, roubles: Roubles) -> Lived:
        """Buy something in a partner's shop (F27)."""
        return self._live("partner_shop", str(roubles))

    def home_tv(self, roubles: Roubles) -> Lived:
        """Pay for television at home (F27)."""
        return self._live("home_tv", str(roubles))

    def home_internet(self, roubles: Roubles) -> Lived:
        """Pay for Internet at home (F27)."""
        return self._live("home_internet", str(roubles))

    def buy_app(self, roubles: Roubles) -> Lived:
        """Buy an app (F27)."""
        return self._live("app_purchase", str(roubles))

    def top_up(self, roubles: Roubles) -> Lived:
        """Pay money in (F27)."""
        return self._live("top_up", str(roubles))

    def pay_bill(self, bill: str, roubles: Roubles) -> Lived:
        """Pay a bill with what points have paid of it: `mgts` (F50), or `phone` for one bought in the shop (P16)."""
        return self._live(f"bill_{bill}", str(roubles))

    def promotion(self, name: str) -> Lived:
        """Fulfil a promotion of «Баллы Плюс» in its app (F24)."""
        return self._live("promotion", name)

    def invite(self, friend: str) -> Lived:
        """Invite a friend by name or number (F25)."""
        return self._live("invite", friend)

    def use_data(self, amount: str) -> Lived:
        """Use the Internet: an amount as in a dialog, such as `25 MB` (F27)."""
        return self._live("data", amount)
