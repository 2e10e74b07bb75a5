"""Snapshots of displays and transcripts for syrupy: one readable text file each."""

from __future__ import annotations

from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class LcdExtension(SingleFileSnapshotExtension):
    """One `.lcd.txt` file a display: its rows between bars."""

    _write_mode = WriteMode.TEXT
    file_extension = "lcd.txt"

    def serialize(self, data: Any, **_: Any) -> str:
        """The display as text."""
        return f"{data}\n"


class TranscriptExtension(LcdExtension):
    """One `.dialog.txt` file a transcript, which `zvonilka run` plays."""

    file_extension = "dialog.txt"

    def serialize(self, data: Any, **_: Any) -> str:
        """The transcript as it is."""
        return str(data)
