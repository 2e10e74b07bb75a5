"""The tour: each fact of the edition in force can be tried, and only what was done is marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ledger.commands import TopUp
from ledger.configuration import Configuration
from ledger.entries import Entry, Posting
from ledger.loading import FixtureError, Fixtures, Layer
from phone.driver import World
from phone.driving.story import Story
from phone.editions import DEFAULT_EDITION, Edition
from phone.opening import load_world, means_of
from phone.texts import LANGUAGES, Texts
from phone.tour.checking import tour_problems
from phone.tour.proofs import proves
from phone.tour.records import FILE
from phone.tour.tour import Row, Tour, rows_of
from tests.phone.touring import STAGES, travelled

WAIVED = {"F28", "F55", "F60"}
"""Lost in the source, and the video, which is `zvonilka demo`."""
NUMBERS = (1, 18), (20, 29), (30, 34), (40, 46), (50, 63)
FACTS = {f"F{number:02}" for first, end in NUMBERS for number in range(first, end)}
PRICES = {f"P{number:02}" for number in range(1, 24)}

CATALOGUE = means_of(None, None, ()).configuration.catalogue
EDITIONS = ("consolidated", "a1", "a2", "a3", "a4", "a5")


def rows(edition: str) -> tuple[Row, ...]:
    means = means_of(edition, None, ())
    return rows_of(means.fixtures, means.plan, means.configuration, means.stock)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_fact_of_an_edition_is_to_be_tried_in_it(edition: str) -> None:
    shown = {fact for row in rows(edition) for fact in row.facts}
    if edition == DEFAULT_EDITION:
        assert shown >= (FACTS | PRICES) - WAIVED
    else:
        known = means_of(None, None, ()).fixtures.read("editions", dict[str, Edition])[edition]
        assert shown >= set(known.facts)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_row_has_a_way_and_its_words(edition: str) -> None:
    means = means_of(edition, None, ())
    seen: set[str] = set()
    for row in rows(edition):
        assert row.name not in seen
        seen.add(row.name)
        assert row.move.shown or row.move.by in ("site", "life", "time")
        for language in LANGUAGES:
            said = row.say(means.texts, means.configuration, language)
            assert 3 < len(said) <= 64, said


def test_a_code_that_an_edition_has_otherwise_is_told_as_it_is_there() -> None:
    moved = means_of(
        None, None, ('dialplan.ussd.*777#={"service": "join", "facts": ["F06"]}', "dialplan.ussd.*105#=null")
    )
    found = {row.name: row for row in rows_of(moved.fixtures, moved.plan, moved.configuration, moved.stock)}
    assert found["join_short"].move.shown == "*777#"
    assert "join_short" not in {row.name for row in rows("a1")}
    assert {row.name: row.move.shown for row in rows("a3")}["join_call"] == "0809 → 0 1"


def test_what_has_no_rate_is_listed_and_counts_nowhere_until_a_rate_is_set() -> None:
    off = {row.name for row in rows(DEFAULT_EDITION) if row.off}
    assert off == {"partner_shop", "other_card", "home_tv", "home_internet", "app_purchase", "top_up"}
    world = load_world(settings=("earning.sources.top_up.points=1", "earning.sources.top_up.per_kopecks=100"))
    tour = Tour.begin(world)
    assert "top_up" in {row.name for row in tour.left()}


def test_looking_at_the_tour_and_failing_at_something_prove_nothing() -> None:
    world = World.load("demo")
    tour = Tour.begin(world.engine)
    tour.look()
    assert tour.count()[0] == 0
    anna = world.phone("Анна")
    assert anna.ussd("*105#").entries == (), "she is a member already"
    anna.ussd("*707*61#")
    anna.sms("4555", "GIFT 9160000002 99999")
    anna.air("off")
    tour.look()
    assert set(tour.done) == {"gift_sent"}, "more than a month allows, that was refused"


def test_the_way_that_was_gone_is_marked_and_not_another_one() -> None:
    world = World.load("demo")
    tour = Tour.begin(world.engine)
    world.phone("Вера").ussd("*105#")
    world.phone("Анна/2").sms("4555", "")
    tour.look()
    assert set(tour.done) == {"join_short", "join_empty"}
    world.phone("Анна").sms("7070", "31")
    tour.look()
    assert set(tour.done) == {"join_short", "join_empty", "spend_sms", "P01"}


def test_all_of_it_can_be_done() -> None:
    world = travelled()
    tour = Tour.begin(world.engine)
    counts = []
    for stage in STAGES:
        stage(world)
        tour.look()
        counts.append(tour.count()[0])
    assert tour.left() == ()
    assert counts == sorted(set(counts)), "each stage brings something"
    assert not {row.name for row in tour.rows if row.off} & set(tour.done)


def test_marks_survive_a_save_whoever_made_them(tmp_path: Path) -> None:
    first = load_world(save=tmp_path / "tour.save")
    try:
        world = World(first, Story(first, ()), first.ledger.head)
        world.phone("Вера").ussd("*105#")
        world.phone("Анна").ussd("*111*455*0#")
        world.phone("Анна").taxi(5)
        world.site("Анна").help()
    finally:
        first.close()
    again = load_world(save=tmp_path / "tour.save")
    try:
        tour = Tour.begin(again)
        tour.look()
        assert set(tour.done) == {"join_short", "points_code", "taxi", "help"}
    finally:
        again.close()


def test_a_copy_of_a_world_knows_what_was_tried_and_goes_on_by_itself() -> None:
    world = World.load("demo")
    Tour.begin(world.engine)
    world.phone("Вера").ussd("*105#")
    other = world.copy()
    tour = Tour.begin(other.engine)
    other.phone("Анна").ussd("*111#")
    assert set(tour.done) == {"join_short", "menu"}
    assert set(world.engine.tried) == {"join_short"}


@given(st.sampled_from(rows(DEFAULT_EDITION)), st.integers(0, 3))
def test_one_thing_more_or_less_is_no_proof(row: Row, place: int) -> None:
    """An entry of another kind, or with another value where one is asked for, proves nothing."""
    if not row.proof.in_books:
        return
    wanted = sorted(row.proof.where.items())
    details: dict[str, int | str] = {name: value.split("|")[0] for name, value in wanted} | dict(row.proof.least)
    entry = Entry(1, 0, row.proof.entry, TopUp("79160000001", 1), details=details)
    catalogue = {name: one for name, one in CATALOGUE.items() if one.section == row.proof.where.get("section")}
    if "section" in row.proof.where:
        entry.details["reward"] = next(iter(catalogue))
    if row.proof.draws:
        entry.postings = (Posting(f"79160000001/{row.proof.draws}", "kopecks", -1, 1),)
    assert proves(row.proof, entry, CATALOGUE)
    wrong: list[Entry] = [evolve(entry, kind="opened")]
    wrong += [evolve(entry, details=details | {name: "?", "reward": "?"}) for name, _ in wanted]
    wrong += [evolve(entry, details=details | {name: least - 1}) for name, least in row.proof.least.items()]
    wrong += [evolve(entry, postings=())] if row.proof.draws else []
    assert not proves(row.proof, wrong[place % len(wrong)], CATALOGUE)


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"join_short": {"do": {"service": "circus"}}}, "sections.join.join_short.do.service"),
        ({"join_short": {"proof": {"refused": "gift.daily"}}}, "2 of them"),
        ({"fly": {"do": {"by": "life", "name": "taxi"}, "proof": {"entry": "earned"}}}, '"tour.fly"'),
        ({"refused": {"needs": ["gift.weekly"]}}, '"gift.weekly"'),
    ],
    ids=["a service", "two proofs", "no words", "no rule"],
)
def test_mistakes_of_the_file_are_told_with_their_place(section: dict[str, Any], told: str) -> None:
    fixtures = Fixtures((Layer("mine", {FILE: {"sections": {"join": section}}}),))
    try:
        configuration = Configuration.load(fixtures)
        found = tuple(tour_problems(fixtures, configuration, Texts.load(fixtures, configuration.zone)))
    except FixtureError as error:
        found = error.problems
    assert told in "\n".join(map(str, found))
