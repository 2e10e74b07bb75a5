"""One phone: what a client does is seen on it and in the books, and what a hand does on its keys reaches the client."""

from __future__ import annotations

import pytest

from phone.air.messages import SmsDeliver, SmsSubmit
from phone.air.pdu import Body, Concatenation, Submit, alphabet_of, decode_for_phone, encode
from phone.air.pdu_fields import MINUTE_MS, Reader, Validity, decode_centre
from phone.air.text import coding_of
from phone.handset.mobile.store import CAPACITY
from phone.handset.ui.keys import Key
from phone.holder import Holder
from phone.modem.line import Line
from phone.modem.memory import OWN_MAX
from phone.modem.modem import Modem
from tests.modem.desk import Client, lines
from tests.phone.worlds import ANNA, BORIS


@pytest.fixture
def client() -> Client:
    return Client.of()


def shown(client: Client, name: str = ANNA) -> str:
    """The words on a phone's display."""
    return " ".join(row.text.strip() for row in client.world.frame(name).body)


def press(client: Client, *keys: Key) -> None:
    for key in keys:
        client.world.press(ANNA, key)


def hand(message: Submit, client: Client) -> list[str]:
    """A PDU handed over, and what is said until the centre has it."""
    octets = encode(message)
    client.type(f"AT+CMGS={len(octets)}\r")
    return lines(client.type(f"00{octets.hex()}\x1a") + client.wait(2_000))


def parts(text: str, units: int, *, reference: int = 9, report: bool = False, to: str = "+79160000002") -> list[Submit]:
    """A text as a client cuts it that counts 16-bit units or septets and nothing else."""
    coding = coding_of(text)
    octets = text.encode("utf-16-be") if coding == "ucs2" else text.encode("gsm03.38")
    width = 2 * units if coding == "ucs2" else units
    pieces = [octets[start : start + width] for start in range(0, len(octets), width)]
    made = []
    for place, piece in enumerate(pieces, start=1):
        said = piece.decode("utf-16-be", "surrogatepass") if coding == "ucs2" else piece.decode("latin-1")
        body = Body(coding, said, concatenation=Concatenation(reference, len(pieces), place))
        made.append(Submit(to, body, report=report))
    return made


# ---- what a client does


def test_a_code_of_the_client_is_on_the_display_and_in_the_books(client: Client) -> None:
    client.say("AT+CUSD=1")
    said = client.say('AT+CUSD=1,"*707*31#"', 1_000)
    assert said[1].startswith("+CUSD: 0,")
    assert "50 МБ" in shown(client)
    standing = client.world.standing("79160000001")
    assert standing is not None
    assert standing.points == 1240 - 150


def test_a_call_of_the_client_is_on_the_display(client: Client) -> None:
    client.say("ATD0890;", 2_000)
    assert client.world.phones[ANNA].mobile.calls.active
    press(client, "end")
    assert lines(client.wait(500)) == ["NO CARRIER"]
    assert client.say("AT+CLCC") == ["OK"]


def test_a_message_of_the_client_is_in_the_phones_outbox_and_costs(client: Client) -> None:
    client.say("AT+CMGF=1")
    before = client.world.standing("79160000001")
    client.say('AT+CMGS="+79160000002"')
    assert lines(client.type("hi\x1a") + client.wait(5_000)) == ["+CMGS: 0", "OK"]
    after = client.world.standing("79160000001")
    assert before is not None
    assert after is not None
    assert (after.kopecks, after.packages) != (before.kopecks, before.packages)
    assert client.world.phones[ANNA].mobile.outbox[0].text == "hi"
    assert [message.text.value for message in client.world.phones[BORIS].mobile.store.inbox] == ["hi"]


def test_a_message_that_the_client_has_read_is_read_on_the_phone(client: Client) -> None:
    client.act("sms Борис 79160000001 hello")
    client.wait(5_000)
    store = client.world.phones[ANNA].mobile.store
    assert store.unread == 1
    client.say("AT+CMGR=1")
    assert store.unread == 0
    client.say("AT+CMGD=1")
    assert len(store.inbox) == 0


