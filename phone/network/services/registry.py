"""Every service by the name that routes give it."""

from __future__ import annotations

from typing import Final

from phone.network.services import account, menu, programme

SERVICES: Final[dict[str, menu.Service]] = {
    "join": programme.join,
    "join_by_sms": programme.join_by_sms,
    "membership": programme.membership,
    "points": programme.points,
    "redeem": programme.redeem,
    "reward_help": programme.reward_help,
    "unknown_word": programme.unknown_word,
    "money": account.money,
    "packages": account.packages,
    "own_number": account.own_number,
    "leave": menu.leave,
}
SERVICES["menu"] = menu.Menus(SERVICES)
