"""Dialogs as pytest items: one for each case and locale, with the fixtures, marks and reports of any other test."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest._code.code import ExceptionInfo, TerminalRepr
from _pytest._io import TerminalWriter
from attrs import frozen

from phone.dialog.files import Source, read_file, write_text
from phone.dialog.junit import properties_of
from phone.dialog.play import Played
from phone.dialog.problems import DialogError
from phone.dialog.report import Told, after_all, plain, report
from phone.dialog.running import Job, accepted_claims, jobs
from phone.dialog.verdict import Claim

CLAIMS = "dialog_claims"
"""The name under which a report carries what an update needs, also from another process."""


class DialogFile(pytest.File):
    """A file with dialogs."""

    def collect(self) -> Iterable[pytest.Item]:
        """An item for each case and locale; a file that cannot be read is one failing item."""
        root = f"{self.config.rootpath}{os.sep}"
        name = str(self.path).removeprefix(root)
        try:
            source = read_file(self.path, name)
        except DialogError as error:
            broken = self._item("<syntax>")
            broken.error = error
            yield broken
            return
        yield from self._items(source)

    def _item(self, name: str) -> DialogItem:
        """An item; those of a folder need the same fixtures, which are looked up once."""
        known: dict[pytest.Collector | None, Any] = self.config.stash.setdefault(FIXTURES, {})
        given = {"fixtureinfo": known[self.parent]} if self.parent in known else {}
        item: DialogItem = DialogItem.from_parent(self, name=name, callobj=_dialog, **given)
        known[self.parent] = item._fixtureinfo  # noqa: SLF001  (what pytest itself shares among the items of one function)
        return item

    def _items(self, source: Source) -> Iterator[pytest.Item]:
        for job in jobs(source, self.config.option.dialog_locale):
            item = self._item(f"{job.case.title}[{job.locale}]")
            item.job = job
            for tag in dict.fromkeys((*job.dialog.header.tags, *job.case.tags)):
                _know_mark(self.config, tag)
                item.add_marker(tag)
            yield item


FIXTURES = pytest.StashKey[dict[pytest.Collector | None, Any]]()
"""Folder → what the dialogs in it need of fixtures."""


class DifferedError(Exception):
    """A dialog went otherwise than it is written."""

    def __init__(self, name: str, played: Played) -> None:
        super().__init__(played.differences[0].message)
        self.name, self.played = name, played


class DialogItem(pytest.Function):
    """A case in a locale."""

    job: Job
    error: DialogError | None = None

    def runtest(self) -> None:
        """Play the case, or say why it cannot be read; the fixtures that use themselves are set up as for any test."""
        if self.error is not None:
            raise self.error
        self.play()

    def play(self) -> None:
        """Play the case in a world of its own."""
        played = self.job.play()
        self.user_properties += properties_of(self.job, played)
        update = self.config.option.dialog_update
        if update:
            self.user_properties.append((CLAIMS, _claims(self.job, played)))
        if played.stuck or (played.differences and not update):
            self.add_report_section("call", "stdout dialog", played.transcript)
            self.user_properties.append(("dialog", played.transcript))
            raise DifferedError(self.job.source.name, played)

    def repr_failure(self, excinfo: ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:  # noqa: ARG002
        """What differed, or why the file cannot be read; anything else as in any test."""
        if isinstance(excinfo.value, DifferedError):
            return DifferedRepr(tuple(_told(excinfo.value)))
        if isinstance(excinfo.value, DialogError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the case begins."""
        line = self.job.case.line - 1 if hasattr(self, "job") else 0
        return self.path, line, self.name


def _dialog() -> None:
    """What stands in the place of a test function, for plugins that look at it."""


def _told(error: DifferedError) -> Iterator[Told]:
    for difference in error.played.differences:
        yield from report(error.name, error.played, difference)
    yield from after_all(error.name, error.played, f"pytest {error.name} --dialog-update")


@frozen
class DifferedRepr(TerminalRepr):
    """A report in the colours of the terminal, or plain where it has none."""

    lines: tuple[Told, ...]

    def __str__(self) -> str:
        return "\n".join(line for told in self.lines for line in plain(told))

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write it."""
        for told in self.lines:
            if not tw.hasmarkup:
                for line in plain(told):
                    tw.line(line)
                continue
            done = 0
            look = LOOKS[told.style]
            for first, last in told.marked:
                tw.write(told.text[done:first], **look)
                tw.write(told.text[first:last], invert=True, **look)
                done = last
            tw.line(told.text[done:], **look)


LOOKS: dict[str, dict[str, bool]] = {
    "plain": {},
    "head": {"bold": True},
    "minus": {"red": True},
    "plus": {"green": True},
    "dim": {},
}


# ---- updating


def _claims(job: Job, played: Played) -> dict[str, Any]:
    """What an update needs of a case, as plain values."""
    return {
        "path": str(job.source.path),
        "digest": digest(job.source.text),
        "dialog": job.source.dialogs.index(job.dialog),
        "locale": job.locale,
        "line": job.case.line,
        "claims": [claim.as_json() for claim in played.claims],
        "differs": bool(played.differences),
    }


def digest(text: str) -> str:
    """Names a text, so that a file that has changed meanwhile is known."""
    return hashlib.sha256(text.encode()).hexdigest()


def _know_mark(config: pytest.Config, tag: str) -> None:
    known = {line.partition(":")[0].partition("(")[0].strip() for line in config.getini("markers")}
    if tag not in known:
        config.addinivalue_line("markers", f"{tag}: a tag of dialogs")


class Updates:
    """Gathers what the dialogs of a session would have to be, and writes it at the end."""

    def __init__(self, config: pytest.Config) -> None:
        """Gather for a session."""
        self.config = config
        self.found: dict[str, list[dict[str, Any]]] = {}
        self.told: list[str] = []
        self.failed = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what a case has to say, from this process or another one."""
        if report.when != "call" or hasattr(self.config, "workerinput"):
            return
        for place, (name, value) in enumerate(report.user_properties):
            if name == CLAIMS:
                taken: Any = value
                self.found.setdefault(taken["path"], []).append(taken)
                del report.user_properties[place]
                break

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Rewrite the files, where the results of all processes are."""
        if hasattr(self.config, "workerinput"):
            return
        for path in sorted(self.found):
            rows = sorted(self.found[path], key=lambda row: (row["line"], row["locale"]))
            if any(row["differs"] for row in rows):
                self._update(Path(path), rows)
        if self.failed and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _update(self, path: Path, rows: list[dict[str, Any]]) -> None:
        source = read_file(path)
        if any(row["digest"] != digest(source.text) for row in rows):
            self.told.append(f"{path}: not written, it has changed meanwhile")
            self.failed = True
            return
        claims: dict[int, dict[str, list[Claim]]] = {}
        for row in rows:
            mine = claims.setdefault(row["dialog"], {}).setdefault(row["locale"], [])
            mine += [Claim.from_json(claim) for claim in row["claims"]]
        done = accepted_claims(source, claims)
        if done.text != source.text:
            write_text(path, done.text)
        self.told += [f"{path}: {note}" for note in done.notes]
        self.failed = self.failed or any("not written" in note for note in done.notes)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say what was rewritten."""
        if self.told:
            terminalreporter.section("dialogs updated")
            for line in self.told:
                terminalreporter.line(line)
