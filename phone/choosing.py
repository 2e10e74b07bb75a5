"""What is chosen on a phone without its keys: its display, its language, its SIM."""

from __future__ import annotations

from phone.air.messages import Uplink
from phone.handset.handset import Handset
from phone.inputs import Act
from phone.stock import SMALLEST
from phone.texts import OWN
from phone.world import World


def choose(world: World, name: str, setting: str, value: str) -> None:
    """Choose something on somebody's phone.

    Args:
        world: where.
        name: whose phone.
        setting: `display`, `language` or `sim`.
        value: columns and rows such as `14x6`; `ru`, `en` or `translit`; the place of a slot from 1.

    Raises:
        ValueError: the phone has no such display or slot.
    """

    def act(phone: Handset, _at_ms: int) -> tuple[Uplink, ...]:
        match setting:
            case "display":
                phone.settings.columns, phone.settings.lines = _size(value)
            case "language":
                phone.settings.language = OWN[value]
            case _:
                phone.settings.sim = _slot(phone, name, value)
        return ()

    world.command(name, act, Act("set", f"{setting} {value}"))


def _size(value: str) -> tuple[int, int]:
    columns, _, lines = value.partition("x")
    size = int(columns), int(lines)
    if size[0] < SMALLEST[0] or size[1] < SMALLEST[1]:
        raise ValueError(f"a display of {value} is too small; the smallest is {SMALLEST[0]}x{SMALLEST[1]}")
    return size


def _slot(phone: Handset, name: str, value: str) -> int:
    count = len(phone.mobile.slots)
    if not 1 <= int(value) <= count:
        raise ValueError(f"{name} has {count} SIM, not {value}")
    return int(value) - 1
