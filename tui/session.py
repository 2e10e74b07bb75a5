"""What the screens of the face share: the world, whose phones are shown, how its time goes, and what was pressed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Final

from attrs import define, evolve, field, frozen

from ledger.commands import TopUp
from ledger.entries import Entry
from ledger.journal.memory import MemoryJournal
from phone.choosing import choose
from phone.editions import Edition
from phone.handset.ui.keys import Key
from phone.inputs import Act
from phone.network.directory import HOME
from phone.tour.tour import Tour
from phone.trace import TraceEvent
from phone.world import Person, World
from tui.account.visit import Visit
from tui.keyboard import bearer
from tui.ledger_words import LedgerWords
from tui.pace import Pace
from tui.pages.card import Holder
from tui.pages.tries import Face
from tui.ports import Ports
from tui.recording import Reel
from tui.show import Show
from tui.words import LATIN, Words

KEYS_KEPT: Final = 24
"""How many of the last keys are remembered for who looks on."""
STEP_HELD_MS_MAX: Final = 200
"""The most world time between two looks at the keyboard while a key is down: a busy machine makes no long press of a short one."""
AWAITED_MS: Final = 60_000
"""A message that arrives later than this is nothing that somebody waits for with the phone in the hand."""


@frozen
class Struck:
    """A key of somebody's phone that was pressed, or a character that was typed."""

    person: str
    shown: str


