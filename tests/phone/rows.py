"""The rows of the mission: every code, keyword and number with the fact that gives it and the editions that have it (1.1)."""

from __future__ import annotations

from ledger.catalog import Channel
from tests.ledger.test_programme import PRICE_LIST

EDITIONS = ("consolidated", "a1", "a2", "a3", "a4", "a5")
EVERY = set(EDITIONS)

CODES: dict[str, tuple[str, set[str]]] = {
    "*111*455*1#": ("F02", EVERY),
    "*105#": ("F06", {"consolidated", "a4"}),
    "*111*455*0#": ("F11", EVERY),
    "*111*455*11#": ("P17", {"consolidated", "a4"}),
    "*111*455*12#": ("P18", {"consolidated", "a4"}),
    "*111*455*22#": ("P19", {"consolidated", "a4"}),
    "*707*31#": ("P01", {"consolidated", "a3", "a4", "a5"}),
    "*707*32#": ("P02", {"consolidated", "a3", "a5"}),
    "*707*33#": ("P03", {"consolidated", "a3", "a5"}),
    "*707*11#": ("P04", {"consolidated", "a5"}),
    "*707*12#": ("P05", {"consolidated", "a5"}),
    "*707*13#": ("P06", {"consolidated", "a5"}),
    "*707*21#": ("P07", {"consolidated", "a5"}),
    "*707*22#": ("P08", {"consolidated", "a5"}),
    "*707*23#": ("P09", {"consolidated", "a5"}),
    "*707*41#": ("P10", {"consolidated", "a5"}),
    "*707*42#": ("P11", {"consolidated", "a5"}),
    "*707*43#": ("P12", {"consolidated", "a5"}),
    "*707*51#": ("P13", {"consolidated", "a5"}),
    "*707*52#": ("P14", {"consolidated", "a5"}),
    "*707*53#": ("P15", {"consolidated", "a5"}),
    "*707*61#": ("P16", {"consolidated", "a5"}),
    "*111#": ("D03", EVERY),
    "*111*455#": ("D03", EVERY),
    "*100#": ("D21", EVERY),
    "#100#": ("D21", EVERY),
    "*100*2#": ("D21", EVERY),
    "*111*0887#": ("D21", EVERY),
    "*111*6*1#": ("D21", EVERY),
    "*111*6*2#": ("D21", EVERY),
    "*111*6*3#": ("D21", EVERY),
    "*111*25#": ("D21", EVERY),
    "*110*{msisdn}#": ("D21", EVERY),
    "*999#": ("D23", EVERY),
}
"""Code → the fact that gives it, and the editions that answer it (D20 and D21 are always there)."""

WORDS: dict[tuple[str, str], tuple[str, set[str]]] = {
    ("4555", "bal"): ("F12", {"consolidated", "a1"}),
    ("4555", "бонус"): ("F12", {"consolidated", "a3"}),
    ("4555", "баланс"): ("D08", {"consolidated"}),
    ("4555", "прогноз"): ("F13", {"consolidated", "a3"}),
    ("4555", "forecast"): ("D08", {"consolidated"}),
    ("4555", "0"): ("D20", EVERY),
    **{("7070", row[1].removeprefix("707:")): (row[0], {"consolidated", "a5"}) for row in PRICE_LIST if row[1][:4] == "707:"},
}  # fmt: skip
"""(Short number, keyword) → the fact that gives it, and the editions that read it."""

FIRST_WORDS: dict[str, tuple[str, set[str]]] = {
    "gift": ("F41_F42", {"consolidated", "a1", "a4"}),
    "дар": ("F41", {"consolidated", "a1"}),
}
"""Words that begin a gift."""

CENTRES: dict[str, tuple[str, set[str]]] = {
    "0890": ("F04_D06", {"consolidated", "a1", "a5"}),
    "0809": ("F04_D06", {"a3"}),
}
"""Numbers of the call centre."""

JOINING_TEXTS: dict[str, tuple[str, set[str]]] = {
    "": ("F03", {"consolidated", "a1", "a4"}),
    "хочу": ("F03_D05", {"consolidated", "a4"}),
}
"""What a non-member writes to join."""

