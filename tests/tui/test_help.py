"""The help: each key is explained once, and as what it is."""

from __future__ import annotations

import pytest

from tui.commands import COMMANDS
from tui.opening import bundled_words
from tui.screens.help import help_lines


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_no_two_rows_say_the_same(locale: str) -> None:
    words = bundled_words(locale)
    rows = ["".join(piece.text for piece in line) for line in help_lines(words, 400)]
    texts = [row[16:].strip() for row in rows if row[16:].strip("─ ")]
    assert len(texts) > len([command for command in COMMANDS if command.shown])
    assert len(texts) == len(set(texts))


def test_F5_opens_the_presenters_view() -> None:
    rows = ["".join(piece.text for piece in line) for line in help_lines(bundled_words("en"), 400)]
    assert any(row.startswith("F5 ") and "presenter's view" in row for row in rows)
    assert any("While a dialog is played" in row and not row.startswith("F5 ") for row in rows)
