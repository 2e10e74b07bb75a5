"""What each row of the mission brings, in any language and edition, under the names of the source or under others.

A check asks the operator as a subscriber would, through the phone and the air, and compares text and values, postings and
coding with what the row says. `Names` tells how the fixtures call a thing and how dear it is, so that the same checks judge
the operator after everything was renamed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from attrs import frozen

from ledger.calendar import DAY_MS, NEVER, add_months, parse_local, start_of_day
from ledger.configuration import Configuration
from ledger.entries import Entry
from ledger.loading import Fixtures, Layer, bundled_folder
from phone.air.apps import MY_OPERATOR, POINTS_PLUS, Fulfil, Order, Outcome, read
from phone.air.messages import SmsDeliver, SmsSubmitReport
from phone.air.text import Text, coding_of, fits
from phone.building import build_world
from phone.editions import Edition
from phone.holder import Answer
from phone.network.dialplan import Plan
from phone.network.services.lines import joined
from phone.worldfile import read_world
from tests.ledger.books import at
from tests.ledger.test_programme import PRICE_LIST
from tests.phone.rows import MENUS, PRICES, SPOKEN, sold_by_app
from tests.phone.worlds import ANNA, BORIS, VERA, Life, Mould, key_of, rules_of

RICH = 100_000
"""Anna's points in the world `rich`: 40,000 until 30.09.2026, the rest until 28.02.2027."""

BURNING, BURNING_MS = 40_000, at("2026-09-30 12:00")
SMS_LEFT, SMS_UNTIL_MS = 25, at("2026-04-05 14:10")
KOPECKS = 15_000
OTHER = "79160000002"
BUNDLED = bundled_folder()
ROWS = {fact: (reward, price, purse, amount) for fact, reward, price, purse, amount, _ in PRICE_LIST}


@frozen
class Names:
    """How the operator's matters are called, how dear and how many they are."""

    folder: Path = BUNDLED
    number: Callable[[str], str] = str
    """Codes, short numbers, ids of rewards."""
    word: Callable[[str], str] = str
    price: Callable[[int], int] = int
    limit: Callable[[int], int] = int

    def code(self, code: str) -> str:
        """A code as it is dialled, with Boris's number in its place."""
        return self.number(code).replace("{msisdn}", OTHER)

    def life(self, edition: str, name: str = ANNA, locale: str = "ru") -> Life:
        """A phone in a world of its own: Anna's where she is rich, others' in the demo."""
        life = Life(_mould(self, edition, "rich" if name == ANNA else "demo", locale).cast(), name)
        life.world.listen(life.heard.append)
        return life


SOURCE = Names()
"""The names of the source, as the bundled fixtures have them."""


@cache
def fixtures_of(names: Names, edition: str) -> Fixtures:
    base = Fixtures(folder=names.folder)
    patch = base.read("editions", dict[str, Edition])[edition].patch
    return Fixtures((Layer(f"edition {edition}", patch),), folder=names.folder)


@cache
def plan_of(names: Names, edition: str) -> Plan:
    return Plan.load(fixtures_of(names, edition))


@cache
def configuration_of(names: Names, edition: str) -> Configuration:
    return Configuration.load(fixtures_of(names, edition))


@cache
def _mould(names: Names, edition: str, name: str, locale: str) -> Mould:
    fixtures = fixtures_of(names, edition)
    configuration = Configuration.load(fixtures)
    file = read_world(name, fixtures, configuration.purses)
    world = build_world(file, fixtures, parse_local(file.now, configuration.zone), locale)
    world.settle()
    return Mould.of(world)


def said(life: Life, key: str, language: str, /, **values: int | str) -> Text:
    """A text of the operator, with the codes it may teach."""
    return life.world.texts.fill(key, language, life.world.network.desk.taught | values)


def whole(life: Life, answer: Answer, language: str) -> Text:
    """An answer with all its pages."""
    more = f"\n{said(life, 'page.more', language, key='99').value}"
    pages = [answer.text]
    while answer.open and answer.text.value.endswith(more):
        answer = life.phone.reply("99")
        pages.append(answer.text)
    assert all(fits(page.value, "ussd") for page in pages)
    return joined([page[: len(page.value) - len(more)] if page.value.endswith(more) else page for page in pages])


def in_coding_of(text: Text, language: str) -> bool:
    """Whether a text is coded as its language is: Russian letters in UCS-2, all else in the alphabet of GSM."""
    return coding_of(text.value) == ("ucs2" if language == "ru" else "gsm7")


def moved(entry: Entry) -> list[tuple[str, str, int]]:
    return [(posting.account, posting.unit, posting.amount) for posting in entry.postings]


