"""Calls that are over, newest first: missed, received, dialled, and what they come to."""

from __future__ import annotations

from typing import Self

from attrs import evolve, frozen

from phone.handset.mobile.calllog import CallKey, Kind, Logged
from phone.handset.ui.compose import WIDE
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, shorten, wrap
from phone.handset.ui.listing import ListScreen, heading
from phone.handset.ui.people import called, dialled
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.call import clock
from phone.handset.ui.screens.messages.question import Deed
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.numbers import NumberOptions


@frozen
class CallList(ListScreen):
    """The calls of a kind: the green key and the left soft key call, the centre tells more.

    `key` is the selected one, so that a call that comes above it does not change what is selected.
    """

    kind: Kind
    key: CallKey | None = None

    @classmethod
    def missed(cls, scene: Scene) -> CallList:
        """The missed ones; opening the list is having seen them."""
        scene.mobile.calls.log.unseen = 0
        return cls(kind="missed").at(0, scene)

    @classmethod
    def received(cls, scene: Scene) -> CallList:
        """The received ones."""
        return cls(kind="received").at(0, scene)

    @classmethod
    def dialled(cls, scene: Scene) -> CallList:
        """The dialled ones."""
        return cls(kind="dialled").at(0, scene)

    def calls(self, scene: Scene) -> tuple[Logged, ...]:
        """Those of its kind."""
        return scene.mobile.calls.log.of(self.kind)

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word(f"menu.{self.kind}")

    def count(self, scene: Scene) -> int:
        """As many as there are."""
        return len(self.calls(scene))

    def items(self, scene: Scene) -> tuple[str, ...]:
        """Who, and the time if there is room."""
        return tuple(_line(call, scene) for call in self.calls(scene))

    def numbered(self, _scene: Scene) -> bool:
        """The lines are short enough as they are."""
        return False

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To call, and back."""
        return scene.word("soft.call"), scene.word("soft.back")

    def press(self, key: Key, scene: Scene) -> Turn:
        """The centre opens what there is to know of a call."""
        count = self.count(scene)
        if key == "ok" and count:
            return Turn((self, CallDetails(self.calls(scene)[self.choice.index].key)))
        if key in {"up", "down"} and count:
            return Turn((self.at(self.choice.moved(key, count, scene.lines - 1).index, scene),))
        return super().press(key, scene)

    def at(self, index: int, scene: Scene) -> Self:
        """The list with a call selected."""
        calls = self.calls(scene)
        choice = self.choice.at(index, len(calls), scene.lines - 1)
        return evolve(self, choice=choice, key=calls[choice.index].key if calls else None)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """The same call selected in the list as it is now; the nearest if it is there no more."""
        keys = [call.key for call in self.calls(scene)]
        there = self.at(keys.index(self.key) if self.key in keys else self.choice.index, scene)
        return (self if there == self else there,)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """A call back, by the SIM that had the call."""
        return call_back(self.calls(scene)[index], self, scene)

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key calls too."""
        if key == "call" and self.count(scene):
            return self.chosen(self.choice.index, scene)
        return Turn((self,), sound="error")


@frozen
class CallDetails(Screen):
    """One call: who, when, for how long, at what cost; `top` is the first row in view."""

    key: CallKey
    top: int = 0

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows scroll, the green key calls, the left soft key and the centre open what else can be done."""
        call = scene.mobile.calls.log.get(self.key)
        if call is None or key in {"soft_right", "clear"}:
            return Turn(())
        if key == "call":
            return call_back(call, self, scene)
        if key in {"soft_left", "ok"}:
            return Turn((self, LoggedOptions(_written(call), self.key)))
        if key in {"up", "down"}:
            top = self.top + (1 if key == "down" else -1)
            return Turn((evolve(self, top=clamp(top, len(_told(call, scene)), scene.lines)),))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """What is known of it."""
        call = scene.mobile.calls.log.get(self.key)
        rows, end = () if call is None else _told(call, scene), self.top + scene.lines
        left, right = scene.word("soft.options"), scene.word("soft.back")
        return View(rows[self.top : end], left, right, above=self.top > 0, below=end < len(rows))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its call."""
        return (self,) if scene.mobile.calls.log.get(self.key) else ()


@frozen
class LoggedOptions(NumberOptions):
    """What can be done with a call and its number."""

    key: CallKey

    def names(self, scene: Scene) -> tuple[str, ...]:
        """Calling back, what fits the number, deleting."""
        return (*(("call",) if self.number else ()), *super().names(scene), "delete")

    def done(self, name: str, scene: Scene) -> Turn:
        """A call back; or the call forgotten."""
        call = scene.mobile.calls.log.get(self.key)
        if name == "call" and call is not None:
            turn = call_back(call, self, scene)
            return evolve(turn, screens=turn.screens[1:]) if turn.uplinks else turn
        if name == "delete":
            scene.mobile.calls.log.delete(self.key)
            return Turn(())
        return super().done(name, scene)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its call."""
        return super().refreshed(scene) if scene.mobile.calls.log.get(self.key) else ()


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


@frozen
class EraseCalls(Deed):
    """All calls, and what they came to."""

    def carry_out(self, scene: Scene) -> Turn:
        """The lists are empty."""
        scene.mobile.calls.log.erase()
        return Turn((Notice.now("calls_erased", scene),))


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


def _told(call: Logged, scene: Scene) -> tuple[Row, ...]:
    """Who, when, for how long, at what cost, and by which of two SIMs."""
    name, number = who(call, scene), _written(call)
    told = [number] if number and number != name else []
    told.append(scene.word("reading.sent", at=call.at_ms))
    told += [scene.word("calllog.lasted", duration=clock(call.seconds))] if call.seconds else []
    told += [] if call.cost_kopecks is None else [scene.word("calllog.cost", cost=call.cost_kopecks)]
    told += [f"SIM {call.slot + 1}"] if len(scene.mobile.slots) > 1 else []
    lines = [scene.row(line) for text in told for line in wrap(text, scene.columns)]
    return (*(scene.row(line, "bold") for line in wrap(name, scene.columns)), *lines)


def _line(call: Logged, scene: Scene) -> str:
    name, at = who(call, scene), scene.texts.clock(call.at_ms)
    room = scene.columns - len(at) - 1
    if scene.columns < WIDE and room < len(name):
        return shorten(name, scene.columns)
    return shorten(name, room).ljust(room + 1) + at
