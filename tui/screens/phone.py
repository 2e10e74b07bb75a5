"""The main screen: a phone, and beside it what there is room for. Keys come in here and go to the world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.layout import Layout

from ledger.calendar import DAY_MS, HOUR_MS
from ledger.entries import Entry
from phone.handset.ui.keys import Key
from phone.trace import TraceEvent
from phone.world import World
from tui.commands import bindings
from tui.keyboard import Press, bearer, meaning
from tui.lines import titled
from tui.pace import TICKS_PER_SECOND, Pace
from tui.pages.card import Holder, card_lines, header_lines, when_line
from tui.pages.hints import hint_lines, notice_lines
from tui.pages.tries import Face, tries_lines
from tui.screens.plan_layout import PlanLayout
from tui.widgets.console import Console
from tui.widgets.key_cap import KeyCap
from tui.widgets.line_view import LineScreen
from tui.widgets.panels import CardPanel, EdgePanel, Panel
from tui.widgets.phone_body import PhoneBody
from tui.widgets.tape import Tape
from tui.words import Words

PASTE_CHARACTERS_MAX = 1000
"""More of a paste is not typed: no phone takes a book."""


class PhoneScreen(LineScreen):
    """One subscriber's phone and what goes with it.

    Attributes:
        world: what the keys act on.
        person: the name of the subscriber whose phone has the keyboard.
        words: the language of the face.
        pace: how the world's time goes.
    """

    AUTO_FOCUS = None
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = list(bindings())

    def __init__(
        self, world: World, person: str, pace: Pace, words: Words, face: Face, *, flash_ms: int, tab: str
    ) -> None:
        super().__init__()
        self.world = world
        self.person = person
        self.pace = pace
        self.words = words
        self._face = face
        self._flash_ms = flash_ms
        self._tab = tab
        self._arrangement = PlanLayout()
        self._heard: list[TraceEvent] = []
        self.typed_before: list[events.Key | events.Paste] = []
        """What the user typed before this screen was there; it is answered for once it is."""
        self._told_s = -1

    @property
    def layout(self) -> Layout:
        """Places by the plan."""
        return self._arrangement

    def compose(self) -> ComposeResult:
        """Every part there is; the plan says which are shown."""
        words = self.words
        yield PhoneBody(self.person, id="phone")
        yield CardPanel(lambda width, height: card_lines(self.holder, words, width, height), id="card")
        yield Panel(
            lambda width, _: header_lines(self.holder, self.world.now_ms, self.pace.sign, words, width), id="header"
        )
        yield Console(words, self._tab, lambda: when_line(self.world.now_ms, self.pace.sign, words), id="console")
        yield Panel(lambda width, _: (titled(words("tape.title"), width),), id="title")
        yield Tape(words, self._entries_of, id="tape")
        yield Panel(lambda width, height: tries_lines(self._face, words, width, height), id="tries")
        yield EdgePanel(lambda width, _: hint_lines(words, width), id="hints")
        yield EdgePanel(lambda width, height: notice_lines(words, width, height), id="notice")

    def on_mount(self) -> None:
        """Begin to listen to the world, and let its time go."""
        self._unlisten = self.world.listen(self._hear)
        self.look_at(self.person)
        self.set_interval(1 / TICKS_PER_SECOND, self._tick)
        for event in self.typed_before:
            self.post_message(event)

    def on_unmount(self) -> None:
        """Leave the world alone."""
        self._unlisten()

    @property
    def phone(self) -> PhoneBody:
        """The phone that has the keyboard."""
        return self.query_one(PhoneBody)

    @property
    def tape(self) -> Tape:
        """What was said."""
        return self.query_one(Tape)

    @property
    def console(self) -> Console:
        """The operator's side."""
        return self.query_one(Console)

    @property
    def holder(self) -> Holder:
        """The subscriber with what there is now."""
        msisdn = self.world.people[self.person].msisdns[0]
        return Holder(self.person, msisdn, self.world.standing(msisdn))

    def look_at(self, person: str) -> None:
        """Give the keyboard to another subscriber's phone."""
        self.person = self.phone.person = person
        self._heard.clear()
        self.tape.begin(event for event in self.world.trace if event.phone == person)
        self.redraw(everything=True)

    def press(self, key: Key, *, lit: bool = True) -> None:
        """Press a key of the phone; by keyboard it lights up for a moment."""
        if lit:
            self._flash(key)
        self.world.press(self.person, key)
        self.redraw()

    def type(self, character: str) -> None:
        """Type a character on the phone."""
        self._flash(bearer(character))
        self.world.type(self.person, character)
        self.redraw()

    def redraw(self, *, everything: bool = False) -> None:
        """Show what is new; nothing is repainted that looks as before."""
        heard, self._heard = self._heard, []
        for event in heard:
            if event.phone == self.person:
                self.tape.add(event)
        self.phone.lcd.show(self.world.frame(self.person))
        ledger = self.console.ledger
        written = self.world.ledger.head > ledger.last_seq
        if written:
            ledger.add(self.world.ledger.entries(ledger.last_seq + 1))
        now_s = self.world.now_ms // 1000
        if everything or heard or written or now_s != self._told_s:
            self._told_s = now_s
            for part in ("#card", "#header"):
                self.query_one(part, Panel).redraw()
            self.console.redraw_tabs()

    def on_key(self, event: events.Key) -> None:
        """A key of the computer that is one of the phone's; all others are left to the bindings."""
        meant = meaning(event.key, event.character)
        if meant is None:
            return
        event.stop()
        event.prevent_default()
        if isinstance(meant, Press):
            self.press(meant.key)
        else:
            self.type(meant.character)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is typed, character by character."""
        event.stop()
        for character in event.text[:PASTE_CHARACTERS_MAX]:
            if character.isprintable():
                self.type(character)

    def on_key_cap_pressed(self, message: KeyCap.Pressed) -> None:
        """A click on a key."""
        self.press(message.key, lit=False)

    def on_resize(self) -> None:
        """The key that is held may be gone, and with it the end of the click."""
        self.release_keys()

    def release_keys(self) -> None:
        """Let go of every key that the mouse holds."""
        for cap in self.query(KeyCap):
            cap.release()

    def action_press_key(self, key: Key) -> None:
        """Press a key of the phone."""
        self.press(key)

    def action_dial(self, code: str) -> None:
        """Leave whatever the phone shows, dial a code and call."""
        self.world.press(self.person, "end")
        for character in code:
            self.type(character)
        self.press("call")

    def action_next_phone(self, step: int) -> None:
        """Go on to the next subscriber of the world, or back."""
        names = list(self.world.people)
        self.look_at(names[(names.index(self.person) + step) % len(names)])

    def action_pause(self) -> None:
        """Stop the world's time, or let it go on."""
        self.pace.running = not self.pace.running
        self.redraw(everything=True)

    def action_advance(self, name: str) -> None:
        """Let the world's time jump: by an hour, a day, a month of 30 days, or to what happens next by itself."""
        due_ms = self.world.next_due()
        jumps_ms = {"hour": HOUR_MS, "day": DAY_MS, "month": 30 * DAY_MS}
        by_ms = jumps_ms.get(name, max(0, (due_ms or self.world.now_ms) - self.world.now_ms))
        self.world.advance(by_ms)
        self.redraw(everything=True)

    def action_tab(self, name: str) -> None:
        """Show a page of the console."""
        self.console.choose(name)

    def action_page(self, step: int) -> None:
        """Scroll the console if it is shown, else the tape."""
        view = self.console.page if self.console.region else self.tape
        view.scroll_relative(y=step * max(1, view.size.height - 2), animate=False)

    def _tick(self) -> None:
        elapsed_ms = self.pace.elapsed_ms()
        if not elapsed_ms:
            return
        due_ms = self.world.next_due()
        self.world.advance(elapsed_ms)
        happened = due_ms is not None and due_ms <= self.world.now_ms
        if happened or self.world.now_ms // 1000 != self._told_s:
            self.redraw()

    def _hear(self, event: TraceEvent) -> None:
        self._heard.append(event)
        self.call_later(self.redraw)

    def _entries_of(self, event: TraceEvent) -> Iterator[Entry]:
        for number in event.entries:
            yield next(self.world.ledger.entries(number))

    def _flash(self, key: Key | None) -> None:
        cap = None if key is None else self.phone.cap(key)
        if cap is not None:
            cap.flash(self._flash_ms)
