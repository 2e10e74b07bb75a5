"""The tape's and the command line's words for short and multimedia messages and data requests."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from phone.air.messages import (
    DataReply,
    DataRequest,
    Down,
    MmsDeliver,
    MmsDeliverReport,
    MmsNotification,
    MmsRetrieve,
    MmsSubmit,
    MmsSubmitReport,
    NotServed,
    NotTaken,
    SmsDeliver,
    SmsMemoryAvailable,
    SmsStatusReport,
    SmsSubmit,
    SmsSubmitReport,
    Up,
)
from phone.air.text import Text
from phone.opening import load_world
from phone.trace import TraceEvent
from tui.lines import plain
from tui.pages.tape import tape_lines
from tui.printing import event_json
from tui.words import Words

SAID: dict[str, tuple[Up | Down, list[str], dict[str, object]]] = {
    "report": (
        SmsStatusReport(1, 2, "+79160000002", 0, 0, "delivered"), ["SMS на +79160000002 доставлено"],
        {"event": "sms", "state": "delivered", "to": "+79160000002"},
    ),
    "expired": (
        SmsStatusReport(1, 2, "+79160000002", 0, 0, "expired"), ["SMS на +79160000002 не доставлено"],
        {"event": "sms", "state": "expired", "to": "+79160000002"},
    ),
    "room": (SmsMemoryAvailable(), ["в телефоне снова есть место"], {"event": "sms", "state": "memory_available"}),
    "mms": (
        MmsSubmit(1, "+79160000002", "Отпуск", "Мы на море", "sea"),
        ["MMS на +79160000002", "Отпуск", "Мы на море", "рисунок: sea"],
        {"event": "mms", "state": "submit", "to": "+79160000002", "subject": "Отпуск", "text": "Мы на море", "picture": "sea"},
    ),
    "mms_came": (
        MmsDeliver(1, "+79160000001", "", Text("Мы"), "", 0), ["MMS от +79160000001", "Мы"],
        {"event": "mms", "state": "deliver", "from": "+79160000001", "subject": "", "text": "Мы", "picture": ""},
    ),
    "mms_waits": (
        MmsNotification(1, "+79160000001", "Отпуск"), ["MMS от +79160000001 ждёт"],
        {"event": "mms", "state": "notification", "from": "+79160000001", "subject": "Отпуск"},
    ),
    "mms_fetched": (MmsRetrieve(1), ["телефон забирает MMS"], {"event": "mms", "state": "retrieve"}),
    "mms_taken": (MmsSubmitReport(1), [], {"event": "mms", "state": "accepted"}),
    "mms_stored": (MmsDeliverReport(1), [], {"event": "mms", "state": "stored"}),
    "mms_full": (
        MmsDeliverReport(1, "memory_full"), ["MMS не принято: память телефона заполнена"],
        {"event": "mms", "state": "not_stored", "cause": "memory_full"},
    ),
    "request": (
        DataRequest(1, "my_operator", "balance"), ["запрос my_operator/balance", "{}"],
        {"event": "data", "state": "request", "app": "my_operator", "path": "balance", "body": "{}", "bytes": 21},
    ),
    "reply": (DataReply(1, '{"a":1}'), ["ответ приложению", '{"a":1}'], {"event": "data", "state": "reply", "body": '{"a":1}', "bytes": 7}),
    "refused": (
        DataReply(1, cause="balance", text=Text("Нет денег")), ["приложению отказано: не хватает денег", "Нет денег"],
        {"event": "data", "state": "rejected", "cause": "balance", "text": "Нет денег"},
    ),
}  # fmt: skip


def event(message: Up | Down) -> TraceEvent:
    return TraceEvent(7, 1_773_298_940_000, "Анна", "79160000001", "down", message, "delivered", None, ())


@pytest.mark.parametrize("name", SAID)
def test_the_tape_says_it_and_json_has_it(name: str, words: Words) -> None:
    message, rows, fields = SAID[name]
    shown = [plain(line).strip().removeprefix("10:02:20 ◂ ") for line in tape_lines(event(message), (), words, 60)]
    assert shown == rows
    row = event_json(load_world("demo"), event(message))
    assert {key: value for key, value in row.items() if key not in {"seq", "at", "phone", "sim", "direction"}} == fields
    assert json.loads(json.dumps(row)) == row


def test_json_of_what_few_messages_have() -> None:
    world = load_world("demo")
    sent = event_json(world, event(SmsSubmit(1, "4555", "x", report=True, flash=True, valid_for_ms=60_000)))
    assert (sent["report"], sent["flash"], sent["valid_for_s"]) == (True, True, 60)
    assert "flash" in event_json(world, event(SmsDeliver(1, "MTS", Text("x"), 0, flash=True)))
    assert "flash" not in event_json(world, event(SmsDeliver(1, "MTS", Text("x"), 0)))
    refused = event_json(world, event(SmsSubmitReport(1, "balance", text=Text("Нет денег"))))
    assert (refused["state"], refused["cause"], refused["text"]) == ("rejected", "balance", "Нет денег")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_cause_has_its_words(language: str) -> None:
    known = load_world("demo").texts.files[language].texts
    for cause in get_args(NotTaken):
        assert {f"face.cause.{cause}", f"line.sms_failed.{cause}", f"line.mms_failed.{cause}"} <= known.keys()
    for cause in get_args(NotServed):
        assert {f"face.cause.{cause}", f"line.data_failed.{cause}"} <= known.keys()
