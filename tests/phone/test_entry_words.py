"""Predictive input: words by their digits, the next one on `*`, what is in no dictionary, and what a phone learns."""

from __future__ import annotations

import re

import pytest

from ledger.loading import FixtureError, Fixtures, Layer
from phone.check import problems
from phone.handset.ui.entry.counter import Limit
from phone.handset.ui.entry.multitap import ENTRY_LANGUAGES, EntryLanguage
from phone.handset.ui.entry.predictive import MOST_LEARNED, Lexicon, candidates, keys_of
from phone.texts import PLACE
from phone.words import WordList, load_words
from tests.phone.handsets import texts
from tests.phone.writing import Writing, lexicon, taps

LISTED = {language: lexicon().dictionaries[language].source for language in ENTRY_LANGUAGES}
FEW = Lexicon.of({"en": WordList(("good home gone hood of me", "Best"))})


def writing(language: EntryLanguage = "en", words: Lexicon = FEW, text: str = "") -> Writing:
    hand = Writing.on(text, language=language, mode="T9 abc", predictive=True)
    hand.lexicon = words
    return hand


@pytest.mark.parametrize(
    ("word", "digits"),
    [
        ("bal", "225"),
        ("GIFT", "4438"),
        ("дар", "326"),
        ("бонус", "25566"),
        ("прогноз", "5652553"),
        ("ёж", "33"),
        ("Ящик", "9844"),
    ],
)
def test_the_digits_of_a_word(word: str, digits: str) -> None:
    assert keys_of(word) == digits


@pytest.mark.parametrize("word", ["don't", "a b", "7", "straße"])
def test_a_word_that_no_key_writes(word: str) -> None:
    with pytest.raises(ValueError, match="no letter key bears"):
        keys_of(word)


@pytest.mark.parametrize(
    ("language", "digits", "word"),
    [
        ("en", "225", "bal"),
        ("en", "4438", "gift"),
        ("ru", "326", "дар"),
        ("ru", "25566", "бонус"),
        ("ru", "5652553", "прогноз"),
    ],
)
def test_the_words_of_the_operator_are_known(language: EntryLanguage, digits: str, word: str) -> None:
    assert word in candidates(digits, lexicon().dictionaries[language])
    hand = writing(language, lexicon())
    assert hand.press(digits).text == word


@pytest.mark.parametrize("language", ENTRY_LANGUAGES)
def test_every_word_of_a_dictionary_is_found_with_stars(language: EntryLanguage) -> None:
    dictionary = lexicon().dictionaries[language]
    for digits, words in dictionary.by_keys.items():
        hand = writing(language, lexicon()).press(digits)
        for word in words:
            assert (hand.text, hand.editor.cursor) == (word, len(word))
            hand.press("*")


@pytest.mark.parametrize("language", ENTRY_LANGUAGES)
def test_every_word_of_a_dictionary_can_be_tapped(language: EntryLanguage) -> None:
    words = [word for group in lexicon().dictionaries[language].by_keys.values() for word in group]
    hand = Writing.on(limit=Limit(10_000), language=language)
    for word in words[::7]:
        for presses in taps(word, language):
            hand.keys(*presses).keys("right")
        assert hand.text == word
        hand.editor = hand.editor.hold("clear", hand.at_ms)


def test_the_dictionaries_are_modest_and_hold_our_own_texts() -> None:
    for language, source in LISTED.items():
        assert 2_000 < len(source.words) < 6_000
        assert len(set(source.words)) == len(source.words)
        told = " ".join(PLACE.sub(" ", text) for text in texts().files[language].texts.values()).lower()
        assert set(re.findall(r"[^\W\d_]+", told)) <= set(source.words)


def test_the_next_word_on_star_and_round_to_the_first() -> None:
    hand = writing().press("4663")
    assert hand.text == "good"
    shown = [hand.press("*").text for _ in range(5)]
    assert shown == ["home", "gone", "hood", "4663", "good"]


def test_a_word_grows_and_shrinks_as_it_is_written() -> None:
    hand = writing()
    assert [hand.press(key).text for key in "466"] == ["g", "go", "goo"]
    assert hand.press("3*").text == "home"
    assert hand.keys("clear").text == "goo"
    assert hand.keys("clear", "clear", "clear").text == ""
    assert hand.editor.pending is None


