"""Whatever is typed, in whatever pieces: nothing is raised, nothing hangs, and every line comes to its result."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from phone.modem.answers import CME_TEXTS, CMS_TEXTS
from phone.modem.commands.table import TABLE
from tests.modem.desk import Client

PATIENCE_MS = 130_000
"""More than the phone's own with any answer of the network."""

FINAL = re.compile(r"(OK|ERROR|NO CARRIER|BUSY|NO ANSWER|\+CM[ES] ERROR: .+)")
UNASKED = re.compile(
    r"(RING|NO CARRIER|BUSY|NO ANSWER|\+(CREG|CGREG|CUSD|CMTI|CMT|CDS|CDSI|CRING|CLIP|CCWA|CSSU): .*|[0-9A-F]+)"
)

NAMES = st.sampled_from([*sorted(TABLE), "+NOSUCH", "^X", "%"])
VALUES = st.one_of(
    st.integers(-1, 300).map(str),
    st.sampled_from(
        ['"SM"', '"ME"', '"SC"', '"UCS2"', '"GSM"', '"4555"', '"+79160000002"', '"ALL"', '"*100#"', '""', "", '"']
    ),
    st.text(st.characters(codec="latin-1"), max_size=12),
)
COMMANDS = st.builds(
    lambda name, form, values: f"{name}{form}{','.join(values)}",
    NAMES,
    st.sampled_from(["", "?", "=?", "=", "=", "="]),
    st.lists(VALUES, max_size=5),
)
LINES = st.lists(COMMANDS, min_size=1, max_size=3).map(
    lambda some: f"AT{';'.join(some)}\r".encode("latin-1", "replace")
)
BODIES = st.sampled_from([b"bal\x1a", b"001100048154550000FF03E2301B\x1a", b"\x1b", b"\x1a", b"0"])
TYPED = st.lists(LINES | BODIES | st.binary(max_size=30), max_size=12)


def ended(client: Client) -> None:
    """An open text is left, an open command comes to its end, and the line answers as if nothing had been."""
    client.feed(b"\x1b\r")
    client.wait(PATIENCE_MS)
    client.feed(b"\x1b\r")
    client.feed(b"ATQ0V1E0\r")
    client.wait(200)
    said = client.feed(b"AT+CSQ\r").decode("latin-1")
    assert re.search(r"\+CSQ: \d+,99\r\n\r\nOK\r\n\Z", said), said


@given(TYPED, st.lists(st.integers(0, 40), max_size=60), st.lists(st.integers(0, 2_000), max_size=20))
@settings(max_examples=60)
def test_nothing_that_is_typed_breaks_the_line(typed: list[bytes], cuts: list[int], waits: list[int]) -> None:
    client = Client.of()
    rest = b"".join(typed)
    while rest:
        length = 1 + (cuts.pop() if cuts else 40)
        client.feed(rest[:length])
        rest = rest[length:]
        if waits:
            client.wait(waits.pop())
    ended(client)


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_noise_is_answered_line_by_line(noise: bytes) -> None:
    """Every line that is not empty ends in a result, and only in one."""
    client = Client.of()
    noise = noise.replace(b"A/", b"").replace(b"a/", b"")
    given_lines = [line for line in noise.split(b"\r")[:-1] if line.strip(bytes(range(0x21)) + b"\x7f\b")]
    said = client.feed(noise).decode("latin-1")
    assert said.count("ERROR") + said.count("OK") == len(given_lines)


@given(LINES, st.data())
def test_the_pieces_in_which_a_line_comes_do_not_matter(line: bytes, data: st.DataObject) -> None:
    at_once, in_pieces = Client.of(), Client.of()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(line)), max_size=6)))
    pieces = [line[start:end] for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    assert b"".join(map(in_pieces.feed, pieces)) == at_once.feed(line)
    assert in_pieces.wait(5_000) == at_once.wait(5_000)


@given(LINES)
def test_every_command_line_ends_in_one_result_or_a_prompt(line: bytes) -> None:
    client = Client.of()
    client.feed(b"ATS0=0\r")
    said = client.feed(line).decode("latin-1")
    if client.modem.settings.quiet or not client.modem.settings.verbose:
        return
    if said.endswith("\r\n> "):
        said = client.feed(b"\x1b").decode("latin-1")
    else:
        said += client.wait(PATIENCE_MS)
    results = [one for one in said.replace("\r", "\n").split("\n") if FINAL.fullmatch(one)]
    assert results, said


def test_every_error_has_its_words() -> None:
    """A number without words would be raised when somebody asks for words."""
    from phone.modem.commands import calls, services, sim
    from phone.modem.outgoing import CAUSES

    assert {*calls._REFUSALS.values(), *services._ERRORS.values(), *sim._OUTCOMES.values()} <= CME_TEXTS.keys()
    assert {*CAUSES.values()} <= CMS_TEXTS.keys()
