"""What every screen with a phone on it does: keys come in here and go to the world, time goes on, and news is shown."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.message import Message
from textual.timer import Timer

from ledger.calendar import DAY_MS, HOUR_MS
from phone.deadlines import earliest
from phone.dialog import moves
from phone.handset.ui.keys import KEYPAD, Key
from phone.trace import TraceEvent
from phone.world import World
from tui.commands import ACTIONS, touches
from tui.keyboard import Press, bearer, meaning
from tui.pace import SHOW_TICKS_PER_SECOND, TICKS_PER_SECOND, TURNS, Mode, deadline
from tui.repeat import APART_S, DELAY_S, Repeats
from tui.screens.progress import ProgressScreen
from tui.session import Session
from tui.show import Wish
from tui.widgets.key_cap import KeyCap
from tui.widgets.strips import LineScreen

if TYPE_CHECKING:
    from phone.dialog.performance import State

PASTE_CHARACTERS_MAX = 1000
"""More of a paste is not typed: no phone takes a book."""
SLICE_MS = 40
"""How long a jump in time may hold the screen."""
UNTOLD_MS = 400
"""A jump that takes longer shows how far it has come."""
RELEASE_S = 0.75
"""How long a key is down that was pressed by keyboard, unless it is kept down: less than a long press takes."""
JUMPS_MS = {"hour": HOUR_MS, "day": DAY_MS, "month": 30 * DAY_MS}


class SittingScreen(LineScreen[None]):
    """A screen of one sitting at a world."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False
    STAGE: ClassVar[bool] = False
    """Whether a dialog can be played on it."""

    class Reopen(Message):
        """The world is to be opened anew."""

        def __init__(self, edition: str | None = None) -> None:
            super().__init__()
            self.edition = edition
            """In which edition of the programme; None for the one that is in force."""

    class Remember(Message):
        """Something was chosen that is to be so the next time too."""

        def __init__(self, **changes: Any) -> None:
            super().__init__()
            self.changes = changes
            """Settings by name."""

    class Speak(Message):
        """Another language is to be spoken."""

        def __init__(self, locale: str) -> None:
            super().__init__()
            self.locale = locale
            """ru, en or translit."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._heard: list[TraceEvent] = []
        self._told_s = -1
        self._repeats = Repeats()
        self._letting_go: Timer | None = None
        self._listened: World | None = None
        self._unlisten: Callable[[], None] = lambda: None
        self._seen = 0
        """The number of the newest message that was shown."""
        self._act = 0
        """The act of the show that is on."""
        self._told_state: State | None = None
        """How the show stood when that was shown."""
        self._lit: Key | None = None
        """The key that is lit for the show."""

    def on_mount(self) -> None:
        """Begin to listen to the world, and let its time go."""
        self._listen()
        self.set_interval(1 / (TICKS_PER_SECOND if self.session.show is None else SHOW_TICKS_PER_SECOND), self._tick)
        self.redraw(everything=True)

    def on_unmount(self) -> None:
        """Leave the world alone."""
        self._unlisten()

    def _listen(self) -> None:
        """Listen to the world that is shown now; what it heard before is known, unless another act has begun."""
        world, show = self.session.world, self.session.show
        self._unlisten()
        if show is not None and show.performance.act != self._act:
            self._act, self._heard = show.performance.act, []
            if self._listened is not None:
                self.session.leave_world()
                self.begin_anew()
                self.keep_recording()
        else:
            self._heard += [event for event in world.trace if event.seq > self._seen]
        self._listened = world
        self._seen = world.trace[-1].seq if world.trace else 0
        self._unlisten = world.listen(self._hear)

    def on_screen_resume(self) -> None:
        """Another screen lay over this one."""
        self.redraw(everything=True)

    def redraw(self, *, everything: bool = False) -> None:
        """Show what is new; nothing is repainted that looks as before."""
        if self._listened is not self.session.world and self.is_mounted:
            self._listen()
            everything = True
        show = self.session.show
        if show is not None and show.performance.state != self._told_state:
            self._told_state = show.performance.state
            self.cover()
            everything = True
        heard, self._heard = self._heard, []
        now_s = self.session.world.now_ms // 1000
        if not self.is_mounted:
            return
        self.show_phones()
        if everything or heard or now_s != self._told_s or self.session.reel.runs:
            self._told_s = now_s
            self.show_news(heard)

    @property
    @abstractmethod
    def alarmed(self) -> bool:
        """Whether a phone that is shown rings or shakes: that moves."""

    @abstractmethod
    def show_phones(self) -> None:
        """Draw what the phones show now."""

    @abstractmethod
    def show_news(self, heard: list[TraceEvent]) -> None:
        """Draw everything else: something has happened, or a second has gone by."""

    def begin_anew(self) -> None:
        """Forget what was shown: another world has begun."""

    def keep_recording(self) -> None:
        """Write what was being recorded of the world that was left."""

    def cover(self) -> None:
        """Show the card of the show, or none; a screen without a stage has none."""

    @abstractmethod
    def flash(self, key: Key | None) -> None:
        """Light up a key that was pressed by keyboard."""

    @abstractmethod
    def keep_lit(self, key: Key, *, held: bool) -> None:
        """Show that the keyboard keeps a key down, or no longer."""

    def press(self, key: Key) -> None:
        """Press a key of the phone; it lights up for a moment."""
        self.flash(key)
        self.session.press(key)
        self.redraw()

    def key_down(self, key: Key, *, sure: bool = True) -> None:
        """Press a key of the phone, and keep it down; see the session for one that may be let go already."""
        self.session.key_down(key, sure=sure)
        self.redraw()

    def strike(self, key: Key, at_s: float) -> None:
        """A key of the phone by the computer's keyboard, at a moment of its clock; it may be kept down."""
        if not self.session.pace.holds:
            self.press(key)
            return
        waiting = self._repeats.key
        if waiting is not None and waiting != key:
            self._end_wait(waiting)
        match self._repeats.judge(key, at_s):
            case "press":
                self.flash(key)
                self.key_down(key, sure=False)
                self._let_go_after(RELEASE_S, key)
            case "wait":
                self._let_go_after(APART_S, key)
            case "held":
                self.session.sure = True
                self.keep_lit(key, held=True)
                self._let_go_after(DELAY_S[0], key)

    def _let_go_after(self, delay_s: float, key: Key) -> None:
        """Nothing more of a key for so long: what waited were presses, what was down is let go."""
        if self._letting_go is not None:
            self._letting_go.stop()
        self._letting_go = self.set_timer(delay_s, partial(self._end_wait, key))

    def _interrupt(self) -> None:
        """Something else than a stroke comes: what waited to be a repetition was pressed before it."""
        key = self._repeats.key
        for _ in range(self._repeats.interrupt()):
            assert key is not None, "some key waited"
            self.press(key)

    def _end_wait(self, key: Key) -> None:
        for _ in range(self._repeats.give_up()):
            self.press(key)
        self.keep_lit(key, held=False)
        self.session.key_up()
        self.redraw()

    def type(self, character: str) -> None:
        """Type a character on the phone."""
        self.flash(bearer(character))
        self.session.type(character)
        self.redraw()

    async def on_key(self, event: events.Key) -> None:
        """A key of the computer: one that steers the show, one of the phone's, or that of a command."""
        show = self.session.show if self.STAGE else None
        writes = show is not None and self.session.world.phones[self.session.person].takes_blanks
        wish = None if show is None else show.wish_of(event.key, event.character, writes=writes)
        if wish is not None:
            event.stop()
            event.prevent_default()
            self.action_show_wish(wish)
            return
        meant = meaning(event.key, event.character)
        action = ACTIONS.get(event.key)
        if meant is None and action is None:
            return
        event.stop()
        event.prevent_default()
        if isinstance(meant, Press) and (
            meant.key not in KEYPAD or not self.session.writes or self._repeats.follows(meant.key, event.time)
        ):
            self.strike(meant.key, event.time)
            return
        self._interrupt()
        if meant is None:
            if touches(action or ""):
                self.session.take_over()
            await self.app.run_action(action or "", default_namespace=self)
        else:
            self.type(meant.key if isinstance(meant, Press) else meant.character)

    def action_show_wish(self, wish: Wish | int) -> None:
        """Do what a key asks of the show."""
        show = self.session.show
        if show is None:
            return
        if wish == "differences":
            from tui.screens.differences import DifferencesScreen  # noqa: PLC0415  (not before the first frame)

            self.app.push_screen(DifferencesScreen(self.session.words, tuple(show.differences())))
            return
        self._darken()
        self.session.key_up()
        show.obey(wish)
        self.present()

    def present(self) -> None:
        """Show how the show stands."""
        self.session.follow()
        self.cover()
        self.redraw(everything=True)

    def play_on(self) -> tuple[moves.Move, ...]:
        """Make the moves of the show that are due, let them be seen, and tell them."""
        show = self.session.show
        made = () if show is None else show.tick()
        for move in made:
            match move:
                case moves.Press(name, key) | moves.Hold(name, key) | moves.Light(name, key):
                    self._light(name, key, key)
                case moves.Type(name, character, key):
                    self._light(name, key, character if key is None else key)
                case moves.Dark():
                    self._darken()
        if made:
            self.present()
        return made

    def _light(self, name: str, key: Key | None, shown: str) -> None:
        """A key is pressed on the phone that is looked at."""
        self._darken()
        self.session.show_key(name, shown)
        if key is not None:
            self._lit = key
            self.keep_lit(key, held=True)

    def _darken(self) -> None:
        if self._lit is not None:
            self.keep_lit(self._lit, held=False)
            self._lit = None

    def on_paste(self, event: events.Paste) -> None:
        """A paste is typed, character by character."""
        event.stop()
        self._interrupt()
        for character in event.text[:PASTE_CHARACTERS_MAX]:
            if character.isprintable():
                self.type(character)

    def release_keys(self) -> None:
        """Let go of every key that is held."""
        for cap in self.query(KeyCap):
            cap.release()
        self.session.key_up()

    def action_press_key(self, key: Key) -> None:
        """Press a key of the phone."""
        self.press(key)

    def action_hold_next(self) -> None:
        """Hold the next key; or not, after all."""
        self.session.holds_next = not self.session.holds_next
        self.redraw(everything=True)

    def action_hold_key(self, key: Key) -> None:
        """Hold a key of the phone for as long as a long press takes."""
        self.flash(key)
        self.session.holds_next = True
        self.session.press(key)
        self.redraw()

    def action_dial(self, code: str) -> None:
        """Leave whatever the phone shows, dial a code and call."""
        self.session.dial(code)
        self.flash("call")
        self.redraw()

    def action_time(self, mode: Mode | None = None) -> None:
        """Let time go in another way; without a name in the next of the usual ones."""
        pace = self.session.pace
        pace.mode = TURNS[pace.mode] if mode is None else mode
        self.redraw(everything=True)

    def action_advance(self, name: str) -> None:
        """Let the world's time jump: by an hour, a day, a month of 30 days, or to what happens next by itself."""
        session = self.session
        now_ms = session.world.now_ms
        until_ms = session.next_event() if name == "next" else now_ms + JUMPS_MS[name]
        if until_ms is not None and until_ms > now_ms and not session.jumping:
            self._jump(until_ms)

    def action_start_over(self) -> None:
        """Begin the world anew, or the show."""
        if self.session.show is None:
            self.post_message(self.Reopen())
        else:
            self.action_show_wish("again")

    def _jump(self, until_ms: int) -> None:
        """Let time pass up to a moment; a long way is gone in slices, with a bar that shows how far."""
        if self.session.pass_until(until_ms, deadline(UNTOLD_MS)):
            self.redraw(everything=True)
        else:
            self.app.push_screen(
                ProgressScreen(self.session, until_ms, SLICE_MS), lambda _: self.redraw(everything=True)
            )

    @property
    def in_front(self) -> bool:
        """Whether no other screen of the sitting lies over this one; a palette or a question may."""
        sittings = [screen for screen in self.app.screen_stack if isinstance(screen, SittingScreen)]
        return bool(sittings) and sittings[-1] is self

    def _tick(self) -> None:
        if not self.in_front:
            return
        show = self.session.show if self.STAGE else None
        if show is not None and not show.by_hand:
            if show.live and self.app.screen is self:
                self.play_on()
            return
        due_ms = earliest(self.session.world.next_due(), self.session.world.next_redraw())
        if self.session.jumping or not self.session.elapse():
            return
        now_ms = self.session.world.now_ms
        if (due_ms is not None and due_ms <= now_ms) or now_ms // 1000 != self._told_s:
            self.redraw()
        elif self.alarmed:
            self.show_phones()

    def _hear(self, event: TraceEvent) -> None:
        if not self._heard and self.in_front:
            self.call_later(self.redraw)
        self._heard.append(event)
        self._seen = max(self._seen, event.seq)
