"""What happened in a world becomes a dialog that plays green at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.loading import merge
from phone.choosing import choose
from phone.dialog.deeds import OPERATOR, Stage
from phone.dialog.files import Source, read_bytes, read_file
from phone.dialog.hearing import Hearing
from phone.dialog.model import OperatorAction
from phone.dialog.play import played_to
from phone.dialog.record.compose import Mark
from phone.dialog.record.recorder import Recording, recorded
from phone.dialog.record.report import difference
from phone.dialog.running import jobs
from phone.dialog.visiting import visit
from phone.dialog.words import bundled_words
from phone.handset.ui.keys import KEYS, Key
from phone.holder import Holder, NoAnswerError
from phone.inputs import Act
from phone.opening import load_world
from phone.world import World
from tests.phone.handsets import path_to
from tests.phone.worlds import ANNA, BORIS

BORIS_NUMBER = "79160000002"

SLOW_EXAMPLES = 200


TREES = st.recursive(
    st.integers(0, 3) | st.text("аб", max_size=1) | st.lists(st.integers(0, 2), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("абв"), inner, max_size=3),
    max_leaves=6,
).filter(lambda tree: isinstance(tree, dict))
"""Fixtures: without null, which a merge patch cannot put anywhere."""


def keys(world: World, name: str, *pressed: Key, gap_ms: int = 150) -> None:
    for key in pressed:
        world.press(name, key)
        world.advance(gap_ms)


def dialled(world: World, name: str, code: str) -> None:
    keys(world, name, *code, "call")
    world.advance(4_000)


def source_of(recording: Recording) -> Source:
    return read_bytes(recording.text.encode(), "recording.dialog")


def holds(recording: Recording) -> bool:
    return not any(job.play().differences for job in jobs(source_of(recording)))


def body(recording: Recording) -> str:
    """What stands below the header."""
    return recording.text.split("\n\n", 1)[1]


def test_a_code_dialled_by_keys_is_told_as_a_code() -> None:
    world = load_world()
    dialled(world, ANNA, "*100#")
    keys(world, ANNA, "end")
    recording = recorded(world)
    assert body(recording).splitlines() == [
        "Анна > *100#", "Анна < USSD end", "  | Баланс: 150,00 р.", "Анна > KEYS end",
    ]  # fmt: skip
    assert holds(recording)


def test_replies_and_thinking_leave_no_waits() -> None:
    world = load_world()
    dialled(world, ANNA, "*111*455#")
    world.advance(7_300)
    keys(world, ANNA, "2", "soft_left")
    world.advance(9_000)
    recording = recorded(world)
    assert [line for line in body(recording).splitlines() if line.startswith("Анна >")] == [
        "Анна > *111*455#", "Анна > 2",
    ]  # fmt: skip
    assert "wait" not in recording.text
    assert holds(recording)


def test_letters_on_one_key_keep_the_time_between_them() -> None:
    world = load_world()
    keys(world, ANNA, "soft_left", "2", "1")
    keys(world, ANNA, "4", "4", gap_ms=1_200)
    recording = recorded(world, marks=[(len(world.inputs), Mark("screen", ANNA))])
    assert "Анна > KEYS soft_left 2 1 4 1000ms 4" in recording.text
    assert "|ии" in recording.text.lower()
    assert holds(recording)


def test_who_waits_for_nothing_is_told_to_the_millisecond() -> None:
    world = load_world()
    keys(world, ANNA, *"*100#", "call")
    keys(world, ANNA, "soft_right", gap_ms=0)
    world.advance(5_000)
    recording = recorded(world)
    assert "ms soft_right" in recording.text
    assert holds(recording)
    assert not recording.differs


def test_a_jump_of_a_month_and_what_came_in_it() -> None:
    world = load_world()
    world.advance(30 * 86_400_000)
    world.press(ANNA, "end")
    recording = recorded(world, marks=[(len(world.inputs), Mark("ledger", ANNA))])
    assert "- 320 points expired" in recording.text
    assert holds(recording)


def test_a_gift_rings_on_the_other_phone_and_its_operation_is_a_place() -> None:
    world = load_world()
    Holder(world, ANNA).sms("4555", "GIFT 9160000002 10")
    world.settle()
    recording = recorded(world)
    assert "Операция {operation:word}." in recording.text
    assert "Борис < SMS" in recording.text
    assert "Операция {operation}." in recording.text
    assert holds(recording)


def test_what_was_before_the_recording_only_sets_it_up() -> None:
    world = load_world()
    dialled(world, ANNA, "*100#")
    keys(world, ANNA, "end")
    begin = len(world.inputs)
    dialled(world, ANNA, "*111*455*0#")
    recording = recorded(world, begin=begin)
    lines = body(recording).splitlines()
    assert lines[:3] == ["Анна >> *100#", "Анна >> KEYS end", "Анна > *111*455*0#"]
    assert holds(recording)


def test_only_who_was_told_something_while_it_was_set_up_is_said_to_have_been() -> None:
    world = load_world()
    world.press(ANNA, "end")
    world.advance(20 * 86_400_000)
    begin = len(world.inputs)
    dialled(world, ANNA, "*100#")
    recording = recorded(world, begin=begin)
    assert body(recording).splitlines()[:4] == [
        "Анна >> KEYS end", "clock +20d", "Анна < anything", "Анна > *100#",
    ]  # fmt: skip
    assert holds(recording)


@given(TREES, TREES)
def test_a_difference_makes_one_tree_of_the_other(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert merge(old, difference(old, new)) == new


def test_a_save_tells_how_it_came_to_be_as_it_is(tmp_path: Path) -> None:
    save = tmp_path / "anna.world"
    world = load_world(save=save)
    dialled(world, ANNA, "*100#")
    world.close()
    world = load_world(save=save)
    keys(world, ANNA, "end")
    dialled(world, ANNA, "*111*455*0#")
    recording = recorded(world)
    world.close()
    assert "Анна > *100#" in recording.text
    assert "Анна > *111*455*0#" in recording.text
    assert holds(recording)


def test_a_save_that_goes_on_with_other_fixtures_cannot_be_told(tmp_path: Path) -> None:
    save = tmp_path / "anna.world"
    world = load_world(save=save)
    dialled(world, ANNA, "*100#")
    world.close()
    world = load_world(save=save, edition="a2")
    with pytest.raises(ValueError, match="began with no --edition"):
        recorded(world)
    world.close()
    world = load_world(save=save)
    recording = recorded(world)
    assert "Анна > *100#" in recording.text, "who only looked has changed nothing"
    assert not recording.differs, recording.text
    world.close()
    world = load_world(save=save, edition="a2")
    world.press(ANNA, "end")
    with pytest.raises(ValueError, match="went on with other fixtures"):
        recorded(world)
    world.close()


def test_the_header_opens_the_same_world() -> None:
    world = load_world("rich", edition="a4", settings=["rules.gift.daily=3"], locale="en", now="2026-05-01 12:00:30")
    world.settle()
    name = next(iter(world.people))
    dialled(world, name, "*100#")
    recording = recorded(world)
    assert recording.text.startswith(
        "world: rich\ndate: 2026-05-01 12:00:30\nlocale: en\nedition: a4\nset: rules.gift.daily=3\n"
    )
    assert holds(recording)


def test_choices_weather_and_the_operator_are_told_too() -> None:

    world = load_world()
    choose(world, ANNA, "display", "14x6")
    choose(world, ANNA, "language", "en")
    world.set_air(BORIS, "off")
    stage = Stage(world, Hearing(world, lambda _: None), bundled_words())
    OPERATOR["sms"](stage, OperatorAction(0, "sms", ANNA, "BANK", "Код 1234", flash=True))
    OPERATOR["ussd"](stage, OperatorAction(0, "ussd", ANNA, text="1 да\n2 нет"))
    world.settle()
    recording = recorded(world)
    for line in ("Анна > SET display 14x6", "Анна > SET language en", "air Борис off"):
        assert line in recording.text
    assert "operator > SMS Анна from BANK flash: Код 1234" in recording.text
    assert holds(recording)
    assert not recording.differs


def test_what_is_done_in_an_opened_dialog_goes_on_from_its_header(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "rules.json").write_text('{"gift": {"daily": 7}}', encoding="utf-8")
    (tmp_path / "own" / "gift.dialog").write_text(
        "date: 2026-04-10 12:00\nfixtures: ..\nphones:\n  Анна +7 916 111-22-33 balance 12.50\n\n== a\nАнна > *111#\n",
        encoding="utf-8",
    )
    source = read_file(tmp_path / "own" / "gift.dialog")
    world, name = played_to(source.dialogs[0], None, "ru", source.folder)
    world.press(name, "end")
    dialled(world, name, "*100#")
    recording = recorded(world, folder=tmp_path)
    assert recording.text.startswith("date: 2026-04-10 12:00\nfixtures: .\nphones:\n  Анна ")
    assert "\nАнна > *111#\n" in recording.text
    assert "12,50" in recording.text
    read = read_bytes(recording.text.encode(), "r.dialog", tmp_path / "r.dialog")
    assert not any(job.play().differences for job in jobs(read))


def test_a_key_is_held_also_while_something_else_happens() -> None:
    world = load_world()
    world.settle()
    world.key_down(ANNA, "power")
    world.advance(3_000)
    world.set_air(BORIS, "weak")
    world.key_up(ANNA)
    recording = recorded(world)
    assert "Анна > KEYS hold power" in recording.text
    assert holds(recording)


def test_what_nobody_told_is_said_to_be_missing() -> None:
    world = load_world()
    world.settle()
    world.command(ANNA, lambda phone, at_ms: phone.mobile.switch_off(at_ms))
    recording = recorded(world)
    assert recording.differs == 1
    assert recording.text.split("\n\n")[1].startswith("# something that was done here has no word in dialogs")


def test_what_cannot_be_done_again_loses_nothing_else() -> None:
    world = load_world()
    world.settle()
    with pytest.raises(ValueError, match="a USSD message 80"):
        world.ussd_from_operator(ANNA, "я" * 500)
    world.happen(lambda _, __: None, Act("site_profile", text="Иванова, Анна, 1990-05-17, a@b.c, moscow"), ANNA)
    dialled(world, ANNA, "*100#")
    recording = recorded(world)
    assert "# Анна > SITE profile Иванова, Анна" in recording.text
    assert "\nАнна > *100#\n" in recording.text
    assert recording.differs
    assert holds(recording)


def test_a_password_that_was_typed_before_it_came_is_no_place() -> None:
    world = load_world()
    Holder(world, ANNA).sms(BORIS_NUMBER, "251329")
    world.settle()
    dialled(world, ANNA, "*111*25#")
    recording = recorded(world)
    assert f"SMS {BORIS_NUMBER}: 251329" in recording.text
    assert "{password:word}" in recording.text
    assert holds(recording)


def masked_text(world: World) -> str:
    recording = recorded(world, masks=True)
    assert holds(recording)
    assert not recording.differs, recording.text
    return recording.text


class TestSecrets:
    """PINs and passwords in what others read."""

    @pytest.mark.parametrize("code", ["**04*0000*9753*9753#", "**05*12345678*9753*9753#", "*03*330*0000*9753*9753#", "*33*9753#", "#330*9753#"])  # fmt: skip
    def test_codes(self, code: str) -> None:
        world = load_world()
        for _ in range(2):
            keys(world, ANNA, *code, "call", "end")
            world.settle()
        text = masked_text(world)
        assert not re.search("9 ?7 ?5 ?3", text)
        assert "0 0 0 1" in text or "0001" in text

    def test_a_corrected_code_and_one_that_was_given_up(self) -> None:
        world = load_world()
        keys(world, ANNA, *"**04*0000*8642", "clear", "clear", "clear", "clear", *"9753", "end")
        text = masked_text(world)
        assert not re.search("9 ?7 ?5 ?3|8 ?6 ?4 ?2", text)

    def test_a_code_by_a_verb_and_a_wrong_password_of_the_site(self) -> None:
        world = load_world()
        world.happen(lambda _, __: None, Act("site_login", text="hunter2"), ANNA)
        text = recorded(world, masks=True).text
        assert "hunter2" not in text

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.sampled_from([*"1234567890", "clear", "soft_right", "ok"]), min_size=4, max_size=24))
    def test_whatever_is_typed_where_a_pin_is_asked_comes_out_the_same(self, typed: list[Key]) -> None:
        world = load_world()
        world.settle()
        keys(world, ANNA, *path_to("change_pin"), *"0000", "ok", gap_ms=0)
        keys(world, ANNA, *typed, gap_ms=0)
        assert masked_text(world)


def test_what_dialogs_have_no_form_for_loses_nothing_else() -> None:

    world = load_world()
    visit(Holder(world, ANNA), "login", "", lambda name: name, Act("site_login"))
    world.settle()
    dialled(world, ANNA, "*100#")
    recording = recorded(world)
    assert "# Анна > SITE login\n" in recording.text
    assert "Анна > *100#" in recording.text
    assert recording.differs == 1
    assert holds(recording)


Step = Callable[[World, str], object]
CODES = ("*111#", "*100#", "*111*455*0#", "*707*11#", "0890", "*111*455#", "*110*79160000002#")


def _by_keys(code: str, gap_ms: int) -> Step:
    return lambda world, name: keys(world, name, "end", *code, "call", gap_ms=gap_ms)


def _held(key: Key, held_ms: int) -> Step:
    def act(world: World, name: str) -> None:
        world.key_down(name, key)
        world.advance(held_ms)
        world.key_up(name)

    return act


def _by_hand(act: Callable[[Holder], object]) -> Step:
    def acted(world: World, name: str) -> None:
        with suppress(NoAnswerError):
            act(Holder(world, name))

    return acted


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(KEYS).map(lambda key: lambda world, name: world.press(name, key)),
    st.sampled_from(["call", "ok", "soft_left", "end", "down"]).map(
        lambda key: lambda world, name: world.press(name, key)
    ),
    st.builds(_by_keys, st.sampled_from(CODES), st.sampled_from([0, 120, 400])),
    st.text("абв12*# Qй", min_size=1, max_size=8).map(
        lambda text: lambda world, name: [world.type(name, character) for character in text]
    ),
    st.builds(_held, st.sampled_from(KEYS), st.sampled_from([10, 850, 2_000])),
    st.sampled_from(["off", "fine", "weak"]).map(lambda state: lambda world, name: world.set_air(name, state)),
    st.sampled_from(
        [
            _by_hand(lambda holder: holder.sms("4555", "bal")),
            _by_hand(lambda holder: holder.ussd("*100#")),
            _by_hand(lambda holder: holder.reply("1")),
            _by_hand(lambda holder: holder.call("0890")),
            _by_hand(lambda holder: holder.cancel()),
        ]
    ),
)
PAUSES = st.sampled_from([0, 0, 100, 400, 1_100, 3_000, 9_000, 61_000, 3_700_000, 9 * 86_400_000])
LOOKS = st.sampled_from(["", "", "", "screen", "ledger"])
SESSIONS = st.lists(st.tuples(STEPS, st.sampled_from([ANNA, BORIS]), PAUSES, LOOKS), max_size=25)


def lived(session: list[tuple[Step, str, int, str]]) -> Recording:
    world = load_world()
    marks: list[tuple[int, Mark]] = []
    for step, name, pause_ms, look in session:
        step(world, name)
        world.advance(pause_ms)
        if look:
            marks.append((len(world.inputs), Mark(look, name)))
    return recorded(world, title="t", marks=marks)


@settings(max_examples=25, deadline=None)
@given(SESSIONS)
def test_whatever_was_done_plays_green_unedited(session: list[tuple[Step, str, int, str]]) -> None:
    recording = lived(session)
    assert not recording.differs, recording.text
    assert holds(recording)


@pytest.mark.slow
def test_many_sessions_play_green_in_another_folder_zone_and_locale(tmp_path: Path) -> None:
    differing: list[str] = []

    @settings(max_examples=SLOW_EXAMPLES, deadline=None, database=None)
    @given(SESSIONS)
    def record(session: list[tuple[Step, str, int, str]]) -> None:
        recording = lived(session)
        number = len(list(tmp_path.iterdir()))
        (tmp_path / f"{number:04}.dialog").write_text(recording.text, encoding="utf-8")
        if recording.differs:
            differing.append(recording.text)

    record()
    assert not differing, differing[0]
    elsewhere = os.environ | {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    program = Path(sys.executable).with_name("zvonilka")
    done = subprocess.run(
        [program, "run", str(tmp_path)], cwd=tmp_path, env=elsewhere, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
