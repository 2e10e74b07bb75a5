"""The card of a show: it lies over the phones while time jumps, a case begins, or the books are shown."""

from __future__ import annotations

from typing import ClassVar

from tui.lines import Line
from tui.pages.stage import CARD_CELLS, card_lines
from tui.session import Session
from tui.widgets.panels import Panel


class TitleCard(Panel):
    """What the show's card says, in a frame."""

    INSET_RIGHT: ClassVar[int] = 0

    def __init__(self, session: Session, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(self._card_lines, id=id)
        self._session = session

    def rows(self) -> int:
        """How many rows the card has; 0 if there is none."""
        return len(self._card_lines(CARD_CELLS, 0))

    def _card_lines(self, width: int, _height: int) -> tuple[Line, ...]:
        show = self._session.show
        return () if show is None or show.card is None else card_lines(self._session, show.card, width)
