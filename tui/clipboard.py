"""Copying: the terminal is asked by OSC 52, and where it may not listen, a program of the desktop does it too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from shutil import which
from typing import Final

PATIENCE_S: Final = 2.0


def copying_program(
    platform: str, environment: Mapping[str, str], find: Callable[[str], str | None]
) -> tuple[str, ...] | None:
    """The command that takes a text from its standard input into the clipboard; None if there is none.

    Args:
        platform: as `sys.platform` has it.
        environment: the process's.
        find: the path of a program by its name, or None.
    """
    candidates: list[tuple[str, ...]] = []
    if platform == "darwin":
        candidates.append(("pbcopy",))
    elif platform == "win32" or "WSL_DISTRO_NAME" in environment:
        candidates.append(("clip.exe",))
    if "WAYLAND_DISPLAY" in environment:
        candidates.append(("wl-copy",))
    if "DISPLAY" in environment:
        candidates += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    if "TMUX" in environment:
        candidates.append(("tmux", "load-buffer", "-w", "-"))
    return next((command for command in candidates if find(command[0])), None)


def copy_by_program(text: str) -> bool:
    """Copy with a program of the desktop, if there is one; whether it did."""
    command = copying_program(sys.platform, os.environ, which)
    if command is None:
        return False
    try:
        subprocess.run(  # noqa: S603  (a fixed list of programs)
            command,
            input=text.encode(),
            timeout=PATIENCE_S,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
