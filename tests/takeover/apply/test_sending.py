"""What a run says of words that a guest has prepared: out, changed meanwhile, refused, unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeover.apply import Outcome, Result
from takeover.errors import LaterError, NeverError, StaleError, UnknownOutcomeError
from takeover.model.post import Draft
from takeover.model.steps import HANDOVER
from tests.memory.world import MemoryWorld
from tests.story import local
from tests.takeover.apply.sams_words import NAME, NOW, TURN, posts, sams
from tests.takeover.apply.worlds import kept, run

WORDS = "Slept well, for once."
DRAFT = Draft(TURN, NAME, (WORDS,), local("2026-12-04 18:00"), send_at=local(NOW))


def prepared() -> MemoryWorld:
    """It is the very instant for which Sam's words were prepared."""
    world = sams()
    world.ledger.keep_draft(DRAFT)
    return world


def sent(world: MemoryWorld) -> Outcome:
    (outcome,) = [one for one in run(world, HANDOVER) if one.planned.step.name == "send"]
    return outcome


def drafts(world: MemoryWorld) -> list[Draft]:
    return list(world.ledger.drafts(TURN))


def test_they_go_out_at_their_very_instant_and_are_kept_no_longer() -> None:
    world = prepared()
    assert sent(world).result is Result.DONE
    assert (WORDS in posts(world), drafts(world), kept(world).sends) == (True, [], {})


def test_words_that_were_half_thrown_away_are_done_with() -> None:
    world = prepared()
    world.ledger._drafts.clear()
    assert sent(world).result is Result.DONE
    assert (WORDS in posts(world), kept(world).sends) == (False, {})


@pytest.mark.parametrize("at", [None, "2026-12-05 10:05"])
def test_who_changes_the_time_while_a_run_is_under_way_was_quicker(at: str | None) -> None:
    world = prepared()
    later = replace(DRAFT, send_at=local(at) if at else None)

    def change(call: str) -> None:
        if call == "ledger.drafts":
            world.seam.before = lambda _: None
            world.ledger.keep_draft(later)

    world.seam.before = change
    assert sent(world).result is Result.TAKEN
    assert (WORDS in posts(world), drafts(world)) == (False, [later])


def test_what_x_never_takes_is_done_with_and_waits_for_the_guest() -> None:
    world = prepared()
    world.seam.fail("channel.post", NeverError("duplicate"), times=1)
    assert sent(world).result is Result.DONE
    assert drafts(world) == [replace(DRAFT, send_at=None, refused="never")]


@pytest.mark.parametrize(
    ("call", "result", "error"),
    [
        ("busy", Result.WAITS, StaleError("the prepared words wait: later")),
        ("pause", Result.WAITS, StaleError("the prepared words wait: paused")),
        (
            "silent",
            Result.UNKNOWN,
            UnknownOutcomeError("nobody knows whether the prepared words went out"),
        ),
    ],
)
def test_what_is_not_out_says_what_it_waits_for(
    call: str, result: Result, error: Exception
) -> None:
    world = prepared()

    def meanwhile(made: str) -> None:
        if made == "channel.ready" and call == "pause":
            world.ledger.pause(TURN, local(NOW))
        elif made == "channel.ready":
            no = LaterError("busy") if call == "busy" else UnknownOutcomeError("silent")
            world.seam.fail("channel.post", no)

    world.seam.before = meanwhile
    outcome = sent(world)
    assert (outcome.result, repr(outcome.error)) == (result, repr(error))
    assert (WORDS in posts(world), drafts(world)) == (False, [DRAFT])
