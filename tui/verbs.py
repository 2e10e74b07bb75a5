"""Verbs that are loaded when somebody calls them, or asks what there is: the phone starts without them."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

import click

from tui.options import BadInputError


class Verb(click.Command):
    """A command for which the options before it count too, unless they are repeated after it."""

    def invoke(self, ctx: click.Context) -> Any:
        """Carry it out with what was given before it.

        Raises:
            BadInputError: it does not take an option that stands before it.
        """
        before: dict[str, Any] = ctx.find_root().obj or {}
        for name, value in before.items():
            if name not in ctx.params:
                raise BadInputError(f"{_spelled(ctx, name)}: {ctx.command_path.partition(' ')[2]} takes no such option")
            if ctx.get_parameter_source(name) is not click.core.ParameterSource.COMMANDLINE:
                ctx.params[name] = value
        return super().invoke(ctx)


def _spelled(ctx: click.Context, name: str) -> str:
    """An option of the whole command line as it is written."""
    return next(option.opts[0] for option in ctx.find_root().command.params if option.name == name)


class Verbs(click.Group):
    """A group some of whose commands live in modules of their own."""

    command_class = Verb

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
