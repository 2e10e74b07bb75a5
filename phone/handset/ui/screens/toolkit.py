"""The operator's own menu on the SIM card: lists, what they ask for, and what is sent then."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from phone.air.toolkit import Toolkit, ToolkitEntry, filled
from phone.handset.mobile.dialling import SENT
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import wrap
from phone.handset.ui.listing import ListScreen, heading
from phone.handset.ui.people import dialled
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.contacts import ContactList
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.sims import AskSim
from phone.handset.ui.screens.writing import WritingScreen
from phone.handset.ui.slots import SlotAction, slot_for

NUMBER: Final = "msisdn"
"""The place of a subscriber's number: the phonebook knows some."""

LONGEST: Final = {NUMBER: 20, "points": 6}
"""Characters that may be typed for a place."""

Values = tuple[tuple[str, str], ...]
"""(place, what was typed for it), in the order in which it was asked for."""


@frozen
class Line:
    """Where a line of the menu of a card stands: its slot, and the names that lead to it.

    The card of another edition may have other lines; a screen whose line it lacks closes.
    """

    slot: int
    path: tuple[str, ...] = ()

    def under(self, name: str) -> Line:
        """A line of the menu that this one opens."""
        return Line(self.slot, (*self.path, name))

    def places(self, scene: Scene) -> tuple[int, ...]:
        """The places of the names that lead to it, counted from 1."""
        menus = [self.lines_of(depth, scene) for depth in range(len(self.path))]
        return tuple(
            1 + [entry.name for entry in menu].index(name) for menu, name in zip(menus, self.path, strict=True)
        )

    def entry(self, scene: Scene) -> ToolkitEntry | None:
        """The line, if the card has it."""
        menu = self.lines_of(len(self.path) - 1, scene)
        return next((entry for entry in menu if entry.name == self.path[-1]), None)

    def there(self, scene: Scene) -> ToolkitEntry:
        """The line of a screen that stands on the display, and so is on the card."""
        entry = self.entry(scene)
        assert entry is not None, self.path
        return entry

    def lines(self, scene: Scene) -> Toolkit:
        """The lines of the menu that it opens."""
        return self.lines_of(len(self.path), scene)

    def lines_of(self, depth: int, scene: Scene) -> Toolkit:
        """The lines of one of the menus that lead to it; none where there is no such menu."""
        place = scene.mobile.slots[self.slot]
        menu = place.toolkit if place.inserted else ()
        for name in self.path[:depth]:
            menu = next((entry.entries for entry in menu if entry.name == name), ())
        return menu


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

    line: Line

    @classmethod
    def opened(cls, scene: Scene) -> Screen:
        """The menu of the card that the phone uses, or the question for it."""
        slot = slot_for(scene)
        return AskSim(OpenToolkit(), None) if slot is None else menu_of(slot, scene)

    def title(self, scene: Scene) -> str:
        """The operator's name, or that of the line that opened it."""
        return self.line.there(scene).labels[scene.language] if self.line.path else scene.word("menu.operator")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The lines in the phone's language."""
        return tuple(entry.labels[scene.language] for entry in self.line.lines(scene))

    def corner(self, scene: Scene) -> str:
        """The digits that lead to the selected line."""
        return "-".join(map(str, (*self.line.places(scene), self.choice.index + 1)))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Another menu, a question, or what the line sends."""
        entry = self.line.lines(scene)[index]
        line = self.line.under(entry.name)
        if entry.entries:
            return Turn((self, ToolkitMenu(line)))
        turn = go_on(line, (), scene)
        return Turn((self, *turn.screens), turn.uplinks, turn.sound)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with the card, or with its line."""
        return super().refreshed(scene) if self.line.lines(scene) else ()


