from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.lines import Piece, flow, keep, plain, printable, spread, titled, width_of, wrap


@given(st.text(max_size=400), st.integers(min_value=2, max_value=60))
def test_wrapping_loses_only_blanks_and_never_exceeds_the_width(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert all(cell_len(row) <= width for row in rows)
    assert "".join(rows).replace(" ", "") == printable(text).replace(" ", "").replace("\xa0", "").replace("\n", "")


def test_wrapping_breaks_at_blanks_and_cuts_what_is_longer_than_a_row() -> None:
    assert wrap("Готово: 50 МБ до 11.04.2026.", 12) == ("Готово: 50", "МБ до", "11.04.2026.")
    assert wrap("*" * 25, 10) == ("*" * 10, "*" * 10, "*" * 5)
    assert wrap("МТС\n1 Баланс", 20) == ("МТС", "1 Баланс")


def test_control_characters_cannot_move_the_cursor() -> None:
    assert printable("a\x1b[2Jb\tc\r") == "a·[2Jb·c·"


def test_spread_puts_two_lines_at_the_edges_or_below_each_other() -> None:
    left, right = (Piece("Анна"),), (Piece("150 р."),)
    assert [plain(line) for line in spread(left, right, 12)] == ["Анна  150 р."]
    assert [plain(line) for line in spread(left, right, 10)] == ["Анна", "    150 р."]


def test_a_grid_has_equal_columns_and_no_row_is_too_wide() -> None:
    items = [(Piece(code),) for code in ("*100#", "*111*455*0#", "*105#")]
    assert [plain(line) for line in flow(items, 24)] == ["*100#        *111*455*0#", "*105#"]
    assert [plain(line) for line in flow(items, 11)] == ["*100#", "*111*455*0#", "*105#"]


def test_the_least_important_item_is_dropped_first_and_never_in_part() -> None:
    items = [(2, (Piece("second"),)), (9, (Piece("last"),)), (0, (Piece("first"),))]
    assert [plain(line) for line in keep(items, 19)] == ["second", "last", "first"]
    assert [plain(line) for line in keep(items, 18)] == ["second", "first"]
    assert [plain(line) for line in keep(items, 12)] == ["first"]
    assert keep(items, 4) == ()


def test_a_title_stands_in_a_rule_of_the_whole_width() -> None:
    assert plain(titled("try", 12)) == "── try ─────"
    assert width_of(titled("try", 46)) == 46
