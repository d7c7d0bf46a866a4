"""A guest is forgotten: what goes, what stays, and the list that no restore takes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.errors import StaleError
from takeover.model.post import Post
from takeover.model.turn import Answer, Ending, Fact, State, Turn
from takeover.ports import Claim, Ledger
from tests.contract.conftest import Real
from tests.contract.made import MINUTE, NAIVE, NOON, a_session, a_turn, begun, now, opened

LATER = NOON + MINUTE
WORDS = Post("2026-12-04#1", "a1", "Good morning!", NOON)
SAID = Answer("2026-12-04#1", NOON, {"overall": "good", "words": "In my own words"}, True)


@pytest.fixture
def turn(ledger: Ledger) -> Turn:
    """A turn that is over, with a post, an answer and a session."""
    turn = opened(ledger, a_turn(terms="terms 1, consent 1"))
    ledger.add_session(a_session(turn))
    ledger.write_post(WORDS)
    claim = Claim(turn.id, WORDS.step, "owner", NOON)
    ledger.claim(claim)
    ledger.finish(claim, NOON, "1900000001")
    ledger.close(turn.id, Ending.POSTED, NOON)
    ledger.save_answer(SAID)
    return now(ledger, turn)


class TestForget:
    def test_words_sessions_and_what_led_to_the_guest_are_gone(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        ledger.forget(turn.id, LATER)
        there = now(ledger, turn)
        assert (there.salt, there.guest_hmac, there.forgotten) == ("", "", True)
        assert (list(ledger.posts(turn.id)), list(ledger.sessions(turn.id))) == ([], [])

    def test_what_happened_and_what_x_knows_the_post_by_stay(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        ledger.forget(turn.id, LATER)
        there = now(ledger, turn)
        step = there.steps["forget"]
        assert (step.state, step.at) == (State.DONE, LATER)
        assert there == replace(turn, salt="", guest_hmac="", steps={**turn.steps, "forget": step})
        assert there.steps[WORDS.step].proof == "1900000001"

    def test_posts_of_others_that_were_hidden_or_told_of_are_gone(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        for step in ("hidden-1900000009", "told-danger-1900000009", "told-guessing-"):
            ledger.mark(turn.id, step, NOON, "")
        ledger.forget(turn.id, LATER)
        assert set(now(ledger, turn).steps) == {WORDS.step, "forget"}

    def test_again_is_success_and_keeps_the_first_instant(self, ledger: Ledger, turn: Turn) -> None:
        ledger.forget(turn.id, LATER)
        ledger.forget(turn.id, LATER + MINUTE)
        assert now(ledger, turn).steps["forget"].at == LATER

    def test_other_turns_keep_what_is_theirs(self, ledger: Ledger, turn: Turn) -> None:
        other = begun(ledger, a_turn(number=2))
        ledger.write_post(replace(WORDS, turn=other.id))
        ledger.add_session(a_session(other))
        ledger.forget(turn.id, LATER)
        assert now(ledger, other) == other
        assert list(ledger.posts(other.id)) == [replace(WORDS, turn=other.id)]
        assert list(ledger.sessions(other.id)) == [a_session(other)]

    def test_a_turn_that_is_not_there_is_not_made_up(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.forget("2026-12-04#1", NOON)
        assert ledger.turn("2026-12-04#1") is None

    def test_a_naive_instant_is_refused(self, ledger: Ledger, turn: Turn) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            ledger.forget(turn.id, NAIVE)

    def test_of_many_posts_none_is_left(self, dynamo: Real) -> None:
        turn = begun(dynamo.ledger, a_turn())
        for number in range(30):
            dynamo.ledger.write_post(replace(WORDS, attempt=f"{number:02}", text="x" * 50_000))
        dynamo.ledger.forget(turn.id, LATER)
        kept = dynamo.client.scan(TableName="Ledger")["Items"]
        assert [item["entry"]["S"] for item in kept] == [f"turn#{turn.id}"]


class TestKeepAnswer:
    def test_only_this_of_the_answer_is_kept_and_nothing_is_counted(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        kept = Answer(turn.id, NOON, {"overall": "good"}, wants_contact=True, quote_as="Bluebell")
        ledger.keep_answer(kept)
        assert ledger.answer(turn.id) == kept
        assert now(ledger, turn) == turn

    def test_no_answer_is_made_up(self, ledger: Ledger) -> None:
        begun(ledger, a_turn())
        ledger.keep_answer(SAID)
        assert ledger.answer(SAID.turn) is None

    def test_no_answer_is_taken_once_the_guest_is_to_be_forgotten(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        ledger.note(turn.id, Fact.FORGET_ASKED, LATER)
        with pytest.raises(StaleError, match="to be forgotten"):
            ledger.save_answer(replace(SAID, saved_at=LATER, choices={"words": "Once more"}))
        assert ledger.answer(turn.id) == SAID


class TestList:
    def test_it_is_empty_at_first(self, ledger: Ledger) -> None:
        assert ledger.listed_forgettings() == {}

    def test_a_turn_is_listed_once_with_its_first_instant(self, ledger: Ledger) -> None:
        ledger.list_forgetting("2026-12-04#1", NOON)
        ledger.list_forgetting("2026-12-11", LATER)
        ledger.list_forgetting("2026-12-04#1", LATER)
        assert ledger.listed_forgettings() == {"2026-12-04#1": NOON, "2026-12-11": LATER}

    def test_it_needs_no_turn(self, ledger: Ledger) -> None:
        ledger.list_forgetting("2026-12-04#1", NOON)
        assert ledger.turn("2026-12-04#1") is None
