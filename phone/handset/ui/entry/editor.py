"""A text being written on twelve keys, for any screen: a value that answers each key with its successor."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from phone.handset.ui.entry.counter import Count, Limit, count
from phone.handset.ui.entry.draft import Draft, Kind
from phone.handset.ui.entry.keystrokes import held, owned, owned_held, pressed, taken, typed
from phone.handset.ui.entry.layout import Layout, lay_out
from phone.handset.ui.entry.modes import DIGIT_MODE, PREDICTED, Mode
from phone.handset.ui.entry.multitap import EntryLanguage
from phone.handset.ui.entry.pending import Pending, Table
from phone.handset.ui.entry.predictive import Lexicon
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, follow

NO_LEXICON: Final = Lexicon()


@frozen
class Editor:
    """A draft in its window on the display; plain data, which a save can hold.

    Attributes:
        draft: the text, the cursor, the mode and what is pending.
        columns: columns of the display.
        lines: rows that the editor fills, its status row among them; at least 2.
        top: first line of the text in view.
        before: the draft as it was before the last press of a key, which a hold of that key takes back.
        pressed: that key.
    """

    draft: Draft
    columns: int = 20
    lines: int = 8
    top: int = 0
    before: Draft | None = None
    pressed: Key | None = None

    @classmethod
    def of(
        cls,
        text: str,
        limit: Limit,
        *,
        kind: Kind = "text",
        size: tuple[int, int] = (20, 8),
        language: str = "ru",
        predictive: bool = False,
    ) -> Editor:
        """An editor with the cursor behind a text, which is kept whole even if it is too long: then it is `full`.

        `size` is columns and rows, the status row among them. A language whose letters no key bears is written as Russian.
        """
        draft = Draft(
            text,
            len(text),
            limit,
            kind,
            language="en" if language == "en" else "ru",
            mode=DIGIT_MODE if kind == "number" else _first_mode(predictive=predictive),
            predictive=predictive,
            full=not limit.fits(text),
        )
        return cls(draft, *size).showing(draft)

    @property
    def text(self) -> str:
        """All that shows, the pending letter or word too."""
        return self.draft.text

    @property
    def accepted(self) -> str:
        """The text without its pending letter or word."""
        return self.text[: self.draft.start] + self.text[self.cursor :]

    @property
    def cursor(self) -> int:
        """Index of the character before which the cursor stands."""
        return self.draft.cursor

    @property
    def full(self) -> bool:
        """Whether a character found no room since the last edit."""
        return self.draft.full

    @property
    def mode(self) -> Mode:
        """How the keys write."""
        return self.draft.mode

    @property
    def language(self) -> EntryLanguage:
        """Whose letters the keys write."""
        return self.draft.language

    @property
    def pending(self) -> Pending:
        """What the next press may still change."""
        return self.draft.pending

    @property
    def choosing(self) -> bool:
        """Whether the symbol table is open; then the soft keys choose and leave it."""
        return isinstance(self.draft.pending, Table)

    @property
    def count(self) -> Count:
        """What the counter says."""
        return count(self.text, self.draft.limit)

    @property
    def layout(self) -> Layout:
        """Where each character stands."""
        return lay_out(self.text, self.columns)

    def owns(self, key: Key) -> bool:
        """Whether a press of the key is for the editor; what it does not own is for the screen.

        Its own are the twelve keys and the arrows (up and down in a text of many lines only), C while there is something to
        delete, and in the open symbol table also the centre key and the soft keys.
        """
        return owned(self.draft, key)

    def owns_hold(self, key: Key) -> bool:
        """Whether a hold of the key is for the editor: the twelve keys and C; in a number 0 and C."""
        return owned_held(self.draft, key)

    def takes(self, character: str) -> bool:
        """Whether a character from a computer keyboard has a place here."""
        return taken(self.draft, character)

    def press(self, key: Key, at_ms: int, lexicon: Lexicon = NO_LEXICON) -> Editor:
        """After a key went down; one that is not its own only makes the pending letter or word final."""
        draft = self.run_due(at_ms).draft
        if not owned(draft, key):
            return self.showing(draft.settled())
        vertical = key in {"up", "down"} and not self.choosing
        if vertical:
            after = draft.move(self.layout.moved(draft.cursor, 1 if key == "down" else -1))
        else:
            after = pressed(draft, key, at_ms, lexicon)
        return self._window(after, draft, key)

    def hold(self, key: Key, at_ms: int) -> Editor:
        """After the key that was pressed last stayed down: what the press began is taken back, and the hold does its own.

        A digit is written at once, `#` changes the language, `*` opens the symbol table, C clears all, 0 in a number is `+`.
        A hold that was not pressed before does the same; one that is not its own changes nothing.
        """
        if not self.owns_hold(key):
            return self
        draft = self.run_due(at_ms).draft
        if self.before is not None and self.pressed == key:
            draft = self.before
        return self if isinstance(draft.pending, Table) else self.showing(held(draft, key))

    def type(self, character: str) -> Editor:
        """After one character from a computer keyboard, as it is; one that it does not take only makes final what was pending."""
        settled = self.draft.settled()
        return self.showing(typed(settled, character) if self.takes(character) else settled)

    def next_due(self) -> int | None:
        """When the pending letter becomes final, UTC epoch milliseconds."""
        return self.draft.commit_at_ms

    def run_due(self, at_ms: int) -> Editor:
        """With the pending letter final if its time is over; nothing else changes by itself."""
        due_ms = self.draft.commit_at_ms
        return self if due_ms is None or at_ms < due_ms else evolve(self, draft=self.draft.settled())

    def settled(self) -> Editor:
        """With the pending letter or word final, and the symbol table closed."""
        return self.showing(self.draft.settled())

    def sized(self, columns: int, lines: int) -> Editor:
        """On a display of another size."""
        return evolve(self, columns=columns, lines=lines).showing(self.draft)

    def predicting(self, *, on: bool) -> Editor:
        """With prediction on, in its first mode, or off."""
        return self.showing(evolve(self.draft.settled(), predictive=on, mode=_first_mode(predictive=on)))

    def showing(self, draft: Draft) -> Editor:
        """The editor of another draft, with its cursor in view; no press can be taken back."""
        return self._window(draft, None, None)

    def _window(self, draft: Draft, before: Draft | None, key: Key | None) -> Editor:
        layout, height = lay_out(draft.text, self.columns), self.lines - 1
        if len(layout.starts) <= height:
            return Editor(draft, self.columns, self.lines, 0, before, key)
        top = clamp(follow(self.top, layout.place(draft.cursor)[0], height), len(layout.starts), height)
        return Editor(draft, self.columns, self.lines, top, before, key)


def _first_mode(*, predictive: bool) -> Mode:
    return PREDICTED[0] if predictive else "Abc"
