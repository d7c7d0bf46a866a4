"""What happened to a turn, written down once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.errors import StaleError
from takeover.model.turn import Account, Ending, Fact
from takeover.ports import Ledger
from tests.contract.made import (
    LONDON,
    MINUTE,
    NAIVE,
    NOON,
    WEEKEND,
    a_turn,
    begun,
    now,
)


class TestFacts:
    def test_a_fact_is_noted_once(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        assert ledger.note(turn.id, Fact.SIGNED_IN, NOON) is True
        assert ledger.note(turn.id, Fact.SIGNED_IN, NOON + MINUTE) is False
        assert now(ledger, turn).facts == {Fact.SIGNED_IN: NOON}

    def test_finding_our_own_fact_is_success(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.note(turn.id, Fact.SIGNED_IN, NOON)
        assert ledger.note(turn.id, Fact.SIGNED_IN, NOON) is True

    def test_the_same_instant_on_other_clocks_is_the_same(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.note(turn.id, Fact.SEEN, NOON.astimezone(LONDON))
        assert now(ledger, turn).at(Fact.SEEN) == NOON

    def test_an_ending_comes_with_it(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.note(turn.id, Fact.GONE, NOON, Ending.REHEARSAL_OVER)
        assert now(ledger, turn).how is Ending.REHEARSAL_OVER

    def test_a_cancellation_is_taken_back_with_its_ending(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.note(turn.id, Fact.GONE, NOON, Ending.CANCELLED)
        ledger.forget_fact(turn.id, Fact.GONE)
        assert ledger.turn(turn.id) == turn

    def test_other_facts_are_taken_back_without_the_ending(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn(how=Ending.DECLINED, facts={Fact.DECLINED: NOON}))
        ledger.forget_fact(turn.id, Fact.DECLINED)
        assert ledger.turn(turn.id) == replace(turn, facts={})

    def test_the_ending_of_a_closed_turn_stands(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn(facts={Fact.GONE: NOON}))
        ledger.close(turn.id, Ending.CHARITY_STOPPED, NOON)
        with pytest.raises(StaleError):
            ledger.forget_fact(turn.id, Fact.GONE)
        assert now(ledger, turn).how is Ending.CHARITY_STOPPED

    def test_nothing_is_noted_about_a_turn_that_nobody_began(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.note("2026-12-04#1", Fact.SEEN, NOON)
        with pytest.raises(StaleError):
            ledger.forget_fact("2026-12-04#1", Fact.SEEN)
        assert ledger.look(WEEKEND) == Account()

    def test_a_naive_instant_is_refused(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        with pytest.raises(ValueError, match="no time zone"):
            ledger.note(turn.id, Fact.SEEN, NAIVE)


class TestDecline:
    def test_each_no_is_counted_once(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        assert ledger.decline(turn.id, NOON) is True
        assert ledger.decline(turn.id, NOON) is True  # a lost answer, asked again
        assert ledger.decline(turn.id, NOON + MINUTE) is False
        assert now(ledger, turn) == replace(turn, facts={Fact.DECLINED: NOON}, declines=1)
        ledger.forget_fact(turn.id, Fact.DECLINED)
        assert ledger.decline(turn.id, NOON + MINUTE) is True
        assert now(ledger, turn).declines == 2

    def test_a_turn_that_nobody_began_cannot_be_declined(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.decline("2026-12-04#1", NOON)


class TestAccept:
    def test_it_is_given_once(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        assert ledger.accept(turn.id, "2026-11", NOON + MINUTE) is True
        assert ledger.accept(turn.id, "2026-12", NOON + 2 * MINUTE) is False
        accepted = {Fact.ACCEPTED: NOON + MINUTE}
        assert ledger.turn(turn.id) == replace(turn, facts=accepted, terms="2026-11")

    def test_a_no_that_came_at_the_same_time_stands(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn(facts={Fact.DECLINED: NOON}))
        ledger.accept(turn.id, "2026-11", NOON + MINUTE)
        assert now(ledger, turn).facts == {Fact.DECLINED: NOON, Fact.ACCEPTED: NOON + MINUTE}

    def test_finding_our_own_is_success(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.accept(turn.id, "2026-11", NOON)
        assert ledger.accept(turn.id, "2026-11", NOON) is True
