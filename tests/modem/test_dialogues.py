"""The table of commands: each file of `dialogues/` is a conversation that the modem must lead word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from phone.modem.commands.table import TABLE
from tests.modem.desk import Client, lines

FOLDER = Path(__file__).parent / "dialogues"
FILES = sorted(path for path in FOLDER.glob("*.txt") if path.stem != "README")

PROMPT = "> "


def fits(expected: list[str], said: list[str]) -> bool:
    """Whether lines are the expected ones; `...` stands for anything within a line."""
    patterns = [re.escape(line).replace(r"\.\.\.", ".*") for line in expected]
    return len(expected) == len(said) and all(map(re.fullmatch, patterns, said))


def turns(text: str) -> list[tuple[int, str, list[str]]]:
    """Number of the line, what is done, and the lines that must be said to it."""
    made: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("> ", "~ ", "! ")):
            made.append((number, line, []))
        elif line == ":":
            made[-1][2].append(PROMPT)
        elif line and not line.startswith("# "):
            made[-1][2].append(line)
    return made


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_conversation(path: Path) -> None:
    client = Client.of()
    for number, deed, expected in turns(path.read_text(encoding="utf-8")):
        said = lines(done(client, deed))
        assert fits(expected, said), f"{path.name}:{number}: {deed}\nexpected {expected}\nsaid     {said}"


def done(client: Client, deed: str) -> str:
    """What the modem says to what is done."""
    kind, rest = deed[0], deed[2:]
    if kind == "~":
        return client.wait(int(rest))
    if kind == "!":
        client.act(rest)
        return ""
    typed = re.sub(r"\^([Z\[])", lambda found: chr(ord(found[1]) & 0x1F), rest)
    return client.type(typed if typed.endswith(("\x1a", "\x1b")) else f"{typed}\r")


def test_every_command_is_in_a_conversation() -> None:
    said = re.sub(r"[^+A-Z]|(?=\+)", " ", "".join(path.read_text(encoding="utf-8") for path in FILES).upper())
    assert [name for name in TABLE if name.startswith("+") and name not in {*said.split(), "+CLAC"}] == []


def test_the_list_of_commands_is_complete() -> None:
    """A client takes what is missing there for what is not there."""
    assert Client.of().say("AT+CLAC") == [*(f"AT{name}" for name in TABLE), "OK"]
