"""The line: what is echoed, what ends it, what it forgives, and when the modem may speak by itself."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import pytest

from phone.modem.line import BODY_MAX, FORSAKEN_MS, GUARD_MS, INPUT_MAX, LINE_MAX
from tests.modem.desk import Client, lines


@pytest.fixture
def client() -> Client:
    return Client.of()


def test_it_echoes_what_is_typed_as_it_is_typed() -> None:
    client = Client.of(plain=True)
    assert [client.type(character) for character in "AT\r"] == ["A", "T", "\r\r\nOK\r\n"]
    assert client.type("at+csq\r") == "at+csq\r\r\n+CSQ: 22,99\r\n\r\nOK\r\n"


def test_results_are_framed_as_v250_has_them(client: Client) -> None:
    assert client.type("AT+CSQ\r") == "\r\n+CSQ: 22,99\r\n\r\nOK\r\n"
    assert client.type("ATV0\r") == "0\r"
    assert client.type("AT+CSQ\r") == "+CSQ: 22,99\r\n0\r"
    assert client.type("AT+CMGR=1\r") == "+CMS ERROR: 321\r\n"


def test_the_prompt_has_four_characters(client: Client) -> None:
    assert client.type("AT+CMGS=13\r") == "\r\n> "
    assert client.type("\x1b") == "\r\nOK\r\n"
    assert client.type("AT+CMGF=1\r") == "\r\nOK\r\n"
    assert client.type('AT+CMGS="4555"\r') == "\r\n> "
    assert client.type("two\rlines") == "\r\n> "
    assert client.type("\x1b") == "\r\nOK\r\n"
    assert client.world.phones["Анна"].mobile.outbox == ()


@pytest.mark.parametrize("silent", ["\r", "\x1b\r", "\n", "\r\n", "\0\r", " \r", "\x1a\r", "\r\r\r"])
def test_an_empty_line_is_silent(client: Client, silent: str) -> None:
    assert client.type(silent) == ""
    assert client.type("AT\r\n") == "\r\nOK\r\n"


def test_line_feeds_and_nulls_after_the_end_are_nothing(client: Client) -> None:
    assert client.type("\nAT\r\n\0AT\r\n") == "\r\nOK\r\n\r\nOK\r\n"


def test_the_last_line_is_done_again_at_once(client: Client) -> None:
    assert client.type("AT+CSQ\r") == client.type("A/") == client.type("a/")
    assert client.type("A") == ""
    assert client.type("/") == "\r\n+CSQ: 22,99\r\n\r\nOK\r\n"


def test_a_backspace_takes_back_a_character(client: Client) -> None:
    assert client.type("ATX9\b\b+CSQQ\b\r") == "\r\n+CSQ: 22,99\r\n\r\nOK\r\n"
    assert client.type("\b\b\bAT\r") == "\r\nOK\r\n"


@pytest.mark.parametrize("noise", ["garbage", "hello AT", "\xff\xfe\x80", "A", "T", "A T", "\x01\x02x"])
def test_what_does_not_begin_with_at_is_an_error(client: Client, noise: str) -> None:
    assert client.type(f"{noise}\r") == "\r\nERROR\r\n"


def test_a_long_line_is_an_error_and_costs_no_memory(client: Client) -> None:
    client.type("AT\r")
    for length in (LINE_MAX - 2, LINE_MAX - 1, 10_000):
        assert client.type("AT" + "+" * length + "\r") == "\r\nERROR\r\n"
    tracemalloc.start()
    for _ in range(200):
        assert client.line.feed(b"x" * 1_000, client.world.now_ms) == b""
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 20_000
    assert client.type("\r") == "\r\nERROR\r\n"
    assert client.type("AT\r") == "\r\nOK\r\n"


def test_a_long_text_is_an_error_and_costs_no_memory(client: Client) -> None:
    client.type("AT+CMGS=13\r")
    tracemalloc.start()
    for _ in range(200):
        client.line.feed(b"0" * 1_000, client.world.now_ms)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 20_000 + BODY_MAX
    assert client.type("\x1a") == "\r\n+CMS ERROR: 304\r\n"


def test_what_is_typed_while_a_command_waits_is_done_afterwards(client: Client) -> None:
    client.say("AT+CMGF=1")
    client.say('AT+CMGS="4555"')
    assert client.type("bal\x1aAT+CSQ\r") == ""
    assert lines(client.wait(1_500)) == ["+CMGS: 0", "OK", "+CSQ: 22,99", "OK"]


def test_too_much_that_waits_is_lost_and_costs_no_memory(client: Client) -> None:
    client.say("AT+CMGF=1")
    client.say('AT+CMGS="4555"')
    client.type("bal\x1a")
    tracemalloc.start()
    for _ in range(200):
        client.line.feed(b"x" * 1_000, client.world.now_ms)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 2 * INPUT_MAX + 20_000
    assert lines(client.wait(1_500)) == ["+CMGS: 0", "OK"]
    assert client.type("\r") == "\r\nERROR\r\n"


def ringing(client: Client) -> None:
    client.act("call Борис 79160000001")
    client.world.advance(1_000)


def test_the_modem_does_not_speak_into_a_half_typed_line(client: Client) -> None:
    client.type("AT+C")
    ringing(client)
    assert client.wait(2_000) == ""
    assert lines(client.type("SQ\r")) == ["+CSQ: 22,99", "OK"]
    assert lines(client.wait(GUARD_MS)) == ["RING"]


def test_the_modem_does_not_speak_into_a_text(client: Client) -> None:
    client.type("AT+CMGS=13\r")
    ringing(client)
    assert client.wait(2_000) == ""
    assert client.type("\x1b") == "\r\nOK\r\n"
    assert lines(client.wait(GUARD_MS)) == ["RING"]


def test_the_modem_does_not_speak_between_a_command_and_its_answer(client: Client) -> None:
    client.say("AT+CMGF=1")
    client.say('AT+CMGS="4555"')
    ringing(client)
    client.type("bal\x1a")
    assert client.wait(1_000) == ""
    assert lines(client.wait(1_000)) == ["+CMGS: 0", "OK", "RING"]


def test_the_modem_lets_a_client_finish_its_row_of_commands_but_not_for_ever(client: Client) -> None:
    ringing(client)
    said: list[str] = []
    for _ in range(50):
        said += lines(client.type("AT\r") + client.wait(GUARD_MS // 2))
    assert set(said) == {"OK", "RING"}
    assert said.index("RING") > 30


def test_news_of_messages_are_so_far_apart_that_a_client_can_read_one_before_the_next(client: Client) -> None:
    client.say("AT+CNMI=2,1")
    for word in ("one", "two", "three"):
        client.act(f"sms Борис 79160000001 {word}")
    told: list[int] = []
    for _ in range(100):
        told += [client.world.now_ms] * client.wait(100).count("+CMTI")
    assert len(told) == 3
    assert min(later - earlier for earlier, later in pairwise(told)) >= 1_000


def test_a_half_typed_line_is_given_up_when_nobody_goes_on(client: Client) -> None:
    client.type("AT+C")
    ringing(client)
    assert lines(client.wait(FORSAKEN_MS))[0] == "RING"
    assert client.type("AT\r") == "\r\nOK\r\n"


def test_a_prompt_is_given_up_when_nobody_goes_on(client: Client) -> None:
    client.type("AT+CMGS=13\r")
    client.wait(FORSAKEN_MS)
    assert client.type("AT\r") == "\r\nOK\r\n"


def test_a_client_that_goes_takes_its_half_line_and_its_prompt_along(client: Client) -> None:
    for half in ("AT+CS", "AT+CMGS=13\r0011"):
        client.type(half)
        client.line.forsake()
        assert client.type("AT\r") == "\r\nOK\r\n"


def test_quiet_means_quiet(client: Client) -> None:
    client.type("ATQ1\r")
    ringing(client)
    assert client.type("AT+CSQ\r") + client.wait(500) == "\r\n+CSQ: 22,99\r\n"
    assert client.type("ATQ0\r") == "\r\nOK\r\n"


def test_a_ring_has_a_number_too(client: Client) -> None:
    client.type("ATV0\r")
    ringing(client)
    assert client.wait(200) == "2\r"
