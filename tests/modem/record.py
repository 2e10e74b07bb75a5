"""Play every scene with the clients that are installed here, keep what they did, and write docs/modem.md.

    python -m tests.modem.record [SCENE …]

It takes about a minute. What cannot be played keeps its old recording.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.modem.book import BOOK, pages
from tests.modem.recordings import Recording, joined, save
from tests.modem.scenes import SCENES
from tests.modem.stage import MODULES, Stage, there

VERSION_OPTION = {"gammu": "--version", "gnokii": "--version", "smsd": "-V"}


async def version_of(client: str) -> str:
    if client in MODULES:
        return f"{client} {version(client)}"
    process = await asyncio.create_subprocess_exec(
        client, VERSION_OPTION[client], stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    found = re.search(r"version (\d+(?:\.\d+)+)", said.decode("utf-8", "replace"), re.IGNORECASE)
    return f"{client} {found[1]}" if found else client


async def record(name: str) -> str:
    """One scene; how it went, in a line."""
    scene = SCENES[name]
    if not there(scene.client):
        return f"{name}: {scene.client} is not installed"
    with tempfile.TemporaryDirectory(prefix="zv") as folder:
        stage = Stage.open(Path(folder))
        try:
            await scene.play(stage)
        finally:
            stage.close()
        shown = tuple(stage.shown)
        steps = joined(stage.tape.steps)
    save(Recording(name, scene.client, await version_of(scene.client), scene.title, shown, steps))
    return f"{name}: {len(steps)} steps"


async def main(names: list[str]) -> int:
    wanted = names or list(SCENES)
    outcomes = await asyncio.gather(*map(record, wanted), return_exceptions=True)
    for name, outcome in zip(wanted, outcomes, strict=True):
        print(outcome if isinstance(outcome, str) else f"{name}: {type(outcome).__name__}: {outcome}")
    BOOK.write_text(pages(), encoding="utf-8")
    return any(isinstance(outcome, BaseException) for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
