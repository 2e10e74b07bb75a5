"""Texts of several lines."""

from __future__ import annotations

from phone.air.text import Span, Text


def joined(lines: list[Text]) -> Text:
    """Lines below each other as one text, with the places of their values and the key of the first."""
    value = "\n".join(line.value for line in lines)
    spans: list[Span] = []
    start = 0
    for line in lines:
        spans.extend(Span(span.name, start + span.start, start + span.end) for span in line.spans)
        start += len(line.value) + 1
    return Text(value, lines[0].key, tuple(spans))
