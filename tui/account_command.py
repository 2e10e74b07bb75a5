"""`zvonilka account`: the app, with the personal account in front."""

from __future__ import annotations

import sys
from typing import Any

import click

from tui.options import BadInputError, Choices, common
from tui.starting import start
from tui.verbs import Verb


@click.command(cls=Verb)
@click.option("--theme", metavar="NAME", help="The look: classic, night, contrast, or one of Textual's.")
@common
@click.pass_context
def account(context: click.Context, /, theme: str | None, **given: Any) -> None:
    """Open the personal account on the operator's site, as F12 does on the phone.

    Log in with the number of --as and the password that its phone gets by SMS; F12 goes to the phone and back.
    """
    choices = Choices(**given)
    if not sys.stdout.isatty():
        raise BadInputError("the account needs a terminal; without one there is: zvonilka talk, site balance")
    start(context, choices, theme, account=True)
