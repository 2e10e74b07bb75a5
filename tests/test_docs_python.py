"""Every example in Python of docs/python.md and the README does what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pytest import Pytester  # noqa: PT013  (the type of a fixture)

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent
PAGE, README = ROOT / "docs" / "python.md", ROOT / "README.md"


def examples(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


EXAMPLES = examples(PAGE)


def test_the_examples_run_one_after_another() -> None:
    names: dict[str, Any] = {}
    plain = [example for example in EXAMPLES if "def test_" not in example]
    for example in plain:
        exec(compile(example, str(PAGE), "exec"), names)
    assert len(plain) > 8


def test_the_tests_among_them_pass(pytester: Pytester) -> None:
    tests = [example for example in EXAMPLES + examples(README) if "def test_" in example]
    pytester.makepyfile("\n\n".join(tests))
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=3)
