"""A supplementary service: the request on its way, and what the network said."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from phone.air.messages import ServiceStatus, SupplementaryResult
from phone.handset.mobile.service import ServiceRequest
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import KEYPAD, Key
from phone.handset.ui.lines import clamp, wrap
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.dialling import Dialling
from phone.texts import spaced

SILENT: Final = "03"
"""The service whose result tells no more than that it is done (3GPP TS 22.030, 6.5.4)."""


@frozen
class ServiceScreen(Screen):
    """The phone's request; `top` is the first row in view."""

    top: int = 0

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows scroll, the usual keys close."""
        state = scene.mobile.service.state
        if key in {"up", "down"}:
            top = self.top + (1 if key == "down" else -1)
            return Turn((evolve(self, top=clamp(top, len(_rows(scene)), scene.lines)),))
        running = state is not None and state.running
        if key in ({"soft_right", "clear"} if running else {"ok", "soft_left", "soft_right", "clear"}):
            scene.mobile.service.close()
            return Turn(())
        if key in KEYPAD and not running:
            scene.mobile.service.close()
            return Turn((Dialling.begun(key),))
        return Turn((self,))

    def draw(self, scene: Scene) -> View:
        """What was said, or that it is awaited."""
        state = scene.mobile.service.state
        rows = _rows(scene)
        if state is not None and state.running:
            blank = (scene.row(""),) * (scene.lines // 2 - 1)
            return View((*blank, *rows), right=scene.word("soft.cancel"))
        end = self.top + scene.lines
        left, right = scene.word("soft.ok"), scene.word("soft.back")
        return View(rows[self.top : end], left, right, above=self.top > 0, below=end < len(rows))

    def refreshed(self, scene: Scene) -> tuple[Screen, ...]:
        """Gone when it is closed."""
        return () if scene.mobile.service.state is None else (self,)


def _rows(scene: Scene) -> tuple[Row, ...]:
    state = scene.mobile.service.state
    if state is None:
        return ()
    if state.running:
        return (scene.centred(scene.word("ussd.requesting")),)
    if state.result is None:
        lost = not scene.mobile.slots[state.slot].registered
        return tuple(
            map(scene.row, wrap(scene.word(f"ussd.released.{'no_coverage' if lost else 'no_answer'}"), scene.columns))
        )
    if state.result.error is not None:
        return tuple(map(scene.row, wrap(scene.word(f"service.error.{state.result.error}"), scene.columns)))
    return _result_rows(state, state.result, scene)


def _result_rows(state: ServiceRequest, result: SupplementaryResult, scene: Scene) -> tuple[Row, ...]:
    """What was done, then each service with how it stands."""
    if state.request.service == SILENT:
        return tuple(map(scene.row, wrap(scene.word("service.password_changed"), scene.columns)))
    rows = [] if result.action == "query" else [*wrap(scene.word(f"service.done.{result.action}"), scene.columns)]
    shown = list(map(scene.row, rows))
    for status in result.statuses:
        shown += [scene.row(line, "bold") for line in wrap(scene.word(f"service.name.{status.service}"), scene.columns)]
        shown += [scene.row(line) for text in _standing(status, scene) for line in wrap(text, scene.columns)]
    return tuple(shown)


def _standing(status: ServiceStatus, scene: Scene) -> list[str]:
    lines = [scene.word("service.on" if status.active else "service.off")]
    lines += [spaced(status.number)] if status.number else []
    lines += [scene.word("service.after", seconds=status.seconds)] if status.seconds else []
    return lines
