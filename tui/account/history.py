"""What the account went through: a kind, dates, a list, and the same as a file."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Button

from ledger.entries import Refusal
from phone.network.site.history import KINDS, Format, Kind, Line, exported
from tui import lines
from tui.account.page import Answer, Choice, Field, FocusListing, Press, SitePage, Told
from tui.pages.account import happened_line


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

    def compose(self) -> ComposeResult:
        """Kinds, dates, list, buttons."""
        words, drafts = self.words, self.visit.drafts
        kinds = [(kind, words(f"account.history.{kind}")) for kind in KINDS]
        yield Choice(kinds, drafts.kind, self._choose)
        with Horizontal(id="dates"):
            yield Field("since", words("account.history.since"), drafts.since, hint=words("account.history.date"))
            yield Field("until", words("account.history.until"), drafts.until, hint=words("account.history.date"))
        yield FocusListing(self._row, follows=False, id="happened")
        yield Told(id="all", classes="muted")
        with Horizontal(classes="buttons"):
            for form in get_args(Format):
                yield Press(words(f"account.history.{form}"), id=form)
        yield Answer()

    def on_mount(self) -> None:
        """List what there is."""
        self.catch_up()

    def _row(self, line: Line, width: int) -> lines.Line:
        return happened_line(line, self.words, width)

    def _choose(self, kind: str) -> None:
        self.visit.drafts.kind = next(one for one in KINDS if one == kind)
        self.catch_up()

    @property
    def _found(self) -> tuple[Line, ...] | Refusal:
        drafts = self.visit.drafts
        kind: Kind = drafts.kind
        return self.visit.mine.history(kind, drafts.since, drafts.until)

    def catch_up(self) -> None:
        """List what the choices let through; a date that is none is said beside it, and the list stays."""
        found = self._found
        for name in ("since", "until"):
            field = self.query_one(f"#{name}", Field)
            written = field.value
            wrong = self.visit.mine.history("all", written) if written.strip() else ()
            field.tell(self._say(wrong) if isinstance(wrong, Refusal) else "")
        if isinstance(found, Refusal):
            return
        self.query_one("#happened", FocusListing).begin(found)
        self._tell_all()

    def _say(self, refusal: Refusal) -> str:
        return self.visit.mine.refused(refusal, self.visit.world.now_ms).text.value

    def on_listing_chosen(self, message: FocusListing.Chosen) -> None:
        """Tell all of the chosen row, of which the list has no room for."""
        message.stop()
        self._tell_all()

    def _tell_all(self) -> None:
        line = self.query_one("#happened", FocusListing).chosen
        told = self.words.texts.word("site.history.none", self.words.language)
        if line is not None:
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
            path.write_text(exported(found, form, self.visit.world.texts.zone), encoding="utf-8")
        except OSError as error:
            self.query_one(Answer).say(self.words("account.history.failed", why=str(error)), refused=True)
        else:
            self.query_one(Answer).say(self.words("account.history.saved", path=path.name))
