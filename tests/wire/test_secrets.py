"""A secret that cannot be had leaves the step waiting: nothing is claimed, sent or posted."""

from __future__ import annotations

import pytest

from takeover.apply import Result
from takeover.model.steps import HANDOVER
from tests.wire.burst import ANSWER_LOST, CUT_OFF, HALF_AN_ANSWER, Fault, late, refused
from tests.wire.wired import BEGUN, BOOKED, FIVE, Wired

SECRETS = {"service": "secretsmanager", "operation": "GetSecretValue"}
TROUBLES = {
    "answer lost": ANSWER_LOST,
    "half an answer": HALF_AN_ANSWER,
    "cut off": CUT_OFF,
    "throttled": refused("ThrottlingException"),
    "an error inside of AWS": refused("InternalServiceError", 500),
    "no right": refused("AccessDeniedException"),
}
every_trouble = pytest.mark.parametrize("fault", TROUBLES.values(), ids=TROUBLES)


@every_trouble
def test_without_the_tokens_of_x_nothing_is_posted(wired: Wired, fault: Fault) -> None:
    wired.opened()
    wired.wires.aws.breaks({**SECRETS, **fault})
    assert wired.at(FIVE, HANDOVER)["introduction"] is Result.REFUSED
    assert wired.wires.aws.fired() != []
    assert (wired.state("introduction"), wired.asked_of_x) == (None, {})
    wired.wires.mend()
    assert wired.later(5, HANDOVER)["introduction"] is Result.DONE
    assert wired.posts == 1


@every_trouble
def test_without_the_link_key_no_mail_with_a_link_is_sent(wired: Wired, fault: Fault) -> None:
    wired.at(BEGUN)
    wired.wires.aws.breaks({**SECRETS, **fault})
    assert wired.at(BOOKED)["booked"] is Result.REFUSED
    assert wired.wires.aws.fired() != []
    assert (wired.state("booked"), wired.asked_of_ses) == (None, 0)
    wired.wires.mend()
    assert wired.later(5)["booked"] is Result.DONE
    assert dict(wired.mails) == {"booked": 1}


def test_a_secret_is_asked_for_again_and_had(wired: Wired) -> None:
    wired.at(BEGUN)
    wired.wires.aws.breaks({**SECRETS, "times": 2, **refused("ThrottlingException")})
    assert wired.at(BOOKED)["booked"] is Result.DONE
    assert len(wired.wires.aws.fired()) == 2


def test_a_secret_that_is_slow_once_is_asked_for_again(wired: Wired) -> None:
    wired.at(BEGUN)
    wired.wires.aws.breaks({**SECRETS, "times": 1, **late(5.5)})  # we wait for five seconds
    assert wired.at(BOOKED)["booked"] is Result.DONE
    assert dict(wired.mails) == {"booked": 1}
