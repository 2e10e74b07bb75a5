"""Snake: the game as a value. It moves by deadlines, and where food lies follows from the game's own number."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final, Literal

from attrs import evolve, frozen

Heading = Literal["up", "down", "left", "right"]
Cell = tuple[int, int]
"""Column from the left and row from the top, counted from 0."""

STEPS: Final[dict[Heading, Cell]] = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
OPPOSITE: Final[dict[Heading, Heading]] = {"up": "down", "down": "up", "left": "right", "right": "left"}
LEVELS: Final = 9
LENGTH: Final = 5
"""How long a snake is at first."""

TURNS_AHEAD: Final = 2
"""Turns that wait for their step: a corner can be taken faster than the snake moves."""

UNATTENDED_MS: Final = 20_000
"""After so long without a key the game pauses by itself; nobody comes back from lunch to a dead snake."""


@frozen
class Game:
    """A game.

    Attributes:
        width: columns of the board.
        height: rows of the board.
        level: 1 to `LEVELS`.
        walls: whether the edge kills.
        seed: what tells this game's food from that of others.
        body: the snake, its head first.
        heading: where it goes.
        turns: where it is to go in its next steps.
        food: where food lies; None on a board without room for it.
        eaten: bites so far.
        over: whether it has ended.
        step_at_ms: when it moves next; None while it is paused or over.
        attended_until_ms: when it pauses if no key is pressed.
    """

    width: int
    height: int
    level: int
    walls: bool
    seed: str
    body: tuple[Cell, ...]
    heading: Heading = "right"
    turns: tuple[Heading, ...] = ()
    food: Cell | None = None
    eaten: int = 0
    over: bool = False
    step_at_ms: int | None = None
    attended_until_ms: int = 0

    @classmethod
    def new(cls, size: tuple[int, int], level: int, seed: str, at_ms: int, *, walls: bool) -> Game:
        """A game that begins now, the snake in the middle of the board."""
        width, height = size
        left = (width - LENGTH) // 2
        body = tuple((left + LENGTH - 1 - place, height // 2) for place in range(LENGTH))
        return cls(width, height, level, walls, seed, body).fed().resumed(at_ms)

    @property
    def score(self) -> int:
        """Each bite counts as much as the level."""
        return self.eaten * self.level

    @property
    def step_ms(self) -> int:
        """How long the snake stays in a cell."""
        return 460 - 40 * self.level

    @property
    def paused(self) -> bool:
        """Whether it waits for its player."""
        return not self.over and self.step_at_ms is None

    def turned(self, heading: Heading, at_ms: int) -> Game:
        """After the player wants another way: no snake turns back on itself. A paused game goes on."""
        game = self.resumed(at_ms) if self.paused else evolve(self, attended_until_ms=at_ms + UNATTENDED_MS)
        last = (self.heading, *self.turns)[-1]
        if heading in (last, OPPOSITE[last]) or len(self.turns) >= TURNS_AHEAD:
            return game
        return evolve(game, turns=(*self.turns, heading))

    def pause(self) -> Game:
        """As it is, waiting."""
        return evolve(self, step_at_ms=None)

    def resumed(self, at_ms: int) -> Game:
        """Going on from now."""
        if self.over:
            return self
        return evolve(self, step_at_ms=at_ms + self.step_ms, attended_until_ms=at_ms + UNATTENDED_MS)

    def run_due(self, at_ms: int) -> Game:
        """After all steps that are due; it pauses where nobody has pressed a key for too long."""
        game = self
        while game.step_at_ms is not None and game.step_at_ms <= at_ms:
            if game.step_at_ms > game.attended_until_ms:
                return game.pause()
            game = game._stepped(game.step_at_ms)
        return game

    def fed(self) -> Game:
        """With food in one of the free cells, by the hash of seed and bites."""
        taken = set(self.body)
        free = [(x, y) for y in range(self.height) for x in range(self.width) if (x, y) not in taken]
        if not free:
            return evolve(self, food=None, over=True, step_at_ms=None)
        number = int.from_bytes(blake2b(f"{self.seed}/{self.eaten}".encode(), digest_size=8).digest())
        return evolve(self, food=free[number % len(free)])

    def _stepped(self, at_ms: int) -> Game:
        heading, turns = (self.turns[0], self.turns[1:]) if self.turns else (self.heading, ())
        head = (self.body[0][0] + STEPS[heading][0], self.body[0][1] + STEPS[heading][1])
        if not self.walls:
            head = (head[0] % self.width, head[1] % self.height)
        bites = head == self.food
        rest = self.body if bites else self.body[:-1]
        outside = not (0 <= head[0] < self.width and 0 <= head[1] < self.height)
        if outside or head in rest:
            return evolve(self, over=True, step_at_ms=None, turns=())
        moved = evolve(self, body=(head, *rest), heading=heading, turns=turns, step_at_ms=at_ms + self.step_ms)
        return evolve(moved, eaten=self.eaten + 1).fed() if bites else moved
