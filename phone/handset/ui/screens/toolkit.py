"""The operator's own menu on the SIM card: lists, what they ask for, and what is sent then."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.air.toolkit import ToolkitEntry, filled
from phone.handset.mobile.mobile import SENT
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import wrap
from phone.handset.ui.listing import ListScreen, heading
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.sims import AskSim
from phone.handset.ui.screens.writing import WritingScreen
from phone.handset.ui.slots import SlotAction, slot_for

LONGEST: Final = {"msisdn": 20, "points": 6}
"""Characters that may be typed for a place."""

Path = tuple[int, ...]
"""Where a line stands: the places that lead to it, counted from 0."""

Values = tuple[tuple[str, str], ...]
"""(place, what was typed for it), in the order in which it was asked for."""


@frozen
class OpenToolkit(SlotAction):
    """The menu of the card in a slot."""

    def carry_out(self, slot: int, origin: Screen, scene: Scene) -> Turn:
        """In the place of the question for the card."""
        del origin
        return Turn((menu_of(slot, scene),))


@frozen
class ToolkitMenu(ListScreen):
    """A menu of the card in a slot."""

    slot: int
    path: Path = ()

    @classmethod
    def opened(cls, scene: Scene) -> Screen:
        """The menu of the card that the phone uses, or the question for it."""
        slot = slot_for(scene)
        return AskSim(OpenToolkit(), None) if slot is None else menu_of(slot, scene)

    def title(self, scene: Scene) -> str:
        """The operator's name, or that of the line that opened it."""
        return _entry(self.slot, self.path, scene).labels[scene.language] if self.path else scene.word("menu.operator")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The lines in the phone's language."""
        return tuple(entry.labels[scene.language] for entry in _entries(self.slot, self.path, scene))

    def corner(self, _scene: Scene) -> str:
        """The digits that lead to the selected line."""
        return "-".join(str(place + 1) for place in (*self.path, self.choice.index))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Another menu, a question, or what the line sends."""
        path = (*self.path, index)
        if _entry(self.slot, path, scene).entries:
            return Turn((self, ToolkitMenu(slot=self.slot, path=path)))
        turn = go_on(self.slot, path, (), scene)
        return Turn((self, *turn.screens), turn.uplinks, turn.sound)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with the card."""
        return super().refreshed(scene) if scene.mobile.slots[self.slot].inserted else ()


@frozen
class AskPlace(WritingScreen):
    """What a line needs to know: a number, or how many points."""

    slot: int
    path: Path
    values: Values = ()

    @classmethod
    def of(cls, slot: int, path: Path, values: Values, scene: Scene, text: str = "") -> AskPlace:
        """The question for the place behind those that are known."""
        place = _entry(slot, path, scene).places[len(values)]
        editor = Editor.of(text, Limit(LONGEST[place]), kind="number", size=(scene.columns, scene.lines - 1))
        return cls(editor, slot, path, values)

    def title(self, scene: Scene) -> str:
        """The question."""
        return scene.word(f"toolkit.ask.{_entry(self.slot, self.path, scene).places[len(self.values)]}")

    def confirmed(self, scene: Scene) -> Turn:
        """On to the next question, or to the end."""
        if not any(character.isdecimal() for character in self.editor.text):
            return Turn((self, Notice.now("toolkit.empty", scene)), sound="error")
        place = _entry(self.slot, self.path, scene).places[len(self.values)]
        return go_on(self.slot, self.path, (*self.values, (place, self.editor.text)), scene)

    def closed(self, scene: Scene) -> Turn:
        """Back to the question before, with what was typed there."""
        return back(self.slot, self.path, self.values, scene)


@frozen
class Confirm(Screen):
    """The last question before a line sends something that cannot be taken back."""

    slot: int
    path: Path
    values: Values

    def press(self, key: Key, scene: Scene) -> Turn:
        """The left soft key and the centre send, the right one and C go back."""
        if key in {"soft_left", "ok", "call"}:
            return send(self.slot, self.path, self.values, scene)
        if key in {"soft_right", "clear"}:
            return back(self.slot, self.path, self.values, scene)
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The question with what was typed in it."""
        entry = _entry(self.slot, self.path, scene)
        lines = wrap(filled(entry.confirm[scene.language], dict(self.values)), scene.columns)
        title = heading(entry.labels[scene.language], scene)
        return View((title, *map(scene.row, lines[: scene.lines - 1])), scene.word("soft.yes"), scene.word("soft.no"))


def menu_of(slot: int, scene: Scene) -> Screen:
    """The menu of a card; of one that brings none, that it does not."""
    place = scene.mobile.slots[slot]
    return ToolkitMenu(slot=slot) if place.inserted and place.toolkit else Notice.now("toolkit.none", scene)


def go_on(slot: int, path: Path, values: Values, scene: Scene) -> Turn:
    """What comes after some answers: the next question, the last one, or what the line sends."""
    entry = _entry(slot, path, scene)
    if len(values) < len(entry.places):
        return Turn((AskPlace.of(slot, path, values, scene),))
    return Turn((Confirm(slot, path, values),)) if entry.confirm else send(slot, path, values, scene)


def back(slot: int, path: Path, values: Values, scene: Scene) -> Turn:
    """The question before, or the menu."""
    if not values:
        return Turn(())
    return Turn((AskPlace.of(slot, path, values[:-1], scene, values[-1][1]),))


def send(slot: int, path: Path, values: Values, scene: Scene) -> Turn:
    """What the line is for: its code, its message or its call; or why the phone cannot."""
    entry, typed = _entry(slot, path, scene), dict(values)
    if entry.sms:
        uplinks = scene.mobile.send_sms(entry.sms, filled(entry.say, typed), scene.at_ms, slot)
        return Turn((Notice.now("toolkit.sent" if uplinks else scene.mobile.judge(entry.sms, slot), scene),), uplinks)
    dialled = filled(entry.ussd, typed) or entry.call
    verdict = scene.mobile.judge(dialled, slot)
    if verdict not in SENT:
        return Turn((Notice.now(verdict, scene),), sound="error")
    return Turn((), scene.mobile.dial(dialled, scene.at_ms, slot))


def _entries(slot: int, path: Path, scene: Scene) -> tuple[ToolkitEntry, ...]:
    return _entry(slot, path, scene).entries if path else scene.mobile.slots[slot].toolkit


def _entry(slot: int, path: Path, scene: Scene) -> ToolkitEntry:
    entry = scene.mobile.slots[slot].toolkit[path[0]]
    for place in path[1:]:
        entry = entry.entries[place]
    return entry