def test_a_message_of_parts_is_read_and_goes_with_its_last_part(client: Client) -> None:
    client.act(f"sms Борис 79160000001 {'Длинное письмо. ' * 6}")
    client.wait(5_000)
    store = client.world.phones[ANNA].mobile.store
    for number, unread in ((1, 1), (2, 0)):
        assert client.say(f"AT+CMGR={number}")[0].startswith("+CMGR: 0,")
        assert store.unread == unread
    client.say("AT+CMGD=2")
    assert len(store.inbox) == 1
    assert client.say("AT+CMGR=2") == ["+CMS ERROR: 321"]
    client.say("AT+CMGD=1")
    assert len(store.inbox) == 0


def test_a_message_that_comes_takes_the_lowest_free_place(client: Client) -> None:
    for word in ("one", "two", "three"):
        client.act(f"sms Борис 79160000001 {word}")
    client.wait(5_000)
    client.say("AT+CMGD=2")
    client.act("sms Борис 79160000001 four")
    client.wait(5_000)
    client.say("AT+CMGF=1")
    assert client.say('AT+CMGL="ALL"')[1::2] == ["one", "four", "three"]


def test_a_message_that_the_client_stores_is_a_draft_of_the_phone(client: Client) -> None:
    post = client.world.phones[ANNA].mobile.post
    client.say("AT+CMGF=1")
    for word in ("first", "second", "third"):
        client.say('AT+CMGW="4555"')
        client.type(f"{word}\x1a")
    assert [(draft.written.to, draft.written.text) for draft in post.drafts] == [
        ("4555", word) for word in ("third", "second", "first")
    ]
    client.say("AT+CMGD=1")
    client.say("AT+CMSS=2", 2_000)
    assert [draft.written.text for draft in post.drafts] == ["third"]
    post.remove(post.drafts[0].number)
    assert client.say('AT+CMGL="ALL"') == ['+CMGL: 2,"STO SENT","4555",,', "second", "OK"]


def test_an_entry_that_the_client_writes_is_in_the_phones_book(client: Client) -> None:
    book = client.world.phones[ANNA].mobile.phonebook
    client.say('AT+CPBW=9,"0890",129,"Help"')
    found = book.find("0890")
    assert found is not None
    assert found.name == "Help"
    book.add("Aunt", "+79031234567")
    book.delete(found.entry)
    assert client.say("AT+CPBR=5,9") == ['+CPBR: 5,"+79031234567",145,"Aunt"', "OK"]


# ---- what a hand does


def test_a_hand_that_replies_is_told_to_the_client(client: Client) -> None:
    client.say("AT+CUSD=1")
    client.say('AT+CUSD=1,"*111#"', 1_000)
    client.world.type(ANNA, "2")
    press(client, "ok")
    assert lines(client.wait(300)) == ["+CUSD: 3"]
    (menu,) = lines(client.wait(1_000))
    assert menu.startswith("+CUSD: 1,")


def test_a_hand_that_leaves_the_dialogue_is_told_to_the_client(client: Client) -> None:
    client.say("AT+CUSD=1")
    client.say('AT+CUSD=1,"*111#"', 1_000)
    press(client, "end")
    assert lines(client.wait(300)) == ["+CUSD: 2"]


def test_a_code_that_a_hand_dials_is_answered_to_the_client_too(client: Client) -> None:
    client.say("AT+CUSD=1")
    for character in "#100#":
        client.world.type(ANNA, character)
    press(client, "call")
    assert lines(client.wait(1_500)) == ['+CUSD: 0,"Balans: 150,00 r.",15']


def test_the_networks_own_dialogues_reach_the_client(client: Client) -> None:
    client.say("AT+CUSD=1")
    client.world.ussd_from_operator(ANNA, "Good morning", notify=True)
    assert lines(client.wait(1_500)) == ['+CUSD: 0,"Good morning",15']
    begun = client.world.ussd_from_operator(ANNA, "Yes or no?")
    assert lines(client.wait(1_500)) == ['+CUSD: 1,"Yes or no?",15']
    client.say('AT+CUSD=1,"yes"')
    client.wait(2_000)
    assert begun.reply == "yes"