@define(eq=False)
class Session:
    """One sitting at a world.

    Attributes:
        world: what the keys act on; driven from the app's thread only.
        words: the language of the face.
        pace: how the world's time goes.
        face: the codes to try.
        seats: whose phones stand side by side where there is room, from left to right.
        seat: the place of the phone that has the keyboard; the only one that is shown where there is no room for two.
        flash_ms: how long a key stays lit after a press by keyboard; 0 for not at all.
        keys: the last keys, oldest first.
        ports: which phones computers reach as a modem.
        show: a dialog that is played for an audience, if one is: the world is the one that it shows.
        begun_at: the newest entry when the sitting began: what came later would be lost with an unsaved world.
    """

    world: World
    words: Words
    pace: Pace
    face: Face
    seats: list[str]
    seat: int = 0
    flash_ms: int = 0
    keys: deque[Struck] = field(factory=lambda: deque(maxlen=KEYS_KEPT))
    down: str | None = None
    """On whose phone a key is kept down."""
    sure: bool = True
    """Whether the key that is down is known to be kept down."""
    holds_next: bool = False
    """Whether the next key is to be held."""
    jumping: bool = False
    """Whether a jump in time is on its way; time does not go by itself meanwhile."""
    caption: str = ""
    """What somebody wants to tell an audience, of at most two rows."""
    ports: Ports = field(factory=Ports)
    visits: dict[str, Visit] = field(factory=dict)
    """Whose phone → their visit to the personal account, of those who have opened it: each has a browser of their own."""
    show: Show | None = None
    reel: Reel = field(init=False)
    """What is being recorded."""
    cut: Reel | None = field(default=None, init=False)
    """What was being recorded of a world that the show has left, and is to be written."""
    begun_at: int = field(init=False)
    _tour: Tour | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self.begun_at = self.world.ledger.head
        self.words = evolve(self.words, called=self._called, person=self._person)
        self.reel = Reel(self.world)

    def _called(self, owner: str) -> str:
        """Whose an account of the books is, by name, in the world that is shown now."""
        return LedgerWords.of(self.world, self.words.language, self._person).owner(owner, self.world.ledger.book)

    def _person(self, name: str) -> str:
        """Somebody's name, for who reads English the Latin one that the world has; a SIM keeps its place behind it."""
        who, slash, place = name.partition("/")
        known = self.world.people.get(who) if self.words.language == LATIN else None
        alias = known.alias if known is not None else ""
        return f"{alias[:1].upper()}{alias[1:]}{slash}{place}" if alias else name

    @property
    def tour(self) -> Tour:
        """What can be tried in the world that is shown, and what of it was done."""
        if self._tour is None or self._tour.world is not self.world:
            self._tour = Tour.begin(self.world)
        return self._tour

    @property
    def person(self) -> str:
        """Whose phone has the keyboard."""
        return self.seats[self.seat]

    def take(self, person: str) -> None:
        """Give the keyboard to somebody's phone: it stays in its place if it is there already."""
        if person in self.seats:
            self.seat = self.seats.index(person)
        else:
            self.seats[self.seat] = person

    def follow(self) -> None:
        """See what the show shows: its world, the phone that is looked at, and what the audience is told."""
        if self.show is None:
            return
        self.world, self.caption = self.show.world, self.show.caption
        if self.reel.world is not self.show.lasting:
            self.cut = self.reel if self.reel.runs else self.cut
            self.reel = Reel(self.show.lasting)
        if not self.show.by_hand:
            self.take(self.show.looked_at)

    def leave_world(self) -> None:
        """Another world has begun: nobody serves the ports of the one before, or visits its account."""
        self.ports.close()
        self.visits.clear()

    def take_over(self) -> None:
        """A key of a phone by hand: from now on the phones are the user's."""
        if self.show is not None and not self.show.by_hand:
            self.show.take_over()
            self.follow()
            self.pace.mode = "calm"

    def take_next(self, step: int) -> None:
        """Take the phone of the next subscriber of the world, or of the one before, in the place of this one."""
        names = list(self.world.people)
        person = names[(names.index(self.person) + step) % len(names)]
        if person in self.seats:
            self.seats = [self.person if name == person else name for name in self.seats]
        self.seats[self.seat] = person

    def press(self, key: Key, person: str | None = None) -> None:
        """A key of a phone, of the one with the keyboard if nobody else's is meant."""
        name = person or self.person
        self._strike(name, key)
        self.key_up()
        if self.holds_next:
            self.holds_next = False
            self.world.hold(name, key)
        else:
            self.world.press(name, key)

    def key_down(self, key: Key, *, sure: bool = True) -> None:
        """A key of the phone with the keyboard is pressed and kept down; held to its end if the next key was to be.

        Terminals tell no release: a key of the computer is not `sure` to be kept down until it repeats, and until then it
        never counts as held, however late a busy machine lets it go.
        """
        self._strike(self.person, key)
        self.key_up()
        if self.holds_next:
            self.holds_next = False
            self.world.hold(self.person, key)
        else:
            self.down, self.sure = self.person, sure
            self.world.key_down(self.person, key)

    def key_up(self, person: str | None = None) -> None:
        """The key that is kept down is let go, on anybody's phone if no one is meant."""
        if self.down is not None and person in (None, self.down):
            self.world.key_up(self.down)
            self.down = None

    @property
    def writes(self) -> bool:
        """Whether a digit of the keyboard is a character now: something is being written, and no key is to be held."""
        return not self.holds_next and self.world.phones[self.person].writes

    def type(self, character: str) -> None:
        """A character on the phone that has the keyboard."""
        self._strike(self.person, bearer(character) or character)
        self.key_up()
        self.world.type(self.person, character)

    def dial(self, code: str) -> None:
        """Leave whatever the phone shows, dial a code and call."""
        self.press("end")
        for character in code:
            self.type(character)
        self.press("call")

    def holder(self, person: str) -> Holder:
        """A subscriber with what there is now on the first SIM."""
        msisdn = self.world.people[person].msisdns[0]
        return Holder(person, msisdn, self.world.standing(msisdn))

    def sims(self) -> Iterator[tuple[Person, int, str]]:
        """(person, slot from 0, MSISDN) of every SIM in a phone."""
        for person in self.world.people.values():
            for slot, msisdn in enumerate(person.msisdns):
                yield person, slot, msisdn

    def is_ours(self, msisdn: str) -> bool:
        """Whether a SIM is this operator's, so that the books know it."""
        return self.world.network.desk.directory.by_msisdn[msisdn].operator == HOME

    def entries_of(self, event: TraceEvent) -> Iterator[Entry]:
        """The entries that a message caused."""
        for number in event.entries:
            yield next(self.world.ledger.entries(number))

    def ussd_left_ms(self, person: str) -> int | None:
        """How long the network keeps somebody's USSD session open if nothing comes; None without one."""
        sessions = self.world.network.gateway.sessions
        slots = self.world.phones[person].mobile.slots
        ends = [sessions[slot.card.imsi].expires_at_ms for slot in slots if slot.card.imsi in sessions]
        return min((end_ms - self.world.now_ms for end_ms in ends if end_ms is not None), default=None)

    def editions(self) -> dict[str, str]:
        """Every edition of the programme and the key of its title."""
        known = self.world.fixtures.read("editions", dict[str, Edition])
        return {name: edition.title for name, edition in known.items()}

    def weather(self, person: str) -> str:
        """The name of the weather around somebody's phone."""
        return self.world.ether.weather(person)

    def set_display(self, person: str, size: str) -> None:
        """Let somebody's phone show another number of columns and rows, such as 14x6."""
        choose(self.world, person, "display", size)

    def set_sim(self, person: str, slot: int) -> None:
        """Let somebody's phone call, write and ask with the SIM of a slot, counted from 0."""
        choose(self.world, person, "sim", str(slot + 1))

    def speak(self, locale: str) -> None:
        """Let face and phones speak another language; the operator speaks to each subscriber as before."""
        self.words = evolve(self.words, language=locale)
        for person in self.world.people:
            choose(self.world, person, "language", locale)

    def top_up(self, msisdn: str, kopecks: int) -> None:
        """Pay money in at the operator's counter, through the one door to the books."""
        name, slot = next((person.name, slot) for person, slot, sim in self.sims() if sim == msisdn)
        self.world.execute(TopUp(msisdn, kopecks), Act("top_up", roubles(kopecks), slot=slot), name)

    @property
    def payer(self) -> str | None:
        """The SIM that life outside the phone reaches: of the phone with the keyboard the first of this operator's."""
        return next((sim for sim in self.world.people[self.person].msisdns if self.is_ours(sim)), None)

    def coming(self) -> tuple[tuple[int, str], ...]:
        """(when, who acts) of what the books, the network and the air do next by themselves, soonest first."""
        dues = {
            "books": self.world.ledger.next_due(),
            "network": self.world.network.next_due(),
            "air": self.world.next_word(),
        }
        return tuple(sorted((due_ms, name) for name, due_ms in dues.items() if due_ms is not None))

    def next_event(self) -> int | None:
        """When something happens next by itself that people would notice: a phone's lamp does not count."""
        coming = self.coming()
        return coming[0][0] if coming else None

    @property
    def saved(self) -> bool:
        """Whether a file keeps the world."""
        return not isinstance(self.world.ledger.journal, MemoryJournal)

    @property
    def unsaved(self) -> bool:
        """Whether something was written that no file keeps; what is shown can be shown again."""
        return self.show is None and not self.saved and self.world.ledger.head > self.begun_at

    @property
    def awaited(self) -> bool:
        """Whether something is on its way that somebody waits for."""
        due_ms = self.world.next_word()
        return due_ms is not None and due_ms - self.world.now_ms <= AWAITED_MS

    def end(self) -> Iterator[str]:
        """Write what is being recorded, and close the world; what is to be said of it."""
        try:
            yield from self.reel.end()
        finally:
            self.world.close()

    @property
    def sign(self) -> str:
        """The pace in a few cells."""
        if self.show is not None and not self.show.by_hand:
            return self.show.sign
        return self.pace.sign(awaited=self.pace.mode == "calm" and self.awaited)

    def elapse(self) -> bool:
        """Let as much of the world's time go by as the pace brings; whether there was any."""
        elapsed_ms = self.pace.elapsed_ms(awaited=self.pace.mode == "calm" and self.awaited)
        if self.down is not None:
            elapsed_ms = min(elapsed_ms, STEP_HELD_MS_MAX)
        if self.down is not None and not self.sure:
            held_at_ms = self.world.phones[self.down].interface.hold_at_ms
            if held_at_ms is not None:
                elapsed_ms = max(0, min(elapsed_ms, held_at_ms - self.world.now_ms - 1))
        if elapsed_ms:
            self.world.advance(elapsed_ms)
        return elapsed_ms > 0

    def pass_until(self, until_ms: int, over: Callable[[], bool]) -> bool:
        """Let time pass up to a moment, or until `over` says that it is enough for now; whether the moment has come."""
        world = self.world
        self.key_up()
        while world.now_ms < until_ms:
            due_ms = world.next_due()
            world.advance((until_ms if due_ms is None else min(until_ms, max(due_ms, world.now_ms))) - world.now_ms)
            if over():
                break
        return world.now_ms >= until_ms

    def show_key(self, person: str, shown: str) -> None:
        """A key was pressed for the show."""
        self.keys.append(Struck(person, shown))

    def _strike(self, person: str, shown: str) -> None:
        self.take_over()
        self.keys.append(Struck(person, shown))
        self.pace.stir()


def roubles(kopecks: int) -> str:
    """An amount as dialogs write it."""
    return f"{kopecks // 100}.{kopecks % 100:02}"
