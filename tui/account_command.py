"""`zvonilka account`: the app, with the personal account in front."""

from __future__ import annotations

import sys
from typing import Any

import click
from attrs import evolve

from tui.options import BadInputError, chosen, common, remembered


@click.command()
@click.option("--theme", metavar="NAME", help="The look: classic, night, contrast, or one of Textual's.")
@common
@click.pass_context
def account(context: click.Context, /, theme: str | None, **given: Any) -> None:
    """Open the personal account on the operator's site, as F12 does on the phone.

    Log in with the number of --as and the password that its phone gets by SMS; F12 goes to the phone and back.
    """
    choices = chosen(context, given)
    if not sys.stdout.isatty():
        raise BadInputError("the account needs a terminal; without one there is: zvonilka talk, site balance")
    settings, store = remembered()
    if context.get_parameter_source("locale") is click.core.ParameterSource.DEFAULT and "locale" not in (
        context.obj or {}
    ):
        choices = evolve(choices, locale=settings.locale)
    from tui.app import run_phone  # noqa: PLC0415  (Textual only when something is drawn)

    try:
        code = run_phone(
            lambda wish: choices.open(wish)[:2],
            theme=theme or settings.theme,
            locale=choices.locale,
            settings=settings,
            store=store,
            account=True,
        )
    except ValueError as error:
        raise BadInputError(str(error)) from error
    context.exit(code)
