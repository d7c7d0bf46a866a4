"""Steps of unknown outcome, steps without a claim, and what was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from takeover.errors import StaleError
from takeover.model.turn import State, StepRecord, Turn
from takeover.ports import Claim, Ledger
from tests.contract.made import MINUTE, NAIVE, NOON, WEEKEND, a_turn

TURN = "2026-12-04#1"
BY_US = Claim(TURN, "booked", "us", NOON)
BY_OTHERS = replace(BY_US, owner="others", at=NOON + MINUTE)
MAIL = replace(BY_US, mails_before=0)


@pytest.fixture
def turn(ledger: Ledger) -> Turn:
    begun = a_turn()
    ledger.begin(begun)
    return begun


@pytest.fixture(params=[TURN, "~told", "~weekly"])
def record(request: pytest.FixtureRequest, turn: Turn) -> str:
    """Everything that can have steps."""
    assert turn.id == TURN
    return str(request.param)


def steps(ledger: Ledger, record: str = TURN) -> dict[str, StepRecord]:
    account = ledger.look(WEEKEND)
    own = {"~told": account.told, "~weekly": account.weekly, TURN: account.turns[0].steps}
    return dict(own[record])


def mails(ledger: Ledger) -> tuple[int, datetime | None]:
    turn = ledger.turn(TURN)
    assert turn is not None
    return turn.mails, turn.last_mail_at


class TestUnknownOutcome:
    def test_a_proof_that_was_found_makes_it_done(self, ledger: Ledger, record: str) -> None:
        ledger.claim(replace(BY_US, record=record))
        ledger.settle(record, "booked", "us", NOON + MINUTE, "post-1")
        done = StepRecord(State.DONE, NOON + MINUTE, "us", "post-1")
        assert steps(ledger, record) == {"booked": done}

    def test_without_a_proof_a_person_was_told(self, ledger: Ledger, record: str) -> None:
        ledger.claim(replace(BY_US, record=record))
        ledger.settle(record, "booked", "us", NOON + MINUTE, "")
        told = StepRecord(State.TOLD, NOON + MINUTE, "us")
        assert steps(ledger, record) == {"booked": told}

    def test_what_surely_did_not_happen_is_free_again(self, ledger: Ledger, record: str) -> None:
        ledger.claim(replace(BY_US, record=record))
        ledger.free(record, "booked", "us")
        assert steps(ledger, record) == {}

    def test_somebody_elses_claim_is_left_alone(self, ledger: Ledger, record: str) -> None:
        ledger.claim(replace(BY_OTHERS, record=record))
        before = steps(ledger, record)
        ledger.settle(record, "booked", "us", NOON, "post-1")
        ledger.free(record, "booked", "us")
        assert steps(ledger, record) == before

    def test_what_is_done_is_left_alone(self, ledger: Ledger, turn: Turn) -> None:
        ledger.claim(BY_US)
        ledger.finish(BY_US, NOON, "mail-1")
        ledger.settle(TURN, "booked", "us", NOON, "")
        ledger.free(TURN, "booked", "us")
        assert steps(ledger) == {"booked": StepRecord(State.DONE, NOON, "us", "mail-1")}

    def test_what_is_gone_stays_gone(self, ledger: Ledger, record: str) -> None:
        ledger.settle(record, "booked", "us", NOON, "post-1")
        ledger.free(record, "booked", "us")
        assert steps(ledger, record) == {}

    def test_no_turn_is_made_up(self, ledger: Ledger) -> None:
        ledger.settle(TURN, "booked", "us", NOON, "post-1")
        ledger.free(TURN, "booked", "us")
        ledger.release(BY_US, None)
        assert ledger.turn(TURN) is None


class TestMark:
    def test_a_step_without_claim_is_done_once(self, ledger: Ledger, record: str) -> None:
        ledger.mark(record, "proof", NOON, "403 closed")
        ledger.mark(record, "proof", NOON + MINUTE, "403 again")
        assert steps(ledger, record) == {"proof": StepRecord(State.DONE, NOON, "", "403 closed")}

    def test_no_turn_is_made_up(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.mark(TURN, "proof", NOON, "403 closed")
        assert ledger.turn(TURN) is None


class TestTold:
    def test_the_first_sight_counts(self, ledger: Ledger, turn: Turn) -> None:
        ledger.see("mistake", NOON)
        ledger.see("mistake", NOON + MINUTE)
        assert steps(ledger, "~told") == {"mistake": StepRecord(State.SEEN, NOON)}

    def test_what_is_told_is_not_seen_again(self, ledger: Ledger, turn: Turn) -> None:
        ledger.mark("~told", "mistake", NOON, "mail-1")
        ledger.see("mistake", NOON + MINUTE)
        told = StepRecord(State.DONE, NOON, "", "mail-1")
        assert steps(ledger, "~told") == {"mistake": told}

    def test_what_no_longer_holds_goes_seen_or_told(self, ledger: Ledger, turn: Turn) -> None:
        ledger.unsee(["nothing there yet"])
        ledger.see("seen", NOON)
        ledger.see("told", NOON)
        ledger.mark("~told", "told", NOON, "mail-1")
        ledger.see("stays", NOON)
        ledger.unsee([])
        ledger.unsee(["seen", "told", "never there"])
        assert steps(ledger, "~told") == {"stays": StepRecord(State.SEEN, NOON)}

    def test_a_naive_instant_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            ledger.see("mistake", NAIVE)
