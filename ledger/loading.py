"""The fixtures: JSON files, patched by layers, structured into frozen attrs classes.

An edition, a user's folder and `--set path=value` are one mechanism: JSON Merge Patch (RFC 7396) over the files. A mistake
is a `Problem`: file, JSON path, what was found, what is expected, and the nearest valid name; all of a file at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from attrs import Attribute, field, fields, frozen
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote

T = TypeVar("T")
Json = Any
"""A value as `json` reads it."""


@frozen
class Problem:
    """One mistake in one line: where it stands, what was found there, what would be right."""

    file: str
    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.path}" if self.path else self.file
        return f"{place}: found {self.found}, expected {self.expected}"


class FixtureError(ValueError):
    """The fixtures cannot be used; `problems` names every mistake that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Unfit(ValueError):  # noqa: N818  (it reads as what the value is)
    """A value of the right type that its field does not allow."""

    def __init__(self, field: str, found: object, expected: str) -> None:
        self.field, self.found, self.expected = field, found, expected
        super().__init__(f"{field}: found {found!r}, expected {expected}")


def at_least(least: int) -> Callable[[Any, Attribute[Any], int | None], None]:
    """An attrs validator: a whole number not below `least`, or None where the field allows it."""

    def check(_instance: Any, attribute: Attribute[Any], value: int | None) -> None:
        if value is not None and value < least:
            raise Unfit(attribute.name, value, f"a whole number from {least}")

    return check


def nearest(name: str, known: Iterable[str]) -> str:
    """` (did you mean …?)` for the known name most like `name`, or nothing."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f' (did you mean "{close[0]}"?)' if close else ""


def merge(target: Json, patch: Json) -> Json:
    """`target` with a JSON Merge Patch applied (RFC 7396); neither is changed."""
    if not isinstance(patch, Mapping):
        return patch
    merged = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), value)
    return merged


def bundled_folder() -> Path:
    """Where our own fixtures lie: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "_fixtures"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "fixtures"


@frozen
class Layer:
    """Merge patches by file name without ending (`rules`, `worlds/demo`), and where they come from."""

    label: str
    patches: Mapping[str, Json]


@frozen
class Fixtures:
    """The files of the bundled folder with layers of patches over them, later ones last."""

    layers: tuple[Layer, ...] = ()
    folder: Path = field(factory=bundled_folder)

    def names(self, pattern: str) -> tuple[str, ...]:
        """Names of the files that match a glob such as `texts/*.ru`, bundled ones and those of the layers, sorted."""
        bundled = {str(path.relative_to(self.folder).with_suffix("")) for path in self.folder.glob(f"{pattern}.json")}
        added = {name for layer in self.layers for name in layer.patches if Path(name).match(pattern)}
        return tuple(sorted(bundled | added))

    def tree(self, name: str) -> Json:
        """The JSON of a file with all patches applied.

        Raises:
            FixtureError: there is no such file, or it is no JSON.
        """
        path = self.folder / f"{name}.json"
        patches = [layer.patches[name] for layer in self.layers if name in layer.patches]
        if not path.is_file() and not patches:
            folder = Path(name).parent
            known = self.names(str(folder / "*"))
            raise FixtureError(
                [Problem(f"{name}.json", "", "no such file", f"one of {', '.join(known)}{nearest(name, known)}")]
            )
        tree = read_json(path) if path.is_file() else {}
        for patch in patches:
            tree = merge(tree, patch)
        return tree

    def read(self, name: str, kind: type[T]) -> T:
        """A file as an instance of `kind`.

        Raises:
            FixtureError: with every mistake of the file.
        """
        try:
            return converter().structure(self.tree(name), kind)
        except Exception as error:
            problems = [self.problem(name, *row) for row in _problems(error, kind, ())]
            if not problems:
                raise
            raise FixtureError(problems) from error

    def problem(self, name: str, path: tuple[str, ...], found: str, expected: str) -> Problem:
        """A mistake at a path of a file, told of whichever layer brought it there."""
        return Problem(self._source(name, path), ".".join(path), found, expected)

    def _source(self, name: str, path: tuple[str, ...]) -> str:
        """The last layer whose patch speaks of a path, else the file itself."""
        for layer in reversed(self.layers):
            node = layer.patches.get(name, _ABSENT)
            for step in path:
                node = node.get(step, _ABSENT) if isinstance(node, Mapping) else _ABSENT
            if node is not _ABSENT:
                return layer.label if layer.label.endswith(".json") else f"{layer.label}: {name}"
        return f"{name}.json"


_ABSENT = object()


