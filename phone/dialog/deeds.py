"""Carrying out what a dialog says that people do: each verb, and what the operator, the clock and the weather do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from attrs import define, evolve, field

from ledger.calendar import DAY_MS, SECOND_MS, local, parse_local
from ledger.entries import Refusal
from phone.air.messages import Refused, Uplink
from phone.air.mmi import normalise
from phone.calling import PhoneCall, place_call
from phone.choosing import choose
from phone.dialog.hearing import Hearing
from phone.dialog.life import Outcome, live
from phone.dialog.model import Action, Air, Deed, OperatorAction, Passing
from phone.dialog.strokes import strokes_of
from phone.dialog.template import filled
from phone.dialog.visiting import number_of, visit
from phone.dialog.words import SiteVerb, Vocabulary
from phone.handset.handset import Handset
from phone.handset.mobile.mobile import Mobile
from phone.handset.mobile.ussd import Asking
from phone.holder import Holder, NoAnswerError
from phone.inputs import Act
from phone.network.directory import msisdn_of
from phone.trace import TraceEvent
from phone.world import World

SHOWN: Final = 30
"""Characters of a text that a message repeats."""


@define
class Stage:
    """A world in which a dialog is played.

    Attributes:
        world: where people are.
        hearing: what they are told.
        words: what verbs mean.
        slots: name → the SIM that is in use, where it is not the first.
        refusals: name → what the operator refused since the last action of that person.
        shown: whose display has the answer to the last step, because the phone answered by itself.
        lived: what the books wrote or refused on the last step, if it was an event of life.
        known: the values that places took so far, for texts that repeat them.
        hurries: whether the step that is being done does not wait for what comes of it.
    """

    world: World
    hearing: Hearing
    words: Vocabulary
    slots: dict[str, int] = field(factory=dict)
    refusals: dict[str, list[Refused]] = field(factory=dict)
    calls: dict[str, PhoneCall] = field(factory=dict)
    shown: str | None = None
    lived: Outcome = None
    known: dict[str, str] = field(factory=dict)
    hurries: bool = False

    @classmethod
    def set_up(cls, world: World, hearing: Hearing, words: Vocabulary) -> Stage:
        """A stage for a world; what is on its way to the phones arrives first."""
        made = cls(world, hearing, words)
        world.listen(made.refused_to)
        world.settle()
        return made

    def do(self, deed: Deed, *, settles: bool = True) -> None:
        """Carry out one step, and let time pass until nothing is on its way to a phone, unless it does not settle.

        Raises:
            ValueError: it cannot be done now; the message says why.
        """
        self.shown = self.lived = None
        self.hurries = not settles
        match deed:
            case Action():
                self._act(evolve(deed, text=filled(deed.text, self.known)) if "{" in deed.text else deed)
            case OperatorAction():
                OPERATOR[deed.verb](self, evolve(deed, text=filled(deed.text, self.known)))
            case Passing():
                self._pass(deed)
            case Air():
                self._change_air(deed)
        if settles and not (isinstance(deed, Passing) and deed.exact):
            self.settle()

    def settle(self) -> None:
        """Let arrive what is on its way."""
        self.world.settle()
        self.hearing.look_at_all()

    def advance(self, by_ms: int) -> None:
        """Let time pass."""
        self.world.advance(by_ms)
        self.hearing.look_at_all()

    def mobile(self, name: str) -> Mobile:
        """Somebody's phone without its screen."""
        return self.world.phones[name].mobile

    def holder(self, action: Action) -> Holder:
        """Who holds the phone of an action, at the SIM that it is for.

        Raises:
            ValueError: the phone has no such slot.
        """
        slot = self.slots.get(action.name, 0) if action.slot is None else action.slot
        count = len(self.mobile(action.name).slots)
        if slot >= count:
            raise ValueError(f"{action.name} has {count} SIM, not {slot + 1}")
        return Holder(self.world, action.name, slot)

    def _act(self, action: Action) -> None:
        self.refusals.pop(action.name, None)
        holder = self.holder(action)
        life, site = self.words.table.life.get(action.verb), self.words.table.site.get(action.verb)
        if site is not None:
            self._visit(holder, site, action)
            return
        try:
            if life is None:
                DONE[action.verb](self, holder, action)
                return
            self.lived = live(holder, life, action.to, self.words, _told(holder, action))
        except NoAnswerError as error:
            raise ValueError(str(error)) from error
        if isinstance(self.lived, Refusal):
            self.refusals.setdefault(action.name, []).append(Refused(self.lived.rule, dict(self.lived.values)))

    def _visit(self, holder: Holder, verb: SiteVerb, action: Action) -> None:
        """What somebody does in the personal account; the page's answer is heard like a phone's."""
        reply = visit(holder, verb.page, action.to or action.text, self._number, _told(holder, action))
        if reply.refused is not None:
            self.refusals.setdefault(action.name, []).append(reply.refused)
        self.hearing.page(action.name, reply.text, refused=reply.refused is not None)

    def _number(self, written: str) -> str:
        """The number of somebody by name or alias, at the SIM in use; what is no name as it is."""
        return number_of(self.world, written, self.slots)

    def refused_to(self, event: TraceEvent) -> None:
        """Take note of a refusal that an event brought to a phone."""
        if event.refusal is not None and event.outcome == "delivered":
            self.refusals.setdefault(event.phone, []).append(event.refusal)

    def until(self, passing: Passing) -> int:
        """The moment to which time passes."""
        zone, span = self.world.texts.zone, passing.span
        return parse_local(passing.date, zone) if span is None else span.after(self.world.now_ms, zone)

    def _pass(self, passing: Passing) -> None:
        zone, now_ms = self.world.texts.zone, self.world.now_ms
        until_ms = self.until(passing)
        if until_ms < now_ms:
            raise ValueError(f"time does not go back: it is {local(now_ms, zone):%Y-%m-%d %H:%M:%S}")
        parse_local(f"{1970 + until_ms // YEAR_MS}-01-01", zone)
        self.advance(until_ms - now_ms)

    def _change_air(self, air: Air) -> None:
        state = air.state
        if air.span is not None:
            weather = self.world.ether.file.states.get(state)
            if weather is None or weather.ussd != "late":
                raise ValueError(f'"{state}" takes no time; such as: air {air.name} late 90s')
            timeout_ms = self.world.ledger.configuration.rules.ussd.timeout_s * SECOND_MS
            late = evolve(weather, late_ms=max(0, air.span.after(0, self.world.texts.zone) - timeout_ms))
            state = f"{state} {air.span.ms // SECOND_MS}s"
            self.world.ether.learn(state, late)
        self.world.set_air(air.name, state)


