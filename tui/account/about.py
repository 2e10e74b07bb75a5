"""The language of services, and help with the disclaimer (D21, F17, F62)."""

from __future__ import annotations

from textual.app import ComposeResult

from phone.network.site.pages import help_text
from phone.texts import LANGUAGES
from tui.account.page import Answer, Choice, SitePage, Told


class LanguagePage(SitePage):
    """In which language the operator answers."""

    FIRST = "Button.on"

    def compose(self) -> ComposeResult:
        """A choice, and what it means."""
        words = self.words
        yield Told(words("account.language.told"), classes="muted")
        options = [(name, words(f"language.{name}")) for name in LANGUAGES]
        yield Choice(options, self.visit.mine.subscriber.language, self._choose)
        yield Answer()

    def _choose(self, language: str) -> None:
        self.act("site_language", lambda account, at_ms: account.speak(language, at_ms), to=language)
        self.post_message(self.Go("language"))


class HelpPage(SitePage):
    """Whom to ask, and that all this is a simulation."""

    FIRST = ""

    def compose(self) -> ComposeResult:
        """Texts."""
        words, account = self.words, self.visit.mine
        yield Told(help_text(account, self.visit.world.now_ms).value)
        yield Told(words("account.help.ways"), classes="after")
        yield Told(words.texts.word("site.disclaimer", words.language), classes="muted after")
