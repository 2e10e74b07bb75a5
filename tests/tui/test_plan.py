from __future__ import annotations

from itertools import combinations

import pytest

from phone.handset.ui.keys import KEYPAD
from tui.caps import cap_rows
from tui.forms import BARE, COMPACT, FORMS, LARGE, REGULAR, Form, Place, form_of
from tui.plan import plan


def overlap(one: Place, other: Place) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def inside(place: Place, width: int, height: int) -> bool:
    return place.x >= 0 and place.y >= 0 and place.x + place.width <= width and place.y + place.height <= height


def test_parts_fill_no_more_than_the_terminal_and_never_overlap_at_any_size() -> None:
    for width in range(1, 180):
        for height in range(1, 60):
            parts = plan(width, height).parts
            assert parts
            for name, place in parts.items():
                assert inside(place, width, height), (width, height, name)
                assert place.width > 0, (width, height, name)
                assert place.height > 0, (width, height, name)
            for (name, one), (other_name, other) in combinations(parts.items(), 2):
                assert not overlap(one, other), (width, height, name, other_name)


def test_what_an_audience_is_told_has_the_rows_that_a_phone_alone_leaves_free() -> None:
    for width in range(1, 90):
        for height in range(1, 50):
            plain, told = plan(width, height), plan(width, height, told=True)
            free = height - plain.form.height - 1 if plain.form is not None else 0
            assert ("caption" in told.parts) == (free > 0 and "tries" not in plain.parts), (width, height)
            assert all(inside(place, width, height) for place in told.parts.values()), (width, height)
            assert not any(overlap(one, other) for one, other in combinations(told.parts.values(), 2)), (width, height)


def test_the_phone_has_exactly_the_size_of_its_form() -> None:
    for width in range(1, 180):
        for height in range(1, 60):
            division = plan(width, height)
            if division.form is not None:
                place = division.parts["phone"]
                assert form_of(place.width, place.height) is division.form


@pytest.mark.parametrize(
    ("size", "form", "parts"),
    [
        ((80, 24), REGULAR, {"phone", "header", "tape", "tries", "hints"}),
        ((120, 40), LARGE, {"phone", "card", "console", "tries", "hints"}),
        ((120, 30), REGULAR, {"phone", "card", "console", "tries", "hints"}),
        ((80, 40), LARGE, {"phone", "card", "header", "tape", "tries", "hints"}),
        ((40, 24), REGULAR, {"phone", "hints"}),
        ((60, 20), COMPACT, {"phone", "hints"}),
        ((40, 16), BARE, {"phone", "hints"}),
        ((24, 12), BARE, {"phone"}),
        ((23, 12), None, {"notice"}),
        ((10, 5), None, {"notice"}),
    ],
)
def test_what_is_shown_at_a_size(size: tuple[int, int], form: Form | None, parts: set[str]) -> None:
    division = plan(*size)
    assert division.form is form
    assert set(division.parts) == parts


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_keys_and_display_lie_on_the_body_without_touching_each_other(form: Form) -> None:
    places: list[tuple[str, Place]] = [*form.keys.items(), ("lcd", form.lcd)]
    for name, place in places:
        assert inside(place, form.width, form.height), name
    for (name, one), (other_name, other) in combinations(places, 2):
        assert not overlap(one, other), (name, other_name)


@pytest.mark.parametrize("form", [form for form in FORMS if form.keys], ids=lambda form: form.name)
def test_every_form_with_keys_has_all_of_them_with_labels_as_wide_as_the_key(form: Form) -> None:
    assert set(form.keys) == set(REGULAR.keys)
    assert set(KEYPAD) < set(form.keys)
    for key, place in form.keys.items():
        rows = cap_rows(key, place)
        assert len(rows) == place.height, key
        for row in rows:
            assert sum(len(piece.text) for piece in row) == place.width, key
        assert key not in KEYPAD or all(row[-1].text[-1] in " ▘" for row in rows), "letters keep off the edge"
