"""A dialog in good form: one way to write each line, phones in columns, one blank line between cases."""

from __future__ import annotations

from typing import Final

from phone.dialog.cursor import Form, spelled
from phone.dialog.model import Dialog
from phone.dialog.syntax import lines_of
from phone.dialog.words import Language, Vocabulary, bundled_words

GAP: Final = "  "


def formatted(dialog: Dialog, language: Language | None = None, words: Vocabulary | None = None) -> str:
    """The text of a dialog in good form; what ends its lines stays.

    Comments stay, blank lines too, but never two of them together, and each case has one before it. What a text or a
    display has between its bars is not touched.

    Args:
        dialog: as it was read.
        language: in whose words to write it; None for those of its header, or as each word is written.
        words: the vocabulary.
    """
    words = words or bundled_words()
    chosen: Language | None = language or dialog.header.language or None  # type: ignore[assignment]
    ending = "\r\n" if "\r\n" in dialog.text else "\n"
    phones = _columns(dialog, words, chosen)
    written: list[str] = []
    for number, line in enumerate(lines_of(dialog.text), start=1):
        form = dialog.forms.get(number)
        text = phones.get(number) or (line.rstrip() if form is None else _line(form, words, chosen))
        if not text and (not written or not written[-1]):
            continue
        if text.startswith("== ") and written and written[-1] and not written[-1].startswith("#"):
            written.append("")
        written.append(text.replace("№", "#", 1) if form is None and text.lstrip().startswith("№") else text)
    while written and not written[-1]:
        written.pop()
    return ending.join((*written, "")) if written else ""


def _line(form: Form, words: Vocabulary, language: Language | None) -> str:
    return spelled(form, words, language)


def _columns(dialog: Dialog, words: Vocabulary, language: Language | None) -> dict[int, str]:
    """Line → the text of the header's phones, their names and numbers in columns."""
    rows = [(phone.line, phone.name, bool(phone.msisdn), dialog.forms[phone.line]) for phone in dialog.header.phones]
    widest = max((len(name) for _, name, _, _ in rows), default=0)
    written: dict[int, str] = {}
    for line, name, numbered, form in rows:
        number, rest = (str(form[1]), form[2:]) if numbered else ("", form[1:])
        columns = [name.ljust(widest), number.ljust(NUMBER) if numbered else "", spelled(rest, words, language)]
        written[line] = f"{GAP}{GAP.join(filter(None, columns))}".rstrip()
    return written


NUMBER: Final = len("+7 916 000-00-01")
"""Characters of a number in its column."""
