"""An operator of the crawler's own: new subscribers, their dialogues, and what was heard in them, page by page."""

from __future__ import annotations

from typing import Final

from attrs import define, field, frozen

from ledger.calendar import DAY_MS
from ledger.commands import Command, OpeningLot, OpenPool, OpenSim
from ledger.configuration import Configuration
from ledger.entries import Entry
from ledger.journal.memory import MemoryJournal
from ledger.ledger import Ledger
from ledger.loading import Fixtures
from ledger.purses import POINTS
from phone.air.messages import Refused, UssdAsk, UssdEnd
from phone.air.text import Text, measure
from phone.network.commands import Door
from phone.network.desk import Desk
from phone.network.dialplan import Plan
from phone.network.directory import HOME, Directory, Subscriber
from phone.network.paging import MORE_KEY
from phone.network.services.registry import SERVICES
from phone.network.ussd import Answer, Gateway
from phone.texts import Texts

CRAWLED_AT_MS: Final = 1_773_298_920_000
"""The moment of the walk; any would do."""

PAGES_LIMIT: Final = 50
"""More pages than this one text never has."""


@frozen
class Heard:
    """What one reply brought, read to its last page.

    Attributes:
        text: all pages as one text, blanks evened out; empty if nothing came.
        key: of the text.
        pages: how many there were.
        open: whether the network waits for a reply.
        refused: what was refused.
    """

    text: str
    key: str
    pages: int
    open: bool
    refused: Refused | None


@define
class Operator:
    """An operator of the crawler's own, with as many subscribers as it asks for."""

    desk: Desk
    language: str
    gateway: Gateway = field(init=False)
    faults: list[str] = field(factory=list)
    born: int = 0

    def __attrs_post_init__(self) -> None:
        self.gateway = Gateway(self.desk, SERVICES)

    @classmethod
    def of(cls, fixtures: Fixtures, language: str) -> Operator:
        """The operator of some fixtures, who speaks one language."""
        configuration = Configuration.load(fixtures)
        ledger = Ledger.open(configuration, MemoryJournal())
        ledger.configure(CRAWLED_AT_MS)
        texts = Texts.load(fixtures, configuration.zone)
        return cls(Desk(Door(ledger), texts, Plan.load(fixtures), Directory()), language)

    def subscriber(self, *, member: bool) -> Subscriber:
        """A new subscriber, who can pay for everything."""
        self.born += 1
        msisdn, pool = f"7999{self.born:07}", f"crawled-{self.born}"
        made = Subscriber(f"00199{self.born:010}", msisdn, HOME, "", self.language)
        ledger = self.desk.door.ledger
        dearest = max((reward.price_points for reward in ledger.configuration.catalogue.values()), default=0)
        lots = (OpeningLot(POINTS, dearest + 1, CRAWLED_AT_MS + 300 * DAY_MS),)
        opening: tuple[Command, ...] = (OpenPool(pool, member, lots), OpenSim(msisdn, pool, ()))
        for command in opening:
            ledger.execute(command, CRAWLED_AT_MS)
        ledger.commit({})
        self.desk.directory.by_imsi[made.imsi] = made
        self.desk.directory.by_msisdn[msisdn] = made
        return made

    def word(self, key: str, language: str = "", /, **values: int | str) -> str:
        """A text as the crawler expects it, blanks evened out."""
        return even(self.desk.texts.word(key, language or self.language, **values))


@define
class Talk:
    """One dialogue of a new subscriber: a code, replies, and what came."""

    operator: Operator
    subscriber: Subscriber
    place: str
    head: int = 0

    @property
    def open(self) -> bool:
        """Whether the dialogue goes on."""
        return self.subscriber.imsi in self.operator.gateway.sessions

    def begin(self, code: str, pages: int = PAGES_LIMIT) -> Heard:
        """Dial, and read so many pages of what comes."""
        self.head = self.operator.desk.door.ledger.head
        return self._hear(self.operator.gateway.request(self.subscriber, code, CRAWLED_AT_MS), pages)

    def say(self, reply: str, pages: int = PAGES_LIMIT) -> Heard:
        """Reply, and read so many pages of what comes."""
        self.head = self.operator.desk.door.ledger.head
        return self._hear(self._reply(reply), pages)

    def written(self) -> tuple[Entry, ...]:
        """The entries that the last word wrote."""
        ledger = self.operator.desk.door.ledger
        ledger.commit({})
        return tuple(ledger.entries(self.head + 1))

    def _reply(self, reply: str) -> Answer:
        gateway = self.operator.gateway
        session = gateway.sessions.get(self.subscriber.imsi)
        return gateway.reply(self.subscriber, 0 if session is None else session.number, reply, CRAWLED_AT_MS)

    def _hear(self, answer: Answer, limit: int) -> Heard:
        pages: list[Text] = []
        refused = answer.down[0].refused if answer.down else None
        more = self.operator.desk.texts.word("page.more", self.subscriber.language, key=MORE_KEY)
        while True:
            message = answer.down[0].message if answer.down else None
            if not isinstance(message, UssdAsk | UssdEnd):
                break
            pages.append(message.text)
            self._measure(message.text)
            session = self.operator.gateway.sessions.get(self.subscriber.imsi)
            if len(pages) >= limit or session is None or not session.waiting_pages:
                break
            if not message.text.value.endswith(f"\n{more}"):
                self._fault(f'a page does not end with "{more}"')
            answer = self._reply(MORE_KEY)
        whole = "\n".join(page.value.removesuffix(f"\n{more}") for page in pages)
        return Heard(even(whole), (pages[0].key or "") if pages else "", len(pages), self.open, refused)

    def _measure(self, page: Text) -> None:
        found = measure(page.value, "ussd")
        if found.units > found.limit:
            self._fault(f"a page of {found.units} units, expected {found.limit} at most")

    def _fault(self, what: str) -> None:
        self.operator.faults.append(f"{self.place}: {what}")


def even(text: str) -> str:
    """A text with single blanks for all its blanks and line ends: pages break where they must."""
    return " ".join(text.split())
