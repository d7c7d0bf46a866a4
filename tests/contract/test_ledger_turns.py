"""Turns, and who holds the account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from takeover.errors import StaleError
from takeover.model.calendar import Window
from takeover.model.turn import Account, Ending, Fact, State, StepRecord
from takeover.ports import Ledger
from tests.contract.made import (
    MINUTE,
    NAIVE,
    NOON,
    WEEKEND,
    a_turn,
    begun,
    held_by,
    now,
    opened,
    probe_of,
)


class TestBegin:
    def test_a_turn_comes_back_as_it_was_written(self, ledger: Ledger) -> None:
        turn = a_turn(
            facts={Fact.SEEN: NOON, Fact.ACCEPTED: NOON + MINUTE},
            steps={"booked": StepRecord(State.DONE, NOON, "owner", "mail-1")},
            how=Ending.CANCELLED,
            last_mail_at=NOON,
            mails=3,
            generation=2,
            pauses=1,
            answers=2,
            number_asks=1,
            declines=1,
            wrong_numbers=4,
            terms="2026-11",
        )
        ledger.begin(turn)
        assert ledger.turn(turn.id) == turn

    def test_a_turn_that_nobody_began_is_none(self, ledger: Ledger) -> None:
        assert ledger.turn("2026-12-04#1") is None

    def test_beginning_again_after_a_lost_answer_is_success(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.begin(turn)
        assert ledger.turn(turn.id) == turn

    def test_a_number_that_is_taken_is_refused(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        with pytest.raises(StaleError):
            ledger.begin(replace(turn, salt="ff" * 16))
        assert ledger.turn(turn.id) == turn

    def test_what_is_handed_over_is_copied(self, ledger: Ledger) -> None:
        facts = {Fact.SEEN: NOON}
        turn = begun(ledger, a_turn(facts=facts))
        facts[Fact.ACCEPTED] = NOON
        assert now(ledger, turn).facts == {Fact.SEEN: NOON}

    def test_a_naive_instant_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            ledger.begin(a_turn(facts={Fact.SEEN: NAIVE}))


class TestLook:
    def test_an_empty_ledger_has_nothing(self, ledger: Ledger) -> None:
        assert ledger.look(WEEKEND) == Account()

    def test_turns_come_in_order_of_weekend_and_number(self, ledger: Ledger) -> None:
        later = a_turn(date(2026, 12, 11))
        tenth, second = a_turn(number=10), a_turn(number=2)
        for turn in (later, tenth, second):
            ledger.begin(turn)
        assert ledger.look(WEEKEND).turns == (second, tenth, later)

    def test_turns_before_the_date_are_left_out(self, ledger: Ledger) -> None:
        ledger.begin(a_turn(date(2026, 11, 27)))
        turn = begun(ledger, a_turn())
        assert ledger.look(WEEKEND).turns == (turn,)

    def test_the_holders_turn_comes_however_old(self, ledger: Ledger) -> None:
        old = opened(ledger, a_turn(date(2026, 1, 2)))
        turn = begun(ledger, a_turn())
        account = ledger.look(WEEKEND)
        assert account.turns == (now(ledger, old), turn)
        assert account.holder == held_by(old)

    def test_holder_live_told_and_weekly_come_along(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        ledger.go_live(NOON)
        ledger.see("mistake", NOON)
        ledger.mark("~weekly", "weekly-2026-12-02", NOON, "mail-1")
        assert ledger.look(WEEKEND) == Account(
            turns=(now(ledger, turn),),
            holder=held_by(turn),
            live_since=NOON,
            live_table=ledger.table_id(),
            told={"mistake": StepRecord(State.SEEN, NOON)},
            weekly={"weekly-2026-12-02": StepRecord(State.DONE, NOON, "", "mail-1")},
        )


class TestOpen:
    def test_it_sets_holder_fact_window_and_probe(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        longer = Window(turn.window.starts_at, turn.window.ends_at + timedelta(hours=1))
        moved = replace(turn, window=longer)
        ledger.open(moved, held_by(moved), probe_of(moved), NOON)
        assert ledger.holder() == held_by(moved)
        assert ledger.turn(turn.id) == replace(moved, facts={Fact.OPENED: NOON})
        assert ledger.sessions(turn.id) == [probe_of(moved)]

    def test_opening_again_after_a_lost_answer_is_success(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        ledger.open(turn, held_by(turn), probe_of(turn), NOON)
        assert ledger.holder() == held_by(turn)

    def test_a_second_run_is_refused_and_changes_nothing(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        with pytest.raises(StaleError):
            ledger.open(turn, held_by(turn), probe_of(turn), NOON + MINUTE)
        assert now(ledger, turn).at(Fact.OPENED) == NOON

    def test_it_is_refused_while_another_turn_holds(self, ledger: Ledger) -> None:
        first = opened(ledger, a_turn())
        second = begun(ledger, a_turn(date(2026, 12, 11)))
        with pytest.raises(StaleError):
            ledger.open(second, held_by(second), probe_of(second), NOON)
        assert ledger.holder() == held_by(first)
        assert ledger.turn(second.id) == second
        assert ledger.sessions(second.id) == []

    @pytest.mark.parametrize("fact", [Fact.CLOSED, Fact.DECLINED, Fact.GONE])
    def test_a_turn_that_is_over_is_never_opened(self, ledger: Ledger, fact: Fact) -> None:
        turn = begun(ledger, a_turn(facts={fact: NOON}))
        with pytest.raises(StaleError):
            ledger.open(turn, held_by(turn), probe_of(turn), NOON)
        assert ledger.holder() is None
        assert ledger.turn(turn.id) == turn
        assert ledger.sessions(turn.id) == []

    def test_a_turn_that_nobody_began_is_never_opened(self, ledger: Ledger) -> None:
        turn = a_turn()
        with pytest.raises(StaleError):
            ledger.open(turn, held_by(turn), probe_of(turn), NOON)
        assert (ledger.holder(), ledger.turn(turn.id)) == (None, None)


class TestClose:
    def test_it_releases_the_holder_and_says_how(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        ledger.close(turn.id, Ending.POSTED, NOON + MINUTE)
        assert ledger.holder() is None
        there = now(ledger, turn)
        assert there.facts == {Fact.OPENED: NOON, Fact.CLOSED: NOON + MINUTE}
        assert there.how is Ending.POSTED

    def test_closing_what_is_closed_changes_nothing(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        ledger.close(turn.id, Ending.GUEST_STOPPED, NOON + MINUTE)
        closed = now(ledger, turn)
        ledger.close(turn.id, Ending.POSTED, NOON + 2 * MINUTE)
        assert ledger.turn(turn.id) == closed

    def test_closing_an_earlier_turn_leaves_the_present_holder(self, ledger: Ledger) -> None:
        first = opened(ledger, a_turn())
        ledger.close(first.id, Ending.POSTED, NOON + MINUTE)
        second = opened(ledger, a_turn(date(2026, 12, 11)))
        ledger.close(first.id, Ending.POSTED, NOON + 2 * MINUTE)
        assert ledger.holder() == held_by(second)

    def test_a_turn_without_its_holder_can_still_be_closed(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn(facts={Fact.OPENED: NOON}))
        ledger.close(turn.id, Ending.POSTED, NOON + MINUTE)
        assert now(ledger, turn).at(Fact.CLOSED) == NOON + MINUTE

    def test_a_turn_that_nobody_began_is_not_made_up(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.close("2026-12-04#1", Ending.POSTED, NOON)
        assert ledger.turn("2026-12-04#1") is None

    def test_the_next_turn_can_be_opened_after_it(self, ledger: Ledger) -> None:
        first = opened(ledger, a_turn())
        ledger.close(first.id, Ending.POSTED, NOON + MINUTE)
        second = opened(ledger, a_turn(date(2026, 12, 11)))
        assert ledger.holder() == held_by(second)


class TestPause:
    def test_it_pauses_the_holder_and_counts(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        assert ledger.pause(turn.id, NOON + MINUTE) is True
        assert ledger.holder() == replace(held_by(turn), paused_at=NOON + MINUTE)
        there = now(ledger, turn)
        assert (there.at(Fact.PAUSED), there.pauses) == (NOON + MINUTE, 1)

    def test_a_pause_is_not_begun_twice(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        ledger.pause(turn.id, NOON + MINUTE)
        assert ledger.pause(turn.id, NOON + 2 * MINUTE) is False
        assert now(ledger, turn).pauses == 1

    def test_finding_our_own_is_success_and_counts_once(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        ledger.pause(turn.id, NOON)
        assert ledger.pause(turn.id, NOON) is True
        assert now(ledger, turn).pauses == 1

    def test_who_does_not_hold_is_not_paused(self, ledger: Ledger) -> None:
        opened(ledger, a_turn())
        other = begun(ledger, a_turn(date(2026, 12, 11)))
        assert ledger.pause(other.id, NOON) is False
        assert ledger.turn(other.id) == other

    def test_it_is_resumed_once_and_can_come_again(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        assert ledger.resume(turn.id) is False
        ledger.pause(turn.id, NOON)
        assert ledger.resume(turn.id) is True
        assert ledger.resume(turn.id) is False
        assert ledger.holder() == held_by(turn)
        assert ledger.pause(turn.id, NOON + MINUTE) is True
        assert now(ledger, turn).pauses == 2

    def test_what_the_team_paused_only_the_team_lets_go_on(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        assert ledger.pause(turn.id, NOON, by_us=True) is True
        assert ledger.holder() == replace(held_by(turn), paused_at=NOON, paused_by_us=True)
        there = now(ledger, turn)
        assert (there.at(Fact.PAUSED_BY_US), there.our_pauses) == (NOON, 1)
        assert (there.has(Fact.PAUSED), there.pauses) == (False, 0)
        assert ledger.resume(turn.id) is False
        assert ledger.resume(turn.id, by_us=True) is True
        assert ledger.holder() == held_by(turn)
        ledger.pause(turn.id, NOON + MINUTE)
        assert ledger.resume(turn.id, by_us=True) is True

    def test_another_turn_cannot_resume_it(self, ledger: Ledger) -> None:
        turn = opened(ledger, a_turn())
        ledger.pause(turn.id, NOON)
        assert ledger.resume("2026-12-11#1") is False
        assert ledger.holder() == replace(held_by(turn), paused_at=NOON)


class TestGoLive:
    def test_it_happens_once(self, ledger: Ledger) -> None:
        assert ledger.go_live(NOON) is True
        assert ledger.go_live(NOON) is True
        assert ledger.go_live(NOON + MINUTE) is False
        assert ledger.look(WEEKEND).live_since == NOON


class TestAway:
    def test_until_when_nobody_is_there_comes_with_the_look(self, ledger: Ledger) -> None:
        assert ledger.look(WEEKEND).away_until is None
        assert ledger.set_away(NOON, None)
        assert ledger.look(WEEKEND).away_until == NOON
        assert ledger.set_away(None, NOON)
        assert ledger.look(WEEKEND).away_until is None

    def test_of_two_who_change_it_at_once_the_second_changes_nothing(self, ledger: Ledger) -> None:
        assert ledger.set_away(NOON, None)
        assert not ledger.set_away(NOON + MINUTE, None)
        assert not ledger.set_away(None, NOON + MINUTE)
        assert ledger.look(WEEKEND).away_until == NOON

    def test_finding_our_own_words_is_success(self, ledger: Ledger) -> None:
        for before in (None, None, NOON):
            assert ledger.set_away(NOON, before)
        for before in (NOON, NOON, None):
            assert ledger.set_away(None, before)

    def test_a_time_without_its_zone_is_not_written(self, ledger: Ledger) -> None:
        with pytest.raises(ValueError, match="zone"):
            ledger.set_away(NAIVE, None)
