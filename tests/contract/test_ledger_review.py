"""Words that wait for a yes: in the draft and the turn, or in neither; one alone has the word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from takeover.errors import StaleError
from takeover.model.post import Draft, Photo
from takeover.model.review import Ask, Reply
from takeover.model.turn import Fact, Turn
from takeover.ports import Ledger
from tests.contract.made import MINUTE, NAIVE, NOON, a_turn

ASK = Ask(NOON, NOON + timedelta(hours=14), NOON + timedelta(hours=2))
DRAFT = Draft(
    "2026-12-04#1", "a1", ("One.", "Two."), NOON, answers="190", photos=(Photo("2" * 32),)
)
WAITS = replace(DRAFT, ask=ASK, send_at=NOON + MINUTE)
YES = replace(WAITS, reply=Reply.YES)
NO = replace(WAITS, reply=Reply.NO, reason="Zoë 👩‍👩‍👧 “later”", send_at=None)


@pytest.fixture
def turn(ledger: Ledger) -> Turn:
    begun = a_turn()
    ledger.begin(begun)
    return begun


def of_turn(ledger: Ledger) -> tuple[dict[str, object], dict[str, object]]:
    there = ledger.turn(DRAFT.turn)
    assert there is not None
    return dict(there.sends), dict(there.asks)


@pytest.mark.parametrize("draft", [DRAFT, WAITS, YES, NO, replace(WAITS, ask=Ask(NOON, NOON))])
def test_they_come_back_as_they_were_kept(ledger: Ledger, turn: Turn, draft: Draft) -> None:
    ledger.keep_draft(draft)
    assert ledger.drafts(turn.id) == [draft]
    assert ledger.swap_draft(draft, replace(draft, refused="never"))
    assert ledger.drafts(turn.id) == [replace(draft, refused="never")]


@pytest.mark.usefixtures("turn")
def test_what_waits_is_sent_at_no_time_until_the_team_says_yes(ledger: Ledger) -> None:
    assert ledger.swap_draft(None, WAITS)
    assert of_turn(ledger) == ({}, {"a1": ASK})
    assert ledger.swap_draft(WAITS, YES)
    assert of_turn(ledger) == ({"a1": NOON + MINUTE}, {})


@pytest.mark.usefixtures("turn")
def test_after_a_no_nothing_waits_and_nothing_is_sent(ledger: Ledger) -> None:
    ledger.keep_draft(WAITS)
    assert ledger.swap_draft(WAITS, NO)
    assert of_turn(ledger) == ({}, {})


def test_what_is_thrown_away_waits_no_more(ledger: Ledger, turn: Turn) -> None:
    ledger.keep_draft(WAITS)
    ledger.drop_draft(turn.id, "a1")
    assert (ledger.drafts(turn.id), of_turn(ledger)) == ([], ({}, {}))
    assert not ledger.swap_draft(WAITS, YES)
    assert (ledger.drafts(turn.id), of_turn(ledger)) == ([], ({}, {}))


@pytest.mark.parametrize(
    "meanwhile",
    [NO, DRAFT, replace(WAITS, ask=replace(ASK, asked_at=NOON + MINUTE)),
     replace(WAITS, saved_at=NOON + MINUTE)],
)  # fmt: skip
def test_who_looked_before_somebody_changed_them_changes_nothing(
    ledger: Ledger, turn: Turn, meanwhile: Draft
) -> None:
    ledger.keep_draft(meanwhile)
    before = of_turn(ledger)
    assert not ledger.swap_draft(WAITS, YES)
    assert not ledger.swap_draft(None, replace(YES, reason="another"))
    assert (ledger.drafts(turn.id), of_turn(ledger)) == ([meanwhile], before)


@pytest.mark.usefixtures("turn")
def test_finding_our_own_write_is_success(ledger: Ledger) -> None:
    ledger.keep_draft(WAITS)
    assert ledger.swap_draft(WAITS, YES)
    assert ledger.swap_draft(WAITS, YES)
    assert ledger.swap_draft(None, YES)


def test_of_many_at_once_one_has_the_word(ledger: Ledger, turn: Turn) -> None:
    ledger.keep_draft(WAITS)
    words = [replace(NO, reason=str(number)) for number in range(4)]
    with ThreadPoolExecutor(4) as members:
        had = list(members.map(lambda word: ledger.swap_draft(WAITS, word), words))
    (there,) = ledger.drafts(turn.id)
    assert [word for word, first in zip(words, had, strict=True) if first] == [there]


def test_who_is_to_be_forgotten_asks_no_more(ledger: Ledger, turn: Turn) -> None:
    ledger.note(turn.id, Fact.FORGET_ASKED, NOON)
    with pytest.raises(StaleError):
        ledger.swap_draft(None, WAITS)
    assert ledger.drafts(turn.id) == []


def test_no_turn_is_made_up(ledger: Ledger) -> None:
    with pytest.raises(StaleError):
        ledger.swap_draft(None, WAITS)
    assert (ledger.turn(DRAFT.turn), ledger.drafts(DRAFT.turn)) == (None, [])


@pytest.mark.usefixtures("turn")
def test_a_naive_instant_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        ledger.swap_draft(None, replace(WAITS, send_at=NAIVE))


def test_forgetting_deletes_them(ledger: Ledger, turn: Turn) -> None:
    ledger.keep_draft(WAITS)
    ledger.forget(turn.id, NOON)
    assert ledger.drafts(turn.id) == []
