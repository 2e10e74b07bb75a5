"""The call centre: a conversation in announcements and keys, as `callcentre.json` has it (F04, F17, D05)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import define, field, frozen

from phone.air.messages import Refused
from phone.air.text import Text
from phone.network.billing import key_of
from phone.network.desk import Desk, Reply, Turn, say
from phone.network.dialplan import Node, Route
from phone.network.directory import Subscriber
from phone.network.services.lines import joined
from phone.network.services.menu import Service

KILOBYTE: Final = 1024
"""Bytes; the tariff counts data in steps of so many of them."""


@define
class Conversation:
    """Where a caller is.

    Attributes:
        node: what was said last.
        silences: how often it was repeated because no key came.
        turns: keys that were answered.
        memory: what services keep between turns.
    """

    node: str
    silences: int = 0
    turns: int = 0
    memory: dict[str, str] = field(factory=dict)


@frozen
class Step:
    """What the call centre says now: announcements with what was refused, SMS that follow, and whether it hangs up then."""

    said: tuple[tuple[Text, Refused | None], ...]
    sms: tuple[Text, ...] = ()
    notices: tuple[tuple[str, Text], ...] = ()
    ends: bool = False


@frozen
class Centre:
    """Answers for the call centre."""

    desk: Desk
    services: Mapping[str, Service]

    def greet(self, conversation: Conversation, subscriber: Subscriber, at_ms: int) -> Step:
        """The first words."""
        return Step(((self._prompt(conversation, self._turn(conversation, subscriber, "", at_ms)), None),))

    def press(self, conversation: Conversation, subscriber: Subscriber, digit: str, at_ms: int) -> Step:
        """A key; a wrong one repeats with a hint."""
        conversation.silences = 0
        turn = self._turn(conversation, subscriber, digit, at_ms)
        choice = self._node(conversation).choices.get(digit)
        if choice is None:
            hint = say(self.desk, turn, "centre.wrong")
            return Step(((joined([hint, self._prompt(conversation, turn)]), None),))
        conversation.turns += 1
        reply = None if choice.service is None else self.services[choice.service](self.desk, turn)
        answer = reply if isinstance(reply, Reply) else None
        said = () if answer is None else ((answer.text, answer.refused),)
        if choice.node:
            conversation.node = choice.node
            last = self._prompt(conversation, turn)
        else:
            last = say(self.desk, turn, "centre.farewell")
        sms, notices = ((), ()) if answer is None else (answer.sms, answer.notices)
        return Step((*said, (last, None)), sms, notices, ends=not choice.node)

    def silence(self, conversation: Conversation, subscriber: Subscriber, at_ms: int) -> Step:
        """No key came: say it again, or goodbye when that did not help."""
        turn = self._turn(conversation, subscriber, "", at_ms)
        if conversation.silences >= self.desk.configuration.rules.calls.silences:
            return Step(((say(self.desk, turn, "centre.farewell"), None),), ends=True)
        conversation.silences += 1
        return Step(((self._prompt(conversation, turn), None),))

    def _node(self, conversation: Conversation) -> Node:
        return self.desk.plan.centre.nodes[conversation.node]

    def _turn(self, conversation: Conversation, subscriber: Subscriber, digit: str, at_ms: int) -> Turn:
        node = self._node(conversation)
        choice = node.choices.get(digit)
        route = Route(service=(choice.service if choice is not None else None) or "leave")
        key = key_of(self.desk, "centre", subscriber.imsi, conversation.turns, at_ms)
        return Turn(subscriber, "call", digit, at_ms, route, memory=conversation.memory, key=key)

    def _prompt(self, conversation: Conversation, turn: Turn) -> Text:
        """What a node says and the keys it offers, with the figures of the tariff and the rules in their places."""
        node = self._node(conversation)
        lines = [say(self.desk, turn, node.text, **self._figures())]
        lines += [say(self.desk, turn, choice.text, key=key) for key, choice in node.choices.items()]
        return joined(lines)

    def _figures(self) -> dict[str, int | str]:
        tariff, rules = self.desk.configuration.tariff, self.desk.configuration.rules
        return {
            "on_net": tariff.call_on_net.kopecks,
            "off_net": tariff.call_off_net.kopecks,
            "sms": tariff.sms.kopecks,
            "mms": tariff.mms.kopecks,
            "data": tariff.data.kopecks,
            "kilobytes": tariff.data.step // KILOBYTE,
            "fee": tariff.monthly_fee.kopecks,
            "step": rules.accrual.kopecks_per_point,
            "years": rules.points.life_years,
        }
