"""What the screens on which a message is made have in common, and those that lie in their place for a while."""

from __future__ import annotations

from abc import abstractmethod
from typing import Self

from attrs import frozen

from phone.air.messages import Uplink
from phone.handset.mobile.sending import Written
from phone.handset.ui.screen import Scene, Screen
from phone.handset.ui.screens.notice import Notice


@frozen
class Composing(Screen):
    """A message being made; when it is left by the red key or with the power, it becomes a draft."""

    @property
    @abstractmethod
    def written(self) -> Written:
        """The message as far as it has come."""

    @property
    @abstractmethod
    def replaces(self) -> int | None:
        """The draft or the unsent message from which it was begun, and whose place it takes."""

    @property
    @abstractmethod
    def full(self) -> bool:
        """Whether something that was meant to be in it found no room."""

    @abstractmethod
    def addressed(self, to: str) -> Self:
        """The same message for a number."""

    def abandoned(self, scene: Scene) -> tuple[Screen, ...]:
        """Kept as a draft if there is anything in it, and a word about that."""
        if self.written.blank:
            return ()
        scene.mobile.post.save(self.written, scene.at_ms, self.replaces)
        return (Notice.now("draft_saved", scene),)


@frozen
class OverMessage(Screen):
    """A screen in the place of the one on which a message is made, to which going back leads."""

    @property
    @abstractmethod
    def origin(self) -> Composing:
        """The message that is being made."""

    def leave(self, scene: Scene) -> tuple[Uplink, ...]:
        """What the message's screen does."""
        return self.origin.leave(scene)

    def abandoned(self, scene: Scene) -> tuple[Screen, ...]:
        """What the message's screen does."""
        return self.origin.abandoned(scene)