@pytest.mark.parametrize(("weather", "m"), [("malformed", 4), ("busy", 2)])
def test_a_dialogue_that_fails_is_told(client: Client, weather: str, m: int) -> None:
    client.say("AT+CUSD=1")
    client.world.set_air(ANNA, weather)
    assert client.say('AT+CUSD=1,"*100#"', 3_000) == ["OK", f"+CUSD: {m}"]


def test_coverage_that_is_lost_ends_the_dialogue_and_the_call(client: Client) -> None:
    client.say("AT+CUSD=1;+CREG=1")
    client.say('AT+CUSD=1,"*111#"', 1_000)
    client.say("ATD0890;", 2_000)
    client.world.set_air(ANNA, "off")
    assert lines(client.wait(500)) == ["+CREG: 0", "+CUSD: 2", "NO CARRIER"]
    assert client.say("AT+CSQ")[0] == "+CSQ: 99,99"
    client.world.set_air(ANNA, "weak")
    assert lines(client.wait(500)) == ["+CREG: 1"]
    assert client.say("AT+CSQ")[0] == "+CSQ: 6,99"


def test_a_call_that_a_hand_takes_rings_no_more(client: Client) -> None:
    client.act("call Борис 79160000001")
    assert lines(client.wait(1_500)) == ["RING"]
    press(client, "call")
    assert lines(client.wait(8_000)) == []
    assert client.say("AT+CLCC")[0] == '+CLCC: 1,1,0,0,0,"+79160000002",145'


def test_a_message_that_a_hand_deletes_leaves_its_places(client: Client) -> None:
    client.act(f"sms Борис 79160000001 {'Длинное письмо. ' * 6}")
    client.wait(5_000)
    assert client.say("AT+CPMS?")[0].startswith('+CPMS: "SM",2,')
    number = client.world.phones[ANNA].mobile.store.inbox[0].number
    client.world.command(ANNA, lambda phone, _: phone.mobile.delete_message(number))
    assert client.say("AT+CPMS?")[0].startswith('+CPMS: "SM",0,')
    assert client.say("AT+CMGL=4") == ["OK"]


def test_a_message_that_a_hand_has_read_is_read_for_the_client(client: Client) -> None:
    client.act("sms Борис 79160000001 hello")
    client.wait(5_000)
    client.world.phones[ANNA].mobile.store.mark_read(1)
    assert client.say("AT+CMGR=1")[0].startswith("+CMGR: 1,")


def test_each_sim_has_a_modem_of_its_own() -> None:
    first, second = Client.of(), Client.of(slot=1)
    assert second.say("AT+CIMI;+CNUM") == ["001010000000006", '+CNUM: ,"+79160000006",145', "OK"]
    second.say("AT+CNMI=2,1")
    second.act("sms Борис 79160000001 for the first")
    assert lines(second.wait(5_000)) == []
    second.act("sms Борис 79160000006 for the second")
    assert lines(second.wait(5_000)) == ['+CMTI: "SM",1']
    assert first.say("AT+CIMI")[0] == "001010000000001"


def test_two_modems_of_two_phones_talk_to_each_other(client: Client) -> None:
    other = Client(client.world, modem := Modem.attach(client.world, BORIS), Line(modem))
    other.say("ATE0")
    client.say("ATD+79160000002;", 2_000)
    other.say("ATA", 2_000)
    assert client.say("AT+CLCC")[0] == '+CLCC: 1,0,0,0,0,"+79160000002",145'
    other.say("AT+CHUP")
    assert lines(client.wait(2_000)) == ["NO CARRIER"]


def test_a_modem_that_is_closed_hears_nothing_more(client: Client) -> None:
    client.modem.close()
    client.modem.close()
    client.say("AT+CNMI=2,1,0,1")
    assert client.world._listeners == []


# ---- messages of many parts


