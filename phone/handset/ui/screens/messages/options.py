"""What can be done with a message that is read."""

from __future__ import annotations

from abc import abstractmethod

from attrs import evolve, frozen

from phone.air.addresses import is_number
from phone.handset.mobile.sending import Outgoing, Written
from phone.handset.mobile.store import Message
from phone.handset.ui.field import Field
from phone.handset.ui.listing import ListScreen
from phone.handset.ui.screen import Scene, Screen, Turn
from phone.handset.ui.screens.dial import Dial
from phone.handset.ui.screens.dialling import Dialling
from phone.handset.ui.screens.messages.mms import WriteMms
from phone.handset.ui.screens.messages.numbers import numbers_in
from phone.handset.ui.screens.messages.question import DeleteReceived, DeleteWritten, Question
from phone.handset.ui.screens.messages.sending import Sending
from phone.handset.ui.screens.messages.writing import WriteMessage
from phone.handset.ui.screens.notice import Notice
from phone.handset.ui.screens.phonebook import ContactName
from phone.handset.ui.screens.sims import asked


@frozen
class MessageOptions(ListScreen):
    """What can be done with the message of a number; a kind of it says under which names."""

    number: int

    def title(self, scene: Scene) -> str:
        """As the soft key that opens it."""
        return scene.word("options.title")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """In the order of their use."""
        return tuple(scene.word(f"options.{name}") for name in self._names(scene))

    @abstractmethod
    def _names(self, scene: Scene) -> tuple[str, ...]:
        """What can be done now."""


@frozen
class ReceivedOptions(MessageOptions):
    """What can be done with a received message."""

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Each in the place of this list."""
        message = scene.mobile.store.get(self.number)
        if message is None:
            return Turn(())
        match self._names(scene)[index]:
            case "reply":
                return self._reply(message, scene)
            case "forward":
                return Turn((forwarded(_copy(message), scene),))
            case "call":
                return called_back(message.sender, self, scene)
            case "numbers":
                return _numbers(message.text.value)
            case "save":
                return Turn((ContactName.of(scene, number=message.sender),))
        return Turn((Question("delete", DeleteReceived(self.number)),))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its message."""
        return super().refreshed(scene) if scene.mobile.store.get(self.number) else ()

    def _names(self, scene: Scene) -> tuple[str, ...]:
        message = scene.mobile.store.get(self.number)
        found = message is not None and numbers_in(message.text.value)
        stranger = message is not None and message.answerable and scene.mobile.phonebook.find(message.sender) is None
        return (
            "reply",
            "forward",
            "call",
            *(("numbers",) if found else ()),
            "delete",
            *(("save",) if stranger else ()),
        )

    def _reply(self, message: Message, scene: Scene) -> Turn:
        if not message.answerable:
            return Turn((self, Notice.now("no_reply", scene)), sound="error")
        return Turn((WriteMessage.of(scene, to=message.sender),))


@frozen
class OwnOptions(MessageOptions):
    """What can be done with a message of the owner's own: one that was not sent, one on its way, one that was."""

    def chosen(self, index: int, scene: Scene) -> Turn:
        """Each in the place of this list."""
        message = scene.mobile.post.find(self.number)
        if message is None:
            return Turn(())
        match self._names(scene)[index]:
            case "again":
                uplinks = scene.mobile.send_again(self.number, scene.at_ms)
                return Turn((Sending(scene.mobile.post.last_number),), uplinks)
            case "edit":
                return Turn((reopened(message.written, self.number, scene),))
            case "forward":
                return Turn((forwarded(message.written, scene),))
            case "call":
                return called_back(message.to, self, scene)
        return Turn((Question("delete", DeleteWritten(self.number)),))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone with its message."""
        return super().refreshed(scene) if scene.mobile.post.find(self.number) else ()

    def _names(self, scene: Scene) -> tuple[str, ...]:
        return _of_own(scene.mobile.post.find(self.number))


@frozen
class NumberChoice(ListScreen):
    """The numbers and codes of a text; the chosen one is ready to be dialled."""

    numbers: tuple[str, ...]

    def title(self, scene: Scene) -> str:
        """What they are."""
        return scene.word("numbers.title")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """As they are dialled."""
        del scene
        return self.numbers

    def chosen(self, index: int, scene: Scene) -> Turn:
        """In the place of this list, to be dialled or corrected."""
        del scene
        return Turn((Dialling(Field.of(self.numbers[index])),))


@frozen
class DialOver(Dial):
    """A call from a screen that is there again after it."""

    def carry_out(self, slot: int, origin: Screen, scene: Scene) -> Turn:
        """As with any number."""
        turn = super().carry_out(slot, origin, scene)
        return evolve(turn, screens=turn.screens or (origin,))


def called_back(address: str, origin: Screen, scene: Scene, *, stays: bool = False) -> Turn:
    """A call to whom a message is from or for; the screen that asks closes, unless it `stays` or the phone cannot call."""
    if not is_number(address):
        return Turn((origin, Notice.now("no_call", scene)), sound="error")
    return asked(DialOver(address) if stays else Dial(address), origin, scene)


def reopened(written: Written, replaces: int, scene: Scene) -> Screen:
    """What was written before, to be written on."""
    if written.kind == "mms":
        return WriteMms.of(written, replaces)
    return WriteMessage.of(scene, written.text, written.to, replaces)


def forwarded(written: Written, scene: Scene) -> Screen:
    """The same for somebody else."""
    if written.kind == "mms":
        return WriteMms(written.subject, written.text, written.picture)
    return WriteMessage.of(scene, written.text)


def _copy(message: Message) -> Written:
    return Written("", message.text.value, message.kind, message.subject, message.picture)


def _numbers(text: str) -> Turn:
    """One number is taken at once."""
    found = numbers_in(text)
    return Turn((Dialling(Field.of(found[0])) if len(found) == 1 else NumberChoice(found),))


def _of_own(message: Outgoing | None) -> tuple[str, ...]:
    if message is None or message.state == "sending":
        return ("delete",)
    if message.state == "failed":
        return ("again", "edit", "call", "delete")
    return ("forward", "call", "delete")
