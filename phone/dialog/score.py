"""A step of a dialog as moves in time: how somebody with a phone in the hand would do it, and how long one looks at it.

All of it is pure: a step, what it finds (`Scene`), and the tempo make the moves.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from phone.dialog.model import (
    Action,
    Air,
    Anything,
    Cue,
    LedgerCheck,
    Nothing,
    OperatorAction,
    Passing,
    RefusedCheck,
    Reply,
    Screen,
    Step,
    ValueCheck,
)
from phone.dialog.moves import (
    Books,
    Card,
    Dark,
    Halt,
    Hold,
    Light,
    Look,
    Move,
    Open,
    Pass,
    Perform,
    Press,
    Rest,
    Say,
    Subject,
    Timed,
    Type,
    Uncover,
)
from phone.dialog.strokes import Stroke, strokes_of
from phone.dialog.tempo import Tempo
from phone.handset.ui.entry.multitap import TAPS
from phone.handset.ui.keys import KEYPAD, Key

HEAD_ROWS: Final = 2
"""Rows of the display above a message: who it is from, and when it came."""

MESSAGES: Final = frozenset({"sms", "sms_flash"})
"""Replies that one opens to read them."""


@frozen(kw_only=True)
class Scene:
    """What a step finds.

    Attributes:
        looked_at: whose phone is looked at.
        locale: in which the dialog is played.
        text: what the step says, with the values of its places; of a cue, what it tells.
        source: what stands behind the step's mark, in the words of the file.
        number: the number that the step is for.
        asking: whether the network asks the phone of the step something.
        calling: whether it has a call.
        outside: whether what is done happens outside the phones.
        heard: what the phone of a reply was told and nobody has read yet.
        columns: of the display of the step's phone.
        rows: of that display, those of texts.
        now_ms: the world's time.
        until_ms: the moment to which the step lets time pass.
        books: the numbers of the first and the last entry that the books wrote since the last look.
    """

    looked_at: str
    locale: str
    text: str = ""
    source: str = ""
    number: str = ""
    asking: bool = False
    calling: bool = False
    outside: bool = False
    heard: str = ""
    columns: int = 20
    rows: int = 8
    now_ms: int = 0
    until_ms: int = 0
    books: tuple[int, int] = (1, 0)


def score(step: Step, scene: Scene, tempo: Tempo, percent: int = 100) -> tuple[Timed, ...]:
    """The moves of a step.

    Args:
        step: what is done, told, looked at.
        scene: what it finds.
        tempo: lengths of time, and ways on the phone.
        percent: how long everything takes, in hundredths; what the file itself says of pauses is not changed.
    """
    moves = _Score(scene, tempo).of(step)
    if isinstance(step, Cue) and step.kind == "pause":
        return tuple(moves)
    return tuple(evolve(timed, after_ms=timed.after_ms * percent // 100) for timed in moves)


def title_moves(title: str, tempo: Tempo, percent: int = 100) -> tuple[Timed, ...]:
    """A card with the title of a case."""
    return (
        Timed(0, Say("")),
        Timed(0, Card("case", title)),
        Timed(tempo.card_ms * percent // 100, Uncover()),
    )


@frozen
class _Score:
    scene: Scene
    tempo: Tempo

    def of(self, step: Step) -> Iterator[Timed]:
        match step:
            case Action():
                yield from self.action(step)
            case Cue():
                yield from self.cue(step)
            case Reply():
                yield from self.reply(step)
            case OperatorAction() | Air() | Passing(jump=True):
                yield from self.elsewhere(step)
            case Passing() | Nothing():
                yield from self.wait(self.scene.until_ms - self.scene.now_ms)
                yield Timed(0, Perform())
            case LedgerCheck():
                yield from self.look(step.name)
                yield Timed(0, Perform())
                yield Timed(0, Books(step.name, *self.scene.books))
                yield Timed(self.tempo.books_ms, Uncover())
            case Anything() | Screen() | ValueCheck() | RefusedCheck():
                yield Timed(0, Perform())

    # ---- what an audience is told

    def cue(self, cue: Cue) -> Iterator[Timed]:
        """A caption, a mark, a pause; another pace takes no time."""
        match cue.kind:
            case "say":
                yield Timed(0, Say(self.scene.text))
                yield Timed(self.tempo.reading_ms(len(self.scene.text)), Rest())
            case "mark":
                yield Timed(0, Halt(self.scene.text))
                yield Timed(self.tempo.reading_ms(len(self.scene.text)), Rest())
            case "card":
                yield Timed(0, Card("told", self.scene.text))
                yield Timed(self.tempo.card_ms + self.tempo.reading_ms(len(self.scene.text)), Uncover())
            case "pause":
                yield Timed(cue.span.ms if cue.span else 0, Rest())
        yield Timed(0, Perform())

    def elsewhere(self, step: OperatorAction | Air | Passing) -> Iterator[Timed]:
        """What nobody does with a phone."""
        match step:
            case OperatorAction():
                yield from self.look(step.name)
                yield from self.carded(Card("operator", self.scene.source, step.name))
            case Air():
                yield from self.carded(Card("air", step.state, step.name))
            case Passing():
                yield from self.carded(Card("clock", self.scene.source, at_ms=self.scene.until_ms))

    def carded(self, card: Card) -> Iterator[Timed]:
        """What happens elsewhere than on a phone is told by a card, and happens behind it."""
        half_ms = self.tempo.card_ms // 2
        yield Timed(self.tempo.pause_before_action_ms, card)
        yield Timed(half_ms, Perform())
        yield Timed(half_ms, Uncover())

    # ---- what somebody does

    def action(self, action: Action) -> Iterator[Timed]:
        if action.setup:
            yield Timed(0, Perform())
            return
        yield from self.look(action.name)
        by_keys = list(self.by_keys(action))
        if not by_keys:
            subject: Subject = "life" if self.scene.outside else "phone"
            yield from self.carded(Card(subject, self.scene.source, action.name))
            return
        yield Timed(self.tempo.pause_before_action_ms, Rest())
        yield from by_keys
        yield Timed(0, Perform())

    def by_keys(self, action: Action) -> Iterator[Timed]:
        """The keys that somebody would press; none for what is not shown so."""
        keys, name, scene = self.tempo.keys, action.name, self.scene
        match action.verb:
            case "say" if scene.asking:
                yield from self.typed(name, scene.text)
                yield from self.pressed(name, keys.reply)
                yield from self.awaited()
            case "say" | "call":
                number = scene.number or scene.text
                yield from () if scene.calling else self.pressed(name, keys.away)
                yield from self.typed(name, number)
                yield from self.pressed(name, keys.dial)
                yield from self.awaited()
            case "sms":
                yield from self.pressed(name, (*keys.away, *keys.write))
                yield from self.typed(name, scene.text)
                yield from self.pressed(name, keys.address)
                yield from self.typed(name, scene.number)
                yield from self.pressed(name, keys.send)
                yield from self.awaited()
            case "keys":
                yield from self.keys(name, strokes_of(action.to))
                yield from self.awaited()
            case "type":
                yield from self.typed(name, scene.text)
            case "answer" | "reject" | "hangup" | "cancel":
                yield from self.pressed(name, getattr(keys, action.verb))
                yield from self.awaited()

    def keys(self, name: str, strokes: Iterator[Stroke]) -> Iterator[Timed]:
        """Keys of the phone, some of them kept down; in a call each run of digits is answered before the next key."""
        for place, stroke in enumerate(strokes):
            if place and self.scene.calling and not stroke.at_once:
                yield from self.awaited()
            if stroke.held_ms is None:
                yield from self.pressed(name, (stroke.key,))
            else:
                yield Timed(self.tempo.key_ms, Hold(name, stroke.key, stroke.held_ms))
                yield Timed(min(stroke.held_ms, self.tempo.wait_ms_max), Dark())
            if stroke.after_ms is not None:
                yield from self.wait(stroke.after_ms)

    def pressed(self, name: str, keys: tuple[Key, ...]) -> Iterator[Timed]:
        for key in keys:
            yield from self.lit(Press(name, key), self.tempo.key_ms)

    def typed(self, name: str, text: str) -> Iterator[Timed]:
        """Characters, each by as many presses as its key takes; a long text goes faster."""
        taps = [(character, *taps_of(character)) for character in text if character.isprintable()]
        presses = sum(count for _, _, count in taps)
        tap_ms = min(self.tempo.key_ms, self.tempo.text_ms_max // presses) if presses else 0
        for character, key, count in taps:
            if key is None:
                yield Timed(tap_ms, Type(name, character, None))
                continue
            for _ in range(count - 1):
                yield from self.lit(Light(name, key), tap_ms)
            yield from self.lit(Type(name, character, key), tap_ms)

    def lit(self, move: Move, whole_ms: int) -> Iterator[Timed]:
        """A move that lights a key, and the end of its light."""
        lit_ms = whole_ms * self.tempo.lit_ms // max(self.tempo.key_ms, self.tempo.lit_ms)
        yield Timed(whole_ms - lit_ms, move)
        yield Timed(lit_ms, Dark())

    def awaited(self) -> Iterator[Timed]:
        """The network's answer is on its way."""
        for _ in range(self.tempo.network_ms // self.tempo.slice_ms):
            yield Timed(self.tempo.slice_ms, Pass(self.tempo.slice_ms, awaited=True))

    def wait(self, whole_ms: int) -> Iterator[Timed]:
        """Somebody waits: short ones as long as they are, long ones shortened."""
        shown_ms = min(whole_ms, self.tempo.wait_ms_max)
        slices = shown_ms // self.tempo.slice_ms
        done_ms = 0
        for place in range(1, slices + 1):
            next_ms = whole_ms * place // (slices + 1)
            yield Timed(self.tempo.slice_ms, Pass(next_ms - done_ms))
            done_ms = next_ms

    # ---- what somebody is told

    def reply(self, reply: Reply) -> Iterator[Timed]:
        """Read what came, on the phone to which it came; a message is opened first."""
        keys = self.tempo.keys
        yield from self.look(reply.name)
        yield Timed(0, Perform())
        opens = reply.kind in MESSAGES and not (self.scene.asking or self.scene.calling)
        if opens:
            opened = Open(reply.name, self.scene.heard, (*keys.away, *keys.open))
            yield Timed(self.tempo.pause_before_action_ms, opened)
        whole_ms, hidden = self.tempo.reading_ms(len(self.scene.heard)), self.hidden_rows(reply.kind, opens=opens)
        for _ in range(hidden):
            yield from self.lit(Press(reply.name, "down"), whole_ms // (hidden + 1))
        yield Timed(whole_ms // 2 if hidden else whole_ms, Rest())

    def hidden_rows(self, kind: str, *, opens: bool) -> int:
        """How many rows of what came the display does not show, of those that can be moved up."""
        if not (opens or kind.startswith("ussd")):
            return 0
        rows = sum(len(textwrap.wrap(line, self.scene.columns)) or 1 for line in self.scene.heard.split("\n"))
        return max(0, rows + (HEAD_ROWS if opens else self.scene.asking) - self.scene.rows)

    def look(self, name: str) -> Iterator[Timed]:
        if name != self.scene.looked_at:
            yield Timed(self.tempo.pause_before_action_ms, Look(name))


def taps_of(character: str) -> tuple[Key | None, int]:
    """The key that has a character, and how often it is pressed for it: a digit once, in a text for a little longer.

    What no key has gives (None, 1).
    """
    if character in KEYPAD:
        return character, 1
    for taps in TAPS.values():
        for key, characters in taps.items():
            if character.lower() in characters:
                return key, characters.index(character.lower()) + 1  # type: ignore[return-value]
    return None, 1
