"""The waiting list: its mail to the coordinator, and how long an application is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from takeover.apply import Result
from takeover.model.applicant import Applicant
from takeover.model.steps import REMINDERS, SURVEY
from takeover.model.turn import State, StepRecord
from tests.memory.world import MemoryWorld
from tests.story import ROBIN, local
from tests.takeover.apply.worlds import results, world_of

DAY = "2026-11-23"
KEY = f"sign-ups-{DAY}"


def signed_up(at: str, *applied_at: datetime) -> MemoryWorld:
    """Some people applied, and on one day it was noted that somebody had."""
    world = world_of(at)
    for number, moment in enumerate(applied_at):
        one = Applicant(f"{number:032x}", moment, "2027-01-08", "Noor", f"noor{number}@example.org")
        world.waiting_list.keep(one.id, one.cells())
    world.ledger.see(KEY, local(f"{DAY} 12:00"))
    return world


def told(world: MemoryWorld) -> dict[str, StepRecord]:
    found = world.ledger.look(local(DAY).date()).told
    return {key: record for key, record in found.items() if key == KEY}


def test_the_coordinator_hears_the_next_morning_of_those_who_wait() -> None:
    world = signed_up("2026-11-24 09:00", local(f"{DAY} 12:00"))
    assert results(world, REMINDERS, "signed_up") == [Result.DONE]
    (mail,) = [one for one in world.mailer.sent if one.tags["step"] == KEY]
    assert mail.to == (ROBIN.address,)
    assert told(world)[KEY].proof.startswith("mail-")


def test_if_nobody_waits_any_more_nothing_is_mailed_and_that_is_why() -> None:
    world = signed_up("2026-11-24 09:00")
    assert results(world, REMINDERS, "signed_up") == [Result.DONE]
    assert [one for one in world.mailer.sent if one.tags["step"] == KEY] == []
    assert (told(world)[KEY].state, told(world)[KEY].proof) == (State.DONE, "nobody waits")


def test_an_application_is_deleted_once_it_is_older_than_ninety_days() -> None:
    now = "2027-02-22 04:00"
    limit = local(now) - timedelta(days=90)
    world = signed_up(now, limit - timedelta(seconds=1), limit, limit + timedelta(days=1))
    assert results(world, SURVEY, "forget_applicants") == [Result.DONE]
    left = [one["guest_email"] for one in world.waiting_list.entries()]
    assert (left, told(world)) == (["noor1@example.org", "noor2@example.org"], {})


def test_an_application_without_a_date_is_left_to_the_coordinator() -> None:
    world = signed_up("2027-02-22 04:00")
    one = Applicant("0" * 32, None, "2027-01-08", "Noor", "noor@example.org")
    world.waiting_list.keep(one.id, one.cells())
    assert results(world, SURVEY, "forget_applicants") == [Result.DONE]
    assert len(world.waiting_list.entries()) == 1
