"""What the pages of the personal account have in common: fields with what is wrong beside them, answers, buttons, lists."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, Static

from phone.network.desk import Reply
from phone.network.site.account import Account
from tui.account.visit import Place, Visit
from tui.widgets.listing import MARK, Listing
from tui.words import Words

QUIET_MARK: Final = "▏"


class Told(Static):
    """A text that wraps; its classes say what it is: `muted`, `done`, `wrong`, `strong`."""

    ALLOW_SELECT = False

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(text, markup=False, id=id, classes=classes)


class Answer(Told):
    """What the site answered; nothing at first."""

    def tell(self, reply: Reply) -> None:
        """Show an answer in the colour of what it is."""
        self.say(reply.text.value, refused=reply.refused is not None)

    def say(self, text: str, *, refused: bool = False) -> None:
        """Show a text, with a mark before it for who sees no colour."""
        self.set_class(refused, "wrong")
        self.set_class(not refused, "done")
        mark = "! " if refused else "✓ "
        self.update(f"{mark}{text}" if text else "")


class Press(Button):
    """A button of one row; without a `frame` only its words."""

    def __init__(self, label: str, *, id: str, main: bool = False, frame: bool = True) -> None:  # noqa: A002
        shown = f"[ {label} ]" if frame else label
        super().__init__(Content(shown), id=id, compact=True, classes="main" if main else None)


class Field(Vertical):
    """A line to be written: its name before it, and below it what is wrong."""

    class Written(Message):
        """Something else is written now."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field
            """Which field."""

    def __init__(
        self,
        name: str,
        label: str,
        value: str,
        *,
        hint: str = "",
        wrong: Callable[[str, bool], str] = lambda _written, _left: "",
        secret: bool = False,
    ) -> None:
        """A field.

        Args:
            name: the widget's id, and that of its line with `-input` behind it.
            label: what is to be written.
            value: what is written already.
            hint: an example, which stands in the empty line.
            wrong: what is wrong with a text, empty for nothing; told whether the line was left.
            secret: whether what is written is not to be seen.
        """
        super().__init__(id=name, classes="field")
        self._label = label
        self._wrong = wrong
        self._left = False
        self.line = Input(value, placeholder=hint, password=secret, id=f"{name}-input", compact=True)
        self.line.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Name and line, and below them the mistake."""
        with Horizontal():
            yield Told(self._label, classes="label")
            yield self.line
        yield Told(classes="wrong beside")

    @property
    def value(self) -> str:
        """What is written."""
        return self.line.value

    def on_mount(self) -> None:
        """Something may be wrong with what was written before."""
        self.look()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell as one types."""
        event.stop()
        self.post_message(self.Written(self))
        self.look()

    def on_input_blurred(self) -> None:
        """Whoever leaves an empty line is told that it is."""
        self._left = True
        self.look()

    def look(self, *, left: bool = False) -> None:
        """Tell what is wrong now."""
        self._left = self._left or left
        self.tell(self._wrong(self.value, self._left))

    def tell(self, wrong: str) -> None:
        """Tell that something is wrong with the line."""
        if self.is_mounted:
            beside = self.query_one(".beside", Told)
            beside.update(f"! {wrong}" if wrong else "")
            beside.display = bool(wrong)


