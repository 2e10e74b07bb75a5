"""The questionnaire, checked as it is written; what is wrong stands beside its field, and nothing is lost on correction (F05, F09)."""

from __future__ import annotations

from functools import partial
from typing import Final

from attrs import evolve
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Select

from phone.network.site.questionnaire import FieldName, Form
from tui.account.page import Answer, Field, Press, SitePage, Told

WRITTEN: Final[tuple[FieldName, ...]] = ("name", "birth_date", "email")
"""The fields that are lines; the region is chosen."""


class QuestionnairePage(SitePage):
    """Name, birth date, e-mail, region."""

    FIRST = "#name-input"

    def compose(self) -> ComposeResult:
        """Three lines, a choice, a button."""
        words, form = self.words, self.visit.drafts.form
        welcome = self.visit.mine.desk.configuration.rules.welcome
        points = words.amount("points", welcome.birth_date + welcome.details)
        yield Told(words("account.profile.told", points=points), classes="muted")
        hints = {"birth_date": words("account.profile.date"), "email": "ivan@example.ru"}
        for name in WRITTEN:
            yield Field(
                name,
                self._label(name),
                getattr(form, name),
                hint=hints.get(name, ""),
                wrong=partial(self._wrong, name),
            )
        with Vertical(classes="field"):
            with Horizontal():
                yield Told(self._label("region"), classes="label")
                yield self._regions(form)
            yield Told(classes="wrong beside", id="region-wrong")
        with Horizontal(classes="buttons"):
            yield Press(words("account.save"), id="save", main=True)
        yield Answer()

    def on_mount(self) -> None:
        """Nothing is wrong before something is chosen."""
        self.query_one("#region-wrong").display = False

    def _regions(self, form: Form) -> Select[str]:
        texts, language = self.words.texts, self.words.language
        known = self.visit.mine.desk.configuration.rules.site.regions
        options = [(texts.word(f"region.{name}", language), name) for name in known]
        prompt = self.words("account.profile.region")
        if form.region in known:
            return Select(options, value=form.region, prompt=prompt, compact=True, id="region")
        return Select(options, prompt=prompt, compact=True, id="region")

    def _label(self, name: FieldName) -> str:
        return self.words.texts.word(f"site.field.{name}", self.words.language)

    def _wrong(self, name: FieldName, _written: str, left: bool) -> str:
        return self.visit.form_wrong(name, left=left)

    def on_field_written(self, message: Field.Written) -> None:
        """Remember what is written."""
        changes = {str(message.field.id): message.field.value}
        self.visit.drafts.form = evolve(self.visit.drafts.form, **changes)
        message.field.look()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Remember what is chosen."""
        region = "" if event.select.is_blank() else str(event.value)
        self.visit.drafts.form = evolve(self.visit.drafts.form, region=region)
        self._tell_region(left=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save it, if nothing is wrong."""
        event.stop()
        reply = self.act(
            "site_profile", lambda account, at_ms: account.profile(self.visit.drafts.form, at_ms), self.visit.form_text
        )
        if reply.refused is None:
            return
        for field in self.query(Field):
            field.look(left=True)
        self._tell_region(left=True)
        self.query_one(Answer).say(self.words("account.profile.wrong"), refused=True)
        name = reply.refused.rule.split(".")[1]
        self.query_one("#region" if name == "region" else f"#{name}-input").focus()

    def _tell_region(self, *, left: bool) -> None:
        wrong = self.visit.form_wrong("region", left=left)
        told = self.query_one("#region-wrong", Told)
        told.update(f"! {wrong}" if wrong else "")
        told.display = bool(wrong)
