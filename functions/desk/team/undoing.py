"""The way back: what stood in the list travels with the page that says what was done.

Nothing of it is kept by us. A seal over it says that we made it, and when.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from desk.asked import Asked
from takeover.apply.look import look
from takeover.commands import editing
from takeover.model import credentials
from takeover.model.steps import HANDOVER
from takeover.planning.editing import RowEdit, undoing

PURPOSE = "undo"
GOOD_FOR = timedelta(minutes=25)
"""Mails that follow from an edit wait for thirty."""


def sealed(asked: Asked, edits: Sequence[RowEdit]) -> str:
    """The edits that would put everything back, for the form that offers it."""
    # The last one first: a guest who moves stands in their old weekend before they leave the new.
    said = [
        [str(back.weekend), dict(back.cells), dict(back.expected), list(back.changed)]
        for back in map(undoing, reversed(edits))
        if back.changed
    ]
    key, now = asked.world.secrets.link_key(), asked.world.clock.now()
    return credentials.sealed(key, PURPOSE, json.dumps(said), now)


def opened(asked: Asked, text: str) -> list[RowEdit] | None:
    """The edits of such a form; None if it is not ours, or older than half an hour."""
    world = asked.world
    found = credentials.unsealed(world.secrets.link_key(), PURPOSE, text)
    if found is None or world.clock.now() >= found[1] + GOOD_FOR:
        return None
    return [
        RowEdit(date.fromisoformat(weekend), cells, expected, tuple(changed))
        for weekend, cells, expected, changed in json.loads(found[0])
    ]


def carry_out(asked: Asked, edits: Sequence[RowEdit]) -> None:
    """Write them; raises RowError if somebody has changed a row since."""
    editing.carry_out(asked.world, look(asked.world, HANDOVER), edits)
