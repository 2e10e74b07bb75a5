"""Play the scenes with the clients that are installed here, all at once; keep what they did, and write docs/modem.md.

python -m tests.modem.record [SCENE …]                  keep it: a scene that does not come off keeps its old recording
python -m tests.modem.record --dry --at-least 2         keep nothing; fail if fewer clients than that were content
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from tests.modem.book import BOOK, pages
from tests.modem.recordings import Recording, joined, save
from tests.modem.scenes import SCENES
from tests.modem.stage import MODULES, ClientError, Stage, there

LIMIT_S: Final = 100
"""How long all scenes together may take."""

VERSION_OPTION: Final = {"gammu": "--version", "gnokii": "--version", "smsd": "-V"}


async def version_of(client: str) -> str:
    if client in MODULES:
        return f"{client} {version(client)}"
    process = await asyncio.create_subprocess_exec(
        client, VERSION_OPTION[client], stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    found = re.search(r"version (\d+(?:\.\d+)+)", said.decode("utf-8", "replace"), re.IGNORECASE)
    return f"{client} {found[1]}" if found else client


async def played(name: str) -> Recording:
    """One scene with its client.

    Raises:
        ClientError: it does not come off.
    """
    scene = SCENES[name]
    with tempfile.TemporaryDirectory(prefix="zv", dir="/tmp") as folder:
        stage = Stage.open(Path(folder))
        try:
            await scene.play(stage)
        finally:
            stage.close()
        shown, steps = tuple(stage.shown), joined(stage.tape.steps)
    return Recording(name, scene.client, await version_of(scene.client), scene.title, shown, steps)


async def play(names: Sequence[str]) -> dict[str, Recording | ClientError]:
    """The scenes whose clients are here, side by side, and what became of each."""
    here = [name for name in names if there(SCENES[name].client)]

    async def one(name: str) -> Recording | ClientError:
        try:
            return await asyncio.wait_for(played(name), LIMIT_S)
        except TimeoutError:
            return ClientError(f"not done in {LIMIT_S} s")
        except (ClientError, AssertionError) as error:
            return ClientError(f"{type(error).__name__}: {error}")

    return dict(zip(here, await asyncio.gather(*map(one, here)), strict=True))


def content(outcomes: dict[str, Recording | ClientError]) -> set[str]:
    """The clients that did all that they were to do."""
    clients = {SCENES[name].client for name in outcomes}
    return clients - {SCENES[name].client for name, outcome in outcomes.items() if isinstance(outcome, ClientError)}


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("scenes", nargs="*", default=list(SCENES))
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--at-least", type=int, default=0)
    given = parser.parse_args(words)
    outcomes = asyncio.run(play(given.scenes))
    for name in given.scenes:
        outcome = outcomes.get(name)
        client = SCENES[name].client
        told = "not installed" if outcome is None else str(outcome) if isinstance(outcome, ClientError) else "content"
        print(f"{name} ({client}): {told}")
    ran = content(outcomes)
    print(f"{len(ran)} clients ran: {', '.join(sorted(ran)) or 'none'}")
    if not given.dry:
        for outcome in outcomes.values():
            if isinstance(outcome, Recording):
                save(outcome)
        BOOK.write_text(pages(), encoding="utf-8")
    failed = any(isinstance(outcome, ClientError) for outcome in outcomes.values())
    return 1 if failed or len(ran) < given.at_least else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
