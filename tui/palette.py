"""What the palette offers beside the table of commands: subscribers, weathers, tabs and looks by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from phone.network.partners import events, say_event, say_rate
from tui.commands import COMMANDS
from tui.session import Session
from tui.theme import THEMES


@frozen
class Offer:
    """An entry of the palette: its title, a sentence about it, and the action behind it."""

    title: str
    told: str
    action: str


def palette_offers(session: Session, tabs: Iterable[str]) -> Iterator[Offer]:
    """Everything that can be done."""
    words = session.words
    for command in COMMANDS:
        if command.name != "palette":
            yield Offer(words(f"command.{command.name}"), words(f"help.{command.name}"), command.action)
    yield from _of_people(session)
    for tab in tabs:
        yield Offer(words("palette.tab", name=words(f"tab.{tab}")), words("palette.tab.told"), f"screen.tab({tab!r})")
    yield from _of_sims(session)
    yield from _of_life(session)
    for skin in THEMES:
        yield Offer(words(f"theme.{skin}"), words("palette.theme.told"), f"app.skin({skin!r})")


def _of_people(session: Session) -> Iterator[Offer]:
    """Whose phone is used, whose stands beside it, and the weather round each."""
    words = session.words
    for person in session.world.people.values():
        number = words.number(person.msisdns[0])
        yield Offer(words("palette.person", name=words.person(person.name)), number, f"screen.take({person.name!r})")
        yield Offer(words("palette.beside", name=words.person(person.name)), number, f"screen.beside({person.name!r})")
    for name in session.world.people:
        for state in session.world.ether.file.names:
            title = words("palette.weather", who=words.person(name), weather=words.weather(state))
            yield Offer(title, words("help.weather"), f"screen.set_weather({name!r}, {state!r})")


def _of_sims(session: Session) -> Iterator[Offer]:
    """What each SIM can be: the one in use, a modem, richer."""
    words = session.words
    for person, slot, msisdn in session.sims():
        who = f"{person.name}/{slot + 1}" if slot else person.name
        yield Offer(
            words("palette.modem", who=words.person(who)),
            words("palette.modem.told"),
            f"app.modem({person.name!r}, {slot})",
        )
        if session.is_ours(msisdn):
            yield Offer(
                words("palette.top_up", who=words.person(who)), words.number(msisdn), f"screen.top_up({msisdn!r})"
            )
        if len(person.msisdns) > 1:
            title = words("palette.sim", who=words.person(person.name), sim=slot + 1)
            yield Offer(title, words.number(msisdn), f"screen.sim({person.name!r}, {slot})")


def _of_life(session: Session) -> Iterator[Offer]:
    """What the owner of the phone with the keyboard does without it, and what it brings."""
    desk, language = session.world.network.desk, session.words.language
    for event in events(desk.configuration):
        title = session.words("palette.life", what=say_event(desk, event, language))
        yield Offer(title, say_rate(desk, event, language).value, f"screen.live({event.name!r})")


def is_known(action: str, screen: object, app: object) -> bool:
    """Whether a screen, or the app, can do an action: the presenter's view has no console."""
    place, _, rest = action.partition(".")
    return hasattr(screen if place == "screen" else app, f"action_{rest.partition('(')[0]}")
