"""The file of things to try: what each is about, how it is done, and what proves that it was done (`fixtures/tries.json`)."""

from __future__ import annotations

from typing import Final, Literal

from attrs import field, frozen

from ledger.loading import Unfit
from ledger.records import Record
from phone.network.dialplan import ServiceName

FILE: Final = "tries"

By = Literal["ussd", "bare", "sms", "call", "menu", "phone", "site", "life", "time", "reward"]
"""By a code, by one without its end, by SMS, by a call, in the operator's menu, in one of the phone's own, on the site, by
what happens outside the phone, by letting time pass; `reward` is the shortest way to order one."""

Who = Literal["", "member", "stranger", "two_sims"]
"""Anybody; who takes part in the programme; who does not; a member with two SIMs of this operator."""

FRIEND: Final = "{friend}"
FAR: Final = "{far}"
"""Stand for the number of another subscriber of the same region, and for one of another region."""


@frozen(kw_only=True)
class Doing:
    """How something is done; the code, number, word or key is looked up in the edition in force, by what it leads to.

    Attributes:
        by: the way.
        service: the service of the route that is looked for.
        fact: a fact that the route carries out.
        reward: the reward that it orders or has to do with; `|` between several of which the edition sells one at least.
        to: whom to write to or to call, `{friend}` or `{far}`, instead of a number of the operator.
        text: what is written, or stands behind a first word.
        node: the node of the call centre to which the keys lead.
        name: of an event of life, a jump in time, an ability of the site, or a screen of the phone.
    """

    by: By
    service: ServiceName | None = None
    fact: str = ""
    reward: str = ""
    to: str = ""
    text: str = ""
    node: str = ""
    name: str = ""


@frozen(kw_only=True)
class Proof:
    """What proves that something was done: an entry of the books, or a message that arrived.

    Attributes:
        entry: the kind of an entry.
        where: names of its details or of its command's values (`section`: that of its reward) → what they are; `|` stands
            between several.
        least: the same → the least that they are.
        draws: a purse from which the entry takes.
        asked: whether a code or SMS must have led where the doing leads, and the entry come of it.
        told: the beginning of the key of a text that a phone was told.
        by: the kinds of message that may have told it, `|` between them; empty for any.
        refused: the rule that the operator refused by.
        request: the server and path that an app of the phone asked.
        seen: what was looked at in the personal account.
    """

    entry: str = ""
    where: dict[str, str] = field(factory=dict)
    least: dict[str, int] = field(factory=dict)
    draws: str = ""
    asked: bool = False
    told: str = ""
    by: str = ""
    refused: str = ""
    request: str = ""
    seen: str = ""

    def __attrs_post_init__(self) -> None:
        kinds = sum(map(bool, (self.entry, self.told, self.refused, self.request, self.seen)))
        if kinds != 1:
            raise Unfit("", f"{kinds} of them", "one of entry, told, refused, request, seen")

    @property
    def in_books(self) -> bool:
        """Whether the journal alone proves it, at whatever time one looks."""
        return bool(self.entry) and not self.asked


@frozen(kw_only=True)
class Try(Record):
    """Something to try.

    Attributes:
        do: how it is done.
        proof: what proves that it was done.
        who: whether only somebody who takes part in the programme can do it, or only somebody who does not; empty for anybody.
        needs: rules that must hold, as `gift.daily` for one that is not off, or `joining.sms=any|empty`.
    """

    do: Doing
    proof: Proof
    who: Who = ""
    needs: tuple[str, ...] = ()


@frozen(kw_only=True)
class TriesFile:
    """Sections in their order, each with its things to try by name; `prices` is the section of the price list.

    What stands for a thing to try in words is the text `tour.NAME`, for a section `tour.section.NAME`.
    """

    sections: dict[str, dict[str, Try]]
    prices: str = ""
