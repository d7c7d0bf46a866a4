"""What is written down is written once, and counts, though DynamoDB's answers are lost."""

from __future__ import annotations

from collections import Counter

import pytest

from takeover.apply import Result
from takeover.model.steps import HANDOVER, REVOCATION
from takeover.model.turn import Fact, State
from tests.wire.burst import ANSWER_LOST, CUT_OFF, HALF_AN_ANSWER, Fault, late, refused
from tests.wire.guest import Guest
from tests.wire.wired import BEGUN, BOOKED, FIVE, FRIDAY, MONDAY, TURN, Wired

ATTEMPTS = 3
DYNAMODB = {"service": "dynamodb"}
WRITES = ("UpdateItem", "PutItem", "TransactWriteItems")
# The proof waits for a desk, and there is none here: that is told, and nothing else is.
# Nothing on this wire can say whether alarms are heard: two days before, that is told.
WHOLE_WEEKEND = dict.fromkeys(
    ("booked", "ready_2_days", "number", "trouble-desk-later", "receipt", "thank_you"), 1
)
LOST = {"answer lost": ANSWER_LOST, "half an answer": HALF_AN_ANSWER}


def every(operation: str, **fault: object) -> Fault:
    return {**DYNAMODB, "operation": operation, **fault}


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_a_claim_whose_answer_is_lost_is_still_ours(wired: Wired, fault: Fault) -> None:
    wired.at(BEGUN)
    wired.wires.aws.breaks(every("UpdateItem", times=1, **fault))
    assert wired.at(BOOKED)["booked"] is Result.DONE
    assert wired.wires.aws.fired() == ["UpdateItem"]
    assert (dict(wired.mails), wired.state("booked")) == ({"booked": 1}, State.DONE)
    assert wired.turn.mails == 1


def test_a_claim_of_which_no_answer_comes_sends_nothing_and_is_told(wired: Wired) -> None:
    wired.at(BEGUN)
    wired.wires.aws.breaks(every("UpdateItem", times=ATTEMPTS, **ANSWER_LOST))
    assert wired.at(BOOKED)["booked"] is Result.UNKNOWN
    # It may be claimed, and is: nobody may send now, so a person is asked to look.
    assert (dict(wired.mails), wired.state("booked")) == ({}, State.CLAIMED)
    for minutes in (19, 2, 60):
        wired.later(minutes)
    assert dict(wired.mails) == {"unsure-booked": 1}


@pytest.mark.parametrize(
    "fault", [CUT_OFF, refused("InternalServerError", 500)], ids=["cut off", "an error inside"]
)
def test_a_write_that_never_arrived_is_tried_again(wired: Wired, fault: Fault) -> None:
    wired.at(BEGUN)
    wired.wires.aws.breaks(every("UpdateItem", times=ATTEMPTS - 1, **fault))
    assert wired.at(BOOKED)["booked"] is Result.DONE
    assert wired.wires.aws.fired() == ["UpdateItem"] * (ATTEMPTS - 1)
    assert (dict(wired.mails), wired.turn.mails) == ({"booked": 1}, 1)


@pytest.mark.parametrize("faulty", [False, True], ids=["clean", "each first answer lost"])
def test_a_weekend_goes_the_same_way_though_each_write_loses_its_first_answer(
    wired: Wired, faulty: bool
) -> None:
    """Every second request of each kind of write: its repeat meets the effect of the first."""
    if faulty:
        turns = {"sequence": {"fail": 1, "pass": 1}}
        wired.wires.aws.breaks(*(every(write, **turns, **ANSWER_LOST) for write in WRITES))
    wired.agreed()
    results = Counter(wired.at(FRIDAY).values())
    results += Counter(wired.at(FIVE).values())
    posted = Guest(wired).posts("Hello from the garden.")
    results += Counter(wired.at(MONDAY).values())
    results += Counter(wired.later(120).values())
    assert set(wired.wires.aws.fired()) == (set(WRITES) if faulty else set())
    wired.wires.aws.breaks()
    assert (posted, set(results)) == (303, {Result.DONE, Result.REFUSED})
    assert results[Result.REFUSED] == 2  # the proof, twice
    assert (dict(wired.mails), wired.posts) == (WHOLE_WEEKEND, 3)
    assert (wired.turn.open, wired.turn.posts, wired.world.ledger.holder()) == (False, 1, None)


@pytest.mark.parametrize("times", [1, ATTEMPTS])
def test_an_opening_whose_answers_are_lost_is_success_on_the_next_look(
    wired: Wired, times: int
) -> None:
    wired.agreed()
    wired.wires.aws.breaks(every("TransactWriteItems", times=times, **ANSWER_LOST))
    opened = wired.at(FRIDAY, HANDOVER)["open"]
    assert opened is (Result.DONE if times < ATTEMPTS else Result.UNKNOWN)
    wired.later(5, HANDOVER)
    holder = wired.world.ledger.holder()
    assert holder is not None
    assert (holder.turn, wired.turn.open, wired.mails["number"]) == (TURN, True, 1)
    assert len(wired.world.ledger.sessions(TURN)) == 1  # the probe's, written once


@pytest.mark.parametrize("times", [1, ATTEMPTS])
def test_a_closing_whose_answers_are_lost_is_success_on_the_next_look(
    wired: Wired, times: int
) -> None:
    wired.opened()
    wired.wires.aws.breaks(every("TransactWriteItems", times=times, **ANSWER_LOST))
    closed = wired.at(MONDAY, REVOCATION)["close"]
    assert closed is (Result.DONE if times < ATTEMPTS else Result.UNKNOWN)
    when = wired.turn.at(Fact.CLOSED)
    wired.later(5, REVOCATION)
    assert wired.world.ledger.holder() is None
    assert (wired.turn.at(Fact.CLOSED), wired.state("close")) == (when, State.DONE)
    assert [one for one in wired.world.ledger.sessions(TURN) if one.ended_at is None] == []


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServerError"])
def test_a_closing_that_cannot_be_written_is_tried_until_it_can(wired: Wired, code: str) -> None:
    status = 500 if code.startswith("Internal") else 400
    wired.opened()
    wired.wires.aws.breaks(every("TransactWriteItems", **refused(code, status)))
    for minutes in (0, 5, 5):
        missed = wired.at(MONDAY, REVOCATION) if not minutes else wired.later(minutes, REVOCATION)
        assert missed["close"] is not Result.DONE
        assert wired.turn.open
    wired.wires.mend()
    assert wired.later(5, REVOCATION)["close"] is Result.DONE
    assert not wired.turn.open


def test_a_table_that_is_slow_once_is_asked_again(wired: Wired) -> None:
    wired.at(BEGUN)
    wired.wires.aws.breaks(every("UpdateItem", times=1, **late(5.5)))  # we wait for five seconds
    assert wired.at(BOOKED)["booked"] is Result.DONE
    # The first request arrives after the second: it meets a step that is taken.
    assert (dict(wired.mails), wired.turn.mails) == ({"booked": 1}, 1)
