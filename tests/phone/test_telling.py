"""What each message is: one description for all who show it, with words for each in both languages."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from ledger.loading import Fixtures
from phone.air.messages import (
    Attach,
    CallAlerting,
    CallAnnouncement,
    CallAnswer,
    CallCharge,
    CallConnected,
    CallDisconnect,
    CallHeld,
    CallHold,
    CallIncoming,
    CallReleased,
    CallRinging,
    CallSetup,
    CallTone,
    CallTransfer,
    DataReply,
    DataRequest,
    Detach,
    Down,
    MmsDeliver,
    MmsDeliverReport,
    MmsNotification,
    MmsRetrieve,
    MmsSubmit,
    MmsSubmitReport,
    ServiceStatus,
    SmsDeliver,
    SmsDeliverReport,
    SmsMemoryAvailable,
    SmsStatusReport,
    SmsSubmit,
    SmsSubmitReport,
    SupplementaryRequest,
    SupplementaryResult,
    Up,
    UssdAsk,
    UssdEnd,
    UssdNotify,
    UssdNotifyAck,
    UssdRelease,
    UssdReleased,
    UssdReply,
    UssdRequest,
)
from phone.air.text import Text
from phone.telling import Facts, Weight, tell
from phone.texts import PLACE, Texts
from tests.ledger.books import MOSCOW

SAID = Text("Баланс")
MESSAGES: list[tuple[Up | Down, str, Facts, Weight]] = [
    (Attach(), "network.attach", {}, "quiet"),
    (Detach(), "network.detach", {}, "quiet"),
    (UssdRequest("*100#", 7), "ussd.request", {"text": "*100#"}, "said"),
    (UssdReply(3, "2", 8), "ussd.reply", {"text": "2"}, "said"),
    (UssdRelease(3), "ussd.release", {}, "quiet"),
    (UssdRelease(3, "busy"), "ussd.release", {"cause": "busy"}, "quiet"),
    (UssdNotifyAck(3), "ussd.shown", {}, "quiet"),
    (UssdNotifyAck(3, "unsupported"), "ussd.not_shown", {"cause": "unsupported"}, "said"),
    (UssdAsk(3, SAID, 1), "ussd.ask", {"text": "Баланс"}, "said"),
    (UssdEnd(3, SAID), "ussd.end", {"text": "Баланс"}, "said"),
    (UssdNotify(3, SAID), "ussd.notify", {"text": "Баланс"}, "said"),
    (UssdReleased(3, "timeout"), "ussd.released", {"cause": "timeout"}, "said"),
    (
        SmsSubmit(1, "4555", "bal", 2, 3, report=True, flash=True, valid_for_ms=60_000),
        "sms.submit",
        {"to": "4555", "text": "bal", "part": 2, "parts": 3, "flash": True, "report": True, "valid_for_s": 60},
        "said",
    ),
    (SmsDeliver(1, "MTS", SAID, 0), "sms.deliver", {"from": "MTS", "text": "Баланс", "part": 1, "parts": 1}, "said"),
    (SmsSubmitReport(1), "sms.accepted", {}, "silent"),
    (SmsSubmitReport(1, "balance", text=SAID), "sms.rejected", {"cause": "balance", "text": "Баланс"}, "said"),
    (SmsDeliverReport(1), "sms.stored", {}, "silent"),
    (SmsDeliverReport(1, "memory_full"), "sms.not_stored", {"cause": "memory_full"}, "said"),
    (SmsStatusReport(1, 2, "+7916", 0, 0, "expired"), "sms.expired", {"to": "+7916"}, "said"),
    (SmsStatusReport(1, 2, "+7916", 0, 0, "delivered"), "sms.delivered", {"to": "+7916"}, "said"),
    (SmsMemoryAvailable(), "sms.memory_available", {}, "quiet"),
    (
        MmsSubmit(1, "+7", "a", "b", "sea"),
        "mms.submit",
        {"to": "+7", "subject": "a", "text": "b", "picture": "sea"},
        "said",
    ),
    (MmsSubmitReport(1), "mms.accepted", {}, "silent"),
    (MmsSubmitReport(1, "blocked"), "mms.rejected", {"cause": "blocked"}, "said"),
    (MmsNotification(1, "+7", "a"), "mms.notification", {"from": "+7", "subject": "a"}, "quiet"),
    (MmsRetrieve(1), "mms.retrieve", {}, "quiet"),
    (
        MmsDeliver(1, "+7", "a", SAID, "", 0),
        "mms.deliver",
        {"from": "+7", "subject": "a", "text": "Баланс", "picture": ""},
        "said",
    ),
    (MmsDeliverReport(1), "mms.stored", {}, "silent"),
    (MmsDeliverReport(1, "memory_full"), "mms.not_stored", {"cause": "memory_full"}, "said"),
    (DataRequest(1, "app", "way"), "data.request", {"app": "app", "path": "way", "body": "{}", "bytes": 9}, "said"),
    (DataReply(1, "{}"), "data.reply", {"body": "{}", "bytes": 2}, "said"),
    (DataReply(1, cause="foreign"), "data.rejected", {"cause": "foreign"}, "said"),
    (CallSetup("0890", 2, "hide"), "call.setup", {"to": "0890", "clir": "hide"}, "said"),
    (CallIncoming(-1, "7916", waiting=True), "call.incoming", {"waiting": True, "from": "7916"}, "said"),
    (CallIncoming(-1, None), "call.incoming", {}, "said"),
    (CallRinging(-1), "call.ringing", {}, "quiet"),
    (CallAlerting(1), "call.alerting", {}, "quiet"),
    (CallAnswer(-1), "call.answer", {}, "quiet"),
    (CallConnected(1, "7916"), "call.connected", {"number": "7916"}, "quiet"),
    (CallDisconnect(1, busy=True), "call.disconnect", {"busy": True}, "quiet"),
    (CallHold(1, held=True), "call.held", {}, "quiet"),
    (CallHeld(1, held=False), "call.retrieved", {}, "quiet"),
    (CallTransfer(1, 2), "call.transfer", {"to_call": 2}, "quiet"),
    (CallTone(1, "5"), "call.tone", {"digit": "5"}, "said"),
    (CallAnnouncement(SAID, 1), "call.announcement", {"text": "Баланс"}, "said"),
    (CallReleased("timeout", 1), "call.released", {"cause": "timeout"}, "said"),
    (CallCharge(1, 150), "call.charge", {"kopecks": 150}, "quiet"),
    (
        SupplementaryRequest(1, "query", "21", ("7916",)),
        "service.request",
        {"action": "query", "service": "21", "information": ["7916"]},
        "said",
    ),
    (
        SupplementaryResult(1, "query", (ServiceStatus("43", active=False),)),
        "service.done",
        {"action": "query", "services": [{"service": "43", "active": False}]},
        "said",
    ),
    (
        SupplementaryResult(1, "query", error="not_done"),
        "service.refused",
        {"action": "query", "cause": "not_done"},
        "said",
    ),
]
TEXTS = Texts.load(Fixtures(), MOSCOW)


def test_every_message_of_the_air_is_here() -> None:
    assert {type(row[0]) for row in MESSAGES} == {*get_args(Up), *get_args(Down)}


@pytest.mark.parametrize(("message", "name", "facts", "weight"), MESSAGES)
def test_a_message_is_told(message: Up | Down, name: str, facts: Facts, weight: Weight) -> None:
    told = tell(message)
    assert (f"{told.event}.{told.state}", told.facts, told.weight) == (name, facts, weight)
    assert list(told.facts) == list(facts), "in the order in which a person reads"
    assert json.loads(json.dumps(told.facts)) == told.facts
    assert (told.call is not None) == (told.event == "call")
    if weight != "silent":
        for language in ("ru", "en"):
            places = {place["name"] for place in PLACE.finditer(TEXTS.files[language].texts[f"face.tape.{name}"])}
            assert places <= {*told.facts, "sim", "from"}
