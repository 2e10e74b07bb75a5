"""The world: people, phones, the air, the operator and its books, wired together and moved by one clock.

No room calls another. The world hands a message to the room it is for, takes what comes back, commits what the books
wrote, and writes the trace. One thread owns a world.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, TypeVar

from attrs import define, field, frozen

from ledger.calendar import SECOND_MS
from ledger.commands import Command
from ledger.entries import Entry, Refusal
from ledger.journal.port import Journal
from ledger.ledger import Ledger
from ledger.loading import Fixtures, nearest
from ledger.query import Standing
from phone.air.messages import Detach, Down, Downlink, Refused, Up, Uplink
from phone.air.text import Text
from phone.air.weather import Parcel
from phone.deadlines import Deadlines, earliest
from phone.ether import Ether, UnderWay
from phone.handset.handset import Handset
from phone.handset.ui.frame import Frame
from phone.handset.ui.keys import HOLD_MS, Key
from phone.inputs import INPUTS, REOPENED, Act, Input, Origin, acted
from phone.network.begun import Begun
from phone.network.dialplan import Plan
from phone.network.directory import HOME, msisdn_of
from phone.network.network import Network
from phone.texts import Texts
from phone.trace import Outcome, TraceEvent

T = TypeVar("T")

TRACE_LIMIT = 10_000
"""Events that the trace keeps; older ones are gone, the journal is not."""

SETTLE_MS = 60_000
"""What comes later than this is no answer to what was done."""

CLOCK = "clock"
"""The key under which the journal keeps the world's clock, in epoch milliseconds."""

Keeper = Callable[[], Mapping[str, bytes | None]]
"""Gives the keys of a world's state that have changed since it was last asked, None for one that is gone."""


class WorldPoisonedError(RuntimeError):
    """A commit failed: what is in memory may differ from what is kept, so the world must be opened again."""


@frozen
class Person:
    """Somebody with a phone: the name in the world, a Latin alias, the numbers of the SIMs in slot order."""

    name: str
    alias: str
    msisdns: tuple[str, ...]


