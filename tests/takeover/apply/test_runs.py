"""A run: how far it gets, what it asks of the ledger, and one turn taken at a person's wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from takeover.apply import Result, take_all, take_turn
from takeover.errors import LaterError, NotAllowedError, UnknownOutcomeError
from takeover.model.steps import HANDOVER, REMINDERS, REVOCATION
from takeover.model.turn import Fact, State
from takeover.ports import Letter
from tests.memory.world import MemoryWorld
from tests.story import SAM, WEEKEND, local, row, settings
from tests.takeover.apply.journal import Lines
from tests.takeover.apply.worlds import kept
from tests.takeover.planning.scenes import made_turn

NOW = "2026-12-02 12:00"
TURN = "2026-12-04#1"
LATER = LaterError("busy")


def world_with(**rows: dict[str, object]) -> MemoryWorld:
    world = MemoryWorld(settings(), local(NOW))
    world.ledger.go_live(local("2026-01-05 10:00"))
    for cells in rows.values():
        world.roster.put(cells)
    return world


def two_booked() -> MemoryWorld:
    kims = row(guest_email="kim@example.org", public_name="Kim") | {"weekend": "2026-12-11"}
    return world_with(sams=row(), kims=kims)


def left(*seconds: float) -> Callable[[], float]:
    """What is left of a run's time each time that it is asked."""
    said: Iterator[float] = iter(seconds)
    return lambda: next(said)


def test_a_run_takes_every_step_that_is_due_and_then_ends() -> None:
    run = take_all(two_booked(), HANDOVER, left(60, 59))
    done = [(one.planned.record, one.planned.key, one.result) for one in run.outcomes]
    assert done == [(TURN, "begin", Result.DONE), ("2026-12-11#1", "begin", Result.DONE)]
    assert run.finished


def test_a_run_without_twenty_seconds_left_stops_before_the_next_step() -> None:
    world = two_booked()
    run = take_all(world, HANDOVER, left(20, 19.9))
    assert [one.planned.record for one in run.outcomes] == [TURN]
    assert not run.finished
    rest = take_all(world, HANDOVER, left(60, 60))
    assert [one.planned.record for one in rest.outcomes] == ["2026-12-11#1"]


def test_a_step_that_waits_is_tried_once_in_a_run() -> None:
    world = two_booked()
    world.seam.fail("ledger.begin", LATER, times=9)
    run = take_all(world, HANDOVER, lambda: 60.0)
    assert [one.result for one in run.outcomes] == [Result.REFUSED, Result.REFUSED]
    assert world.seam.calls.count("ledger.begin") == 2


@pytest.mark.parametrize(("by", "asked"), [(HANDOVER, 0), (REVOCATION, 1)])
def test_only_the_sweep_asks_whose_ledger_this_is_when_there_is_nothing_to_do(
    by: str, asked: int
) -> None:
    world = world_with()
    assert take_all(world, by, left()).outcomes == ()
    assert world.seam.calls.count("ledger.table_id") == asked


def test_a_run_with_something_to_do_asks_whose_ledger_this_is_and_looks_again() -> None:
    world = world_with(sams=row())
    take_all(world, HANDOVER, left(60))
    assert world.seam.calls.count("ledger.table_id") == 2
    assert world.seam.calls.count("ledger.look") == 3


def test_rows_whose_weekend_is_no_date_are_asked_for_by_reminders_alone() -> None:
    for by, asked in ((HANDOVER, False), (REMINDERS, True)):
        world = world_with(bad=row() | {"weekend": "04/12/2026"})
        take_all(world, by, lambda: 60.0)
        assert ("roster.misfiled" in world.seam.calls) == asked


# --- a mail, claimed and sent


def mails_to_sam() -> MemoryWorld:
    world = world_with(sams=row())
    earlier = local("2026-11-30 09:00")
    world.ledger.begin(replace(made_turn(), mails=3, last_mail_at=earlier))
    return world


def test_a_mail_that_was_refused_leaves_the_count_and_the_time_of_the_last_one() -> None:
    world = mails_to_sam()
    world.seam.fail("mailer.send", NotAllowedError("sandbox"))
    take_all(world, REMINDERS, lambda: 60.0)
    turn = kept(world)
    assert (turn.mails, turn.last_mail_at) == (3, local("2026-11-30 09:00"))
    assert "getting_ready" not in turn.steps


