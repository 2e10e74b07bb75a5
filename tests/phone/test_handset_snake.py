"""Snake: it moves by its own clock, eats, grows, dies, and waits for whoever is called away."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from phone.air.messages import CallIncoming
from phone.handset.ui.apps.snake import LENGTH, LEVELS, OPPOSITE, STEPS, Game
from phone.handset.ui.frame import Run
from phone.handset.ui.screens.notice import SHOWN_MS
from phone.handset.ui.screens.snake import Playing, drawn
from tests.phone.handsets import NOON_MS, Hand

HEADINGS = tuple(STEPS)
MONTH_MS = 30 * 86_400_000


def playing(hand: Hand) -> Game:
    screen = hand.handset.interface.stack[-1]
    assert isinstance(screen, Playing)
    return screen.game


def begun(size: tuple[int, int] = (20, 8), language: str = "ru") -> Hand:
    return Hand.on(language, size).menu("snake").press("1")


def new(*, walls: bool = True, size: tuple[int, int] = (20, 14)) -> Game:
    return Game.new(size, 3, "seed", 0, walls=walls)


def test_a_snake_goes_where_it_is_steered() -> None:
    hand = begun()
    game = playing(hand)
    assert len(game.body) == LENGTH
    head = game.body[0]
    assert playing(hand.wait(game.step_ms)).body[0] == (head[0] + 1, head[1])
    assert playing(hand.press("2").wait(game.step_ms)).body[0] == (head[0] + 1, head[1] - 1)
    assert playing(hand.press("4").wait(game.step_ms)).body[0] == (head[0], head[1] - 1)


def test_a_corner_is_taken_faster_than_the_snake_moves() -> None:
    hand = begun().press("8", "4")
    step_ms = playing(hand).step_ms
    head = playing(hand).body[0]
    assert playing(hand.wait(2 * step_ms)).body[0] == (head[0] - 1, head[1] + 1)


def test_no_snake_turns_back_on_itself() -> None:
    hand = begun().press("4")
    assert playing(hand).turns == ()


def test_it_eats_grows_and_counts() -> None:
    fed = Game(20, 14, 3, True, "seed", ((4, 4), (3, 4)), food=(5, 4), step_at_ms=0, attended_until_ms=9).run_due(0)
    assert (fed.eaten, fed.score, len(fed.body), fed.over) == (1, 3, 3, False)
    assert fed.food not in fed.body


@pytest.mark.parametrize("walls", [True, False])
def test_the_edge_kills_where_there_are_walls(walls: bool) -> None:
    game = Game(20, 14, 3, walls, "seed", ((19, 4), (18, 4)), food=(1, 1), step_at_ms=0, attended_until_ms=9).run_due(0)
    assert game.over is walls
    assert game.body[0] == ((19, 4) if walls else (0, 4))


def test_its_own_body_kills() -> None:
    body = ((5, 5), (5, 6), (6, 6), (6, 5), (6, 4))
    game = Game(20, 14, 3, True, "seed", body, heading="right", food=(1, 1), step_at_ms=0, attended_until_ms=9)
    assert game.run_due(0).over


def test_a_score_that_is_the_best_is_kept_and_shown() -> None:
    hand = begun()
    hand.handset.games.best = 1
    hand.wait(60_000)
    assert playing(hand).over
    assert "Конец игры. Счёт" in hand.body
    assert hand.handset.games.best == max(1, playing(hand).score)
    assert not playing(hand.press("ok")).over


def test_a_call_pauses_the_game_and_it_goes_on_by_a_key() -> None:
    hand = begun().wait(700)
    body = playing(hand).body
    hand.hear(CallIncoming(-1, "79160000002")).wait(30_000).press("end")
    assert playing(hand).body == body
    assert playing(hand).paused
    assert playing(hand.press("5").wait(playing(hand).step_ms)).body != body


def test_nobody_comes_back_to_a_dead_snake_after_a_month() -> None:
    hand = Hand.on().menu("snake").press("3").press("down", "ok").press("1")
    assert not playing(hand).walls
    hand.wait(MONTH_MS)
    assert playing(hand).paused
    assert playing(hand).body


@pytest.mark.parametrize("key", ["end", "soft_right"])
def test_a_game_that_was_left_waits_in_the_menu(key: str) -> None:
    hand = begun().wait(1_000)
    body = playing(hand).body
    hand.press(key).press("end").menu("snake")  # type: ignore[arg-type]
    assert "1 Продолжить" in hand.body
    assert playing(hand.press("1")).body == body
    assert playing(hand).paused


def test_a_level_is_faster_and_counts_more() -> None:
    hand = Hand.on().menu("snake").press("2").press("9")
    assert hand.handset.games.level == LEVELS
    assert playing(hand.press("ok").wait(3_000).press("1")).step_ms < new().step_ms


def test_each_game_has_its_own_food_and_the_same_keys_give_the_same_game() -> None:
    foods = {Game.new((20, 14), 3, f"phone/{number}", 0, walls=True).food for number in range(20)}
    assert len(foods) > 10
    assert begun().wait(3_000).frame == begun().wait(1_234).wait(1_766).frame


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.sampled_from(HEADINGS), st.integers(0, 2_000)), max_size=60),
    st.booleans(),
    st.sampled_from([(20, 14), (14, 10), (6, 2)]),
)
def test_a_snake_is_always_whole(turns: list[tuple[str, int]], walls: bool, size: tuple[int, int]) -> None:
    game, at_ms = new(walls=walls, size=size), 0
    for heading, wait_ms in turns:
        before = game
        at_ms += wait_ms
        game = game.run_due(at_ms).turned(heading, at_ms)  # type: ignore[arg-type]
        assert len(game.body) == LENGTH + game.eaten == len(set(game.body))
        assert game.eaten >= before.eaten
        assert all(0 <= x < size[0] and 0 <= y < size[1] for x, y in game.body)
        assert game.food is None or game.food not in game.body
        for (x, y), (next_x, next_y) in pairwise(game.body):
            assert (abs(x - next_x) % (size[0] - 1 or 1), abs(y - next_y) % (size[1] - 1 or 1)) in {
                (1, 0),
                (0, 1),
                (0, 0),
            }
        assert all(turn != OPPOSITE[last] for last, turn in pairwise((game.heading, *game.turns)))


def test_walls_are_drawn_where_there_are_some_and_the_snake_beside_them() -> None:
    game = Game(4, 4, 3, True, "seed", ((0, 0), (1, 0), (1, 1)), food=(3, 3))
    assert [row.text for row in drawn(game, 6, 3)] == ["┌▄▄──┐", "│ ▀  │", "└───▀┘"]
    assert [row.runs for row in drawn(game, 6, 3)] == [(), (), (Run(4, 5, "blink"),)]
    open_game = evolve(game, walls=False)
    assert [row.text for row in drawn(open_game, 4, 2)] == ["▀█  ", "   ▄"]
    assert [row.text for row in drawn(game, 3, 2)] == ["┌▄▄", "│ ▀"], "on a smaller display"
    assert [row.text for row in drawn(open_game, 5, 3)] == ["▀█   ", "   ▄ "], "on a larger one"


@pytest.mark.parametrize("walls", [True, False])
@pytest.mark.parametrize("size", [(20, 8), (14, 6)])
def test_the_board_fills_the_display(size: tuple[int, int], walls: bool) -> None:
    hand = Hand.on(size=size).menu("snake").press("3")
    hand.press(*(("ok",) if walls else ("down", "ok"))).wait(SHOWN_MS).press("1")
    game = playing(hand)
    assert game.walls is walls
    assert (game.width + 2 * game.walls, game.height + 2 * game.walls) == (size[0], 2 * (size[1] - 1))
    assert all(len(row.text) == size[0] for row in hand.frame.body)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", [(20, 8), (14, 6)], ids=["20x8", "14x6"])
def test_its_screens(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    hand = Hand.on(language, size).menu("snake")
    assert str(hand.frame) == snapshot
    assert str(hand.press("2").frame) == snapshot
    hand.press("soft_right", "1").wait(1_000)
    assert str(hand.press("2").wait(700).frame) == snapshot
    assert str(hand.press("5").frame) == snapshot
    assert str(hand.press("5").wait(60_000).frame) == snapshot
    assert hand.at_ms > NOON_MS
