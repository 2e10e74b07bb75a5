"""The lots behind a balance, and the entries behind the lots."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledger.calendar import DAY_MS
from ledger.commands import Give, Link, Redeem
from ledger.explain import Story, explain
from ledger.ledger import Ledger
from ledger.query import belongings, book_at
from tests.ledger.books import ANNA, NOW_MS, books, done, lot
from tests.ledger.stories import BORIS, SECOND, SIMS, Step, moments, opened, played, stories


def told(ledger: Ledger, msisdn: str, at_ms: int = NOW_MS, *, gone: bool = False) -> tuple[Story, ...]:
    ledger.commit({})
    return explain(ledger.entries(), book_at(ledger.entries(), at_ms), msisdn, at_ms, gone=gone)


@given(stories, st.data())
def test_the_stories_are_the_live_lots_each_explained_to_the_last_point(story: list[Step], data: st.DataObject) -> None:
    ledger, now_ms = played(story)
    at_ms = data.draw(st.sampled_from(moments(ledger, now_ms)))
    book = book_at(ledger.entries(), at_ms)
    for msisdn in SIMS:
        found = explain(ledger.entries(), book, msisdn, at_ms)
        lots = [
            (purse, lot.sequence, lot.left, lot.expires_at_ms, lot.origin)
            for purse, held in sorted(belongings(book, msisdn, at_ms).items())
            for lot in held
        ]
        assert [(s.purse, s.sequence, s.left, s.expires_at_ms, s.origin.seq) for s in found] == lots
        assert all(drawn.amount > 0 and drawn.entry.at_ms <= at_ms for s in found for drawn in s.draws)
        every = explain(ledger.entries(), book, msisdn, at_ms, gone=True)
        assert [s for s in every if s.left] == list(found)
        assert all(s.left >= 0 for s in every)


def test_a_lot_tells_its_origin_its_draws_and_its_date() -> None:
    ledger = books(lot(150, 20), lot(100, 40))
    day_ms = NOW_MS + DAY_MS
    ordered = done(ledger.execute(Redeem(ANNA, "707:12", "ussd"), NOW_MS))
    again = done(ledger.execute(Redeem(ANNA, "707:11", "ussd"), day_ms))
    (minutes, more, points) = told(ledger, ANNA, day_ms)
    assert [minutes.origin.seq, more.origin.seq] == [ordered.seq, again.seq]
    assert (points.sequence, points.opened, points.left, points.origin.kind) == (2, 100, 65, "opened")
    assert [(drawn.entry.seq, drawn.amount) for drawn in points.draws] == [(again.seq, 35)]
    assert points.expires_at_ms == NOW_MS + 40 * DAY_MS
    spent = told(ledger, ANNA, day_ms, gone=True)[2]
    assert [(drawn.entry.seq, drawn.amount) for drawn in spent.draws] == [(ordered.seq, 110), (again.seq, 40)]
    assert spent.left == 0


def test_F31_a_gift_is_the_origin_of_a_fresh_lot() -> None:
    ledger = opened()
    given_ = done(ledger.execute(Give(ANNA, BORIS, 100), NOW_MS))
    (gift,) = [story for story in told(ledger, BORIS) if story.origin == given_]
    assert (gift.opened, gift.left, gift.draws) == (100, 100, [])


def test_F30_what_burned_is_told_among_the_gone() -> None:
    ledger = books(lot(150, 20), lot(100, 40))
    then_ms = NOW_MS + 20 * DAY_MS
    ledger.run_due(then_ms)
    ledger.commit({})
    (alive,) = told(ledger, ANNA, then_ms)
    assert (alive.left, alive.expires_at_ms) == (100, NOW_MS + 40 * DAY_MS)
    burned = told(ledger, ANNA, then_ms, gone=True)[0]
    assert [(drawn.entry.kind, drawn.amount) for drawn in burned.draws] == [("expired", 150)]
    assert told(ledger, ANNA, then_ms - 1)[0].left == 150


def test_F26_the_other_sim_sees_the_lots_of_the_shared_account_only_once_it_shares_it() -> None:
    ledger = opened()
    assert "points" not in {story.purse for story in told(ledger, SECOND)}
    done(ledger.execute(Link(ANNA, SECOND), NOW_MS + 1))
    ledger.commit({})
    points = [story.left for story in told(ledger, SECOND, NOW_MS + 1) if story.purse == "points"]
    assert points == [320, 320, 4000, 500]
    assert "points" not in {story.purse for story in told(ledger, SECOND, NOW_MS)}
