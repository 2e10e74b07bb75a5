"""What the account went through: a kind, dates, a list, and the same as a file."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Button

from ledger.entries import Refusal
from ledger.statement import Row
from phone.network.site.history import KINDS, Format, exported, of_kind
from tui import lines
from tui.account.page import Answer, Choice, Field, FocusListing, Press, SitePage, Told
from tui.account.visit import Visit
from tui.pages.account import happened_lines


class HistoryPage(SitePage):
    """Newest first."""

    FIRST = "#happened"

    class Export(Message):
        """A file is to be written."""

        def __init__(self, path: Path, text: str) -> None:
            super().__init__()
            self.path = path
            """Where."""
            self.text = text
            """What stands in it."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit)
        self._asked: tuple[int, str, str] = (-1, "", "")
        """How many entries there were, and the dates, when the past was read."""
        self._read: tuple[Row, ...] | Refusal = ()

    def compose(self) -> ComposeResult:
        """Kinds, dates, list, buttons."""
        words, drafts = self.words, self.visit.drafts
        kinds = [(kind, words(f"account.history.{kind}")) for kind in KINDS]
        yield Choice(kinds, drafts.kind, self._choose)
        with Horizontal(id="dates"):
            yield Field("since", words("account.history.since"), drafts.since, hint=words("account.history.date"))
            yield Field("until", words("account.history.until"), drafts.until, hint=words("account.history.last"))
        yield FocusListing(self._row, choosable=lambda thing: not thing[1], follows=False, id="happened")
        yield Told(id="all", classes="muted")
        with Horizontal(classes="buttons"):
            for form in get_args(Format):
                yield Press(words(f"account.history.{form}"), id=form)
        yield Answer()

    def on_mount(self) -> None:
        """List what there is."""
        self.catch_up()

    def _row(self, thing: tuple[Row, int], width: int) -> lines.Line:
        """A row of the list: the first or the second line of something that happened."""
        row, place = thing
        told = happened_lines(self.visit.mine.told(row), self.words, width)
        return told[place] if place < len(told) else ()

    def _listed(self, rows: tuple[Row, ...], width: int) -> list[tuple[Row, int]]:
        told = self.visit.mine.told
        return [(row, place) for row in rows for place in range(len(happened_lines(told(row), self.words, width)))]

    def _choose(self, kind: str) -> None:
        self.visit.drafts.kind = next(one for one in KINDS if one == kind)
        self.catch_up()

    @property
    def _found(self) -> tuple[Row, ...] | Refusal:
        """What the choices let through; a long journal is read again only when it has grown or other dates are written."""
        drafts = self.visit.drafts
        asked = (self.visit.world.ledger.head, drafts.since, drafts.until)
        if asked != self._asked:
            self._asked, self._read = asked, self.visit.mine.rows(drafts.since, drafts.until)
        return self._read if isinstance(self._read, Refusal) else of_kind(self._read, drafts.kind)

    def catch_up(self) -> None:
        """List what the choices let through; a date that is none is said beside it, and the list stays."""
        if not self.query("#all"):
            return
        found = self._found
        for name in ("since", "until"):
            field = self.query_one(f"#{name}", Field)
            wrong = self.visit.mine.date_problem(field.value)
            field.tell(self._say(wrong) if wrong is not None else "")
        if isinstance(found, Refusal):
            return
        listing = self.query_one("#happened", FocusListing)
        listing.begin(self._listed(found, listing.row_width))
        self._tell_all()

    def on_resize(self) -> None:
        """What had no room in one row may have it now."""
        self.call_after_refresh(self.catch_up)

    def _say(self, refusal: Refusal) -> str:
        return self.visit.mine.refused(refusal, self.visit.world.now_ms).text.value

    def on_listing_chosen(self, message: FocusListing.Chosen) -> None:
        """Tell all of the chosen row, of which the list has no room for."""
        message.stop()
        self._tell_all()

    def _tell_all(self) -> None:
        chosen = self.query_one("#happened", FocusListing).chosen
        told = self.words.texts.word("site.history.none", self.words.language)
        if chosen is not None:
            line = self.visit.mine.told(chosen[0])
            entry = self.words.texts.word("ledger.entry", self.words.language, seq=line.row.entry.seq)
            told = f"{entry} {line.what}: {', '.join(line.changes)}" if line.changes else f"{entry} {line.what}"
        self.query_one("#all", Told).update(told)

    def on_field_written(self, message: Field.Written) -> None:
        """From another date, or to another."""
        setattr(self.visit.drafts, str(message.field.id), message.field.value)
        self.catch_up()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Write a file where the program runs."""
        event.stop()
        found = self._found
        form = next(one for one in get_args(Format) if one == event.button.id)
        if isinstance(found, Refusal):
            self.query_one(Answer).say(self._say(found), refused=True)
            return
        stamp = self.words.stamp(self.visit.world.now_ms)
        path = Path.cwd() / f"history-{self.visit.msisdn}-{stamp}.{form}"
        try:
            told = map(self.visit.mine.told, found)
            path.write_text(exported(told, form, self.visit.world.texts.zone), encoding="utf-8")
        except OSError as error:
            self.query_one(Answer).say(self.words("account.history.failed", why=str(error)), refused=True)
        else:
            self.query_one(Answer).say(self.words("account.history.saved", path=path.name))
