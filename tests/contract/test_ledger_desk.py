"""Sessions, posts, answers and numbers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from takeover.errors import StaleError
from takeover.model.post import Post
from takeover.model.turn import Answer, Ending, Fact, SessionKind, Turn
from takeover.ports import Ledger
from tests.contract.made import MINUTE, NAIVE, NOON, a_session, a_turn, held_by, probe_of

WORDS = Post("2026-12-04#1", "a1", "Good morning!", NOON)
SAID = Answer("2026-12-04#1", NOON, {"1": "good", "7": "In my own words"})


@pytest.fixture
def turn(ledger: Ledger) -> Turn:
    begun = a_turn()
    ledger.begin(begun)
    return begun


def now(ledger: Ledger, turn: Turn) -> Turn:
    there = ledger.turn(turn.id)
    assert there is not None
    return there


class TestSessions:
    def test_a_session_comes_back_as_it_was_written(self, ledger: Ledger, turn: Turn) -> None:
        session = a_session(turn, generation=2, ended_at=NOON)
        ledger.add_session(session)
        assert ledger.session(turn.id, "d1") == session

    def test_a_session_that_nobody_opened_is_none(self, ledger: Ledger, turn: Turn) -> None:
        assert ledger.session(turn.id, "d1") is None

    def test_another_turn_has_other_sessions(self, ledger: Ledger, turn: Turn) -> None:
        ledger.add_session(a_session(turn))
        assert ledger.session("2026-12-04#2", "d1") is None
        assert ledger.sessions("2026-12-04#2") == []

    def test_adding_again_after_a_lost_answer_is_success(self, ledger: Ledger, turn: Turn) -> None:
        ledger.add_session(a_session(turn))
        ledger.add_session(a_session(turn))
        assert ledger.sessions(turn.id) == [a_session(turn)]

    def test_a_token_is_never_two_sessions(self, ledger: Ledger, turn: Turn) -> None:
        ledger.add_session(a_session(turn))
        with pytest.raises(StaleError):
            ledger.add_session(a_session(turn, generation=9))
        assert ledger.sessions(turn.id) == [a_session(turn)]

    def test_after_closing_none_with_the_number_begins(self, ledger: Ledger, turn: Turn) -> None:
        there = a_session(turn)
        ledger.add_session(there)
        ledger.close(turn.id, Ending.GUEST_STOPPED, NOON)
        ledger.add_session(there)  # the same once more is no new one
        with pytest.raises(StaleError):
            ledger.add_session(replace(there, digest="d2"))
        ledger.add_session(replace(there, digest="d3", kind=SessionKind.LINK))
        assert [one.digest for one in ledger.sessions(turn.id)] == ["d1", "d3"]

    def test_it_ends_once(self, ledger: Ledger, turn: Turn) -> None:
        ledger.add_session(a_session(turn))
        ledger.end_session(turn.id, "d1", NOON)
        ledger.end_session(turn.id, "d1", NOON + MINUTE)
        assert ledger.session(turn.id, "d1") == a_session(turn, ended_at=NOON)

    def test_ending_what_is_gone_makes_nothing_up(self, ledger: Ledger, turn: Turn) -> None:
        ledger.end_session(turn.id, "d1", NOON)
        assert ledger.sessions(turn.id) == []

    def test_a_naive_end_is_refused(self, ledger: Ledger, turn: Turn) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            ledger.add_session(a_session(turn, ended_at=NAIVE))


class TestGateView:
    def test_it_shows_holder_and_session(self, ledger: Ledger, turn: Turn) -> None:
        ledger.open(turn, held_by(turn), probe_of(turn), NOON)
        ledger.add_session(a_session(turn))
        assert ledger.gate_view(turn.id, "d1") == (held_by(turn), a_session(turn))

    def test_either_may_be_missing(self, ledger: Ledger, turn: Turn) -> None:
        assert ledger.gate_view(turn.id, "d1") == (None, None)
        ledger.add_session(a_session(turn))
        assert ledger.gate_view(turn.id, "d1") == (None, a_session(turn))
        ledger.open(turn, held_by(turn), probe_of(turn), NOON)
        assert ledger.gate_view(turn.id, "d2") == (held_by(turn), None)


class TestPosts:
    def test_words_are_kept_once_for_each_attempt(self, ledger: Ledger) -> None:
        assert ledger.write_post(WORDS) is True
        assert ledger.write_post(replace(WORDS, text="Other words")) is False
        assert ledger.posts(WORDS.turn) == [WORDS]

    def test_finding_our_own_words_is_success(self, ledger: Ledger) -> None:
        ledger.write_post(WORDS)
        assert ledger.write_post(WORDS) is True

    def test_a_second_press_of_the_button_is_not_ours(self, ledger: Ledger) -> None:
        ledger.write_post(WORDS)
        assert ledger.write_post(replace(WORDS, written_at=NOON + MINUTE)) is False

    def test_they_come_oldest_first(self, ledger: Ledger) -> None:
        later = replace(WORDS, attempt="a0", written_at=NOON + MINUTE)
        ledger.write_post(later)
        ledger.write_post(WORDS)
        ledger.write_post(replace(WORDS, turn="2026-12-04#2"))
        assert ledger.posts(WORDS.turn) == [WORDS, later]

    def test_words_in_any_letters_come_back_whole(self, ledger: Ledger) -> None:
        words = replace(WORDS, text=" Zoë 👩‍👩‍👧 \n\n “ok” & <b> ")
        ledger.write_post(words)
        assert ledger.posts(WORDS.turn) == [words]


class TestAnswers:
    def test_an_answer_comes_back_as_it_was_written(self, ledger: Ledger, turn: Turn) -> None:
        ledger.save_answer(SAID)
        assert ledger.answer(turn.id) == SAID
        assert ledger.turn(turn.id) == replace(turn, facts={Fact.ANSWERED: NOON}, answers=1)

    def test_no_answer_is_none(self, ledger: Ledger, turn: Turn) -> None:
        assert ledger.answer(turn.id) is None

    def test_the_newest_counts_and_the_first_is_when_they_answered(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        ledger.save_answer(SAID)
        newer = replace(SAID, saved_at=NOON + MINUTE, choices={"1": "hard"}, wants_contact=True)
        ledger.save_answer(newer)
        assert ledger.answer(turn.id) == newer
        there = now(ledger, turn)
        assert there.facts == {Fact.ANSWERED: NOON, Fact.WANTS_CONTACT: NOON + MINUTE}
        assert there.answers == 2

    def test_an_older_one_changes_nothing(self, ledger: Ledger, turn: Turn) -> None:
        ledger.save_answer(SAID)
        ledger.save_answer(replace(SAID, saved_at=NOON - MINUTE, wants_contact=True))
        assert ledger.answer(turn.id) == SAID
        assert now(ledger, turn).answers == 1

    def test_saving_again_after_a_lost_answer_counts_once(self, ledger: Ledger, turn: Turn) -> None:
        ledger.save_answer(SAID)
        ledger.save_answer(SAID)
        assert now(ledger, turn).answers == 1

    def test_no_turn_is_made_up(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.save_answer(SAID)
        assert (ledger.turn(SAID.turn), ledger.answer(SAID.turn)) == (None, None)


class TestNumbers:
    def test_wrong_numbers_are_counted(self, ledger: Ledger, turn: Turn) -> None:
        assert [ledger.count_number(turn.id, 1) for _ in range(3)] == [1, 2, 3]
        assert now(ledger, turn).wrong_numbers == 3

    def test_none_is_missed_when_many_come_at_once(self, ledger: Ledger, turn: Turn) -> None:
        with ThreadPoolExecutor(6) as tries:
            counted = list(tries.map(lambda _: ledger.count_number(turn.id, 1), range(6)))
        assert sorted(counted) == [1, 2, 3, 4, 5, 6]

    def test_a_right_number_is_not_counted(self, ledger: Ledger, turn: Turn) -> None:
        for _ in range(2):
            ledger.count_number(turn.id, 1)
        ledger.number_was_right(turn.id, 1)
        assert ledger.count_number(turn.id, 1) == 2
        ledger.number_was_right(turn.id, 7)
        assert ledger.count_number(turn.id, 1) == 3

    def test_the_next_generation_starts_from_none(self, ledger: Ledger, turn: Turn) -> None:
        ledger.count_number(turn.id, 1)
        assert ledger.next_generation(turn.id, 1, NOON) is True
        renewed = replace(turn, generation=2, facts={Fact.NEW_NUMBER: NOON})
        assert ledger.turn(turn.id) == renewed
        assert ledger.count_number(turn.id, 2) == 1

    def test_a_generation_that_is_over_counts_nothing(self, ledger: Ledger, turn: Turn) -> None:
        ledger.next_generation(turn.id, 1, NOON)
        with pytest.raises(StaleError):
            ledger.count_number(turn.id, 1)
        assert now(ledger, turn).wrong_numbers == 0

    def test_it_ends_once(self, ledger: Ledger, turn: Turn) -> None:
        ledger.next_generation(turn.id, 1, NOON)
        assert ledger.next_generation(turn.id, 1, NOON + MINUTE) is False
        assert now(ledger, turn).generation == 2

    def test_finding_our_own_end_is_success(self, ledger: Ledger, turn: Turn) -> None:
        ledger.next_generation(turn.id, 1, NOON)
        assert ledger.next_generation(turn.id, 1, NOON) is True

    def test_asking_again_is_counted_with_the_latest_instant(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        assert ledger.ask_number(turn.id, NOON) == 1
        assert ledger.ask_number(turn.id, NOON + MINUTE) == 2
        asked = {Fact.ASKED_NUMBER: NOON + MINUTE}
        assert ledger.turn(turn.id) == replace(turn, facts=asked, number_asks=2)

    def test_no_turn_is_made_up(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.count_number("2026-12-04#1", 1)
        with pytest.raises(StaleError):
            ledger.next_generation("2026-12-04#1", 1, NOON)
        with pytest.raises(StaleError):
            ledger.ask_number("2026-12-04#1", NOON)
        assert ledger.turn("2026-12-04#1") is None
