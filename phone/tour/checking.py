"""The file of things to try, checked: each has its words, and the rules that it needs are rules."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.configuration import Configuration
from ledger.loading import Fixtures, Problem
from phone.crosscheck import named
from phone.texts import Texts
from phone.tour.records import FILE, TriesFile
from phone.tour.tour import rule_of


def tour_problems(fixtures: Fixtures, configuration: Configuration, texts: Texts) -> Iterator[Problem]:
    """Texts and rules that there are not. What leads nowhere in an edition is no mistake: it is left out there."""
    file, known = fixtures.read(FILE, TriesFile), texts.first.texts
    if file.prices:
        yield from named(fixtures, FILE, ("prices",), file.prices, file.sections, "a section")
    for section, tries in file.sections.items():
        yield from named(fixtures, FILE, ("sections", section), f"tour.section.{section}", known, "a text")
        for name, one in tries.items():
            path = ("sections", section, name)
            yield from named(fixtures, FILE, path, f"tour.{name}", known, "a text")
            for need in one.needs:
                try:
                    rule_of(configuration, need.partition("=")[0])
                except AttributeError:
                    yield fixtures.problem(FILE, (*path, "needs"), f'"{need}"', "a rule such as gift.daily")
