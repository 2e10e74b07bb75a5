"""A bug report: one dialog in which everything lies that is needed to see the same again somewhere else."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from ledger.loading import LIKE, Json
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
    inlined = () if origin is None else tuple(_inlined(origin, world))
    recording = recorded(world, folder=path.parent, marks=(*marks, *shown), inlined=inlined, masks=True)
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
    """`set` lines that say what the fixtures in force and a world of a file of its own differ in from the bundled ones."""
    bundled, yours = arranged(origin.edition or None, None, ()), world.fixtures
    for name in sorted({*yours.names("**/*"), *bundled.names("**/*")} - {_world(origin)}):
        old = bundled.tree(name) if name in bundled.names("**/*") else {}
        new = yours.tree(name)
        if old != new and not (origin.header and name.startswith("worlds/")):
            yield _patching(name, old, new)
    if origin.world.endswith(".json"):
        own = {key: value for key, value in yours.tree(_world(origin)).items() if key != LIKE}
        yield _patching(f"worlds/{BASE}", bundled.tree(f"worlds/{BASE}"), own)


def _world(origin: Origin) -> str:
    """The name of the fixture of a world that has a file of its own; empty for a bundled one."""
    return f"worlds/{Path(origin.world).name}" if origin.world.endswith(".json") else ""


def _patching(name: str, old: Json, new: Json) -> str:
    return f"set: {name}={json.dumps(difference(old, new), ensure_ascii=False)}"


def difference(old: Json, new: Json) -> Json:
    """The JSON Merge Patch (RFC 7396) that makes one tree of the other."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return new
    gone = {key: None for key in old if key not in new}
    changed = [key for key, value in new.items() if key not in old or old[key] != value]
    return gone | {key: difference(old.get(key), new[key]) for key in changed}
