"""A weekend that is on, and the team: pausing it, and letting it go on."""

from __future__ import annotations

from takeover.apply import take_turn
from takeover.model.turn import Turn
from takeover.ports import World


def pause_for_the_charity(world: World, turn: Turn) -> bool:
    """Nothing can be posted from now on, and the guest is told at once; False if it is paused."""
    if not world.ledger.pause(turn.id, world.clock.now(), by_us=True):
        return False
    take_turn(world, turn.id, ("paused_by_us",))
    return True


def let_go_on(world: World, turn: Turn) -> bool:
    """The guest may post again, whoever paused it; False if it is not paused."""
    return world.ledger.resume(turn.id, by_us=True)
