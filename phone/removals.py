"""What a user takes out of the fixtures stays out: under every edition, and with the ways that led to it.

An edition lies over a user's folder and may patch a row that the folder removes; the patch alone would come back as a fragment.
A reward that is gone takes its codes, words and menu items along, so that removing it is one line and not four.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ledger.loading import Fixtures, Json, Layer

CATALOGUE: Final = "catalog"
ROUTES: Final = ("dialplan", "menus")
"""The files whose routes lead to rewards."""


def remove_again(fixtures: Fixtures, users: Iterable[Layer]) -> Fixtures:
    """The fixtures without what those layers remove, wherever a later layer has brought back a part of it."""
    layers = (Layer(layer.label, dict(_brought_back(layer, fixtures))) for layer in users)
    return _over(fixtures, layers)


def without_ways(fixtures: Fixtures, users: Iterable[Layer]) -> Fixtures:
    """The fixtures without the codes, words and menu items that lead to a reward which those layers remove."""
    gone = frozenset(
        reward for layer in users for reward, patch in _object(layer.patches.get(CATALOGUE)).items() if patch is None
    )
    gone -= _object(fixtures.tree(CATALOGUE)).keys() if gone else frozenset()
    if not gone:
        return fixtures
    label = f"without {', '.join(sorted(gone))}"
    patches = {file: _ways(fixtures.tree(file), gone) for file in ROUTES}
    return _over(fixtures, [Layer(label, {file: patch for file, patch in patches.items() if patch})])


def _over(fixtures: Fixtures, layers: Iterable[Layer]) -> Fixtures:
    """Layers over the fixtures; those without a patch are left out."""
    added = tuple(layer for layer in layers if layer.patches)
    return Fixtures((*fixtures.layers, *added)) if added else fixtures


def _brought_back(layer: Layer, fixtures: Fixtures) -> Iterator[tuple[str, Json]]:
    """(file, patch) of what a layer removes and the fixtures have all the same."""
    for file, patch in layer.patches.items():
        if _removes(patch):
            again = _removals(patch, fixtures.tree(file))
            if again:
                yield file, again


def _removes(patch: Json) -> bool:
    return patch is None or any(_removes(inner) for inner in _object(patch).values())


def _removals(patch: Json, tree: Json) -> dict[str, Json]:
    """The removals of a merge patch, as far as a tree has what they remove."""
    found: dict[str, Json] = {}
    for name, inner in _object(patch).items():
        if name in _object(tree):
            below = None if inner is None else _removals(inner, tree[name])
            if below is None or below:
                found[name] = below
    return found


def _ways(tree: Json, gone: frozenset[str]) -> dict[str, Json]:
    """The merge patch that takes every route to a lost reward out of a tree: out of objects by key, out of lists by a shorter one."""
    found: dict[str, Json] = {}
    for name, inner in _object(tree).items():
        if _leads_to(inner, gone):
            found[name] = None
        elif isinstance(inner, list):
            kept = [item for item in inner if not _leads_to(item, gone)]
            if len(kept) < len(inner):
                found[name] = kept
        elif below := _ways(inner, gone):
            found[name] = below
    return found


def _leads_to(node: Json, rewards: frozenset[str]) -> bool:
    reward = _object(node).get("reward")
    return isinstance(reward, str) and reward in rewards


def _object(node: Json) -> Mapping[str, Json]:
    """The keys of a tree's node; none where a file has something else, which is told when it is read."""
    return node if isinstance(node, Mapping) else {}
