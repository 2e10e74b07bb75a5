"""Calls that are over, newest first: missed, received, dialled, and what they come to."""

from __future__ import annotations

from typing import Self

from attrs import evolve, frozen

from phone.handset.mobile.calllog import Kind, Logged
from phone.handset.ui.compose import WIDE
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, shorten, wrap
from phone.handset.ui.listing import ListScreen, heading
from phone.handset.ui.people import called, dialled
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.call import clock
from phone.handset.ui.screens.notice import Notice


@frozen
class CallList(ListScreen):
    """The calls of a kind: the green key and the left soft key call, the centre tells more."""

    kind: Kind

    @classmethod
    def missed(cls, scene: Scene) -> CallList:
        """The missed ones; opening the list is having seen them."""
        scene.mobile.calls.log.unseen = 0
        return cls(kind="missed")

    @classmethod
    def received(cls, _scene: Scene) -> CallList:
        """The received ones."""
        return cls(kind="received")

    @classmethod
    def dialled(cls, _scene: Scene) -> CallList:
        """The dialled ones."""
        return cls(kind="dialled")

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word(f"menu.{self.kind}")

    def count(self, scene: Scene) -> int:
        """As many as there are."""
        return len(scene.mobile.calls.log.of(self.kind))

    def items(self, scene: Scene) -> tuple[str, ...]:
        """Who, and the time if there is room."""
        return tuple(_line(call, scene) for call in scene.mobile.calls.log.of(self.kind))

    def numbered(self, _scene: Scene) -> bool:
        """The lines are short enough as they are."""
        return False

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To call, and back."""
        return scene.word("soft.call"), scene.word("soft.back")

    def press(self, key: Key, scene: Scene) -> Turn:
        """The centre opens what there is to know of a call."""
        if key == "ok" and self.count(scene):
            return Turn((self, CallDetails(self.kind, self.choice.index)))
        return super().press(key, scene)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """A call back, by the SIM that had the call."""
        return call_back(scene.mobile.calls.log.of(self.kind)[index], self, scene)

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key calls too."""
        if key == "call" and self.count(scene):
            return self.chosen(self.choice.index, scene)
        return Turn((self,), sound="error")


@frozen
class CallDetails(Screen):
    """One call: who, when, for how long, at what cost; `top` is the first row in view."""

    kind: Kind
    index: int
    top: int = 0

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows scroll, the green key and the left soft key call."""
        if key in {"soft_right", "clear", "ok"}:
            return Turn(())
        if key in {"soft_left", "call"}:
            return call_back(scene.mobile.calls.log.of(self.kind)[self.index], self, scene)
        if key in {"up", "down"}:
            top = self.top + (1 if key == "down" else -1)
            return Turn((evolve(self, top=clamp(top, len(self._rows(scene)), scene.lines)),))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """What is known of it."""
        rows, end = self._rows(scene), self.top + scene.lines
        left, right = scene.word("soft.call"), scene.word("soft.back")
        return View(rows[self.top : end], left, right, above=self.top > 0, below=end < len(rows))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its call."""
        return (self,) if self.index < len(scene.mobile.calls.log.of(self.kind)) else ()

    def _rows(self, scene: Scene) -> tuple[Row, ...]:
        call = scene.mobile.calls.log.of(self.kind)[self.index]
        name, number = who(call, scene), _written(call)
        told = [number] if number and number != name else []
        told.append(scene.word("reading.sent", at=call.at_ms))
        told += [scene.word("calllog.lasted", duration=clock(call.seconds))] if call.seconds else []
        told += [] if call.cost_kopecks is None else [scene.word("calllog.cost", cost=call.cost_kopecks)]
        told += [f"SIM {call.slot + 1}"] if len(scene.mobile.slots) > 1 else []
        lines = [scene.row(line) for text in told for line in wrap(text, scene.columns)]
        return (*(scene.row(line, "bold") for line in wrap(name, scene.columns)), *lines)


@frozen
class CallTotals(Screen):
    """How long was talked, and what it cost."""

    @classmethod
    def opened(cls, _scene: Scene) -> Self:
        """As it is now."""
        return cls()

    def press(self, key: Key, _scene: Scene) -> Turn:
        """Any usual key closes."""
        return Turn(() if key in {"soft_left", "soft_right", "ok", "clear"} else (self,))

    def draw(self, scene: Scene) -> View:
        """A line for each sum."""
        log = scene.mobile.calls.log
        told = (
            (scene.word("calllog.dialled"), clock(log.dialled_s)),
            (scene.word("calllog.received"), clock(log.received_s)),
            (scene.word("calllog.spent"), scene.word("calllog.sum", cost=log.cost_kopecks)),
        )
        rows = [heading(scene.word("menu.call_totals"), scene)]
        for name, value in told:
            rows.append(scene.row(f"{name.ljust(scene.columns - len(value))}{value}"))
        return View(tuple(rows), right=scene.word("soft.back"))


def erased(scene: Scene) -> Screen:
    """Forgets the calls and what they came to."""
    scene.mobile.calls.log.erase()
    return Notice.now("calls_erased", scene)


def call_back(call: Logged, origin: Screen, scene: Scene) -> Turn:
    """Calls whoever it was, by the SIM that had the call; or says why not."""
    number = _written(call)
    verdict = scene.mobile.judge(number, call.slot)
    if verdict != "call":
        return Turn((origin, Notice.now(verdict, scene)), sound="error")
    return Turn((origin,), scene.mobile.dial(number, scene.at_ms, call.slot))


def who(call: Logged, scene: Scene) -> str:
    """The other side by name or number; or that it is withheld or not told."""
    if not call.number:
        return scene.word("call.withheld" if call.number == "" else "call.unknown")
    return dialled(call.number, scene) if call.kind == "dialled" else called(call.number, scene)


def _written(call: Logged) -> str:
    """The number as it is dialled; empty without one."""
    if not call.number:
        return ""
    return call.number if call.kind == "dialled" else f"+{call.number}"


def _line(call: Logged, scene: Scene) -> str:
    name, at = who(call, scene), scene.texts.clock(call.at_ms)
    room = scene.columns - len(at) - 1
    if scene.columns < WIDE and room < len(name):
        return shorten(name, scene.columns)
    return shorten(name, room).ljust(room + 1) + at
