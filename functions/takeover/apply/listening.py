"""How many write to the account: counted on X once an hour, and nothing of it is kept."""

from __future__ import annotations

from takeover.apply.taking import Taking
from takeover.errors import RefusedError, StaleError, UnknownOutcomeError
from takeover.model.turn import Fact
from takeover.planning.busy import LOOKS_BACK, is_busy


def listen(taking: Taking) -> bool:
    """Note that it is busy, which is told and offers the guest a break; no more than that.

    Where X shows nothing just now nobody is told of it: the next hour looks again.
    """
    channel, now = taking.world.channel, taking.now
    try:
        mentions = channel.mentions(max(now - LOOKS_BACK, taking.sight.window.starts_at))
    except (RefusedError, UnknownOutcomeError) as error:
        raise StaleError("X does not show just now who wrote") from error
    if is_busy([mention.at for mention in mentions], now):
        taking.world.ledger.note(taking.sight.turn.id, Fact.BUSY, now)
    return True
