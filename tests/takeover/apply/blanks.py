"""The blanks of one mail, about a turn as it stands at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from takeover.apply.fillers import FILLERS, Blanks
from takeover.apply.look import Look
from takeover.model.roster import read_roster
from takeover.model.sight import Sight
from takeover.model.turn import Account, Fact, StepRecord, Turn
from takeover.planning import Planned
from takeover.settings import Settings
from takeover.timeline import BY_NAME
from tests.story import local, row
from tests.takeover.apply.worlds import world_of
from tests.takeover.planning.scenes import SETTINGS

NOW = "2026-12-07 12:00"
OPENED = {Fact.ACCEPTED: "2026-11-21 10:00", Fact.OPENED: "2026-12-04 10:00"}
CLOSED = OPENED | {Fact.CLOSED: "2026-12-07 09:03:20"}


def blanks(
    step: str,
    turn: Turn | None = None,
    *,
    at: str = NOW,
    key: str = "",
    subject: str = "",
    told: Mapping[str, StepRecord] | None = None,
    rows: tuple[dict[str, object], ...] = (row(),),
    absorbs: tuple[str, ...] = (),
    others: tuple[Turn, ...] = (),
    using: Settings = SETTINGS,
    own: Mapping[str, str] | None = None,
) -> Blanks:
    """The blanks of one step's mail, as they stand on Monday at noon, or `at` another time.

    `others` are turns of the same account, and `own` the charity's own words by their names.
    """
    now, roster = local(at), read_roster(rows, using)
    turns = (*([turn] if turn else []), *others)
    sight = None
    if turn is not None:
        sight = Sight(turn, roster.takeovers.get(turn.weekend), None, None, now)
    record = turn.id if turn else "~told"
    planned = Planned(
        BY_NAME[step], key or step, record, now, "", sight=sight, subject=subject, absorbs=absorbs
    )
    world = world_of(at, *turns)
    world.settings = using
    for name, text in (own or {}).items():
        world.texts.edit({"weekend": name, "text": text})
    return Blanks(world, planned, Look(roster, Account(turns, told=told or {}), now))


def filled(name: str, *args: Any, **more: Any) -> object:
    """What one blank of a mail is filled with."""
    return FILLERS[name](blanks(*args, **more))
