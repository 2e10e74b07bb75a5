"""Actions one a line, as people type them, carried out on a world; what comes back is written as a dialog.

What is typed may be looser than a dialog: verbs in any case, `sms NUMBER TEXT` without a colon, names only where they change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from attrs import define, evolve, field

from ledger.entries import Refusal
from ledger.loading import nearest
from phone.dialog.actions import SAY, take_action, take_operator
from phone.dialog.cursor import Cursor, spelled
from phone.dialog.deeds import Stage
from phone.dialog.heads import OPERATOR, Head, Names
from phone.dialog.hearing import Heard, Hearing
from phone.dialog.life import say_lived
from phone.dialog.model import Action, Deed
from phone.dialog.problems import Unread
from phone.dialog.staging import take_air, take_passing, take_then
from phone.dialog.template import literal, said
from phone.dialog.words import LANGUAGES, VERBS, Verb, Vocabulary, bundled_words
from phone.dialog.writing import Writer
from phone.handset.mobile.ussd import Asking
from phone.network.partners import event_of, say_rate
from phone.world import World

SHOWN: Final = 30
"""Characters of a line that a mistake repeats."""

MESSAGES: Final = frozenset({"sms", "mms"})
TIME: Final = frozenset({"clock", "wait", "then"})

_CODE: Final = re.compile(r"#[\d*#№]+")
_EXPECTED: Final = re.compile(r"\s+(?:[a-z]{2,})?\||\s*==")
_REPLY: Final = re.compile(r"[^<>:]+ (?:<(?: |$)|screen\b)")
_NAMED: Final = re.compile(r"([^:>]+?) *[:>](?: +|$)(.*)")


@define
class Talk:
    """One person's phone after another, driven by lines.

    Attributes:
        world: where they are.
        name: whose phone a line without a name is for.
        slot: on which SIM.
        write: where a line of the dialog goes.
        echo: whether the actions are written too; who types them at a prompt sees them already.
        looked: is told whose display was written, since the phone answered by itself.
    """

    world: World
    name: str
    slot: int
    write: Callable[[str], None]
    echo: bool = True
    looked: Callable[[str], None] | None = None
    words: Vocabulary = field(factory=bundled_words)
    stage: Stage = field(init=False)
    _writer: Writer = field(init=False)
    _names: Names = field(init=False)
    _doing: tuple[str, ...] = field(default=(), init=False)
    """The lines of the action that is being done, until they are written."""
    _dated: bool = field(default=False, init=False)
    """Whether replies carry their date and time."""

    def __attrs_post_init__(self) -> None:
        self._writer = Writer(self.words, "en", self.world.texts.zone)
        self._names = Names.of({name: person.alias for name, person in self.world.people.items()})
        self.stage = Stage.set_up(self.world, Hearing.begin(self.world, self._heard), self.words)

    def line(self, typed: str) -> None:
        """Carry out a line and let time pass until all is quiet; blank lines, comments and replies of a dialog do nothing.

        Raises:
            ValueError: the line is no action, or cannot be done now; says what was expected.
        """
        text = typed.strip().removeprefix("\ufeff")
        if not text or _EXPECTED.match(typed) or (text[0] in "#№" and not _CODE.fullmatch(text)):
            return
        if _REPLY.match(text) or self._is_told(text):
            return
        name, slot, text = self._whose(text)
        if not text:
            self.name, self.slot = name, slot
            return
        try:
            deed, written = self._read(name, slot, text)
        except Unread as error:
            raise ValueError(": ".join(filter(None, (error.message, error.hint)))) from error
        self._do(deed, written)

    def close(self) -> None:
        """Leave what is still open, as a person does who puts the phone away."""
        for name, phone in self.world.phones.items():
            if phone.mobile.in_call:
                self._do(Action(0, name, "hangup"), self._writer.action(Action(0, name, "hangup")))
            elif any(slot.ussd.running for slot in phone.mobile.slots):
                self.world.command(name, lambda handset, at_ms: handset.mobile.leave_all(at_ms))
        self.world.settle()

    def _do(self, deed: Deed, written: tuple[str, ...]) -> None:
        self._doing = written if self.echo else ()
        self._dated = deed.__class__.__name__ == "Passing" and written[0].startswith("clock")
        try:
            self.stage.do(deed)
        except ValueError:
            self._doing = ()
            raise
        finally:
            self._dated = False
        self._write()
        life = self.words.table.life.get(deed.verb) if isinstance(deed, Action) else None
        if life is not None and isinstance(deed, Action):
            lived = self.stage.lived
            said = say_lived(self.stage.holder(deed), life, lived)
            rule = f" ({lived.rule})" if isinstance(lived, Refusal) else ""
            self._write(*([f"# {said}{rule}"] if said else []))
        if self.stage.shown is not None:
            rows = self.world.frame(self.stage.shown).body
            self._write(*self._writer.screen(self.stage.shown, rows, contains=True))
            if self.looked is not None:
                self.looked(self.stage.shown)

    def _heard(self, heard: Heard) -> None:
        self._write(*self._writer.reply(heard, MINUTE if self._dated else ""))

    def _write(self, *lines: str) -> None:
        """Write lines, and before them the action that is being done, once it is known that it can be done."""
        for line in (*self._doing, *lines):
            self.write(line)
        self._doing = ()

    def _is_told(self, text: str) -> bool:
        """Whether a line is a header or only for an audience: the world is open already, and nobody looks on."""
        found = self.words["headers"].find(text)
        if found is not None and text[found.end :].lstrip().startswith(":"):
            return True
        staged = self.words["steps"].find(text)
        if staged is None or staged.id not in ("say", "mark", "card", "pause", "pace"):
            return False
        return text[staged.end :].lstrip().startswith(":")

    def _whose(self, text: str) -> tuple[str, int, str]:
        """The person whom a line names before `:` or `>`, the slot, and the rest; the operator acts by its own name."""
        found = _NAMED.fullmatch(text)
        word = text.split(maxsplit=1)[0]
        if found is None or self._verb(word) or self._step(word) == OPERATOR:
            return self.name, self.slot, text
        who, _, slot = found[1].partition("/")
        try:
            name = self.world.person(who).name
        except ValueError:
            if self._asked(self.name, self.slot):
                return self.name, self.slot, text
            raise
        place = int(slot) - 1 if slot.isdecimal() else 0
        if not 0 <= place < len(self.stage.mobile(name).slots):
            raise ValueError(f'"{found[1]}": {name} has {len(self.stage.mobile(name).slots)} SIM')
        return name, place, found[2].strip()

    def _asked(self, name: str, slot: int) -> bool:
        return isinstance(self.stage.mobile(name).slots[slot].ussd.state, Asking)

    def _verb(self, word: str) -> str | None:
        """The first word of a verb as it is spelled in dialogs, from any case; None if it begins none."""
        spelling = self.words.begins_verb(word)
        return None if spelling is None else spelling.split()[0]

    def _step(self, word: str) -> str | None:
        found = self.words["steps"].find(word)
        return found.id if found is not None and found.end == len(word) else None

    def _read(self, name: str, slot: int, text: str) -> tuple[Deed, tuple[str, ...]]:
        """What a line asks for, and how a dialog has it."""
        word, _, rest = text.partition(" ")
        step = self._step(word)
        if step is not None and step in {*TIME, "air", OPERATOR}:
            return self._read_step(step, name, text, rest.strip())
        verb = self._verb(word)
        if verb is None:
            return self._spoken(name, slot, text)
        line = f"{verb} {self._with_colon(verb, _template(rest.strip()))}"
        cursor = Cursor(line, self.words)
        try:
            action = take_action(cursor, Head(">", name, slot), 0, self._names)
        except Unread as error:
            raise Unread(f"{error.message}{self._rates(verb)}", error.hint, error.start, error.end) from error
        return action, self._writer.action(action)

    def _rates(self, word: str) -> str:
        """What the events of life bring whose verbs begin with a word: ` (TAXI: 1 point for 1 RUB)`."""
        life, desk = self.words.table.life.values(), self.world.network.desk
        known = {
            verb.en: event_of(desk.configuration, verb.source or verb.event) for verb in life if word in _begins(verb)
        }
        told = [f"{name}: {say_rate(desk, event, 'en')}" for name, event in known.items() if event is not None]
        return f" ({'; '.join(told)})" if told else ""

    def _read_step(self, step: str, name: str, text: str, rest: str) -> tuple[Deed, tuple[str, ...]]:
        if step == "air" and len(rest.split()) < 2:
            text = f"{text.split(maxsplit=1)[0]} {name} {rest}"
        cursor = Cursor(text, self.words)
        cursor.keyword("steps")
        if step == OPERATOR:
            cursor.literal(">", "»")
            return take_operator(cursor, 0, self._names), (spelled(tuple(cursor.form), self.words, "en"),)
        if step == "air":
            air = take_air(cursor, 0, self._names)
            return air, (f"air {air.name} {text.split(maxsplit=2)[2]}",)
        if step == "then":
            return take_then(cursor, 0, self._names), (spelled(tuple(cursor.form), self.words, "en"),)
        passing = take_passing(cursor, 0, self._names, jump=step == "clock")
        return passing, (spelled(tuple(cursor.form), self.words, "en"),)

    def _with_colon(self, verb: str, rest: str) -> str:
        """`4555 bal` as `4555: bal` for a verb that sends a message; a name stands for its first number."""
        found = self.words["verbs"].find(verb)
        if found is None or found.id not in MESSAGES or not rest or re.match(r"[^ ]+:", rest):
            return rest
        number, _, text = rest.partition(" ")
        return f"{number}: {text.strip()}"

    def _spoken(self, name: str, slot: int, text: str) -> tuple[Deed, tuple[str, ...]]:
        """A reply while the network asks, else a code."""
        action = Action(0, name, SAY, text=_template(text), slot=slot)
        if not self._asked(name, slot) and not set(text) <= set("0123456789*#№+() -"):
            shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
            known = [one.casefold() for section in VERBS for one in self.words[section].first_words]
            hint = nearest(text.split(maxsplit=1)[0].casefold()[:SHOWN], known)
            raise ValueError(f'"{shown}": expected a code that ends in #, a reply, or one of {self._kinds()}{hint}')
        written = action if self._asked(name, slot) else evolve(action, text=action.text.replace("№", "#"))
        return action, self._writer.action(written)

    def _kinds(self) -> str:
        """All words with which an action may begin, as `sms, call`."""
        verbs = [self.words[section].write(name, "en") for section in VERBS for name in self.words[section].words]
        steps = [self.words["steps"].write(name, "en") for name in (*sorted(TIME), "air", OPERATOR)]
        return ", ".join(dict.fromkeys(one.split()[0].lower() for one in (*verbs, *steps)))


def _begins(verb: Verb) -> tuple[str, ...]:
    """The words with which a verb may begin."""
    return tuple(spelling.split()[0] for language in LANGUAGES for spelling in verb.spellings(language))


MINUTE: Final = "0000-00-00 00:00"
"""As exactly as replies are dated."""


def _template(typed: str) -> str:
    """What was typed as a template of exactly these characters; what reads as one without places stands for itself."""
    exact = said(typed)
    return literal(typed if exact is None else exact)
