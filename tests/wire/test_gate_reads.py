"""Without an answer from the ledger or the roster nothing is posted: the gate fails closed."""

from __future__ import annotations

import pytest

from takeover.apply import Result
from takeover.model.steps import HANDOVER
from tests.story import local
from tests.wire.burst import CUT_OFF, HALF_AN_ANSWER, Fault, refused
from tests.wire.guest import Guest
from tests.wire.wired import FIVE, Wired

TROUBLES = {
    "throttled": refused("ThrottlingException"),
    "an error inside of AWS": refused("InternalServerError", 500),
    "cut off": CUT_OFF,
    "half an answer": HALF_AN_ANSWER,
}
every_trouble = pytest.mark.parametrize("fault", TROUBLES.values(), ids=TROUBLES)


def reads_fail(wired: Wired, *operations: str, **fault: object) -> None:
    wired.wires.aws.breaks(
        *({"service": "dynamodb", "operation": operation, **fault} for operation in operations)
    )


@every_trouble
def test_the_introduction_waits_while_the_gate_gets_no_answer(wired: Wired, fault: Fault) -> None:
    wired.opened()
    reads_fail(wired, "GetItem", **fault)  # the look is a query, and works
    assert wired.at(FIVE, HANDOVER)["introduction"] is Result.REFUSED
    assert (wired.posts, wired.asked_of_x) == (0, {})
    wired.wires.mend()
    assert wired.state("introduction") is None
    assert wired.later(5, HANDOVER)["introduction"] is Result.DONE
    assert wired.posts == 1


@every_trouble
def test_a_guest_cannot_post_while_the_gate_gets_no_answer(wired: Wired, fault: Fault) -> None:
    wired.opened()
    wired.clock.set(local(FIVE))
    guest = Guest(wired)
    for operation in ("BatchGetItem", "GetItem"):
        reads_fail(wired, operation, **fault)
        assert guest.posts("Hello.") == 503
        assert (set(wired.wires.aws.fired()), wired.posts) == ({operation}, 0)
    wired.wires.mend()
    assert (guest.posts("Hello."), wired.posts) == (303, 1)
