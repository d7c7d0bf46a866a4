"""What the account has said about the guest, for the guest to read."""

from __future__ import annotations

from datetime import datetime

from takeover.apply.posts import words_of_introduction
from takeover.commands.visit import Visit
from takeover.errors import StaleError
from takeover.model.turn import State
from takeover.ports import World
from takeover.wording.errors import WordingError

STEP = "introduction"


def introduced_at(here: Visit) -> datetime | None:
    """When the account introduced the guest, from what has been read already.

    None if nobody is sure that it has, and once the team has taken it down.
    """
    record = here.turn.steps.get(STEP)
    if record is None or record.state is not State.DONE or here.turn.down(STEP) is not None:
        return None
    return record.at


def introduction(world: World, here: Visit) -> str:
    """Its words, made again from the list and the charity's own; empty where they can't be."""
    try:
        return words_of_introduction(world, here.sight)
    except (StaleError, WordingError):
        return ""