def read_json(path: Path) -> Json:
    """A JSON file.

    Raises:
        FixtureError: it cannot be read, is no JSON, or names a key twice.
    """

    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise FixtureError([Problem(path.name, "", f'the key "{twice}" twice in one object', "each key once")])
        return found

    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=once)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise FixtureError([Problem(path.name, where, error.msg.lower(), "JSON")]) from error
    except UnicodeDecodeError as error:
        raise FixtureError(
            [Problem(path.name, f"byte {error.start}", "a byte that is not UTF-8", "UTF-8 text")]
        ) from error
    except OSError as error:
        raise FixtureError([Problem(str(path), "", str(error.strerror).lower(), "a file that can be read")]) from error


def folder_layer(folder: Path) -> Layer:
    """A user's folder as a layer: each file patches the bundled one of its name, or adds a new one.

    Raises:
        FixtureError: there is no such folder, or a file in it is no JSON; all files are told at once.
    """
    if not folder.is_dir():
        raise FixtureError([Problem(str(folder), "", "no such folder", "a folder with JSON files")])
    patches: dict[str, Json] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.json")):
        try:
            patches[path.relative_to(folder).with_suffix("").as_posix()] = read_json(path)
        except FixtureError as error:
            problems.extend(error.problems)
    if problems:
        raise FixtureError(problems)
    return Layer(str(folder), patches)


def setting_layer(setting: str, fixtures: Fixtures) -> Layer:
    """`path=value` as a layer; the path's first step names the file, its other steps are keys, which may hold dots.

    Raises:
        FixtureError: the setting has no `=`, or its path leads nowhere in the fixtures.
    """
    path, equals, text = setting.partition("=")
    file, _, rest = path.strip().partition(".")
    if not equals or not rest:
        expected = "FILE.PATH=VALUE, such as rules.ussd.timeout_s=30"
        raise FixtureError([Problem("--set", setting, "no path and value", expected)])
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        value = text.strip()
    steps = tuple(_steps(rest, fixtures.tree(file), setting))
    patch: Json = value
    for step in reversed(steps):
        patch = {step: patch}
    return Layer("--set", {file: patch})


def _steps(path: str, node: Json, setting: str) -> Iterator[str]:
    """The keys of a dotted path; a key that itself has dots is found by looking at the tree."""
    while path:
        known = list(node) if isinstance(node, Mapping) else []
        matching = [key for key in known if path == key or path.startswith(f"{key}.")]
        step = max(matching, key=len, default=path.partition(".")[0])
        rest = path[len(step) :].removeprefix(".")
        if not matching and rest:
            expected = f"one of {', '.join(known)}{nearest(step, known)}" if known else "a path that ends there"
            raise FixtureError([Problem("--set", setting, f'no "{step}"', expected)])
        yield step
        node = node[step] if matching else None
        path = rest


@cache
def converter() -> Converter:
    """The converter of all fixtures: unknown keys are mistakes, and no type is quietly turned into another."""
    made = Converter(forbid_extra_keys=True)
    for kind in (int, str, bool):
        made.register_structure_hook(kind, _exactly(kind))
    made.register_structure_hook_func(_is_literal, _one_of)
    return made


def _is_literal(wanted: Any) -> bool:
    return get_origin(wanted) is Literal


def _exactly(kind: type) -> Callable[[Json, type], Json]:
    def structure(value: Json, _: type) -> Json:
        if type(value) is not kind:
            raise Unfit("", value, _KINDS[kind])
        return value

    return structure


_KINDS: dict[type, str] = {int: "a whole number", str: "a text", bool: "true or false"}


def _one_of(value: Json, wanted: Any) -> Json:
    choices = get_args(wanted)
    if value not in choices:
        hint = nearest(value, map(str, choices)) if isinstance(value, str) else ""
        raise Unfit("", value, f"one of {', '.join(map(str, choices))}{hint}")
    return value


def _problems(error: BaseException, kind: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """(path, found, expected) of each mistake that a structuring error holds."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            note = next((n for n in getattr(inner, "__notes__", ()) if isinstance(n, _NOTES)), None)
            step = (
                () if note is None else (str(note.name if isinstance(note, AttributeValidationNote) else note.index),)
            )
            yield from _problems(inner, _class_of(error, kind), path + step)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [attribute.name for attribute in fields(error.cl)]
        for name in sorted(error.extra_fields):
            yield (*path, name), "an unknown key", f"one of {', '.join(known)}{nearest(name, known)}"
    elif isinstance(error, Unfit):
        yield (*path, error.field) if error.field else path, json.dumps(error.found, ensure_ascii=False), error.expected
    elif isinstance(error, KeyError):
        yield path, "nothing", "a value: the key is required"
    elif isinstance(error, TypeError | ValueError | AttributeError):
        yield path, "a value of the wrong shape", f"a {getattr(_class_of(error, kind), '__name__', 'value')}"


_NOTES = (AttributeValidationNote, IterableValidationNote)


def _class_of(error: BaseException, kind: Any) -> Any:
    return getattr(error, "cl", kind)
