"""Dialogs for tests: pieces of the grammar, put together at random."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from phone.dialog.model import Dialog
from phone.dialog.syntax import parse
from phone.dialog.template import literal

PEOPLE = {"Анна": "anna", "Борис": "boris"}


def people(world: str) -> Mapping[str, str]:
    """Who lives in the worlds of these tests."""
    if world not in ("", "demo"):
        raise ValueError(f'there is no world "{world}"')
    return PEOPLE


def read(text: str, name: str = "some.dialog") -> Dialog:
    return parse(text, name, people)


NAMES = st.sampled_from([*PEOPLE, "anna", "boris"])
SPANS = st.sampled_from(["61s", "3 min", "2h", "5 days", "1 year", "30с", "1 год", "2 месяца", "90 сек"])
DATES = st.sampled_from(["2026-03-12", "2026-03-12 10:02", "2027-12-31T23:59"])
LINES = st.text(st.characters(exclude_characters="\n\r"), max_size=20)
TEMPLATES = st.one_of(
    LINES.map(literal),
    st.sampled_from(["У вас {:int} баллов", "{*}", "{...}", "{/[a-z]{2}/}", "до {:date} {{скобки}}", "{U+00A0}x", "> x", "# x", "== x", "| x"]),
)  # fmt: skip
LOCALES = st.sampled_from(["", "", "ru", "en"])
BARS = st.lists(st.builds(lambda locale, text: f"  {locale}| {text}", LOCALES, TEMPLATES), max_size=3)
ROWS = st.sampled_from(
    [
        "  no changes",
        "  без изменений",
        "  + 10 points",
        "  - 65 points redeem 455:11",
        "  + 30 min on-net till 2026-04-11",
        "  - 2.50 roubles charge sms at 2026-03-12",
        "  - 100 points gift to Борис op {:word}",
        "  + 5 баллов подарок от anna",
        "  = 1135 points, 30 min",
        "  + 1 tune_kalinka обмен",
        "  {...}",
    ]
)
SCREENS = st.sampled_from(["  |Меню {*}|", "  |{...}|", "  ru|  1240  | inv 0-20 bold", "  || blink"])
ACTIONS = st.sampled_from(
    [
        "*111№", "2", "Да, верно", '"CALL"', '"sms 4555"', "SMS 4555: bal", "СМС +7 916 000-00-02: Привет: это я", "SMS 4555:",
        "MMS 79160000002: Открытка", "CALL 0890", "ЗВОНОК *707*31", "ANSWER", "REJECT", "KEYS 1 2 soft_left 0№", "HANGUP",
        "ОТМЕНА", "POWER off", "ПИТАНИЕ вкл", "SIM 2", "READ 1", "УДАЛИТЬ 3", "SHOP branded 1990.00", "TAXI 340", "КАРТА 1250",
        "TOPUP 300", "DATA 25MB", "PROMO 2", "INVITE Борис", "INVITE 9161234567",
        "SITE balance", "САЙТ вход 123456", "SITE join", "САЙТ анкета Анна, , @, Москва", "SITE catalogue", "SITE order 707:31",
        "САЙТ каталог интернет баллы 0-400 размер 100–500", "SITE quote site:tablet 4000", "SITE give +7 916 000-00-02 5",
        "SITE invite Борис", "САЙТ объединить Анна/2", "SITE unlink", "САЙТ язык en", "SITE history", "САЙТ история заказы",
    ]
)  # fmt: skip
REPLIES = st.sampled_from(
    [
        "USSD", "USSD конец", "USSD error", "SMS from 4555", "СМС от MTS-Bonus", 'SMS from "My Bank"', "SMS from {:phone}",
        "SMS flash from BANK", "MMS от +7 916 000-00-02", "VOICE", "CALL from +79160000001", "CALL end", "DATA",
        "SITE", "САЙТ ошибка",
    ]
)  # fmt: skip
SUFFIXES = st.sampled_from(
    ["", " at 2026-03-24", " в 2026-03-24 10:00", " (ucs2 57/80)", " (gsm7, 2 parts)", " (1 часть)"]
)


def _step(*parts: str) -> list[str]:
    return ["".join(parts)]


STEPS = st.one_of(
    st.builds(_step, NAMES, st.sampled_from([" > ", " » ", "/2 >", ">"]), ACTIONS),
    st.builds(lambda name, times: _step(name, " >> SMS 4555: ДАР 9160000002 10", times), NAMES, st.sampled_from(["", " x9", " х3 every 1 day", " ×2 каждые 2 дня"])),
    st.builds(lambda name, mark, kind, more, bars: [f"{name}{mark}{kind}{more}", *bars], NAMES, st.sampled_from([" < ", " « ", "<"]), REPLIES, SUFFIXES, BARS),
    st.builds(lambda name, kind, text: _step(name, " < ", kind, ": ", text), NAMES, REPLIES, st.sampled_from(["Да", "{*}нажмите 0{*}", "12:30"])),
    st.builds(lambda name, text: _step(name, " < ", text), NAMES, st.sampled_from(["nothing", "тихо", "nothing for 1m", "тихо 5 мин", "anything", "что  угодно"])),
    st.builds(lambda name, word, rows: [f"{name} {word}", *rows], NAMES, st.sampled_from(["screen", "экран", "screen contains"]), st.lists(SCREENS, max_size=3)),
    st.builds(lambda name, unit, rows: [f"ledger {name}{unit}", *rows], NAMES, st.sampled_from(["", " points", " р.", " tablet"]), st.lists(ROWS, max_size=3)),
    st.builds(_step, st.sampled_from(["balance ", "баллы ", "points "]), NAMES, st.sampled_from([" = 150.00", "={:int}"])),
    st.builds(_step, st.sampled_from(["state ", "состояние "]), NAMES, st.sampled_from([" member = yes", " участник =нет", " unread = {:int}"])),
    st.builds(_step, st.sampled_from(["refused ", "отказ "]), NAMES, st.sampled_from([" gift.daily", " gift.daily left=0", " gift.balance {left:int}"])),
    st.builds(_step, st.sampled_from(["wait ", "ждать ", "clock +", "часы + ", "pause "]), SPANS),
    st.builds(_step, st.just("clock "), DATES),
    st.builds(_step, st.just("air "), NAMES, st.sampled_from([" off", " late 90s", " weak"])),
    st.builds(lambda kind, bars: [kind, *bars], st.sampled_from(["say:", "mark:", "титр:", "метка:"]), BARS),
    st.sampled_from([["say: Анна > вступает"], ["метка: год спустя"], ["pace fast"], ["темп  медленно"], ["# a comment"], ["№ комментарий"], [""]]),
    st.builds(_step, st.sampled_from(["operator > USSD ", "оператор > USSD уведомление "]), NAMES, st.just(": Привет")),
    st.builds(_step, st.just("operator > SMS "), NAMES, st.sampled_from([" from BANK flash: Код", " flash от 4555", ": x"])),
    st.builds(_step, st.just("operator > CALL "), NAMES, st.just(" from +7 916 000-00-02")),
)  # fmt: skip
HEADERS = st.lists(
    st.sampled_from(
        [
            "title: F41  Подарок", "дата:  2026-04-10 12:00", "locale: ru,en", "слова: ru", "edition: a4", "set: rules.gift.daily=5",
            "seed: 7", "size: 14x6", "tags: smoke, slow", "strict: no", "# header", "",
        ]
    ),
    unique_by=lambda line: line.partition(":")[0],
    max_size=6,
)  # fmt: skip
PHONES = st.sampled_from(
    [
        [],
        ["world: demo", "phones:", "  Анна balance 10", "  # nobody", "  Зоя   89161112233 member points 120 till 2026-12-31"],
        [
            "абоненты:",
            "  Анна  +7 (916) 111-22-33 псевдоним anna баллы 5 имеет 30 мин по сети до 2026-04-11 выключена",
            "  Борис +7 916 1112234 дисплей 14x6 alias boris",
        ],
    ]
)  # fmt: skip


@st.composite
def dialogs(draw: st.DrawFn) -> str:
    """The text of a dialog that can be read."""
    lines = [*draw(HEADERS), *draw(PHONES)]
    lines += [line for step in draw(st.lists(STEPS, max_size=4)) for line in step]
    for number in range(draw(st.integers(0, 3))):
        lines.append(f"==  case {number}{draw(st.sampled_from(['', ' [smoke]', '  [a, b]']))}")
        lines += [line for step in draw(st.lists(STEPS, max_size=5)) for line in step]
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)
