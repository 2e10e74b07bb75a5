"""What a step begins with: whose phone, and whether it acts, is told something, or is looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import define

from ledger.loading import nearest
from phone.dialog.cursor import Cursor
from phone.dialog.header import NAME

OPERATOR: Final = "operator"

_MARKED: Final = re.compile(r"(?:(?P<name>[^\s<>«»|:=#№/{}\"]+)(?P<slot>/\d)?[ \t]*)?(?P<mark>>>|»»|[><»«])")
MARKS: Final[Mapping[str, str]] = {">": ">", "»": ">", ">>": ">>", "»»": ">>", "<": "<", "«": "<"}


@define
class Names:
    """The people of a dialog: every name and alias by what is compared, and the names in their order.

    Attributes:
        known: name or alias, whatever its case → the name.
        order: the names.
    """

    known: dict[str, str]
    order: tuple[str, ...]

    @classmethod
    def of(cls, people: Mapping[str, str]) -> Names:
        """The people by name, each with an alias that may be empty."""
        known = {alias.casefold(): name for name, alias in people.items() if alias}
        known |= {name.casefold(): name for name in people}
        return cls(known, tuple(people))

    def find(self, written: str) -> str | None:
        """The name that is meant, or None."""
        return self.known.get(written.casefold())


def take_person(cursor: Cursor, names: Names) -> str:
    """Take the name of a phone; where there is one phone only, it may be left out.

    Raises:
        Unread: there is no such phone, or more than one.
    """
    cursor.skip()
    start = cursor.at
    found = NAME.match(cursor.text, cursor.at)
    name = None if found is None else names.find(found[0])
    if found is not None and name is not None:
        cursor.at = found.end()
        cursor.form.append(found[0])
        return name
    if len(names.order) == 1:
        return names.order[0]
    end = start + 1 if found is None else found.end()
    raise cursor.wrong(*_unknown("" if found is None else found[0], names), start, end)


def only_person(cursor: Cursor, names: Names) -> str:
    """The only phone, where no name stands.

    Raises:
        Unread: there is more than one.
    """
    if len(names.order) != 1:
        raise cursor.wrong(*_unknown("", names))
    return names.order[0]


def _unknown(written: str, names: Names) -> tuple[str, str]:
    """Message and hint where a name is none of the dialog's."""
    if not written:
        return "whose phone?", f"name one of {', '.join(names.order)}"
    hint = nearest(written, names.order).strip(" ()")
    return f'no phone "{written}" in the header', hint or f"expected one of {', '.join(names.order)}"


@define
class Head:
    """The beginning of a step: the mark, the name (`operator` for the operator), and the slot from 0 if it is said."""

    mark: str
    name: str
    slot: int | None


def take_head(cursor: Cursor, names: Names) -> Head | None:
    """Take `NAME >`, `NAME >>`, `NAME <` or the mark alone; None if the line begins otherwise.

    Raises:
        Unread: there is no such phone.
    """
    found = _MARKED.match(cursor.text)
    if found is None:
        return None
    written, mark = found["name"] or "", MARKS[found["mark"]]
    step = cursor.words["steps"].find(written) if written else None
    if step is not None and step.id == OPERATOR and mark == ">":
        cursor.keyword("steps")
        name = OPERATOR
    else:
        name = names.find(written) or (names.order[0] if not written and len(names.order) == 1 else "")
        if not name:
            raise cursor.wrong(
                *_unknown(written, names), found.start("name") if written else 0, found.end("name") if written else 1
            )
        if written:
            cursor.form.append(f"{written}{found['slot'] or ''}")
    cursor.form.append(mark)
    cursor.at = found.end()
    return Head(mark, name, int(found["slot"][1:]) - 1 if found["slot"] else None)