def drawn(points: int) -> list[tuple[str, str, int]]:
    """Anna's points that leave, those that burn first first."""
    parts = (min(points, BURNING), max(0, points - BURNING))
    return [("anna/points", "points", -part) for part in parts if part]


# ---- codes


def check_code(names: Names, edition: str, code: str, fact: str, present: bool, locale: str) -> None:
    """A member with points dials a code."""
    plan = plan_of(names, edition).dialplan
    assert (names.number(code) in plan.ussd or names.number(code) in plan.patterns) == present
    life = names.life(edition, locale=locale)
    head = life.world.ledger.head
    language = SPOKEN.get(code, locale) if present else locale
    if fact == "D23" and present:
        check_silence(names, life, code)
        return
    answer = life.ussd(names.code(code))
    told = whole(life, answer, language)
    assert in_coding_of(told, language)
    if not present:
        assert told == said(life, "refusal.code.unknown", locale, code=names.code(code))
        assert (rules_of(life), life.world.ledger.head) == (["code.unknown"], head)
        return
    assert rules_of(life) == []
    life.world.settle()
    if fact in ROWS:
        entry, text = ordered(names, life, fact, language)
        assert (told, life.inbox()) == (text, [entry])
        return
    assert (told, answer.open) == (expected(life, edition, code, language), code in MENUS)
    assert life.world.ledger.head == head
    follows = {"*111*25#": "password.is.sms"}.get(code)
    assert [key_of(text) for text in life.inbox()] == ([follows] if follows else [])


