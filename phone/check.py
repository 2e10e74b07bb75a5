"""Cross-checks of the fixtures: what one file names exists in another, and texts agree in all languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from ledger.configuration import Configuration
from ledger.loading import FixtureError, Fixtures, Problem, folder_layer, nearest
from phone.crosscheck import named, plan_problems
from phone.dialog.tempo import read_tempo
from phone.dialog.words import read_words
from phone.editions import DEFAULT_EDITION, Edition, arranged
from phone.handset.ui.entry.multitap import ENTRY_LANGUAGES
from phone.handset.ui.entry.predictive import is_word
from phone.handset.ui.openers import OPENERS
from phone.modemfile import ModemFile
from phone.network.dialplan import Plan
from phone.network.partners import events
from phone.network.toolkit import FILE as TOOLKIT
from phone.network.toolkit import ToolkitFile, answers
from phone.stock import FILE, Stock
from phone.texts import FORMS, OWN, PLACE, TextFile, Texts
from phone.tour.checking import tour_problems
from phone.tour.records import FILE as TRIES
from phone.tour.records import TriesFile
from phone.words import load_words
from phone.worldfile import AirFile, read_world


def problems(folder: Path | None = None) -> tuple[Problem, ...]:
    """Every mistake of the fixtures with a user's folder over them, in every edition and every world."""
    try:
        base = arranged(DEFAULT_EDITION, folder)
        editions = base.read("editions", dict[str, Edition])
    except FixtureError as error:
        return error.problems
    found = list(_unread(folder))
    known = Fixtures().names("**/*")
    for edition_name, edition in editions.items():
        for file in edition.patch:
            found.extend(named(base, "editions", (edition_name, "patch", file), file, known, "a file of ours"))
    for name in editions:
        found.extend(_of_edition(arranged(name, folder)))
    try:
        texts = Texts.load(base, Configuration.load(base).zone)
    except FixtureError:
        return _once(found)
    for name, edition in editions.items():
        found.extend(named(base, "editions", (name, "title"), edition.title, texts.first.texts, "a text"))
    found.extend(_text_problems(texts))
    return _once(found)


def _once(found: list[Problem]) -> tuple[Problem, ...]:
    """One problem for each place: what an edition adds to the hint is no second mistake."""
    return tuple({(problem.file, problem.path, problem.found): problem for problem in found}.values())


def _of_edition(fixtures: Fixtures) -> Iterator[Problem]:
    """The mistakes of one edition: of its files, its plan, and all worlds under it."""
    loads: tuple[Callable[[], object], ...] = (
        lambda: Configuration.load(fixtures),
        lambda: Plan.load(fixtures),
        lambda: Texts.load(fixtures, ZoneInfo("UTC")),
        lambda: fixtures.read("air", AirFile),
        lambda: fixtures.read(TOOLKIT, ToolkitFile),
        lambda: fixtures.read("modem", ModemFile),
        lambda: fixtures.read(TRIES, TriesFile),
        lambda: read_words(fixtures),
        lambda: read_tempo(fixtures),
        lambda: Stock.load(fixtures, Texts.load(fixtures, ZoneInfo("UTC"))),
    )
    wrong = [problem for load in loads for problem in _problems_of(load)]
    if wrong:
        yield from wrong
        return
    configuration = Configuration.load(fixtures)
    plan = Plan.load(fixtures)
    texts = Texts.load(fixtures, configuration.zone)
    stock = Stock.load(fixtures, texts)
    for name, purse in configuration.purses.items():
        yield from named(fixtures, "purses", (name, "phrase"), purse.phrase, texts.first.phrases, "a phrase")
    yield from _stock_problems(fixtures, stock, texts)
    yield from _dialog_problems(fixtures, configuration)
    for name, picture in stock.pictures.items():
        yield from named(fixtures, "pictures", (name, "title"), picture.title, texts.first.texts, "a text")
    for place, name in enumerate(configuration.rules.site.regions):
        path = ("site", "regions", str(place))
        yield from named(fixtures, "rules", path, f"region.{name}", texts.first.texts, "a text")
    for name in configuration.earning.promotions.offers:
        path = ("promotions", "offers", name)
        for key, what in ((f"promotion.{name}", "says what is to be done"), (f"promotion.{name}.title", "names it")):
            if not texts.has(key):
                yield fixtures.problem("earning", path, f'no text "{key}"', f"a text that {what}")
    yield from _word_problems(fixtures, texts)
    yield from plan_problems(fixtures, plan, configuration, texts)
    yield from _call_problems(fixtures, configuration)
    yield from _toolkit_problems(fixtures, plan, configuration, texts)
    yield from tour_problems(fixtures, configuration, texts)
    for world in fixtures.names("worlds/*"):
        yield from _problems_of(partial(read_world, Path(world).name, fixtures, configuration.purses))


