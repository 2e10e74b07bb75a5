"""Short messages as octets: what the standard says, what another decoder reads, and that nonsense is told as such."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smspdudecoder.elements import Date
from smspdudecoder.fields import SMSDeliver, SMSSubmit

from phone.air import septets
from phone.air.pdu import (
    EXPIRED,
    Body,
    Concatenation,
    Deliver,
    StatusReport,
    Submit,
    alphabet_of,
    decode_for_phone,
    decode_submit,
    encode,
)
from phone.air.pdu_fields import (
    DAY_MS,
    HOUR_MS,
    MINUTE_MS,
    STEPS_MS,
    WEEK_MS,
    Moment,
    PduError,
    Reader,
    Validity,
    decode_address,
    decode_centre,
    decode_moment,
    encode_address,
    encode_centre,
    encode_moment,
    relative,
)
from phone.air.text import SEPTETS, Text, coding_of, segments

AT_MS = int(datetime(2026, 3, 12, 7, 2, 5, tzinfo=UTC).timestamp() * 1000)
NOON = Moment(AT_MS, 12)

GSM_TEXT = st.text(st.sampled_from(sorted(SEPTETS)), max_size=160).filter(
    lambda text: sum(SEPTETS[character] for character in text) <= 160
)
UCS_TEXT = st.text(st.characters(codec="utf-16"), max_size=35)
NUMBERS = st.from_regex(r"\A\+?[0-9]{1,20}\Z")
NAMES = st.text(st.sampled_from([one for one, width in SEPTETS.items() if width == 1]), min_size=1, max_size=11).filter(
    lambda name: any(character not in "0123456789*#abc+" for character in name)
)
MOMENTS = st.builds(
    Moment,
    st.integers(min_value=631_500_000, max_value=3_700_000_000).map(lambda seconds: seconds * 1000),
    st.integers(min_value=-79, max_value=79),
)
SECONDS = st.integers(min_value=0, max_value=100 * 3600 - 1)
VALIDITIES = st.one_of(
    st.none(),
    st.sampled_from(STEPS_MS).map(lambda step_ms: Validity("relative", for_ms=step_ms)),
    MOMENTS.map(lambda moment: Validity("absolute", until=moment)),
    st.builds(lambda once: Validity("enhanced", once=once), st.booleans()),
    st.builds(lambda s, once: Validity("enhanced", for_ms=s * 1000, once=once), SECONDS, st.booleans()),
    st.sampled_from(STEPS_MS[150:]).map(lambda step_ms: Validity("enhanced", for_ms=step_ms)),
)
CLASSES = st.none() | st.integers(min_value=0, max_value=3)
WHOLE_BODIES = st.one_of(
    st.builds(lambda text, kind: Body("gsm7", text, message_class=kind), GSM_TEXT, CLASSES),
    st.builds(lambda text, kind: Body("ucs2", text, message_class=kind), UCS_TEXT, CLASSES),
    st.builds(lambda data, kind: Body("8bit", data=data, message_class=kind), st.binary(max_size=140), CLASSES),
)
READABLE_BODIES = WHOLE_BODIES.filter(lambda body: all(SEPTETS.get(one) != 2 for one in body.text))
"""The other decoder counts characters where it should count septets, so that an extension may bring it a character more."""


def other(message: Submit | Deliver) -> dict[str, Any]:
    """What smspdudecoder makes of a message with an empty centre before it."""
    decoder = SMSSubmit if isinstance(message, Submit) else SMSDeliver
    decoded: dict[str, Any] = decoder.decode(StringIO(f"00{encode(message).hex()}"))
    return decoded


@given(NUMBERS | NAMES, WHOLE_BODIES, VALIDITIES, st.integers(0, 255), st.booleans())
def test_a_submit_comes_back(to: str, body: Body, validity: Validity | None, reference: int, report: bool) -> None:
    message = Submit(to, body, reference, validity, report=report, protocol=7)
    assert decode_submit(encode(message)) == message


@given(NUMBERS | NAMES, MOMENTS, WHOLE_BODIES)
def test_a_deliver_comes_back(sender: str, sent: Moment, body: Body) -> None:
    message = Deliver(sender, sent, body, protocol=0x41)
    assert decode_for_phone(encode(message)) == message


@given(NUMBERS, MOMENTS, MOMENTS, st.integers(0, 255), st.integers(0, 255))
def test_a_status_report_comes_back(to: str, sent: Moment, done: Moment, reference: int, status: int) -> None:
    message = StatusReport(reference, to, sent, done, status)
    assert decode_for_phone(encode(message)) == message


@given(NUMBERS | NAMES, READABLE_BODIES)
def test_another_decoder_reads_what_we_deliver(sender: str, body: Body) -> None:
    read = other(Deliver(sender, NOON, body))
    digits = sender.removeprefix("+")
    international = "international" if digits != sender else "unknown"
    shown = read["sender"]["number"]
    if len(sender) == 7 and not digits.isdecimal():
        shown = shown.removesuffix("@")  # it counts octets, and seven septets leave seven bits of the last one over
    assert shown == (digits if digits.isdecimal() else sender)
    assert read["sender"]["toa"]["ton"] == (international if digits.isdecimal() else "alphanumeric")
    assert read["scts"] == datetime(2026, 3, 12, 7, 2, 5, tzinfo=UTC)
    assert read["user_data"]["data"] == (body.data if body.alphabet == "8bit" else body.text)


@given(NUMBERS, READABLE_BODIES, VALIDITIES.filter(lambda one: one is None or one.form == "relative"), st.booleans())
def test_another_decoder_reads_what_we_submit(to: str, body: Body, validity: Validity | None, report: bool) -> None:
    read = other(Submit(to, body, 17, validity, report=report))
    assert read["recipient"]["number"] == to.removeprefix("+")
    assert read["message-ref"] == 17
    assert bool(read["header"]["srr"]) is report
    assert read["user_data"]["data"] == (body.data if body.alphabet == "8bit" else body.text)


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("text", ["Привет, это длинное сообщение. " * 9, "A plain and rather long message. " * 12])
def test_another_decoder_puts_the_parts_together(text: str, wide: bool) -> None:
    units = {"gsm7": 152, "ucs2": 66}[coding_of(text)]
    pieces = [text[start : start + units] for start in range(0, len(text), units)]
    alphabet: Literal["gsm7", "ucs2"] = coding_of(text)
    for place, piece in enumerate(pieces, start=1):
        body = Body(alphabet, piece, concatenation=Concatenation(0x101 if wide else 0x11, len(pieces), place, wide))
        message = Deliver("+79160000002", NOON, body)
        assert decode_for_phone(encode(message)) == message
        read = other(message)
        assert read["user_data"]["header"]["elements"][0]["data"] == {
            "reference": 0x101 if wide else 0x11,
            "parts_count": len(pieces),
            "part_number": place,
        }
        assert read["user_data"]["data"] == piece


@given(st.text(st.sampled_from(sorted(SEPTETS)), max_size=700) | UCS_TEXT.map(lambda text: text * 12))
def test_every_part_into_which_we_cut_a_text_fits_its_message(text: str) -> None:
    parts = segments(Text(text))
    for place, part in enumerate(parts, start=1):
        concatenation = Concatenation(200, len(parts), place) if len(parts) > 1 else None
        body = Body(coding_of(text), part.value, concatenation=concatenation)
        assert decode_for_phone(encode(Deliver("4555", NOON, body))) == Deliver("4555", NOON, body)


@pytest.mark.parametrize(
    ("pdu", "to", "text", "validity"),
    [
        # gammu sends a word to a short number, smsd a word with a report
        ("1100048154550000ff03e2301b", "4555", "bal", Validity("relative", for_ms=63 * WEEK_MS)),
        ("310004815455000" + "0ff03e2301b", "4555", "bal", Validity("relative", for_ms=63 * WEEK_MS)),
        # 3GPP TS 23.038 packs so: eight septets in seven octets
        ("01000b919761000000f200000831d98c56b3dd70", "+79160000002", "12345678", None),
        ("09000b919761000000f200080200000000000004041f0440", "+79160000002", "Пр", Validity("enhanced", for_ms=0)),
    ],
)
def test_what_clients_send(pdu: str, to: str, text: str, validity: Validity | None) -> None:
    read = decode_submit(bytes.fromhex(pdu))
    assert (read.to, read.body.text, read.validity) == (to, text, validity)


def test_another_decoder_reads_our_extensions() -> None:
    assert other(Deliver("4555", NOON, Body("gsm7", "[5 €] {x|y} ^~\\")))["user_data"]["data"] == "[5 €] {x|y} ^~\\"


def test_a_code_point_that_gsm7_lacks_is_told() -> None:
    with pytest.raises(PduError, match="character"):
        encode(Submit("4555", Body("gsm7", "ё")))


@pytest.mark.parametrize(
    "body",
    [Body("gsm7", "x" * 161), Body("ucs2", "ё" * 71), Body("8bit", data=b"x" * 141)],
    ids=lambda body: body.alphabet,
)
def test_what_does_not_fit_is_told(body: Body) -> None:
    with pytest.raises(PduError, match="at most 140"):
        encode(Submit("4555", body))


@given(st.binary(max_size=180))
def test_nonsense_is_told_and_nothing_else_happens(octets: bytes) -> None:
    for decode in (decode_submit, decode_for_phone, lambda some: decode_centre(Reader(some))):
        try:
            decode(octets)
        except PduError as error:
            assert str(error)  # noqa: PT017  (either outcome is right, another exception is not)


@given(st.binary(min_size=1, max_size=180), st.data())
def test_a_message_that_is_cut_short_is_told(octets: bytes, data: st.DataObject) -> None:
    whole = encode(
        Submit("+79160000002", Body("8bit", data=octets[:140]), validity=Validity("relative", for_ms=DAY_MS))
    )
    with pytest.raises(PduError):
        decode_submit(whole[: data.draw(st.integers(0, len(whole) - 1))])


@pytest.mark.parametrize(
    ("address", "octets"),
    [
        ("4555", "04815455"),
        ("+79160000001", "0b919761000000f1"),
        ("MTS-Bonus", "10d0cd69b6285d76ebeb39".replace("cd69b6285d76ebeb39", septets.pack(b"MTS-Bonus").hex())),
        ("*111#", "0581" + "1a11fb"),
    ],
)
def test_addresses(address: str, octets: str) -> None:
    assert encode_address(address).hex() == octets
    assert decode_address(Reader(bytes.fromhex(octets))) == address


@pytest.mark.parametrize("address", ["", "1" * 21, "a very long name", "Имя"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(PduError):
        encode_address(address)


@pytest.mark.parametrize("number", ["+79160000000", "1234567", ""])
def test_the_centre_before_a_message(number: str) -> None:
    assert decode_centre(Reader(encode_centre(number))) == number


@given(MOMENTS)
def test_another_decoder_reads_our_moments(moment: Moment) -> None:
    octets = encode_moment(moment)
    assert decode_moment(octets) == moment
    if moment.at_ms >= AT_MS - 25 * 365 * DAY_MS:
        assert Date.decode(octets.hex()).timestamp() * 1000 == moment.at_ms


@pytest.mark.parametrize(
    ("for_ms", "octet"),
    [(0, 0), (5 * MINUTE_MS, 0), (5 * MINUTE_MS + 1, 1), (12 * HOUR_MS, 143), (DAY_MS, 167), (2 * DAY_MS, 168),
     (30 * DAY_MS, 196), (5 * WEEK_MS, 197), (63 * WEEK_MS, 255), (99 * WEEK_MS, 255)],
)  # fmt: skip
def test_the_octet_of_a_validity(for_ms: int, octet: int) -> None:
    assert relative(for_ms) == octet


def test_how_long_a_validity_leaves() -> None:
    assert Validity("absolute", until=Moment(AT_MS + 5)).left_ms(AT_MS) == 5
    assert Validity("absolute", until=Moment(AT_MS - 5)).left_ms(AT_MS) == 0
    assert Validity("relative", for_ms=DAY_MS).left_ms(AT_MS) == DAY_MS
    assert Validity("enhanced", once=True).left_ms(AT_MS) is None


@pytest.mark.parametrize(
    ("coding", "read"),
    [(0x00, ("gsm7", None)), (0x04, ("8bit", None)), (0x08, ("ucs2", None)), (0x10, ("gsm7", 0)), (0x18, ("ucs2", 0)),
     (0x11, ("gsm7", 1)), (0x0C, ("gsm7", None)), (0x48, ("ucs2", None)), (0x80, ("gsm7", None)), (0xC8, ("gsm7", None)),
     (0xD0, ("gsm7", None)), (0xE0, ("ucs2", None)), (0xF0, ("gsm7", 0)), (0xF5, ("8bit", 1)), (0xF3, ("gsm7", 3))],
)  # fmt: skip
def test_data_coding_schemes(coding: int, read: tuple[str, int | None]) -> None:
    assert alphabet_of(coding) == read


def test_a_compressed_text_is_told() -> None:
    with pytest.raises(PduError, match="compressed"):
        alphabet_of(0x20)


def test_an_extension_that_there_is_not_is_read_by_the_basic_table() -> None:
    assert septets.decode(bytes((0x1B, 0x41, 0x1B, 0x65))) == "A€"
    assert septets.decode(b"AB\x1b") == f"AB{septets.CUT}"


def test_unknown_elements_of_a_header_are_passed_over() -> None:
    data = bytes.fromhex("0b0504158a000000030a0201") + b"hi"
    octets = encode(Submit("4555", Body("8bit", data=data)))
    marked = decode_submit(bytes((octets[0] | 0x40,)) + octets[1:])
    assert marked.body.concatenation == Concatenation(10, 2, 1)
    assert marked.body.data == b"hi"


@pytest.mark.parametrize("header", ["050003010200", "050003010203", "050003010001", "0201"])
def test_a_place_that_makes_no_sense_is_none(header: str) -> None:
    octets = encode(Submit("4555", Body("8bit", data=bytes.fromhex(header))))
    marked = bytes((octets[0] | 0x40,)) + octets[1:]
    if header == "0201":
        with pytest.raises(PduError):
            decode_submit(marked)
    else:
        assert decode_submit(marked).body.concatenation is None


def test_a_report_of_a_message_that_was_not_delivered() -> None:
    report = StatusReport(9, "+79160000002", NOON, NOON, EXPIRED)
    assert encode(report)[-1] == 0x46
