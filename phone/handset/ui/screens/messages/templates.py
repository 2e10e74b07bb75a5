"""Texts to begin a message with: those that the phone comes with, and the owner's own."""

from __future__ import annotations

from phone.handset.ui.screen import Scene


def all_templates(scene: Scene) -> tuple[str, ...]:
    """The owner's own, the newest first, and those of the phone in its language."""
    return (*scene.mobile.post.templates, *(scene.word(f"template.{name}") for name in scene.stock.file.templates))
