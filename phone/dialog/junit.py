"""The results of a run as JUnit XML, which build servers read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from phone.dialog.play import Played
from phone.dialog.problems import DialogError
from phone.dialog.report import plain, report
from phone.dialog.running import Job


def write_junit(path: Path, results: Sequence[tuple[Job, Played]], broken: Sequence[DialogError]) -> None:
    """Write the results; files that could not be read are errors.

    Raises:
        OSError: the file cannot be written.
    """
    failures = sum(bool(played.differences) for _, played in results)
    counts = {"tests": len(results) + len(broken), "failures": failures, "errors": len(broken), "skipped": 0}
    attributes = {name: str(count) for name, count in counts.items()}
    suites = Element("testsuites", attributes)
    suite = SubElement(suites, "testsuite", {"name": "zvonilka", **attributes})
    for job, played in results:
        _case(suite, job, played)
    for error in broken:
        case = SubElement(suite, "testcase", {"classname": error.name, "name": "<syntax>", "file": error.name})
        told = SubElement(case, "error", {"message": _clean(str(error).partition("\n")[0])})
        told.text = _clean(str(error))
    indent(suites)
    path.write_bytes(tostring(suites, encoding="utf-8", xml_declaration=True) + b"\n")


def _case(suite: Element, job: Job, played: Played) -> None:
    name = f"{job.case.title}[{job.locale}]"
    attributes = {"classname": job.source.name, "name": name, "file": job.source.name, "line": str(job.case.line)}
    case = SubElement(suite, "testcase", attributes)
    properties = SubElement(case, "properties")
    for key, value in properties_of(job, played):
        SubElement(properties, "property", {"name": key, "value": value})
    if played.differences:
        lines = [
            line
            for difference in played.differences
            for told in report(job.source.name, played, difference)
            for line in plain(told)
        ]
        failure = SubElement(case, "failure", {"message": _clean(lines[0])})
        failure.text = _clean("\n".join(lines))
    said = SubElement(case, "system-out")
    said.text = _clean(played.transcript)


def properties_of(job: Job, played: Played) -> tuple[tuple[str, str], ...]:
    """What is told of a case beside its outcome: locale, steps, seconds that passed in its world, the world's seed."""
    seed = job.dialog.header.seed
    return (
        ("locale", job.locale),
        ("steps", str(played.steps)),
        ("simulated_s", f"{played.passed_ms / 1000:.3f}".rstrip("0").rstrip(".")),
        ("seed", str(1 if seed is None else seed)),
    )


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(
        one if one in "\t\n" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one > "\uffff" else "\ufffd"
        for one in text
    )
