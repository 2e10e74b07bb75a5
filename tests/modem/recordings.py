"""What real clients did with the modem, kept as data: recorded by `python -m tests.modem.record`, read by everyone else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from attrs import frozen

from tests.modem.stage import Shown, Step

FOLDER: Final = Path(__file__).parent / "recordings"

TYPED_MS: Final = 20
"""How far the characters of a client are apart that types one by one."""


@frozen
class Recording:
    """One scene as it went: with which version of which client, what was shown, and what crossed the line."""

    name: str
    client: str
    version: str
    title: str
    shown: tuple[Shown, ...]
    steps: tuple[Step, ...]


def load(name: str) -> Recording:
    data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    shown = tuple(Shown(*row) for row in data["shown"])
    return Recording(
        name, data["client"], data["version"], data["title"], shown, tuple(Step(*row) for row in data["steps"])
    )


def save(recording: Recording) -> None:
    """One step a line, so that two recordings can be compared."""
    head = {"client": recording.client, "version": recording.version, "title": recording.title}
    shown = [[one.command, one.output] for one in recording.shown]
    rows = ",\n".join(
        "  " + json.dumps([step.at_ms, step.direction, step.text], ensure_ascii=False) for step in recording.steps
    )
    lines = [f'"{key}": {json.dumps(value, ensure_ascii=False)}' for key, value in (head | {"shown": shown}).items()]
    text = "{\n" + "".join(f" {line},\n" for line in lines) + f' "steps": [\n{rows}\n ]\n}}\n'
    (FOLDER / f"{recording.name}.json").write_text(text, encoding="utf-8")


def joined(steps: list[Step]) -> tuple[Step, ...]:
    """Steps with what a client types character by character, and its echo, put together."""
    made: list[Step] = []
    for step in steps:
        if len(made) >= 2 and step.direction == ">" and made[-1].direction == "<" and _echoes(made, step):
            typed, echo = made[-1], made[-2]
            made[-3:] = [
                Step(typed.at_ms, "<", made[-3].text + typed.text),
                Step(typed.at_ms, ">", echo.text + step.text),
            ]
        else:
            made.append(step)
    return tuple(made)


def _echoes(made: list[Step], step: Step) -> bool:
    """Whether the last typed character goes on with a line of which only the echo came back."""
    if len(made) < 3 or [one.direction for one in made[-3:]] != ["<", ">", "<"]:
        return False
    first, echo, typed = made[-3:]
    close = typed.at_ms - first.at_ms < TYPED_MS and step.at_ms == typed.at_ms
    return close and echo.text == first.text and "\r" not in first.text and step.text.startswith(typed.text)