@pytest.mark.parametrize(
    ("text", "units"),
    [("Это письмо нарезал компьютер, а не телефон. " * 6, 67), ("A letter that a computer has cut. " * 12, 153),
     ("😀" * 50 + "!", 67), ("x" * 152 + "€" * 20, 153)],
    ids=["russian", "latin", "emoji", "extension"],
)  # fmt: skip
def test_a_message_that_the_client_cuts_arrives_whole(client: Client, text: str, units: int) -> None:
    cut = parts(text, units)
    assert len(cut) > 1
    if coding_of(text) == "gsm7":
        octets = text.encode("gsm03.38")
        pieces = [octets[start : start + units] for start in range(0, len(octets), units)]
        for place, piece in enumerate(pieces, start=1):
            assert raw(client, piece, place, len(pieces)) == [f"+CMGS: {place - 1}", "OK"]
    else:
        for place, submit in enumerate(cut):
            assert hand(submit, client) == [f"+CMGS: {place}", "OK"]
    client.wait(6_000)
    assert [message.text.value for message in client.world.phones[BORIS].mobile.store.inbox] == [text]
    outbox = client.world.phones[ANNA].mobile.outbox
    assert [(message.text, message.state) for message in outbox] == [(text, "sent")]
    submitted = [event.message for event in client.world.trace if isinstance(event.message, SmsSubmit)]
    assert [(part.part, part.parts) for part in submitted] == [(place, len(cut)) for place in range(1, len(cut) + 1)]


def raw(client: Client, piece: bytes, place: int, count: int) -> list[str]:
    """Septets as they are, cut where an extension has two of them."""
    from phone.air.septets import pack

    header = bytes((5, 0, 3, 9, count, place))
    data = header + pack(piece, 1)
    octets = bytes.fromhex("41000B919761000000F20000") + bytes((len(piece) + 7,)) + data
    client.type(f"AT+CMGS={len(octets)}\r")
    return lines(client.type(f"00{octets.hex()}\x1a") + client.wait(2_000))


def test_each_part_gets_its_own_report(client: Client) -> None:
    client.say("AT+CNMI=2,0,0,1")
    told: list[str] = []
    for submit in parts("Письмо из двух частей, и обе с отчётом. " * 3, 67, report=True):
        told += hand(submit, client)
    told += lines(client.wait(8_000))
    reports = [decode_for_phone(pdu_of(line)) for line in told if line.startswith("0791")]
    assert [(report.reference, report.status) for report in reports] == [(0, 0), (1, 0)]  # type: ignore[union-attr]


def pdu_of(line: str) -> bytes:
    """The octets after the centre's number."""
    reader = Reader(bytes.fromhex(line))
    decode_centre(reader)
    return reader.octets[reader.place :]


def test_a_part_that_never_follows_fails_in_the_outbox(client: Client) -> None:
    first, _ = parts("Письмо, от которого дошла только половина. " * 3, 67)
    assert hand(first, client) == ["+CMGS: 0", "OK"]
    client.wait(3 * MINUTE_MS)
    assert client.world.phones[ANNA].mobile.outbox[0].state == "failed"
    assert client.world.phones[BORIS].mobile.store.inbox == ()


def test_a_client_that_begins_anew_under_the_same_name_sends_another_message(client: Client) -> None:
    old, new = (parts(f"{word} письмо, у которого то же имя. " * 3, 67) for word in ("Старое", "Новое"))
    for submit in (old[0], *new):
        assert hand(submit, client)[1] == "OK"
    client.wait(6_000)
    assert [message.text.value[:5] for message in client.world.phones[BORIS].mobile.store.inbox] == ["Новое"]


def test_a_part_that_is_lost_is_sent_again(client: Client) -> None:
    first, second = parts("Письмо, половина которого пропала в пути. " * 3, 67)
    assert hand(first, client) == ["+CMGS: 0", "OK"]
    client.world.set_air(ANNA, "sms_lost")
    assert hand(second, client) == []
    client.world.set_air(ANNA, "fine")
    assert lines(client.wait(60_000)) == ["+CMGS: 1", "OK"]
    client.wait(6_000)
    assert len(client.world.phones[BORIS].mobile.store.inbox) == 1