def _told(holder: Holder, action: Action) -> Act:
    """An action as an act."""
    return Act(action.verb, action.to, action.text, holder.slot)


YEAR_MS: Final = 365 * DAY_MS + DAY_MS // 4


def _say(stage: Stage, holder: Holder, action: Action) -> None:
    """A reply while the network asks, else a code."""
    mobile, text = stage.mobile(holder.name), action.text
    if isinstance(mobile.slots[holder.slot].ussd.state, Asking):
        with suppress(NoAnswerError):
            holder.reply(text)
        return
    code = normalise(text) if set(text) <= DIALLED else ""
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    if not code:
        raise ValueError(f'"{shown}": the network asks nothing, and it is no code')
    if code.isdecimal():
        raise ValueError(f'"{shown}": the network asks nothing; a number is called with CALL {shown}')
    verdict = mobile.judge(code, holder.slot)
    if verdict == "ussd":
        with suppress(NoAnswerError):
            holder.ussd(code)
    elif verdict == "call":
        stage.calls[holder.name] = holder.call(code)
    else:
        _dial_by_keys(stage, holder.name, code)


DIALLED: Final = frozenset("0123456789*#№+() -")


def _dial_by_keys(stage: Stage, name: str, code: str) -> None:
    """What the phone answers by itself stands on its display."""
    world, stage.shown = stage.world, name
    if not world.phones[name].mobile.in_call:
        world.press(name, "end")
    for character in code:
        world.type(name, character)
    world.press(name, "call")


def _to(stage: Stage, to: str) -> str:
    """A number as it is written, or that of somebody of the world.

    Raises:
        ValueError: it is neither.
    """
    if to in stage.world.people:
        return _number_of(stage, to)
    if not any(map(str.isdecimal, to)):
        raise ValueError(f'"{to}" is neither a number nor somebody with a phone')
    return to


def _sms(stage: Stage, holder: Holder, action: Action) -> None:
    holder.sms(_to(stage, action.to), action.text)
    if stage.hurries:
        return
    sent = holder.sent()
    if sent.state == "failed" and sent.cause in ("no_answer", "no_coverage"):
        stage.hearing.failed(holder.name, sent.cause)


def _mms(stage: Stage, holder: Holder, action: Action) -> None:
    """A subject in the first line if there are more, and a picture's name in brackets in the last one."""
    lines = action.text.split("\n")
    picture = lines.pop()[1:-1] if lines[-1].startswith("[") and lines[-1].endswith("]") else ""
    subject = lines.pop(0) if len(lines) > 1 else ""
    holder.mms(_to(stage, action.to), subject, "\n".join(lines), picture)


def _call(stage: Stage, holder: Holder, action: Action) -> None:
    to = _to(stage, action.to)
    verdict = stage.mobile(holder.name).judge(to, holder.slot)
    if verdict == "ussd":
        raise ValueError(f'"{to}" is a USSD code; it is dialled without CALL')
    if verdict == "call":
        stage.calls[holder.name] = holder.call(to)
    else:
        _dial_by_keys(stage, holder.name, to)


def _answer(stage: Stage, holder: Holder, _action: Action) -> None:
    stage.calls[holder.name] = holder.answer()


def _reject(stage: Stage, holder: Holder, _action: Action) -> None:
    if stage.mobile(holder.name).calls.ringing is None:
        raise ValueError("the phone does not ring")
    stage.world.command(holder.name, lambda phone, at_ms: phone.mobile.reject(at_ms), Act("reject", slot=holder.slot))


