"""Verbs that are loaded when somebody calls them, or asks what there is: the phone starts without them."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

import click


class Verbs(click.Group):
    """A group some of whose commands live in modules of their own."""

    ELSEWHERE: ClassVar[dict[str, tuple[str, str]]] = {
        "account": ("tui.account_command", "account"),
        "demo": ("tui.play_command", "demo"),
        "fmt": ("tui.dialogs", "fmt"),
        "ledger": ("tui.ledger_commands", "ledger"),
        "modem": ("tui.modem_command", "modem"),
        "open": ("tui.dialogs", "open_dialog"),
        "play": ("tui.play_command", "play"),
        "report": ("tui.report_command", "report"),
        "run": ("tui.dialogs", "run"),
        "talk": ("tui.talk", "talk"),
    }
    """Verb → module, and the name of its command there."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in alphabetical order."""
        return sorted({*super().list_commands(ctx), *self.ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb; None if there is no such verb."""
        if cmd_name in self.ELSEWHERE and cmd_name not in self.commands:
            module, name = self.ELSEWHERE[cmd_name]
            command = getattr(import_module(module), name)
            assert isinstance(command, click.Command)
            self.add_command(command, cmd_name)
        return super().get_command(ctx, cmd_name)
