"""What the phone's apps and their server say to each other: the bodies of data requests and replies, as JSON.

«Мой МТС» (`my_operator`) asks for `balance`, `catalogue` and `order` (F15), «Баллы Плюс» (`points_plus`) for `promotions`
and `fulfil` (F24).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final, TypeVar

from attrs import frozen
from cattrs import Converter

from phone.air.messages import DataReply, DataRequest

MY_OPERATOR: Final = "my_operator"
POINTS_PLUS: Final = "points_plus"

Body = TypeVar("Body")


@frozen
class Nothing:
    """The body of a request that needs none."""


@frozen
class Balance:
    """What the app shows at once; `burning_at_ms` (UTC epoch milliseconds) is None without points."""

    member: bool
    points: int
    kopecks: int
    burning_points: int = 0
    burning_at_ms: int | None = None


@frozen
class Offered:
    """A reward of the catalogue: its id, the section that lists it, what it gives in words, its price.

    Attributes:
        least_points: the fewest points that it takes; its price unless roubles may complete it.
        kopecks_per_point: what stands for each point that is not paid; 0 where roubles do not complete it.
    """

    reward: str
    section: str
    said: str
    price_points: int
    least_points: int
    kopecks_per_point: int = 0


@frozen
class CatalogueList:
    """The rewards that the app sells, section by section, cheapest first."""

    rewards: tuple[Offered, ...]


@frozen
class Order:
    """A reward by its id; `points` of one that roubles may complete, None for its full price."""

    reward: str
    points: int | None = None


@frozen
class Promotion:
    """A promotion: its id, its name in a word or two, what is to be done, what it brings, whether it is done."""

    promotion: str
    title: str
    said: str
    points: int
    done: bool


@frozen
class PromotionList:
    """The promotions, what they have brought so far, and what they bring in all at most."""

    promotions: tuple[Promotion, ...]
    earned_points: int
    cap_points: int


@frozen
class Fulfil:
    """A promotion by its id, carried out in the app."""

    promotion: str


@frozen
class Outcome:
    """What became of an order or a promotion: the text to show, and the points there are now."""

    done: bool
    text: str
    points: int


def written(body: Any) -> str:
    """A body as JSON, without blanks."""
    return json.dumps(_converter().unstructure(body), ensure_ascii=False, separators=(",", ":"))


def read(text: str, kind: type[Body]) -> Body:
    """A body from JSON.

    Raises:
        ValueError: it is no JSON, or not in the form of `kind`.
    """
    try:
        return _converter().structure(json.loads(text), kind)
    except Exception as error:
        raise ValueError(f"no {kind.__name__}: {text!r}") from error


def volume(message: DataRequest | DataReply) -> int:
    """The bytes that are charged for a message: its body, and of a request where it goes."""
    address = f"{message.app}/{message.path}" if isinstance(message, DataRequest) else ""
    return len(f"{address}{message.body}".encode("utf-8", "surrogatepass"))


@cache
def _converter() -> Converter:
    """Unknown keys are mistakes, and no type is quietly turned into another."""
    made = Converter(forbid_extra_keys=True)
    for kind in (int, str, bool):
        made.register_structure_hook(kind, _exactly)
    return made


def _exactly(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"{value!r} is no {kind.__name__}")
    return value
