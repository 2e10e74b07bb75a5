"""At each size: no widget is clipped, no text is cut, and every key shows both its alphabets."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual.widget import Widget

from phone.handset.ui.keys import LETTERS
from tests.tui.driving import SIZES, play, running, screen_rows, until
from tui.caps import LABELS
from tui.lines import width_of
from tui.widgets.key_cap import KeyCap
from tui.widgets.line_view import LineView


@pytest.mark.parametrize(
    "size",
    [size if size in SIZES[:3] else pytest.param(size, marks=pytest.mark.slow) for size in SIZES],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
def test_nothing_is_clipped_or_cut(size: tuple[int, int]) -> None:
    async def test() -> None:
        async with running(size) as (app, pilot):
            screen = app.phone_screen
            screen.action_dial("*707*31#")
            app.phone_screen.world.settle()
            await until(pilot, lambda: "Готово: 50 МБ" in "".join(screen_rows(app)))
            rows = screen_rows(app)
            assert all(len(row) == size[0] for row in rows)
            assert len(rows) == size[1]
            for widget in screen.walk_children(Widget):
                if widget.region:
                    assert isinstance(widget.parent, Widget)
                    assert widget.parent.region.contains_region(widget.region), widget
            for view in screen.query(LineView):
                if view.region:
                    assert max((width_of(line) for line in view.lines), default=0) <= view.line_width, view
            _assert_keys_are_printed(screen.query(KeyCap), rows)
            for row in screen.phone.lcd.frame.rows:
                assert any(row.text in shown for shown in rows), row.text

    play(test())


def _assert_keys_are_printed(caps: Iterable[KeyCap], rows: list[str]) -> None:
    for cap in caps:
        region = cap.region
        if not region:
            continue
        printed = " ".join(row[region.x : region.right] for row in rows[region.y : region.bottom])
        if cap.key in LETTERS:
            latin, russian = LETTERS[cap.key]
            assert printed.split()[:2] == [cap.key, latin]
            assert russian in printed
        else:
            assert LABELS.get(cap.key, "").strip() in printed
