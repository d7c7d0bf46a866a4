"""Worlds in memory that begin in the middle of things: turns as the ledger would have them."""

from __future__ import annotations

from collections.abc import Mapping

from takeover.apply import Outcome, Result, take_all
from takeover.model.turn import Holder, Turn
from tests.memory.world import MemoryWorld
from tests.story import local, row, settings

LIVE_SINCE = "2026-01-05 10:00"


def world_of(
    at: str,
    *turns: Turn,
    rows: tuple[Mapping[str, object], ...] = (),
    holds: Turn | None = None,
    live: bool = True,
    **cells: object,
) -> MemoryWorld:
    """These turns, Sam's row with these cells and other rows, and who holds the account."""
    world = MemoryWorld(settings(), local(at))
    if live:
        world.ledger.go_live(local(LIVE_SINCE))
    for one in (row(**cells), *rows):
        world.roster.put(dict(one))
    for turn in turns:
        world.ledger.begin(turn)
    if holds is not None:
        world.ledger._holder = Holder(holds.id, holds.salt, holds.guest_hmac, holds.window)
    return world


def run(world: MemoryWorld, by: str) -> tuple[Outcome, ...]:
    """One run of one function, with time enough."""
    return take_all(world, by, lambda: 60.0).outcomes


def results(world: MemoryWorld, by: str, step: str) -> list[Result]:
    """What a run says became of one step."""
    return [one.result for one in run(world, by) if one.planned.step.name == step]


def kept(world: MemoryWorld, turn_id: str = "2026-12-04#1") -> Turn:
    """A turn as the ledger has it now."""
    turn = world.ledger.turn(turn_id)
    assert turn is not None
    return turn
