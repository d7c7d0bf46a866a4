"""The look before a weekend, taken by itself: what is marked, mailed, or left to the next run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.apply import Result
from takeover.errors import StillOwedError
from takeover.model.readiness import Obstacle, ObstacleKind
from takeover.model.steps import HANDOVER
from takeover.model.turn import Fact, State, Turn
from tests.memory.world import MemoryWorld
from tests.story import ROBIN
from tests.takeover.apply.worlds import kept, results, run, world_of
from tests.takeover.planning.scenes import made_turn

NOW, STEP = "2026-12-02 17:00", "ready_2_days"
DESK = Obstacle(ObstacleKind.DESK, "answers with an error (503)")
X_KEY = Obstacle(ObstacleKind.X_READ_ONLY, "read")
HELD = Obstacle(ObstacleKind.COORDINATOR_HELD_BACK, "")
AGREED = made_turn({Fact.ACCEPTED: "2026-11-21 10:00"}, {"booked": "2026-11-20 10:00"})


def before(*obstacles: Obstacle, turn: Turn = AGREED) -> MemoryWorld:
    world = world_of(NOW, turn, live=not turn.rehearsal)
    world.readiness.in_the_way += obstacles
    return world


def mails(world: MemoryWorld) -> list[str]:
    return [one.text for one in world.mailer.sent if one.tags["step"] == STEP]


def test_if_all_is_well_that_is_marked_and_nothing_is_mailed() -> None:
    world = before()
    assert results(world, HANDOVER, STEP) == [Result.DONE]
    record = kept(world).steps[STEP]
    assert (record.state, record.proof, record.owner) == (State.DONE, "all well", "")
    assert mails(world) == []


def test_what_is_in_the_way_is_mailed_to_the_coordinator_once() -> None:
    world = before(DESK)
    assert results(world, HANDOVER, STEP) == [Result.DONE]
    (text,) = mails(world)
    assert "The guest's page does not answer." in text
    assert results(world, HANDOVER, STEP) == []


@pytest.mark.parametrize(("rehearsal", "said"), [(False, 1), (True, 0)])
def test_in_rehearsal_the_key_for_x_does_not_matter(rehearsal: bool, said: int) -> None:
    world = before(X_KEY, turn=replace(AGREED, rehearsal=rehearsal))
    assert results(world, HANDOVER, STEP) == [Result.DONE]
    assert len(mails(world)) == said


def test_a_coordinator_whose_mails_are_held_back_is_mailed_and_the_alarm_is_raised() -> None:
    world = before(HELD)
    (outcome,) = [one for one in run(world, HANDOVER) if one.planned.key == STEP]
    assert (outcome.result, type(outcome.error)) == (Result.FAILED, StillOwedError)
    assert len(mails(world)) == 1
    assert world.mailer.sent[-1].to == (ROBIN.address,)


def test_what_another_run_is_mailing_is_left_to_it() -> None:
    world = before(HELD)

    def quicker(call: str) -> None:
        if call == "ledger.claim":
            turn = world.ledger._turns[AGREED.id]
            steps = {**turn.steps, STEP: replace(turn.steps["booked"], state=State.CLAIMED)}
            world.ledger._turns[AGREED.id] = replace(turn, steps=steps)

    world.seam.before = quicker
    assert results(world, HANDOVER, STEP) == [Result.TAKEN]
    assert mails(world) == []
