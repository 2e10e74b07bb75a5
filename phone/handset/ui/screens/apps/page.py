"""A page of an app: it asks its server over the air, waits, shows what came or why nothing did, and may ask again."""

from __future__ import annotations

from abc import abstractmethod
from functools import lru_cache
from typing import Any

from attrs import evolve, field, frozen

from phone.air.apps import Nothing, read, written
from phone.air.messages import Uplink
from phone.handset.mobile.data import Exchange
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.lines import clamp, shorten, wrap
from phone.handset.ui.listing import Choice, draw_list, heading
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.spinner import next_step, spinner


@frozen
class Asked:
    """What a page has asked: the app, the path, the body as JSON; the SIM and the number of its request."""

    app: str
    path: str
    body: str
    slot: int
    reference: int


def ask(app: str, path: str, slot: int, scene: Scene, body: object | None = None) -> tuple[Asked, tuple[Uplink, ...]]:
    """A request by the SIM of a slot, and what is sent."""
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
        top = clamp(self.top, len(rows), height)
        left, right = names
        head = heading(title, scene, corner)
        return View((head, *rows[top : top + height]), left, right, top > 0, top + height < len(rows))

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
    def chosen(self, index: int, body: Any, scene: Scene) -> Turn:
        """What choosing does, or the left soft key of a page to read."""

    def acts(self) -> bool:
        """Whether the server does something; else it only tells something, and may be asked as often as one likes."""
        return False

    def lines(self, body: Any, scene: Scene) -> tuple[str, ...]:
        """What can be chosen; nothing for a page to read."""
        del body, scene
        return ()

    def marks(self, body: Any, scene: Scene) -> tuple[str, ...]:
        """What stands at the end of each line: its price."""
        return ("",) * len(self.lines(body, scene))

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
            return self._press_without(key, scene)
        lines, told = self.lines(body, scene), self.told(body, scene)
        if key in {"up", "down"} and told:
            return self.scrolled(key, told, scene)
        if key in {"up", "down"} and lines:
            return Turn((evolve(self, choice=self.choice.moved(key, len(lines), scene.lines - 1)),))
        if key.isdecimal() and 1 <= int(key) <= len(lines):
            chosen = evolve(self, choice=self.choice.at(int(key) - 1, len(lines), scene.lines - 1))
            return chosen.chosen(int(key) - 1, body, scene)
        if key in {"soft_left", "ok"} and self.left(scene) and (told or self.choice.index < len(lines)):
            return self.chosen(self.choice.index, body, scene)
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The reply; that it is awaited; or why there is none."""
        body, back = self.reply(scene), scene.word("soft.back")
        if body is None:
            return self._draw_without(scene, back)
        lines = self.lines(body, scene)
        if lines:
            marked = zip(lines, self.marks(body, scene), strict=True)
            numbered = tuple(
                flush(f"{number} {line}", mark, scene.columns) for number, (line, mark) in enumerate(marked, start=1)
            )
            rows = draw_list(self.title(scene), numbered, self.choice, scene, self.corner(body, scene))
            return View(rows, self.left(scene), back)
        told = self.told(body, scene)
        names = (self.left(scene) if told else "", back)
        return self.window(
            self.title(scene), self.corner(body, scene), told or (scene.word("list.empty"),), names, scene
        )

    def next_redraw(self, scene: Scene) -> int | None:
        """The next step of the spinner."""
        exchange = self._exchange(scene)
        return next_step(exchange.at_ms, scene.at_ms) if exchange is not None and exchange.waiting else None

    def reply(self, scene: Scene) -> Any | None:
        """The body of the reply; None while there is none that can be read."""
        return body_of(self._exchange(scene), self.takes())

    def _exchange(self, scene: Scene) -> Exchange | None:
        reference = self.asked.reference
        return next((one for one in scene.mobile.exchanges if one.request.reference == reference), None)

    def _press_without(self, key: Key, scene: Scene) -> Turn:
        exchange = self._exchange(scene)
        if exchange is not None and exchange.waiting:
            return Turn((self,), sound="error")
        if key in {"up", "down"}:
            return self.scrolled(key, self._reason(exchange, scene), scene)
        if key not in {"soft_left", "ok"} or not self._may_repeat(exchange):
            return Turn((self,), sound="error")
        if self.acts():
            return Turn((evolve(self, top=0),), scene.mobile.repeat_data(self.asked.reference, scene.at_ms))
        asked = self.asked
        uplinks = scene.mobile.request_data(asked.app, asked.path, asked.body, scene.at_ms, asked.slot)
        return Turn((evolve(self, asked=evolve(asked, reference=scene.mobile.last_request), top=0),), uplinks)

    def _may_repeat(self, exchange: Exchange | None) -> bool:
        """Any question; an order only while nobody knows what became of it, and then under its own number."""
        if not self.acts():
            return True
        return exchange is not None and (exchange.reply is None or exchange.reply.cause is None)

    def _draw_without(self, scene: Scene, back: str) -> View:
        exchange = self._exchange(scene)
        if exchange is not None and exchange.waiting:
            blank = (scene.row(""),) * (scene.lines // 2 - 2)
            waiting = (scene.centred(scene.word("app.loading")), scene.centred(spinner(exchange.at_ms, scene.at_ms)))
            return View((heading(self.title(scene), scene), *blank, *waiting), "", scene.word("soft.cancel"))
        left = scene.word("soft.again") if self._may_repeat(exchange) else ""
        return self.window(self.title(scene), "", self._reason(exchange, scene), (left, back), scene)

    def _reason(self, exchange: Exchange | None, scene: Scene) -> tuple[str, ...]:
        """Why there is nothing to show; what the server told the last time, where it is to be read."""
        why = reason(exchange, scene)
        if self.acts():
            unsure = exchange is not None and exchange.sent and self._may_repeat(exchange)
            return (why, scene.word("app.unsure")) if unsure else (why,)
        for older in scene.mobile.exchanges:
            told = self._told_by(older, scene)
            if told:
                return (why, scene.word("app.as_of", at=older.at_ms), *told)
        return (why,)

    def _told_by(self, older: Exchange, scene: Scene) -> tuple[str, ...]:
        """What another reply to the same question tells."""
        request, asked = older.request, self.asked
        same = (request.app, request.path, request.body, older.slot) == (asked.app, asked.path, asked.body, asked.slot)
        body = body_of(older, self.takes()) if same else None
        return () if body is None else self.told(body, scene)


def body_of(exchange: Exchange | None, kind: Any) -> Any | None:
    """What an exchange has brought, a value of the class `kind`; None where that cannot be read."""
    if exchange is None or exchange.reply is None or exchange.reply.cause is not None:
        return None
    try:
        return _read(exchange.reply.body, kind)
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _read(text: str, kind: type[Any]) -> Any:
    """Bodies never change, and a page reads its own with each key."""
    return read(text, kind)


def flush(text: str, mark: str, columns: int) -> str:
    """A line with a mark at its end, which stays whole."""
    if not mark:
        return text
    room = columns - len(mark) - 1
    return f"{shorten(text, room).ljust(room)} {mark}"


def reason(exchange: Exchange | None, scene: Scene) -> str:
    """Why there is nothing to show, in the operator's words if it said some."""
    if exchange is None or (exchange.reply is not None and exchange.reply.cause is None):
        return scene.word("app.unreadable")
    if exchange.reply is None:
        return scene.word(f"app.failed.{exchange.failed}")
    if exchange.reply.text is not None:
        return exchange.reply.text.value
    return scene.word(f"app.not_served.{exchange.reply.cause}")
