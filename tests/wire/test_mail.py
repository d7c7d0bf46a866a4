"""A mail is handed to SES once, whatever the wire does to the answer."""

from __future__ import annotations

import pytest

from takeover.apply import Result
from takeover.model.turn import State
from tests.wire.burst import ANSWER_LOST, CUT_OFF, HALF_AN_ANSWER, Fault, late, refused
from tests.wire.wired import BEGUN, BOOKED, Wired

UNKNOWN = {
    "answer lost": (ANSWER_LOST, 1),
    "half an answer": (HALF_AN_ANSWER, 1),
    "cut off before it arrived": (CUT_OFF, 0),
    "an error inside of AWS": (refused("InternalFailure", 500), 0),
    "unavailable": (refused("ServiceUnavailable", 503), 0),
}


def begun(wired: Wired, **fault: object) -> None:
    """The booked mail is next, and every call of SES goes wrong in this way."""
    wired.at(BEGUN)
    # Without an operation: microburst does not know those of SES v2.
    wired.wires.ses.breaks({"service": "ses", **fault})


@pytest.mark.parametrize(("fault", "reached"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_mail_whose_answer_is_lost_stays_claimed_and_is_never_sent_again(
    wired: Wired, fault: Fault, reached: int
) -> None:
    begun(wired, **fault)
    assert wired.at(BOOKED)["booked"] is Result.UNKNOWN
    # One request on the wire: botocore must not try again by itself.
    assert wired.wires.ses.fired() == ["ses"]
    assert (wired.mails.get("booked", 0), wired.state("booked")) == (reached, State.CLAIMED)
    wired.wires.mend()
    wired.later(10)
    assert (wired.mails.get("booked", 0), wired.told) == (reached, {})


@pytest.mark.parametrize(("fault", "reached"), [(ANSWER_LOST, 1), (CUT_OFF, 0)])
def test_it_is_told_to_the_coordinator_after_twenty_minutes_once(
    wired: Wired, fault: Fault, reached: int
) -> None:
    begun(wired, **fault)
    wired.at(BOOKED)
    wired.wires.mend()
    for minutes in (19, 2, 10, 60):
        wired.later(minutes)
    assert (wired.mails.get("booked", 0), wired.told) == (reached, {"unsure-booked": 1})
    assert wired.state("booked") is State.TOLD


def test_a_mail_that_ses_takes_after_we_gave_up_is_one_mail(wired: Wired) -> None:
    begun(wired, times=1, **late(10.5))  # we wait for ten seconds
    assert wired.at(BOOKED)["booked"] is Result.UNKNOWN
    wired.wait_for(lambda: wired.mails == {"booked": 1})
    for minutes in (25, 60):
        wired.later(minutes)
    assert wired.mails == {"booked": 1, "unsure-booked": 1}


@pytest.mark.parametrize("kind", ["throttled", "paused"])
def test_a_definite_refusal_releases_the_claim_and_the_next_run_sends(
    wired: Wired, kind: str
) -> None:
    begun(wired)
    wired.wires.mend()
    wired.here.ses.faults.add(kind)
    assert wired.at(BOOKED)["booked"] is Result.REFUSED
    assert (dict(wired.mails), wired.state("booked")) == ({}, None)
    assert wired.later(5)["booked"] is Result.DONE
    assert (dict(wired.mails), wired.state("booked")) == ({"booked": 1}, State.DONE)
    assert wired.asked_of_ses == 2


def test_throttles_in_microbursts_words_are_definite_too(wired: Wired) -> None:
    begun(wired, times=1, **refused("TooManyRequestsException", 429))
    assert wired.at(BOOKED)["booked"] is Result.REFUSED
    assert wired.later(5)["booked"] is Result.DONE
    assert dict(wired.mails) == {"booked": 1}
