"""Actions one a line, as people type them, carried out on a world; what comes back is written as a dialog."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from attrs import define, field

from ledger.calendar import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, add_months, parse_local
from ledger.loading import nearest
from phone.air.mmi import normalise
from phone.calling import PhoneCall
from phone.driver import NoAnswerError, Phone
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.ussd import Asking
from phone.transcript import Transcript
from phone.world import World

VERBS: Final = {
    "sms": "sms", "смс": "sms",
    "call": "call", "звонок": "call",
    "answer": "answer", "ответить": "answer",
    "keys": "keys", "кнопки": "keys",
    "hangup": "hangup", "трубка": "hangup",
    "cancel": "cancel", "отмена": "cancel",
    "power": "power", "питание": "power",
    "clock": "clock", "часы": "clock",
    "wait": "wait", "ждать": "wait",
    "air": "air", "эфир": "air",
}  # fmt: skip
"""How an action may begin, and which one it is."""

USES: Final = {
    "sms": "sms NUMBER TEXT",
    "call": "call NUMBER",
    "keys": "keys DIGITS in a call that is up",
    "power": "power on or power off",
    "clock": "clock +1d, clock +2h or clock 2026-04-01 10:00",
    "wait": "wait 61s",
    "air": "air STATE or air WHO STATE",
}

HEADER: Final = frozenset({"title", "date", "locale", "language", "world", "edition", "seed", "tags", "strict", "size"})
"""What the lines before the first action may set; the world is open already, so they are passed over."""

UNITS: Final = {
    **dict.fromkeys(("ms", "мс"), 1),
    **dict.fromkeys(("s", "sec", "с", "сек"), SECOND_MS),
    **dict.fromkeys(("m", "min", "м", "мин"), MINUTE_MS),
    **dict.fromkeys(("h", "hour", "hours", "ч", "час", "часа", "часов"), HOUR_MS),
    **dict.fromkeys(("d", "day", "days", "д", "день", "дня", "дней"), DAY_MS),
}
MONTHS: Final = {
    **dict.fromkeys(("month", "months", "мес", "месяц", "месяца", "месяцев"), 1),
    **dict.fromkeys(("y", "year", "years", "г", "год", "года", "лет"), 12),
}

SHOWN: Final = 30
"""Characters of a line that a mistake repeats."""

_SPAN: Final = re.compile(r"(\d{1,9}) *([^\W\d]+)")
_CODE: Final = re.compile(r"#[\d*#№]+")
_DIALLED: Final = re.compile(r"[\d*#№+() -]*[\d*#№]")
_EXPECTED: Final = re.compile(r"\s+(?:[a-z]{2})?\||\s*(?:==|say:|mark:)")
_REPLY: Final = re.compile(r"[^<>:]+ (?:<(?: |$)|screen\b)")
_NAMED: Final = re.compile(r"([^:>]+?) *[:>](?: +|$)(.*)")
ON, OFF = frozenset({"on", "вкл"}), frozenset({"off", "выкл"})


@define
class Talk:
    """One person's phone after another, driven by lines.

    Attributes:
        world: where they are.
        name: whose phone a line without a name is for.
        slot: on which SIM.
        write: where a line of the dialog goes.
        echo: whether the actions are written too; who types them at a prompt sees them already.
    """

    world: World
    name: str
    slot: int
    write: Callable[[str], None]
    echo: bool = True
    transcript: Transcript = field(init=False)
    _calls: dict[str, PhoneCall] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.transcript = Transcript(self.world, self.write)
        self.world.listen(self.transcript)

    def line(self, typed: str) -> None:
        """Carry out a line and let time pass until all is quiet; blank lines, comments and replies of a dialog do nothing.

        Raises:
            ValueError: the line is no action, or cannot be done now; says what was expected.
        """
        text = typed.strip().removeprefix("\ufeff")
        if not text or _EXPECTED.match(typed) or (text[0] == "#" and not _CODE.fullmatch(text)):
            return
        if _REPLY.match(text) or text.partition(":")[0].casefold() in HEADER:
            return
        name, slot, text = self._whose(text)
        if not text:
            self.name, self.slot = name, slot
            return
        word, _, rest = text.partition(" ")
        verb = VERBS.get(word.casefold(), "")
        if verb in ("clock", "wait"):
            self._let_pass(verb, rest.strip())
        elif verb == "air":
            self._set_air(name, rest.split())
        elif verb:
            self._act(name, slot, verb, rest.strip())
        else:
            self._say(name, slot, text)
        self.world.settle()
        for each in self.world.people:
            self.transcript.look(each)

    def close(self) -> None:
        """Leave what is still open, as a person does who puts the phone away."""
        for name, phone in self.world.phones.items():
            if phone.mobile.in_call or any(slot.ussd.running for slot in phone.mobile.slots):
                self.world.command(name, lambda handset, _: handset.mobile.leave_all())
        self.world.settle()

    def _whose(self, text: str) -> tuple[str, int, str]:
        """The person whom a line names before `:` or `>`, the slot, and the rest."""
        found = _NAMED.fullmatch(text)
        if found is None or text.split(maxsplit=1)[0].casefold() in VERBS:
            return self.name, self.slot, text
        who, _, slot = found[1].partition("/")
        try:
            name = self.world.person(who).name
        except ValueError:
            if isinstance(self._mobile(self.name).slots[self.slot].ussd.state, Asking):
                return self.name, self.slot, text
            raise
        place = int(slot) - 1 if slot.isdecimal() else 0
        if not 0 <= place < len(self._mobile(name).slots):
            raise ValueError(f'"{found[1]}": {name} has {len(self._mobile(name).slots)} SIM')
        return name, place, found[2].strip()

    def _mobile(self, name: str) -> Mobile:
        return self.world.phones[name].mobile

    def _did(self, name: str, slot: int, action: str) -> None:
        if self.echo:
            self.write(f"{name}/{slot + 1} > {action}" if slot else f"{name} > {action}")

    def _say(self, name: str, slot: int, text: str) -> None:
        """A reply while the network asks, else a code."""
        phone = Phone(self.world, name, slot)
        if isinstance(self._mobile(name).slots[slot].ussd.state, Asking):
            self._did(name, slot, text)
            with suppress(NoAnswerError):
                phone.reply(text)
            return
        code = normalise(text) if _DIALLED.fullmatch(text) else ""
        if code.isdecimal():
            raise ValueError(f'"{code}": the network asks nothing; a number is called with: call {code}')
        if not code:
            shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
            expected = "a code that ends in #, a reply, or one of sms, call, answer, keys, hangup, cancel, power, clock"
            hint = nearest(text.split(maxsplit=1)[0].casefold()[:SHOWN], VERBS)
            raise ValueError(f'"{shown}": expected {expected}, wait, air{hint}')
        verdict = self._mobile(name).judge(code, slot)
        self._did(name, slot, text)
        if verdict == "ussd":
            with suppress(NoAnswerError):
                phone.ussd(code)
        elif verdict == "call":
            self._calls[name] = phone.call(code)
        else:
            self._dial_by_keys(name, code)

    def _dial_by_keys(self, name: str, code: str) -> None:
        """What the phone answers by itself stands on its display."""
        phone = self.world.phones[name]
        if not phone.mobile.in_call:
            self.world.press(name, "end")
        for character in code:
            self.world.type(name, character)
        self.world.press(name, "call")
        self.world.settle()
        self.transcript.screen(name)

    def _act(self, name: str, slot: int, verb: str, rest: str) -> None:
        phone = Phone(self.world, name, slot)
        try:
            match verb:
                case "sms":
                    self._sms(phone, rest)
                case "call":
                    self._call(phone, rest)
                case "keys":
                    self._keys(phone, rest.split())
                case "answer":
                    self._answer(phone)
                case "power":
                    self._power(phone, rest.casefold())
                case _:
                    self._did(name, slot, "HANGUP" if verb == "hangup" else "CANCEL")
                    leave = verb == "hangup"
                    self.world.command(
                        name, lambda handset, _: handset.mobile.leave_all() if leave else handset.mobile.cancel(slot)
                    )
        except NoAnswerError as error:
            raise ValueError(str(error)) from error

    def _sms(self, phone: Phone, rest: str) -> None:
        number, _, text = rest.partition(":") if re.match(r"[^ ]+:", rest) else rest.partition(" ")
        if not number:
            raise ValueError(f"expected {USES['sms']}")
        self._did(phone.name, phone.slot, f"SMS {number}: {text.strip()}".rstrip())
        phone.sms(number, text.strip())
        sent = phone.sent()
        if sent.state == "failed" and sent.cause in ("no_answer", "no_coverage"):
            words = self.world.texts.word(f"line.sms_failed.{sent.cause}", self.world.phones[phone.name].language)
            self.transcript.reply(phone.name, "SMS error", words)

    def _call(self, phone: Phone, rest: str) -> None:
        if not rest:
            raise ValueError(f"expected {USES['call']}")
        verdict = self._mobile(phone.name).judge(rest, phone.slot)
        if verdict == "ussd":
            raise ValueError(f'"{rest}" is a USSD code; it is dialled without call')
        self._did(phone.name, phone.slot, f"CALL {rest}")
        if verdict != "call":
            self._dial_by_keys(phone.name, rest)
            return
        self._calls[phone.name] = phone.call(rest)

    def _answer(self, phone: Phone) -> None:
        if self._mobile(phone.name).calls.ringing is None:
            raise ValueError("the phone does not ring")
        self._did(phone.name, phone.slot, "ANSWER")
        self._calls[phone.name] = phone.answer()

    def _keys(self, phone: Phone, keys: list[str]) -> None:
        call = self._calls.get(phone.name)
        if not keys:
            raise ValueError(f"expected {USES['keys']}")
        if call is None or call.state != "active":
            raise ValueError(f"keys {' '.join(keys)}: there is no call that is up")
        self._did(phone.name, phone.slot, f"KEYS {' '.join(keys)}")
        call.press(*keys)

    def _power(self, phone: Phone, state: str) -> None:
        if state not in ON | OFF:
            raise ValueError(f"expected {USES['power']}")
        on = state in ON
        self._did(phone.name, phone.slot, f"POWER {'on' if on else 'off'}")
        if on and any(slot.registered for slot in self._mobile(phone.name).slots):
            return
        self.world.command(
            phone.name, lambda handset, at_ms: handset.switch_on(at_ms) if on else handset.mobile.switch_off(at_ms)
        )

    def _set_air(self, name: str, words: list[str]) -> None:
        if len(words) not in (1, 2):
            raise ValueError(f"expected {USES['air']}; the states are {', '.join(self.world.air.names)}")
        name = self.world.person(words[0]).name if len(words) == 2 else name
        self.world.set_air(name, words[-1])
        if self.echo:
            self.write(f"air {name} {words[-1]}")

    def _let_pass(self, verb: str, rest: str) -> None:
        now_ms, zone = self.world.now_ms, self.world.texts.zone
        found = _SPAN.fullmatch(rest.removeprefix("+").strip())
        if found and found[2].casefold() in UNITS:
            until_ms = now_ms + int(found[1]) * UNITS[found[2].casefold()]
        elif found and found[2].casefold() in MONTHS and len(found[1]) <= 3:
            until_ms = add_months(now_ms, int(found[1]) * MONTHS[found[2].casefold()], zone)
        elif verb == "clock" and not found:
            until_ms = parse_local(rest, zone)
        else:
            raise ValueError(f'"{rest}": expected {USES[verb]}')
        if until_ms < now_ms:
            raise ValueError(f'"{rest}": time does not go back')
        parse_local(str(self._year(until_ms)) + "-01-01", zone)
        if self.echo:
            self.write(f"{verb} {rest}")
        self.transcript.dated = verb == "clock"
        try:
            self.world.advance(until_ms - now_ms)
        finally:
            self.transcript.dated = False

    def _year(self, at_ms: int) -> int:
        return 1970 + at_ms // (365 * DAY_MS + DAY_MS // 4)
