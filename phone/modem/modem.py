"""A phone as the modem of a computer: what its commands act on, and what it has to say by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Final, TypeVar

from attrs import define, field

from phone.air.messages import Uplink
from phone.handset.handset import Handset
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.sim import Slot
from phone.modem import incoming
from phone.modem.answers import ERROR, Answer, CommandError
from phone.modem.charset import read, written
from phone.modem.commands.phonebook import Places
from phone.modem.line import News
from phone.modem.memory import Memory
from phone.modem.outgoing import Sent
from phone.modem.parsing import Call
from phone.modem.settings import Settings
from phone.modem.watch import Watch
from phone.modemfile import ModemFile
from phone.trace import TraceEvent
from phone.world import World

QUEUE_MAX: Final = 200
"""News that nobody has fetched; the oldest is lost."""

DIALLABLE: Final = frozenset("+0123456789*#abcpw")

Told = TypeVar("Told")


@define
class Modem:
    """One SIM of somebody's phone, as computers see it.

    Attributes:
        world: in which the phone is.
        name: whose phone it is.
        slot: the SIM, from 0.
        identity: what the phone says of itself.
        settings: what clients have set.
        kept: what `AT&W` has kept of that, for `ATZ`.
        memory: where messages lie for clients.
        sent: what clients have sent.
        book: where the entries of the phonebook lie for clients.
        watch: what has been noticed of the phone.
        deeds: how often clients had the phone do something.
        unacknowledged: messages that were handed directly and wait for `+CNMA`.
        direct: messages of the phone that were handed directly, oldest first, by number.
    """

    world: World
    name: str
    slot: int
    identity: ModemFile
    settings: Settings = field(factory=Settings)
    kept: Settings = field(factory=Settings)
    memory: Memory = field(factory=Memory)
    sent: Sent = field(factory=Sent)
    book: Places = field(factory=Places)
    watch: Watch = field(factory=Watch)
    deeds: int = 0
    unacknowledged: int = 0
    direct: tuple[int, ...] = ()
    _held: deque[News] = field(factory=lambda: deque(maxlen=QUEUE_MAX))
    _queue: deque[News] = field(factory=lambda: deque(maxlen=QUEUE_MAX))
    _acting: bool = False
    _stop: Callable[[], None] | None = None

    @classmethod
    def attach(cls, world: World, name: str, slot: int = 0) -> Modem:
        """A modem that listens to its phone until it is closed.

        Raises:
            FixtureError: `modem.json` has mistakes.
        """
        modem = cls(world, name, slot, world.fixtures.read("modem", ModemFile))
        modem.watch.adopt(modem)
        modem._stop = world.listen(modem._hear)
        return modem

    def close(self) -> None:
        """Listen no more."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    @property
    def at_ms(self) -> int:
        """The world's clock."""
        return self.world.now_ms

    @property
    def mobile(self) -> Mobile:
        """The phone without its screen."""
        return self.world.phones[self.name].mobile

    @property
    def sim(self) -> Slot:
        """The SIM that is used."""
        return self.mobile.slots[self.slot]

    @property
    def msisdn(self) -> str:
        """The SIM's own number, in digits."""
        return self.world.people[self.name].msisdns[self.slot]

    @property
    def centre(self) -> str:
        """The number of the SMS centre."""
        kept = self.settings.centre
        return self.identity.centre if kept is None else kept

    def answer(self, call: Call) -> Answer:
        """Carry out one command; an unknown one is an error at once."""
        from phone.modem.commands.table import TABLE, needs_card  # noqa: PLC0415  (the commands know this class)

        command = TABLE.get(call.name)
        if command is None:
            return ERROR
        failure = needs_card(self.sim, call.name)
        if failure is not None:
            return failure
        self.watch.look(self)
        try:
            return command.answer(self, call)
        except CommandError as error:
            return error.failure

    def act(self, act: Callable[[Mobile, int], tuple[Uplink, ...]]) -> None:
        """Have the phone do what the client wants; of this the client is not told by news."""
        self.ask(lambda mobile, at_ms: (None, act(mobile, at_ms)))

    def ask(self, act: Callable[[Mobile, int], tuple[Told, tuple[Uplink, ...]]]) -> Told:
        """The same, where the phone has something to say to it."""
        told: list[Told] = []

        def command(phone: Handset, at_ms: int) -> tuple[Uplink, ...]:
            said, uplinks = act(phone.mobile, at_ms)
            told.append(said)
            return uplinks

        self.deeds += 1
        self._acting = True
        try:
            self.world.command(self.name, command)
            self.watch.look(self, told=False)
        finally:
            self._acting = False
        return told[0]

    def news(self) -> Iterator[News]:
        """What there is to be said now, oldest first; what is taken is said."""
        self.watch.look(self)
        self.watch.calls.ring(self)
        incoming.make_room(self)
        while self._queue:
            yield self._queue.popleft()

    def next_due(self) -> int | None:
        """When the modem has something to say or to do, if nothing else happens."""
        return self.at_ms if self._queue else self.watch.next_due()

    def announce(self, *lines: str, apart: bool = False) -> None:
        """Something to be said by itself."""
        self._queue.append(News(lines, apart))

    def announce_message(self, line: str, *, acknowledged: bool = False) -> None:
        """News of a message, which `+CNMI` may hold back; `acknowledged` that the client is to say that it has it."""
        self.unacknowledged += acknowledged and self.settings.phase
        held = self.settings.indications.mode == 0
        (self._held if held else self._queue).append(News((line,), apart=True))

    def announce_held(self) -> None:
        """`+CNMI` was set: what was held back is told, or dropped, as its last value says."""
        if self.settings.indications.mode:
            if not self.settings.indications.buffer:
                self._queue.extend(self._held)
            self._held.clear()

    def reset(self) -> None:
        """`AT&F`: everything as it was at first."""
        self.settings = Settings()

    def restore(self) -> None:
        """`ATZ`: everything as it was kept."""
        self.settings = deepcopy(self.kept)

    def keep(self) -> None:
        """`AT&W`."""
        self.kept = deepcopy(self.settings)

    def written(self, text: str) -> str:
        """A text as the client wants strings."""
        return written(text, self.settings.charset)

    def read(self, octets: str) -> str:
        """The text of a string of the client; one that is no UCS-2 stands for itself, as clients write names and codes.

        Raises:
            CommandError: it is no string of its character set.
        """
        try:
            return read(octets, self.settings.charset)
        except ValueError as error:
            if self.settings.charset == "UCS2" and octets.isascii():
                return octets
            raise CommandError("CME", 50) from error

    def number(self, octets: str) -> str:
        """The number that a string of the client says; digits of UCS-2 that say none are the number themselves."""
        said = self.read(octets)
        return said if DIALLABLE.issuperset(said) else octets

    def _hear(self, event: TraceEvent) -> None:
        if event.phone == self.name:
            self.watch.hear(self, event)
            self.watch.look(self, told=not self._acting)