@frozen
class AskPlace(WritingScreen):
    """What a line needs to know: a number, or how many points."""

    line: Line
    place: str
    values: Values = ()

    @classmethod
    def of(cls, line: Line, values: Values, scene: Scene, text: str = "") -> AskPlace:
        """The question for the place behind those that are known."""
        place = line.there(scene).places[len(values)]
        editor = Editor.of(text, Limit(LONGEST[place]), kind="number", size=(scene.columns, scene.lines - 1))
        return cls(editor, line, place, values)

    def title(self, scene: Scene) -> str:
        """The question."""
        return scene.word(f"toolkit.ask.{self.place}")

    def left(self, scene: Scene) -> str:
        """The phonebook while there is no number."""
        picks = self.place == NUMBER and not self.editor.text
        return scene.word("soft.names") if picks else super().left(scene)

    def confirmed(self, scene: Scene) -> Turn:
        """On to the next question, or to the end; a number may come from the phonebook."""
        if self.place == NUMBER and not self.editor.text:
            return Turn((PickNumber(line=self.line, values=self.values),))
        if not any(character.isdecimal() for character in self.editor.text):
            return Turn((self, Notice.now("toolkit.empty", scene)), sound="error")
        return go_on(self.line, (*self.values, (self.place, self.editor.text)), scene)

    def closed(self, scene: Scene) -> Turn:
        """Back to the question before, with what was typed there."""
        return back(self.line, self.values, scene)

    def other(self, key: Key, scene: Scene) -> Turn:
        """Up and down open the phonebook."""
        if self.place == NUMBER and key in {"up", "down"}:
            return Turn((PickNumber(line=self.line, values=self.values),))
        return super().other(key, scene)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its line, or when that asks for something else."""
        return super().refreshed(scene) if fits(self.line, (*self.values, (self.place, "")), scene) else ()


@frozen
class PickNumber(ContactList):
    """A name of the phonebook for the number that a line needs."""

    line: Line = field(kw_only=True)
    values: Values = field(kw_only=True)

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To choose, and back."""
        return scene.word("soft.select"), super().softkeys(scene)[1]

    def press(self, key: Key, scene: Scene) -> Turn:
        """As in any list of names; back to the number."""
        if key in {"soft_right", "clear"} and not self.sought:
            return Turn((AskPlace.of(self.line, self.values, scene),))
        return super().press(key, scene)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """On with the number of that name."""
        return go_on(self.line, (*self.values, (NUMBER, self.found(scene)[index].number)), scene)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its line."""
        return super().refreshed(scene) if fits(self.line, (*self.values, (NUMBER, "")), scene) else ()


@frozen
class Confirm(Screen):
    """The last question before a line sends something that cannot be taken back."""

    line: Line
    values: Values

    def press(self, key: Key, scene: Scene) -> Turn:
        """The left soft key and the centre send, the right one and C go back."""
        if key in {"soft_left", "ok", "call"}:
            return send(self.line, self.values, scene)
        if key in {"soft_right", "clear"}:
            return back(self.line, self.values, scene)
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The question with what was typed in it, and people by their names."""
        entry = self.line.there(scene)
        told = {place: dialled(typed, scene) if place == NUMBER else typed for place, typed in self.values}
        lines = wrap(filled(entry.confirm[scene.language], told), scene.columns)
        title = heading(entry.labels[scene.language], scene)
        return View((title, *map(scene.row, lines[: scene.lines - 1])), scene.word("soft.yes"), scene.word("soft.no"))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its line, or when that asks for something else."""
        entry = self.line.entry(scene)
        return (self,) if entry is not None and entry.confirm and fits(self.line, self.values, scene) else ()


def menu_of(slot: int, scene: Scene) -> Screen:
    """The menu of a card; of one that brings none, that it does not."""
    line = Line(slot)
    return ToolkitMenu(line) if line.lines(scene) else Notice.now("toolkit.none", scene)


def fits(line: Line, values: Values, scene: Scene) -> bool:
    """Whether the card has a line, and it asks first for what is known already."""
    entry = line.entry(scene)
    return entry is not None and entry.places[: len(values)] == tuple(place for place, _ in values)


def go_on(line: Line, values: Values, scene: Scene) -> Turn:
    """What comes after some answers: the next question, the last one, or what the line sends."""
    entry = line.there(scene)
    if len(values) < len(entry.places):
        return Turn((AskPlace.of(line, values, scene),))
    return Turn((Confirm(line, values),)) if entry.confirm else send(line, values, scene)


def back(line: Line, values: Values, scene: Scene) -> Turn:
    """The question before, or the menu."""
    if not values:
        return Turn(())
    return Turn((AskPlace.of(line, values[:-1], scene, values[-1][1]),))


def send(line: Line, values: Values, scene: Scene) -> Turn:
    """What the line is for: its code, its message or its call; or why the phone cannot."""
    entry, slot = line.there(scene), line.slot
    typed = {place: said.removeprefix("+") for place, said in values}
    if entry.sms:
        uplinks = scene.mobile.send_sms(entry.sms, filled(entry.say, typed), scene.at_ms, slot)
        return Turn((Notice.now("toolkit.sent" if uplinks else scene.mobile.judge(entry.sms, slot), scene),), uplinks)
    code = filled(entry.ussd, typed) or entry.call
    verdict = scene.mobile.judge(code, slot)
    if verdict not in SENT:
        return Turn((Notice.now(verdict, scene),), sound="error")
    return Turn((), scene.mobile.dial(code, scene.at_ms, slot))
