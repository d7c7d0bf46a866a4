"""Steps are taken once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from takeover.errors import StaleError
from takeover.model.turn import State, StepRecord, Turn
from takeover.model.wish import Want, Wish
from takeover.ports import Claim, Ledger
from tests.contract.made import MINUTE, NAIVE, NOON, WEEKEND, a_turn, begun, now

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


class TestClaim:
    def test_a_step_is_claimed_once(self, ledger: Ledger, record: str) -> None:
        claim = replace(BY_US, record=record, proof="fingerprint")
        assert ledger.claim(claim) is True
        assert ledger.claim(replace(BY_OTHERS, record=record)) is False
        claimed = StepRecord(State.CLAIMED, NOON, "us", "fingerprint")
        assert steps(ledger, record) == {"booked": claimed}

    def test_finding_our_own_token_is_success(self, ledger: Ledger, record: str) -> None:
        claim = replace(BY_US, record=record)
        ledger.claim(claim)
        assert ledger.claim(claim) is True

    def test_our_own_claim_that_a_person_was_told_of_is_lost(
        self, ledger: Ledger, record: str
    ) -> None:
        claim = replace(BY_US, record=record)
        ledger.claim(claim)
        ledger.settle(record, "booked", "us", NOON, "")
        assert ledger.claim(claim) is False

    def test_what_was_only_seen_can_be_claimed(self, ledger: Ledger, turn: Turn) -> None:
        ledger.see("booked", NOON)
        assert ledger.claim(replace(BY_US, record="~told")) is True
        assert steps(ledger, "~told") == {"booked": StepRecord(State.CLAIMED, NOON, "us")}

    def test_a_mail_counts_and_sets_when_the_last_one_went(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        assert ledger.claim(MAIL) is True
        assert mails(ledger) == (1, NOON)

    def test_finding_our_own_mail_counts_it_once(self, ledger: Ledger, turn: Turn) -> None:
        ledger.claim(MAIL)
        assert ledger.claim(MAIL) is True
        assert mails(ledger) == (1, NOON)

    def test_of_two_mails_at_once_one_goes(self, ledger: Ledger, turn: Turn) -> None:
        other = replace(MAIL, step="still_good", owner="others")
        assert ledger.claim(MAIL) is True
        assert ledger.claim(other) is False
        assert list(steps(ledger)) == ["booked"]
        assert ledger.claim(replace(other, mails_before=1)) is True
        assert mails(ledger) == (2, NOON)

    def test_a_step_without_mail_leaves_the_count(self, ledger: Ledger, turn: Turn) -> None:
        ledger.claim(BY_US)
        assert mails(ledger) == (0, None)

    def test_a_turn_that_nobody_began_is_not_made_up(self, ledger: Ledger) -> None:
        with pytest.raises(StaleError):
            ledger.claim(BY_US)
        assert ledger.turn(TURN) is None

    @pytest.mark.parametrize("name", ["list [a] of 50%5B", "dots.and:colons", "#hash", "Zoë ✓"])
    def test_names_of_steps_are_free(self, ledger: Ledger, record: str, name: str) -> None:
        claim = replace(BY_US, record=record, step=name)
        assert ledger.claim(claim) is True
        ledger.finish(claim, NOON, "proof")
        assert steps(ledger, record) == {name: StepRecord(State.DONE, NOON, "us", "proof")}

    def test_a_naive_instant_is_refused(self, ledger: Ledger, turn: Turn) -> None:
        with pytest.raises(ValueError, match="no time zone"):
            ledger.claim(replace(BY_US, at=NAIVE))

    def test_of_many_at_once_one_wins(self, ledger: Ledger, turn: Turn) -> None:
        claims = [replace(MAIL, owner=f"run-{number}") for number in range(8)]
        with ThreadPoolExecutor(8) as runs:
            won = list(runs.map(ledger.claim, claims))
        assert won.count(True) == 1
        winner = claims[won.index(True)]
        assert steps(ledger)["booked"].owner == winner.owner
        assert mails(ledger) == (1, NOON)


class TestAbsorbing:
    WHOLE = replace(BY_US, absorbs=("still_for_you", "still_good", "booked"))

    def test_what_a_mail_contains_is_taken_with_it(self, ledger: Ledger, record: str) -> None:
        claim = replace(self.WHOLE, record=record)
        assert ledger.claim(claim) is True
        assert ledger.claim(claim) is True
        absorbed = StepRecord(State.ABSORBED, NOON, "us")
        contained = {"still_for_you": absorbed, "still_good": absorbed}
        claimed = {"booked": StepRecord(State.CLAIMED, NOON, "us")}
        assert steps(ledger, record) == claimed | contained
        ledger.finish(claim, NOON, "mail-1")
        done = {"booked": StepRecord(State.DONE, NOON, "us", "mail-1")}
        assert steps(ledger, record) == done | contained

    @pytest.mark.parametrize("taken", ["still_for_you", "still_good"])
    def test_if_one_of_them_is_somebody_elses_none_is_taken(
        self, ledger: Ledger, record: str, taken: str
    ) -> None:
        theirs = replace(BY_OTHERS, record=record, step=taken)
        ledger.claim(theirs)
        assert ledger.claim(replace(self.WHOLE, record=record)) is False
        assert steps(ledger, record) == {taken: StepRecord(State.CLAIMED, theirs.at, "others")}

    def test_a_refused_mail_gives_all_of_it_back(self, ledger: Ledger, turn: Turn) -> None:
        mail = replace(self.WHOLE, mails_before=0)
        ledger.claim(mail)
        ledger.release(mail, None)
        assert ledger.turn(TURN) == turn

    def test_what_was_seen_is_seen_again_once_it_is_given_back(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        ledger.see("still_good", NOON)
        claim = replace(self.WHOLE, record="~told", at=NOON + MINUTE)
        assert ledger.claim(claim) is True
        ledger.release(claim, None)
        assert steps(ledger, "~told") == {"still_good": StepRecord(State.SEEN, NOON)}

    def test_somebody_elses_are_not_given_back(self, ledger: Ledger, record: str) -> None:
        claim = replace(self.WHOLE, record=record)
        ledger.claim(claim)
        before = steps(ledger, record)
        ledger.release(replace(claim, owner="others"), None)
        assert steps(ledger, record) == before


class TestFinish:
    def test_it_is_done_with_its_proof(self, ledger: Ledger, record: str) -> None:
        claim = replace(BY_US, record=record)
        ledger.claim(claim)
        ledger.finish(claim, NOON + MINUTE, "mail-1")
        done = StepRecord(State.DONE, NOON + MINUTE, "us", "mail-1")
        assert steps(ledger, record) == {"booked": done}

    def test_finishing_again_after_a_lost_answer_is_success(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        ledger.claim(BY_US)
        ledger.finish(BY_US, NOON, "mail-1")
        ledger.finish(BY_US, NOON, "mail-1")
        assert steps(ledger) == {"booked": StepRecord(State.DONE, NOON, "us", "mail-1")}

    def test_what_became_somebody_elses_is_refused(self, ledger: Ledger, record: str) -> None:
        ledger.claim(replace(BY_OTHERS, record=record))
        with pytest.raises(StaleError):
            ledger.finish(replace(BY_US, record=record), NOON, "mail-1")
        assert list(steps(ledger, record)) == ["booked"]

    def test_what_was_never_claimed_is_refused(self, ledger: Ledger, record: str) -> None:
        with pytest.raises(StaleError):
            ledger.finish(replace(BY_US, record=record), NOON, "mail-1")
        assert steps(ledger, record) == {}


class TestRelease:
    def test_a_refused_step_waits_again(self, ledger: Ledger, record: str) -> None:
        claim = replace(BY_US, record=record)
        ledger.claim(claim)
        ledger.release(claim, None)
        assert steps(ledger, record) == {}
        assert ledger.claim(replace(BY_OTHERS, record=record)) is True

    def test_a_refused_mail_does_not_count(self, ledger: Ledger, turn: Turn) -> None:
        ledger.claim(MAIL)
        ledger.finish(MAIL, NOON, "mail-1")
        second = replace(MAIL, step="all_set", at=NOON + MINUTE, mails_before=1)
        ledger.claim(second)
        ledger.release(second, NOON)
        assert mails(ledger) == (1, NOON)
        assert list(steps(ledger)) == ["booked"]

    def test_the_first_refused_mail_leaves_nothing(self, ledger: Ledger, turn: Turn) -> None:
        ledger.claim(MAIL)
        ledger.release(MAIL, None)
        assert ledger.turn(TURN) == turn

    def test_releasing_again_after_a_lost_answer_is_success(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        ledger.claim(MAIL)
        ledger.release(MAIL, None)
        ledger.release(MAIL, None)
        assert ledger.turn(TURN) == turn

    def test_a_mail_that_went_in_between_keeps_its_instant(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        ledger.claim(MAIL)
        number = replace(MAIL, step="number", at=NOON + MINUTE, mails_before=1)
        ledger.claim(number)
        ledger.release(MAIL, None)
        assert mails(ledger) == (1, NOON + MINUTE)

    def test_somebody_elses_claim_stays(self, ledger: Ledger, record: str) -> None:
        ledger.claim(replace(BY_OTHERS, record=record))
        ledger.release(replace(BY_US, record=record), None)
        assert steps(ledger, record)["booked"].owner == "others"

    def test_what_is_done_stays_done(self, ledger: Ledger, turn: Turn) -> None:
        ledger.claim(MAIL)
        ledger.finish(MAIL, NOON, "mail-1")
        ledger.release(MAIL, None)
        assert steps(ledger)["booked"].state is State.DONE
        assert mails(ledger) == (1, NOON)

    def test_what_was_seen_is_seen_since_the_same_instant(self, ledger: Ledger, turn: Turn) -> None:
        claim = replace(BY_US, record="~told", at=NOON + MINUTE)
        ledger.see("booked", NOON)
        ledger.claim(claim)
        ledger.release(claim, None)
        assert steps(ledger, "~told") == {"booked": StepRecord(State.SEEN, NOON)}

    def test_what_was_told_and_is_over_is_not_told_by_whoever_looked_before(
        self, ledger: Ledger, turn: Turn
    ) -> None:
        claim = replace(BY_US, record="~told", at=NOON + MINUTE, seen_at=NOON)
        ledger.see("booked", NOON)
        ledger.unsee(["booked"])
        assert ledger.claim(claim) is False
        ledger.see("booked", NOON + MINUTE)
        assert ledger.claim(claim) is False
        assert ledger.claim(replace(claim, seen_at=NOON + MINUTE)) is True


class TestWish:
    HOLD, GO = Wish(Want.HOLD, NOON), Wish(Want.NOW, NOON)

    def test_what_the_team_wants_of_a_mail_comes_back_and_can_be_taken_back(
        self, ledger: Ledger
    ) -> None:
        turn = begun(ledger, a_turn())
        assert ledger.wish(turn.id, "booked", self.HOLD)
        assert ledger.wish(turn.id, "survey", self.GO)
        assert now(ledger, turn).wishes == {"booked": self.HOLD, "survey": self.GO}
        assert ledger.wish(turn.id, "booked", None)
        assert now(ledger, turn).wishes == {"survey": self.GO}

    def test_a_turn_is_begun_with_what_was_wanted(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn(wishes={"booked": self.HOLD}))
        assert now(ledger, turn) == turn

    def test_a_mail_that_is_held_is_not_claimed_until_it_is_let_go(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        claim = Claim(turn.id, "booked", "owner", NOON, mails_before=0)
        ledger.wish(turn.id, "booked", self.HOLD)
        assert not ledger.claim(claim)
        assert (now(ledger, turn).mails, dict(now(ledger, turn).steps)) == (0, {})
        ledger.wish(turn.id, "booked", self.GO)
        assert ledger.claim(claim)

    def test_another_mail_of_the_turn_is_not_held(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        ledger.wish(turn.id, "booked", self.HOLD)
        assert ledger.claim(Claim(turn.id, "survey", "owner", NOON, mails_before=0))

    def test_what_has_been_claimed_cannot_be_held_any_more(self, ledger: Ledger) -> None:
        turn = begun(ledger, a_turn())
        assert ledger.claim(Claim(turn.id, "booked", "owner", NOON, mails_before=0))
        assert not ledger.wish(turn.id, "booked", self.HOLD)
        assert dict(now(ledger, turn).wishes) == {}

    def test_a_turn_that_nobody_has_begun_holds_nothing(self, ledger: Ledger) -> None:
        assert not ledger.wish(a_turn().id, "booked", self.HOLD)
        assert ledger.turn(a_turn().id) is None