JOINING_CODES = ("*111*455*1#", "*105#")

SPOKEN = {"#100#": "translit", "*111*6*1#": "ru", "*111*6*2#": "translit", "*111*6*3#": "en"}
"""Codes that are answered in a language of their own."""

MENUS: dict[str, tuple[str, list[tuple[str, str, set[str]]]]] = {
    "*111#": (
        "menu.main",
        [
            ("1", "menu.money", EVERY),
            ("2", "menu.bonus", EVERY),
            ("3", "menu.packages", EVERY),
            ("4", "menu.own_number", EVERY),
            ("5", "menu.language", EVERY),
            ("0", "menu.exit", EVERY),
        ],
    ),
    "*111*455#": (
        "menu.bonus",
        [
            ("1", "menu.membership", EVERY),
            ("2", "menu.points", EVERY),
            ("3", "menu.spend", {"consolidated"}),
            ("4", "menu.give", {"consolidated", "a1", "a4"}),
            ("5", "menu.forecast", EVERY),
            ("6", "menu.invite", EVERY),
            ("0", "menu.back", EVERY),
        ],
    ),
}
"""Code → the text of a menu's title, and its items for a member: key, text, editions (1.2)."""

ALL_WAYS: set[Channel] = {"site", "app", "menu"}
SITE: set[Channel] = {"site"}
BY_CODE: set[Channel] = {"ussd"}
BY_CODE_AND_WORD: set[Channel] = {"ussd", "sms"}


def _ways() -> dict[str, dict[str, set[Channel]]]:
    """Edition → reward of the price list → where it is ordered."""
    found: dict[str, dict[str, set[Channel]]] = {edition: {} for edition in EDITIONS}
    for fact, reward, *_ in PRICE_LIST:
        if reward.startswith("707:"):
            found["consolidated"][reward] = ALL_WAYS | BY_CODE_AND_WORD
            found["a5"][reward] = BY_CODE_AND_WORD
        elif reward.startswith("455:"):
            found["consolidated"][reward] = ALL_WAYS | BY_CODE
            found["a4"][reward] = BY_CODE
        else:
            found["consolidated"][reward] = ALL_WAYS
            found["a2" if fact == "P23" else "a3"][reward] = SITE
    found["a3"] |= dict.fromkeys(("707:31", "707:32", "707:33"), BY_CODE | SITE)
    found["a4"] |= {"707:31": BY_CODE | SITE, "707:32": SITE, "707:33": SITE}
    return found


WAYS = _ways()
PRICES = {row[1]: (row[0], row[2]) for row in PRICE_LIST}

KINDS: dict[str, tuple[set[str], set[Channel]]] = {
    "consolidated": (
        {
            "site:bit", "site:superbit", "site:tune-kalinka", "site:tune-moonlight", "site:game-checkers",
            "site:program-translator", "site:tablet", "site:smartphone", "site:headphones", "site:partner-coupon",
            "site:bank-service", "site:mgts-bill-100",
        },
        ALL_WAYS,
    ),
    "a1": (
        {
            "site:internet-100", "site:minutes-30", "site:sms-50", "site:mms-10", "site:tune-kalinka",
            "site:tune-moonlight", "site:game-checkers", "site:tablet", "site:mgts-bill-100",
        },
        {"site", "app"},
    ),
    "a4": (
        {
            "site:bit", "site:superbit", "site:tune-kalinka", "site:tune-moonlight", "site:game-checkers",
            "site:program-translator", "site:smartphone", "site:headphones", "site:partner-coupon", "site:bank-service",
        },
        SITE,
    ),
}  # fmt: skip
"""Rewards of kinds that the source names without a price (F50 in a1, F52 and F57 in a4), and where they are ordered."""


def sold_by_app(edition: str) -> list[str]:
    """The rewards that the app sells in an edition (F15)."""
    names, channels = KINDS.get(edition, (set(), set()))
    priced = [reward for reward, ways in WAYS[edition].items() if "app" in ways]
    return [*priced, *(sorted(names) if "app" in channels else ())]
