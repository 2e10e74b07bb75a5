"""What a phone remembers of its games."""

from __future__ import annotations

from attrs import define

from phone.handset.ui.apps.snake import Game


@define
class Games:
    """How its owner plays Snake.

    Attributes:
        level: 1 to 9; how fast the snake is, and what a bite counts.
        walls: whether the edge of the board is a wall; without it the snake comes out at the other side.
        best: the best score.
        played: games that were begun; each has its own food.
        paused: the game that was left, to be gone on with.
    """

    level: int = 3
    walls: bool = True
    best: int = 0
    played: int = 0
    paused: Game | None = None
