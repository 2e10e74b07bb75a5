"""A bug report: one dialog in which everything lies that is needed to see the same again somewhere else."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from ledger.loading import LIKE, Fixtures, Json
from phone.dialog.files import write_text
from phone.dialog.record.compose import Mark
from phone.dialog.record.recorder import BASE, Marks, Recording, recorded
from phone.editions import arranged
from phone.inputs import Origin
from phone.saving.keeper import inputs_so_far, story_of
from phone.world import World

HASHED: Final = 16


def report(world: World, path: Path, *, marks: Marks = ()) -> Recording:
    """Write what has happened in a world, and what its phones show now.

    World and fixtures stand in the file as far as they are not bundled ones, PINs are masked.

    Raises:
        ValueError: the world cannot tell how it came to be as it is.
        OSError: the file cannot be written.
    """
    origin, inputs = story_of(world)
    used = dict.fromkeys(one.name for one in inputs if one.name) or {next(iter(world.people)): None}
    shown = [(inputs_so_far(world), Mark("screen", name)) for name in used]
    header = () if origin is None else tuple(_inlined(origin, world))
    recording = recorded(world, folder=path.parent, marks=(*marks, *shown), inlined=header, masks=True)
    text = "".join(f"# {line}\n" for line in _versions(world)) + recording.text
    write_text(path, text)
    return recording


def _versions(world: World) -> Iterator[str]:
    yield f"zvonilka {version('zvonilka')}, Python {platform.python_version()}, {platform.system()}"
    fixtures = world.fixtures
    trees = {name: fixtures.tree(name) for name in fixtures.names("**/*")}
    digest = sha256(json.dumps(trees, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    yield f"fixtures sha256 {digest[:HASHED]}"


def _inlined(origin: Origin, world: World) -> Iterator[str]:
    """The lines of a header that say what a user's folder, settings and world differ in from the bundled ones."""
    bundled = arranged(origin.edition or None, None, ())
    yours = arranged(origin.edition or None, Path(origin.fixtures) if origin.fixtures else None, ())
    if origin.fixtures:
        for name in sorted(set(yours.names("**/*")) | set(bundled.names("**/*"))):
            yield from _differing(name, _tree(bundled, name), yours.tree(name))
    if origin.world.endswith(".json"):
        own = dict(world.fixtures.tree(f"worlds/{Path(origin.world).name}"))
        own.pop(LIKE, None)
        yield from _differing(f"worlds/{BASE}", yours.tree(f"worlds/{BASE}"), own)
    yield from (f"set: {setting}" for setting in origin.settings)


def _tree(fixtures: Fixtures, name: str) -> Json:
    return fixtures.tree(name) if name in fixtures.names("**/*") else {}


def _differing(path: str, old: Json, new: Json) -> Iterator[str]:
    """`set` lines that make one tree of the other, as few as there can be."""
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            if key not in new:
                yield f"set: {path}.{key}=null"
            elif key not in old:
                yield f"set: {path}.{key}={json.dumps(new[key], ensure_ascii=False)}"
            else:
                yield from _differing(f"{path}.{key}", old[key], new[key])
        return
    yield f"set: {path}={json.dumps(new, ensure_ascii=False)}"
