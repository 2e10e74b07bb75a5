"""Lengths and parts of texts on the air, judged by gsm0338 and smspdudecoder."""

from __future__ import annotations

from itertools import pairwise

import gsm0338
import pytest
from hypothesis import given
from hypothesis import strategies as st
from smspdudecoder.codecs import GSM, UCS2

from phone.air.text import (
    LIMITS,
    PART_LIMITS,
    SEPTETS,
    Bearer,
    Coding,
    Span,
    Text,
    coding_of,
    cut,
    first_outside_gsm7,
    measure,
    segments,
    septets,
    units_of,
)

ALPHABET = GSM.ALPHABET.replace("\x1b", "")
BITS: dict[Coding, int] = {"gsm7": 7, "ucs2": 16}
EXTENSION = "".join(GSM.ALPHABET_EXT.values())
gsm7_texts = st.text(st.sampled_from(ALPHABET + EXTENSION), max_size=500)
any_texts = st.text(max_size=300)
mixed_texts = st.text(st.sampled_from("аБё 1aZ€[]{}^~|\\\f\r\n\x1b😀𝄞ç№"), max_size=400)
texts = gsm7_texts | any_texts | mixed_texts


def units(text: str, coding: Coding) -> int:
    """The independent count: octets of the codec in GSM-7, half the octets of UTF-16 else."""
    if coding == "gsm7":
        return len(gsm0338.Codec().encode(text)[0])
    return len(text.encode("utf-16-be", "surrogatepass")) // 2


def test_the_alphabet_is_the_standards_own() -> None:
    assert {character for character, length in SEPTETS.items() if length == 1} == set(ALPHABET)
    assert {character for character, length in SEPTETS.items() if length == 2} == set(EXTENSION)
    assert set("€[]{}^~|\\\f") == set(EXTENSION)


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("a", 1), ("@", 1), ("£", 1), ("Δ", 1), ("\n", 1), ("\r", 1), (" ", 1),
        ("€", 2), ("[", 2), ("]", 2), ("{", 2), ("}", 2), ("^", 2), ("~", 2), ("|", 2), ("\\", 2), ("\f", 2),
        ("ё", 0), ("№", 0), ("ç", 0), ("`", 0), ("😀", 0), ("\t", 0), ("\x1b", 0), ("", 0),
    ],
)  # fmt: skip
def test_septets(character: str, expected: int) -> None:
    assert septets(character) == expected


@pytest.mark.parametrize(
    ("text", "bearer", "expected"),
    [
        ("", "ussd", ("gsm7", 0, 182, 1)),
        ("a" * 182, "ussd", ("gsm7", 182, 182, 1)),
        ("б" * 80, "ussd", ("ucs2", 80, 80, 1)),
        ("б" * 81, "ussd", ("ucs2", 81, 80, 1)),
        ("a" * 160, "sms", ("gsm7", 160, 160, 1)),
        ("a" * 161, "sms", ("gsm7", 161, 160, 2)),
        ("a" * 306, "sms", ("gsm7", 306, 160, 2)),
        ("a" * 307, "sms", ("gsm7", 307, 160, 3)),
        ("€" * 80, "sms", ("gsm7", 160, 160, 1)),
        ("€" * 81, "sms", ("gsm7", 162, 160, 2)),
        ("€" * 153, "sms", ("gsm7", 306, 160, 3)),  # 76 to a part: the 77th would be torn
        ("б" * 70, "sms", ("ucs2", 70, 70, 1)),
        ("б" * 71, "sms", ("ucs2", 71, 70, 2)),
        ("б" * 134, "sms", ("ucs2", 134, 70, 2)),
        ("б" * 135, "sms", ("ucs2", 135, 70, 3)),
        ("😀" * 35, "sms", ("ucs2", 70, 70, 1)),
        ("😀" * 36, "sms", ("ucs2", 72, 70, 2)),
        ("😀" * 67, "sms", ("ucs2", 134, 70, 3)),  # 33 to a part: the 34th would be torn
    ],
)
def test_measure(text: str, bearer: Bearer, expected: tuple[str, int, int, int]) -> None:
    found = measure(text, bearer)
    assert (found.coding, found.units, found.limit, found.parts) == expected


def test_one_cyrillic_letter_forces_ucs2_and_is_named() -> None:
    found = measure("balance: 1240 балл", "ussd")
    assert (found.coding, found.limit, found.forced_by) == ("ucs2", 80, 14)
    assert measure("balance: 1240", "ussd").forced_by is None


