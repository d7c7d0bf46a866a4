"""Before a weekend: is everything outside of us ready for it? Only what is not is told."""

from __future__ import annotations

from takeover.apply import own_texts
from takeover.apply.fillers import Blanks
from takeover.apply.letters import letter
from takeover.apply.taking import Taking
from takeover.errors import StaleError, StillOwedError
from takeover.model.readiness import ObstacleKind

ALL_WELL = "all well"


def readiness(taking: Taking) -> bool:
    """Look, and mail the coordinator what stands in the way; nothing is mailed if all is well.

    Looking changes nothing, so it comes before the claim, and a run that is killed over it leaves
    the next one to look again. Raises StillOwedError once mailed to a coordinator whom SES keeps
    mails from: then only the alarm reaches a person.
    """
    world, planned, turn = taking.world, taking.planned, taking.sight.turn
    row = taking.sight.addressed
    if row is None or row.guest is None:
        raise StaleError("the guest is off the list")
    found = world.readiness.obstacles(row.guest.address, live=not turn.rehearsal)
    if not found:
        # Marked and not claimed: a claim that is never finished reads as a mail in doubt.
        world.ledger.mark(turn.id, planned.key, taking.now, ALL_WELL)
        return True
    blanks = Blanks(world, planned, taking.look, tuple(found))
    ready = letter(blanks)
    own_texts.tell(world, blanks.own)
    if not taking.once(lambda: world.mailer.send(ready)):
        return False
    if any(one.kind is ObstacleKind.COORDINATOR_HELD_BACK for one in found):
        raise StillOwedError(f"SES holds back mails to the coordinator: {planned.key} is unread")
    return True
