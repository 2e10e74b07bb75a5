"""A reward: what it is, what it costs, its code, a slider of points and roubles where both may pay it, and «Заказать» (F51–F54)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button

from ledger.catalog import Reward
from ledger.entries import Refusal
from phone.network.site.offers import Offer, Quote
from phone.network.site.pages import quote_text
from tui.account.page import Answer, Confirming, Press, Told
from tui.widgets.range_slider import RangeSlider

STEPS = 27
"""Into so many parts the slider divides what roubles may pay."""


class RewardPage(Confirming):
    """Ordered with a button, after what will be spent was shown, or by the code that stands here."""

    FIRST = "RangeSlider, Button"

    def compose(self) -> ComposeResult:
        """Description, price, slider, buttons."""
        words, offer = self.words, self.visit.offer()
        if offer is None:
            yield Told(words("account.reward.gone"), classes="wrong")
            yield from self.question()
            yield Answer()
            return
        reward = self.visit.mine.desk.configuration.catalogue[offer.reward]
        yield Told(offer.text, classes="strong")
        yield Told(offer.about, classes="muted")
        for key, text in self._facts(offer, reward):
            with Horizontal(classes="row"):
                yield Told(words(f"account.reward.{key}"), classes="label muted")
                yield Told(text)
        if offer.kopecks_per_point:
            with Horizontal(classes="row after"):
                yield Told(words("account.slider.points"), classes="label")
                yield RangeSlider(_stops(offer), (self._points(offer),), id="share")
        yield Told(id="cost", classes="after strong")
        with Horizontal(classes="buttons"):
            yield Press(words("account.order"), id="order", main=True)
            yield Press(words("account.back"), id="back")
        yield from self.question()
        yield Answer()

    def _facts(self, offer: Offer, reward: Reward) -> list[tuple[str, str]]:
        """(key of the name, text) of all there is to say of it."""
        words = self.words
        rows = [("section", words(f"account.section.{offer.section}"))]
        rows.append(("price", words.amount("points", offer.price_points)))
        days = (
            self.visit.mine.desk.configuration.rules.rewards.term_days if reward.term_days is None else reward.term_days
        )
        rows.append(("term", words("account.reward.days", days=days) if days else words("account.reward.once")))
        if offer.sold_until_ms is not None:
            rows.append(("sold", words.until(offer.sold_until_ms)))
        if offer.kopecks_per_point:
            least = words.amount("points", offer.least_points)
            rate = words.amount("main", offer.kopecks_per_point)
            rows.append(("share", words("account.reward.rate", least=least, rate=rate)))
        if offer.section == "internet":
            months = self.visit.mine.desk.configuration.rules.rewards.internet_cooldown_months
            if months:
                rows.append(("often", words("account.reward.months", months=months)))
        rows.append(("code", offer.code or words("account.reward.no_code")))
        return rows

    def _points(self, offer: Offer) -> int:
        chosen = self.visit.drafts.points
        return offer.price_points if chosen is None else chosen

    def on_mount(self) -> None:
        """Tell the cost."""
        if self.visit.offer() is not None:
            self.catch_up()

    def catch_up(self) -> None:
        """Tell what the order would cost now, or why it cannot be."""
        if not self.query("#cost"):
            return
        quote = self.visit.quote()
        told = self.query_one("#cost", Told)
        wrong = isinstance(quote, Refusal)
        told.set_class(wrong, "wrong")
        told.update(f"! {self._refusal(quote)}" if isinstance(quote, Refusal) else self._costs(quote))
        self.query_one("#order", Button).disabled = wrong
        if wrong:
            self.drop()

    def _refusal(self, refusal: Refusal) -> str:
        return self.visit.mine.refused(refusal, self.visit.world.now_ms).text.value

    def _costs(self, quote: Quote) -> str:
        return quote_text(self.visit.mine, quote, self.visit.world.now_ms).value

    def on_range_slider_moved(self, message: RangeSlider.Moved) -> None:
        """So many points; roubles complete them."""
        self.visit.drafts.points = message.slider.values[0]
        self.drop()
        self.catch_up()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask before anything is spent; the base class hears the answer."""
        if event.button.id == "order":
            quote = self.visit.quote()
            if isinstance(quote, Quote):
                self.ask(self.words("account.order.ask", cost=self._costs(quote)))
        elif event.button.id == "back":
            self.post_message(self.Go("catalogue"))

    def confirmed(self) -> None:
        """Order what was quoted."""
        quote = self.visit.quote()
        if isinstance(quote, Quote):
            shared = "" if self.visit.drafts.points is None else f" {quote.points}"
            self.act("site_order", lambda account, at_ms: account.order(quote, at_ms), f"{quote.reward}{shared}")


def _stops(offer: Offer) -> tuple[int, ...]:
    """Points from the fewest that it takes to its price, in round steps."""
    span = offer.price_points - offer.least_points
    step = max(1, span // STEPS)
    return (*range(offer.least_points, offer.price_points, step), offer.price_points)
