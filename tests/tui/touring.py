"""The way to all marks of the tour by the app's own keys: whose phone, which row, what is pressed after its Enter.

What the personal account is for is done on its pages, by `touring_site`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from ledger.calendar import DAY_MS, MINUTE_MS
from phone.air.apps import MY_OPERATOR, Order
from phone.driver import World
from phone.holder import Holder
from tui.app import PhoneApp

Key = str | Callable[[PhoneApp], None]
Step = tuple[str, str, tuple[Key, ...]]

BORIS: Final = "9162222222"
REWARDS: Final = ("P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12", "P13", "P14", "P15")


def steps(world: World) -> Iterator[Step | Callable[[], object]]:
    """Rows, and what time and others do between them."""
    yield from _look(world)
    yield from _join(world)
    yield from _earn(world)
    yield from _give(world)
    yield from _spend(world)
    yield from _burn(world)


def answered(who: str, minutes: int) -> Callable[[PhoneApp], None]:
    """The other one takes the call, and they talk."""

    def talk(app: PhoneApp) -> None:
        app.phone_screen.look_at(who)
        app.phone_screen.press("call")
        app.phone_screen.world.settle()
        app.phone_screen.world.advance(minutes * MINUTE_MS)
        app.phone_screen.press("end")

    return talk


def _look(world: World) -> Iterator[Step | Callable[[], object]]:
    for row in ("points_code", "points_word", "forecast", "money"):
        yield "Анна", row, ()
    yield "Анна", "menu", ("end",)
    yield "Анна", "terms", ("0", "3", "end")
    yield "Борис", "points_app", ("1", "end")
    yield "Анна", "points_site", ()
    yield "Анна", "help", ()


def _join(world: World) -> Iterator[Step | Callable[[], object]]:
    yield "Вера", "refused", ("end",)
    yield "Вера", "join_site", ()
    yield "Вера", "profile", ()
    yield "Анна", "friend", ("down", "down", "down", "enter")
    yield "Зоя", "join_code", ("end",)
    yield "Инна", "join_short", ("end",)
    yield "Кира", "join_empty", ()
    yield "Лев", "join_words", ()
    yield "Мила", "join_call", ("0", "1", "end")
    yield "Мила", "leave", ()


def _earn(world: World) -> Iterator[Step | Callable[[], object]]:
    for row in ("shop_logo", "shop_plain", "taxi", "card"):
        yield "Анна", row, (*"90", "enter")
    yield "Анна", "promotion", ("enter",)
    yield "Анна", "call", (answered("Борис", 4),)
    yield "Анна", "send_sms", ()
    yield lambda: world.phone("Анна").mms(f"7{BORIS}", "привет", picture="sunset")
    yield "Анна", "pool", ()


def _give(world: World) -> Iterator[Step | Callable[[], object]]:
    for row in ("gift_region", "gift_sent", "gift_ask", "gift", "gift_daily"):
        yield "Анна", row, ()
    yield "Борис", "gift_site", ()
    yield "Вера", "gift_received", ()
    yield lambda: world.advance(days=1)
    yield "Анна", "gift_menu", (*BORIS, "enter", "1", "enter", "1", "enter", "end")
    for _ in range(8):
        yield lambda: world.advance(days=1)
        yield lambda: world.phone("Анна").sms("4555", f"GIFT {BORIS} 1")
    yield lambda: world.advance(days=1)
    yield "Анна", "gift_monthly", ()


def _spend(world: World) -> Iterator[Step | Callable[[], object]]:
    yield "Борис", "P01", ("end",)
    yield "Борис", "cooldown", ("end",)
    yield "Борис", "spend_bare", ("end",)
    for row in (
        *REWARDS,
        "P16",
        "P17",
        "P18",
        "P19",
        "P20",
        "P21",
        "P22",
        "tune",
        "content",
        "tablet",
        "coupon",
        "bank",
    ):
        yield "Борис", row, ("end",)
    for row in ("sliders", "spend_site", "parts"):
        yield "Борис", row, ()
    yield "Борис", "bill", (*"350", "enter")
    yield "Борис", "voucher", (*"60000", "enter")
    yield "Анна", "spend_sms", ()
    yield "Анна", "spend_menu", ("1", "enter", "end")
    yield lambda: Holder(world.engine, "Анна").data(MY_OPERATOR, "order", Order("site:tune-moonlight"))
    yield lambda: world.phone("Зоя").taxi(2000)
    yield "Зоя", "P23", ("end",)
    yield "Зоя", "discount", (answered("Анна", 2),)


def _burn(world: World) -> Iterator[Step | Callable[[], object]]:
    for row in ("fee", "package_over", "discount_over"):
        yield "Анна", row, ()
    for days, row in ((5, "P02"), (93, "P03"), (93, "bit")):
        yield partial(world.engine.advance, days * DAY_MS)
        yield "Борис", row, ("end",)
    yield lambda: world.engine.advance(150 * DAY_MS)
    yield "Анна", "burned", ()
