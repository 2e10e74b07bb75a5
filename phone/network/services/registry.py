"""Every service by the name that routes give it."""

from __future__ import annotations

from typing import Final

from phone.network.services import account, gifts, menu, programme, rewards

SERVICES: Final[dict[str, menu.Service]] = {
    "join": programme.join,
    "other_word": programme.other_word,
    "leave_programme": programme.leave_programme,
    "membership": programme.membership,
    "points": programme.points,
    "forecast": programme.forecast,
    "invite": programme.invite,
    "redeem": rewards.order,
    "rewards": rewards.rewards,
    "reward_help": rewards.reward_help,
    "gift": gifts.gift,
    "gift_by_sms": gifts.gift_by_sms,
    "money": account.money,
    "packages": account.packages,
    "own_number": account.own_number,
    "language": account.language,
    "password": account.password,
    "call_back": account.call_back,
    "leave": menu.leave,
    "hold": menu.hold,
}
SERVICES["menu"] = menu.Menus(SERVICES)
