"""A call that is on its way, up, held or over: with whom, for how long, what was said, what else waits."""

from __future__ import annotations

from attrs import evolve, frozen

from phone.handset.mobile.call import Call
from phone.handset.ui.compose import WIDE
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import clamp, wrap
from phone.handset.ui.people import called, dialled
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.call_options import CallOptions, steerable
from phone.handset.ui.screens.dial import told
from phone.handset.ui.screens.dialling import Dialling
from phone.handset.ui.screens.notice import Notice

SECOND_MS = 1000


@frozen
class CallScreen(Screen):
    """The phone's calls; `top` is the first row in view, None while the view follows the newest words.

    `typed` is what was pressed since the answer: each key is a tone at once, and all of it with the green key a code such as
    2, or another number to call.
    """

    top: int | None = None
    typed: str = ""

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows scroll; the left soft key and the centre go on, the right one ends; an ended call is closed by any usual key."""
        if key in {"up", "down"}:
            top = self._top(scene) + (1 if key == "down" else -1)
            return Turn((evolve(self, top=clamp(top, len(self._rows(scene)), self._height(scene))),))
        mobile = scene.mobile
        if not mobile.in_call:
            if key in KEYPAD:
                return Turn((Dialling.begun(key),), mobile.hang_up(scene.at_ms))
            return (
                Turn((), mobile.hang_up(scene.at_ms))
                if key in {"ok", "soft_left", "soft_right", "clear"}
                else Turn((self,))
            )
        if key in KEYPAD:
            return Turn(
                (evolve(self, typed=self.typed + key, top=None),) if mobile.calls.active else (self,), mobile.tone(key)
            )
        if key == "clear":
            return Turn((evolve(self, typed=self.typed[:-1]),))
        if key == "soft_right":
            return Turn((self,), mobile.reject(scene.at_ms)) if mobile.calls.waiting else self._hang_up(scene)
        if key == "call" and self.typed:
            return self._dial(scene)
        if key in {"soft_left", "ok"}:
            return self._go_on(scene)
        if key == "call":
            return self._swap(scene)
        return Turn((self,))

    def draw(self, scene: Scene) -> View:
        """The number, how it stands, the words; at the bottom what else there is."""
        call, calls = scene.mobile.call, scene.mobile.calls
        if call is None:
            return View(())
        rows, top, bottom = self._rows(scene), self._top(scene), self._bottom(scene)
        end = top + self._height(scene)
        head = _head(call, scene)
        left, right = "", scene.word("soft.end")
        if not scene.mobile.in_call:
            left, right = scene.word("soft.ok"), scene.word("soft.back")
        elif calls.waiting is not None:
            left, right = soft("answer", scene), soft("reject", scene)
        elif calls.awaited is not None:
            left = scene.word("soft.tones")
        elif steerable(scene):
            left = scene.word("soft.options")
        blank = (scene.row(""),) * (self._height(scene) - len(rows[top:end])) if bottom else ()
        body = (*head, *rows[top:end], *blank, *bottom)
        return View(body, left, right, above=top > 0, below=end < len(rows))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with the calls, and while one rings alone."""
        call = scene.mobile.call
        return () if call is None or call.stage == "ringing" else (self,)

    def next_redraw(self, scene: Scene) -> int | None:
        """The next second of a call that is up."""
        call = scene.mobile.call
        if call is None or call.connected_at_ms is None or call.ended_at_ms is not None:
            return None
        return scene.at_ms + SECOND_MS - (scene.at_ms - call.connected_at_ms) % SECOND_MS

    def _dial(self, scene: Scene) -> Turn:
        call = scene.mobile.call
        verdict = scene.mobile.judge(self.typed, call.slot if call else 0)
        if verdict in {"imei", "pin"}:
            return Turn((evolve(self, typed=""), told(self.typed, scene)))
        if verdict not in {"in_call", "call", "ussd", "supplementary"}:
            return Turn((evolve(self, typed=""), Notice.now(verdict, scene)), sound="error")
        uplinks = scene.mobile.dial(self.typed, scene.at_ms, call.slot if call else 0)
        return Turn((CallScreen(),), uplinks)

    def _go_on(self, scene: Scene) -> Turn:
        """Take the call that waits, send the tones that wait, or see what else can be done."""
        calls = scene.mobile.calls
        if calls.waiting is not None:
            return self._steer("2", scene)
        if calls.awaited is not None:
            return Turn((evolve(self, top=None),), scene.mobile.send_awaited(scene.at_ms))
        return Turn((self, CallOptions()) if steerable(scene) else (self,))

    def _swap(self, scene: Scene) -> Turn:
        """The green key takes the call that waits, and takes back what is held; it does not hold what stands alone."""
        calls = scene.mobile.calls
        if calls.waiting is not None:
            return self._steer("2", scene)
        return Turn((self,)) if calls.held is None else Turn((CallScreen(),), scene.mobile.toggle_hold())

    def _steer(self, code: str, scene: Scene) -> Turn:
        if scene.mobile.calls.can_steer(code):
            return Turn((CallScreen(),), scene.mobile.dial(code, scene.at_ms))
        return Turn((self, Notice.now("call_busy", scene)), sound="error")

    def _hang_up(self, scene: Scene) -> Turn:
        """Ends the call that is shown; how long it lasted is told for a moment."""
        call = scene.mobile.call
        seconds = None if call is None else call.seconds(scene.at_ms)
        uplinks = scene.mobile.hang_up(scene.at_ms)
        if seconds is None:
            return Turn((), uplinks)
        return Turn((Notice.now("call_ended", scene, duration=clock(seconds)),), uplinks)

    def _height(self, scene: Scene) -> int:
        call = scene.mobile.call
        return scene.lines - (0 if call is None else len(_head(call, scene))) - len(self._bottom(scene))

    def _top(self, scene: Scene) -> int:
        count = len(self._rows(scene))
        return clamp(count if self.top is None else self.top, count, self._height(scene))

    def _rows(self, scene: Scene) -> tuple[Row, ...]:
        call = scene.mobile.call
        if call is None:
            return ()
        said = [text.value for text in call.said]
        if call.released is not None:
            said.append(scene.word(f"call.released.{call.released}"))
        elif not said and call.connected_at_ms is None:
            said.append(scene.word(f"call.{call.stage}"))
        return tuple(scene.row(line) for text in said for line in wrap(text, scene.columns))

    def _bottom(self, scene: Scene) -> tuple[Row, ...]:
        """What stands below the words: other calls, tones that came, tones that wait, what was typed."""
        calls = scene.mobile.calls
        call = calls.current
        rows = [
            scene.row(line)
            for other in calls.live
            if other is not call and (other.stage == "ringing" or other.held)
            for line in wrap(_beside(other, scene), scene.columns)
        ]
        if call is not None and call.released is None and call.heard:
            rows.append(scene.row(scene.word("call.heard", tones=call.heard[-(scene.columns - 4) :])))
        if calls.awaited is not None:
            rows.append(scene.row(calls.awaited.tones[-scene.columns :]))
        if self.typed and scene.mobile.in_call:
            rows.append(scene.row(self.typed[-scene.columns :], "inv"))
        return tuple(rows)


