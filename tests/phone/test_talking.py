"""Conversations line by line: no line brings anything but a plain mistake, and what is written can be read again."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phone.dialog.talking import Talk
from phone.dialog.words import bundled_words
from tests.phone.worlds import ANNA, new_world

SITE = [word for verb in bundled_words().table.site.values() for word in verb.spellings("en")]
VERBS = [*SITE, *(word for section in ("verbs", "life") for word in bundled_words()[section].first_words)]
WORDS = st.one_of(
    st.sampled_from(
        [
            *VERBS,
            "wait",
            "часы",
            "air",
            "operator >",
            "Анна:",
            "Борис >",
            "2/2:",
            "/2:",
            "*111#",
            "*707*11#",
            "*#06#",
            "*33*1#",
            "**04*1*2*2#",
            "#",
            "№",
        ]
    ),
    st.sampled_from(["0890", "4555", "79160000001", "1", "2", "0", "99", "on", "off", "fine", "weak", "late", "busy"]),
    st.sampled_from(["+1d", "61s", "2 years", "9999y", "<", "|", "screen", "{a}", "Анна <", "  ru|"]),
    st.text(max_size=8).map(lambda text: " ".join(text.splitlines())),
)


def mistaken(talk: Talk, line: str) -> bool:
    """Whether a line is a mistake, told in one line."""
    try:
        talk.line(line)
    except ValueError as error:
        return len(str(error).splitlines()) == 1 or pytest.fail(str(error))
    return False


def conversation(lines: Iterable[str]) -> tuple[list[str], int]:
    """What a conversation of Анна's writes, and how many of its lines were mistakes."""
    written: list[str] = []
    world = new_world()
    world.settle()
    talk, mistakes = Talk(world, ANNA, 0, written.append), 0
    for line in lines:
        mistakes += mistaken(talk, line)
    talk.close()
    return written, mistakes


@given(st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=10))
@settings(max_examples=60, deadline=None)
def test_any_lines_are_carried_out_or_mistakes_and_the_dialog_reads_back(lines: list[str]) -> None:
    written, _ = conversation(lines)
    assert conversation(written) == (written, 0)
