from __future__ import annotations

import pytest

from phone.handset.ui.keys import KEYS
from tui.commands import COMMANDS
from tui.keyboard import Press, Typed, bearer, meaning


@pytest.mark.parametrize(
    ("key", "character", "meant"),
    [
        ("asterisk", "*", Press("*")),
        ("number_sign", "#", Press("#")),
        ("number_sign", None, Press("#")),
        ("multiply", "*", Press("*")),
        ("multiply", None, Press("*")),
        ("numero_sign", "№", Press("#")),
        ("5", "5", Press("5")),
        ("enter", "\r", Press("ok")),
        ("enter", None, Press("ok")),
        ("escape", "\x1b", Press("soft_right")),
        ("backspace", "\x7f", Press("clear")),
        ("backspace", "\x08", Press("clear")),
        ("home", None, Press("call")),
        ("end", None, Press("end")),
        ("f2", None, Press("soft_left")),
        ("f3", None, Press("soft_right")),
        ("up", None, Press("up")),
        ("п", "п", Typed("п")),
        ("Я", "Я", Typed("Я")),
        ("space", " ", Typed(" ")),
        ("infinity", "∞", Typed("∞")),
        ("left_shift", None, None),
        ("shift+Ф", None, None),
        ("f1", None, None),
        ("tab", "\t", None),
        ("ctrl+q", "\x11", None),
        ("pageup", None, None),
    ],
)
def test_what_a_key_means_to_the_phone(key: str, character: str | None, meant: Press | Typed | None) -> None:
    assert meaning(key, character) == meant


@pytest.mark.parametrize(
    ("character", "key"), [("ж", "3"), ("Ж", "3"), ("s", "7"), ("ё", "3"), (" ", "0"), ("№", "#"), ("∞", None)]
)
def test_the_key_that_bears_a_letter(character: str, key: str | None) -> None:
    assert bearer(character) == key


def test_no_key_of_the_computer_does_two_things() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_every_key_of_the_phone_that_no_digit_names_has_a_command() -> None:
    pressed = {command.phone_key for command in COMMANDS}
    assert {key for key in KEYS if key not in "0123456789*#"} <= pressed
