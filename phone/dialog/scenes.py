"""What a step of a case finds when its turn comes, for the score of its moves."""

from __future__ import annotations

from phone.dialog.cursor import spelled
from phone.dialog.hearing import Heard
from phone.dialog.model import Action, Cue, LedgerCheck, Nothing, OperatorAction, Passing, Reply, Step
from phone.dialog.play import Player
from phone.dialog.problems import Unread
from phone.dialog.score import Scene
from phone.dialog.template import filled
from phone.dialog.words import Language
from phone.handset.mobile.ussd import Asking


def scene_of(player: Player, step: Step, looked_at: str) -> Scene:
    """What a step finds now.

    Args:
        player: the case, played up to this step.
        step: the step.
        looked_at: whose phone is looked at.
    """
    bench, world = player.bench, player.bench.world
    name = getattr(step, "name", "")
    display = world.phones[name].settings if name in world.phones else None
    return Scene(
        looked_at=looked_at,
        locale=bench.locale,
        text=_text(player, step),
        source=_source(player, step),
        number=_number(player, step),
        asking=_asking(player, step),
        calling=name in world.phones and world.phones[name].mobile.in_call,
        outside=isinstance(step, Action) and step.verb in {**bench.words.table.life, **bench.words.table.site},
        heard=_heard(player, step),
        columns=20 if display is None else display.columns,
        rows=8 if display is None else display.lines,
        now_ms=world.now_ms,
        until_ms=_until_ms(player, step),
        books=(player.account(name).read_to + 1, world.ledger.head) if isinstance(step, LedgerCheck) else (1, 0),
    )


def _text(player: Player, step: Step) -> str:
    """What the step says, with the values of its places as far as they are known."""
    text = step.told(player.bench.locale) if isinstance(step, Cue) else getattr(step, "text", "")
    try:
        return filled(text, player.bench.known)
    except Unread:
        return text


def _source(player: Player, step: Step) -> str:
    """What stands behind the name and its mark, in the words of who reads the locale."""
    bench = player.bench
    language: Language = "en" if bench.locale == "en" else "ru"
    written = spelled(bench.dialog.forms.get(step.line, ()), bench.words, language)
    return written.partition(">")[2].lstrip("> ") if isinstance(step, Action | OperatorAction) else written


def _number(player: Player, step: Step) -> str:
    """The number of a message or call: as it is written, or that of whom it is for."""
    if not isinstance(step, Action) or step.verb not in ("sms", "mms", "call"):
        return ""
    people = player.bench.world.people
    if step.to in people:
        return people[step.to].msisdns[player.stage.slots.get(step.to, 0)]
    return step.to


def _asking(player: Player, step: Step) -> bool:
    if not isinstance(step, Action | Reply):
        return False
    slots = player.bench.world.phones[step.name].mobile.slots
    slot = step.slot if isinstance(step, Action) else None
    slot = player.stage.slots.get(step.name, 0) if slot is None else slot
    return slot < len(slots) and isinstance(slots[slot].ussd.state, Asking)


def _heard(player: Player, step: Step) -> str:
    """What the phone of a reply was told: the first thing of its kind, or the first at all."""
    if not isinstance(step, Reply):
        return ""
    queue: list[Heard] = player.queues.get(step.name, [])
    alike = [heard for heard in queue if heard.kind == step.kind] or queue
    return str(alike[0].text) if alike else ""


def _until_ms(player: Player, step: Step) -> int:
    """The moment to which a step lets time pass; now for one that does not."""
    world = player.bench.world
    match step:
        case Passing():
            return player.stage.until(step)
        case Nothing(span=span) if span is not None:
            return span.after(world.now_ms, world.texts.zone)
    return world.now_ms