def soft(name: str, scene: Scene) -> str:
    """The name of a soft key of calls, shorter on a narrow display."""
    return scene.word(f"soft.{name}" if scene.columns >= WIDE else f"soft.narrow.{name}")


def who(call: Call, scene: Scene) -> str:
    """The other side by name, else a number as it was dialled or with its plus; or that it is withheld or not told."""
    if not call.number:
        return scene.word("call.withheld" if call.number == "" else "call.unknown")
    return called(call.number, scene) if call.id < 0 else dialled(call.number, scene)


def clock(seconds: int) -> str:
    """A duration as a phone shows it: 01:23, and from an hour on 1:02:03."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def _beside(call: Call, scene: Scene) -> str:
    """A call beside the one that is shown."""
    return scene.word(f"call.other.{'ringing' if call.stage == 'ringing' else 'held'}", who=who(call, scene))


def _head(call: Call, scene: Scene) -> tuple[Row, ...]:
    """With whom, and of an answered call how it stands and for how long; it stays while the words scroll."""
    number = scene.row(who(call, scene), "bold")
    seconds = call.seconds(scene.at_ms)
    if seconds is None:
        return (number,)
    state = "lasted" if call.released is not None else "held" if call.held else "on_hold" if call.far_held else "up"
    told = [scene.word(f"call.{state}", duration=clock(seconds))]
    told += [scene.word("call.muted")] if call.released is None and scene.mobile.calls.muted else []
    return (number, *(scene.row(line) for text in told for line in wrap(text, scene.columns)))