def test_a_mail_that_went_counts_and_proves_itself_and_what_it_absorbs() -> None:
    world = mails_to_sam()
    take_all(world, REMINDERS, lambda: 60.0)
    turn = kept(world)
    assert (turn.mails, turn.last_mail_at) == (4, local(NOW))
    ready, booked = turn.steps["getting_ready"], turn.steps["booked"]
    assert (ready.state, booked.state) == (State.DONE, State.ABSORBED)
    assert ready.proof.startswith("mail-")
    assert len(ready.owner) == 24


def test_of_two_runs_that_saw_the_same_count_of_mails_one_mails() -> None:
    world = mails_to_sam()

    def quicker(call: str) -> None:
        if call == "ledger.claim":
            turn = world.ledger._turns[TURN]
            world.ledger._turns[TURN] = replace(turn, mails=4)

    world.seam.before = quicker
    run = take_all(world, REMINDERS, lambda: 60.0)
    assert [one.result for one in run.outcomes if one.planned.key == "getting_ready"] == [
        Result.TAKEN
    ]
    assert [mail for mail in world.mailer.sent if SAM in mail.to] == []


def test_a_mistake_that_is_mended_while_it_is_being_told_is_not_told() -> None:
    world = world_with(bad=row(status="boked"))
    take_all(world, REMINDERS, lambda: 60.0)
    (key,) = world.ledger.look(WEEKEND).told
    world.clock.advance(minutes=31)

    def mended(call: str) -> None:
        if call == "ledger.claim":
            world.ledger.unsee([key])

    world.seam.before = mended
    run = take_all(world, REVOCATION, lambda: 60.0)
    assert [(one.planned.key, one.result) for one in run.outcomes] == [(key, Result.TAKEN)]
    assert [mail for mail in world.mailer.sent if mail.tags["step"] == key] == []


def test_an_unknown_outcome_leaves_the_claim() -> None:
    world = mails_to_sam()
    world.seam.fail("mailer.send", UnknownOutcomeError("no answer"))
    run = take_all(world, REMINDERS, lambda: 60.0)
    assert run.outcomes[0].result is Result.UNKNOWN
    turn = kept(world)
    claim = turn.steps["getting_ready"]
    assert (claim.state, claim.proof, turn.mails) == (State.CLAIMED, "", 4)


def test_a_mail_names_its_turn_and_step_for_the_news_of_it() -> None:
    world = mails_to_sam()
    take_all(world, REMINDERS, lambda: 60.0)
    mail: Letter = next(one for one in world.mailer.sent if SAM in one.to)
    assert mail.tags == {"turn": "2026-12-04_1", "step": "getting_ready"}


# --- at a person's wish


def stopped() -> MemoryWorld:
    """The guest has just said no."""
    world = world_with(sams=row())
    world.ledger.begin(made_turn({Fact.DECLINED: NOW}, declines=1))
    return world


def test_of_one_turn_only_the_steps_that_were_named_are_taken() -> None:
    world = stopped()
    outcomes = take_turn(world, TURN, ("said_no", "open"))
    assert [(one.planned.key, one.result) for one in outcomes] == [("said_no", Result.DONE)]
    assert [mail.to for mail in world.mailer.sent] == [(SAM,)]


def test_a_turn_that_is_not_there_has_no_steps() -> None:
    assert take_turn(stopped(), "2026-12-04#7", ("said_no",)) == []


@pytest.mark.parametrize("call", ["ledger.turn", "roster.row", "ledger.holder"])
def test_what_cannot_be_looked_at_waits_for_the_sweep_and_is_logged(call: str) -> None:
    world, journal = stopped(), Lines()
    world.journal = journal  # type: ignore[assignment]
    world.seam.fail(call, LATER)
    assert take_turn(world, TURN, ("said_no", "guest_said_no")) == []
    line = {
        "turn": TURN,
        "step": "said_no, guest_said_no",
        "outcome": "waits",
        "said": "busy",
    }
    assert journal.written == [("look", line, False)]
