"""Snake on the display: two cells of the board in each character, and the screens around the game."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from phone.air.messages import Uplink
from phone.handset.ui.apps.snake import LEVELS, Cell, Game, Heading
from phone.handset.ui.frame import Row, Run
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import wrap
from phone.handset.ui.listing import ListScreen, heading
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.settings import OptionScreen

HEADINGS: Final[dict[Key, Heading]] = {
    "2": "up", "8": "down", "4": "left", "6": "right",
    "up": "up", "down": "down", "left": "left", "right": "right",
}  # fmt: skip
HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
"""(upper cell, lower cell) → the character that shows them."""

WALLS: Final = {(True, False): ("┌", "─", "┐"), (False, False): ("│", " ", "│"), (False, True): ("└", "─", "┘")}
"""(first row, last row) → what stands left of the board, in its empty places, and right of it."""


@frozen
class SnakeMenu(ListScreen):
    """A new game, the one that was left, its level and its walls."""

    @classmethod
    def opened(cls, _scene: Scene) -> SnakeMenu:
        """With the first item selected: the game that was left, if there is one."""
        return cls()

    def title(self, scene: Scene) -> str:
        """The name of the game."""
        return scene.word("menu.snake")

    def corner(self, scene: Scene) -> str:
        """The best score."""
        return str(scene.games.best)

    def items(self, scene: Scene) -> tuple[str, ...]:
        """What can be done."""
        left = ("snake.continue",) if scene.games.paused else ()
        return tuple(scene.word(key) for key in (*left, "snake.new", "snake.level", "snake.walls"))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """The game or a list over this one."""
        place = index if scene.games.paused else index + 1
        if place == 0 and scene.games.paused is not None:
            game, scene.games.paused = scene.games.paused, None
            return Turn((self, Playing(game)))
        if place == 1:
            return Turn((self, Playing.begun(scene)))
        return Turn((self, Level.opened(scene) if place == 2 else Walls.opened(scene)))


@frozen
class Playing(Screen):
    """A game on the display."""

    game: Game

    @classmethod
    def begun(cls, scene: Scene) -> Playing:
        """A new game on a board as large as the display."""
        games = scene.games
        games.played, games.paused = games.played + 1, None
        seed = f"{scene.mobile.imei}/snake/{games.played}"
        return cls(Game.new(board(scene), games.level, seed, scene.at_ms, walls=games.walls))

    def press(self, key: Key, scene: Scene) -> Turn:
        """2, 4, 6, 8 and the arrows steer, 5 and the left soft key pause, the right one leaves the game for later."""
        if key in {"soft_right", "clear"}:
            self._keep(scene)
            return Turn(())
        if self.game.over:
            return Turn((Playing.begun(scene),)) if key in {"soft_left", "ok", "5"} else Turn((self,), sound=None)
        if key in HEADINGS:
            return Turn((evolve(self, game=self.game.turned(HEADINGS[key], scene.at_ms)),), sound=None)
        if key in {"5", "ok", "soft_left"}:
            game = self.game.resumed(scene.at_ms) if self.game.paused else self.game.pause()
            return Turn((evolve(self, game=game),))
        return Turn((self,), sound=None)

    def draw(self, scene: Scene) -> View:
        """The score above, the board below it; of a game that is over what it came to."""
        title = scene.word("snake.paused" if self.game.paused else "menu.snake")
        head = heading(title, scene, str(self.game.score))
        right = scene.word("soft.back")
        if self.game.over:
            text = scene.word("snake.over", score=self.game.score, best=scene.games.best)
            lines = [scene.centred(line) for line in wrap(text, scene.columns)][: scene.lines - 1]
            blank = (scene.row(""),) * ((scene.lines - 1 - len(lines)) // 2)
            return View((head, *blank, *lines), scene.word("soft.again"), right)
        left = scene.word("soft.go_on" if self.game.paused else "soft.pause")
        return View((head, *drawn(self.game, scene.columns, scene.lines - 1)), left, right)

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """After the steps that are due; a score that is the best one is kept."""
        game = self.game.run_due(scene.at_ms)
        if game is self.game:
            return (self,)
        if game.over:
            scene.games.best = max(scene.games.best, game.score)
        return (evolve(self, game=game),)

    def behind(self, _scene: Scene) -> Screen:
        """A call or a message comes over it: the game waits."""
        return self if self.game.step_at_ms is None else evolve(self, game=self.game.pause())

    def leave(self, scene: Scene) -> tuple[Uplink, ...]:
        """The red key keeps the game for later."""
        self._keep(scene)
        return ()

    def next_due(self, _scene: Scene) -> int | None:
        """The next step."""
        return self.game.step_at_ms

    def _keep(self, scene: Scene) -> None:
        scene.games.paused = None if self.game.over else self.game.pause()


@frozen
class Level(OptionScreen):
    """How fast the snake is."""

    def title(self, scene: Scene) -> str:
        """As in the list."""
        return scene.word("snake.level")

    def numbered(self, _scene: Scene) -> bool:
        """A digit chooses its level at once."""
        return True

    def items(self, scene: Scene) -> tuple[str, ...]:
        """Nothing but bars: the number stands before them."""
        return self.options(scene)

    def options(self, _scene: Scene) -> tuple[str, ...]:
        """A bar for each level."""
        return tuple("▮" * level for level in range(1, LEVELS + 1))

    def current(self, scene: Scene) -> int:
        """The level in force."""
        return scene.games.level - 1

    def choose(self, index: int, scene: Scene) -> None:
        """For the next game."""
        scene.games.level = index + 1


@frozen
class Walls(OptionScreen):
    """Whether the edge of the board kills."""

    def title(self, scene: Scene) -> str:
        """As in the list."""
        return scene.word("snake.walls")

    def options(self, scene: Scene) -> tuple[str, ...]:
        """With and without."""
        return scene.word("switch.on"), scene.word("switch.off")

    def current(self, scene: Scene) -> int:
        """As it is now."""
        return 0 if scene.games.walls else 1

    def choose(self, index: int, scene: Scene) -> None:
        """For the next game."""
        scene.games.walls = index == 0


def board(scene: Scene) -> tuple[int, int]:
    """Columns and rows of a board that fills the display under its title; walls take a cell on each side."""
    walls = 2 if scene.games.walls else 0
    return scene.columns - walls, 2 * (scene.lines - 1) - walls


def drawn(game: Game, columns: int, lines: int) -> tuple[Row, ...]:
    """The board as rows of a display, cut or padded where the display has changed its size since the game began."""
    wall = 1 if game.walls else 0
    filled = {*game.body} | ({game.food} if game.food else set())
    height = (game.height + 2 * wall) // 2
    return tuple(_row(game, filled, line, height, columns) for line in range(min(height, lines)))


def _row(game: Game, filled: set[Cell], line: int, height: int, columns: int) -> Row:
    wall = 1 if game.walls else 0
    top = 2 * line - wall
    text = "".join(HALVES[(x, top) in filled, (x, top + 1) in filled] for x in range(game.width))
    if game.walls:
        left, straight, right = WALLS[line == 0, line == height - 1]
        text = left + text.replace(" ", straight) + right
    runs: tuple[Run, ...] = ()
    if game.food is not None and game.food[1] in (top, top + 1) and game.food[0] + wall < columns:
        runs = (Run(game.food[0] + wall, game.food[0] + wall + 1, "blink"),)
    return Row(text[:columns].ljust(columns), runs)
