"""A post is never made twice, whatever happens between us and X."""

from __future__ import annotations

import pytest

from takeover.apply import Result
from takeover.model.steps import HANDOVER
from takeover.model.turn import State
from tests.story import local
from tests.wire.burst import ANSWER_LOST, CUT_OFF, HALF_AN_ANSWER, Fault, late
from tests.wire.guest import Guest
from tests.wire.wired import FIVE, Wired

POST = {"headers": {"Content-Type": "application/json"}}  # reading the timeline has no body
UNKNOWN = {
    "answer lost": (ANSWER_LOST, 1),
    "half an answer": (HALF_AN_ANSWER, 1),
    "cut off before it arrived": (CUT_OFF, 0),
}
unknown = pytest.mark.parametrize(("fault", "reached"), UNKNOWN.values(), ids=UNKNOWN)


def asked(wired: Wired, what: str) -> int:
    return wired.here.x.requests.snapshot().get(what, 0)


@pytest.fixture
def friday(wired: Wired) -> Wired:
    """Opened, and the introduction is next."""
    wired.opened()
    return wired


@unknown
def test_a_post_whose_answer_is_lost_is_looked_for_and_stands_there_once(
    friday: Wired, fault: Fault, reached: int
) -> None:
    friday.wires.x.breaks({**POST, **fault})
    assert friday.at(FIVE, HANDOVER)["introduction"] is Result.UNKNOWN
    # One request on the wire: neither tweepy nor requests may try again by itself.
    assert (friday.wires.x.fired(), friday.posts) == (["X"], reached)
    assert friday.state("introduction") is State.CLAIMED
    friday.wires.mend()
    friday.later(1)
    assert (friday.state("introduction"), friday.posts) == (State.CLAIMED, reached)
    friday.later(5)
    friday.later(5)
    assert (friday.state("introduction"), friday.posts) == (State.DONE, 1)
    # What stood there already was found, not posted again.
    assert asked(friday, "POST /2/tweets") == 1


def test_a_slow_x_is_given_up_in_time_and_counted_as_unknown(friday: Wired) -> None:
    friday.wires.x.breaks({**POST, "times": 1, **late(8.5)})  # we wait for eight seconds
    assert friday.at(FIVE, HANDOVER)["introduction"] is Result.UNKNOWN
    # It is posted after we gave up, as X may well do, and is found.
    friday.wait_for(lambda: friday.posts == 1)
    friday.later(5)
    friday.later(5)
    assert (friday.state("introduction"), friday.posts) == (State.DONE, 1)
    assert asked(friday, "POST /2/tweets") == 1


@pytest.mark.parametrize(
    "kind", ["rate_limited", "no_credit", "unauthorized", "forbidden", "unavailable"]
)
def test_a_refusal_leaves_the_step_waiting_and_is_posted_once_it_passes(
    friday: Wired, kind: str
) -> None:
    friday.here.x.faults.add(kind, on="POST")
    unsure = kind == "unavailable"  # even that may come after the post was taken
    expected = Result.UNKNOWN if unsure else Result.REFUSED
    assert friday.at(FIVE, HANDOVER)["introduction"] is expected
    assert (friday.state("introduction"), friday.posts) == (State.CLAIMED if unsure else None, 0)
    friday.later(5)
    friday.later(5)
    assert (friday.state("introduction"), friday.posts) == (State.DONE, 1)


@pytest.mark.parametrize("fault", [ANSWER_LOST, HALF_AN_ANSWER, CUT_OFF])
def test_a_timeline_that_cannot_be_read_proves_nothing(friday: Wired, fault: Fault) -> None:
    friday.wires.x.breaks({**POST, **ANSWER_LOST}, fault)
    friday.at(FIVE, HANDOVER)
    friday.wires.x.breaks(fault)
    for _ in range(2):
        assert friday.later(5)["introduction"] is Result.REFUSED
        assert (friday.state("introduction"), friday.posts) == (State.CLAIMED, 1)
    friday.wires.mend()
    friday.later(5)
    assert (friday.state("introduction"), friday.posts) == (State.DONE, 1)


@unknown
def test_a_guest_who_presses_again_does_not_post_twice(
    friday: Wired, fault: Fault, reached: int
) -> None:
    friday.clock.set(local(FIVE))
    guest = Guest(friday)
    friday.wires.x.breaks({**POST, **fault})
    assert [guest.posts("Hello.") for _ in range(2)] == [409, 409]
    friday.wires.mend()
    assert (guest.posts("Hello."), friday.posts) == (409, reached)
    friday.clock.advance(minutes=10)
    friday.run()
    assert guest.posts("Hello.") == 303
    hellos = [post for post in friday.here.x.posts.own() if post.text == "Hello."]
    assert len(hellos) == 1