def test_a_validity_goes_with_the_message(client: Client) -> None:
    submit = Submit("+79160000002", Body("gsm7", "quick"), validity=Validity("enhanced", for_ms=90_000), report=True)
    client.say("AT+CNMI=2,0,0,1")
    client.world.set_air(BORIS, "off")
    assert hand(submit, client) == ["+CMGS: 0", "OK"]
    (_, report) = lines(client.wait(3 * MINUTE_MS))
    assert decode_for_phone(pdu_of(report)).status == 0x46  # type: ignore[union-attr]
    client.world.set_air(BORIS, "fine")
    client.wait(10 * MINUTE_MS)
    assert client.world.phones[BORIS].mobile.store.inbox == ()


def test_a_message_of_class_0_is_one_for_the_other_phone(client: Client) -> None:
    assert hand(Submit("+79160000002", Body("gsm7", "look", message_class=0)), client) == ["+CMGS: 0", "OK"]
    client.wait(6_000)
    store = client.world.phones[BORIS].mobile.store
    assert (store.inbox, [flash.text.value for flash in store.flashes]) == ((), ["look"])
    assert alphabet_of(0x10) == ("gsm7", 0)


@pytest.mark.parametrize(("weather", "error"), [("centre_down", 332), ("busy", 42), ("off", 331)], ids=str)
def test_a_centre_that_does_not_take_a_message(client: Client, weather: str, error: int) -> None:
    client.world.set_air(ANNA, weather)
    submit = Submit("+79160000002", Body("gsm7", "hi"))
    assert hand(submit, client) + lines(client.wait(2 * MINUTE_MS)) == [f"+CMS ERROR: {error}"]


# ---- memories


def test_a_full_phone_takes_more_when_the_client_has_deleted(client: Client) -> None:
    client.say("AT+CNMI=2,1")
    for number in range(CAPACITY + 1):
        client.act(f"sms Дина 79160000001 {number}")
        client.wait(5_000)
    assert client.say("AT+CPMS?")[0].startswith(f'+CPMS: "SM",{CAPACITY},{CAPACITY},')
    client.say("AT+CMGD=1")
    assert lines(client.wait(5_000)) == ['+CMTI: "SM",1']
    assert client.say("AT+CMGD=1,4") == ["OK"]
    assert client.world.phones[ANNA].mobile.store.inbox == ()


def test_what_is_handed_over_directly_never_fills_the_phone(client: Client) -> None:
    client.say("AT+CNMI=2,2;+CMGF=1")
    told: list[str] = []
    for number in range(CAPACITY + 10):
        client.act(f"sms Дина 79160000001 number {number}")
        told += lines(client.wait(5_000))
    assert [line for line in told if not line.startswith("+CMT")] == [f"number {n}" for n in range(CAPACITY + 10)]
    assert client.say('AT+CMGL="ALL"') == ["OK"]


def test_the_modem_keeps_so_many_messages_to_be_sent_and_no_more(client: Client) -> None:
    client.say("AT+CMGF=1")
    for number in range(1, OWN_MAX + 1):
        client.say('AT+CMGW="4555"')
        assert lines(client.type("bal\x1a")) == [f"+CMGW: {number}", "OK"]
    client.say('AT+CMGW="4555"')
    assert lines(client.type("bal\x1a")) == ["+CMS ERROR: 322"]


def test_messages_that_were_there_before_the_client_are_not_told(client: Client) -> None:
    client.act("sms Борис 79160000001 before")
    client.wait(5_000)
    later = Client(client.world, modem := Modem.attach(client.world, ANNA), Line(modem))
    later.say("ATE0")
    assert later.say("AT+CNMI=2,1;+CPMS?", 1_000)[0].startswith('+CPMS: "SM",1,')


def test_the_senders_name_is_a_name_for_the_client(client: Client) -> None:
    client.say("AT+CMGF=1")
    Holder(client.world, ANNA).ussd("*111*25#")
    client.wait(20_000)
    (password,) = [event.message for event in client.world.trace if isinstance(event.message, SmsDeliver)]
    assert client.say('AT+CMGL="ALL"')[0].startswith(f'+CMGL: 1,"REC UNREAD","{password.sender}",')
    client.say("AT+CMGF=0")
    (_, octets, _) = client.say("AT+CMGR=1")
    assert decode_for_phone(pdu_of(octets)).sender == password.sender  # type: ignore[union-attr]