def check_silence(names: Names, life: Life, code: str) -> None:
    """The code that holds a session open (D23): nothing comes until the network's time is over."""
    begun_ms = life.world.now_ms
    answer = life.ussd(names.code(code))
    assert (answer.released, (life.world.now_ms - begun_ms) // 1000) == ("timeout", names.limit(60))


def expected(life: Life, edition: str, code: str, language: str) -> Text:
    """What a code that orders nothing is answered."""
    if code in MENUS:
        title, items = MENUS[code]
        lines = [
            Text(f"{key} {said(life, text, language).value}") for key, text, editions in items if edition in editions
        ]
        return joined([said(life, title, language), *lines])
    match code:
        case "*111*455*1#" | "*105#":
            return said(life, "join.already", language)
        case "*111*455*0#":
            return balance(life, language)
        case "*100#" | "#100#":
            return said(life, "money.balance", language, kopecks=KOPECKS)
        case "*100*2#":
            amount = life.world.texts.phrase("sms", SMS_LEFT, language)
            line = said(life, "packages.line", language, amount=amount, until=SMS_UNTIL_MS)
            return joined([said(life, "packages.title", language), line])
        case "*111*0887#":
            return said(life, "own_number.is", language, msisdn=life.msisdn)
        case "*111*25#":
            return said(life, "password.sent", language)
        case "*110*{msisdn}#":
            return said(life, "call_back.sent", language, msisdn=OTHER)
        case _:
            return said(life, "language.set", language)


def balance(life: Life, language: str) -> Text:
    return said(life, "points.balance_burning", language, points=RICH, burning=BURNING, date=BURNING_MS)


def ordered(names: Names, life: Life, fact: str, language: str) -> tuple[Text, Text]:
    """The SMS and the answer that tell an order of the price list, whose entry is looked at here."""
    reward, source_price, purse, source_amount = ROWS[fact]
    kind = life.world.ledger.configuration.purses[purse]
    price, pieces = names.price(source_price), names.limit(source_amount // kind.step)
    (entry,) = life.entries("redeemed")
    until_ms = entry.at_ms + names.limit(30) * DAY_MS
    assert entry.details == {
        "reward": names.number(reward),
        "price_points": price,
        "price_kopecks": 0,
        "until": until_ms,
    }
    account = f"{life.msisdn}/{purse}"
    paid = [
        ("redeemed", "points", price),
        (account, kind.unit, pieces * kind.step),
        ("issued", kind.unit, -pieces * kind.step),
    ]
    assert moved(entry) == [*drawn(price), *paid]
    values: dict[str, int | str] = {
        "reward": life.world.texts.phrase(kind.phrase, pieces, language),
        "price": price,
        "until": until_ms,
        "left": RICH - price,
    }
    return said(life, "redeem.done.sms", language, **values), said(life, "redeem.done", language, **values)


# ---- words


def check_word(names: Names, edition: str, number: str, word: str, fact: str, present: bool, locale: str) -> None:
    """A member with points writes a keyword."""
    life = names.life(edition, locale=locale)
    head, written = life.world.ledger.head, names.number(number)
    parts = life.sms(written, names.word(word))
    if written not in plan_of(names, edition).dialplan.sms:
        causes = [message.cause for message in life.messages() if isinstance(message, SmsSubmitReport)]
        assert (present, life.inbox(), causes, life.world.ledger.head) == (False, [], ["unknown_number"], head)
        return
    (told,) = life.inbox()
    assert {part.sender for part in parts} == {written}
    assert in_coding_of(told, locale)
    if not present:
        assert told == said(life, "refusal.word.unknown", locale)
        assert (rules_of(life), life.world.ledger.head) == (["word.unknown"], head)
        return
    assert rules_of(life) == []
    if fact in ROWS:
        assert told == ordered(names, life, fact, locale)[0]
    elif word == "0":
        (entry,) = life.entries("left")
        assert moved(entry) == [
            ("anna/points", "points", -BURNING), ("breakage", "points", BURNING),
            ("anna/points", "points", BURNING - RICH), ("breakage", "points", RICH - BURNING),
        ]  # fmt: skip
        assert told == said(life, "leave.done", locale, burned=RICH)
    else:
        forecast = word in {"прогноз", "forecast"}
        assert told == (said(life, "forecast.nothing", locale) if forecast else balance(life, locale))
        assert life.world.ledger.head == head


def check_gift(names: Names, edition: str, word: str, present: bool, locale: str) -> None:
    """A member gives another 500 points by SMS."""
    life = names.life(edition, locale=locale)
    head = life.world.ledger.head
    life.sms(names.number("4555"), f"{names.word(word).upper()} {OTHER} 500")
    (told,) = life.inbox()
    others = Life(life.world, BORIS).inbox()
    assert in_coding_of(told, locale)
    if not present:
        assert (told, others) == (said(life, "refusal.word.unknown", locale), [])
        assert (rules_of(life), life.world.ledger.head) == (["word.unknown"], head)
        return
    (entry,) = life.entries("given")
    received = [("gifts", "points", 500), ("boris/points", "points", 500), ("gifts", "points", -500)]
    assert moved(entry) == [*drawn(500), *received]
    values = {"points": 500, "operation": entry.seq}
    until_ms = entry.postings[-2].expires_at_ms or NEVER
    assert told == said(life, "gift.done.sms", locale, to=OTHER, left=RICH - 500, **values)
    assert others == [said(life, "gift.received.sms", locale, giver=life.msisdn, until=until_ms, **values)]


# ---- joining and calls


def check_joining(names: Names, edition: str, how: str, text: str, present: bool, locale: str) -> None:
    """Somebody who takes no part dials a code, or writes a text to the programme's number."""
    life = names.life(edition, VERA, locale)
    if how == "code":
        told = life.ussd(names.code(text)).text
        assert told == (
            said(life, "join.done", locale)
            if present
            else said(life, "refusal.code.unknown", locale, code=names.code(text))
        )
        life.world.settle()
    else:
        life.sms(names.number("4555"), text)
    assert life.standing.member == present
    assert all(in_coding_of(message, locale) for message in life.inbox())
    if not present:
        refusal = [] if how == "code" else [said(life, "refusal.word.unknown", locale)]
        assert (life.inbox(), life.entries("joined")) == (refusal, [])
        return
    (entry,) = life.entries("joined")
    assert (entry.postings, entry.details["channel"]) == ((), "ussd" if how == "code" else "sms")
    assert life.inbox() == [said(life, "join.done.sms", locale, since=entry.at_ms, step=names.limit(500))]


def check_centre(names: Names, edition: str, number: str, present: bool, locale: str) -> None:
    """Somebody calls the call centre's number."""
    life = names.life(edition, locale=locale)
    call = life.phone.call(names.number(number))
    told = call.announcements[0]
    if present:
        assert key_of(told) == "centre.main"
        assert told.value.startswith(said(life, "centre.main", locale).value)
    else:
        assert told == said(life, "refusal.call.not_in_service", locale)
    assert in_coding_of(told, locale)
    assert life.entries("charged") == []


# ---- the app


def check_app_order(names: Names, edition: str, reward: str, locale: str) -> None:
    """A member orders in the app «Мой МТС» (F15)."""
    life = names.life(edition, locale=locale)
    name = names.number(reward)
    offered = configuration_of(names, edition).catalogue[name]
    reply = life.phone.data(MY_OPERATOR, "order", Order(name))
    outcome = read(reply.body, Outcome)
    life.world.settle()
    assert (outcome.done, rules_of(life)) == (True, [])
    (entry,) = life.entries("redeemed")
    invented = configuration_of(SOURCE, edition).catalogue[reward].price_points
    price = names.price(PRICES[reward][1] if reward in PRICES else invented)
    assert (entry.details["reward"], entry.details["price_points"]) == (name, price)
    assert moved(entry)[: len(drawn(price)) + 1] == [*drawn(price), ("redeemed", "points", price)]
    (told,) = life.inbox()
    assert in_coding_of(told, locale)
    assert told.key in {"redeem.done.sms", "redeem.done_for_good.sms"}
    assert told == said(
        life,
        str(told.key),
        locale,
        reward=life.world.texts.phrase(
            life.world.ledger.configuration.purses[offered.purse].phrase, offered.amount, locale
        ),
        price=price,
        until=entry.details["until"],
        left=life.standing.points,
    )


def check_app_sells_no_other(names: Names, edition: str, locale: str) -> None:
    """What other editions sell by the app, or this one in other ways, is refused in it."""
    sold = set(sold_by_app(edition))
    others = [reward for reward in (*PRICES, *sold_by_app("consolidated"), *sold_by_app("a1")) if reward not in sold]
    life = names.life(edition, locale=locale)
    for reward in dict.fromkeys(others):
        reply = life.phone.data(MY_OPERATOR, "order", Order(names.number(reward)))
        assert not read(reply.body, Outcome).done
    assert set(rules_of(life)) <= {"redeem.unknown"}
    assert life.entries("redeemed") == []
    assert [message for message in life.messages() if isinstance(message, SmsDeliver)] == []


# ---- limits


def refused(life: Life) -> list[tuple[str, int | str]]:
    """(rule, its limit) of all that was refused."""
    refusals = [event.refusal for event in life.heard if event.refusal is not None]
    return [(refusal.rule, refusal.values.get("limit", "")) for refusal in refusals]


def check_calls_back(names: Names) -> None:
    """So many requests to call back a day (D21)."""
    life, limit = names.life("consolidated"), names.limit(5)
    for _ in range(limit):
        life.ussd(names.code("*110*{msisdn}#"))
    assert refused(life) == []
    life.ussd(names.code("*110*{msisdn}#"))
    assert refused(life) == [("call_back.daily", limit)]


def check_gifts_a_day(names: Names) -> None:
    """So many gifts a day (F45)."""
    life, limit = names.life("consolidated"), names.limit(1)
    for _ in range(limit + 1):
        life.sms(names.number("4555"), f"{names.word('gift')} {OTHER} 1")
    assert refused(life) == [("gift.daily", limit)]
    assert life.standing.points == RICH - limit


def check_points_sent(names: Names) -> None:
    """So many points a month from one (F45), and to one (F43)."""
    life, limit = names.life("consolidated"), names.limit(3000)
    for points in (limit + 1, limit):
        life.sms(names.number("4555"), f"{names.word('gift')} {OTHER} {points}")
    assert refused(life) == [("gift.sent_month", limit)]
    assert life.standing.points == RICH - limit


def check_minutes_for_the_amount(names: Names) -> None:
    """How long a gift waits for its amount (F42, D13)."""
    life, minutes = names.life("consolidated"), names.limit(15)
    life.sms(names.number("4555"), f"{names.word('gift')} {OTHER}")
    assert life.inbox() == [said(life, "gift.how_many.sms", "ru", to=OTHER, minutes=minutes)]
    life.world.advance(minutes * 60_000)
    life.sms(names.number("4555"), "100")
    assert (rules_of(life), life.standing.points) == (["word.unknown"], RICH)


def check_internet_again(names: Names) -> None:
    """How long one waits for Internet again (F57, D14)."""
    life, zone = names.life("consolidated"), configuration_of(names, "consolidated").zone
    life.ussd(names.code("*707*31#"))
    (entry,) = life.entries("redeemed")
    until_ms = start_of_day(add_months(entry.at_ms, names.limit(3), zone), zone)
    assert life.ussd(names.code("*707*32#")).text == said(life, "refusal.redeem.cooldown", "ru", until=until_ms)


def check_promotions(names: Names) -> None:
    """What promotions bring, each and in all (F24)."""
    life = names.life("consolidated")
    for promotion in ("4", "3", "2", "1"):
        life.phone.data(POINTS_PLUS, "fulfil", Fulfil(promotion))
    brought = [entry.details["points"] for entry in life.entries("promoted")]
    first, second, cap = names.limit(250), names.limit(200), names.limit(500)
    assert brought == [first, second, cap - first - second]
    assert refused(life) == [("promotion.cap", cap)]


def check_price_of_a_message(names: Names) -> None:
    """What an SMS to a person costs (the tariff of D09)."""
    life = names.life("consolidated", BORIS)
    life.sms("79160000001", "раз")
    (entry,) = life.entries("charged")
    assert entry.details["kopecks"] == names.limit(200)


LIMITS = (
    check_calls_back,
    check_gifts_a_day,
    check_points_sent,
    check_minutes_for_the_amount,
    check_internet_again,
    check_promotions,
    check_price_of_a_message,
)
