"""Values of the rooms as JSON by their declared types, and back, with cattrs.

Beside what cattrs does by itself: of a union, and of a class that has others below it, the value's own class stands beside
its fields; a mapping whose keys are tuples is a list of pairs.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache
from typing import Any, Final, Union, get_args, get_origin

from attrs import has, resolve_types
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.preconf.msgspec import MsgspecJsonConverter, make_converter
from msgspec.json import decode as read_json
from msgspec.json import encode as write_json

CLASS: Final = "is"
"""The key under which the name of a value's class stands."""


class UnreadableError(ValueError):
    """Bytes that are no value of the type that is wanted: those of another version, or damaged ones."""


def encode(value: object, kind: Any) -> bytes:
    """A value of a type as bytes; equal values give equal bytes."""
    return write_json(converter().unstructure(value, unstructure_as=kind))


def decode(body: bytes, kind: Any) -> Any:
    """The value that `encode` made bytes of.

    Raises:
        UnreadableError: they are not of this type.
    """
    try:
        return converter().structure(read_json(body), kind)
    except Exception as error:
        raise UnreadableError(f"{type(error).__name__}: {error}".splitlines()[0]) from error


@cache
def converter() -> MsgspecJsonConverter:
    """The one converter: an unknown field is a mistake."""
    made = make_converter(forbid_extra_keys=True, detailed_validation=False)
    made.register_unstructure_hook_factory(_is_named, lambda _: _write_named)
    made.register_structure_hook_factory(_is_named, _reader_of_named)
    made.register_unstructure_hook_func(_is_set, sorted)
    made.register_unstructure_hook_factory(_has_tuple_keys, _writer_of_pairs)
    made.register_structure_hook_factory(_has_tuple_keys, _reader_of_pairs)
    return made


def _is_named(kind: Any) -> bool:
    """Whether the class of a value must be told: a union of attrs classes, or a class with others below it."""
    return len(_classes(kind)) > 1


@cache
def _classes(kind: Any) -> tuple[type, ...]:
    """The attrs classes of which a value of this type may be."""
    if get_origin(kind) in (Union, types.UnionType):
        parts = [part for part in get_args(kind) if part is not type(None)]
        if not all(isinstance(part, type) and has(part) for part in parts):
            return ()
        named = len(parts) > 1 or len(_below(parts[0])) > 1
        return tuple(one for part in parts for one in _below(part)) if named else ()
    return _below(kind) if isinstance(kind, type) and has(kind) else ()


def _below(kind: Any) -> tuple[type, ...]:
    """A class and all that are made from it; what attrs left of a class when it gave it slots is none."""
    children = [child for child in type.__subclasses__(kind) if "__attrs_attrs__" in vars(child)]
    return (kind, *(one for child in children for one in _below(child)))


def _write_named(value: Any) -> Any:
    if value is None:
        return None
    return {CLASS: type(value).__name__} | _own_writer(value.__class__)(value)


def _reader_of_named(kind: Any) -> Callable[[Any, Any], Any]:
    known = {one.__name__: one for one in _classes(kind)}

    def read(found: Any, _: Any) -> Any:
        if found is None:
            return None
        fields = dict(found)
        return _own_reader(known[fields.pop(CLASS)])(fields)

    return read


@cache
def _own_writer(kind: Any) -> Callable[[Any], dict[str, Any]]:
    """Writes the fields of a class itself, whatever there is below it."""
    return make_dict_unstructure_fn(resolve_types(kind), converter())


@cache
def _own_reader(kind: Any) -> Callable[[Any], Any]:
    """Reads the fields of a class itself."""
    made: Callable[[Any, Any], Any] = make_dict_structure_fn(
        resolve_types(kind), converter(), _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=False
    )
    return lambda found: made(found, kind)


def _is_set(kind: Any) -> bool:
    """Whether it is a set of what has an order, so that equal sets give equal bytes."""
    return get_origin(kind) in (set, frozenset)


def _has_tuple_keys(kind: Any) -> bool:
    arguments = get_args(kind)
    return get_origin(kind) is dict and get_origin(arguments[0]) is tuple


def _writer_of_pairs(kind: Any) -> Callable[[Any], Any]:
    key, value = get_args(kind)
    made = converter()

    def write(found: Any) -> Any:
        return [[made.unstructure(one, key), made.unstructure(other, value)] for one, other in found.items()]

    return write


def _reader_of_pairs(kind: Any) -> Callable[[Any, Any], Any]:
    key, value = get_args(kind)
    made = converter()

    def read(found: Any, _: Any) -> Any:
        return {made.structure(one, key): made.structure(other, value) for one, other in found}

    return read