def _stock_problems(fixtures: Fixtures, stock: Stock, texts: Texts) -> Iterator[Problem]:
    """Menus, screens and names of the phone that there are not (`handset.json`)."""
    known = texts.first.texts
    for menu, items in stock.menus.items():
        yield from named(fixtures, FILE, ("menus", menu), f"handset.menu.{menu}", known, "a text")
        for place, item in enumerate(items):
            path = ("menus", menu, str(place))
            yield from named(fixtures, FILE, path, item, {**stock.menus, **OPENERS}, "a menu or a screen of the phone")
            yield from named(fixtures, FILE, path, f"handset.menu.{item}", known, "a text")
    if "main" not in stock.menus:
        yield fixtures.problem(FILE, ("menus",), "no main", "the menu main, which the phone opens first")
    for profile in stock.file.profiles:
        yield from named(fixtures, FILE, ("profiles", profile), f"handset.profile.{profile}", known, "a text")
    yield from named(fixtures, FILE, ("silent_profile",), stock.file.silent_profile, stock.file.profiles, "a profile")
    for field, names, prefix in (
        ("ringtones", stock.file.ringtones, "ringtone"),
        ("languages", stock.file.languages, "language"),
        ("templates", stock.file.templates, "template"),
    ):
        for place, name in enumerate(names):
            yield from named(fixtures, FILE, (field, str(place)), f"handset.{prefix}.{name}", known, "a text")


def _dialog_problems(fixtures: Fixtures, configuration: Configuration) -> Iterator[Problem]:
    """Words of dialogs that mean a way of earning or a purse that there is not (`dialog.json`)."""
    table = read_words(fixtures).table
    known = {event.name: event for event in events(configuration)}
    for name, verb in table.life.items():
        if verb.event in ("earn", "bill"):
            what = "a source of earning.json" if verb.event == "earn" else "a bill of purses.json"
            yield from named(fixtures, "dialog", ("life", name, "source"), verb.source, known, what)
    for name, unit in table.units.items():
        for place, purse in enumerate(unit.purses):
            path = ("units", name, "purses", str(place))
            yield from named(fixtures, "dialog", path, purse, configuration.purses, "a purse")


