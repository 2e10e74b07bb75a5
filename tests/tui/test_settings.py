"""What is remembered, where, and how a mistake in it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tui.cli import zvonilka
from tui.settings import FILE_VARIABLE, Settings, SettingsError, SettingsFile, settings_lines, settings_path
from tui.theme import THEMES


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "zvonilka" / "config.json")


def test_without_a_file_everything_is_as_usual(file: SettingsFile) -> None:
    assert file.load() == Settings()
    assert Settings().theme in THEMES


def test_what_is_remembered_is_read_again_and_only_what_differs_is_written(file: SettingsFile) -> None:
    file.remember(theme="night")
    file.remember(console_tab="world", locale="en")
    assert file.load() == Settings(theme="night", console_tab="world", locale="en")
    file.remember(theme="classic")
    assert json.loads(file.path.read_text(encoding="utf-8")) == {"locale": "en", "console_tab": "world"}
    assert [path.name for path in file.path.parent.iterdir()] == ["config.json"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('{"them": "night"}', 'config.json: them: there is no such setting; .* [(]did you mean "theme"[?][)]'),
        ('{"locale": "fr"}', "config.json: locale: found 'fr', expected one of ru, en, translit"),
        ('{"key_flash_ms": true}', "config.json: key_flash_ms: found True, expected a whole number from 0 to 2000"),
        ('{"display": 3}', "config.json: display: found 3, expected one of 20x8, 14x6"),
        ('{"theme": "nihgt"}', "config.json: theme: found 'nihgt', expected one of classic, night, contrast, .*nord"),
        ("[]", "config.json: found \\[\\], expected an object"),
        ("{", "config.json: .*line 1.*mend it, or delete the file"),
    ],
)
def test_a_mistake_is_told_with_file_and_place_and_the_file_is_left_alone(
    file: SettingsFile, written: str, told: str
) -> None:
    file.path.parent.mkdir(parents=True)
    file.path.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        file.load()
    with pytest.raises(SettingsError):
        file.remember(theme="night")
    assert file.path.read_text(encoding="utf-8") == written


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"cannot be (written|read)"):
        SettingsFile(tmp_path / "taken" / "config.json").remember(theme="night")


def test_the_environment_may_name_another_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "mine.json"))
    assert settings_path() == tmp_path / "mine.json"
    monkeypatch.delenv(FILE_VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_path().name == "config.json"


def test_the_verb_prints_where_and_what(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: SettingsFile) -> None:
    monkeypatch.setenv(FILE_VARIABLE, str(file.path))
    said = CliRunner().invoke(zvonilka, ["config"])
    assert said.exit_code == 0
    assert said.output.splitlines()[0] == f"{file.path}  (not there: everything is as usual)"
    file.remember(theme="contrast")
    lines = list(settings_lines(file))
    assert lines[0] == str(file.path)
    assert "  theme          contrast" in lines
    file.path.write_text("nonsense", encoding="utf-8")
    assert CliRunner().invoke(zvonilka, ["config"]).exit_code == 2