class FocusListing(Listing[Any], can_focus=True):
    """A list that is worked by keys while it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "step(-10)", show=False),
        Binding("pagedown", "step(10)", show=False),
        Binding("home", "step(-100000)", show=False),
        Binding("end", "step(100000)", show=False),
        Binding("enter,space", "open", show=False),
    ]

    def on_focus(self) -> None:
        """The mark before the chosen row stands out now."""
        self.refresh_rows()

    def on_blur(self) -> None:
        """It stands back now."""
        self.refresh_rows()

    @property
    def mark(self) -> str:
        """Thin while something else has the keyboard: it tells what is chosen, not where one is."""
        return MARK if self.has_focus else QUIET_MARK

    def action_step(self, rows: int) -> None:
        """Choose another row."""
        self.move(rows)

    def action_open(self) -> None:
        """Use the chosen row."""
        if self.chosen is not None:
            self.post_message(self.Opened(self))


class SitePage(VerticalScroll, can_focus=False):
    """A page of the site. `FIRST` is the selector of what has the focus when the page is entered."""

    FIRST: ClassVar[str] = "Input, RangeSlider, FocusListing, Button"

    class Go(Message):
        """Another page is wanted."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place
            """Which page."""

    class Acted(Message):
        """Something was done that others show too."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(id="page")
        self.visit = visit

    @property
    def words(self) -> Words:
        """The words of the site."""
        return self.visit.words

    def catch_up(self) -> None:
        """Show what is so now; called whenever the books may have changed."""

    def act(self, verb: str, deed: Callable[[Account, int], Reply], text: str = "", to: str = "") -> Reply:
        """Do something in the account, and show its answer; see `Visit.act`."""
        reply = self.visit.act(verb, deed, text, to)
        self.query_one(Answer).tell(reply)
        self.post_message(self.Acted())
        return reply

    def submit(self) -> None:
        """What Enter in a field does: the page's main button, if it can be pressed."""
        for button in self.query("Button.main").results(Button):
            if button.display and not button.disabled:
                button.press()
                return

    def end_line(self) -> None:
        """Enter in a field goes on to the next one, and in the last one it does what the page is for."""
        fields = list(self.query(Field))
        place = next(
            (place for place, field in enumerate(fields) if field.line is self.screen.focused), len(fields) - 1
        )
        if place + 1 < len(fields):
            self.screen.set_focus(fields[place + 1].line)
        else:
            self.submit()


class Confirming(SitePage):
    """A page on which something is asked before it is done: «Спишем 80 баллов», and two buttons."""

    def question(self) -> ComposeResult:
        """The question, not shown before it is asked."""
        with Vertical(id="question"):
            yield Told(id="asked", classes="strong")
            with Horizontal(classes="buttons"):
                yield Press(self.words("account.confirm"), id="confirm")
                yield Press(self.words("account.no"), id="no")

    def on_mount(self) -> None:
        """Nothing is asked yet."""
        self.query_one("#question").display = False

    def ask(self, text: str) -> None:
        """Ask."""
        self.query_one("#asked", Told).update(text)
        self._show_question(shown=True)
        self.query_one("#confirm", Button).focus()
        self.call_after_refresh(self.scroll_end, animate=False)

    def drop(self) -> None:
        """Ask nothing any more."""
        if self.is_mounted and self.query_one("#question").display:
            self._show_question(shown=False)

    @abstractmethod
    def confirmed(self) -> None:
        """What was asked is to be done."""

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Yes or no."""
        if event.button.id in ("confirm", "no"):
            event.stop()
            self.drop()
            main = self.query_one("Button.main", Button)
            if event.button.id == "confirm":
                self.confirmed()
            if main.display and not main.disabled:
                main.focus()

    def _show_question(self, *, shown: bool) -> None:
        self.query_one("#question").display = shown


class Choice(Horizontal):
    """A row of buttons of which one is on."""

    def __init__(self, pairs: Sequence[tuple[str, str]], chosen: str, then: Callable[[str], None]) -> None:
        super().__init__(classes="choice")
        self._pairs = pairs
        self._then = then
        self.chosen = chosen
        """The value that is on."""

    def compose(self) -> ComposeResult:
        """A button for each."""
        for place, (_, label) in enumerate(self._pairs):
            yield Press(f"○ {label}", id=f"choice-{place}", frame=False)

    def on_mount(self) -> None:
        """Show which one is on."""
        self._light()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Choose one."""
        event.stop()
        self.chosen = self._pairs[int(str(event.button.id).removeprefix("choice-"))][0]
        self._light()
        self.call_later(partial(self._then, self.chosen))

    def _light(self) -> None:
        for place, (value, label) in enumerate(self._pairs):
            button = self.query_one(f"#choice-{place}", Button)
            on = value == self.chosen
            button.set_class(on, "on")
            button.label = Content(f"● {label}" if on else f"○ {label}")
