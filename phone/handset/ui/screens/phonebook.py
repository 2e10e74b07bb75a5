"""The phonebook: names found by their letters, entries written and changed, the operator's numbers."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from phone.air.addresses import LONGEST_NUMBER
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.contacts import ContactList
from phone.handset.ui.screens.dial import Dial
from phone.handset.ui.screens.messages.question import Deed, Question
from phone.handset.ui.screens.messages.writing import WriteMessage
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.sims import asked
from phone.handset.ui.screens.speed_dials import AssignKey
from phone.handset.ui.screens.writing import WritingScreen

NAME: Final = Limit(18)
NUMBER: Final = Limit(LONGEST_NUMBER + 1)


@frozen
class Contacts(ContactList):
    """The entries, to be called or worked on."""

    @classmethod
    def opened(cls, _scene: Scene) -> Contacts:
        """All of them."""
        return cls()

    def chosen(self, index: int, scene: Scene) -> Turn:
        """What can be done with an entry."""
        return Turn((self, ContactOptions(entry=self.found(scene)[index].entry)))

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key calls."""
        found = self.found(scene)
        if key == "call" and found:
            return asked(Dial(found[self.choice.index].number), self, scene)
        return Turn((self,), sound="error")


@frozen
class ContactOptions(ListScreen):
    """What can be done with an entry."""

    entry: int

    def title(self, scene: Scene) -> str:
        """The name."""
        contact = scene.mobile.phonebook.get(self.entry)
        return contact.name if contact else ""

    def corner(self, _scene: Scene) -> str:
        """Nothing: a name may be long."""
        return " "

    def items(self, scene: Scene) -> tuple[str, ...]:
        """In words."""
        names = ("call", "write", "number", "edit", "speed_dial", "delete")
        return tuple(scene.word(f"contact.{name}") for name in names)

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Done, or asked further."""
        contact = scene.mobile.phonebook.get(self.entry)
        if contact is None:
            return Turn(())
        match index:
            case 0:
                return asked(Dial(contact.number), self, scene)
            case 1:
                return Turn((self, WriteMessage.of(scene, to=contact.number)))
            case 2:
                return Turn((self, Notice.now("contact.number", scene, number=contact.number)))
            case 3:
                return Turn((ContactName.of(scene, contact.name, contact.number, contact.entry),))
            case 4:
                return Turn((AssignKey(entry=self.entry),))
        return Turn((self, Question("delete_contact", DeleteContact(self.entry))))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its entry."""
        return super().refreshed(scene) if scene.mobile.phonebook.get(self.entry) else ()


@frozen
class DeleteContact(Deed):
    """An entry of the book."""

    entry: int

    def carry_out(self, scene: Scene) -> Turn:
        """Its screens close by themselves."""
        scene.mobile.phonebook.delete(self.entry)
        return Turn((Notice.now("contact.deleted", scene),))


@frozen
class ContactName(WritingScreen):
    """The name of an entry, with the number that it has already; `entry` is the one that is changed, None for a new one."""

    number: str = ""
    entry: int | None = None

    @classmethod
    def of(cls, scene: Scene, name: str = "", number: str = "", entry: int | None = None) -> Screen:
        """An editor for a name; a book that is full says so."""
        if entry is None and scene.mobile.phonebook.full:
            return Notice.now("contact.full", scene)
        size = (scene.columns, scene.lines - 1)
        return cls(Editor.of(name, NAME, kind="line", size=size, language=scene.language), number, entry)

    def title(self, scene: Scene) -> str:
        """The question."""
        return scene.word("contact.name")

    def confirmed(self, scene: Scene) -> Turn:
        """On to the number."""
        name = self.editor.text.strip()
        if not name:
            return Turn((self, Notice.now("contact.no_name", scene)), sound="error")
        size = (scene.columns, scene.lines - 1)
        return Turn((ContactNumber(Editor.of(self.number, NUMBER, kind="number", size=size), name, self.entry),))


@frozen
class ContactNumber(WritingScreen):
    """The number of an entry whose name is written."""

    name: str
    entry: int | None = None

    def title(self, scene: Scene) -> str:
        """The question."""
        return scene.word("contact.ask_number")

    def left(self, scene: Scene) -> str:
        """It ends here."""
        return scene.word("soft.save")

    def confirmed(self, scene: Scene) -> Turn:
        """Kept in the book."""
        number, book = self.editor.text, scene.mobile.phonebook
        if not any(character.isdecimal() for character in number):
            return Turn((self, Notice.now("no_number", scene)), sound="error")
        if self.entry is None:
            book.add(self.name, number)
        else:
            book.change(self.entry, self.name, number)
        return Turn((Notice.now("contact.saved", scene),))

    def closed(self, scene: Scene) -> Turn:
        """Back to the name."""
        return Turn((ContactName.of(scene, self.name, self.editor.text, self.entry),))


@frozen
class ServiceNumbers(ListScreen):
    """The operator's numbers, which the card brings."""

    @classmethod
    def opened(cls, _scene: Scene) -> ServiceNumbers:
        """All of them."""
        return cls()

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.service_numbers")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """What each is for, with its number."""
        services = scene.mobile.phonebook.services
        return tuple(f"{service.labels[scene.language]} {service.number}" for service in services)

    def numbered(self, _scene: Scene) -> bool:
        """The numbers that matter are the operator's."""
        return False

    def softkeys(self, scene: Scene) -> tuple[str, str]:
        """To call or to write, and back."""
        services = scene.mobile.phonebook.services
        writes = bool(services) and services[self.choice.index].by_sms
        return scene.word("soft.write" if writes else "soft.call"), scene.word("soft.back")

    def chosen(self, index: int, scene: Scene) -> Turn:
        """A call, or a message to a number that takes nothing else."""
        service = scene.mobile.phonebook.services[index]
        if service.by_sms:
            return Turn((self, WriteMessage.of(scene, to=service.number)))
        return asked(Dial(service.number), self, scene)

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key does the same."""
        if key == "call" and self.count(scene):
            return self.chosen(self.choice.index, scene)
        return Turn((self,), sound="error")
