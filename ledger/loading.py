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

from attrs import Attribute, field, fields, frozen, has, resolve_types
from cattrs import Converter, override
from cattrs.errors import AttributeValidationNote, ForbiddenExtraKeysError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

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


def between(least: int, most: int) -> Callable[[Any, Attribute[Any], int], None]:
    """An attrs validator: a whole number from `least` to `most`."""

    def check(_instance: Any, attribute: Attribute[Any], value: int) -> None:
        if not least <= value <= most:
            raise Unfit(attribute.name, value, f"a whole number from {least} to {most}")

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
    _kept: dict[tuple[str, Any], Any] = field(factory=dict, init=False, repr=False, eq=False)
    """What was read: opening a world asks for some files twice."""

    def names(self, pattern: str) -> tuple[str, ...]:
        """Names of the files that match a glob such as `texts/*.ru`, bundled ones and those of the layers, sorted."""
        paths = self.folder.glob(f"{pattern}.json")
        bundled = {path.relative_to(self.folder).with_suffix("").as_posix() for path in paths}
        added = {name for layer in self.layers for name in layer.patches if Path(name).match(pattern)}
        return tuple(sorted(bundled | added))

    def tree(self, name: str) -> Json:
        """The JSON of a file with all patches applied; `like` names a file of the same folder that it changes itself.

        Raises:
            FixtureError: there is no such file, or it is no JSON, or files are like one another in a circle.
        """
        return self._tree(name, ())

    def _tree(self, name: str, asked: tuple[str, ...]) -> Json:
        sources = [tree for _, tree in self._sources(name)]
        if not sources:
            known = self.names(str(Path(name).parent / "*"))
            expected = f"one of {', '.join(known)}{nearest(name, known)}"
            raise FixtureError([Problem(f"{name}.json", "", "no such file", expected)])
        tree, *patches = sources
        like = tree.get(LIKE) if isinstance(tree, Mapping) else None
        if isinstance(like, str) and like:
            model = (Path(name).parent / like).as_posix()
            if model in (name, *asked):
                raise FixtureError(
                    [self.problem(name, (LIKE,), f'"{like}"', "a file that is not like this one itself")]
                )
            tree = merge(self._tree(model, (*asked, name)), tree)
        for patch in patches:
            tree = merge(tree, patch)
        return tree

    def _sources(self, name: str) -> list[tuple[str, Json]]:
        """(label, JSON) of the bundled file, if there is one, and of each layer's patch, in the order in which they apply."""
        path = self.folder / f"{name}.json"
        bundled = [(path.relative_to(self.folder).as_posix(), read_json(path))] if path.is_file() else []
        return bundled + [(_label(layer, name), layer.patches[name]) for layer in self.layers if name in layer.patches]

    def read(self, name: str, kind: type[T]) -> T:
        """A file as an instance of `kind`: it is read once, whatever becomes of the file since.

        Raises:
            FixtureError: with every mistake of the file.
        """
        kept: T | None = self._kept.get((name, kind))
        if kept is None:
            kept = self._kept[name, kind] = self._structured(name, kind)
        return kept

    def _structured(self, name: str, kind: type[T]) -> T:
        tree = self.tree(name)
        try:
            return converter().structure(tree, kind)
        except Exception as error:
            problems = [self.problem(name, *row) for row in _problems(error, kind, ())]
            if not problems:
                raise
            raise FixtureError(problems) from error

    def problem(self, name: str, path: tuple[str, ...], found: str, expected: str) -> Problem:
        """A mistake at a path of a file, told of whichever layer brought it there."""
        return Problem(self._source(name, path), ".".join(path), found, expected)

    def _source(self, name: str, path: tuple[str, ...]) -> str:
        """The label of the last source that knows most of a path: it brought there what is wrong."""
        sources = self._sources(name)
        depths = [_depth(tree, path) for _, tree in sources]
        found = [label for (label, _), depth in zip(sources, depths, strict=True) if depth == max(depths)]
        return found[-1] if found else f"{name}.json"


LIKE = "like"
"""The key by which a file names another one that it changes."""


def _label(layer: Layer, name: str) -> str:
    return layer.label if layer.label.endswith(".json") else f"{layer.label}: {name}"


def _depth(node: Json, path: tuple[str, ...]) -> int:
    """How many steps of a path lead somewhere in a tree."""
    for depth, step in enumerate(path):
        if isinstance(node, Mapping) and step in node:
            node = node[step]
        elif isinstance(node, list) and step.isdecimal() and int(step) < len(node):
            node = node[int(step)]
        else:
            return depth
    return len(path)


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
    except RecursionError as error:
        raise FixtureError([Problem(path.name, "", "objects nested without end", "a file of some levels")]) from error
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

    A path that is no more than a file's name, perhaps of one that is new, patches the whole file with an object.

    Raises:
        FixtureError: the setting has no `=`, or its path leads nowhere in the fixtures.
    """
    path, equals, text = setting.partition("=")
    path = path.strip()
    known = [name for name in fixtures.names("**/*") if path.startswith(f"{name}.")]
    file = max(known, key=len, default=path.partition(".")[0])
    rest = path[len(file) + 1 :]
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        value = text.strip()
    if isinstance(value, dict) and (path in fixtures.names("**/*") or ("/" in path and not known)):
        return Layer("--set", {path: value})
    if not equals or not rest:
        expected = "FILE.PATH=VALUE, such as rules.ussd.timeout_s=30"
        raise FixtureError([Problem("--set", setting, "no path and value", expected)])
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
    made.register_structure_hook_func(_is_tuple, _list_of(made.get_structure_hook(tuple[int, ...])))
    made.register_structure_hook_factory(has, _record_hook)
    return made


def _record_hook(kind: type, made: Converter) -> Callable[[Json, type], Json]:
    """Structures an attrs class; its validators run field by field, so that every mistake of a record is told at once."""
    resolve_types(kind)
    checked: Any = {
        attribute.name: override(struct_hook=_checked(attribute, made))
        for attribute in fields(kind)
        if attribute.validator is not None
    }
    return make_dict_structure_fn(kind, made, _cattrs_forbid_extra_keys=True, **checked)


def _checked(attribute: Attribute[Any], made: Converter) -> Callable[[Json, Any], Json]:
    def structure(value: Json, kind: Any) -> Json:
        structured = made.structure(value, kind)
        assert attribute.validator is not None
        try:
            attribute.validator(None, attribute, structured)
        except Unfit as error:
            raise Unfit("", error.found, error.expected) from error
        except ValueError as error:
            raise Unfit("", structured, f"another value: {error}") from error
        return structured

    return structure


def _is_literal(wanted: Any) -> bool:
    return get_origin(wanted) is Literal


def _is_tuple(wanted: Any) -> bool:
    return get_origin(wanted) is tuple


def _list_of(structure: Callable[[Json, Any], Json]) -> Callable[[Json, Any], Json]:
    """Only a list becomes a tuple: a text would become one of its letters."""

    def structure_list(value: Json, wanted: Any) -> Json:
        if not isinstance(value, list):
            raise Unfit("", value, "a list")
        return structure(value, wanted)

    return structure_list


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
        yield path, "a value of the wrong shape", "an object with its keys, or a list where the bundled file has one"


_NOTES = (AttributeValidationNote, IterableValidationNote)


def _class_of(error: BaseException, kind: Any) -> Any:
    return getattr(error, "cl", kind)
