"""The main screen: one phone or two, and beside them what there is room for."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.layout import Layout

from phone.trace import TraceEvent
from phone.world import World
from tui.lines import Line
from tui.pages.card import card_lines, header_lines, when_line
from tui.pages.foot import foot_line
from tui.pages.hints import hint_lines, notice_lines
from tui.pages.stage import stage_hints, stage_lines, told_lines
from tui.pages.tries import in_force, tries_lines
from tui.plan import Plan, plan
from tui.screens.plan_layout import PlanLayout
from tui.screens.tour_deeds import TourDeeds
from tui.session import Session
from tui.widgets.console import Console
from tui.widgets.key_cap import KeyCap
from tui.widgets.panels import CardPanel, EdgePanel, Panel
from tui.widgets.phone_body import QUIET, PhoneBody
from tui.widgets.tape import Tape
from tui.widgets.title_card import TitleCard

PHONES = ("phone", "phone-2")
CARDS = ("card", "card-2")


class PhoneScreen(TourDeeds):
    """Phones of one world and what goes with them."""

    STAGE = True

    def __init__(self, session: Session, tab: str) -> None:
        super().__init__(session)
        self._tab = tab
        self._arrangement = PlanLayout(phones=len(session.seats))
        self._arrangement.stage = session.show is not None
        self.presents = False
        """Whether it opens the presenter's view at once."""
        self._looked_at = ""
        self.typed_before: list[events.Key | events.Paste] = []
        """What the user typed before this screen was there; it is answered for once it is."""

    def again(self) -> PhoneScreen:
        """A new screen for the same sitting."""
        return PhoneScreen(self.session, self.console.tab)

    @property
    def layout(self) -> Layout:
        """Places by the plan."""
        return self._arrangement

    @property
    def plan(self) -> Plan:
        """How the screen is divided now."""
        return plan(*self.size, phones=len(self.session.seats))

    def compose(self) -> ComposeResult:
        """Every part there is but the second phone; the plan says which are shown."""
        words, session = self.session.words, self.session
        yield PhoneBody(session.person, id="phone")
        yield self._card(0)
        yield Panel(lambda width, _: self._header(width), id="header")
        yield Console(session, self._tab, self._when, self._foot, id="console")
        yield Tape(words, session.entries_of, id="tape")
        tries = in_force(session.face, session.tour.rows)
        yield Panel(lambda width, height: tries_lines(tries, words, width, height), id="tries")
        yield Panel(self._stage, id="stage")
        yield EdgePanel(lambda width, _: self._hints(width), id="hints")
        yield EdgePanel(lambda width, height: notice_lines(words, width, height), id="notice")
        yield TitleCard(session, id="title-card")

    def on_mount(self) -> None:
        """Answer for what was typed before; Textual calls the handler of the base class by itself."""
        for event in self.typed_before:
            self.post_message(event)
        if self.presents:
            self.presents = False
            self.call_after_refresh(self.action_show)

    async def on_resize(self) -> None:
        """Let go of the key that is held, which may be gone; bring the second phone when there first is room for it."""
        self.release_keys()
        if "phone-2" in self.plan.parts and not self.query("#phone-2"):
            await self.mount(PhoneBody(self.session.seats[1], id="phone-2"), self._card(1))
        self.redraw(everything=True)

    @property
    def world(self) -> World:
        """What the keys act on."""
        return self.session.world

    @property
    def person(self) -> str:
        """Whose phone has the keyboard."""
        return self.session.person

    @property
    def phone(self) -> PhoneBody:
        """The phone that has the keyboard."""
        place = self.session.seat if self.two else 0
        return self.query_one(f"#{PHONES[place]}", PhoneBody)

    @property
    def two(self) -> bool:
        """Whether two phones are shown."""
        return "phone-2" in self.plan.parts and bool(self.query("#phone-2"))

    @property
    def tape(self) -> Tape:
        """What was said."""
        return self.query_one(Tape)

    @property
    def console(self) -> Console:
        """The operator's side."""
        return self.query_one(Console)

    def look_at(self, person: str) -> None:
        """Give the keyboard to a subscriber's phone."""
        self.console.active = False
        self.session.take(person)
        self.redraw(everything=True)

    def show_phones(self) -> None:
        """Draw what each phone shows."""
        for place, body in self._bodies():
            person = self.session.seats[place] if self.two else self.session.person
            chosen = person == self.person
            body.show(
                self.world.frame(person),
                person,
                at_ms=self.world.now_ms,
                lamp=chosen and self.session.holds_next,
                named=self.session.words.person(person) if self.two else "",
                active=self.two and chosen,
            )

    def show_news(self, heard: list[TraceEvent]) -> None:
        """Tape, card, header and console."""
        if self._looked_at == self.person:
            self.tape.add(event for event in heard if event.phone == self.person)
        else:
            self._looked_at = self.person
            self.tape.begin(event for event in self.world.trace if event.phone == self.person)
        stage = () if self.session.show is None else ("#stage", "#hints")
        for name in ("#header", *stage, *(f"#{card}" for card in CARDS)):
            for panel in self.query(name).results(Panel):
                panel.redraw()
        self.console.catch_up()
        self.console.redraw()

    def begin_anew(self) -> None:
        """Tape and console are those of another world."""
        self._looked_at = ""
        self.console.begin_anew()

    def cover(self) -> None:
        """Show the card of the show, or none."""
        rows = self.query_one(TitleCard).rows()
        if rows != self._arrangement.card_rows:
            self._arrangement.card_rows = rows
            self.phone.refresh(layout=True)
        self.query_one(TitleCard).redraw()

    @property
    def alarmed(self) -> bool:
        """Whether a phone that is shown rings or shakes."""
        return any(body.alarm != QUIET for _, body in self._bodies())

    def on_key_cap_pressed(self, message: KeyCap.Pressed) -> None:
        """A click on a key; the phone that it belongs to has the keyboard from now on."""
        if message.phone != self.person or self.console.active:
            self.look_at(message.phone)
        self.key_down(message.key)

    def on_phone_body_taken(self, message: PhoneBody.Taken) -> None:
        """A click on a phone beside its keys."""
        self.look_at(message.phone)

    def action_show(self) -> None:
        """Open the presenter's view."""
        self._present(blank=False)

    def action_blank(self) -> None:
        """Open the presenter's view with nothing on it."""
        self._present(blank=True)

    def _present(self, *, blank: bool) -> None:
        from tui.screens.presenter import PresenterScreen  # noqa: PLC0415  (not before the first frame)

        self.release_keys()
        self.app.push_screen(PresenterScreen(self.session, blank=blank))

    def action_account(self, ability: str = "") -> None:
        """Open the personal account where it was left, or on the page of something that a site can have."""
        from tui.screens.account import AccountScreen  # noqa: PLC0415  (not before the first frame)

        self.release_keys()
        self.session.take_over()
        self.app.push_screen(AccountScreen(self.session, ability))

    def action_take(self, person: str) -> None:
        """Give the keyboard to a subscriber's phone."""
        self.look_at(person)

    def action_beside(self, person: str) -> None:
        """Put a subscriber's phone beside the one that has the keyboard."""
        if person != self.person and len(self.session.seats) > 1:
            self.session.seats[1 - self.session.seat] = person
            self.redraw(everything=True)

    def action_next_phone(self, step: int) -> None:
        """Go to the phone beside this one, or on to the next subscriber of the world, or back."""
        self.console.active = False
        if self.two:
            self.session.seat = 1 - self.session.seat
        else:
            self.session.take_next(step)
        self.redraw(everything=True)

    def _bodies(self) -> list[tuple[int, PhoneBody]]:
        found = [(place, self.query(f"#{name}").results(PhoneBody)) for place, name in enumerate(PHONES)]
        return [(place, body) for place, bodies in found for body in bodies]

    def _card(self, place: int) -> CardPanel:
        """The card of the subscriber in a place; the only one shows who has the keyboard."""
        session = self.session

        def lines(width: int, height: int) -> tuple[Line, ...]:
            person = session.seats[place] if self.two else session.person
            active = self.two and place == session.seat
            return card_lines(session.holder(person), session.words, width, height, active=active)

        return CardPanel(lines, id=CARDS[place])

    def _header(self, width: int) -> tuple[Line, ...]:
        session, left_ms = self.session, self.session.ussd_left_ms(self.person)
        told = "" if left_ms is None else f"USSD {max(0, left_ms) // 60_000}:{max(0, left_ms) // 1000 % 60:02}"
        told = f"{told} AT".lstrip() if session.ports.of(self.person) else told
        told = f"{told} {session.words('state.recording')}".lstrip() if session.reel.runs else told
        return header_lines(
            session.holder(self.person), self.world.now_ms, session.sign, session.words, width, session=told
        )

    def _stage(self, width: int, height: int) -> tuple[Line, ...]:
        show = self.session.show
        if show is None:
            return ()
        alone = "tries" not in self.plan.parts
        return told_lines(show, width, height) if alone else stage_lines(show, self.session.words, width, height)

    def _hints(self, width: int) -> tuple[Line, ...]:
        show, words = self.session.show, self.session.words
        if show is None:
            return hint_lines(words, width)
        return stage_hints(show, words, width, status="tries" not in self.plan.parts)

    def _when(self) -> Line:
        return when_line(self.world.now_ms, self.session.sign, self.session.words)

    def _foot(self, width: int) -> Line:
        page = self.console.page if self.console.active else None
        told = [(key.letter, key.text) for key in page.KEYS] if page else []
        return foot_line(self.session, told, width, active=self.console.active)
