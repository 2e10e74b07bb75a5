"""The calls that nobody answered, newest first."""

from __future__ import annotations

from attrs import evolve, field, frozen

from phone.handset.mobile.call import Missed
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import shorten
from phone.handset.ui.listing import Choice, draw_list
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.notice import Notice


@frozen
class MissedCalls(Screen):
    """The list; opening it is having seen them."""

    choice: Choice = field(factory=Choice)

    @classmethod
    def opened(cls, scene: Scene) -> MissedCalls:
        """The list with the newest call selected, and nothing new any more."""
        scene.mobile.calls.unseen = 0
        return cls()

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows move, the green key or the left soft key calls back."""
        missed = scene.mobile.calls.missed
        if key in {"soft_right", "clear"}:
            return Turn(())
        if key in {"up", "down"}:
            return Turn((evolve(self, choice=self.choice.moved(key, len(missed), scene.lines - 1)),))
        if key in {"call", "soft_left", "ok"}:
            return self._call_back(missed[self.choice.index], scene)
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """One line for each call: the number, and the time if there is room."""
        items = tuple(_line(call, scene) for call in scene.mobile.calls.missed)
        rows = draw_list(scene.word("missed.title"), items, self.choice, scene)
        return View(rows, scene.word("soft.call"), scene.word("soft.back"))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """The same call selected when another was missed in between."""
        count = len(scene.mobile.calls.missed)
        return (evolve(self, choice=self.choice.at(self.choice.index, count, scene.lines - 1)),) if count else ()

    def _call_back(self, call: Missed, scene: Scene) -> Turn:
        number = f"+{call.number}" if call.number else ""
        verdict = scene.mobile.judge(number, call.slot)
        if verdict != "call":
            return Turn((self, Notice.now(verdict, scene)), sound="error")
        return Turn((self,), scene.mobile.dial(number, scene.at_ms, call.slot))


def _line(call: Missed, scene: Scene) -> str:
    name = f"+{call.number}" if call.number else scene.word("call.withheld" if call.number == "" else "call.unknown")
    clock = scene.texts.clock(call.at_ms)
    room = scene.columns - len(clock) - 1
    return name if room < len(name) else shorten(name, room).ljust(room + 1) + clock
