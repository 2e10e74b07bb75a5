"""A page of an app: it asks its server over the air, waits, shows what came or why nothing did, and may ask again."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from attrs import evolve, field, frozen

from phone.air.apps import Nothing, read, written
from phone.air.messages import Uplink
from phone.handset.mobile.data import Exchange
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, wrap
from phone.handset.ui.listing import Choice, draw_list, heading
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.slots import slot_for
from phone.handset.ui.spinner import next_step, spinner


@frozen
class Asked:
    """What a page has asked: the app, the path, the body as JSON; the SIM and the number of its request."""

    app: str
    path: str
    body: str
    slot: int
    reference: int


def ask(app: str, path: str, scene: Scene, body: object | None = None) -> tuple[Asked, tuple[Uplink, ...]]:
    """A request, and what is sent; by the SIM that the phone uses, else the first."""
    slot = slot_for(scene) or 0
    text = written(Nothing() if body is None else body)
    uplinks = scene.mobile.request_data(app, path, text, scene.at_ms, slot)
    return Asked(app, path, text, slot, scene.mobile.last_request), uplinks


@frozen
class ReadingPage(Screen):
    """A title and a text below it that scrolls; `top` is the first line in view."""

    top: int = field(default=0, kw_only=True)

    def window(self, title: str, corner: str, told: tuple[str, ...], names: tuple[str, str], scene: Scene) -> View:
        """The page with a text in paragraphs, and the names of its soft keys."""
        rows = written_rows(told, scene)
        height = scene.lines - 1
        shown = rows[self.top : self.top + height]
        left, right = names
        return View((heading(title, scene, corner), *shown), left, right, self.top > 0, self.top + height < len(rows))

    def scrolled(self, key: Key, told: tuple[str, ...], scene: Scene) -> Turn:
        """The page after `up` or `down`."""
        top = self.top + (1 if key == "down" else -1)
        return Turn((evolve(self, top=clamp(top, len(written_rows(told, scene)), scene.lines - 1)),))


def written_rows(told: tuple[str, ...], scene: Scene) -> tuple[Row, ...]:
    """The lines of some paragraphs."""
    return tuple(scene.row(line) for text in told for line in wrap(text, scene.columns))


@frozen
class AppPage(ReadingPage):
    """A page; a kind of it says what comes in reply, how that looks and what keys do then."""

    asked: Asked
    choice: Choice = field(factory=Choice, kw_only=True)

    @abstractmethod
    def takes(self) -> type[Any]:
        """What the server replies with."""

    @abstractmethod
    def title(self, scene: Scene) -> str:
        """The words above the page."""

    @abstractmethod
    def lines(self, body: Any, scene: Scene) -> tuple[str, ...]:
        """What can be chosen; nothing for a page to read."""

    @abstractmethod
    def chosen(self, index: int, body: Any, scene: Scene) -> Turn:
        """What choosing does, or the left soft key of a page to read."""

    def told(self, body: Any, scene: Scene) -> tuple[str, ...]:
        """What there is to read; nothing for a list."""
        del body, scene
        return ()

    def corner(self, body: Any, scene: Scene) -> str:
        """The mark in the corner."""
        del body, scene
        return ""

    def left(self, scene: Scene) -> str:
        """The name of the left soft key when the reply is there; empty if it does nothing."""
        return scene.word("soft.select")

    def press(self, key: Key, scene: Scene) -> Turn:
        """Back, always; what the page does, once its reply is there; to ask again, where none came."""
        if key in {"soft_right", "clear"}:
            return Turn(())
        body = self.reply(scene)
        if body is None:
            return self._again(key, scene)
        lines = self.lines(body, scene)
        if key in {"up", "down"} and not lines:
            return self.scrolled(key, self.told(body, scene), scene)
        if key in {"up", "down"}:
            return Turn((evolve(self, choice=self.choice.moved(key, len(lines), scene.lines - 1)),))
        if key.isdecimal() and 1 <= int(key) <= len(lines):
            chosen = evolve(self, choice=self.choice.at(int(key) - 1, len(lines), scene.lines - 1))
            return chosen.chosen(int(key) - 1, body, scene)
        if key in {"soft_left", "ok"} and self.left(scene):
            return self.chosen(self.choice.index, body, scene)
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The reply; that it is awaited; or why there is none."""
        body, back = self.reply(scene), scene.word("soft.back")
        if body is None:
            return self._draw_without(scene, back)
        lines = self.lines(body, scene)
        if lines:
            numbered = tuple(f"{number} {line}" for number, line in enumerate(lines, start=1))
            rows = draw_list(self.title(scene), numbered, self.choice, scene, self.corner(body, scene))
            return View(rows, self.left(scene), back)
        names = (self.left(scene), back)
        return self.window(self.title(scene), self.corner(body, scene), self.told(body, scene), names, scene)

    def next_redraw(self, scene: Scene) -> int | None:
        """The next step of the spinner."""
        exchange = self._exchange(scene)
        if exchange is None or not exchange.waiting:
            return None
        return next_step(exchange.at_ms, scene.at_ms)

    def reply(self, scene: Scene) -> Any | None:
        """The body of the reply; None while there is none that can be read."""
        exchange = self._exchange(scene)
        if exchange is None or exchange.reply is None or exchange.reply.cause is not None:
            return None
        try:
            return read(exchange.reply.body, self.takes())
        except ValueError:
            return None

    def _exchange(self, scene: Scene) -> Exchange | None:
        reference = self.asked.reference
        return next((one for one in scene.mobile.exchanges if one.request.reference == reference), None)

    def _again(self, key: Key, scene: Scene) -> Turn:
        exchange = self._exchange(scene)
        if key not in {"soft_left", "ok"} or (exchange is not None and exchange.waiting):
            return Turn((self,), sound="error")
        uplinks = scene.mobile.request_data(
            self.asked.app, self.asked.path, self.asked.body, scene.at_ms, self.asked.slot
        )
        return Turn((evolve(self, asked=evolve(self.asked, reference=scene.mobile.last_request)),), uplinks)

    def _draw_without(self, scene: Scene, back: str) -> View:
        exchange = self._exchange(scene)
        head = heading(self.title(scene), scene)
        if exchange is not None and exchange.waiting:
            blank = (scene.row(""),) * (scene.lines // 2 - 2)
            waiting = (scene.centred(scene.word("app.loading")), scene.centred(spinner(exchange.at_ms, scene.at_ms)))
            return View((head, *blank, *waiting), "", scene.word("soft.cancel"))
        return View((head, *_reason(exchange, scene)), scene.word("soft.again"), back)


def _reason(exchange: Exchange | None, scene: Scene) -> tuple[Row, ...]:
    """Why there is nothing to show, in the operator's words if it said some."""
    if exchange is None or (exchange.reply is not None and exchange.reply.cause is None):
        text = scene.word("app.unreadable")
    elif exchange.reply is not None and exchange.reply.text is not None:
        text = exchange.reply.text.value
    elif exchange.reply is not None:
        text = scene.word(f"app.not_served.{exchange.reply.cause}")
    else:
        text = scene.word(f"app.failed.{exchange.failed}")
    return tuple(map(scene.row, wrap(text, scene.columns)))[: scene.lines - 1]
