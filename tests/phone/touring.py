"""Everything that the tour of the whole programme tells, done by people with phones: shared by tests without and with a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from phone.air.apps import MY_OPERATOR, Order
from phone.driver import World
from phone.holder import Holder

PEOPLE: Final = {
    "Анна": "+7 916 111-11-11 points 30000 balance 2000.00 sim +7 916 111-11-12",
    "Борис": "+7 916 222-22-22 points 200000 balance 9000.00",
    "Вера": "+7 916 333-33-33 balance 500.00 born 1997-02-28 email vera@example.ru",
    "Глеб": "+7 921 444-44-44 points 500 region petersburg",
    "Зоя": "+7 916 555-55-55 balance 500.00",
    "Инна": "+7 916 666-66-66 balance 500.00",
    "Кира": "+7 916 777-77-77 balance 500.00",
    "Лев": "+7 916 888-88-88 balance 500.00",
    "Мила": "+7 916 999-99-99 balance 500.00",
}


def travelled() -> World:
    """A world of many newcomers and two who can afford everything."""
    return World.make(PEOPLE, now="2026-03-12 10:02")


def join(world: World) -> None:
    vera, site = world.phone("Вера"), world.site("Вера")
    vera.ussd("*111*455*0#")
    world.phone("Анна").invite("Зоя")
    world.phone("Зоя").ussd("*111*455*1#")
    world.phone("Инна").ussd("*105#")
    world.phone("Кира").sms("4555", "")
    world.phone("Лев").sms("4555", "хочу баллы")
    world.phone("Мила").call("0890", "0", "1").hang_up()
    site.log_in()
    site.join()
    site.profile("Вера", "28.02.1997", "vera@example.ru", "Москва")
    world.phone("Мила").sms("4555", "0")


def look(world: World) -> None:
    anna, site = world.phone("Анна"), world.site("Анна")
    for code in ("*111*455*0#", "*100#", "*111#"):
        anna.ussd(code)
    anna.cancel()
    anna.sms("4555", "bal")
    anna.sms("4555", "прогноз")
    anna.call("0890", "0", "3").hang_up()
    site.balance()
    site.help()
    world.phone("Борис").press("end", "soft_left", "6", "1", "1")
    world.phone("Борис").press("end")


def earn(world: World) -> None:
    anna = world.phone("Анна")
    anna.shop(900, branded=True)
    anna.shop(900)
    anna.taxi(340)
    anna.card(90)
    anna.promotion("1")
    talk(world, "Анна", "Борис", minutes=4)
    anna.sms("79162222222", "привет")
    anna.mms("79162222222", "привет", picture="sunset")
    world.site("Анна").link("+7 916 111-11-12")


def talk(world: World, who: str, to: str, *, minutes: int) -> None:
    call = world.phone(who).call(world.phone(to).number)
    world.phone(to).answer()
    world.advance(minutes=minutes)
    call.hang_up()


def give(world: World) -> None:
    anna, boris = world.phone("Анна"), world.phone("Борис")
    boris.sms("4555", "GIFT 9211111111 1")
    anna.sms("4555", "GIFT 79214444444 1")
    anna.sms("4555", "GIFT 79162222222 3001")
    anna.sms("4555", "GIFT 79162222222")
    anna.sms("4555", "GIFT 79162222222 100")
    anna.sms("4555", "GIFT 79162222222 1")
    world.site("Борис").give("Анна", 3000)
    world.phone("Вера").sms("4555", "GIFT 79161111111 1")
    for _ in range(10):
        world.advance(days=1)
        anna.ussd("*111*2*4*79162222222*1*1#")


def spend(world: World) -> None:
    boris, site = world.phone("Борис"), world.site("Борис")
    for number in (11, 12, 13, 21, 22, 23, 31, 41, 42, 43, 51, 52, 53, 61):
        boris.ussd(f"*707*{number}#")
    boris.cancel()
    boris.ussd("*707*31#")
    boris.call("*707*31").hang_up()
    for number in (11, 12, 22):
        boris.ussd(f"*111*455*{number}#")
    for reward in (
        "sms-100",
        "minutes-60",
        "anti-caller-id",
        "tune-kalinka",
        "game-checkers",
        "tablet",
        "partner-coupon",
    ):
        site.order(f"site:{reward}")
    for reward in ("bank-service", "mgts-bill-100"):
        site.order(f"site:{reward}")
    site.order("site:smartphone", 3000)
    world.site("Анна").order("account:discount-100")
    talk(world, "Анна", "Борис", minutes=2)
    site.catalogue("minutes", points=(1, 100))
    boris.pay_bill("mgts", 350)
    boris.pay_bill("phone", 60_000)
    world.phone("Анна").sms("7070", "41")
    world.phone("Анна").ussd("*111*2*3*1*1#")
    Holder(world.engine, "Анна").data(MY_OPERATOR, "order", Order("707:11"))


def burn(world: World) -> None:
    boris = world.phone("Борис")
    boris.use_data("2000 MB")
    for months, reward in ((3, "707:32"), (3, "707:33"), (3, "site:bit")):
        world.advance(months=months)
        world.site("Борис").order(reward)
    world.advance(years=1)


STAGES: Final[tuple[Callable[[World], None], ...]] = (join, look, earn, give, spend, burn)
"""One after another they try all there is."""
