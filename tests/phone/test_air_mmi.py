"""What dialled strings mean, after 3GPP TS 22.030."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phone.air.mmi import SERVICES, Action, DialString, Kind, acts_without_send, classify, normalise

dialable = st.text(st.sampled_from("0123456789*#+pw"), max_size=30)
structured = st.lists(st.sampled_from(["*", "#", "**", "##", "*#", "p", "04", "31", *SERVICES, "111", "1"])).map(
    "".join
)
anything = st.text() | dialable | structured


@pytest.mark.parametrize(
    "code",
    [
        "*100#", "*100*2#", "#100#", "*105#", "*111#", "*111*455#", "*111*455*0#", "*111*455*1#", "*111*455*11#",
        "*111*6*2#", "*111*0887#", "*110*79160000002#", "*707*31#", "*707*11#", "*999#", "100#", "1#", "#", "**#",
        "*21#6#", "*#1234#", "*21*1*2*3*4*5#", "*" * 299 + "#",
    ],
)  # fmt: skip
def test_an_operators_code_is_ussd(code: str) -> None:
    assert classify(code) == DialString("ussd", code)


def test_D03_a_code_keeps_its_whole_token() -> None:
    assert classify("*111*455*1#").text != classify("*111*455*11#").text


def test_D04_a_service_code_without_its_hash_is_a_call() -> None:
    assert classify("*707*31") == DialString("call", "*707*31", number="*707*31")
    assert classify("*111*455*1") == DialString("call", "*111*455*1", number="*111*455*1")


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("*707*31№", "*707*31#"),
        (" *111 * 455 * 0 # ", "*111*455*0#"),
        ("+7 (916) 000-00-02", "+79160000002"),
        ("0890P1W2", "0890p1w2"),
        ("бал", ""),
        ("٣１²", ""),
    ],
)
def test_normalise(typed: str, dialled: str) -> None:
    assert normalise(typed) == dialled
    assert classify(typed) == classify(dialled)


@pytest.mark.parametrize("number", ["0890", "0809", "4555", "+79160000002", "89160000002", "101", "12", "10"])
def test_a_number_is_a_call(number: str) -> None:
    assert classify(number) == DialString("call", number, number=number)


@pytest.mark.parametrize("number", ["112", "911"])
@pytest.mark.parametrize("in_call", [False, True])
def test_an_emergency_number_is_a_call_before_all_else(number: str, in_call: bool) -> None:
    assert classify(number, in_call=in_call) == DialString("call", number, number=number, emergency=True)
    assert classify(f"#31#{number}").emergency


@pytest.mark.parametrize("code", ["1", "5", "21", "99", "0", "*", "+7", "1*", "*1"])
def test_one_or_two_characters_are_ussd(code: str) -> None:
    assert classify(code) == DialString("ussd", code)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0", "in_call"), ("1", "in_call"), ("2", "in_call"), ("3", "in_call"), ("4", "in_call"), ("5", "in_call"),
        ("11", "in_call"), ("17", "in_call"), ("21", "in_call"), ("27", "in_call"), ("4*79160000002", "in_call"),
        ("6", "ussd"), ("18", "ussd"), ("28", "ussd"), ("10", "ussd"), ("99", "ussd"),
        ("113", "call"), ("0890", "call"), ("*100#", "ussd"), ("*21#", "supplementary"), ("*#06#", "imei"),
    ],
)  # fmt: skip
def test_in_a_call(code: str, kind: Kind) -> None:
    assert classify(code, in_call=True).kind == kind


@pytest.mark.parametrize(
    ("code", "action", "service", "information"),
    [
        ("*21#", "activate", "21", ()),
        ("#21#", "deactivate", "21", ()),
        ("*#21#", "query", "21", ()),
        ("**21#", "register", "21", ()),
        ("##21#", "erase", "21", ()),
        ("##002#", "erase", "002", ()),
        ("**21*+79160000002#", "register", "21", ("+79160000002",)),
        ("*21*+79160000002#", "register", "21", ("+79160000002",)),
        ("**61*+79160000002*11*20#", "register", "61", ("+79160000002", "11", "20")),
        ("**61*+79160000002**20#", "register", "61", ("+79160000002", "", "20")),
        ("*21**11#", "register", "21", ("", "11")),
        ("*21*#", "activate", "21", ("",)),
        ("*43*11#", "activate", "43", ("11",)),
        ("*#43#", "query", "43", ()),
        ("*33*0000*11#", "activate", "33", ("0000", "11")),
        ("**03*330*0000*1234*1234#", "register", "03", ("330", "0000", "1234", "1234")),
        ("*#31#", "query", "31", ()),
        ("*31#", "activate", "31", ()),
        ("#31#", "deactivate", "31", ()),
        ("*#300#", "query", "300", ()),
    ],
)
def test_a_known_service_code_is_supplementary(
    code: str, action: str, service: str, information: tuple[str, ...]
) -> None:
    found = classify(code)
    assert (found.kind, found.text) == ("supplementary", code)
    assert (found.action, found.service, found.information) == (action, service, information)


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("prefix", ["*", "#", "*#", "**", "##"])
def test_every_service_of_the_standard_is_known(prefix: str, service: str) -> None:
    assert classify(f"{prefix}{service}#").service == service


@pytest.mark.parametrize(
    ("dial", "clir", "number", "tones"),
    [
        ("*31#89160000002", "show", "89160000002", ""),
        ("#31#+79160000002", "hide", "+79160000002", ""),
        ("#31#89160000002p123#", "hide", "89160000002", "p123#"),
        ("#31#*707*31", "hide", "*707*31", ""),
    ],
)
def test_the_own_number_shown_or_hidden_for_one_call(dial: str, clir: str, number: str, tones: str) -> None:
    found = classify(dial)
    assert (found.kind, found.clir, found.number, found.tones) == ("call", clir, number, tones)


@pytest.mark.parametrize("dial", ["*21#89160000002", "**31#89160000002", "*31*1#89160000002", "*#31#89160000002"])
def test_other_services_take_no_number_behind_them(dial: str) -> None:
    assert classify(dial) == DialString("call", dial, number=dial)


def test_a_service_with_a_second_code_behind_it_is_ussd() -> None:
    assert classify("*31#*100#").kind == "ussd"


@pytest.mark.parametrize(
    ("dial", "number", "tones"),
    [("0890p0", "0890", "p0"), ("0890w1p2#", "0890", "w1p2#"), ("0890p", "0890", "p"), ("p12", "p12", "")],
)
def test_F04_keys_for_the_voice_menu_can_stand_behind_a_pause(dial: str, number: str, tones: str) -> None:
    assert classify(dial) == DialString("call", dial, number=number, tones=tones)


@pytest.mark.parametrize(
    ("code", "action", "fields", "complete"),
    [
        ("**04*1234*5678*5678#", "change_pin", ("1234", "5678", "5678"), True),
        ("**042*1234*5678*5678#", "change_pin2", ("1234", "5678", "5678"), True),
        ("**05*12345678*5678*5678#", "unblock_pin", ("12345678", "5678", "5678"), True),
        ("**052*12345678*5678*5678#", "unblock_pin2", ("12345678", "5678", "5678"), True),
        ("**04*1234#", "change_pin", ("1234",), False),
        ("**04*1234**5678#", "change_pin", ("1234", "", "5678"), False),
    ],
)
def test_pin_strings(code: str, action: Action, fields: tuple[str, ...], complete: bool) -> None:
    assert classify(code) == DialString("pin", code, action=action, fields=fields)
    assert acts_without_send(code) is complete
    assert not acts_without_send(code[:-1])


def test_the_imei_code_acts_on_its_last_key() -> None:
    assert classify("*#06#") == DialString("imei", "*#06#")
    assert acts_without_send("*#06№")
    assert not acts_without_send("*#06")
    assert not acts_without_send("*100#")
    assert not acts_without_send("*#21#")


@given(anything, st.booleans())
def test_classify_never_raises_and_says_one_kind(dial: str, in_call: bool) -> None:
    found = classify(dial, in_call=in_call)
    assert found.kind in get_args(Kind)
    assert found.text == normalise(dial)
    assert (found.number is not None) == (found.kind == "call")
    assert (found.service is not None) == (found.kind == "supplementary")
    assert bool(found.fields) == (found.kind == "pin")
    assert (found.action is not None) == (found.kind in {"supplementary", "pin"})
    if found.number is not None:
        assert found.text.endswith(found.number + found.tones)


@given(anything)
def test_normalise_is_idempotent(dial: str) -> None:
    assert normalise(normalise(dial)) == normalise(dial)
    assert set(normalise(dial)) <= set("0123456789*#+pw")


@given(anything)
def test_only_imei_and_pin_strings_act_without_send(dial: str) -> None:
    if acts_without_send(dial):
        assert classify(dial).kind in {"imei", "pin"}
        assert dial[-1] in "#№" or normalise(dial)[-1] == "#"