def test_an_escape_never_turns_its_neighbour_into_another_character() -> None:
    assert coding_of("\x1b(") == "ucs2"
    assert coding_of("(") == "gsm7"


def test_an_escape_pair_stays_in_one_part() -> None:
    parts = segments(Text("a" * 152 + "€" + "b" * 10))
    assert [part.value for part in parts] == ["a" * 152, "€" + "b" * 10]


def test_a_surrogate_pair_stays_in_one_part() -> None:
    parts = segments(Text("б" * 66 + "😀" + "б" * 10))
    assert [part.value for part in parts] == ["б" * 66, "😀" + "б" * 10]


def test_the_ussd_limits_are_160_octets() -> None:
    for coding, bits in BITS.items():
        limit = LIMITS["ussd", coding]
        assert limit * bits <= 160 * 8 < (limit + 1) * bits


def test_the_part_limits_are_140_octets_less_the_header() -> None:
    for coding, bits in BITS.items():
        limit = PART_LIMITS[coding]
        assert limit * bits <= (140 - 6) * 8 < (limit + 1) * bits


def test_spans_survive_slicing() -> None:
    text = Text("У вас 1240 баллов", "balance.answer", (Span("balance", 6, 10),))
    assert text[6:10] == Text("1240", "balance.answer", (Span("balance", 0, 4),))
    assert text[8:] == Text("40 баллов", "balance.answer", (Span("balance", 0, 2),))
    assert text[:8] == Text("У вас 12", "balance.answer", (Span("balance", 6, 8),))
    assert text[10:] == Text(" баллов", "balance.answer")
    assert text[:6] == Text("У вас ", "balance.answer")
    assert text[8:7] == Text("", "balance.answer")


def test_a_text_reads_as_its_characters() -> None:
    assert str(Text("Баланс")) == "Баланс"


@given(texts)
def test_coding_and_units_agree_with_gsm0338(text: str) -> None:
    coding = coding_of(text)
    assert measure(text, "sms").units == units(text, coding)
    assert sum(units_of(character, coding) for character in text) == units(text, coding)
    outside = first_outside_gsm7(text)
    if outside is None:
        encoded = text.encode("gsm03.38")
        assert encoded.decode("gsm03.38") == text
    else:
        assert coding_of(text[:outside]) == "gsm7"
        assert text[outside] == "\x1b" or text[outside] not in ALPHABET + EXTENSION


@given(gsm7_texts)
def test_every_gsm7_part_comes_back_from_an_independent_decoder(text: str) -> None:
    for part in segments(Text(text)):
        packed = GSM.encode(part.value)
        assert len(packed) // 2 <= 140
        if part.value:
            assert GSM.decode(packed)[: len(part.value)] == part.value


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_every_ucs2_part_comes_back_from_an_independent_decoder(text: str) -> None:
    for part in segments(Text("я" + text)):
        encoded = UCS2.encode(part.value)
        assert len(encoded) // 2 <= 140
        assert UCS2.decode(encoded) == part.value


@given(texts)
def test_segments_join_to_the_text_and_keep_their_limits(text: str) -> None:
    found = measure(text, "sms")
    parts = segments(Text(text))
    assert "".join(part.value for part in parts) == text
    assert len(parts) == found.parts
    limit = found.limit if found.parts == 1 else PART_LIMITS[found.coding]
    for part in parts:
        assert units(part.value, found.coding) <= limit
    assert all(part.value for part in parts) or text == ""


@given(texts, st.integers(min_value=2, max_value=200))
def test_cut_gives_full_neighbouring_slices(text: str, limit: int) -> None:
    coding = coding_of(text)
    slices = cut(text, limit)
    assert (slices[0].start, slices[-1].stop) == (0, len(text))
    for one, two in pairwise(slices):
        assert one.stop == two.start
        first = text[one]
        assert units(first, coding) <= limit < units(first + text[two.start], coding)


@given(texts, st.data())
def test_spans_mark_the_same_characters_in_every_part(text: str, data: st.DataObject) -> None:
    places = st.integers(min_value=0, max_value=len(text))
    start, end = sorted((data.draw(places), data.draw(places)))
    marked = Text(text, "a.key", (Span("value", start, end),))
    parts = segments(marked)
    assert {part.key for part in parts} == {"a.key"}
    found = "".join(part.value[span.start : span.end] for part in parts for span in part.spans)
    assert found == text[start:end]