def _problems_of(load: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        load()
    except FixtureError as error:
        return error.problems
    return ()


def _unread(folder: Path | None) -> Iterator[Problem]:
    """Files of a user's folder that no part of the house reads."""
    if folder is None:
        return
    known = Fixtures().names("**/*")
    for name in folder_layer(folder).patches:
        if name not in known and not Path(name).match("worlds/*") and not Path(name).match("texts/*.*"):
            yield Problem(str(folder), f"{name}.json", "a file that nobody reads", f"one of ours{nearest(name, known)}")


def _call_problems(fixtures: Fixtures, configuration: Configuration) -> Iterator[Problem]:
    """Purses of call control that there are not."""
    for field in ("withheld_by", "tunes"):
        for purse in getattr(configuration.rules.calls, field):
            yield from named(fixtures, "rules", ("calls", field), purse, configuration.purses, "a purse")


def _word_problems(fixtures: Fixtures, texts: Texts) -> Iterator[Problem]:
    """Words for predictive input that the keys of their language cannot write."""
    lists = load_words(fixtures, texts)
    rows = [
        (language, number, row)
        for language in ENTRY_LANGUAGES
        if language in lists
        for number, row in enumerate(lists[language].rows)
    ]
    for language, number, row in rows:
        for word in row.lower().split():
            if not is_word(word, language):
                expected = f"a word of the letters that keys have in {language}"
                yield fixtures.problem(f"words/{language}", ("words", str(number)), f'"{word}"', expected)


def _toolkit_problems(fixtures: Fixtures, plan: Plan, configuration: Configuration, texts: Texts) -> Iterator[Problem]:
    """Lines of the SIM cards' menu that lead nowhere in any edition, or lack a text."""
    file, known = fixtures.read(TOOLKIT, ToolkitFile), texts.first.texts
    everything = Plan.load(arranged(DEFAULT_EDITION))
    for menu, items in file.items():
        for name, item in items.items():
            path = (menu, name)
            yield from named(fixtures, TOOLKIT, path, f"toolkit.{name}", known, "a text")
            if item.confirm:
                yield from named(fixtures, TOOLKIT, (*path, "confirm"), item.confirm, known, "a text")
            if item.menu:
                yield from named(fixtures, TOOLKIT, (*path, "menu"), item.menu, file, "a menu")
            for purse in item.rewards:
                yield from named(fixtures, TOOLKIT, (*path, "rewards"), purse, configuration.purses, "a purse")
                if purse in configuration.purses:
                    yield from named(fixtures, TOOLKIT, (*path, "rewards"), f"toolkit.reward.{purse}", known, "a text")
            if (item.ussd or item.sms) and not answers(item, plan) and not answers(item, everything):
                expected = "a code of the dial plan" if item.ussd else "a keyword of a short number of the dial plan"
                yield fixtures.problem(TOOLKIT, path, f'"{item.ussd or item.say}"', expected)


def _text_problems(texts: Texts) -> Iterator[Problem]:
    """Texts that one language lacks, places that differ, forms that do not exist, plural forms that are missing."""
    own = list(dict.fromkeys(OWN.values()))
    keys = sorted({key for language in own for key in texts.files[language].texts})
    for language in own:
        file, read = f"texts/*.{language}.json", texts.files[language]
        for key in keys:
            if key not in read.texts:
                yield Problem(file, f"texts.{key}", "nothing", "this text, which another language has")
        for key, template in read.texts.items():
            yield from _form_problems(file, key, template, read)
        yield from _phrase_problems(file, read, texts.languages[language].forms)
    for key in keys:
        yield from _place_problems(texts, own, key)


def _form_problems(file: str, key: str, template: str, read: TextFile) -> Iterator[Problem]:
    known = {"text", *FORMS, *read.phrases}
    for place in PLACE.finditer(template):
        form = place["form"]
        if form and form not in known:
            yield Problem(file, f"texts.{key}", f'the form "{form}"', f"a form or phrase{nearest(form, known)}")


def _phrase_problems(file: str, read: TextFile, categories: frozenset[str]) -> Iterator[Problem]:
    for phrase, forms in read.phrases.items():
        for category in sorted(categories - forms.keys()):
            expected = f"one of {', '.join(sorted(categories))}"
            yield Problem(file, f"phrases.{phrase}", f'no plural form "{category}"', expected)


def _place_problems(texts: Texts, languages: list[str], key: str) -> Iterator[Problem]:
    """Places of a text that another language does not have."""
    having = [language for language in languages if key in texts.files[language].texts]
    model = _places(texts, having[0], key)
    for language in having[1:]:
        places = _places(texts, language, key)
        if places != model:
            expected = f"{', '.join(sorted(model)) or 'no places'}, as in {having[0]}"
            found = ", ".join(sorted(places)) or "no places"
            yield Problem(f"texts/*.{language}.json", f"texts.{key}", found, expected)


def _places(texts: Texts, language: str, key: str) -> set[str]:
    return {place["name"] for place in PLACE.finditer(texts.files[language].texts[key])}