def test_an_arrow_a_blank_or_a_mark_accepts_the_word() -> None:
    assert writing().press("4663*").keys("right").editor.accepted == "home"
    hand = writing().press("4663*063").press("1")
    assert hand.editor.settled().text == "home of."
    hand.press(" 0 2378")
    assert hand.text == "home of. best"
    assert writing(text="be").press("4663").keys("left", "left").press("63").text == "begoofod"


def test_a_word_waits_without_a_deadline() -> None:
    hand = writing().press("466").wait(60_000)
    assert hand.editor.next_due() is None
    assert hand.press("3").text == "good"


def test_what_is_in_no_dictionary_shows_a_question_and_loses_no_press() -> None:
    hand = writing().press("46639")
    assert hand.text == "goodw"
    assert hand.status.startswith("T9 abc? ")
    assert hand.press("*").text == "46639"
    assert hand.press("*").text == "goodw"
    hand.keys("right")
    assert hand.status.startswith("T9 abc  ")
    assert Writing.on(mode="T9 abc", predictive=True).editor.press("9", 0).text == "w"
    unknown = writing(words=Lexicon()).press("99")
    assert (unknown.text, unknown.status[:7]) == ("ww", "T9 abc?")


def test_any_letter_can_be_had_from_a_single_key() -> None:
    assert [writing(words=Lexicon()).press("7" + "*" * stars).text for stars in range(5)] == ["p", "q", "r", "s", "7"]


def test_capitals_of_words() -> None:
    hand = Writing.on(mode="T9 Abc", predictive=True)
    hand.lexicon = FEW
    assert hand.press("4663*0630 1 4663").editor.settled().text == "Home of .Good"
    assert hand.press("#####2378").text == "Home of .GoodBest"


def test_the_modes_go_round_with_prediction() -> None:
    hand = Writing.on(mode="T9 Abc", predictive=True)
    assert [hand.press("#").editor.mode for _ in range(5)] == ["T9 abc", "Abc", "abc", "123", "T9 Abc"]


def test_holding_a_digit_in_a_word() -> None:
    hand = writing().press("4663").hold("8")
    assert (hand.text, hand.editor.pending) == ("good8", None)


def test_a_phone_learns_what_it_lacks() -> None:
    learned = FEW.learn("Good zvonok, звонок! Zvonok x 12 naïve")
    assert learned.learned == ("zvonok", "звонок")
    assert learned.learn("home ZVONOK") is learned
    assert writing(words=learned).press(keys_of("zvonok")).text == "zvonok"
    assert writing("ru", learned).press(keys_of("звонок")).text == "звонок"
    assert learned.candidates("4663", "en") == ("good", "home", "gone", "hood")
    again = Lexicon.of({"en": WordList(("good",))}, learned.learned)
    assert again.candidates(keys_of("zvonok"), "en") == ("zvonok",)


def test_the_oldest_learned_word_goes_first() -> None:
    words = [f"{first}{second}{third}z" for first in "abcdef" for second in "ghijkl" for third in "mnopqrst"]
    learned = FEW.learn(" ".join(words)).learned
    assert (len(learned), learned[-1]) == (MOST_LEARNED, words[-1])


def test_words_of_a_folder_and_mistakes_in_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = Fixtures((Layer("test", {"words/en": {"words": ["alpha Beta", "alpha"]}}),))
    assert load_words(own, texts())["en"].words[:2] == ("alpha", "beta")
    with pytest.raises(FixtureError, match=r"words/en\.json|test"):
        load_words(Fixtures((Layer("test", {"words/en": {"words": 5}}),)), texts())
    folder = tmp_path_factory.mktemp("words")
    (folder / "words").mkdir()
    (folder / "words" / "en.json").write_text('{"words": ["good", "don\'t ok"]}', encoding="utf-8")
    assert any(
        '"don\'t", expected a word of the letters that keys have in en' in str(each) for each in problems(folder)
    )


class Unread:
    """A list of words that nobody may ask for yet."""

    @property
    def words(self) -> tuple[str, ...]:
        raise AssertionError("the words were put together")


def test_a_dictionary_is_made_when_a_word_is_first_looked_up() -> None:
    hand = Writing.on(language="en", mode="T9 abc", predictive=True)
    hand.lexicon = Lexicon.of({"en": Unread()})  # type: ignore[dict-item]
    hand.press("0 1 0 *1").type("good")
    with pytest.raises(AssertionError, match="put together"):
        hand.press("4")
