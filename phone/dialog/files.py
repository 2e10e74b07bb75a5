"""Finding and reading dialogs: files, folders, and the fences of Markdown files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from attrs import frozen

from phone.dialog.model import Dialog
from phone.dialog.problems import DialogError, Mistake
from phone.dialog.setting import people_of
from phone.dialog.syntax import parse

SUFFIX: Final = ".dialog"
MARKDOWN: Final = (".md", ".markdown")

_FENCE: Final = re.compile(r"(?P<indent> {0,3})(?P<fence>```+|~~~+)[ \t]*dialog\b")


@frozen
class Source:
    """A file's text as it stands there, and the dialogs in it: one, or as many as a Markdown file has fences."""

    path: Path | None
    name: str
    text: str
    dialogs: tuple[Dialog, ...]

    @property
    def folder(self) -> Path:
        """From where the paths of its headers go on."""
        return Path() if self.path is None else self.path.parent


def found_in(path: Path) -> Iterator[Path]:
    """The dialogs of a folder and its folders, in order; of a file that file."""
    if path.is_dir():
        yield from sorted(path.rglob(f"*{SUFFIX}"))
    else:
        yield path


def read_file(path: Path, name: str | None = None) -> Source:
    """The dialogs of a file.

    Args:
        path: the file.
        name: how messages call it; the path by default.

    Raises:
        DialogError: it cannot be read, or has mistakes.
    """
    name = str(path) if name is None else name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DialogError(name, [Mistake(0, 0, 1, _unreadable(path, error), "", "")]) from error
    return read_bytes(data, name, path)


def _unreadable(path: Path, error: OSError) -> str:
    """Why a file cannot be read, and what would be right."""
    found = "no such file" if not path.exists() else "a folder" if path.is_dir() else (error.strerror or "").lower()
    return f"found {found}, expected a {SUFFIX} file, a Markdown file, or a folder of them"


def read_bytes(data: bytes, name: str, path: Path | None = None) -> Source:
    """The dialogs of a file's bytes.

    Raises:
        DialogError: they are not UTF-8, or have mistakes.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1)
        message, hint = "a byte that is not UTF-8", "save the file as UTF-8"
        raise DialogError(name, [Mistake(line, column, column + 1, message, hint, "")]) from error
    people = partial(people_of, folder=Path() if path is None else path.parent)
    if path is None or path.suffix not in MARKDOWN:
        return Source(path, name, text, (parse(text, name, people),))
    mistakes: list[Mistake] = []
    dialogs: list[Dialog] = []
    for line, fenced in fences(text):
        try:
            dialogs.append(parse(fenced, name, people, title=f"line {line}"))
        except DialogError as error:
            mistakes += error.mistakes
    if mistakes:
        raise DialogError(name, mistakes)
    return Source(path, name, text, tuple(dialogs))


def fences(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each fence of a Markdown text that holds a dialog; all other lines are blank, so that numbers hold."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        opened = _FENCE.match(lines[number])
        number += 1
        if opened is None:
            continue
        first = number
        while number < len(lines) and not lines[number].strip().startswith(opened["fence"]):
            number += 1
        yield first, "\n".join([*([""] * first), *lines[first:number], ""])
        number += 1


def write_text(path: Path, text: str) -> None:
    """Write a file at once: it has the old text or the new one, whatever happens.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(text.encode("utf-8"))
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
