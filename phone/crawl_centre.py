"""The crawler in the call centre: every node is reached, offers a way on, repeats after a wrong key, and does what it says."""

from __future__ import annotations

from typing import Final

from attrs import define, field

from phone.crawl_operator import CRAWLED_AT_MS, Operator, even
from phone.network.ivr import Centre, Conversation, Step
from phone.network.services.registry import SERVICES

WRONG_KEYS: Final = "0123456789*#"

Line = tuple[tuple[str, ...], str, str]
"""A line of the tree: the path of keys, what is offered, what was said."""


def walk_centre(operator: Operator, *, member: bool, label: str) -> list[Line]:
    """The lines of the tree; faults go to the operator. An edition without a call centre has none to walk."""
    numbers = operator.desk.configuration.rules.callcentre
    if not numbers:
        return []
    walker = Walker(operator, Centre(operator.desk, SERVICES), member, label)
    start = operator.desk.plan.centre.start
    walker.lines.append(((numbers[0],), start, ""))
    walker.node((numbers[0],), start)
    for name in sorted(operator.desk.plan.centre.nodes.keys() - walker.seen):
        operator.faults.append(f"{label}, callcentre.nodes.{name}: no key leads there")
    return walker.lines


@define
class Walker:
    """A walk as one kind of subscriber: what was seen, and the lines of the tree."""

    operator: Operator
    centre: Centre
    member: bool
    label: str
    seen: set[str] = field(factory=set)
    lines: list[Line] = field(factory=list)

    def node(self, path: tuple[str, ...], name: str) -> None:
        """A node: its hint, its keys, and the nodes to which they lead."""
        self.seen.add(name)
        choices = self.operator.desk.plan.centre.nodes[name].choices
        place = f"{self.label}, {' '.join(path)}"
        if not choices:
            self.operator.faults.append(f'{place}: a dead end: the node "{name}" offers no key')
        _hint(self.operator, self.centre, place, name, member=self.member)
        for key, choice in choices.items():
            step, conversation = _press(self.operator, self.centre, name, key, member=self.member)
            told = ", ".join(text.key or "" for text, _ in step.said)
            offered = self.operator.word(choice.text, key=key).removeprefix(f"{key} ")
            self.lines.append(((*path, key), offered, told))
            if step.ends == bool(choice.node) or (choice.node and conversation.node != choice.node):
                expected = choice.node or "the end of the call"
                self.operator.faults.append(f'{place} {key}: found "{told}", expected {expected}')
            if choice.node and choice.node not in self.seen:
                self.node((*path, key), choice.node)


def _press(operator: Operator, centre: Centre, node: str, key: str, *, member: bool) -> tuple[Step, Conversation]:
    conversation = Conversation(node)
    return centre.press(conversation, operator.subscriber(member=member), key, CRAWLED_AT_MS), conversation


def _hint(operator: Operator, centre: Centre, place: str, node: str, *, member: bool) -> None:
    """Whether a wrong key repeats what was said, with a hint."""
    choices = operator.desk.plan.centre.nodes[node].choices
    wrong = next((key for key in WRONG_KEYS if key not in choices), None)
    if wrong is None:
        return
    subscriber = operator.subscriber(member=member)
    conversation = Conversation(node)
    before = centre.greet(conversation, subscriber, CRAWLED_AT_MS).said[-1][0]
    step = centre.press(conversation, subscriber, wrong, CRAWLED_AT_MS)
    again = even(step.said[-1][0].value)
    if step.ends or again != f"{operator.word('centre.wrong')} {even(before.value)}":
        operator.faults.append(f'{place} {wrong}: found "{again[:40]}", expected a hint and the same words')
