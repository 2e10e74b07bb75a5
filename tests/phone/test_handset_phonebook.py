"""Names instead of numbers: the phonebook, speed dials, the call log, and what the card brings."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from ledger.loading import FixtureError
from phone.air.messages import CallConnected, CallHold, CallIncoming, CallReleased, CallSetup, CallTone
from phone.air.toolkit import ServiceNumber
from phone.handset.mobile.call import PAUSE_MS
from phone.handset.mobile.calllog import KEPT, CallLog, Logged
from phone.handset.mobile.phonebook import CAPACITY, Phonebook
from phone.handset.ui.keys import KEYS
from phone.handset.ui.screens.contacts import fits
from phone.handset.ui.screens.dialling import STAR_MS
from phone.handset.ui.screens.notice import SHOWN_MS
from phone.opening import load_world
from tests.phone.handsets import NOON_MS, Hand, path_to, sms
from tests.phone.worlds import ANNA, BORIS, Life


@cache
def services() -> tuple[ServiceNumber, ...]:
    """What the card of the demo brings."""
    return Life.of(ANNA).world.phones[ANNA].mobile.phonebook.services


def known(language: str = "ru", size: tuple[int, int] = (20, 8)) -> Hand:
    hand = Hand.on(language, size)
    for name, number in (("Борис", "+79160000002"), ("Вера Иванова", "89160000003"), ("Taxi", "+74950000000")):
        hand.handset.mobile.phonebook.add(name, number)
    return hand


class TestNames:
    def test_who_calls_and_writes_is_told_by_name_however_the_number_is_written(self) -> None:
        assert "Вера Иванова" in known().hear(CallIncoming(-1, "79160000003")).body
        hand = known().hear(sms("привет", sender="+79160000002"))
        assert "Борис" in hand.press("ok").body

    def test_a_stranger_keeps_the_number(self) -> None:
        assert "+79169999999" in known().hear(CallIncoming(-1, "79169999999")).body

    def test_a_name_is_found_by_keys_and_by_letters(self) -> None:
        hand = known().press("soft_right")
        assert "Имена" in hand.body
        assert "Борис" not in hand.press("4", "3").body
        hand = known().press("down").press("2")
        assert "Борис" in hand.body
        assert "Вера" in hand.body, "both begin with letters of the same key"
        assert "Вера" not in hand.press("5").body
        assert "Вера" in hand.press("clear").body
        assert "Taxi" in known().press("down").type("ta").body
        assert "Вера" in known().press("down").type("иван").body, "a second name counts too"

    def test_a_name_is_called_and_written_to(self) -> None:
        hand = known().press("down").type("бо").press("call")
        assert hand.sent == [CallSetup("+79160000002")]
        assert "Борис" in hand.body
        assert "Борис" in known().press("down").type("бо").press("ok", "2").body

    def test_an_entry_is_added_changed_and_deleted(self) -> None:
        hand = known().menu("add_contact").type("Глеб").press("ok").type("79210000004").press("ok")
        assert "Сохранено" in hand.body
        book = hand.handset.mobile.phonebook
        assert [contact.name for contact in book.contacts] == ["Taxi", "Борис", "Вера Иванова", "Глеб"]
        hand.press("end").press("down").type("гл").press("ok", "4").type("!").press("ok", "ok")
        assert book.find("+7 921 000-00-04") is not None
        assert book.contacts[-1].name == "Глеб!"
        hand.press("end").press("down").type("гл").press("ok", "6")
        assert "Удалить имя?" in hand.body
        hand.press("ok")
        assert len(book.contacts) == 3

    def test_a_full_book_says_so(self) -> None:
        hand = Hand.on()
        for number in range(CAPACITY):
            hand.handset.mobile.phonebook.add(f"n{number}", str(number))
        assert "заполнена" in hand.menu("add_contact").body

    def test_nothing_is_saved_without_a_name_or_a_number(self) -> None:
        assert "Введите имя" in Hand.on().menu("add_contact").press("ok").body
        hand = Hand.on().menu("add_contact").type("Я").press("ok", "ok")
        assert hand.handset.mobile.phonebook.contacts == ()

    def test_a_message_goes_to_a_name_and_a_strangers_number_is_saved(self) -> None:
        hand = known().menu("write").type("привет").press("soft_left", "1", "down").type("вера")
        assert "Вера Иванова" in hand.body
        assert "89160000003" in hand.press("ok").body
        hand = known().hear(sms("привет", sender="+79165555555")).press("ok", "soft_left")
        assert "5 В книжку" in hand.body
        hand.press("5").type("Новый").press("ok", "ok")
        assert hand.handset.mobile.phonebook.find("9165555555") is not None


class TestQuickKeys:
    def test_a_key_that_was_assigned_calls_when_it_is_held(self) -> None:
        hand = known().press("down").type("бо").press("ok", "5", "2").press("end")
        assert hand.hold("2").sent == [CallSetup("+79160000002")]

    def test_a_key_that_calls_nobody_offers_to_be_assigned(self) -> None:
        hand = known().hold("7")
        assert "Клавиша 7 свободна. Назначить?" in hand.body
        assert hand.press("ok").type("бо").press("ok").press("end").hold("7").sent == [CallSetup("+79160000002")]
        hand = known().hold("7").press("soft_right")
        assert "МТС" in hand.body
        assert hand.handset.mobile.phonebook.quick("7") is None

    def test_a_free_key_of_the_list_is_assigned_there(self) -> None:
        hand = known().menu("speed_dials").press("ok").type("та")
        assert hand.frame.sound == "error"
        assert "2 Taxi" in hand.type("ta").press("ok").wait(SHOWN_MS).body

    def test_one_is_the_voice_mail(self) -> None:
        life = Life.of(ANNA)
        life.world.hold(ANNA, "1")
        life.world.settle()
        assert "голосовых сообщений нет" in " ".join(row.text.strip() for row in life.world.frame(ANNA).body)

    def test_a_number_is_not_called_by_its_last_digit(self) -> None:
        hand = known().press("down").type("бо").press("ok", "5", "2").press("end")
        assert hand.press("1").hold("2").sent == []

    def test_the_list_frees_a_key(self) -> None:
        hand = known().press("down").type("бо").press("ok", "5", "3").press("end").menu("speed_dials")
        assert "3 Борис" in hand.body
        assert "3 —" in hand.press("down", "ok").body

    def test_star_pressed_again_becomes_its_other_signs(self) -> None:
        assert Hand.on().press("*", times=2).body == "+"
        assert Hand.on().press("1").press("*", times=3).body == "1p"
        assert Hand.on().press("1").press("*", times=4).body == "1w"
        assert Hand.on().press("1").press("*", times=5).body == "1*"
        assert Hand.on().press("*").wait(STAR_MS).press("*").body == "**"

    def test_star_before_the_first_one_is_a_star_of_its_own(self) -> None:
        assert Hand.on().press("*", "left", "*").body == "**"
        assert Hand.on().type("**04").body == "**04", "a computer's keyboard writes what it says"


class TestCallLog:
    def test_every_call_stands_in_its_list_with_its_length(self) -> None:
        hand = known().hear(CallIncoming(-1, "79160000002")).press("call").hear(CallConnected(-1)).wait(61_000)
        hand.press("end").wait(5_000).type("0890").press("call").hear(CallReleased("busy", 0)).press("ok")
        hand.hear(CallIncoming(-2, "79169999999"), CallReleased("user", -2))
        log = hand.handset.mobile.calls.log
        assert [(call.kind, call.number, call.seconds) for call in log.calls] == [
            ("missed", "79169999999", None),
            ("dialled", "0890", None),
            ("received", "79160000002", 61),
        ]
        assert "Борис" in hand.press("end").menu("received").body
        assert "Длился 01:01" in hand.press("ok").body
        assert "2 Написать 3 Удалить" in hand.press("soft_left").body, "Борис is in the book already"
        assert "01:01" in hand.press("end").menu("call_totals").body
        assert "Забыть все вызовы?" in hand.press("end").menu("erase_calls").body
        assert len(log.calls) == 3
        assert "удалены" in hand.press("ok").body
        assert "Пусто" in hand.press("end").menu("received").body

    def test_each_kind_keeps_its_newest(self) -> None:
        log = CallLog()
        for number in range(KEPT + 5):
            log.add(Logged("dialled", 0, str(number), number))
            log.add(Logged("missed", 0, str(number), number))
        assert [call.number for call in log.of("dialled")] == [str(number) for number in range(KEPT + 4, 4, -1)]
        assert len(log.of("missed")) == KEPT
        assert log.unseen == KEPT + 5

    def test_the_networks_word_on_the_cost_is_kept_with_the_call(self) -> None:
        log = CallLog()
        log.add(Logged("dialled", 0, "1", NOON_MS, 60, 7))
        log.charge(0, 7, 150)
        log.charge(0, 99, 50)
        assert (log.calls[0].cost_kopecks, log.cost_kopecks) == (150, 200)

    def test_a_call_that_comes_above_changes_neither_what_is_selected_nor_what_is_read(self) -> None:
        hand = known().hear(CallIncoming(-1, "79160000002"), CallReleased("user", -1)).press("soft_right")
        hand.hear(CallIncoming(-2, "79160000003"), CallReleased("user", -2))
        assert hand.press("ok").body.startswith("Борис")
        hand.hear(CallIncoming(-3, "79161111111"), CallReleased("user", -3))
        assert hand.body.startswith("Борис")
        assert hand.press("call").sent[-1] == CallSetup("+79160000002")

    def test_a_stranger_is_saved_and_a_call_is_deleted(self) -> None:
        hand = known().hear(CallIncoming(-1, "79161111111"), CallReleased("user", -1)).press("soft_right", "ok")
        assert "1 Позвонить 2 Написать 3 В книжку 4 Удалить" in hand.press("soft_left").body
        hand.press("3").type("Новый").press("ok", "ok").wait(SHOWN_MS)
        assert hand.body.startswith("Новый +79161111111")
        assert "Пусто" in hand.press("soft_left", "3").body
        assert hand.handset.mobile.calls.log.calls == ()

    def test_a_number_that_was_withheld_can_only_be_deleted(self) -> None:
        hand = known().hear(CallIncoming(-1, ""), CallReleased("user", -1)).press("soft_right", "ok", "soft_left")
        assert hand.body == "Опции 1/1 1 Удалить"

    def test_a_number_that_is_typed_is_saved_or_written_to(self) -> None:
        hand = known().type("79161111111").press("down")
        assert hand.body == "Опции 1/2 1 Написать 2 В книжку"
        hand.press("2").type("Новый").press("ok", "ok").wait(SHOWN_MS)
        assert hand.body == "79161111111"
        assert hand.handset.mobile.phonebook.find("9161111111") is not None
        assert hand.press("down").body == "Опции 1/1 1 Написать"
        assert known().type("*").press("down").frame.sound == "error"


class TestInCall:
    def talking(self) -> Hand:
        return known().hear(CallIncoming(-1, "79160000002")).press("call").hear(CallConnected(-1))

    def test_the_options_are_what_fits_the_calls_there_are(self) -> None:
        hand = self.talking().press("soft_left")
        assert hand.body == "Опции 1/6 1 Удержать 2 Тоны 3 Микр. выкл. 4 Громкость 5 Имена 6 Отбой всем"
        assert hand.press("1").sent[-1] == CallHold(-1, held=True)
        assert "1 Вернуть 2 Микр. выкл." in hand.press("ok").body
        hand.press("1").type("79160000003").press("call").hear(CallConnected(0)).press("ok")
        assert "1 Сменить 2 Конференция 3 Соединить" in hand.body
        hand.press("2")
        assert len(hand.handset.mobile.calls.active) == 2

    def test_end_all_ends_all_and_the_list_goes_with_the_calls(self) -> None:
        hand = self.talking().press("ok").hear(CallReleased("user", -1))
        assert "Опции" not in hand.body
        hand = self.talking().press("ok", "6")
        assert hand.handset.mobile.calls.live == ()

    def test_a_name_is_called_beside_the_call_that_is_up(self) -> None:
        hand = self.talking().press("ok", "5").type("ве").press("ok")
        assert hand.sent[-2:] == [CallHold(-1, held=True), CallSetup("89160000003")]
        assert hand.body.startswith("Вера Иванова")

    def test_tones_are_written_and_sent_together_with_their_pauses(self) -> None:
        hand = self.talking().press("ok", "2").type("12p3").press("soft_left")
        assert hand.sent[-2:] == [CallTone(-1, "1"), CallTone(-1, "2")]
        assert hand.wait(PAUSE_MS).sent[-1] == CallTone(-1, "3")

    def test_a_call_that_waits_is_seen_before_what_is_written_which_is_there_again_after_it(self) -> None:
        hand = self.talking().press("ok", "2").type("12").hear(CallIncoming(-2, "79160000003", waiting=True))
        assert "Звонит Вера" in hand.body
        hand.hear(CallReleased("user", -2))
        assert "Тоны" in hand.body
        assert hand.press("soft_left").sent[-2:] == [CallTone(-1, "1"), CallTone(-1, "2")]

    def test_tones_behind_a_wait_are_sent_when_the_caller_says_so(self) -> None:
        hand = known().type("0890w12p3w4").press("call").hear(CallConnected(0)).wait(60_000)
        assert hand.sent == [CallSetup("0890")]
        assert "w12p3w4" in hand.body
        assert hand.softkeys == "Тоны Отбой"
        assert hand.press("soft_left").sent[1:] == [CallTone(0, "1"), CallTone(0, "2")]
        assert hand.softkeys == "Опции Отбой"
        assert hand.wait(PAUSE_MS).sent[3:] == [CallTone(0, "3")]
        assert hand.wait(60_000).press("ok").sent[4:] == [CallTone(0, "4")]

    def test_a_phone_that_is_muted_says_so_until_the_last_call_is_over(self) -> None:
        hand = self.talking().press("ok", "3")
        assert "Микрофон выкл." in hand.body
        assert "3 Микр. вкл." in hand.press("ok").body
        assert "Микрофон" not in hand.press("3").body
        hand.press("ok", "3", "end").type("0890").press("call").hear(CallConnected(0))
        assert "Микрофон" not in hand.body

    def test_the_volume_is_chosen_from_a_list_too(self) -> None:
        hand = self.talking().press("ok", "4", "up", "ok")
        assert hand.handset.settings.volume == 4


class TestWorld:
    @pytest.mark.parametrize("who_ends", [ANNA, BORIS])
    def test_the_caller_is_told_what_a_call_came_to_whoever_ends_it(self, who_ends: str) -> None:
        world = Life.of(ANNA).world
        world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("9160000002", at_ms))
        world.settle()
        world.press(BORIS, "call")
        world.advance(61_000)
        world.press(who_ends, "end")
        world.settle()
        (call,) = world.phones[ANNA].mobile.calls.log.of("dialled")
        charged = sum(int(e.details["kopecks"]) for e in world.ledger.entries() if e.kind == "charged")
        assert call.cost_kopecks == world.phones[ANNA].mobile.calls.log.cost_kopecks == charged == 300
        assert call.seconds is not None
        assert 55 <= call.seconds <= 62
        assert world.phones[BORIS].mobile.calls.log.of("received")[0].cost_kopecks is None

    def test_people_of_the_demo_know_each_other(self) -> None:
        life = Life.of(BORIS)
        life.world.command(ANNA, lambda phone, at_ms: phone.mobile.dial("9160000002", at_ms))
        life.world.settle()
        assert "Анна" in str(life.world.frame(BORIS))

    def test_the_card_brings_the_operators_numbers(self) -> None:
        world = Life.of(ANNA).world
        services = world.phones[ANNA].mobile.phonebook.services
        called = [service.number for service in services if not service.by_sms]
        assert called == ["112", *world.ledger.configuration.rules.callcentre, "0861"]
        assert [service.number for service in services if service.by_sms] == ["4555", "7070"]

    def test_a_short_number_of_the_card_is_written_to(self) -> None:
        life = Life.of(ANNA)
        for key in ("soft_left", *path_to("service_numbers"), "down", "down", "down", "ok", "b", "a", "l", "call"):
            life.world.press(ANNA, key) if key in KEYS else life.world.type(ANNA, key)
        life.world.settle()
        assert [message.to for message in life.world.phones[ANNA].mobile.outbox] == ["4555"]

    def test_a_book_that_is_none_is_told_in_one_line(self) -> None:
        with pytest.raises(FixtureError, match="phonebook"):
            load_world("demo", settings=("worlds/demo.people.Анна.phonebook=7",))

    def test_a_number_that_nobody_could_call_is_told_in_one_line(self) -> None:
        with pytest.raises(FixtureError, match=r"people\.Анна\.phonebook\.Борис.*\"12-34\""):
            load_world("demo", settings=("worlds/demo.people.Анна.phonebook.Борис=12-34",))


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.from_regex(r"\A\+?[0-9]{1,12}\Z")), max_size=8))
def test_whoever_was_added_is_found_and_whoever_was_deleted_is_not(rows: list[tuple[str, str]]) -> None:
    book = Phonebook()
    entries = [book.add(name, number) for name, number in rows]
    assert all(book.find(contact.number) is not None for contact in entries)
    assert [contact.name.casefold() for contact in book.contacts] == sorted(name.casefold() for name, _ in rows)
    for contact in entries:
        book.assign("2", contact.entry)
        book.delete(contact.entry)
        assert book.quick("2") is None
    assert book.contacts == ()


@pytest.mark.parametrize(
    ("name", "sought", "found"),
    [("Борис", "25", True), ("Борис", "бо", True), ("Anna", "2", True), ("Борис", "3", False), ("Б", "бб", False)],
)
def test_what_fits_a_search(name: str, sought: str, found: bool) -> None:
    assert fits(name, sought) is found


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("size", [(20, 8), (14, 6)], ids=["20x8", "14x6"])
def test_its_screens(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    hand = known(language, size)
    hand.handset.mobile.phonebook.services = services()
    hand.hear(CallIncoming(-1, "79160000002")).press("call").hear(CallConnected(-1)).wait(61_000).press("end")
    hand.wait(3_000).handset.mobile.calls.log.charge(0, -1, 150)

    def seen(name: str) -> None:
        assert str(hand.frame) == snapshot(name=name)
        assert "…" not in str(hand.frame)

    for name in (
        "phonebook",
        "contacts",
        "add_contact",
        "speed_dials",
        "service_numbers",
        "calls",
        "received",
        "call_totals",
        "erase_calls",
    ):
        hand.press("end").menu(name)
        seen(name)
    hand.press("end").menu("contacts").press("ok")
    seen("options")
    hand.press("6")
    seen("delete")
    hand.press("end").menu("received").press("ok")
    seen("details")
    hand.press("soft_left")
    seen("logged options")
    hand.press("end").type("0890").press("call", "end").type("+79161111111").press("call", "end", "call")
    seen("redial")
    hand.press("ok", "down")
    seen("number options")
    hand.press("end").hold("7")
    seen("offer")
    hand.press("ok")
    seen("pick")