@define
class World:
    """Everything that lives, at one moment.

    Attributes:
        now_ms: the only clock, in UTC epoch milliseconds.
        seed: what must look random is derived from it.
        people: by name, in the order of the world's file.
        phones: each person's phone, by the person's name.
        ether: the weather, and what crosses the air.
        trace: what crossed the air, oldest first, bounded.
        tried: what of the tour (`phone.tour`) was tried, and when it was proved, in UTC epoch milliseconds.
    """

    now_ms: int
    seed: int
    fixtures: Fixtures
    texts: Texts
    plan: Plan
    people: dict[str, Person]
    phones: dict[str, Handset]
    network: Network
    ledger: Ledger
    ether: Ether
    trace: deque[TraceEvent] = field(factory=lambda: deque(maxlen=TRACE_LIMIT))
    tried: dict[str, int] = field(factory=dict)
    inputs: list[Input] = field(factory=list)
    """What came in from outside since the world was opened for the first time, oldest first."""
    origin: Origin | None = None
    """How it was opened; None where whoever opened it did not say."""
    other_fixtures: bool = False
    """Whether it was opened with other fixtures than at first: what comes in from now on cannot be lived again by those."""
    _owners: dict[str, str] = field(init=False)
    """IMSI → whose phone has the SIM."""
    _wakes: dict[str, int | None] = field(factory=dict)
    """Name → when the phone acts by itself next, as it said when somebody last had to do with it."""
    _waking: Deadlines[str] = field(init=False, repr=False, eq=False)
    """The order of these."""
    _traced: int = 0
    _listeners: list[Callable[[TraceEvent], None]] = field(factory=list)
    _poisoned: bool = False
    keeper: Keeper | None = None
    """What gives the state of phones and operator to each commit; None where nobody keeps it."""
    _kept_ms: int | None = None
    """The clock that the journal has."""

    @_owners.default
    def _owners_of_sims(self) -> dict[str, str]:
        return {slot.card.imsi: name for name, phone in self.phones.items() for slot in phone.mobile.slots}

    @_waking.default
    def _all_waking(self) -> Deadlines[str]:
        return Deadlines.of(self._wakes.get, self._wakes)

    def admit(self, person: Person, phone: Handset) -> None:
        """Somebody new has a phone, which is off; the operator knows its cards already."""
        self.people[person.name], self.phones[person.name] = person, phone
        self._owners.update((slot.card.imsi, person.name) for slot in phone.mobile.slots)

    def open_books(self, holders: Mapping[str, Command]) -> None:
        """Open the books by the rules in force, and whoever of these they do not know yet: key of the entry → command."""
        with self._input():
            self.ledger.configure(self.now_ms)
            for key, command in holders.items():
                if self.ledger.find(key) is None:
                    self.ledger.execute(command, self.now_ms, key)

    def switch_all_on(self) -> None:
        """Switch on every phone."""
        for name, phone in self.phones.items():
            self._send_up(name, phone.switch_on(self.now_ms))

    def person(self, who: str) -> Person:
        """A person by name, alias, number in any form, or place in the world counted from 1.

        Raises:
            ValueError: nobody is called so; names the nearest.
        """
        for place, person in enumerate(self.people.values(), start=1):
            names = (person.name.casefold(), person.alias.casefold(), str(place))
            if who.strip().casefold() in names or msisdn_of(who) in person.msisdns:
                return person
        known = [name for person in self.people.values() for name in (person.name, person.alias)]
        raise ValueError(
            f'nobody is called "{who}" here; expected one of {", ".join(self.people)}{nearest(who, known)}'
        )

    def press(self, name: str, key: Key) -> None:
        """A key of somebody's phone, pressed and let go now."""
        with self._input():
            uplinks = self.phones[name].press(key, self.now_ms)
            self._took(name, Act("press", key))
        self._send_up(name, uplinks)

    def key_down(self, name: str, key: Key) -> None:
        """A key of somebody's phone, pressed and not let go: after `HOLD_MS` it is a long press."""
        with self._input():
            uplinks = self.phones[name].key_down(key, self.now_ms)
            self._took(name, Act("down", key))
        self._send_up(name, uplinks)

    def key_up(self, name: str) -> None:
        """Whatever key of somebody's phone is pressed is let go."""
        with self._input():
            self.phones[name].key_up()
            self._took(name, Act("up"))
        self._ask(name)

    def hold(self, name: str, key: Key) -> None:
        """A key of somebody's phone, pressed for as long as a long press takes."""
        self.key_down(name, key)
        self.advance(HOLD_MS)
        self.key_up(name)

    def type(self, name: str, character: str) -> None:
        """A character that somebody types on a computer's keyboard."""
        with self._input():
            uplinks = self.phones[name].type(character, self.now_ms)
            self._took(name, Act("type", character))
        self._send_up(name, uplinks)

    def command(self, name: str, act: Callable[[Handset, int], tuple[Uplink, ...]], told: Act | None = None) -> None:
        """Let somebody's phone act without its keys: `act(phone, now)` returns what it sends.

        `told` is what that was, for who lives it again; without it only what the phone sent is known of it.
        """
        with self._input():
            phone = self.phones[name]
            uplinks = act(phone, self.now_ms)
            self._took(name, told or acted(phone, uplinks))
            phone.refresh(self.now_ms)
        self._send_up(name, uplinks)

    def happen(self, act: Callable[[Network, int], T], told: Act | None = None, name: str = "") -> T:
        """Let something happen at the operator that no phone has asked for: `act(network, now)`; `told` as for a command."""
        with self._input():
            outcome = act(self.network, self.now_ms)
            self._took(name, told)
            return outcome

    def set_air(self, name: str, state: str) -> None:
        """Change the weather around somebody's phone: `fine`, or one of the states of `air.json`.

        Out of coverage its SIMs are off the network; back in it those that were on it register again.

        Raises:
            ValueError: there is no such weather; names the nearest.
        """
        mobile = self.phones[name].mobile
        slots = range(len(mobile.slots))
        leaving: tuple[Uplink, ...] = ()
        coming: tuple[Uplink, ...] = ()
        was_covered = self.ether.is_covered(name)
        with self._input():
            self.ether.change(name, state)
            self._took(name, Act("air", state))
            if was_covered and not self.ether.is_covered(name):
                leaving = tuple(Uplink(mobile.slots[slot].card.imsi, Detach()) for slot in mobile.ready)
                for slot in slots:
                    mobile.lose_coverage(slot, self.now_ms)
            elif self.ether.is_covered(name) and not was_covered:
                coming = tuple(parcel for slot in slots for parcel in mobile.find_coverage(slot))
            self.phones[name].refresh(self.now_ms)
        for parcel in leaving:
            self._hear(name, parcel)
        self._send_up(name, coming)

    def ussd_from_operator(self, who: str, text: str | Text, *, notify: bool = False) -> Begun:
        """Have the operator ask somebody by USSD, or with `notify` only show something; what becomes of it.

        Raises:
            ValueError: nobody is called so, or the text does not fit a USSD message.
        """
        number = next((msisdn for msisdn in (msisdn_of(who),) if msisdn), None) or self.person(who).msisdns[0]
        said = text if isinstance(text, str) else text.value
        told = Act("operator_notify" if notify else "operator_ussd", number, said)
        return self.happen(lambda network, at_ms: network.ussd_from_operator(number, text, at_ms, notify=notify), told)

    def execute(self, command: Command, told: Act | None = None, name: str = "") -> Entry | Refusal:
        """A command that comes over no phone, such as money paid in at a counter, through the operator's one door."""
        return self.happen(lambda network, at_ms: network.desk.door.execute(command, at_ms), told, name)

    def frame(self, name: str) -> Frame:
        """What somebody's phone shows now."""
        return self.phones[name].frame(self.now_ms)

    def standing(self, msisdn: str) -> Standing | None:
        """What a subscriber has now; None for another operator's."""
        if self.network.desk.directory.by_msisdn[msisdn].operator != HOME:
            return None
        return self.network.desk.door.standing(msisdn, self.now_ms)

    def resume(self, kept: UnderWay) -> None:
        """Go on from the weather and what crossed the air at another time; phones and operator are as they were then."""
        self.ether.resume(kept)
        self.network.resume()
        for name, phone in self.phones.items():
            phone.refresh(self.now_ms)
            self._ask(name)

    def listen(self, callback: Callable[[TraceEvent], None]) -> Callable[[], None]:
        """Have each new event of the trace told; returns what ends it."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def fall_silent(self) -> None:
        """Nobody is told of events any more."""
        self._listeners.clear()

    def next_due(self) -> int | None:
        """When the next thing happens by itself, in epoch milliseconds."""
        return earliest(
            self.ledger.next_due(), self.network.next_due(), self.ether.next_due(), self._waking.first(self._wakes.get)
        )

    def next_redraw(self) -> int | None:
        """When some phone looks otherwise though nothing happens, in epoch milliseconds."""
        return earliest(*(phone.next_redraw(self.now_ms) for phone in self.phones.values()))

    def advance(self, by_ms: int) -> None:
        """Let time pass; all that is due on the way happens at its time.

        Raises:
            ValueError: time does not go back.
        """
        if by_ms < 0:
            raise ValueError(f"time does not go back: {by_ms} ms")
        until_ms = self.now_ms + by_ms
        self.wait(lambda: False, by_ms)
        self.now_ms = until_ms

    def wait(self, done: Callable[[], bool], limit_ms: int) -> None:
        """Let time pass until something holds, looked at after each thing that happens, or nothing is due within a limit."""
        until_ms = self.now_ms + limit_ms
        while not done() and (due := self.next_due()) is not None and due <= until_ms:
            self.now_ms = max(self.now_ms, due)
            self._run_due()

    def settle(self, limit_ms: int = SETTLE_MS) -> None:
        """Let time pass until nothing is on its way to a phone; sessions that wait for a reply do not count."""
        until_ms = self.now_ms + limit_ms

        def settled() -> bool:
            word = self.next_word()
            return word is None or word > until_ms

        self.wait(settled, limit_ms)

    def next_word(self) -> int | None:
        """When the next message that is on its way arrives, in epoch milliseconds; time-outs of sessions do not count."""
        return earliest(self.ether.next_due(), self.network.next_word())

    def _run_due(self) -> None:
        """Whatever is due now, in the order ledger, network, air, handsets."""
        if self.ledger.is_due(self.now_ms):
            with self._input():
                self.network.hear(self.ledger.run_due(self.now_ms), self.now_ms)
        due = self.network.next_due()
        if due is not None and due <= self.now_ms:
            with self._input():
                self._send_down(self.network.run_due(self.now_ms))
        while (parcel := self.ether.take(self.now_ms)) is not None:
            self._arrive(parcel)
        for name in sorted(self._waking.take(self.now_ms, self._wakes.get), key=list(self.phones).index):
            self._send_up(name, self.phones[name].run_due(self.now_ms))

    def _ask(self, name: str) -> None:
        """A phone has acted, or somebody has done something to it: when does it act by itself next?"""
        self._wakes[name] = self.phones[name].next_due()
        self._waking.note(name, self._wakes[name])

    def _send_up(self, name: str, uplinks: tuple[Uplink, ...]) -> None:
        """What a phone sends on whatever was done to it."""
        self._ask(name)
        for parcel in uplinks:
            self._give_to_air(name, parcel)

    def _send_down(self, downlinks: tuple[Downlink, ...]) -> None:
        for parcel in downlinks:
            self._give_to_air(self._owner(parcel.imsi), parcel)

    def _give_to_air(self, name: str, parcel: Parcel) -> None:
        """A message goes on its way; one that does not reach the other side is traced here."""
        crossing = self.ether.cross(name, parcel, self.ledger.configuration.rules.ussd.timeout_s * SECOND_MS)
        if all(crossed is not parcel for _, crossed in crossing):
            self._lose(name, parcel, "rejected" if crossing else "lost")
        for delay_ms, crossed in crossing:
            arrived = self.ether.carry(crossed, delay_ms, self.now_ms)
            if arrived and isinstance(crossed, Uplink):
                self._hear(name, crossed)

    def _hear(self, name: str, parcel: Uplink) -> None:
        """The network takes a message."""
        head = self.ledger.head
        with self._input():
            self._send_down(self.network.receive(parcel, self.now_ms))
        self._note(name, parcel.imsi, "up", parcel.message, None, head)

    def _lose(self, name: str, parcel: Parcel, outcome: Outcome) -> None:
        """A message does not arrive."""
        if isinstance(parcel, Uplink):
            self._note(name, parcel.imsi, "up", parcel.message, None, self.ledger.head, outcome)
        else:
            self._note(name, parcel.imsi, "down", parcel.message, parcel.refused, self.ledger.head, outcome)

    def _arrive(self, parcel: Parcel) -> None:
        name = self._owner(parcel.imsi)
        if isinstance(parcel, Uplink):
            self._hear(name, parcel)
            return
        if not any(slot.registered for slot in self.phones[name].mobile.slots if slot.card.imsi == parcel.imsi):
            self._lose(name, parcel, "lost")
            return
        head = self.ledger.head
        with self._input():
            uplinks = self.phones[name].receive(parcel, self.now_ms)
        self._note(name, parcel.imsi, "down", parcel.message, parcel.refused, head)
        self._send_up(name, uplinks)

    def _owner(self, imsi: str) -> str:
        """Whose SIM it is."""
        return self._owners[imsi]

    def _note(
        self,
        name: str,
        imsi: str,
        direction: Literal["up", "down"],
        message: Up | Down,
        refused: Refused | None,
        head: int,
        outcome: Outcome = "delivered",
    ) -> None:
        """Write one event; its entries are those that the books wrote since `head`."""
        self._traced += 1
        event = TraceEvent(
            seq=self._traced,
            at_ms=self.now_ms,
            phone=name,
            sim=self.network.desk.directory.by_imsi[imsi].msisdn,
            direction=direction,
            message=message,
            outcome=outcome,
            refusal=refused,
            entries=tuple(range(head + 1, self.ledger.head + 1)),
        )
        self.trace.append(event)
        for listener in tuple(self._listeners):
            listener(event)

    def close(self) -> None:
        """Keep the clock and let the journal go; a world whose journal failed keeps nothing more.

        Raises:
            JournalError: the clock cannot be kept.
        """
        try:
            if not self._poisoned:
                with self._input():
                    pass
        finally:
            (self.ledger.journal if self._poisoned else self.ledger).close()

    def _took(self, name: str, act: Act | None) -> None:
        """Take down what came in; what nobody can tell is not taken down."""
        if act is None:
            return
        if self.other_fixtures:
            self.inputs.append(Input(self.now_ms, "", Act(REOPENED)))
            self.other_fixtures = False
        self.inputs.append(Input(self.now_ms, name, act))

    @contextmanager
    def _input(self) -> Iterator[None]:
        """One input, one commit: what the books wrote is kept before anything of it is told to a phone."""
        if self._poisoned:
            raise WorldPoisonedError("this world's journal failed; open it again")
        before = self.ledger.head
        try:
            yield
        except BaseException:
            self._poisoned = self.ledger.head > before
            raise
        self._poisoned = True
        state: dict[str, bytes | None] = {} if self._kept_ms == self.now_ms else {CLOCK: str(self.now_ms).encode()}
        self.ledger.commit(state if self.keeper is None else state | dict(self.keeper()))
        self._poisoned = False
        self._kept_ms = self.now_ms


def kept_clock(journal: Journal) -> int | None:
    """The clock of the world that a journal keeps, in epoch milliseconds; None if it keeps none yet.

    Raises:
        JournalError: the journal cannot be used.
    """
    kept = journal.load_state(without=INPUTS).get(CLOCK)
    return None if kept is None else int(kept)
