"""Running dialogs without a test runner: every case in every locale, what came of it, and what an update makes of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from phone.dialog.files import Source
from phone.dialog.model import Case, Dialog
from phone.dialog.play import Played, play
from phone.dialog.update import Updated, updated
from phone.dialog.verdict import Claim


@frozen
class Job:
    """One case in one locale, to be played."""

    source: Source
    dialog: Dialog
    case: Case
    locale: str

    @property
    def label(self) -> str:
        """Its name among all: file, case and locale."""
        return f"{self.source.name}::{self.case.title}[{self.locale}]"

    def play(self) -> Played:
        """Play it.

        Raises:
            DialogError: the world of the header cannot be opened.
        """
        return play(self.dialog, self.case, self.locale, self.source.folder)


def jobs(source: Source, locale: str | None = None) -> Iterator[Job]:
    """The cases of a file in the locales of its header, or in one of them."""
    for dialog in source.dialogs:
        for case in dialog.cases:
            for one in dialog.header.locales:
                if locale in (None, one):
                    yield Job(source, dialog, case, one)


def accepted(source: Source, results: Sequence[tuple[Job, Played]]) -> Updated:
    """The text of a file in which all holds that was played."""
    claims: dict[int, dict[str, list[Claim]]] = {}
    for job, played in results:
        place = next(place for place, dialog in enumerate(source.dialogs) if dialog is job.dialog)
        claims.setdefault(place, {}).setdefault(job.locale, []).extend(played.claims)
    return accepted_claims(source, claims)


def accepted_claims(source: Source, claims: Mapping[int, Mapping[str, Sequence[Claim]]]) -> Updated:
    """The same by the claims alone: place of a dialog in its file → locale → claims. The last dialog is rewritten first."""
    text = source.text
    notes: list[str] = []
    for place, dialog in reversed(tuple(enumerate(source.dialogs))):
        done = updated(text, claims.get(place, {}), dialog.header.locales)
        text = done.text
        notes[:0] = done.notes
    return Updated(text, tuple(notes))
