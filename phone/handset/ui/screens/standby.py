"""What a phone at rest shows: who serves it, the date, and what waits."""

from __future__ import annotations

from phone.handset.ui.frame import Row
from phone.handset.ui.lines import wrap
from phone.handset.ui.people import called
from phone.handset.ui.screen import Scene


def standby(scene: Scene) -> tuple[Row, ...]:
    """The whole body: operator and date above, news below."""
    top: tuple[Row, ...] = (
        scene.centred(scene.word(_service(scene)), "bold"),
        scene.centred(scene.word("idle.date", at=scene.at_ms)),
    )
    news = tuple(map(scene.centred, (*_quiet(scene), *_missed(scene), *_messages(scene))))[: scene.lines - len(top)]
    if len(top) + len(news) < scene.lines:
        top = (scene.row(""), *top)
    blank = (scene.row(""),) * (scene.lines - len(top) - len(news))
    return (*top, *blank, *news)


def _service(scene: Scene) -> str:
    """The operator, or why there is none."""
    mobile = scene.mobile
    if mobile.ready:
        return "operator"
    if mobile.airplane:
        return "idle.airplane"
    if not any(slot.inserted for slot in mobile.slots):
        return "idle.no_sim"
    if any(slot.works for slot in mobile.slots):
        return "idle.no_coverage"
    return "idle.sim_dead" if all(slot.lock in {"dead", None} for slot in mobile.slots) else "idle.sim_locked"


def _quiet(scene: Scene) -> tuple[str, ...]:
    """That calls will not be heard."""
    return () if scene.profile.sounds else (scene.word(f"profile.{scene.settings.profile}"),)


def _missed(scene: Scene) -> tuple[str, ...]:
    """Who called, if it was one, else how many."""
    log = scene.mobile.calls.log
    if not log.unseen:
        return ()
    lines = wrap(scene.word("idle.missed", count=log.unseen), scene.columns)
    number = log.of("missed")[0].number if log.unseen == 1 else None
    return (*lines, called(number, scene)) if number else lines


def _messages(scene: Scene) -> tuple[str, ...]:
    store = scene.mobile.store
    unread = wrap(scene.word("idle.unread", count=store.unread), scene.columns) if store.unread else ()
    full = wrap(scene.word("idle.memory_full"), scene.columns) if store.turned_away else ()
    return (*unread, *full)
