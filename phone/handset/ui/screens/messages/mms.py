"""Making a multimedia message: a subject, a text, and a picture out of those that the phone comes with."""

from __future__ import annotations

from typing import Final, Literal

from attrs import evolve, frozen

from phone.handset.mobile.sending import Written
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.editor import Editor
from phone.handset.ui.frame import Row
from phone.handset.ui.keys import Key
from phone.handset.ui.listing import ListScreen, heading
from phone.handset.ui.screen import Scene, Screen, Turn, View
from phone.handset.ui.screens.messages.composing import Composing, OverMessage
from phone.handset.ui.screens.messages.recipient import sent
from phone.handset.ui.screens.writing import WritingScreen

LIMITS: Final = {"subject": Limit(40), "text": Limit(1000)}
"""Characters of each field."""

Field = Literal["subject", "text"]
FIELDS: Final[tuple[Field, ...]] = ("subject", "text")


@frozen
class WriteMms(ListScreen, Composing):
    """The form: what is in it, and what comes next; left by the right soft key it becomes a draft too."""

    subject: str = ""
    text: str = ""
    picture: str = ""
    to: str = ""
    replaces: int | None = None

    @classmethod
    def of(cls, written: Written, replaces: int | None = None) -> WriteMms:
        """What was written before, in the form again."""
        return cls(written.subject, written.text, written.picture, written.to, replaces)

    @property
    def written(self) -> Written:
        """The message as far as it has come."""
        return Written(self.to, self.text, "mms", self.subject, self.picture)

    @property
    def full(self) -> bool:
        """Whether a field is longer than one may be."""
        return not (LIMITS["subject"].fits(self.subject) and LIMITS["text"].fits(self.text))

    def addressed(self, to: str) -> WriteMms:
        """The same message for a number."""
        return evolve(self, to=to)

    def title(self, scene: Scene) -> str:
        """As in the menu."""
        return scene.word("menu.write_mms")

    def items(self, scene: Scene) -> tuple[str, ...]:
        """The fields with what is in them, as far as their lines hold it, and what sends it."""
        picture = scene.word(f"picture.{self.picture}") if self.picture in scene.stock.pictures else self.picture
        fields = (("subject", self.subject), ("text", self.text), ("picture", picture))
        return (*(_field(name, value, scene) for name, value in fields), scene.word("mms.send"))

    def chosen(self, index: int, scene: Scene) -> Turn:
        """A field is filled in the place of the form."""
        if index < len(FIELDS):
            return Turn((WriteField.of(self, FIELDS[index], scene),))
        if index == len(FIELDS):
            return Turn((PictureChoice.of(self, scene),))
        return sent(self, scene)

    def press(self, key: Key, scene: Scene) -> Turn:
        """As in any list; going back keeps what there is, the green key sends."""
        if key in {"soft_right", "clear"}:
            return Turn(self.abandoned(scene))
        return super().press(key, scene)

    def other(self, key: Key, scene: Scene) -> Turn:
        """The green key sends."""
        return sent(self, scene) if key == "call" else super().other(key, scene)


@frozen
class WriteField(WritingScreen, OverMessage):
    """Subject or text being written, in the place of the form."""

    origin: WriteMms
    name: Field

    @classmethod
    def of(cls, origin: WriteMms, name: Field, scene: Scene) -> WriteField:
        """What is in the field, with the cursor behind it."""
        editor = Editor.of(
            origin.subject if name == "subject" else origin.text,
            LIMITS[name],
            kind="line" if name == "subject" else "text",
            size=(scene.columns, scene.lines - 1),
            language=scene.language,
            predictive=scene.settings.predictive,
        )
        return cls(editor, origin, name)

    @property
    def _form(self) -> WriteMms:
        """The form with what is written."""
        if self.name == "subject":
            return evolve(self.origin, subject=self.editor.text)
        return evolve(self.origin, text=self.editor.text)

    def title(self, scene: Scene) -> str:
        """Which field."""
        return scene.word(f"mms.{self.name}")

    def confirmed(self, scene: Scene) -> Turn:
        """Back to the form."""
        del scene
        return Turn((self._form,))

    def closed(self, scene: Scene) -> Turn:
        """Back to the form, the field empty."""
        return self.confirmed(scene)

    def abandoned(self, scene: Scene) -> tuple[Screen, ...]:
        """The form with what is written becomes a draft."""
        return self._form.abandoned(scene)


@frozen
class PictureChoice(OverMessage):
    """The pictures one by one, in the place of the form; the first place is for none."""

    origin: WriteMms
    index: int = 0

    @classmethod
    def of(cls, origin: WriteMms, scene: Scene) -> PictureChoice:
        """With the picture that is in the message, else with the first one."""
        names = _names(scene)
        return cls(origin, names.index(origin.picture) if origin.picture in names[1:] else min(1, len(names) - 1))

    def press(self, key: Key, scene: Scene) -> Turn:
        """Arrows turn the pages, the left soft key or the centre takes what is shown."""
        names = _names(scene)
        if key in {"soft_right", "clear"}:
            return Turn((self.origin,))
        if key in {"soft_left", "ok"}:
            return Turn((evolve(self.origin, picture=names[self.index % len(names)]),))
        if key in {"left", "right", "up", "down"}:
            step = 1 if key in {"right", "down"} else -1
            return Turn((evolve(self, index=(self.index + step) % len(names)),))
        return Turn((self,), sound="error")

    def draw(self, scene: Scene) -> View:
        """The name, which of how many, and the picture as far as there is room."""
        names = _names(scene)
        name = names[self.index % len(names)]
        words = scene.word(f"picture.{name}") if name else scene.word("mms.no_picture")
        rows = picture_rows(name, scene)[: scene.lines - 1]
        head = heading(words, scene, f"{self.index + 1}/{len(names)}")
        return View((head, *rows), scene.word("soft.select"), scene.word("soft.back"))


def picture_rows(name: str, scene: Scene) -> tuple[Row, ...]:
    """A picture as it is drawn, the middle of it on a narrow display; its name if the phone does not have it."""
    if not name:
        return ()
    picture = scene.stock.pictures.get(name)
    if picture is None:
        return (scene.row(f"[{name}]"),)
    return tuple(scene.centred(row) for row in picture.fitting(scene.columns))


def _names(scene: Scene) -> tuple[str, ...]:
    return ("", *scene.stock.pictures)


def _field(name: str, value: str, scene: Scene) -> str:
    words = scene.word(f"mms.{name}")
    return f"{words}: {value}" if value else words