def _keys(stage: Stage, holder: Holder, action: Action) -> None:
    """The phone's own keys, which are tones in a call; without times each waits for what the one before has brought."""
    strokes = tuple(strokes_of(action.to))
    exact = any(stroke.after_ms is not None for stroke in strokes)
    for place, stroke in enumerate(strokes):
        if place and not exact and not stroke.at_once:
            stage.settle()
        if stroke.held_ms is None:
            stage.world.press(holder.name, stroke.key)
        else:
            stage.world.key_down(holder.name, stroke.key)
            stage.advance(stroke.held_ms)
            stage.world.key_up(holder.name)
        if stroke.after_ms is not None:
            stage.advance(stroke.after_ms)


def _type(stage: Stage, holder: Holder, action: Action) -> None:
    """Characters as on a computer's keyboard."""
    for character in action.text:
        stage.world.type(holder.name, character)


def _set(stage: Stage, holder: Holder, action: Action) -> None:
    setting, _, value = action.to.partition(" ")
    choose(stage.world, holder.name, setting, value)


def _hang_up(stage: Stage, holder: Holder, _action: Action) -> None:
    stage.world.command(
        holder.name, lambda phone, at_ms: phone.mobile.leave_all(at_ms), Act("hangup", slot=holder.slot)
    )


def _cancel(_stage: Stage, holder: Holder, _action: Action) -> None:
    holder.cancel()


def _power(stage: Stage, holder: Holder, action: Action) -> None:
    on = action.to == "on"
    if on and any(slot.registered for slot in stage.mobile(holder.name).slots):
        return
    stage.world.command(
        holder.name,
        lambda phone, at_ms: phone.switch_on(at_ms) if on else phone.mobile.switch_off(at_ms),
        Act("power", action.to, slot=holder.slot),
    )


def _use_sim(stage: Stage, _holder: Holder, action: Action) -> None:
    stage.slots[action.name] = stage.holder(evolve(action, slot=int(action.to) - 1)).slot


def _message(stage: Stage, holder: Holder, action: Action) -> int:
    """The number of a message by its place in the inbox, the newest first."""
    inbox = stage.mobile(holder.name).store.inbox
    if int(action.to) > len(inbox):
        raise ValueError(f"there is no message {action.to}: {holder.name} has {len(inbox)}")
    return inbox[int(action.to) - 1].number


def _read(stage: Stage, holder: Holder, action: Action) -> None:
    number = _message(stage, holder, action)

    def mark(phone: Handset, _at_ms: int) -> tuple[Uplink, ...]:
        phone.mobile.store.mark_read(number)
        return ()

    stage.world.command(holder.name, mark, Act("read", action.to, slot=holder.slot))


def _delete(stage: Stage, holder: Holder, action: Action) -> None:
    number = _message(stage, holder, action)
    stage.world.command(
        holder.name, lambda phone, _: phone.mobile.delete_message(number), Act("delete", action.to, slot=holder.slot)
    )


DONE: Final[Mapping[str, Callable[[Stage, Holder, Action], None]]] = {
    "say": _say,
    "sms": _sms,
    "mms": _mms,
    "call": _call,
    "answer": _answer,
    "reject": _reject,
    "keys": _keys,
    "hangup": _hang_up,
    "cancel": _cancel,
    "power": _power,
    "sim": _use_sim,
    "read": _read,
    "delete": _delete,
    "type": _type,
    "set": _set,
}
"""What each verb of a phone does."""


def _number_of(stage: Stage, name: str) -> str:
    return stage.world.people[name].msisdns[stage.slots.get(name, 0)]


def _ask(stage: Stage, deed: OperatorAction) -> None:
    stage.world.ussd_from_operator(_number_of(stage, deed.name), deed.text, notify=deed.notify)


def _write(stage: Stage, deed: OperatorAction) -> None:
    to = _number_of(stage, deed.name)
    stage.world.happen(
        lambda network, at_ms: network.sms_from_operator(to, deed.text, at_ms, sender=deed.sender, flash=deed.flash),
        Act("operator_flash" if deed.flash else "operator_sms", to, f"{deed.sender}\n{deed.text}"),
    )


def _call_from(stage: Stage, deed: OperatorAction) -> None:
    """Somebody of the world calls; a stranger is a phone of the header with another operator."""
    world = stage.world
    msisdn = msisdn_of(deed.sender)
    owner = next(((name, msisdn) for name, one in world.people.items() if msisdn in one.msisdns), None)
    if owner is None or msisdn is None:
        raise ValueError(f"nobody here has the number {deed.sender}; give it to somebody in phones:")
    name, place = owner[0], world.people[owner[0]].msisdns.index(msisdn)
    stage.calls[name] = place_call(world, name, place, _number_of(stage, deed.name))


OPERATOR: Final[Mapping[str, Callable[[Stage, OperatorAction], None]]] = {
    "ussd": _ask,
    "sms": _write,
    "call": _call_from,
}
"""What the operator does by itself."""
