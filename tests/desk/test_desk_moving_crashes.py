"""A move that ends in the middle: at any call, before its effect or after, and nobody is lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from takeover.model.steps import HANDOVER
from takeover.model.turn import Ending, Fact
from tests.desk.moves import LATER, looking, pick, said_yes, there, wish
from tests.story import SAM, WEEKEND
from tests.takeover.faults import KilledError

FIVE_MINUTES, QUARTER = timedelta(minutes=5), timedelta(minutes=15)


def calls() -> list[str]:
    """Every call to the outside of one clean move, in order."""
    story, guest = said_yes()
    form, before = wish(guest, LATER), len(story.world.seam.calls)
    guest.post("/move", form)
    return story.world.seam.calls[before:]


CALLS = calls()


@pytest.mark.parametrize("sweep", ["at once", "an hour late"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("index", range(len(CALLS)), ids=lambda n: f"{n}-{CALLS[n]}")
def test_wherever_the_desk_dies_the_move_ends_well(index: int, when: str, sweep: str) -> None:
    story, guest = said_yes()
    form, seam = wish(guest, LATER), story.world.seam
    first = len(seam.calls)

    def strike(_: str) -> None:
        if len(seam.calls) == first + index + 1:
            seam.before = seam.after = lambda _: None
            raise KilledError

    setattr(seam, when, strike)
    with suppress(KilledError):
        guest.post("/move", form)
    rows = [str(one["weekend"]) for one in story.world.roster.rows(WEEKEND)
            if one.get("guest_email") == SAM]  # fmt: skip
    assert len(rows) == 1
    if sweep == "an hour late":
        story.pass_until("2026-11-23 21:20", FIVE_MINUTES, HANDOVER)
    story.pass_until("2026-11-23 22:30", QUARTER)
    if rows == [str(WEEKEND)]:  # nothing came of it, and they may try again
        pick(looking(story))
    story.days_until("2026-11-26 12:00")
    assert (story.turn().how, there(story).has(Fact.ACCEPTED)) == (Ending.MOVED, True)
    told = [one.tags["step"] for one in story.world.mailer.sent]
    assert sorted(step for step in told if step not in {"booked", "2026-11-25"}) in (
        ["guest_moved", "moved_as_asked"],
        ["guest_moved", "moved_as_asked", "unsure-moved_as_asked"],
        ["guest_moved", "unsure-moved_as_asked"],
    )
    assert story.failed() == []
