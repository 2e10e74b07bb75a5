"""The app from the command line: with what was chosen and remembered, and its exit code."""

from __future__ import annotations

from functools import partial
from typing import NoReturn

import click
from attrs import evolve

from tui.options import BadInputError, Choices, remembered


def start(context: click.Context, choices: Choices, theme: str | None, *, account: bool = False) -> NoReturn:
    """Run the app until it is left; `account` has the personal account opened in front.

    A language that nobody chose is the remembered one, and so is a look.

    Raises:
        ClickException: the input is wrong.
        Exit: the app was left; with its code.
    """
    choices.check_record()
    settings, store = remembered()
    by_default = context.get_parameter_source("locale") is click.core.ParameterSource.DEFAULT
    if by_default and "locale" not in (context.obj or {}):
        choices = evolve(choices, locale=settings.locale)
    from tui.app import run_phone  # noqa: PLC0415  (Textual only when something is drawn)

    try:
        code = run_phone(
            lambda wish: choices.open(wish)[:2],
            theme=theme or settings.theme,
            locale=choices.locale,
            settings=settings,
            store=store,
            account=account,
            record=choices.record,
            told=partial(click.echo, err=True),
        )
    except ValueError as error:
        raise BadInputError(str(error)) from error
    context.exit(code)
