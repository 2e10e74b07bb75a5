"""The mark that turns while the phone waits for an answer; times in UTC epoch milliseconds."""

from __future__ import annotations

from typing import Final

MARKS: Final = "|/-\\"
STEP_MS: Final = 250


def spinner(since_ms: int, at_ms: int) -> str:
    """How it stands, of a wait that began at a moment."""
    return MARKS[(at_ms - since_ms) // STEP_MS % len(MARKS)]


def next_step(since_ms: int, at_ms: int) -> int:
    """When it turns next."""
    return at_ms + STEP_MS - (at_ms - since_ms) % STEP_MS
